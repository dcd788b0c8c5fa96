//! What a list of clients goes through, as statements. Binds `$1` to `$3` are the scope's, `$4` the run, `$5` to
//! `$13` the filter's, `$14` to `$18` the words', `$19` and `$20` the place behind which the list goes on, `$21` its length;
//! what is asked of a client's value and channel comes behind them.

use super::Sort;
use crate::scope::{SCOPED_CLIENTS, in_scope};

/// Columns of [`super::Listed`], of the clients that `chosen` names.
const LISTED: &str = "select client.id, client.code, given_name, family_name, email, phone, stars, total_halves, expected_halves, \
    status, next_step, card.staff_id, card.branch_id, is_credited, last_day, next_booking_day, own_interval_days, \
    contribution_year_minor, p_alive, value_year_minor, channel";

/// What [`LISTED`] reads from; a card and the row of the client are there for each.
const TABLES: &str = "cross join client cross join card left join client_detail detail on detail.client_id = chosen.id \
    and detail.voided_at is null where client.id = chosen.id and card.run_id = $4 and card.client_id = chosen.id";

/// The same where a client may have no card: whoever is no longer on file. A filter that is empty, as it is here,
/// fits those as well.
const TABLES_BY_NAME: &str = "cross join client left join card on card.run_id = $4 and card.client_id = chosen.id \
    left join client_detail detail on detail.client_id = chosen.id and detail.voided_at is null \
    where client.id = chosen.id";

/// What a card has to say; bound by [`super::Filter::values`].
const FILTERED: &str = "($5 = '' or status = $5) and ($6 = 0 or card.staff_id = $6) and ($7 = 0 or card.branch_id = $7) \
    and ($8 = 0 or substr(stars, cast($8 as integer), 1) = $9) and ($10 < 0 or total_halves = $10) \
    and ($11 < 0 or next_step = $11) and ($12 = 0 or total_halves < expected_halves) and ($13 = 0 or is_credited = 1)";

/// What is asked of a client's value and channel. It is part of a statement only where it is asked: the indexes that lists and
/// counts go through do not all hold both figures, and none the channel, so that without them no row has to be read for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beside {
    /// The contribution of the last 12 months.
    pub(super) is_value: bool,
    /// That expected of the next 12 months.
    pub(super) is_expected: bool,
    /// The channel, by its spellings.
    pub(super) is_channel: bool,
}

/// Has a client's row of details one of the spellings of a channel?
macro_rules! is_spelt {
    ($bind:expr) => {
        format!(
            "voided_at is null and channel is not null and channel in (select value from texts(${}))",
            $bind
        )
    };
}

impl Beside {
    const NOTHING: Beside = Beside { is_value: false, is_expected: false, is_channel: false };

    fn all() -> impl Iterator<Item = Beside> {
        (0..8).map(|bits| Beside {
            is_value: bits & 1 != 0,
            is_expected: bits & 2 != 0,
            is_channel: bits & 4 != 0,
        })
    }

    /// The conditions on values, with a bind for each behind so many others.
    fn values(self, binds: usize) -> String {
        let columns = [(self.is_value, "contribution_year_minor"), (self.is_expected, "value_year_minor")];
        let asked = columns.into_iter().filter_map(|(is_asked, column)| is_asked.then_some(column));
        asked
            .enumerate()
            .map(|(index, column)| format!(" and card.{column} >= ${}", binds + index + 1))
            .collect()
    }

    /// The bind of the spellings, the last one.
    fn channel_bind(self, binds: usize) -> usize {
        binds + usize::from(self.is_value) + usize::from(self.is_expected) + 1
    }

    /// The condition on the channel, asked of one client after another.
    fn of_channel(self, binds: usize) -> String {
        if !self.is_channel {
            return String::new();
        }
        let is_spelt = is_spelt!(self.channel_bind(binds));
        format!(
            " and exists (select 1 from client_detail found_by where client_id = card.client_id and {is_spelt})"
        )
    }
}

/// Binds of a list, and of a count.
const LIST_BINDS: usize = 21;
const COUNT_BINDS: usize = 18;

/// Binds of the two words that are looked for, each with its end.
const FIRST_WORD: [&str; 2] = ["$14", "$15"];
const SECOND_WORD: [&str; 2] = ["$16", "$17"];

/// Has a client the word? Asked of one client after another.
fn has_word([word, end]: [&str; 2]) -> String {
    format!(
        "({word} = '' or exists (select 1 from client_word where client_word.client_id = card.client_id \
         and word >= {word} and word < {end} and is_contact <= $18))"
    )
}

/// Is a client among those who have the word? They are gathered once, for who looks at most clients anyway; the
/// sign keeps the list from being gone through by them.
fn is_of_word([word, end]: [&str; 2]) -> String {
    format!(
        "({word} = '' or +card.client_id in (select client_id from client_word \
         where word >= {word} and word < {end} and is_contact <= $18))"
    )
}

/// Clients who have the first word.
const OF_FIRST_WORD: &str = "(select distinct client_id, name_key from client_word where word >= $14 and word < $15 and is_contact <= $18)";

/// What a list goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Driver {
    /// The clients who have a word, by name, without a look at their cards.
    Name,
    /// The cards of the clients who have a word.
    Word,
    /// The clients of a scope.
    Scope,
    /// The clients of a channel that is asked for.
    Channel,
    /// All, in the order of the list.
    Order,
}

impl Driver {
    /// What comes between `from` and the further conditions. A cross join is gone through from the left.
    fn source(self, beside: Beside, binds: usize) -> String {
        let found = match self {
            Driver::Name => return format!("{OF_FIRST_WORD} card where {}", has_word(SECOND_WORD)),
            Driver::Word => format!("(select client_id as id from {OF_FIRST_WORD} of_word)"),
            Driver::Scope => SCOPED_CLIENTS.to_owned(),
            Driver::Channel => {
                let is_spelt = is_spelt!(beside.channel_bind(binds));
                format!("(select client_id as id from client_detail where {is_spelt})")
            }
            Driver::Order => {
                let words = [is_of_word(FIRST_WORD), is_of_word(SECOND_WORD)].join(" and ");
                return format!("card where card.run_id = $4 and {words}");
            }
        };
        let source =
            format!("{found} found cross join card where card.run_id = $4 and card.client_id = found.id");
        let second = has_word(SECOND_WORD);
        match self {
            Driver::Word => format!("{source} and {second}"),
            _ => format!("{source} and {} and {second}", has_word(FIRST_WORD)),
        }
    }

    /// `binds`: how many stand before those of `beside`.
    fn conditions(self, beside: Beside, binds: usize) -> String {
        let filtered = if self == Driver::Name { "true" } else { FILTERED };
        // Who comes from the channel is of it.
        let of_channel = if self == Driver::Channel { String::new() } else { beside.of_channel(binds) };
        let (source, values) = (self.source(beside, binds), beside.values(binds));
        let conditions = format!("{source} and {filtered}{values}{of_channel}");
        // Who comes from the scope is in it.
        if self == Driver::Scope {
            conditions
        } else {
            format!("{conditions} and {}", in_scope!("card.client_id"))
        }
    }

    pub(super) fn count(self, beside: Beside) -> String {
        format!("select count(*) from {}", self.conditions(beside, COUNT_BINDS))
    }

    pub(super) fn list(self, sort: Sort, beside: Beside) -> String {
        let (behind, order) = (sort.behind(), sort.order());
        let conditions = self.conditions(beside, LIST_BINDS);
        if self == Driver::Name {
            return format!(
                "{LISTED} from (select card.client_id as id, card.name_key from {conditions} and {behind} order by {order} \
                 limit $21) chosen {TABLES_BY_NAME} and {FILTERED} order by chosen.name_key, chosen.id"
            );
        }
        format!(
            "{LISTED} from (select card.client_id as id from {conditions} and {behind} order by {order} limit $21) chosen \
             {TABLES} order by {order}"
        )
    }
}

/// Every statement made here, for the test that prepares them all.
pub(crate) fn list_statements() -> Vec<String> {
    let of = |beside: Beside| {
        let drivers = [Driver::Word, Driver::Scope, Driver::Order, Driver::Channel];
        let drivers =
            drivers.into_iter().filter(move |driver| *driver != Driver::Channel || beside.is_channel);
        drivers.flat_map(move |driver| {
            let lists = Sort::ALL.iter().map(move |sort| driver.list(*sort, beside));
            lists.chain([driver.count(beside)])
        })
    };
    let by_name = Driver::Name.list(Sort::Name, Beside::NOTHING);
    Beside::all().flat_map(of).chain([by_name]).collect()
}
