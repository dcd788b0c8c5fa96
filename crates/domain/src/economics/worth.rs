//! Worth: what the own books of a unit say, each figure with its interval.

pub use btyd::Interval;
use btyd::resample;

use super::books::{BookSums, Books, LOTS, YearSums};
use super::books_curve::{BooksCurve, Survival};
use super::defection_point::point_worth;
use super::years_ahead::{ENVELOPE_YEARS, ahead_minor};
use crate::interval::{Share, wilson_share};
use crate::measure::defection_rate::annual_equivalent;
use crate::policy::Economics;

/// Level of the intervals.
const LEVEL: f64 = 0.95;

/// How figures are worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reckoning {
    /// What winning a client costs, and the discount.
    pub economics: Economics,
    /// Of fewer clients nothing is told.
    pub min_clients: u64,
    /// Length of the period of the defection rate.
    pub period_days: i32,
    /// Is sBG fitted, in every draw too?
    pub with_sbg: bool,
    /// Draws that the intervals come from.
    pub draws: u32,
    /// What the draws come from.
    pub seed: u64,
}

/// What the books of a unit say. Money in minor units; `None`: too few to tell, or no such value.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// The clients.
    pub sums: BookSums,
    /// Years of tenure that enough clients began.
    pub years: Vec<YearWorth>,
    /// Contribution by year.
    pub curve: Option<BooksCurve>,
    /// Share who left in a year, with Wilson's interval.
    pub rate: Option<Share>,
    /// The same in basis points.
    pub rate_bp: Option<u32>,
    /// How clients stay by sBG.
    pub sbg: Option<Survival>,
    /// Value of a new client at the own rate: fixed life.
    pub fixed_life: Option<Interval>,
    /// Geometric.
    pub geometric: Option<Interval>,
    /// By sBG.
    pub differing: Option<Interval>,
    /// One point less, for a new client.
    pub point_new_client: Option<Interval>,
    /// For the clients of now, a year.
    pub point_active_year: Option<Interval>,
    /// For the clients of now, for life.
    pub point_active_life: Option<Interval>,
    /// A client of now over ten years.
    pub ten_years: Option<Interval>,
}

/// A year of tenure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YearWorth {
    /// From 1 on.
    pub year: u32,
    /// Its clients.
    pub sums: YearSums,
    /// Mean contribution.
    pub contribution: Option<Interval>,
    /// Share who left in it, with Wilson's interval.
    pub left: Option<Share>,
    /// Share still there after it, from 0 to 1.
    pub survival: Option<Interval>,
}

/// What books say.
pub fn worth(books: &Books, reckoning: &Reckoning) -> Worth {
    let sums = books.sums();
    let told = Told::of(&sums, reckoning.min_clients.max(1));
    let drawn = |times: &[u32]| figures_of(&books.drawn(times), told, reckoning);
    let mut intervals = resample(LOTS, reckoning.draws, LEVEL, reckoning.seed, drawn).into_iter();
    let mut next = || intervals.next().flatten();
    let told_years = sums.years.iter().zip(1_u32..).take(told.years).map(|(&sums, year)| YearWorth {
        year,
        sums,
        contribution: next(),
        left: wilson_share(sums.left, sums.clients),
        survival: next(),
    });
    let years_told = told_years.collect();
    let sbg = sbg_of(&sums, told, reckoning);
    let annual = |share: f64| annual_equivalent(share, reckoning.period_days);
    let rate = wilson_share(sums.lost, sums.at_start).filter(|_| told.rate).map(|share| Share {
        share: annual(share.share),
        low: annual(share.low),
        high: annual(share.high),
        ..share
    });
    Worth {
        years: years_told,
        curve: sums.curve(told.years, reckoning.economics),
        rate,
        rate_bp: sums.defection_bp(reckoning.period_days).filter(|_| told.rate),
        sbg,
        fixed_life: next(),
        geometric: next(),
        differing: next().filter(|_| sbg.is_some()),
        point_new_client: next(),
        point_active_year: next(),
        point_active_life: next(),
        ten_years: next(),
        sums,
    }
}

/// What there are enough clients for; the same in every draw.
#[derive(Clone, Copy)]
struct Told {
    years: usize,
    rate: bool,
    active: bool,
}

impl Told {
    fn of(sums: &BookSums, min_clients: u64) -> Told {
        Told {
            years: sums.told_years(min_clients),
            rate: sums.at_start >= min_clients,
            active: sums.active() >= min_clients,
        }
    }
}

fn sbg_of(sums: &BookSums, told: Told, reckoning: &Reckoning) -> Option<Survival> {
    (reckoning.with_sbg && told.years > 0).then(|| sums.sbg()).flatten()
}

/// sBG, or where a draw shows no difference between clients what it comes to then: all leave at one rate.
fn sbg_or_its_limit(sums: &BookSums, told: Told, reckoning: &Reckoning) -> Option<Survival> {
    let limit =
        || Some(Survival::Geometric { defection_bp: sums.pooled_bp()? }).filter(|_| reckoning.with_sbg);
    sbg_of(sums, told, reckoning).or_else(limit)
}

/// The figures in the order of [`Worth`], years first; NaN for one that has no value.
fn figures_of(sums: &BookSums, told: Told, reckoning: &Reckoning) -> Vec<f64> {
    let mut figures = Vec::with_capacity(2 * told.years + 7);
    for index in 0..told.years {
        figures.push(sums.mean_minor(index));
        figures.push(sums.survival(index + 1));
    }
    let curve = sums.curve(told.years, reckoning.economics);
    let rate = sums.defection_bp(reckoning.period_days).filter(|_| told.rate);
    let value = |way: Option<Survival>| curve.as_ref()?.value_minor(way?).map(|value| value as f64);
    figures.push(value(rate.map(|defection_bp| Survival::FixedLife { defection_bp })));
    figures.push(value(rate.map(|defection_bp| Survival::Geometric { defection_bp })));
    figures.push(value(sbg_or_its_limit(sums, told, reckoning)));
    let of_now = curve.as_ref().zip(rate).filter(|_| told.active);
    let active = &sums.active_by_year;
    let point = of_now.and_then(|(curve, rate_bp)| point_worth(curve, rate_bp, active));
    figures.push(point.map(|point| point.new_client));
    figures.push(point.map(|point| point.active_year));
    figures.push(point.map(|point| point.active_life));
    let clients = sums.active() as f64;
    let ahead = |(curve, rate_bp)| ahead_minor(curve, rate_bp, active, ENVELOPE_YEARS) / clients;
    figures.push(of_now.map(ahead));
    figures.into_iter().map(|figure| figure.unwrap_or(f64::NAN)).collect()
}
