//! The command line, whole: what is printed, on which stream, and with which exit code.

use std::path::{Path, PathBuf};
use std::process::Command;

use domain::day::Day;
use locale::Language;
use unicode_width::UnicodeWidthStr;

/// A directory of its own, in which commands are run one after the other.
struct Desk {
    directory: tempfile::TempDir,
    seen: String,
}

impl Desk {
    fn new() -> Desk {
        Desk { directory: tempfile::tempdir().expect("a directory"), seen: String::new() }
    }

    /// A desk with a ledger and the sample files imported.
    fn with_samples() -> Desk {
        let mut desk = Desk::new();
        desk.run("init --name Samples --currency EUR --time-zone Europe/Amsterdam");
        let samples: Vec<String> =
            ["branches", "staff", "offerings", "clients", "visits", "bookings", "referrals", "contracts"]
                .iter()
                .map(|name| sample(name).display().to_string())
                .collect();
        desk.run(&format!("import --no-score {}", samples.join(" ")));
        desk
    }

    fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        std::fs::write(self.directory.path().join(name), contents).expect("a file");
    }

    /// Runs a command line; arguments are parted by blanks.
    fn run(&mut self, line: &str) -> i32 {
        let output = Command::new(env!("CARGO_BIN_EXE_regulars"))
            .args(line.split_whitespace())
            .current_dir(self.directory.path())
            .env_remove("REGULARS_DATABASE")
            .env_remove("REGULARS_CONFIG")
            .env("LC_ALL", "C")
            .output()
            .expect("the program runs");
        let code = output.status.code().expect("an exit code");
        let shown = line.replace(&format!("{}/", sample("").parent().expect("a directory").display()), "");
        self.seen += &format!("$ regulars {shown}\n");
        self.seen += &steady(&String::from_utf8_lossy(&output.stdout));
        self.seen += &steady(&String::from_utf8_lossy(&output.stderr));
        if code != 0 {
            self.seen += &format!("(exit code {code})\n");
        }
        self.seen += "\n";
        code
    }
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/samples").join(format!("{name}.csv"))
}

/// Is it a secret of 256 bits?
fn is_secret(word: &str) -> bool {
    word.len() == 43 && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Today at the samples' branches, as each language writes it.
#[expect(clippy::disallowed_methods, reason = "the command line goes by the real clock")]
fn todays() -> [String; 3] {
    let now = jiff::Timestamp::now().in_tz("Europe/Amsterdam").expect("a time zone");
    Language::ALL.map(|language| language.day(Day::from_date(now.date())))
}

/// Output with instants, the present day, durations and secrets blotted out: they differ from run to run.
fn steady(text: &str) -> String {
    let text = todays().iter().fold(text.to_owned(), |text, day| text.replace(day, "[today]"));
    let blot = |word: &str| {
        let (bare, rest) = word.split_at(word.trim_end_matches(['"', ',', ')', ';']).len());
        let (lead, bare) = bare.split_at(bare.len() - bare.trim_start_matches('"').len());
        let is_instant = bare.parse::<jiff::Timestamp>().is_ok();
        match bare.rsplit_once('/').map_or(("", bare), |(path, last)| (path, last)) {
            _ if is_instant => format!("{lead}[instant]{rest}"),
            ("", last) if is_secret(last) => "[secret]".to_owned(),
            (path, last) if is_secret(last) => format!("{path}/[secret]"),
            _ => word.to_owned(),
        }
    };
    let line = |line: &str| {
        let words: Vec<String> = line.split(' ').map(blot).collect();
        let line = words.join(" ");
        match line.rsplit_once("; ") {
            Some((start, end)) if end.ends_with(" s") => format!("{start}; [seconds]"),
            _ => line,
        }
    };
    text.lines().map(|text| line(text) + "\n").collect()
}

#[test]
fn the_samples_are_imported_and_reported() {
    let mut desk = Desk::with_samples();
    desk.run("report stars --by all --as-of 2026-07-31");
    desk.run("report status --by branch --as-of 2026-07-31");
    desk.run("report clients --as-of 2026-07-31");
    desk.run("report clients --where status=new --as-of 2026-07-31 --csv");
    desk.run("report clients --where channel=WEB --as-of 2026-07-31 --csv");
    desk.run("report client C-1 --as-of 2026-07-31");
    desk.run("report stars --by branch --as-of 2026-07-31 --csv");
    desk.run("report defection --to 2026-09-30 --csv");
    desk.run("report defection --by all --from 2026-05-01 --to 2026-09-30 --csv --table clients");
    desk.run("report defection --by all --from 2026-05-01 --to 2026-09-30 --json");
    desk.run("report defection --from 2026-05-01 --to 2026-04-01");
    desk.run("report defection --by channel --unit web --from 2026-05-01 --to 2026-09-30");
    desk.run("report defection --by category --unit Nowhere");
    desk.run("report defection --group gone");
    desk.run("report defection --by moon");
    desk.run("report model");
    desk.run("fit --as-of 2026-07-31");
    insta::assert_snapshot!(desk.seen);
}

#[test]
fn a_client_is_declared_gone_and_that_is_taken_back() {
    let mut desk = Desk::with_samples();
    desk.run("score --as-of 2026-07-31");
    desk.run("defect C-1 --reason dear");
    desk.run(
        "defect C-1 --reason price/too_dear --competitor Kees --words cheaper --day 2026-07-01 --staff anna",
    );
    desk.run("defect C-1 --reason moved");
    desk.run("defect C-9 --reason moved");
    desk.run("record defection --client C-1");
    desk.run("report client C-1 --as-of 2026-07-31");
    desk.run("report reasons --to 2026-07-31");
    desk.run("report reasons --to 2026-07-31 --csv --table words");
    desk.run("report win-back --as-of 2026-09-30 --csv");
    desk.run("report fading --as-of 2026-07-31");
    desk.run("defect C-1 --undo");
    desk.run("defect C-1 --undo");
    desk.run("report client C-1 --as-of 2026-07-31 --csv");
    insta::assert_snapshot!(desk.seen);
}

#[test]
fn units_are_compared_and_a_month_is_told() {
    let mut desk = Desk::new();
    desk.run("demo --directory demo --clients 500 --seed 3 --today 2026-03-31");
    desk.seen.clear();
    let mut report = |line: &str| desk.run(&format!("report {line} --database sqlite:demo/regulars.db"));
    report("league --by staff --to 2026-03-31");
    report("league --by staff --within branch --figure contribution --to 2026-03-31 --lang nl");
    report("league --by branch --figure star:rebooked --to 2026-03-31 --csv");
    report("league --by branch --figure total --month 2026-03 --json");
    report("league --by branch --month 2026-03 --lang zh");
    report("league --by branch --figure luck");
    report("pack --month 2026-03 --branch B1");
    report("pack --month 2026-03 --region Amsterdam --csv --table staff");
    report("pack --month 2026-03 --lang nl");
    report("pack --month 2026-03 --branch B2 --lang zh");
    report("pack --month 2099-01");
    report("pack --month 2026-03 --all");
    report("pack --month 2026-03 --all --pdf packs --initials");
    let packs = std::fs::read_dir(desk.directory.path().join("packs")).expect("a directory");
    let mut names: Vec<_> = packs.map(|entry| entry.expect("a file").file_name()).collect();
    names.sort();
    assert_eq!(names, ["pack-2026-03-B1.pdf", "pack-2026-03-B2.pdf", "pack-2026-03-B3.pdf"]);
    insta::assert_snapshot!(desk.seen);
}

/// Every report, and the follow-ups of a client, without their language.
const REPORTS: &[&str] = &[
    "report stars --by branch --as-of 2026-05-10",
    "report status --by branch --as-of 2026-05-10",
    "report clients --as-of 2026-05-10",
    "report client C-1 --as-of 2026-05-10",
    "report overdue --as-of 2026-05-10 --snoozed",
    "report defection --by branch --from 2026-05-01 --to 2026-09-30",
    "report defection --by all --month 2026-05",
    "report model",
    "report huddle --day 2099-01-05",
    "report huddle --day 2099-01-06",
    "report settlement --day 2099-01-05",
    "report settlement --day 2099-01-05 --as-known 2099-01-31",
    "report standings --week 2099-01-05",
    "report standings --month 2099-01 --as-known 2099-01-31",
    "action show C-1",
    "action show C-3",
];

/// A desk with the samples, bookings and aims of a day far ahead, a follow-up that rests, and a policy
/// that tells shares of a single client.
fn desk_of_reports() -> Desk {
    let mut desk = Desk::with_samples();
    let policy = import::policy::preset("salon").expect("a preset");
    desk.write("policy.toml", policy.replace("min_clients = 20", "min_clients = 1"));
    desk.run("policy set policy.toml");
    let margins = desk.seen.lines().find(|line| line.starts_with("Margins by category")).expect("margins");
    assert!(margins.contains("Cut 90%") && margins.contains("The usual margin, 60%"), "{margins}");
    let booking = "record booking --at 2026-06-01T10:00 --id";
    desk.run(&format!("{booking} Z1 --client C-1 --due 2099-01-05T14:00 --visit Z1 --staff anna --branch north --offering cut"));
    desk.run(&format!("{booking} Z2 --client C-2 --due 2099-01-05T09:30 --visit Z2 --staff bo"));
    desk.run("aim C-1 retail --staff anna --day 2099-01-05");
    desk.run("action claim C-1 --staff anna");
    desk.run("action contact C-1 --by phone --outcome left_word --note later --at 2026-05-09T10:00");
    desk.run("action snooze C-1 --until 2099-01-01 --reason abroad");
    desk.seen.clear();
    desk
}

#[test]
fn reports_are_told_in_dutch() {
    let mut desk = desk_of_reports();
    for report in REPORTS {
        desk.run(&format!("{report} --lang nl"));
    }
    insta::assert_snapshot!(desk.seen);
}

/// Chinese characters take two columns of a terminal: the columns still stand one below the other.
#[test]
fn reports_are_told_in_chinese_in_straight_columns() {
    let mut desk = desk_of_reports();
    desk.write("regulars.toml", "language = \"zh\"\n");
    for report in REPORTS {
        desk.run(report);
    }
    insta::assert_snapshot!(desk.seen);
    let table: Vec<&str> = desk.seen.lines().skip_while(|line| !line.starts_with(" 客户")).take(5).collect();
    let starts = |line: &str| -> Vec<usize> {
        let widths =
            line.char_indices().filter(|(place, letter)| *letter != ' ' && line[..*place].ends_with("  "));
        widths.map(|(place, _)| line[..place].width()).collect()
    };
    // Names and codes are set left, so each begins where the rule below its heading does.
    assert_eq!(table.len(), 5, "{table:?}");
    let rule = starts(table[1]);
    for row in &table[2..] {
        assert_eq!(starts(row).first(), rule.first(), "{row}");
        assert_eq!(row.width(), table[2].width(), "{row}");
    }
}

#[test]
fn what_programs_read_is_the_same_in_every_language() {
    let mut desk = desk_of_reports();
    for report in REPORTS {
        // Before a model is fitted there are no figures for a spreadsheet, which is refused.
        let formats: &[&str] = if report.starts_with("report model") { &["json"] } else { &["json", "csv"] };
        for &format in formats {
            let mut told = |language: &str| {
                desk.seen.clear();
                assert_eq!(desk.run(&format!("{report} --{format} --lang {language}")), 0, "{report}");
                desk.seen.lines().skip(1).collect::<Vec<_>>().join("\n")
            };
            let english = told("en");
            assert!(format == "json" || english.is_ascii(), "{report} --{format}: {english}");
            assert_eq!([told("nl"), told("zh")], [english.clone(), english], "{report} --{format}");
        }
    }
}

#[test]
fn json_is_whole() {
    let mut desk = Desk::with_samples();
    desk.seen.clear();
    desk.run("report stars --by all --as-of 2026-07-31 --json");
    desk.run("report client C-1 --as-of 2026-07-31 --json");
    insta::assert_snapshot!(desk.seen);
}

/// A day far ahead, so that aims can be chosen whenever the test runs.
#[test]
fn a_huddle_is_held() {
    let mut desk = Desk::with_samples();
    desk.seen.clear();
    desk.run("report huddle --day 2026-04-13");
    desk.run("report huddle --day 2026-04-14");
    let booking = "record booking --at 2026-06-01T10:00 --id";
    desk.run(&format!("{booking} Z1 --client C-1 --due 2099-01-05T14:00 --visit Z1 --staff anna --branch north --offering cut"));
    desk.run(&format!(
        "{booking} Z2 --client C-2 --due 2099-01-05T09:30 --visit Z2 --staff bo --branch south"
    ));
    desk.run("report huddle --day 2099-01-05");
    desk.run("aim C-1 rhythm --staff anna --day 2099-01-05");
    desk.run("aim C-1 retail --staff anna --day 2099-01-05");
    desk.run("aim C-1 retail --staff anna --day 2099-01-05 --json");
    desk.run("aim C-2 rebooked --staff bo --day 2099-01-05 --branch south");
    desk.run("report huddle --day 2099-01-05 --staff anna");
    desk.run("report huddle --day 2099-01-05 --csv");
    desk.run("report huddle --day 2099-01-05 --branch south --json");
    desk.run("report settlement --day 2099-01-05");
    desk.run("report settlement --day 2099-01-05 --as-known 2099-01-31");
    desk.run("report settlement --day 2099-01-05 --as-known 2099-01-31 --csv");
    desk.run("report settlement --day 2099-01-05 --staff anna --json");
    desk.run("report standings --week 2099-01-05");
    desk.run("report standings --month 2099-01 --as-known 2099-01-31");
    desk.run("report standings --month 2099-01 --as-known 2099-01-31 --branch south --csv");
    desk.run("aim C-1 karma --staff anna --day 2099-01-05");
    desk.run("aim C-1 retail --staff nobody --day 2099-01-05");
    desk.run("aim C-99 retail --staff anna --day 2099-01-05");
    desk.run("aim C-1 retail --staff anna --day 2026-03-02");
    insta::assert_snapshot!(desk.seen);
}

#[test]
fn clients_are_followed_up() {
    let mut desk = Desk::with_samples();
    desk.seen.clear();
    desk.run("report overdue --as-of 2026-05-10");
    desk.run("action claim C-1 --staff anna");
    desk.run("action claim C-1 --staff bo");
    desk.run("action claim C-1 --staff bo --take-over");
    desk.run("action contact C-1 --by phone --outcome left_word --note later --at 2026-05-09T10:00");
    desk.run("report overdue --as-of 2026-05-10");
    desk.run("action snooze C-1 --until 2099-01-01 --reason abroad");
    desk.run("report overdue --as-of 2026-05-10");
    desk.run("report overdue --as-of 2026-05-10 --snoozed --csv");
    desk.run("report overdue --as-of 2026-05-10 --snoozed --staff anna --json");
    desk.run("action close C-1 --outcome returned");
    desk.run("action claim C-2 --for complaint --staff anna --json");
    desk.run("action show C-1");
    desk.run("action show C-3");
    desk.run("action close C-1 --outcome returned");
    desk.run("action claim C-1 --for boredom --staff anna");
    desk.run("action contact C-2 --for complaint --by pigeon --outcome reached");
    desk.run("action contact C-2 --for complaint --by mail --outcome reached --at 2099-01-01");
    desk.run("action snooze C-2 --for complaint --until 2020-01-01 --reason tired");
    desk.run("action claim C-99 --staff anna");
    insta::assert_snapshot!(desk.seen);
}

#[test]
fn lists_are_saved_shown_renamed_removed_and_brought_back() {
    let mut desk = Desk::with_samples();
    desk.run("score --as-of 2026-07-31");
    desk.seen.clear();
    desk.run("segment list");
    desk.run("segment save Everyone --sort value");
    desk.run("segment save North --branch north --shared branch:north");
    desk.run("segment save everyone");
    desk.run("segment save Odd --status lost");
    desk.run("segment save Odd --shared branch:moon");
    desk.run("segment list");
    desk.run("segment show 1 --csv");
    desk.run("segment rename 2 Northerners");
    desk.run("segment remove 1");
    desk.run("segment show 1");
    desk.run("segment restore 1");
    desk.run("segment list --json");
    insta::assert_snapshot!(desk.seen);
}

#[test]
fn definitions_are_told() {
    let mut desk = Desk::new();
    desk.run("define");
    for definition in domain::measure::definitions() {
        desk.run(&format!("define {}", definition.id));
    }
    insta::assert_snapshot!(desk.seen);
}

#[test]
fn definitions_are_told_in_dutch_and_chinese() {
    let mut desk = Desk::new();
    for language in ["nl", "zh"] {
        desk.run(&format!("define --lang {language}"));
        desk.run(&format!("define rhythm --lang {language}"));
        desk.run(&format!("define retail --lang {language} --json"));
    }
    desk.run("define rhythm --lang de");
    desk.write("regulars.toml", "language = \"nl\"\n");
    desk.run("define change");
    desk.run("define change --lang en");
    desk.write("regulars.toml", "language = \"de\"\n");
    desk.run("define change");
    insta::assert_snapshot!(desk.seen);
}

#[test]
fn mistakes_get_one_clear_sentence_and_an_exit_code() {
    let mut desk = Desk::new();
    desk.run("report stars");
    desk.run("--database nonsense report stars");
    desk.run("init --name X --currency EURO --time-zone Europe/Amsterdam");
    desk.run("init --name X --currency EUR --time-zone Mars/Olympus");
    desk.run("init --name X --currency EUR --time-zone Europe/Amsterdam --preset circus");
    desk.run("init --name= --currency EUR --time-zone Europe/Amsterdam");
    desk.write("odd.toml", "[import]\nphone_prefix = \"banana\"\n");
    desk.run("--config odd.toml config");
    desk.run("init --name X --currency EUR --time-zone Europe/Amsterdam");
    desk.run("init --name X --currency EUR --time-zone Europe/Amsterdam");
    desk.run("import missing.csv");
    desk.write("empty.csv", "");
    desk.run("import empty.csv");
    desk.run("import .");
    desk.write("half.csv", "client,at,note\nC1,2026-01-01,\"cut in ha");
    desk.run("import half.csv");
    desk.write("short.csv", "client,at,amount\nC1,2026-01-01,12.50\nC2,2026-0");
    desk.run("import --dry-run short.csv");
    desk.write("accents.csv", b"client,given_name\nC1,Zo\xEB\n");
    desk.run("import --dry-run accents.csv");
    desk.write("locked.xlsx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0]);
    desk.run("import locked.xlsx");
    desk.write("unclear.csv", "client,at\nC1,03/04/2026\n");
    desk.run("import unclear.csv");
    desk.write("mixed.csv", "client,at,amount\nC1,2026-01-05,12.50\nC2,yesterday,3\n,2026-01-06,1\n");
    desk.run("import --strict mixed.csv");
    desk.run("import --dry-run mixed.csv");
    desk.run("import --no-score mixed.csv");
    desk.run("import --no-score mixed.csv");
    desk.run("imports undo 9");
    desk.run("imports undo 1 --no-score");
    desk.run("imports undo 1");
    desk.run("report client C99");
    desk.run("report clients --where retail=purple");
    desk.run("report clients --where mood=good");
    desk.run("report stars --as-of 2026-02-30");
    desk.run("report stars --as-known 1999-01-01");
    desk.run("record service --client C99");
    desk.run("record dancing --client C1");
    desk.run("define karma");
    desk.run("report huddle --staff nobody");
    desk.run("report huddle --day yesterday");
    desk.run("report settlement --closes-after 99");
    desk.run("report standings --month 2026-13");
    desk.run("report standings --month 2026-03 --week 2026-03-02");
    desk.run("report overdue --branch nowhere");
    desk.write("bad.toml", "name = \"x\"\nfirst_visit_aim = \"a\"\n[[star]]\nid = \"a\"\n");
    desk.run("policy check bad.toml");
    desk.write("regulars.toml", "databse = \"sqlite:x.db\"\n");
    desk.run("config");
    desk.write("regulars.toml", "[metrics]\nlisten = \"0.0.0.0:9464\"\n");
    desk.run("config");
    desk.write("regulars.toml", "[metrics]\nlisten = \"9464\"\n");
    desk.run("config");
    desk.write("regulars.toml", "[metrics]\ntoken = \"short\"\n");
    desk.run("config");
    desk.write("regulars.toml", "[metrics]\nlisten = \"0.0.0.0:9464\"\ntoken = \"a long random text\"\n");
    desk.run("config");
    desk.run("config --json");
    insta::assert_snapshot!(desk.seen);
}

#[test]
fn helpers_are_generated() {
    let mut desk = Desk::new();
    assert_eq!(desk.run("completions bash"), 0);
    assert!(desk.seen.contains("_regulars"));
    assert_eq!(desk.run("man pages"), 0);
    assert!(desk.directory.path().join("pages/regulars-import.1").exists());
    desk.seen.clear();
    desk.run("--help");
    for command in [
        "import", "imports", "record", "score", "aim", "action", "report", "policy", "backup", "restore",
        "demo",
    ] {
        desk.run(&format!("{command} --help"));
    }
    insta::assert_snapshot!(desk.seen);
}

#[test]
fn tokens_and_hooks_are_made_listed_and_ended() {
    let mut desk = Desk::new();
    desk.run("init --name Samples --currency EUR --time-zone Europe/Amsterdam");
    desk.run("owner-link");
    desk.run("token list");
    desk.run("token create --login owner --scope read,write --days 30 --name till");
    desk.run("token create --login nobody --name till");
    desk.run("token create --login owner --scope dance --name till");
    desk.run("token create --login owner --days 0 --name till");
    desk.run("token revoke 1");
    desk.run("token revoke 1");
    desk.run("token list --json");
    desk.run("hook list");
    desk.run("hook create till-2 --login owner");
    desk.run("hook create till-2 --login owner");
    desk.run("hook create Till --login owner");
    desk.run("hook revoke till-2");
    desk.run("hook list --json");
    desk.run("hook subscriptions");
    desk.run("hook subscribe crm --login owner --url https://example.com/in --topic card.star_changed,client.overdue");
    desk.run("hook subscribe crm --login owner --url https://example.com/in --topic client.overdue");
    desk.run("hook subscribe till --login owner --url http://10.0.0.7:8080/in --topic client.overdue");
    desk.run(
        "hook subscribe till --login owner --url http://10.0.0.7:8080/in --topic client.overdue --private",
    );
    desk.run("hook subscribe web --login owner --url https://example.com --topic everything");
    desk.run("hook subscribe web --login nobody --url https://example.com --topic client.overdue");
    desk.run("hook subscribe web --login owner --url https://example.com --topic client.overdue --branch B9");
    desk.run("hook pause crm");
    desk.run("hook subscriptions");
    desk.run("hook subscriptions --json");
    desk.run("hook resume crm");
    desk.run("hook test crm");
    desk.run("hook deliveries crm");
    desk.run("hook retry crm 1");
    desk.run("hook unsubscribe crm");
    desk.run("hook unsubscribe crm");
    desk.write("regulars.toml", "[hooks]\nprivate_receivers = false\n");
    desk.run(
        "hook subscribe inside --login owner --url https://10.0.0.7/in --topic client.overdue --private",
    );
    desk.run("hook subscribe inside --login owner --url http://10.0.0.7/in --topic client.overdue");
    insta::assert_snapshot!(desk.seen);
}
