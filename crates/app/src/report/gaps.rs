//! The report of gaps: offerings that similar clients buy and this one does not.

use std::collections::HashMap;

use domain::said;
use domain::value::gaps::{Basket, OFFERINGS_MAX, Rule, Rules, find_rules, gaps_of};
use jiff::Timestamp;
use locale::Language;
use store::Connection;
use store::transaction::begin_read;

use crate::error::{Error, Kind, Result};
use crate::report::purchases::{Goods, Purchases, name_best};
use crate::report::sheet::{Cell, Field, Sheet, SheetReport, Table, Value};
use crate::view::{Asked, View};
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
    /// Of which day.
    #[command(flatten)]
    pub asked: Asked,
}

/// What goes together in a house.
pub(crate) struct HouseGaps {
    goods: Goods,
    /// Numbers of [`Goods`] by place in baskets: that bought by most clients first.
    numbers: Vec<usize>,
    /// How many are not among them.
    left_out: usize,
    found: Rules,
}

/// A gap of one client.
pub(crate) struct ClientGap {
    /// What similar clients buy.
    pub(crate) offered: Value,
    /// What makes them similar.
    pub(crate) given: Value,
    pub(crate) rule: Rule,
}

impl HouseGaps {
    /// Finds what goes together among what clients of a frame bought in 12 months.
    pub(crate) fn load(transaction: &mut Connection, frame: &View, goods: Goods) -> Result<HouseGaps> {
        let purchases = Purchases::load(transaction, frame, goods)?;
        Ok(HouseGaps::of(frame, &purchases).0)
    }

    /// The same of purchases, with the basket of each buyer.
    fn of(frame: &View, purchases: &Purchases) -> (HouseGaps, Vec<Basket>) {
        let nameless = purchases.goods.nameless(frame);
        let mut counted: Vec<(usize, u64)> = purchases.count_buyers().into_iter().collect();
        counted.retain(|&(number, _)| number != nameless);
        counted.sort_unstable_by_key(|&(number, buyers)| (std::cmp::Reverse(buyers), number));
        let left_out = counted.len().saturating_sub(OFFERINGS_MAX);
        let numbers: Vec<usize> = counted.iter().take(OFFERINGS_MAX).map(|&(number, _)| number).collect();
        let places: HashMap<usize, usize> =
            numbers.iter().enumerate().map(|(place, &number)| (number, place)).collect();
        let mut baskets = vec![Basket::default(); purchases.buyers.len()];
        for bought in &purchases.bought {
            if let Some(&place) = places.get(&bought.offering) {
                baskets[bought.client].insert(place);
            }
        }
        let found = find_rules(&baskets, frame.policy.min_clients);
        (HouseGaps { goods: purchases.goods, numbers, left_out, found }, baskets)
    }

    /// The gaps of one client, the surest first.
    pub(crate) fn of_client(
        &self,
        transaction: &mut Connection,
        frame: &View,
        client_id: i64,
        language: Language,
    ) -> Result<Vec<ClientGap>> {
        let mut basket = Basket::default();
        for number in Purchases::of_client(transaction, frame, self.goods, client_id)? {
            if let Some(place) = self.numbers.iter().position(|&other| other == number) {
                basket.insert(place);
            }
        }
        let gaps = gaps_of(&basket, &self.found.rules, GAPS_TOLD);
        Ok(gaps.into_iter().map(|rule| self.told(frame, rule, language)).collect())
    }

    fn told(&self, frame: &View, rule: &Rule, language: Language) -> ClientGap {
        let named = |place: usize| self.goods.named(frame, self.numbers[place], language);
        ClientGap { offered: named(rule.offered), given: named(rule.given), rule: *rule }
    }

    /// Keeps only the gaps asked for.
    fn retain(&mut self, given: Option<usize>, offered: Option<usize>) {
        let numbers = &self.numbers;
        let is = |wanted: Option<usize>, place: usize| wanted.is_none_or(|number| numbers[place] == number);
        self.found.rules.retain(|rule| is(given, rule.given) && is(offered, rule.offered));
    }
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
        let frame = View::load_frame(&mut transaction, &self.asked, now)?;
        let find = |code: &Option<String>| code.as_deref().map(|code| self.by.find(&frame, code)).transpose();
        let (given, offered) = (find(&self.given)?, find(&self.offered)?);
        if given.is_some() && given == offered {
            return Err(Error::new(Kind::Usage, said!("a gap is between two different things: name two")));
        }
        let purchases = Purchases::load(&mut transaction, &frame, self.by)?;
        let (mut house, baskets) = HouseGaps::of(&frame, &purchases);
        house.retain(given, offered);
        let mut sheet = self.figures(&frame, &house, language);
        if !house.found.rules.is_empty() {
            let table = self.clients(&mut transaction, &frame, &purchases, &house, &baskets, language)?;
            sheet.add(table);
        }
        transaction.commit()?;
        Ok(sheet)
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
        if rules.is_empty() {
            sheet.say(words.say("report-gaps-none"));
            return sheet;
        }
        sheet.warn(words.say("report-gaps-correlation"));
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
            table.push(self.row(frame, house, rule, language));
        }
        sheet.add(table);
        if rules.len() > self.pairs {
            let told = [("count", (rules.len() - self.pairs).into())];
            sheet.say(words.say_with("report-gaps-more", told));
        }
        sheet
    }

    fn row(&self, frame: &View, house: &HouseGaps, rule: &Rule, language: Language) -> [Cell; 7] {
        let ClientGap { offered, given, .. } = house.told(frame, rule, language);
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

    /// Who has a gap, the most valuable first, each with the surest one.
    fn clients(
        &self,
        transaction: &mut Connection,
        frame: &View,
        purchases: &Purchases,
        house: &HouseGaps,
        baskets: &[Basket],
        language: Language,
    ) -> Result<Table> {
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
        for (id, client, amount) in name_best(transaction, frame, amounts, self.most)? {
            let ClientGap { offered, given, rule } = house.told(frame, gaps[&id], language);
            let cells: [Cell; 5] = [
                client,
                offered.into(),
                given.into(),
                Value::Share(rule.confidence).into(),
                Value::Money(amount).into(),
            ];
            table.push(cells);
        }
        Ok(table)
    }

    /// The address that names the clients with one gap.
    fn link(&self, given: &Value, offered: &Value) -> String {
        let code = |value: &Value| match value {
            Value::Name { code, .. } => code.clone(),
            _ => String::new(),
        };
        let (given, offered) = (code(given), code(offered));
        let by = if self.by == Goods::Offering { "offering" } else { "category" };
        let mut asked = vec![("by", by), ("given", &given), ("offered", &offered)];
        asked.extend(self.asked.pairs());
        format!("/reports/{}?{}#clients", Self::ID, serde_urlencoded::to_string(asked).unwrap_or_default())
    }
}
