//! A house: three branches in two regions and the fourteen people who work there.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use rand::RngExt;

use super::dice::{Dice, chance};
use super::names;
use super::period::Period;

/// Staff in one house.
const STAFF: usize = 14;
/// Branches in one house.
pub(super) const BRANCHES: usize = 3;

/// A region and two quarters of it in which the chain has branches.
const PLACES: [(&str, [&str; 2]); 12] = [
    ("Amsterdam", ["Jordaan", "De Pijp"]),
    ("Utrecht", ["Oudegracht", "Wittevrouwen"]),
    ("Rotterdam", ["Kralingen", "Noord"]),
    ("Den Haag", ["Statenkwartier", "Centrum"]),
    ("Haarlem", ["Botermarkt", "Kleverpark"]),
    ("Leiden", ["Breestraat", "Station"]),
    ("Groningen", ["Folkingestraat", "Helpman"]),
    ("Zwolle", ["Binnenstad", "Assendorp"]),
    ("Arnhem", ["Klarendal", "Sonsbeek"]),
    ("Nijmegen", ["Lange Hezelstraat", "Oost"]),
    ("Eindhoven", ["Strijp", "Centrum"]),
    ("Maastricht", ["Wyck", "Jekerkwartier"]),
];

/// A place of business.
pub(super) struct Branch {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) region: &'static str,
    /// First day with clients.
    pub(super) opens_on: i32,
    /// Closed on Mondays as well as on Sundays.
    closed_on_monday: bool,
}

impl Branch {
    /// Opening and closing time in minutes since midnight, `None` on a closed day.
    pub(super) fn hours(&self, period: &Period, day: i32) -> Option<(i32, i32)> {
        let date = period.date(day);
        if day < self.opens_on || is_holiday(date) {
            return None;
        }
        match date.weekday() {
            Weekday::Sunday => None,
            Weekday::Monday if self.closed_on_monday => None,
            Weekday::Monday => Some((12 * 60, 18 * 60)),
            Weekday::Thursday => Some((9 * 60, 20 * 60)),
            Weekday::Saturday => Some((9 * 60, 17 * 60)),
            _ => Some((9 * 60, 18 * 60)),
        }
    }
}

fn is_holiday(date: Date) -> bool {
    matches!((date.month(), date.day()), (1, 1) | (4, 27) | (12, 25) | (12, 26))
}

/// How one of the fourteen differs from the others.
pub(super) struct Role {
    branch: usize,
    /// Share of the period after which they start and leave; 0: there from before.
    starts_at: f64,
    leaves_at: Option<f64>,
    weekdays: [Weekday; 4],
    /// Chance that an average client books the next visit before leaving.
    pub(super) rebooks: f64,
    /// Product sales, with 1 as the average.
    pub(super) retail: f64,
    /// Services from other categories, with 1 as the average.
    pub(super) breadth: f64,
    /// Share of new clients who do not come a second time.
    pub(super) loses: f64,
    /// How often somebody without a preference is given to them.
    pub(super) draw: f64,
}

/// Who serves.
pub(super) struct Staff {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) branch: usize,
    pub(super) started_on: Date,
    pub(super) left_on: Option<Date>,
    pub(super) role: &'static Role,
    first_day: i32,
    last_day: i32,
    /// First days of holidays and their lengths in days.
    holidays: Vec<(i32, i32)>,
}

impl Staff {
    /// Do they work there on that day, or will they (holidays aside)?
    pub(super) fn is_employed(&self, day: i32) -> bool {
        (self.first_day..=self.last_day).contains(&day)
    }

    /// Are they in on that day?
    pub(super) fn works(&self, period: &Period, day: i32) -> bool {
        self.is_employed(day)
            && self.role.weekdays.contains(&period.date(day).weekday())
            && !self.holidays.iter().any(|(start, days)| (*start..start + days).contains(&day))
    }
}

/// Three branches and their staff.
pub(super) struct House {
    pub(super) branches: Vec<Branch>,
    pub(super) staff: Vec<Staff>,
}

impl House {
    /// The house of that number, from 0; number 0 is in Amsterdam and Utrecht.
    pub(super) fn new(number: usize, period: &Period, dice: &mut Dice) -> Self {
        let branches: Vec<Branch> = (0..BRANCHES).map(|index| branch(number, index, period)).collect();
        let staff = ROLES
            .iter()
            .enumerate()
            .map(|(index, role)| {
                staff(number * STAFF + index + 1, role, branches[role.branch].opens_on, period, dice)
            })
            .collect();
        Self { branches, staff }
    }
}

fn branch(house: usize, index: usize, period: &Period) -> Branch {
    let round = 2 * house / PLACES.len();
    let (region, quarters) = PLACES[(2 * house + index / 2) % PLACES.len()];
    let quarter = quarters[index % 2];
    let name = match round {
        0 => format!("{region} {quarter}"),
        _ => format!("{region} {quarter} {}", round + 1),
    };
    Branch {
        code: format!("B{}", house * BRANCHES + index + 1),
        name,
        region,
        // The third branch is young: some reports must cope with a unit that has little history.
        opens_on: if index == 2 { period.day_at(0.18) } else { 0 },
        closed_on_monday: index == 1,
    }
}

fn staff(number: usize, role: &'static Role, opens_on: i32, period: &Period, dice: &mut Dice) -> Staff {
    let first_day = period.day_at(role.starts_at).max(opens_on);
    let started_on = match first_day {
        0 => period.date(0).saturating_sub(dice.random_range(200..3000).days()),
        day => period.date(day),
    };
    let last_day = role.leaves_at.map(|share| period.day_at(share));
    Staff {
        code: format!("S{number:02}"),
        name: names::staff_name(dice),
        branch: role.branch,
        started_on,
        left_on: last_day.map(|day| period.date(day)),
        role,
        first_day,
        last_day: last_day.unwrap_or(i32::MAX),
        holidays: holidays(period, dice),
    }
}

/// Two weeks in summer and a week at another time, each year.
fn holidays(period: &Period, dice: &mut Dice) -> Vec<(i32, i32)> {
    let mut holidays = Vec::new();
    for day in period.days().filter(|day| period.date(*day).day() == 1) {
        match period.date(day).month() {
            7 => holidays.push((day + dice.random_range(0..45), 14)),
            2 | 5 | 10 if chance(dice, 0.4) => holidays.push((day + dice.random_range(0..20), 7)),
            _ => {}
        }
    }
    holidays
}

/// The fourteen: seniors first in each branch, juniors last.
static ROLES: [Role; STAFF] = {
    use Weekday::{
        Friday as Fr, Monday as Mo, Saturday as Sa, Thursday as Th, Tuesday as Tu, Wednesday as We,
    };
    [
        role(0, 0.0, None, [Tu, We, Fr, Sa], [0.88, 1.1, 1.2, 0.14, 1.2]),
        role(0, 0.0, Some(0.56), [Tu, Th, Fr, Sa], [0.76, 0.9, 1.1, 0.16, 1.1]),
        // The best at retail.
        role(0, 0.0, None, [We, Th, Fr, Sa], [0.56, 2.4, 1.0, 0.22, 1.0]),
        // Weak in rebooking: good work, but nobody asks about the next visit.
        role(0, 0.0, None, [Mo, Tu, Th, Sa], [0.12, 0.9, 0.9, 0.26, 1.0]),
        role(0, 0.35, None, [Mo, We, Th, Fr], [0.41, 0.6, 0.6, 0.36, 0.8]),
        role(1, 0.0, None, [Tu, We, Th, Sa], [0.78, 1.2, 1.4, 0.15, 1.2]),
        role(1, 0.0, None, [Tu, Th, Fr, Sa], [0.66, 0.8, 1.0, 0.18, 1.1]),
        role(1, 0.0, None, [We, Th, Fr, Sa], [0.54, 1.1, 1.0, 0.22, 1.0]),
        role(1, 0.12, None, [Tu, We, Fr, Sa], [0.34, 0.6, 0.7, 0.34, 0.8]),
        role(1, 0.0, Some(0.78), [We, Th, Fr, Sa], [0.44, 0.7, 0.7, 0.32, 0.9]),
        role(2, 0.0, None, [Tu, We, Fr, Sa], [0.81, 1.3, 1.2, 0.15, 1.2]),
        role(2, 0.0, None, [Mo, Tu, Th, Sa], [0.61, 0.9, 1.0, 0.21, 1.0]),
        role(2, 0.30, None, [We, Th, Fr, Sa], [0.49, 1.0, 0.8, 0.24, 1.0]),
        role(2, 0.55, None, [Mo, Tu, Th, Fr], [0.32, 0.5, 0.6, 0.38, 0.8]),
    ]
};

/// A role; `figures` are rebooks, retail, breadth, loses and draw.
const fn role(
    branch: usize,
    starts_at: f64,
    leaves_at: Option<f64>,
    weekdays: [Weekday; 4],
    figures: [f64; 5],
) -> Role {
    let [rebooks, retail, breadth, loses, draw] = figures;
    Role { branch, starts_at, leaves_at, weekdays, rebooks, retail, breadth, loses, draw }
}
