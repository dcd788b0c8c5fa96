//! How long recording one sale takes inside the process: write, rescoring, commit.
//!
//! `cargo bench --bench record -- ADDRESS` on a ledger that has clients; it records sales of one
//! product to clients drawn evenly, and prints quantiles. The ledger keeps them.

use std::time::{Duration, Instant};

use domain::entry::{Entry, EventEntry, When};
use domain::event::Kind;
use jiff::Timestamp;
use rand::SeedableRng;
use rand::seq::IndexedRandom;
use regulars::view::{Asked, View};
use store::open::Address;

/// Sales recorded.
const SALES: usize = 3_000;

#[expect(clippy::disallowed_methods, reason = "a bench is run by the clock")]
fn now() -> Timestamp {
    Timestamp::now()
}

fn main() {
    let Some(address) = std::env::args().nth(1).filter(|arg| !arg.starts_with("--")) else {
        println!("record: name a ledger: cargo bench --bench record -- sqlite:PATH");
        return;
    };
    let address = Address::parse(&address).expect("an address");
    let mut connection = store::open::open(&address).expect("a ledger");
    let frame = View::load_frame(&mut connection, &Asked::default(), now()).expect("a frame");
    let clients = store::client::list(&mut connection, frame.known, 0..=i64::MAX).expect("clients");
    let source = store::import::list(&mut connection).expect("imports").pop().expect("an import").source;
    let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(1);
    let mut took: Vec<Duration> = Vec::with_capacity(SALES);
    for number in 0..SALES {
        let client = clients.choose(&mut random).expect("a client");
        let instant = now();
        let entry = EventEntry {
            amount_minor: Some(999),
            external_id: Some(format!("bench {instant} {number}")),
            ..EventEntry::new(Kind::Product, client.code.clone(), When::Instant(instant))
        };
        let place = frame.place(instant, None);
        let started = Instant::now();
        store::record::record(&mut connection, &place, &source, vec![Entry::Event(entry)]).expect("recorded");
        took.push(started.elapsed());
    }
    took.sort_unstable();
    let at = |share: f64| took[((SALES - 1) as f64 * share) as usize];
    println!(
        "record with rescoring, {SALES} sales: median {:?}, p90 {:?}, p99 {:?}, max {:?}",
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    );
}
