//! How a client found the business, on the client's page.

use axum::Form;
use axum::extract::{Path, State};
use serde::Deserialize;
use store::detail::Outcome;

use super::app::App;
use super::client::{self, Refused};
use super::error::WebResult;
use super::metrics::Way;
use super::page::{Page, go_to, with_done};
use crate::channel::put_channel;
use crate::error::{Error, Kind};
use crate::translation;
use crate::viewer::Viewer;

/// What someone says of a client's channel.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ChannelForm {
    /// Empty: not known.
    pub(super) channel: String,
}

/// What the page shows of it.
pub(super) struct ChannelSection {
    pub(super) form: ChannelForm,
    /// Why it was refused.
    pub(super) fault: Option<String>,
    /// Those on file of any client.
    pub(super) offered: Vec<String>,
}

impl ChannelSection {
    /// The section with what is on file, or a form as it was filled in.
    pub(super) fn new(
        page: &Page,
        on_file: Option<&str>,
        offered: Vec<String>,
        refused: Option<(ChannelForm, Error)>,
    ) -> ChannelSection {
        let (form, fault) = match refused {
            Some((form, fault)) => (form, Some(translation::tell(page.language, &fault.message))),
            None => (ChannelForm { channel: on_file.unwrap_or_default().to_owned() }, None),
        };
        ChannelSection { form, fault, offered }
    }
}

/// `POST /clients/{id}/channel`. What is refused is shown again as it was filled in, with the reason.
pub(super) async fn update(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(form): Form<ChannelForm>,
) -> WebResult {
    let (held, asking, sent) = (app.clone(), viewer.clone(), form.clone());
    let work = move |connection: &mut store::Connection| {
        let frame = held.frame(connection)?;
        put_channel(connection, &frame, &asking, held.now(), id, &sent.channel)
    };
    match app.write(work).await {
        Ok(recorded) => {
            let is_news = recorded.outcome != Outcome::Unchanged;
            app.metrics.count_records(Way::Page, u64::from(is_news));
            Ok(go_to(&with_done(&format!("/clients/{id}"), "saved")))
        }
        Err(error) if matches!(error.kind, Kind::Input | Kind::Usage | Kind::State) => {
            client::show_refused(&app, &viewer, id, Refused::Channel(form, error)).await
        }
        Err(error) => Err(error.into()),
    }
}
