//! `define`: what a figure means.

use domain::definition::Definition;
use domain::measure::{definitions, find_definition};
use domain::money::Currency;
use domain::said;
use serde_json::json;

use super::print;
use crate::error::{Error, Kind, Result};
use crate::report::print as printing;

/// Which figure.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Id of the figure; without it, all are listed
    id: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Result<()> {
    let Some(id) = &args.id else {
        let all: Vec<&Definition> = definitions().collect();
        if args.json {
            return print(&printing::json(&all.iter().map(|one| to_json(one)).collect::<Vec<_>>())?);
        }
        let rows = all.iter().map(|one| vec![one.id.to_owned(), one.title.to_owned(), one.unit.to_owned()]);
        let head = ["id", "figure", "unit"].map(str::to_owned).into();
        return print(&printing::table(head, rows.collect(), 3));
    };
    let definition = find_definition(id).or_else(|| find_by_star(id)).ok_or_else(|| {
        Error::new(Kind::Usage, said!("there is no figure '{id}'", id))
            .hint(said!("'regulars define' lists them all"))
    })?;
    if args.json { print(&printing::json(&to_json(definition))?) } else { print(&text(definition)) }
}

/// The measure behind a star of one of the presets, by the star's own id.
fn find_by_star(id: &str) -> Option<&'static Definition> {
    let currency = Currency::from_code("EUR")?;
    let policies = import::policy::PRESETS
        .iter()
        .filter_map(|(name, _)| import::policy::parse_policy(import::policy::preset(name)?, currency).ok());
    let stars = policies.flat_map(|policy| policy.stars);
    stars.into_iter().find(|star| star.id == id).map(|star| star.measure.definition())
}

fn text(definition: &Definition) -> String {
    format!(
        "{} ({})\n\nunit:        {}\nnumerator:   {}\ndenominator: {}\nleft out:    {}\n\n{}\n\nsource: {}\n",
        definition.title,
        definition.id,
        definition.unit,
        definition.numerator,
        definition.denominator,
        definition.exclusions,
        definition.text,
        definition.source,
    )
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
