//! Documents as a reader gets them: their text read back by `pdftotext`, and their pages counted.

mod consistency;
mod correctness;
mod input_checks;
mod runability;
mod sample;

use std::io::Write;
use std::process::Command;

use locale::Language;
use report::client_card::print_client_card;
use report::day_sheet::print_day_sheet;
use report::letterhead::Letterhead;
use report::sheet::print_sheet;
use report::standings::{Period, print_standings};
use report::star_report::print_star_report;

/// The sample documents by name.
pub(crate) fn documents(letterhead: &Letterhead) -> Vec<(&'static str, Vec<u8>)> {
    let language: Language = letterhead.language;
    let week = Period::Week(sample::day(2025, 2, 26));
    vec![
        ("day_sheet", print_day_sheet(letterhead, &sample::day_sheet(language)).expect("a day sheet")),
        (
            "client_card",
            print_client_card(letterhead, &sample::client_card(language)).expect("a client card"),
        ),
        (
            "star_report",
            print_star_report(letterhead, &sample::star_report(language, 5)).expect("a star report"),
        ),
        ("standings", print_standings(letterhead, &sample::standings(week)).expect("standings")),
        ("sheet", print_sheet(letterhead, &sample::sheet(language, 5)).expect("a sheet")),
    ]
}

/// The text of each page, as it is laid out.
pub(crate) fn pages(pdf: &[u8]) -> Vec<String> {
    let text = poppler("pdftotext", pdf, &["-layout", "-enc", "UTF-8"], &["-"]);
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    assert_eq!(pages.pop().as_deref(), Some(""), "each page ends in a form feed");
    pages
}

/// The text of all pages, every run of white space as one space.
pub(crate) fn words(pdf: &[u8]) -> String {
    pages(pdf).join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the words of a page stand, in points: left, top, right, bottom.
type Word = ([f64; 4], String);

/// By page: its width and height in points, and its words.
pub(crate) fn places(pdf: &[u8]) -> Vec<([f64; 2], Vec<Word>)> {
    let text = poppler("pdftotext", pdf, &["-bbox"], &["-"]);
    let numbers = |line: &str| -> Vec<f64> {
        line.split('"').skip(1).step_by(2).map(|number| number.parse().expect("a number")).collect()
    };
    let mut pages: Vec<([f64; 2], Vec<Word>)> = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("<page ") {
            pages.push((numbers(line).try_into().expect("a width and a height"), Vec::new()));
        } else if let Some((place, word)) = line.strip_prefix("<word ").and_then(|word| word.split_once('>'))
        {
            let word = word.trim_end_matches("</word>").to_owned();
            let page = pages.last_mut().expect("a page around its words");
            page.1.push((numbers(place).try_into().expect("four sides"), word));
        }
    }
    pages
}

/// What `pdffonts` or `pdfinfo` says.
pub(crate) fn poppler(tool: &str, pdf: &[u8], before: &[&str], after: &[&str]) -> String {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(pdf).expect("written");
    let output = Command::new(tool).args(before).arg(file.path()).args(after).output();
    let output = output.expect("poppler-utils, which scripts/setup.sh test installs");
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}
