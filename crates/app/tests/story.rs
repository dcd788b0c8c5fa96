//! One story over both databases: a business imports, corrects, undoes, records and looks back.

mod common;

use common::{House, demo_files, engines, rewrite};
use domain::entry::{Entry, EventEntry, When};
use domain::event::Kind;
use jiff::ToSpan;
use regulars::importing::ImportJob;
use regulars::scoring::ScoreOptions;

/// Clients of the demo files: enough for intervals, few enough for two databases.
const CLIENTS: usize = 250;

#[test]
fn importing_twice_changes_nothing() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), CLIENTS);
    for engine in engines() {
        let mut house = House::found(engine);
        for imported in house.import(&files) {
            assert_eq!(imported.counts.refused, 0, "{imported:?}");
            assert!(imported.counts.new > 0 && imported.counts.unchanged + imported.counts.updated == 0);
        }
        house.score(false);
        let before = house.figures();
        for imported in house.import(&files) {
            let counts = imported.counts;
            assert_eq!((counts.new, counts.updated, counts.refused), (0, 0, 0), "{imported:?}");
        }
        house.score(false);
        assert_eq!(before, house.figures());
    }
}

#[test]
fn both_databases_give_the_same_figures() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), CLIENTS);
    let [sqlite, postgres] = engines().map(|engine| {
        let mut house = House::found(engine);
        house.import(&files);
        house.score(false);
        house.reports(None)
    });
    assert_eq!(sqlite, postgres);
}

#[test]
fn cards_do_not_depend_on_the_order_of_files_or_rows() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), CLIENTS);
    for engine in engines() {
        let mut forward = House::found(engine);
        forward.import(&files);
        forward.score(false);
        let mut backward = House::found(common::Engine::sqlite());
        // Time zones of branches have to be known before their visits; the rest comes reversed.
        backward.import(&files[..1]);
        for file in files[1..].iter().rev() {
            let mut rows = Vec::new();
            rewrite(file, &directory.path().join("unused.csv"), |_, _, cells| {
                rows.push(cells);
                None
            });
            let name = file.file_name().expect("a name");
            std::fs::create_dir_all(directory.path().join("reversed")).expect("a directory");
            let reversed = rewrite(file, &directory.path().join("reversed").join(name), |_, _, _| rows.pop());
            backward.import(&[reversed]);
        }
        backward.score(false);
        assert_eq!(forward.figures(), backward.figures());
    }
}

#[test]
fn undoing_an_import_restores_every_report() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), CLIENTS);
    for engine in engines() {
        let mut house = House::found(engine);
        house.import(&files);
        house.score(false);
        let before = house.figures();
        let ids: Vec<i64> = corrections(&mut house, directory.path(), &files);
        house.score(false);
        assert_ne!(before, house.figures());
        for id in ids.into_iter().rev() {
            let now = house.now();
            store::import::undo(&mut house.connection, id, now, None).expect("an undo");
        }
        house.score(false);
        assert_eq!(before, house.figures());
    }
}

/// Imports changed copies of the files: names, categories, amounts, cancelled bookings, new rows.
fn corrections(house: &mut House, directory: &std::path::Path, files: &[std::path::PathBuf]) -> Vec<i64> {
    let column =
        |head: &csv::StringRecord, name: &str| head.iter().position(|other| other == name).expect("a column");
    let mut ids = Vec::new();
    for (file, name, to) in [
        (&files[1], "name", "Somebody Else"),
        (&files[2], "category", "Changed"),
        (&files[3], "family_name", "Renamed"),
        (&files[5], "amount", "99.95"),
        (&files[5], "staff", "S01"),
        (&files[4], "status", "cancelled"),
    ] {
        let changed = rewrite(file, &directory.join("changed.csv"), |number, head, mut cells| {
            if number % 3 == 0 {
                cells[column(head, name)] = to.to_owned();
            }
            Some(cells)
        });
        let imported = house.import(&[changed]);
        assert!(imported[0].counts.updated > 0, "{imported:?}");
        ids.extend(imported[0].id);
    }
    ids
}

#[test]
fn a_past_instant_gives_to_the_byte_what_was_printed_then() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), CLIENTS);
    for engine in engines() {
        let mut house = House::found(engine);
        let mut printed = Vec::new();
        let mut remember = |house: &mut House| {
            house.pass(1.minute());
            let instant = house.now();
            printed.push((instant, house.reports(None)));
            house.pass(1.minute());
        };
        remember(&mut house);
        house.import(&files[..6]);
        remember(&mut house);
        house.score(false);
        remember(&mut house);
        house.import(&files[6..]);
        corrections(&mut house, directory.path(), &files);
        remember(&mut house);
        let policy = import::policy::preset("restaurant").expect("a preset");
        let now = house.now();
        store::policy::put_policy(&mut house.connection, policy, now, None).expect("a policy");
        remember(&mut house);
        house.score(false);
        let now = house.now();
        store::import::undo(&mut house.connection, 6, now, None).expect("an undo");
        remember(&mut house);
        for (instant, text) in &printed {
            assert!(*text == house.reports(Some(*instant)), "the reports of {instant} have changed");
        }
        assert!(printed.windows(2).all(|pair| pair[0].1 != pair[1].1), "something was printed twice alike");
    }
}

#[test]
fn recording_gives_the_card_that_scoring_gives() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), CLIENTS);
    for engine in engines() {
        let mut house = House::found(engine);
        house.import(&files);
        house.score(false);
        // One frame for all: of the facts, one is the first to name a category.
        let frame = house.frame();
        let day = |days: i32| When::Day(common::TODAY.checked_sub(days.days()).expect("a day"));
        let rows = [
            EventEntry {
                amount_minor: Some(8_000),
                category: Some("Quite another".into()),
                ..EventEntry::new(Kind::Product, "C00003", day(1))
            },
            EventEntry { staff: Some("S02".into()), ..EventEntry::new(Kind::Visit, "C00004", day(0)) },
            EventEntry {
                due: Some(When::Day(common::TODAY.checked_add(30.days()).expect("a day"))),
                ..EventEntry::new(Kind::Booking, "C00004", day(0))
            },
            EventEntry {
                other_client: Some("NEW1".into()),
                ..EventEntry::new(Kind::Referral, "C00005", day(3))
            },
            EventEntry::new(Kind::Service, "NEW1", day(0)),
            EventEntry { amount_minor: Some(-500), ..EventEntry::new(Kind::Refund, "C00003", day(0)) },
        ];
        for (number, mut entry) in rows.into_iter().enumerate() {
            entry.external_id = Some(format!("by hand {number}"));
            let place = frame.place(house.now(), None);
            let entries = vec![Entry::Event(entry)];
            store::record::record(&mut house.connection, &place, "files", entries).expect("recorded");
        }
        let place = frame.place(house.now(), None);
        let undone =
            store::record::void(&mut house.connection, &place, "files", "by hand 5").expect("voided");
        assert_eq!(undone.cards.len(), 1);
        let instant = store::card::list_current(&mut house.connection).expect("cards");
        house.score(true);
        let batch = store::card::list_current(&mut house.connection).expect("cards");
        assert_eq!(instant.len(), batch.len());
        for (instant, batch) in instant.iter().zip(&batch) {
            assert_eq!(instant, batch);
        }
    }
}

#[test]
fn scoring_in_parts_gives_the_same_cards() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), CLIENTS);
    for engine in engines() {
        let mut house = House::found(engine);
        house.import(&files);
        house.score(false);
        let whole = store::card::list_current(&mut house.connection).expect("cards");
        let known = house.frame().house;
        house.score_as(ScoreOptions { events_held: 700, ..ScoreOptions::default() });
        assert_eq!(whole, store::card::list_current(&mut house.connection).expect("cards"));
        assert_eq!(house.frame().house, known);
    }
}

#[test]
fn reports_take_the_current_cards_only_while_they_tell_what_is_known() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), CLIENTS);
    for engine in engines() {
        let mut house = House::found(engine);
        house.import(&files[..5]);
        assert!(!house.cards_are_fresh(), "nothing was scored");
        house.score(false);
        assert!(house.cards_are_fresh());
        house.figures();
        house.import(&files[5..]);
        assert!(!house.cards_are_fresh(), "visits were imported and not scored");
        house.figures();
        house.score(false);
        assert!(house.cards_are_fresh());
        house.figures();
    }
}

#[test]
fn a_booking_called_off_and_made_again_stands() {
    let directory = tempfile::tempdir().expect("a directory");
    let head = "booking,client,made_at,due_at,status,status_at\n";
    let write = |name: &str, rows: &str| {
        let path = directory.path().join(name);
        std::fs::write(&path, format!("{head}{rows}")).expect("a file");
        path
    };
    let booked = write("booked.csv", "B1,ANN,2026-03-30,2026-05-01,booked,\n");
    let cancelled = write("cancelled.csv", "B1,ANN,2026-03-30,2026-05-01,cancelled,\n");
    for engine in engines() {
        let mut house = House::found(engine);
        let mut ahead = |file: &std::path::PathBuf| {
            let imported = house.import(std::slice::from_ref(file));
            assert_eq!(imported[0].counts.refused, 0, "{imported:?}");
            house.figures().contains("2026-05-01")
        };
        assert!(ahead(&booked));
        assert!(!ahead(&cancelled));
        assert!(ahead(&booked));
    }
}

#[test]
fn scores_at_the_same_time_leave_one_whole_run() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), CLIENTS);
    for engine in engines() {
        let mut house = House::found(engine);
        house.import(&files);
        house.score(false);
        let cards = store::card::list_current(&mut house.connection).expect("cards");
        let address = house.engine.address();
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let mut connection = store::open::open(address).expect("a connection");
                    let asked =
                        regulars::view::Asked { as_of: Some(common::TODAY.to_string()), as_known: None };
                    let now = "2026-04-02T08:00:00Z".parse().expect("an instant");
                    regulars::scoring::score(&mut connection, &asked, ScoreOptions::default(), || now)
                        .expect("a run");
                });
            }
        });
        assert_eq!(cards, store::card::list_current(&mut house.connection).expect("cards"));
    }
}

#[test]
fn a_rehearsal_writes_nothing_and_tells_what_an_import_would() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), CLIENTS);
    for engine in engines() {
        let mut house = House::found(engine);
        let job = ImportJob { dry_run: true, ..ImportJob::default() };
        let rehearsed = house.try_import(&files, &job).expect("a rehearsal");
        assert!(store::import::list(&mut house.connection).expect("imports").is_empty());
        let view = house.figures();
        assert_eq!(view.lines().filter(|line| line.starts_with('C')).count(), 0);
        let imported = house.import(&files);
        for (rehearsed, imported) in rehearsed.iter().zip(&imported) {
            assert_eq!(rehearsed.counts, imported.counts);
            assert!(rehearsed.id.is_none() && imported.id.is_some());
        }
    }
}

#[test]
fn a_backup_moves_between_databases() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), CLIENTS);
    for (number, (engine, other)) in engines().into_iter().zip(engines().into_iter().rev()).enumerate() {
        let mut house = House::found(engine);
        house.import(&files);
        house.score(false);
        let before = house.reports(None);
        let file = directory.path().join(format!("backup{number}.db"));
        store::backup::back_up(&mut house.connection, &file).expect("a backup");
        assert!(store::backup::back_up(&mut house.connection, &file).is_err(), "it overwrote a backup");
        store::backup::restore(&file, other.address(), false).expect("a restore");
        assert!(store::backup::restore(&file, other.address(), false).is_err(), "it overwrote a ledger");
        store::backup::restore(&file, other.address(), true).expect("a forced restore");
        house.connection = store::open::open(other.address()).expect("the restored ledger");
        assert_eq!(before, house.reports(None));
        // The restored ledger goes on numbering where the former one stopped.
        let now = house.now();
        store::import::undo(&mut house.connection, 7, now, None).expect("an undo");
        house.import(&files[6..]);
        house.engine = other;
    }
}

/// A small business of clients and visits, for undoing in any order.
fn write_file(directory: &std::path::Path, name: &str, text: &str) -> std::path::PathBuf {
    let path = directory.join(name);
    std::fs::write(&path, text).expect("a file");
    path
}

#[test]
fn imports_can_be_undone_in_any_order() {
    let directory = tempfile::tempdir().expect("a directory");
    let versions = ["10.00", "20.00", "30.00"].map(|amount| {
        let text = format!("id,client,at,kind,amount\nL1,ANN,2026-03-01,product,{amount}\n");
        write_file(directory.path(), &format!("{amount}.csv"), &text)
    });
    for order in [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]] {
        for engine in engines() {
            let mut house = House::found(engine);
            for file in &versions {
                house.import(std::slice::from_ref(file));
            }
            let mut standing = vec![1, 2, 3];
            for id in order {
                let now = house.now();
                store::import::undo(&mut house.connection, id, now, None).expect("an undo");
                standing.retain(|&other| other != id);
                let figures = house.figures();
                let expected = standing.last().map(|newest| format!(",{newest}0.00,"));
                match expected {
                    Some(amount) => assert!(figures.contains(&amount), "{order:?} after {id}: {figures}"),
                    None => assert!(!figures.contains("ANN"), "{order:?} after {id}: {figures}"),
                }
            }
        }
    }
}

#[test]
fn a_join_by_address_is_undone_with_its_import() {
    let directory = tempfile::tempdir().expect("a directory");
    let client = |name: &str, code: &str| {
        let rows = format!("client,given_name,email\n{code},Ann,ann@example.com\n");
        write_file(directory.path(), name, &rows)
    };
    let (shop, desk) = (client("shop.csv", "S1"), client("desk.csv", "D1"));
    let visits = "client,at,amount\nD1,2026-03-01,5.00\n";
    let visits = write_file(directory.path(), "visits.csv", visits);
    for engine in engines() {
        let mut house = House::found(engine);
        let at_desk = ImportJob { source: Some("desk".to_owned()), ..ImportJob::default() };
        house.import(std::slice::from_ref(&shop));
        house.try_import(std::slice::from_ref(&desk), &at_desk).expect("an import");
        let known = store::change::find_latest(&mut house.connection).expect("a change");
        let find = |house: &mut House, known, code| {
            store::client::find_by_code(&mut house.connection, known, code).ok()
        };
        let shop_client = find(&mut house, known, "S1");
        assert!(shop_client.is_some());
        assert_eq!(find(&mut house, known, "D1"), shop_client, "joined by the address");
        let now = house.now();
        store::import::undo(&mut house.connection, 2, now, None).expect("an undo");
        assert_eq!(find(&mut house, known, "D1"), shop_client, "as it was known then");
        let after = store::change::find_latest(&mut house.connection).expect("a change");
        assert_eq!(find(&mut house, after, "D1"), None);
        house.try_import(std::slice::from_ref(&visits), &at_desk).expect("an import");
        let after = store::change::find_latest(&mut house.connection).expect("a change");
        assert_ne!(find(&mut house, after, "D1"), shop_client, "nothing says any more that they are one");
        assert!(find(&mut house, after, "D1").is_some());
        let entry = EventEntry::new(Kind::Visit, "S2", When::Day(common::TODAY));
        let unknown = store::record::list_unknown(&mut house.connection, "files", &entry);
        let unknown: Vec<String> = unknown.expect("an answer").iter().map(ToString::to_string).collect();
        assert_eq!(unknown, ["there is no client 'S2' in source 'files'"]);
        let now = house.now();
        store::import::undo(&mut house.connection, 1, now, None).expect("an undo");
        let entry = EventEntry::new(Kind::Visit, "S1", When::Day(common::TODAY));
        let unknown = store::record::list_unknown(&mut house.connection, "files", &entry);
        assert_eq!(unknown.expect("an answer").len(), 1, "an undone client is not known");
    }
}

#[test]
fn a_code_that_stands_twice_with_other_contents_is_refused_once() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = write_file(directory.path(), "twice.csv", "client,given_name\nC1,Ann\nC1,Bea\nC1,Ann\n");
    for engine in engines() {
        let mut house = House::found(engine);
        let counts = house.import(std::slice::from_ref(&file))[0].counts;
        assert_eq!((counts.new, counts.refused, counts.unchanged), (1, 1, 1));
        let counts = house.import(std::slice::from_ref(&file))[0].counts;
        assert_eq!((counts.new, counts.updated), (0, 1), "the first row stands; the second says otherwise");
        let now = house.now();
        store::import::undo(&mut house.connection, 1, now, None).expect("an undo");
        let now = house.now();
        store::import::undo(&mut house.connection, 2, now, None).expect("an undo");
        assert!(!house.figures().contains("C1"));
    }
}

#[test]
fn a_refused_row_writes_nothing() {
    let directory = tempfile::tempdir().expect("a directory");
    let head = "booking,client,made_at,due_at,status\n";
    let rows = "B1,ANN,2026-03-30,2026-05-01,booked\nB1,ANN,2026-03-30,2026-05-08,cancelled\n";
    let file = write_file(directory.path(), "bookings.csv", &format!("{head}{rows}"));
    for engine in engines() {
        let mut house = House::found(engine);
        let counts = house.import(std::slice::from_ref(&file))[0].counts;
        assert_eq!((counts.new, counts.updated, counts.refused), (1, 0, 1));
        assert!(house.figures().contains("2026-05-01"), "the booking that was accepted stands");
    }
}

#[test]
fn a_row_without_an_id_keeps_its_name_when_time_zones_come_later() {
    let directory = tempfile::tempdir().expect("a directory");
    let visits = "client,at,branch,kind,amount\nANN,2026-03-01 10:00,north,product,5.00\n";
    let visits = write_file(directory.path(), "visits.csv", visits);
    let branches = write_file(directory.path(), "branches.csv", "branch,time_zone\nnorth,Asia/Tokyo\n");
    for engine in engines() {
        let mut house = House::found(engine);
        house.import(std::slice::from_ref(&visits));
        house.import(std::slice::from_ref(&branches));
        let counts = house.import(std::slice::from_ref(&visits))[0].counts;
        assert_eq!((counts.new, counts.updated), (0, 1), "the same purchase, at another instant");
        assert!(house.figures().contains(",5.00,"));
    }
}

#[test]
fn a_refund_gives_back_the_cost_as_well() {
    let directory = tempfile::tempdir().expect("a directory");
    let rows = "id,client,at,kind,amount,cost\n1,ANN,2026-03-01,product,50.00,20.00\n2,ANN,2026-03-02,refund,50.00,20.00\n";
    let file = write_file(directory.path(), "refund.csv", rows);
    for engine in engines() {
        let mut house = House::found(engine);
        house.import(std::slice::from_ref(&file));
        assert!(house.figures().contains(",0.00,0.00,0.00"), "{}", house.figures());
    }
}
