//! The desk's pages hold nothing contradictory, and everything that they record can be taken back.

mod site;

use axum::http::StatusCode;
use domain::day::Day;
use domain::event::Kind;
use domain::permission::Role;
use site::common::{Engine, engines};
use site::{Answer, Site};
use store::record::DayFact;

/// The day of the site's clock, to which the client's pages and the tests of this file keep.
const DAY: jiff::civil::Date = jiff::civil::date(2026, 4, 1);

/// A business with bookings of two clients on its day, of which the ledger has no visit as yet.
fn open(engine: Engine) -> Site {
    let mut site = Site::open(engine);
    let files = tempfile::tempdir().expect("a directory");
    let path = files.path().join("bookings.csv");
    let rows: String = (1..=6)
        .map(|number| {
            format!("W{number},C0000{number},2026-03-30 10:00,2026-04-01 1{number}:00,S01,B1,booked\n")
        })
        .collect();
    std::fs::write(&path, format!("booking,client,made_at,due_at,staff,branch,status\n{rows}"))
        .expect("a file");
    site.house.import(&[path]);
    site
}

/// What a client did today.
fn facts(site: &mut Site, client: i64) -> Vec<DayFact> {
    let connection = &mut site.house.connection;
    store::record::list_of_day(connection, &[client], Day::from_date(DAY)).expect("facts")
}

fn answers(site: &mut Site, client: i64) -> Vec<Kind> {
    let kinds = facts(site, client).into_iter().map(|fact| fact.kind);
    kinds.filter(|kind| matches!(kind, Kind::Visit | Kind::NoShow)).collect()
}

fn id(site: &mut Site, code: &str) -> i64 {
    let known = store::change::find_latest(&mut site.house.connection).expect("a change");
    store::client::find_by_code(&mut site.house.connection, known, code).expect("a client")
}

/// The booking of a client on the page of the day, which has one page.
fn line(site: &Site, cookie: &str, client: i64) -> String {
    let mut path = "/today?staff=S01".to_owned();
    loop {
        let page = site.get(&path, Some(cookie)).body;
        let mut lines = page.split("<article").skip(1);
        let found = lines.find(|line| line.contains(&format!("href=\"/clients/{client}\"")));
        if let Some(line) = found {
            return line.split("</article>").next().expect("a line").to_owned();
        }
        let later = page.split("rel=\"next\"").next().filter(|before| before.len() < page.len());
        let later = later.and_then(|before| before.rsplit("href=\"").next()).expect("another page");
        path = later.split('"').next().expect("a path").replace("&#38;", "&");
    }
}

/// The values of hidden fields of the first form that takes something back.
fn take_back(page: &str) -> Vec<(String, String)> {
    let form =
        page.split("/events/void\">").nth(1).and_then(|rest| rest.split("</form>").next()).expect("a form");
    let fields = form.split("name=\"").skip(1).map(|field| {
        let (name, rest) = field.split_once("\" value=\"").expect("a field");
        (name.to_owned(), rest.split('"').next().expect("a value").replace("&#38;", "&"))
    });
    fields.collect()
}

fn post(site: &Site, cookie: &str, path: &str, form: &[(String, String)]) -> Answer {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    site.post(path, Some(cookie), &form)
}

#[test]
fn a_booking_has_one_answer_which_can_be_taken_back_where_it_stands() {
    for engine in engines() {
        let mut site = open(engine);
        let cookie = site.join(Role::Owner);
        let client = id(&mut site, "C00001");
        let (events, next) = (format!("/clients/{client}/events"), "/today?staff=S01#booking-7");
        let say = |site: &Site, kind: &str, draft: &str| {
            let form = [("kind", kind), ("draft", draft), ("visit", "W1"), ("next", next)];
            site.post(&events, Some(&cookie), &form)
        };
        let first = say(&site, "visit", "one");
        assert!(first.location.starts_with("/today?staff=S01&done=recorded&client="), "{}", first.location);
        assert!(first.location.ends_with("#booking-7"), "{}", first.location);
        let again = say(&site, "visit", "two");
        assert!(again.location.contains("done=known"), "{} {}", again.location, again.body);
        let other = say(&site, "no_show", "three");
        assert_eq!(other.status, StatusCode::CONFLICT);
        assert!(other.body.contains("this client came (2026-04-01 12:00)"), "{}", other.body);
        assert!(other.body.contains("/events/void"), "the page that says so takes it back");
        assert_eq!(answers(&mut site, client), [Kind::Visit]);
        let came = line(&site, &cookie, client);
        assert!(came.contains(">Came</p>") && !came.contains("value=\"no_show\""), "{came}");
        // The notice and the booking both offer to take it back, and lead to the booking.
        let noticed = site.get(first.location.split('#').next().expect("a path"), Some(&cookie)).body;
        let notice = noticed.split("<div class=\"notice row\">").nth(1).expect("a notice that takes back");
        assert!(take_back(notice).iter().any(|(name, value)| name == "fact" && value.starts_with("page-")));
        let void = format!("/clients/{client}/events/void");
        let back = post(&site, &cookie, &void, &take_back(&came));
        assert!(back.location.starts_with("/today?staff=S01&done=voided#booking-"), "{}", back.location);
        let twice = post(&site, &cookie, &void, &take_back(&came));
        assert_eq!(twice.status, StatusCode::SEE_OTHER, "taken back in another tab: {}", twice.body);
        assert_eq!(answers(&mut site, client), []);
        // The other answer stays on the page, and holds likewise.
        assert!(say(&site, "no_show", "four").location.contains("done=recorded"));
        let missed = line(&site, &cookie, client);
        assert!(missed.contains(">Did not come</p>") && !missed.contains("value=\"visit\""), "{missed}");
        let came = say(&site, "visit", "five");
        assert_eq!(came.status, StatusCode::CONFLICT);
        assert!(came.body.contains("this client did not come (2026-04-01 12:00)"), "{}", came.body);
        assert_eq!(answers(&mut site, client), [Kind::NoShow]);
        let morning = regulars::huddle::Morning::load(
            &mut site.house.connection,
            &regulars::view::Asked::default(),
            &regulars::whose::WhoseArgs::default(),
            site::clock(),
        );
        let lines = morning.expect("a morning").lines;
        assert!(
            lines.iter().all(|line| line.booking.client_id != client),
            "the huddle expects nobody who missed"
        );
    }
}

#[test]
fn of_two_who_answer_at_once_on_two_nodes_one_is_told_what_the_other_said() {
    for engine in engines() {
        let mut site = open(engine);
        let cookie = site.join(Role::Owner);
        for number in 1..=6 {
            let client = id(&mut site, &format!("C0000{number}"));
            let visit = format!("W{number}");
            let form = |kind, draft| {
                [("kind", kind), ("draft", draft), ("visit", visit.as_str()), ("next", "/today")]
            };
            let (came, missed) = (form("visit", "a"), form("no_show", "b"));
            let told =
                site.post_at_two_nodes(&format!("/clients/{client}/events"), &cookie, [&came, &missed]);
            let mut statuses = told.map(|answer| answer.status.as_u16());
            statuses.sort_unstable();
            assert_eq!(statuses, [303, 409], "{number}");
            assert_eq!(answers(&mut site, client).len(), 1);
        }
    }
}

#[test]
fn who_came_without_a_reference_did_not_miss_the_booking() {
    for engine in engines() {
        let mut site = open(engine);
        let cookie = site.join(Role::Owner);
        let say = |site: &Site, client: i64, kind: &str, visit: &str| {
            let draft = format!("{client}-{kind}");
            let form = [("kind", kind), ("draft", draft.as_str()), ("visit", visit)];
            site.post(&format!("/clients/{client}/events"), Some(&cookie), &form).status
        };
        let client = id(&mut site, "C00003");
        assert_eq!(say(&site, client, "visit", ""), StatusCode::SEE_OTHER);
        assert_eq!(say(&site, client, "no_show", "W3"), StatusCode::CONFLICT);
        assert!(line(&site, &cookie, client).contains(">Came</p>"));
        // Who was missed, and came all the same, came.
        let client = id(&mut site, "C00004");
        assert_eq!(say(&site, client, "no_show", "W4"), StatusCode::SEE_OTHER);
        assert!(line(&site, &cookie, client).contains(">Did not come</p>"));
        assert_eq!(say(&site, client, "visit", ""), StatusCode::SEE_OTHER);
        assert!(line(&site, &cookie, client).contains(">Came</p>"));
    }
}

#[test]
fn a_booking_without_a_reference_has_one_answer_too() {
    let mut site = open(Engine::sqlite());
    let cookie = site.join(Role::Owner);
    let client = id(&mut site, "C00020");
    let events = format!("/clients/{client}/events");
    let form = [("kind", "booking"), ("draft", "b"), ("staff", "S01"), ("due", "2026-04-01T19:00")];
    assert_eq!(site.post(&events, Some(&cookie), &form).status, StatusCode::SEE_OTHER);
    let booked = line(&site, &cookie, client);
    let visit = booked.split("name=\"visit\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let say = |site: &Site, kind: &str, draft: &str| {
        let form =
            [("kind", kind), ("draft", draft), ("visit", visit.expect("a reference")), ("next", "/today")];
        site.post(&events, Some(&cookie), &form).status
    };
    assert_eq!(say(&site, "no_show", "x"), StatusCode::SEE_OTHER);
    assert_eq!(say(&site, "visit", "y"), StatusCode::CONFLICT);
    assert!(line(&site, &cookie, client).contains(">Did not come</p>"));
}

#[test]
fn what_pages_recorded_can_be_taken_back_from_the_timeline_later() {
    for engine in engines() {
        let mut site = open(engine);
        let cookie = site.join(Role::Owner);
        let client = id(&mut site, "C00002");
        let page = site.get(&format!("/clients/{client}"), Some(&cookie)).body;
        assert!(!page.contains("/events/void"), "what files brought is for files to correct");
        let form = [("kind", "product"), ("draft", "p"), ("amount", "12,50")];
        site.post(&format!("/clients/{client}/events"), Some(&cookie), &form);
        let page = site.get(&format!("/clients/{client}"), Some(&cookie)).body;
        let back = post(&site, &cookie, &format!("/clients/{client}/events/void"), &take_back(&page));
        assert_eq!(back.location, format!("/clients/{client}?done=voided#timeline"));
        assert!(facts(&mut site, client).iter().all(|fact| fact.kind != Kind::Product));
        // Whoever may not record is offered nothing.
        let analyst = site.join(Role::Advocate);
        let page = site.get(&format!("/clients/{client}"), Some(&analyst)).body;
        assert!(!page.contains("/events/void"));
    }
}

#[test]
fn what_cannot_be_is_refused_and_stays_in_the_form() {
    let mut site = open(Engine::sqlite());
    let cookie = site.join(Role::Owner);
    let client = id(&mut site, "C00003");
    let events = format!("/clients/{client}/events");
    let before = facts(&mut site, client).len();
    let wrong: [(&str, &str, &str, &str); 8] = [
        ("product", "amount", "-5", "recorded as a refund"),
        ("service", "amount", "-0,01", "recorded as a refund"),
        ("product", "amount", "1000000,01", "tick below"),
        ("tip", "amount", "lots", "lots"),
        ("booking", "due", "2026-03-31T10:00", "2026-03-31 10:00 has passed"),
        ("booking", "due", "2026-04-01T11:59", "has passed"),
        ("booking", "due", "", "needs the day"),
        ("referral", "referred", "C99999", "tick that the client is new"),
    ];
    for (kind, field, value, sentence) in wrong {
        let form = [("kind", kind), ("draft", "w"), (field, value), ("branch", "B1"), ("next", "/today")];
        let answer = site.post(&events, Some(&cookie), &form);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind} {value}");
        let shown = answer.body.split("id=\"record\"").nth(1).expect("the form");
        let fault =
            shown.split("role=\"alert\"").nth(1).expect("a fault").split("</p>").next().expect("its end");
        assert!(fault.contains(sentence), "{kind} {value}: {fault}");
        assert!(shown.contains(&format!("<option value=\"{kind}\" selected>")), "{kind} {value}");
        let filled = shown.split(&format!("name=\"{field}\"")).nth(1).expect("the field");
        assert!(filled.starts_with(&format!(" value=\"{value}\"")), "{kind} {value}: {filled}");
        assert!(shown.contains("<option value=\"B1\" selected>"));
        assert!(shown.contains("name=\"next\" value=\"/today\""));
    }
    assert_eq!(facts(&mut site, client).len(), before);
    let right: [&[(&str, &str)]; 5] = [
        &[("kind", "product"), ("amount", "0")],
        &[("kind", "product"), ("amount", "1000000")],
        &[("kind", "product"), ("amount", "1000000,01"), ("sure", "yes")],
        &[("kind", "refund"), ("amount", "5")],
        &[("kind", "booking"), ("due", "2026-04-01T12:00")],
    ];
    for (number, form) in right.into_iter().enumerate() {
        let draft = number.to_string();
        let form = [form, &[("draft", draft.as_str())]].concat();
        let answer = site.post(&events, Some(&cookie), &form);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{form:?}: {}", answer.body);
    }
}

#[test]
fn a_client_is_referred_by_a_number_on_file_or_as_a_new_one() {
    for engine in engines() {
        let mut site = open(engine);
        let cookie = site.join(Role::Owner);
        let client = id(&mut site, "C00004");
        let refer = |site: &Site, word: &str, new: &str| {
            let form = [("kind", "referral"), ("draft", word), ("referred", word), ("new", new)];
            site.post(&format!("/clients/{client}/events"), Some(&cookie), &form)
        };
        let last = |site: &mut Site| store::client::find_last_id(&mut site.house.connection).expect("an id");
        let before = last(&mut site);
        assert_eq!(refer(&site, "C0005", "").status, StatusCode::UNPROCESSABLE_ENTITY, "a digit is missing");
        assert_eq!(refer(&site, "C00005", "").status, StatusCode::SEE_OTHER);
        assert_eq!(refer(&site, "files:C00006", "").status, StatusCode::SEE_OTHER, "by its source");
        assert_eq!(last(&mut site), before);
        assert_eq!(refer(&site, "Newcomer", "yes").status, StatusCode::SEE_OTHER);
        assert_eq!(last(&mut site), before + 1);
    }
}

#[test]
fn nobody_rests_for_more_than_a_year() {
    let mut site = open(Engine::sqlite());
    let cookie = site.join(Role::Owner);
    let act = |site: &Site, act: &str, until: &str| {
        let form = [("act", act), ("client_id", "3"), ("staff", "S01"), ("until", until), ("note", "abroad")];
        site.post("/overdue/act", Some(&cookie), &form)
    };
    assert_eq!(act(&site, "claim", "").status, StatusCode::SEE_OTHER);
    let late = act(&site, "snooze", "2027-04-03");
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("2027-04-03 is more than a year ahead"), "{}", late.body);
    assert_eq!(act(&site, "snooze", "2027-04-02").status, StatusCode::SEE_OTHER);
}
