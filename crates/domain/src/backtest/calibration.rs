//! Do as many come as the method says?

use super::past::Past;
use super::prediction::Prediction;
use crate::definition::Definition;
use crate::interval::{Share, wilson_share};

/// The text behind `calibration`.
pub const DEFINITION: Definition = Definition {
    id: "calibration",
    title: "Calibration",
    unit: "percent of clients",
    numerator: "Of ten groups of clients, from those with the least chance of coming by the method to those with the greatest, how many came within the horizon.",
    denominator: "Clients of the group.",
    exclusions: "Recency, which tells no chance.",
    text: "Beside it stands the mean chance that the method told for the group. A model that is right lies on the diagonal: of those with a chance of 30%, three in ten come. Clients with equal chances stand in one group, so that groups may be of different sizes, and fewer than ten. A rule makes two: those whom it calls gone, of whom none should come, and the others, of whom all should. With Wilson's 95% interval.",
    source: "Wilson 1927; SCIENCE: regular visits",
};

/// Groups that clients are divided into.
const GROUPS: usize = 10;

/// A group of clients with near chances.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// Mean chance of coming, by the method.
    pub told: f64,
    /// How many came.
    pub came: Share,
}

/// What a method told held against what happened, from the least chance to the greatest; of a rule, which says yes or no,
/// two groups at most; nothing of a mere order.
pub fn calibrate(past: &Past, prediction: &Prediction) -> Vec<Calibration> {
    let Some(chances) = prediction.chances.as_ref() else {
        return Vec::new();
    };
    let mut clients: Vec<(f64, bool)> =
        chances.iter().zip(&past.cases).map(|(&chance, case)| (chance, case.came())).collect();
    clients.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let mut groups = Vec::new();
    let mut begin = 0;
    for group in 1..=GROUPS {
        let mut end = clients.len() * group / GROUPS;
        // Equal chances are not torn apart.
        while 0 < end && end < clients.len() && clients[end].0 == clients[end - 1].0 {
            end += 1;
        }
        if begin < end {
            groups.extend(calibration(&clients[begin..end]));
            begin = end;
        }
    }
    groups
}

fn calibration(clients: &[(f64, bool)]) -> Option<Calibration> {
    let told = clients.iter().map(|client| client.0).sum::<f64>() / clients.len() as f64;
    let came = clients.iter().filter(|client| client.1).count();
    Some(Calibration { told, came: wilson_share(came as u64, clients.len() as u64)? })
}
