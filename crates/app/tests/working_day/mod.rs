//! A working day of a business on a database: who is booked, who came, and what was found out later.

#![allow(dead_code, reason = "not every test file uses all of it")]

#[path = "../common/mod.rs"]
pub(crate) mod common;

use std::path::PathBuf;

use common::{Engine, House};
use domain::action::{Channel, Contacted, Reason};
use domain::day::Day;
use domain::huddle::{AIMS_MIN, Outcome};
use jiff::Timestamp;
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
use store::settlement::State;

/// The day of the story; the clock starts in the morning of the day before.
pub(crate) const DAY: &str = "2026-04-02";

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
pub(crate) const OF_THE_DAY: &str = "client,at,visit,kind,staff,branch,amount,id\n\
    ANN,2026-04-02 10:00,K1,service,anna,ams,40.00,D1\n\
    BOB,2026-04-02 09:00,K2,service,anna,ams,40.00,D2\n\
    CAS,2026-04-02 11:00,K3,service,anna,ams,40.00,D3\n";
const REBOOKED: &str = "booking,client,made_at,due_at,staff,branch,status\n\
    K8,ANN,2026-04-02 10:45,2026-05-02 10:00,anna,ams,booked\n";

/// What was found the next day: Bob had bought a product, and Dia had come.
pub(crate) const LATE: &str = "client,at,visit,kind,staff,branch,amount,id\n\
    BOB,2026-04-02 09:00,K2,product,anna,ams,12.00,D4\n\
    DIA,2026-04-02 12:00,K4,service,bo,ams,40.00,D5\n";

/// A house with a desk for its files.
pub(crate) struct Story {
    pub(crate) house: House,
    pub(crate) directory: tempfile::TempDir,
}

impl Story {
    pub(crate) fn begin(engine: Engine) -> Story {
        let directory = tempfile::tempdir().expect("a directory");
        let mut story = Story { house: House::found(engine), directory };
        for (name, text) in FILES {
            story.import(name, text);
        }
        story.house.score(false);
        story
    }

    pub(crate) fn import(&mut self, name: &str, text: &str) -> i64 {
        let path: PathBuf = self.directory.path().join(format!("{name}.csv"));
        std::fs::write(&path, text).expect("a file");
        let imported = self.house.import(&[path]);
        assert_eq!(imported[0].counts.refused, 0, "{imported:?}");
        imported[0].id.expect("a number")
    }

    pub(crate) fn until(&mut self, instant: &str) {
        let instant: Timestamp = instant.parse().expect("an instant");
        let ahead = instant.since(self.house.now()).expect("a later instant");
        self.house.pass(ahead);
    }

    pub(crate) fn choose(
        &mut self,
        client: &str,
        star: &str,
        staff: &str,
    ) -> Result<store::detail::Outcome, String> {
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

    pub(crate) fn client(&mut self, code: &str) -> i64 {
        let known = store::change::find_latest(&mut self.house.connection).expect("a change");
        store::client::find_by_code(&mut self.house.connection, known, code).expect("a client")
    }

    pub(crate) fn staff(&mut self, code: &str) -> i64 {
        let known = store::change::find_latest(&mut self.house.connection).expect("a change");
        let catalog = Catalog::load(&mut self.house.connection, known).expect("a catalog");
        catalog.staff.iter().find(|staff| staff.code == code).expect("a staff member").id
    }

    pub(crate) fn morning(&mut self, whose: &WhoseArgs) -> Morning {
        let asked = Asked { as_of: Some(DAY.to_owned()), as_known: None };
        let now = self.house.now();
        Morning::load(&mut self.house.connection, &asked, whose, now).expect("a morning")
    }

    pub(crate) fn morning_part(&mut self, wanted: std::ops::Range<usize>) -> Morning {
        let view = self.house.frame().on(day(DAY));
        Morning::of(&mut self.house.connection, view, &WhoseArgs::default(), wanted)
            .expect("a part of a morning")
    }

    pub(crate) fn evening(&mut self, as_known: Option<Timestamp>) -> Evening {
        let now = self.house.now();
        let as_known = as_known.map(|at| at.to_string());
        let days = day(DAY)..=day(DAY);
        let whose = WhoseArgs::default();
        Evening::load(&mut self.house.connection, &days, as_known.as_deref(), &whose, 0, now)
            .expect("a settlement")
    }

    /// Each aim as `CLIENT star outcome`, with what it was corrected to.
    pub(crate) fn settled(&mut self) -> Vec<String> {
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

    pub(crate) fn standings(&mut self) -> Vec<String> {
        let evening = self.evening(None);
        let report = StandingsReport::of(&evening, &Period::Week(day(DAY).week()), 1);
        let text = report.print(Format::Csv).expect("standings");
        text.lines().skip(1).map(str::to_owned).collect()
    }

    /// Everything about the day that was ever printed, in every format.
    pub(crate) fn reports(&mut self, as_known: Option<Timestamp>) -> String {
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

pub(crate) fn day(text: &str) -> Day {
    Day::from_date(text.parse().expect("a day"))
}

/// The story up to the evening: aims chosen, the day's visits in.
pub(crate) fn day_lived(engine: Engine) -> (Story, i64) {
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

/// Eve is overdue: Bo takes her on and calls.
pub(crate) fn follow_up(story: &mut Story) -> Which {
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
