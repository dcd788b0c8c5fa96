//! Referrals: whom a client sent, whom those sent, and what each generation brings.

use askama::Template;
use axum::extract::{Path, Query, State};
use domain::said;
use serde::Deserialize;

use super::app::App;
use super::error::WebResult;
use super::page::{Page, render};
use crate::error::{Error, Kind};
use crate::referral::{ClientTree, OutlineLine};
use crate::view::View;
use crate::viewer::Viewer;

/// Clients shown in the nested list.
const SHOWN: usize = 36;

/// Clients on a page of the whole list.
const LISTED: usize = 100;

/// The tree as a page shows it.
pub(super) struct TreeView {
    pub(super) generations: Vec<GenerationRow>,
    pub(super) lines: Vec<TreeLine>,
    pub(super) total: i64,
    pub(super) more: i64,
    pub(super) contribution: String,
    /// Does it hold clients whom the viewer may not see?
    pub(super) has_others: bool,
}

/// What a generation brings.
pub(super) struct GenerationRow {
    pub(super) generation: i64,
    pub(super) clients: i64,
    pub(super) seen: i64,
    pub(super) contribution: String,
}

/// A line of the nested list, or of the whole one.
pub(super) struct TreeLine {
    /// `None`: not one of the viewer's.
    pub(super) id: Option<i64>,
    pub(super) name: String,
    pub(super) generation: i64,
    pub(super) contribution: Option<String>,
    /// How many stand in the list that begins below.
    pub(super) sent: i64,
    pub(super) ends: usize,
    pub(super) is_circle: bool,
}

/// The tree of a client for a page.
pub(super) fn tree_view(page: &Page, frame: &View, tree: &ClientTree) -> TreeView {
    let money = |amount| page.language.money(amount, frame.business.currency);
    let lines: Vec<TreeLine> =
        tree.outline(SHOWN).into_iter().map(|outline| tree_line(page, frame, tree, outline)).collect();
    let total = tree.tree.below.len();
    TreeView {
        generations: tree
            .generations
            .iter()
            .map(|generation| GenerationRow {
                generation: i64::from(generation.generation),
                clients: generation.clients as i64,
                seen: generation.told as i64,
                contribution: match generation.told {
                    0 => "–".to_owned(),
                    _ => money(generation.contribution_minor),
                },
            })
            .collect(),
        more: (total - lines.len()) as i64,
        lines,
        total: total as i64,
        contribution: money(tree.contribution_minor()),
        has_others: tree.generations.iter().any(|generation| generation.told < generation.clients),
    }
}

fn tree_line(page: &Page, frame: &View, tree: &ClientTree, outline: OutlineLine) -> TreeLine {
    let below = &tree.tree.below[outline.place];
    let client = tree.client(below.client);
    let money = |amount| page.language.money(amount, frame.business.currency);
    TreeLine {
        id: client.map(|client| client.client_id),
        name: match tree.name(below.client) {
            Some(name) => name.to_owned(),
            None => page.t("client-of-others"),
        },
        generation: i64::from(below.generation),
        contribution: client.map(|client| money(client.contribution_minor)),
        sent: outline.sent as i64,
        ends: outline.ends,
        is_circle: tree.closes_circle(outline.place),
    }
}

#[derive(Template)]
#[template(path = "referrals.html")]
struct ReferralsPage {
    page: Page,
    id: i64,
    name: String,
    lines: Vec<TreeLine>,
    total: i64,
    contribution: String,
    next: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Lines passed over.
    after: usize,
}

/// `GET /clients/{id}/referrals`: everyone below, generation by generation.
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
) -> WebResult {
    let (held, asking) = (app.clone(), viewer.clone());
    let (frame, name, tree) = app
        .read(move |connection| {
            asking.check_sees(connection, id)?;
            let frame = held.frame(connection)?;
            let gone = || Error::new(Kind::NotFound, said!("nothing is known of this client any more"));
            let client = store::client::find(connection, frame.known, id)?.ok_or_else(gone)?;
            let tree = ClientTree::load(connection, frame.known, id, Some(&asking))?;
            Ok((frame, asking.name(id, &client.name, &client.code), tree))
        })
        .await?;
    app.note(&viewer, "looked", Some(id), "referrals").await;
    let page = Page::new(&viewer, "/clients");
    let total = tree.tree.below.len();
    let lines = (asked.after..total.min(asked.after.saturating_add(LISTED)))
        .map(|place| tree_line(&page, &frame, &tree, OutlineLine { place, sent: 0, ends: 0 }))
        .collect();
    let next = asked.after.saturating_add(LISTED);
    render(&ReferralsPage {
        id,
        name,
        lines,
        total: total as i64,
        contribution: page.language.money(tree.contribution_minor(), frame.business.currency),
        next: (next < total).then(|| format!("/clients/{id}/referrals?after={next}")),
        page,
    })
}
