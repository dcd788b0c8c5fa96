//! Days and instants as a language writes them.

use domain::day::Day;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use crate::Language;
use crate::words::shared;

impl Language {
    /// A day: `3 Mar 2025`, `3 mrt 2025`, `2025年3月3日`; day and month stay on one line.
    pub fn day(self, day: Day) -> String {
        self.dated("date", "month", day.date())
    }

    /// A day with its weekday, as over a page: `Monday 3 March 2025`, `maandag 3 maart 2025`,
    /// `2025年3月3日星期一`.
    pub fn weekday(self, day: Day) -> String {
        self.dated("date-weekday", "month-long", day.date())
    }

    /// A month: `March 2025`, `maart 2025`, `2025年3月`.
    pub fn month(self, day: Day) -> String {
        self.dated("date-month", "month-long", day.date())
    }

    /// A day of any year, such as a birthday: `3 March`, `3 maart`, `3月3日`.
    pub fn month_day(self, day: Day) -> String {
        self.dated("date-birthday", "month-long", day.date())
    }

    /// The month's short name alone, as under an axis: `Mar`, `mrt`, `3月`.
    pub fn month_mark(self, date: Date) -> String {
        shared(self).say(&format!("month-{}", date.month()))
    }

    /// An instant to the minute, as the clock in a zone shows it: `3 Mar 2025 18:04`.
    pub fn instant(self, at: Timestamp, zone: &TimeZone) -> String {
        self.minute(zone.to_datetime(at))
    }

    /// A clock reading to the minute: `3 Mar 2025 18:04`.
    pub fn minute(self, at: DateTime) -> String {
        format!("{} {}", self.day(Day::from_date(at.date())), time_text(at.time()))
    }

    /// A clock reading to the second: `3 Mar 2025 18:04:05`.
    pub fn second(self, at: DateTime) -> String {
        format!("{} {}", self.day(Day::from_date(at.date())), at.time().strftime("%H:%M:%S"))
    }

    /// A time of day, in any language on 24 hours: `09:30`.
    pub fn time(self, time: Time) -> String {
        time_text(time)
    }

    fn dated(self, key: &str, month_key: &str, date: Date) -> String {
        let words = shared(self);
        let weekday = words.say(&format!("weekday-{}", date.weekday().to_monday_one_offset()));
        let month = words.say(&format!("{month_key}-{}", date.month()));
        words.say_with(
            key,
            [
                ("weekday", weekday.into()),
                ("day", date.day().to_string().into()),
                ("month", month.into()),
                ("year", date.year().to_string().into()),
            ],
        )
    }
}

fn time_text(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

#[cfg(test)]
mod correctness {
    use super::*;

    fn texts(text: impl Fn(Language, Day) -> String) -> [String; 3] {
        let day = Day::from_date(jiff::civil::date(2025, 3, 3));
        Language::ALL.map(|language| text(language, day).replace('\u{a0}', "~"))
    }

    #[test]
    fn days_are_written_as_the_language_does() {
        assert_eq!(texts(Language::day), ["3~Mar 2025", "3~mrt 2025", "2025年3月3日"]);
        let long = ["Monday 3~March 2025", "maandag 3~maart 2025", "2025年3月3日星期一"];
        assert_eq!(texts(Language::weekday), long);
        assert_eq!(texts(Language::month), ["March 2025", "maart 2025", "2025年3月"]);
        assert_eq!(texts(Language::month_day), ["3~March", "3~maart", "3月3日"]);
        assert_eq!(texts(|language, day| language.month_mark(day.date())), ["Mar", "mrt", "3月"]);
    }

    #[test]
    fn clock_readings_follow_their_day() {
        let at = jiff::civil::datetime(2025, 3, 3, 9, 4, 5, 0);
        assert_eq!(Language::Zh.minute(at), "2025年3月3日 09:04");
        assert_eq!(Language::Zh.second(at), "2025年3月3日 09:04:05");
        let zone = TimeZone::fixed(jiff::tz::offset(1));
        let instant = "2025-03-03T23:30:00Z".parse().expect("an instant");
        assert_eq!(Language::Zh.instant(instant, &zone), "2025年3月4日 00:30");
    }
}
