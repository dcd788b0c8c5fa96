//! The demo's files agree with themselves, with each other and with the rules of a salon.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::{Date, DateTime, Weekday, date};

use super::basket::DISCOUNTS_PERCENT;
use super::offering::{PRODUCTS, SERVICES, less_discount, price_on};
use super::period::{HORIZON_DAYS, Period};
use super::{DemoOptions, DemoSummary, houses, write_demo, write_houses};

const TODAY: Date = date(2026, 7, 18);
const FILES: [&str; 7] = ["branches", "staff", "offerings", "clients", "visits", "bookings", "referrals"];

type Row = HashMap<String, String>;

/// One demo for all tests: large enough to have leavers of each kind.
static DEMO: LazyLock<Demo> = LazyLock::new(|| {
    let (texts, summary) = write(&DemoOptions { clients: 1_000, ..DemoOptions::new(1, TODAY) });
    let tables = texts.into_iter().map(|(name, text)| (name, rows(&text))).collect();
    Demo { tables, summary }
});

struct Demo {
    tables: BTreeMap<&'static str, Vec<Row>>,
    summary: DemoSummary,
}

impl Demo {
    /// The first line of each visit, by reference.
    fn visits(&self) -> BTreeMap<&str, &Row> {
        let lines = self.tables["visits"].iter().rev().filter(|row| !row["visit"].is_empty());
        lines.map(|row| (&*row["visit"], row)).collect()
    }

    /// The visits of each client, in order of time.
    fn histories(&self) -> BTreeMap<&str, Vec<&Row>> {
        let mut histories: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        for row in self.visits().into_values() {
            histories.entry(&row["client"]).or_default().push(row);
        }
        for history in histories.values_mut() {
            history.sort_by_key(|row| &row["at"]);
        }
        histories
    }

    fn codes(&self, table: &str, column: &str) -> BTreeSet<&str> {
        let codes: BTreeSet<&str> = self.tables[table].iter().map(|row| &*row[column]).collect();
        assert_eq!(codes.len(), self.tables[table].len(), "{column} in {table}.csv is not unique");
        codes
    }
}

/// The files of a demo, by name.
fn write(options: &DemoOptions) -> (BTreeMap<&'static str, String>, DemoSummary) {
    read(|directory| write_demo(directory, options))
}

fn read(
    writing: impl FnOnce(&Path) -> std::io::Result<DemoSummary>,
) -> (BTreeMap<&'static str, String>, DemoSummary) {
    let directory = tempfile::tempdir().unwrap();
    let summary = writing(directory.path()).unwrap();
    let text = |name| std::fs::read_to_string(directory.path().join(format!("{name}.csv"))).unwrap();
    (FILES.into_iter().map(|name| (name, text(name))).collect(), summary)
}

fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn clock(row: &Row, column: &str) -> DateTime {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: {row:?}"))
}

fn minor(amount: &str) -> i64 {
    amount.replace('.', "").parse().unwrap()
}

fn days_between(earlier: &Row, later: &Row) -> i32 {
    clock(earlier, "at").date().until(clock(later, "at").date()).unwrap().get_days()
}

#[test]
fn same_options_give_the_same_bytes() {
    let options = DemoOptions { clients: 100, ..DemoOptions::new(7, TODAY) };
    let (texts, summary) = write(&options);
    assert!((texts.clone(), summary) == write(&options));
    for other in [DemoOptions { seed: 8, ..options }, DemoOptions { today: date(2026, 7, 19), ..options }] {
        assert!(texts["visits"] != write(&other).0["visits"]);
    }
}

#[test]
fn summary_counts_the_rows() {
    let summary = DEMO.summary;
    assert_eq!((summary.branches, summary.staff, summary.clients), (3, 14, 1_000));
    let counts = [
        summary.branches,
        summary.staff,
        summary.offerings,
        summary.clients,
        summary.visits,
        summary.bookings,
        summary.referrals,
    ];
    for (name, count) in FILES.into_iter().zip(counts) {
        assert_eq!(DEMO.tables[name].len() as u64, count, "{name}.csv");
    }
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    let (clients, staff) = (DEMO.codes("clients", "client"), DEMO.codes("staff", "staff"));
    let (offerings, branches) = (DEMO.codes("offerings", "offering"), DEMO.codes("branches", "branch"));
    DEMO.codes("visits", "id");
    DEMO.codes("bookings", "booking");
    DEMO.codes("referrals", "id");
    DEMO.codes("referrals", "referred");
    for row in DEMO.tables["visits"].iter().chain(&DEMO.tables["bookings"]) {
        assert!(clients.contains(&*row["client"]) && branches.contains(&*row["branch"]), "{row:?}");
        assert!(row["staff"].is_empty() || staff.contains(&*row["staff"]), "{row:?}");
        assert!(row["offering"].is_empty() || offerings.contains(&*row["offering"]), "{row:?}");
    }
    for row in &DEMO.tables["referrals"] {
        assert!(clients.contains(&*row["client"]) && clients.contains(&*row["referred"]), "{row:?}");
    }
    for row in &DEMO.tables["clients"] {
        assert!(branches.contains(&*row["branch"]), "{row:?}");
        assert!(row["main_staff"].is_empty() || staff.contains(&*row["main_staff"]), "{row:?}");
    }
    for column in ["email", "phone"] {
        let known = DEMO.tables["clients"].iter().map(|row| &row[column]).filter(|text| !text.is_empty());
        let known: Vec<_> = known.collect();
        assert_eq!(known.len(), known.iter().collect::<BTreeSet<_>>().len(), "{column} is not unique");
    }
}

#[test]
fn visits_and_bookings_agree() {
    let visits = DEMO.visits();
    let mut booked = BTreeSet::new();
    for booking in &DEMO.tables["bookings"] {
        booked.insert(&*booking["booking"]);
        let visit = visits.get(&*booking["booking"]);
        assert_eq!(visit.is_some(), booking["status"] == "came", "{booking:?}");
        let Some(visit) = visit else { continue };
        for column in ["client", "ends_at", "staff", "branch"] {
            assert_eq!(visit[column], booking[column], "{booking:?}");
        }
        assert_eq!(visit["at"], booking["due_at"], "{booking:?}");
    }
    for reference in visits.keys() {
        assert_eq!(booked.contains(reference), reference.starts_with('A'), "{reference}");
    }
}

#[test]
fn bookings_have_the_status_of_their_day() {
    let (mut ahead, mut rebooked, mut called) = (0, 0, 0);
    let ends: BTreeSet<(&str, &str)> =
        DEMO.visits().into_values().map(|row| (&*row["client"], &*row["ends_at"])).collect();
    for row in &DEMO.tables["bookings"] {
        let (made_at, due_at) = (clock(row, "made_at"), clock(row, "due_at"));
        assert!(made_at < due_at && due_at < clock(row, "ends_at"), "{row:?}");
        assert!(made_at.date() < TODAY, "{row:?}");
        assert!(made_at.date().until(due_at.date()).unwrap().get_days() <= HORIZON_DAYS, "{row:?}");
        let is_past = due_at.date() < TODAY;
        match &*row["status"] {
            "booked" => assert!(!is_past && row["status_at"].is_empty(), "{row:?}"),
            "came" => assert!(is_past, "{row:?}"),
            "no_show" => assert!(is_past && clock(row, "status_at") > due_at, "{row:?}"),
            "cancelled" => {
                let status_at = clock(row, "status_at");
                assert!(made_at < status_at && status_at < due_at && status_at.date() < TODAY, "{row:?}");
            }
            other => panic!("status {other}"),
        }
        ahead += usize::from(!is_past);
        match ends.contains(&(&*row["client"], &*row["made_at"])) {
            true => rebooked += 1,
            false => called += 1,
        }
    }
    assert!(ahead > 50 && rebooked > 1_000 && called > 1_000, "{ahead} {rebooked} {called}");
}

#[test]
fn events_lie_in_opening_hours_of_working_staff() {
    let employed: HashMap<&str, (Date, Option<Date>, &str)> = DEMO.tables["staff"]
        .iter()
        .map(|row| {
            let left_on = (!row["left_on"].is_empty()).then(|| row["left_on"].parse().unwrap());
            (&*row["staff"], (row["started_on"].parse().unwrap(), left_on, &*row["branch"]))
        })
        .collect();
    let bookings = DEMO.tables["bookings"].iter().map(|row| (row, clock(row, "due_at")));
    let visits = DEMO.visits().into_values().map(|row| (row, clock(row, "at")));
    let mut days: BTreeMap<(&str, Date), Vec<(DateTime, DateTime)>> = BTreeMap::new();
    for (row, at) in bookings.filter(|(row, _)| row["status"] != "came").chain(visits) {
        let ends_at = clock(row, "ends_at");
        assert!(at.date().weekday() != Weekday::Sunday && at.hour() >= 9 && ends_at.hour() <= 20, "{row:?}");
        let (started_on, left_on, branch) = employed[&*row["staff"]];
        assert!(branch == row["branch"] && at.date() >= started_on, "{row:?}");
        assert!(left_on.is_none_or(|left_on| at.date() <= left_on), "{row:?}");
        if row.get("status").is_none_or(|status| status != "cancelled") {
            days.entry((&*row["staff"], at.date())).or_default().push((at, ends_at));
        }
    }
    for ((staff, day), mut times) in days {
        times.sort();
        for pair in times.windows(2) {
            assert!(pair[0].1 <= pair[1].0, "{staff} has two clients at once on {day}: {pair:?}");
        }
    }
}

#[test]
fn nothing_happens_before_opening_or_after_yesterday() {
    let period = Period::until(TODAY).unwrap();
    let opening = |branch: &str| period.date(if branch == "B3" { period.day_at(0.18) } else { 0 });
    for row in &DEMO.tables["visits"] {
        let day = clock(row, "at").date();
        assert!(day >= opening(&row["branch"]) && day < TODAY, "{row:?}");
    }
    for row in &DEMO.tables["bookings"] {
        assert!(clock(row, "due_at").date() >= opening(&row["branch"]), "{row:?}");
    }
    let firsts: HashMap<&str, DateTime> =
        DEMO.histories().into_iter().map(|(client, history)| (client, clock(history[0], "at"))).collect();
    for row in &DEMO.tables["referrals"] {
        let at = clock(row, "at");
        assert!(firsts[&*row["client"]] < at && at.date() < TODAY, "{row:?}");
        assert!(firsts.get(&*row["referred"]).is_none_or(|first| at <= *first), "{row:?}");
    }
}

#[test]
fn amounts_are_prices_less_discount() {
    let period = Period::until(TODAY).unwrap();
    let day = |at: Date| period.date(0).until(at).unwrap().get_days();
    let services = SERVICES.iter().map(|service| (service.code, service.price_minor));
    let prices: HashMap<&str, i64> =
        services.chain(PRODUCTS.iter().map(|product| (product.code, product.price_minor))).collect();
    for row in &DEMO.tables["visits"] {
        let amount = minor(&row["amount"]);
        let Some(price) = prices.get(&*row["offering"]) else {
            assert!(row["kind"] == "tip" && amount > 0, "{row:?}");
            continue;
        };
        let price = price_on(&period, day(clock(row, "at").date()), *price);
        match &*row["kind"] {
            "service" => {
                assert!(
                    DISCOUNTS_PERCENT.iter().any(|percent| less_discount(price, *percent) == amount),
                    "{row:?}"
                );
            }
            "product" => assert_eq!(amount, price * row["quantity"].parse::<i64>().unwrap(), "{row:?}"),
            "refund" => assert!(amount < 0, "{row:?}"),
            other => panic!("kind {other}"),
        }
        assert!(row["kind"] == "refund" || !row["ends_at"].is_empty(), "{row:?}");
    }
    for row in &DEMO.tables["offerings"] {
        assert_eq!(minor(&row["price"]), prices[&*row["offering"]], "{row:?}");
    }
}

#[test]
fn every_kind_of_leaver_is_there() {
    let histories = DEMO.histories();
    let count = |is_one: &dyn Fn(&[&Row]) -> bool| histories.values().filter(|rows| is_one(rows)).count();
    let gaps =
        |rows: &[&Row]| -> Vec<i32> { rows.windows(2).map(|pair| days_between(pair[0], pair[1])).collect() };
    let gone = |rows: &[&Row]| clock(rows[rows.len() - 1], "at").date() < date(2026, 1, 1);

    let once = count(&|rows| rows.len() == 1);
    let returned = count(&|rows| gaps(rows).iter().rev().skip(2).any(|gap| *gap > 200));
    let faded = count(&|rows| {
        let gaps = gaps(rows);
        let grows = |gaps: &[i32; 3]| gaps[0] < gaps[1] && gaps[1] < gaps[2] && 2 * gaps[0] < gaps[2];
        gone(rows) && gaps.last_chunk().is_some_and(grows)
    });
    let stopped = count(&|rows| {
        let gaps = gaps(rows);
        let mean = gaps.iter().sum::<i32>() / gaps.len().max(1) as i32;
        gone(rows) && gaps.len() > 6 && gaps[gaps.len() - 1] <= mean
    });
    let moved = count(&|rows| rows.iter().any(|row| row["branch"] != rows[0]["branch"]));
    let followed = count(&|rows| {
        let last = rows[rows.len() - 1];
        let staff = DEMO.tables["staff"].iter().find(|staff| staff["staff"] == last["staff"]).unwrap();
        rows.len() > 4 && !staff["left_on"].is_empty()
    });
    let trimmed = count(&|rows| {
        let trims = rows.iter().rev().take_while(|row| row["offering"] == "cut-fringe").count();
        trims >= 3 && trims < rows.len()
    });
    let prospects = DEMO.tables["clients"].len() - histories.len();
    for (kind, count) in [
        ("one-time", once),
        ("returned", returned),
        ("faded", faded),
        ("suddenly left", stopped),
        ("moved", moved),
        ("followed staff", followed),
        ("spend collapsed", trimmed),
        ("prospect", prospects),
    ] {
        assert!(count >= 5, "{kind}: {count}");
    }
    let referrers: HashMap<&str, &str> =
        DEMO.tables["referrals"].iter().map(|row| (&*row["referred"], &*row["client"])).collect();
    let is_chain = |client: &&&str| referrers.contains_key(**client);
    assert!(referrers.values().filter(is_chain).count() >= 10, "chains of referrals");
}

#[test]
fn larger_demos_have_more_houses() {
    for (clients, count) in [(0, 1), (2_500, 1), (3_749, 1), (3_750, 2), (100_000, 40)] {
        assert_eq!(houses(clients), count, "{clients} clients");
    }
    let options = DemoOptions { clients: 301, ..DemoOptions::new(1, date(2024, 2, 29)) };
    let (texts, summary) = read(|directory| write_houses(directory, &options, 2));
    assert_eq!((summary.branches, summary.staff, summary.clients), (6, 28, 301));
    let regions: BTreeSet<String> =
        rows(&texts["branches"]).into_iter().map(|row| row["region"].clone()).collect();
    assert_eq!(regions.len(), 4);
    for (name, text) in texts {
        // The id is the first column, and no cell has a line break.
        let ids: BTreeSet<_> = text.lines().map(|line| line.split(',').next()).collect();
        assert_eq!(ids.len(), text.lines().count(), "{name}.csv");
    }
}

#[test]
fn the_calendars_end_is_an_error() {
    let directory = tempfile::tempdir().unwrap();
    for today in [Date::MIN, Date::MAX] {
        let error = write_demo(directory.path(), &DemoOptions::new(1, today)).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
    }
    assert!(!directory.path().join("clients.csv").exists());
}

/// A voucher's clients leave sooner, and whom a client brought seldom has a channel on file.
#[test]
fn channels_differ_in_loyalty_and_say_little_of_who_was_referred() {
    let histories = DEMO.histories();
    let referred = DEMO.codes("referrals", "referred");
    // Clients who came at all, and of these who came in the last 100 days; by channel.
    let mut by_channel: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    let recent = TODAY.saturating_sub(jiff::Span::new().days(100)).to_string();
    for client in &DEMO.tables["clients"] {
        let Some(last) = histories.get(&*client["client"]).and_then(|visits| visits.last()) else { continue };
        let (all, there) = by_channel.entry(client["channel"].to_lowercase()).or_default();
        *all += 1.0;
        *there += f64::from(u8::from(last["at"] > recent));
    }
    let loyalty = |channel: &str| by_channel[channel].1 / by_channel[channel].0;
    assert!(loyalty("deal site") + 0.15 < loyalty("walk-in"), "{by_channel:?}");
    let noted = |is_referred: bool| {
        let all =
            || DEMO.tables["clients"].iter().filter(|row| referred.contains(&*row["client"]) == is_referred);
        all().filter(|row| !row["channel"].is_empty()).count() as f64 / all().count() as f64
    };
    assert!(noted(false) > 0.8 && noted(true) < 0.25, "{} {}", noted(false), noted(true));
}
