//! The most valuable clients: what they brought, and what they may bring by the simple rule.

use crate::definition::Definition;
use crate::status::Status;

/// The text behind `most_valuable`.
pub const DEFINITION: Definition = Definition {
    id: "most_valuable",
    title: "Most valuable clients",
    unit: "money",
    numerator: "Contribution of the 12 months up to the as-of day, beside that since ever and that expected of the next 12 months.",
    denominator: "-",
    exclusions: "Overheads; what the clients bring whom they referred, which is told apart.",
    text: "Clients in the order of what they brought in 12 months; equal ones in the order of their codes. Expected by the simple rule: the next 12 months bring what the last 12 brought, but of clients who are gone (lapsed, defected or let go) nothing is expected. The rule knows neither rhythm nor trend, and of a client of a few months it knows only these.",
    source: "Regulars' own definition",
};

/// What a client is expected to bring in the next 12 months by the simple rule, in minor units: what the last 12
/// brought, and nothing where the client is gone or never came.
pub(crate) fn simple_year_minor(status: Status, contribution_year_minor: i64) -> i64 {
    if status.is_gone() || status == Status::Prospect { 0 } else { contribution_year_minor }
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn whoever_is_gone_is_expected_to_bring_nothing() {
        for status in [Status::New, Status::Active, Status::Overdue, Status::Returned] {
            assert_eq!(simple_year_minor(status, 12_345), 12_345);
        }
        for status in [Status::Lapsed, Status::Defected, Status::LetGo] {
            assert_eq!(simple_year_minor(status, 12_345), 0);
        }
        assert_eq!(simple_year_minor(Status::Prospect, 0), 0);
        assert_eq!(simple_year_minor(Status::Active, -500), -500, "who cost more than they brought");
    }
}
