//! The diary: which quarters of an hour of each staff member's days are free.

use super::house::House;
use super::period::{Moment, Period};

const QUARTER_MINUTES: i32 = 15;
/// Bit 0 of a day is the quarter that starts then, in minutes since midnight.
const FIRST_MINUTE: i32 = 8 * 60;
const QUARTERS: i32 = u64::BITS as i32;

/// Free quarters per staff member and day, one bit each, set while free.
pub(super) struct Diary {
    free: Vec<Vec<u64>>,
}

impl Diary {
    /// Nobody booked yet: opening hours of the days on which each staff member is in.
    pub(super) fn new(house: &House, period: &Period) -> Self {
        let free = house
            .staff
            .iter()
            .map(|staff| {
                let branch = &house.branches[staff.branch];
                period
                    .days()
                    .map(|day| match branch.hours(period, day) {
                        Some((opens, closes)) if staff.works(period, day) => between(opens, closes),
                        _ => 0,
                    })
                    .collect()
            })
            .collect();
        Self { free }
    }

    /// Where in that day a visit of `minutes` can start: a bit for each quarter.
    pub(super) fn starts(&self, staff: usize, day: i32, minutes: i32) -> u64 {
        let Some(free) = usize::try_from(day).ok().and_then(|day| self.free[staff].get(day)) else {
            return 0;
        };
        (0..quarters(minutes)).fold(*free, |starts, shift| starts & free.checked_shr(shift).unwrap_or(0))
    }

    /// Enters a visit.
    pub(super) fn take(&mut self, staff: usize, at: Moment, minutes: i32) {
        if let Some((day, taken)) = self.span(staff, at, minutes) {
            *day &= !taken;
        }
    }

    /// Gives the time of a cancelled visit free.
    pub(super) fn release(&mut self, staff: usize, at: Moment, minutes: i32) {
        if let Some((day, taken)) = self.span(staff, at, minutes) {
            *day |= taken;
        }
    }

    fn span(&mut self, staff: usize, at: Moment, minutes: i32) -> Option<(&mut u64, u64)> {
        let day = self.free[staff].get_mut(usize::try_from(at.day()).ok()?)?;
        Some((day, between(at.minute(), at.minute() + minutes)))
    }
}

/// The quarters from `start` until `end`, both in minutes since midnight.
pub(super) fn between(start: i32, end: i32) -> u64 {
    (0..QUARTERS)
        .filter(|quarter| {
            let minute = FIRST_MINUTE + quarter * QUARTER_MINUTES;
            minute >= start && minute + QUARTER_MINUTES <= end
        })
        .fold(0, |bits, quarter| bits | 1 << quarter)
}

/// The start of the `nth` set quarter of `starts` on that day, counting round.
pub(super) fn nth_start(starts: u64, nth: u32, day: i32) -> Option<Moment> {
    let nth = nth.checked_rem(starts.count_ones())?;
    let quarter = (0..QUARTERS).filter(|quarter| starts >> quarter & 1 == 1).nth(nth as usize)?;
    Some(Moment::new(day, FIRST_MINUTE + quarter * QUARTER_MINUTES))
}

fn quarters(minutes: i32) -> u32 {
    (minutes.max(1) as u32).div_ceil(QUARTER_MINUTES as u32)
}
