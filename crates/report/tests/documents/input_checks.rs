use locale::Language;
use report::client_card::print_client_card;
use report::day_sheet::print_day_sheet;
use report::letterhead::{Letterhead, Paper};
use report::standings::{Period, print_standings};
use report::star_report::print_star_report;

use crate::{sample, words};

/// Text that Typst, JSON, Fluent, XML or a page number's place would understand as more than text.
const TRAPS: [&str; 8] = [
    "#panic(\"x\")",
    "*a* _b_ $x$",
    "= Head",
    "- item",
    "@ref <label>",
    "{ $name } {page}",
    "\"}],\"a\":1",
    "https://example.com/~a",
];

fn letterhead() -> Letterhead {
    sample::letterhead(Language::En, Paper::A4)
}

fn check_literal(text: &str, document: &str) {
    for trap in TRAPS {
        assert!(text.contains(trap), "{trap} does not stand in the {document}:\n{text}");
    }
}

#[test]
fn a_clients_text_is_printed_as_it_stands() {
    let mut sheet = sample::day_sheet(Language::En);
    sheet.clients = TRAPS.map(|trap| sample::new_client(trap, 9)).to_vec();
    check_literal(&words(&print_day_sheet(&letterhead(), &sheet).expect("a PDF")), "day sheet by name");

    let mut sheet = sample::day_sheet(Language::En);
    sheet.clients[0].notes = TRAPS.map(str::to_owned).to_vec();
    check_literal(&words(&print_day_sheet(&letterhead(), &sheet).expect("a PDF")), "day sheet by notes");
}

#[test]
fn every_other_text_is_printed_as_it_stands() {
    let mut card = sample::client_card(Language::En);
    let visit = card.last_visits[0].clone();
    card.last_visits = TRAPS
        .map(|trap| report::client_card::CardVisit { offerings: vec![trap.to_owned()], ..visit.clone() })
        .to_vec();
    check_literal(&words(&print_client_card(&letterhead(), &card).expect("a PDF")), "client card");

    let mut standings = sample::standings(Period::Month(sample::day(2025, 2, 1)));
    let line = standings.lines[1].clone();
    standings.lines =
        TRAPS.map(|trap| report::standings::Standing { name: trap.to_owned(), ..line.clone() }).to_vec();
    check_literal(&words(&print_standings(&letterhead(), &standings).expect("a PDF")), "standings");

    for trap in TRAPS {
        let mut report = sample::star_report(Language::En, 5);
        report.units[0].to_train.iter_mut().for_each(|train| train.star = trap.to_owned());
        let text = words(&print_star_report(&letterhead(), &report).expect("a PDF"));
        assert!(text.contains(trap), "{trap} does not stand in the star report:\n{text}");
    }
}

#[test]
fn the_head_and_foot_print_their_texts_as_they_stand() {
    for trap in TRAPS {
        let letterhead =
            Letterhead { business: trap.to_owned(), printed_by: trap.to_owned(), ..letterhead() };
        let text = words(&print_day_sheet(&letterhead, &sample::day_sheet(Language::En)).expect("a PDF"));
        assert!(text.matches(trap).count() >= 2, "{trap} does not stand in head and foot:\n{text}");
    }
}
