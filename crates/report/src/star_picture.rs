//! A star as a small SVG, told apart by its shape alone: full, half filled, hollow, or a clock for
//! too early.

use domain::star::Star;

use crate::xml::escape;

/// Ten corners about (12, 12.6), point up: radius 11 and 4.6.
const OUTLINE: &str = "12,1.6 14.7,8.9 22.5,9.2 16.4,14 18.5,21.5 12,17.2 5.5,21.5 7.6,14 1.5,9.2 9.3,8.9";
const LEFT_HALF: &str = "12,1.6 12,17.2 5.5,21.5 7.6,14 1.5,9.2 9.3,8.9";

/// A star as an SVG of one `em`, in the colour of the text around it.
///
/// `label` is what a screen reader says, such as "rebooked: half"; where it is empty the picture is
/// decoration, and the text beside it has to say the same.
pub fn star_svg(star: Star, label: &str) -> String {
    let name = star.name();
    let (role, title) = if label.is_empty() {
        ("aria-hidden=\"true\"", String::new())
    } else {
        ("role=\"img\"", format!("<title>{}</title>", escape(label)))
    };
    let shape = match star {
        Star::Full => format!("<polygon points=\"{OUTLINE}\" fill=\"currentColor\"/>"),
        Star::Half => format!("{}<polygon points=\"{LEFT_HALF}\" fill=\"currentColor\"/>", hollow()),
        Star::None => hollow(),
        Star::TooEarly => clock(),
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"star star-{name}\" viewBox=\"0 0 24 24\" width=\"1em\" \
         height=\"1em\" {role}>{title}<g stroke=\"currentColor\" stroke-width=\"1.6\" stroke-linejoin=\"round\" \
         stroke-linecap=\"round\">{shape}</g></svg>"
    )
}

fn hollow() -> String {
    format!("<polygon points=\"{OUTLINE}\" fill=\"none\"/>")
}

fn clock() -> String {
    "<circle cx=\"12\" cy=\"12.4\" r=\"8.6\" fill=\"none\"/><polyline points=\"12,7 12,12.4 15.6,14.6\" fill=\"none\"/>"
        .to_owned()
}
