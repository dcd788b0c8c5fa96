//! The rhythm drawn, in rows from top to bottom: labels of the own interval and of the limits,
//! occasions, the present gap, the axis.

use domain::day::Day;
use jiff::civil::Date;
use locale::Language;

use crate::rhythm::{Mark, Rhythm, Shown, interval_text, rhythm_rows};
use crate::words::words;
use crate::xml::escape;

/// All lengths are in units of the view box.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 170.0;
const MARGIN: f64 = 14.0;
const LABEL_Y: f64 = 14.0;
const LABEL_STEP: f64 = 15.0;
const DOT_Y: f64 = 76.0;
const GAP_Y: f64 = 100.0;
const AXIS_Y: f64 = 134.0;
/// Room that a label takes at most.
const LABEL_WIDTH: f64 = 230.0;
/// Fewest units between two marks of months.
const MONTH_STEP_MIN: f64 = 44.0;
/// How much of the axis stays free after what is last on it.
const FREE_SHARE: f64 = 0.03;
/// Where nothing else says how long the axis is to be.
const SPAN_DAYS_MIN: f64 = 28.0;

/// A client's rhythm as SVG, in the colour of the text around it, for light and dark pages and for
/// paper. It has no style of its own but presentation attributes; the classes `rhythm-*` are there
/// for a page's style sheet. What it shows, [`rhythm_rows`] tells.
pub fn rhythm_svg(rhythm: &Rhythm, language: Language) -> String {
    let words = words(language);
    let shown = Shown::of(rhythm);
    let facts = rhythm_rows(rhythm, language).into_iter().map(|row| format!("{}: {}", row.label, row.value));
    let drawing = match (shown.days.first(), shown.days.last()) {
        (Some(&first), Some(&last)) => draw(rhythm, &shown, first, last, language),
        _ => label(WIDTH / 2.0, DOT_Y, "middle", "rhythm-none", &words.say("rhythm-none")),
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"rhythm\" role=\"img\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         font-family=\"Open Sans, sans-serif\" font-size=\"10.5\" fill=\"currentColor\">\
         <title>{}</title><desc>{}</desc>{drawing}</svg>",
        escape(&words.say("rhythm-title")),
        escape(&facts.collect::<Vec<_>>().join(". ")),
    )
}

fn draw(rhythm: &Rhythm, shown: &Shown, first: Day, last: Day, language: Language) -> String {
    let marks = shown.marks(rhythm, last);
    let furthest = marks.iter().map(|mark| mark.after_days).fold(f64::from(shown.gap_days(last)), f64::max);
    let axis = Axis::new(first, f64::from(last.days_since(first)) + furthest);
    let mut svg = axis.draw(language);
    svg += &limits(&axis, last, &marks, language);
    svg += &present_gap(&axis, shown, last, language);
    for &day in &shown.days {
        svg += &format!(
            "<circle class=\"rhythm-occasion\" cx=\"{:.1}\" cy=\"{DOT_Y}\" r=\"4.2\"/>",
            axis.x(day)
        );
    }
    svg
}

/// A time axis: days to units.
struct Axis {
    first: Day,
    span_days: f64,
}

impl Axis {
    fn new(first: Day, days: f64) -> Axis {
        Axis { first, span_days: (days * (1.0 + FREE_SHARE)).max(SPAN_DAYS_MIN) }
    }

    fn x(&self, day: Day) -> f64 {
        self.x_after(day, 0.0)
    }

    /// So many days after a day.
    fn x_after(&self, day: Day, days: f64) -> f64 {
        let days = f64::from(day.days_since(self.first)) + days;
        MARGIN + days / self.span_days * (WIDTH - 2.0 * MARGIN)
    }

    /// The axis with a mark for the first day of a month, as many months apart as leaves room.
    fn draw(&self, language: Language) -> String {
        let month_units = (WIDTH - 2.0 * MARGIN) / self.span_days * 30.4;
        let steps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600];
        let step = steps
            .into_iter()
            .find(|&months| f64::from(months) * month_units >= MONTH_STEP_MIN)
            .unwrap_or(1200);
        let mut svg = line((MARGIN, AXIS_Y), (WIDTH - MARGIN, AXIS_Y), "rhythm-axis", "stroke-width=\"1\"");
        let last = self.first.plus_days(self.span_days as i32);
        let mut year = None;
        for day in first_days(self.first, last, step) {
            let (x, date) = (self.x(day), day.date());
            svg += &line((x, AXIS_Y), (x, AXIS_Y + 5.0), "rhythm-axis", "stroke-width=\"1\"");
            let (anchor, x) = anchored(x, 24.0);
            svg += &label(x, AXIS_Y + 17.0, anchor, "rhythm-month", &language.month_mark(date));
            if year.replace(date.year()) != Some(date.year()) {
                svg += &label(x, AXIS_Y + 29.0, anchor, "rhythm-year", &date.year().to_string());
            }
        }
        svg
    }
}

/// First days of every `step`-th month, counted from January of year 0.
fn first_days(first: Day, last: Day, step: i32) -> impl Iterator<Item = Day> {
    let month_number = |day: Day| i32::from(day.date().year()) * 12 + i32::from(day.date().month()) - 1;
    let start = month_number(first).div_euclid(step) * step;
    (start..=month_number(last)).step_by(step.max(1) as usize).filter_map(move |month| {
        let (year, month) = (i16::try_from(month.div_euclid(12)).ok()?, month.rem_euclid(12) as i8 + 1);
        let day = Day::from_date(Date::new(year, month, 1).ok()?);
        (first <= day && day <= last).then_some(day)
    })
}

/// The own interval as a band, the limits as lines, each with its label in a row of its own: on the
/// right side of the picture labels end at their place and the first stands lowest, on the left side
/// they begin there and the first stands highest, so that no line crosses a label.
fn limits(axis: &Axis, last: Day, marks: &[Mark], language: Language) -> String {
    let words = words(language);
    let place_of = |mark: &Mark| axis.x_after(last, mark.after_days);
    let is_left = marks.first().is_some_and(|mark| place_of(mark) < LABEL_WIDTH);
    let mut svg = String::new();
    for (place, mark) in marks.iter().enumerate() {
        let row = if is_left { place } else { marks.len() - 1 - place };
        let (x, y) = (place_of(mark), LABEL_Y + LABEL_STEP * row as f64);
        let (class, text, begin) = if place == 0 {
            let interval = interval_text(language, mark.after_days);
            svg += &band(axis.x(last), x);
            ("rhythm-own", words.say_with("own-interval-is", [("days", interval.into())]), axis.x(last))
        } else {
            let dashes = if place == 1 {
                "stroke-width=\"1.2\" stroke-dasharray=\"4 3\""
            } else {
                "stroke-width=\"2\""
            };
            svg += &line((x, y + 4.0), (x, GAP_Y + 8.0), "rhythm-limit", dashes);
            ("rhythm-limit", format!("{} {}", words.say(mark.key), mark.text(language)), x)
        };
        let is_begin = is_left && begin < WIDTH - LABEL_WIDTH;
        svg += &if is_begin {
            label(begin - 1.0, y, "start", class, &text)
        } else {
            label(x + 1.0, y, "end", class, &text)
        };
    }
    svg
}

fn band(from: f64, to: f64) -> String {
    format!(
        "<rect class=\"rhythm-own\" x=\"{from:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"24\" fill-opacity=\"0.14\" \
         stroke=\"currentColor\" stroke-width=\"0.8\"/>",
        DOT_Y - 12.0,
        to - from
    )
}

fn present_gap(axis: &Axis, shown: &Shown, last: Day, language: Language) -> String {
    let (from, to) = (axis.x(last), axis.x(shown.as_of));
    let text = words(language).say_with("present-gap-days", [("days", shown.gap_days(last).into())]);
    let (anchor, x) = span_anchor(from, to);
    line((from, DOT_Y), (from, GAP_Y), "rhythm-gap", "stroke-width=\"1\"")
        + &line((from, GAP_Y), (to, GAP_Y), "rhythm-gap", "stroke-width=\"3\"")
        + &line((to, GAP_Y - 6.0), (to, GAP_Y + 6.0), "rhythm-gap", "stroke-width=\"2\"")
        + &label(x, GAP_Y + 19.0, anchor, "rhythm-gap", &text)
}

/// Where a text about a stretch stands: from its left end, or, right of the middle, up to its right end.
fn span_anchor(from: f64, to: f64) -> (&'static str, f64) {
    if from < WIDTH / 2.0 { ("start", from) } else { ("end", to.max(from)) }
}

/// A text centred at a place, but within the picture.
fn anchored(x: f64, half_width: f64) -> (&'static str, f64) {
    if x < half_width {
        ("start", x.max(2.0))
    } else if x > WIDTH - half_width {
        ("end", WIDTH - 2.0)
    } else {
        ("middle", x)
    }
}

fn line(from: (f64, f64), to: (f64, f64), class: &str, more: &str) -> String {
    format!(
        "<line class=\"{class}\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"currentColor\" {more}/>",
        from.0, from.1, to.0, to.1
    )
}

fn label(x: f64, y: f64, anchor: &str, class: &str, text: &str) -> String {
    format!(
        "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{}</text>",
        escape(text)
    )
}
