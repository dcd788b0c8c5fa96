//! A sheet on paper.

use locale::Language;
use report::sheet::{PaperPart, PaperSheet, PaperTable};

use super::{Cell, Part, Sheet, Table, Value};
use crate::error::Result;
use crate::printing::Printing;

/// The sheet as PDF.
pub fn print_sheet(sheet: &Sheet, printing: &Printing) -> Result<Vec<u8>> {
    let language = printing.language;
    let part = |part: &Part| match part {
        Part::Text(text) | Part::OfNames(text) => PaperPart::Text(text.clone()),
        Part::Warning(text) => PaperPart::Warning(text.clone()),
        Part::Picture(picture) => {
            PaperPart::Picture { title: picture.title.clone(), svg: picture.svg.clone() }
        }
        Part::Table(table) => PaperPart::Table(paper_table(table, sheet, printing, language)),
    };
    let paper = PaperSheet { title: sheet.title.clone(), parts: sheet.parts.iter().map(part).collect() };
    let letterhead = printing.letterhead_of(&sheet.business, sheet.as_of, sheet.known)?;
    Ok(report::sheet::print_sheet(&letterhead, &paper)?)
}

fn paper_table(table: &Table, sheet: &Sheet, printing: &Printing, language: Language) -> PaperTable {
    let told = |cell: &Cell| match &cell.value {
        Value::Client { code, name, .. } if printing.initials_only => {
            report::initials::initials(if name.is_empty() { code } else { name })
        }
        value => value.told(language, sheet.business.currency),
    };
    PaperTable {
        title: table.title.clone(),
        heads: table.columns.iter().map(|column| column.head.clone()).collect(),
        words: (0..table.columns.len()).map(|index| table.is_words(index)).collect(),
        rows: table.rows.iter().map(|row| row.cells.iter().map(told).collect()).collect(),
        totals: table.rows.iter().map(|row| row.is_total).collect(),
    }
}
