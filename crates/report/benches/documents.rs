//! How long a document takes once fonts and templates are ready.

use criterion::{Criterion, criterion_group, criterion_main};
use locale::Language;
use report::client_card::print_client_card;
use report::day_sheet::print_day_sheet;
use report::letterhead::Paper;
use report::standings::{Period, print_standings};
use report::star_report::print_star_report;

#[allow(dead_code, reason = "shared with the tests, which use more of it")]
#[path = "../tests/documents/sample.rs"]
mod sample;

/// Each document with another client or unit every time, as in use: what was laid out before is
/// no help with the names.
fn documents(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("documents");
    group.sample_size(20);
    let mut turn = 0;
    let mut name = move || {
        turn += 1;
        format!("Client {turn}")
    };
    for language in [Language::En, Language::Zh] {
        let letterhead = sample::letterhead(language, Paper::A4);
        let mut sheet = sample::day_sheet(language);
        group.bench_function(format!("day_sheet_{}", language.code()), |bench| {
            bench.iter(|| {
                sheet.clients.iter_mut().for_each(|client| client.name = name());
                print_day_sheet(&letterhead, &sheet).expect("a PDF")
            });
        });
        let mut card = sample::client_card(language);
        group.bench_function(format!("client_card_{}", language.code()), |bench| {
            bench.iter(|| {
                card.name = name();
                print_client_card(&letterhead, &card).expect("a PDF")
            });
        });
    }
    let letterhead = sample::letterhead(Language::En, Paper::A4);
    let mut report = sample::star_report(Language::En, 5);
    group.bench_function("star_report", |bench| {
        bench.iter(|| {
            report.units.iter_mut().for_each(|unit| unit.name = name());
            print_star_report(&letterhead, &report).expect("a PDF")
        });
    });
    let mut standings = sample::standings(Period::Month(sample::day(2025, 2, 1)));
    group.bench_function("standings", |bench| {
        bench.iter(|| {
            standings.lines.iter_mut().for_each(|line| line.name = name());
            print_standings(&letterhead, &standings).expect("a PDF")
        });
    });
}

criterion_group!(benches, documents);
criterion_main!(benches);
