//! How a table was used, as a picture: a bar for each day, its colours for what became of the
//! questions. Pure.

use embedded_graphics::mono_font::MonoTextStyle;
use embedded_graphics::mono_font::iso_8859_1::{FONT_7X13, FONT_9X15_BOLD};
use embedded_graphics::pixelcolor::Rgb888;
use embedded_graphics::prelude::{
    DrawTarget, OriginDimensions, Pixel, Point, Primitive, RgbColor, Size,
};
use embedded_graphics::primitives::{PrimitiveStyle, Rectangle};
use embedded_graphics::text::{Alignment, Text};
use embedded_graphics::{Drawable, mono_font::MonoFont};

use crate::insights::usage::{DailyCounts, Usage};
use crate::knowledge::Outcome;

const WIDTH: u32 = 800;
const HEIGHT: u32 = 360;
/// Where the bars stand.
const LEFT: i32 = 60;
const RIGHT: i32 = 780;
const TOP: i32 = 60;
const BOTTOM: i32 = 310;

/// Light enough for a light screen, dark enough for a dark one.
const PAPER: Rgb888 = Rgb888::new(43, 45, 49);
const INK: Rgb888 = Rgb888::new(219, 222, 225);
const RULE: Rgb888 = Rgb888::new(78, 80, 88);
/// Told apart by who sees no red or no green too (after Okabe and Ito, 2008).
const COLOURS: [Rgb888; 4] = [
    Rgb888::new(0, 158, 115),
    Rgb888::new(86, 180, 233),
    Rgb888::new(230, 159, 0),
    Rgb888::new(213, 94, 0),
];

/// The points of a picture, row by row.
struct Canvas(Vec<u8>);

impl OriginDimensions for Canvas {
    fn size(&self) -> Size {
        Size::new(WIDTH, HEIGHT)
    }
}

impl DrawTarget for Canvas {
    type Color = Rgb888;
    type Error = core::convert::Infallible;

    fn draw_iter<I>(&mut self, pixels: I) -> Result<(), Self::Error>
    where
        I: IntoIterator<Item = Pixel<Rgb888>>,
    {
        for Pixel(point, colour) in pixels {
            let (Ok(x), Ok(y)) = (u32::try_from(point.x), u32::try_from(point.y)) else {
                continue;
            };
            if x < WIDTH && y < HEIGHT {
                let at = 3 * (y * WIDTH + x) as usize;
                self.0[at..at + 3].copy_from_slice(&[colour.r(), colour.g(), colour.b()]);
            }
        }
        Ok(())
    }
}

impl Canvas {
    fn fill(&mut self, from: Point, to: Point, colour: Rgb888) {
        let area = Rectangle::with_corners(from, to);
        let Ok(()) = area
            .into_styled(PrimitiveStyle::with_fill(colour))
            .draw(self);
    }

    fn write(&mut self, words: &str, at: Point, font: &MonoFont, alignment: Alignment) {
        let style = MonoTextStyle::new(font, INK);
        let Ok(_) = Text::with_alignment(words, at, style, alignment).draw(self);
    }
}

/// Draws it as a PNG; none where it cannot be encoded.
#[must_use]
pub fn draw(usage: &Usage, title: &str) -> Option<Vec<u8>> {
    let mut canvas = Canvas(vec![0; 3 * (WIDTH * HEIGHT) as usize]);
    let whole = Point::new(WIDTH.cast_signed(), HEIGHT.cast_signed());
    canvas.fill(Point::zero(), whole, PAPER);
    canvas.write(
        title,
        Point::new(LEFT, 24),
        &FONT_9X15_BOLD,
        Alignment::Left,
    );
    legend(&mut canvas);
    let most = usage
        .days
        .iter()
        .map(DailyCounts::questions)
        .max()
        .unwrap_or(0)
        .max(1);
    scale(&mut canvas, most);
    bars(&mut canvas, &usage.days, most);
    encode(&canvas.0).ok()
}

fn legend(canvas: &mut Canvas) {
    let mut x = LEFT;
    for (outcome, colour) in Outcome::ALL.iter().zip(COLOURS) {
        canvas.fill(Point::new(x, 36), Point::new(x + 10, 46), colour);
        let words = Point::new(x + 16, 45);
        canvas.write(outcome.name(), words, &FONT_7X13, Alignment::Left);
        x += 110;
    }
}

/// How high so many questions stand.
fn height(questions: u32, most: u32) -> i32 {
    let all = u64::from((BOTTOM - TOP).unsigned_abs());
    (u64::from(questions) * all / u64::from(most)) as i32
}

/// Lines at nought, half and the most.
fn scale(canvas: &mut Canvas, most: u32) {
    let mut marks = vec![0, most / 2, most];
    marks.dedup();
    for mark in marks {
        let y = BOTTOM - height(mark, most);
        canvas.fill(Point::new(LEFT, y), Point::new(RIGHT, y), RULE);
        let words = Point::new(LEFT - 8, y + 4);
        canvas.write(&mark.to_string(), words, &FONT_7X13, Alignment::Right);
    }
}

fn bars(canvas: &mut Canvas, days: &[DailyCounts], most: u32) {
    let count = i32::try_from(days.len()).unwrap_or(i32::MAX).max(1);
    let place = |number: i32| LEFT + 4 + (RIGHT - LEFT - 4) * number / count;
    for (day, number) in days.iter().zip(0..) {
        let (left, right) = (place(number), (place(number + 1) - 2).max(place(number)));
        let mut below = 0;
        for (times, colour) in day.outcomes.iter().zip(COLOURS) {
            let (from, to) = (height(below, most), height(below + times, most));
            if to > from {
                let (top, foot) = (BOTTOM - to, BOTTOM - from - 1);
                canvas.fill(Point::new(left, top), Point::new(right, foot), colour);
            }
            below += times;
        }
    }
    let named = [
        (days.first(), LEFT, Alignment::Left),
        (days.last(), RIGHT, Alignment::Right),
    ];
    for (day, x, alignment) in named {
        if let Some(day) = day {
            canvas.write(
                &day.date(),
                Point::new(x, BOTTOM + 20),
                &FONT_7X13,
                alignment,
            );
        }
    }
}

fn encode(points: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(points)?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Day;

    fn usage(outcomes: [u32; 4]) -> Usage {
        let day = |day| DailyCounts {
            day: Day(day),
            outcomes: if day == 20_000 { outcomes } else { [0; 4] },
        };
        Usage {
            days: (19_991..=20_000).map(day).collect(),
            helpful: 0,
            rejected: 0,
            entries: Vec::new(),
            never: Vec::new(),
        }
    }

    /// How many points of the picture have a colour.
    fn points(usage: &Usage, colour: Rgb888) -> usize {
        let bytes = draw(usage, "a title").unwrap_or_default();
        let decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        let mut reader = decoder.read_info().ok().unwrap_or_else(|| panic!("no PNG"));
        let mut points = vec![0; reader.output_buffer_size().unwrap_or_default()];
        assert!(reader.next_frame(&mut points).is_ok());
        let wanted = [colour.r(), colour.g(), colour.b()];
        points.chunks(3).filter(|point| *point == wanted).count()
    }

    #[test]
    fn bars_are_as_high_as_there_were_questions() {
        let legend = points(&usage([0; 4]), COLOURS[0]);
        let half = points(&usage([5, 0, 0, 5]), COLOURS[0]) - legend;
        let whole = points(&usage([10, 0, 0, 0]), COLOURS[0]) - legend;
        assert!(half > 1_000, "{half}");
        assert!(whole.abs_diff(2 * half) <= half / 50, "{half} {whole}");
        assert!(points(&usage([u32::MAX / 4; 4]), COLOURS[3]) > legend);
    }
}
