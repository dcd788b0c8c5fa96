//! Action: a follow-up on a client, from the reason for it to its end.

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal: $($(#[$word_doc:meta])* $variant:ident = $word:literal;)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$word_doc])* $variant,)*
        }

        impl $name {
            /// Every word, in order.
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// The name used in files, on the command line and in the API.
            pub const fn name(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)*
                }
            }

            /// The word of that name.
            pub fn from_name(name: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|word| word.name() == name)
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownWord;

            fn from_str(text: &str) -> Result<$name, UnknownWord> {
                let known = || $name::ALL.iter().map(|word| word.name()).collect::<Vec<_>>().join(", ");
                $name::from_name(text).ok_or_else(|| UnknownWord { what: $what, known: known() })
            }
        }
    };
}

/// A word that is not one of those known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no such {what}; there are {known}")]
pub struct UnknownWord {
    what: &'static str,
    known: String,
}

words! {
    /// Why a client is followed up.
    Reason, "reason":
    /// Past the own rhythm, not yet lapsed.
    Overdue = "overdue";
    /// Gone by the lapse rule.
    Lapsed = "lapsed";
    /// A low score on a report card.
    LowScore = "low_score";
    /// A complaint.
    Complaint = "complaint";
    /// Due by the contact plan.
    ContactDue = "contact_due";
    /// Gone, and worth a call.
    WinBack = "win_back";
}

words! {
    /// How a client was contacted.
    Channel, "channel":
    /// Face to face.
    InPerson = "in_person";
    /// A call.
    Phone = "phone";
    /// A letter or an e-mail.
    Mail = "mail";
    /// A text message.
    Message = "message";
}

words! {
    /// What came of a contact.
    Contacted, "outcome of a contact":
    /// Spoken with.
    Reached = "reached";
    /// A message was left.
    LeftWord = "left_word";
    /// Nobody answered.
    NoAnswer = "no_answer";
    /// The client made a booking.
    Booked = "booked";
    /// The client does not want to come.
    Declined = "declined";
}

words! {
    /// How an action ended.
    Ending, "outcome of an action":
    /// The client made a booking.
    Booked = "booked";
    /// The client came again.
    Returned = "returned";
    /// What was wrong was made good.
    Settled = "settled";
    /// The client does not want to come.
    Declined = "declined";
    /// The client could not be reached.
    NotReached = "not_reached";
    /// There was no reason for it.
    Unfounded = "unfounded";
}
