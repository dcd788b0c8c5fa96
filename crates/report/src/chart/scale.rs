//! Scales: from figures to places, and the ticks between.

use domain::money::Currency;
use locale::Language;

use super::{Axis, Figures};

/// Figures from `low` to `high`, laid from one place to another.
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    from: f64,
    to: f64,
}

/// A figure written beside an axis.
pub(super) struct Tick {
    pub(super) place: f64,
    pub(super) text: String,
}

impl Scale {
    /// Over an axis and the figures on it. `with_room`: half a step more at both ends, for bars.
    pub(super) fn over(
        axis: &Axis,
        figures: impl Iterator<Item = f64>,
        from: f64,
        to: f64,
        with_room: bool,
    ) -> Scale {
        let finite = figures.filter(|figure| figure.is_finite());
        let (low, high) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), figure| {
            (low.min(figure), high.max(figure))
        });
        let (low, high) = if low > high { (0.0, 1.0) } else { (low, high) };
        let (low, high) = (axis.from.unwrap_or(low), axis.to.unwrap_or(high));
        // A single figure lies in the middle of a scale as wide as itself.
        let (low, high) = if high > low { (low, high) } else { (low - 0.5, low + 0.5) };
        let room = if with_room { 0.6 } else { 0.0 };
        Scale { low: low - room, high: high + room, from, to }
    }

    /// The place of a figure; what lies beyond an end is drawn at it.
    pub(super) fn place(&self, figure: f64) -> f64 {
        let share = ((figure - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.from + share * (self.to - self.from)
    }
}

/// Ticks at whole steps of 1, 2 or 5 times a power of ten, at most `most`.
pub(super) fn ticks(axis: &Axis, scale: &Scale, most: usize, language: Language) -> Vec<Tick> {
    if let Figures::Names(names) = &axis.figures {
        let every = names.len().div_ceil(most * 2).max(1);
        let named = names.iter().enumerate().step_by(every);
        return named
            .map(|(index, name)| Tick { place: scale.place(index as f64), text: name.clone() })
            .collect();
    }
    let step = step(scale.high - scale.low, most);
    let first = (scale.low / step).ceil() as i64;
    let last = (scale.high / step + 1e-9).floor() as i64;
    let figures = (first..=last).map(|count| count as f64 * step);
    figures
        .map(|figure| Tick { place: scale.place(figure), text: told(figure, step, &axis.figures, language) })
        .collect()
}

fn step(span: f64, most: usize) -> f64 {
    let power = 10f64.powf((span / most as f64).log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power);
    steps.into_iter().find(|step| span / step <= most as f64).unwrap_or(10.0 * power)
}

fn told(figure: f64, step: f64, figures: &Figures, language: Language) -> String {
    let decimals = |step: f64| (-step.log10() + 1e-9).ceil().clamp(0.0, 6.0) as usize;
    match figures {
        Figures::Percent => language.percent(figure * 100.0, decimals(step * 100.0)),
        Figures::Money(currency) => money(figure, *currency, language),
        Figures::Number | Figures::Names(_) => language.decimal(figure, decimals(step)),
    }
}

fn money(figure: f64, currency: Currency, language: Language) -> String {
    language.money_rounded(figure.round() as i64, currency)
}

#[cfg(test)]
mod correctness {
    use super::*;

    fn check(low: f64, high: f64, expected: &[&str]) {
        let axis = Axis::new(String::new(), Figures::Number).between(low, high);
        let scale = Scale::over(&axis, std::iter::empty(), 0.0, 100.0, false);
        let texts: Vec<String> =
            ticks(&axis, &scale, 6, Language::En).into_iter().map(|tick| tick.text).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn ticks_are_round_and_few() {
        check(0.0, 1.0, &["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        check(0.0, 120.0, &["0", "20", "40", "60", "80", "100", "120"]);
        check(-7.0, 23.0, &["−5", "0", "5", "10", "15", "20"]);
        check(5.0, 5.0, &["4.6", "4.8", "5.0", "5.2", "5.4"]);
    }

    #[test]
    fn what_lies_beyond_an_end_is_drawn_at_it() {
        let axis = Axis::new(String::new(), Figures::Number).between(0.0, 10.0);
        let scale = Scale::over(&axis, [f64::NAN, 50.0].into_iter(), 100.0, 0.0, false);
        assert_eq!([scale.place(-1.0), scale.place(5.0), scale.place(50.0)], [100.0, 50.0, 0.0]);
    }
}
