//! Entries: facts as a business writes them down, before the ledger gives them numbers.
//!
//! An importer turns a row of a file into entries; the store turns entries into ledger rows. Both
//! sides speak in *codes*, the business's own names for things ("C-1042", "anna", "north").

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::event::Kind;

/// One thing that a row of a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Entry {
    Client(ClientEntry),
    Staff(StaffEntry),
    Offering(OfferingEntry),
    Branch(BranchEntry),
    Event(EventEntry),
}

/// When something happened, as precisely as its source says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A civil day; the time of day is not known. Counts from the start of that day at the branch.
    Day(Date),
    /// A clock reading at the branch, without an offset.
    Local(DateTime),
    /// A point in time, with its offset already applied.
    Instant(Timestamp),
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            When::Day(date) => date.fmt(f),
            When::Local(clock) => clock.fmt(f),
            When::Instant(instant) => instant.fmt(f),
        }
    }
}

/// A person or firm served.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientEntry {
    /// The business's own id for the client. Never empty.
    pub code: String,
    /// Given name, or the whole name where the source does not split it.
    pub given_name: Option<String>,
    /// Family name.
    pub family_name: Option<String>,
    /// E-mail address, lower case, without display name.
    pub email: Option<String>,
    /// Phone number, digits with a leading `+` where the country is known.
    pub phone: Option<String>,
    /// Birthday; the year 1904 stands for "year not known".
    pub birthday: Option<Date>,
    /// A note meant for the people who serve the client.
    pub note: Option<String>,
    /// Code of the named main person.
    pub named_staff: Option<String>,
    /// Code of the home branch.
    pub branch: Option<String>,
    /// How the client found the business; empty: not known any more. `None`: the source says nothing.
    pub channel: Option<String>,
    /// May marketing mail be sent? `None`: the source says nothing.
    pub marketing_consent: Option<bool>,
}

/// Who serves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StaffEntry {
    /// The business's own id for the staff member. Never empty.
    pub code: String,
    /// Name as shown.
    pub name: Option<String>,
    /// Code of the home branch.
    pub branch: Option<String>,
    /// First working day.
    pub started_on: Option<Date>,
    /// Last working day.
    pub left_on: Option<Date>,
}

/// A service or product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferingEntry {
    /// The business's own id for the offering. Never empty.
    pub code: String,
    /// Name as shown.
    pub name: Option<String>,
    /// Service or product; `None` where the source does not say.
    pub is_product: Option<bool>,
    /// Category name.
    pub category: Option<String>,
    /// List price in minor units.
    pub price_minor: Option<i64>,
    /// Cost of one, in minor units.
    pub cost_minor: Option<i64>,
    /// Margin on net sales in basis points (6500 = 65 %), used where no cost is known.
    pub margin_bp: Option<i64>,
}

/// A place of business.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BranchEntry {
    /// The business's own id for the branch. Never empty.
    pub code: String,
    /// Name as shown.
    pub name: Option<String>,
    /// Name of the region it lies in.
    pub region: Option<String>,
    /// IANA time zone, such as `Europe/Amsterdam`.
    pub time_zone: Option<String>,
}

/// Something that happened to a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventEntry {
    /// What happened.
    pub kind: Kind,
    /// Code of the client.
    pub client: String,
    /// When it happened (for a booking: when it was made).
    pub occurred: When,
    /// When it ends: end of a visit; for a contract, its last day.
    pub ends: Option<When>,
    /// For a booking: when the client is expected.
    pub due: Option<When>,
    /// Reference of the appointment or basket that ties lines, bookings and visits together.
    pub visit: Option<String>,
    /// Code of the offering.
    pub offering: Option<String>,
    /// Category of the offering, for files that name it on the line.
    pub category: Option<String>,
    /// Code of the staff member.
    pub staff: Option<String>,
    /// Code of the branch.
    pub branch: Option<String>,
    /// Quantity in thousandths (1 piece = 1000); `None` counts as one.
    pub quantity_milli: Option<i64>,
    /// Net sales in minor units, after discounts and without tax or tip. A refund is negative.
    pub amount_minor: Option<i64>,
    /// Cost of the line in minor units.
    pub cost_minor: Option<i64>,
    /// ISO 4217 code, where the source names one.
    pub currency: Option<String>,
    /// Code of the other client: for a referral, the one who was referred.
    pub other_client: Option<String>,
    /// The source's own id for this fact. `None`: the store derives one from the content, so that
    /// importing the same row twice still changes nothing.
    pub external_id: Option<String>,
}

impl EventEntry {
    /// An entry of `kind` for `client` with everything else unknown.
    pub fn new(kind: Kind, client: impl Into<String>, occurred: When) -> Self {
        Self {
            kind,
            client: client.into(),
            occurred,
            ends: None,
            due: None,
            visit: None,
            offering: None,
            category: None,
            staff: None,
            branch: None,
            quantity_milli: None,
            amount_minor: None,
            cost_minor: None,
            currency: None,
            other_client: None,
            external_id: None,
        }
    }
}
