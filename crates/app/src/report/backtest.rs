//! The backtest report: what the last one found. It runs none.

use domain::backtest::{Method, Segment};
use domain::day::Day;
use domain::interval::Share;
use jiff::Timestamp;
use locale::Language;
use report::chart::{Axis, Chart, Figures, Point, Series, Shape, chart_svg};
use store::Connection;

use crate::backtest::{Counted, Findings, KeptBest, KeptFigures, KeptRule, KeptTrial, find_last};
use crate::error::Result;
use crate::report::sheet::{Field, Input, Sheet, SheetReport, Table, Value};
use crate::view::{Asked, View};
use crate::words::words;

/// Which model or rule foretold best who would come, in the last backtest
#[derive(Clone, Debug, Default, clap::Args)]
pub struct BacktestArgs {
    /// Instant by which it was run, such as 2026-03-31T17:00:00+02:00 [default: now]
    #[arg(long, value_name = "INSTANT")]
    pub as_known: Option<String>,
}

impl SheetReport for BacktestArgs {
    const ID: &'static str = "backtest";
    const TITLE: &'static str = "report-backtest";

    fn fields(&self, _: &View, language: Language) -> Vec<Field> {
        let as_known = Input::Instant(self.as_known.clone().unwrap_or_default());
        vec![Field::new("as_known", words(language).say("as-known"), as_known)]
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        let asked = Asked { as_of: None, as_known: self.as_known.clone() };
        let frame = View::load_frame(connection, &asked, now)?;
        match find_last(connection, frame.at)? {
            Some((_, findings)) => sheet_of(connection, &findings, now, language),
            None => {
                let words = words(language);
                let mut sheet = Sheet::of(&frame, words.say(BacktestArgs::TITLE));
                sheet.say(words.say("backtest-none"));
                Ok(sheet)
            }
        }
    }
}

/// What a backtest found, under the head of the day and of the instant that it knew.
pub fn sheet_of(
    connection: &mut Connection,
    findings: &Findings,
    now: Timestamp,
    language: Language,
) -> Result<Sheet> {
    let asked = Asked { as_of: Some(findings.as_of.clone()), as_known: Some(findings.as_known.clone()) };
    let frame = View::load_frame(connection, &asked, now)?;
    let words = words(language);
    let mut sheet = Sheet::of(&frame, words.say(BacktestArgs::TITLE));
    let asked = [
        ("split", told_day(&findings.split, language).into()),
        ("days", i64::from(findings.horizon_days).into()),
        ("interval", language.decimal(findings.house_interval_days, 1).into()),
    ];
    sheet.say(words.say_with("backtest-asked", asked));
    let min_clients = u64::from(frame.policy.min_clients);
    let is_told = findings.clients() >= min_clients;
    warn_of_limits(&mut sheet, findings, min_clients, language);
    if let Some(verdict) = told_verdict(findings, min_clients, language) {
        sheet.say(verdict);
    }
    if let Some(best) = told_best_own(findings, language).filter(|_| is_told) {
        sheet.say(best);
    }
    for (method, unfit) in &findings.failures {
        let rule = KeptRule { method: method.clone(), number: None };
        let failure = [
            ("method", told_rule(&rule, None, language).into()),
            ("reason", words.say(unfit_key(unfit)).into()),
        ];
        sheet.warn(words.say_with("backtest-unfit", failure));
    }
    for segment in Segment::ALL {
        sheet.add(methods_table(findings, segment, min_clients, language));
    }
    if let Some(best) = findings.best.as_ref().filter(|_| is_told) {
        sheet.add(leads_table(findings, best, language));
    }
    let (calibration, chart) = calibration(findings, language);
    if !calibration.rows.is_empty() {
        sheet.draw(chart.title.clone(), chart_svg(&chart, language));
        sheet.add(calibration);
    }
    let parameters = parameters_table(findings, language);
    if !parameters.rows.is_empty() {
        sheet.add(parameters);
    }
    Ok(sheet)
}

/// Warns of a horizon that was too short, and of too few clients to tell which method was best.
fn warn_of_limits(sheet: &mut Sheet, findings: &Findings, min_clients: u64, language: Language) {
    let words = words(language);
    if findings.is_short() {
        let days =
            [("days", findings.horizon_days.into()), ("needed", findings.horizon_days_needed().into())];
        sheet.warn(words.say_with("backtest-short", days));
    }
    if findings.clients() < min_clients {
        let counts = [("clients", findings.clients().into()), ("needed", min_clients.into())];
        sheet.warn(words.say_with("backtest-few", counts));
    }
}

/// Which method was best and how the policy's rule stands to it, in a sentence; `None` of fewer than `min_clients`.
fn told_verdict(findings: &Findings, min_clients: u64, language: Language) -> Option<String> {
    let words = words(language);
    let best = findings.best.as_ref().filter(|_| findings.clients() >= min_clients)?;
    let rule = |method: &str| told_method(findings, method, language);
    let brier = |score: f64| language.decimal(score, 4);
    let in_force = &findings.rule.method;
    if best.method == *in_force {
        let said = [("best", rule(in_force).into()), ("brier", brier(best.brier).into())];
        return Some(words.say_with("backtest-best-in-force", said));
    }
    let lead = best.leads.iter().find(|lead| lead.over == *in_force)?;
    let [low, difference, high] = lead.difference;
    let said = [
        ("best", rule(&best.method).into()),
        ("brier", brier(best.brier).into()),
        ("rule", rule(in_force).into()),
        ("rule_brier", brier(best.brier + difference).into()),
        ("difference", format!("{} ({})", brier(difference), language.range(low, high, 4)).into()),
    ];
    Some(words.say_with(if low > 0.0 { "backtest-best" } else { "backtest-level" }, said))
}

/// Which number of own intervals was best, in a sentence; `None` where one alone was tried.
fn told_best_own(findings: &Findings, language: Language) -> Option<String> {
    let is_own = |trial: &&KeptTrial| Method::from_name(&trial.rule.method).is_some_and(Method::is_own);
    let own: Vec<&KeptTrial> = findings.trials.iter().filter(is_own).collect();
    let scored = own.iter().filter_map(|trial| Some((*trial, findings.brier(&trial.rule.method)?)));
    // Of equal ones the first: the policy's own number stands first.
    let (best, brier) = scored.min_by(|one, other| one.1.total_cmp(&other.1)).filter(|_| own.len() > 1)?;
    let said = [
        ("rule", told_rule(&best.rule, None, language).into()),
        ("brier", language.decimal(brier, 4).into()),
    ];
    Some(words(language).say_with("backtest-best-own", said))
}

/// When the last backtest was run and what it found, to be told beside the lapse rule; `None` where that is nothing to
/// choose a rule by: too few clients, or too short a horizon. `in_force`: the policy's method now.
pub fn told_beside_rule(
    at: Timestamp,
    findings: &Findings,
    in_force: &KeptRule,
    min_clients: u32,
    zone: &jiff::tz::TimeZone,
    language: Language,
) -> Option<String> {
    if findings.is_short() {
        return None;
    }
    let words = words(language);
    let said = [
        ("at", language.instant(at, zone).into()),
        ("split", told_day(&findings.split, language).into()),
        ("days", i64::from(findings.horizon_days).into()),
        ("verdict", told_verdict(findings, u64::from(min_clients), language)?.into()),
    ];
    let told = words.say_with("backtest-told", said);
    let is_stale = findings.rule != *in_force;
    Some(if is_stale { format!("{told} {}", words.say("backtest-stale")) } else { told })
}

fn told_day(text: &str, language: Language) -> String {
    text.parse().map_or_else(|_| text.to_owned(), |date| language.day(Day::from_date(date)))
}

fn told_method(findings: &Findings, method: &str, language: Language) -> String {
    let trial = findings.trials.iter().find(|trial| trial.rule.method == method);
    match trial {
        Some(trial) => told_rule(&trial.rule, trial.regularity, language),
        None => told_rule(&KeptRule { method: method.to_owned(), number: None }, None, language),
    }
}

/// A method by name, with its number: `MBG/CNBD-3`, `gap > 2 × own interval`.
fn told_rule(rule: &KeptRule, regularity: Option<u32>, language: Language) -> String {
    let words = words(language);
    let number = i64::from(rule.number.unwrap_or_default());
    match Method::from_name(&rule.method) {
        Some(Method::MbgCnbd) => match regularity {
            Some(regularity) => format!("MBG/CNBD-{regularity}"),
            None => "MBG/CNBD-k".to_owned(),
        },
        Some(Method::BgNbd) => "BG/NBD".to_owned(),
        Some(Method::ParetoNbd) => "Pareto/NBD".to_owned(),
        Some(method) if method.is_own() => {
            words.say_with("method-own", [("factor", language.times(number).into())])
        }
        Some(Method::Fixed) => words.say_with("method-fixed", [("days", number.into())]),
        Some(Method::Recency) => words.say("method-recency"),
        Some(Method::Policy) => words.say("method-policy"),
        Some(_) | None => rule.method.clone(),
    }
}

/// Key of why a model could not be fitted.
fn unfit_key(name: &str) -> &'static str {
    match name {
        "too_few" => "backtest-too-few",
        "alike" => "backtest-alike",
        "untold" => "backtest-untold",
        _ => "backtest-no-maximum",
    }
}

fn method_value(rule: &KeptRule, regularity: Option<u32>, language: Language) -> Value {
    Value::Name { code: rule.method.clone(), told: told_rule(rule, regularity, language) }
}

fn methods_table(findings: &Findings, segment: Segment, min_clients: u64, language: Language) -> Table {
    let words = words(language);
    let found =
        |trial: &KeptTrial| trial.figures.iter().find(|figures| figures.segment == segment.name()).cloned();
    let (id, title) = match segment {
        Segment::All => ("all", "backtest-of-all"),
        Segment::First => ("first", "backtest-of-first"),
        Segment::Repeat => ("repeat", "backtest-of-repeat"),
    };
    let mut table = Table::new(
        id,
        words.say(title),
        [
            ("method", words.say("backtest-method"), Some("backtest")),
            ("clients", words.say("backtest-clients"), None),
            ("came", words.say("backtest-came"), None),
            ("brier", words.say("backtest-brier"), Some("brier_score")),
            ("auc", words.say("backtest-auc"), Some("ranking_auc")),
            ("right", words.say("backtest-right"), Some("right_calls")),
            ("gone", words.say("backtest-gone"), Some("right_calls")),
            ("totals_error", words.say("backtest-totals"), Some("totals_error")),
        ],
    );
    for trial in &findings.trials {
        if let Some(figures) = found(trial) {
            let is_in_force = trial.rule.method == findings.rule.method;
            table.push(method_row(trial, &figures, is_in_force, min_clients, language));
        }
    }
    table
}

fn method_row(
    trial: &KeptTrial,
    figures: &KeptFigures,
    is_in_force: bool,
    min_clients: u64,
    language: Language,
) -> [Value; 8] {
    let told = told_rule(&trial.rule, trial.regularity, language);
    let is_marked = is_in_force && trial.rule.method != Method::Policy.name();
    let told = match is_marked {
        true => words(language).say_with("backtest-of-policy", [("rule", told.into())]),
        false => told,
    };
    let method = Value::Name { code: trial.rule.method.clone(), told };
    let is_told = figures.came.of >= min_clients;
    let told = |value: Value| if is_told { value } else { Value::TooFew };
    let share = |counted: Option<Counted>| counted.and_then(Counted::share);
    let range = |[low, estimate, high]: [f64; 3]| Value::Range { low, estimate, high, decimals: 3 };
    [
        method,
        Value::count(figures.came.of),
        Value::count(figures.came.count),
        Value::maybe(figures.brier, |brier| told(Value::Decimal(brier, 4))),
        Value::maybe(figures.auc, |auc| told(range(auc))),
        Value::maybe(share(figures.right), |right| told(Value::Share(right))),
        Value::maybe(share(figures.gone), |gone: Share| told(Value::Percent(gone.share))),
        Value::maybe(figures.totals_error, |error| told(Value::Decimal(error, 1))),
    ]
}

fn leads_table(findings: &Findings, best: &KeptBest, language: Language) -> Table {
    let words = words(language);
    let title = [("best", told_method(findings, &best.method, language).into())];
    let mut table = Table::new(
        "leads",
        words.say_with("backtest-leads", title),
        [
            ("method", words.say("backtest-method"), None),
            ("brier", words.say("backtest-brier"), Some("brier_score")),
            ("difference", words.say("backtest-difference"), Some("best_rule")),
            ("told_apart", words.say("backtest-apart"), Some("best_rule")),
        ],
    );
    for lead in &best.leads {
        let [low, estimate, high] = lead.difference;
        let (code, told) =
            if low > 0.0 { ("yes", words.say("backtest-yes")) } else { ("no", words.say("backtest-no")) };
        table.push([
            Value::Name { code: lead.over.clone(), told: told_method(findings, &lead.over, language) },
            Value::Decimal(best.brier + estimate, 4),
            Value::Range { low, estimate, high, decimals: 4 },
            Value::Name { code: code.to_owned(), told },
        ]);
    }
    table
}

/// Chances told against what happened, as a table and a chart of it.
fn calibration(findings: &Findings, language: Language) -> (Table, Chart) {
    let words = words(language);
    let mut table = Table::new(
        "calibration",
        words.say("backtest-calibration"),
        [
            ("method", words.say("backtest-method"), None),
            ("clients", words.say("backtest-clients"), None),
            ("told", words.say("backtest-told-chance"), Some("calibration")),
            ("came", words.say("backtest-came-share"), Some("calibration")),
        ],
    );
    let as_told = vec![Point::at(0.0, 0.0), Point::at(1.0, 1.0)];
    let mut series =
        vec![Series { name: words.say("backtest-as-told"), shape: Shape::Limit, points: as_told }];
    for trial in findings.trials.iter().filter(|trial| !trial.calibration.is_empty()) {
        let mut points = Vec::new();
        for (told, came) in trial.calibration.iter().filter_map(|(told, came)| Some((*told, came.share()?))) {
            points.push(Point::between(told, came.share, came.low, came.high));
            table.push([
                method_value(&trial.rule, trial.regularity, language),
                Value::count(came.of),
                Value::Percent(told),
                Value::Share(came),
            ]);
        }
        let name = told_rule(&trial.rule, trial.regularity, language);
        series.push(Series { name, shape: Shape::Dots, points });
    }
    let axis = |key: &str| Axis::new(words.say(key), Figures::Percent).between(0.0, 1.0);
    let chart = Chart {
        title: words.say("backtest-calibration"),
        x: axis("backtest-told-chance"),
        y: axis("backtest-came-share"),
        series,
    };
    (table, chart)
}

fn parameters_table(findings: &Findings, language: Language) -> Table {
    let words = words(language);
    let mut table = Table::new(
        "parameters",
        words.say("backtest-parameters"),
        [
            ("method", words.say("backtest-method"), None),
            ("parameter", words.say("backtest-parameter"), None),
            ("estimate", words.say("backtest-estimate"), None),
            ("standard_error", words.say("backtest-standard-error"), None),
        ],
    );
    for trial in &findings.trials {
        let method = || method_value(&trial.rule, trial.regularity, language);
        for (name, value, error) in &trial.parameters {
            let name = Value::Text(name.clone());
            table.push([method(), name, Value::Decimal(*value, 3), Value::Decimal(*error, 3)]);
        }
        if let Some(log_likelihood) = trial.log_likelihood {
            let name =
                Value::Name { code: "log_likelihood".to_owned(), told: words.say("backtest-log-likelihood") };
            table.push([method(), name, Value::Decimal(log_likelihood, 1), Value::Nothing]);
        }
    }
    table
}
