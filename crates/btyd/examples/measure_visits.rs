//! Answers `bench/btyd.py`, which measures this crate against its peers in one run: reads a line, does as it says, and
//! prints the seconds it took and what came of it.
//!
//!   read FILE            clients as rows of four doubles: repeats, last, age, sum of ln intervals
//!   bg | mbg | pareto    fit the model; prints log-likelihood and parameters
//!   regularity           fit MBG/CNBD-k for k = 1, 2, …; prints log-likelihood, k and parameters
//!   `bg_at` R ALPHA A B TIME FILE      P(alive) and expected visits of all clients with the BG/NBD
//!   `pareto_at` R ALPHA S BETA TIME FILE

use std::io::{BufRead, Write};
use std::time::Instant;

use btyd::{BgCnbd, Clients, Fit, FitError, Leaving, ParetoNbd, Summary, VisitModel};
use rayon::prelude::*;

fn main() -> std::io::Result<()> {
    let mut clients = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split_whitespace().collect();
        let start = Instant::now();
        let answer = match words[..] {
            ["read", file] => {
                clients = read(file)?;
                vec![clients.len() as f64]
            }
            ["bg"] => fit(&clients, |clients| BgCnbd::fit(clients, Leaving::AfterRepeats, 1)),
            ["mbg"] => fit(&clients, |clients| BgCnbd::fit(clients, Leaving::AfterEveryVisit, 1)),
            ["pareto"] => fit(&clients, ParetoNbd::fit),
            ["regularity"] => {
                let found = |clients: &Clients| BgCnbd::fit_regularity(clients, Leaving::AfterEveryVisit);
                let mut best = 0;
                let mut answer = fit(&clients, |clients| {
                    let found = found(clients)?;
                    best = found.best.model.regularity;
                    Ok(found.best)
                });
                answer.insert(1, f64::from(best));
                answer
            }
            ["bg_at", r, alpha, a, b, time, file] => {
                let model = BgCnbd::bg(number(r), number(alpha), number(a), number(b));
                predict(&model, &clients, number(time), file, start)?
            }
            ["pareto_at", r, alpha, s, beta, time, file] => {
                let model =
                    ParetoNbd { r: number(r), alpha: number(alpha), s: number(s), beta: number(beta) };
                predict(&model, &clients, number(time), file, start)?
            }
            _ => panic!("unknown: {line}"),
        };
        let mut out = std::io::stdout().lock();
        write!(out, "{}", start.elapsed().as_secs_f64())?;
        answer.iter().try_for_each(|figure| write!(out, " {figure}"))?;
        writeln!(out)?;
        out.flush()?;
    }
    Ok(())
}

fn number(word: &str) -> f64 {
    word.parse().expect("a number")
}

fn read(file: &str) -> std::io::Result<Vec<Summary>> {
    let bytes = std::fs::read(file)?;
    let cells = bytes.as_chunks::<8>().0.iter().copied().map(f64::from_le_bytes).collect::<Vec<f64>>();
    let client = |row: &[f64; 4]| {
        let [repeats, last, age, ln_intervals] = *row;
        Summary { repeats: repeats as u32, last, age, ln_intervals }
    };
    Ok(cells.as_chunks::<4>().0.iter().map(client).collect())
}

fn fit<M>(clients: &[Summary], fit: impl FnOnce(&Clients) -> Result<Fit<M>, FitError>) -> Vec<f64> {
    let fit = Clients::new(clients).and_then(|clients| fit(&clients)).expect("a fit");
    let values = fit.parameters.iter().map(|parameter| parameter.value);
    std::iter::once(fit.log_likelihood).chain(values).collect()
}

/// Seconds for all predictions, which go to the file as pairs of doubles, and the log-likelihood.
fn predict<M: VisitModel + Sync>(
    model: &M,
    clients: &[Summary],
    time: f64,
    file: &str,
    start: Instant,
) -> std::io::Result<Vec<f64>> {
    let both = |client: &Summary| (model.p_alive(client, 0.0), model.expected_visits(client, time));
    let answers: Vec<(f64, f64)> = clients.par_iter().map(both).collect();
    let seconds = start.elapsed().as_secs_f64();
    let bytes: Vec<u8> =
        answers.iter().flat_map(|(p, e)| [p.to_le_bytes(), e.to_le_bytes()]).flatten().collect();
    std::fs::write(file, bytes)?;
    Ok(vec![seconds, clients.iter().map(|client| model.log_likelihood(client)).sum()])
}
