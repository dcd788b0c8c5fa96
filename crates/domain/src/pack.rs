//! Monthly pack: what changed in a month at a branch, with whom it changed, and whom to look at.

use std::collections::BTreeMap;

use crate::card::Card;
use crate::comparison::Amounts;
use crate::day::Day;
use crate::definition::Definition;
use crate::event::StaffId;
use crate::measure::defection_rate::{Passage, Turnover, passage};
use crate::overdue::judge_overdue;
use crate::star_report::{Standing, Tally};
use crate::status::Status;

/// The text behind `monthly_pack`.
pub const DEFINITION: Definition = Definition {
    id: "monthly_pack",
    title: "Monthly pack",
    unit: "page of figures",
    numerator: "The figures of a branch, a region or the house at the end of a month and in it, beside those of the month before and of the same month a year before.",
    denominator: "-",
    exclusions: "Months that are not over.",
    text: "Stars, statuses and contribution are those of the close of each month's last day; gained, lost and won back compare it with the close of the month before. The defection rate is that of the twelve months that end with the month, since a single month is mostly too short to tell. All three months are judged by the policy and the house's rhythm in force at the instant of the report, as known then. A figure is called risen or fallen only beyond chance. Names to look at, at most 5 of each: lost in the month, by what they brought in the year before; overdue at its end, by the value at stake; behind the growth path with a booking within 14 days of its end, by what they brought in the last year; most improved, by half stars gained in the month. Which staff's clients left tells with whom it happened, not who is its cause.",
    source: "Regulars' own definition",
};

/// Bookings within so many days of a month's end are soon.
const SOON_DAYS: i32 = 14;

/// Months back whose last day a pack looks at.
const BACKS: [u32; MARKS] = [0, 1, 2, 12, 13, 24];

/// Days that a pack looks at.
pub const MARKS: usize = 6;

/// A client's cards on those days.
pub type Cards = [Card; MARKS];

/// The days at whose close a pack of the month of `day` judges clients, in the order of [`Cards`].
pub fn mark_days(day: Day) -> [Day; MARKS] {
    BACKS.map(|back| *day.month().start().minus_months(back).month().end())
}

/// A month of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Month {
    /// That of the pack.
    This,
    /// The month before.
    Before,
    /// The same a year before.
    YearBefore,
}

impl Month {
    /// Every month, in the order of [`UnitPack::months`].
    pub const ALL: [Month; 3] = [Month::This, Month::Before, Month::YearBefore];

    /// The cards at its end, at its start, and a year before its end.
    fn cards(self, cards: &Cards) -> [&Card; 3] {
        self.marks().map(|mark| &cards[mark])
    }

    /// The positions of its end, its start and the day a year before its end.
    pub fn marks(self) -> [usize; 3] {
        match self {
            Month::This => [0, 1, 3],
            Month::Before => [1, 2, 4],
            Month::YearBefore => [3, 4, 5],
        }
    }
}

/// The figures of a unit in a month.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Clients by stars and statuses at its end.
    pub tally: Tally,
    /// From the close of the month before to its own.
    pub month: Turnover,
    /// Over the twelve months that end with it.
    pub year: Turnover,
    /// Contribution of the month, of the clients credited at its end.
    pub contribution: Amounts,
    /// Their contribution of the twelve months.
    pub contribution_year: Amounts,
}

impl Figures {
    fn new(stars: usize) -> Figures {
        Figures {
            tally: Tally::new(stars),
            month: Turnover::default(),
            year: Turnover::default(),
            contribution: Amounts::default(),
            contribution_year: Amounts::default(),
        }
    }

    /// Clients active at the month's end.
    pub fn active(&self) -> u64 {
        let is_active = |status: &&Status| is_active(**status);
        Status::ALL.iter().filter(is_active).map(|&status| self.tally.statuses[status as usize]).sum()
    }
}

/// Who came to be active in a unit between two days, and who ceased to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Came.
    pub came: u64,
    /// Went.
    pub went: u64,
}

/// The pack of one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitPack {
    /// By [`Month`].
    pub months: [Figures; Month::ALL.len()],
    /// Active clients since the month before, and since a year before.
    pub moved: [Moved; 2],
    /// By staff member: clients of the month, and of the twelve months that end with it.
    pub staff: BTreeMap<Option<StaffId>, [Turnover; 2]>,
}

/// The packs of all units, by whatever names a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Packs<K> {
    stars: usize,
    units: BTreeMap<K, UnitPack>,
}

impl<K: Ord + Copy> Packs<K> {
    /// No packs yet, for a policy of that many stars.
    pub fn new(stars: usize) -> Packs<K> {
        Packs { stars, units: BTreeMap::new() }
    }

    /// The pack of a unit; `None` if no client counts for it.
    pub fn find(&self, unit: K) -> Option<&UnitPack> {
        self.units.get(&unit)
    }

    /// Counts a client. `unit_of`: the unit that a card counts for; `None`: one that is not asked for.
    pub fn add(&mut self, cards: &Cards, unit_of: impl Fn(&Card) -> Option<K>) {
        for (index, month) in Month::ALL.into_iter().enumerate() {
            let [end, start, year] = month.cards(cards);
            if let Some(unit) = unit_of(end) {
                let figures = &mut self.unit(unit).months[index];
                figures.tally.add(&Standing::of(end));
                if end.is_credited {
                    figures.contribution.add(end.contribution_minor.saturating_sub(start.contribution_minor));
                    figures.contribution_year.add(end.contribution_year_minor);
                }
            }
            for (span, before) in [start, year].into_iter().enumerate() {
                let passage = passage(before.status, end.status);
                let credited = passage.credited(before, end);
                let Some(unit) = unit_of(credited) else { continue };
                let pack = self.unit(unit);
                let figures = &mut pack.months[index];
                if span == 0 { &mut figures.month } else { &mut figures.year }.add(passage);
                if month == Month::This {
                    pack.staff.entry(credited.staff).or_default()[span].add(passage);
                }
            }
        }
        self.move_active(cards, &unit_of);
    }

    /// Counts whether the client came to be active in a unit, or ceased to be.
    fn move_active(&mut self, cards: &Cards, unit_of: &impl Fn(&Card) -> Option<K>) {
        let active_in = |month: Month| {
            let [end, ..] = month.cards(cards);
            unit_of(end).filter(|_| is_active(end.status))
        };
        let now = active_in(Month::This);
        for (index, month) in [Month::Before, Month::YearBefore].into_iter().enumerate() {
            let then = active_in(month);
            if now == then {
                continue;
            }
            if let Some(unit) = now {
                self.unit(unit).moved[index].came += 1;
            }
            if let Some(unit) = then {
                self.unit(unit).moved[index].went += 1;
            }
        }
    }

    fn unit(&mut self, unit: K) -> &mut UnitPack {
        let stars = self.stars;
        self.units.entry(unit).or_insert_with(|| UnitPack {
            months: Month::ALL.map(|_| Figures::new(stars)),
            moved: Default::default(),
            staff: BTreeMap::new(),
        })
    }
}

/// Is a client of that status one who comes?
pub fn is_active(status: Status) -> bool {
    matches!(status, Status::New | Status::Active | Status::Overdue | Status::Returned)
}

/// Why a client is worth a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Lost in the month.
    Lost,
    /// Overdue at its end.
    Overdue,
    /// Behind the growth path, and coming soon.
    BehindPath,
    /// Gained stars in the month.
    Improved,
}

impl Reason {
    /// Every reason, in the order in which they are told.
    pub const ALL: [Reason; 4] = [Reason::Lost, Reason::Overdue, Reason::BehindPath, Reason::Improved];
}

/// A reason to look at a client.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Note<'a> {
    /// Which.
    pub reason: Reason,
    /// How much it matters, among clients of the same reason; the highest first.
    pub weight: i64,
    /// The card that says whose client it is.
    pub card: &'a Card,
}

/// The reasons to look at a client after a month that ended on `end_day`.
pub fn find_notes(cards: &Cards, end_day: Day) -> impl Iterator<Item = Note<'_>> {
    let [end, start, _] = Month::This.cards(cards);
    let lost = (passage(start.status, end.status) == Passage::Lost).then_some((
        Reason::Lost,
        start.contribution_year_minor,
        start,
    ));
    let overdue = judge_overdue(end).map(|overdue| (Reason::Overdue, overdue.value_at_stake_minor, end));
    let soon = end.next_booking_day.filter(|day| day.days_since(end_day) <= SOON_DAYS);
    let behind =
        soon.filter(|_| end.is_behind_path()).map(|_| (Reason::BehindPath, end.contribution_year_minor, end));
    let gained = i64::from(end.stars.total_halves()) - i64::from(start.stars.total_halves());
    let improved = (gained > 0).then_some((Reason::Improved, gained, end));
    [lost, overdue, behind, improved].into_iter().flatten().map(|(reason, weight, card)| Note {
        reason,
        weight,
        card,
    })
}
