//! Answers about many clients at once, on every core.

use rayon::prelude::*;

use crate::model::VisitModel;
use crate::summary::Summary;

/// Probability of no visit in the time ahead, of each client.
pub fn p_none_each<M: VisitModel + Sync>(model: &M, clients: &[Summary], ahead: f64) -> Vec<f64> {
    clients.par_iter().map(|client| model.p_visits(client, 0, ahead)).collect()
}

/// Expected visits of all clients together up to each of some times ahead. `clients`: a history, and how many have it.
///
/// Times are gone through beside each other and the clients of each in their order, so that a sum is the same to the bit on
/// any number of threads.
pub fn sum_expected_visits<M: VisitModel + Sync>(
    model: &M,
    clients: &[(Summary, f64)],
    times_ahead: &[f64],
) -> Vec<f64> {
    let sum = |&ahead: &f64| {
        clients.iter().fold(0.0, |sum, (client, count)| sum + count * model.expected_visits(client, ahead))
    };
    times_ahead.par_iter().map(sum).collect()
}

#[cfg(test)]
mod consistency {
    use super::*;
    use crate::BgCnbd;

    #[test]
    fn threads_change_no_bit() {
        let model = BgCnbd::mbg(0.525, 6.183, 0.891, 1.614);
        let clients: Vec<Summary> = (0..500_u32)
            .map(|one| Summary::new(one % 7, f64::from(one % 7) * 3.1, 40.0 + f64::from(one % 50)))
            .collect();
        let counted: Vec<(Summary, f64)> = clients.iter().map(|client| (*client, 3.0)).collect();
        let times: Vec<f64> = (1..=13).map(f64::from).collect();
        let by = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            let work =
                || (p_none_each(&model, &clients, 13.0), sum_expected_visits(&model, &counted, &times));
            let (none, sums) = pool.install(work);
            none.into_iter().chain(sums).map(f64::to_bits).collect::<Vec<u64>>()
        };
        assert_eq!(by(1), by(4));
    }
}
