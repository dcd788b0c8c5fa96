//! The clients behind a figure of the star report, of the day and as known when the report is.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Query, State};
use domain::card::Card;
use domain::day::Day;
use domain::said;
use domain::star::Stars;
use domain::status::Status;
use serde::{Deserialize, Serialize};
use store::Connection;
use store::transaction::begin_read;

use super::app::App;
use super::clients;
use super::error::WebResult;
use super::page::{Page, level_key, render};
use super::stars;
use crate::error::{Error, Kind, Result};
use crate::report::card::{star_heads, star_name};
use crate::report::clients::for_each_behind;
use crate::report::filter::Condition;
use crate::report::unit::{By, Units};
use crate::view::View;
use crate::viewer::Viewer;

/// Clients on a page.
const SHOWN: usize = 50;

/// Which figure: in the address, so that it can be shared.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) by: String,
    /// Code of the unit; empty: the clients of none; absent: everyone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unit: Option<String>,
    /// `branch` or `region`: clients of that one alone, named by `of`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) within: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) of: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) star: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) level: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) total: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) behind: String,
    /// `no`: those credited to nobody.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) credited: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) as_of: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) as_known: String,
    /// Clients passed over.
    #[serde(skip_serializing_if = "super::today::is_zero")]
    pub(super) from: usize,
}

impl Asked {
    /// The address of the clients.
    pub(super) fn path(&self) -> String {
        format!("/stars/clients?{}", serde_urlencoded::to_string(self).unwrap_or_default())
    }

    /// The same clients as the list of current cards has them, which is quicker; `None` if it cannot tell them.
    pub(super) fn to_list(&self) -> Option<clients::Asked> {
        let unit = self.unit.clone().unwrap_or_default();
        let (staff, branch) = match (By::named(&self.by).ok()?, &self.unit) {
            (By::All, _) | (_, None) => Default::default(),
            (By::Staff, Some(code)) if !code.is_empty() => (unit, String::new()),
            (By::Branch, Some(code)) if !code.is_empty() => (String::new(), unit),
            _ => return None,
        };
        Some(clients::Asked {
            staff,
            branch,
            star: self.star.clone(),
            level: self.level.clone(),
            total: self.total.clone(),
            behind: self.behind.clone(),
            credited: "yes".to_owned(),
            ..clients::Asked::default()
        })
        .filter(|_| self.credited.is_empty() && self.within.is_empty())
    }

    /// What the clients have in common.
    fn conditions(&self, frame: &View) -> Result<Vec<Condition>> {
        let is_given = |text: &str| !text.is_empty();
        let credited = if is_given(&self.credited) { self.credited.as_str() } else { "yes" };
        let mut conditions = vec![Condition::equal("credited", credited)];
        let by = By::named(&self.by)?;
        if let Some(code) = self.unit.as_ref().filter(|_| by != By::All) {
            conditions.push(Condition::equal(by.field(), code));
        }
        if is_given(&self.within) != is_given(&self.of) {
            return Err(Error::new(Kind::Input, said!("'within' and 'of' go together")));
        }
        if is_given(&self.within) {
            conditions.push(Condition::equal(By::named(&self.within)?.field(), &self.of));
        }
        if is_given(&self.star) != is_given(&self.level) {
            return Err(Error::new(Kind::Input, said!("'star' and 'level' go together")));
        }
        if is_given(&self.star) {
            if frame.policy.star_index(&self.star).is_none() {
                return Err(Error::new(Kind::Input, said!("there is no star '{id}'", id = &self.star)));
            }
            conditions.push(Condition::equal(&self.star, &self.level));
        }
        let more = [("total", &self.total), ("behind_path", &self.behind)];
        let more = more.into_iter().filter(|(_, value)| is_given(value));
        conditions.extend(more.map(|(field, value)| Condition::equal(field, value)));
        Ok(conditions)
    }

    /// The figure in words.
    fn told(&self, page: &Page, frame: &View) -> Result<String> {
        let by = By::named(&self.by)?;
        let mut parts = vec![match &self.unit {
            Some(code) => Units::new(frame, by).find(code).told(by, page.language),
            None => page.t("everyone"),
        }];
        if !self.within.is_empty() {
            let within = By::named(&self.within)?;
            parts.push(Units::new(frame, within).find(&self.of).told(within, page.language));
        }
        if !self.star.is_empty() {
            let star = star_name(page.language, &frame.policy, &self.star);
            parts.push(page.t2("stars-figure-level", "star", star, "level", page.t(level_key(&self.level))));
        }
        if let Ok(total) = self.total.parse::<f64>() {
            let most = (frame.policy.stars.len() as u64).to_string();
            let halves = page.language.halves((total * 2.0) as u8);
            let total = page.t2("stars-of", "total", halves, "most", most);
            parts.push(page.t2("stars-figure-level", "star", page.t("stars"), "level", total));
        }
        if !self.behind.is_empty() {
            parts.push(page.t("behind-path"));
        }
        if !self.credited.is_empty() {
            parts.push(page.t("stars-figure-not-credited"));
        }
        Ok(parts.join(" · "))
    }
}

#[derive(Template)]
#[template(path = "stars_clients.html")]
struct StarsClientsPage {
    page: Page,
    head: stars::HeadLine,
    figure: String,
    /// Clients behind the figure, and those of them whom the viewer sees.
    clients: i64,
    seen: i64,
    /// Is it a figure of another day, or as known before?
    is_past: bool,
    rows: Vec<Row>,
    back: String,
    earlier: Option<String>,
    later: Option<String>,
}

struct Row {
    id: i64,
    code: String,
    name: String,
    total: String,
    /// Level and name of each star.
    stars: Vec<(&'static str, String)>,
    status: &'static str,
    last_day: Option<Day>,
}

/// What is shown of a card; the rest of it is not kept.
#[derive(Clone, Copy)]
struct Shown {
    stars: Stars,
    status: Status,
    last_day: Option<Day>,
}

impl Shown {
    fn of(card: &Card) -> Shown {
        Shown { stars: card.stars, status: card.status, last_day: card.last_day }
    }
}

/// `GET /stars/clients`.
pub(super) async fn show(State(app): State<App>, viewer: Viewer, Query(asked): Query<Asked>) -> WebResult {
    let note = asked.path();
    let (held, asking) = (app.clone(), viewer.clone());
    let page = app.read(move |connection| load(&held, connection, &asking, asked)).await?;
    app.note(&viewer, "listed", None, note).await;
    render(&page)
}

fn load(app: &App, connection: &mut Connection, viewer: &Viewer, asked: Asked) -> Result<StarsClientsPage> {
    let mut transaction = begin_read(connection)?;
    let frame = app.frame_of(&mut transaction, &stars::asked_view(&asked.as_of, &asked.as_known))?;
    let conditions = asked.conditions(&frame)?;
    let mut behind: HashMap<i64, Shown> = HashMap::new();
    for_each_behind(&mut transaction, &frame, &conditions, |client_id, card| {
        behind.insert(client_id, Shown::of(card));
    })?;
    let ids: Vec<i64> = behind.keys().copied().collect();
    let seen = viewer.list_seen(&mut transaction, frame.known, &ids)?;
    let listed: Vec<i64> = seen.iter().copied().skip(asked.from).take(SHOWN).collect();
    let mut names = viewer.name_clients(&mut transaction, frame.known, &listed)?;
    transaction.commit()?;
    let page = Page::new(viewer, "/stars");
    let stars: Vec<String> = star_heads(page.language, &frame.policy).collect();
    let row = |id: i64| {
        let (shown, (code, name)) = (behind.get(&id)?, names.remove(&id)?);
        Some(Row {
            id,
            code,
            name,
            total: page.language.halves(shown.stars.total_halves()),
            stars: shown.stars.as_slice().iter().map(|star| star.name()).zip(stars.iter().cloned()).collect(),
            status: shown.status.name(),
            last_day: shown.last_day,
        })
    };
    let rows = listed.into_iter().filter_map(row).collect();
    let part = |from: usize| Asked { from, ..asked.clone() }.path();
    let end = asked.from.saturating_add(SHOWN);
    Ok(StarsClientsPage {
        head: stars::HeadLine::of(&page, &frame)?,
        figure: asked.told(&page, &frame)?,
        clients: behind.len() as i64,
        seen: seen.len() as i64,
        is_past: !asked.as_of.is_empty() || !asked.as_known.is_empty(),
        rows,
        back: stars::path(&asked.by, &asked.as_of, &asked.as_known),
        earlier: (asked.from > 0).then(|| part(asked.from.saturating_sub(SHOWN))),
        later: (end < seen.len()).then(|| part(end)),
        page,
    })
}
