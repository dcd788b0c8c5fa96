//! Gamma-Gamma against published figures on the repeat buyers of the CDNOW sample.

use std::collections::BTreeMap;
use std::path::Path;

use btyd::{GammaGamma, Spend};

/// Fader & Hardie 2013, "The Gamma-Gamma model of monetary value", section 4.
const PUBLISHED: GammaGamma = GammaGamma { p: 6.25, q: 3.74, gamma: 15.44 };

/// Spends of the 946 who came again up to 30 September 1997: their later days, the purchases of a day as one.
fn repeaters() -> Vec<Spend> {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.cache/real/lifetimes/datasets/CDNOW_sample.txt");
    let text = std::fs::read_to_string(file).expect("scripts/fetch_cdnow.sh has fetched it");
    let mut days: BTreeMap<&str, BTreeMap<&str, f64>> = BTreeMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split_whitespace().collect();
        if let [client, _, date, _, dollars] = cells[..]
            && date <= "19970930"
        {
            *days.entry(client).or_default().entry(date).or_default() +=
                dollars.parse::<f64>().expect("dollars");
        }
    }
    let spend = |days: &BTreeMap<&str, f64>| {
        let repeats: Vec<f64> = days.values().skip(1).copied().collect();
        let visits = u32::try_from(repeats.len()).expect("a number of days");
        (visits > 0).then(|| Spend { visits, mean: repeats.iter().sum::<f64>() / f64::from(visits) })
    };
    // Nothing was paid on all later days of some: no spend of a gamma distribution.
    days.values().filter_map(spend).filter(|spend| spend.mean > 0.0).collect()
}

#[test]
#[ignore = "needs the CDNOW data: scripts/fetch_cdnow.sh"]
fn the_published_fit() {
    let clients = repeaters();
    assert_eq!(clients.len(), 946);
    let fit = GammaGamma::fit(&clients).expect("a fit");
    let model = fit.model;
    for (found, published) in [(model.p, PUBLISHED.p), (model.q, PUBLISHED.q), (model.gamma, PUBLISHED.gamma)]
    {
        assert!((found - published).abs() < 5e-3, "{fit:?}");
    }
    assert!((fit.log_likelihood + 4055.9).abs() < 0.05, "{fit:?}");
}

/// The authors' worksheet (note 025): expected spend by visits and mean spend.
#[test]
fn the_published_expectations() {
    for (visits, mean, published) in
        [(0, 0.0, 35.17), (2, 22.35, 24.65), (1, 11.77, 18.91), (7, 73.74, 71.46)]
    {
        let found = PUBLISHED.expected_spend(&Spend { visits, mean }).expect("a mean");
        assert!((found - published).abs() < 0.06, "{visits} {mean}: {found}");
    }
}

/// The more is known of a client, the nearer is what is expected to the client's own mean.
#[test]
fn knowledge_moves_from_everybody_to_the_client() {
    let everybody = PUBLISHED.expected_spend(&Spend::NONE).expect("a mean");
    let expected = |visits| PUBLISHED.expected_spend(&Spend { visits, mean: 80.0 }).expect("a mean");
    assert!(everybody < expected(1) && expected(1) < expected(5) && expected(5) < expected(1000));
    assert!((expected(10_000) - 80.0).abs() < 0.05);
}

/// With q of 1 or less the mean over clients is infinite, though half of them spend less than the median.
#[test]
fn an_infinite_mean_is_none() {
    let model = GammaGamma { p: 2.0, q: 0.9, gamma: 10.0 };
    assert_eq!(model.expected_spend(&Spend::NONE), None);
    assert!(model.expected_spend(&Spend { visits: 1, mean: 5.0 }).is_some());
    assert!(model.spend_quantile(&Spend::NONE, 0.5).is_some_and(f64::is_finite));
}

/// A density has area one; by the midpoint rule in ln z.
#[test]
fn the_density_of_a_mean_has_area_one() {
    for visits in [1, 4] {
        let density = |mean: f64| PUBLISHED.log_likelihood(&Spend { visits, mean }).exp();
        let step = 1e-3;
        let area: f64 = (-10_000..15_000)
            .map(|i| f64::from(i) * step)
            .map(|ln| density(ln.exp()) * ln.exp() * step)
            .sum();
        assert!((area - 1.0).abs() < 1e-8, "{visits}: {area}");
    }
}

/// Other money, other γ: all else stays.
#[test]
fn the_unit_of_money_does_not_matter() {
    let clients: Vec<Spend> = (1..200_u32)
        .map(|i| Spend {
            visits: 1 + i % 5,
            mean: 20.0 + 15.0 * (f64::from(i) * 1.7).sin() + f64::from(i % 7),
        })
        .collect();
    let cents: Vec<Spend> =
        clients.iter().map(|client| Spend { mean: 100.0 * client.mean, ..*client }).collect();
    let (one, other) = (GammaGamma::fit(&clients).expect("a fit"), GammaGamma::fit(&cents).expect("a fit"));
    assert!(
        (one.model.p / other.model.p - 1.0).abs() < 1e-5 && (one.model.q / other.model.q - 1.0).abs() < 1e-5
    );
    assert!((100.0 * one.model.gamma / other.model.gamma - 1.0).abs() < 1e-5);
    assert!((one.log_likelihood - other.log_likelihood - 199.0 * 100_f64.ln()).abs() < 1e-6);
}
