//! The plan calculator: a client's value through those sent by the client, and by these in turn.

use super::{WHOLE_BP, round_minor};
use crate::definition::Definition;

/// The text behind `referral_plan`.
pub const DEFINITION: Definition = Definition {
    id: "referral_plan",
    title: "Plan calculator",
    unit: "money a year",
    numerator: "Clients who came through one client, directly or through others, times a client's contribution in a year.",
    denominator: "-",
    exclusions: "Overheads, and what it costs to serve and delight; clients of other origin.",
    text: "One client in year 1. Referrals are as many new clients as each sends: at once and no further, once in the year after having come, or every year. Of the clients of a year the defection rate leaves at its end, and only who stays refers. Where a market is given, each referral meets anyone of it alike, so that several may meet the same person, and some meet one who came already. Without defection and market it gives the figures of the source text, which no business has seen: it is a plan's ceiling, to be read beside the same with both.",
    source: "DOMAIN: value; source text 003",
};

/// Years that a plan may look ahead.
pub const YEARS_MAX: u32 = 100;

/// When clients refer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Referring {
    /// The first client, in year 1; those who came so refer nobody.
    AtOnce,
    /// Each client once, in the year after having come: a generation a year.
    Once,
    /// Each client in every year after having come.
    EveryYear,
}

/// A plan's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Contribution of a client in a year, in minor units.
    pub contribution_minor: i64,
    /// Years to look ahead, 1 to 100.
    pub years: u32,
    /// New clients that a client sends each time, in hundredths.
    pub referrals_hundredths: u32,
    /// When.
    pub referring: Referring,
    /// Share of a year's clients who leave at its end, in basis points.
    pub defection_bp: u32,
    /// How many could ever become clients; `None` for no end of them.
    pub market: Option<u64>,
}

/// One year of a plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanYear {
    /// From 1 on.
    pub year: u32,
    /// Clients who came in this year.
    pub new_clients: f64,
    /// Clients of this year, new ones among them.
    pub clients: f64,
    /// Contribution of the new clients in this year, in minor units.
    pub new_minor: i64,
    /// Contribution of all clients in this year, in minor units.
    pub all_minor: i64,
}

/// The plan year by year; `None` for years outside 1 to 100, a defection rate above the whole, an empty market,
/// or amounts beyond what money counts.
pub fn plan_years(plan: &Plan) -> Option<Vec<PlanYear>> {
    let possible = plan.defection_bp <= 10_000 && plan.market != Some(0);
    if !possible || !(1..=YEARS_MAX).contains(&plan.years) {
        return None;
    }
    let stay = 1.0 - f64::from(plan.defection_bp) / WHOLE_BP;
    let mut reached = 1.0;
    let mut new_clients = 1.0;
    if plan.referring == Referring::AtOnce {
        new_clients += plan.come(1.0, reached);
        reached = new_clients;
    }
    let mut clients = new_clients;
    let mut years = Vec::with_capacity(plan.years as usize);
    for year in 1..=plan.years {
        let money = |clients: f64| round_minor(clients * plan.contribution_minor as f64);
        let (new_minor, all_minor) = (money(new_clients)?, money(clients)?);
        years.push(PlanYear { year, new_clients, clients, new_minor, all_minor });
        let referring = match plan.referring {
            Referring::AtOnce => 0.0,
            Referring::Once => new_clients,
            Referring::EveryYear => clients,
        };
        new_clients = plan.come(referring * stay, reached);
        reached += new_clients;
        clients = clients * stay + new_clients;
    }
    Some(years)
}

/// Contribution of all clients over all years, in minor units; `None` as [`plan_years`].
pub fn plan_total_minor(plan: &Plan) -> Option<i64> {
    plan_years(plan)?.iter().try_fold(0_i64, |sum, year| sum.checked_add(year.all_minor))
}

impl Plan {
    /// New clients from so many who refer, when so many of the market came already.
    fn come(&self, referring: f64, reached: f64) -> f64 {
        let sent = referring * f64::from(self.referrals_hundredths) / 100.0;
        match self.market {
            None => sent,
            Some(market) => {
                let market = market as f64;
                // Of those who never came, each is met by none of the referrals with chance e^(−sent / market).
                (market - reached).max(0.0) * -(-sent / market).exp_m1()
            }
        }
    }
}

#[cfg(test)]
mod correctness {
    use super::*;

    /// Source text 003: 1,000 a year for ten years, in cents.
    const ALONE: Plan = Plan {
        contribution_minor: 100_000,
        years: 10,
        referrals_hundredths: 0,
        referring: Referring::AtOnce,
        defection_bp: 0,
        market: None,
    };

    /// Five referrals of each.
    const FIVE: Plan = Plan { referrals_hundredths: 500, ..ALONE };

    fn last(plan: &Plan) -> PlanYear {
        *plan_years(plan).expect("a plan").last().expect("a year")
    }

    /// "Over 10 years = $10,000"; "an additional $5000 profit per year or $60,000 over a 10 year span".
    #[test]
    fn a_client_alone_and_with_five_referrals() {
        assert_eq!(plan_total_minor(&ALONE), Some(1_000_000));
        assert_eq!(plan_total_minor(&FIVE), Some(6_000_000));
        assert_eq!(last(&FIVE).all_minor - last(&ALONE).all_minor, 500_000);
    }

    /// "Almost 2 BILLION per year": the tenth year's new clients, 5⁹. All ten generations together are more, and if
    /// every client refers in every year, as the text says, they are 6⁹.
    #[test]
    fn a_decade_of_generations() {
        let once = last(&Plan { referring: Referring::Once, ..FIVE });
        assert_eq!((once.year, once.new_clients, once.new_minor), (10, 1_953_125.0, 195_312_500_000));
        assert_eq!((once.clients, once.all_minor), (2_441_406.0, 244_140_600_000));
        let yearly = last(&Plan { referring: Referring::EveryYear, ..FIVE });
        assert_eq!((yearly.clients, yearly.all_minor), (10_077_696.0, 1_007_769_600_000));
    }

    /// With a fifth leaving, four of five refer: 4⁹ new clients in year ten.
    #[test]
    fn who_left_refers_nobody() {
        let plan = Plan { referring: Referring::Once, defection_bp: 2_000, ..FIVE };
        let tenth = last(&plan);
        assert!((tenth.new_clients - 262_144.0).abs() < 1e-6, "{tenth:?}");
        let all: f64 = (0..10).map(|age| 4_f64.powi(9 - age) * 0.8_f64.powi(age)).sum();
        assert!((tenth.clients - all).abs() < 1e-6, "{tenth:?} {all}");
    }

    /// In a town of 20,000 the seventh and eighth years are the great ones, whatever is planned; hardly anyone is left
    /// after the tenth.
    #[test]
    fn a_market_ends() {
        let plan = Plan { referring: Referring::Once, market: Some(20_000), ..FIVE };
        let years = plan_years(&plan).expect("a plan");
        let met = 19_999.0 * (1.0 - (-5.0 / 20_000.0_f64).exp());
        assert!((years[1].new_clients - met).abs() < 1e-9 && met > 4.99, "{years:?}");
        assert!(years.iter().all(|year| year.clients <= 20_000.0), "{years:?}");
        assert!(years[9].new_clients < 0.1 * years[6].new_clients, "{years:?}");
        assert!(years[9].clients > 0.95 * 20_000.0, "{years:?}");
    }

    #[test]
    fn plans_that_are_none_have_no_figures() {
        for plan in [
            Plan { years: 0, ..FIVE },
            Plan { years: 101, ..FIVE },
            Plan { defection_bp: 10_001, ..FIVE },
            Plan { market: Some(0), ..FIVE },
            Plan { years: 100, referring: Referring::EveryYear, ..FIVE },
        ] {
            assert_eq!(plan_years(&plan), None, "{plan:?}");
        }
    }
}
