//! The seven files, written row by row in the plain formats.

use std::fs::File;
use std::io;
use std::path::Path;

use jiff::civil::Date;

use super::DemoSummary;
use super::basket::Line;
use super::house::{Branch, Staff};
use super::names::Person;
use super::offering::{PRODUCTS, SERVICES};

const TIME_ZONE: &str = "Europe/Amsterdam";
const CURRENCY: &str = "EUR";

/// One CSV file that counts its rows.
struct Table {
    writer: csv::Writer<File>,
    rows: u64,
}

impl Table {
    fn create(directory: &Path, name: &str, header: &[&str]) -> io::Result<Self> {
        let mut writer = csv::Writer::from_path(directory.join(name))?;
        writer.write_record(header)?;
        Ok(Self { writer, rows: 0 })
    }

    fn write<'a>(&mut self, row: impl IntoIterator<Item = &'a str>) -> io::Result<()> {
        self.writer.write_record(row)?;
        self.rows += 1;
        Ok(())
    }

    fn finish(mut self) -> io::Result<u64> {
        self.writer.flush()?;
        Ok(self.rows)
    }
}

/// A row of the file of bookings; times as clock time, empty where there is none.
pub(super) struct BookingRow<'a> {
    pub(super) reference: &'a str,
    pub(super) client: &'a str,
    pub(super) made_at: &'a str,
    pub(super) due_at: &'a str,
    pub(super) ends_at: &'a str,
    pub(super) offering: &'a str,
    pub(super) staff: &'a str,
    pub(super) branch: &'a str,
    pub(super) status: &'a str,
    pub(super) status_at: &'a str,
}

/// What the lines of a receipt share.
pub(super) struct Receipt<'a> {
    /// Reference of the appointment; empty for goods brought back later.
    pub(super) visit: &'a str,
    /// Prefix of the line ids, unique among receipts.
    pub(super) id: &'a str,
    pub(super) client: &'a str,
    pub(super) at: &'a str,
    pub(super) ends_at: &'a str,
    pub(super) staff: &'a str,
    pub(super) branch: &'a str,
}

/// The open files.
pub(super) struct Files {
    branches: Table,
    staff: Table,
    offerings: Table,
    clients: Table,
    visits: Table,
    bookings: Table,
    referrals: Table,
}

impl Files {
    /// Creates or overwrites the files in `directory`, with their headers.
    pub(super) fn create(directory: &Path) -> io::Result<Self> {
        let table = |name, header| Table::create(directory, name, header);
        Ok(Self {
            branches: table("branches.csv", &["branch", "name", "region", "time_zone"])?,
            staff: table("staff.csv", &["staff", "name", "branch", "started_on", "left_on"])?,
            offerings: table(
                "offerings.csv",
                &["offering", "name", "kind", "category", "price", "cost", "margin_percent"],
            )?,
            clients: table(
                "clients.csv",
                &[
                    "client",
                    "given_name",
                    "family_name",
                    "email",
                    "phone",
                    "birthday",
                    "note",
                    "main_staff",
                    "branch",
                    "marketing_consent",
                    "channel",
                ],
            )?,
            visits: table(
                "visits.csv",
                &[
                    "id", "visit", "client", "at", "ends_at", "kind", "offering", "staff", "branch",
                    "quantity", "amount", "currency",
                ],
            )?,
            bookings: table(
                "bookings.csv",
                &[
                    "booking",
                    "client",
                    "made_at",
                    "due_at",
                    "ends_at",
                    "offering",
                    "staff",
                    "branch",
                    "status",
                    "status_at",
                ],
            )?,
            referrals: table("referrals.csv", &["id", "client", "referred", "at"])?,
        })
    }

    /// The whole price list, as of today.
    pub(super) fn offerings(&mut self) -> io::Result<()> {
        for service in &SERVICES {
            let cost = if service.cost_minor > 0 { money(service.cost_minor) } else { String::new() };
            let category = service.category.name();
            let price = money(service.price_minor);
            self.offerings.write([service.code, service.name, "service", category, &price, &cost, ""])?;
        }
        for product in &PRODUCTS {
            let price = money(product.price_minor);
            let cost = product.cost_minor.map(money).unwrap_or_default();
            let margin = product.margin_percent.map(|percent| percent.to_string()).unwrap_or_default();
            let row = [product.code, product.name, "product", product.category, &price, &cost, &margin];
            self.offerings.write(row)?;
        }
        Ok(())
    }

    /// A branch.
    pub(super) fn branch(&mut self, branch: &Branch) -> io::Result<()> {
        self.branches.write([&branch.code, &branch.name, branch.region, TIME_ZONE])
    }

    /// A staff member of that branch.
    pub(super) fn staff(&mut self, staff: &Staff, branch: &str) -> io::Result<()> {
        let started_on = staff.started_on.to_string();
        let left_on = day_or_empty(staff.left_on);
        self.staff.write([&staff.code, &staff.name, branch, &started_on, &left_on])
    }

    /// A client with home branch, channel and, where named, main person.
    pub(super) fn client(
        &mut self,
        code: &str,
        who: &Person,
        main_staff: &str,
        branch: &str,
        channel: &str,
    ) -> io::Result<()> {
        self.clients.write([
            code,
            &who.given_name,
            &who.family_name,
            &who.email,
            &who.phone,
            &day_or_empty(who.birthday),
            who.note,
            main_staff,
            branch,
            who.marketing_consent,
            channel,
        ])
    }

    /// The lines of one receipt.
    pub(super) fn receipt(&mut self, receipt: &Receipt, lines: &[Line]) -> io::Result<()> {
        for (index, line) in lines.iter().enumerate() {
            let id = format!("{}:{}", receipt.id, index + 1);
            let quantity = if line.kind == "tip" { String::new() } else { line.quantity.to_string() };
            self.visits.write([
                id.as_str(),
                receipt.visit,
                receipt.client,
                receipt.at,
                receipt.ends_at,
                line.kind,
                line.offering,
                receipt.staff,
                receipt.branch,
                &quantity,
                &money(line.amount_minor),
                CURRENCY,
            ])?;
        }
        Ok(())
    }

    /// A booking with its outcome.
    pub(super) fn booking(&mut self, row: &BookingRow) -> io::Result<()> {
        self.bookings.write([
            row.reference,
            row.client,
            row.made_at,
            row.due_at,
            row.ends_at,
            row.offering,
            row.staff,
            row.branch,
            row.status,
            row.status_at,
        ])
    }

    /// `client` brought `referred`.
    pub(super) fn referral(&mut self, client: &str, referred: &str, at: &str) -> io::Result<()> {
        let id = format!("R{:06}", self.referrals.rows + 1);
        self.referrals.write([&id, client, referred, at])
    }

    /// Writes what is still in memory, and counts.
    pub(super) fn finish(self) -> io::Result<DemoSummary> {
        Ok(DemoSummary {
            branches: self.branches.finish()?,
            staff: self.staff.finish()?,
            offerings: self.offerings.finish()?,
            clients: self.clients.finish()?,
            visits: self.visits.finish()?,
            bookings: self.bookings.finish()?,
            referrals: self.referrals.finish()?,
        })
    }
}

fn day_or_empty(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// Cents as a decimal amount.
fn money(minor: i64) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", minor.abs() / 100, minor.abs() % 100)
}
