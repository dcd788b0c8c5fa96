//! Killed at any moment, an import or a score leaves nothing half-visible, lost or doubled.

mod common;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use common::{Engine, House, demo_files, engines};
use store::open::Address;

/// Kills of each command on each database.
const KILLS: u32 = 50;

/// Clients of the demo files.
const CLIENTS: usize = 250;

fn start(engine: &Engine, args: &[&str]) -> Child {
    let address = match engine.address() {
        Address::Sqlite(path) => format!("sqlite:{}", path.display()),
        Address::Postgres(url) => url.clone(),
    };
    Command::new(env!("CARGO_BIN_EXE_regulars"))
        .args(["--database", &address])
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

/// How long a command takes when nobody kills it.
fn measure(engine: &Engine, args: &[&str]) -> Duration {
    let started = Instant::now();
    let status = start(engine, args).wait().expect("the program ends");
    assert!(status.success(), "{args:?} failed");
    started.elapsed()
}

/// Starts a command and kills it at the n-th of [`KILLS`] moments spread over its whole length.
fn kill_at(engine: &Engine, args: &[&str], length: Duration, number: u32) {
    let mut child = start(engine, args);
    std::thread::sleep(length * number / KILLS);
    // The program may have ended by itself: that is a moment too.
    let _ = child.kill();
    child.wait().expect("the program ends");
}

fn check_integrity(house: &mut House) {
    if let store::Connection::Sqlite(connection) = &house.connection {
        let check = |sql| connection.query_row(sql, [], |row| row.get::<_, String>(0)).expect("a check");
        assert_eq!(check("pragma integrity_check"), "ok");
        let orphans: i64 = connection
            .query_row("select count(*) from pragma_foreign_key_check", [], |row| row.get(0))
            .expect("a check");
        assert_eq!(orphans, 0);
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

#[test]
fn a_killed_import_leaves_all_or_nothing() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), CLIENTS);
    for engine in engines() {
        let mut house = House::found(engine);
        house.import(&files[..5]);
        house.score(false);
        let before = house.figures();
        let args = ["import", "--no-score", text(&files[5])];
        let length = measure(&house.engine, &args);
        let undo = |house: &mut House| {
            let last = store::import::list(&mut house.connection).expect("imports").pop().expect("an import");
            let now = house.now();
            store::import::undo(&mut house.connection, last.id, now, None).expect("an undo");
        };
        let after = house.figures();
        assert_ne!(before, after);
        undo(&mut house);
        let (mut nothing, mut all) = (0, 0);
        for number in 0..KILLS {
            kill_at(&house.engine, &args, length, number);
            check_integrity(&mut house);
            let figures = house.figures();
            if figures == before {
                nothing += 1;
            } else {
                assert_eq!(figures, after, "half an import is visible after kill {number}");
                all += 1;
                undo(&mut house);
            }
        }
        assert!(nothing > 0, "no kill came in time: {all} imports ended");
        house.import(&files[5..6]);
        assert_eq!(house.figures(), after);
    }
}

#[test]
fn a_killed_score_leaves_the_former_cards_current() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), CLIENTS);
    for engine in engines() {
        let mut house = House::found(engine);
        house.import(&files);
        house.score(false);
        let cards = |house: &mut House| store::card::list_current(&mut house.connection).expect("cards");
        let before = cards(&mut house);
        let as_of = common::TODAY.tomorrow().expect("a day").to_string();
        let args = ["score", "--as-of", &as_of];
        let length = measure(&house.engine, &args);
        let after = cards(&mut house);
        assert_ne!(before, after);
        house.score(false);
        let mut former = 0;
        for number in 0..KILLS {
            kill_at(&house.engine, &args, length, number);
            check_integrity(&mut house);
            let current = cards(&mut house);
            if current == before {
                former += 1;
            } else {
                assert_eq!(current, after, "half a run is current after kill {number}");
                house.score(false);
            }
        }
        assert!(former > 0, "no kill came in time");
        assert!(measure(&house.engine, &args) > Duration::ZERO);
        assert_eq!(cards(&mut house), after);
    }
}
