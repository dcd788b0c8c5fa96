//! BG/BB against published figures on the donors of 1995.

use btyd::{BgBb, Chances};

/// 11,104 people who first gave in 1995, by repeats, last year of giving and number in six years
/// (Fader, Hardie & Shang 2010, table 2).
const DONORS: [(u32, u32, u32); 22] = [
    (0, 0, 3464),
    (1, 1, 1091),
    (1, 2, 277),
    (1, 3, 129),
    (1, 4, 78),
    (1, 5, 119),
    (1, 6, 129),
    (2, 2, 613),
    (2, 3, 255),
    (2, 4, 155),
    (2, 5, 173),
    (2, 6, 234),
    (3, 3, 322),
    (3, 4, 181),
    (3, 5, 225),
    (3, 6, 357),
    (4, 4, 240),
    (4, 5, 284),
    (4, 6, 512),
    (5, 5, 335),
    (5, 6, 728),
    (6, 6, 1203),
];

/// Published: 1.204, 0.750, 0.657, 2.783.
const PUBLISHED: BgBb = BgBb { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 };

fn donor(repeats: u32, last: u32) -> Chances {
    Chances { repeats, last, chances: 6 }
}

fn donors() -> Vec<(Chances, f64)> {
    DONORS.iter().map(|&(repeats, last, count)| (donor(repeats, last), f64::from(count))).collect()
}

#[test]
fn the_published_fit() {
    let fit = BgBb::fit(&donors()).expect("a fit");
    let model = fit.model;
    for (found, published) in [
        (model.alpha, PUBLISHED.alpha),
        (model.beta, PUBLISHED.beta),
        (model.gamma, PUBLISHED.gamma),
        (model.delta, PUBLISHED.delta),
    ] {
        assert!((found - published).abs() < 5e-4, "{fit:?}");
    }
    assert!((fit.log_likelihood + 33225.6).abs() < 0.05, "{fit:?}");
}

/// Table 6: chance of being a donor still in 2002.
#[test]
fn the_published_chances_of_being_alive() {
    for (repeats, last, published) in [(0, 0, 0.11), (2, 4, 0.59), (6, 6, 0.93)] {
        let found = PUBLISHED.p_alive(&donor(repeats, last), 1);
        assert!((found - published).abs() < 5e-3, "{repeats} {last}: {found}");
    }
}

/// The authors' worksheet (note 010): 12,884.2 gifts expected of all in 2002 to 2006; of those fitted, 3,454.9 with
/// no repeat and 1,253.1 with six.
#[test]
fn the_published_totals() {
    let model = BgBb::fit(&donors()).expect("a fit").model;
    let expected: f64 = donors().iter().map(|(donor, count)| count * model.expected_visits(donor, 5)).sum();
    assert!((expected - 12884.2).abs() < 0.5, "{expected}");
    for (visits, published) in [(0, 3454.9), (6, 1253.1)] {
        let found = 11104.0 * model.p_visits(&Chances::NEW, visits, 6);
        assert!((found - published).abs() < 0.1, "{visits}: {found}");
    }
}

/// Eq. 8, E[X(n)] = α/(α+β) · δ/(γ−1) · (1 − Γ(γ+δ)/Γ(γ+δ+n) · Γ(1+δ+n)/Γ(1+δ)), by products.
#[test]
fn the_closed_form_of_expected_visits() {
    let BgBb { alpha, beta, gamma, delta } = PUBLISHED;
    let ratio: f64 = (0..6).map(f64::from).map(|i| (1.0 + delta + i) / (gamma + delta + i)).product();
    let closed = alpha / (alpha + beta) * delta / (gamma - 1.0) * (1.0 - ratio);
    assert!((PUBLISHED.expected_visits(&Chances::NEW, 6) - closed).abs() < 1e-12);
}
