//! Permission: who may do what, and whose clients they see.
//!
//! The one place of both rules. Pages, API, print and export ask here; the ledger turns a [`Reach`]
//! into rows.

/// What a person is in the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Runs the business: everything.
    Owner,
    /// Answers for the branches of a region.
    Region,
    /// Answers for a branch.
    Branch,
    /// Serves clients.
    Staff,
    /// Works on figures, without names.
    Analyst,
    /// Speaks for the clients: reads all feedback.
    Advocate,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 6] =
        [Role::Owner, Role::Region, Role::Branch, Role::Staff, Role::Analyst, Role::Advocate];

    /// The name used in files, on the command line and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Owner => "owner",
            Role::Region => "region",
            Role::Branch => "branch",
            Role::Staff => "staff",
            Role::Analyst => "analyst",
            Role::Advocate => "advocate",
        }
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }

    /// May the role do that?
    pub const fn may(self, right: Right) -> bool {
        use Right::*;
        match self {
            Role::Owner => true,
            // A file may speak of anybody's clients, so who brings one answers for the whole business.
            Role::Region | Role::Branch => {
                !matches!(right, Import | EditPolicy | ManageOwners | ManageConnections)
            }
            Role::Staff => matches!(right, SeeFigures | SeeClients | PlanDay | RecordEvents),
            Role::Analyst | Role::Advocate => matches!(right, SeeFigures),
        }
    }

    /// Whose clients the role sees.
    pub const fn reach(self) -> Reach {
        match self {
            Role::Owner => Reach::All,
            Role::Region => Reach::Region,
            Role::Branch => Reach::Branch,
            Role::Staff => Reach::Own,
            Role::Analyst | Role::Advocate => Reach::Nobody,
        }
    }
}

/// What can be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// Reports: figures without names.
    SeeFigures,
    /// Names, cards and histories of the clients within reach.
    SeeClients,
    /// The day's bookings and aims, and following up who is overdue.
    PlanDay,
    /// Recording what happened.
    RecordEvents,
    /// Bringing in files, and undoing that.
    Import,
    /// Downloads with names in them.
    Export,
    /// Saving a search of clients for others too.
    ShareSegments,
    /// Changing the policy.
    EditPolicy,
    /// Inviting people, changing their roles, handing over their clients.
    ManagePeople,
    /// Making owners and changing them.
    ManageOwners,
    /// Subscribing other systems to changes of clients.
    ManageConnections,
    /// The log of who did and looked at what.
    SeeActivity,
}

impl Right {
    /// Every right.
    pub const ALL: [Right; 12] = [
        Right::SeeFigures,
        Right::SeeClients,
        Right::PlanDay,
        Right::RecordEvents,
        Right::Import,
        Right::Export,
        Right::ShareSegments,
        Right::EditPolicy,
        Right::ManagePeople,
        Right::ManageOwners,
        Right::ManageConnections,
        Right::SeeActivity,
    ];
}

/// Whose clients someone sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Everyone's.
    All,
    /// Those with a visit, a booking or a home in a branch of the region.
    Region,
    /// Those with a visit, a booking or a home in the branch.
    Branch,
    /// Those whom the person created, served, has booked, or is the named main person of.
    Own,
    /// None: figures only.
    Nobody,
}

/// May a person of the role `by` give, change or end an account of the role `of`? Nobody raises
/// anyone above themselves.
pub const fn may_manage(by: Role, of: Role) -> bool {
    match by {
        Role::Owner => true,
        Role::Region => matches!(of, Role::Branch | Role::Staff),
        Role::Branch => matches!(of, Role::Staff),
        Role::Staff | Role::Analyst | Role::Advocate => false,
    }
}
