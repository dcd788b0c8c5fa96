//! Charts: figures over figures, drawn as SVG for pages and paper.
//!
//! As all pictures a chart has no colour of its own: lines are told apart by their dashes and marks, and by the names
//! beside them. Whatever it shows stands in a table as well.

mod scale;

use domain::money::Currency;
use locale::Language;

use crate::xml::escape;
use scale::{Scale, ticks};

/// Figures over figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// From left to right.
    pub x: Axis,
    /// From bottom to top.
    pub y: Axis,
    /// What is drawn, the first at the bottom.
    pub series: Vec<Series>,
}

/// An axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What it counts, with its unit.
    pub name: String,
    /// How its figures are written.
    pub figures: Figures,
    /// Its least figure; `None`: that of the data.
    pub from: Option<f64>,
    /// Its greatest figure; `None`: that of the data.
    pub to: Option<f64>,
}

/// How an axis writes its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figures {
    /// With as many decimals as the steps need.
    Number,
    /// Shares from 0 to 1, in percent.
    Percent,
    /// Minor units.
    Money(Currency),
    /// Names of 0, 1, 2 …
    Names(Vec<String>),
}

/// Points that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Their name.
    pub name: String,
    /// How they are drawn.
    pub shape: Shape,
    /// The points, from left to right.
    pub points: Vec<Point>,
}

/// How points are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A line from point to point.
    Line,
    /// The same, thin: a limit, a target, where all would be equal.
    Limit,
    /// Two thin lines through the ends of the intervals, such as limits on either side.
    Limits,
    /// A line that falls at each point.
    Steps,
    /// A mark each, with a whisker from low to high.
    Dots,
    /// A bar each, from 0.
    Bars,
}

/// A point.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// From left to right.
    pub x: f64,
    /// From bottom to top.
    pub y: f64,
    /// Ends of its interval: a band along lines, a whisker at marks and bars.
    pub interval: Option<(f64, f64)>,
    /// What stands beside it.
    pub label: Option<String>,
}

impl Axis {
    /// An axis over all of the data.
    pub fn new(name: String, figures: Figures) -> Axis {
        Axis { name, figures, from: None, to: None }
    }

    /// The same with its ends.
    #[must_use]
    pub fn between(self, from: f64, to: f64) -> Axis {
        Axis { from: Some(from), to: Some(to), ..self }
    }

    /// The same from a figure on.
    #[must_use]
    pub fn from(self, from: f64) -> Axis {
        Axis { from: Some(from), ..self }
    }
}

impl Point {
    /// A point without an interval.
    pub fn at(x: f64, y: f64) -> Point {
        Point { x, y, ..Point::default() }
    }

    /// A point with its interval.
    pub fn between(x: f64, y: f64, low: f64, high: f64) -> Point {
        Point { x, y, interval: Some((low, high)), label: None }
    }
}

/// All lengths are in units of the view box.
const WIDTH: f64 = 640.0;
const PLOT_HEIGHT: f64 = 250.0;
const LEFT: f64 = 62.0;
const RIGHT: f64 = WIDTH - 18.0;
/// Room for the name of the axis on the left, above what the series are called.
const TOP: f64 = 40.0;
const LEGEND_STEP: f64 = 16.0;
/// Room for the figures and the name of the axis below.
const FOOT: f64 = 40.0;
/// Ticks wished for, at most.
const TICKS_X: usize = 8;
const TICKS_Y: usize = 6;
/// Lines are told apart by these, and then begin anew.
const DASHES: [&str; 6] = ["", "7 3", "2 3", "10 3 2 3", "14 4", "1 2"];

/// The chart as SVG, in the colour of the text around it. The classes `chart-*` are there for a page's style sheet.
pub fn chart_svg(chart: &Chart, language: Language) -> String {
    let legend = chart.series.iter().filter(|series| !series.name.is_empty()).count();
    let top = TOP + LEGEND_STEP * legend as f64;
    let points = || chart.series.iter().flat_map(|series| &series.points);
    let heights = points().flat_map(|point| {
        let (low, high) = point.interval.unwrap_or((point.y, point.y));
        [point.y, low, high]
    });
    let has_bars = chart.series.iter().any(|series| series.shape == Shape::Bars);
    let zero = has_bars.then_some(0.0);
    let canvas = Canvas {
        x: Scale::over(&chart.x, points().map(|point| point.x), LEFT, RIGHT, has_bars),
        y: Scale::over(&chart.y, heights.chain(zero), top + PLOT_HEIGHT, top, false),
        language,
    };
    let mut svg = canvas.axes(chart, top);
    let mut named = 0;
    for (index, series) in chart.series.iter().enumerate() {
        svg += &canvas.series(series, index);
        if !series.name.is_empty() {
            svg += &legend_line(series, index, TOP + 4.0 + LEGEND_STEP * f64::from(named));
            named += 1;
        }
    }
    let height = top + PLOT_HEIGHT + FOOT;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" viewBox=\"0 0 {WIDTH} {height}\" \
         font-family=\"Open Sans, sans-serif\" font-size=\"11\" fill=\"currentColor\"><title>{}</title>{svg}</svg>",
        escape(&chart.title),
    )
}

/// Where figures lie.
struct Canvas {
    x: Scale,
    y: Scale,
    language: Language,
}

impl Canvas {
    fn axes(&self, chart: &Chart, top: f64) -> String {
        let bottom = top + PLOT_HEIGHT;
        let mut svg = line((LEFT, bottom), (RIGHT, bottom), "chart-axis", "stroke-width=\"1\"");
        for tick in ticks(&chart.y, &self.y, TICKS_Y, self.language) {
            svg += &line(
                (LEFT, tick.place),
                (RIGHT, tick.place),
                "chart-grid",
                "stroke-width=\"0.5\" stroke-opacity=\"0.3\"",
            );
            svg += &text(LEFT - 6.0, tick.place + 4.0, "end", &tick.text);
        }
        for tick in ticks(&chart.x, &self.x, TICKS_X, self.language) {
            svg +=
                &line((tick.place, bottom), (tick.place, bottom + 4.0), "chart-axis", "stroke-width=\"1\"");
            svg += &text(tick.place, bottom + 16.0, "middle", &tick.text);
        }
        svg += &text(RIGHT, bottom + 33.0, "end", &chart.x.name);
        // The title stands above the picture.
        let name = Some(&chart.y.name).filter(|name| **name != chart.title);
        svg + &name.map_or_else(String::new, |name| text(4.0, 12.0, "start", name))
    }

    fn series(&self, series: &Series, index: usize) -> String {
        let places: Vec<Place> = series.points.iter().filter_map(|point| self.place(point)).collect();
        let drawing = match series.shape {
            Shape::Line | Shape::Limit => {
                self.band(&places, false) + &path(&outline(&places, false), series.shape, index)
            }
            Shape::Limits => {
                [false, true].map(|is_upper| path(&ends(&places, is_upper), series.shape, index)).concat()
            }
            Shape::Steps => self.band(&places, true) + &path(&outline(&places, true), series.shape, index),
            Shape::Dots => {
                places.iter().map(|place| whisker(place) + &mark(place.x, place.y, index)).collect()
            }
            Shape::Bars => self.bars(&places, index),
        };
        let labels = places.iter().filter_map(|place| {
            let right = place.x < WIDTH * 0.75;
            let (x, anchor) = if right { (place.x + 6.0, "start") } else { (place.x - 6.0, "end") };
            Some(text(x, place.y - 5.0, anchor, place.label.as_ref()?))
        });
        let labels: String = labels.collect();
        format!("<g class=\"chart-series chart-series-{index}\">{drawing}{labels}</g>")
    }

    /// `None` for what is no number.
    fn place(&self, point: &Point) -> Option<Place> {
        let ends = point.interval.filter(|(low, high)| low.is_finite() && high.is_finite());
        (point.x.is_finite() && point.y.is_finite()).then(|| Place {
            x: self.x.place(point.x),
            y: self.y.place(point.y),
            ends: ends.map(|(low, high)| (self.y.place(low), self.y.place(high))),
            label: point.label.clone(),
        })
    }

    /// The band of the intervals along a line.
    fn band(&self, places: &[Place], is_steps: bool) -> String {
        let end = |of: fn((f64, f64)) -> f64| {
            let along = places.iter().filter_map(|place| Some(Place { y: of(place.ends?), ..place.clone() }));
            outline(&along.collect::<Vec<_>>(), is_steps)
        };
        let (low, mut high) = (end(|ends| ends.0), end(|ends| ends.1));
        if low.is_empty() {
            return String::new();
        }
        high.reverse();
        let points: Vec<String> = low.iter().chain(&high).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        format!("<polygon class=\"chart-band\" points=\"{}\" fill-opacity=\"0.12\"/>", points.join(" "))
    }

    fn bars(&self, places: &[Place], index: usize) -> String {
        let apart = places.windows(2).map(|pair| pair[1].x - pair[0].x).fold(RIGHT - LEFT, f64::min);
        let width = (apart * 0.7).clamp(2.0, 60.0);
        let zero = self.y.place(0.0);
        let bar = |place: &Place| {
            let (top, height) = (place.y.min(zero), (place.y - zero).abs());
            let opacity = [0.55, 0.25, 0.4][index % 3];
            format!(
                "<rect class=\"chart-bar\" x=\"{:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" \
                 fill-opacity=\"{opacity}\" stroke=\"currentColor\" stroke-width=\"0.8\"/>{}",
                place.x - width / 2.0,
                whisker(place)
            )
        };
        places.iter().map(bar).collect()
    }
}

/// A point on the canvas.
#[derive(Clone)]
struct Place {
    x: f64,
    y: f64,
    ends: Option<(f64, f64)>,
    label: Option<String>,
}

fn outline(places: &[Place], is_steps: bool) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = Vec::with_capacity(2 * places.len());
    for place in places {
        if let Some(&(_, before)) = points.last().filter(|_| is_steps) {
            points.push((place.x, before));
        }
        points.push((place.x, place.y));
    }
    points
}

/// The lower ends of intervals, or the upper ones.
fn ends(places: &[Place], is_upper: bool) -> Vec<(f64, f64)> {
    let end = |place: &Place| place.ends.map(|(low, high)| (place.x, if is_upper { high } else { low }));
    places.iter().filter_map(end).collect()
}

fn path(points: &[(f64, f64)], shape: Shape, index: usize) -> String {
    let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let width = if matches!(shape, Shape::Limit | Shape::Limits) { 0.9 } else { 2.0 };
    format!(
        "<polyline class=\"chart-line\" points=\"{}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"{width}\"{}/>",
        points.join(" "),
        dashes(index)
    )
}

fn dashes(index: usize) -> String {
    match DASHES[index % DASHES.len()] {
        "" => String::new(),
        dashes => format!(" stroke-dasharray=\"{dashes}\""),
    }
}

fn whisker(place: &Place) -> String {
    let Some((low, high)) = place.ends else { return String::new() };
    let (x, cap) = (place.x, 3.0);
    line((x, low), (x, high), "chart-whisker", "stroke-width=\"1\"")
        + &line((x - cap, low), (x + cap, low), "chart-whisker", "stroke-width=\"1\"")
        + &line((x - cap, high), (x + cap, high), "chart-whisker", "stroke-width=\"1\"")
}

/// A mark by the series: full dot, square, open dot, diamond.
fn mark(x: f64, y: f64, index: usize) -> String {
    let square = |turned: &str| {
        format!(
            "<rect class=\"chart-mark\" x=\"{:.1}\" y=\"{:.1}\" width=\"7\" height=\"7\"{turned}/>",
            x - 3.5,
            y - 3.5
        )
    };
    let dot =
        |more: &str| format!("<circle class=\"chart-mark\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.8\"{more}/>");
    match index % 4 {
        0 => dot(""),
        1 => square(""),
        2 => dot(" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\""),
        _ => square(&format!(" transform=\"rotate(45 {x:.1} {y:.1})\"")),
    }
}

fn legend_line(series: &Series, index: usize, y: f64) -> String {
    let sample = match series.shape {
        Shape::Dots => mark(LEFT + 16.0, y - 4.0, index),
        Shape::Bars => format!(
            "<rect class=\"chart-bar\" x=\"{LEFT}\" y=\"{:.1}\" width=\"32\" height=\"8\" fill-opacity=\"{}\" stroke=\"currentColor\" stroke-width=\"0.8\"/>",
            y - 8.0,
            [0.55, 0.25, 0.4][index % 3]
        ),
        shape => path(&[(LEFT, y - 4.0), (LEFT + 32.0, y - 4.0)], shape, index),
    };
    let place = (LEFT + 40.0, y);
    format!(
        "<g class=\"chart-series chart-series-{index}\">{sample}{}</g>",
        text(place.0, place.1, "start", &series.name)
    )
}

fn line(from: (f64, f64), to: (f64, f64), class: &str, more: &str) -> String {
    format!(
        "<line class=\"{class}\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"currentColor\" {more}/>",
        from.0, from.1, to.0, to.1
    )
}

fn text(x: f64, y: f64, anchor: &str, text: &str) -> String {
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{}</text>", escape(text))
}
