//! The report of bread and butter: what the most valuable clients buy, against everyone else.

use domain::value::bread_and_butter::{BreadAndButter, OfferingShare, find_bread_and_butter};
use jiff::Timestamp;
use locale::Language;
use store::Connection;
use store::transaction::begin_read;

use crate::error::Result;
use crate::report::behind::page_of;
use crate::report::purchases::{Goods, Purchases, name_best};
use crate::report::sheet::{Cell, Field, Input, Sheet, SheetReport, Table, Value};
use crate::view::{Asked, View};
use crate::viewer::Seen;
use crate::words::words;

/// What the most valuable clients buy, and how that differs from everyone else
#[derive(Clone, Debug, clap::Args)]
pub struct BreadAndButterArgs {
    /// A line for each
    #[arg(long, value_enum, default_value = "offering")]
    pub by: Goods,
    /// The most valuable clients, in percent of those who bought something in 12 months
    #[arg(long, value_name = "PERCENT", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub top: u32,
    /// Code of an offering or name of a category: name the most valuable clients who bought it
    #[arg(long, value_name = "CODE")]
    pub bought: Option<String>,
    /// Lines and clients named at most
    #[arg(long, value_name = "LINES", default_value_t = 100)]
    pub most: usize,
    /// Who may be named.
    #[arg(skip)]
    pub seen: Seen,
    /// Of which day.
    #[command(flatten)]
    pub asked: Asked,
}

impl SheetReport for BreadAndButterArgs {
    const ID: &'static str = "bread-and-butter";
    const TITLE: &'static str = "report-bread-and-butter";

    fn fields(&self, _: &View, language: Language) -> Vec<Field> {
        let top =
            Field::new("top", words(language).say("report-top-percent"), Input::Number(self.top.to_string()));
        let mut fields = vec![self.by.field(language), top];
        fields.extend(self.asked.fields(language));
        fields
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        let mut transaction = begin_read(connection)?;
        let frame = View::load_judging_frame(&mut transaction, &self.asked, now)?;
        let purchases = Purchases::load(&mut transaction, &frame, self.by)?;
        let contributions: Vec<i64> = purchases.buyers.iter().map(|buyer| buyer.contribution_minor).collect();
        let found = find_bread_and_butter(&contributions, &purchases.bought, self.top);
        let mut sheet = self.figures(&frame, &found, language);
        if let Some(code) = &self.bought {
            let number = self.by.find(&frame, code)?;
            let (table, (own, all)) =
                self.clients(&mut transaction, &frame, &purchases, &found, number, language)?;
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

impl BreadAndButterArgs {
    fn figures(&self, frame: &View, found: &BreadAndButter, language: Language) -> Sheet {
        let words = words(language);
        let mut sheet = Sheet::of(frame, words.say(Self::TITLE));
        sheet.say(match found.least_of_top_minor {
            None => words.say("report-nothing-bought"),
            Some(least_minor) => {
                let told = [
                    ("clients", language.count(found.all.top.clients).into()),
                    ("percent", language.percent(f64::from(self.top), 0).into()),
                    ("least", language.money(least_minor, frame.business.currency).into()),
                    ("others", language.count(found.all.others.clients).into()),
                ];
                words.say_with("report-bread-told", told)
            }
        });
        let mut table = Table::new(
            "offerings",
            String::new(),
            [
                ("offering", self.by.head(language), None),
                ("contribution", words.say("report-bread-contribution"), Some("contribution")),
                ("share_of_top", words.say("report-bread-share"), Some("bread_and_butter")),
                ("share_of_others", words.say("report-bread-share-others"), Some("bread_and_butter")),
                ("buyers_of_top", words.say("report-bread-buyers"), Some("bread_and_butter")),
                ("buyers_of_others", words.say("report-bread-buyers-others"), Some("bread_and_butter")),
                ("ratio", words.say("report-bread-ratio"), Some("bread_and_butter")),
            ],
        );
        for one in found.offerings.iter().take(self.most) {
            table.push(self.row(frame, found, one, language));
        }
        sheet.add(table);
        sheet.say(words.say("contribution-note"));
        sheet
    }

    fn row(
        &self,
        frame: &View,
        found: &BreadAndButter,
        one: &OfferingShare,
        language: Language,
    ) -> [Cell; 7] {
        let min_clients = u64::from(frame.policy.min_clients);
        let told = |clients: u64, value: Value| if clients < min_clients { Value::TooFew } else { value };
        let (top, others) = (found.all.top, found.all.others);
        let named = self.by.named(frame, one.offering, language);
        let link = match &named {
            Value::Name { code, .. } if !code.is_empty() => Some(self.link(code)),
            _ => None,
        };
        let ratio = Value::maybe(one.ratio, |ratio| Value::Range {
            low: ratio.low,
            estimate: ratio.estimate,
            high: ratio.high,
            decimals: 2,
        });
        [
            named.into(),
            Value::Money(one.bought.top.contribution_minor).into(),
            told(top.clients, Value::maybe(one.bought.top.share_of(&top), Value::Percent)).into(),
            told(others.clients, Value::maybe(one.bought.others.share_of(&others), Value::Percent)).into(),
            Cell { value: Value::share(one.top, min_clients), link },
            Value::share(one.others, min_clients).into(),
            told(top.clients.min(others.clients), ratio).into(),
        ]
    }

    /// The most valuable clients who bought one offering, those who brought most with it first; how many may be named, of
    /// how many.
    fn clients(
        &self,
        transaction: &mut Connection,
        frame: &View,
        purchases: &Purchases,
        found: &BreadAndButter,
        number: usize,
        language: Language,
    ) -> Result<(Table, (usize, usize))> {
        let words = words(language);
        let mut table = Table::new(
            "clients",
            words.say("report-bread-clients"),
            [
                ("client", words.say("client"), None),
                ("contribution", words.say("report-bread-contribution"), Some("contribution")),
                ("contribution_year", words.say("contribution-year"), Some("contribution")),
            ],
        );
        let least_minor = found.least_of_top_minor.unwrap_or(i64::MAX);
        let of_number = purchases.bought.iter().filter(|bought| bought.offering == number);
        let top = of_number.filter_map(|bought| {
            let buyer = &purchases.buyers[bought.client];
            let is_top = buyer.contribution_minor >= least_minor;
            is_top.then_some((buyer.client_id, bought.contribution_minor, buyer.contribution_minor))
        });
        let mut top: Vec<(i64, i64, i64)> = top.collect();
        let all = top.len();
        top.retain(|&(id, _, _)| self.seen.has(id));
        let amounts = top.iter().map(|&(id, amount, _)| (id, amount)).collect();
        for (id, client, amount) in name_best(transaction, frame, amounts, self.most)? {
            let year = top.iter().find(|(other, _, _)| *other == id).map_or(0, |one| one.2);
            table.push([client, Value::Money(amount).into(), Value::Money(year).into()]);
        }
        Ok((table, (top.len(), all)))
    }

    /// The address that names the clients who bought something.
    fn link(&self, code: &str) -> String {
        let by = if self.by == Goods::Offering { "offering" } else { "category" };
        page_of(
            Self::ID,
            &[("by", by.to_owned()), ("top", self.top.to_string()), ("bought", code.to_owned())],
            &self.asked,
        )
    }
}
