//! What the command line says of who stays: retention, cohorts, survival and contracts of the demo business and of an insurer.

use std::process::Command;

/// A directory of its own, in which commands are run one after the other.
struct Desk {
    directory: tempfile::TempDir,
    seen: String,
}

impl Desk {
    fn new() -> Desk {
        Desk { directory: tempfile::tempdir().expect("a directory"), seen: String::new() }
    }

    /// Runs a command line; arguments are parted by blanks.
    fn run(&self, line: &str) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_regulars"))
            .args(line.split_whitespace())
            .current_dir(self.directory.path())
            .env_remove("REGULARS_CONFIG")
            .env("REGULARS_DATABASE", "sqlite:regulars.db")
            .env("LC_ALL", "C")
            .output()
            .expect("the program runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(output.status.success(), "{line}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    /// Runs a report, and keeps what it says below its head, which names instants.
    fn report(&mut self, line: &str) {
        let said = self.run(&format!("report {line}"));
        let head = if line.contains("--csv") { 0 } else { 3 };
        self.seen += &format!("$ regulars report {line}\n");
        said.lines().skip(head).for_each(|line| self.seen += &(line.to_owned() + "\n"));
        self.seen += "\n";
    }
}

#[test]
fn who_stays_with_the_demo_business() {
    let mut desk = Desk::new();
    desk.run("init --name Demo --currency EUR --time-zone Europe/Amsterdam");
    desk.run("demo --files-only --directory files --seed 1 --clients 700 --today 2026-10-31");
    let files = ["branches", "staff", "offerings", "clients", "bookings", "visits", "referrals"];
    desk.run(&format!("import --no-score {}", files.map(|name| format!("files/{name}.csv")).join(" ")));
    desk.run("score --as-of 2026-10-31");
    let day = "--as-of 2026-10-31";
    desk.report(&format!("retention {day} --most 3"));
    desk.report(&format!("retention {day} --preset zenoti --by staff --month 2026-08 --most 3 --lang nl"));
    desk.report(&format!("retention {day} --preset meevo --month 2026-09 --by all --csv"));
    desk.report(&format!("cohorts {day} --each quarter --cohorts 5 --periods 4"));
    desk.report(&format!("cohorts {day} --each quarter --cohorts 2 --csv --table contribution"));
    desk.report(&format!("cohorts {day} --each quarter --cohort 2026-Q4 --csv --table clients"));
    desk.report(&format!("survival {day} --lang zh"));
    desk.report(&format!("survival {day} --by category --csv"));
    desk.report(&format!("survival {day} --by cohort --group left --unit 2024 --most 2 --lang nl"));
    desk.report(&format!("survival {day} --by channel --csv"));
    desk.report("defection --to 2026-10-31 --by channel --lang zh --most 2");
    desk.report("defection --to 2026-10-31 --by category --group won_back --lang nl --most 2");
    desk.report("defection --to 2026-10-31 --by channel --no-unit --group gained --most 3");
    desk.report(&format!("contracts {day} --lang nl"));
    insta::assert_snapshot!(desk.seen);
}

/// 300 policies of one year that began in 2019 to 2021, as many of each year: after a year 30 of 100 end, then 20, then 10,
/// then none.
#[test]
fn who_stays_with_an_insurer() {
    let mut desk = Desk::new();
    let mut rows = String::from("contract,client,event,at,ends_on,amount\n");
    for (contract, begun) in (0..300).map(|contract| (contract, 2019 + contract % 3)) {
        let renewals = match contract / 3 {
            0..30 => 0,
            30..50 => 1,
            50..60 => 2,
            _ => i32::MAX,
        };
        for term in 0..=renewals.min(2024 - begun) {
            let (event, year) = (if term == 0 { "start" } else { "renewal" }, begun + term);
            rows += &format!("K-{contract},C-{contract},{event},{year}-05-01,{}-04-30,240.00\n", year + 1);
        }
    }
    std::fs::write(desk.directory.path().join("contracts.csv"), rows).expect("a file");
    desk.run("init --name Insurer --currency EUR --time-zone Europe/Amsterdam --preset insurer");
    desk.run("import --no-score contracts.csv");
    desk.report("contracts --as-of 2024-12-31");
    desk.report("contracts --as-of 2024-12-31 --csv --table chances");
    desk.report("contracts --as-of 2020-01-31 --lang zh");
    desk.report("survival --as-of 2024-12-31 --by all");
    insta::assert_snapshot!(desk.seen);
}
