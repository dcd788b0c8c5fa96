//! Finding clients: by the beginnings of words and by what their cards say, in several orders, a page at a
//! time.

use domain::name::full_name;
use domain::said;
use std::fmt::Write as _;

use crate::client_word::fold_words;
use crate::db::{Connection, Row, Value, statements};
use crate::error::{Error, Result};
use crate::scope::{SCOPED_CLIENTS, Scope, in_scope};
use crate::{card, event};

statements! {
    COUNT_WORDS_UP_TO = "select count(*) from (select 1 from client_word where word >= $1 and word < $2 and is_contact <= $3 limit $4) counted";
    FIND_NAME_KEY = "select name_key from card where run_id = $1 and client_id = $2";
}

/// Columns of [`Listed`], of the clients that `chosen` names.
const LISTED: &str = "select client.id, client.code, given_name, family_name, email, phone, stars, total_halves, expected_halves, \
    status, next_step, card.staff_id, card.branch_id, is_credited, last_day, next_booking_day, own_interval_days, \
    contribution_year_minor";

/// What [`LISTED`] reads from; a card and the row of the client are there for each.
const TABLES: &str = "cross join client cross join card left join client_detail detail on detail.client_id = chosen.id \
    and detail.voided_at is null where client.id = chosen.id and card.run_id = $4 and card.client_id = chosen.id";

/// What a card has to say; bound by [`Filter::values`].
const FILTERED: &str = "($5 = '' or status = $5) and ($6 = 0 or card.staff_id = $6) and ($7 = 0 or card.branch_id = $7) \
    and ($8 = 0 or substr(stars, cast($8 as integer), 1) = $9) and ($10 < 0 or total_halves = $10) \
    and ($11 < 0 or next_step = $11) and ($12 = 0 or total_halves < expected_halves) and ($13 = 0 or is_credited = 1)";

/// Has the client the first of two words, and the second?
const HAS_FIRST_WORD: &str = "($14 = '' or exists (select 1 from client_word where client_word.client_id = card.client_id \
    and word >= $14 and word < $15 and is_contact <= $18))";
const HAS_SECOND_WORD: &str = "($16 = '' or exists (select 1 from client_word where client_word.client_id = card.client_id \
    and word >= $16 and word < $17 and is_contact <= $18))";

/// Clients of a word or a scope are looked at one by one if they are fewer than this; else the list is gone
/// through in its order until the page is full. Either takes some milliseconds.
const FEW_OF_SCOPE: i64 = 5_000;
const FEW_OF_WORD: i64 = 10_000;

/// What a list goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Driver {
    /// The clients who have a word.
    Word,
    /// The clients of a scope.
    Scope,
    /// All, in the order of the list.
    Order,
}

impl Driver {
    const ALL: [Driver; 3] = [Driver::Word, Driver::Scope, Driver::Order];

    /// What comes between `from` and the further conditions. A cross join is gone through from the left.
    fn source(self) -> String {
        let found = match self {
            Driver::Word => {
                "(select distinct client_id as id from client_word where word >= $14 and word < $15 and is_contact <= $18)"
            }
            Driver::Scope => SCOPED_CLIENTS,
            Driver::Order => return format!("card where card.run_id = $4 and {HAS_FIRST_WORD}"),
        };
        let source =
            format!("{found} found cross join card where card.run_id = $4 and card.client_id = found.id");
        if self == Driver::Word { source } else { format!("{source} and {HAS_FIRST_WORD}") }
    }

    fn conditions(self) -> String {
        let conditions = format!("{} and {HAS_SECOND_WORD} and {FILTERED}", self.source());
        // Who comes from the scope is in it.
        if self == Driver::Scope {
            conditions
        } else {
            format!("{conditions} and {}", in_scope!("card.client_id"))
        }
    }

    fn count(self) -> String {
        format!("select count(*) from {}", self.conditions())
    }

    fn list(self, sort: Sort) -> String {
        let (conditions, behind, order) = (self.conditions(), sort.behind(), sort.order());
        let mut sql = String::new();
        // Writing to a text does not fail.
        let _ = write!(
            sql,
            "{LISTED} from (select card.client_id as id from {conditions} and {behind} order by {order} limit $21) chosen \
             {TABLES} order by {order}"
        );
        sql
    }
}

/// Every statement made here, for the test that prepares them all.
pub(crate) fn list_statements() -> Vec<String> {
    let lists = Driver::ALL.iter().flat_map(|driver| Sort::ALL.iter().map(|sort| driver.list(*sort)));
    Driver::ALL.iter().map(|driver| driver.count()).chain(lists).collect()
}

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
}

impl Sort {
    /// Every order.
    pub const ALL: [Sort; 4] = [Sort::Name, Sort::LastVisit, Sort::Value, Sort::Stars];

    /// The name used in addresses, on the command line and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Sort::Name => "name",
            Sort::LastVisit => "last_visit",
            Sort::Value => "value",
            Sort::Stars => "stars",
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
}

impl Search {
    fn plan(connection: &mut Connection, scope: &Scope, wanted: &Wanted) -> Result<Search> {
        let mut words: Vec<String> = fold_words(wanted.words).into_iter().collect();
        // The longest are the rarest, and two are enough to find a person.
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        let has_any_word = !words.is_empty();
        let mut words = words.into_iter().take(2).flat_map(|word| {
            let end = end_of(&word);
            [word, end]
        });
        let words: [String; 4] = std::array::from_fn(|_| words.next().unwrap_or_default());
        let is_rare = has_any_word && {
            let values = [
                Value::Text(&words[0]),
                Value::Text(&words[1]),
                Value::Int(i64::from(wanted.by_contacts)),
                Value::Int(FEW_OF_WORD),
            ];
            connection.query_one(COUNT_WORDS_UP_TO, &values, |row| row.int(0))? < FEW_OF_WORD
        };
        let (lists_by, counts_by) = if scope.is_below(connection, FEW_OF_SCOPE)? {
            (Driver::Scope, Some(Driver::Scope))
        } else if is_rare {
            (Driver::Word, Some(Driver::Word))
        } else {
            let counts_by = if scope.is_all() { Driver::Order } else { Driver::Scope };
            (Driver::Order, Some(counts_by).filter(|_| !has_any_word))
        };
        let run_id = card::find_current(connection)?.id;
        let letter = wanted.filter.letter();
        Ok(Search { lists_by, counts_by, run_id, words, letter, has_any_word })
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

    /// Does the text hold no word, so that it finds nobody?
    fn is_void(&self, wanted: &Wanted) -> bool {
        !self.has_any_word && !wanted.words.trim().is_empty()
    }
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
    let search = Search::plan(connection, scope, wanted)?;
    if search.is_void(wanted) {
        return Ok(Vec::new());
    }
    let name_key = match after {
        Some(place) if sort == Sort::Name => find_name_key(connection, scope, search.run_id, place)?,
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
    connection.query(&search.lists_by.list(sort), &values, read_listed)
}

/// The name behind which a list goes on; that of a client of others tells nothing of them.
fn find_name_key(connection: &mut Connection, scope: &Scope, run_id: i64, place: Place) -> Result<String> {
    let gone = || Error::NotFound(said!("this place of the list is gone: begin the list anew"));
    if !scope.is_all() && !scope.has(connection, place.client_id)? {
        return Err(gone());
    }
    let values = [Value::Int(run_id), Value::Int(place.client_id)];
    connection.query_opt(FIND_NAME_KEY, &values, |row| row.text(0))?.ok_or_else(gone)
}

/// How many clients fit; `None`: more than can be counted while someone types.
pub fn count(connection: &mut Connection, scope: &Scope, wanted: &Wanted) -> Result<Option<u64>> {
    let search = Search::plan(connection, scope, wanted)?;
    if search.is_void(wanted) {
        return Ok(Some(0));
    }
    let Some(driver) = search.counts_by else { return Ok(None) };
    let values = search.values(scope, wanted);
    connection.query_one(&driver.count(), &values, |row| Ok(Some(row.int(0)? as u64)))
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
        }),
    };
    Ok(Listed {
        id: row.int(0)?,
        code: row.text(1)?,
        name: full_name(row.opt_text(2)?, row.opt_text(3)?),
        email: row.opt_text(4)?,
        phone: row.opt_text(5)?,
        card,
    })
}

/// The least text above all that begin with `word`, but for characters that no word has.
fn end_of(word: &str) -> String {
    format!("{word}\u{10FFFF}")
}
