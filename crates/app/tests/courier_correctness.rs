//! What subscribers are told: the right things, in order, signed, at least once, and nothing of others.

mod subscriber;

use std::collections::BTreeSet;

use domain::permission::Role;
use jiff::{SignedDuration, Timestamp, ToSpan};
use regulars::config::HooksConfig;
use regulars::courier::{self, Outcome, Packed, Post};
use regulars::scoring::{ScoreOptions, score};
use regulars::signature;
use regulars::view::Asked;
use store::account::Person;
use store::delivery::{self, State};
use store::subscription::{self, NewSubscription, PauseReason, Topic};
use subscriber::site::common::{Engine, House, demo_files, engines};
use subscriber::site::{self, Site};
use subscriber::{Receiver, clients_without_retail, owner_token, sell, subscribe};

/// Delivers what is due at an instant, once; what came of each.
fn deliver(site: &mut Site, config: &HooksConfig, now: Timestamp) -> Vec<Outcome> {
    let post = Post::new(config).expect("a post");
    let connection = &mut site.house.connection;
    let mut outcomes = Vec::new();
    for delivery in courier::find_due(connection, config, now).expect("deliveries") {
        if let Packed::Letter(letter) = courier::write_letter(connection, &delivery, now).expect("a letter") {
            let answer = post.send(&letter, now);
            outcomes.push(courier::settle(connection, &delivery, &answer, config, now).expect("an outcome"));
        }
    }
    outcomes
}

/// Delivers until nothing is due.
fn deliver_all(site: &mut Site, config: &HooksConfig, now: Timestamp) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    loop {
        let further = deliver(site, config, now);
        if further.is_empty() {
            return outcomes;
        }
        outcomes.extend(further);
    }
}

#[test]
fn a_star_that_recording_fills_is_told_once_and_signed() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let token = owner_token(&mut site);
        let receiver = Receiver::taking();
        let (_, secret) = subscribe(&mut site, "crm", &receiver.url, |_| {});
        let (id, code) = clients_without_retail(&site, &token)[0].clone();
        sell(&site, &token, id);
        let config = HooksConfig::default();
        assert_eq!(deliver_all(&mut site, &config, site::clock()), [Outcome::Done]);
        assert!(deliver(&mut site, &config, site::clock()).is_empty());
        let received = receiver.received();
        assert_eq!(received.len(), 1);
        let one = &received[0];
        let timestamp = one.header("regulars-timestamp");
        assert_eq!(timestamp, site::clock().as_second().to_string());
        let fits = |secret: &str, body: &str| {
            signature::fits(secret, timestamp, body.as_bytes(), one.header("regulars-signature"))
        };
        assert!(fits(&secret, &one.body));
        assert!(!fits("other", &one.body));
        assert!(!fits(&secret, &format!("{} ", one.body)));
        assert_eq!(one.header("content-type"), "application/json");
        assert!(!one.header("regulars-id").is_empty());
        let notices = one.notices();
        let retail = notices.iter().find(|notice| notice["star"] == "retail").expect("a notice");
        assert_eq!(retail["topic"], "card.star_changed");
        assert_eq!(retail["client"], code.as_str());
        assert_eq!(retail["client_id"], id);
        assert_eq!((&retail["from"], &retail["to"]), (&"none".into(), &"full".into()));
        assert_eq!((&retail["cause"], &retail["as_of"]), (&"record".into(), &"2026-04-01".into()));
        assert_eq!(retail["policy"], 1);
        assert!(retail["name"].is_null(), "names were not asked for");
        assert!(notices.iter().all(|notice| notice["client"] == code.as_str()));
        // The same fact again changes nothing, so there is nothing to tell.
        assert_eq!(store::outbox::measure(&mut site.house.connection).expect("a measure").0, 0);
    }
}

#[test]
fn what_scoring_changes_is_told_in_order_and_nothing_else() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let receiver = Receiver::taking();
        subscribe(&mut site, "all", &receiver.url, |_| {});
        let stars_only = Receiver::taking();
        subscribe(&mut site, "stars", &stars_only.url, |new| new.topics = &[Topic::StarChanged]);
        let connection = &mut site.house.connection;
        let before = store::card::list_current(connection).expect("cards");
        for as_of in ["2026-04-20", "2026-06-15"] {
            let asked = Asked { as_of: Some(as_of.to_owned()), as_known: None };
            score(connection, &asked, ScoreOptions::default(), site::clock).expect("a run");
        }
        let after = store::card::list_current(connection).expect("cards");
        let config = HooksConfig { notices_per_delivery: 7, ..HooksConfig::default() };
        let outcomes = deliver_all(&mut site, &config, site::clock() + SignedDuration::from_hours(1));
        assert!(outcomes.len() > 10, "the batches are too few to show their order: {}", outcomes.len());
        let told: Vec<serde_json::Value> =
            receiver.received().iter().flat_map(|received| received.notices()).collect();
        let ids: BTreeSet<&str> = told.iter().map(|notice| notice["id"].as_str().expect("an id")).collect();
        assert_eq!(ids.len(), told.len(), "a notice was told twice");
        // Whoever follows what is told from the former cards on comes to the present ones.
        let policy = import::policy::preset("salon").expect("a preset");
        let policy = import::policy::parse_policy(policy, site.house.business.currency).expect("a policy");
        let mut cards = faces(&before);
        for notice in told.iter().filter(|notice| notice["topic"] == "card.star_changed") {
            let face =
                cards.iter_mut().find(|face| Some(face.0) == notice["client_id"].as_i64()).expect("a card");
            let place = policy.star_index(notice["star"].as_str().expect("a star")).expect("a star");
            let letter = |level: &serde_json::Value| match level.as_str() {
                Some("full") => 'F',
                Some("half") => 'H',
                Some("none") => 'N',
                _ => 'E',
            };
            assert_eq!(face.1[place], letter(&notice["from"]), "{notice}");
            face.1[place] = letter(&notice["to"]);
            assert_eq!(notice["cause"], "score");
        }
        let stars = |cards: &[Face]| -> Vec<(i64, Vec<char>)> {
            cards.iter().map(|face| (face.0, face.1.clone())).collect()
        };
        assert_ne!(stars(&faces(&before)), stars(&faces(&after)), "the demo shows too little");
        assert_eq!(stars(&cards), stars(&faces(&after)));
        let overdue = told.iter().filter(|notice| notice["topic"] == "client.overdue");
        let overdue: BTreeSet<i64> = overdue.filter_map(|notice| notice["client_id"].as_i64()).collect();
        let now_overdue = faces(&after).into_iter().zip(faces(&before));
        let fresh = now_overdue.filter(|(now, then)| now.2 == "overdue" && then.2 != "overdue");
        let fresh: BTreeSet<i64> = fresh.map(|(now, _)| now.0).collect();
        assert!(!fresh.is_empty() && fresh.is_subset(&overdue), "{fresh:?} of {overdue:?}");
        // The second subscriber wanted stars only, and got the same of them.
        let of_stars: Vec<_> = stars_only.received().iter().flat_map(|received| received.notices()).collect();
        assert_eq!(of_stars.len(), told.iter().filter(|notice| notice["star"].is_string()).count());
        assert!(of_stars.iter().all(|notice| notice["topic"] == "card.star_changed"));
    }
}

/// Client, letters of the stars, status.
type Face = (i64, Vec<char>, String);

fn faces(cards: &[String]) -> Vec<Face> {
    let face = |row: &String| {
        let cells: Vec<&str> = row.split(',').collect();
        (cells[0].parse().expect("an id"), cells[2].chars().collect(), cells[5].to_owned())
    };
    cards.iter().map(face).collect()
}

#[test]
fn an_import_of_old_history_is_no_news() {
    for engine in engines() {
        let files = tempfile::tempdir().expect("a directory");
        let mut house = House::found(engine);
        let paths = demo_files(files.path(), 40);
        house.import(&paths[..4]);
        house.score(false);
        let connection = &mut house.connection;
        regulars::web::invite_owner(connection, site::clock()).expect("an owner");
        let owner = store::account::find_by_login(connection, "owner").expect("an answer").expect("an owner");
        let new = NewSubscription {
            name: "crm",
            url: "https://example.com/in",
            is_private: false,
            topics: &Topic::ALL,
            branch_id: None,
            shows_names: true,
            account_id: owner.id,
        };
        courier::subscribe(connection, &owner, &new, &HooksConfig::default(), site::clock())
            .expect("a subscription");
        house.import(&paths[4..]);
        house.score(false);
        assert_eq!(store::outbox::measure(&mut house.connection).expect("a measure").0, 0);
        assert!(faces(&store::card::list_current(&mut house.connection).expect("cards")).len() >= 40);
    }
}

#[test]
fn nothing_is_kept_where_nobody_is_told() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let token = owner_token(&mut site);
        let clients = clients_without_retail(&site, &token);
        sell(&site, &token, clients[0].0);
        let receiver = Receiver::taking();
        let (id, _) = subscribe(&mut site, "crm", &receiver.url, |_| {});
        subscription::pause(&mut site.house.connection, id, PauseReason::Asked, site::clock())
            .expect("a pause");
        sell(&site, &token, clients[1].0);
        assert_eq!(store::outbox::measure(&mut site.house.connection).expect("a measure").0, 0);
        subscription::resume(&mut site.house.connection, id).expect("an end of the pause");
        sell(&site, &token, clients[2].0);
        assert!(store::outbox::measure(&mut site.house.connection).expect("a measure").0 > 0);
    }
}

#[test]
fn a_branch_and_a_maker_bound_what_is_told() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let token = owner_token(&mut site);
        let branch_id = site.person(Role::Branch).branch_id.expect("a branch");
        let (of_branch, of_all) = (Receiver::taking(), Receiver::taking());
        subscribe(&mut site, "branch", &of_branch.url, |new| new.branch_id = Some(branch_id));
        // Made by another owner, who is to go.
        let person = Person { login: "second".to_owned(), ..site.person(Role::Owner) };
        let second =
            store::account::create(&mut site.house.connection, &person, site::clock()).expect("an owner");
        let (named_id, _) = subscribe(&mut site, "all", &of_all.url, |new| {
            (new.shows_names, new.account_id) = (true, second);
        });
        let scope = store::scope::Scope::of_branch(branch_id);
        let clients = clients_without_retail(&site, &token);
        let (mut inside, mut outside) = (Vec::new(), Vec::new());
        for (id, code) in clients {
            let is_inside = scope.has(&mut site.house.connection, id).expect("an answer");
            if is_inside {
                inside.push((id, code))
            } else {
                outside.push((id, code))
            };
        }
        let (inside, outside) = (&inside[0], &outside[0]);
        sell(&site, &token, inside.0);
        sell(&site, &token, outside.0);
        deliver_all(&mut site, &HooksConfig::default(), site::clock());
        let bodies =
            |receiver: &Receiver| -> String { receiver.received().into_iter().map(|one| one.body).collect() };
        assert!(bodies(&of_branch).contains(&inside.1) && !bodies(&of_branch).contains(&outside.1));
        assert!(bodies(&of_all).contains(&inside.1) && bodies(&of_all).contains(&outside.1));
        let connection = &mut site.house.connection;
        let known = store::change::find_latest(connection).expect("a change");
        let details = store::client::find_on_file(connection, known, inside.0)
            .expect("an answer")
            .expect("a client")
            .details;
        let name =
            store::client::find(connection, known, inside.0).expect("an answer").expect("a client").name;
        assert!(bodies(&of_all).contains(&name) && !bodies(&of_branch).contains(&name), "{name}");
        for contact in [details.email, details.phone].into_iter().flatten() {
            assert!(!bodies(&of_all).contains(&contact) && !bodies(&of_branch).contains(&contact));
        }
        // Whoever made it and may no longer: nothing more is told.
        sell(&site, &token, clients_without_retail(&site, &token)[0].0);
        store::account::set_disabled(&mut site.house.connection, second, Some(site::clock()))
            .expect("an end");
        let told = of_all.received().len();
        deliver_all(&mut site, &HooksConfig::default(), site::clock());
        assert_eq!(of_all.received().len(), told);
        let paused = subscription::find(&mut site.house.connection, named_id).expect("a subscription").paused;
        assert_eq!(paused.map(|(_, reason)| reason), Some(PauseReason::Maker));
    }
}

#[test]
fn what_is_not_taken_comes_again_with_the_same_id_and_later_things_wait() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let token = owner_token(&mut site);
        let receiver = Receiver::start(|number| match number {
            0 => "500 Oops".to_owned(),
            1 => "503 Busy\r\nRetry-After: 7200".to_owned(),
            _ => "204 Fine".to_owned(),
        });
        let (id, _) = subscribe(&mut site, "crm", &receiver.url, |_| {});
        let clients = clients_without_retail(&site, &token);
        sell(&site, &token, clients[0].0);
        let config = HooksConfig::default();
        let mut now = site::clock();
        assert_eq!(deliver(&mut site, &config, now), [Outcome::Failed]);
        assert!(deliver(&mut site, &config, now).is_empty(), "it is to wait");
        // What happens meanwhile comes after it.
        sell(&site, &token, clients[1].0);
        now += SignedDuration::from_secs(60);
        assert_eq!(deliver(&mut site, &config, now), [Outcome::Failed]);
        assert!(
            deliver(&mut site, &config, now + SignedDuration::from_secs(7_199)).is_empty(),
            "patience was asked"
        );
        now += SignedDuration::from_secs(7_200);
        assert_eq!(deliver_all(&mut site, &config, now), [Outcome::Done, Outcome::Done]);
        let received = receiver.received();
        let ids: Vec<&str> = received.iter().map(|one| one.header("regulars-id")).collect();
        assert_eq!((ids[0], ids[0]), (ids[1], ids[2]));
        assert_ne!(ids[0], ids[3]);
        assert_eq!(received[0].body, received[2].body);
        assert_ne!(received[0].header("regulars-timestamp"), received[2].header("regulars-timestamp"));
        let listed = delivery::list(&mut site.house.connection, id, i64::MAX, 10).expect("deliveries");
        let states: Vec<_> = listed.iter().map(|one| (one.state, one.tries, one.answer_status)).collect();
        assert_eq!(states, [(State::Done, 1, Some(204)), (State::Done, 3, Some(204))]);
        // Long done, it is swept away.
        deliver(&mut site, &config, now + SignedDuration::from_hours(31 * 24));
        assert!(delivery::list(&mut site.house.connection, id, i64::MAX, 10).expect("deliveries").is_empty());
    }
}

#[test]
fn a_receiver_that_is_gone_is_left_alone_until_someone_says_otherwise() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let token = owner_token(&mut site);
        let receiver = Receiver::start(|number| {
            ["500 Oops", "410 Gone", "500 Oops", "200 OK"].get(number).unwrap_or(&"200 OK").to_string()
        });
        let (id, _) = subscribe(&mut site, "crm", &receiver.url, |_| {});
        sell(&site, &token, clients_without_retail(&site, &token)[0].0);
        let config = HooksConfig { tries: 2, ..HooksConfig::default() };
        let later = |seconds| site::clock() + SignedDuration::from_secs(seconds);
        assert_eq!(deliver(&mut site, &config, site::clock()), [Outcome::Failed]);
        assert_eq!(deliver(&mut site, &config, later(60)), [Outcome::Gone], "also where no try is left");
        let paused = subscription::find(&mut site.house.connection, id).expect("a subscription").paused;
        assert_eq!(paused.map(|(_, reason)| reason), Some(PauseReason::Gone));
        let owner = site.sign_in(Role::Owner);
        for path in ["/connections".to_owned(), format!("/connections/{id}")] {
            let page = site.get(&path, Some(&owner)).body;
            assert!(page.contains("paused: the receiver answered that it is gone for good (410)"), "{page}");
        }
        assert!(deliver_all(&mut site, &config, site::clock() + SignedDuration::from_hours(48)).is_empty());
        // It is tried from the beginning: what was said before is no longer counted.
        subscription::resume(&mut site.house.connection, id).expect("an end of the pause");
        let kept =
            delivery::list(&mut site.house.connection, id, i64::MAX, 10).expect("deliveries").remove(0);
        assert_eq!((kept.state, kept.tries, kept.answer_status), (State::Waiting, 0, Some(410)));
        assert_eq!(deliver(&mut site, &config, later(120)), [Outcome::Failed]);
        assert_eq!(deliver_all(&mut site, &config, later(240)), [Outcome::Done]);
        let received = receiver.received();
        assert_eq!(received.len(), 4);
        assert!(received.iter().all(|one| one.header("regulars-id") == received[0].header("regulars-id")));
    }
}

#[test]
fn a_pause_counts_while_a_letter_is_written() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let receiver = Receiver::taking();
        let (id, _) = subscribe(&mut site, "crm", &receiver.url, |_| {});
        let connection = &mut site.house.connection;
        store::outbox::add_test(connection, id, site::clock()).expect("a trial");
        let config = HooksConfig::default();
        let due = courier::find_due(connection, &config, site::clock()).expect("deliveries");
        subscription::pause(connection, id, PauseReason::Asked, site::clock()).expect("a pause");
        let packed = courier::write_letter(connection, &due[0], site::clock()).expect("an answer");
        assert!(matches!(packed, Packed::Paused));
        let paused = subscription::find(connection, id).expect("a subscription").paused;
        assert_eq!(paused.map(|(_, reason)| reason), Some(PauseReason::Asked));
        subscription::resume(connection, id).expect("an end of the pause");
        assert_eq!(deliver_all(&mut site, &config, site::clock()), [Outcome::Done], "it was kept");
    }
}

#[test]
fn what_died_long_ago_is_swept_away_with_its_notices() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let receiver = Receiver::start(|_| "500 Oops".to_owned());
        let (id, _) = subscribe(&mut site, "crm", &receiver.url, |_| {});
        let days = |count: i64| site::clock() + SignedDuration::from_hours(24 * count);
        let config = HooksConfig { tries: 1, ..HooksConfig::default() };
        for _ in 0..2 {
            store::outbox::add_test(&mut site.house.connection, id, site::clock()).expect("a trial");
            assert_eq!(deliver(&mut site, &config, site::clock()), [Outcome::Dead]);
        }
        let connection = &mut site.house.connection;
        assert!(!delivery::is_ready(connection, days(30)).expect("an answer"), "kept for thirty days");
        courier::find_due(connection, &config, days(30)).expect("deliveries");
        let mut listed = delivery::list(connection, id, i64::MAX, 10).expect("deliveries");
        assert_eq!(listed.len(), 2);
        assert!(delivery::is_ready(connection, days(31)).expect("an answer"), "though nothing waits");
        // One is tried again, and so it is not swept away.
        let tried_again = listed.remove(0).id;
        delivery::retry(connection, id, tried_again, days(30)).expect("another try");
        assert_eq!(courier::find_due(connection, &config, days(31)).expect("deliveries").len(), 1);
        let listed = delivery::list(connection, id, i64::MAX, 10).expect("deliveries");
        assert_eq!(listed.iter().map(|one| one.id).collect::<Vec<_>>(), [tried_again]);
        assert_eq!(deliver(&mut site, &config, days(31)), [Outcome::Dead]);
        assert_eq!(receiver.received().last().map(|last| last.notices().len()), Some(1));
    }
}

#[test]
fn what_dies_is_kept_and_can_be_tried_again() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let token = owner_token(&mut site);
        let receiver =
            Receiver::start(|number| if number < 3 { "404 Nowhere".to_owned() } else { "200 OK".to_owned() });
        let (id, _) = subscribe(&mut site, "crm", &receiver.url, |_| {});
        let clients = clients_without_retail(&site, &token);
        sell(&site, &token, clients[0].0);
        let config = HooksConfig { tries: 3, ..HooksConfig::default() };
        let mut now = site::clock();
        let mut outcomes = Vec::new();
        for _ in 0..3 {
            outcomes.extend(deliver(&mut site, &config, now));
            now = now.checked_add(12.hours()).expect("a later time");
        }
        assert_eq!(outcomes, [Outcome::Failed, Outcome::Failed, Outcome::Dead]);
        assert!(deliver(&mut site, &config, now).is_empty());
        let connection = &mut site.house.connection;
        let dead = delivery::list(connection, id, i64::MAX, 10).expect("deliveries").remove(0);
        assert_eq!((dead.state, dead.answer_status), (State::Dead, Some(404)));
        assert_eq!(dead.answer.as_deref(), Some("ok"));
        assert_eq!(store::outbox::measure(connection).expect("a measure").0, 0, "the dead do not wait");
        // The next one is not held up by it, and it comes when it is asked for.
        sell(&site, &token, clients[1].0);
        assert_eq!(deliver_all(&mut site, &config, now), [Outcome::Done]);
        let connection = &mut site.house.connection;
        assert!(delivery::retry(connection, id + 1, dead.id, now).is_err());
        delivery::retry(connection, id, dead.id, now).expect("another try");
        assert_eq!(deliver_all(&mut site, &config, now), [Outcome::Done]);
        assert!(delivery::retry(&mut site.house.connection, id, dead.id, now).is_err());
        let received = receiver.received();
        assert_eq!(received.first().map(|one| &one.body), received.last().map(|one| &one.body));
        assert_eq!(received[0].header("regulars-id"), received[4].header("regulars-id"));
    }
}

#[test]
fn a_receiver_that_takes_nothing_for_days_is_paused() {
    let mut site = Site::open(Engine::sqlite());
    let token = owner_token(&mut site);
    let receiver = Receiver::start(|_| "500 Oops".to_owned());
    let (id, _) = subscribe(&mut site, "crm", &receiver.url, |_| {});
    let config = HooksConfig { tries: 1, ..HooksConfig::default() };
    for (client_id, _) in &clients_without_retail(&site, &token)[..7] {
        assert_eq!(subscription::find(&mut site.house.connection, id).expect("one").paused, None);
        sell(&site, &token, *client_id);
        assert_eq!(deliver(&mut site, &config, site::clock()), [Outcome::Dead]);
    }
    let paused = subscription::find(&mut site.house.connection, id).expect("a subscription").paused;
    assert_eq!(paused.map(|(_, reason)| reason), Some(PauseReason::Failing));
}

#[test]
fn stars_that_only_change_their_places_are_no_news() {
    for engine in engines() {
        let mut site = Site::open(engine);
        subscribe(&mut site, "crm", "http://127.0.0.1:9/in", |_| {});
        let before = faces(&store::card::list_current(&mut site.house.connection).expect("cards"));
        // The salon's stars in another order: the last one first.
        let policy = import::policy::preset("salon").expect("a preset");
        let mut parts: Vec<&str> = policy.split("[[star]]").collect();
        let last = parts.pop().expect("a star");
        parts.insert(1, last);
        let turned = parts.join("[[star]]");
        let now = site.house.now();
        store::policy::put_policy(&mut site.house.connection, &turned, now, None).expect("a policy");
        site.house.score(true);
        let after = faces(&store::card::list_current(&mut site.house.connection).expect("cards"));
        for (before, after) in before.iter().zip(&after) {
            let mut turned = before.1.clone();
            turned.rotate_right(1);
            assert_eq!(turned, after.1);
        }
        assert_eq!(store::outbox::measure(&mut site.house.connection).expect("a measure").0, 0);
    }
}
