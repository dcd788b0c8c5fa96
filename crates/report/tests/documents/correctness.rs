use domain::status::Status;
use locale::Language;
use report::client_card::{CardDeparture, ClientCard, print_client_card};
use report::day_sheet::{DaySheet, print_day_sheet};
use report::letterhead::Paper;
use report::sheet::{PaperPart, PaperSheet, PaperTable, print_sheet};
use report::standings::{Period, print_standings};
use report::star_report::print_star_report;

use crate::{pages, places, poppler, sample, words};

fn check_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is missing in:\n{text}");
    }
}

#[test]
fn a_day_sheet_tells_each_client_in_the_order_of_the_day() {
    let letterhead = sample::letterhead(Language::En, Paper::A4);
    let text = words(&print_day_sheet(&letterhead, &sample::day_sheet(Language::En)).expect("a PDF"));
    check_has(
        &text,
        &[
            "Day sheet",
            "Anna Bakker · Utrecht",
            "Monday 3 March 2025",
            "6 clients",
            "Standard of the day: 7. We greet each client by name",
            "Sophie de Vries-Hendriks",
            "Aim: Referral",
            "Silver shampoo",
            "€219.00",
            "Birthday in 3 days, 6 Mar 2025 · Referred by Lotte van der Meer",
            "Birthday today",
            "Allergic to ammonia: only the oil colour.",
            "First visit",
            "No aim today",
        ],
    );
    let places = ["09:00 Noor", "09:30 Sophie", "11:00 王小明", "16:00 Tim"].map(|part| text.find(part));
    assert!(places.iter().all(Option::is_some), "{places:?} in:\n{text}");
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn every_page_tells_what_it_is_of_and_who_printed_it_when() {
    let check = |language, head: &str, printed: &str, page: &str| {
        for (name, pdf) in crate::documents(&sample::letterhead(language, Paper::A4)) {
            let pages = pages(&pdf);
            for (number, text) in (1..).zip(&pages) {
                // Typst sets Chinese and figures apart by a little, which reads back as a space.
                let close = |text: &str| text.split_whitespace().collect::<String>();
                let text = close(text);
                let page = page.replace('N', &number.to_string()).replace('M', &pages.len().to_string());
                for part in ["Kapsalon De Korenbloem", head, printed, &page] {
                    assert!(
                        text.contains(&close(part)),
                        "{part:?} is missing on page {number} of {name}:\n{text}"
                    );
                }
            }
        }
    };
    check(
        Language::En,
        "As of 2 Mar 2025, as known 2 Mar 2025 21:04:09",
        "Printed 3 Mar 2025 07:45 by Mila Jansen",
        "Page N of M",
    );
    check(
        Language::Nl,
        "Per 2 mrt 2025, zoals bekend op 2 mrt 2025 21:04:09",
        "Afgedrukt 3 mrt 2025 07:45 door Mila Jansen",
        "Bladzijde N van M",
    );
    check(
        Language::Zh,
        "截至 2025年3月2日，按 2025年3月2日 21:04:09 所知",
        "2025年3月3日 07:45 由 Mila Jansen 打印",
        "第 N 页，共 M 页",
    );
}

#[test]
fn a_client_is_on_one_page_however_many_there_are() {
    let mut sheet = sample::day_sheet(Language::En);
    let six = sheet.clients.clone();
    for copy in 0..5 {
        sheet.clients.extend(six.iter().cloned().map(|mut client| {
            client.name = format!("{} {copy}", client.name);
            client.notes = vec![format!("last line of {}", client.name)];
            client
        }));
    }
    let pages = pages(&print_day_sheet(&sample::letterhead(Language::En, Paper::A4), &sheet).expect("a PDF"));
    assert!(pages.len() > 1, "36 clients are more than a page");
    for (number, page) in (1..).zip(&pages) {
        for part in
            [format!("Page {number} of {}", pages.len()), "Anna Bakker · Monday 3 March 2025".to_owned()]
        {
            assert!(
                page.replace('\u{a0}', " ").contains(&part),
                "{part} is missing on page {number}:\n{page}"
            );
        }
    }
    for client in &sheet.clients[6..] {
        let on = |text: &str| pages.iter().position(|page| page.contains(text));
        let (name, note) = (on(&client.name), on(&format!("last line of {}", client.name)));
        assert!(name.is_some() && name == note, "{} is on {name:?}, its note on {note:?}", client.name);
    }
}

#[test]
fn six_clients_fit_on_one_page_of_either_paper() {
    for paper in Paper::ALL {
        for language in Language::ALL {
            let pdf = print_day_sheet(&sample::letterhead(language, paper), &sample::day_sheet(language))
                .expect("a PDF");
            assert_eq!(pages(&pdf).len(), 1, "{paper:?} {language:?}");
        }
    }
}

#[test]
fn initials_only_shows_no_full_name_of_a_client() {
    let mut sheet = sample::day_sheet(Language::En);
    sheet.is_initials_only = true;
    sheet.clients[0].notes.push("Sophie de Vries-Hendriks pays for Lotte van der Meer".to_owned());
    let pdf = print_day_sheet(&sample::letterhead(Language::En, Paper::A4), &sheet).expect("a PDF");
    let text = words(&pdf) + &poppler("pdfinfo", &pdf, &[], &[]);
    for part in
        ["Sophie", "Hendriks", "Vries", "Lotte", "小明", "Bakker 0", "Noor", "Wójcik", "Peeters", "Meer"]
    {
        assert!(!text.contains(part), "{part} is told in:\n{text}");
    }
    check_has(
        &text,
        &["S. d. V.", "王**", "N. B.", "Referred by L. v. d. M.", "S. d. V. pays for L. v. d. M."],
    );
}

#[test]
fn paper_is_of_the_size_asked_for() {
    let check = |paper, size: &str| {
        for (name, pdf) in crate::documents(&sample::letterhead(Language::En, paper)) {
            let info = poppler("pdfinfo", &pdf, &[], &[]);
            assert!(info.contains(size), "{name}: {info}");
        }
    };
    check(Paper::A4, "595.276 x 841.89 pts (A4)");
    check(Paper::Letter, "612 x 792 pts (letter)");
}

#[test]
fn chinese_words_have_glyphs_of_an_embedded_font() {
    for (name, pdf) in crate::documents(&sample::letterhead(Language::Zh, Paper::A4)) {
        let fonts = poppler("pdffonts", &pdf, &[], &[]);
        assert!(fonts.contains("DroidSansFallback") && fonts.contains("OpenSans"), "{name}:\n{fonts}");
        // Columns from the right: object ID (two), uni, sub, emb.
        let embedded = |line: &str| line.split_whitespace().rev().nth(4) == Some("yes");
        assert!(fonts.lines().skip(2).all(embedded), "{name}:\n{fonts}");
    }
    let text = words(
        &print_client_card(&sample::letterhead(Language::Zh, Paper::A4), &sample::client_card(Language::Zh))
            .expect("a PDF"),
    );
    check_has(&text, &["客户卡", "逾期未到", "已预约下次", "为时尚早", "成长路径", "贡献毛益", "苏菲"]);
}

#[test]
fn a_client_card_tells_stars_rhythm_value_visits_and_aims() {
    let letterhead = sample::letterhead(Language::Nl, Paper::A4);
    let text = words(&print_client_card(&letterhead, &sample::client_card(Language::Nl)).expect("a PDF"));
    check_has(
        &text,
        &[
            "Sophie de Vries-Hendriks",
            "Klant K-01427",
            "over tijd",
            "2 van 5",
            "Het groeipad verwacht nu 3½.",
            "€ 718,50",
            "€ −19,95",
            "42,4 dagen",
            "57 dagen",
            "26 feb 2025 (1,25 ×)",
            "gemist",
            "geen kans",
            "Aanbevolen klanten",
            // Generation, clients, contribution: the second is not for the reader.
            "1 3 € 412,50",
            "2 1 –",
        ],
    );
}

#[test]
fn a_client_card_tells_what_to_expect_and_why_a_client_left() {
    let letterhead = sample::letterhead(Language::En, Paper::A4);
    let print = |card: &ClientCard| words(&print_client_card(&letterhead, card).expect("a PDF"));
    let there = sample::client_card(Language::En);
    let text = print(&there);
    check_has(&text, &["What to expect", "6.1 (2–10)", "€410 (€140 to €680)", "Next step"]);
    assert!(!text.contains("Gone since"), "{text}");
    let departure = CardDeparture {
        day: sample::day(2025, 2, 3),
        reason: "Price: Too dear".to_owned(),
        competitor: Some("Kapper Kees".to_owned()),
        words: "Half the price #strong[there]".to_owned(),
        listener: Some("Anna Bakker".to_owned()),
    };
    let lack = "Nothing is foretold of whose departure was declared.";
    let text = print(&ClientCard {
        status: Status::Defected,
        departure: Some(departure),
        next_step: None,
        forecast: Vec::new(),
        forecast_lack: Some(lack.to_owned()),
        ..there
    });
    check_has(
        &text,
        &[
            "Gone since",
            "3 Feb 2025",
            "Too dear",
            "Kapper Kees",
            "“Half the price #strong[there]”",
            "Nothing is foretold",
        ],
    );
    assert!(!text.contains("Next step"), "{text}");
}

#[test]
fn a_star_report_tells_shares_with_intervals_and_none_of_too_few() {
    let letterhead = sample::letterhead(Language::En, Paper::A4);
    let pdf = print_star_report(&letterhead, &sample::star_report(Language::En, 5)).expect("a PDF");
    let text = words(&pdf);
    // 241 clients, 26 of them full: Wilson's interval by hand, 7.5 to 15.3.
    check_has(
        &text,
        &[
            "575 of 1,648 clients on file are credited",
            "241 2.86 +0.04 −0.31 11% 7–15",
            "Retail (11.4)",
            "Daan Visser 14 1.50 +0.04 – too few to tell",
            "Clients by star: Referral",
        ],
    );
}

#[test]
fn standings_mark_the_winner_and_rank_nobody_by_too_few() {
    let letterhead = sample::letterhead(Language::En, Paper::A4);
    let week = Period::Week(sample::day(2025, 3, 2));
    let text = words(&print_standings(&letterhead, &sample::standings(week)).expect("a PDF"));
    check_has(
        &text,
        &[
            "Standings of the week",
            "Week 9, 24 Feb 2025 to 2 Mar 2025",
            "1 Anna Bakker Winner 21 9 2 70% 52–83",
            "– Daan Visser 3 1 0 – too few to tell",
            "from 10 aims on",
        ],
    );
    let month = Period::Month(sample::day(2025, 2, 14));
    check_has(
        &words(&print_standings(&letterhead, &sample::standings(month)).expect("a PDF")),
        &["February 2025"],
    );
}

#[test]
fn a_name_without_blanks_stays_on_the_paper() {
    let letterhead = sample::letterhead(Language::En, Paper::A4);
    // What lies beyond the paper is not read back.
    let count = |pdf: Vec<u8>| words(&pdf).matches('X').count();
    let printed = |name: &str| {
        let card = ClientCard { name: name.to_owned(), ..sample::client_card(Language::En) };
        let sheet =
            DaySheet { clients: vec![sample::new_client(name, 9)], ..sample::day_sheet(Language::En) };
        let card = print_client_card(&letterhead, &card).expect("a card");
        [count(card), count(print_day_sheet(&letterhead, &sheet).expect("a sheet"))]
    };
    let (short, long) = (printed("Y"), printed(&"X".repeat(300)));
    assert_eq!(long[1], short[1] + 300);
    // The card has the name in its head as well.
    assert!((long[0] - short[0]).is_multiple_of(300) && long[0] > short[0], "{short:?} {long:?}");
}

#[test]
fn a_sheet_tells_its_parts_in_order_as_they_stand() {
    let letterhead = sample::letterhead(Language::En, Paper::A4);
    let pdf = print_sheet(&letterhead, &sample::sheet(Language::En, 9)).expect("a PDF");
    let text = words(&pdf);
    check_has(
        &text,
        &["Kaplan–Meier", "A sentence = with * signs # of $markup$.", "It is too early.", "A curve"],
    );
    check_has(&text, &["Figures", "Head 0", "Head 8", "1000", "4008"]);
    let size = poppler("pdfinfo", &pdf, &[], &[]);
    assert!(size.contains("841.89 x 595.276"), "nine columns lie on their side:\n{size}");
}

/// A table of words and of money with its interval, as the widest reports have it.
fn wide_table(columns: usize) -> PaperPart {
    let is_words = |column: usize| column < 4;
    let cell = |row: usize, column: usize| match column {
        0 => format!("Georgina Featherstonehaugh {row}"),
        1..4 => "Amsterdam Oudezijds Voorburgwal".to_owned(),
        _ => format!("€{row},234.56 (€1,000.00 to €2,000.00)"),
    };
    PaperPart::Table(PaperTable {
        title: "Wide".to_owned(),
        heads: (0..columns).map(|column| format!("Contribution expected {column}")).collect(),
        words: (0..columns).map(is_words).collect(),
        rows: (0..3).map(|row| (0..columns).map(|column| cell(row, column)).collect()).collect(),
        totals: vec![false, false, true],
    })
}

#[test]
fn nothing_of_a_sheet_lies_over_anything_else_or_off_the_paper() {
    let tall = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 900\">\
        <text x=\"10\" y=\"20\">Top</text><text x=\"10\" y=\"890\">Bottom</text></svg>";
    for paper in [Paper::A4, Paper::Letter] {
        let picture = PaperPart::Picture { title: "Tall".to_owned(), svg: tall.to_owned() };
        let parts = [6, 9, 12, 20].map(wide_table).into_iter().chain([picture]).collect();
        let sheet = PaperSheet { title: "A sheet".to_owned(), parts };
        let pdf = print_sheet(&sample::letterhead(Language::En, paper), &sheet).expect("a PDF");
        let pages = places(&pdf);
        let all: Vec<&str> = pages.iter().flat_map(|page| &page.1).map(|word| word.1.as_str()).collect();
        assert!(["Top", "Bottom", "19"].iter().all(|word| all.contains(word)), "{all:?}");
        for ([width, height], words) in &pages {
            for (at, (one, word)) in words.iter().enumerate() {
                let [left, top, right, bottom] = *one;
                assert!(left >= 0.0 && top >= 0.0 && right <= *width && bottom <= *height, "{word} {one:?}");
                let over = words[at + 1..].iter().find(|(other, _)| {
                    let [across, down] =
                        [0, 1].map(|side| one[side + 2].min(other[side + 2]) - one[side].max(other[side]));
                    across > 1.5 && down > 4.0
                });
                assert!(over.is_none(), "{word} {one:?} and {over:?} on {paper:?}");
            }
        }
    }
}
