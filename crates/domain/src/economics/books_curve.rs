//! The own books' curve: contribution by year of tenure, and from it the value of a client.

use btyd::Sbg;

use super::{WHOLE_BP, round_minor};
use crate::definition::Definition;

/// The text behind `client_value`.
pub const DEFINITION: Definition = Definition {
    id: "client_value",
    title: "Value of a client at a defection rate",
    unit: "money",
    numerator: "Contribution expected of a new client over the years of tenure, each year's discounted from its end; what winning the client cost is year 0.",
    denominator: "-",
    exclusions: "Overheads; referrals; years past the 200th.",
    text: "Three ways side by side. Fixed life: every client stays 1 / rate years, a part of a year in part, as in the article of 1990; it overstates, since who leaves late brings less after discount than who leaves early takes away. Geometric: at the end of each year the same share of those still there leaves. sBG: clients differ in their chance to leave, so the likely leavers go first and the rate of those who are left falls; the rate given is that of the first year. All pay for the first year. Without discount the last way can be infinite, and then has no value.",
    source: "DOMAIN: own books' curve; Reichheld & Sasser 1990; Fader & Hardie 2007 and 2010",
};

/// Years of tenure that are counted at most.
pub const YEARS_MAX: u32 = 200;

/// Contribution of a client by year of tenure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BooksCurve {
    /// Contribution of each year, from year 0 (what winning the client cost, as a negative amount) on, in minor units.
    pub by_year_minor: Vec<i64>,
    /// Contribution of each year after those, in minor units.
    pub later_minor: i64,
    /// What a year's delay takes off, in basis points of what is left: 555 divides by 1.0555.
    pub discount_bp: u32,
}

/// Who is still a client in a year of tenure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Survival {
    /// All stay for 1 / rate years, then all are gone.
    FixedLife {
        /// Defection rate a year, in basis points.
        defection_bp: u32,
    },
    /// The same share leaves at the end of every year.
    Geometric {
        /// Defection rate a year, in basis points.
        defection_bp: u32,
    },
    /// Clients differ: the chance to leave is drawn from a beta distribution for each.
    Sbg {
        /// Defection rate of the first year: the mean chance to leave, in basis points.
        defection_bp: u32,
        /// How far clients differ, 1 / (α + β + 1), in basis points: near 0 all are the same, which is geometric;
        /// near 10,000 each leaves at once or never.
        polarization_bp: u32,
    },
}

impl Survival {
    /// The same way at another rate.
    pub fn at(self, defection_bp: u32) -> Self {
        match self {
            Self::FixedLife { .. } => Self::FixedLife { defection_bp },
            Self::Geometric { .. } => Self::Geometric { defection_bp },
            Self::Sbg { polarization_bp, .. } => Self::Sbg { defection_bp, polarization_bp },
        }
    }

    /// Share of clients who bring a year's contribution, from year 1 on: 1 in the first.
    pub fn share(self, year: u32) -> f64 {
        let ends = year.saturating_sub(1);
        match self {
            Self::FixedLife { defection_bp } => (life_years(defection_bp) - f64::from(ends)).clamp(0.0, 1.0),
            Self::Geometric { defection_bp } => (0..ends).fold(1.0, |share, _| share * stay(defection_bp)),
            Self::Sbg { defection_bp, polarization_bp } => {
                sbg(defection_bp, polarization_bp).map_or(0.0, |model| model.survival(ends))
            }
        }
    }

    /// The shares of all years that are counted, from year 1 on.
    fn shares(self) -> Vec<f64> {
        let Self::Geometric { defection_bp } = self else {
            return (1..=YEARS_MAX).map(|year| self.share(year)).collect();
        };
        // The same products, without beginning anew for every year.
        let next = |share: &f64| Some(share * stay(defection_bp));
        std::iter::successors(Some(1.0), next).take(YEARS_MAX as usize).collect()
    }

    /// Is this a way at all, and is the mean life finite? An infinite one needs a discount.
    pub fn is_finite(self) -> Option<bool> {
        match self {
            Self::FixedLife { defection_bp } | Self::Geometric { defection_bp } => {
                (1..=10_000).contains(&defection_bp).then_some(true)
            }
            Self::Sbg { defection_bp, polarization_bp } => {
                sbg(defection_bp, polarization_bp).map(|model| model.alpha > 1.0)
            }
        }
    }
}

/// Mean life of a client at a defection rate, in years: 1 / rate, as the article has it.
pub fn life_years(defection_bp: u32) -> f64 {
    WHOLE_BP / f64::from(defection_bp)
}

/// The sBG way of a fitted model: its mean chance to leave, and how far clients differ.
pub fn sbg_of(model: &Sbg) -> Survival {
    let whole = model.alpha + model.beta;
    let share_bp = |share: f64| (share * WHOLE_BP).round().clamp(1.0, WHOLE_BP - 1.0) as u32;
    Survival::Sbg {
        defection_bp: share_bp(model.alpha / whole),
        polarization_bp: share_bp(1.0 / (whole + 1.0)),
    }
}

/// Share of clients who stay at the end of a year.
pub(super) fn stay(defection_bp: u32) -> f64 {
    1.0 - f64::from(defection_bp) / WHOLE_BP
}

/// The model with that mean and polarization; `None` where these are not between 0 and the whole.
fn sbg(defection_bp: u32, polarization_bp: u32) -> Option<Sbg> {
    let inside = |share_bp: u32| (1..10_000).contains(&share_bp);
    (inside(defection_bp) && inside(polarization_bp)).then(|| {
        let both = WHOLE_BP / f64::from(polarization_bp) - 1.0;
        Sbg { alpha: both * f64::from(defection_bp) / WHOLE_BP, beta: both * stay(defection_bp) }
    })
}

impl BooksCurve {
    /// The card customer of the article of 1990, in hundredths of its currency: −51 to win, then 30, 42, 44, 49, 55 a year. What
    /// comes later and the discount are not in it: 51 a year and 5.55 percent give its three values.
    pub fn card_customer_of_1990() -> BooksCurve {
        let by_year_minor = [-51, 30, 42, 44, 49, 55].map(|amount| amount * 100).to_vec();
        BooksCurve { by_year_minor, later_minor: 5_100, discount_bp: 555 }
    }

    /// What a client is worth on the day of coming, in minor units.
    ///
    /// `None` where there is no such value: a rate of 0 or above the whole, an infinite mean life without discount,
    /// an amount beyond what money counts.
    pub fn value_minor(&self, survival: Survival) -> Option<i64> {
        if !survival.is_finite()? && self.discount_bp == 0 {
            return None;
        }
        let yearly = 1.0 / (1.0 + f64::from(self.discount_bp) / WHOLE_BP);
        let (mut value, mut discount) = (self.contribution(0), 1.0);
        for (year, share) in (1..).zip(survival.shares()) {
            discount *= yearly;
            value += self.contribution(year) * share * discount;
        }
        round_minor(value)
    }

    /// What fewer defections are worth for each client: the value at `to_bp` less that at the way's own rate.
    ///
    /// `None` where either has no value.
    pub fn gain_minor(&self, survival: Survival, to_bp: u32) -> Option<i64> {
        self.value_minor(survival.at(to_bp))?.checked_sub(self.value_minor(survival)?)
    }

    /// Contribution of a year, in minor units.
    pub fn contribution(&self, year: u32) -> f64 {
        self.by_year_minor.get(year as usize).copied().unwrap_or(self.later_minor) as f64
    }
}

#[cfg(test)]
mod correctness {
    use super::*;

    /// The card customer of the article of 1990 with `later` a year after the fifth.
    fn card_customer(later: i64, discount_bp: u32) -> BooksCurve {
        BooksCurve { later_minor: later * 100, discount_bp, ..BooksCurve::card_customer_of_1990() }
    }

    /// Values in hundredths at defection rates of 20, 10 and 5 percent.
    fn check(curve: &BooksCurve, survival: Survival, expected: [i64; 3]) {
        let value = |rate_bp| curve.value_minor(survival.at(rate_bp)).expect("a value");
        assert_eq!([2_000, 1_000, 500].map(value), expected);
    }

    const FIXED: Survival = Survival::FixedLife { defection_bp: 1_000 };
    const GEOMETRIC: Survival = Survival::Geometric { defection_bp: 1_000 };

    /// The article prints 134, 300 and 525 for lives of 5, 10 and 20 years; its own rate is not known. At 5.55 percent
    /// and 51 a year from the sixth on they are 134.0, 300.0 and 523.4, cut after the first decimal.
    #[test]
    fn the_exhibit_of_1990() {
        check(&BooksCurve::card_customer_of_1990(), FIXED, [13_400, 30_001, 52_346]);
        check(&card_customer(55, 1_000), GEOMETRIC, [9_362, 18_192, 27_176]);
    }

    /// At equal settings, so that nothing but the shape of survival differs.
    #[test]
    fn a_fixed_life_overstates() {
        for curve in [card_customer(51, 555), card_customer(55, 1_000)] {
            for rate_bp in [500, 1_000, 2_000] {
                let value = |survival: Survival| curve.value_minor(survival.at(rate_bp)).expect("a value");
                assert!(value(FIXED) > value(GEOMETRIC), "{rate_bp}");
            }
        }
        check(&card_customer(51, 555), GEOMETRIC, [11_887, 24_581, 40_057]);
    }

    /// The published sBG of regular clients: a first rate of 0.704 / 1.886.
    #[test]
    fn a_fitted_model_is_a_way() {
        let way = sbg_of(&Sbg { alpha: 0.704, beta: 1.182 });
        assert_eq!(way, Survival::Sbg { defection_bp: 3_733, polarization_bp: 3_465 });
        assert!((way.share(2) - 0.631).abs() < 0.005 && (way.share(8) - 0.241).abs() < 0.005);
    }

    /// Clients of a mean rate are worth more where they differ: who stays, stays long (Fader & Hardie 2010).
    #[test]
    fn differences_between_clients_are_worth_money() {
        let curve = card_customer(51, 555);
        let value = |polarization_bp| {
            let survival = Survival::Sbg { defection_bp: 2_000, polarization_bp };
            curve.value_minor(survival).expect("a value")
        };
        assert!(value(500) < value(2_000) && value(2_000) < value(5_000));
        let geometric = curve.value_minor(GEOMETRIC.at(2_000)).expect("a value");
        assert!(value(1) >= geometric && value(1) - geometric <= 5, "{} {geometric}", value(1));
    }

    /// Worked by hand: 100 in each of 2.5 years without discount.
    #[test]
    fn a_part_of_a_year_counts_in_part() {
        let curve = BooksCurve { by_year_minor: vec![0], later_minor: 10_000, discount_bp: 0 };
        assert_eq!(curve.value_minor(FIXED.at(4_000)), Some(25_000));
        // 1 + ½ + ¼ + … = 2 years.
        assert_eq!(curve.value_minor(GEOMETRIC.at(5_000)), Some(20_000));
        assert_eq!(curve.value_minor(GEOMETRIC.at(10_000)), Some(10_000));
    }

    #[test]
    fn what_has_no_value_is_none() {
        let curve = card_customer(51, 0);
        for way in [FIXED, GEOMETRIC] {
            assert_eq!(curve.value_minor(way.at(0)), None);
            assert_eq!(curve.value_minor(way.at(10_001)), None);
        }
        // α = 0.2 · 4 is below 1: the mean life is infinite; α = 0.2 · 9 is not.
        let differing = |polarization_bp| Survival::Sbg { defection_bp: 2_000, polarization_bp };
        assert_eq!(curve.value_minor(differing(2_000)), None);
        assert!(curve.value_minor(differing(1_000)).is_some());
        assert!(card_customer(51, 1).value_minor(differing(2_000)).is_some());
        let beyond = BooksCurve { by_year_minor: vec![i64::MAX; 9], later_minor: 0, discount_bp: 0 };
        assert_eq!(beyond.value_minor(FIXED), None);
    }

    /// Five points fewer at 10 percent.
    #[test]
    fn points_of_defection_have_a_price() {
        let curve = card_customer(51, 555);
        assert_eq!(curve.gain_minor(FIXED, 500), Some(52_346 - 30_001));
        assert_eq!(curve.gain_minor(FIXED, 1_000), Some(0));
        assert!(curve.gain_minor(FIXED, 1_100).is_some_and(|loss| loss < 0));
    }
}
