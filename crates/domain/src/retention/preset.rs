//! Presets: the retention of other products, as they publish it, so that a business that moves keeps its old figure.
//!
//! Each is taken from a page of the product's maker, named as the source of its definition. What a page leaves to
//! whoever runs the report is a setting here too, and the definition says so.

use super::{Anchor, RetentionRule, Scope, Window};
use crate::definition::Definition;

/// A rule of another product.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// Name used on the command line and in addresses.
    pub id: &'static str,
    /// The rule.
    pub rule: RetentionRule,
    /// What it counts, in words, and the page that says so.
    pub definition: &'static Definition,
}

/// Name of our own rule among the presets.
pub const OWN: &str = "regulars";

/// The preset of that name; `None` for our own rule too, whose window is the policy's.
pub fn find_preset(id: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.id == id)
}

/// What most of them have in common.
const RULE: RetentionRule = RetentionRule {
    anchor: Anchor::First,
    window: Window::DaysAfterVisit(90),
    returns_to: Scope::Business,
    returns: 1,
    new_to: Scope::Business,
    services_only: false,
    new_only: false,
};

/// Every preset, by name.
pub const PRESETS: &[Preset] = &[
    Preset {
        id: "aveda",
        rule: RetentionRule {
            anchor: Anchor::Last,
            returns_to: Scope::Branch,
            new_to: Scope::Branch,
            services_only: true,
            ..RULE
        },
        definition: &AVEDA,
    },
    Preset {
        id: "boulevard",
        rule: RetentionRule { new_to: Scope::Branch, services_only: true, ..RULE },
        definition: &BOULEVARD,
    },
    Preset {
        id: "daysmart",
        rule: RetentionRule { returns: 2, services_only: true, new_only: true, ..RULE },
        definition: &DAYSMART,
    },
    Preset {
        id: "meevo",
        rule: RetentionRule { window: Window::MonthsAfterPeriod(3), services_only: true, ..RULE },
        definition: &MEEVO,
    },
    Preset { id: "mindbody", rule: RULE, definition: &MINDBODY },
    Preset {
        id: "square",
        rule: RetentionRule { window: Window::MonthsBeforePeriod(12), ..RULE },
        definition: &SQUARE,
    },
    Preset {
        id: "wellnessliving",
        rule: RetentionRule { window: Window::DaysAfterVisit(60), ..RULE },
        definition: &WELLNESSLIVING,
    },
    Preset {
        id: "zenoti",
        rule: RetentionRule {
            window: Window::DaysAfterPeriod(30),
            returns_to: Scope::Branch,
            new_to: Scope::Branch,
            ..RULE
        },
        definition: &ZENOTI,
    },
];

const UNIT: &str = "percent of clients";

/// The text behind `retention_aveda`.
pub const AVEDA: Definition = Definition {
    id: "retention_aveda",
    title: "Retention as SalonBiz counts it for Aveda",
    unit: UNIT,
    numerator: "Of the clients of the period, those who came to the location for another service within 90 days after their last one in the period.",
    denominator: "Clients with a service at the location in the period.",
    exclusions: "Visits with products alone. Until 90 days have passed after the period, all are too early.",
    text: "New are those who had no service at the location before the period. The page says 'within 90 days of their last service', and has its report look back 90 days from the day entered; here the period is yours, and the days run from each client's last service in it. Its columns of clients by month of return are not reproduced.",
    source: "As published by SalonBiz: Aveda Client Retention, salonbiz.com/report_wide.php?id=3",
};

/// The text behind `retention_boulevard`.
pub const BOULEVARD: Definition = Definition {
    id: "retention_boulevard",
    title: "Business revisit as Boulevard counts it",
    unit: UNIT,
    numerator: "Of the clients of the period, those who came back to the business within 90 days after their first visit in the period.",
    denominator: "Clients with a service in the period.",
    exclusions: "Visits with products alone. Clients whose window has not elapsed are counted beside.",
    text: "The page has variants of 30, 60, 90, 120, 150 and 180 days (--days), and a location revisit, for which the client has to come back to the same location (--back-to branch). New are those whose first service at the location lies in the period. The page does not say whether the last day of the window counts; here it does.",
    source: "As published by Boulevard: Location Retention Report, support.boulevard.io/en/articles/9222555",
};

/// The text behind `retention_daysmart`.
pub const DAYSMART: Definition = Definition {
    id: "retention_daysmart",
    title: "Percent retained as DaySmart (Salon Iris) counts it",
    unit: UNIT,
    numerator: "Of the new clients, those who came again at least twice within 90 days after their first visit.",
    denominator: "New clients: those whose first service lies in the period.",
    exclusions: "Repeat clients; visits with products alone. Clients whose window has not elapsed are counted beside.",
    text: "How often a client has to return (--returns) and within how many days (--days) is asked when the report is run; twice in 90 days is the page's example. The page speaks of 'the past 90 days since the initial visit'; here they are the 90 days after it.",
    source: "As published by DaySmart: Client Retention Report, desktophelp.daysmartpet.com/en/articles/9302374; the same of Salon Iris",
};

/// The text behind `retention_meevo`.
pub const MEEVO: Definition = Definition {
    id: "retention_meevo",
    title: "Retention as Meevo counts it",
    unit: UNIT,
    numerator: "Of the clients of the period, those who had another visit in the 3 calendar months after the period.",
    denominator: "Clients with a visit in the pool month: the period.",
    exclusions: "Visits with products alone: a visit is rung up with at least one service. If the months after the period have not elapsed, all are too early.",
    text: "The window begins after the period, so that a second visit within the pool month does not count, and whoever came on its first day has more time than who came on its last. The period is to be a calendar month. Three months are what the page recommends; the number is set when the report is run. New had no visit before the month.",
    source: "As published by Meevo: MA045 Detailed Client Retention, docs.meevo.com",
};

/// The text behind `retention_mindbody`.
pub const MINDBODY: Definition = Definition {
    id: "retention_mindbody",
    title: "Retention as Mindbody counts it",
    unit: UNIT,
    numerator: "Of the clients of the period, those who came again within so many days after their first visit in the period.",
    denominator: "Clients with a visit in the period, new and repeat apart.",
    exclusions: "Clients whose window has not elapsed are counted beside.",
    text: "Whoever runs the report sets the days (--days), the location of the return (--back-to branch), and whether it is to be with the same staff member (--back-to staff) or with any; its period is a month by default, three months back. The page gives no default for the days: 90 here. New clients came for the first time in the period; the page also lets repeat clients be told by staff member, which is not reproduced.",
    source: "As published by Mindbody: Retention report, mindbodyonline.zendesk.com/hc/en-us/articles/203256863",
};

/// The text behind `retention_square`.
pub const SQUARE: Definition = Definition {
    id: "retention_square",
    title: "Client retention as Square counts it",
    unit: UNIT,
    numerator: "Of the clients of the period, those who had been there in the year before the period.",
    denominator: "Clients with a visit in the period.",
    exclusions: "Cancelled appointments and no-shows.",
    text: "It looks back, and tells how many of those who came were known: a business that wins no new clients has 100%, whoever it loses. So it is never too early, and does not compare with the others. The year is the 12 calendar months up to the day before the period, as the page's sentence has it; its second example counts a visit of January 2021 as too old for January to March 2022, which does not fit that sentence and is not followed.",
    source: "As published by Square: Square Appointments Reporting, squareup.com/help/us/en/article/7904",
};

/// The text behind `retention_wellnessliving`.
pub const WELLNESSLIVING: Definition = Definition {
    id: "retention_wellnessliving",
    title: "Client retention as WellnessLiving counts it",
    unit: UNIT,
    numerator: "Of the clients of the period, those who came again within 60 days after their first visit in the period.",
    denominator: "Clients with a visit in the period, new and repeat apart.",
    exclusions: "Clients whose window has not elapsed are counted beside.",
    text: "60 days are the page's default (--days). Repeat clients had been there before the period, new ones not. By staff member a client counts for each who served the client in the period. The report can be kept to some services; that is not reproduced.",
    source: "As published by WellnessLiving: Client Retention by Staff Report, help.wellnessliving.com/en/articles/10671422",
};

/// The text behind `retention_zenoti`.
pub const ZENOTI: Definition = Definition {
    id: "retention_zenoti",
    title: "Guest retention as Zenoti counts it",
    unit: UNIT,
    numerator: "Of the clients of the period, those with another visit to the center in the 30 days after the period.",
    denominator: "Clients with a visit to the center in the period.",
    exclusions: "Cancelled appointments and no-shows: only what was closed counts. If the days after the period have not elapsed, all are too early.",
    text: "The window begins after the period, so that a second visit within it does not count. Its length is set when the report is run (--days): the page's example has 30 days, that of the older report 60. Over several months the report takes month by month: ask for a month here. That visits to other centers do not count is said on the page of the older report. New had no visit to the center before the period.",
    source: "As published by Zenoti: Guest retention report (v2), help.zenoti.com/en/reports/loyalty-reports/guest-retention-report--v2-.html",
};

#[cfg(test)]
mod consistency {
    use super::*;

    #[test]
    fn presets_are_in_order_and_named_as_their_definitions() {
        assert!(PRESETS.is_sorted_by_key(|preset| preset.id));
        for preset in PRESETS {
            assert_eq!(preset.definition.id, format!("retention_{}", preset.id));
            assert!(preset.definition.source.starts_with("As published by "), "{}", preset.id);
        }
        assert!(find_preset(OWN).is_none());
    }
}
