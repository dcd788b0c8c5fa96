//! The words by which clients are found: of names, codes, addresses and numbers, folded.

use std::collections::{BTreeSet, HashMap};

use domain::contact::is_contact;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::db::{Column, ColumnType, Connection, Value, statements};
use crate::detail::json;
use crate::error::Result;

statements! {
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

/// Makes the words of some clients anew, from what is live.
pub(crate) fn index(connection: &mut Connection, client_ids: &BTreeSet<i64>) -> Result<()> {
    let ids: Vec<String> = client_ids.iter().map(i64::to_string).collect();
    for chunk in ids.chunks(CHUNK) {
        let texts: Vec<&str> = chunk.iter().map(String::as_str).collect();
        let list = json(&texts);
        let at = [Value::Text(&list)];
        let mut words: BTreeSet<(i64, String, bool)> = BTreeSet::new();
        let mut name_keys: HashMap<i64, String> = HashMap::new();
        let mut add = |client: i64, text: &str, is_contact: bool| {
            words.extend(fold_words(text).into_iter().map(|word| (client, word, is_contact)));
        };
        connection.for_each(LIST_WORDS, &at, |row| {
            let client = row.int(0)?;
            name_keys.insert(client, name_key(&row.text(1)?, row.opt_text(2)?, row.opt_text(3)?));
            for column in 1..6 {
                if let Some(text) = row.opt_str(column)? {
                    add(client, text, column >= 4 || (column == 1 && is_contact(text)));
                }
            }
            if let Some(phone) = row.opt_str(5)? {
                add(client, &local_number(phone), true);
            }
            for name in [row.opt_str(2)?, row.opt_str(3)?].into_iter().flatten() {
                spoken_words(name).for_each(|word| add(client, &word, false));
            }
            if let (Some(given), Some(family)) = (row.opt_str(2)?, row.opt_str(3)?) {
                // Names written without a blank between them are looked for so, family name first.
                add(client, &format!("{family}{given}"), false);
            }
            Ok(())
        })?;
        connection.for_each(LIST_KEYS, &at, |row| {
            // A code may be an address or a number: sources that name clients so.
            let code = row.text(1)?;
            add(row.int(0)?, &code, is_contact(&code));
            Ok(())
        })?;
        connection.execute(DELETE_WORDS, &at)?;
        let columns = [
            Column("client_id", ColumnType::Int),
            Column("word", ColumnType::Text),
            Column("is_contact", ColumnType::Int),
            Column("name_key", ColumnType::Text),
        ];
        let values = words.iter().flat_map(|(client, word, is_contact)| {
            let name_key = Value::Text(name_keys.get(client).map_or("", String::as_str));
            [Value::Int(*client), Value::Text(word), Value::Int(i64::from(*is_contact)), name_key]
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

/// What lists by name are ordered by: the family name and then the given name, folded; the code where no name
/// is known.
pub(crate) fn name_key(code: &str, given_name: Option<String>, family_name: Option<String>) -> String {
    let name = [family_name, given_name].into_iter().flatten().collect::<Vec<_>>().join(" ");
    fold(if name.is_empty() { code } else { &name })
}

/// A text in lower case and without marks: é is e, and apostrophes and dashes are those of a keyboard.
fn fold(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{00b4}' | '`' => '\'',
        '\u{2010}'..='\u{2014}' => '-',
        c => c,
    };
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).map(plain).nfc().collect()
}

/// The words by which a name is found besides those in it: `o'neill` is also typed `oneill` and `neill`.
fn spoken_words(text: &str) -> impl Iterator<Item = String> {
    fold_words(text).into_iter().filter(|word| word.contains(['\'', '-'])).flat_map(|word| {
        let mut spoken = vec![word.replace(['\'', '-'], "")];
        for part in word.split('-') {
            spoken.extend([part.to_owned(), part.replace('\'', "")]);
            spoken.extend(part.split('\'').map(str::to_owned));
        }
        spoken.retain(|part| part.chars().count() > 1);
        spoken
    })
}

/// The words of a text, folded. A text with `@` is one word.
pub(crate) fn fold_words(text: &str) -> BTreeSet<String> {
    const WORD_BYTES_MAX: usize = 200;
    let folded = fold(text);
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
