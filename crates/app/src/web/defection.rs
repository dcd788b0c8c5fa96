//! Defection: of the clients active at the start of a period, who was gone at its end; and their names.

use std::collections::HashSet;

use askama::Template;
use axum::extract::{Query, State};
use domain::permission::Right;
use serde::Deserialize;

use super::app::App;
use super::error::WebResult;
use super::page::{Page, render};
use crate::report::defection::{AskedPeriod, DefectionReport, DefectionUnit, Leaver, Passages};
use crate::report::unit::{By, Units};
use crate::viewer::Viewer;

/// Names shown, the highest contribution first.
const SHOWN: usize = 100;

/// What is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    by: String,
    from: String,
    to: String,
    as_known: String,
}

#[derive(Template)]
#[template(path = "defection.html")]
struct DefectionPage {
    page: Page,
    asked: Asked,
    by: &'static str,
    from: String,
    to: String,
    /// The same for the form.
    from_date: String,
    to_date: String,
    /// Days of the period and days that the lapse rule needs, where it is too short to tell.
    too_early: Option<(i32, i32)>,
    rows: Vec<Row>,
    may_see_clients: bool,
    lost: Vec<LostRow>,
    /// Clients lost in all, and those of them whom the viewer sees but the page has no room for.
    lost_in_all: i64,
    not_shown: i64,
}

struct Row {
    name: String,
    active: String,
    lost: String,
    rate: String,
    annual: String,
    won_back: String,
    gained: String,
    let_go: String,
}

struct LostRow {
    id: i64,
    name: String,
    credited_to: String,
    last_day: String,
    interval: String,
    value: String,
}

/// `GET /defection`.
pub(super) async fn show(State(app): State<App>, viewer: Viewer, Query(asked): Query<Asked>) -> WebResult {
    let by = By::named(&asked.by)?;
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let period = AskedPeriod {
        month: None,
        from: given(&asked.from),
        to: given(&asked.to),
        as_known: given(&asked.as_known),
    };
    let (held, scope) = (app.clone(), viewer.scope());
    let (passages, seen) = app
        .read(move |connection| {
            let passages = Passages::load(connection, &period, held.now())?;
            let ids: Vec<i64> = passages.lost.iter().map(|leaver| leaver.client_id).collect();
            let seen = scope.list_of(connection, &ids)?;
            Ok((passages, seen))
        })
        .await?;
    let page = defection_page(&viewer, asked, by, &passages, &seen);
    if !page.lost.is_empty() {
        app.note(&viewer, "listed", None, "defection").await;
    }
    render(&page)
}

/// `seen`: the clients lost whom the viewer sees.
fn defection_page(
    viewer: &Viewer,
    asked: Asked,
    by: By,
    passages: &Passages,
    seen: &HashSet<i64>,
) -> DefectionPage {
    let page = Page::new(viewer, "/stars");
    let report = DefectionReport::of(passages, by, false);
    let may_see_clients = viewer.may(Right::SeeClients);
    let lost: Vec<&Leaver> =
        passages.lost.iter().filter(|leaver| may_see_clients && seen.contains(&leaver.client_id)).collect();
    let period = passages.period;
    DefectionPage {
        by: by.name(),
        from: page.day(period.first),
        to: page.day(period.last),
        from_date: period.first.to_string(),
        to_date: period.last.to_string(),
        too_early: report.is_too_early.then(|| (period.days(), report.window_days)),
        rows: report.units.iter().map(|unit| row(&page, by, unit, report.is_too_early)).collect(),
        may_see_clients,
        lost_in_all: passages.lost.len() as i64,
        not_shown: lost.len().saturating_sub(SHOWN) as i64,
        lost: lost.into_iter().take(SHOWN).map(|leaver| lost_row(viewer, &page, passages, leaver)).collect(),
        page,
        asked,
    }
}

fn row(page: &Page, by: By, unit: &DefectionUnit, is_too_early: bool) -> Row {
    let language = page.language;
    let annual = unit.annual_percent.map(|percent| language.percent(percent, 1));
    Row {
        name: unit.unit.told(by, language),
        active: language.count(unit.active),
        lost: language.count(unit.lost.clients),
        rate: if is_too_early { page.t("level-too-early") } else { unit.lost.text(language) },
        annual: annual.unwrap_or_else(|| "–".to_owned()),
        won_back: language.count(unit.won_back),
        gained: language.count(unit.gained),
        let_go: language.count(unit.let_go),
    }
}

fn lost_row(viewer: &Viewer, page: &Page, passages: &Passages, leaver: &Leaver) -> LostRow {
    let (frame, card) = (&passages.frame, &leaver.before);
    let told = |by: By| Units::new(frame, by).told(card, page.language);
    LostRow {
        id: leaver.client_id,
        name: viewer.name(leaver.client_id, &leaver.name, &leaver.code),
        credited_to: format!("{}, {}", told(By::Staff), told(By::Branch)),
        last_day: page.maybe_day(&leaver.last_day),
        interval: page.language.decimal(card.own_interval_days, 0),
        value: page.language.money(card.contribution_year_minor, frame.business.currency),
    }
}
