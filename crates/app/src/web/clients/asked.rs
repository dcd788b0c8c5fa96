//! What a list of clients is asked for: filters, words and an order, as the query of an address has them.

use domain::said;
use domain::star::Star;
use domain::status::Status;
use serde::{Deserialize, Serialize};
use store::search::{Filter, Place, Sort};
use store::segment::QUERY_BYTES_MAX;

use crate::error::{Error, Kind, Result};
use crate::view::View;
use crate::viewer::ClientList;
use crate::web::record::parse_amount;

/// What is asked for: in the address, so that every list can be shared.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
#[serde(default)]
pub(crate) struct Asked {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) q: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) status: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) staff: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) branch: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) star: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) level: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) total: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) next_step: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) behind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) credited: String,
    /// Amounts of money, as they were typed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) value_from: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) expected_from: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) channel: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) sort: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) after: String,
}

impl Asked {
    /// The address of the list.
    pub(crate) fn path(&self, page: &str) -> String {
        match serde_urlencoded::to_string(self) {
            Ok(query) if !query.is_empty() => format!("{page}?{query}"),
            _ => page.to_owned(),
        }
    }

    /// The same list without what does not matter to whom it has: place and the usual order.
    pub(crate) fn plain(&self) -> Asked {
        let is_usual = self.sort == Sort::default().name();
        Asked {
            q: self.q.trim().to_owned(),
            channel: self.channel.trim().to_owned(),
            sort: if is_usual { String::new() } else { self.sort.clone() },
            after: String::new(),
            ..self.clone()
        }
    }

    /// The list as a line of the activity log: the words as they were typed, then the rest.
    pub(crate) fn note(&self, page: &str) -> String {
        let rest = Asked { q: String::new(), ..self.plain() }.path(page);
        if self.q.trim().is_empty() { rest } else { format!("{} ({rest})", self.q.trim()) }
    }

    /// The list as the query of an address, as segments keep it.
    pub(crate) fn to_query(&self) -> String {
        serde_urlencoded::to_string(self.plain()).unwrap_or_default()
    }

    /// The list of such a query; `None` if it is none.
    pub(crate) fn from_query(query: &str) -> Option<Asked> {
        let asked: Asked =
            serde_urlencoded::from_str(query).ok().filter(|_| query.len() <= QUERY_BYTES_MAX)?;
        Some(asked.plain())
    }

    /// What is looked for, and in which order.
    pub(crate) fn to_list(&self, frame: &View) -> Result<ClientList> {
        let unknown = || Error::new(Kind::Input, said!("there is no order '{name}'", name = &self.sort));
        let sort = match self.sort.as_str() {
            "" => Sort::default(),
            name => Sort::from_name(name).ok_or_else(unknown)?,
        };
        Ok(ClientList { words: self.q.trim().to_owned(), filter: self.to_filter(frame)?, sort })
    }

    /// Where the list goes on; the beginning if not said.
    pub(crate) fn place(&self, sort: Sort) -> Result<Option<Place>> {
        if self.after.is_empty() {
            return Ok(None);
        }
        let bad =
            || Error::new(Kind::Input, said!("this address goes on with another list: begin the list anew"));
        sort.read_place(&self.after).map(Some).ok_or_else(bad)
    }

    /// An amount of the business's money; none if nothing was typed.
    fn read_amount(&self, text: &str, frame: &View) -> Result<Option<i64>> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let unreadable = |reason| Error::new(Kind::Input, said!("'{text}' {reason}", text, reason));
        parse_amount(text, frame.business.currency).map(Some).map_err(unreadable)
    }

    /// The filter of the list.
    pub(crate) fn to_filter(&self, frame: &View) -> Result<Filter> {
        let unknown = |said| Error::new(Kind::Input, said);
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let find_star = |id: &str| {
            frame.policy.star_index(id).ok_or_else(|| unknown(said!("there is no star '{id}'", id)))
        };
        let status = given(&self.status)
            .map(|name| {
                let known = Status::from_name(&name).map(|_| name.clone());
                known.ok_or_else(|| unknown(said!("there is no status '{name}'", name)))
            })
            .transpose()?;
        let staff_id = given(&self.staff)
            .map(|code| {
                let found = frame.catalog.staff.iter().find(|staff| staff.code == code);
                let id = found.map(|staff| staff.id);
                id.ok_or_else(|| unknown(said!("there is no staff member '{code}'", code)))
            })
            .transpose()?;
        let branch_id = given(&self.branch)
            .map(|code| {
                let found = frame.catalog.branches.iter().find(|branch| branch.code == code);
                let id = found.map(|branch| branch.id);
                id.ok_or_else(|| unknown(said!("there is no branch '{code}'", code)))
            })
            .transpose()?;
        let level = given(&self.level)
            .map(|name| {
                let level = Star::from_name(&name);
                level.ok_or_else(|| unknown(said!("there is no level of a star '{name}'", name)))
            })
            .transpose()?;
        let star = given(&self.star).map(|id| find_star(&id)).transpose()?;
        let total_halves = given(&self.total)
            .map(|text| {
                let total = text.parse::<f64>().ok().filter(|total| (0.0..=9.0).contains(total));
                let halves = total.map(|total| (total * 2.0) as u8);
                halves.ok_or_else(|| unknown(said!("there is no total '{text}'", text)))
            })
            .transpose()?;
        Ok(Filter {
            status,
            staff_id,
            branch_id,
            star: star.zip(level),
            total_halves,
            next_step: given(&self.next_step).map(|id| find_star(&id)).transpose()?,
            is_behind_path: !self.behind.is_empty(),
            is_credited: !self.credited.is_empty(),
            value_from_minor: self.read_amount(&self.value_from, frame)?,
            expected_from_minor: self.read_amount(&self.expected_from, frame)?,
            channel: given(self.channel.trim()),
        })
    }
}
