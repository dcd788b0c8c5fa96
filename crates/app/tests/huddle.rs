//! One story over both databases: aims are chosen, the day happens, it closes, and facts come late.

mod working_day;

use domain::huddle::Outcome;
use domain::past::ScoreRules;
use regulars::huddle::{Evening, Morning};
use regulars::view::{Asked, View};
use regulars::whose::WhoseArgs;
use store::catalog::Catalog;
use store::histories::Histories;
use store::settlement::State;
use working_day::common::{self, House, engines};
use working_day::{DAY, LATE, OF_THE_DAY, Story, day, day_lived, follow_up};

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
        let rules = ScoreRules::new(&view.policy, view.house.clone(), view.as_of, &view.catalog.categories);
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

#[test]
fn a_sheet_tells_the_time_on_the_clock_of_the_branch() {
    for engine in engines() {
        let mut story = Story::begin(engine);
        let morning = story.morning(&WhoseArgs { staff: None, branch: Some("nyc".to_owned()) });
        let whose = WhoseArgs::default();
        let printing = regulars::printing::Printing {
            language: locale::Language::En,
            paper: report::letterhead::Paper::A4,
            by: "the desk".to_owned(),
            at: story.house.now(),
            initials_only: false,
            viewer: None,
        };
        let everyone = morning.list_named().into_iter().collect();
        let connection = &mut story.house.connection;
        let pdf = regulars::printing::print_day(connection, &morning, &whose, &printing, &everyone)
            .expect("a sheet");
        let path = story.directory.path().join("sheet.pdf");
        std::fs::write(&path, pdf).expect("a file");
        let read =
            std::process::Command::new("pdftotext").arg(&path).arg("-").output().expect("pdftotext runs");
        let text = String::from_utf8_lossy(&read.stdout).into_owned();
        // Seven in the evening in New York is one in the night at the business.
        assert!(text.contains("19:00") && !text.contains("01:00"), "{text}");
    }
}
