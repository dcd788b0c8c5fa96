//! Finding clients: by the beginnings of words and by what their cards say, in several orders, a page at a
//! time.

mod driver;

use domain::measure::channel::fold_channel;
use domain::name::full_name;
use domain::said;

pub(crate) use self::driver::list_statements;

use self::driver::{Beside, Driver};
use crate::client_word::fold_words;
use crate::db::{Connection, Row, Value, statements};
use crate::detail::json;
use crate::error::{Error, Result};
use crate::scope::Scope;
use crate::{card, channel, event};

statements! {
    COUNT_WORDS_UP_TO = "select count(*) from (select 1 from client_word where word >= $1 and word < $2 and is_contact <= $3 limit $4) counted";
    FIND_NAME_KEY = "select max(name_key) from client_word where client_id = $1";
}
/// Cards of a word or a scope are looked at one by one if they are fewer than this, and for a filter that may
/// fit few; else the list is gone through in its order until the page is full. Each takes some milliseconds.
const FEW_OF_SCOPE: i64 = 5_000;
const FEW_OF_WORD: i64 = 2_000;
const FEW_OF_WORD_FILTERED: i64 = 10_000;
const FEW_OF_CHANNEL: i64 = 10_000;

/// Spellings of channels that are looked through for those of one.
const SPELLINGS_MOST: usize = 10_000;

/// Clients of a word are put in the order of their names if they are fewer than this.
const SORTED_OF_WORD: i64 = 20_000;

/// The order of a list; equals stand in the order of ledger ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// By family name, then given name.
    #[default]
    Name,
    /// The latest visit first, who never came last.
    LastVisit,
    /// The highest contribution of the last 12 months first.
    Value,
    /// Most stars first.
    Stars,
    /// The highest expected contribution of the next 12 months first, without a forecast last.
    ExpectedValue,
}

impl Sort {
    /// Every order.
    pub const ALL: [Sort; 5] = [Sort::Name, Sort::LastVisit, Sort::Value, Sort::ExpectedValue, Sort::Stars];

    /// The name used in addresses, on the command line and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Sort::Name => "name",
            Sort::LastVisit => "last_visit",
            Sort::Value => "value",
            Sort::Stars => "stars",
            Sort::ExpectedValue => "expected_value",
        }
    }

    /// The order of that name.
    pub fn from_name(name: &str) -> Option<Sort> {
        Sort::ALL.into_iter().find(|sort| sort.name() == name)
    }

    const fn order(self) -> &'static str {
        match self {
            Sort::Name => "card.name_key, card.client_id",
            Sort::LastVisit => "card.last_day desc nulls last, card.client_id",
            Sort::Value => "card.contribution_year_minor desc, card.client_id",
            Sort::Stars => "card.total_halves desc, card.client_id",
            Sort::ExpectedValue => "card.value_year_minor desc nulls last, card.client_id",
        }
    }

    /// Behind the place bound as `$19` and `$20`.
    fn behind(self) -> String {
        let key = match self {
            Sort::Name => return "(card.name_key, card.client_id) > ($19, $20)".to_owned(),
            // Earlier than any day that a ledger has.
            Sort::LastVisit => "coalesce(card.last_day, -1000000)",
            Sort::Value => "card.contribution_year_minor",
            Sort::Stars => "card.total_halves",
            // Less than any amount.
            Sort::ExpectedValue => "coalesce(card.value_year_minor, -9000000000000000000)",
        };
        format!("({key} < $19 or ({key} = $19 and card.client_id > $20))")
    }

    fn key(self, client: &Listed) -> Option<i64> {
        let card = client.card.as_ref();
        match self {
            Sort::Name => None,
            Sort::LastVisit => {
                Some(card.and_then(|card| card.last_day).map_or(-1_000_000, |day| i64::from(day.0)))
            }
            Sort::Value => card.map(|card| card.contribution_year_minor),
            Sort::Stars => card.map(|card| i64::from(card.total_halves)),
            Sort::ExpectedValue => {
                Some(card.and_then(|card| card.value_year_minor).unwrap_or(-9_000_000_000_000_000_000))
            }
        }
    }

    /// The place of a client in a list of this order.
    pub fn place_of(self, client: &Listed) -> Place {
        Place { key: self.key(client), client_id: client.id }
    }

    /// The place that a text names; `None` if it is not one of this order.
    pub fn read_place(self, text: &str) -> Option<Place> {
        let (key, id) = match text.split_once('_') {
            Some((key, id)) => (Some(key.parse().ok()?), id),
            None => (None, text),
        };
        let place = Place { key, client_id: id.parse().ok().filter(|id| *id > 0)? };
        (place.key.is_none() == (self == Sort::Name)).then_some(place)
    }
}

/// A place in a list, which holds when clients before it come or go. It names nobody, so that it can stand in
/// an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// What the list is ordered by, for numbers.
    key: Option<i64>,
    client_id: i64,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.key {
            Some(key) => write!(f, "{key}_{}", self.client_id),
            None => write!(f, "{}", self.client_id),
        }
    }
}

/// Whom to look for: those whose card fits and whose words begin with every word of a text.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Words; empty for any.
    pub words: &'a str,
    /// Are addresses and numbers looked at as well?
    pub by_contacts: bool,
    /// What the card has to say.
    pub filter: &'a Filter,
}

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
    /// How the client found the business.
    pub channel: Option<String>,
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
    /// Probability of still being a client; `None` without a model.
    pub p_alive: Option<f64>,
    /// Expected contribution of the next 12 months, in minor units.
    pub value_year_minor: Option<i64>,
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
    /// Least contribution of the last 12 months, in minor units.
    pub value_from_minor: Option<i64>,
    /// Least expected contribution of the next 12 months, in minor units. Who has no forecast does not fit.
    pub expected_from_minor: Option<i64>,
    /// The channel on file, in any spelling.
    pub channel: Option<String>,
}

impl Filter {
    /// What has to be asked beside what indexes hold.
    const fn beside(&self) -> Beside {
        Beside {
            is_value: self.value_from_minor.is_some(),
            is_expected: self.expected_from_minor.is_some(),
            is_channel: self.channel.is_some(),
        }
    }

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

/// What is looked for, ready to be bound.
struct Search {
    lists_by: Driver,
    /// `None`: counting takes longer than anyone waits while typing.
    counts_by: Option<Driver>,
    run_id: i64,
    /// First and second word, each with its end; empty for any.
    words: [String; 4],
    letter: String,
    has_any_word: bool,
    /// The spellings of the channel asked for, as a JSON array; `None`: none is asked for, or nobody has it.
    spellings: Option<String>,
}

impl Search {
    fn plan(connection: &mut Connection, scope: &Scope, wanted: &Wanted, sort: Sort) -> Result<Search> {
        let mut words: Vec<String> = fold_words(wanted.words).into_iter().collect();
        // The longest are the rarest, and two are enough to find a person.
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        let has_any_word = !words.is_empty();
        let mut words = words.into_iter().take(2).flat_map(|word| {
            let end = end_of(&word);
            [word, end]
        });
        let words: [String; 4] = std::array::from_fn(|_| words.next().unwrap_or_default());
        let spellings = match &wanted.filter.channel {
            Some(channel) => find_spellings(connection, channel)?,
            None => None,
        };
        let is_of_few = |connection: &mut Connection| match &spellings {
            Some(spellings) => {
                Ok(channel::count_up_to(connection, spellings, FEW_OF_CHANNEL)? < FEW_OF_CHANNEL)
            }
            None => Ok::<bool, Error>(false),
        };
        let (lists_by, counts_by) = if scope.is_below(connection, FEW_OF_SCOPE)? {
            (Driver::Scope, Some(Driver::Scope))
        } else if is_of_few(connection)? {
            (Driver::Channel, Some(Driver::Channel))
        } else if has_any_word {
            plan_of_word(connection, wanted, sort, [&words[0], &words[1]])?
        } else if spellings.is_some() {
            (Driver::Order, None)
        } else {
            (Driver::Order, Some(if scope.is_all() { Driver::Order } else { Driver::Scope }))
        };
        let run_id = card::find_current(connection)?.id;
        let letter = wanted.filter.letter();
        Ok(Search { lists_by, counts_by, run_id, words, letter, has_any_word, spellings })
    }

    /// Binds `$1` to `$18`.
    fn values<'a>(&'a self, scope: &Scope, wanted: &'a Wanted) -> Vec<Value<'a>> {
        let mut values = scope.values().to_vec();
        values.push(Value::Int(self.run_id));
        values.extend(wanted.filter.values(&self.letter));
        values.extend(self.words.iter().map(|word| Value::Text(word)));
        values.push(Value::Int(i64::from(wanted.by_contacts)));
        values
    }

    /// Binds of [`Beside`], behind all others.
    fn beside<'a>(&'a self, filter: &Filter) -> impl Iterator<Item = Value<'a>> {
        let bounds = [filter.value_from_minor, filter.expected_from_minor].into_iter().flatten();
        bounds.map(Value::Int).chain(self.spellings.as_deref().map(Value::Text))
    }

    /// Does the text hold no word, or has nobody the channel, so that nobody is found?
    fn is_void(&self, wanted: &Wanted) -> bool {
        let has_no_word = !self.has_any_word && !wanted.words.trim().is_empty();
        has_no_word || (self.spellings.is_none() && wanted.filter.channel.is_some())
    }
}

/// How clients of a channel have it written, as a JSON array; `None` if nobody has it.
fn find_spellings(connection: &mut Connection, channel: &str) -> Result<Option<String>> {
    let folded = fold_channel(channel);
    let mut spellings = channel::list_spellings(connection, SPELLINGS_MOST)?;
    spellings.retain(|spelling| fold_channel(spelling) == folded);
    Ok((!spellings.is_empty()).then(|| json(&spellings)))
}

/// What lists and what counts the clients of a word, by how common it is.
fn plan_of_word(
    connection: &mut Connection,
    wanted: &Wanted,
    sort: Sort,
    [word, end]: [&str; 2],
) -> Result<(Driver, Option<Driver>)> {
    let is_filtered = *wanted.filter != Filter::default();
    let by_contacts = Value::Int(i64::from(wanted.by_contacts));
    let values = [Value::Text(word), Value::Text(end), by_contacts, Value::Int(SORTED_OF_WORD)];
    let words = connection.query_one(COUNT_WORDS_UP_TO, &values, |row| row.int(0))?;
    let few = if is_filtered { FEW_OF_WORD_FILTERED } else { FEW_OF_WORD };
    let lists_by = if words < SORTED_OF_WORD && !is_filtered && sort == Sort::Name {
        Driver::Name
    } else if words < few {
        Driver::Word
    } else {
        Driver::Order
    };
    Ok((lists_by, (words < few).then_some(Driver::Word)))
}

/// Clients who fit, behind a place in an order; at most `limit`.
///
/// Fails with [`Error::NotFound`] if whoever stood at the place is no longer listed.
pub fn list(
    connection: &mut Connection,
    scope: &Scope,
    wanted: &Wanted,
    sort: Sort,
    after: Option<Place>,
    limit: usize,
) -> Result<Vec<Listed>> {
    let search = Search::plan(connection, scope, wanted, sort)?;
    if search.is_void(wanted) {
        return Ok(Vec::new());
    }
    let name_key = match after {
        Some(place) if sort == Sort::Name => find_name_key(connection, scope, place)?,
        _ => String::new(),
    };
    let mut values = search.values(scope, wanted);
    values.push(match after.and_then(|place| place.key) {
        _ if sort == Sort::Name => Value::Text(&name_key),
        Some(key) => Value::Int(key),
        None => Value::Int(i64::MAX),
    });
    values.push(Value::Int(after.map_or(0, |place| place.client_id)));
    values.push(Value::Int(limit as i64));
    values.extend(search.beside(wanted.filter));
    let statement = search.lists_by.list(sort, wanted.filter.beside());
    let mut listed = connection.query(&statement, &values, read_listed)?;
    let last = listed.last().filter(|_| listed.len() == limit).map(|client| sort.place_of(client));
    // Who is no longer on file may have words yet, but has no card.
    listed.retain(|client| client.card.is_some());
    if let Some(last) = last.filter(|_| listed.len() < limit) {
        listed.extend(list(connection, scope, wanted, sort, Some(last), limit - listed.len())?);
    }
    Ok(listed)
}

/// The name behind which a list goes on; that of a client of others tells nothing of them.
fn find_name_key(connection: &mut Connection, scope: &Scope, place: Place) -> Result<String> {
    let gone = || Error::NotFound(said!("this place of the list is gone: begin the list anew"));
    if !scope.is_all() && !scope.has(connection, place.client_id)? {
        return Err(gone());
    }
    let values = [Value::Int(place.client_id)];
    connection.query_one(FIND_NAME_KEY, &values, |row| row.opt_text(0))?.ok_or_else(gone)
}

/// How many clients fit; `None`: more than can be counted while someone types.
pub fn count(connection: &mut Connection, scope: &Scope, wanted: &Wanted) -> Result<Option<u64>> {
    let search = Search::plan(connection, scope, wanted, Sort::Name)?;
    if search.is_void(wanted) {
        return Ok(Some(0));
    }
    if let Some(spellings) = search.spellings.as_deref().filter(|_| scope.is_all() && !search.has_any_word) {
        let alone = Filter { channel: wanted.filter.channel.clone(), ..Filter::default() };
        // A common channel by itself is counted in its index.
        if *wanted.filter == alone && search.counts_by.is_none() {
            return Ok(Some(channel::count_up_to(connection, spellings, i64::MAX)? as u64));
        }
    }
    let Some(driver) = search.counts_by else { return Ok(None) };
    let mut values = search.values(scope, wanted);
    values.extend(search.beside(wanted.filter));
    connection.query_one(&driver.count(wanted.filter.beside()), &values, |row| Ok(Some(row.int(0)? as u64)))
}

fn read_listed(row: &Row) -> Result<Listed> {
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
            p_alive: row.opt_real(18)?,
            value_year_minor: row.opt_int(19)?,
        }),
    };
    Ok(Listed {
        id: row.int(0)?,
        code: row.text(1)?,
        name: full_name(row.opt_text(2)?, row.opt_text(3)?),
        email: row.opt_text(4)?,
        phone: row.opt_text(5)?,
        channel: row.opt_text(20)?,
        card,
    })
}

/// The least text above all that begin with `word`, but for characters that no word has.
fn end_of(word: &str) -> String {
    format!("{word}\u{10FFFF}")
}
