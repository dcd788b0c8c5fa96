//! A triangle of shares: a row a cohort, a column a period, and in each place a square as large as its share.

use locale::Language;

use crate::xml::escape;

/// Shares by rows and columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Triangle {
    /// What it shows.
    pub title: String,
    /// What the columns count.
    pub across: String,
    /// Name of each column.
    pub columns: Vec<String>,
    /// Name of each row with its shares, from 0 to 1; `None` where none can be told.
    pub rows: Vec<(String, Vec<Option<f64>>)>,
}

/// All lengths are in units of the view box.
const WIDTH: f64 = 640.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = WIDTH - 6.0;
const TOP: f64 = 34.0;
const PLACE_MAX: f64 = 46.0;
/// Room within a place that its square leaves at least.
const GAP: f64 = 2.0;

/// The triangle as SVG, in the colour of the text around it. The area of a square is the share: no colour is needed to
/// read it, and the percent stands in it.
pub fn triangle_svg(triangle: &Triangle, language: Language) -> String {
    let place = ((RIGHT - LEFT) / triangle.columns.len().max(1) as f64).min(PLACE_MAX);
    let height = TOP + place * triangle.rows.len() as f64 + 6.0;
    let middle = |column: usize| LEFT + place * (column as f64 + 0.5);
    let mut svg = text(LEFT, 11.0, "start", 10.5, &triangle.across);
    for (column, name) in triangle.columns.iter().enumerate() {
        svg += &text(middle(column), 27.0, "middle", 10.5, name);
    }
    for (row, (name, shares)) in triangle.rows.iter().enumerate() {
        let y = TOP + place * (row as f64 + 0.5);
        svg += &text(LEFT - 8.0, y + 3.5, "end", 10.5, name);
        for (column, share) in shares.iter().enumerate() {
            svg += &square(middle(column), y, place - GAP, *share, language);
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart triangle\" role=\"img\" viewBox=\"0 0 {WIDTH} {height:.1}\" \
         font-family=\"Open Sans, sans-serif\" fill=\"currentColor\"><title>{}</title>{svg}</svg>",
        escape(&triangle.title),
    )
}

/// A square of the share's area about a point, with the percent in its middle; a dot where there is no share.
fn square(x: f64, y: f64, side_max: f64, share: Option<f64>, language: Language) -> String {
    let Some(share) = share.map(|share| share.clamp(0.0, 1.0)) else {
        return format!("<circle class=\"triangle-none\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"1\"/>");
    };
    let side = side_max * share.sqrt();
    let corner = (x - side / 2.0, y - side / 2.0);
    format!(
        "<rect class=\"triangle-share\" x=\"{:.1}\" y=\"{:.1}\" width=\"{side:.1}\" height=\"{side:.1}\" fill-opacity=\"0.18\" \
         stroke=\"currentColor\" stroke-width=\"0.8\"/>{}",
        corner.0,
        corner.1,
        text(x, y + 3.2, "middle", 9.0, &language.decimal(share * 100.0, 0))
    )
}

fn text(x: f64, y: f64, anchor: &str, size: f64, text: &str) -> String {
    format!(
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" font-size=\"{size}\">{}</text>",
        escape(text)
    )
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn the_area_of_a_square_is_the_share() {
        let triangle = Triangle {
            title: "Who <came>".to_owned(),
            across: "Month".to_owned(),
            columns: vec!["0".to_owned(), "1".to_owned()],
            rows: vec![
                ("2026-01".to_owned(), vec![Some(1.0), Some(0.25)]),
                ("2026-02".to_owned(), vec![Some(1.0), None]),
            ],
        };
        let svg = triangle_svg(&triangle, Language::En);
        assert!(svg.contains("<title>Who &lt;came&gt;</title>"));
        assert_eq!(svg.matches("width=\"44.0\"").count(), 2);
        assert_eq!(svg.matches("width=\"22.0\"").count(), 1, "half the side has a quarter of the area");
        assert_eq!(svg.matches("triangle-none").count(), 1);
        assert!(svg.contains(">25</text>") && svg.contains(">2026-02</text>"));
    }
}
