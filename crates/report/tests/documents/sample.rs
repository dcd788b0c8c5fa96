//! Documents made by hand, with names in three scripts and text that would be markup.

use domain::day::Day;
use domain::interval::wilson_share;
use domain::money::Currency;
use domain::star::Star;
use domain::status::Status;
use jiff::civil::{date, datetime, time};
use locale::Language;
use report::chart::{Axis, Chart, Figures, Point, Series, Shape, chart_svg};
use report::client_card::{AimOutcome, CardAim, CardGeneration, CardStar, CardVisit, ClientCard};
use report::day_sheet::{DaySheet, NamedStar, SheetClient, SheetVisit};
use report::letterhead::{Letterhead, Paper};
use report::rhythm::Rhythm;
use report::sheet::{PaperPart, PaperSheet, PaperTable};
use report::standings::{Period, Standing, Standings};
use report::star_report::{Breakdown, StarReport, StarShares, StarToTrain, UnitStars};

pub(crate) fn day(year: i16, month: i8, day: i8) -> Day {
    Day::from_date(date(year, month, day))
}

pub(crate) fn euro() -> Currency {
    Currency::from_code("EUR").expect("a currency")
}

pub(crate) fn letterhead(language: Language, paper: Paper) -> Letterhead {
    Letterhead {
        language,
        paper,
        business: "Kapsalon De Korenbloem".to_owned(),
        as_of: day(2025, 3, 2),
        as_known: datetime(2025, 3, 2, 21, 4, 9, 0),
        printed_at: datetime(2025, 3, 3, 7, 45, 0, 0),
        printed_by: "Mila Jansen".to_owned(),
    }
}

pub(crate) fn star_names(language: Language) -> [&'static str; 5] {
    match language {
        Language::En => ["Rebooked", "Retail", "Breadth", "Rhythm", "Referral"],
        Language::Nl => ["Herboekt", "Thuisproducten", "Breedte", "Ritme", "Aanbeveling"],
        Language::Zh => ["已预约下次", "零售", "广度", "节奏", "推荐"],
    }
}

fn stars(language: Language, levels: [Star; 5]) -> Vec<NamedStar> {
    let star = |(name, star): (&str, Star)| NamedStar { name: name.to_owned(), star };
    star_names(language).into_iter().zip(levels).map(star).collect()
}

fn visit(on: Day, offerings: &[&str], amount_minor: i64) -> SheetVisit {
    SheetVisit { day: on, offerings: owned(offerings), amount_minor }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

/// A client of whom nothing is known but a name and an hour.
pub(crate) fn new_client(name: &str, hour: i8) -> SheetClient {
    SheetClient {
        time: Some(time(hour, 0, 0, 0)),
        name: name.to_owned(),
        booked: owned(&["Cut"]),
        stars: stars(Language::En, [Star::TooEarly; 5]),
        visits: Vec::new(),
        notes: Vec::new(),
        birthday: None,
        referred_by: None,
        aim: Some("Rebooked".to_owned()),
    }
}

/// A day of six clients.
pub(crate) fn day_sheet(language: Language) -> DaySheet {
    use Star::{Full, Half, None as Hollow, TooEarly};
    let names = star_names(language);
    let aim = |index: usize| Some(names[index].to_owned());
    let cut = [visit(day(2025, 1, 20), &["Cut and blow-dry", "Colour, roots", "Shampoo 250 ml"], 12_450)];
    let long = [
        visit(
            day(2025, 2, 3),
            &["Balayage", "Toner", "Cut", "Care treatment", "Heat spray", "Silver shampoo"],
            21_900,
        ),
        visit(day(2024, 12, 16), &["Cut and blow-dry"], 5_500),
        visit(day(2024, 11, 4), &["Colour, roots", "Cut"], 9_800),
    ];
    let client = |hour, minute, name: &str, levels, aim| SheetClient {
        time: Some(time(hour, minute, 0, 0)),
        stars: stars(language, levels),
        booked: owned(&["Cut and blow-dry"]),
        aim,
        ..new_client(name, 0)
    };
    let clients = vec![
        SheetClient {
            visits: long.to_vec(),
            notes: owned(&[
                "Sits by the window. Allergic to ammonia: only the oil colour.",
                "Exam in May, ask Sophie how it goes",
            ]),
            birthday: Some(day(2025, 3, 6)),
            referred_by: Some("Lotte van der Meer".to_owned()),
            ..client(9, 30, "Sophie de Vries-Hendriks", [Full, Half, Full, Full, Hollow], aim(4))
        },
        SheetClient {
            visits: [&cut[..], &long[1..]].concat(),
            birthday: Some(day(2025, 3, 3)),
            ..client(11, 0, "王小明", [Half, Hollow, Half, Full, Hollow], aim(1))
        },
        client(9, 0, "Noor Bakker", [TooEarly; 5], aim(0)),
        SheetClient {
            visits: cut.to_vec(),
            ..client(13, 15, "Jean-Luc O’Brien", [Hollow, Half, Hollow, TooEarly, Hollow], aim(0))
        },
        SheetClient {
            visits: long[1..].to_vec(),
            notes: owned(&["Prefers tea"]),
            ..client(14, 30, "Agnieszka Wójcik", [Full, Full, Full, Full, Full], None)
        },
        SheetClient {
            visits: cut.to_vec(),
            ..client(16, 0, "Tim Peeters", [Full, Hollow, Half, Half, TooEarly], aim(1))
        },
    ];
    DaySheet {
        staff: "Anna Bakker".to_owned(),
        branch: Some("Utrecht".to_owned()),
        day: day(2025, 3, 3),
        currency: euro(),
        is_initials_only: false,
        standard: Some("7. We greet each client by name within half a minute.".to_owned()),
        clients,
    }
}

/// A rhythm of seven occasions, overdue but not lapsed.
pub(crate) fn rhythm() -> Rhythm {
    let days = [
        (2024, 5, 6),
        (2024, 6, 17),
        (2024, 7, 22),
        (2024, 9, 9),
        (2024, 11, 4),
        (2024, 12, 16),
        (2025, 1, 4),
    ];
    Rhythm {
        occasions: days.map(|(year, month, on)| day(year, month, on)).to_vec(),
        as_of: day(2025, 3, 2),
        own_interval_days: 42.4,
        overdue_percent: 125,
        lapse_percent: Some(200),
    }
}

pub(crate) fn client_card(language: Language) -> ClientCard {
    use Star::{Full, Half, None as Hollow, TooEarly};
    let meanings = [
        "The next booking was made within 24 hours of the last visit's end, or before.",
        "Products bought in 12 months: full from €40, half from any.",
        "Categories of services in 12 months: full from 3, half from 2.",
        "The last gap against the own interval: full up to 1.25 ×, half up to 1.75 ×.",
        "A client referred who came within 12 months is full, one who has not come yet half.",
    ];
    let to_fill = [
        None,
        Some("€12.50 more of products before 20 Jan 2026"),
        Some("One more category, such as care"),
        None,
        Some("Ask for a friend"),
    ];
    let stars = stars(language, [Full, Half, Half, TooEarly, Hollow]).into_iter().zip(meanings).zip(to_fill);
    let visit = |on: Day, offerings: &[&str], amount_minor| CardVisit {
        day: on,
        staff: Some("Anna Bakker".to_owned()),
        offerings: owned(offerings),
        amount_minor,
    };
    let aim = |on: Day, star: usize, outcome| CardAim {
        day: on,
        star: star_names(language)[star].to_owned(),
        staff: Some("Anna Bakker".to_owned()),
        outcome,
    };
    ClientCard {
        name: "Sophie de Vries-Hendriks 苏菲".to_owned(),
        code: Some("K-01427".to_owned()),
        staff: Some("Anna Bakker".to_owned()),
        branch: Some("Utrecht".to_owned()),
        first_day: Some(day(2024, 5, 6)),
        status: Status::Overdue,
        departure: None,
        stars: stars
            .map(|((star, meaning), to_fill)| CardStar {
                star,
                meaning: meaning.to_owned(),
                to_fill: to_fill.map(str::to_owned),
            })
            .collect(),
        expected_halves: Some(7),
        next_step: Some(star_names(language)[1].to_owned()),
        next_booking: None,
        forecast: vec![
            ("Visits, next 12 months".to_owned(), "6.1 (2–10)".to_owned()),
            ("Expected, next 12 months".to_owned(), "€410 (€140 to €680)".to_owned()),
        ],
        forecast_lack: None,
        rhythm: rhythm(),
        visits: 8,
        occasions: 7,
        currency: euro(),
        sales_minor: 71_850,
        contribution_minor: 49_236,
        contribution_year_minor: 49_236,
        last_visits: vec![
            visit(day(2025, 1, 4), &["Balayage", "Toner", "Cut", "Care treatment", "Silver shampoo"], 21_900),
            visit(day(2024, 12, 16), &["Cut and blow-dry"], 5_500),
            visit(day(2024, 11, 4), &["Colour, roots", "Cut"], 9_800),
            visit(day(2024, 9, 9), &["Refund: heat spray"], -1_995),
        ],
        referrals: vec![
            CardGeneration { generation: 1, clients: 3, contribution_minor: Some(41_250) },
            CardGeneration { generation: 2, clients: 1, contribution_minor: None },
        ],
        aims: vec![
            aim(day(2025, 1, 4), 1, AimOutcome::Won),
            aim(day(2024, 12, 16), 4, AimOutcome::Lost),
            aim(day(2024, 12, 2), 4, AimOutcome::NoChance),
        ],
    }
}

pub(crate) fn standings(period: Period) -> Standings {
    let line = |rank, name: &str, won, lost, no_chance| Standing {
        rank,
        name: name.to_owned(),
        won,
        lost,
        no_chance,
        share: wilson_share(won, won + lost),
        is_winner: rank == Some(1),
    };
    Standings {
        period,
        aims_min: 10,
        lines: vec![
            line(Some(1), "Anna Bakker", 21, 9, 2),
            line(Some(2), "李娜", 18, 12, 0),
            line(Some(3), "Emma van den Berg", 11, 16, 4),
            line(None, "Daan Visser", 3, 1, 0),
            line(None, "Eva Smit", 0, 0, 1),
        ],
    }
}

/// A report of that many stars (at most nine) over four units, one of them with too few clients.
pub(crate) fn star_report(language: Language, stars: usize) -> StarReport {
    let names = star_names(language).map(str::to_owned).to_vec();
    let unit = |name: &str, clients: u64, mean_total| {
        let share = |count| wilson_share(count, clients);
        let halves = 2 * stars as u64 + 1;
        let totals =
            (0..halves).map(|place| share(clients / halves + u64::from(place < clients % halves))).collect();
        let star = |place: u64| {
            let (full, half, none) = (clients * (place + 2) / 12, clients / 5, clients / 8);
            StarShares {
                full: share(full),
                half: share(half),
                none: share(none),
                too_early: share(clients - full - half - none),
            }
        };
        UnitStars {
            name: name.to_owned(),
            clients,
            mean_total: Some(mean_total),
            change_week: Some(0.04),
            change_quarter: (clients > 100).then_some(-0.31),
            full_star: share(clients / 9),
            behind_path: share(clients / 3),
            totals,
            stars: (0..stars as u64).map(|place| star(place % 5)).collect(),
            to_train: (clients > 100).then(|| StarToTrain { star: names[1].clone(), below_points: 11.4 }),
        }
    };
    StarReport {
        by: Breakdown::Staff,
        clients_on_file: 1_648,
        not_credited: 1_073,
        clients_min: 20,
        stars: (0..stars).map(|place| names[place % 5].clone()).collect(),
        units: vec![
            unit("Anna Bakker", 241, 2.86),
            unit("Emma van den Berg", 198, 2.41),
            unit("李娜", 122, 3.02),
            unit("Daan Visser", 14, 1.5),
        ],
    }
}

/// A sheet with each kind of part, and a table of so many columns.
pub(crate) fn sheet(language: Language, columns: usize) -> PaperSheet {
    let cells = |row: usize| (0..columns).map(|column| format!("{}{column}", row * 100)).collect();
    let table = PaperTable {
        title: "Figures".to_owned(),
        heads: (0..columns).map(|column| format!("Head {column}")).collect(),
        words: (0..columns).map(|column| column == 0).collect(),
        rows: (1..=4).map(cells).collect(),
        totals: vec![false, false, false, true],
    };
    PaperSheet {
        title: "Kaplan–Meier".to_owned(),
        parts: vec![
            PaperPart::Text("A sentence = with * signs # of $markup$.".to_owned()),
            PaperPart::Warning("It is too early.".to_owned()),
            PaperPart::Picture { title: "A curve".to_owned(), svg: chart_svg(&chart(), language) },
            PaperPart::Table(table),
        ],
    }
}

/// Each shape, with a point that is no number.
pub(crate) fn chart() -> Chart {
    let points = |height: f64| {
        let at = |step: i32| {
            let (x, y) = (f64::from(step), height / f64::from(step + 1));
            Point::between(x, y, 0.8 * y, (1.2 * y).min(1.0))
        };
        (0..6).map(at).collect::<Vec<_>>()
    };
    let series = |name: &str, shape, points| Series { name: name.to_owned(), shape, points };
    let mut dots = points(0.9);
    dots[2].label = Some("Anna & Bob <3".to_owned());
    dots.push(Point::at(f64::NAN, 0.5));
    Chart {
        title: "Shapes".to_owned(),
        x: Axis::new("Years".to_owned(), Figures::Number),
        y: Axis::new("Share".to_owned(), Figures::Percent).between(0.0, 1.0),
        series: vec![
            series("Bars", Shape::Bars, points(0.3)),
            series("Steps", Shape::Steps, points(1.0)),
            series("Line", Shape::Line, points(0.7)),
            series("Limit", Shape::Limit, vec![Point::at(0.0, 0.5), Point::at(5.0, 0.5)]),
            series("Dots", Shape::Dots, dots),
        ],
    }
}
