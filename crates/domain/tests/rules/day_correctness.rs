//! Days and months on the calendar.

use domain::day::Day;
use proptest::prelude::*;

use crate::sample::day;

#[test]
fn months_are_counted_to_the_anniversary() {
    for (earlier, later, months) in [
        ("2025-01-15", "2025-01-15", 0),
        ("2025-01-15", "2025-02-14", 0),
        ("2025-01-15", "2025-02-15", 1),
        ("2024-12-15", "2025-01-15", 1),
        // The anniversary of the 31st is the last day of a shorter month.
        ("2025-01-31", "2025-02-27", 0),
        ("2025-01-31", "2025-02-28", 1),
        ("2024-01-31", "2024-02-28", 0),
        ("2024-01-31", "2024-02-29", 1),
        ("2025-01-31", "2025-04-29", 2),
        ("2025-01-31", "2025-04-30", 3),
        ("2024-02-29", "2025-02-27", 11),
        ("2024-02-29", "2025-02-28", 12),
        ("2025-02-28", "2025-03-27", 0),
        ("2025-02-28", "2025-03-28", 1),
        ("1969-12-31", "1970-01-31", 1),
        ("2025-02-01", "2025-01-01", 0),
    ] {
        assert_eq!(day(later).months_since(day(earlier)), months, "{earlier} to {later}");
    }
}

#[test]
fn going_back_months_stays_within_the_month() {
    for (from, months, expected) in [
        ("2025-06-15", 0, "2025-06-15"),
        ("2025-06-15", 12, "2024-06-15"),
        ("2025-03-31", 1, "2025-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2025-03-30", 1, "2025-02-28"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2025-07-31", 1, "2025-06-30"),
        ("1970-01-01", 1, "1969-12-01"),
    ] {
        assert_eq!(day(from).minus_months(months), day(expected), "{months} before {from}");
    }
}

#[test]
fn going_forward_months_stays_within_the_month() {
    for (from, months, expected) in [
        ("2025-06-15", 0, "2025-06-15"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-12-01", 3, "2026-03-01"),
    ] {
        assert_eq!(day(from).plus_months(months), day(expected), "{months} after {from}");
    }
    assert_eq!(day("2025-06-15").plus_months(u32::MAX), Day::MAX);
}

#[test]
fn days_count_from_1970() {
    assert_eq!(day("1970-01-01"), Day(0));
    assert_eq!(day("1969-12-31"), Day(-1));
    assert_eq!(day("2000-03-01"), Day(11_017));
    assert_eq!(day("2025-06-15").to_string(), "2025-06-15");
    assert_eq!((Day::MAX.to_string(), Day::MIN.to_string()), ("-".to_owned(), "-".to_owned()));
}

#[test]
fn the_ends_of_the_calendar_stand_for_days_beyond_it() {
    use jiff::civil::Date;
    for beyond in [Day::MAX, Day(10_000_000), Day::from_date(Date::MAX).plus_days(1)] {
        assert_eq!(beyond.date(), Date::MAX);
    }
    for beyond in [Day::MIN, Day(-10_000_000), Day::from_date(Date::MIN).plus_days(-1)] {
        assert_eq!(beyond.date(), Date::MIN);
    }
    assert_eq!(Day(0).minus_months(u32::MAX), Day::MIN);
    assert_eq!(Day::from_date(Date::MIN).minus_months(1), Day::MIN);
    assert_eq!(Day::MAX.plus_days(1), Day::MAX);
    assert_eq!(Day::MIN.days_since(Day::MAX), i32::MIN);
}

proptest! {
    #[test]
    fn dates_and_days_are_two_names_of_one_thing(number in -4_000_000..2_932_000_i32) {
        prop_assert_eq!(Day::from_date(Day(number).date()), Day(number));
    }

    #[test]
    fn months_back_are_months_since(number in -700_000..700_000_i32, months in 0..1_000_u32) {
        prop_assert_eq!(Day(number).months_since(Day(number).minus_months(months)), months);
    }

    #[test]
    fn any_day_has_months(a in any::<i32>(), b in any::<i32>(), months in any::<u32>()) {
        prop_assert!(Day(a).months_since(Day(b)) < 12 * 20_000);
        prop_assert!(Day(a).minus_months(months).date() <= Day(a).date());
    }
}
