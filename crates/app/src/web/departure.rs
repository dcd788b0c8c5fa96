//! Declaring a client gone, on the client's page.

use axum::Form;
use axum::extract::{Path, State};
use domain::departure::Nature;
use domain::permission::Right;
use domain::status::Status;
use serde::Deserialize;
use store::Connection;
use store::action::Action;
use store::defection::Defection;
use store::detail::Outcome;

use super::app::App;
use super::client::{self, Refused};
use super::error::WebResult;
use super::metrics::Way;
use super::overdue::{Choices, told_contacts};
use super::page::{Page, Undo, go_to, with_query};
use super::record::page_fact;
use crate::departure::{Of, Telling, declare, listener, reason_choices, reason_name};
use crate::error::{Error, Kind, Result};
use crate::secret;
use crate::translation;
use crate::view::View;
use crate::viewer::Viewer;

/// What someone says of a client who left.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct DepartureForm {
    pub(super) reason: String,
    pub(super) competitor: String,
    pub(super) words: String,
    pub(super) day: String,
    pub(super) staff: String,
    /// Random, drawn with the page: sending the form twice records once.
    pub(super) draft: String,
}

/// What the page shows of it.
pub(super) struct Section {
    /// The declaration that stands.
    pub(super) standing: Option<Standing>,
    pub(super) form: DepartureForm,
    /// Why it was refused.
    pub(super) fault: Option<String>,
    /// Path and name.
    pub(super) reasons: Vec<(String, String)>,
    /// Those named before.
    pub(super) competitors: Vec<String>,
}

/// The follow-up to win a client back.
pub(super) struct WinBack {
    pub(super) claimed_by: Option<String>,
    pub(super) is_mine: bool,
    pub(super) contacts: Vec<String>,
    pub(super) choices: Choices,
    pub(super) is_staff: bool,
}

impl WinBack {
    /// Of a client who is gone and might come back, for who plans the day. `open`: the follow-up that is open.
    pub(super) fn of(
        page: &Page,
        viewer: &Viewer,
        frame: &View,
        status: Status,
        standing: Option<&Defection>,
        open: Option<&Action>,
    ) -> Result<Option<WinBack>> {
        let might_come = status.is_gone()
            && status != Status::LetGo
            && standing.is_none_or(|said| said.nature == Nature::Left);
        if !viewer.may(Right::PlanDay) || !(might_come || open.is_some()) {
            return Ok(None);
        }
        let claim = open.and_then(Action::claimed_by);
        let staff = claim.and_then(|claim| frame.catalog.find_staff(claim.staff_id));
        let own = viewer.account.person.staff_id;
        let zone = frame.business.time_zone()?;
        Ok(Some(WinBack {
            claimed_by: staff.map(|staff| staff.name.clone()),
            is_mine: claim.is_some_and(|claim| Some(claim.staff_id) == own),
            contacts: open.map_or_else(Vec::new, |action| told_contacts(page, action, &zone)),
            choices: Choices::on(frame.as_of),
            is_staff: own.is_some(),
        }))
    }
}

/// A declaration that stands.
pub(super) struct Standing {
    pub(super) day: String,
    pub(super) reason: String,
    pub(super) competitor: Option<String>,
    pub(super) words: String,
    pub(super) listener: Option<String>,
    pub(super) undo: Undo,
}

impl Section {
    /// The section with an empty form, or one as it was filled in. `standing`: as the viewer may see it; `staff`: the code of whoever looks.
    pub(super) fn new(
        page: &Page,
        viewer: &Viewer,
        frame: &View,
        (standing, competitors): (Option<Defection>, Vec<String>),
        staff: String,
        refused: Option<(DepartureForm, Error)>,
    ) -> Result<Section> {
        let standing = standing.map(|defection| Standing {
            day: page.day(defection.day),
            reason: reason_name(&frame.policy, &defection.reason, page.language),
            competitor: defection.competitor.clone(),
            words: defection.words.clone(),
            listener: listener(&frame.catalog, &defection),
            undo: Undo {
                client_id: defection.client_id,
                source: defection.source,
                fact: defection.external_id,
                next: format!("/clients/{}#departure", defection.client_id),
            },
        });
        let (form, fault) = match refused {
            Some((form, fault)) => (form, Some(translation::tell(page.language, &fault.message))),
            None => {
                let (draft, day) = (secret::draw_secret()?, frame.as_of.to_string());
                (DepartureForm { draft, day, staff, ..DepartureForm::default() }, None)
            }
        };
        Ok(Section {
            standing,
            form,
            fault,
            reasons: reason_choices(&frame.policy, page.language),
            competitors: competitors.into_iter().map(|name| viewer.note(name)).collect(),
        })
    }
}

/// `POST /clients/{id}/defections`. What is refused is shown again as it was filled in, with the reason.
pub(super) async fn record(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(form): Form<DepartureForm>,
) -> WebResult {
    let (held, asking, sent) = (app.clone(), viewer.clone(), form.clone());
    match app.write(move |connection| write(&held, connection, &asking, id, &sent)).await {
        Ok((path, is_news)) => {
            app.metrics.count_records(Way::Page, u64::from(is_news));
            Ok(go_to(&path))
        }
        // An unknown client is an error of its own, an unknown staff member one of the form.
        Err(error) if matches!(error.kind, Kind::Input | Kind::Usage | Kind::State) => {
            client::show_refused(&app, &viewer, id, Refused::Departure(form, error)).await
        }
        Err(error) => Err(error.into()),
    }
}

fn write(
    app: &App,
    connection: &mut Connection,
    viewer: &Viewer,
    id: i64,
    form: &DepartureForm,
) -> Result<(String, bool)> {
    viewer.check_sees(connection, id)?;
    let frame = app.frame(connection)?;
    let fact = page_fact(&form.draft);
    let DepartureForm { reason, competitor, words, day, staff, .. } = form;
    let telling = Telling { reason, competitor, words, day, staff };
    let of = Of { client_id: id, fact: &fact, by: Some(viewer.account.id) };
    let (source, recorded) = declare(connection, &frame, app.now(), &of, &telling)?;
    let is_news = recorded.outcome != Outcome::Unchanged;
    let query = [
        ("done", if is_news { "recorded" } else { "known" }),
        ("source", source.as_str()),
        ("fact", fact.as_str()),
    ];
    Ok((with_query(&format!("/clients/{id}"), &query), is_news))
}
