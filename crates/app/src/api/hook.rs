//! Hooks: facts that other systems send, signed with a secret of the hook's own.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use domain::permission::Right;
use domain::said;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use store::Connection;
use store::hook::Hook;
use utoipa::ToSchema;

use super::event::{EventItem, fact_of, write_event};
use super::extract::{At, NoParameters, Query, read_json};
use super::limit::Asker;
use super::problem::{ApiError, ApiResult, ProblemKind};
use crate::error::Result;
use crate::signature::{self, SIGNATURE, TIMESTAMP};
use crate::view::View;
use crate::viewer::Viewer;
use crate::web::App;
use crate::web::metrics::Way;

/// How far the sender's clock may be from ours, and so how long a message can be sent again by
/// whoever overheard it.
const WINDOW: SignedDuration = SignedDuration::from_mins(5);

/// What became of a fact that was sent.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HookOutcome {
    /// `new`, or `unchanged`: it came before.
    outcome: &'static str,
    /// Source under which the id is unique.
    source: String,
    /// Id of the fact in the ledger.
    id: String,
}

/// Send a fact, signed
///
/// The signature is the HMAC-SHA256, in hexadecimal, of the timestamp, a full stop and the body, with the hook's
/// secret. The fact needs `client` and `id`: an id that came before is told as `unchanged`.
#[utoipa::path(post, path = "/api/v1/hooks/{name}", tag = "hooks",
    params(
        ("name" = String, Path, description = "Name of the hook"),
        ("Regulars-Timestamp" = String, Header, description = "Seconds since 1970, no more than five minutes off"),
        ("Regulars-Signature" = String, Header, description = "`v1=` and the signature"),
    ),
    request_body = EventItem, responses((status = 200, description = "Done", body = HookOutcome)))]
pub(super) async fn receive_event(
    State(app): State<App>,
    At(name): At<String>,
    Query(NoParameters {}): Query<NoParameters>,
    headers: HeaderMap,
    body: Bytes,
) -> ApiResult<Json<HookOutcome>> {
    let (now, wanted) = (app.now(), name.clone());
    let hook = app.read(move |connection| Ok(store::hook::find(connection, &wanted)?)).await?;
    let hook = hook.filter(|hook| is_signed(hook, &headers, &body, now));
    let hook = hook.ok_or_else(|| {
        let detail = said!("the hook is unknown, or the signature or its timestamp does not fit");
        ApiError::new(ProblemKind::Unauthorized, detail)
    })?;
    app.limiter.check(&app, Asker::Hook(hook.id)).await?;
    let viewer = Viewer { account: hook.account.clone(), session_id: hook.id };
    if !viewer.may(Right::RecordEvents) {
        return Err(ApiError::new(
            ProblemKind::Forbidden,
            said!("the hook acts for someone who may not record"),
        ));
    }
    let mut item: EventItem = read_json(&body)?;
    let missing = |name: &str| ApiError::new(ProblemKind::Invalid, said!("the event needs '{name}'", name));
    item.check_texts()?;
    let code = item.client.clone().ok_or_else(|| missing("client"))?;
    let id = item.id.take().ok_or_else(|| missing("id"))?;
    let held = app.clone();
    let outcome = app
        .write(move |connection| {
            if store::hook::is_stale(&hook, now) {
                store::hook::touch(connection, hook.id, now)?;
            }
            let frame = held.frame(connection)?;
            receive(connection, &frame, &viewer, &code, &item, format!("hook-{name}-{id}"), now)
        })
        .await?;
    app.metrics.count_records(Way::Hook, u64::from(outcome.outcome == "new"));
    Ok(Json(outcome))
}

/// Records a fact, unless it came before: also one that was corrected or taken back since.
fn receive(
    connection: &mut Connection,
    frame: &View,
    viewer: &Viewer,
    code: &str,
    item: &EventItem,
    draft: String,
    now: Timestamp,
) -> Result<HookOutcome> {
    let client_id = viewer.find_client(connection, frame.known, code)?;
    let (source, _) = store::client::find_key(connection, client_id)?;
    let fact = fact_of(&draft);
    let has_come = !store::record::list_owners(connection, &source, &fact)?.is_empty();
    if !has_come {
        write_event(connection, frame, viewer, client_id, item, &draft, now)?;
    }
    Ok(HookOutcome { outcome: if has_come { "unchanged" } else { "new" }, source, id: fact })
}

fn is_signed(hook: &Hook, headers: &HeaderMap, body: &[u8], now: Timestamp) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let Some((timestamp, signature)) = text(TIMESTAMP).zip(text(SIGNATURE)) else { return false };
    let sent = timestamp.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    let is_fresh = sent.is_some_and(|sent| now.duration_since(sent).abs() <= WINDOW);
    is_fresh && signature::fits(&hook.secret, timestamp, body, signature)
}
