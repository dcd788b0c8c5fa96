//! Expected visits of the next 12 months. Computed in [`crate::forecast`].

use crate::definition::Definition;

/// The text behind `expected_visits`.
pub const DEFINITION: Definition = Definition {
    id: "expected_visits",
    title: "Expected visits of the next 12 months",
    unit: "days with a visit",
    numerator: "The mean number of days with a visit in the 365 days after the as-of day, by the model in force.",
    denominator: "-",
    exclusions: "Who never came has none. Bookings that stand, seasons and plans to grow are not in it.",
    text: "What comes on average of clients with this history: the chance of having left already, and of leaving on the way, is in it, so that 2.4 may mean five visits or none. Where one client is shown, the interval says between how many visits the year will end in 8 cases of 10; it holds the model for true, and knows nothing of how well its parameters are known.",
    source: "Fader, Hardie and Lee 2005, carried to regular visits",
};
