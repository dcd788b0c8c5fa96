//! Leaving by what clients come for, since when, and by which channel: hand-worked figures, the clients behind each count,
//! parts that add up, and what cannot be asked; on both databases.

mod site;

use std::collections::BTreeMap;

use axum::http::StatusCode;
use domain::permission::Role;
use jiff::Timestamp;
use locale::Language;
use regulars::report::Format;
use regulars::report::registry::find;
use regulars::report::sheet::{Sheet, Table, Value, print};
use site::Site;
use site::common::{Engine, House, TODAY, demo_files, engines};

/// The period of the hand-worked house, as an address asks it.
const PERIOD: &str = "from=2026-01-01&to=2026-03-31";

/// A visit every four weeks, from the first to the last.
fn monthly(first: &str, last: &str) -> Vec<jiff::civil::Date> {
    let day = |text: &str| -> jiff::civil::Date { text.parse().expect("a day") };
    let (mut days, last) = (vec![day(first)], day(last));
    while let Some(next) = days.last().map(|day| day.saturating_add(jiff::Span::new().days(28))) {
        if next > last {
            break;
        }
        days.push(next);
    }
    days
}

/// Six clients. Who leaves was there on 31 December 2025, and gone at the end of March 2026.
///
/// | client | visits | category | since | channel | passage |
/// |---|---|---|---|---|---|
/// | K1 | to March 2026 | Cut | 2025 | Web | kept |
/// | K2 | to 16 December 2025 | Colour, Cut twice | 2025 | WEB | lost |
/// | K3 | to 16 December 2025 | Cut and Colour in turn, Colour last | 2025 | none; K1 referred | lost |
/// | K4 | two in 2026 | Nails | 2026 | none; K1 referred | gained |
/// | K5 | 2024 to March 2026 | none is known | 2024 | none | kept |
/// | K6 | to May 2025, again in March 2026 | Cut, then Nails | 2024 | Web | won back |
fn found(engine: Engine) -> House {
    let mut house = House::found(engine);
    let mut rows = String::from("client,at,visit,kind,category,staff,branch,amount,id\n");
    let mut write =
        |client: &str, days: Vec<jiff::civil::Date>, of: &dyn Fn(usize) -> &'static str, amount| {
            for (visit, day) in days.into_iter().enumerate() {
                let id = format!("{client}-{day}");
                let category = of(visit);
                rows += &format!("{client},{day} 10:00,{id},service,{category},S01,B1,{amount}.00,{id}\n");
            }
        };
    write("K1", monthly("2025-03-25", "2026-03-24"), &|_| "Cut", 50);
    write("K2", monthly("2025-03-11", "2025-12-16"), &|visit| if visit < 2 { "Cut" } else { "Colour" }, 60);
    write(
        "K3",
        monthly("2025-03-11", "2025-12-16"),
        &|visit| if visit % 2 == 0 { "Cut" } else { "Colour" },
        90,
    );
    let last = monthly("2025-03-11", "2025-12-16").len();
    assert_eq!(last % 2, 1, "as many of each, but for one more: see the next line");
    write("K3", monthly("2025-12-17", "2025-12-17"), &|_| "Colour", 90);
    write("K4", monthly("2026-02-10", "2026-03-12"), &|_| "Nails", 40);
    write("K5", monthly("2024-06-04", "2026-03-24"), &|_| "", 30);
    write("K6", monthly("2024-06-04", "2025-05-06"), &|_| "Cut", 30);
    write("K6", monthly("2026-03-02", "2026-03-30"), &|_| "Nails", 30);
    let clients =
        "client,given_name,channel\nK1,Anna,Web\nK2,Bob,  WEB \nK3,Cleo,\nK4,Dirk,n/a\nK5,Eva,\nK6,Fay,Web\n";
    let referrals = "client,referred,at\nK1,K3,2025-03-01\nK1,K4,2026-02-01\n";
    let files = tempfile::tempdir().expect("a directory");
    let written = [("clients.csv", clients), ("visits.csv", &rows), ("referrals.csv", referrals)];
    let paths = written.map(|(name, text)| {
        let path = files.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path
    });
    for imported in house.import(&paths) {
        assert_eq!(imported.counts.refused, 0, "{imported:?}");
    }
    house.score(false);
    house
}

fn sheet(house: &mut House, report: &str, query: &str) -> Sheet {
    let now: Timestamp = house.now();
    let report = find(report).expect("a report");
    report.make(query, &mut house.connection, now, Language::En).expect(query).sheet
}

fn table<'a>(sheet: &'a Sheet, id: &str) -> Option<&'a Table> {
    sheet.tables().find(|table| table.id == id)
}

fn code(value: &Value) -> String {
    match value {
        Value::Name { code, .. } | Value::Client { code, .. } => code.clone(),
        other => panic!("no code: {other:?}"),
    }
}

fn count(value: &Value) -> i64 {
    match value {
        Value::Count(count) => *count,
        other => panic!("no count: {other:?}"),
    }
}

/// The columns of a defection report that count clients.
const COUNTS: [(&str, usize); 5] =
    [("active", 1), ("lost", 2), ("won_back", 5), ("gained", 6), ("let_go", 7)];
/// Those of a survival report.
const SIDES: [(&str, usize); 4] = [("clients", 1), ("left", 2), ("there", 3), ("too_early", 4)];

/// By unit, what is told of it and its counts.
fn counts<const N: usize>(
    sheet: &Sheet,
    id: &str,
    columns: [(&str, usize); N],
) -> BTreeMap<String, (String, [i64; N])> {
    let rows = table(sheet, id).expect("a table").rows.iter();
    let told = |row: &regulars::report::sheet::Row| {
        let currency = domain::money::Currency::from_code("EUR").expect("a currency");
        let name = row.cells[0].value.told(Language::En, currency);
        (code(&row.cells[0].value), (name, columns.map(|(_, place)| count(&row.cells[place].value))))
    };
    rows.filter(|row| !row.is_total).map(told).collect()
}

/// Codes of the clients named, in their order.
fn named(sheet: &Sheet) -> Vec<String> {
    let rows = table(sheet, "clients").map(|table| table.rows.as_slice()).unwrap_or_default();
    rows.iter().map(|row| code(&row.cells[0].value)).collect()
}

#[test]
fn clients_count_for_what_they_come_for_since_when_and_by_which_channel() {
    for engine in engines() {
        let mut house = found(engine);
        let by = |house: &mut House, by: &str| {
            counts(&sheet(house, "defection", &format!("by={by}&{PERIOD}")), "units", COUNTS)
        };
        let expected = |rows: &[(&str, &str, [i64; 5])]| -> BTreeMap<String, (String, [i64; 5])> {
            rows.iter().map(|(code, name, counts)| ((*code).into(), ((*name).into(), *counts))).collect()
        };
        assert_eq!(by(&mut house, "all"), expected(&[("all", "Everyone", [4, 2, 1, 1, 0])]));
        let categories = [
            ("", "(no category)", [1, 0, 0, 0, 0]),
            ("Colour", "Colour", [2, 2, 0, 0, 0]),
            ("Cut", "Cut", [1, 0, 0, 0, 0]),
            ("Nails", "Nails", [0, 0, 1, 1, 0]),
        ];
        assert_eq!(by(&mut house, "category"), expected(&categories));
        let cohorts = [
            ("2024", "2024", [1, 0, 1, 0, 0]),
            ("2025", "2025", [3, 2, 0, 0, 0]),
            ("2026", "2026", [0, 0, 0, 1, 0]),
        ];
        assert_eq!(by(&mut house, "cohort"), expected(&cohorts));
        let channels = [
            ("", "(channel not known)", [1, 0, 0, 0, 0]),
            ("referred", "Referred by a client", [1, 1, 0, 1, 0]),
            ("web", "Web", [2, 1, 1, 0, 0]),
        ];
        assert_eq!(by(&mut house, "channel"), expected(&channels));
    }
}

#[test]
fn each_count_names_its_clients_the_most_valuable_first() {
    for engine in engines() {
        let mut house = found(engine);
        let mut names = |query: &str| named(&sheet(&mut house, "defection", &format!("{query}&{PERIOD}")));
        assert_eq!(names("by=all"), ["K3", "K2"], "those lost, where nothing is asked");
        assert_eq!(names("by=category&unit=Colour&group=lost"), ["K3", "K2"]);
        assert_eq!(names("by=category&unit=Nails&group=won_back"), ["K6"]);
        assert_eq!(names("by=category&no_unit=on&group=active"), ["K5"]);
        assert_eq!(names("by=cohort&unit=2026&group=gained"), ["K4"]);
        assert_eq!(names("by=channel&unit=WEB&group=active"), ["K2", "K1"], "spelled as one likes");
        assert_eq!(names("by=channel&unit=referred"), ["K3"]);
        assert_eq!(names("by=cohort&unit=2024"), Vec::<String>::new());
        assert_eq!(names("by=all&most=1"), ["K3"]);
        let told = sheet(&mut house, "defection", &format!("by=all&most=1&{PERIOD}"));
        let text = print(&told, "defection", Format::Table(Language::En), None).expect("a text");
        assert!(text.contains("One more is not named here"), "{text}");
        let told = sheet(&mut house, "defection", &format!("by=cohort&unit=2024&group=lost&{PERIOD}"));
        let text = print(&told, "defection", Format::Table(Language::En), None).expect("a text");
        assert!(text.contains("Lost: 2024: there is nobody."), "{text}");
    }
}

/// What is noted later changes no figure that was known before.
#[test]
fn a_channel_holds_from_when_it_is_known() {
    for engine in engines() {
        let mut house = found(engine);
        let before = house.now();
        let files = tempfile::tempdir().expect("a directory");
        let path = files.path().join("clients.csv");
        std::fs::write(&path, "client,channel\nK3,Walk-in\n").expect("a file");
        let imported = house.import(&[path]);
        let mut of = |query: &str| {
            let told = sheet(&mut house, "defection", &format!("by=channel&{PERIOD}&{query}"));
            (counts(&told, "units", COUNTS).into_keys().collect::<Vec<_>>(), named(&told))
        };
        assert_eq!(
            of("unit=walk-in"),
            (vec!["".into(), "referred".into(), "walk-in".into(), "web".into()], vec!["K3".into()])
        );
        let known = format!("as_known={before}");
        assert_eq!(
            of(&format!("unit=referred&{known}")),
            (vec!["".into(), "referred".into(), "web".into()], vec!["K3".into()])
        );
        assert_eq!(imported[0].counts.updated, 1, "{imported:?}");
    }
}

/// Opens every link of a column, and holds the clients named against the count. Returns the counts of each column.
fn follow(
    house: &mut House,
    report: &str,
    asked: &str,
    table_id: &str,
    columns: &[(&str, usize)],
) -> Vec<i64> {
    let told = sheet(house, report, asked);
    let rows: Vec<_> = table(&told, table_id).expect("a table").rows.clone();
    let is_alone = rows.len() == 1;
    let mut sums = vec![0; columns.len()];
    for row in &rows {
        for ((name, place), sum) in columns.iter().zip(&mut sums) {
            let cell = &row.cells[*place];
            let clients = count(&cell.value);
            if !row.is_total || is_alone {
                *sum += clients;
            }
            let Some(link) = &cell.link else {
                assert_eq!(clients, 0, "{name} of {row:?}");
                continue;
            };
            let query = link.strip_prefix(&format!("/reports/{report}?")).expect("a report");
            let query = query.strip_suffix("#clients").expect("the table of clients");
            assert!(query.contains(asked.split('&').next().expect("a breakdown")), "{query}");
            let opened = named(&sheet(house, report, &format!("{query}&most=10000")));
            assert_eq!(opened.len() as i64, clients, "{query}");
        }
    }
    sums
}

#[test]
fn the_units_of_each_breakdown_add_up_and_each_count_opens_as_many_clients() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), 250);
    let told = engines().map(|engine| {
        let mut house = House::found(engine);
        house.import(&files);
        house.score(false);
        let breakdowns = ["all", "region", "branch", "staff", "category", "cohort", "channel"];
        let mut told = Vec::new();
        for (report, day, id, columns) in [
            ("defection", format!("to={TODAY}"), "units", &COUNTS[..]),
            ("survival", format!("as_of={TODAY}"), "groups", &SIDES[..]),
        ] {
            let sums =
                breakdowns.map(|by| follow(&mut house, report, &format!("by={by}&{day}"), id, columns));
            assert!(sums.iter().all(|sum| *sum == sums[0]), "{report}: {sums:?}");
            assert!(sums[0][0] > 50, "{sums:?}");
            for by in breakdowns {
                let query = format!("by={by}&{day}&most=20&group={}", columns[1].0);
                let text = print(&sheet(&mut house, report, &query), report, Format::Csv, Some(id));
                told.push(text.expect("a table"));
                let text = print(&sheet(&mut house, report, &query), report, Format::Csv, Some("clients"));
                told.push(text.expect("a table"));
            }
        }
        told
    });
    assert_eq!(told[0], told[1], "both databases");
}

/// Sums of a column of a table over its rows.
fn sum(sheet: &Sheet, id: &str, column: &str) -> i64 {
    let table = table(sheet, id).expect("a table");
    let place = table.columns.iter().position(|found| found.id == column).expect("a column");
    let amount = |value: &Value| match value {
        Value::Money(amount) => *amount,
        other => count(other),
    };
    table.rows.iter().map(|row| amount(&row.cells[place].value)).sum()
}

#[test]
fn reasons_and_fading_clients_add_up_by_each_breakdown() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), 250);
    for engine in engines() {
        let mut house = House::found(engine);
        house.import(&files);
        house.score(false);
        for (report, day, columns) in [
            ("reasons", format!("to={TODAY}"), ["declared", "lost", "silent"]),
            ("fading", format!("as_of={TODAY}"), ["judged", "fading", "missing"]),
        ] {
            let of = |house: &mut House, by: &str| {
                let told = sheet(house, report, &format!("by={by}&{day}"));
                columns.map(|column| sum(&told, "units", column))
            };
            let all = of(&mut house, "all");
            assert!(all[1] > 0, "{report}: {all:?}");
            for by in ["region", "branch", "staff", "category", "cohort", "channel"] {
                assert_eq!(of(&mut house, by), all, "{report} by {by}");
            }
        }
    }
}

#[test]
fn what_a_report_cannot_be_asked_is_told_in_one_sentence() {
    let mut house = found(Engine::sqlite());
    let now = house.now();
    let mut refused = |report: &str, query: &str| {
        let made = find(report).expect("a report").make(query, &mut house.connection, now, Language::En);
        made.err().map(|error| error.to_string()).unwrap_or_else(|| panic!("{query} is taken"))
    };
    let period = PERIOD;
    assert_eq!(refused("defection", "by=planet"), "'by' cannot be 'planet'");
    assert_eq!(refused("defection", "group=planet"), "'group' cannot be 'planet'");
    assert_eq!(refused("survival", "group=lost"), "'group' cannot be 'lost'");
    let unknown = "the report has no line for 'Nowhere'";
    assert_eq!(refused("defection", &format!("by=category&unit=Nowhere&{period}")), unknown);
    assert_eq!(refused("survival", "by=branch&unit=Nowhere&as_of=2026-03-31"), unknown);
    let none = "the report has no line for clients of no unit";
    assert_eq!(refused("defection", &format!("by=cohort&no_unit=on&{period}")), none);
    let both = refused("defection", "by=category&unit=Cut&no_unit=on");
    assert!(both.contains("stands alone"), "{both}");
}

#[test]
fn who_may_not_see_clients_gets_counts_without_a_way_to_them() {
    let mut site = Site::open(Engine::sqlite());
    let [owner, analyst, manager] = [Role::Owner, Role::Analyst, Role::Branch].map(|role| site.join(role));
    for report in ["defection", "survival"] {
        let group = if report == "defection" { "active" } else { "there" };
        let path = format!("/reports/{report}?by=channel&group={group}");
        let [seen, figures, some] = [&owner, &analyst, &manager].map(|cookie| site.get(&path, Some(cookie)));
        for answer in [&seen, &figures, &some] {
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert!(answer.body.contains("Social media"), "{path}");
        }
        assert!(seen.body.contains("#clients") && seen.body.contains("href=\"/clients/"), "{path}");
        let names = |body: &str| body.matches("href=\"/clients/").count();
        assert_eq!(names(&figures.body), 0, "{path}");
        assert!(!figures.body.contains("#clients") && !figures.body.contains("id=\"clients\""), "{path}");
        assert!(names(&some.body) < names(&seen.body) && some.body.contains("You see"), "{path}");
    }
    let says_more = |cookie: &str| {
        let few = site.get("/reports/defection?by=all&group=active&most=2", Some(cookie));
        few.body.contains("not named here")
    };
    assert!(says_more(&owner) && !says_more(&analyst), "of names not to be had nothing is said");
    let refused = site.get("/reports/defection?by=planet", Some(&owner));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("cannot be"), "{}", refused.body);
}

#[test]
fn a_client_tells_the_channel_where_it_is_on_file() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let files = tempfile::tempdir().expect("a directory");
        let path = files.path().join("clients.csv");
        let long = "x".repeat(61);
        std::fs::write(&path, format!("client,channel\nC00001,=Fair & <show>\nC00002,{long}\n"))
            .expect("a file");
        let imported = site.house.import(&[path]);
        assert_eq!((imported[0].counts.updated, imported[0].counts.refused), (1, 1), "{imported:?}");
        site.score_today();
        let owner = site.join(Role::Owner);
        let known = store::change::find_latest(&mut site.house.connection).expect("a change");
        let id = store::client::find_by_code(&mut site.house.connection, known, "C00001").expect("a client");
        let page = site.get(&format!("/clients/{id}"), Some(&owner)).body;
        assert!(page.contains("=Fair &#38; &#60;show&#62;"), "escaped");
        let list = site.get("/clients.csv?q=C00001", Some(&owner)).body;
        assert!(list.contains(",'=Fair & <show>,"), "no formula: {list}");
        let (_, token) = site.token(Role::Owner, &[store::token::TokenScope::Read], 1);
        let told = site.call("GET", &format!("/api/v1/clients/{id}"), &token, &[], "").json();
        assert_eq!(told["channel"], "=Fair & <show>");
        let told = site.call("GET", &format!("/api/v1/clients/{id}/card"), &token, &[], "").json();
        assert_eq!(told["channel"], "=Fair & <show>");
    }
}

/// Bytes of a page without pictures, at most.
const PAGE_BYTES_MAX: usize = 100_000;

/// Five years of cohorts do not fit on a page: it shows the latest, and leads to every one before.
#[test]
fn a_page_of_cohorts_is_light_and_leads_to_the_others() {
    let mut site = Site::open(Engine::sqlite());
    let files = tempfile::tempdir().expect("a directory");
    let path = files.path().join("old.csv");
    let month = |month: i32| format!("{}-{:02}", 2021 + month / 12, 1 + month % 12);
    let mut rows = String::from("visit,client,at,staff,branch,amount\n");
    for first in 0..60 {
        for visit in first..60 {
            let month = month(visit);
            rows += &format!("V{first}-{visit},Early{first},{month}-10,S01,B1,1234.50\n");
        }
    }
    std::fs::write(&path, rows).expect("a file");
    site.house.import(&[path]);
    site.score_today();
    let owner = site.join(Role::Owner);
    for size in ["", "&periods=24&cohorts=60", "&periods=12&cohorts=60", "&periods=1&cohorts=60"] {
        let (mut seen, mut link) = (Vec::new(), format!("/reports/cohorts?as_of=2026-03-31{size}"));
        loop {
            let page = site.get(&link, Some(&owner));
            assert_eq!(page.status, StatusCode::OK, "{link}: {}", page.body);
            assert!(page.body.len() < PAGE_BYTES_MAX, "{link}: {} bytes", page.body.len());
            let came = page.body.split("id=\"came\"").nth(1).and_then(|rest| rest.split("</table>").next());
            let cohorts = came.expect("a triangle").split("<th scope=\"row\">").skip(1);
            let mut cohorts: Vec<&str> =
                cohorts.filter_map(|row| row.split("cohort=").nth(1)?.get(..7)).collect();
            cohorts.reverse();
            seen.extend(cohorts.into_iter().map(str::to_owned));
            let pages = page.body.split("id=\"pages\"").nth(1).and_then(|rest| rest.split("</table>").next());
            let earlier = pages.into_iter().flat_map(|pages| pages.split("href=\"").skip(1));
            let mut earlier = earlier.filter(|link| link.contains("Earlier cohorts"));
            match earlier.next().and_then(|link| link.split('"').next()) {
                Some(next) => link = next.replace("&#38;", "&").replace("&amp;", "&"),
                None => break,
            }
        }
        assert!(seen.len() >= 60 && seen.is_sorted_by(|a, b| a > b), "{size}: {seen:?}");
        assert_eq!(seen.last().map(String::as_str), Some("2021-01"), "{size}");
    }
}

/// By the salon's rule a month is shorter than the window: it is told once the window has passed since its end, by what is
/// known, and not by the day of asking.
#[test]
fn a_month_is_told_once_the_window_has_elapsed() {
    let files = tempfile::tempdir().expect("a directory");
    let mut house = House::found(Engine::sqlite());
    house.import(&demo_files(files.path(), 400));
    house.score(false);
    let mut is_early = |report: &str, query: &str| {
        let told = sheet(&mut house, report, query);
        table(&told, "units").or_else(|| told.tables().next()).map(|table| {
            table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.value == Value::TooEarly)
        })
    };
    for report in ["defection", "league"] {
        assert_eq!(is_early(report, "month=2026-03"), Some(true), "{report}");
        assert_eq!(is_early(report, "month=2025-09"), Some(false), "{report}");
    }
    let year = "from=2025-04-01&to=2026-03-31";
    assert_eq!(is_early("defection", year), Some(false), "longer than the window: at its end");
}
