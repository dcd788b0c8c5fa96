//! Purchases: what each client bought in 12 months, offering by offering or category by category.

use std::collections::HashMap;

use clap::ValueEnum;
use domain::event::Kind;
use domain::measure::contribution::contribution_minor;
use domain::said;
use domain::value::bread_and_butter::Bought;
use locale::Language;
use store::Connection;
use store::event::for_each_sale;

use crate::error::{Error, Kind as ErrorKind, Result};
use crate::report::sheet::{Cell, Field, Input, Value};
use crate::view::View;
use crate::words::words;

/// Months up to the as-of day that count.
const MONTHS: u32 = 12;

/// Clients whose sales are held at a time.
const CLIENTS_HELD: i64 = 5_000;

/// What purchases are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Goods {
    /// Each service and product
    Offering,
    /// Each category of them
    Category,
}

impl Goods {
    /// The field of a page's form by which it is chosen.
    pub(crate) fn field(self, language: Language) -> Field {
        let words = words(language);
        let choices = [("offering", words.say("offering")), ("category", words.say("report-category"))];
        let chosen = if self == Goods::Offering { "offering" } else { "category" };
        let choices = choices.map(|(name, told)| (name.to_owned(), told));
        Field::new("by", words.say("by"), Input::Choice(choices.into(), chosen.to_owned()))
    }

    /// What stands above a column of them.
    pub(crate) fn head(self, language: Language) -> String {
        words(language).say(if self == Goods::Offering { "offering" } else { "report-category" })
    }

    /// How many numbers there are; this one stands for what has no offering, or no category.
    pub(crate) fn nameless(self, frame: &View) -> usize {
        match self {
            Goods::Offering => frame.catalog.offerings.len(),
            Goods::Category => frame.catalog.categories.len(),
        }
    }

    /// Code and name of the offering or category of a number; `None` for what has none.
    pub(crate) fn code_and_name(self, frame: &View, number: usize) -> Option<(String, String)> {
        match self {
            Goods::Offering => {
                let offering = frame.catalog.offerings.get(number)?;
                Some((offering.code.clone(), offering.name.clone()))
            }
            Goods::Category => frame.catalog.categories.get(number).map(|name| (name.clone(), name.clone())),
        }
    }

    /// The same as a table names it.
    pub(crate) fn named(self, frame: &View, number: usize, language: Language) -> Value {
        let none = || (String::new(), words(language).say("report-none-named"));
        let (code, told) = self.code_and_name(frame, number).unwrap_or_else(none);
        Value::Name { code, told }
    }

    /// The number of a code; refuses one that nothing has.
    pub(crate) fn find(self, frame: &View, code: &str) -> Result<usize> {
        let found = match self {
            Goods::Offering => frame.catalog.offerings.iter().position(|offering| offering.code == code),
            Goods::Category => frame.catalog.categories.iter().position(|name| name == code),
        };
        found.ok_or_else(|| {
            Error::new(ErrorKind::NotFound, said!("there is no service, product or category '{code}'", code))
        })
    }
}

/// What clients bought in the 12 months up to a day.
pub(crate) struct Purchases {
    pub(crate) goods: Goods,
    /// Who bought something, ascending by ledger id.
    pub(crate) buyers: Vec<Buyer>,
    /// What they bought: places in `buyers`, and numbers of [`Goods`]; each client and offering once.
    pub(crate) bought: Vec<Bought>,
}

/// A client who bought something.
pub(crate) struct Buyer {
    /// Ledger id.
    pub(crate) client_id: i64,
    /// Contribution of the 12 months less refunds, in minor units: as on the card.
    pub(crate) contribution_minor: i64,
}

/// A sale or a refund of a client: who, what, and what it brought.
type Sale = (i64, What, i64);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Goods(usize),
    Refund,
}

impl Purchases {
    /// Reads the sales of a frame's 12 months, some clients at a time. Call it within the transaction that loaded the
    /// frame.
    pub(crate) fn load(transaction: &mut Connection, frame: &View, goods: Goods) -> Result<Purchases> {
        let mut purchases = Purchases { goods, buyers: Vec::new(), bought: Vec::new() };
        let last_id = store::client::find_last_id(transaction)?;
        for first_id in (1..=last_id).step_by(CLIENTS_HELD as usize) {
            let ids = first_id..=first_id.saturating_add(CLIENTS_HELD - 1);
            purchases.add(list_sales(transaction, frame, goods, ids)?);
        }
        Ok(purchases)
    }

    /// What one client bought, as numbers of [`Goods`].
    pub(crate) fn of_client(
        transaction: &mut Connection,
        frame: &View,
        goods: Goods,
        client_id: i64,
    ) -> Result<Vec<usize>> {
        let mut purchases = Purchases { goods, buyers: Vec::new(), bought: Vec::new() };
        purchases.add(list_sales(transaction, frame, goods, client_id..=client_id)?);
        Ok(purchases.bought.iter().map(|bought| bought.offering).collect())
    }

    fn add(&mut self, mut sales: Vec<Sale>) {
        sales.sort_unstable();
        let sum = |sales: &[Sale]| sales.iter().fold(0i64, |sum, sale| sum.saturating_add(sale.2));
        for of_client in sales.chunk_by(|one, other| one.0 == other.0) {
            let client = self.buyers.len();
            let before = self.bought.len();
            for of_what in of_client.chunk_by(|one, other| one.1 == other.1) {
                if let What::Goods(offering) = of_what[0].1 {
                    self.bought.push(Bought { client, offering, contribution_minor: sum(of_what) });
                }
            }
            // Who only got money back bought nothing.
            if self.bought.len() > before {
                self.buyers.push(Buyer { client_id: of_client[0].0, contribution_minor: sum(of_client) });
            }
        }
    }

    /// How many clients bought each, by number.
    pub(crate) fn count_buyers(&self) -> HashMap<usize, u64> {
        let mut counts = HashMap::new();
        self.bought.iter().for_each(|bought| *counts.entry(bought.offering).or_default() += 1);
        counts
    }
}

fn list_sales(
    transaction: &mut Connection,
    frame: &View,
    goods: Goods,
    ids: std::ops::RangeInclusive<i64>,
) -> Result<Vec<Sale>> {
    let (rules, nameless) = (frame.rules(frame.as_of), goods.nameless(frame));
    let days = frame.as_of.minus_months(MONTHS).plus_days(1)..=frame.as_of;
    let mut sales = Vec::new();
    for_each_sale(transaction, frame.known, &frame.catalog, ids, days, |client_id, event, place| {
        let number = match goods {
            Goods::Offering => place,
            Goods::Category => event.category.map(|category| category.index()),
        };
        let what = match event.kind {
            Kind::Refund => What::Refund,
            _ => What::Goods(number.unwrap_or(nameless)),
        };
        sales.push((client_id, what, contribution_minor(&event, |category| rules.margin_bp(category))));
    })?;
    Ok(sales)
}

/// The clients of some ledger ids, each with an amount, as a table names them: the highest amount first, equal ones in
/// the order of their codes, no more than `most`.
pub(crate) fn name_best(
    transaction: &mut Connection,
    frame: &View,
    mut amounts_minor: Vec<(i64, i64)>,
    most: usize,
) -> Result<Vec<(i64, Cell, i64)>> {
    amounts_minor.sort_unstable_by_key(|&(_, amount)| std::cmp::Reverse(amount));
    // Whoever has as much as the last one may come before them by code.
    let least = most.checked_sub(1).and_then(|last| amounts_minor.get(last)).map_or(i64::MIN, |last| last.1);
    amounts_minor.retain(|&(_, amount)| most > 0 && amount >= least);
    let ids: Vec<i64> = amounts_minor.iter().map(|&(id, _)| id).collect();
    let on_file = store::client::list_on_file(transaction, frame.known, &ids)?;
    let mut named: Vec<_> =
        amounts_minor.iter().filter_map(|&(id, amount)| Some((&on_file.get(&id)?.client, amount))).collect();
    named.sort_by(|(one, a), (other, b)| {
        b.cmp(a).then_with(|| (&one.code, one.id).cmp(&(&other.code, other.id)))
    });
    let cell = |(client, amount): (&store::client::Client, i64)| {
        let (id, code, name) = (client.id, client.code.clone(), client.name.clone());
        (id, Cell::from(Value::Client { id, code, name }), amount)
    };
    Ok(named.into_iter().take(most).map(cell).collect())
}
