//! The card: what a client has got with us, and the one next step.

use crate::day::Day;
use crate::event::{BranchId, CategoryId, StaffId};
use crate::forecast::Forecast;
use crate::history::{Facts, History};
use crate::house::House;
use crate::measure::contribution::{MoneySums, sum_money};
use crate::measure::credit::find_credit;
use crate::measure::growth_path::expected_halves;
use crate::measure::next_step::find_next_step;
use crate::policy::{Policy, StarRule};
use crate::star::Stars;
use crate::status::{self, Status};

/// A client's card as of the close of a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Card {
    /// The stars, in the policy's order.
    pub stars: Stars,
    /// Half stars that the growth path expects by now; `None` before the first visit.
    pub expected_halves: Option<u8>,
    /// Where the client stands.
    pub status: Status,
    /// The star to aim at next, by position in the policy; `None` if all are full, the first visit has won its only aim, or
    /// the client's departure was declared.
    pub next_step: Option<u8>,
    /// Whose client it is; `None` if nobody is credited.
    pub staff: Option<StaffId>,
    /// The branch whose client it is; `None` if none is credited.
    pub branch: Option<BranchId>,
    /// Did the client come (or hold a contract) within the credit window?
    pub is_credited: bool,
    /// Day of the first occasion.
    pub first_day: Option<Day>,
    /// Day of the last occasion.
    pub last_day: Option<Day>,
    /// The next booking that stands.
    pub next_booking_day: Option<Day>,
    /// Days on which the client came.
    pub occasions: u32,
    /// Appointments and baskets attended.
    pub visits: u32,
    /// Own interval in days: the mean gap shrunk to the house's.
    pub own_interval_days: f64,
    /// Days since the last occasion.
    pub gap_days: Option<i32>,
    /// Net sales since ever, in minor units.
    pub sales_minor: i64,
    /// Net sales less cost since ever, in minor units; overheads are not in it.
    pub contribution_minor: i64,
    /// The same of the 12 months up to the as-of day.
    pub contribution_year_minor: i64,
    /// What is expected of the client; `None` without a model, for who never came, and for whose departure was declared.
    pub forecast: Option<Forecast>,
}

impl Card {
    /// Is the client below the growth path?
    pub fn is_behind_path(&self) -> bool {
        self.expected_halves.is_some_and(|expected| self.stars.total_halves() < expected)
    }

    /// The star to aim at next, of the policy that the card was made by.
    pub fn next_star<'a>(&self, policy: &'a Policy) -> Option<&'a StarRule> {
        policy.stars.get(usize::from(self.next_step?))
    }
}

/// A policy and what is known of the house made ready for one as-of day, so that nothing is worked out
/// twice for ten million clients.
#[derive(Clone, Debug)]
pub struct Rules<'a> {
    policy: &'a Policy,
    house: House,
    as_of: Day,
    /// By star: the day before its window begins.
    window_starts: Vec<Day>,
    credit_start: Day,
    year_start: Day,
    margins_bp: Vec<Option<i64>>,
    first_visit_aim: Option<u8>,
}

impl<'a> Rules<'a> {
    /// Rules as of the close of a day. `categories`: the catalog's category names, in the order
    /// of their ids, which the policy's margins are matched with.
    pub fn new(policy: &'a Policy, house: impl Into<House>, as_of: Day, categories: &[String]) -> Self {
        Self {
            policy,
            house: house.into(),
            as_of,
            window_starts: policy.stars.iter().map(|star| as_of.minus_months(star.window_months)).collect(),
            credit_start: as_of.minus_months(policy.credit.window_months),
            year_start: as_of.minus_months(12),
            margins_bp: policy.margins.resolve(categories),
            first_visit_aim: policy
                .star_index(&policy.first_visit_aim)
                .and_then(|index| index.try_into().ok()),
        }
    }

    /// The day as of whose close cards are made.
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// The policy.
    pub fn policy(&self) -> &'a Policy {
        self.policy
    }

    /// What is known of the house.
    pub fn house(&self) -> &House {
        &self.house
    }

    /// A client's money as of the day.
    pub fn sum_money(&self, facts: &Facts) -> MoneySums {
        sum_money(facts, self.year_start, |category| self.margin_bp(category))
    }

    /// The margin of a category in basis points: its own, else the default.
    pub fn margin_bp(&self, category: Option<CategoryId>) -> i64 {
        let own = category.and_then(|id| self.margins_bp.get(id.index()).copied().flatten());
        own.unwrap_or(self.policy.margins.default_bp)
    }
}

/// What each star of a client is judged by, in the policy's order and each in its measure's unit.
pub fn star_values(history: &History, rules: &Rules) -> Vec<Option<i64>> {
    let facts = Facts::gather(history, rules.as_of);
    let (gaps, gaps_days) = facts.gaps();
    let own_interval_days = rules.house.own_interval_days(gaps, gaps_days);
    let stars = rules.policy.stars.iter().zip(&rules.window_starts);
    stars.map(|(rule, &start)| rule.measure.value(&facts, rule, start, own_interval_days)).collect()
}

/// The card of one client. Total: any history has a card. Allocates nothing for a history of the
/// usual size.
pub fn card(history: &History, rules: &Rules) -> Card {
    let facts = Facts::gather(history, rules.as_of);
    let (gaps, gaps_days) = facts.gaps();
    let own_interval_days = rules.house.own_interval_days(gaps, gaps_days);
    let mut stars = Stars::default();
    for (rule, &start) in rules.policy.stars.iter().zip(&rules.window_starts) {
        stars.push(rule.measure.judge(&facts, rule, start, own_interval_days));
    }
    let credit = find_credit(&facts, history.named_staff, rules.policy.credit.rule, rules.credit_start);
    let money = rules.sum_money(&facts);
    let status = status::judge(&facts, rules.policy.lapse, rules.policy.overdue_percent, &rules.house);
    // A model that reads visits alone has nothing to say against who said it.
    let model = rules.house.model.filter(|_| !status.is_departed());
    Card {
        stars,
        expected_halves: facts
            .client_since()
            .map(|first| expected_halves(&rules.policy.growth_path_halves, first, rules.as_of)),
        status,
        next_step: find_next_step(&facts, &stars, status, rules.first_visit_aim),
        staff: credit.staff,
        branch: credit.branch,
        is_credited: credit.is_credited,
        first_day: facts.first_day,
        last_day: facts.last_day,
        next_booking_day: facts.standing_bookings().map(|booking| booking.until).min(),
        occasions: facts.occasions,
        visits: facts.visits,
        own_interval_days,
        gap_days: facts.present_gap_days(),
        sales_minor: money.sales_minor,
        contribution_minor: money.contribution_minor,
        contribution_year_minor: money.contribution_year_minor,
        forecast: model.and_then(|model| Forecast::of(&facts, money.contribution_minor, &model)),
    }
}
