//! The program delivers: killed, told to stop, on two nodes, to the slow, the moved and the encrypted.

mod subscriber;

use std::collections::BTreeSet;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use regulars::config::HooksConfig;
use regulars::courier::{Answer, Letter, Post};
use store::delivery::{self, State};
use store::open::Address;
use subscriber::site::common::{Engine, engines};
use subscriber::site::{self, Site};
use subscriber::{Receiver, clients_without_retail, owner_token, sell, subscribe};

/// The program at work; killed at the latest when the test ends.
struct Serving(Child);

impl Serving {
    fn kill(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.kill();
    }
}

fn start_serving(engine: &Engine, directory: &std::path::Path) -> Serving {
    let address = match engine.address() {
        Address::Sqlite(path) => format!("sqlite:{}", path.display()),
        Address::Postgres(url) => url.clone(),
    };
    let started = Command::new(env!("CARGO_BIN_EXE_regulars"))
        .args(["--database", &address, "serve", "--listen", "127.0.0.1:0"])
        .current_dir(directory)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    Serving(started.expect("the program starts"))
}

fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..600 {
        if is_so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{what} in vain");
}

#[test]
fn a_kill_between_a_delivery_and_its_mark_repeats_it_and_loses_nothing() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let token = owner_token(&mut site);
        // The first request is never answered: the program is killed while it waits.
        let receiver = Receiver::start(|number| {
            if number == 0 {
                std::thread::sleep(Duration::from_secs(30));
            }
            "200 OK".to_owned()
        });
        let (id, _) = subscribe(&mut site, "crm", &receiver.url, |_| {});
        sell(&site, &token, clients_without_retail(&site, &token)[0].0);
        let directory = tempfile::tempdir().expect("a directory");
        let mut killed = start_serving(&site.house.engine, directory.path());
        wait_until("a delivery was waited for", || !receiver.received().is_empty());
        killed.kill();
        // The lease of the killed one runs out by itself; here it is given back for it.
        let holder = match &mut site.house.connection {
            store::Connection::Sqlite(connection) => connection
                .query_row("select holder from lease where name = 'courier'", [], |row| {
                    row.get::<_, String>(0)
                })
                .expect("a lease"),
            store::Connection::Postgres(client, _) => client
                .query_one("select holder from lease where name = 'courier'", &[])
                .expect("a lease")
                .get(0),
        };
        store::lease::give_back(&mut site.house.connection, "courier", &holder).expect("a lease");
        let mut second = start_serving(&site.house.engine, directory.path());
        wait_until("the repeat was waited for", || receiver.received().len() > 1);
        let is_done = |site: &mut Site| {
            let listed = delivery::list(&mut site.house.connection, id, i64::MAX, 10).expect("deliveries");
            listed.iter().all(|one| one.state == State::Done)
        };
        for _ in 0..200 {
            if is_done(&mut site) {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        assert!(is_done(&mut site));
        second.kill();
        // The new day at the real clock is told as well, under an id of its own.
        let received = receiver.received();
        let repeated: Vec<_> = received
            .iter()
            .filter(|one| one.header("regulars-id") == received[0].header("regulars-id"))
            .collect();
        assert_eq!(repeated.len(), 2, "it is done once it was taken");
        assert_eq!(repeated[0].body, repeated[1].body);
    }
}

#[test]
fn a_program_told_to_stop_ends_the_delivery_under_way() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let token = owner_token(&mut site);
        let receiver = Receiver::start(|_| {
            std::thread::sleep(Duration::from_secs(2));
            "200 OK".to_owned()
        });
        let (id, _) = subscribe(&mut site, "crm", &receiver.url, |_| {});
        sell(&site, &token, clients_without_retail(&site, &token)[0].0);
        let directory = tempfile::tempdir().expect("a directory");
        let mut serving = start_serving(&site.house.engine, directory.path());
        wait_until("a delivery was waited for", || !receiver.received().is_empty());
        let told = Command::new("kill").args(["-TERM", &serving.0.id().to_string()]).status();
        assert!(told.expect("an end").success());
        assert!(serving.0.wait().expect("an end").success());
        let listed = delivery::list(&mut site.house.connection, id, i64::MAX, 10).expect("deliveries");
        let first = listed.last().expect("a delivery");
        assert_eq!((first.state, first.tries), (State::Done, 1));
        // Its lease was given back, so that the next one need not wait.
        let _next = start_serving(&site.house.engine, directory.path());
        store::outbox::add_test(&mut site.house.connection, id, site::clock()).expect("a trial");
        wait_until("the trial was waited for", || {
            receiver.received().iter().any(|one| one.body.contains("\"test\""))
        });
    }
}

#[test]
fn of_two_nodes_one_delivers() {
    let mut site = Site::open(Engine::postgres());
    let token = owner_token(&mut site);
    let receiver = Receiver::taking();
    subscribe(&mut site, "crm", &receiver.url, |_| {});
    let directory = tempfile::tempdir().expect("a directory");
    std::fs::write(directory.path().join("regulars.toml"), "[hooks]\nnotices_per_delivery = 1\n")
        .expect("a file");
    let mut nodes = [(); 2].map(|()| start_serving(&site.house.engine, directory.path()));
    let clients = clients_without_retail(&site, &token);
    for (id, _) in &clients {
        sell(&site, &token, *id);
    }
    let told = |receiver: &Receiver| -> BTreeSet<i64> {
        let notices = receiver.received().into_iter().flat_map(|received| received.notices());
        let sold = notices.filter(|notice| notice["star"] == "retail" && notice["cause"] == "record");
        sold.filter_map(|notice| notice["client_id"].as_i64()).collect()
    };
    let sold: BTreeSet<i64> = clients.iter().map(|(id, _)| *id).collect();
    wait_until("the deliveries were waited for", || told(&receiver).is_superset(&sold));
    for node in &mut nodes {
        node.kill();
    }
    let received = receiver.received();
    let ids: BTreeSet<&str> = received.iter().map(|one| one.header("regulars-id")).collect();
    assert_eq!(ids.len(), received.len(), "a delivery came twice");
}

#[test]
fn a_slow_receiver_keeps_only_its_own_place() {
    let mut site = Site::open(Engine::sqlite());
    let slow = Receiver::start(|_| {
        std::thread::sleep(Duration::from_secs(60));
        "200 OK".to_owned()
    });
    let quick = Receiver::taking();
    let ids = [("slow", &slow), ("quick", &quick)].map(|(name, receiver)| {
        let (id, _) = subscribe(&mut site, name, &receiver.url, |_| {});
        store::outbox::add_test(&mut site.house.connection, id, site::clock()).expect("a trial");
        id
    });
    let directory = tempfile::tempdir().expect("a directory");
    let _serving = start_serving(&site.house.engine, directory.path());
    wait_until("both were waited for", || !slow.received().is_empty() && !quick.received().is_empty());
    let again = quick.received().len();
    store::outbox::add_test(&mut site.house.connection, ids[1], site::clock()).expect("a trial");
    wait_until("the second trial was waited for", || quick.received().len() > again);
    let listed = delivery::list(&mut site.house.connection, ids[0], i64::MAX, 10).expect("deliveries");
    assert_eq!((listed[0].state, listed[0].tries), (State::Waiting, 0), "the slow one is still waited for");
}

/// A server of TLS that answers 204 to whoever trusts its certificate; its address, and the certificate in PEM.
fn start_encrypted() -> (String, String) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let key = rustls::pki_types::PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let config = rustls::ServerConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key.into())
        .expect("a server's settings");
    let config = std::sync::Arc::new(config);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("https://localhost:{}/in", listener.local_addr().expect("an address").port());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut session = rustls::ServerConnection::new(config.clone()).expect("a session");
            let mut tls = rustls::Stream::new(&mut session, &mut stream);
            let mut bytes = [0; 4096];
            // A small letter comes in one or two pieces; whoever does not trust us sends none.
            while let Ok(count) = std::io::Read::read(&mut tls, &mut bytes) {
                if count == 0 || bytes[..count].ends_with(b"[]") {
                    break;
                }
            }
            let answer = b"HTTP/1.1 204 Fine\r\nConnection: close\r\n\r\n";
            let _ = std::io::Write::write_all(&mut tls, answer);
            tls.conn.send_close_notify();
            let _ = std::io::Write::flush(&mut tls);
        }
    });
    (url, made.cert.pem())
}

#[test]
fn a_certificate_is_checked_and_one_of_our_own_can_be_named() {
    let (url, pem) = start_encrypted();
    let letter = Letter {
        url,
        is_private: true,
        id: "1-1".to_owned(),
        timestamp: "1".to_owned(),
        signature: "v1=".to_owned(),
        body: "[]".to_owned(),
    };
    let config = HooksConfig::default();
    let stranger = Post::new(&config).expect("a post").send(&letter, site::clock());
    assert_eq!(stranger.status, None);
    assert!(stranger.text.contains("certificate"), "{}", stranger.text);
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("own.pem");
    std::fs::write(&path, pem).expect("a file");
    let config = HooksConfig { ca_file: Some(path.clone()), ..config };
    let known = Post::new(&config).expect("a post").send(&letter, site::clock());
    assert_eq!(known.status, Some(204), "{}", known.text);
    std::fs::write(&path, "nothing").expect("a file");
    assert!(Post::new(&config).is_err());
}

#[test]
fn a_redirect_is_not_followed_and_a_slow_receiver_is_not_waited_for() {
    let elsewhere = Receiver::taking();
    let location = elsewhere.url.clone();
    let moved = Receiver::start(move |_| format!("307 Moved\r\nLocation: {location}"));
    let slow = Receiver::start(|_| {
        std::thread::sleep(Duration::from_secs(20));
        "200 OK".to_owned()
    });
    let config = HooksConfig { timeout_s: 1, ..HooksConfig::default() };
    let post = Post::new(&config).expect("a post");
    let letter = |url: &str, is_private: bool| Letter {
        url: url.to_owned(),
        is_private,
        id: "1-1".to_owned(),
        timestamp: "1".to_owned(),
        signature: "v1=".to_owned(),
        body: "[]".to_owned(),
    };
    let answer = post.send(&letter(&moved.url, true), site::clock());
    assert_eq!(answer.status, Some(307));
    assert!(elsewhere.received().is_empty());
    let Answer { status, text, .. } = post.send(&letter(&slow.url, true), site::clock());
    assert_eq!(status, None);
    assert!(text.contains("timeout"), "{text}");
    // Said to be outside, but a machine of ours: it is not even called.
    let outside = elsewhere.url.replace("http://127.0.0.1", "https://localhost");
    let answer = post.send(&letter(&outside, false), site::clock());
    assert_eq!(answer.status, None);
    assert!(answer.text.contains("not outside"), "{}", answer.text);
    let nobody = post.send(&letter("http://127.0.0.1:9/in", true), site::clock());
    assert_eq!(nobody.status, None);
    // One that was made before the configuration ruled it out is not called any more.
    let config = HooksConfig { private_receivers: false, ..config };
    let answer = Post::new(&config).expect("a post").send(&letter(&elsewhere.url, true), site::clock());
    assert_eq!(answer.status, None);
    assert!(answer.text.contains("hooks.private_receivers"), "{}", answer.text);
    assert!(elsewhere.received().is_empty());
}
