//! Writes each document in each language, to be looked at:
//! `cargo run -p report --example samples FOLDER`

use std::path::PathBuf;

use locale::Language;
use report::client_card::print_client_card;
use report::day_sheet::print_day_sheet;
use report::letterhead::Paper;
use report::rhythm::rhythm_svg;
use report::standings::{Period, print_standings};
use report::star_report::print_star_report;

#[allow(dead_code, reason = "shared with the tests, which use more of it")]
#[path = "../tests/documents/sample.rs"]
mod sample;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder to write to")?);
    std::fs::create_dir_all(&folder)?;
    for language in Language::ALL {
        let paper = if language == Language::En { Paper::Letter } else { Paper::A4 };
        let letterhead = sample::letterhead(language, paper);
        let week = Period::Week(sample::day(2025, 2, 26));
        let documents = [
            ("day_sheet", print_day_sheet(&letterhead, &sample::day_sheet(language))?),
            ("client_card", print_client_card(&letterhead, &sample::client_card(language))?),
            ("star_report", print_star_report(&letterhead, &sample::star_report(language, 5))?),
            ("nine_stars", print_star_report(&letterhead, &sample::star_report(language, 9))?),
            ("standings", print_standings(&letterhead, &sample::standings(week))?),
        ];
        for (name, pdf) in documents {
            std::fs::write(folder.join(format!("{name}_{}.pdf", language.code())), pdf)?;
        }
        let svg = rhythm_svg(&sample::rhythm(), language);
        std::fs::write(folder.join(format!("rhythm_{}.svg", language.code())), svg)?;
    }
    Ok(())
}
