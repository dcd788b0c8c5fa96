//! The figures that the literature prints for the CDNOW data, from the raw logs.
//!
//! Ignored by name where the data are not: `scripts/fetch_cdnow.sh` fetches them, `make test` runs these.

mod cdnow;

use std::collections::{BTreeMap, BTreeSet};

use btyd::{BgCnbd, Clients, Fit, Leaving, ParetoNbd, Summary, VisitModel};

/// The value as printed: rounded to so many decimals.
fn assert_printed(name: &str, value: f64, printed: &str) {
    let decimals = printed.split('.').nth(1).map_or(0, str::len);
    assert_eq!(format!("{value:.decimals$}"), printed, "{name}: {value}");
}

fn assert_fit<M>(fit: &Fit<M>, printed: &[&str], log_likelihood: &str) {
    assert_eq!(fit.parameters.len(), printed.len());
    for (parameter, printed) in fit.parameters.iter().zip(printed) {
        assert_printed(&parameter.name, parameter.value, printed);
    }
    assert_printed("log-likelihood", fit.log_likelihood, log_likelihood);
}

#[test]
#[ignore = "needs the CDNOW data: scripts/fetch_cdnow.sh"]
fn the_sample_is_part_of_the_master_log() {
    let by_client = |log: Vec<(String, i32)>| {
        log.into_iter().fold(BTreeMap::<String, BTreeSet<i32>>::new(), |mut days, (client, day)| {
            days.entry(client).or_default().insert(day);
            days
        })
    };
    let (master, sample) = (by_client(cdnow::master()), by_client(cdnow::sample()));
    assert_eq!((master.len(), sample.len()), (23_570, 2_357));
    assert!(sample.iter().all(|(client, days)| master[client] == *days));
}

/// Fader, Hardie and Lee 2005, "Counting your customers the easy way", section 4.
#[test]
#[ignore = "needs the CDNOW data: scripts/fetch_cdnow.sh"]
fn bg_nbd_is_that_of_its_authors() {
    let clients = Clients::new(&cdnow::sample_clients()).expect("histories");
    let fit = BgCnbd::fit(&clients, Leaving::AfterRepeats, 1).expect("a fit");
    assert_fit(&fit, &["0.243", "4.414", "0.793", "2.426"], "-9582.4");
    let client = Summary::new(2, 30.43, 38.86);
    assert_printed("39 weeks", fit.model.expected_visits(&client, 39.0), "1.226");
}

/// The form of Batislam, Denizel and Filiztekin 2007.
#[test]
#[ignore = "needs the CDNOW data: scripts/fetch_cdnow.sh"]
fn mbg_nbd_is_as_published() {
    let clients = Clients::new(&cdnow::sample_clients()).expect("histories");
    let fit = BgCnbd::fit(&clients, Leaving::AfterEveryVisit, 1).expect("a fit");
    assert_fit(&fit, &["0.525", "6.183", "0.891", "1.614"], "-9582.1");
}

/// Fader, Hardie and Lee 2005, "Counting your customers the easy way", section 4.
#[test]
#[ignore = "needs the CDNOW data: scripts/fetch_cdnow.sh"]
fn pareto_nbd_is_as_published() {
    let clients = Clients::new(&cdnow::sample_clients()).expect("histories");
    let fit = ParetoNbd::fit(&clients).expect("a fit");
    assert_fit(&fit, &["0.553", "10.578", "0.606", "11.669"], "-9595.0");
    let client = Summary::new(26, 30.86, 31.0);
    assert_printed("P(alive)", fit.model.p_alive(&client, 0.0), "0.9979");
}
