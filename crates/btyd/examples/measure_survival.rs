//! Answers `bench/survival.py`, which measures the Kaplan–Meier curve against its peer in one run: for each line with two
//! file names, reads spells from the first as rows of two doubles (time; 1 if ended, else 0), prints the seconds that
//! the curve took, and writes to the second a row of four doubles a step: time, survival, low, high.

use std::io::{BufRead, Write};
use std::time::Instant;

use btyd::survival::{Curve, Spell, kaplan_meier};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (from, to) = line.split_once(' ').ok_or("two file names a line")?;
        let spells = read(from)?;
        let start = Instant::now();
        let curve = kaplan_meier(&spells, 0.95)?;
        let seconds = start.elapsed().as_secs_f64();
        write(&curve, to)?;
        println!("{seconds}");
        std::io::stdout().flush()?;
    }
    Ok(())
}

fn read(file: &str) -> std::io::Result<Vec<Spell>> {
    let bytes = std::fs::read(file)?;
    let doubles: Vec<f64> =
        bytes.as_chunks().0.iter().map(|&eight: &[u8; 8]| f64::from_le_bytes(eight)).collect();
    Ok(doubles.as_chunks().0.iter().map(|&[time, ended]| Spell { time, ended: ended != 0.0 }).collect())
}

fn write(curve: &Curve, file: &str) -> std::io::Result<()> {
    let row =
        |step: &btyd::survival::Step| [step.time, step.survival, step.low, step.high].map(f64::to_le_bytes);
    let bytes: Vec<u8> = curve.steps().iter().flat_map(row).flatten().collect();
    std::fs::write(file, bytes)
}
