//! Margins as people read them: of which categories the policy sets one, and which go by the usual one.

use locale::Language;

use crate::view::View;
use crate::words::words;

/// Of the catalog's categories, what margin each has; those without one of their own are named, as a category whose name
/// the policy writes otherwise is soon overlooked.
pub(crate) fn tell_margins(frame: &View, language: Language) -> String {
    let words = words(language);
    let margins = &frame.policy.margins;
    let percent = |bp: i64| language.percent(bp as f64 / 100.0, usize::from(bp % 100 != 0));
    let (mut own, mut usual) = (Vec::new(), Vec::new());
    for category in &frame.catalog.categories {
        match margins.find(category) {
            Some(bp) => own.push(format!("{category} {}", percent(bp))),
            None => usual.push(category.as_str()),
        }
    }
    let own = if own.is_empty() { words.say("margins-none") } else { own.join(", ") };
    let others = match usual.is_empty() {
        true => words.say("margins-others"),
        false => usual.join(", "),
    };
    let told =
        [("own", own.into()), ("usual", percent(margins.default_bp).into()), ("others", others.into())];
    words.say_with("margins", told)
}
