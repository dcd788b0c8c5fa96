//! The report on winning back: who is gone and worth a call, and what came of the calls made.

use std::collections::HashMap;

use domain::action::{Contacted, Reason};
use domain::card::{self, Card};
use domain::day::Day;
use domain::departure::Nature;
use domain::history::Facts;
use domain::interval::wilson_share;
use domain::measure::win_back::{Outcome, OwnYears, WINDOW_DAYS, judge_contact, own_years};
use domain::status::Status;
use jiff::Timestamp;
use locale::Language;
use store::Connection;
use store::action::Action;
use store::booking::Whose;
use store::client::Details;
use store::defection::Defection;

use crate::departure::reason_name;
use crate::error::Result;
use crate::parts::for_each_part;
use crate::report::behind::Dearest;
use crate::report::sheet::{Field, Input, Sheet, SheetReport, Table, Value};
use crate::report::unit::{By, Units};
use crate::view::{Asked, View};
use crate::viewer::Seen;
use crate::whose::WhoseArgs;
use crate::words::{cause_key, status_key, words};

/// Clients who are gone and worth a call, and what came of the calls made
#[derive(Clone, Debug, clap::Args)]
pub struct WinBackArgs {
    /// Whose clients.
    #[command(flatten)]
    pub whose: WhoseArgs,
    /// The day, and as known when.
    #[command(flatten)]
    pub asked: Asked,
    /// Clients named at most, the dearest first
    #[arg(long, value_name = "CLIENTS", default_value_t = 100)]
    pub most: usize,
    /// Who may be named.
    #[arg(skip)]
    pub seen: Seen,
}

/// Who is gone and might come back.
pub struct WinBack {
    pub(crate) frame: View,
    /// By what they brought in the year before they left, then in their best year.
    gone: Dearest<(i64, i64), Gone>,
    /// Follow-ups to win a client back with a contact, by what came of it.
    pub(crate) contacts: Contacts,
}

/// A client who is gone.
struct Gone {
    status: Status,
    /// The day declared, else the last one on which the client was there.
    since: Day,
    /// What was said.
    defection: Option<Defection>,
    /// As of the day when the client was there last, but with the status of now.
    card: Card,
    /// What is on file, of those who are named.
    details: Option<Details>,
    /// Follow-ups that are open.
    open: Vec<Action>,
}

/// What came of contacts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Contacts {
    pub(crate) came_back: u64,
    pub(crate) stayed_away: u64,
    pub(crate) too_early: u64,
}

impl Contacts {
    fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::CameBack => self.came_back += 1,
            Outcome::StayedAway => self.stayed_away += 1,
            Outcome::TooEarly => self.too_early += 1,
        }
    }
}

/// What is known of who left, by client.
struct Said {
    defections: HashMap<i64, Defection>,
    /// Days of the first contact that was answered or left word, one a follow-up.
    contacted: HashMap<i64, Vec<Day>>,
}

impl WinBack {
    /// Judges every client; memory stays bounded.
    fn load(connection: &mut Connection, asked: &WinBackArgs, now: Timestamp) -> Result<WinBack> {
        let mut transaction = store::transaction::begin_read(connection)?;
        let frame = View::load_judging_frame(&mut transaction, &asked.asked, now)?;
        let whose = asked.whose.find(&frame.catalog)?;
        let said = Said::load(&mut transaction, &frame)?;
        let rules = frame.rules(frame.as_of);
        let (mut gone, mut contacts) = (Dearest::new(asked.most).of(&asked.seen), Contacts::default());
        for_each_part(&mut transaction, &frame, |part| {
            let judged = part.histories.map_clients(|client, history| {
                let now = card::card(history, &rules);
                let days = said.contacted.get(&i64::from(client)).map_or(&[][..], Vec::as_slice);
                let outcomes: Vec<Outcome> =
                    days.iter().map(|&day| judge_contact(history, day, frame.as_of)).collect();
                let years = own_years(history, &rules).filter(|_| now.status.is_gone());
                // Whose client it was when last there: by now nobody may be credited.
                let last = years.and_then(|_| Facts::gather(history, frame.as_of).last_presence());
                let credited = last.map(|day| card::card(history, &frame.rules(day)));
                (credited.map_or(now, |then| Card { status: now.status, ..then }), years, outcomes)
            });
            for (client, (_, (card, years, outcomes))) in part.clients.iter().zip(judged) {
                if !is_of(&frame, whose, &card) {
                    continue;
                }
                outcomes.into_iter().for_each(|outcome| contacts.add(outcome));
                let defection = said.defections.get(&client.id);
                if let Some((years, one)) = years.and_then(|years| judge_gone(card, years, defection)) {
                    gone.add(client, (years.last_minor, years.best_minor), one);
                }
            }
            Ok(())
        })?;
        drop(rules);
        let mut loaded = WinBack { frame, gone, contacts };
        loaded.complete(&mut transaction)?;
        transaction.commit()?;
        Ok(loaded)
    }

    /// Fills in what is on file of those who are named, and who follows them up.
    fn complete(&mut self, connection: &mut Connection) -> Result<()> {
        let ids: Vec<i64> = self.gone.named().map(|gone| gone.client_id).collect();
        let mut on_file = store::client::list_on_file(connection, self.frame.known, &ids)?;
        let mut open: HashMap<i64, Vec<Action>> = HashMap::new();
        for action in store::action::list_open(connection, self.frame.known)? {
            open.entry(action.client_id).or_default().push(action);
        }
        for (client_id, gone) in self.gone.told_mut() {
            gone.details = on_file.remove(&client_id).map(|on_file| on_file.details);
            gone.open = open.remove(&client_id).unwrap_or_default();
        }
        Ok(())
    }
}

impl Said {
    fn load(connection: &mut Connection, frame: &View) -> Result<Said> {
        let said = store::defection::list_between(connection, frame.known, Day::MIN, frame.as_of)?;
        let zone = frame.business.time_zone()?;
        let mut contacted: HashMap<i64, Vec<Day>> = HashMap::new();
        for action in store::action::list_of_reason(connection, frame.known, Reason::WinBack)? {
            let first = action.contacts.iter().find(|contact| contact.outcome != Contacted::NoAnswer);
            let day = first.map(|contact| Day::from_date(zone.to_datetime(contact.at).date()));
            let days = contacted.entry(action.client_id).or_default();
            days.extend(day.filter(|day| *day <= frame.as_of));
        }
        // In the order of their days: the last one of a client stays.
        Ok(Said { defections: said.into_iter().map(|one| (one.client_id, one)).collect(), contacted })
    }
}

fn is_of(frame: &View, whose: Whose, card: &Card) -> bool {
    let (staff, branch) = (frame.catalog.staff_id(whose.staff_id), frame.catalog.branch_id(whose.branch_id));
    staff.is_none_or(|staff| card.staff == Some(staff))
        && branch.is_none_or(|branch| card.branch == Some(branch))
}

/// A client who is gone, if one who might come back and is worth it.
fn judge_gone(card: Card, years: OwnYears, defection: Option<&Defection>) -> Option<(OwnYears, Gone)> {
    let said = defection.filter(|_| card.status == Status::Defected);
    let might_come = card.status != Status::LetGo && said.is_none_or(|said| said.nature == Nature::Left);
    let since = said.map(|said| said.day).or(card.last_day).or(card.first_day)?;
    let gone = || Gone {
        status: card.status,
        since,
        defection: said.cloned(),
        card,
        details: None,
        open: Vec::new(),
    };
    (might_come && years.best_minor > 0).then(|| (years, gone()))
}

impl SheetReport for WinBackArgs {
    const ID: &'static str = "win-back";
    const TITLE: &'static str = "report-win-back";

    fn fields(&self, frame: &View, language: Language) -> Vec<Field> {
        let words = words(language);
        let set = |text: &Option<String>| text.clone().unwrap_or_default();
        let catalog = &frame.catalog;
        let choices = |codes: Vec<(String, String)>| {
            let any = (String::new(), words.say("any"));
            std::iter::once(any).chain(codes).collect::<Vec<_>>()
        };
        let staff = catalog.staff.iter().map(|one| (one.code.clone(), one.name.clone())).collect();
        let branches = catalog.branches.iter().map(|one| (one.code.clone(), one.name.clone())).collect();
        vec![
            Field::new("staff", words.say("staff"), Input::Choice(choices(staff), set(&self.whose.staff))),
            Field::new(
                "branch",
                words.say("branch"),
                Input::Choice(choices(branches), set(&self.whose.branch)),
            ),
            Field::new("as_of", words.say("as-of"), Input::Date(set(&self.asked.as_of))),
            Field::new("as_known", words.say("as-known"), Input::Instant(set(&self.asked.as_known))),
        ]
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        let win_back = WinBack::load(connection, self, now)?;
        Ok(win_back.sheet(language))
    }

    fn name_only(&mut self, seen: &Seen) {
        self.seen = seen.clone();
    }
}

impl WinBack {
    fn sheet(&self, language: Language) -> Sheet {
        let words = words(language);
        let mut sheet = Sheet::of(&self.frame, words.say("report-win-back"));
        sheet.warn_of_end(&self.frame, language);
        sheet.say(words.say("win-back-who"));
        if self.gone.all() == 0 {
            sheet.say(words.say("win-back-none"));
        }
        self.add_gone(&mut sheet, language);
        if self.contacts != Contacts::default() {
            sheet.add(self.contacts_table(language));
            sheet.say(words.say_with("win-back-correlation", [("days", WINDOW_DAYS.into())]));
        }
        sheet
    }

    fn add_gone(&self, sheet: &mut Sheet, language: Language) {
        let words = words(language);
        let table = Table::new(
            "clients",
            words.say("win-back-names"),
            [
                ("client", words.say("client"), None),
                ("last_year", words.say("win-back-last-year"), Some("win_back_value")),
                ("best_year", words.say("win-back-best-year"), Some("win_back_value")),
                ("status", words.say("status"), Some("status")),
                ("since", words.say("win-back-since"), None),
                ("reason", words.say("departure-reason"), Some("leaving_reasons")),
                ("staff", words.say("staff"), Some("credit")),
                ("branch", words.say("branch"), Some("credit")),
                ("consent", words.say("win-back-consent"), None),
                ("contacts", words.say("win-back-contacts"), None),
                ("follow_up", words.say("win-back-follow-up"), None),
            ],
        );
        self.gone.add_to(sheet, table, language, |named| {
            let (gone, (last_minor, best_minor)) = (named.told, named.value);
            let unit = |by: By| Units::new(&self.frame, by).of_card(&gone.card).to_value(by, language);
            let told = |code: &str, key: &str| Value::Name { code: code.to_owned(), told: words.say(key) };
            let reason = gone.defection.as_ref().map(|said| Value::Name {
                code: said.reason.clone(),
                told: reason_name(&self.frame.policy, &said.reason, language),
            });
            let details = gone.details.clone().unwrap_or_default();
            let consent = match details.marketing_consent {
                Some(true) => told("yes", "win-back-yes"),
                Some(false) => told("no", "win-back-no"),
                None => told("unknown", "win-back-unknown"),
            };
            let status = gone.status.name();
            vec![
                Value::Money(last_minor),
                Value::Money(best_minor),
                told(status, status_key(status)),
                Value::Day(gone.since),
                reason.unwrap_or(Value::Nothing),
                unit(By::Staff),
                unit(By::Branch),
                consent,
                reachable(&details, language),
                self.follow_up(&gone.open, language),
            ]
        });
    }

    /// Who follows the client up, and why.
    fn follow_up(&self, open: &[Action], language: Language) -> Value {
        let words = words(language);
        let one = |action: &Action| {
            let staff = action.claimed_by().and_then(|claim| self.frame.catalog.find_staff(claim.staff_id));
            let who = staff.map_or_else(String::new, |staff| format!(": {}", staff.name));
            format!("{}{who}", words.say(cause_key(action.reason.name())))
        };
        match open {
            [] => Value::Nothing,
            some => Value::Text(some.iter().map(one).collect::<Vec<_>>().join("; ")),
        }
    }

    fn contacts_table(&self, language: Language) -> Table {
        let words = words(language);
        let mut table = Table::new(
            "contacts",
            words.say("win-back-outcome"),
            [
                ("outcome", words.say("outcome"), None),
                ("contacted", words.say("win-back-contacted"), Some("win_back")),
                ("came_back", words.say("win-back-came"), Some("win_back")),
                ("percent", words.say("win-back-share"), Some("win_back")),
                ("too_early", words.say("head-too-early"), Some("win_back")),
            ],
        );
        let Contacts { came_back, stayed_away, too_early } = self.contacts;
        let judged = came_back + stayed_away;
        table.push([
            Value::Name { code: "win_back".to_owned(), told: words.say(cause_key(Reason::WinBack.name())) },
            Value::count(judged),
            Value::count(came_back),
            Value::share(wilson_share(came_back, judged), u64::from(self.frame.policy.min_clients)),
            Value::count(too_early),
        ]);
        table
    }
}

/// How the client can be reached; by what number or address, the client's page says to who may know.
fn reachable(details: &Details, language: Language) -> Value {
    let words = words(language);
    let ways = [("phone", &details.phone), ("email", &details.email)];
    let there: Vec<(&str, String)> =
        ways.into_iter().filter(|(_, way)| way.is_some()).map(|(key, _)| (key, words.say(key))).collect();
    if there.is_empty() {
        return Value::Nothing;
    }
    let codes: Vec<&str> = there.iter().map(|(key, _)| *key).collect();
    let told: Vec<&str> = there.iter().map(|(_, told)| told.as_str()).collect();
    Value::Name { code: codes.join(" "), told: told.join(", ") }
}
