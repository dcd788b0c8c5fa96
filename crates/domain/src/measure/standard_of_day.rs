//! The standard of the day: one of a numbered list, in rotation.

use crate::day::Day;
use crate::definition::Definition;
use crate::policy::Names;

/// The text behind `standard_of_day`.
pub const DEFINITION: Definition = Definition {
    id: "standard_of_day",
    title: "Standard of the day",
    unit: "number in the list",
    numerator: "The standard spoken of at the line-up of a day.",
    denominator: "-",
    exclusions: "-",
    text: "The policy's standards in their order, one a civil day, then from the beginning again. It follows from the day and the length of the list alone, so every branch and every printed sheet have the same. Where the list is as long as some weeks (7, 14, 21 …), the last one of a round stands for two days: else a business that is closed on a weekday would never speak of the standards that fall on it. The first standard of a list of n falls on each day whose number since 1970-01-01 is a multiple of n, for lists that are not as long as some weeks.",
    source: "Regulars' own definition",
};

/// The place in a list of `count` standards of the one for a day; `None` if there are none.
fn place_of_day(count: usize, day: Day) -> Option<usize> {
    let count = i64::try_from(count).ok().filter(|count| *count > 0)?;
    let day = i64::from(day.0);
    let turn = if count % 7 == 0 { day - day.div_euclid(count) } else { day };
    usize::try_from(turn.rem_euclid(count)).ok()
}

/// The standard of a day, with its number from 1.
pub fn find_standard(standards: &[Names], day: Day) -> Option<(usize, &Names)> {
    let place = place_of_day(standards.len(), day)?;
    Some((place + 1, standards.get(place)?))
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn the_list_is_gone_through_day_by_day() {
        let places: Vec<_> = (0..6).map(|day| place_of_day(3, Day(day))).collect();
        assert_eq!(places, [0, 1, 2, 0, 1, 2].map(Some));
        assert_eq!(place_of_day(3, Day(-1)), Some(2));
        assert_eq!(place_of_day(0, Day(5)), None);
    }

    #[test]
    fn no_standard_is_skipped_from_one_day_to_the_next() {
        for count in 1..=60 {
            for day in -1_000..1_000 {
                let (today, tomorrow) = (place_of_day(count, Day(day)), place_of_day(count, Day(day + 1)));
                let next = today.map(|place| (place + 1) % count);
                let stays = count % 7 == 0 && tomorrow == today;
                assert!(tomorrow == next || stays, "{count} standards, day {day}");
            }
        }
    }

    #[test]
    fn a_closed_weekday_hides_no_standard() {
        for count in 1..=60usize {
            for weekday in 0..7 {
                let days = (0..(count * count * 8) as i32).filter(|day| day.rem_euclid(7) != weekday);
                let spoken: std::collections::BTreeSet<_> =
                    days.filter_map(|day| place_of_day(count, Day(day))).collect();
                assert_eq!(spoken.len(), count, "{count} standards, closed on weekday {weekday}");
            }
        }
    }
}
