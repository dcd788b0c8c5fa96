//! `define`: what a figure means.

use domain::definition::Definition;
use domain::money::Currency;
use domain::said;
use locale::Language;
use serde_json::json;

use super::{Context, LanguageArgs, print};
use crate::definition;
use crate::error::{Error, Kind, Result};
use crate::report::print as printing;
use crate::words::words;

/// Which figure.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Id of the figure; without it, all are listed
    id: Option<String>,
    #[command(flatten)]
    language: LanguageArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let language = args.language.language(context);
    let Some(id) = &args.id else {
        let all: Vec<Definition> = definition::list(language).collect();
        if args.json {
            return print(&printing::json(&all.iter().map(to_json).collect::<Vec<_>>())?);
        }
        let rows = all.iter().map(|one| vec![one.id.to_owned(), one.title.to_owned(), one.unit.to_owned()]);
        let head =
            ["define-id", "define-figure", "definition-unit"].map(|key| words(language).say(key)).into();
        return print(&printing::table(head, rows.collect(), 3));
    };
    let definition =
        definition::find(id, language).or_else(|| find_by_star(id, language)).ok_or_else(|| {
            Error::new(Kind::Usage, said!("there is no figure '{id}'", id))
                .hint(said!("'regulars define' lists them all"))
        })?;
    if args.json {
        print(&printing::json(&to_json(&definition))?)
    } else {
        print(&text(&definition, language))
    }
}

/// The measure behind a star of one of the presets, by the star's own id.
fn find_by_star(id: &str, language: Language) -> Option<Definition> {
    let currency = Currency::from_code("EUR")?;
    let policies = import::policy::PRESETS
        .iter()
        .filter_map(|(name, _)| import::policy::parse_policy(import::policy::preset(name)?, currency).ok());
    let stars = policies.flat_map(|policy| policy.stars);
    stars.into_iter().find(|star| star.id == id).map(|star| definition::of_measure(star.measure, language))
}

fn text(definition: &Definition, language: Language) -> String {
    let words = words(language);
    let parts = [
        ("definition-unit", definition.unit),
        ("definition-numerator", definition.numerator),
        ("definition-denominator", definition.denominator),
        ("definition-exclusions", definition.exclusions),
        ("definition-source", definition.source),
    ];
    let parts = parts.map(|(key, text)| (words.say(key), text.to_owned()));
    format!("{} ({})\n\n{}\n\n{}", definition.title, definition.id, definition.text, printing::pairs(&parts))
}

fn to_json(definition: &Definition) -> serde_json::Value {
    json!({
        "id": definition.id,
        "title": definition.title,
        "unit": definition.unit,
        "numerator": definition.numerator,
        "denominator": definition.denominator,
        "exclusions": definition.exclusions,
        "text": definition.text,
        "source": definition.source,
    })
}
