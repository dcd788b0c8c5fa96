//! The model in force: its parameters, what it was fitted to, and how well it fits.

use domain::interval::wilson_share;
use domain::model::fitting::{Fitting, LookBack, is_stale};
use domain::model::sample::LOOK_BACK_DAYS;
use jiff::Timestamp;
use locale::Language;
use report::chart::{Axis, Chart, Figures, Point, Series, Shape, chart_svg};
use store::Connection;
use store::model::{FailedFit, ModelVersion};
use store::transaction::begin_read;

use crate::error::Result;
use crate::report::sheet::{Field, Input, Sheet, SheetReport, Table, Value};
use crate::translation::{Kept, tell};
use crate::view::{Asked, View};
use crate::words::{parameter_key, words};

/// Decimals of parameters and log-likelihoods.
const PARAMETER_DECIMALS: u8 = 4;
const LIKELIHOOD_DECIMALS: u8 = 1;

/// The model in force, with what it was fitted to and how well it fits
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ModelArgs {
    /// Instant at which the model was in force, such as 2026-03-31T17:00:00+02:00 [default: now]
    #[arg(long, value_name = "INSTANT")]
    pub as_known: Option<String>,
}

impl SheetReport for ModelArgs {
    const ID: &'static str = "model";
    const TITLE: &'static str = "report-model";

    fn fields(&self, _: &View, language: Language) -> Vec<Field> {
        let set = self.as_known.clone().unwrap_or_default();
        vec![Field::new("as_known", words(language).say("as-known"), Input::Instant(set))]
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        let mut transaction = begin_read(connection)?;
        let asked = Asked { as_known: self.as_known.clone(), ..Asked::default() };
        let frame = View::load_judging_frame(&mut transaction, &asked, now)?;
        let version = store::model::find_model(&mut transaction, frame.known)?;
        let failed = store::model::find_last_failed(&mut transaction, frame.at)?;
        transaction.commit()?;
        let words = words(language);
        let mut sheet = Sheet::of(&frame, words.say("report-model"));
        // What came before the model in force was mended by it.
        let is_last = |failed: &FailedFit| version.as_ref().is_none_or(|version| version.at < failed.at);
        if let Some(failed) = failed.filter(is_last) {
            sheet.warn(told_failure(&frame, &failed, language)?);
        }
        sheet.warn_of_end(&frame, language);
        match version {
            None => sheet.warn(words.say("model-none")),
            Some(version) => fill(&mut sheet, &frame, &version, language)?,
        }
        Ok(sheet)
    }
}

/// Why the last fit failed, who asked for it and when.
fn told_failure(frame: &View, failed: &FailedFit, language: Language) -> Result<String> {
    let words = words(language);
    let why: Kept = serde_json::from_str(&failed.body)?;
    let at = language.instant(failed.at, &frame.business.time_zone()?);
    let by = failed.by.clone().unwrap_or_else(|| words.say("command-line"));
    let told = [("by", by.into()), ("at", at.into()), ("why", tell(language, &why.said()).into())];
    Ok(words.say_with("model-failed", told))
}

fn fill(sheet: &mut Sheet, frame: &View, version: &ModelVersion, language: Language) -> Result<()> {
    let words = words(language);
    let Fitting { model, repeats, look_back, .. } = &version.fitting;
    let zone = frame.business.time_zone()?;
    let since = [
        ("at", language.instant(version.at, &zone).into()),
        ("day", language.day(version.as_of).into()),
        ("known", language.instant(version.known_at, &zone).into()),
    ];
    sheet.say(words.say_with("model-since", since));
    if is_stale(version.as_of, frame.as_of) {
        let days = [("days", frame.as_of.days_since(version.as_of).into())];
        sheet.warn(words.say_with("model-stale", days));
    }
    let visits = &model.visits;
    if visits.r > 1.0 {
        let days = f64::from(visits.regularity) * visits.alpha / (visits.r - 1.0);
        let told = [
            ("days", language.decimal(days, 0).into()),
            ("k", visits.regularity.into()),
            ("percent", language.percent(visits.a / (visits.a + visits.b) * 100.0, 1).into()),
        ];
        sheet.say(words.say_with("model-in-words", told));
    }
    if model.spend.is_none() {
        let mean = language.money(model.mean_spend_minor.round() as i64, frame.business.currency);
        sheet.say(words.say_with("model-no-spend", [("amount", mean.into())]));
    }
    sheet.add(data_table(&version.fitting, language));
    sheet.add(parameters_table(&version.fitting, language));
    sheet.add(likelihoods_table(&version.fitting, language));
    if version.fitting.rivals.iter().any(|rival| rival.log_likelihood.is_none()) {
        sheet.say(words.say("model-rival-none"));
    }
    let totals = [
        ("actual", language.count(repeats.actual).into()),
        ("expected", language.decimal(repeats.expected, 0).into()),
    ];
    sheet.say(words.say_with("model-repeats-all", totals));
    sheet.add(repeats_table(&version.fitting, language));
    sheet.draw(words.say("model-repeats"), repeats_svg(&version.fitting, language));
    if look_back.iter().any(|look| look.clients > 0) {
        let days = [("days", LOOK_BACK_DAYS.into())];
        sheet.say(words.say_with("model-look-back-what", days));
        sheet.add(look_back_table(look_back, u64::from(frame.policy.min_clients), language));
    }
    Ok(())
}

fn data_table(Fitting { window, .. }: &Fitting, language: Language) -> Table {
    let words = words(language);
    let columns = [
        ("first_day", words.say("model-first-day"), None),
        ("last_day", words.say("model-last-day"), None),
        ("clients", words.say("clients"), None),
        ("repeaters", words.say("model-repeaters"), None),
        ("occasions", words.say("model-occasions"), None),
    ];
    let mut table = Table::new("data", words.say("model-data"), columns);
    table.push([
        Value::Day(window.first_day),
        Value::Day(window.last_day),
        Value::count(window.clients),
        Value::count(window.repeaters),
        Value::count(window.occasions),
    ]);
    table
}

fn parameters_table(fitting: &Fitting, language: Language) -> Table {
    let words = words(language);
    let columns = [
        ("parameter", words.say("model-parameter"), Some("model_fit")),
        ("meaning", words.say("model-meaning"), None),
        ("value", words.say("model-value"), None),
        ("standard_error", words.say("model-standard-error"), None),
    ];
    let mut table = Table::new("parameters", words.say("model-parameters"), columns);
    let named = |name: &str| Value::Name { code: name.to_owned(), told: name.to_owned() };
    let meaning = |name: &str| Value::Text(words.say(parameter_key(name)));
    let regularity = i64::from(fitting.model.visits.regularity);
    table.push([named("k"), meaning("k"), Value::Count(regularity), Value::Nothing]);
    for one in fitting.visits.iter().chain(&fitting.spend) {
        table.push([
            named(&one.name),
            meaning(&one.name),
            Value::Decimal(one.value, PARAMETER_DECIMALS),
            Value::Decimal(one.standard_error, PARAMETER_DECIMALS),
        ]);
    }
    table
}

fn likelihoods_table(fitting: &Fitting, language: Language) -> Table {
    let words = words(language);
    let columns = [
        ("model", words.say("report-model"), Some("model_fit")),
        ("log_likelihood", words.say("model-log-likelihood"), None),
        ("below_best", words.say("model-below-best"), None),
    ];
    let mut table = Table::new("likelihoods", words.say("model-likelihoods"), columns);
    let best = fitting.regularities.iter().map(|tried| tried.1).fold(f64::NEG_INFINITY, f64::max);
    let mut push = |name: String, told: Option<f64>| {
        let decimal = |value: f64| Value::Decimal(value, LIKELIHOOD_DECIMALS);
        let name = Value::Name { code: name.clone(), told: name };
        table.push([name, Value::maybe(told, decimal), Value::maybe(told.map(|told| best - told), decimal)]);
    };
    for (regularity, told) in &fitting.regularities {
        push(format!("MBG/CNBD-{regularity}"), Some(*told));
    }
    for rival in &fitting.rivals {
        push(rival.name.clone(), rival.log_likelihood);
    }
    table
}

/// `0`, `1` … and the last `6+`, or so.
fn repeats_names(fitting: &Fitting) -> Vec<String> {
    let last = fitting.by_repeats.len().saturating_sub(1);
    (0..=last)
        .map(|repeats| if repeats == last { format!("{repeats}+") } else { repeats.to_string() })
        .collect()
}

fn repeats_table(fitting: &Fitting, language: Language) -> Table {
    let words = words(language);
    let columns = [
        ("repeats", words.say("model-came-again"), Some("model_fit")),
        ("clients", words.say("clients"), None),
        ("expected", words.say("model-expected"), None),
    ];
    let mut table = Table::new("repeats", words.say("model-repeats"), columns);
    for (name, check) in repeats_names(fitting).into_iter().zip(&fitting.by_repeats) {
        table.push([Value::Text(name), Value::count(check.actual), Value::Decimal(check.expected, 1)]);
    }
    table
}

fn repeats_svg(fitting: &Fitting, language: Language) -> String {
    let words = words(language);
    let points = |of: fn(&domain::model::fitting::Check) -> f64| -> Vec<Point> {
        let checks = fitting.by_repeats.iter().enumerate();
        checks.map(|(repeats, check)| Point::at(repeats as f64, of(check))).collect()
    };
    let series = |key: &str, shape, points| Series { name: words.say(key), shape, points };
    let chart = Chart {
        title: words.say("model-repeats"),
        x: Axis::new(words.say("model-came-again"), Figures::Names(repeats_names(fitting))),
        y: Axis::new(words.say("clients"), Figures::Number).from(0.0),
        series: vec![
            series("model-actual", Shape::Bars, points(|check| check.actual as f64)),
            series("model-expected", Shape::Dots, points(|check| check.expected)),
        ],
    };
    chart_svg(&chart, language)
}

fn look_back_table(look_back: &[LookBack; 2], min_clients: u64, language: Language) -> Table {
    let words = words(language);
    let columns = [
        ("clients_who", words.say("model-who"), Some("model_fit")),
        ("clients", words.say("clients"), None),
        ("p_alive", words.say("p-alive"), Some("p_alive")),
        ("came", words.say("model-came"), None),
        ("came_expected", words.say("model-came-expected"), None),
        ("occasions", words.say("model-occasions"), None),
        ("occasions_expected", words.say("model-expected"), None),
    ];
    let mut table = Table::new("look_back", words.say("model-look-back"), columns);
    for (code, look) in ["came_once", "came_again"].into_iter().zip(look_back) {
        let told = words.say(if code == "came_once" { "model-came-once" } else { "model-came-more" });
        let told_of = |of: f64| match look.clients >= min_clients {
            true => Value::Percent(of),
            false => Value::TooFew,
        };
        let clients = look.clients.max(1) as f64;
        table.push([
            Value::Name { code: code.to_owned(), told },
            Value::count(look.clients),
            told_of(look.p_alive_mean),
            Value::share(wilson_share(look.came, look.clients), min_clients),
            told_of(look.came_expected / clients),
            Value::count(look.occasions),
            Value::Decimal(look.occasions_expected, 0),
        ]);
    }
    table
}
