//! Events in batches: many in one request, each accepted or refused on its own.

use axum::Json;
use axum::extract::State;
use domain::entry::Entry;
use domain::said;
use locale::Language;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::Connection;
use store::detail::Outcome;
use store::record::Recording;
use utoipa::ToSchema;

use super::event::{Checked, EventItem, check_event, invalid, outcome_name, reword};
use super::extract::{Accepted, Json as Body, NoParameters, Query, said_of_json};
use super::kept::Draft;
use super::problem::{ApiError, ApiResult, ProblemKind};
use crate::error::{Kind, Result};
use crate::translation::tell;
use crate::view::View;
use crate::viewer::Viewer;
use crate::web::App;
use crate::web::metrics::Way;

/// Events of one request.
const EVENTS_MAX: usize = 1_000;

/// Events that become known together, before others get their turn to write.
const EVENTS_PER_TURN: usize = 50;

/// Many events.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EventItems {
    /// At most 1,000. Each needs `client`.
    #[schema(value_type = Vec<EventItem>, min_items = 1, max_items = 1000)]
    events: Vec<Value>,
}

/// What became of many events.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ItemOutcomes {
    /// How many stand in the ledger now.
    accepted: usize,
    /// How many do not.
    refused: usize,
    /// One for each event, in the order of the request.
    items: Vec<ItemOutcome>,
}

/// What became of one of many events.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ItemOutcome {
    /// Its place in the request, from 0.
    index: usize,
    /// `new`, `updated`, `unchanged` or `refused`.
    outcome: &'static str,
    /// Source and id of the fact, unless refused.
    source: Option<String>,
    id: Option<String>,
    /// Why it was refused, and how to mend it.
    reason: Option<String>,
}

/// Record many events; each is accepted or refused on its own
#[utoipa::path(post, path = "/api/v1/events", tag = "events", request_body = EventItems,
    responses((status = 200, description = "Done", body = ItemOutcomes)))]
pub(super) async fn record_events(
    State(app): State<App>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
    draft: Draft,
    Accepted(language): Accepted,
    Body(EventItems { events }): Body<EventItems>,
) -> ApiResult<Json<ItemOutcomes>> {
    if !(1..=EVENTS_MAX).contains(&events.len()) {
        let detail = said!(
            "a request brings 1 to {most} events: this one brings {count}",
            most = EVENTS_MAX,
            count = events.len()
        );
        return Err(ApiError::new(ProblemKind::Invalid, detail));
    }
    let mut items = Vec::with_capacity(events.len());
    let mut left = events.into_iter().enumerate().peekable();
    while left.peek().is_some() {
        let turn: Vec<(usize, Value)> = left.by_ref().take(EVENTS_PER_TURN).collect();
        let (held, asking, draft) = (app.clone(), viewer.clone(), draft.clone());
        let written = app
            .write(move |connection| write_turn(&held, connection, &asking, turn, &draft, language))
            .await?;
        items.extend(written);
    }
    let accepted = items.iter().filter(|item| item.is_accepted()).count();
    let news = items.iter().filter(|item| matches!(item.outcome, "new" | "updated"));
    app.metrics.count_records(Way::Api, news.count() as u64);
    Ok(Json(ItemOutcomes { accepted, refused: items.len() - accepted, items }))
}

/// Writes some of many events, which become known together.
fn write_turn(
    app: &App,
    connection: &mut Connection,
    viewer: &Viewer,
    turn: Vec<(usize, Value)>,
    draft: &Draft,
    language: Language,
) -> Result<Vec<ItemOutcome>> {
    let (frame, now) = (app.frame(connection)?, app.now());
    let mut recording = Recording::begin(connection, &frame.place(now, Some(viewer.account.id)))?;
    let mut outcomes = Vec::with_capacity(turn.len());
    for (index, value) in turn {
        let added = add_item(&mut recording, &frame, viewer, value, &draft.name(index), now);
        outcomes.push(ItemOutcome::of(index, added, language)?);
    }
    if outcomes.iter().any(ItemOutcome::is_accepted) {
        recording.finish()?;
    }
    Ok(outcomes)
}

/// Adds an item; source and id of its fact, and what became of it.
fn add_item(
    recording: &mut Recording,
    frame: &View,
    viewer: &Viewer,
    value: Value,
    draft: &str,
    now: jiff::Timestamp,
) -> Result<(String, String, Outcome)> {
    let item: EventItem = serde_json::from_value(value).map_err(|error| invalid(said_of_json(&error)))?;
    item.check_texts()?;
    let code =
        item.client.as_deref().ok_or_else(|| invalid(said!("the event needs '{name}'", name = "client")))?;
    let connection = recording.connection();
    let client_id = viewer.find_client(connection, frame.known, code)?;
    let Checked { source, fact, entry } =
        check_event(connection, frame, viewer, client_id, &item, draft, now)?;
    let outcome = recording
        .add(&source, vec![Entry::Event(entry.clone())])
        .map_err(|error| reword(viewer, error.into(), client_id, &item, &entry))?;
    Ok((source, fact, outcome))
}

impl ItemOutcome {
    /// What became of an item. What is not the item's own fault ends the request.
    fn of(index: usize, added: Result<(String, String, Outcome)>, language: Language) -> Result<ItemOutcome> {
        match added {
            Ok((source, fact, outcome)) => Ok(ItemOutcome {
                index,
                outcome: outcome_name(outcome),
                source: Some(source),
                id: Some(fact),
                reason: None,
            }),
            Err(error) if matches!(error.kind, Kind::Usage | Kind::Input | Kind::NotFound | Kind::State) => {
                Ok(ItemOutcome {
                    index,
                    outcome: "refused",
                    source: None,
                    id: None,
                    reason: Some(tell(language, &error.message)),
                })
            }
            Err(error) => Err(error),
        }
    }

    fn is_accepted(&self) -> bool {
        self.id.is_some()
    }
}
