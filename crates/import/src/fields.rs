//! The plain format: kinds of file and the columns each of them has.

use serde::de::{Deserialize, Deserializer, Error};

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            const NAMES: &'static [&'static str] = &[$($text,)*];

            /// The name used in files.
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// The one of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = String::deserialize(deserializer)?;
                Self::from_name(&name).ok_or_else(|| D::Error::unknown_variant(&name, Self::NAMES))
            }
        }
    };
}

named!(
    /// What the rows of a file are.
    FileKind {
    /// Clients and their details.
    Clients = "clients",
    /// Staff members.
    Staff = "staff",
    /// Services and products.
    Offerings = "offerings",
    /// Places of business.
    Branches = "branches",
    /// Attended visits and their lines, tills' baskets, refunds and tips.
    Visits = "visits",
    /// Appointments, with what became of them.
    Bookings = "bookings",
    /// Who referred whom.
    Referrals = "referrals",
    /// Policies, accounts and subscriptions: start, renewal, end.
    Contracts = "contracts",
});

named!(
    /// A column of the plain format.
    #[allow(missing_docs)]
    Field {
    Client = "client",
    GivenName = "given_name",
    FamilyName = "family_name",
    Email = "email",
    Phone = "phone",
    Birthday = "birthday",
    Note = "note",
    MainStaff = "main_staff",
    MarketingConsent = "marketing_consent",
    Channel = "channel",
    Staff = "staff",
    StartedOn = "started_on",
    LeftOn = "left_on",
    Offering = "offering",
    Name = "name",
    Kind = "kind",
    Category = "category",
    Price = "price",
    Cost = "cost",
    MarginPercent = "margin_percent",
    Branch = "branch",
    Region = "region",
    TimeZone = "time_zone",
    At = "at",
    Visit = "visit",
    Quantity = "quantity",
    Amount = "amount",
    Currency = "currency",
    EndsAt = "ends_at",
    Id = "id",
    Booking = "booking",
    MadeAt = "made_at",
    DueAt = "due_at",
    Status = "status",
    StatusAt = "status_at",
    Referred = "referred",
    Contract = "contract",
    Event = "event",
    EndsOn = "ends_on",
});

/// How the cells of a column are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    Text,
    /// A date, or a date with a time.
    When,
    /// An amount of money, a quantity or a percentage.
    Number,
}

impl Field {
    pub(crate) fn shape(self) -> Shape {
        match self {
            Field::Birthday
            | Field::StartedOn
            | Field::LeftOn
            | Field::At
            | Field::EndsAt
            | Field::MadeAt
            | Field::DueAt
            | Field::StatusAt
            | Field::EndsOn => Shape::When,
            Field::Price | Field::Cost | Field::MarginPercent | Field::Quantity | Field::Amount => {
                Shape::Number
            }
            _ => Shape::Text,
        }
    }
}

impl FileKind {
    /// The columns without which a row says nothing.
    pub fn required(self) -> &'static [Field] {
        match self {
            FileKind::Clients => &[Field::Client],
            FileKind::Staff => &[Field::Staff],
            FileKind::Offerings => &[Field::Offering],
            FileKind::Branches => &[Field::Branch],
            FileKind::Visits => &[Field::Client, Field::At],
            FileKind::Bookings => &[Field::Booking, Field::Client, Field::MadeAt, Field::DueAt],
            FileKind::Referrals => &[Field::Client, Field::Referred, Field::At],
            FileKind::Contracts => &[Field::Contract, Field::Client, Field::At],
        }
    }

    /// The columns that may be there besides.
    pub fn optional(self) -> &'static [Field] {
        use Field::*;
        match self {
            FileKind::Clients => &[
                GivenName,
                FamilyName,
                Email,
                Phone,
                Birthday,
                Note,
                MainStaff,
                Branch,
                MarketingConsent,
                Channel,
            ],
            FileKind::Staff => &[Name, Branch, StartedOn, LeftOn],
            FileKind::Offerings => &[Name, Kind, Category, Price, Cost, MarginPercent],
            FileKind::Branches => &[Name, Region, TimeZone],
            FileKind::Visits => &[
                Visit, Kind, Offering, Category, Staff, Branch, Quantity, Amount, Cost, Currency, EndsAt, Id,
            ],
            FileKind::Bookings => &[EndsAt, Offering, Category, Staff, Branch, Status, StatusAt],
            FileKind::Referrals => &[Id],
            FileKind::Contracts => &[Event, EndsOn, Offering, Category, Staff, Branch, Amount, Currency, Id],
        }
    }

    /// All columns, the required ones first.
    pub fn fields(self) -> impl Iterator<Item = Field> {
        self.required().iter().chain(self.optional()).copied()
    }
}
