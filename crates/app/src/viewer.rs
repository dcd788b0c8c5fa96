//! The viewer: who asks, what they may do, whose clients they see and how much of them.
//!
//! The one place of row rights and masking above the ledger: pages, API, print and export ask the
//! ledger for clients through a viewer, and get back what the viewer may see.

use domain::permission::Right;
use domain::said;
use locale::Language;
use store::Connection;
use store::account::Account;
use store::client::Related;
use store::scope::Scope;
use store::search::{self, Filter, Listed};

use crate::error::{Error, Kind, Result};

/// Someone signed in.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// Whose account it is.
    pub account: Account,
    /// The session, or the token, that speaks for the account.
    pub session_id: i64,
}

impl Viewer {
    /// May the viewer do that?
    pub fn may(&self, right: Right) -> bool {
        self.account.person.role.may(right)
    }

    /// Whose clients the viewer sees.
    pub fn scope(&self) -> Scope {
        Scope::of(&self.account)
    }

    /// The language of the viewer's pages.
    pub fn language(&self) -> Language {
        Language::from_code(&self.account.person.language).unwrap_or(Language::En)
    }

    /// Fails as if there were no such client if the viewer may not see the one of that ledger id.
    pub fn check_sees(&self, connection: &mut Connection, client_id: i64) -> Result<()> {
        if self.may(Right::SeeClients) && self.scope().has(connection, client_id)? {
            return Ok(());
        }
        Err(Error::new(Kind::NotFound, said!("there is no such client, or it is not one of yours")))
    }

    /// Whether the viewer may see each of a client's relatives.
    pub fn see_relatives(
        &self,
        connection: &mut Connection,
        related: Vec<Related>,
    ) -> Result<Vec<(Related, bool)>> {
        let mut seen = Vec::with_capacity(related.len());
        for relative in related {
            let is_seen = self.scope().has(connection, relative.id)?;
            seen.push((relative, is_seen));
        }
        Ok(seen)
    }

    /// Clients by the beginnings of words, as the viewer may see them.
    pub fn find_clients(&self, connection: &mut Connection, text: &str, limit: usize) -> Result<Vec<Listed>> {
        let mut found =
            search::find(connection, &self.scope(), text, self.account.person.sees_contacts, limit)?;
        found.iter_mut().for_each(|client| self.mask(client));
        Ok(found)
    }

    /// Clients that fit a filter, as the viewer may see them.
    pub fn list_clients(
        &self,
        connection: &mut Connection,
        filter: &Filter,
        after: i64,
        limit: usize,
    ) -> Result<Vec<Listed>> {
        let mut listed = search::list(connection, &self.scope(), filter, after, limit)?;
        listed.iter_mut().for_each(|client| self.mask(client));
        Ok(listed)
    }

    /// The clients with the highest contribution of the last 12 months among those that fit.
    pub fn list_most_valuable(
        &self,
        connection: &mut Connection,
        filter: &Filter,
        limit: usize,
    ) -> Result<Vec<Listed>> {
        let mut listed = search::list_most_valuable(connection, &self.scope(), filter, limit)?;
        listed.iter_mut().for_each(|client| self.mask(client));
        Ok(listed)
    }

    fn mask(&self, client: &mut Listed) {
        client.email = self.contact(client.email.take());
        client.phone = self.contact(client.phone.take());
    }

    /// A contact detail, if the viewer may see those.
    pub fn contact(&self, text: Option<String>) -> Option<String> {
        text.filter(|_| self.account.person.sees_contacts)
    }
}
