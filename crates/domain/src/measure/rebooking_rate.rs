//! Rebooking rate: of the visits in a period, the share at which the next was booked. Computed in
//! [`crate::retention::rebooking`].

use crate::definition::Definition;

/// The text behind `rebooking_rate`.
pub const DEFINITION: Definition = Definition {
    id: "rebooking_rate",
    title: "Rebooking rate",
    unit: "percent of visits",
    numerator: "Visits after which the next booking was made within 24 hours of the end, or was in the book already.",
    denominator: "Attended visits in the period of which 24 hours have passed.",
    exclusions: "A next booking that was called off; one that the client did not keep counts, for it was made. Two visits on one day are one.",
    text: "What followed the other visits: booked later (a booking made after the 24 hours, before the client came again; this is what some call retained), came without a booking, or nothing. These are told of visits whose window has elapsed, the same as that of the retention rate. A visit counts for whoever served last that day, a service before a product. A visit was booked if a booking was for that day or bears its reference, else it was a walk-in; the two are told apart. By the end of the day: as Phorest counts, for whom a booking made later than the day of the visit is none. Whether a client asked for a staff member by name is not in the ledger. The interval takes visits for independent of each other; a client may have several, so it is somewhat too narrow.",
    source: "Regulars' own definition; the same as published by Kitomba (kitomba.com, Rebooking and Retention); by the end of the day as published by Phorest (support.phorest.com, How is the Rebooking Rate calculated)",
};
