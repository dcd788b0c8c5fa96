//! Events: the facts of a client's history, in the compact form that `card` reads.

use std::num::{NonZeroU16, NonZeroU32};

use crate::day::Day;

/// What happened. The order is the order of kinds at one moment of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// An appointment was made for later.
    Booking = 0,
    /// A booking was called off.
    Cancellation = 1,
    /// A booked client did not come.
    NoShow = 2,
    /// The client came (a visit whose lines are not known).
    Visit = 3,
    /// A service line of a visit.
    Service = 4,
    /// A product line of a visit or basket.
    Product = 5,
    /// Money given back; its amount is negative.
    Refund = 6,
    /// A tip; never part of sales.
    Tip = 7,
    /// The client referred another client.
    Referral = 8,
    /// A contract began.
    ContractStart = 9,
    /// A contract was renewed.
    ContractRenewal = 10,
    /// A contract was ended before its time.
    ContractEnd = 11,
    /// The client declared to be gone, or was found to be.
    Defection = 12,
    /// The business parted with the client.
    LetGo = 13,
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: [Kind; 14] = [
        Kind::Booking,
        Kind::Cancellation,
        Kind::NoShow,
        Kind::Visit,
        Kind::Service,
        Kind::Product,
        Kind::Refund,
        Kind::Tip,
        Kind::Referral,
        Kind::ContractStart,
        Kind::ContractRenewal,
        Kind::ContractEnd,
        Kind::Defection,
        Kind::LetGo,
    ];

    /// The name used in files, on the command line and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Booking => "booking",
            Kind::Cancellation => "cancellation",
            Kind::NoShow => "no_show",
            Kind::Visit => "visit",
            Kind::Service => "service",
            Kind::Product => "product",
            Kind::Refund => "refund",
            Kind::Tip => "tip",
            Kind::Referral => "referral",
            Kind::ContractStart => "contract_start",
            Kind::ContractRenewal => "contract_renewal",
            Kind::ContractEnd => "contract_end",
            Kind::Defection => "defection",
            Kind::LetGo => "let_go",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind stored under that number.
    pub fn from_number(number: i64) -> Option<Kind> {
        Kind::ALL.get(usize::try_from(number).ok()?).copied()
    }

    /// Does the event show that the client was there? Visits, services and products do.
    pub const fn is_attendance(self) -> bool {
        matches!(self, Kind::Visit | Kind::Service | Kind::Product)
    }

    /// Does the event make a prospect a client? An attendance does, and a contract's start.
    pub const fn is_beginning(self) -> bool {
        self.is_attendance() || matches!(self, Kind::ContractStart)
    }

    /// Does the event show that someone is a client on that day? An attendance does, a contract begun or renewed too.
    pub const fn is_presence(self) -> bool {
        self.is_attendance() || matches!(self, Kind::ContractStart | Kind::ContractRenewal)
    }

    /// Is it a declaration that the client is gone? It comes with a reason, and so is recorded in a way of its own.
    pub const fn is_departure(self) -> bool {
        matches!(self, Kind::Defection | Kind::LetGo)
    }

    /// Does its amount count as sales? Attendance does, refunds do (negative); tips do not.
    pub const fn is_sale(self) -> bool {
        matches!(
            self,
            Kind::Visit
                | Kind::Service
                | Kind::Product
                | Kind::Refund
                | Kind::ContractStart
                | Kind::ContractRenewal
        )
    }
}

macro_rules! small_id {
    ($(#[$doc:meta])* $name:ident, $inner:ty, $number:ty) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($inner);

        impl $name {
            /// The id of the thing at `index` (from 0), `None` past what the id can hold.
            pub fn from_index(index: usize) -> Option<Self> {
                <$number>::try_from(index).ok()?.checked_add(1).and_then(<$inner>::new).map(Self)
            }

            /// Position in the catalog, from 0.
            pub fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }
    };
}

small_id!(
    /// A staff member by rank of code in the catalog, so that ties break the same way whatever
    /// order files came in.
    StaffId,
    NonZeroU32,
    u32
);
small_id!(
    /// A branch by rank of code in the catalog.
    BranchId,
    NonZeroU32,
    u32
);
small_id!(
    /// A category of offerings.
    CategoryId,
    NonZeroU16,
    u16
);

/// One fact about one client: 64 bytes (a cache line), `Copy`, without text.
///
/// Events sort by day, then visit, so that the lines of one visit stand together; the remaining
/// fields follow so that equal histories have equal slices whatever order they were recorded in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Event {
    /// Civil day at the branch.
    pub day: Day,
    /// Appointment or basket that the event belongs to (a hash of its reference); 0: none named.
    pub visit: u64,
    /// When it happened, in seconds since 1970-01-01 UTC.
    pub at_s: i64,
    /// What happened.
    pub kind: Kind,
    /// Who served.
    pub staff: Option<StaffId>,
    /// Where.
    pub branch: Option<BranchId>,
    /// Category of the offering.
    pub category: Option<CategoryId>,
    /// How long it took, in seconds; 0 where the end is not known.
    pub lasted_s: u32,
    /// A booking's day; a contract's last day; for a referral, the day on which the referred
    /// client first came, [`Day::MAX`] if not yet.
    pub until: Day,
    /// Net sales in minor units.
    pub amount_minor: i64,
    /// Cost in minor units, where known.
    pub cost_minor: Option<i64>,
}

impl Event {
    /// When it ended, as far as known, in seconds since 1970-01-01 UTC.
    pub fn ended_s(&self) -> i64 {
        self.at_s.saturating_add(i64::from(self.lasted_s))
    }

    /// An event of `kind` on `day`, at the day's start, with everything else unknown.
    pub fn new(kind: Kind, day: Day) -> Self {
        Self {
            day,
            at_s: i64::from(day.0) * 86_400,
            visit: 0,
            kind,
            staff: None,
            branch: None,
            category: None,
            lasted_s: 0,
            until: day,
            amount_minor: 0,
            cost_minor: None,
        }
    }
}
