//! How a client found the business: put on file, and changed.

use axum::Json;
use axum::extract::State;
use domain::measure::channel::{LETTERS_MAX, read_channel};
use domain::said;
use serde::{Deserialize, Serialize};
use store::detail::Outcome;
use utoipa::ToSchema;

use super::event::{invalid, outcome_name};
use super::extract::{At, Json as Body, NoParameters, Query};
use super::problem::ApiResult;
use crate::channel::put_channel;
use crate::viewer::Viewer;
use crate::web::App;
use crate::web::metrics::Way;

/// How a client found the business.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChannelItem {
    /// In the business's own words, such as `web`; empty: not known any more.
    #[schema(max_length = 60)]
    channel: String,
}

/// What is on file now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ChannelBody {
    /// `updated`, `unchanged`: it was on file already, or `new`: nothing at all was on file of the client.
    outcome: &'static str,
    /// How the client found the business; none: not known.
    channel: Option<String>,
    /// The instant as known from which on it counts.
    as_known: String,
}

/// Put on file how a client found the business
///
/// It takes the place of what was on file, which stays readable as known before.
#[utoipa::path(post, path = "/api/v1/clients/{id}/channel", tag = "clients",
    params(("id" = i64, Path, description = "Id of the client")), request_body = ChannelItem,
    responses((status = 200, description = "Done", body = ChannelBody)))]
pub(super) async fn update_channel(
    State(app): State<App>,
    At(id): At<i64>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
    Body(item): Body<ChannelItem>,
) -> ApiResult<Json<ChannelBody>> {
    let held = app.clone();
    let body = app
        .write(move |connection| {
            if item.channel.chars().count() > LETTERS_MAX {
                return Err(invalid(said!(
                    "'{name}' has more than {most} characters",
                    name = "channel",
                    most = LETTERS_MAX
                )));
            }
            let frame = held.frame(connection)?;
            let recorded = put_channel(connection, &frame, &viewer, held.now(), id, &item.channel)?;
            let channel = read_channel(&item.channel).map_err(invalid)?;
            Ok(ChannelBody {
                outcome: outcome_name(recorded.outcome),
                channel: Some(channel).filter(|channel| !channel.is_empty()),
                as_known: recorded.change.at().to_string(),
            })
        })
        .await?;
    app.metrics.count_records(Way::Api, u64::from(body.outcome != outcome_name(Outcome::Unchanged)));
    Ok(Json(body))
}
