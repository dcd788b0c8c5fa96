//! The report of gaps: offerings that similar clients buy and this one does not.

use std::collections::HashMap;

use domain::interval::Share;
use domain::said;
use domain::value::gaps::{Basket, OFFERINGS_MAX, Rule, Rules, find_rules, gaps_of};
use jiff::Timestamp;
use locale::Language;
use store::Connection;
use store::transaction::begin_read;

use crate::error::{Error, Kind, Result};
use crate::report::behind::page_of;
use crate::report::purchases::{Goods, Purchases, name_best};
use crate::report::sheet::{Cell, Field, Sheet, SheetReport, Table, Value};
use crate::view::{Asked, View};
use crate::viewer::Seen;
use crate::words::words;

/// Gaps told of one client.
pub const GAPS_TOLD: usize = 3;

/// Which services and products go together, and the clients who buy one and not the other
#[derive(Clone, Debug, clap::Args)]
pub struct GapsArgs {
    /// What is told apart
    #[arg(long, value_enum, default_value = "offering")]
    pub by: Goods,
    /// Code of an offering, or name of a category: only gaps of who buys this
    #[arg(long, value_name = "CODE")]
    pub given: Option<String>,
    /// Only gaps that this would fill
    #[arg(long, value_name = "CODE")]
    pub offered: Option<String>,
    /// Pairs told at most, the surest first
    #[arg(long, value_name = "PAIRS", default_value_t = 50)]
    pub pairs: usize,
    /// Clients named at most, the most valuable first
    #[arg(long, value_name = "CLIENTS", default_value_t = 100)]
    pub most: usize,
    /// Who may be named.
    #[arg(skip)]
    pub seen: Seen,
    /// Of which day.
    #[command(flatten)]
    pub asked: Asked,
}

/// What goes together in a house.
pub(crate) struct HouseGaps {
    goods: Goods,
    /// Code and name by place in baskets: that bought by most clients first.
    shelf: Vec<Named>,
    /// How many are not among them.
    left_out: usize,
    found: Rules,
}

/// An offering or a category.
struct Named {
    code: String,
    name: String,
}

/// A gap of one client.
pub(crate) struct ClientGap {
    /// What similar clients buy.
    pub(crate) offered: String,
    /// What makes them similar.
    pub(crate) given: String,
    /// Of these, the share who buy it.
    pub(crate) confidence: Share,
}

impl ClientGap {
    /// In a sentence.
    pub(crate) fn told(&self, language: Language) -> String {
        let share = language.percent(self.confidence.share * 100.0, 0);
        let parts = [("offered", &self.offered), ("share", &share), ("given", &self.given)];
        words(language).say_with("report-client-gap", parts.map(|(name, text)| (name, text.as_str().into())))
    }
}

impl HouseGaps {
    /// Finds what goes together among what clients of a frame bought in 12 months.
    pub(crate) fn load(transaction: &mut Connection, frame: &View, goods: Goods) -> Result<HouseGaps> {
        let purchases = Purchases::load(transaction, frame, goods)?;
        Ok(HouseGaps::of(frame, &purchases).0)
    }

    /// The same of purchases, with the basket of each buyer.
    fn of(frame: &View, purchases: &Purchases) -> (HouseGaps, Vec<Basket>) {
        let goods = purchases.goods;
        let mut counted: Vec<(usize, u64)> = purchases.count_buyers().into_iter().collect();
        counted.retain(|&(number, _)| number != goods.nameless(frame));
        counted.sort_unstable_by_key(|&(number, buyers)| (std::cmp::Reverse(buyers), number));
        let left_out = counted.len().saturating_sub(OFFERINGS_MAX);
        counted.truncate(OFFERINGS_MAX);
        let places: HashMap<usize, usize> =
            counted.iter().enumerate().map(|(place, &(number, _))| (number, place)).collect();
        let mut baskets = vec![Basket::default(); purchases.buyers.len()];
        for bought in &purchases.bought {
            if let Some(&place) = places.get(&bought.offering) {
                baskets[bought.client].insert(place);
            }
        }
        let named = |&(number, _): &(usize, u64)| {
            let (code, name) = goods.code_and_name(frame, number).unwrap_or_default();
            Named { code, name }
        };
        let shelf = counted.iter().map(named).collect();
        let found = find_rules(&baskets, frame.policy.min_clients);
        (HouseGaps { goods, shelf, left_out, found }, baskets)
    }

    /// How many clients it was found among.
    pub(crate) fn clients(&self) -> u64 {
        self.found.clients
    }

    /// The gaps of one client as a frame knows the client, the surest first. The frame may be a later one.
    pub(crate) fn of_client(
        &self,
        transaction: &mut Connection,
        frame: &View,
        client_id: i64,
    ) -> Result<Vec<ClientGap>> {
        let mut basket = Basket::default();
        for number in Purchases::of_client(transaction, frame, self.goods, client_id)? {
            let code = self.goods.code_and_name(frame, number).map(|(code, _)| code);
            let place = code.and_then(|code| self.shelf.iter().position(|named| named.code == code));
            place.into_iter().for_each(|place| basket.insert(place));
        }
        let name = |place: usize| self.shelf[place].name.clone();
        let told = |rule: &Rule| ClientGap {
            offered: name(rule.offered),
            given: name(rule.given),
            confidence: rule.confidence,
        };
        Ok(gaps_of(&basket, &self.found.rules, GAPS_TOLD).into_iter().map(told).collect())
    }

    fn named(&self, place: usize) -> Value {
        let Named { code, name } = &self.shelf[place];
        Value::Name { code: code.clone(), told: name.clone() }
    }

    /// Keeps only the gaps between these codes.
    fn retain(&mut self, given: Option<&str>, offered: Option<&str>) {
        let shelf = &self.shelf;
        let is = |wanted: Option<&str>, place: usize| wanted.is_none_or(|code| shelf[place].code == code);
        self.found.rules.retain(|rule| is(given, rule.given) && is(offered, rule.offered));
    }
}

/// What similar clients also buy, of one client, as lines for people; nothing where there is no gap. `code` as
/// [`store::client::find_by_code`] takes it.
pub fn print_client(
    connection: &mut Connection,
    asked: &Asked,
    code: &str,
    now: Timestamp,
    language: Language,
) -> Result<String> {
    let mut transaction = begin_read(connection)?;
    let frame = View::load_frame(&mut transaction, asked, now)?;
    let client_id = store::client::find_by_code(&mut transaction, frame.known, code)?;
    let house = HouseGaps::load(&mut transaction, &frame, Goods::Offering)?;
    let gaps = house.of_client(&mut transaction, &frame, client_id)?;
    transaction.commit()?;
    let words = words(language);
    if gaps.is_empty() {
        return Ok(format!("\n{}\n", words.say("report-client-no-gaps")));
    }
    let lines: String = gaps.iter().map(|gap| gap.told(language) + "\n").collect();
    Ok(format!("\n{}\n{lines}{}\n", words.say("report-client-gaps"), words.say("report-gaps-correlation")))
}

impl SheetReport for GapsArgs {
    const ID: &'static str = "gaps";
    const TITLE: &'static str = "report-gaps";

    fn fields(&self, _: &View, language: Language) -> Vec<Field> {
        let mut fields = vec![self.by.field(language)];
        fields.extend(self.asked.fields(language));
        fields
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        let mut transaction = begin_read(connection)?;
        let frame = View::load_judging_frame(&mut transaction, &self.asked, now)?;
        for code in self.given.iter().chain(&self.offered) {
            self.by.find(&frame, code)?;
        }
        if self.given.is_some() && self.given == self.offered {
            return Err(Error::new(Kind::Usage, said!("a gap is between two different things: name two")));
        }
        let purchases = Purchases::load(&mut transaction, &frame, self.by)?;
        let (mut house, baskets) = HouseGaps::of(&frame, &purchases);
        house.retain(self.given.as_deref(), self.offered.as_deref());
        let mut sheet = self.figures(&frame, &house, language);
        if !house.found.rules.is_empty() {
            let (table, (own, all)) =
                self.clients(&mut transaction, &frame, &purchases, &house, &baskets, language)?;
            sheet.add(table);
            sheet.say_seen(own, all, language);
        }
        transaction.commit()?;
        Ok(sheet)
    }

    fn name_only(&mut self, seen: &Seen) {
        self.seen = seen.clone();
    }
}

impl GapsArgs {
    fn figures(&self, frame: &View, house: &HouseGaps, language: Language) -> Sheet {
        let words = words(language);
        let mut sheet = Sheet::of(frame, words.say(Self::TITLE));
        let (rules, count) = (&house.found.rules, |count: u64| language.count(count));
        let told = [
            ("clients", count(house.found.clients).into()),
            ("offerings", count(house.found.offerings as u64).into()),
            ("least", count(u64::from(frame.policy.min_clients)).into()),
            ("pairs", count(house.found.pairs as u64).into()),
        ];
        sheet.say(words.say_with("report-gaps-tried", told));
        if house.left_out > 0 {
            let told = [("count", house.left_out.into()), ("most", OFFERINGS_MAX.into())];
            sheet.say(words.say_with("report-gaps-left-out", told));
        }
        let note = if rules.is_empty() { "report-gaps-none" } else { "report-gaps-correlation" };
        sheet.say(words.say(note));
        let mut table = Table::new(
            "pairs",
            words.say("report-gaps-pairs"),
            [
                ("given", words.say("report-gaps-given"), None),
                ("offered", words.say("report-gaps-offered"), None),
                ("support", words.say("report-gaps-support"), Some("gaps")),
                ("confidence", words.say("report-gaps-confidence"), Some("gaps")),
                ("base", words.say("report-gaps-base"), Some("gaps")),
                ("lift", words.say("report-gaps-lift"), Some("gaps")),
                ("clients", words.say("report-gaps-clients-behind"), Some("gaps")),
            ],
        );
        for rule in rules.iter().take(self.pairs) {
            table.push(self.row(house, rule));
        }
        sheet.add(table);
        if rules.len() > self.pairs {
            let told = [("count", (rules.len() - self.pairs).into())];
            sheet.say(words.say_with("report-gaps-more", told));
        }
        sheet
    }

    fn row(&self, house: &HouseGaps, rule: &Rule) -> [Cell; 7] {
        let (given, offered) = (house.named(rule.given), house.named(rule.offered));
        let link = self.link(&given, &offered);
        let lift = rule.lift;
        [
            given.into(),
            offered.into(),
            Value::count(rule.confidence.count).into(),
            Value::Share(rule.confidence).into(),
            Value::Percent(rule.base.share).into(),
            Value::Range { low: lift.low, estimate: lift.estimate, high: lift.high, decimals: 2 }.into(),
            Value::count(rule.clients()).linked(link),
        ]
    }

    /// Who has a gap, the most valuable first, each with the surest one; how many may be named, of how many.
    fn clients(
        &self,
        transaction: &mut Connection,
        frame: &View,
        purchases: &Purchases,
        house: &HouseGaps,
        baskets: &[Basket],
        language: Language,
    ) -> Result<(Table, (usize, usize))> {
        let words = words(language);
        let mut table = Table::new(
            "clients",
            words.say("report-gaps-clients"),
            [
                ("client", words.say("client"), None),
                ("offered", words.say("report-gaps-offered"), None),
                ("given", words.say("report-gaps-given"), None),
                ("confidence", words.say("report-gaps-confidence"), Some("gaps")),
                ("contribution_year", words.say("contribution-year"), Some("contribution")),
            ],
        );
        let mut gaps: HashMap<i64, &Rule> = HashMap::new();
        let mut amounts = Vec::new();
        for (buyer, basket) in purchases.buyers.iter().zip(baskets) {
            if let Some(rule) = gaps_of(basket, &house.found.rules, 1).first() {
                gaps.insert(buyer.client_id, rule);
                amounts.push((buyer.client_id, buyer.contribution_minor));
            }
        }
        let all = amounts.len();
        amounts.retain(|&(id, _)| self.seen.has(id));
        let own = amounts.len();
        for (id, client, amount) in name_best(transaction, frame, amounts, self.most)? {
            let rule = gaps[&id];
            let cells: [Cell; 5] = [
                client,
                house.named(rule.offered).into(),
                house.named(rule.given).into(),
                Value::Share(rule.confidence).into(),
                Value::Money(amount).into(),
            ];
            table.push(cells);
        }
        Ok((table, (own, all)))
    }

    /// The address that names the clients with one gap.
    fn link(&self, given: &Value, offered: &Value) -> String {
        let code = |value: &Value| match value {
            Value::Name { code, .. } => code.clone(),
            _ => String::new(),
        };
        let (given, offered) = (code(given), code(offered));
        let by = if self.by == Goods::Offering { "offering" } else { "category" };
        page_of(Self::ID, &[("by", by.to_owned()), ("given", given), ("offered", offered)], &self.asked)
    }
}
