//! Charts, drawn in memory: SVG for a page, PNG for Discord. Pure: it writes no file.

mod usage;

use std::sync::Once;

use plotters::prelude::*;

pub use crate::chart::usage::daily_outcomes;

/// The size of a line chart, in pixels.
const LINE_CHART: (u32, u32) = (460, 340);
/// The colour of what was measured.
const MEASURED: RGBColor = RGBColor(0x1f, 0x5a, 0xa6);

/// The family that plotters sets axis labels in unless told otherwise.
const FONT: &str = "sans-serif";
/// `DejaVu` Sans, cut down to Latin-1; its licence stands beside it.
const FONT_FILE: &[u8] = include_bytes!("chart/DejaVuSans-Latin1.ttf");

/// Draws measured shares against each other as SVG: points with both coordinates between 0 and 1,
/// joined by a line, over the diagonal. `labels` name the x and the y axis. Empty if plotters cannot
/// draw it.
#[must_use]
pub fn line_chart(labels: (&str, &str), points: &[(f64, f64)]) -> String {
    register_font();
    let mut svg = String::new();
    if draw_line_chart(&mut svg, labels, points).is_err() {
        svg.clear();
    }
    svg
}

/// Why a chart was not drawn.
type DrawError<B> = DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>;

fn draw_line_chart(
    svg: &mut String,
    (x, y): (&str, &str),
    points: &[(f64, f64)],
) -> Result<(), DrawError<SVGBackend<'static>>> {
    let area = SVGBackend::with_string(svg, LINE_CHART).into_drawing_area();
    let mut chart = ChartBuilder::on(&area)
        .margin(12)
        .x_label_area_size(40)
        .y_label_area_size(48)
        .build_cartesian_2d(0.0..1.0, 0.0..1.0)?;
    chart
        .configure_mesh()
        .x_desc(x)
        .y_desc(y)
        .x_labels(6)
        .y_labels(6)
        .light_line_style(WHITE)
        .draw()?;
    let diagonal = LineSeries::new([(0.0, 0.0), (1.0, 1.0)], BLACK.mix(0.2));
    chart.draw_series(diagonal)?;
    let line = LineSeries::new(points.iter().copied(), MEASURED.stroke_width(2));
    chart.draw_series(line)?;
    let dots = points.iter().copied();
    chart.draw_series(dots.map(|point| Circle::new(point, 3, MEASURED.filled())))?;
    area.present()
}

/// Registers the built-in font with plotters, which then looks for none on the machine. Call it
/// before drawing.
pub fn register_font() {
    static REGISTERED: Once = Once::new();
    REGISTERED.call_once(|| {
        // A font that cannot be read leaves a chart without words; the test below reads it.
        let _ = plotters::style::register_font(FONT, FontStyle::Normal, FONT_FILE);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_font_can_be_read() {
        let read = plotters::style::register_font("test", FontStyle::Normal, FONT_FILE);
        assert!(read.is_ok());
    }

    #[test]
    fn a_line_chart_has_its_labels_and_a_dot_for_each_point() {
        let svg = line_chart(("confidence", "share right"), &[(0.2, 0.1), (0.9, 1.0)]);
        assert!(svg.contains("confidence") && svg.contains("share right"));
        assert_eq!(svg.matches("<circle").count(), 2);
    }
}
