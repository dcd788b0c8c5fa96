//! What changed: the figures of a month beside those of the month before and of a year before.

use domain::comparison::Values;
use domain::comparison::league::{Figure as Kind, own_figure};
use domain::comparison::shift::{
    Shift, shift_of_count, shift_of_mean, shift_of_members, shift_of_share, shift_of_sum,
};
use domain::interval::Share;
use domain::measure::defection_rate::Period;
use domain::measure::full_star_share::full_star_share;
use domain::measure::mean_total::total_values;
use domain::measure::star_share::star_share;
use domain::pack::{Figures, Month, UnitPack};
use domain::star::Star;
use domain::status::Status;
use locale::Language;

use super::MonthlyPacks;
use super::behind::{PackGroup, linked};
use crate::report::card::star_name;
use crate::report::sheet::{Cell, Sheet, Table, Value};
use crate::report::unit::By;
use crate::words::{shift_key, status_key, words};

/// A line of the table.
struct Line {
    /// For programs.
    code: String,
    told: String,
    definition: &'static str,
    /// By [`Month`].
    values: [Value; 3],
    /// Since the month before, and since a year before; `None`: not compared.
    shifts: [Option<Shift>; 2],
    /// The pages with the clients, by [`Month`].
    links: [Option<String>; 3],
}

impl MonthlyPacks {
    pub(super) fn add_changes(&self, sheet: &mut Sheet, key: usize, pack: &UnitPack, language: Language) {
        let words = words(language);
        let month = |month: Month| capital(&language.month(self.days[month.marks()[0]]));
        let mut table = Table::new(
            "changes",
            words.say("pack-changed"),
            [
                ("figure", words.say("pack-figure"), None),
                ("month", month(Month::This), None),
                ("month_before", month(Month::Before), None),
                ("year_before", month(Month::YearBefore), None),
                ("since_month_before", words.say("pack-since-month"), Some("shift")),
                ("since_year_before", words.say("pack-since-year"), Some("shift")),
            ],
        );
        let mut lines = self.turnover_lines(key, pack, language);
        lines.extend(self.star_lines(key, pack, language));
        lines.extend(self.money_lines(pack, language));
        let has_books = pack.months.each_ref().map(has_books);
        for line in lines {
            table.push(cells(line, has_books, language));
        }
        sheet.add(table);
        let min = [("count", i64::from(self.frame.policy.min_clients).into())];
        sheet.say(words.say_with("pack-note", min));
    }

    /// Who came and who went.
    fn turnover_lines(&self, key: usize, pack: &UnitPack, language: Language) -> Vec<Line> {
        let words = words(language);
        let counted = |code: &str, head: &str, group: PackGroup, of: fn(&Figures) -> u64| Line {
            code: code.to_owned(),
            told: words.say(head),
            definition: "defection_rate",
            values: pack.months.each_ref().map(|month| Value::count(of(month))),
            shifts: self.each_earlier(|month| {
                let (now, then) = (&pack.months[0], &pack.months[month as usize]);
                shift_of_count(of(now), self.days_of(Month::This), of(then), self.days_of(month))
            }),
            links: self.pages_of(key, group),
        };
        let is_early = |month: Month| {
            let [end, _, year] = month.marks().map(|mark| self.days[mark]);
            self.frame.is_too_early(Period { first: year.plus_days(1), last: end })
        };
        let rate = |month: Month| match pack.months[month as usize].year.defection() {
            _ if is_early(month) => Value::TooEarly,
            share => Value::share(share, self.of_min()),
        };
        let year = |month: Month| {
            let turnover = pack.months[month as usize].year;
            (turnover.lost, turnover.active)
        };
        let of_year = Line {
            code: "defection_rate_year".to_owned(),
            told: words.say("pack-defection-year"),
            definition: "defection_rate",
            values: Month::ALL.map(rate),
            shifts: self.each_earlier(|month| {
                if is_early(month) {
                    Shift::TooFew
                } else {
                    shift_of_share(year(Month::This), year(month), self.of_min())
                }
            }),
            links: self.pages_of(key, PackGroup::LostYear),
        };
        let [month, year] = pack.moved.map(|moved| Some(shift_of_members(moved.came, moved.went)));
        let active = Line {
            shifts: [month, year],
            definition: "status",
            ..counted("active", "pack-active", PackGroup::Active, Figures::active)
        };
        vec![
            active,
            counted("gained", "report-gained", PackGroup::Gained, |figures| figures.month.gained),
            counted("lost", "report-lost-clients", PackGroup::Lost, |figures| figures.month.lost),
            counted("won_back", "report-won-back", PackGroup::WonBack, |figures| figures.month.won_back),
            of_year,
        ]
    }

    /// The stars of the clients credited.
    fn star_lines(&self, key: usize, pack: &UnitPack, language: Language) -> Vec<Line> {
        let words = words(language);
        let totals = pack.months.each_ref().map(|month| total_values(&month.tally));
        let mean = |values: &Values| match own_figure(values, Kind::Mean) {
            Some(own) if values.count >= self.of_min() => {
                Value::Range { low: own.low, estimate: own.mean, high: own.high, decimals: 2 }
            }
            _ => Value::TooFew,
        };
        let stars = self.frame.policy.stars.len();
        let mut lines = vec![
            Line {
                code: "mean_total".to_owned(),
                told: words.say("mean-total"),
                definition: "mean_total",
                values: totals.each_ref().map(mean),
                shifts: self
                    .each_earlier(|month| shift_of_mean(&totals[0], &totals[month as usize], self.of_min())),
                links: [self.stars_address(key, &[]), None, None],
            },
            self.share_line(
                ("full_star_clients".to_owned(), words.say("report-all-full"), "full_star_share"),
                pack.months.each_ref().map(|month| full_star_share(&month.tally)),
                self.stars_address(key, &[("total", stars.to_string())]),
            ),
        ];
        for (index, rule) in self.frame.policy.stars.iter().enumerate() {
            let star = star_name(language, &self.frame.policy, &rule.id);
            let told = words.say_with("league-star-full", [("star", star.into())]);
            lines.push(self.share_line(
                (format!("star_{}", rule.id), told, "star_share"),
                pack.months.each_ref().map(|month| star_share(&month.tally, index, Star::Full)),
                self.stars_address(key, &[("star", rule.id.clone()), ("level", "full".to_owned())]),
            ));
        }
        lines
    }

    fn share_line(
        &self,
        (code, told, definition): (String, String, &'static str),
        shares: [Option<Share>; 3],
        link: Option<String>,
    ) -> Line {
        let counts = |share: Option<Share>| share.map_or((0, 0), |share| (share.count, share.of));
        Line {
            code,
            told,
            definition,
            values: shares.map(|share| Value::share(share, self.of_min())),
            shifts: self.each_earlier(|month| {
                shift_of_share(counts(shares[0]), counts(shares[month as usize]), self.of_min())
            }),
            links: [link, None, None],
        }
    }

    fn money_lines(&self, pack: &UnitPack, language: Language) -> Vec<Line> {
        let words = words(language);
        let of_month: [Values; 3] = pack.months.each_ref().map(|month| month.contribution.into());
        let of_year: [Values; 3] = pack.months.each_ref().map(|month| month.contribution_year.into());
        let money = |amount: f64| Value::Money(amount.round() as i64);
        let mean = |values: &Values| match values.mean() {
            Some(mean) if values.count >= self.of_min() => money(mean),
            _ => Value::TooFew,
        };
        vec![
            Line {
                code: "contribution".to_owned(),
                told: words.say("pack-contribution"),
                definition: "contribution",
                values: of_month.each_ref().map(|values| money(values.sum)),
                shifts: self.each_earlier(|month| {
                    let then = &of_month[month as usize];
                    shift_of_sum(&of_month[0], self.days_of(Month::This), then, self.days_of(month))
                }),
                links: [None, None, None],
            },
            Line {
                code: "contribution_year_mean".to_owned(),
                told: words.say("league-contribution"),
                definition: "contribution",
                values: of_year.each_ref().map(mean),
                shifts: self.each_earlier(|month| {
                    shift_of_mean(&of_year[0], &of_year[month as usize], self.of_min())
                }),
                links: [None, None, None],
            },
        ]
    }

    /// Which star moved furthest beyond chance, against both months.
    pub(super) fn told_moved_most(&self, pack: &UnitPack, language: Language) -> String {
        let words = words(language);
        let share =
            |month: Month, index: usize| star_share(&pack.months[month as usize].tally, index, Star::Full);
        let told = |month: Month| {
            let moved = |index: usize| {
                let (now, then) = (share(Month::This, index)?, share(month, index)?);
                let shift = shift_of_share((now.count, now.of), (then.count, then.of), self.of_min());
                matches!(shift, Shift::Rose | Shift::Fell).then(|| (index, now.share - then.share))
            };
            let most = (0..self.frame.policy.stars.len()).filter_map(moved).max_by(|a, b| {
                // Equal ones go to the policy's first.
                a.1.abs().total_cmp(&b.1.abs()).then_with(|| b.0.cmp(&a.0))
            });
            let against = language.month(self.days[month.marks()[0]]);
            match most {
                None => words.say_with("pack-no-star", [("month", against.into())]),
                Some((index, moved)) => {
                    let star = star_name(language, &self.frame.policy, &self.frame.policy.stars[index].id);
                    let points = language.change(moved * 100.0, 1);
                    let values =
                        [("month", against.into()), ("star", star.into()), ("points", points.into())];
                    words.say_with("pack-star", values)
                }
            }
        };
        format!("{} {}", told(Month::Before), told(Month::YearBefore))
    }

    pub(super) fn statuses_table(&self, key: usize, pack: &UnitPack, language: Language) -> Table {
        let words = words(language);
        let month = |month: Month| capital(&language.month(self.days[month.marks()[0]]));
        let mut table = Table::new(
            "statuses",
            words.say("pack-statuses"),
            [
                ("status", words.say("status"), Some("status")),
                ("month", month(Month::This), None),
                ("month_before", month(Month::Before), None),
                ("year_before", month(Month::YearBefore), None),
            ],
        );
        for status in Status::ALL {
            let told = words.say(status_key(status.name()));
            let mut cells = vec![Cell::from(Value::Name { code: status.name().to_owned(), told })];
            cells.extend(Month::ALL.map(|month| {
                let count = pack.months[month as usize].tally.statuses[status as usize];
                linked(Value::count(count), Some(self.page_of_status(key, month, status)))
            }));
            table.push(cells);
        }
        table
    }

    fn each_earlier(&self, of: impl Fn(Month) -> Shift) -> [Option<Shift>; 2] {
        [Month::Before, Month::YearBefore].map(|month| Some(of(month)))
    }

    fn days_of(&self, month: Month) -> i32 {
        let [end, start, _] = month.marks().map(|mark| self.days[mark]);
        end.days_since(start)
    }

    pub(super) fn of_min(&self) -> u64 {
        u64::from(self.frame.policy.min_clients)
    }

    /// The page of clients of the unit with so much of a star.
    fn stars_address(&self, key: usize, more: &[(&str, String)]) -> Option<String> {
        let mut query = vec![("by", self.by.name().to_owned()), ("as_of", self.frame.as_of.to_string())];
        if self.by != By::All {
            query.push(("unit", self.units[key].code.clone()));
        }
        query.extend(more.iter().cloned());
        Some(format!("/stars/clients?{}", serde_urlencoded::to_string(query).ok()?))
    }
}

/// As it stands above a column: Dutch writes months small.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Did anyone ever come by then? Where the books begin later, there is nothing to compare with.
fn has_books(figures: &Figures) -> bool {
    let came = |status: &&Status| **status != Status::Prospect;
    Status::ALL.iter().filter(came).any(|&status| figures.tally.statuses[status as usize] > 0)
}

fn cells(line: Line, has_books: [bool; 3], language: Language) -> Vec<Cell> {
    let name = Value::Name { code: line.code, told: line.told };
    let mut cells = vec![name.linked(format!("/definitions/{}", line.definition))];
    let is_told = [true, has_books[1], has_books[2]];
    let values = line.values.into_iter().zip(line.links).zip(is_told);
    cells.extend(
        values.map(|((value, link), is_told)| linked(if is_told { value } else { Value::Nothing }, link)),
    );
    let told = |shift: Option<Shift>| match shift {
        None => Value::Nothing,
        Some(Shift::TooFew) => Value::TooFew,
        Some(shift) => {
            Value::Name { code: shift.name().to_owned(), told: words(language).say(shift_key(shift.name())) }
        }
    };
    let shifts = line.shifts.into_iter().zip(has_books.into_iter().skip(1));
    cells.extend(shifts.map(|(shift, has_books)| told(shift.filter(|_| has_books)).into()));
    cells
}
