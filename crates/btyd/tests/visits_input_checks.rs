//! Histories that cannot have been, and data that tell nothing, are refused in one clear sentence.

use btyd::{BgCnbd, Clients, FitError, Leaving, Nbd, ParetoNbd, Summary};

fn said<T: std::fmt::Debug>(result: Result<T, FitError>) -> String {
    result.expect_err("it is refused").to_string()
}

#[test]
fn histories_that_cannot_have_been_are_named_by_their_place() {
    let good = Summary::new(2, 5.0, 9.0);
    let cases = [
        (Summary::new(2, 9.5, 9.0), "client 1: its last occasion (9.5) is after the end of observation (9)"),
        (Summary::new(0, 3.0, 9.0), "client 1: 0 repeats do not go with a last occasion at 3"),
        (Summary::new(4, 0.0, 9.0), "client 1: 4 repeats do not go with a last occasion at 0"),
        (Summary::new(1, -1.0, 9.0), "client 1: its times are not finite, or one is negative"),
        (Summary::new(1, 1.0, f64::NAN), "client 1: its times are not finite, or one is negative"),
        (Summary::new(0, 0.0, f64::INFINITY), "client 1: its times are not finite, or one is negative"),
    ];
    for (bad, sentence) in cases {
        assert_eq!(said(Clients::new(&[good, bad, bad])), sentence);
    }
    assert_eq!(said(Clients::weighted(&[(good, 1.0), (good, -2.0)])), "client 1: -2 is no weight");
    assert_eq!(said(Clients::weighted(&[(good, f64::NAN)])), "client 0: NaN is no weight");
}

#[test]
fn data_that_tell_nothing_are_no_fit() {
    let fit = |histories: &[Summary]| {
        let clients = Clients::new(histories).expect("possible histories");
        [
            said(Nbd::fit(&clients)),
            said(ParetoNbd::fit(&clients)),
            said(BgCnbd::fit(&clients, Leaving::AfterEveryVisit, 1)),
        ]
    };
    for sentence in fit(&[]) {
        assert!(sentence.starts_with("0 clients with different histories are too few to fit"), "{sentence}");
    }
    let once: Vec<Summary> = (1..50).map(|age| Summary::new(0, 0.0, f64::from(age))).collect();
    for sentence in fit(&once) {
        assert_eq!(sentence, "the data tell nothing of this model: no client came a second time");
    }
}

#[test]
fn rates_that_do_not_differ_are_not_told() {
    // Everyone comes ten times in ages around ten: less spread than chance would make.
    let alike: Vec<Summary> = (0..60).map(|i| Summary::new(10, 9.0, 9.5 + f64::from(i) / 60.0)).collect();
    let error = Nbd::fit(&Clients::new(&alike).expect("histories")).expect_err("no spread");
    assert!(matches!(error, FitError::NotIdentified { .. }), "{error}");
}

#[test]
fn a_regularity_is_from_one_to_twelve() {
    let clients = Clients::new(&[Summary::NEW]).expect("a history");
    for regularity in [0, 13] {
        let error = BgCnbd::fit(&clients, Leaving::AfterEveryVisit, regularity);
        assert_eq!(said(error), "the data tell nothing of this model: a regularity is from 1 to 12");
    }
}
