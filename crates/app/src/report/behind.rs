//! The clients behind a figure: the dearest of those who stream by, named in a table of the report that counts them,
//! and the address that asks for them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use locale::Language;
use store::client::Client;

use crate::report::sheet::{Cell, Sheet, Table, Value};
use crate::view::Asked;
use crate::viewer::Seen;

/// The dearest of some clients, or of what they have, such as visits; of all others only how many there are. `K`: what
/// they are held against, `T`: what is told of each.
pub(crate) struct Dearest<K, T> {
    most: usize,
    /// Who may be named.
    seen: Seen,
    all: usize,
    /// Of all, those who may be named.
    own: usize,
    /// Equal ones go by code, and those of one client in the order in which they came.
    kept: BTreeMap<(Reverse<K>, String, i64, usize), Kept<T>>,
}

struct Kept<T> {
    name: String,
    told: T,
}

/// One who is named.
pub(crate) struct Named<'a, K, T> {
    pub(crate) client_id: i64,
    pub(crate) code: &'a str,
    pub(crate) name: &'a str,
    pub(crate) value: K,
    pub(crate) told: &'a T,
}

impl<K, T> Named<'_, K, T> {
    /// The cell that names the client.
    pub(crate) fn to_value(&self) -> Value {
        Value::Client { id: self.client_id, code: self.code.to_owned(), name: self.name.to_owned() }
    }
}

impl<K: Ord + Copy, T> Dearest<K, T> {
    /// Nobody yet. `most`: how many are kept.
    pub(crate) fn new(most: usize) -> Self {
        Dearest { most, seen: Seen::default(), all: 0, own: 0, kept: BTreeMap::new() }
    }

    /// Such clients alone are kept, though all are counted.
    pub(crate) fn of(self, seen: &Seen) -> Self {
        Dearest { seen: seen.clone(), ..self }
    }

    /// Counts one, who is kept unless enough others are dearer.
    pub(crate) fn add(&mut self, client: &Client, value: K, told: T) {
        self.all += 1;
        if !self.seen.has(client.id) {
            return;
        }
        self.own += 1;
        let is_full = self.kept.len() >= self.most;
        let last = self.kept.last_key_value().map(|(key, _)| key.0.0);
        // Most clients end here, before anything is copied.
        if is_full && last.is_none_or(|last| value < last) {
            return;
        }
        let key = (Reverse(value), client.code.clone(), client.id, self.all);
        self.kept.insert(key, Kept { name: client.name.clone(), told });
        if is_full {
            self.kept.pop_last();
        }
    }

    /// How many there are, named or not.
    pub(crate) fn all(&self) -> usize {
        self.all
    }

    /// Those kept, the dearest first.
    pub(crate) fn named(&self) -> impl Iterator<Item = Named<'_, K, T>> {
        self.kept.iter().map(|((value, code, client_id, _), kept)| Named {
            client_id: *client_id,
            code,
            name: &kept.name,
            value: value.0,
            told: &kept.told,
        })
    }

    /// What is told of those kept, to be completed.
    pub(crate) fn told_mut(&mut self) -> impl Iterator<Item = (i64, &mut T)> {
        self.kept.iter_mut().map(|(key, kept)| (key.2, &mut kept.told))
    }

    /// Adds the table: a row for each one kept, its first cell the client, and how many more there are. One without
    /// rows is added too: nothing shows it, and programs read that there is nobody.
    pub(crate) fn add_to<C: Into<Cell>>(
        &self,
        sheet: &mut Sheet,
        table: Table,
        language: Language,
        row: impl Fn(&Named<K, T>) -> Vec<C>,
    ) {
        self.add_first_to(sheet, table, (self.own, self.all), language, row);
    }

    /// The same of the first `all` alone, as if there were no others: so many of these may be named.
    pub(crate) fn add_first_to<C: Into<Cell>>(
        &self,
        sheet: &mut Sheet,
        mut table: Table,
        (own, all): (usize, usize),
        language: Language,
        row: impl Fn(&Named<K, T>) -> Vec<C>,
    ) {
        for named in self.named().take(own) {
            let client = std::iter::once(Cell::from(named.to_value()));
            table.push(client.chain(row(&named).into_iter().map(Into::into)));
        }
        sheet.add(table);
        sheet.say_seen(own, all, language);
        sheet.say_more(own, self.most, language);
    }

    /// Says how many there are who are not named.
    pub(crate) fn say_rest(&self, sheet: &mut Sheet, language: Language) {
        sheet.say_seen(self.own, self.all, language);
        sheet.say_more(self.own, self.most, language);
    }
}

/// The page of a report that names the clients behind one of its figures.
pub(crate) fn page_of(report: &str, pairs: &[(&'static str, String)], asked: &Asked) -> String {
    let pairs = pairs.iter().map(|(name, value)| (*name, value.as_str())).chain(asked.pairs());
    let query = serde_urlencoded::to_string(pairs.collect::<Vec<_>>()).unwrap_or_default();
    format!("/reports/{report}?{query}#clients")
}

#[cfg(test)]
mod correctness {
    use super::*;

    fn client(id: i64, code: &str) -> Client {
        let code = code.to_owned();
        Client { id, code, name: String::new(), named_staff_id: None, channel: None, has_detail: false }
    }

    #[test]
    fn the_dearest_are_kept_and_all_are_counted() {
        let check = |most: usize, wanted: &[&str]| {
            let mut dearest = Dearest::new(most);
            for (id, (code, value)) in (1..).zip([("d", 5), ("b", 7), ("a", 5), ("c", 9), ("e", 1)]) {
                dearest.add(&client(id, code), value, ());
            }
            let named: Vec<&str> = dearest.named().map(|named| named.code).collect();
            assert_eq!((dearest.all(), named.as_slice()), (5, wanted), "{most}");
        };
        check(0, &[]);
        check(1, &["c"]);
        check(3, &["c", "b", "a"]);
        check(9, &["c", "b", "a", "d", "e"]);
    }

    #[test]
    fn what_one_client_has_stays_in_order() {
        let mut dearest = Dearest::new(2);
        for visit in 1..=3 {
            dearest.add(&client(1, "a"), 4, visit);
        }
        assert_eq!(dearest.named().map(|named| *named.told).collect::<Vec<_>>(), [1, 2]);
    }
}
