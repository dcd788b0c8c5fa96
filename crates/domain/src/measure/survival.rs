//! Survival: how long clients stay, as seen.

pub use btyd::log_rank::LogRank;
use btyd::log_rank::log_rank;
use btyd::survival::kaplan_meier;
pub use btyd::survival::{Curve, Quantile, Spell, Step};

use crate::day::Day;
use crate::definition::Definition;
use crate::history::Facts;
use crate::house::House;
use crate::measure::defection_rate::window_days;
use crate::policy::LapseRule;
use crate::status::{Status, judge, latest_terms};

/// The text behind `survival`.
pub const DEFINITION: Definition = Definition {
    id: "survival",
    title: "Survival",
    unit: "percent of clients",
    numerator: "Of the clients still there, those who stay on at each day of tenure, multiplied (Kaplan-Meier).",
    denominator: "Clients who first came before the follow-up ended.",
    exclusions: "Clients who never came. Clients who first came after the end of the follow-up are too early, and counted beside.",
    text: "A client who has lapsed by the policy's lapse rule left on the day of the last occasion (the contract's last day under the contract rule), so that whoever came once left on day 0. The follow-up ends as many days before the as-of day as the lapse rule needs to tell (under the contract rule its days of grace for clients with a contract, and for the others what their own rule needs): of what came later nobody can know yet who left. Whoever had not left by then is counted as still there when last followed. The band is Greenwood's on the log-log scale, 95%; the median is the first day on which half are gone. Units are those of the first visit: a staff member, a branch, a region, the category first bought, its calendar year, or the channel by which the client came. The log-rank test asks whether units differ more than chance explains. It is a correlation: units get clients of different kinds. A client who was there before the books began counts from the first visit in them.",
    source: "Kaplan and Meier 1958; Greenwood 1926; Brookmeyer and Crowley 1982; Mantel 1966",
};

/// How sure a band is.
const LEVEL: f64 = 0.95;

/// The Kaplan-Meier curve of spells with its 95% band; `None` of nobody.
pub fn find_curve(spells: &[Spell]) -> Option<Curve> {
    kaplan_meier(spells, LEVEL).ok()
}

/// The log-rank test of groups; `None` where fewer than two have clients at a time when some left.
pub fn compare(groups: &[&[Spell]]) -> Option<LogRank> {
    log_rank(groups).ok()
}

/// The day up to which it can be told who left: so many days before the as-of day as the lapse rule needs to tell.
pub fn follow_up_end(as_of: Day, lapse: LapseRule, house: &House) -> Day {
    as_of.plus_days(-window_days(lapse, house))
}

/// The day from which a client is followed: the first visit, or under the contract rule the first sign of either; `None` for
/// one who never came.
pub fn find_first_day(facts: &Facts, lapse: LapseRule) -> Option<Day> {
    if is_by_contract(facts, lapse) { facts.client_since() } else { facts.first_day }
}

fn is_by_contract(facts: &Facts, lapse: LapseRule) -> bool {
    matches!(lapse, LapseRule::Contract { .. }) && facts.contract_events > 0
}

/// How long a client stayed, in days, as seen up to the end of the follow-up; `None` for one who first came after it, or
/// never.
pub fn find_spell(facts: &Facts, lapse: LapseRule, overdue_percent: u32, house: &House) -> Option<Spell> {
    let is_by_contract = is_by_contract(facts, lapse);
    let lapse = if is_by_contract { lapse } else { lapse.by_visits() };
    let first = find_first_day(facts, lapse)?;
    let covered = || latest_terms(facts).iter().map(|term| term.last_day).max();
    let last = if is_by_contract { covered().max(facts.last_day) } else { facts.last_day }?;
    let end = follow_up_end(facts.as_of, lapse, house);
    if first > end {
        return None;
    }
    let status = judge(facts, lapse, overdue_percent, house);
    let is_over = last <= end && status.is_gone();
    let until = if is_over { last } else { end };
    // Whom the business let go did not leave: such a client was followed until then, and no longer.
    let ended = is_over && status != Status::LetGo;
    Some(Spell { time: f64::from(until.days_since(first)), ended })
}

#[cfg(test)]
mod correctness {
    use super::*;
    use crate::event::{Event, Kind};
    use crate::history::History;
    use crate::rhythm::HouseRhythm;

    const HOUSE: HouseRhythm = HouseRhythm { pooled_days: 30.0, weight_gaps: 2.0, clients: 0, gaps: 0 };
    const LAPSE: LapseRule = LapseRule::Fixed { days: 60 };

    fn spell(visits: &[i32], as_of: i32) -> Option<(f64, bool)> {
        let events: Vec<Event> = visits.iter().map(|&day| Event::new(Kind::Visit, Day(day))).collect();
        let facts = Facts::gather(&History { events: &events, named_staff: None }, Day(as_of));
        find_spell(&facts, LAPSE, 125, &HOUSE.into()).map(|spell| (spell.time, spell.ended))
    }

    #[test]
    fn who_lapsed_left_on_the_last_occasion() {
        assert_eq!(spell(&[1_000, 1_030, 1_050], 1_111), Some((50.0, true)));
        // On the 60th day of the gap nobody has lapsed yet; the follow-up ends on the last visit itself.
        assert_eq!(spell(&[1_000, 1_030, 1_050], 1_110), Some((50.0, false)));
        assert_eq!(spell(&[1_000], 1_200), Some((0.0, true)));
    }

    #[test]
    fn who_is_still_there_is_followed_to_the_end() {
        assert_eq!(spell(&[1_000, 1_090, 1_190], 1_200), Some((140.0, false)));
    }

    #[test]
    fn who_came_after_the_follow_up_is_too_early() {
        assert_eq!(spell(&[1_140], 1_200), Some((0.0, false)));
        assert_eq!(spell(&[1_141], 1_200), None);
        assert_eq!(spell(&[], 1_200), None);
    }

    /// One who lapsed by a rhythm shorter than the house's, after the end of the follow-up, counts as still there at it.
    #[test]
    fn early_news_is_not_counted_ahead_of_late() {
        let own = LapseRule::Own { percent: 200 };
        let visits = (0..20).map(|visit| 1_000 + visit * 7);
        let events: Vec<Event> = visits.map(|day| Event::new(Kind::Visit, Day(day))).collect();
        let facts = Facts::gather(&History { events: &events, named_staff: None }, Day(1_170));
        assert_eq!(judge(&facts, own, 125, &HOUSE.into()), Status::Lapsed);
        assert_eq!(find_spell(&facts, own, 125, &HOUSE.into()), Some(Spell { time: 110.0, ended: false }));
    }

    /// Each client is followed as long as the rule that judges this client can tell: 30 days of grace by contract, 2 times
    /// the own interval without one.
    #[test]
    fn by_contract_each_is_followed_by_the_own_rule() {
        fn facts(events: &[Event]) -> Facts<'_> {
            Facts::gather(&History { events, named_staff: None }, Day(1_200))
        }
        let contract = LapseRule::Contract { grace_days: 30 };
        let house = House::from(HouseRhythm { pooled_days: 40.25, ..HOUSE });
        let find = |events: &[Event]| find_spell(&facts(events), contract, 125, &house);
        let visits = |days: &[i32]| -> Vec<Event> {
            days.iter().map(|&day| Event::new(Kind::Visit, Day(day))).collect()
        };
        let term = [Event { until: Day(1_365), ..Event::new(Kind::ContractStart, Day(1_000)) }];
        assert_eq!(find(&term), Some(Spell { time: 170.0, ended: false }));
        assert_eq!(find(&visits(&[1_000, 1_040])), Some(Spell { time: 40.0, ended: true }));
        assert_eq!(find(&visits(&[1_000, 1_115, 1_160])), Some(Spell { time: 119.0, ended: false }));
        assert_eq!(find(&visits(&[1_150, 1_160])), None, "too early by the rule without a contract");
    }
}
