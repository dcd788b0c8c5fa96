//! A report of figures on paper: sentences, tables and pictures in the order told.

use serde::Serialize;

use crate::error::Result;
use crate::letterhead::{Document, Letterhead};
use crate::press::typeset;

/// From how many columns on a sheet lies on its side.
const COLUMNS_UPRIGHT: usize = 7;

/// A report as paper shows it: all texts are ready to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperSheet {
    /// Name of the report.
    pub title: String,
    /// From top to bottom.
    pub parts: Vec<PaperPart>,
}

/// A piece of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "part", content = "of", rename_all = "lowercase")]
pub enum PaperPart {
    /// A sentence.
    Text(String),
    /// A sentence that must not be passed over.
    Warning(String),
    /// Figures.
    Table(PaperTable),
    /// A drawing as SVG, in black where it says `currentColor`.
    Picture {
        /// What it shows.
        title: String,
        /// The drawing.
        svg: String,
    },
}

/// Figures in rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaperTable {
    /// What it tells.
    pub title: String,
    /// What stands above each column.
    pub heads: Vec<String>,
    /// By column: does it hold words, which are set to the left?
    pub words: Vec<bool>,
    /// Cells by row: as many as columns.
    pub rows: Vec<Vec<String>>,
    /// By row: does it sum the others up?
    pub totals: Vec<bool>,
}

#[derive(Serialize)]
struct SheetTexts<'a> {
    is_flipped: bool,
    parts: &'a [PaperPart],
}

/// The sheet as PDF.
///
/// # Errors
/// If Typst gives up, which no text within the data can bring about.
pub fn print_sheet(letterhead: &Letterhead, sheet: &PaperSheet) -> Result<Vec<u8>> {
    let is_wide =
        |part: &PaperPart| matches!(part, PaperPart::Table(table) if table.heads.len() > COLUMNS_UPRIGHT);
    let body = SheetTexts { is_flipped: sheet.parts.iter().any(is_wide), parts: &sheet.parts };
    typeset("sheet.typ", &Document::new(letterhead, sheet.title.clone(), String::new(), body))
}
