//! Policies that are right: every preset, every default, every unit.

use std::collections::BTreeSet;

use domain::money::Currency;
use domain::policy::{Credit, CreditRule, Economics, LapseRule, Policy};
use domain::star::StarMeasure;
use import::policy::{PRESETS, parse_policy, preset};

fn currency(code: &str) -> Currency {
    Currency::from_code(code).expect("a currency")
}

fn parse(text: &str) -> Policy {
    parse_policy(text, currency("EUR")).expect("a policy without mistakes")
}

/// A policy of one star with these lines in it.
fn one_star(lines: &str) -> String {
    let name = "name = { en = \"S\", nl = \"S\", zh = \"星\" }";
    format!("[[star]]\nid = \"s\"\n{name}\nicon = \"S\"\n{lines}\n")
}

/// Full and half of a policy of one star.
fn thresholds(lines: &str) -> (i64, i64) {
    let policy = parse(&one_star(lines));
    (policy.stars[0].full, policy.stars[0].half)
}

#[test]
fn every_preset_is_a_policy_of_five_stars_in_any_currency() {
    for (name, description) in PRESETS {
        let text = preset(name).expect("a text for every preset");
        for code in ["EUR", "JPY", "KWD"] {
            let policy = parse_policy(text, currency(code))
                .unwrap_or_else(|mistakes| panic!("{name} in {code}: {mistakes:?}"));
            assert_eq!(policy.name, *name);
            assert_eq!(policy.stars.len(), 5, "{name}");
            assert!(!description.is_empty());
        }
    }
    assert_eq!(preset("circus"), None);
}

#[test]
fn presets_use_every_measure_but_those_that_need_no_trade() {
    let used: BTreeSet<&str> = PRESETS
        .iter()
        .flat_map(|(name, _)| parse(preset(name).expect("a text")).stars)
        .map(|star| star.measure.name())
        .collect();
    let known: BTreeSet<&str> = StarMeasure::ALL.iter().map(|measure| measure.name()).collect();
    assert_eq!(used, known);
}

#[test]
fn the_salon_is_the_table_of_the_handbook() {
    let policy = parse(preset("salon").expect("a text"));
    let rows: Vec<_> = policy
        .stars
        .iter()
        .map(|star| (star.id.as_str(), star.measure, star.window_months, star.full, star.half))
        .collect();
    assert_eq!(
        rows,
        [
            ("rebooked", StarMeasure::Rebooked, 12, 24, i64::MAX),
            ("retail", StarMeasure::ProductSpend, 12, 5_000, 0),
            ("breadth", StarMeasure::Breadth, 12, 3, 2),
            ("rhythm", StarMeasure::Rhythm, 12, 125, 175),
            ("referral", StarMeasure::Referral, 12, 1, 1),
        ]
    );
    assert_eq!(policy.first_visit_aim, "rebooked");
    assert_eq!(policy.growth_path_halves, [2, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert_eq!(policy.credit, Credit { rule: CreditRule::Most, window_months: 12 });
    assert_eq!(policy.lapse, LapseRule::Own { percent: 200 });
    assert_eq!((policy.overdue_percent, policy.min_clients), (125, 20));
    assert_eq!(policy.margins.default_bp, 6_000);
    assert!(policy.margins.by_category.contains(&("Colour".to_owned(), 7_800)));
}

#[test]
fn what_is_left_out_takes_the_salon_s_value() {
    let policy = parse(&one_star("measure = \"rebooked\""));
    let salon = parse(preset("salon").expect("a text"));
    assert_eq!(policy.name, "own");
    assert_eq!(policy.first_visit_aim, "s");
    assert_eq!(policy.growth_path_halves, [2; 10], "never more than there are stars");
    assert_eq!((policy.credit, policy.lapse), (salon.credit, salon.lapse));
    assert_eq!((policy.overdue_percent, policy.min_clients), (salon.overdue_percent, salon.min_clients));
    assert_eq!(policy.interval, salon.interval);
    assert_eq!(policy.margins.default_bp, salon.margins.default_bp);
    assert_eq!(policy.economics, salon.economics);
    assert_eq!(policy.stars[0].full, salon.stars[0].full);
    assert_eq!((policy.stars[0].min_occasions, policy.stars[0].min_days), (1, 0));
}

#[test]
fn thresholds_are_in_the_unit_of_their_measure() {
    for (lines, expected) in [
        ("measure = \"rebooked\"", (24, i64::MAX)),
        ("measure = \"rebooked\"\nfull = 48", (48, i64::MAX)),
        ("measure = \"product_spend\"\nfull = 50", (5_000, 0)),
        ("measure = \"product_spend\"\nfull = 49.9\nhalf = \"10.05\"", (4_990, 1_005)),
        ("measure = \"spend\"\nfull = 1_000\nhalf = 1", (100_000, 100)),
        ("measure = \"breadth\"", (3, 2)),
        ("measure = \"breadth\"\nfull = 2", (2, 2)),
        ("measure = \"assortment\"\nfull = 9\nhalf = 9", (9, 9)),
        ("measure = \"rhythm\"", (125, 175)),
        ("measure = \"rhythm\"\nfull = 1.5\nhalf = 1.5", (150, 150)),
        ("measure = \"referral\"", (1, 1)),
        ("measure = \"spend_kept\"\nfull = 90\nhalf = 75", (90, 75)),
        ("measure = \"frequency\"\nfull = 12\nhalf = 6", (12, 6)),
        ("measure = \"contracts\"\nfull = 2\nhalf = 1", (2, 1)),
        ("measure = \"renewals\"\nfull = 1\nhalf = 1", (1, 1)),
        ("measure = \"tenure\"\nfull = 60\nhalf = 24", (60, 24)),
    ] {
        assert_eq!(thresholds(lines), expected, "{lines}");
    }
}

#[test]
fn money_follows_the_currency() {
    let text = one_star("measure = \"spend\"\nfull = \"50.00\"\nhalf = \"20\"");
    for (code, full) in [("EUR", 5_000), ("JPY", 50), ("KWD", 50_000)] {
        assert_eq!(parse_policy(&text, currency(code)).expect("a policy").stars[0].full, full, "{code}");
    }
}

#[test]
fn what_a_client_s_value_is_worked_out_with() {
    let star = one_star("measure = \"rebooked\"");
    for (lines, acquisition_cost_minor, discount_bp) in [
        ("", 0, 1_000),
        ("acquisition_cost = \"25.00\"", 2_500, 1_000),
        ("acquisition_cost = 25\ndiscount_percent = 5.55", 2_500, 555),
        ("discount_percent = 0", 0, 0),
    ] {
        let expected = Economics { acquisition_cost_minor, discount_bp };
        assert_eq!(parse(&format!("{star}[economics]\n{lines}")).economics, expected, "{lines}");
    }
    let text = format!("{star}[economics]\nacquisition_cost = \"25.00\"");
    let yen = parse_policy(&text, currency("JPY")).expect("a policy");
    assert_eq!(yen.economics.acquisition_cost_minor, 25);
}

#[test]
fn rules_of_lapse_and_credit_carry_their_own_settings() {
    let star = one_star("measure = \"rebooked\"");
    for (lines, lapse) in [
        ("rule = \"own\"\nfactor = 2.55", LapseRule::Own { percent: 255 }),
        ("factor = 3", LapseRule::Own { percent: 300 }),
        ("rule = \"fixed\"", LapseRule::Fixed { days: 90 }),
        ("rule = \"fixed\"\ndays = 120", LapseRule::Fixed { days: 120 }),
        ("rule = \"contract\"", LapseRule::Contract { grace_days: 30 }),
        ("rule = \"contract\"\ngrace_days = 0", LapseRule::Contract { grace_days: 0 }),
        ("rule = \"model\"", LapseRule::Model { p_alive_percent: 50, first_visit_p_alive_percent: 50 }),
        (
            "rule = \"model\"\np_alive_percent = 40",
            LapseRule::Model { p_alive_percent: 40, first_visit_p_alive_percent: 40 },
        ),
        (
            "rule = \"model\"\nfirst_visit_p_alive_percent = 20",
            LapseRule::Model { p_alive_percent: 50, first_visit_p_alive_percent: 20 },
        ),
    ] {
        assert_eq!(parse(&format!("{star}[lapse]\n{lines}")).lapse, lapse, "{lines}");
    }
    let policy = parse(&format!("{star}[credit]\nrule = \"named\"\nwindow_months = 6"));
    assert_eq!(policy.credit, Credit { rule: CreditRule::Named, window_months: 6 });
}

#[test]
fn an_overdue_share_equal_to_the_lapse_factor_is_allowed() {
    let star = one_star("measure = \"rebooked\"");
    assert_eq!(parse(&format!("overdue_at = 2.0\n{star}")).overdue_percent, 200);
    assert!(parse_policy(&format!("overdue_at = 2.01\n{star}"), currency("EUR")).is_err());
}

#[test]
fn a_text_with_a_byte_order_mark_and_windows_line_ends_is_read() {
    let text = format!("\u{feff}{}", preset("salon").expect("a text").replace('\n', "\r\n"));
    assert_eq!(parse(&text), parse(preset("salon").expect("a text")));
}

#[test]
fn reasons_are_a_tree_of_two_levels_in_every_preset() {
    let paths = |policy: &Policy| -> Vec<String> {
        policy.reasons.iter().map(|reason| reason.path.clone()).collect()
    };
    let salon = parse(preset("salon").expect("a text"));
    assert!(paths(&salon).contains(&"price/too_dear".to_owned()));
    for (name, _) in PRESETS {
        assert_eq!(paths(&parse(preset(name).expect("a text"))), paths(&salon), "{name}");
    }
    let nature = |path: &str| salon.find_reason(path).expect("a reason").nature.name();
    assert_eq!(
        [nature("price/too_dear"), nature("died"), nature("let_go/unpaid")],
        ["left", "unable", "let_go"]
    );
    // A policy from before there were reasons has them all.
    let star = one_star("measure = \"rebooked\"\n");
    assert_eq!(paths(&parse(&star)), paths(&salon));
    assert_eq!(parse(&star).fading_percent, 80);
    let reason =
        |lines: &str| format!("[[reason]]\nname = {{ en = \"R\", nl = \"R\", zh = \"R\" }}\n{lines}\n");
    let own = [
        star,
        reason("id = \"a\"\nnature = \"unable\""),
        reason("id = \"b\""),
        reason("id = \"c\"\nparent = \"a\""),
        reason("id = \"d\"\nparent = \"a\"\nnature = \"left\""),
    ];
    let own = parse(&own.concat());
    assert_eq!(paths(&own), ["a", "a/c", "a/d", "b"], "each behind the one above");
    let natures: Vec<&str> = own.reasons.iter().map(|reason| reason.nature.name()).collect();
    assert_eq!(natures, ["unable", "unable", "left", "left"], "as the one above, unless said");
}
