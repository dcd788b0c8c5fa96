//! Imports: bringing in a file, and undoing that.

use locale::Language;
use std::io::Write;

use ::import::{FileKind, RowError};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::header;
use domain::said;
use serde::{Deserialize, Serialize};
use store::import::{Counts, Import};
use utoipa::{IntoParams, ToSchema};

use super::extract::{Accepted, At, NoParameters, Part, Query, bad_cursor};
use super::problem::{ApiError, ApiResult, ProblemKind};
use crate::error::{Error, Kind, Result};
use crate::importing::{ImportJob, Imported, import_files};
use crate::translation::tell;
use crate::viewer::Viewer;
use crate::web::App;

/// Bytes of a file.
pub(super) const FILE_BYTES_MAX: usize = 64 << 20;

/// Characters of a file's name.
const NAME_CHARS_MAX: usize = 200;

/// What became of the rows of a file.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CountsBody {
    new: u64,
    updated: u64,
    unchanged: u64,
    refused: u64,
    /// Left out by the mapping.
    skipped: u64,
    /// Net sales of the rows accepted, in minor units.
    amount_minor: i64,
}

fn to_counts(counts: &Counts) -> CountsBody {
    CountsBody {
        new: counts.new,
        updated: counts.updated,
        unchanged: counts.unchanged,
        refused: counts.refused,
        skipped: counts.skipped,
        amount_minor: counts.amount_minor,
    }
}

/// An import.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ImportLine {
    /// Its number.
    id: i64,
    /// When, an instant.
    at: String,
    file: String,
    format: String,
    /// Source under which its ids are unique.
    source: String,
    rows: CountsBody,
    /// When it was undone, an instant.
    undone_at: Option<String>,
}

fn to_line(import: Import) -> ImportLine {
    ImportLine {
        id: import.id,
        at: import.at.to_string(),
        rows: to_counts(&import.counts),
        file: import.file_name,
        format: import.format,
        source: import.source,
        undone_at: import.undone_at.map(|at| at.to_string()),
    }
}

/// Some imports, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Imports {
    imports: Vec<ImportLine>,
    /// The `cursor` of the next part; none on the last one.
    next: Option<String>,
}

/// Imports, the latest first
#[utoipa::path(get, path = "/api/v1/imports", tag = "imports", params(Part), responses((status = 200, description = "Done", body = Imports)))]
pub(super) async fn list_imports(
    State(app): State<App>,
    Query(part): Query<Part>,
) -> ApiResult<Json<Imports>> {
    let limit = part.limit()?;
    let before: i64 =
        part.cursor().map_or(Some(i64::MAX), |cursor| cursor.parse().ok()).ok_or_else(bad_cursor)?;
    let mut imports = app.read(|connection| Ok(store::import::list(connection)?)).await?;
    imports.retain(|import| import.id < before);
    imports.sort_by_key(|import| std::cmp::Reverse(import.id));
    let has_more = imports.len() > limit;
    imports.truncate(limit);
    let next = imports.last().filter(|_| has_more).map(|import| import.id.to_string());
    Ok(Json(Imports { imports: imports.into_iter().map(to_line).collect(), next }))
}

/// What is known of a file.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct FileAsked {
    /// Name of the file; its ending does not matter. Of a form, the file's own name unless said.
    #[param(max_length = 200)]
    filename: Option<String>,
    /// What the rows are, if the columns do not say.
    #[param(pattern = "^(clients|staff|offerings|branches|visits|bookings|referrals|contracts)$")]
    kind: Option<String>,
    /// Source under which ids are unique; the format's name unless said.
    #[param(max_length = 200)]
    source: Option<String>,
    /// `true`: do everything, tell what would happen, take it back.
    dry_run: Option<bool>,
}

/// What became of a file.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ImportedBody {
    /// Number of the import; none for a rehearsal.
    id: Option<i64>,
    file: String,
    /// The format that the file was read as.
    format: String,
    /// What its rows are.
    kind: &'static str,
    rows: CountsBody,
    /// Columns that were not used.
    ignored: Vec<String>,
    /// The first refusals.
    refusals: Vec<RefusalBody>,
    /// Clients scored afterwards; none for a rehearsal.
    scored: Option<u64>,
}

/// A row that was refused.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RefusalBody {
    line: u64,
    column: String,
    value: String,
    /// Why, and how to mend it.
    reason: String,
}

fn to_refusal(refusal: RowError, language: Language) -> RefusalBody {
    let RowError { line, column, value, reason } = refusal;
    RefusalBody { line, column, value, reason: tell(language, &reason) }
}

/// Bring in a file: CSV, xlsx or Parquet
///
/// The file is the body itself, or the part `file` of a form (`multipart/form-data`). Everyone is scored afterwards.
#[utoipa::path(post, path = "/api/v1/imports", tag = "imports", params(FileAsked),
    request_body(content((String = "text/csv"), (String = "application/octet-stream"), (FileForm = "multipart/form-data"))),
    responses((status = 200, description = "Done", body = ImportedBody)))]
pub(super) async fn create_import(
    State(app): State<App>,
    Query(asked): Query<FileAsked>,
    viewer: Viewer,
    Accepted(language): Accepted,
    request: Request,
) -> ApiResult<Json<ImportedBody>> {
    let invalid = |detail| ApiError::new(ProblemKind::Invalid, detail);
    let kind = asked.kind.as_deref().map(|name| {
        FileKind::from_name(name).ok_or_else(|| invalid(said!("'{name}' is no kind of rows", name)))
    });
    let (kind, is_rehearsal) = (kind.transpose()?, asked.dry_run == Some(true));
    let (form_name, bytes) = read_file(request).await?;
    let name = asked.filename.or(form_name).unwrap_or_else(|| "file".to_owned());
    if !is_file_name(&name) || asked.source.as_deref().is_some_and(|source| !is_file_name(source)) {
        return Err(invalid(said!(
            "'filename' and 'source' are names of at most {most} characters",
            most = NAME_CHARS_MAX
        )));
    }
    let job = ImportJob {
        kind,
        source: asked.source,
        phone_prefix: app.phone_prefix.clone(),
        dry_run: is_rehearsal,
        by: Some(viewer.account.id),
        language,
        ..ImportJob::default()
    };
    let held = app.clone();
    let body = app.write(move |connection| import_bytes(&held, connection, &name, &bytes, &job)).await?;
    Ok(Json(body))
}

/// A form with a file.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form to readers of the document")]
pub(super) struct FileForm {
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
}

async fn read_file(request: Request) -> ApiResult<(Option<String>, Bytes)> {
    let bad = |detail| ApiError::new(ProblemKind::BadRequest, detail);
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if !content_type.unwrap_or_default().to_ascii_lowercase().starts_with("multipart/form-data") {
        let (_, body) = request.into_parts();
        let bytes = axum::body::to_bytes(body, FILE_BYTES_MAX).await;
        return Ok((None, bytes.map_err(|_| bad(said!("the body broke off")))?));
    }
    let mut form =
        Multipart::from_request(request, &()).await.map_err(|_| bad(said!("the form cannot be read")))?;
    let field = form.next_field().await.map_err(|_| bad(said!("the form cannot be read")))?;
    let field = field.filter(|field| field.name() == Some("file"));
    let field = field.ok_or_else(|| bad(said!("a form has one part, 'file'")))?;
    let name = field.file_name().map(str::to_owned);
    Ok((name, field.bytes().await.map_err(|_| bad(said!("the form cannot be read")))?))
}

/// Is it a name of a file, not of a place among files?
fn is_file_name(name: &str) -> bool {
    (1..=NAME_CHARS_MAX).contains(&name.chars().count())
        && name.trim() == name
        && !matches!(name, "." | "..")
        && !name.contains(|c: char| c.is_control() || matches!(c, '/' | '\\'))
}

fn import_bytes(
    app: &App,
    connection: &mut store::Connection,
    name: &str,
    bytes: &[u8],
    job: &ImportJob,
) -> Result<ImportedBody> {
    let directory = tempfile::tempdir()?;
    // The name is the sender's: the file itself gets one that every system takes.
    let path = directory.path().join("file");
    std::fs::File::create(&path)?.write_all(bytes)?;
    let business = app.frame(connection)?.business.clone();
    let job = ImportJob { file_name: Some(name.to_owned()), ..job.clone() };
    let imported = import_files(connection, &business, &[path], &job, || app.now(), |_| Ok(()));
    // The file's place on the server is nobody's business.
    let imported = imported.map_err(|error| {
        let place = directory.path().join("file").display().to_string();
        Error { message: error.message.map_texts(&|text| text.replace(&place, name)), ..error }
    })?;
    let imported = imported.into_iter().next();
    let imported =
        imported.ok_or_else(|| Error::technical(Kind::Internal, "a file was read without an outcome"))?;
    let scored = match imported.id {
        Some(_) => Some(app.score(connection)?.run.clients),
        None => None,
    };
    Ok(to_body(imported, scored, job.language))
}

fn to_body(imported: Imported, scored: Option<u64>, language: Language) -> ImportedBody {
    ImportedBody {
        id: imported.id,
        file: imported.file,
        format: imported.description.format,
        kind: imported.description.kind.name(),
        rows: to_counts(&imported.counts),
        ignored: imported.description.ignored,
        refusals: imported.refusals.into_iter().map(|refusal| to_refusal(refusal, language)).collect(),
        scored,
    }
}

/// An import as it was before it was undone.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UndoneBody {
    /// The import as it was.
    import: ImportLine,
    /// Clients scored afterwards.
    scored: u64,
}

/// Undo an import: its rows are voided, and what they replaced comes back
#[utoipa::path(post, path = "/api/v1/imports/{id}/undo", tag = "imports",
    params(("id" = i64, Path, description = "Number of the import")), responses((status = 200, description = "Done", body = UndoneBody)))]
pub(super) async fn undo_import(
    State(app): State<App>,
    At(id): At<i64>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
) -> ApiResult<Json<UndoneBody>> {
    let held = app.clone();
    let body = app
        .write(move |connection| {
            let import = store::import::undo(connection, id, held.now(), Some(viewer.account.id))?;
            let scored = held.score(connection)?;
            Ok(UndoneBody { import: to_line(import), scored: scored.run.clients })
        })
        .await?;
    Ok(Json(body))
}
