//! Follow-ups on both databases: claimed, contacted, snoozed, closed.

mod working_day;

use domain::action::{Channel, Contacted, Ending, Reason};
use jiff::ToSpan;
use regulars::report::Format;
use regulars::report::overdue::OverdueReport;
use regulars::view::{Asked, View};
use store::action::{NewContact, Which, Writing};
use store::booking::Whose;
use working_day::common::engines;
use working_day::{Story, day, follow_up};

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
