//! Imports: a file is brought, rehearsed and looked at, then imported or dropped; and undone.

use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use askama::Template;
use axum::Form;
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::said;
use domain::said::Said;
use import::{DayOrder, Decimal, FileKind, Mapping};
use serde::{Deserialize, Serialize};
use store::Connection;
use store::upload::Upload;

use super::app::App;
use super::error::{WebError, WebResult};
use super::page::{Page, go_to, render, render_status};
use super::turn::Turn;
use crate::error::{Error, Kind, Result};
use crate::importing::{ImportJob, Imported, Watched, import_files};
use crate::translation::{Kept, tell};
use crate::viewer::Viewer;
use crate::words::words;

/// The largest file that pages take; larger ones go by the command line.
pub(super) const UPLOAD_BYTES_MAX: usize = 200 << 20;

/// Bytes of a part: a multiple of three, so that base64 has no fill between parts.
const PART_BYTES: usize = 3 << 18;

/// How a file is to be read.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Settings {
    kind: String,
    day_order: String,
    decimal: String,
    source: String,
    mapping: String,
}

impl Settings {
    fn to_job(&self) -> Result<ImportJob> {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let mapping = given(&self.mapping).map(|text| Mapping::parse(&text, "mapping"));
        Ok(ImportJob {
            mapping: mapping.transpose().map_err(import::FileError::from)?,
            kind: FileKind::from_name(&self.kind),
            day_order: match self.day_order.as_str() {
                "dmy" => Some(DayOrder::Dmy),
                "mdy" => Some(DayOrder::Mdy),
                _ => None,
            },
            decimal: match self.decimal.as_str() {
                "point" => Some(Decimal::Point),
                "comma" => Some(Decimal::Comma),
                _ => None,
            },
            source: given(&self.source),
            ..ImportJob::default()
        })
    }
}

/// What came of a file, as kept and shown.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
struct Outcome {
    fault: Kept,
    format: String,
    kind: String,
    new: i64,
    updated: i64,
    unchanged: i64,
    refused: i64,
    skipped: i64,
    amount_minor: i64,
    columns: Vec<(String, String)>,
    ignored: Vec<String>,
    refusals: Vec<(i64, String, String, Kept)>,
    took_s: f64,
}

impl Outcome {
    fn of(imported: &Imported) -> Outcome {
        let (counts, description) = (&imported.counts, &imported.description);
        let refusal = |error: &import::RowError| {
            (error.line as i64, error.column.clone(), error.value.clone(), Kept::from(&error.reason))
        };
        Outcome {
            fault: Kept::default(),
            format: description.format.clone(),
            kind: description.kind.name().to_owned(),
            new: counts.new as i64,
            updated: counts.updated as i64,
            unchanged: counts.unchanged as i64,
            refused: counts.refused as i64,
            skipped: counts.skipped as i64,
            amount_minor: counts.amount_minor,
            columns: description
                .columns
                .iter()
                .map(|(field, from)| ((*field).to_owned(), from.clone()))
                .collect(),
            ignored: description.ignored.clone(),
            refusals: imported.refusals.iter().map(refusal).collect(),
            took_s: imported.took_s,
        }
    }

    fn rows(&self) -> i64 {
        self.new + self.updated + self.unchanged + self.refused
    }
}

#[derive(Template)]
#[template(path = "imports.html")]
struct ImportsPage {
    page: Page,
    mb_max: i64,
    uploads: Vec<(i64, String, String)>,
    imports: Vec<ImportRow>,
    fault: Option<String>,
}

struct ImportRow {
    id: i64,
    at: String,
    file: String,
    format: String,
    new: i64,
    updated: i64,
    refused: i64,
    undone: Option<String>,
}

/// `GET /imports`.
pub(super) async fn list(State(app): State<App>, viewer: Viewer) -> WebResult {
    imports_page(&app, &viewer, None).await
}

async fn imports_page(app: &App, viewer: &Viewer, fault: Option<String>) -> WebResult {
    let held = app.clone();
    let (uploads, imports, zone) = app
        .read(move |connection| {
            let zone = held.frame(connection)?.business.time_zone()?;
            Ok((store::upload::list(connection)?, store::import::list(connection)?, zone))
        })
        .await?;
    let page = Page::new(viewer, "/imports");
    let row = |import: &store::import::Import| ImportRow {
        id: import.id,
        at: page.language.instant(import.at, &zone),
        file: import.file_name.clone(),
        format: import.format.clone(),
        new: import.counts.new as i64,
        updated: import.counts.updated as i64,
        refused: import.counts.refused as i64,
        undone: import.undone_at.map(|at| page.language.instant(at, &zone)),
    };
    let shown = |upload: &Upload| {
        (upload.id, upload.file_name.clone(), page.language.instant(upload.created_at, &zone))
    };
    let template = ImportsPage {
        mb_max: (UPLOAD_BYTES_MAX >> 20) as i64,
        uploads: uploads.iter().map(shown).collect(),
        imports: imports.iter().rev().map(row).collect(),
        page,
        fault,
    };
    let status = if template.fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(render_status(status, &template))
}

/// `POST /imports`: takes a file and rehearses it.
pub(super) async fn upload(State(app): State<App>, viewer: Viewer, mut form: Multipart) -> WebResult {
    while let Some(mut field) = form.next_field().await.map_err(cut_off)? {
        let name = field.file_name().map(base_name).unwrap_or_default();
        if field.name() != Some("file") || name.is_empty() {
            continue;
        }
        let (account_id, now) = (viewer.account.id, app.now());
        let id = app
            .write(move |connection| Ok(store::upload::begin(connection, account_id, &name, "{}", now)?))
            .await?;
        let (mut buffer, mut number) = (Vec::with_capacity(PART_BYTES), 0);
        while let Some(chunk) = field.chunk().await.map_err(cut_off)? {
            buffer.extend_from_slice(&chunk);
            while buffer.len() >= PART_BYTES {
                let rest = buffer.split_off(PART_BYTES);
                add_part(&app, id, number, std::mem::replace(&mut buffer, rest)).await?;
                number += 1;
            }
        }
        add_part(&app, id, number, buffer).await?;
        start(&app, &viewer, id, true).await?;
        return Ok(go_to(&format!("/imports/uploads/{id}")));
    }
    let fault = words(viewer.language()).say("upload-nothing");
    imports_page(&app, &viewer, Some(fault)).await
}

/// The error of a file that did not come whole.
fn cut_off(error: MultipartError) -> WebError {
    let message = match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => said!(
            "the file has more than {most} MB: bring it in with 'regulars import' on the server",
            most = UPLOAD_BYTES_MAX >> 20
        ),
        _ => said!("the file broke off on its way: send it again"),
    };
    WebError::new(error.status(), message)
}

/// The name of a file without the folders that some browsers send along.
fn base_name(name: &str) -> String {
    const CHARS_MAX: usize = 200;
    name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(CHARS_MAX).collect()
}

async fn add_part(app: &App, id: i64, number: i64, bytes: Vec<u8>) -> Result<()> {
    app.write(move |connection| {
        let content = STANDARD.encode(&bytes);
        Ok(store::upload::add_part(connection, id, number, &content, bytes.len() as i64)?)
    })
    .await
}

/// Starts a rehearsal or an import, which goes on by itself.
async fn start(app: &App, viewer: &Viewer, id: i64, is_rehearsal: bool) -> Result<()> {
    let watched = Arc::new(Watched::default());
    {
        let mut at_work = app.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        if at_work.contains_key(&id) {
            return Err(Error::new(Kind::State, said!("this file is being read already")));
        }
        at_work.insert(id, Arc::clone(&watched));
    }
    let state = if is_rehearsal { "rehearsing" } else { "importing" };
    let turn = match Turn::take(app, turn_name(id)).await {
        Ok(Some(turn)) => turn,
        refused => {
            end_watch(app, id);
            let elsewhere = Error::new(Kind::State, said!("another node reads this file already"));
            return Err(refused.err().unwrap_or(elsewhere));
        }
    };
    let begun = app
        .write(move |connection| {
            // Another node may have imported it since it was looked at.
            check_open(connection, id)?;
            Ok(store::upload::set_state(connection, id, state, "", None)?)
        })
        .await;
    let (app, by) = (app.clone(), viewer.account.id);
    tokio::spawn(async move {
        let held = app.clone();
        let work = async {
            begun?;
            app.write(move |connection| work(&held, connection, id, by, watched, is_rehearsal)).await
        };
        if let Err(error) = turn.run(work).await {
            tracing::error!(%error, upload = id, "a file could not be worked on");
        }
        end_watch(&app, id);
    });
    Ok(())
}

/// The turn to read a file that was brought.
fn turn_name(id: i64) -> String {
    format!("upload {id}")
}

fn end_watch(app: &App, id: i64) {
    app.at_work.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
}

fn work(
    app: &App,
    connection: &mut Connection,
    id: i64,
    by: i64,
    watched: Arc<Watched>,
    is_rehearsal: bool,
) -> Result<()> {
    let (state, outcome, import_id) = match import_upload(app, connection, id, by, watched, is_rehearsal) {
        Ok(imported) => {
            let state = if imported.id.is_some() { "imported" } else { "rehearsed" };
            (state, Outcome::of(&imported), imported.id)
        }
        Err(error) => ("failed", Outcome { fault: Kept::from(&error.message), ..Outcome::default() }, None),
    };
    let outcome = serde_json::to_string(&outcome)
        .map_err(|error| Error::technical(Kind::Internal, error.to_string()))?;
    store::upload::set_state(connection, id, state, &outcome, import_id)?;
    if import_id.is_some() {
        app.score(connection)?;
    }
    Ok(())
}

fn import_upload(
    app: &App,
    connection: &mut Connection,
    id: i64,
    by: i64,
    watched: Arc<Watched>,
    is_rehearsal: bool,
) -> Result<Imported> {
    let upload = store::upload::find(connection, id)?;
    let settings: Settings = serde_json::from_str(&upload.settings).unwrap_or_default();
    let (directory, path) = write_file(connection, &upload)?;
    let frame = app.frame(connection)?;
    let job = ImportJob { dry_run: is_rehearsal, by: Some(by), watched: Some(watched), ..settings.to_job()? };
    let imported = import_files(connection, &frame.business, &[path], &job, || app.now(), |_| Ok(()))
        .map_err(|error| Error { message: without_directory(&error.message, &directory), ..error })?;
    imported.into_iter().next().ok_or_else(|| Error::technical(Kind::Internal, "a file was not read"))
}

/// The file on disk, for as long as it is read.
fn write_file(connection: &mut Connection, upload: &Upload) -> Result<(tempfile::TempDir, PathBuf)> {
    let directory = tempfile::tempdir()?;
    let path = directory.path().join(&upload.file_name);
    let mut file = std::fs::File::create(&path)?;
    let mut failed = None;
    store::upload::for_each_part(connection, upload.id, |content| {
        let bytes =
            STANDARD.decode(content).map_err(|_| store::Error::Internal("an upload was kept wrongly"))?;
        if let Err(error) = file.write_all(&bytes) {
            failed = Some(error);
        }
        Ok(())
    })?;
    match failed {
        Some(error) => Err(error.into()),
        None => Ok((directory, path)),
    }
}

/// Messages name the file as its owner knows it.
fn without_directory(message: &Said, directory: &tempfile::TempDir) -> Said {
    let place = format!("{}/", directory.path().display());
    message.map_texts(&|text| text.replace(&place, ""))
}

#[derive(Template)]
#[template(path = "upload.html")]
struct UploadPage {
    page: Page,
    id: i64,
    file: String,
    state: String,
    is_at_work: bool,
    /// Did whoever read it die of it?
    is_broken_off: bool,
    rows_done: i64,
    rows_total: i64,
    settings: Settings,
    fault: String,
    refusals: Vec<(i64, String, String, String)>,
    outcome: Outcome,
    amount: String,
    kinds: Vec<&'static str>,
    import_id: Option<i64>,
}

/// `GET /imports/uploads/{id}`.
pub(super) async fn show(State(app): State<App>, viewer: Viewer, Path(id): Path<i64>) -> WebResult {
    // Looked at before the row: what is no longer at work has written what came of it.
    let watched = app.at_work.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned();
    let (held, is_here) = (app.clone(), watched.is_some());
    let (is_at_work, upload, frame) = app
        .read(move |connection| {
            let is_at_work = is_here || store::lease::is_held(connection, &turn_name(id), held.now())?;
            Ok((is_at_work, store::upload::find(connection, id)?, held.frame(connection)?))
        })
        .await?;
    let outcome: Outcome = serde_json::from_str(&upload.outcome).unwrap_or_default();
    let language = viewer.language();
    let refusal = |(line, column, value, reason): &(i64, String, String, Kept)| {
        (*line, column.clone(), value.clone(), tell(language, &reason.said()))
    };
    let rows = |of: fn(&Watched) -> u64| watched.as_deref().map_or(0, of) as i64;
    let page = Page::new(&viewer, "/imports");
    render(&UploadPage {
        id,
        file: upload.file_name,
        is_at_work,
        is_broken_off: !is_at_work && matches!(upload.state.as_str(), "rehearsing" | "importing"),
        rows_done: rows(|watched| watched.rows_done.load(Ordering::Relaxed)),
        rows_total: rows(|watched| watched.rows_total.load(Ordering::Relaxed)),
        state: upload.state,
        settings: serde_json::from_str(&upload.settings).unwrap_or_default(),
        amount: page.language.money(outcome.amount_minor, frame.business.currency),
        fault: tell(language, &outcome.fault.said()),
        refusals: outcome.refusals.iter().map(refusal).collect(),
        outcome,
        kinds: FileKind::ALL.iter().map(|kind| kind.name()).collect(),
        import_id: upload.import_id,
        page,
    })
}

/// `POST /imports/uploads/{id}/rehearse`: reads the file anew, as told.
pub(super) async fn rehearse(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(settings): Form<Settings>,
) -> WebResult {
    app.write(move |connection| {
        check_open(connection, id)?;
        let text = serde_json::to_string(&settings)
            .map_err(|error| Error::technical(Kind::Internal, error.to_string()))?;
        Ok(store::upload::set_settings(connection, id, &text)?)
    })
    .await?;
    start(&app, &viewer, id, true).await?;
    Ok(go_to(&format!("/imports/uploads/{id}")))
}

/// Fails if the file was imported: then it is there no more.
fn check_open(connection: &mut Connection, id: i64) -> Result<()> {
    match store::upload::find(connection, id)?.import_id {
        None => Ok(()),
        Some(import) => {
            Err(Error::new(Kind::State, said!("this file was imported already, as import {import}", import)))
        }
    }
}

/// `POST /imports/uploads/{id}/commit`.
pub(super) async fn commit(State(app): State<App>, viewer: Viewer, Path(id): Path<i64>) -> WebResult {
    app.read(move |connection| check_open(connection, id)).await?;
    start(&app, &viewer, id, false).await?;
    Ok(go_to(&format!("/imports/uploads/{id}")))
}

/// `POST /imports/uploads/{id}/drop`.
pub(super) async fn drop_upload(
    State(app): State<App>,
    _: Viewer,
    Path(id): Path<i64>,
) -> WebResult<Response> {
    let now = app.now();
    app.write(move |connection| {
        check_open(connection, id)?;
        if store::lease::is_held(connection, &turn_name(id), now)? {
            return Err(Error::new(Kind::State, said!("this file is being read: drop it afterwards")));
        }
        Ok(store::upload::delete(connection, id)?)
    })
    .await?;
    Ok(go_to("/imports"))
}

/// `POST /imports/{id}/undo`.
pub(super) async fn undo(State(app): State<App>, viewer: Viewer, Path(id): Path<i64>) -> WebResult {
    let held = app.clone();
    app.write(move |connection| {
        store::import::undo(connection, id, held.now(), Some(viewer.account.id))?;
        held.score(connection)?;
        Ok(())
    })
    .await?;
    Ok(go_to("/imports"))
}
