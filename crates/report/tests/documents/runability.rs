use domain::day::Day;
use domain::star::Star;
use locale::Language;
use report::client_card::{ClientCard, print_client_card};
use report::day_sheet::{DaySheet, NamedStar, SheetClient, SheetVisit, print_day_sheet};
use report::letterhead::Paper;
use report::rhythm::Rhythm;
use report::standings::{Period, Standings, print_standings};
use report::star_report::{StarReport, print_star_report};

use crate::{pages, sample};

#[test]
fn every_document_is_made_in_every_language_on_every_paper() {
    for language in Language::ALL {
        for paper in Paper::ALL {
            for (name, pdf) in crate::documents(&sample::letterhead(language, paper)) {
                assert!(pdf.starts_with(b"%PDF-"), "{name}");
                assert!(!pages(&pdf).join("").contains('['), "{name} in {language:?} misses a word");
            }
        }
    }
}

#[test]
fn nothing_to_tell_is_told() {
    let letterhead = sample::letterhead(Language::En, Paper::A4);
    let sheet =
        DaySheet { clients: Vec::new(), standard: None, branch: None, ..sample::day_sheet(Language::En) };
    let check = |pdf: Vec<u8>, text: &str| assert!(crate::words(&pdf).contains(text), "{text} is missing");
    check(print_day_sheet(&letterhead, &sheet).expect("a PDF"), "No client is booked on this day.");
    let report = StarReport { units: Vec::new(), stars: Vec::new(), ..sample::star_report(Language::En, 5) };
    check(print_star_report(&letterhead, &report).expect("a PDF"), "No client is credited.");
    let standings =
        Standings { lines: Vec::new(), ..sample::standings(Period::Week(sample::day(2025, 1, 1))) };
    check(print_standings(&letterhead, &standings).expect("a PDF"), "No aim was settled in this time.");
    let card = ClientCard {
        name: String::new(),
        code: None,
        first_day: None,
        stars: Vec::new(),
        rhythm: Rhythm { occasions: Vec::new(), own_interval_days: f64::NAN, ..sample::rhythm() },
        last_visits: Vec::new(),
        referrals: Vec::new(),
        aims: Vec::new(),
        ..sample::client_card(Language::En)
    };
    check(print_client_card(&letterhead, &card).expect("a PDF"), "No visit yet.");
}

/// The ends of what the types can hold, and texts longer than any line.
#[test]
fn extremes_are_printed() {
    let long = "Ottoline-Wilhelmina".repeat(40);
    let letterhead = sample::letterhead(Language::Nl, Paper::Letter);
    let client = SheetClient {
        time: None,
        notes: vec![long.clone(), "\u{0}\u{7}\u{202e}\u{fffe}🦄".to_owned()],
        visits: vec![SheetVisit { day: Day::MIN, offerings: vec![long.clone(); 3], amount_minor: i64::MIN }],
        birthday: Some(Day::MAX),
        stars: vec![NamedStar { name: long.clone(), star: Star::Half }; 9],
        ..sample::new_client(&long, 9)
    };
    let sheet = DaySheet { day: Day::MAX, clients: vec![client; 3], ..sample::day_sheet(Language::Nl) };
    print_day_sheet(&letterhead, &sheet).expect("a PDF");
    let rhythm = Rhythm {
        occasions: (-2_000..2_000).map(|place| Day(place * 500_000)).chain([Day::MIN, Day::MAX]).collect(),
        as_of: Day::MAX,
        own_interval_days: f64::MAX,
        overdue_percent: u32::MAX,
        lapse_percent: Some(0),
    };
    let card = ClientCard { name: long, rhythm, sales_minor: i64::MIN, ..sample::client_card(Language::Nl) };
    print_client_card(&letterhead, &card).expect("a PDF");
}

#[test]
fn a_report_of_nine_stars_lies_on_its_side() {
    let letterhead = sample::letterhead(Language::Zh, Paper::A4);
    let pdf = print_star_report(&letterhead, &sample::star_report(Language::Zh, 9)).expect("a PDF");
    assert!(crate::poppler("pdfinfo", &pdf, &[], &[]).contains("841.89 x 595.276"));
}
