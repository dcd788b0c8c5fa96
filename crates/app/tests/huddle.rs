//! One story over both databases: aims are chosen, the day happens, it closes, and facts come late.

mod common;

use std::path::PathBuf;

use common::{Engine, House, engines};
use domain::action::{Channel, Contacted, Ending, Reason};
use domain::day::Day;
use domain::huddle::{AIMS_MIN, Outcome};
use domain::past::ScoreRules;
use jiff::{Timestamp, ToSpan};
use locale::Language;
use regulars::huddle::{Evening, Morning};
use regulars::report::overdue::OverdueReport;
use regulars::report::standings::{Period, StandingsReport};
use regulars::report::{Format, huddle, settlement};
use regulars::view::{Asked, View};
use regulars::whose::WhoseArgs;
use store::action::{NewContact, Which, Writing};
use store::aim::Choice;
use store::booking::Whose;
use store::catalog::Catalog;
use store::histories::Histories;
use store::settlement::State;

/// The day of the story; the clock starts in the morning of the day before.
const DAY: &str = "2026-04-02";

const FILES: [(&str, &str); 5] = [
    ("branches", "branch,name,time_zone\nams,Amsterdam,Europe/Amsterdam\nnyc,New York,America/New_York\n"),
    ("staff", "staff,name,branch\nanna,Anna,ams\nbo,Bo,ams\ncy,Cy,nyc\n"),
    ("clients", "client,given_name\nANN,Ann\nBOB,Bob\nCAS,Cas\nDIA,Dia\nEVE,Eve\nFAY,Fay\nNED,Ned\n"),
    (
        "bookings",
        "booking,client,made_at,due_at,staff,branch,status,status_at\n\
         K1,ANN,2026-03-01 10:00,2026-04-02 10:00,anna,ams,booked,\n\
         K2,BOB,2026-03-01 10:00,2026-04-02 09:00,anna,ams,booked,\n\
         K3,CAS,2026-03-30 10:00,2026-04-02 11:00,anna,ams,booked,\n\
         K4,DIA,2026-03-01 10:00,2026-04-02 12:00,bo,ams,booked,\n\
         K5,EVE,2026-03-01 10:00,2026-04-02 13:00,bo,ams,cancelled,2026-03-20 10:00\n\
         K6,FAY,2026-03-01 10:00,2026-04-03 09:00,bo,ams,booked,\n\
         K7,NED,2026-03-01 10:00,2026-04-02 19:00,cy,nyc,booked,\n",
    ),
    (
        "visits",
        "client,at,visit,kind,staff,branch,amount,id\n\
         ANN,2026-02-01 10:00,,service,anna,ams,40.00,L1\nANN,2026-03-01 10:00,,service,anna,ams,40.00,L2\n\
         BOB,2026-02-01 10:00,,service,anna,ams,40.00,L3\nBOB,2026-03-01 10:00,,service,anna,ams,40.00,L4\n\
         DIA,2026-02-01 10:00,,service,bo,ams,40.00,L5\nDIA,2026-03-01 10:00,,service,bo,ams,40.00,L6\n\
         EVE,2025-11-01 10:00,,service,bo,ams,90.00,L7\nEVE,2026-01-05 10:00,,service,bo,ams,90.00,L8\n\
         FAY,2026-01-01 10:00,,service,bo,ams,20.00,L9\nFAY,2026-02-06 10:00,,service,bo,ams,20.00,L10\n\
         NED,2026-02-01 10:00,,service,cy,nyc,40.00,L11\nNED,2026-03-01 10:00,,service,cy,nyc,40.00,L12\n",
    ),
];

/// What the day brought, by closing time.
const OF_THE_DAY: &str = "client,at,visit,kind,staff,branch,amount,id\n\
    ANN,2026-04-02 10:00,K1,service,anna,ams,40.00,D1\n\
    BOB,2026-04-02 09:00,K2,service,anna,ams,40.00,D2\n\
    CAS,2026-04-02 11:00,K3,service,anna,ams,40.00,D3\n";
const REBOOKED: &str = "booking,client,made_at,due_at,staff,branch,status\n\
    K8,ANN,2026-04-02 10:45,2026-05-02 10:00,anna,ams,booked\n";

/// What was found the next day: Bob had bought a product, and Dia had come.
const LATE: &str = "client,at,visit,kind,staff,branch,amount,id\n\
    BOB,2026-04-02 09:00,K2,product,anna,ams,12.00,D4\n\
    DIA,2026-04-02 12:00,K4,service,bo,ams,40.00,D5\n";

/// A house with a desk for its files.
struct Story {
    house: House,
    directory: tempfile::TempDir,
}

impl Story {
    fn begin(engine: Engine) -> Story {
        let directory = tempfile::tempdir().expect("a directory");
        let mut story = Story { house: House::found(engine), directory };
        for (name, text) in FILES {
            story.import(name, text);
        }
        story.house.score(false);
        story
    }

    fn import(&mut self, name: &str, text: &str) -> i64 {
        let path: PathBuf = self.directory.path().join(format!("{name}.csv"));
        std::fs::write(&path, text).expect("a file");
        let imported = self.house.import(&[path]);
        assert_eq!(imported[0].counts.refused, 0, "{imported:?}");
        imported[0].id.expect("a number")
    }

    fn until(&mut self, instant: &str) {
        let instant: Timestamp = instant.parse().expect("an instant");
        let ahead = instant.since(self.house.now()).expect("a later instant");
        self.house.pass(ahead);
    }

    fn choose(&mut self, client: &str, star: &str, staff: &str) -> Result<store::detail::Outcome, String> {
        let now = self.house.now();
        let frame = self.house.frame().on(day(DAY));
        let choice = Choice {
            client_id: self.client(client),
            staff_id: self.staff(staff),
            branch_id: None,
            day: day(DAY),
            star,
        };
        let place = frame.place(now, None);
        store::aim::choose(&mut self.house.connection, &place, &choice).map_err(|error| error.to_string())
    }

    fn client(&mut self, code: &str) -> i64 {
        let known = store::change::find_latest(&mut self.house.connection).expect("a change");
        store::client::find_by_code(&mut self.house.connection, known, code).expect("a client")
    }

    fn staff(&mut self, code: &str) -> i64 {
        let known = store::change::find_latest(&mut self.house.connection).expect("a change");
        let catalog = Catalog::load(&mut self.house.connection, known).expect("a catalog");
        catalog.staff.iter().find(|staff| staff.code == code).expect("a staff member").id
    }

    fn morning(&mut self, whose: &WhoseArgs) -> Morning {
        let asked = Asked { as_of: Some(DAY.to_owned()), as_known: None };
        let now = self.house.now();
        Morning::load(&mut self.house.connection, &asked, whose, now).expect("a morning")
    }

    fn morning_part(&mut self, wanted: std::ops::Range<usize>) -> Morning {
        let view = self.house.frame().on(day(DAY));
        Morning::of(&mut self.house.connection, view, &WhoseArgs::default(), wanted)
            .expect("a part of a morning")
    }

    fn evening(&mut self, as_known: Option<Timestamp>) -> Evening {
        let now = self.house.now();
        let as_known = as_known.map(|at| at.to_string());
        let days = day(DAY)..=day(DAY);
        let whose = WhoseArgs::default();
        Evening::load(&mut self.house.connection, &days, as_known.as_deref(), &whose, 0, now)
            .expect("a settlement")
    }

    /// Each aim as `CLIENT star outcome`, with what it was corrected to.
    fn settled(&mut self) -> Vec<String> {
        let line = |aim: &store::settlement::SettledAim| {
            let words = match aim.state {
                State::Open(so_far) => format!("open {}", so_far.name()),
                State::Closed(settlement) => {
                    let corrected = settlement.corrected().map(Outcome::name);
                    let more = corrected.map_or(String::new(), |name| format!(" corrected {name}"));
                    format!("{}{more}", settlement.at_closing.name())
                }
            };
            format!("{} {} {words}", aim.aim.client_code, aim.aim.star)
        };
        self.evening(None).aims.iter().map(line).collect()
    }

    fn standings(&mut self) -> Vec<String> {
        let evening = self.evening(None);
        let report = StandingsReport::of(&evening, &Period::Week(day(DAY).week()), 1);
        let text = report.print(Format::Csv).expect("standings");
        text.lines().skip(1).map(str::to_owned).collect()
    }

    /// Everything about the day that was ever printed, in every format.
    fn reports(&mut self, as_known: Option<Timestamp>) -> String {
        let evening = self.evening(as_known);
        let asked =
            Asked { as_of: Some(DAY.to_owned()), as_known: as_known.map(|instant| instant.to_string()) };
        let now = self.house.now();
        let whose = WhoseArgs::default();
        let morning = Morning::load(&mut self.house.connection, &asked, &whose, now).expect("a morning");
        let view = View::load(&mut self.house.connection, &asked, now).expect("a view");
        let actions = store::action::list_open(&mut self.house.connection, view.known).expect("actions");
        let mut text = String::new();
        for format in [Format::Table(Language::En), Format::Json, Format::Csv] {
            text += &huddle::print(&morning, format).expect("a morning");
            text += &settlement::print(&evening, format).expect("a settlement");
            for period in [Period::Week(day(DAY).week()), Period::Month(day(DAY).month())] {
                text += &StandingsReport::of(&evening, &period, AIMS_MIN).print(format).expect("standings");
            }
            let overdue = OverdueReport::of(&view, &actions, Whose::default(), false);
            text += &overdue.print(format).expect("the overdue");
        }
        text
    }
}

fn day(text: &str) -> Day {
    Day::from_date(text.parse().expect("a day"))
}

/// The story up to the evening: aims chosen, the day's visits in.
fn day_lived(engine: Engine) -> (Story, i64) {
    let mut story = Story::begin(engine);
    for (client, star, staff) in [
        ("ANN", "rebooked", "anna"),
        ("BOB", "retail", "anna"),
        ("CAS", "rebooked", "anna"),
        ("DIA", "rebooked", "bo"),
        ("NED", "rebooked", "cy"),
    ] {
        assert_eq!(story.choose(client, star, staff), Ok(store::detail::Outcome::New), "{client}");
    }
    story.until("2026-04-02T15:00:00Z");
    let visits = story.import("day", OF_THE_DAY);
    story.import("rebooked", REBOOKED);
    (story, visits)
}

#[test]
fn the_morning_is_of_the_bookings_that_stand() {
    for engine in engines() {
        let mut story = Story::begin(engine);
        let lines = |morning: &Morning| -> Vec<String> {
            let proposed = |line: &regulars::huddle::Line| {
                let star = line.card.next_star(&morning.view.policy).map_or("none", |star| &star.id);
                format!("{} {star}", line.booking.client_code)
            };
            morning.lines.iter().map(proposed).collect()
        };
        let all = story.morning(&WhoseArgs::default());
        // In the order of the clock: Bob at nine. Eve has cancelled, Fay comes tomorrow.
        let expected = ["BOB rebooked", "ANN rebooked", "CAS rebooked", "DIA rebooked", "NED rebooked"];
        assert_eq!(lines(&all), expected);
        let all_lines = lines(&all);
        let of_bo = WhoseArgs { staff: Some("bo".to_owned()), branch: None };
        assert_eq!(lines(&story.morning(&of_bo)), ["DIA rebooked"]);
        let in_new_york = WhoseArgs { staff: None, branch: Some("nyc".to_owned()) };
        assert_eq!(lines(&story.morning(&in_new_york)), ["NED rebooked"]);
        for wanted in [0..2, 2..4, 4..9, 9..20] {
            let some = story.morning_part(wanted.clone());
            let wanted = wanted.start.min(expected.len())..wanted.end.min(expected.len());
            assert_eq!((lines(&some).as_slice(), some.bookings), (&all_lines[wanted], expected.len()));
        }
        // In the evening the list is the same, and says who came.
        let (mut story, _) = day_lived(story.house.engine.another());
        let evening = story.morning(&WhoseArgs::default());
        assert_eq!(lines(&evening), expected);
        let came: Vec<bool> = evening.lines.iter().map(|line| line.has_come).collect();
        assert_eq!(came, [true, true, true, false, false]);
        assert!(evening.lines.iter().all(|line| line.aim.is_some()));
    }
}

#[test]
fn an_aim_is_changed_until_the_client_comes_and_the_day_closes() {
    for engine in engines() {
        use store::detail::Outcome::{New, Unchanged, Updated};
        let mut story = Story::begin(engine);
        assert_eq!(story.choose("ANN", "retail", "anna"), Ok(New));
        assert_eq!(story.choose("ANN", "retail", "anna"), Ok(Unchanged));
        assert_eq!(story.choose("ANN", "rebooked", "anna"), Ok(Updated));
        assert_eq!(story.choose("ANN", "retail", "bo"), Ok(New), "another staff member's aim is another");
        assert_eq!(story.settled(), ["ANN rebooked open no_chance", "ANN retail open no_chance"]);
        let first = story.choose("CAS", "retail", "anna").expect_err("a first visit");
        assert!(first.contains("'rebooked'"), "{first}");
        let unknown = story.choose("ANN", "karma", "anna").expect_err("no such star");
        assert!(unknown.contains("rebooked, retail"), "{unknown}");
        story.until("2026-04-02T15:00:00Z");
        story.import("day", OF_THE_DAY);
        let came = story.choose("ANN", "retail", "anna").expect_err("she came");
        assert!(came.contains("came"), "{came}");
        assert_eq!(story.choose("DIA", "retail", "bo"), Ok(New));
        // The day closes by the branch's clock: New York's goes on.
        story.until("2026-04-02T22:00:00Z");
        let closed = story.choose("DIA", "rebooked", "bo").expect_err("closed");
        assert!(closed.contains("closed"), "{closed}");
        assert_eq!(story.choose("NED", "rebooked", "cy"), Ok(New));
        story.until("2026-04-03T04:00:00Z");
        story.choose("NED", "retail", "cy").expect_err("closed");
    }
}

#[test]
fn a_settlement_stays_and_a_late_correction_shows() {
    let reports = engines().map(|engine| {
        let (mut story, visits) = day_lived(engine);
        let so_far = ["ANN rebooked open won", "BOB retail open lost", "CAS rebooked open lost"];
        assert_eq!(story.settled()[..3], so_far);
        story.until("2026-04-02T22:00:00Z");
        let closed = [
            "ANN rebooked won",
            "BOB retail lost",
            "CAS rebooked lost",
            "DIA rebooked no_chance",
            "NED rebooked open no_chance",
        ];
        assert_eq!(story.settled(), closed);
        let standings = ["1,anna,Anna,1,2,0,0,33.3,6.1,79.2", ",bo,Bo,0,0,1,0,,,"];
        assert_eq!(story.standings(), standings);
        let night = story.house.now();
        let printed = story.reports(Some(night));

        story.until("2026-04-02T23:00:00Z");
        story.import("late", LATE);
        let corrected = [
            "ANN rebooked won",
            "BOB retail lost corrected won",
            "CAS rebooked lost",
            "DIA rebooked no_chance corrected lost",
            "NED rebooked open no_chance",
        ];
        assert_eq!(story.settled(), corrected);
        assert_eq!(story.standings(), standings);

        // Other rules, and a rhythm estimated anew, are no correction: the day keeps its own.
        story.house.score(false);
        let policy = import::policy::preset("restaurant").expect("a preset");
        let now = story.house.now();
        store::policy::put_policy(&mut story.house.connection, policy, now, None).expect("a policy");
        story.house.score(false);
        assert_eq!(story.settled()[..4], corrected[..4]);

        let now = story.house.now();
        store::import::undo(&mut story.house.connection, visits, now, None).expect("an undo");
        let undone = [
            "ANN rebooked won corrected no_chance",
            // The product is still in: Bob came.
            "BOB retail lost corrected won",
            "CAS rebooked lost corrected no_chance",
            "DIA rebooked no_chance corrected lost",
        ];
        assert_eq!(story.settled()[..4], undone);
        assert_eq!(story.standings(), standings);
        assert_eq!(printed, story.reports(Some(night)), "what was printed that night has changed");
        story.reports(None)
    });
    assert_eq!(reports[0], reports[1]);
    insta::assert_snapshot!(reports[0]);
}

#[test]
fn histories_read_together_are_those_read_one_by_one() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = common::demo_files(directory.path(), 120);
    for engine in engines() {
        let mut house = House::found(engine);
        house.import(&files);
        let before_undo = store::change::find_latest(&mut house.connection).expect("a change");
        let now = house.now();
        store::import::undo(&mut house.connection, 6, now, None).expect("an undo");
        let after_undo = store::change::find_latest(&mut house.connection).expect("a change");
        let mut events = [0, 0];
        for (known, count) in [before_undo, after_undo].into_iter().zip(&mut events) {
            let connection = &mut house.connection;
            let catalog = Catalog::load(connection, known).expect("a catalog");
            let clients = store::client::list(connection, known, 0..=i64::MAX).expect("clients");
            let ids: Vec<i64> = clients.iter().map(|client| client.id).collect();
            let together = Histories::load(connection, &catalog, &ids).expect("histories");
            for id in ids {
                let alone = store::event::list_of_client(connection, known, &catalog, id).expect("events");
                assert_eq!(together.events_at(id, known.at_us, catalog.facts()), alone);
                *count += alone.len();
            }
        }
        assert!(events[0] > events[1] && events[1] > 0, "{events:?}");
    }
}

#[test]
fn a_day_may_close_later_for_visits_that_are_imported_at_night() {
    for engine in engines() {
        let (mut story, _) = day_lived(engine);
        story.until("2026-04-02T23:00:00Z");
        story.import("late", LATE);
        story.until("2026-04-04T08:00:00Z");
        let now = story.house.now();
        let (days, whose) = (day(DAY)..=day(DAY), WhoseArgs::default());
        let mut settle = |hours| Evening::load(&mut story.house.connection, &days, None, &whose, hours, now);
        let of_bob = |evening: Evening| evening.aims[1].state;
        let (at_midnight, at_six) = (settle(0).expect("settled"), settle(6).expect("settled"));
        let State::Closed(at_midnight) = of_bob(at_midnight) else { panic!("open") };
        let State::Closed(at_six) = of_bob(at_six) else { panic!("open") };
        assert_eq!((at_midnight.at_closing, at_midnight.now), (Outcome::Lost, Outcome::Won));
        assert_eq!((at_six.at_closing, at_six.corrected()), (Outcome::Won, None));
        assert!(settle(73).is_err(), "a day closed after three days");
    }
}

#[test]
fn aims_and_actions_move_with_a_backup() {
    for (engine, other) in engines().into_iter().zip(engines().into_iter().rev()) {
        let (mut story, _) = day_lived(engine);
        story.until("2026-04-03T08:00:00Z");
        follow_up(&mut story);
        let at = story.house.now();
        let before = story.reports(Some(at));
        let file = story.directory.path().join("backup.db");
        store::backup::back_up(&mut story.house.connection, &file).expect("a backup");
        store::backup::restore(&file, other.address(), false).expect("a restore");
        story.house.connection = store::open::open(other.address()).expect("the restored ledger");
        assert_eq!(before, story.reports(Some(at)));
        story.house.engine = other;
    }
}

#[test]
fn an_aim_does_not_make_a_score_begin_anew() {
    for engine in engines() {
        let mut story = Story::begin(engine);
        let asked = Asked { as_of: Some(DAY.to_owned()), as_known: None };
        let now = story.house.now();
        let view = View::load(&mut story.house.connection, &asked, now).expect("a view");
        let snapshot =
            store::card::take_snapshot(&mut story.house.connection, view.known).expect("a snapshot");
        let rules = ScoreRules::new(&view.policy, view.house, view.as_of, &view.catalog.categories);
        let cards = view.histories.score(&rules).into_iter();
        let cards: Vec<_> = cards.map(|(client, scored)| (i64::from(client), scored)).collect();
        story.choose("ANN", "retail", "anna").expect("an aim");
        follow_up(&mut story);
        let now = story.house.now();
        let version = view.policy_version.id;
        let connection = &mut story.house.connection;
        store::card::publish_run(connection, snapshot, &cards, &rules, &view.catalog, version, now)
            .expect("a run");
    }
}

/// Eve is overdue: Bo takes her on and calls.
fn follow_up(story: &mut Story) -> Which {
    let which = Which { client_id: story.client("EVE"), reason: Reason::Overdue };
    let bo = story.staff("bo");
    let writing = Writing { account_id: Some(7), now: story.house.now() };
    store::action::claim(&mut story.house.connection, &writing, which, bo, false).expect("claimed");
    let now = story.house.now();
    let contact = NewContact {
        staff_id: None,
        channel: Channel::Phone,
        outcome: Contacted::LeftWord,
        note: "with her brother",
        at: now,
    };
    let writing = Writing { account_id: Some(7), now };
    store::action::record_contact(&mut story.house.connection, &writing, which, &contact).expect("recorded");
    which
}

#[test]
fn a_follow_up_goes_from_the_claim_to_its_end() {
    for engine in engines() {
        let mut story = Story::begin(engine);
        let which = follow_up(&mut story);
        let (anna, bo) = (story.staff("anna"), story.staff("bo"));
        let writing = |story: &Story| Writing { account_id: None, now: story.house.now() };
        let overdue = |story: &mut Story, with_snoozed| -> Vec<String> {
            let asked = Asked { as_of: Some("2026-04-01".to_owned()), as_known: None };
            let now = story.house.now();
            let view = View::load(&mut story.house.connection, &asked, now).expect("a view");
            let actions = store::action::list_open(&mut story.house.connection, view.known).expect("actions");
            let report = OverdueReport::of(&view, &actions, Whose::default(), with_snoozed);
            let text = report.print(Format::Csv).expect("a report");
            text.lines().skip(1).map(|line| line.split(',').next().unwrap_or_default().to_owned()).collect()
        };
        // By value at stake: Eve spent more than Fay.
        assert_eq!(overdue(&mut story, false), ["EVE", "FAY"]);

        let now = writing(&story);
        let connection = &mut story.house.connection;
        let taken = store::action::claim(connection, &now, which, anna, false).expect_err("Bo has it");
        assert!(taken.to_string().contains("'bo' has it"), "{taken}");
        store::action::claim(connection, &now, which, bo, true).expect_err("Bo has it himself");
        store::action::claim(connection, &now, which, anna, true).expect("taken over");

        let now = writing(&story);
        let (today, until) = (day("2026-04-01"), day("2026-04-10"));
        let connection = &mut story.house.connection;
        store::action::snooze(connection, &now, which, today, "abroad", today).expect_err("not ahead");
        store::action::snooze(connection, &now, which, until, " ", today).expect_err("no reason");
        store::action::snooze(connection, &now, which, until, "abroad", today).expect("snoozed");
        assert_eq!(overdue(&mut story, false), ["FAY"]);
        assert_eq!(overdue(&mut story, true), ["EVE", "FAY"]);

        let before_closing = store::change::find_latest(&mut story.house.connection).expect("a change");
        let now = writing(&story);
        let connection = &mut story.house.connection;
        store::action::close(connection, &now, which, Ending::Booked, "for May").expect("closed");
        store::action::close(connection, &now, which, Ending::Booked, "").expect_err("closed already");
        store::action::claim(connection, &now, which, anna, false).expect("another begins");
        let known = store::change::find_latest(connection).expect("a change");
        let actions = store::action::list_of_client(connection, known, which.client_id).expect("actions");
        assert_eq!(actions.len(), 2);
        let (first, second) = (&actions[0], &actions[1]);
        assert_eq!(
            first.end.as_ref().map(|end| (end.ending, end.note.as_str())),
            Some((Ending::Booked, "for May"))
        );
        assert_eq!(first.claims.iter().map(|claim| claim.staff_id).collect::<Vec<_>>(), [bo, anna]);
        assert_eq!((first.contacts[0].staff_id, first.contacts[0].account_id), (Some(bo), Some(7)));
        assert!(second.end.is_none() && second.contacts.is_empty() && second.snoozes.is_empty());

        let then = store::action::list_open(connection, before_closing).expect("actions");
        assert_eq!(then.len(), 1);
        assert_eq!(then[0].snoozed_on(today).map(|snooze| snooze.until), Some(until));
        assert_eq!(then[0].snoozed_on(until), None, "on that day it is due again");
    }
}

#[test]
fn a_contact_or_a_note_that_cannot_be_is_refused() {
    for engine in engines() {
        let mut story = Story::begin(engine);
        let which = follow_up(&mut story);
        let now = story.house.now();
        let writing = Writing { account_id: None, now };
        let long = "x".repeat(store::action::NOTE_CHARS_MAX + 1);
        let contact = |note, at| NewContact {
            staff_id: None,
            channel: Channel::Mail,
            outcome: Contacted::Reached,
            note,
            at,
        };
        let ahead = now.checked_add(1.minute()).expect("a minute");
        let other = Which { reason: Reason::LowScore, ..which };
        let connection = &mut story.house.connection;
        for (which, contact) in
            [(which, contact(&long, now)), (which, contact("", ahead)), (other, contact("", now))]
        {
            store::action::record_contact(connection, &writing, which, &contact).expect_err("refused");
        }
        store::action::record_contact(connection, &writing, which, &contact(&long[1..], now)).expect("taken");
    }
}
