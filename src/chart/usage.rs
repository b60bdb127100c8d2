//! How a table was used: a bar for each day, stacked by outcome.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::chart::{DrawError, FONT, register_font};
use crate::insights::usage::{DailyCounts, Usage};
use crate::knowledge::Outcome;

/// The size of the picture, in pixels.
const SIZE: (u32, u32) = (800, 360);
/// The height of the title and the legend, in pixels.
const HEADER: u32 = 56;
/// What plotters leaves free around the bars, in pixels.
const MARGIN: i32 = 16;
/// The width of the numbers beside the bars, in pixels.
const Y_LABELS: i32 = 52;

/// Light enough for a light screen, dark enough for a dark one.
const PAPER: RGBColor = RGBColor(43, 45, 49);
const INK: RGBColor = RGBColor(219, 222, 225);
const RULE: RGBColor = RGBColor(78, 80, 88);
/// For each outcome, in the order of [`Outcome::ALL`]; distinguishable without seeing red or green
/// (Okabe and Ito, 2008).
const COLOURS: [RGBColor; 4] = [
    RGBColor(0, 158, 115),
    RGBColor(86, 180, 233),
    RGBColor(230, 159, 0),
    RGBColor(213, 94, 0),
];

/// Draws the questions of each day as a PNG; none if it cannot be drawn or encoded.
#[must_use]
pub fn daily_outcomes(usage: &Usage, title: &str) -> Option<Vec<u8>> {
    register_font();
    let mut pixels = vec![0; 3 * (SIZE.0 * SIZE.1) as usize];
    draw(&mut pixels, usage, title).ok()?;
    encode(&pixels).ok()
}

type Area<'a> = DrawingArea<BitMapBackend<'a>, plotters::coord::Shift>;

fn draw(
    pixels: &mut [u8],
    usage: &Usage,
    title: &str,
) -> Result<(), DrawError<BitMapBackend<'static>>> {
    let area = BitMapBackend::with_buffer(pixels, SIZE).into_drawing_area();
    area.fill(&PAPER)?;
    let (header, body) = area.split_vertically(HEADER);
    draw_header(&header, title)?;
    draw_bars(&body, &usage.days)?;
    area.present()
}

fn draw_header(area: &Area, title: &str) -> Result<(), DrawError<BitMapBackend<'static>>> {
    let left = MARGIN + Y_LABELS;
    let style = |size: i32| {
        let anchor = Pos::new(HPos::Left, VPos::Center);
        (FONT, size).into_font().color(&INK).pos(anchor)
    };
    area.draw(&Text::new(title.to_owned(), (left, 20), style(18)))?;
    for ((outcome, colour), column) in Outcome::ALL.iter().zip(COLOURS).zip(0..) {
        let x = left + 110 * column;
        area.draw(&Rectangle::new([(x, 39), (x + 10, 49)], colour.filled()))?;
        area.draw(&Text::new(outcome.name(), (x + 16, 44), style(14)))?;
    }
    Ok(())
}

fn draw_bars(area: &Area, days: &[DailyCounts]) -> Result<(), DrawError<BitMapBackend<'static>>> {
    let most = days
        .iter()
        .map(DailyCounts::questions)
        .max()
        .unwrap_or(0)
        .max(1);
    let count = i32::try_from(days.len()).unwrap_or(i32::MAX).max(1);
    let mut chart = ChartBuilder::on(area)
        .margin(MARGIN)
        .x_label_area_size(24)
        .y_label_area_size(Y_LABELS)
        .build_cartesian_2d(0..count, 0..u64::from(most))?;
    let date = |day: &i32| {
        let day = usize::try_from(*day).ok().and_then(|day| days.get(day));
        day.map_or_else(String::new, DailyCounts::date)
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .axis_style(RULE)
        .bold_line_style(RULE)
        .light_line_style(TRANSPARENT)
        .label_style((FONT, 14).into_font().color(&INK))
        .x_labels(5)
        .x_label_formatter(&date)
        .y_labels(4)
        .draw()?;
    for (at, colour) in COLOURS.into_iter().enumerate() {
        let bar = |(day, left): (&DailyCounts, i32)| {
            let below: u64 = day.outcomes[..at].iter().copied().map(u64::from).sum();
            let top = below + u64::from(day.outcomes[at]);
            let mut bar = Rectangle::new([(left, below), (left + 1, top)], colour.filled());
            bar.set_margin(0, 0, 1, 1);
            bar
        };
        let bars = days.iter().zip(0..).filter(|(day, _)| day.outcomes[at] > 0);
        chart.draw_series(bars.map(bar))?;
    }
    Ok(())
}

fn encode(pixels: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, SIZE.0, SIZE.1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
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
            unused: Vec::new(),
        }
    }

    /// The number of pixels of a colour.
    fn pixels(usage: &Usage, colour: RGBColor) -> usize {
        let bytes = daily_outcomes(usage, "a title").unwrap_or_default();
        let decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        let mut reader = decoder.read_info().ok().unwrap_or_else(|| panic!("no PNG"));
        let mut points = vec![0; reader.output_buffer_size().unwrap_or_default()];
        assert!(reader.next_frame(&mut points).is_ok());
        let wanted = [colour.0, colour.1, colour.2];
        points.chunks(3).filter(|point| *point == wanted).count()
    }

    #[test]
    fn bars_are_as_high_as_there_were_questions() {
        let legend = pixels(&usage([0; 4]), COLOURS[0]);
        let half = pixels(&usage([5, 0, 0, 5]), COLOURS[0]) - legend;
        let whole = pixels(&usage([10, 0, 0, 0]), COLOURS[0]) - legend;
        assert!(half > 1_000, "{half}");
        assert!(whole.abs_diff(2 * half) <= half / 50, "{half} {whole}");
        assert!(pixels(&usage([u32::MAX / 4; 4]), COLOURS[3]) > legend);
    }
}
