//! The retention report: of the clients served in a period, who came again, by our rule or another product's; and what
//! followed each visit.

mod form;
mod named;
mod table;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use clap::builder::PossibleValuesParser;
use domain::card::card;
use domain::day::Day;
use domain::event::{BranchId, StaffId};
use domain::history::History;
use domain::measure::defection_rate::Period;
use domain::retention::preset::{OWN, PRESETS, find_preset};
use domain::retention::rebooking::{Attended, Rebooking, attended};
use domain::retention::{
    Judged, Retention, RetentionRule, Scope, Serving, Window, judge, own_window_days, servings,
};
use domain::said;
use jiff::Timestamp;
use locale::Language;
use store::Connection;

use crate::error::{Error, Kind, Result};
use crate::moment::{parse_day, parse_month};
use crate::parts::for_each_part;
use crate::report::behind::Dearest;
use crate::report::breakdown::{AskedUnit, AskedWithin};
use crate::report::sheet::{Field, Sheet, SheetReport};
use crate::report::unit::{By, Units};
use crate::view::{Asked, View};
use crate::viewer::Seen;

use named::Told;
pub use named::{Group, Only};

/// Months that a period has where only its last day is said.
const MONTHS: u32 = 12;

/// Of the clients served in a period, who came again; and at which visits the next was booked
#[derive(Clone, Debug, clap::Args)]
pub struct RetentionArgs {
    /// A line for each
    #[arg(long, value_enum, default_value = "branch")]
    pub by: By,
    /// Count as this product does, as it publishes it [default: regulars]
    #[arg(long, value_parser = preset_names())]
    pub preset: Option<String>,
    /// Month such as 2026-03, in place of --from and --to [default: the last that can be told wholly]
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["from", "to"])]
    pub month: Option<String>,
    /// First day of the period [default: 12 months before its last]
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// Last day of the period
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    /// Days (months, where the preset counts in months) of the window, in place of the preset's
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3_650))]
    pub days: Option<u32>,
    /// To whom a client has to come back, in place of the preset's
    #[arg(long, value_enum)]
    pub back_to: Option<BackTo>,
    /// On how many days a client has to come back, in place of the preset's
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=100))]
    pub returns: Option<u32>,
    /// Pass over visits with products alone, whatever the preset does
    #[arg(long)]
    pub services_only: bool,
    /// Count new clients alone, whatever the preset does
    #[arg(long)]
    pub new_only: bool,
    /// Which clients or visits are named
    #[arg(long, value_parser = Group::parser(), default_value = "gone")]
    pub group: Group,
    /// New or repeat clients alone; of visits, booked ones and walk-ins, first and later ones apart
    #[arg(long, value_enum)]
    pub only: Option<Only>,
    /// Of which unit.
    #[command(flatten)]
    pub unit: AskedUnit,
    /// Of visits, where.
    #[command(flatten)]
    pub within: AskedWithin,
    /// Clients or visits named at most, those of the dearest clients first
    #[arg(long, value_name = "CLIENTS", default_value_t = 100)]
    pub most: usize,
    /// Who may be named.
    #[arg(skip)]
    pub seen: Seen,
    /// Of which day, and as known when
    #[command(flatten)]
    pub asked: Asked,
}

fn preset_names() -> PossibleValuesParser {
    PossibleValuesParser::new(std::iter::once(OWN).chain(PRESETS.iter().map(|preset| preset.id)))
}

/// To whom a client comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum BackTo {
    /// Anyone of the business
    Business,
    /// The branch of the visit before
    Branch,
    /// The staff member of the visit before
    Staff,
}

impl BackTo {
    const ALL: [BackTo; 3] = [BackTo::Business, BackTo::Branch, BackTo::Staff];

    fn name(self) -> &'static str {
        match self {
            BackTo::Business => "business",
            BackTo::Branch => "branch",
            BackTo::Staff => "staff",
        }
    }

    fn scope(self) -> Scope {
        match self {
            BackTo::Business => Scope::Business,
            BackTo::Branch => Scope::Branch,
            BackTo::Staff => Scope::Staff,
        }
    }
}

impl SheetReport for RetentionArgs {
    const ID: &'static str = "retention";
    const TITLE: &'static str = "report-retention";

    fn fields(&self, _: &View, language: Language) -> Vec<Field> {
        self.form(language)
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        Ok(self.figures(connection, now)?.sheet(self, language))
    }

    fn name_only(&mut self, seen: &Seen) {
        self.seen = seen.clone();
    }
}

impl RetentionArgs {
    /// The figures that are asked for; memory stays bounded.
    pub fn figures(&self, connection: &mut Connection, now: Timestamp) -> Result<RetentionFigures> {
        let mut transaction = store::transaction::begin_read(connection)?;
        let frame = View::load_judging_frame(&mut transaction, &self.asked, now)?;
        let own = RetentionRule::own(frame.policy.lapse, &frame.house);
        let rule = self.rule(own);
        let period = self.period(&frame, rule)?;
        frame.check_come(if self.month.is_some() { period.first } else { period.last }, now)?;
        self.check_choice(&frame)?;
        let named = Dearest::new(self.most).of(&self.seen);
        let mut figures = RetentionFigures::new(frame, period, rule, own, named);
        figures.count(&mut transaction, self)?;
        transaction.commit()?;
        Ok(figures)
    }

    /// The preset's rule with what is set in its place.
    fn rule(&self, own: RetentionRule) -> RetentionRule {
        let preset = self.preset.as_deref().and_then(find_preset);
        let rule = preset.map_or(own, |preset| preset.rule);
        let window = match (rule.window, self.days) {
            (window, None) => window,
            (Window::DaysAfterVisit(_), Some(days)) => Window::DaysAfterVisit(days),
            (Window::DaysAfterPeriod(_), Some(days)) => Window::DaysAfterPeriod(days),
            (Window::MonthsAfterPeriod(_), Some(months)) => Window::MonthsAfterPeriod(months),
            (Window::MonthsBeforePeriod(_), Some(months)) => Window::MonthsBeforePeriod(months),
        };
        RetentionRule {
            window,
            returns_to: self.back_to.map_or(rule.returns_to, BackTo::scope),
            returns: self.returns.unwrap_or(rule.returns),
            services_only: rule.services_only || self.services_only,
            new_only: rule.new_only || self.new_only,
            ..rule
        }
    }

    /// Is anything set in place of what the preset says?
    fn is_changed(&self) -> bool {
        self.days.is_some()
            || self.back_to.is_some()
            || self.returns.is_some()
            || self.services_only
            || self.new_only
    }

    /// The period asked for; else the last calendar month whose windows have all elapsed.
    fn period(&self, frame: &View, rule: RetentionRule) -> Result<Period> {
        let day = |text: &String| Ok::<Day, Error>(Day::from_date(parse_day(text)?));
        if let Some(month) = &self.month {
            let month = parse_month(month)?;
            return Ok(Period { first: *month.start(), last: *month.end() });
        }
        let (from, to) = (self.from.as_ref().map(day).transpose()?, self.to.as_ref().map(day).transpose()?);
        let period = match (from, to) {
            (None, None) => last_told_month(frame.as_of, rule.window),
            (Some(first), None) => Period { first, last: frame.as_of },
            (from, Some(last)) => {
                Period { first: from.unwrap_or(last.minus_months(MONTHS).plus_days(1)), last }
            }
        };
        let Period { first, last } = period;
        if first > last {
            let message = said!("the period ends on {last}, before it begins on {first}", last, first);
            return Err(Error::new(Kind::Usage, message));
        }
        Ok(period)
    }
}

/// The last calendar month of which every window has elapsed as of the close of a day.
fn last_told_month(as_of: Day, window: Window) -> Period {
    let month_before = |day: Day| {
        let month = day.month().start().plus_days(-1).month();
        Period { first: *month.start(), last: *month.end() }
    };
    // This month too may have ended already.
    let mut period = month_before(as_of.plus_days(1));
    while window.days(period.last, period).1 > as_of {
        period = month_before(period.first);
    }
    period
}

/// Staff member and branch by which a unit is found; a region by the first branch in it.
pub(crate) type Place = (Option<StaffId>, Option<BranchId>);

/// Finds the place of a unit.
pub(crate) struct Places {
    by: By,
    /// By branch: the first branch in its region, if it has one.
    region_branches: Vec<Option<BranchId>>,
}

impl Places {
    /// Those of a view.
    pub(crate) fn new(view: &View, by: By) -> Places {
        let branches = &view.catalog.branches;
        let first_of = |region: &String| {
            BranchId::from_index(branches.iter().position(|branch| branch.region.as_ref() == Some(region))?)
        };
        let region_branches =
            branches.iter().map(|branch| branch.region.as_ref().and_then(first_of)).collect();
        Places { by, region_branches }
    }

    /// The place of who was served by a staff member at a branch.
    pub(crate) fn of(&self, staff: Option<StaffId>, branch: Option<BranchId>) -> Place {
        match self.by {
            By::All => (None, None),
            By::Staff => (staff, None),
            By::Branch => (None, branch),
            By::Region => {
                (None, branch.and_then(|branch| self.region_branches.get(branch.index()).copied()?))
            }
        }
    }
}

/// Who came again, and what followed each visit.
pub struct RetentionFigures {
    pub(crate) frame: View,
    /// The period.
    pub period: Period,
    /// The rule by which units are counted.
    pub rule: RetentionRule,
    own: RetentionRule,
    pub(crate) units: BTreeMap<Place, Retention>,
    /// Everyone, each client once.
    pub house: Retention,
    /// Everyone by our rule, then by each preset.
    pub presets: Vec<Retention>,
    pub(crate) visits: BTreeMap<Place, Rebooking>,
    /// By whether a visit was booked, and whether it was the client's first.
    pub(crate) kinds: BTreeMap<(bool, bool), Rebooking>,
    /// Visits of everyone.
    pub all_visits: Rebooking,
    /// Who is named, with the contribution of the 12 months up to the end of the period.
    named: Dearest<i64, Told>,
}

/// What one client adds.
struct Client {
    units: Vec<(Place, Judged)>,
    judged: Option<Judged>,
    presets: Vec<Option<Judged>>,
    visits: Vec<(Place, Attended)>,
}

impl RetentionFigures {
    fn new(
        frame: View,
        period: Period,
        rule: RetentionRule,
        own: RetentionRule,
        named: Dearest<i64, Told>,
    ) -> RetentionFigures {
        RetentionFigures {
            frame,
            period,
            rule,
            own,
            units: BTreeMap::new(),
            house: Retention::default(),
            presets: vec![Retention::default(); 1 + PRESETS.len()],
            visits: BTreeMap::new(),
            kinds: BTreeMap::new(),
            all_visits: Rebooking::default(),
            named,
        }
    }

    fn count(&mut self, transaction: &mut Connection, asked: &RetentionArgs) -> Result<()> {
        let frame = self.frame.on(self.frame.as_of);
        let (places, units) = (Places::new(&frame, asked.by), Units::new(&frame, asked.by));
        let rules = frame.rules(self.period.last);
        for_each_part(transaction, &frame, |part| {
            let counted = part.histories.map_clients(|_, history| {
                let client = self.judge_client(history, &places);
                let named = asked.choose(&client, &frame, &units);
                let card = (!named.is_empty()).then(|| card(history, &rules));
                (client, named, card.map(|card| (card.staff, card.branch, card.contribution_year_minor)))
            });
            for (on_file, (_, (client, named, card))) in part.clients.iter().zip(counted) {
                if let Some((staff, branch, contribution_year_minor)) = card {
                    for told in named {
                        self.named.add(on_file, contribution_year_minor, told.credited((staff, branch)));
                    }
                }
                self.add(client);
            }
            Ok(())
        })
    }

    fn judge_client(&self, history: &History, places: &Places) -> Client {
        let (period, as_of) = (self.period, self.frame.as_of);
        let servings = servings(history.events, as_of);
        let place_of = |serving: &Serving| places.of(serving.staff, serving.branch);
        let within = |day: Day| (period.first..=period.last).contains(&day);
        let mut found: Vec<Place> =
            servings.iter().filter(|serving| within(serving.day)).map(place_of).collect();
        found.sort_unstable();
        found.dedup();
        let of_place = |place: Place| {
            let judged = judge(&servings, &self.rule, period, as_of, |serving| place_of(serving) == place);
            Some((place, judged?))
        };
        let of_all = |rule: &RetentionRule| judge(&servings, rule, period, as_of, |_| true);
        let visits = visits_of(history, period, as_of, self.window_days());
        Client {
            units: found.into_iter().filter_map(of_place).collect(),
            judged: of_all(&self.rule),
            presets: std::iter::once(&self.own)
                .chain(PRESETS.iter().map(|preset| &preset.rule))
                .map(of_all)
                .collect(),
            visits: visits.map(|visit| (places.of(visit.staff, visit.branch), visit)).collect(),
        }
    }

    /// Days after a visit in which what follows it is told.
    pub(crate) fn window_days(&self) -> i32 {
        own_window_days(self.frame.policy.lapse, &self.frame.house)
    }

    fn add(&mut self, client: Client) {
        for (place, judged) in &client.units {
            self.units.entry(*place).or_default().add(judged);
        }
        client.judged.iter().for_each(|judged| self.house.add(judged));
        for (sum, judged) in self.presets.iter_mut().zip(&client.presets) {
            judged.iter().for_each(|judged| sum.add(judged));
        }
        let mut by_place: BTreeMap<Place, Rebooking> = BTreeMap::new();
        let mut by_kind: BTreeMap<(bool, bool), Rebooking> = BTreeMap::new();
        for (place, visit) in &client.visits {
            by_place.entry(*place).or_default().add(visit);
            by_kind.entry((visit.was_booked, visit.is_first)).or_default().add(visit);
            self.all_visits.add(visit);
        }
        self.all_visits.clients += u64::from(client.visits.iter().any(|(_, visit)| visit.is_told));
        merge_counts(&mut self.visits, by_place);
        merge_counts(&mut self.kinds, by_kind);
    }
}

/// The visits of a client in a period, with what followed each as far as it is known.
fn visits_of(
    history: &History,
    period: Period,
    as_of: Day,
    window_days: i32,
) -> impl Iterator<Item = Attended> {
    let visits = attended(history.events, as_of, window_days).into_iter();
    visits.filter(move |visit| (period.first..=period.last).contains(&visit.day))
}

/// What followed the visits of a period, by what `key` makes of who served and where; each client counts once of a key.
pub(crate) fn count_rebooking<K: Ord + Send>(
    transaction: &mut Connection,
    frame: &View,
    period: Period,
    key: impl Fn(Option<StaffId>, Option<BranchId>) -> K + Sync,
) -> Result<BTreeMap<K, Rebooking>> {
    let window_days = own_window_days(frame.policy.lapse, &frame.house);
    let mut sums = BTreeMap::new();
    for_each_part(transaction, frame, |part| {
        let counted = part.histories.map_clients(|_, history| {
            let mut own: BTreeMap<K, Rebooking> = BTreeMap::new();
            for visit in visits_of(history, period, frame.as_of, window_days) {
                own.entry(key(visit.staff, visit.branch)).or_default().add(&visit);
            }
            own
        });
        counted.into_iter().for_each(|(_, own)| merge_counts(&mut sums, own));
        Ok(())
    })?;
    Ok(sums)
}

/// Adds one client's visits, and the client where any of them is told.
fn merge_counts<K: Ord>(sums: &mut BTreeMap<K, Rebooking>, of_client: BTreeMap<K, Rebooking>) {
    for (key, mut counts) in of_client {
        counts.clients = u64::from(counts.told > 0);
        match sums.entry(key) {
            Entry::Vacant(entry) => drop(entry.insert(counts)),
            Entry::Occupied(mut entry) => entry.get_mut().merge(&counts),
        }
    }
}

#[cfg(test)]
mod correctness {
    use super::*;

    fn day(text: &str) -> Day {
        Day::from_date(text.parse().expect("a date"))
    }

    #[test]
    fn the_last_month_that_can_be_told() {
        let check = |as_of: &str, window: Window, first: &str| {
            assert_eq!(last_told_month(day(as_of), window).first, day(first), "{as_of} {window:?}");
        };
        check("2026-04-30", Window::DaysAfterPeriod(30), "2026-03-01");
        check("2026-04-29", Window::DaysAfterPeriod(30), "2026-02-01");
        check("2026-06-29", Window::DaysAfterVisit(90), "2026-03-01");
        check("2026-06-28", Window::DaysAfterVisit(90), "2026-02-01");
        check("2026-06-30", Window::MonthsAfterPeriod(3), "2026-03-01");
        // What looks back is told when the month ends.
        check("2026-06-30", Window::MonthsBeforePeriod(12), "2026-06-01");
        check("2026-06-29", Window::MonthsBeforePeriod(12), "2026-05-01");
    }
}
