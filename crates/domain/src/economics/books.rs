//! The own books: clients by year of tenure, summed; how many stayed, and the curve of what they brought.

use std::collections::BTreeMap;

use btyd::{Contract, Sbg};

use super::books_curve::{BooksCurve, Survival, sbg_of};
use super::tenure::Tenure;
use super::{WHOLE_BP, round_minor};
use crate::definition::Definition;
use crate::measure::defection_rate::{Passage, annual_equivalent};
use crate::policy::Economics;

/// The text behind `tenure_survival`.
pub const DEFINITION: Definition = Definition {
    id: "tenure_survival",
    title: "Clients still there by year of tenure",
    unit: "percent of clients",
    numerator: "The product, over the years up to that one, of the shares of clients who stayed: those who began the year less those who left in it.",
    denominator: "Clients who began the year and for whom it is over, year by year.",
    exclusions: "Years that are not over; years that fewer clients than the policy's minimum began, and all later ones.",
    text: "Who is gone, lapsed or declared so, left in the year of the last visit (or of the contract's end), and counts as gone from its end on; whom the business let go did not leave, and counts for the whole years before that. The share who left in a year is told with Wilson's 95% interval, the share still there with one by drawing clients anew. Clients who came lately are counted for the years that are over, so that they do not make the past look better or worse.",
    source: "DOMAIN: own books' curve; Kaplan & Meier 1958, by whole years; Wilson 1927",
};

/// Lots that clients fall into; intervals come from drawing lots anew, so that memory does not grow with clients.
pub const LOTS: usize = 500;

/// A year of tenure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct YearSums {
    /// Clients who began it and for whom it is over.
    pub clients: u64,
    /// Of these, those who left in it.
    pub left: u64,
    /// What all of them brought in it, in minor units.
    pub contribution_minor: i64,
}

/// Clients of a unit, summed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookSums {
    /// By year of tenure, year 1 first.
    pub years: Vec<YearSums>,
    /// Clients active at the start of the period of the defection rate.
    pub at_start: u64,
    /// Of these, those gone at its end.
    pub lost: u64,
    /// Clients active now, by whole years since they came.
    pub active_by_year: Vec<u64>,
}

impl BookSums {
    /// Counts a client's years.
    pub fn add_tenure(&mut self, tenure: &Tenure) {
        let years = &mut self.years;
        years.resize(years.len().max(tenure.by_year_minor.len()), YearSums::default());
        for (year, &contribution_minor) in years.iter_mut().zip(&tenure.by_year_minor) {
            year.clients += 1;
            year.contribution_minor = year.contribution_minor.saturating_add(contribution_minor);
        }
        if tenure.has_left
            && let Some(last) = tenure.by_year_minor.len().checked_sub(1)
        {
            years[last].left += 1;
        }
        if let Some(whole_years) = tenure.active_years {
            let active = &mut self.active_by_year;
            active.resize(active.len().max(whole_years + 1), 0);
            active[whole_years] += 1;
        }
    }

    /// Counts a client's passage through the period of the defection rate.
    pub fn add_passage(&mut self, passage: Passage) {
        self.at_start += u64::from(matches!(passage, Passage::Kept | Passage::Lost));
        self.lost += u64::from(passage == Passage::Lost);
    }

    /// Adds the clients of other sums, so many times.
    fn add(&mut self, other: &BookSums, times: u32) {
        let many = u64::from(times);
        self.years.resize(self.years.len().max(other.years.len()), YearSums::default());
        for (year, more) in self.years.iter_mut().zip(&other.years) {
            year.clients += more.clients * many;
            year.left += more.left * many;
            let contribution_minor = more.contribution_minor.saturating_mul(i64::from(times));
            year.contribution_minor = year.contribution_minor.saturating_add(contribution_minor);
        }
        self.active_by_year.resize(self.active_by_year.len().max(other.active_by_year.len()), 0);
        for (active, more) in self.active_by_year.iter_mut().zip(&other.active_by_year) {
            *active += more * many;
        }
        self.at_start += other.at_start * many;
        self.lost += other.lost * many;
    }

    /// Clients active now.
    pub fn active(&self) -> u64 {
        self.active_by_year.iter().sum()
    }

    /// Years of tenure that enough clients began, without a gap.
    pub fn told_years(&self, min_clients: u64) -> usize {
        self.years.iter().take_while(|year| year.clients >= min_clients.max(1)).count()
    }

    /// Mean contribution of a year of tenure (from 0 for year 1), in minor units.
    pub fn mean_minor(&self, index: usize) -> Option<f64> {
        let year = self.years.get(index).filter(|year| year.clients > 0)?;
        Some(year.contribution_minor as f64 / year.clients as f64)
    }

    /// Share of clients still there after so many years of tenure, from 0 to 1.
    pub fn survival(&self, years: usize) -> Option<f64> {
        let stayed = |year: &YearSums| {
            (year.clients > 0).then(|| (year.clients - year.left) as f64 / year.clients as f64)
        };
        (0..years).try_fold(1.0, |share, index| Some(share * stayed(self.years.get(index)?)?))
    }

    /// The curve of the first so many years, which should be told; each later one brings their mean without the first.
    /// `None` where one of them has no clients.
    pub fn curve(&self, years: usize, economics: Economics) -> Option<BooksCurve> {
        let mut by_year_minor = vec![economics.acquisition_cost_minor.checked_neg()?];
        for index in 0..years {
            by_year_minor.push(round_minor(self.mean_minor(index)?)?);
        }
        let later = self.years.get(usize::from(years > 1)..years).filter(|later| !later.is_empty())?;
        let clients: u64 = later.iter().map(|year| year.clients).sum();
        let sum: f64 = later.iter().map(|year| year.contribution_minor as f64).sum();
        let later_minor = round_minor(sum / clients as f64)?;
        Some(BooksCurve { by_year_minor, later_minor, discount_bp: economics.discount_bp })
    }

    /// Defection rate a year in basis points, from a period of so many days; `None` of nobody, and where nobody left.
    pub fn defection_bp(&self, period_days: i32) -> Option<u32> {
        let share = (self.at_start > 0).then(|| self.lost as f64 / self.at_start as f64)?;
        let rate_bp = (annual_equivalent(share, period_days) * WHOLE_BP).round() as u32;
        (rate_bp > 0).then_some(rate_bp)
    }

    /// Share who left of those who began a year, all years together, in basis points; `None` where nobody left.
    pub(super) fn pooled_bp(&self) -> Option<u32> {
        let clients: u64 = self.years.iter().map(|year| year.clients).sum();
        let left: u64 = self.years.iter().map(|year| year.left).sum();
        (left > 0).then(|| (left as f64 / clients as f64 * WHOLE_BP).round() as u32)
    }

    /// How clients of these books stay, by sBG, each year of tenure a chance to leave; `None` where they cannot tell.
    pub fn sbg(&self) -> Option<Survival> {
        let mut contracts = Vec::with_capacity(2 * self.years.len());
        for (index, (year, renewals)) in self.years.iter().zip(0_u32..).enumerate() {
            let next = self.years.get(index + 1).map_or(0, |next| next.clients);
            // Who stayed and began no year that is over was last seen then.
            let last_seen = (year.clients - year.left).saturating_sub(next);
            contracts.push((Contract { renewals, ended: true }, year.left as f64));
            contracts.push((Contract { renewals: renewals + 1, ended: false }, last_seen as f64));
        }
        Sbg::fit(&contracts).ok().map(|fit| sbg_of(&fit.model))
    }
}

/// The books of a unit, in lots.
#[derive(Clone, Debug, Default)]
pub struct Books {
    lots: BTreeMap<usize, BookSums>,
}

impl Books {
    /// The lot of a client: by code, so that the order in which clients came to be known does not matter.
    pub fn lot_mut(&mut self, client_code: &str) -> &mut BookSums {
        // FNV-1a, 64 bits.
        let digest = client_code.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |digest, byte| {
            (digest ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
        self.lots.entry((digest % LOTS as u64) as usize).or_default()
    }

    /// All clients.
    pub fn sums(&self) -> BookSums {
        self.drawn(&[1; LOTS])
    }

    /// The lots, each so often.
    pub fn drawn(&self, times: &[u32]) -> BookSums {
        let mut sums = BookSums::default();
        for (&lot, of_lot) in &self.lots {
            if let Some(&times) = times.get(lot).filter(|&&times| times > 0) {
                sums.add(of_lot, times);
            }
        }
        sums
    }
}
