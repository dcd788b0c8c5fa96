//! A frame may be kept as long as its edition lasts: facts of clients leave it, all that cards share ends it.

mod common;

use common::{House, demo_files, engines};
use domain::entry::{Entry, EventEntry, When};
use domain::event::Kind;
use regulars::view::View;
use store::aim::Choice;
use store::change::{Edition, find_latest_edition};

fn edition(house: &mut House) -> Edition {
    find_latest_edition(&mut house.connection).expect("an edition").1
}

fn record(house: &mut House, frame: &View, entry: EventEntry) {
    let place = frame.place(house.now(), None);
    store::record::record(&mut house.connection, &place, "files", vec![Entry::Event(entry)])
        .expect("recorded");
}

#[test]
fn an_edition_lasts_until_something_that_cards_share_is_new() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), 60);
    for engine in engines() {
        let mut house = House::found(engine);
        house.import(&files);
        house.score(false);
        let frame = house.frame();
        let sale = || EventEntry::new(Kind::Product, "C00003", When::Day(common::TODAY));

        record(&mut house, &frame, sale());
        let star = &frame.policy.first_visit_aim;
        let choice =
            Choice { client_id: 1, staff_id: 1, branch_id: None, day: frame.as_of.plus_days(900), star };
        let place = frame.place(house.now(), None);
        store::aim::choose(&mut house.connection, &place, &choice).expect("an aim");
        assert_eq!(edition(&mut house), frame.edition, "facts and aims share nothing");

        let names: [fn(&mut EventEntry); 4] = [
            |sale| sale.staff = Some("NEW".into()),
            |sale| sale.branch = Some("NEW".into()),
            |sale| sale.offering = Some("NEW".into()),
            |sale| sale.category = Some("New".into()),
        ];
        for name in names {
            let (before, mut entry) = (edition(&mut house), sale());
            name(&mut entry);
            record(&mut house, &frame, entry);
            assert_ne!(edition(&mut house), before, "a fact was the first to name something");
        }

        let writes: [fn(&mut House, &[std::path::PathBuf]); 3] = [
            |house, _| house.score(false),
            |house, files| drop(house.import(&files[1..2])),
            |house, _| {
                let (policy, now) = (import::policy::preset("bank").expect("a preset"), house.now());
                store::policy::put_policy(&mut house.connection, policy, now, None).expect("a policy");
            },
        ];
        for write in writes {
            let before = edition(&mut house);
            write(&mut house, &files);
            assert_ne!(edition(&mut house), before, "cards share what was written");
        }
    }
}

#[test]
fn cards_are_right_by_a_frame_that_knows_less_than_the_ledger() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), 60);
    for engine in engines() {
        let mut house = House::found(engine);
        house.import(&files);
        house.score(false);
        let older = house.frame();
        for client in ["C00003", "C00004"] {
            let sale = EventEntry::new(Kind::Product, client, When::Day(common::TODAY));
            record(&mut house, &older, EventEntry { category: Some("A new first".into()), ..sale });
        }
        let instant = store::card::list_current(&mut house.connection).expect("cards");
        house.score(true);
        assert_eq!(instant, store::card::list_current(&mut house.connection).expect("cards"));
    }
}
