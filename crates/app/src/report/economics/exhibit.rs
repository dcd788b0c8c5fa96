//! The exhibit of the article of 1990, worked out by the same code, to compare with.

use domain::economics::books_curve::{BooksCurve, Survival, life_years};
use locale::Language;

use super::percent_of_bp;
use crate::report::sheet::{Sheet, Table, Value};
use crate::words::words;

/// Defection rates in basis points, with the values printed.
const PRINTED: [(u32, i64); 3] = [(2_000, 134), (1_000, 300), (500, 525)];

/// Adds the exhibit: as printed, and by two ways.
pub(super) fn add_exhibit(sheet: &mut Sheet, language: Language) {
    let words = words(language);
    let mut table = Table::new(
        "exhibit",
        words.say("economics-exhibit"),
        [
            ("rate", words.say("economics-rate"), Some("defection_rate")),
            ("life_years", words.say("economics-life"), Some("client_value")),
            ("printed", words.say("economics-printed"), Some("client_value")),
            ("fixed_life", words.say("economics-fixed-life"), Some("client_value")),
            ("geometric", words.say("economics-geometric"), Some("client_value")),
        ],
    );
    let curve = BooksCurve::card_customer_of_1990();
    // In the article's own currency, whatever that of the business is.
    let value = |way| Value::maybe(curve.value_minor(way), |cents| Value::Decimal(cents as f64 / 100.0, 2));
    for (defection_bp, printed) in PRINTED {
        table.push([
            Value::Name { code: defection_bp.to_string(), told: percent_of_bp(defection_bp, language) },
            Value::Decimal(life_years(defection_bp), 0),
            Value::Count(printed),
            value(Survival::FixedLife { defection_bp }),
            value(Survival::Geometric { defection_bp }),
        ]);
    }
    sheet.add(table);
    sheet.say(words.say("economics-exhibit-note"));
}
