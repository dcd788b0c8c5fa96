//! Mistakes are told in the reader's language: on pages, in the API, and on the command line.

mod site;

use axum::http::StatusCode;
use domain::permission::Role;
use site::common::{Engine, engines};
use site::{Answer, Site};
use store::token::TokenScope;

/// English words that are no words of Dutch and no codes of ours.
const ENGLISH: [&str; 17] = [
    "the", "not", "write", "correct", "which", "there", "this", "must", "has", "here", "it", "and", "with",
    "from", "your", "than", "empty",
];

/// Files with every kind of row that is refused, by reading or by the ledger.
const FILES: [(&str, &str); 7] = [
    (
        "visits.csv",
        "client,at,kind,amount,currency,quantity,ends_at,id\n\
         ,2026-03-01,service,1.00,,,,\n\
         a,,service,1.00,,,,\n\
         a,gisteren,service,1.00,,,,\n\
         a,2026-02-30,service,1.00,,,,\n\
         a,2026-03-01 25:00,service,1.00,,,,\n\
         a,0026-03-01,service,1.00,,,,\n\
         a,2026-03-01,haircut,1.00,,,,\n\
         a,2026-03-01,service,twaalf,,,,\n\
         a,2026-03-01,service,$5,,,,\n\
         a,2026-03-01,service,5 USD,,,,\n\
         a,2026-03-01,service,\"1.23,4\",,,,\n\
         a,2026-03-01,service,99999999999999999999,,,,\n\
         a,2026-03-01,service,1.0050,,,,\n\
         a,2026-03-01,service,1.00,XXL,,,\n\
         a,2026-03-01,service,\x01,,,,\n\
         a,2026-03-01,service,#REF!,,,,\n\
         a,2026-03-01,service,1.00,,,,x,y\n\
         a,2026-03-01\n",
    ),
    (
        "visits.csv",
        "client,at,kind,amount,currency,quantity,ends_at,id\n\
         b,2199-01-01,service,1.00,,,,\n\
         b,2026-03-01T12:00,visit,,,,2026-03-01T11:00,\n\
         b,2026-03-01,service,1.00,USD,,,\n\
         b,2026-03-01,service,200000000000.00,,,,\n\
         b,2026-03-01,service,1.00,,,,7\n\
         b,2026-03-01,service,2.00,,,,7\n\
         b,2026-03-01,service,\"open,,,,\n",
    ),
    (
        "clients.csv",
        "client,email,phone,birthday,marketing_consent\n\
         c,nobody,,,\nd,,bel me,,\ne,,,18-07-55,\nf,,,,misschien\n",
    ),
    ("offerings.csv", "offering,kind,margin_percent\ng,haircut,10\nh,service,120\n"),
    ("branches.csv", "branch,time_zone\ni,Mars/Olympus\n"),
    (
        "bookings.csv",
        "booking,client,made_at,due_at,status\n1,a,2026-03-01,2026-03-02,perhaps\n2,a,2026-03-01,,\n",
    ),
    ("contracts.csv", "contract,client,at,event\n1,a,2026-03-01,middle\n"),
];

/// Files that are refused as a whole.
const WHOLE: [(&str, &str); 6] = [
    ("nought.csv", ""),
    ("odd.csv", "this,that\n1,2\n"),
    ("visits.csv", "client,at\na,07/08/2026\n"),
    ("visits.csv", "client,at\na,18/07/2026\na,07/18/2026\n"),
    ("visits.xlsx", "PK\x03\x04 no workbook"),
    ("packed.csv", "\x1f\u{8b}"),
];

const POLICY: &str = "name = \"\"\ngrowth_path = [2, 1]\nmin_clients = \"many\"\ncolour = 1\n\
    [credit]\nrule = \"lst\"\nwindow_months = 0\n[lapse]\nrule = \"fixed\"\nfactor = 2\n\
    [[star]]\nid = \"A b\"\nmeasure = \"product_spend\"\nhalf = 5\nfull = 1\nname = 1\n";

/// Fails where English is left in a text, apart from what stands in quotation marks.
#[track_caller]
fn assert_no_english(text: &str, language: &str) {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric() && !"_'".contains(c));
    let english = words.find(|word| ENGLISH.contains(&word.to_lowercase().as_str()));
    assert_eq!(english, None, "in {language}: {text}");
}

/// What stands between two marks, each time.
fn all_between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

fn upload(site: &Site, cookie: &str, (name, content): (&str, &str)) -> Answer {
    let boundary = "----mistakes";
    let body = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n{content}\r\n--{boundary}--\r\n"
    );
    let kind = format!("multipart/form-data; boundary={boundary}");
    let sent = site.post_file("/imports", cookie, (kind, body));
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    loop {
        let page = site.get(&sent.location, Some(cookie));
        if !page.body.contains("http-equiv=\"refresh\"") {
            return Answer { location: sent.location, ..page };
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

fn speak(site: &Site, cookie: &str, language: &str) {
    let answer = site.post("/me/language", Some(cookie), &[("language", language)]);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

/// The reasons of a page's refused rows: each row's last cell.
fn reasons(page: &str) -> Vec<String> {
    let rows = all_between(page, "<tr><td class=\"number\">", "</tr>");
    rows.iter().filter_map(|row| all_between(row, "<td>", "</td>").pop()).map(str::to_owned).collect()
}

#[test]
fn refused_rows_and_files_are_told_in_the_language_of_whoever_looks() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let owner = site.join(Role::Owner);
        speak(&site, &owner, "en");
        let mut told = 0;
        for file in FILES {
            let page = upload(&site, &owner, file);
            let english = reasons(&page.body);
            assert!(!english.is_empty(), "{}: {}", file.0, page.body);
            told += english.len();
            for language in ["nl", "zh"] {
                speak(&site, &owner, language);
                let other = reasons(&site.get(&page.location, Some(&owner)).body);
                assert_eq!(other.len(), english.len());
                for (other, english) in other.iter().zip(&english) {
                    assert_ne!(other, english, "in {language}");
                    assert_no_english(other, language);
                }
            }
            speak(&site, &owner, "en");
        }
        assert!(told >= 30, "only {told} rows were refused");
        for file in WHOLE {
            let page = upload(&site, &owner, file);
            let english = all_between(&page.body, "role=\"alert\">", "</p>").concat();
            assert!(english.contains(file.0), "the file is named, not its place: {english}");
            for language in ["nl", "zh"] {
                speak(&site, &owner, language);
                let page = site.get(&page.location, Some(&owner)).body;
                let other = all_between(&page, "role=\"alert\">", "</p>").concat();
                assert_ne!(other, english, "in {language}");
                // What the file says of itself, and words of the reader of workbooks, stay as they are.
                assert_no_english(&other.replace("this, that", ""), language);
            }
            speak(&site, &owner, "en");
        }
    }
}

#[test]
fn policies_and_forms_are_told_in_the_language_of_the_page() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let owner = site.join(Role::Owner);
        let person = [("login", "a b"), ("name", ""), ("role", "owner"), ("language", "nl")];
        let mapping = [("mapping", "kind = \"vists\"\n[columns]\n")];
        let upload_path = upload(&site, &owner, FILES[3]).location;
        let looks: [(&str, &[(&str, &str)]); 8] = [
            ("/policy/preview", &[("body", POLICY)]),
            ("/policy/preview", &[("body", "name = \n[a")]),
            ("/people", &person),
            ("/people", &[("login", "ann"), ("name", "Ann"), ("role", "king"), ("language", "nl")]),
            ("/people/1/end", &[]),
            ("/imports/99/undo", &[]),
            ("/policy", &[]),
            ("/me/language", &[("language", "tlh")]),
        ];
        for (path, form) in looks {
            let mut told = Vec::new();
            for language in ["en", "nl", "zh"] {
                speak(&site, &owner, language);
                let answer = site.post(path, Some(&owner), form);
                assert!(answer.status.is_client_error(), "{path}: {} {}", answer.status, answer.body);
                let start = answer.body.find("<main").expect("a page");
                let main = &answer.body[start..];
                let alert = all_between(main, "role=\"alert\">", "</ul>");
                let shown = match alert.first().filter(|_| path.starts_with("/policy/")) {
                    Some(list) => (*list).to_owned(),
                    None => all_between(main, "<p", "</p>").join("\n"),
                };
                if language != "en" {
                    assert!(!shown.contains("lang=\"en\""), "{path} in {language}: {shown}");
                    assert_no_english(&shown.replace("&quot;", "\"").replace("&#39;", "'"), language);
                }
                told.push(shown);
            }
            assert!(told[0] != told[1] && told[1] != told[2] && told[0] != told[2], "{path}: {told:?}");
        }
        for (language, expected) in [("nl", "regel 1: &#34;vists&#34; is onbekend"), ("zh", "不认识")] {
            speak(&site, &owner, language);
            site.post(&format!("{upload_path}/rehearse"), Some(&owner), &mapping);
            let page = loop {
                let page = site.get(&upload_path, Some(&owner)).body;
                if !page.contains("http-equiv=\"refresh\"") {
                    break page;
                }
                std::thread::sleep(std::time::Duration::from_millis(20));
            };
            assert!(page.contains(expected), "{language}: {page}");
        }
    }
}

/// What a program asks and gets a problem for: method, path, body.
const ASKED: [(&str, &str, &str); 11] = [
    ("GET", "/api/v1/clients?colour=red", ""),
    ("GET", "/api/v1/clients?limit=many", ""),
    ("GET", "/api/v1/clients?limit=0", ""),
    ("GET", "/api/v1/clients?star=retail", ""),
    ("GET", "/api/v1/clients?status=gone", ""),
    ("GET", "/api/v1/clients/999999", ""),
    ("GET", "/api/v1/nowhere", ""),
    ("POST", "/api/v1/events", "{\"events\": []}"),
    ("POST", "/api/v1/events", "{\"events\": 1}"),
    ("POST", "/api/v1/events", "{\"events\": ["),
    ("POST", "/api/v1/clients", "{}"),
];

#[test]
fn problems_are_told_in_the_language_that_is_accepted_and_keep_their_type() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let scopes = [TokenScope::Read, TokenScope::Write, TokenScope::Import];
        let (_, token) = site.token(Role::Owner, &scopes, 1);
        for (method, path, body) in ASKED {
            let ask = |language: &str| {
                let headers = [("content-type", "application/json"), ("accept-language", language)];
                let answer = site.call(method, path, &token, &headers, body);
                (answer.header("content-language").to_owned(), answer.json())
            };
            let (_, english) = ask("en-GB,en;q=0.9");
            for (accepted, language) in [("nl-NL,nl;q=0.9,en;q=0.8", "nl"), ("zh-CN", "zh")] {
                let (content_language, other) = ask(accepted);
                assert_eq!(content_language, language, "{path}");
                for field in ["type", "status", "instance"] {
                    assert_eq!(other[field], english[field], "{path}");
                }
                for field in ["title", "detail"] {
                    assert_ne!(other[field], english[field], "{path} in {language}");
                    assert_no_english(other[field].as_str().expect("a text"), language);
                }
            }
            assert_eq!(ask("fr").1, english, "English where nothing else is had");
        }
        for language in ["nl", "zh"] {
            let headers = [("content-type", "application/json"), ("accept-language", language)];
            let batch = "{\"events\": [{\"kind\": \"visit\"}, {\"client\": 1, \"kind\": \"visit\"}, {\"kind\": \"x\", \"y\": 1}, {\"client\": \"nobody\", \"kind\": \"visit\"}]}";
            let answer = site.call("POST", "/api/v1/events", &token, &headers, batch).json();
            assert_eq!(answer["refused"], 4, "{answer}");
            for item in answer["items"].as_array().expect("items") {
                assert_no_english(item["reason"].as_str().expect("a reason"), language);
            }
            let headers = [("content-type", "text/csv"), ("accept-language", language)];
            let path = "/api/v1/imports?filename=visits.csv&dry_run=true";
            let answer = site.call("POST", path, &token, &headers, FILES[0].1).json();
            let refusals = answer["refusals"].as_array().expect("refusals");
            assert_eq!(refusals.len(), 18, "{answer}");
            for refusal in refusals {
                assert_no_english(refusal["reason"].as_str().expect("a reason"), language);
            }
        }
    }
}

#[test]
fn commands_tell_mistakes_in_the_language_of_the_configuration_or_the_system() {
    let directory = tempfile::tempdir().expect("a directory");
    let run = |locale: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_regulars"))
            .args(["report", "stars"])
            .current_dir(directory.path())
            .env_remove("REGULARS_DATABASE")
            .env_remove("REGULARS_CONFIG")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("LANG", locale)
            .output()
            .expect("the program runs");
        String::from_utf8(output.stderr).expect("text")
    };
    assert!(run("C").contains("there is no ledger at sqlite:regulars.db"), "{}", run("C"));
    assert!(run("nl_NL.UTF-8").contains("er is geen grootboek op sqlite:regulars.db"));
    std::fs::write(directory.path().join("regulars.toml"), "language = \"zh\"\n").expect("a file");
    assert!(run("nl_NL.UTF-8").contains("sqlite:regulars.db 没有台账"));
    std::fs::write(directory.path().join("regulars.toml"), "language = \"tlh\"\n").expect("a file");
    assert!(run("C").contains("there is no language 'tlh': write en, nl or zh"), "{}", run("C"));
}

#[test]
fn a_report_asked_wrongly_keeps_the_form() {
    let mut site = Site::open(Engine::sqlite());
    let owner = site.join(Role::Owner);
    let answer = site.get("/reports/defection?by=staff&from=2026-03-02&to=2026-03-01", Some(&owner));
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept =
        ["before it begins", "value=\"staff\" selected", "value=\"2026-03-02\"", "value=\"2026-03-01\""];
    for part in kept {
        assert!(answer.body.contains(part), "{part} is not in {}", answer.body);
    }
}
