//! The monthly pack: what changed in a month at a branch, in a region or in the house, with whom, and whom to look at.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use domain::card::{Card, Rules, card};
use domain::day::Day;
use domain::pack::{Cards, MARKS, Packs, Reason, UnitPack, find_notes, mark_days};
use domain::said;
use domain::status::Status;
use jiff::Timestamp;
use locale::Language;
use store::Connection;

use crate::error::{Error, Kind, Result};
use crate::moment::parse_month;
use crate::parts::for_each_part;
use crate::report::behind::Dearest;
use crate::report::sheet::{Field, Input, Sheet, SheetReport};
use crate::report::unit::{By, Unit, Units};
use crate::view::{Asked, View};
use crate::viewer::Seen;
use crate::whose::find_branch;
use crate::words::words;

mod behind;
mod changes;
mod names;
mod staff;

use behind::Behind;
pub use behind::PackGroup;

/// Clients named of each reason, at most.
const NAMED: usize = 5;

/// What changed in a month at a branch, with whom, and whom to look at
#[derive(Clone, Debug, Default, clap::Args)]
pub struct PackArgs {
    /// Month such as 2026-03 [default: the last that is over]
    #[arg(long, value_name = "MONTH")]
    pub month: Option<String>,
    /// Code of the branch [default: the whole business]
    #[arg(long, value_name = "CODE", conflicts_with = "region")]
    pub branch: Option<String>,
    /// Name of the region
    #[arg(long, value_name = "NAME")]
    pub region: Option<String>,
    /// Instant at which the figures were known, such as 2026-03-31T17:00:00+02:00 [default: now]
    #[arg(long, value_name = "INSTANT")]
    pub as_known: Option<String>,
    /// Name the clients behind this count
    #[arg(long, value_enum)]
    pub group: Option<PackGroup>,
    /// Name those of this status at the month's end
    #[arg(long, value_name = "STATUS", value_parser = statuses(), conflicts_with = "group")]
    pub status: Option<Status>,
    /// Code of the staff member whose clients alone are named
    #[arg(long, value_name = "CODE")]
    pub staff: Option<String>,
    /// Name those who are credited to nobody
    #[arg(long, conflicts_with = "staff")]
    pub no_staff: bool,
    /// Clients named at most, the dearest first
    #[arg(long, value_name = "CLIENTS", default_value_t = 100)]
    pub most: usize,
    /// Who may be named.
    #[arg(skip)]
    pub seen: Seen,
}

fn statuses() -> impl TypedValueParser<Value = Status> {
    PossibleValuesParser::new(Status::ALL.iter().map(|status| status.name()))
        .map(|name| Status::from_name(&name).unwrap_or(Status::Active))
}

/// The packs of a month.
pub struct MonthlyPacks {
    /// As of the month's last day.
    frame: View,
    /// The days that are compared.
    days: [Day; MARKS],
    by: By,
    /// The units asked for; a pack's key is the position here.
    units: Vec<Unit>,
    packs: Packs<usize>,
    noted: BTreeMap<(usize, Reason), Vec<Noted>>,
    asked: PackArgs,
    /// Who is named, with their contribution of the 12 months.
    named: Dearest<i64, Behind>,
}

/// A client to look at.
struct Noted {
    client_id: i64,
    code: String,
    name: String,
    weight: i64,
    /// As of the month's start and end.
    before: Card,
    after: Card,
}

impl PackArgs {
    /// The pack asked for.
    pub fn load(&self, connection: &mut Connection, now: Timestamp) -> Result<MonthlyPacks> {
        let (by, code) = match (&self.branch, &self.region) {
            (Some(code), _) => (By::Branch, Some(code)),
            (None, Some(name)) => (By::Region, Some(name)),
            (None, None) => (By::All, None),
        };
        self.load_by(by, code.map(String::as_str), connection, now)
    }

    /// The packs of all branches.
    pub fn load_branches(&self, connection: &mut Connection, now: Timestamp) -> Result<MonthlyPacks> {
        self.load_by(By::Branch, None, connection, now)
    }

    /// Judges every client on the six days of a pack; memory stays bounded.
    fn load_by(
        &self,
        by: By,
        code: Option<&str>,
        connection: &mut Connection,
        now: Timestamp,
    ) -> Result<MonthlyPacks> {
        let mut transaction = store::transaction::begin_read(connection)?;
        let asked = Asked { as_of: None, as_known: self.as_known.clone() };
        let frame = View::load_frame(&mut transaction, &asked, now)?;
        let month = self.find_month(frame.as_of)?;
        let frame = frame.on(*month.end());
        let (units, of_branch) = find_units(&frame, by, code)?;
        self.check_staff(&frame)?;
        let unit_of = |card: &Card| match by {
            By::All => Some(0),
            _ => card.branch.and_then(|branch| of_branch[branch.index()]),
        };
        let days = mark_days(frame.as_of);
        let rules: [Rules; MARKS] = days.map(|day| frame.rules(day));
        let mut packs = Packs::new(frame.policy.stars.len());
        let mut noted: BTreeMap<(usize, Reason), Vec<Noted>> = BTreeMap::new();
        let (staff, mut named) = (Units::new(&frame, By::Staff), Dearest::new(self.most).of(&self.seen));
        for_each_part(&mut transaction, &frame, |part| {
            let cards = part.histories.map_clients(|_, history| -> Cards {
                std::array::from_fn(|mark| card(history, &rules[mark]))
            });
            for (client, (_, cards)) in part.clients.iter().zip(&cards) {
                packs.add(cards, unit_of);
                // Of several packs nobody asks for a list: each unit would have its own.
                let card = self.find_card(cards, &staff).filter(|card| unit_of(card) == Some(0));
                if let Some(card) = card.filter(|_| units.len() == 1) {
                    named.add(client, card.contribution_year_minor, Behind::of(card, cards));
                }
                for note in find_notes(cards, frame.as_of) {
                    let Some(unit) = unit_of(note.card) else { continue };
                    let (code, name) = (client.code.clone(), client.name.clone());
                    let [after, before, ..] = *cards;
                    let weight = note.weight;
                    let noted = noted.entry((unit, note.reason)).or_default();
                    noted.push(Noted { client_id: client.id, code, name, weight, before, after });
                }
            }
            noted.values_mut().for_each(keep_first);
            Ok(())
        })?;
        transaction.commit()?;
        drop(rules);
        Ok(MonthlyPacks { frame, days, by, units, packs, noted, asked: self.clone(), named })
    }

    /// The month asked for, which must be over on the day that it is.
    fn find_month(&self, today: Day) -> Result<RangeInclusive<Day>> {
        let Some(text) = &self.month else { return Ok(today.month().start().plus_days(-1).month()) };
        let month = parse_month(text)?;
        if *month.end() > today {
            return Err(Error::new(Kind::Usage, said!("{month} is not over", month = text))
                .hint(said!("a pack is of a whole month: ask for an earlier one")));
        }
        Ok(month)
    }
}

/// Keeps those who matter most; ties go by code.
fn keep_first(noted: &mut Vec<Noted>) {
    noted.sort_by(|a, b| {
        b.weight.cmp(&a.weight).then_with(|| (&a.code, a.client_id).cmp(&(&b.code, b.client_id)))
    });
    noted.truncate(NAMED);
}

/// The units asked for, and by branch the position of its unit among them.
fn find_units(frame: &View, by: By, code: Option<&str>) -> Result<(Vec<Unit>, Vec<Option<usize>>)> {
    let catalog = &frame.catalog;
    let mut units: Vec<Unit> = match by {
        By::Branch => {
            let unit = |branch: &store::catalog::Branch| Unit {
                code: branch.code.clone(),
                name: branch.name.clone(),
            };
            catalog.branches.iter().map(unit).collect()
        }
        By::Region => {
            let regions = catalog.branches.iter().filter_map(|branch| branch.region.clone());
            regions.map(|region| Unit { code: region.clone(), name: region }).collect()
        }
        By::All | By::Staff => vec![Unit { code: "all".to_owned(), name: String::new() }],
    };
    units.sort();
    units.dedup();
    if let Some(code) = code {
        if by == By::Branch {
            find_branch(catalog, code)?;
        }
        units.retain(|unit| unit.code == code);
        if units.is_empty() {
            return Err(Error::new(Kind::NotFound, said!("there is no region '{name}'", name = code)));
        }
    }
    let unit_code = |branch: &store::catalog::Branch| match by {
        By::Region => branch.region.clone(),
        _ => Some(branch.code.clone()),
    };
    let position = |branch: &store::catalog::Branch| {
        let code = unit_code(branch)?;
        units.iter().position(|unit| unit.code == code)
    };
    let of_branch = catalog.branches.iter().map(position).collect();
    Ok((units, of_branch))
}

impl SheetReport for PackArgs {
    const ID: &'static str = "pack";
    const TITLE: &'static str = "report-pack";

    fn fields(&self, frame: &View, language: Language) -> Vec<Field> {
        let words = words(language);
        let set = |text: &Option<String>| text.clone().unwrap_or_default();
        let everyone = || vec![(String::new(), words.say("pack-everyone"))];
        let (mut branches, mut regions) = (everyone(), everyone());
        let catalog = &frame.catalog;
        branches.extend(catalog.branches.iter().map(|branch| (branch.code.clone(), branch.name.clone())));
        let mut named: Vec<String> =
            catalog.branches.iter().filter_map(|branch| branch.region.clone()).collect();
        named.sort();
        named.dedup();
        regions.extend(named.into_iter().map(|region| (region.clone(), region)));
        let mut fields = vec![
            Field::new("month", words.say("pack-month"), Input::Month(set(&self.month))),
            Field::new("branch", words.say("branch"), Input::Choice(branches, set(&self.branch))),
            Field::new("region", words.say("by-region"), Input::Choice(regions, set(&self.region))),
            Field::new("as_known", words.say("as-known"), Input::Instant(set(&self.as_known))),
        ];
        fields.extend(self.choice_fields(language));
        fields
    }

    fn name_only(&mut self, seen: &Seen) {
        self.seen = seen.clone();
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        let packs = self.load(connection, now)?;
        Ok(packs.sheet(0, language))
    }
}

impl MonthlyPacks {
    /// Every unit asked for that has clients, with its pack.
    pub fn sheets(&self, language: Language) -> impl Iterator<Item = (&Unit, Sheet)> {
        self.with_clients().map(move |(key, unit)| (unit, self.sheet(key, language)))
    }

    /// How many units those are.
    pub fn count(&self) -> usize {
        self.with_clients().count()
    }

    fn with_clients(&self) -> impl Iterator<Item = (usize, &Unit)> {
        self.units.iter().enumerate().filter(|(key, _)| self.packs.find(*key).is_some())
    }

    /// Name of the file of a unit's pack: `pack-2026-03-north.pdf`. What a file's name may not hold everywhere is told by
    /// its number, so that two codes never share a file.
    pub fn file_name(&self, unit: &Unit) -> String {
        let mut name = self.frame.as_of.date().strftime("pack-%Y-%m-").to_string();
        for letter in unit.code.chars() {
            if letter.is_ascii_alphanumeric() || letter == '-' {
                name.push(letter);
            } else {
                name += &format!("_{:x}", u32::from(letter));
            }
        }
        name + ".pdf"
    }

    fn sheet(&self, key: usize, language: Language) -> Sheet {
        let words = words(language);
        let unit = match self.by {
            By::All => words.say("pack-everyone"),
            by => self.units[key].told(by, language),
        };
        let title = [("unit", unit.clone().into()), ("month", language.month(self.frame.as_of).into())];
        let mut sheet = Sheet::of(&self.frame, words.say_with("pack-title", title));
        let Some(pack) = self.packs.find(key) else {
            sheet.say(words.say("pack-empty"));
            return sheet;
        };
        self.add_changes(&mut sheet, key, pack, language);
        self.add_reasons(&mut sheet, key, pack, language);
        self.name_clients(&mut sheet, unit, language);
        self.add_names(&mut sheet, key, language);
        sheet
    }

    /// What the changes may have to do with: stars, statuses, staff.
    fn add_reasons(&self, sheet: &mut Sheet, key: usize, pack: &UnitPack, language: Language) {
        sheet.say(self.told_moved_most(pack, language));
        sheet.say(words(language).say("pack-with-whom"));
        self.add_staff(sheet, key, pack, language);
        sheet.add(self.statuses_table(key, pack, language));
    }
}
