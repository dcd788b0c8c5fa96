//! Pictures: well formed, in no colour of their own, without style, and told in words.

use domain::day::Day;
use domain::star::Star;
use jiff::civil::date;
use locale::Language;
use report::chart::{Axis, Chart, Figures, Point, Series, Shape, chart_svg};
use report::rhythm::{Rhythm, rhythm_rows, rhythm_svg};
use report::star_picture::star_svg;

fn day(year: i16, month: i8, on: i8) -> Day {
    Day::from_date(date(year, month, on))
}

fn rhythm() -> Rhythm {
    Rhythm {
        occasions: vec![day(2025, 1, 1), day(2025, 1, 31), day(2025, 3, 2), day(2025, 1, 31)],
        as_of: day(2025, 4, 11),
        own_interval_days: 30.0,
        overdue_percent: 125,
        lapse_percent: Some(200),
    }
}

/// What a strict content security policy refuses, and what a dark page would hide.
fn check_plain(svg: &str) {
    let document = roxmltree::Document::parse(svg).expect("well-formed XML");
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        assert!(!["style", "script", "a", "image", "use"].contains(&node.tag_name().name()), "{node:?}");
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(
                name != "style" && name != "href" && name != "id" && !name.starts_with("on"),
                "{name}={value}"
            );
            if ["fill", "stroke", "color"].contains(&name) {
                assert!(["currentColor", "none"].contains(&value), "{name}={value}");
            }
        }
    }
}

fn texts(svg: &str, tag: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).expect("well-formed XML");
    let nodes = document.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", tag)));
    nodes.map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

fn places(svg: &str, class: &str, attribute: &str) -> Vec<f64> {
    let document = roxmltree::Document::parse(svg).expect("well-formed XML");
    let nodes = document.descendants().filter(|node| node.attribute("class") == Some(class));
    nodes.filter_map(|node| node.attribute(attribute)?.parse().ok()).collect()
}

#[test]
fn stars_differ_by_shape_and_say_what_they_are() {
    let shapes: Vec<String> = Star::ALL
        .into_iter()
        .map(|star| {
            let svg = star_svg(star, "retail: \"half\" <b> & more");
            check_plain(&svg);
            assert_eq!(texts(&svg, "title"), ["retail: \"half\" <b> & more"]);
            assert!(svg.contains(&format!("class=\"star star-{}\"", star.name())));
            svg[svg.find("<g ").expect("a drawing")..].to_owned()
        })
        .collect();
    for (place, shape) in shapes.iter().enumerate() {
        assert!(!shapes[..place].contains(shape), "two stars look alike");
    }
    let silent = star_svg(Star::Full, "");
    assert!(silent.contains("aria-hidden=\"true\"") && !silent.contains("<title>"));
}

#[test]
fn the_rhythm_is_drawn_to_scale() {
    let svg = rhythm_svg(&rhythm(), Language::En);
    check_plain(&svg);
    let dots = places(&svg, "rhythm-occasion", "cx");
    assert_eq!(dots.len(), 3, "a day counts once");
    let days_per_unit = 60.0 / (dots[2] - dots[0]);
    assert!(((dots[1] - dots[0]) * days_per_unit - 30.0).abs() < 0.1);
    let own = places(&svg, "rhythm-own", "width")[0];
    assert!((own * days_per_unit - 30.0).abs() < 0.1, "the band is the own interval");
    // Overdue past 37.5 days, lapsed past 60; the present gap is 40.
    let limits = places(&svg, "rhythm-limit", "x1");
    assert!(((limits[0] - dots[2]) * days_per_unit - 37.5).abs() < 0.1);
    assert!(((limits[1] - dots[2]) * days_per_unit - 60.0).abs() < 0.1);
    let gap = places(&svg, "rhythm-gap", "x2");
    assert!(((gap[1] - dots[2]) * days_per_unit - 40.0).abs() < 0.1);
}

#[test]
fn nothing_is_drawn_outside_the_picture() {
    let check = |own_interval_days, gap_days, occasions: usize, overdue_percent, lapse_percent| {
        let days = (0..occasions).map(|place| day(2025, 1, 1).plus_days(-31 * place as i32)).collect();
        let as_of = day(2025, 1, 1).plus_days(gap_days);
        let rhythm = Rhythm { occasions: days, as_of, own_interval_days, overdue_percent, lapse_percent };
        let svg = rhythm_svg(&rhythm, Language::Nl);
        for class in
            ["rhythm-occasion", "rhythm-own", "rhythm-limit", "rhythm-gap", "rhythm-axis", "rhythm-month"]
        {
            for attribute in ["x", "x1", "x2", "cx"] {
                for x in places(&svg, class, attribute) {
                    assert!((0.0..=640.0).contains(&x), "{class} {attribute}={x} in {rhythm:?}");
                }
            }
        }
    };
    check(30.0, 0, 1, 125, Some(200));
    check(30.0, 900, 1, 125, Some(200));
    check(30.0, 900, 24, 125, Some(200));
    check(365.25, 3, 2, 110, Some(1_000));
    check(0.5, 0, 1, 125, None);
    check(30.0, 20_000, 40, 125, Some(200));
}

#[test]
fn rows_say_what_the_picture_shows() {
    let rows = rhythm_rows(&rhythm(), Language::En);
    let said: Vec<String> = rows.iter().map(|row| format!("{}: {}", row.label, row.value)).collect();
    assert_eq!(
        said,
        [
            "Own interval: 30.0 days",
            "Present gap: 40 days",
            "Expected by: 1\u{a0}Apr 2025",
            "Overdue after: 8\u{a0}Apr 2025 (1.25\u{a0}×)",
            "Lapsed after: 1\u{a0}May 2025 (2\u{a0}×)",
            "Visit days shown: the last 3 of 3",
            "Visit day: 2\u{a0}Mar 2025, after 30 days",
            "Visit day: 31\u{a0}Jan 2025, after 30 days",
            "Visit day: 1\u{a0}Jan 2025",
        ]
    );
    let svg = rhythm_svg(&rhythm(), Language::En);
    assert_eq!(texts(&svg, "desc"), [said.join(". ")]);
    assert_eq!(texts(&svg, "title"), ["Rhythm of visits"]);
}

/// The rule is "a gap of more than 1.25 × the own interval": the day told is the last that is not.
#[test]
fn the_day_after_a_limit_is_past_it() {
    let row = |own_interval_days: f64| {
        let rows = rhythm_rows(&Rhythm { own_interval_days, ..rhythm() }, Language::En);
        rows.into_iter().find(|row| row.label == "Overdue after").expect("a limit").value
    };
    assert!(row(32.0).starts_with("11\u{a0}Apr 2025"), "40 days are not more than 40");
    assert!(row(31.9).starts_with("10\u{a0}Apr 2025"), "40 days are more than 39.875");
}

#[test]
fn visits_after_the_day_are_not_known_yet() {
    let mut later = rhythm();
    later.occasions.push(day(2025, 4, 12));
    assert_eq!(rhythm_svg(&later, Language::Zh), rhythm_svg(&rhythm(), Language::Zh));
    later.as_of = day(2024, 12, 31);
    let rows = rhythm_rows(&later, Language::En);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].value, "No visit yet.");
}

#[test]
fn a_chart_draws_each_series_and_passes_over_what_is_no_number() {
    let points = vec![Point::between(0.0, 1.0, 0.9, 1.0), Point::at(1.0, 0.4), Point::at(2.0, f64::NAN)];
    let series = |shape| Series { name: format!("{shape:?}"), shape, points: points.clone() };
    let chart = Chart {
        title: "Shapes & more".to_owned(),
        x: Axis::new("Years <of tenure>".to_owned(), Figures::Number),
        y: Axis::new("Share".to_owned(), Figures::Percent).between(0.0, 1.0),
        series: [Shape::Line, Shape::Limit, Shape::Steps, Shape::Dots, Shape::Bars].map(series).into(),
    };
    let svg = chart_svg(&chart, Language::En);
    check_plain(&svg);
    assert_eq!(texts(&svg, "title"), ["Shapes & more"]);
    let said = texts(&svg, "text");
    for text in ["Years <of tenure>", "Share", "100%", "Line", "Limit", "Steps", "Dots", "Bars"] {
        assert!(said.iter().any(|one| one == text), "{text} is missing in {said:?}");
    }
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    // One mark in the legend, two of points.
    assert_eq!(svg.matches("class=\"chart-mark\"").count(), 3);
    // Steps go along before they fall: one corner more.
    let corners: Vec<usize> = svg
        .split("<polyline")
        .skip(1)
        .map(|line| line.split('"').nth(3).unwrap_or("").split(' ').count())
        .collect();
    assert_eq!(corners, [2, 2, 2, 2, 3, 2], "the lines and their samples: {svg}");
}

#[test]
fn a_chart_of_nothing_is_axes() {
    let axis = |name: &str| Axis::new(name.to_owned(), Figures::Number);
    let chart = Chart { title: "Nothing".to_owned(), x: axis("x"), y: axis("y"), series: Vec::new() };
    let svg = chart_svg(&chart, Language::Zh);
    check_plain(&svg);
    assert!(texts(&svg, "text").iter().any(|text| text == "x"), "{svg}");
}
