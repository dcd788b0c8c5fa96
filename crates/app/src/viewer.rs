//! The viewer: who asks, what they may do, whose clients they see and how much of them.
//!
//! The one place of row rights and masking above the ledger: pages, API, print and export ask the
//! ledger for clients through a viewer, and get back what the viewer may see.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::contact::{hide_contacts, is_contact};
use domain::permission::{Reach, Right, Role};
use domain::said;
use locale::Language;
use store::Connection;
use store::account::Account;
use store::catalog::Catalog;
use store::change::Change;
use store::client::Related;
use store::defection::Defection;
use store::scope::Scope;
use store::search::{self, Filter, Listed, Place, Sort, Wanted};
use store::segment::{Segment, Sharing};

use crate::error::{Error, Kind, Result};
use crate::whose::WhoseArgs;

/// Clients asked about at a time.
const SEEN_AT_A_TIME: usize = 5_000;

/// Someone signed in.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// Whose account it is.
    pub account: Account,
    /// The session, or the token, that speaks for the account.
    pub session_id: i64,
}

/// Whose clients are named, of many: a report asks before it counts how many it names.
#[derive(Clone, Debug, Default)]
pub struct Seen(
    /// Their ledger ids; `None`: everyone's clients.
    Option<Arc<HashSet<i64>>>,
);

impl Seen {
    /// Is the client of that ledger id one of them?
    pub fn has(&self, client_id: i64) -> bool {
        self.0.as_ref().is_none_or(|ids| ids.contains(&client_id))
    }
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

    /// Those clients, to be asked of many at once.
    pub fn seen(&self, connection: &mut Connection) -> Result<Seen> {
        Ok(Seen(self.scope().list(connection)?.map(Arc::new)))
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
        let ids: Vec<i64> = related.iter().map(|relative| relative.id).collect();
        let seen = self.scope().list_of(connection, &ids)?;
        let masked = related.into_iter().map(|relative| {
            let name = self.code(relative.id, relative.name);
            (Related { name, ..relative }, seen.contains(&relative.id))
        });
        Ok(masked.collect())
    }

    /// Whose day the viewer sees of what is asked: their own, that of their branch, or anyone's.
    pub fn whose_day(&self, asked: &WhoseArgs, catalog: &Catalog) -> WhoseArgs {
        let person = &self.account.person;
        let staff = person.staff_id.and_then(|id| catalog.find_staff(id)).map(|staff| staff.code.clone());
        let branch =
            person.branch_id.and_then(|id| catalog.find_branch(id)).map(|branch| branch.code.clone());
        match person.role {
            Role::Staff => WhoseArgs { staff, branch: None },
            Role::Branch => WhoseArgs { staff: asked.staff.clone(), branch },
            _ => asked.clone(),
        }
    }

    /// Clients who fit, behind a place in an order, as the viewer may see them. `words` are looked for among
    /// addresses and numbers only if the viewer may see those.
    pub fn list_clients(
        &self,
        connection: &mut Connection,
        list: &ClientList,
        after: Option<Place>,
        limit: usize,
    ) -> Result<Vec<Listed>> {
        let wanted = self.wanted(list);
        let mut listed = search::list(connection, &self.scope(), &wanted, list.sort, after, limit)?;
        listed.iter_mut().for_each(|client| self.mask(client));
        Ok(listed)
    }

    /// How many clients fit; `None`: more than can be counted while someone types.
    pub fn count_clients(&self, connection: &mut Connection, list: &ClientList) -> Result<Option<u64>> {
        Ok(search::count(connection, &self.scope(), &self.wanted(list))?)
    }

    /// Those of some clients whom the viewer sees, in the order of their names as known at a change.
    pub fn list_seen(
        &self,
        connection: &mut Connection,
        known: Change,
        client_ids: &[i64],
    ) -> Result<Vec<i64>> {
        let scope = self.scope();
        let mut keys: Vec<(String, i64)> = Vec::new();
        for some in client_ids.chunks(SEEN_AT_A_TIME) {
            let within: Vec<i64> = scope.list_of(connection, some)?.into_iter().collect();
            let named = store::client::list_name_keys(connection, known, &within)?;
            keys.extend(named.into_iter().map(|(id, key)| (key, id)));
        }
        keys.sort_unstable();
        Ok(keys.into_iter().map(|(_, id)| id).collect())
    }

    /// Code and name of some clients as known at a change, as the viewer may see them, by ledger id.
    pub fn name_clients(
        &self,
        connection: &mut Connection,
        known: Change,
        client_ids: &[i64],
    ) -> Result<HashMap<i64, (String, String)>> {
        let on_file = store::client::list_on_file(connection, known, client_ids)?;
        let seen = self.scope().list_of(connection, client_ids)?;
        let named = on_file.into_iter().filter(|(id, _)| seen.contains(id)).map(|(id, on_file)| {
            let name = self.name(id, &on_file.client.name, &on_file.client.code);
            (id, (self.code(id, on_file.client.code), name))
        });
        Ok(named.collect())
    }

    fn wanted<'a>(&self, list: &'a ClientList) -> Wanted<'a> {
        Wanted { words: &list.words, by_contacts: self.account.person.sees_contacts, filter: &list.filter }
    }

    fn mask(&self, client: &mut Listed) {
        client.email = self.contact(client.email.take());
        client.phone = self.contact(client.phone.take());
        client.code = self.code(client.id, std::mem::take(&mut client.code));
    }

    /// A contact detail, if the viewer may see those.
    pub fn contact(&self, text: Option<String>) -> Option<String> {
        text.filter(|_| self.account.person.sees_contacts)
    }

    /// The code of a client, or what stands for the client where there is no name. One that is an address or
    /// a number is shown as `#` and the client's id to who may not see those.
    pub fn code(&self, client_id: i64, code: String) -> String {
        if self.account.person.sees_contacts || !is_contact(&code) { code } else { format!("#{client_id}") }
    }

    /// The name of a client, else the code as [`Viewer::code`] shows it.
    pub fn name(&self, client_id: i64, name: &str, code: &str) -> String {
        self.code(client_id, if name.is_empty() { code } else { name }.to_owned())
    }

    /// A line of the activity log: what was looked for may be an address or a number.
    pub fn note(&self, note: String) -> String {
        if self.account.person.sees_contacts { note } else { hide_contacts(&note) }
    }

    /// A declared departure: own words, and what stands in place of a competitor's name, may hold an address or a number.
    pub fn departure(&self, defection: Defection) -> Defection {
        Defection {
            competitor: defection.competitor.map(|name| self.note(name)),
            words: self.note(defection.words),
            ..defection
        }
    }

    /// The client of a code, or of what [`Viewer::code`] shows in its place, if the viewer sees the client.
    ///
    /// Fails alike for a client of others, for none, and for a code that the viewer may not see.
    pub fn find_client(&self, connection: &mut Connection, known: Change, code: &str) -> Result<i64> {
        let found = match code.strip_prefix('#').and_then(|id| id.parse().ok()) {
            Some(id) => self.find_masked(connection, id)?,
            None => None,
        };
        let found = match found {
            None if self.may_name(code) => match store::client::find_by_code(connection, known, code) {
                Err(store::Error::NotFound(_)) => None,
                Err(store::Error::Conflict(_)) if !self.scope().is_all() => None,
                found => Some(found?),
            },
            found => found,
        };
        let found = found.filter(|id| self.check_sees(connection, *id).is_ok());
        found.ok_or_else(|| {
            Error::new(Kind::Input, said!("there is no client '{code}', or it is not one of yours", code))
        })
    }

    /// May the viewer name a client by that code? Not by an address or a number, if they may not see those: the
    /// answer would tell whose it is.
    fn may_name(&self, code: &str) -> bool {
        let of_source = code.split_once(':').map_or(code, |(_, rest)| rest);
        self.account.person.sees_contacts || !(is_contact(code) || is_contact(of_source))
    }

    /// The code under a source of a client who was referred, and whom the viewer sees. Fails as [`Viewer::find_client`].
    pub fn find_referred(
        &self,
        connection: &mut Connection,
        known: Change,
        source: &str,
        word: &str,
    ) -> Result<String> {
        let id = self.find_client(connection, known, word)?;
        match store::client::find_key(connection, id)? {
            (theirs, code) if theirs == source => Ok(code),
            (theirs, _) => Err(Error::new(
                Kind::Input,
                said!(
                    "the client referred is known by the source '{theirs}', the other one by '{source}'",
                    theirs,
                    source
                ),
            )),
        }
    }

    /// The code under a source of a client who, as somebody at the desk says, was referred: also of one who is new, or
    /// whom others serve. These two are taken and answered alike, for friends go to colleagues and to other branches;
    /// among those referred such a client stands without name or figures.
    ///
    /// What stands in place of a code, and what the viewer may not name a client by, has to mean one whom they see.
    pub fn read_referred(
        &self,
        connection: &mut Connection,
        known: Change,
        source: &str,
        word: &str,
    ) -> Result<String> {
        let is_stand_in = word.strip_prefix('#').is_some_and(|id| id.parse::<i64>().is_ok());
        if is_stand_in || !self.may_name(word) {
            return self.find_referred(connection, known, source, word);
        }
        Ok(word.to_owned())
    }

    /// As [`Viewer::read_referred`], but of one whom the viewer does not see only if `is_new`: a number typed wrong must
    /// not make a client. Whether nobody has the number, or a client of others, is not told.
    pub fn read_friend(
        &self,
        connection: &mut Connection,
        known: Change,
        source: &str,
        word: &str,
        is_new: bool,
    ) -> Result<String> {
        let code = self.read_referred(connection, known, source, word)?;
        if is_new || code != word || self.find_client(connection, known, &format!("{source}:{word}")).is_ok()
        {
            return Ok(code);
        }
        if self.find_client(connection, known, word).is_ok() {
            return self.find_referred(connection, known, source, word);
        }
        Err(Error::new(
            Kind::Input,
            said!(
                "there is no client '{code}', or it is not one of yours: check the number, or tick that the client is new",
                code = word
            ),
        ))
    }

    /// Why a fact was refused, as the viewer may read it: the code of its client as [`Viewer::code`] shows it, and that
    /// of who was referred, `other`, as the viewer wrote it, `word`.
    pub fn reword(&self, error: Error, client_id: i64, code: &str, other: &str, word: &str) -> Error {
        error.in_words_of(code, &self.code(client_id, code.to_owned())).in_words_of(other, word)
    }

    /// Why a referral from the desk was refused: of a client whom the viewer does not see it is not told who sent whom.
    pub fn reword_referral(
        &self,
        connection: &mut Connection,
        known: Change,
        error: Error,
        word: &str,
    ) -> Error {
        let is_seen = self.scope().is_all() || self.find_client(connection, known, word).is_ok();
        if is_seen || error.kind != Kind::Input {
            return error;
        }
        Error::new(
            Kind::Input,
            said!(
                "the ledger does not take this referral: check the day, or ask someone who sees both clients"
            ),
        )
    }

    /// The client of an id whose code the viewer may not see.
    fn find_masked(&self, connection: &mut Connection, id: i64) -> Result<Option<i64>> {
        let key = match store::client::find_key(connection, id) {
            Err(store::Error::NotFound(_)) => return Ok(None),
            key => key?,
        };
        Ok((self.code(id, key.1.clone()) != key.1).then_some(id))
    }

    /// May the viewer see that segment? Own ones, those for all, and those for a branch of the viewer's.
    pub fn sees_segment(&self, segment: &Segment, catalog: &Catalog) -> bool {
        match segment.sharing {
            _ if segment.account_id == Some(self.account.id) => true,
            Sharing::All => true,
            Sharing::Own => false,
            Sharing::Branch(branch_id) => self.is_of_branch(branch_id, catalog),
        }
    }

    /// May the viewer rename and remove it? Whoever made it, and who runs the business if it is shared.
    pub fn may_change_segment(&self, segment: &Segment) -> bool {
        let runs_all = self.may(Right::ShareSegments) && self.scope().is_all();
        segment.account_id == Some(self.account.id) || (runs_all && segment.sharing != Sharing::Own)
    }

    /// Fails unless the viewer may share a segment so far: with everyone, who runs the business; with a
    /// branch, who answers for it.
    pub fn check_may_share(&self, sharing: Sharing, catalog: &Catalog) -> Result<()> {
        let may = match sharing {
            Sharing::Own => true,
            Sharing::All => self.may(Right::ShareSegments) && self.scope().is_all(),
            Sharing::Branch(id) => self.may(Right::ShareSegments) && self.is_of_branch(id, catalog),
        };
        if may {
            Ok(())
        } else {
            Err(Error::new(Kind::State, said!("that is more people than you may share it with")))
        }
    }

    /// Does the viewer work in the branch, or answer for it?
    pub fn is_of_branch(&self, branch_id: i64, catalog: &Catalog) -> bool {
        let person = &self.account.person;
        match person.role.reach() {
            Reach::All => true,
            Reach::Region => catalog
                .find_branch(branch_id)
                .is_some_and(|branch| branch.region.is_some() && branch.region_id == person.region_id),
            Reach::Branch => person.branch_id == Some(branch_id),
            Reach::Own => {
                let staff = person.staff_id.and_then(|id| catalog.find_staff(id));
                staff.is_some_and(|staff| staff.branch_id == Some(branch_id))
            }
            Reach::Nobody => false,
        }
    }
}

/// A list of clients: what is looked for, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientList {
    /// Words of names, codes, addresses and numbers; empty for any.
    pub words: String,
    /// What the card has to say.
    pub filter: Filter,
    /// The order.
    pub sort: Sort,
}
