//! Mails arrive at a real server, once, in the language of whom they go to, and what they promise holds.

mod node;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use axum::http::StatusCode;
use node::common::{Engine, engines};
use node::{Chain, Node, PASSWORD};
use serde_json::Value;

/// The longest that a mail may take.
const PATIENCE: Duration = Duration::from_secs(40);

/// A mail server of the test's own.
struct Server {
    process: Child,
    port: u64,
    mails: Receiver<Value>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A Python that has aiosmtpd: Debian's own, else the first on the path.
fn python() -> &'static str {
    let has = |python: &&str| {
        let run = Command::new(python).args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status();
        run.is_ok_and(|status| status.success())
    };
    let found = ["/usr/bin/python3", "python3"].into_iter().find(|python| has(python));
    found.expect("the package python3-aiosmtpd: scripts/setup.sh test installs it")
}

impl Server {
    /// Serves on a port, 0 for any, with a certificate that is made in the directory.
    fn start(directory: &Path, port: u64, security: &str) -> Server {
        let (certificate, key) = (directory.join("server.pem"), directory.join("key.pem"));
        if !certificate.exists() {
            let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
            std::fs::write(&certificate, made.cert.pem()).expect("a file");
            std::fs::write(&key, made.signing_key.serialize_pem()).expect("a file");
        }
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/smtp_server.py");
        let mut command = Command::new(python());
        command.arg(script).arg(port.to_string()).args([&certificate, &key]).arg(security);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut lines = BufReader::new(process.stdout.take().expect("what it says")).lines();
        let mut next = move || -> Option<Value> { serde_json::from_str(&lines.next()?.ok()?).ok() };
        let first = next().expect("a port");
        let (sender, mails) = channel();
        std::thread::spawn(move || {
            while let Some(mail) = next() {
                let _ = sender.send(mail);
            }
        });
        Server { process, port: first["port"].as_u64().expect("a port"), mails }
    }

    /// The next mail.
    fn next(&self) -> Value {
        self.mails.recv_timeout(PATIENCE).expect("a mail")
    }

    /// Does nothing come for a while?
    fn is_still(&self) -> bool {
        self.mails.recv_timeout(Duration::from_secs(2)).is_err()
    }
}

fn settings(port: u64, more: &str) -> String {
    format!(
        "[serve]\npublic_url = \"http://regulars.test\"\n[mail]\ntransport = \"smtp\"\nhost = \"localhost\"\n\
         from = \"Test Salons <regulars@example.com>\"\nport = {port}\nusername = \"regulars\"\n\
         password_file = \"password\"\nca_file = \"server.pem\"\n{more}"
    )
}

/// A business with nodes that mail by that server.
fn open(engine: Engine, nodes: usize, server: &Server, directory: &Path) -> Chain {
    let mut chain = Chain::open(engine, 0, &settings(server.port, ""));
    std::fs::copy(directory.join("server.pem"), chain.directory.path().join("server.pem")).expect("a file");
    std::fs::write(chain.directory.path().join("password"), "secret\n").expect("a file");
    for _ in 0..nodes {
        chain.serve();
    }
    chain
}

fn text<'a>(mail: &'a Value, name: &str) -> &'a str {
    mail[name].as_str().expect("a text")
}

/// The path of the link in a mail: the same in text and HTML.
fn link(mail: &Value) -> String {
    let start = "http://regulars.test/invitation/";
    let secret = text(mail, "text").split(start).nth(1).expect("a link").split_whitespace().next();
    let secret = secret.expect("a secret");
    assert_eq!(text(mail, "html").matches(&format!("{start}{secret}")).count(), 2);
    format!("/invitation/{secret}")
}

fn invite(node: &Node, cookie: &str, login: &str, language: &str) -> node::Answer {
    let form = [("login", login), ("name", "Ann"), ("role", "analyst"), ("language", language)];
    node.post("/people", cookie, &form).expect(StatusCode::OK)
}

const CHOSEN: [(&str, &str); 2] = [("password", PASSWORD), ("again", PASSWORD)];

#[test]
fn a_person_is_invited_forgets_the_password_and_is_told_of_the_change() {
    for engine in engines() {
        let directory = tempfile::tempdir().expect("a directory");
        let server = Server::start(directory.path(), 0, "starttls");
        let nodes = if matches!(engine.address(), store::open::Address::Postgres(_)) { 2 } else { 1 };
        let chain = open(engine, nodes, &server, directory.path());
        let (first, last) = (&chain.nodes[0], &chain.nodes[nodes - 1]);
        let owner = chain.make_owner();
        let page = invite(last, &owner, "ann@example.com", "nl");
        assert!(page.body.contains("on its way by mail to ann@example.com"), "{}", page.body);
        let mail = server.next();
        assert_eq!(mail["is_encrypted"], true);
        assert_eq!(mail["to"], serde_json::json!(["ann@example.com"]));
        let headers = &mail["headers"];
        assert_eq!(text(headers, "from"), "Test Salons <regulars@example.com>");
        assert_eq!(text(headers, "subject"), "Je account bij Test Salons");
        assert_eq!(text(headers, "auto-submitted"), "auto-generated");
        assert!(text(&mail, "html").contains("lang=\"nl\""));
        // Nobody learns whose accounts there are: the answer is the same, and no mail comes.
        let ask =
            |login: &str| last.post("/forgotten", "", &[("login", login)]).expect(StatusCode::SEE_OTHER);
        assert_eq!(ask("nobody@example.org").header("location"), ask("ann@example.com").header("location"));
        assert!(server.is_still(), "who has an invitation needs no second link");
        let ann = first.post(&link(&mail), "", &CHOSEN).expect(StatusCode::SEE_OTHER);
        let ann = ann.header("set-cookie").split(';').next().expect("a cookie").to_owned();
        // The password is forgotten: the link works once, and ends every session.
        ask("Ann@example.com");
        let mail = server.next();
        assert_eq!(text(&mail["headers"], "subject"), "Een nieuw wachtwoord bij Test Salons");
        let path = link(&mail);
        assert!(last.get(&path, "").body.contains("Your sign-in name is ann@example.com"));
        assert_eq!(last.get("/stars", &ann).status, StatusCode::OK);
        let other = [("password", "other plain words"), ("again", "other plain words")];
        last.post(&path, "", &other).expect(StatusCode::SEE_OTHER);
        first.post(&path, "", &other).expect(StatusCode::NOT_FOUND);
        assert_eq!(first.get("/stars", &ann).status, StatusCode::SEE_OTHER, "signed out");
        let mail = server.next();
        assert_eq!(text(&mail["headers"], "subject"), "Je wachtwoord bij Test Salons is gewijzigd");
        // Three asks in a quarter of an hour, counted over all nodes; the answer stays the same.
        ask("ann@example.com");
        server.next();
        assert_eq!(ask("ann@example.com").header("location"), ask("x").header("location"));
        assert!(server.is_still(), "asked for too often");
        let mut connection = store::open::open(chain.house.engine.address()).expect("a connection");
        let left = store::mail::list_due(&mut connection, jiff::Timestamp::MAX, 9).expect("mails");
        assert_eq!(left, [], "what is sent is gone");
    }
}

#[test]
fn a_mail_waits_for_its_server_and_is_dropped_where_nobody_takes_it() {
    let directory = tempfile::tempdir().expect("a directory");
    let server = Server::start(directory.path(), 0, "starttls");
    let chain = open(Engine::sqlite(), 1, &server, directory.path());
    let (node, owner) = (&chain.nodes[0], chain.make_owner());
    let port = server.port;
    drop(server);
    invite(node, &owner, "ann@example.com", "en");
    invite(node, &owner, "nobody@example.com", "en");
    invite(node, &owner, "later@example.com", "zh");
    std::thread::sleep(Duration::from_secs(1));
    let server = Server::start(directory.path(), port, "starttls");
    let mut mails = [server.next(), server.next()];
    mails.sort_by_key(|mail| mail["to"].to_string());
    assert_eq!(mails[0]["to"], serde_json::json!(["ann@example.com"]));
    assert_eq!(mails[1]["to"], serde_json::json!(["later@example.com"]));
    assert_eq!(text(&mails[1]["headers"], "subject"), "您在 Test Salons 的账号");
    assert!(server.is_still());
    let mut connection = store::open::open(chain.house.engine.address()).expect("a connection");
    let left = store::mail::list_due(&mut connection, jiff::Timestamp::MAX, 9).expect("mails");
    assert_eq!(left, [], "what nobody takes is dropped");
}

#[test]
fn a_trial_tells_what_is_wrong() {
    let directory = tempfile::tempdir().expect("a directory");
    let server = Server::start(directory.path(), 0, "tls");
    let chain = open(Engine::sqlite(), 0, &server, directory.path());
    let try_as = |settings: &str| {
        std::fs::write(chain.directory.path().join("regulars.toml"), settings).expect("a file");
        let output = chain.command(&["mail", "test", "ann@example.com", "--language", "nl"]).output();
        let output = output.expect("it runs");
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&said).into_owned())
    };
    let right = settings(server.port, "security = \"tls\"\n");
    assert_eq!(try_as(&right), (Some(0), "sent to ann@example.com\n".to_owned()));
    let mail = server.next();
    assert_eq!(text(&mail["headers"], "subject"), "Mails van Test Salons komen aan");
    assert_eq!(mail["is_encrypted"], true);
    let cases = [
        (right.replace("ca_file = \"server.pem\"\n", ""), 7, "invalid peer certificate"),
        (right.replace("username = \"regulars\"", "username = \"someone\""), 7, "answered 535"),
        (right.replace("password_file = \"password\"\n", ""), 4, "it needs 'password_file'"),
        (right.replace("host = \"localhost\"\n", ""), 4, "it needs 'host'"),
        (right.replace("from = \"Test", "from = \"<Test"), 4, "is no address of mail"),
        (
            right.replace("localhost", "mail.example.com").replace("\"tls\"", "\"none\""),
            4,
            "is for a server on this machine alone",
        ),
        (String::new(), 4, "mails are off"),
    ];
    for (settings, code, said) in cases {
        let (status, text) = try_as(&settings);
        assert_eq!(status, Some(code), "{text}");
        assert!(text.contains(said), "{text}");
    }
    assert!(server.is_still(), "nothing was sent without a certificate that holds");
}

#[test]
fn mails_go_to_files_to_be_looked_at_or_nowhere() {
    let mut chain = Chain::open(Engine::sqlite(), 1, "");
    let owner = chain.make_owner();
    let page = invite(&chain.nodes[0], &owner, "ann@example.com", "en");
    assert!(page.body.contains("Give this link to the person") && !page.body.contains("by mail"));
    assert!(chain.nodes[0].get("/sign-in", "").body.contains("Ask your manager for a link"));
    assert!(!chain.nodes[0].get("/forgotten", "").body.contains("<form"));
    let files = "[mail]\ntransport = \"file\"\nfrom = \"regulars@example.com\"\ndirectory = \"mails\"\n";
    std::fs::write(chain.directory.path().join("regulars.toml"), files).expect("a file");
    chain.nodes.clear();
    chain.serve();
    assert!(chain.nodes[0].get("/forgotten", "").body.contains("<form"));
    invite(&chain.nodes[0], &owner, "bob@example.com", "en");
    let started = std::time::Instant::now();
    let found = loop {
        let mut files = std::fs::read_dir(chain.directory.path().join("mails")).expect("a directory");
        if let Some(file) = files.next() {
            break std::fs::read_to_string(file.expect("a file").path()).expect("a text");
        }
        assert!(started.elapsed() < PATIENCE, "no file comes");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert!(found.contains("To: bob@example.com"), "{found}");
}
