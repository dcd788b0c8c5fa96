//! Purchases of compact discs by 23,570 clients who came for the first time in the first quarter of 1997, and the
//! tenth of them that the literature fits. `scripts/fetch_cdnow.sh` fetches both.

use std::path::Path;

use btyd::{Summary, summarise};

/// Days before each month; neither year of the log is a leap year.
const BEFORE_MONTH: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// Day 1 is 1 January 1997. The fit is to 30 September 1997, 273 days.
pub(crate) const END_DAY: i32 = 273;

/// Purchases of the master log: client and day.
pub(crate) fn master() -> Vec<(String, i32)> {
    purchases("CDNOW_master.txt", 0, 1)
}

/// Purchases of the sample: the client's number in the master log, and day.
pub(crate) fn sample() -> Vec<(String, i32)> {
    purchases("CDNOW_sample.txt", 0, 2)
}

/// The 2,357 clients of the sample up to 30 September 1997, in weeks.
pub(crate) fn sample_clients() -> Vec<Summary> {
    summarise(sample(), END_DAY, 7.0).into_values().collect()
}

fn purchases(file: &str, client: usize, date: usize) -> Vec<(String, i32)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.cache/real/lifetimes/datasets");
    let text = std::fs::read_to_string(folder.join(file)).expect("scripts/fetch_cdnow.sh has fetched it");
    let cells = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let rows =
        text.lines().map(cells).filter(|cells| cells.first().is_some_and(|id| id.parse::<u32>().is_ok()));
    rows.map(|cells| (cells[client].clone(), day(&cells[date]))).collect()
}

/// The day of a date as 19970131.
fn day(date: &str) -> i32 {
    let number = |range: std::ops::Range<usize>| date[range].parse::<i32>().expect("a date of digits");
    let month = usize::try_from(number(4..6) - 1).expect("a month");
    (number(0..4) - 1997) * 365 + BEFORE_MONTH[month] + number(6..8)
}
