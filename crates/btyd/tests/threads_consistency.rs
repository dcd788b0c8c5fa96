//! The number of threads changes nothing, to the bit.

use btyd::survival::{Spell, kaplan_meier};
use btyd::{GammaGamma, Spend};

fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads").install(work)
}

#[test]
fn a_fit_of_spend() {
    let spend = |i: u32| {
        let mean = 20.0 + 15.0 * (f64::from(i) * 1.7).sin() + f64::from(i % 11);
        Spend { visits: 1 + i % 5, mean }
    };
    let clients: Vec<Spend> = (0..50_000).map(spend).collect();
    let [one, many] = [1, 5].map(|threads| on_threads(threads, || GammaGamma::fit(&clients)));
    assert_eq!(one, many);
    assert!(one.is_ok());
}

#[test]
fn a_survival_curve() {
    let spell = |i: u32| Spell { time: (f64::from(i) * 0.618).fract(), ended: !i.is_multiple_of(3) };
    let spells: Vec<Spell> = (0..50_000).map(spell).collect();
    let [one, many] = [1, 5].map(|threads| on_threads(threads, || kaplan_meier(&spells, 0.9)));
    assert_eq!(one, many);
}
