//! Defection rate: of the clients active at the start of a period, the share gone at its end.

use btyd::Summary;

use crate::card::Card;
use crate::day::Day;
use crate::definition::Definition;
use crate::house::House;
use crate::interval::{Share, wilson_share};
use crate::model::Model;
use crate::policy::LapseRule;
use crate::status::{Status, is_gone};

/// The text behind `defection_rate`.
pub const DEFINITION: Definition = Definition {
    id: "defection_rate",
    title: "Defection rate",
    unit: "percent of clients",
    numerator: "Of the clients active at the start of the period, those who have lapsed, or are declared gone, at its end.",
    denominator: "Clients active at the start of the period: new, active, overdue or returned at the close of the day before it, less those with whom the business parted within it.",
    exclusions: "Clients who never came before the period, and those who were gone by then. Clients whom the business let go are counted apart, in a column of their own: neither lost nor among those who could be. Clients who moved or died are lost like others; the report on reasons tells them apart. Whoever lapses and comes back within the period has not defected at its end.",
    text: "Status is judged at the close of two days, by the policy's lapse rule, with the facts known at the instant of the report: a period that was printed once is the same when it is asked for as known then. A client counts for the staff member and branch credited at the start of the period, and by main category, cohort by year or channel for the one of that day; who was gained or won back counts for that of its end. With Wilson's 95% interval; fewer clients than the policy's minimum are too few to tell. Who is lost was seen to go within the period: the last visit may lie before it, by as many days as the lapse rule needs to tell (own: its share of the house's interval; fixed: its days; contract: its days of grace; model: the absence after which a client who came at the house's interval for a year is held for gone), and who stopped coming near its end is seen to go in a later one. Both ends are judged by the same rule with the same lag, so the rate of a past period of any length is fair in a house that goes on as it did. Too early: the period is shorter than those days, and by what is known as many days have not passed since its end, so that of those who stopped coming within it many have not been seen to go. The annual equivalent of a rate d over n days is 1 - (1 - d)^(365 / n): what a year of such periods would cost; over less than a quarter it swings widely.",
    source: "Regulars' own definition, after Reichheld and Sasser 1990; Wilson 1927",
};

/// Days of a year, for annual equivalents.
const YEAR_DAYS: f64 = 365.0;

/// An absence that nobody waits longer for: ten years.
const ABSENCE_DAYS_MAX: i32 = 3_650;

/// A period, whose clients are judged at the close of the day before it and of its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

impl Period {
    /// The day at whose close the period begins.
    pub fn start(self) -> Day {
        self.first.plus_days(-1)
    }

    /// How long it lasts.
    pub fn days(self) -> i32 {
        self.last.days_since(self.start())
    }
}

/// What a client was for the house between two days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Passage {
    /// Active before and after.
    Kept,
    /// Active before, gone after.
    Lost,
    /// Gone before, active after.
    WonBack,
    /// Came for the first time.
    Gained,
    /// Gone, or never there, before and after.
    Away,
    /// Active before; the business parted with the client.
    LetGo,
}

impl Passage {
    /// Does a client count for the unit of the end? Who was active at the start counts for that of then.
    pub fn counts_at_end(self) -> bool {
        matches!(self, Passage::WonBack | Passage::Gained | Passage::Away)
    }

    /// The card that says for whom a client counts.
    pub fn credited<'a>(self, before: &'a Card, after: &'a Card) -> &'a Card {
        if self.counts_at_end() { after } else { before }
    }
}

/// A count of a [`Turnover`]: which clients stand behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Count {
    /// Active at the start, without those let go since.
    Active,
    /// Of these, gone at the end.
    Lost,
    /// Gone at the start, active at the end.
    WonBack,
    /// Came for the first time.
    Gained,
    /// Active at the start; the business parted with them.
    LetGo,
}

impl Count {
    /// Every count.
    pub const ALL: [Count; 5] = [Count::Active, Count::Lost, Count::WonBack, Count::Gained, Count::LetGo];

    /// The name used in addresses and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Count::Active => "active",
            Count::Lost => "lost",
            Count::WonBack => "won_back",
            Count::Gained => "gained",
            Count::LetGo => "let_go",
        }
    }

    /// The count of that name.
    pub fn from_name(name: &str) -> Option<Count> {
        Count::ALL.into_iter().find(|count| count.name() == name)
    }

    /// Does it hold a client of that passage?
    pub fn holds(self, passage: Passage) -> bool {
        match self {
            Count::Active => matches!(passage, Passage::Kept | Passage::Lost),
            Count::Lost => passage == Passage::Lost,
            Count::WonBack => passage == Passage::WonBack,
            Count::Gained => passage == Passage::Gained,
            Count::LetGo => passage == Passage::LetGo,
        }
    }
}

/// The passage from one status to another.
pub fn passage(before: Status, after: Status) -> Passage {
    match (before, after) {
        (Status::Prospect, Status::Prospect) => Passage::Away,
        (Status::Prospect, _) => Passage::Gained,
        (before, after) if before.is_gone() && (after.is_gone() || after == Status::Prospect) => {
            Passage::Away
        }
        (before, _) if before.is_gone() => Passage::WonBack,
        (_, Status::LetGo) => Passage::LetGo,
        (_, after) if after.is_gone() => Passage::Lost,
        _ => Passage::Kept,
    }
}

/// Clients of a unit by their passage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turnover {
    /// Active at the start, without those let go since.
    pub active: u64,
    /// Of these, gone at the end.
    pub lost: u64,
    /// Gone at the start, active at the end.
    pub won_back: u64,
    /// Came for the first time.
    pub gained: u64,
    /// Active at the start; the business parted with them.
    pub let_go: u64,
}

impl Turnover {
    /// Counts a client.
    pub fn add(&mut self, passage: Passage) {
        let one = |count: Count| u64::from(count.holds(passage));
        self.active += one(Count::Active);
        self.lost += one(Count::Lost);
        self.won_back += one(Count::WonBack);
        self.gained += one(Count::Gained);
        self.let_go += one(Count::LetGo);
    }

    /// The clients behind a count.
    pub fn count(&self, count: Count) -> u64 {
        match count {
            Count::Active => self.active,
            Count::Lost => self.lost,
            Count::WonBack => self.won_back,
            Count::Gained => self.gained,
            Count::LetGo => self.let_go,
        }
    }

    /// Adds the clients of another unit.
    pub fn merge(&mut self, other: &Turnover) {
        self.active += other.active;
        self.lost += other.lost;
        self.won_back += other.won_back;
        self.gained += other.gained;
        self.let_go += other.let_go;
    }

    /// The share lost of those active; `None` of nobody.
    pub fn defection(&self) -> Option<Share> {
        wilson_share(self.lost, self.active)
    }
}

/// What a share over so many days comes to in a year, from 0 to 1.
pub fn annual_equivalent(share: f64, days: i32) -> f64 {
    let years = f64::from(days.max(1)) / YEAR_DAYS;
    // One that is gone altogether stays so.
    -f64::exp_m1(f64::ln_1p(-share.clamp(0.0, 1.0)) / years)
}

/// Days that have to pass before the rule can tell that a client of the house's own rhythm is gone.
pub fn window_days(lapse: LapseRule, house: &House) -> i32 {
    let own = |percent: u32| (house.rhythm.pooled_days * f64::from(percent) / 100.0).ceil() as i32;
    match (lapse, &house.model) {
        (LapseRule::Fixed { days }, _) => i32::try_from(days).unwrap_or(i32::MAX),
        (LapseRule::Own { percent }, _) => own(percent),
        (LapseRule::Contract { grace_days }, _) => i32::try_from(grace_days).unwrap_or(i32::MAX),
        (LapseRule::Model { .. }, None) => window_days(lapse.without_model(), house),
        (LapseRule::Model { .. }, Some(model)) => days_until_gone(lapse, model, house.rhythm.pooled_days),
    }
}

/// The fewest days of absence after which the model holds a client for gone who came at the house's interval for a year.
fn days_until_gone(lapse: LapseRule, model: &Model, interval_days: f64) -> i32 {
    let repeats = (YEAR_DAYS / interval_days).floor().max(1.0);
    let last = repeats * interval_days;
    let is_gone = |days: i32| {
        let client = Summary::new(repeats as u32, last, last + f64::from(days));
        is_gone(&client, model, lapse)
    };
    // The longer the absence, the less likely the client is still one.
    let (mut there, mut gone) = (0, ABSENCE_DAYS_MAX);
    while gone - there > 1 {
        let middle = there + (gone - there) / 2;
        if is_gone(middle) { gone = middle } else { there = middle }
    }
    gone
}

/// Has the rule's window not elapsed? Of a period shorter than the window that ended less than the window before the day
/// on which the last was learnt, `known_on`: who stopped coming within it cannot have been seen to go.
pub fn is_too_early(period: Period, lapse: LapseRule, house: &House, known_on: Day) -> bool {
    let window_days = window_days(lapse, house);
    period.days() < window_days && known_on.days_since(period.last) < window_days
}

#[cfg(test)]
mod correctness {
    use super::*;
    use crate::rhythm::HouseRhythm;

    #[test]
    fn a_client_passes_between_being_there_and_being_gone() {
        let there = [Status::New, Status::Active, Status::Overdue, Status::Returned];
        let gone = [Status::Lapsed, Status::Defected, Status::LetGo];
        for before in there {
            assert_eq!(passage(before, Status::Lapsed), Passage::Lost);
            assert_eq!(passage(before, Status::Defected), Passage::Lost);
            assert_eq!(passage(before, Status::LetGo), Passage::LetGo);
            assert!(gone.iter().all(|gone| passage(*gone, before) == Passage::WonBack));
            assert_eq!(passage(Status::Prospect, before), Passage::Gained);
            assert!(there.iter().all(|after| passage(before, *after) == Passage::Kept));
        }
        // Came for the first time and was gone before the period ended.
        assert_eq!(passage(Status::Prospect, Status::Lapsed), Passage::Gained);
        assert_eq!(passage(Status::Prospect, Status::Prospect), Passage::Away);
        for before in gone {
            assert!(gone.iter().all(|after| passage(before, *after) == Passage::Away));
        }
    }

    #[test]
    fn a_year_of_periods_loses_what_each_leaves() {
        assert!((annual_equivalent(0.05, 365) - 0.05).abs() < 1e-12);
        // Four quarters of 5%: 1 - 0.95^4.
        assert!((annual_equivalent(0.05, 91) - (1.0 - 0.95f64.powf(365.0 / 91.0))).abs() < 1e-12);
        assert!((annual_equivalent(0.75, 730) - 0.5).abs() < 1e-12, "two years of a half each");
        assert_eq!(annual_equivalent(0.0, 30), 0.0);
        assert_eq!(annual_equivalent(1.0, 30), 1.0);
    }

    #[test]
    fn a_period_shorter_than_the_rule_needs_is_too_early_until_the_window_has_elapsed() {
        let house: House = HouseRhythm { pooled_days: 40.25, weight_gaps: 2.0, clients: 10, gaps: 30 }.into();
        let period = |days: i32| Period { first: Day(1_000), last: Day(999 + days) };
        assert_eq!(period(30).days(), 30);
        let own = LapseRule::Own { percent: 200 };
        assert_eq!(window_days(own, &house), 81);
        // As known at its end, and so many days later.
        let is_early =
            |days, lapse, later| is_too_early(period(days), lapse, &house, Day(999 + days + later));
        assert!(is_early(80, own, 0) && !is_early(81, own, 0));
        assert!(is_early(30, own, 80) && !is_early(30, own, 81));
        assert!(is_early(1, own, 80) && !is_early(1, own, 81));
        let fixed = LapseRule::Fixed { days: 90 };
        assert!(is_early(89, fixed, 0) && !is_early(90, fixed, 0));
        assert!(is_early(30, fixed, 89) && !is_early(30, fixed, 90));
        // A year of a garage whose clients come every other year.
        let garage = LapseRule::Fixed { days: 730 };
        assert!(is_early(365, garage, 729) && !is_early(365, garage, 730));
    }

    #[test]
    fn clients_are_counted_once_each() {
        let mut turnover = Turnover::default();
        use Passage::{Away, Gained, Kept, LetGo, Lost, WonBack};
        for passage in [Kept, Lost, Kept, Away, Gained, WonBack, LetGo] {
            turnover.add(passage);
        }
        // Whom the business let go is neither lost nor among those who could be.
        assert_eq!(turnover, Turnover { active: 3, lost: 1, won_back: 1, gained: 1, let_go: 1 });
        assert_eq!(Count::ALL.map(|count| turnover.count(count)), [3, 1, 1, 1, 1]);
        let share = turnover.defection().expect("a share");
        assert_eq!((share.count, share.of), (1, 3));
    }
}
