//! The policy: to be read by all, and changed by the owner after seeing what would change.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use domain::card::{Card, card};
use domain::policy::{LapseRule, Policy};
use domain::said;
use domain::star::Star;
use serde::Deserialize;
use store::Connection;
use store::transaction::begin_read;

use super::app::App;
use super::backtest::Tried;
use super::error::WebResult;
use super::page::{Page, go_to, render, render_status};
use crate::error::Result;
use crate::margin::tell_margins;
use crate::parts::for_each_part;
use crate::report::star_reason::value_text;
use crate::translation::tell;
use crate::view::View;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "policy.html")]
struct PolicyPage {
    page: Page,
    name: String,
    since: String,
    /// Number of the version in force.
    version: i64,
    body: String,
    may_edit: bool,
    stars: Vec<StarRow>,
    lapse: String,
    /// Margins by category, as a sentence.
    margins: String,
    tried: Tried,
    growth_path: String,
    mistakes: Vec<String>,
    preview: Option<Preview>,
}

struct StarRow {
    name: String,
    measure: &'static str,
    measure_title: &'static str,
    /// What its thresholds are in.
    unit: &'static str,
    full: String,
    half: String,
    months: u32,
}

/// What a new policy would change today.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Preview {
    clients: i64,
    changed: i64,
    /// By star: name, clients who would gain, clients who would lose.
    stars: Vec<(String, i64, i64)>,
    statuses: i64,
}

/// `GET /policy`.
pub(super) async fn show(State(app): State<App>, viewer: Viewer) -> WebResult {
    let held = app.clone();
    let asking = viewer.clone();
    let (frame, tried) = app
        .read(move |connection| {
            let frame = held.frame(connection)?;
            let tried = Tried::load(&held, connection, &frame, &asking)?;
            Ok((frame, tried))
        })
        .await?;
    render(&policy_page(&viewer, &frame, tried, None, Vec::new(), None))
}

fn policy_page(
    viewer: &Viewer,
    frame: &View,
    tried: Tried,
    body: Option<String>,
    mistakes: Vec<String>,
    preview: Option<Preview>,
) -> PolicyPage {
    let page = Page::new(viewer, "/policy");
    let zone = frame.business.time_zone().unwrap_or(jiff::tz::TimeZone::UTC);
    let policy = &frame.policy;
    // Where any value will do, the rule holds the highest there is.
    let threshold = |rule: &domain::policy::StarRule, value: i64| match value {
        i64::MAX => "–".to_owned(),
        value => value_text(page.language, rule.measure, value, frame.business.currency),
    };
    let star = |rule: &domain::policy::StarRule| {
        let definition = crate::definition::of_measure(rule.measure, page.language);
        StarRow {
            name: page.language.pick(&rule.name).to_owned(),
            measure: definition.id,
            measure_title: definition.title,
            unit: definition.unit,
            full: threshold(rule, rule.full),
            half: threshold(rule, rule.half),
            months: rule.window_months,
        }
    };
    let halves = policy.growth_path_halves.iter().map(|halves| page.language.halves(*halves));
    PolicyPage {
        name: policy.name.clone(),
        since: page.language.instant(frame.policy_version.at, &zone),
        version: frame.policy_version.id,
        body: body.unwrap_or_else(|| frame.policy_version.body.clone()),
        may_edit: viewer.may(domain::permission::Right::EditPolicy),
        stars: policy.stars.iter().map(star).collect(),
        lapse: match policy.lapse {
            LapseRule::Fixed { days } => page.t1("lapse-fixed", "days", days),
            LapseRule::Own { percent } => {
                page.t1("lapse-own", "factor", page.language.times(i64::from(percent)))
            }
            LapseRule::Contract { grace_days } => page.t1("lapse-contract", "days", grace_days),
            LapseRule::Model { .. } if frame.house.model.is_none() => page.t("lapse-model-none"),
            LapseRule::Model { p_alive_percent, first_visit_p_alive_percent } => {
                page.t2("lapse-model", "percent", p_alive_percent, "first", first_visit_p_alive_percent)
            }
        },
        margins: tell_margins(frame, page.language),
        tried,
        growth_path: halves.collect::<Vec<_>>().join(", "),
        mistakes,
        preview,
        page,
    }
}

#[derive(Deserialize)]
pub(super) struct PolicyForm {
    body: String,
    /// Number of the version in force when the preview was made.
    seen: Option<i64>,
}

/// `POST /policy/preview`: how many clients would change, without changing anything.
pub(super) async fn preview(
    State(app): State<App>,
    viewer: Viewer,
    Form(form): Form<PolicyForm>,
) -> WebResult {
    let (held, body) = (app.clone(), form.body.replace("\r\n", "\n"));
    let asking = viewer.clone();
    let (status, page) = app
        .read(move |connection| {
            let frame = held.frame(connection)?;
            let tried = Tried::load(&held, connection, &frame, &asking)?;
            let parsed = import::policy::parse_policy(&body, frame.business.currency);
            Ok(match parsed {
                Err(mistakes) => {
                    let mistakes =
                        mistakes.iter().map(|mistake| tell(asking.language(), &mistake.said())).collect();
                    let page = policy_page(&asking, &frame, tried, Some(body), mistakes, None);
                    (StatusCode::UNPROCESSABLE_ENTITY, page)
                }
                Ok(policy) => {
                    let preview = compare(connection, &asking, &frame, &policy)?;
                    (
                        StatusCode::OK,
                        policy_page(&asking, &frame, tried, Some(body), Vec::new(), Some(preview)),
                    )
                }
            })
        })
        .await?;
    Ok(render_status(status, &page))
}

/// Scores everyone by the policy in force and by another, with the same rhythm of the house.
fn compare(connection: &mut Connection, viewer: &Viewer, view: &View, policy: &Policy) -> Result<Preview> {
    let language = viewer.language();
    let rules = view.rules(view.as_of);
    let new_rules =
        domain::card::Rules::new(policy, view.house.clone(), view.as_of, &view.catalog.categories);
    let mut stars: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    let (mut clients, mut changed, mut statuses) = (0, 0, 0);
    let star_of = |policy: &Policy, stars: &[Star], id: &str| {
        policy.star_index(id).and_then(|index| stars.get(index)).map_or(0, |star| star.halves())
    };
    let mut add = |old: &Card, new: &Card| {
        let mut is_changed = false;
        let ids = policy.stars.iter().chain(&view.policy.stars).map(|star| star.id.as_str());
        for id in ids.collect::<std::collections::BTreeSet<_>>() {
            let before = star_of(&view.policy, old.stars.as_slice(), id);
            let after = star_of(policy, new.stars.as_slice(), id);
            let (gained, lost) = stars.entry(id).or_default();
            *gained += i64::from(after > before);
            *lost += i64::from(after < before);
            is_changed |= before != after;
        }
        clients += 1;
        changed += i64::from(is_changed);
        statuses += i64::from(old.status != new.status);
    };
    let mut transaction = begin_read(connection)?;
    for_each_part(&mut transaction, view, |part| {
        let both =
            part.histories.map_clients(|_, history| (card(history, &rules), card(history, &new_rules)));
        both.iter().for_each(|(_, (old, new))| add(old, new));
        Ok(())
    })?;
    transaction.commit()?;
    let name = |id: &str| {
        let all = policy.stars.iter().chain(&view.policy.stars);
        all.clone()
            .find(|star| star.id == id)
            .map_or_else(|| id.to_owned(), |star| language.pick(&star.name).to_owned())
    };
    Ok(Preview {
        clients,
        changed,
        stars: stars.into_iter().map(|(id, (gained, lost))| (name(id), gained, lost)).collect(),
        statuses,
    })
}

/// `POST /policy`: puts the policy in force and scores everyone by it.
pub(super) async fn put(State(app): State<App>, viewer: Viewer, Form(form): Form<PolicyForm>) -> WebResult {
    let (held, body) = (app.clone(), form.body.replace("\r\n", "\n"));
    let asking = viewer.clone();
    let refused = app
        .write(move |connection| -> Result<Option<PolicyPage>> {
            let frame = held.frame(connection)?;
            let tried = Tried::load(&held, connection, &frame, &asking)?;
            let parsed = import::policy::parse_policy(&body, frame.business.currency);
            let mut mistakes: Vec<String> = parsed
                .err()
                .unwrap_or_default()
                .iter()
                .map(|mistake| tell(asking.language(), &mistake.said()))
                .collect();
            if body == frame.policy_version.body {
                return Ok(None);
            }
            if form.seen.is_some_and(|seen| seen != frame.policy_version.id) {
                let said = said!(
                    "another policy was put in force since the preview: look at what yours would change now"
                );
                mistakes.push(tell(asking.language(), &said));
            }
            if !mistakes.is_empty() {
                return Ok(Some(policy_page(&asking, &frame, tried, Some(body), mistakes, None)));
            }
            store::policy::put_policy(connection, &body, held.now(), Some(asking.account.id))?;
            held.score(connection)?;
            Ok(None)
        })
        .await?;
    match refused {
        Some(page) => Ok(render_status(StatusCode::UNPROCESSABLE_ENTITY, &page)),
        None => Ok(go_to("/policy")),
    }
}
