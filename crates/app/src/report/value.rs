//! The report of value: who brings most, how much hangs on how few, and who brought others.

use std::collections::{BTreeMap, HashMap};

use domain::card::Card;
use domain::event::{BranchId, StaffId};
use domain::forecast::simple_value_minor;
use domain::interval::Share;
use domain::measure::referral_value::{Generation, sum_generations};
use domain::referral_tree::Referrals;
use domain::status::Status;
use domain::value::concentration::{Concentration, TOP_PERCENTS, TopShare};
use domain::value::top_count;
use jiff::Timestamp;
use locale::Language;
use report::chart::{Axis, Chart, Figures, Point, Series, Shape, chart_svg};
use store::Connection;
use store::client::Client;
use store::transaction::begin_read;

use crate::error::Result;
use crate::parts::for_each_part;
use crate::report::behind::{Dearest, page_of};
use crate::report::breakdown::AskedUnit;
use crate::report::sheet::{Cell, Field, Input, Sheet, SheetReport, Table, Value};
use crate::report::unit::{By, Unit, Units};
use crate::view::{Asked, View};
use crate::viewer::Seen;
use crate::words::{by_key, status_key, words};

/// Where the curve is told, in percent of clients.
const CURVE_PERCENTS: [u32; 13] = [1, 5, 10, 15, 20, 30, 40, 50, 60, 70, 80, 90, 100];

/// Which clients bring most, how much of all hangs on them, and who brought others
#[derive(Clone, Debug, clap::Args)]
pub struct ValueArgs {
    /// A line for each
    #[arg(long, value_enum, default_value = "branch")]
    pub by: By,
    /// Of which unit.
    #[command(flatten)]
    pub unit: AskedUnit,
    /// Name the top so many percent alone
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(1..=100))]
    pub top: Option<u32>,
    /// Name those alone who cost more than they brought
    #[arg(long, conflicts_with = "top")]
    pub below_zero: bool,
    /// Clients named at most
    #[arg(long, value_name = "CLIENTS", default_value_t = 50)]
    pub most: usize,
    /// Who may be named.
    #[arg(skip)]
    pub seen: Seen,
    /// Of which day.
    #[command(flatten)]
    pub asked: Asked,
}

impl SheetReport for ValueArgs {
    const ID: &'static str = "value";
    const TITLE: &'static str = "report-value";

    fn fields(&self, _: &View, language: Language) -> Vec<Field> {
        let words = words(language);
        let top = self.top.map(|top| top.to_string()).unwrap_or_default();
        let mut fields = vec![
            self.by.field_of(language),
            Field::new("top", words.say("report-value-top"), Input::Number(top)),
            Field::new(
                "unit",
                words.say("group-unit"),
                Input::Text(self.unit.unit.clone().unwrap_or_default()),
            ),
        ];
        fields.extend(self.asked.fields(language));
        fields
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        Ok(Worth::load(connection, self, now)?.sheet(self, language))
    }

    fn name_only(&mut self, seen: &Seen) {
        self.seen = seen.clone();
    }
}

impl ValueArgs {
    /// The page that names the top so many percent of a unit, or of everyone.
    fn page_of_top(&self, unit: Option<&Unit>, percent: u32) -> String {
        self.page_of(unit, ("top", percent.to_string()))
    }

    fn page_of(&self, unit: Option<&Unit>, what: (&'static str, String)) -> String {
        let mut pairs = vec![("by", self.by.name().to_owned()), what];
        pairs.extend(unit.and_then(|unit| AskedUnit::pairs(self.by, unit)));
        page_of(Self::ID, &pairs, &self.asked)
    }
}

/// What clients brought.
struct Worth {
    frame: View,
    /// Contributions of 12 months of the clients credited, by whom they are credited to.
    of_year: BTreeMap<Place, Vec<i64>>,
    /// Contributions since ever of all who ever came.
    ever: Vec<i64>,
    /// Who brought most in 12 months, the most valuable first.
    best: Dearest<i64, Card>,
    /// Contributions of 12 months of the clients asked for: of all, and of those who may be named.
    asked_minor: Vec<i64>,
    own_minor: Vec<i64>,
    /// Who referred the most contribution, the most first.
    referrers: Vec<Referrer>,
    /// How many of all who referred someone may be named, of how many.
    referrers_seen: (usize, usize),
}

type Place = (Option<StaffId>, Option<BranchId>);

/// A client who referred others.
struct Referrer {
    client: Client,
    /// Own contribution since ever, in minor units.
    contribution_minor: i64,
    generations: Vec<Generation>,
}

impl Referrer {
    fn below(&self) -> Generation {
        let sum = |mut sum: Generation, generation: &Generation| {
            sum.clients += generation.clients;
            sum.contribution_minor = sum.contribution_minor.saturating_add(generation.contribution_minor);
            sum
        };
        self.generations.iter().fold(Generation::default(), sum)
    }
}

impl Worth {
    /// Goes through all histories; what is held of a client is an amount or two.
    fn load(connection: &mut Connection, args: &ValueArgs, now: Timestamp) -> Result<Worth> {
        let ValueArgs { asked, most, seen, .. } = args;
        let mut transaction = begin_read(connection)?;
        let frame = View::load_judging_frame(&mut transaction, asked, now)?;
        let pairs = store::referral::list_all(&mut transaction, frame.known, frame.as_of)?;
        let mut related: HashMap<i64, Option<(Client, i64)>> =
            pairs.iter().flat_map(|&(referrer, referred)| [(referrer, None), (referred, None)]).collect();
        let (mut of_year, mut ever) = (BTreeMap::<Place, Vec<i64>>::new(), Vec::new());
        args.unit.check(args.by, &frame)?;
        let units = Units::new(&frame, args.by);
        let (mut best, mut asked_minor, mut own_minor) = (Dearest::new(*most).of(seen), vec![], vec![]);
        let rules = frame.rules(frame.as_of);
        for_each_part(&mut transaction, &frame, |part| {
            let cards = part.histories.cards(&rules);
            for (client, (_, card)) in part.clients.iter().zip(cards) {
                if let Some(found) = related.get_mut(&client.id) {
                    *found = Some((client.clone(), card.contribution_minor));
                }
                if card.status == Status::Prospect {
                    continue;
                }
                ever.push(card.contribution_minor);
                if card.is_credited {
                    let amounts = of_year.entry((card.staff, card.branch)).or_default();
                    amounts.push(card.contribution_year_minor);
                    let is_asked = !args.below_zero || card.contribution_year_minor < 0;
                    if is_asked && args.unit.holds_place(&units, (card.staff, card.branch)) {
                        // Of who cost more than they brought, those first who cost most.
                        let year_minor = card.contribution_year_minor;
                        let order = if args.below_zero { year_minor.saturating_neg() } else { year_minor };
                        best.add(client, order, card);
                        asked_minor.push(year_minor);
                        own_minor.extend(seen.has(client.id).then_some(year_minor));
                    }
                }
            }
            Ok(())
        })?;
        transaction.commit()?;
        drop(rules);
        let mut referrers = find_referrers(&pairs, &related);
        let all = referrers.len();
        referrers.retain(|referrer| seen.has(referrer.client.id));
        let referrers_seen = (referrers.len(), all);
        referrers.truncate(*most);
        Ok(Worth { frame, of_year, ever, best, asked_minor, own_minor, referrers, referrers_seen })
    }

    fn sheet(&self, asked: &ValueArgs, language: Language) -> Sheet {
        let words = words(language);
        let mut sheet = Sheet::of(&self.frame, words.say(ValueArgs::TITLE));
        sheet.warn_of_end(&self.frame, language);
        let year = Concentration::of(self.of_year.values().flatten().copied().collect());
        sheet.say(words.say("contribution-note"));
        let (negative, cost_minor) = year.negative();
        if negative > 0 {
            let cost = language.money(cost_minor, self.frame.business.currency);
            let told = [("count", negative.into()), ("amount", cost.into())];
            sheet.say(words.say_with("report-value-negative", told));
        }
        sheet.add(self.units_table(asked, language));
        self.add_curve(&mut sheet, asked, &year, language);
        self.add_best(&mut sheet, asked, &year, language);
        let (own, all) = self.referrers_seen;
        if all > 0 {
            sheet.add(self.referrers_table(language));
            sheet.say_seen(own, all, language);
        }
        sheet
    }

    fn units_table(&self, asked: &ValueArgs, language: Language) -> Table {
        let words = words(language);
        let part = |percent: u32| {
            words.say_with("report-top", [("percent", language.percent(f64::from(percent), 0).into())])
        };
        let [one, five, ten, twenty] = TOP_PERCENTS.map(part);
        let mut table = Table::new(
            "units",
            words.say("report-value-units"),
            [
                ("unit", words.say(by_key(asked.by.name())), None),
                ("clients", words.say("clients"), Some("concentration")),
                ("contribution_year", words.say("contribution-year"), Some("contribution")),
                ("top_1", one, Some("concentration")),
                ("top_5", five, Some("concentration")),
                ("top_10", ten, Some("concentration")),
                ("top_20", twenty, Some("concentration")),
                ("negative_clients", words.say("report-value-below-zero"), Some("concentration")),
            ],
        );
        let units = Units::new(&self.frame, asked.by);
        let mut groups: BTreeMap<Unit, Vec<i64>> = BTreeMap::new();
        for (&(staff, branch), amounts) in &self.of_year {
            groups.entry(units.of(staff, branch)).or_default().extend(amounts);
        }
        for (unit, amounts) in groups {
            let curve = Concentration::of(amounts);
            let clients = Value::count(curve.clients() as u64);
            let mut cells: Vec<Cell> = vec![
                unit.to_value(asked.by, language).into(),
                clients.linked(unit.clients_link(asked.by, None, &asked.asked)),
                Value::Money(curve.contribution_minor()).into(),
            ];
            cells.extend(TOP_PERCENTS.map(|percent| {
                let page = || asked.page_of_top(Some(&unit), percent);
                linked_share(self.top(&curve, percent), page)
            }));
            let below_zero = asked.page_of(Some(&unit), ("below_zero", "on".to_owned()));
            cells.push(Value::count(curve.negative().0 as u64).linked(below_zero));
            table.push(cells);
        }
        table
    }

    /// What the top so many percent of clients bring.
    fn top(&self, curve: &Concentration, percent: u32) -> Value {
        if (curve.clients() as u64) < u64::from(self.frame.policy.min_clients) {
            return Value::TooFew;
        }
        let of = curve.clients() as u64;
        let told = |top: TopShare| {
            let TopShare { clients, share, low, high, .. } = top;
            Value::Share(Share { count: clients as u64, of, share, low, high })
        };
        Value::maybe(curve.top(percent), told)
    }

    fn add_curve(&self, sheet: &mut Sheet, asked: &ValueArgs, year: &Concentration, language: Language) {
        let words = words(language);
        let ever = Concentration::of(self.ever.clone());
        if year.clients() < self.frame.policy.min_clients as usize || year.top(100).is_none() {
            return;
        }
        let mut table = Table::new(
            "curve",
            words.say("report-value-curve"),
            [
                ("clients_percent", words.say("report-value-of-clients"), Some("concentration")),
                ("clients", words.say("clients"), Some("concentration")),
                ("share_year", words.say("report-value-share-year"), Some("concentration")),
                ("share_ever", words.say("report-value-share-ever"), Some("concentration")),
            ],
        );
        for percent in CURVE_PERCENTS {
            let clients = Value::maybe(year.top(percent), |top| Value::count(top.clients as u64));
            table.push([
                Value::Percent(f64::from(percent) / 100.0).into(),
                clients.linked(asked.page_of_top(None, percent)),
                self.top(year, percent).into(),
                self.top(&ever, percent).into(),
            ]);
        }
        sheet.draw(words.say("report-value-curve"), self.curve_svg(year, &ever, language));
        sheet.add(table);
    }

    fn curve_svg(&self, year: &Concentration, ever: &Concentration, language: Language) -> String {
        let words = words(language);
        let points = |curve: &Concentration, with_band: bool| -> Vec<Point> {
            let point = |percent: u32| {
                let (top, x) = (curve.top(percent)?, f64::from(percent) / 100.0);
                let interval = with_band.then_some((top.low, top.high));
                Some(Point { x, y: top.share, interval, label: None })
            };
            std::iter::once(Point::at(0.0, 0.0)).chain(CURVE_PERCENTS.into_iter().filter_map(point)).collect()
        };
        let series =
            |name: &str, shape: Shape, points: Vec<Point>| Series { name: words.say(name), shape, points };
        let alike = vec![Point::at(0.0, 0.0), Point::at(1.0, 1.0)];
        chart_svg(
            &Chart {
                title: words.say("report-value-curve"),
                x: Axis::new(words.say("report-value-of-clients"), Figures::Percent).between(0.0, 1.0),
                y: Axis::new(words.say("report-value-of-contribution"), Figures::Percent).from(0.0),
                series: vec![
                    series("report-value-alike", Shape::Limit, alike),
                    series("report-value-share-year", Shape::Line, points(year, true)),
                    series("report-value-share-ever", Shape::Line, points(ever, false)),
                ],
            },
            language,
        )
    }

    /// Names who brought most, or the part of them that is asked for.
    fn add_best(&self, sheet: &mut Sheet, asked: &ValueArgs, year: &Concentration, language: Language) {
        let words = words(language);
        let unit = asked.unit.told(asked.by, &self.frame, language);
        let part = match (asked.top, asked.below_zero) {
            (Some(top), _) => {
                let percent = language.percent(f64::from(top), 0);
                Some(words.say_with("report-top", [("percent", percent.into())]))
            }
            (None, true) => Some(words.say("report-value-below-zero")),
            (None, false) => None,
        };
        let title = std::iter::once(words.say("report-value-clients")).chain(unit).chain(part);
        let table = Table::new(
            "clients",
            title.collect::<Vec<_>>().join(" · "),
            [
                ("client", words.say("client"), None),
                ("staff", words.say("staff"), Some("credit")),
                ("branch", words.say(by_key("branch")), Some("credit")),
                ("status", words.say("status"), Some("status")),
                ("last_day", words.say("last-visit"), None),
                ("contribution", words.say("report-value-ever"), Some("contribution")),
                ("contribution_year", words.say("contribution-year"), Some("most_valuable")),
                ("share_year", words.say("report-value-share-year"), Some("concentration")),
                ("simple_year", words.say("report-value-simple"), Some("most_valuable")),
                ("expected_year", words.say("expected-value-year"), Some("expected_value")),
            ],
        );
        let all_minor = year.contribution_minor();
        let part = self.count_asked(asked.top.unwrap_or(100));
        self.best.add_first_to(sheet, table, part, language, |named| {
            let card = named.told;
            let unit = |by: By| Units::new(&self.frame, by).of_card(card).to_value(by, language);
            let told = words.say(status_key(card.status.name()));
            let share = card.contribution_year_minor as f64 / all_minor as f64;
            vec![
                unit(By::Staff),
                unit(By::Branch),
                Value::Name { code: card.status.name().to_owned(), told },
                Value::maybe(card.last_day, Value::Day),
                Value::Money(card.contribution_minor),
                Value::Money(card.contribution_year_minor),
                if all_minor > 0 { Value::Percent(share) } else { Value::Nothing },
                Value::Money(simple_value_minor(card, 1, 0)),
                Value::maybe(card.forecast, |forecast| Value::Money(forecast.value_year_minor)),
            ]
        });
    }

    /// How many of the top so many percent of those asked for may be named, of how many. Who brought as much as the last
    /// one of them is one of them.
    fn count_asked(&self, percent: u32) -> (usize, usize) {
        let all = top_count(self.asked_minor.len(), percent);
        let mut by_amount = self.asked_minor.clone();
        by_amount.sort_unstable_by_key(|&amount| std::cmp::Reverse(amount));
        let least = all.checked_sub(1).map_or(i64::MAX, |last| by_amount[last]);
        let own = self.own_minor.iter().filter(|&&amount| amount >= least).count();
        (own.min(all), all)
    }

    fn referrers_table(&self, language: Language) -> Table {
        let words = words(language);
        let mut table = Table::new(
            "referrers",
            words.say("report-value-referrers"),
            [
                ("client", words.say("client"), None),
                ("contribution", words.say("report-value-ever"), Some("contribution")),
                ("referred", words.say("report-value-referred"), Some("referral_value")),
                ("referred_contribution", words.say("report-value-referred-brought"), Some("referral_value")),
                ("later", words.say("report-value-later"), Some("referral_value")),
                ("later_contribution", words.say("report-value-later-brought"), Some("referral_value")),
                ("referral_value", words.say("report-value-referral-value"), Some("referral_value")),
            ],
        );
        for referrer in &self.referrers {
            let (all, first) = (referrer.below(), referrer.generations.first().copied().unwrap_or_default());
            let tree = format!("/clients/{}/referrals", referrer.client.id);
            table.push([
                named(&referrer.client).linked(tree.clone()),
                Value::Money(referrer.contribution_minor).into(),
                Value::count(first.clients).linked(tree.clone()),
                Value::Money(first.contribution_minor).into(),
                Value::count(all.clients - first.clients).linked(tree.clone()),
                Value::Money(all.contribution_minor.saturating_sub(first.contribution_minor)).into(),
                Value::Money(all.contribution_minor).into(),
            ]);
        }
        table
    }
}

/// A share with the page of its clients, where it is told.
fn linked_share(value: Value, page: impl FnOnce() -> String) -> Cell {
    if matches!(value, Value::Share(_)) { value.linked(page()) } else { value.into() }
}

fn named(client: &Client) -> Value {
    Value::Client { id: client.id, code: client.code.clone(), name: client.name.clone() }
}

/// Who referred most, by what all below them brought; equal ones go by code. `related`: everyone in a referral whom the
/// ledger knows, with the contribution since ever.
fn find_referrers(pairs: &[(i64, i64)], related: &HashMap<i64, Option<(Client, i64)>>) -> Vec<Referrer> {
    let known = |id: i64| related.get(&id).and_then(Option::as_ref);
    let referrals = Referrals::new(pairs.iter().copied());
    let mut roots: Vec<i64> = pairs.iter().map(|&(referrer, _)| referrer).collect();
    roots.sort_unstable();
    roots.dedup();
    let referrer = |root: i64| {
        let (client, contribution_minor) = known(root)?.clone();
        let tree = referrals.tree(root);
        let generations = sum_generations(&tree, |below| known(below).map(|(_, contribution)| *contribution));
        Some(Referrer { client, contribution_minor, generations })
    };
    let mut referrers: Vec<Referrer> = roots.into_iter().filter_map(referrer).collect();
    referrers.sort_by(|one, other| {
        let by_value = other.below().contribution_minor.cmp(&one.below().contribution_minor);
        by_value.then_with(|| (&one.client.code, one.client.id).cmp(&(&other.client.code, other.client.id)))
    });
    referrers
}
