//! Figures worked out with sixty digits from the closed forms of the papers, for usual clients and for extreme ones.
//! Here they are to 12 digits, far from the usual to 9.

use btyd::{BgCnbd, ParetoNbd, Summary, VisitModel};

fn assert_digits(what: &str, value: f64, exact: f64, relative: f64) {
    assert!((value - exact).abs() <= relative * exact.abs(), "{what}: {value:e}, exactly {exact:e}");
}

/// Model, history, time ahead; log-likelihood without intervals, P(alive), expected visits.
const BG_CNBD: &[(BgCnbd, Summary, f64, f64, f64, f64)] = &[
    (
        BgCnbd::bg(0.243, 4.414, 0.793, 2.426).with_regularity(1),
        Summary::new(2, 30.43, 38.86),
        39.0,
        -9.45860630706627,
        0.726578570080673,
        1.2260281747671444,
    ),
    (
        BgCnbd::bg(10.465, 0.00798565, 3.0516, 2.82).with_regularity(1),
        Summary::new(400, 5.0, 6.0),
        4.0,
        1312.4958085647172,
        4.631864672312475e-31,
        5.968264877034746e-29,
    ),
    (
        BgCnbd::mbg(10.465, 0.00798565, 3.0516, 2.82).with_regularity(1),
        Summary::new(400, 5.0, 6.0),
        4.0,
        1312.4857759384427,
        4.643391885174733e-31,
        5.991381621089532e-29,
    ),
    (
        BgCnbd::mbg(0.525, 6.183, 0.891, 1.614).with_regularity(1),
        Summary::new(0, 0.0, 39.0),
        1000.0,
        -0.540472121222502,
        0.3893476486635972,
        1.4743309168669074,
    ),
    (
        BgCnbd::mbg(50.0, 200.0, 0.9999999, 3.0).with_regularity(1),
        Summary::new(10, 30.0, 31.0),
        100000.0,
        -23.106431229959583,
        0.9092610357698802,
        96.16094826814631,
    ),
    (
        BgCnbd::bg(0.01, 0.001, 0.001, 5.0).with_regularity(1),
        Summary::new(1, 1e-06, 50.0),
        10000.0,
        -6.129792333056536,
        0.08242892921261284,
        16.598332459888095,
    ),
    (
        BgCnbd::mbg(2.0, 5.0, 0.5, 3.0).with_regularity(1),
        Summary::new(9000, 99.0, 100.0),
        50.0,
        31139.963905190143,
        6.9737662411832765e-34,
        2.699308680941366e-30,
    ),
    (
        BgCnbd::mbg(4.0, 2.0, 0.8, 6.0).with_regularity(6),
        Summary::new(12, 30.0, 33.0),
        39.0,
        -69.98099016623512,
        0.8697345460773253,
        10.372995687517438,
    ),
    (
        BgCnbd::mbg(4.0, 2.0, 0.8, 6.0).with_regularity(12),
        Summary::new(12, 30.0, 33.0),
        39.0,
        -134.01850309415116,
        0.8637871444059904,
        10.225038437792485,
    ),
    (
        BgCnbd::bg(0.3, 9.0, 0.2, 0.4).with_regularity(3),
        Summary::new(1, 2.0, 60.0),
        500.0,
        -9.114120256094132,
        0.03942734533720147,
        0.3293199641243291,
    ),
];

/// Model, history; log-likelihood, P(alive).
const PARETO_NBD: &[(ParetoNbd, Summary, f64, f64)] = &[
    (
        ParetoNbd { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 },
        Summary::new(26, 30.86, 31.0),
        -39.131671540302776,
        0.9979187310551583,
    ),
    (
        ParetoNbd { r: 0.5143, alpha: 2.8845, s: 0.2856, beta: 14.1087 },
        Summary::new(254, 97.14, 97.29),
        -19.634176481382106,
        0.999531626354771,
    ),
    (
        ParetoNbd { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 },
        Summary::new(0, 0.0, 38.86),
        -0.5210462940808903,
        0.29528660461689415,
    ),
    (
        ParetoNbd { r: 0.001, alpha: 0.001, s: 30.0, beta: 10000.0 },
        Summary::new(3, 20.0, 1000.0),
        -18.833185982279954,
        1.7102045471377724e-05,
    ),
    (
        ParetoNbd { r: 40.0, alpha: 1.0, s: 0.01, beta: 0.001 },
        Summary::new(0, 0.0, 500.0),
        -3.5905201459303524,
        3.2273371941145753e-107,
    ),
    (
        ParetoNbd { r: 2.0, alpha: 1000.0, s: 3.0, beta: 0.01 },
        Summary::new(9000, 10.0, 10.5),
        10676.126782780839,
        0.23936601495569082,
    ),
    (
        ParetoNbd { r: 0.5, alpha: 12.0, s: 0.5, beta: 12.0 },
        Summary::new(4, 20.0, 38.0),
        -14.588798325247701,
        0.5460534445767804,
    ),
    (
        ParetoNbd { r: 7.0, alpha: 0.1, s: 1.0, beta: 50.0 },
        Summary::new(60, 1.0, 90.0),
        176.4024765625711,
        7.148262641198414e-126,
    ),
];

#[test]
fn bg_cnbd_has_twelve_digits() {
    for (model, client, ahead, log_likelihood, alive, visits) in BG_CNBD {
        let what = format!("{model:?} {client:?}");
        let far = if model.expected_visits(client, *ahead) < 1e-9 || *ahead > 1000.0 { 1e-9 } else { 1e-12 };
        assert_digits(&what, model.log_likelihood(client), *log_likelihood, 1e-12);
        assert_digits(&what, model.p_alive(client, 0.0), *alive, far);
        assert_digits(&what, model.expected_visits(client, *ahead), *visits, far);
    }
}

#[test]
fn pareto_nbd_has_twelve_digits() {
    for (model, client, log_likelihood, alive) in PARETO_NBD {
        let what = format!("{model:?} {client:?}");
        assert_digits(&what, model.log_likelihood(client), *log_likelihood, 1e-12);
        assert_digits(&what, model.p_alive(client, 0.0), *alive, 1e-11);
    }
}
