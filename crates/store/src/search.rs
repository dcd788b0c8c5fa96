//! Finding clients: by the beginnings of words of their names, codes, addresses and numbers.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::db::{Column, ColumnType, Connection, Row, Value, statements};
use crate::detail::json;
use crate::error::Result;
use crate::scope::{Scope, in_scope};
use crate::{card, event};

/// Columns of [`Listed`], and the tables that they come from; `$4` is the run.
macro_rules! listed {
    () => {
        "select client.id, client.code, given_name, family_name, email, phone, stars, total_halves, expected_halves, \
         status, next_step, card.staff_id, card.branch_id, is_credited, last_day, next_booking_day, own_interval_days, \
         contribution_year_minor from client left join client_detail detail on detail.client_id = client.id \
         and detail.voided_at is null left join card on card.run_id = $4 and card.client_id = client.id "
    };
}

statements! {
    // A client whom nothing is known of any more has neither details nor a card.
    FIND_BY_WORD = concat!(listed!(), "where (detail.id is not null or card.client_id is not null) and exists \
        (select 1 from client_word where client_word.client_id = client.id and word >= $5 and word < $6 and is_contact <= $10) \
        and exists (select 1 from client_word where client_word.client_id = client.id and word >= $7 and word < $8 and is_contact <= $10) \
        and client.id in (select client_id from client_word where word >= $5 and word < $6 and is_contact <= $10) and ",
        in_scope!(), " order by family_name, given_name, client.code, client.id limit $9");
    LIST = concat!(listed!(), "where card.client_id is not null and client.id > $5 \
        and ($6 = '' or status = $6) and ($7 = 0 or card.staff_id = $7) and ($8 = 0 or card.branch_id = $8) \
        and ($9 = 0 or substr(stars, cast($9 as integer), 1) = $10) and ($11 < 0 or total_halves = $11) \
        and ($12 < 0 or next_step = $12) and ($13 = 0 or total_halves < expected_halves) and ($14 = 0 or is_credited = 1) and ",
        in_scope!(), " order by client.id limit $15");
    LIST_MOST_VALUABLE = concat!(listed!(), "where card.client_id is not null and client.id > $5 \
        and ($6 = '' or status = $6) and ($7 = 0 or card.staff_id = $7) and ($8 = 0 or card.branch_id = $8) \
        and ($9 = 0 or substr(stars, cast($9 as integer), 1) = $10) and ($11 < 0 or total_halves = $11) \
        and ($12 < 0 or next_step = $12) and ($13 = 0 or total_halves < expected_halves) and ($14 = 0 or is_credited = 1) and ",
        in_scope!(), " order by contribution_year_minor desc, client.id limit $15");
    COUNT = concat!("select count(*) from card join client on client.id = card.client_id where card.run_id = $4 \
        and ($5 = '' or status = $5) and ($6 = 0 or card.staff_id = $6) and ($7 = 0 or card.branch_id = $7) \
        and ($8 = 0 or substr(stars, cast($8 as integer), 1) = $9) and ($10 < 0 or total_halves = $10) \
        and ($11 < 0 or next_step = $11) and ($12 = 0 or total_halves < expected_halves) and ($13 = 0 or is_credited = 1) and ",
        in_scope!());
    LIST_WORDS = "select client.id, client.code, given_name, family_name, email, phone from client \
        left join client_detail detail on detail.client_id = client.id and detail.voided_at is null \
        where client.id in (select cast(value as bigint) from texts($1))";
    LIST_KEYS = "select client_id, code from client_key where voided_at is null \
        and client_id in (select cast(value as bigint) from texts($1))";
    DELETE_WORDS = "delete from client_word where client_id in (select cast(value as bigint) from texts($1))";
    LIST_IDS = "select id from client where id > $1 order by id limit $2";
    LIST_TOUCHED = "select client_id from client_detail where recorded_at = $1 or voided_at = $1 \
        union select client_id from client_key where voided_at = $1";
}

/// Clients indexed at a time.
const CHUNK: usize = 1_000;

/// A client in a list, with the card of the current run.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Ledger id.
    pub id: i64,
    /// The business's own id.
    pub code: String,
    /// Given and family name; empty where none is known.
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// The card, if there is one.
    pub card: Option<ListedCard>,
}

/// What a list shows of a card.
#[derive(Clone, Debug)]
pub struct ListedCard {
    /// The stars, in the policy's order.
    pub stars: Vec<domain::star::Star>,
    /// Half stars in all.
    pub total_halves: u8,
    /// Half stars that the growth path expects by now.
    pub expected_halves: Option<u8>,
    /// Name of the status.
    pub status: String,
    /// Position of the star to aim at.
    pub next_step: Option<usize>,
    /// Ledger id of the staff member credited.
    pub staff_id: Option<i64>,
    /// Ledger id of the branch credited.
    pub branch_id: Option<i64>,
    /// Is the client credited to anyone?
    pub is_credited: bool,
    /// Day of the last occasion.
    pub last_day: Option<domain::day::Day>,
    /// The next booking that stands.
    pub next_booking_day: Option<domain::day::Day>,
    /// Own interval in days.
    pub own_interval_days: f64,
    /// Contribution of the last 12 months, in minor units.
    pub contribution_year_minor: i64,
}

/// Which clients a list has; what is `None` does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Name of the status.
    pub status: Option<String>,
    /// Ledger id of the staff member credited.
    pub staff_id: Option<i64>,
    /// Ledger id of the branch credited.
    pub branch_id: Option<i64>,
    /// Position of a star and what it is to be.
    pub star: Option<(usize, domain::star::Star)>,
    /// Half stars in all.
    pub total_halves: Option<u8>,
    /// Position of the star to aim at.
    pub next_step: Option<usize>,
    /// Only those behind the growth path?
    pub is_behind_path: bool,
    /// Only those credited to someone?
    pub is_credited: bool,
}

impl Filter {
    fn values<'a>(&'a self, letter: &'a str) -> [Value<'a>; 9] {
        let position = |index: Option<usize>| index.map_or(-1, |index| index as i64);
        [
            Value::Text(self.status.as_deref().unwrap_or_default()),
            Value::Int(self.staff_id.unwrap_or(0)),
            Value::Int(self.branch_id.unwrap_or(0)),
            Value::Int(self.star.map_or(0, |(index, _)| index as i64 + 1)),
            Value::Text(letter),
            Value::Int(self.total_halves.map_or(-1, i64::from)),
            Value::Int(position(self.next_step)),
            Value::Int(i64::from(self.is_behind_path)),
            Value::Int(i64::from(self.is_credited)),
        ]
    }

    fn letter(&self) -> String {
        self.star.map_or(String::new(), |(_, star)| card::stars_text(&[star]))
    }
}

/// Clients whose words begin with every word of `text`, by name; at most `limit`. `by_contacts`: by
/// addresses and numbers as well.
pub fn find(
    connection: &mut Connection,
    scope: &Scope,
    text: &str,
    by_contacts: bool,
    limit: usize,
) -> Result<Vec<Listed>> {
    let mut words: Vec<String> = fold_words(text).into_iter().collect();
    // The longest are the rarest, and two are enough to find a person.
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let Some(first) = words.first() else { return Ok(Vec::new()) };
    let second = words.get(1).unwrap_or(first);
    let (first_end, second_end) = (end_of(first), end_of(second));
    let run = card::find_current(connection)?;
    let mut values = scope.values().to_vec();
    values.push(Value::Int(run.id));
    values.extend([
        Value::Text(first),
        Value::Text(&first_end),
        Value::Text(second),
        Value::Text(&second_end),
    ]);
    values.extend([Value::Int(limit as i64), Value::Int(i64::from(by_contacts))]);
    connection.query(FIND_BY_WORD, &values, read_listed)
}

/// Clients that fit, ascending by ledger id, behind the one with the id `after`; at most `limit`.
pub fn list(
    connection: &mut Connection,
    scope: &Scope,
    filter: &Filter,
    after: i64,
    limit: usize,
) -> Result<Vec<Listed>> {
    list_by(connection, LIST, scope, filter, after, limit)
}

/// Clients that fit, those with the highest contribution of the last 12 months first; at most `limit`.
pub fn list_most_valuable(
    connection: &mut Connection,
    scope: &Scope,
    filter: &Filter,
    limit: usize,
) -> Result<Vec<Listed>> {
    list_by(connection, LIST_MOST_VALUABLE, scope, filter, 0, limit)
}

fn list_by(
    connection: &mut Connection,
    sql: &str,
    scope: &Scope,
    filter: &Filter,
    after: i64,
    limit: usize,
) -> Result<Vec<Listed>> {
    let (run, letter) = (card::find_current(connection)?, filter.letter());
    let mut values = scope.values().to_vec();
    values.extend([Value::Int(run.id), Value::Int(after)]);
    values.extend(filter.values(&letter));
    values.push(Value::Int(limit as i64));
    connection.query(sql, &values, read_listed)
}

/// How many clients fit.
pub fn count(connection: &mut Connection, scope: &Scope, filter: &Filter) -> Result<u64> {
    let (run, letter) = (card::find_current(connection)?, filter.letter());
    let mut values = scope.values().to_vec();
    values.push(Value::Int(run.id));
    values.extend(filter.values(&letter));
    connection.query_one(COUNT, &values, |row| Ok(row.int(0)? as u64))
}

fn read_listed(row: &Row) -> Result<Listed> {
    let names = [row.opt_text(2)?, row.opt_text(3)?];
    let day = |index| row.opt_int(index).map(|day| day.map(event::to_day));
    let card = match row.opt_text(6)? {
        None => None,
        Some(stars) => Some(ListedCard {
            stars: card::read_stars(&stars).as_slice().to_vec(),
            total_halves: row.int(7)? as u8,
            expected_halves: row.opt_int(8)?.map(|halves| halves as u8),
            status: row.text(9)?,
            next_step: row.opt_int(10)?.map(|index| index as usize),
            staff_id: row.opt_int(11)?,
            branch_id: row.opt_int(12)?,
            is_credited: row.int(13)? != 0,
            last_day: day(14)?,
            next_booking_day: day(15)?,
            own_interval_days: row.real(16)?,
            contribution_year_minor: row.int(17)?,
        }),
    };
    Ok(Listed {
        id: row.int(0)?,
        code: row.text(1)?,
        name: names.into_iter().flatten().collect::<Vec<_>>().join(" "),
        email: row.opt_text(4)?,
        phone: row.opt_text(5)?,
        card,
    })
}

/// Makes the words of some clients anew, from what is live.
pub(crate) fn index(connection: &mut Connection, client_ids: &BTreeSet<i64>) -> Result<()> {
    let ids: Vec<String> = client_ids.iter().map(i64::to_string).collect();
    for chunk in ids.chunks(CHUNK) {
        let texts: Vec<&str> = chunk.iter().map(String::as_str).collect();
        let list = json(&texts);
        let at = [Value::Text(&list)];
        let mut words: BTreeSet<(i64, String, bool)> = BTreeSet::new();
        let mut add = |client: i64, text: &str, is_contact: bool| {
            words.extend(fold_words(text).into_iter().map(|word| (client, word, is_contact)));
        };
        connection.for_each(LIST_WORDS, &at, |row| {
            let client = row.int(0)?;
            for column in 1..6 {
                if let Some(text) = row.opt_str(column)? {
                    add(client, text, column >= 4);
                }
            }
            if let Some(phone) = row.opt_str(5)? {
                add(client, &local_number(phone), true);
            }
            if let (Some(given), Some(family)) = (row.opt_str(2)?, row.opt_str(3)?) {
                // Names written without a blank between them are looked for so, family name first.
                add(client, &format!("{family}{given}"), false);
            }
            Ok(())
        })?;
        connection.for_each(LIST_KEYS, &at, |row| {
            // A code may be an address: sources that name clients so.
            let code = row.text(1)?;
            add(row.int(0)?, &code, code.contains('@'));
            Ok(())
        })?;
        connection.execute(DELETE_WORDS, &at)?;
        let columns = [
            Column("client_id", ColumnType::Int),
            Column("word", ColumnType::Text),
            Column("is_contact", ColumnType::Int),
        ];
        let values = words.iter().flat_map(|(client, word, is_contact)| {
            [Value::Int(*client), Value::Text(word), Value::Int(i64::from(*is_contact))]
        });
        let values: Vec<Value> = values.collect();
        connection.insert_many("client_word", &columns, &values)?;
    }
    Ok(())
}

/// Makes the words of all clients anew.
pub(crate) fn index_all(connection: &mut Connection) -> Result<()> {
    let mut last = 0;
    loop {
        let values = [Value::Int(last), Value::Int(CHUNK as i64)];
        let ids: BTreeSet<i64> = connection.query(LIST_IDS, &values, |row| row.int(0))?.into_iter().collect();
        let Some(highest) = ids.last() else { return Ok(()) };
        last = *highest;
        index(connection, &ids)?;
    }
}

/// Makes the words anew of the clients whose details or codes a change touched.
pub(crate) fn index_touched(connection: &mut Connection, change_at_us: i64) -> Result<()> {
    let ids = connection.query(LIST_TOUCHED, &[Value::Int(change_at_us)], |row| row.int(0))?;
    index(connection, &ids.into_iter().collect())
}

/// The words of a text, in lower case and without marks: é is e. A text with `@` is one word.
fn fold_words(text: &str) -> BTreeSet<String> {
    const WORD_BYTES_MAX: usize = 200;
    let folded: String =
        text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).nfc().collect();
    let is_address = folded.contains('@');
    let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
    let is_number = digits.len() >= 5
        && folded.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '.' | '(' | ')' | '/'));
    let words: Vec<&str> = if is_number {
        vec![&digits]
    } else if is_address {
        folded.split_whitespace().collect()
    } else {
        folded.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).collect()
    };
    words
        .into_iter()
        .filter(|word| !word.is_empty() && word.len() <= WORD_BYTES_MAX)
        .map(str::to_owned)
        .collect()
}

/// A number in international form as people at home write it: +31 6… is 06…
fn local_number(phone: &str) -> String {
    // Country codes have one to three digits; all three readings are kept as one text each would be
    // too many, and two digits are the rule.
    match phone.strip_prefix('+') {
        Some(digits) if digits.len() > 4 && digits.is_char_boundary(2) => format!("0{}", &digits[2..]),
        _ => String::new(),
    }
}

/// The least text above all that begin with `word`, but for characters that no word has.
fn end_of(word: &str) -> String {
    format!("{word}\u{10FFFF}")
}
