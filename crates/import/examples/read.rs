//! Reads a file and prints what became of its rows: `read FILE [MAPPING] [CURRENCY]`.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use domain::money::Currency;
use import::{FileError, Mapping, Options, open};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(file) = arguments.first() else {
        eprintln!("usage: read FILE [MAPPING] [CURRENCY]");
        return ExitCode::from(2);
    };
    let currency = arguments.get(2).and_then(|code| Currency::from_code(code)).or(Currency::from_code("EUR"));
    let Some(currency) = currency else { return ExitCode::from(2) };
    match read(Path::new(file), arguments.get(1).map(Path::new), currency) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn read(path: &Path, mapping: Option<&Path>, currency: Currency) -> Result<(), FileError> {
    let started = Instant::now();
    let mapping = mapping.map(Mapping::read).transpose()?;
    let mut reader = open(path, &Options { mapping: mapping.as_ref(), ..Options::new(currency) })?;
    println!("{:#?}", reader.description());
    let opened_s = started.elapsed().as_secs_f64();
    let (mut rows, mut entries, mut refused, mut skipped) = (0, 0, 0, 0);
    while let Some(chunk) = reader.next_chunk(10_000)? {
        rows += chunk.rows.len();
        entries += chunk.rows.iter().map(|row| row.entries.len()).sum::<usize>();
        refused += chunk.errors.len();
        skipped += chunk.skipped;
        chunk.errors.iter().take(3).for_each(|error| println!("{error}"));
    }
    let all_s = started.elapsed().as_secs_f64();
    let rows_per_s = rows as f64 / all_s;
    println!("{rows} rows, {entries} entries, {refused} refused, {skipped} skipped");
    println!("{rows_per_s:.0} rows/s; opened in {opened_s:.2} s, all in {all_s:.2} s");
    Ok(())
}
