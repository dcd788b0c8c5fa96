//! From a log of visits to who is still a client: fits MBG/CNBD-k to it and prints each client's probability of still
//! being one, and the visits to expect of the next 13 weeks.
//!
//!   cargo run --release --example who_is_alive

use btyd::{BgCnbd, Clients, Leaving, Summary, VisitModel, summarise};

/// The last day of the log, counted as its days are; whoever has not come since may have left.
const END_DAY: i32 = 364;

/// Clients of a hairdresser: a line each, with the days on which they came. Any order will do, and any day 0.
const LOG: &str = "\
c01 79
c02 47 67
c03 79
c04 21
c05 8 36
c06 32 38 51 70 80 98 116 133 141 147 168 217 224 248 286 308 325
c07 58 113 170 213 252 280
c08 35 126 170 259 320 341
c09 79 97 137 186 241 325 350
c10 52 68
c11 13 66 132 143 176 222 255
c12 62 138
c13 97 202
c14 87 112
c15 107
c16 6 174 230 289 350
c17 13 55 95 115 135 152 176
c18 43 155 179 232 298
c19 17 38 44 58
c20 23 88
c21 19
c22 104 220 254
c23 20 119
c24 59 162
c25 115 216 277 302 317 331
c26 54
c27 14 100 159 292
c28 98 154 224 235 285
c29 97
c30 67 84 152 184 224 241 253
c31 73 143 196 288
c32 63
c33 91 178 254
c34 86
c35 88 95 177 204 248 261 325
c36 96 129 150 188
c37 8 38 64 88 119 182
c38 62 297
c39 42 172 280 313
c40 87 152 162 270 299 325 345
c41 12 53 65 103 179
c42 20 103 200 286 328 360
c43 9
c44 46 126 154 216 306
c45 69 235
c46 113 169
c47 38 74 91 112 126 134 138 172 217 239 253 280 296 313 340 362
c48 69
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // One row a visit, as a till or a booking system has them.
    let mut visits: Vec<(&str, i32)> = Vec::new();
    for line in LOG.lines() {
        let mut words = line.split_whitespace();
        let client = words.next().ok_or("a line without a client")?;
        for day in words {
            visits.push((client, day.parse()?));
        }
    }

    // Of each client: how often they came again, when last, and since when they are known, in weeks.
    let histories = summarise(visits, END_DAY, 7.0);
    let all: Vec<Summary> = histories.values().copied().collect();

    // The regularity k is what the data make likeliest. No clients enough, or none who came again, is an error that says so.
    let fits = BgCnbd::fit_regularity(&Clients::new(&all)?, Leaving::AfterEveryVisit)?;
    let model = fits.best.model;
    println!(
        "{} clients, MBG/CNBD-{}, log-likelihood {:.1}",
        all.len(),
        model.regularity,
        fits.best.log_likelihood
    );
    for parameter in &fits.best.parameters {
        println!("  {:<6} {:>7.3} ± {:.3}", parameter.name, parameter.value, parameter.standard_error);
    }

    let mut clients: Vec<_> = histories
        .iter()
        .map(|(name, history)| {
            (name, history, model.p_alive(history, 0.0), model.expected_visits(history, 13.0))
        })
        .collect();
    clients.sort_by(|one, other| other.2.total_cmp(&one.2).then(one.0.cmp(other.0)));
    println!("\nclient  visits  weeks since last  P(alive)  expected in 13 weeks");
    for (name, history, alive, expected) in clients {
        let (visits, since) = (history.repeats + 1, history.age - history.last);
        println!("{name:<6}  {visits:>6}  {since:>16.1}  {alive:>8.2}  {expected:>20.2}");
    }
    Ok(())
}
