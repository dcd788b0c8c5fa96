//! Policies that are wrong: each mistake is found, with its line and what to do about it.

use domain::money::Currency;
use import::policy::{PRESETS, PolicyError, TEXT_BYTES_MAX, parse_policy, preset};
use proptest::prelude::*;

fn mistakes(text: &str) -> Vec<PolicyError> {
    let euro = Currency::from_code("EUR").expect("a currency");
    parse_policy(text, euro).err().unwrap_or_default()
}

fn told(text: &str) -> String {
    let lines: Vec<String> = mistakes(text).iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// A sound policy; `replace` stands where `find` stood.
fn changed(find: &str, replace: &str) -> String {
    assert!(SOUND.contains(find), "{find:?} is not in the sound policy");
    SOUND.replacen(find, replace, 1)
}

const SOUND: &str = r#"name = "test"
first_visit_aim = "again"
growth_path = [0.5, 1, 2]
overdue_at = 1.25
min_clients = 20

[credit]
rule = "most"
window_months = 12

[lapse]
rule = "own"
factor = 2.0

[interval]
default_days = 42
weight_gaps = 2.0

[margins]
default = 60

[margins.category]
"Hair colour" = 72.5

[economics]
acquisition_cost = "25.00"
discount_percent = 10

[[star]]
id = "again"
name = { en = "Again", nl = "Weer", zh = "再来" }
icon = "A"
measure = "rebooked"

[[star]]
id = "spend"
name = { en = "Spend", nl = "Besteding", zh = "消费" }
icon = "M"
measure = "spend"
window_months = 12
full = "500.00"
half = "200.00"
min_occasions = 2
min_days = 28
"#;

#[test]
fn the_sound_policy_is_sound() {
    assert_eq!(told(SOUND), "");
}

/// One mistake a case: what is put in place of what.
const CASES: &[(&str, &str)] = &[
    ("name = \"test\"", "name = \"\""),
    ("name = \"test\"", "name = 3"),
    ("name = \"test\"", "nam = \"test\""),
    ("name = \"test\"", "colour = \"red\""),
    ("first_visit_aim = \"again\"", "first_visit_aim = \"agian\""),
    ("first_visit_aim = \"again\"", "first_visit_aim = true"),
    ("[0.5, 1, 2]", "[]"),
    ("[0.5, 1, 2]", "1"),
    ("[0.5, 1, 2]", "[0.5, 0.25, 2]"),
    ("[0.5, 1, 2]", "[0.5, 1, 2.5]"),
    ("[0.5, 1, 2]", "[1, 0.5, 2]"),
    ("[0.5, 1, 2]", "[-0.5, 1, \"2\"]"),
    ("overdue_at = 1.25", "overdue_at = 2.01"),
    ("overdue_at = 1.25", "overdue_at = 0.1"),
    ("overdue_at = 1.25", "overdue_at = 1.255"),
    ("min_clients = 20", "min_clients = 0"),
    ("min_clients = 20", "min_clients = 0x14"),
    ("rule = \"most\"", "rule = \"mots\""),
    ("rule = \"most\"", "rule = \"zzz\""),
    ("window_months = 12", "window_months = 0"),
    ("window_months = 12", "window_months = 121"),
    ("window_months = 12", "window_months = 1.5"),
    ("[credit]\nrule = \"most\"\nwindow_months = 12", "credit = \"most\""),
    ("rule = \"own\"", "rule = \"model\""),
    ("rule = \"own\"", "rule = \"fixed\""),
    ("rule = \"own\"", "rule = \"ownn\""),
    ("factor = 2.0", "factor = 0.9"),
    ("factor = 2.0", "factor = nan"),
    ("factor = 2.0", "days = 90"),
    ("factor = 2.0", "grace_days = 30"),
    ("factor = 2.0", "p_alive_percent = 50"),
    ("rule = \"own\"\nfactor = 2.0", "rule = \"model\"\np_alive_percent = 100"),
    ("rule = \"own\"\nfactor = 2.0", "rule = \"model\"\nfirst_visit_p_alive_percent = 0.5"),
    ("default_days = 42", "default_days = 0"),
    ("weight_gaps = 2.0", "weight_gaps = inf"),
    ("weight_gaps = 2.0", "weight_gaps = 1e3"),
    ("default = 60", "default = 101"),
    ("72.5", "-1"),
    ("72.5", "\"72\""),
    ("\"Hair colour\"", "\"\""),
    ("[margins.category]\n\"Hair colour\" = 72.5", "category = 60"),
    ("acquisition_cost = \"25.00\"", "acquisition_cost = \"-25.00\""),
    ("acquisition_cost = \"25.00\"", "acquisition_cost = \"25.005\""),
    ("acquisition_cost = \"25.00\"", "aquisition_cost = 25"),
    ("discount_percent = 10", "discount_percent = 101"),
    ("discount_percent = 10", "discount_percent = \"10\""),
    ("id = \"again\"", "id = \"Again\""),
    ("id = \"again\"", "id = \"2nd\""),
    ("id = \"spend\"", "id = \"again\""),
    ("id = \"spend\"\n", ""),
    ("name = { en = \"Spend\"", "name = { en = \" \""),
    (", zh = \"消费\"", ""),
    (", zh = \"消费\"", ", de = \"Umsatz\", zh = \"消费\""),
    ("{ en = \"Spend\", nl = \"Besteding\", zh = \"消费\" }", "\"Spend\""),
    ("icon = \"M\"", "icon = \"MM\""),
    ("icon = \"M\"\n", ""),
    ("measure = \"spend\"", "measure = \"spendd\""),
    ("measure = \"spend\"\n", ""),
    ("measure = \"spend\"", "measure = \"referral\""),
    ("measure = \"spend\"", "measure = \"spend_kept\""),
    ("measure = \"rebooked\"", "measure = \"rebooked\"\nfull = 24\nhalf = 48"),
    ("measure = \"rebooked\"", "measure = \"rebooked\"\nwindow_months = 12"),
    ("measure = \"rebooked\"", "measure = \"rhythm\"\nfull = 1.75\nhalf = 1.25"),
    ("measure = \"rebooked\"", "measure = \"tenure\"\nfull = 60"),
    ("full = \"500.00\"", "full = \"199.99\""),
    ("full = \"500.00\"", "full = \"500.005\""),
    ("full = \"500.00\"", "full = \"€ 500\""),
    ("full = \"500.00\"", "full = \"1_000\""),
    ("full = \"500.00\"\n", ""),
    ("half = \"200.00\"", "half = 0"),
    ("min_occasions = 2", "min_occasions = -1"),
    ("min_days = 28", "min_days = 99999"),
    ("min_days = 28", "fulll = 3"),
    ("[[star]]\nid = \"again\"", "[star]\nid = \"again\""),
    ("name = \"test\"", "name = \"test"),
    ("name = \"test\"", "name = \"test\"\nname = \"twice\""),
    ("name = \"test\"", "name: test"),
];

#[test]
fn each_mistake_is_told_with_its_line_and_its_mending() {
    let mut snapshot = String::new();
    for (find, replace) in CASES {
        let answer = told(&changed(find, replace));
        assert!(!answer.is_empty(), "{replace:?} was taken");
        let change = format!("{find:?} -> {replace:?}");
        snapshot.push_str(&format!("{change}\n    {}\n", answer.replace('\n', "\n    ")));
    }
    insta::assert_snapshot!(snapshot);
}

#[test]
fn each_mistake_is_on_the_line_it_was_made() {
    for (find, replace) in CASES {
        let text = changed(find, replace);
        let made_on = 1 + SOUND.split(find).next().unwrap_or("").matches('\n').count();
        let lines: Vec<usize> = mistakes(&text).iter().map(|mistake| mistake.line).collect();
        // A mistake may span lines; a missing key is told at the head of its star.
        let near = lines.iter().any(|line| line.abs_diff(made_on) <= 8);
        assert!(near, "{replace:?} made on line {made_on}, told on {lines:?}");
    }
}

#[test]
fn all_mistakes_are_told_at_once_in_the_order_of_the_text() {
    let text = r#"nmae = "x"
min_clients = 0
[lapse]
rule = "modal"
[[star]]
id = "Bad Id"
name = { en = "A" }
icon = "AA"
measure = "rebookd"
[[star]]
id = "ok"
name = { en = "A", nl = "A", zh = "A" }
icon = "A"
measure = "breadth"
full = 2
half = 3
"#;
    insta::assert_snapshot!(told(text));
}

#[test]
fn too_many_stars_no_stars_and_other_shapes() {
    let star = |n: usize| {
        let name = "name = { en = \"S\", nl = \"S\", zh = \"S\" }";
        format!("[[star]]\nid = \"s{n}\"\n{name}\nicon = \"S\"\nmeasure = \"referral\"\n")
    };
    let nine: String = (0..9).map(star).collect();
    let ten: String = (0..10).map(star).collect();
    assert_eq!(told(&nine), "");
    let many_months = format!("growth_path = {:?}\n{}", vec![1; 61], star(0));
    let long_text = "#".repeat(TEXT_BYTES_MAX + 1);
    let cases: Vec<String> =
        ["", "star = 3\n", "star = []\n", "star = [1, {}]\n", &ten, &many_months, &long_text]
            .into_iter()
            .map(|text| {
                format!(
                    "{:.40}\n    {}\n",
                    text.escape_debug().to_string(),
                    told(text).replace('\n', "\n    ")
                )
            })
            .collect();
    insta::assert_snapshot!(cases.concat());
}

#[test]
fn mistakes_in_the_writing_are_told_alone() {
    let broken = changed("min_clients = 20", "min_clients = \nmin_cleints = 0\nname = 1");
    let answers = mistakes(&broken);
    assert!(answers.len() >= 2, "{answers:?}");
    assert_eq!(answers[0].line, 5);
}

#[test]
fn columns_count_characters_not_bytes() {
    let text = changed("zh = \"消费\"", "zh = \"消费\", xx = \"消\"");
    let answers = mistakes(&text);
    assert_eq!((answers[0].line, answers[0].column), (37, 53), "{answers:?}");
}

/// Lines of presets, shuffled, cut and joined anew: closer to what owners write than random bytes.
fn mangled() -> impl Strategy<Value = String> {
    let texts: Vec<&'static str> = PRESETS.iter().filter_map(|(name, _)| preset(name)).collect();
    let lines: Vec<&'static str> =
        texts.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with('#')).collect();
    let line = (proptest::sample::select(lines), 0..80usize, any::<bool>());
    proptest::collection::vec(line, 0..60).prop_map(|lines| {
        let cut = |(line, at, whole): (&str, usize, bool)| match whole {
            true => line.to_owned(),
            false => line.chars().take(at).collect(),
        };
        lines.into_iter().map(cut).collect::<Vec<_>>().join("\n")
    })
}

proptest! {
    #[test]
    fn random_text_never_panics(text in any::<String>()) {
        let _ = mistakes(&text);
    }

    #[test]
    fn mangled_presets_never_panic(text in mangled()) {
        for mistake in mistakes(&text) {
            prop_assert!(mistake.line >= 1 && mistake.column >= 1);
            prop_assert!(mistake.line <= text.matches('\n').count() + 1);
            prop_assert!(!mistake.reason.to_string().contains('\n'));
        }
    }
}

#[test]
fn a_reason_that_hangs_in_the_air_is_told() {
    let name = "name = { en = \"R\", nl = \"R\", zh = \"R\" }";
    let with = |lines: &str| {
        told(&format!("{SOUND}\n[[reason]]\nid = \"price\"\n{name}\n\n[[reason]]\n{name}\n{lines}\n"))
    };
    for (lines, expected) in [
        ("id = \"dear\"\nparent = \"prize\"", "such as \"price\""),
        ("id = \"price\"", "the reason `price` is there already"),
        ("id = \"dear\"\nnature = \"lost\"", "left, unable, let_go"),
        ("parent = \"price\"", "`id` in reason 2 is missing"),
        ("id = \"Dear\"", "a lower-case letter"),
    ] {
        assert!(with(lines).contains(expected), "{lines}: {}", with(lines));
    }
    let third = format!(
        "id = \"dear\"\nparent = \"price\"\n\n[[reason]]\n{name}\nid = \"more\"\nparent = \"price/dear\""
    );
    assert!(with(&third).contains("that has no parent"), "{}", with(&third));
    assert!(told(&format!("fading_percent = 0\n{SOUND}")).contains("fading_percent"), "from 1");
}
