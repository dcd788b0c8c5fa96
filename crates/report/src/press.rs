//! The press: Typst with our templates and fonts, and nothing of the machine it runs on.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Serialize;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, comemo};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use domain::star::Star;

use crate::error::{Error, Result};
use crate::star_picture::star_svg;

/// Fonts in order of preference: Latin first, Chinese where the first has no glyph.
const FONTS: [&[u8]; 3] = [
    include_bytes!(env!("FONT_REGULAR")),
    include_bytes!(env!("FONT_BOLD")),
    include_bytes!(env!("FONT_CHINESE")),
];

const TEMPLATES: [(&str, &str); 6] = [
    ("letterhead.typ", include_str!("../templates/letterhead.typ")),
    ("day_sheet.typ", include_str!("../templates/day_sheet.typ")),
    ("star_report.typ", include_str!("../templates/star_report.typ")),
    ("standings.typ", include_str!("../templates/standings.typ")),
    ("client_card.typ", include_str!("../templates/client_card.typ")),
    ("sheet.typ", include_str!("../templates/sheet.typ")),
];

/// The file that templates read a document's data from.
const DATA: &str = "data.json";

/// Documents for which a laid-out piece is kept without being used again. Templates and fonts are
/// used by each, so they stay; the pieces of one client's page soon go.
const KEPT_DOCUMENTS: usize = 4;

/// After a document of more pages nothing is kept: its pieces are many, and hardly one comes again.
const KEPT_PAGES: usize = 8;

static PRESS: LazyLock<Press> = LazyLock::new(Press::new);

/// What all documents share, made once.
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    templates: HashMap<FileId, Source>,
    /// The four stars, by their names.
    pictures: HashMap<FileId, Bytes>,
    data: FileId,
}

impl Press {
    fn new() -> Press {
        let fonts: Vec<Font> = FONTS.iter().flat_map(|&font| Font::iter(Bytes::new(font))).collect();
        let template =
            |(path, text): (&str, &str)| (file_id(path), Source::new(file_id(path), text.to_owned()));
        let picture =
            |star: Star| (file_id(&format!("{}.svg", star.name())), Bytes::from_string(star_svg(star, "")));
        Press {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            templates: TEMPLATES.into_iter().map(template).collect(),
            pictures: Star::ALL.into_iter().map(picture).collect(),
            data: file_id(DATA),
        }
    }
}

/// Typesets a template with its data, as PDF.
///
/// The data reach the template as a JSON file, never as markup, so that whatever stands in a name
/// is printed as it stands. Equal data give equal bytes.
pub(crate) fn typeset(template: &str, data: &impl Serialize) -> Result<Vec<u8>> {
    let data = serde_json::to_vec(data).map_err(|error| Error::Data(error.to_string()))?;
    let sheet = Sheet { press: &PRESS, main: file_id(template), data: Bytes::new(data) };
    let document = typst::compile::<PagedDocument>(&sheet).output.map_err(|errors| typeset_error(&errors))?;
    let pdf = typst_pdf::pdf(&document, &PdfOptions::default()).map_err(|errors| typeset_error(&errors));
    let is_long = document.pages().len() > KEPT_PAGES;
    comemo::evict(if is_long { 0 } else { KEPT_DOCUMENTS });
    pdf
}

fn typeset_error(errors: &[SourceDiagnostic]) -> Error {
    Error::Typeset(errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; "))
}

fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("templates and pictures have plain names");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// One document on the press.
struct Sheet {
    press: &'static Press,
    main: FileId,
    data: Bytes,
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.press.templates.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.press.data {
            return Ok(self.data.clone());
        }
        self.press.pictures.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    /// A document knows no time but the one it is given.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
