//! The program served for real: processes on one database, asked over HTTP.

#![allow(dead_code, reason = "not every test file uses all of it")]

#[path = "../common/mod.rs"]
pub(crate) mod common;

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, StatusCode};
use common::{Engine, House, demo_files};
use store::open::Address;

pub(crate) const PASSWORD: &str = "seven plain words in a row";

/// Clients of the demo files.
const CLIENTS: usize = 40;

/// The longest that anything here may take.
const PATIENCE: Duration = Duration::from_secs(40);

/// A business in a database, and the nodes that serve it.
pub(crate) struct Chain {
    pub(crate) nodes: Vec<Node>,
    pub(crate) house: House,
    pub(crate) directory: tempfile::TempDir,
    /// Environment that gives the program a clock of the test's own; empty: the machine's.
    clock: Vec<(String, String)>,
}

/// One process that serves.
pub(crate) struct Node {
    pub(crate) process: Child,
    base: String,
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An answer read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    pub(crate) fn expect(self, status: StatusCode) -> Answer {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
}

impl Node {
    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(PATIENCE))
            .build()
            .into();
        let mut request = axum::http::Request::builder().method(method).uri(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = agent.run(request.body(body).expect("a request")).expect("an answer");
        let (parts, mut body) = response.into_parts();
        Answer { status: parts.status, headers: parts.headers, body: body.read_to_string().expect("a text") }
    }

    pub(crate) fn get(&self, path: &str, cookie: &str) -> Answer {
        self.send("GET", path, &[("cookie", cookie)], "")
    }

    /// Posts a form as a page of ours does.
    pub(crate) fn post(&self, path: &str, cookie: &str, form: &[(&str, &str)]) -> Answer {
        let headers = [
            ("cookie", cookie),
            ("sec-fetch-site", "same-origin"),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        self.send("POST", path, &headers, &serde_urlencoded::to_string(form).expect("a form"))
    }

    pub(crate) fn call(&self, method: &str, path: &str, token: &str, key: &str, body: &str) -> Answer {
        let bearer = format!("Bearer {token}");
        let mut headers = vec![("authorization", bearer.as_str())];
        headers.extend((!key.is_empty()).then_some(("idempotency-key", key)));
        headers.extend((!body.is_empty()).then_some(("content-type", "application/json")));
        self.send(method, path, &headers, body)
    }

    /// A session of the owner; its cookie.
    pub(crate) fn sign_in(&self) -> String {
        let answer = self.post("/sign-in", "", &[("login", "owner"), ("password", PASSWORD)]);
        let answer = answer.expect(StatusCode::SEE_OTHER);
        answer.header("set-cookie").split(';').next().expect("a cookie").to_owned()
    }

    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([name, &self.process.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
    }
}

impl Chain {
    /// A small salon chain, imported, with nodes that serve it as `settings` say.
    pub(crate) fn open(engine: Engine, nodes: usize, settings: &str) -> Chain {
        let directory = tempfile::tempdir().expect("a directory");
        let mut house = House::found(engine);
        house.import(&demo_files(directory.path(), CLIENTS));
        house.score(false);
        std::fs::write(directory.path().join("regulars.toml"), settings).expect("a file");
        let mut chain = Chain { nodes: Vec::new(), house, directory, clock: Vec::new() };
        for _ in 0..nodes {
            chain.serve();
        }
        chain
    }

    /// From now on the program's clock begins at that time, in UTC, whenever it starts: the program itself knows
    /// nothing of it.
    pub(crate) fn at(&mut self, time: &str) {
        let time = format!("@{time}");
        let asked = Command::new("faketime").args(["-m", "-f", &time, "env"]).output();
        let asked = asked.expect("faketime runs: 'scripts/setup.sh test' installs it").stdout;
        let asked = String::from_utf8_lossy(&asked).into_owned();
        let preload = asked.lines().find_map(|line| line.strip_prefix("LD_PRELOAD=")).expect("a library");
        let clock = [
            ("LD_PRELOAD", preload),
            ("FAKETIME", &time),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
            ("TZ", "UTC"),
        ];
        self.clock = clock.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_regulars"));
        let address = match self.house.engine.address() {
            Address::Postgres(url) => url.clone(),
            Address::Sqlite(path) => format!("sqlite:{}", path.display()),
        };
        command.args(["--database", &address]).args(args).current_dir(self.directory.path());
        command.envs(self.clock.iter().map(|(name, value)| (name, value)));
        command
    }

    pub(crate) fn url(&self) -> &str {
        match self.house.engine.address() {
            Address::Postgres(url) => url,
            Address::Sqlite(_) => panic!("only PostgreSQL is looked into"),
        }
    }

    /// Starts one more node.
    pub(crate) fn serve(&mut self) {
        // What it says of its address may be that of a proxy before it, so it is told which one to take.
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let address = free.expect("a free port").to_string();
        let mut command = self.command(&["serve", "--listen", &address]);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut line = String::new();
        let mut out = BufReader::new(process.stdout.take().expect("what it says"));
        out.read_line(&mut line).expect("what it says");
        assert!(line.starts_with("serving "), "{line}");
        self.nodes.push(Node { process, base: format!("http://{address}") });
    }

    /// Runs a command of the program; what it says last.
    pub(crate) fn run(&self, args: &[&str]) -> String {
        let output = self.command(args).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
        text.lines().last().unwrap_or_default().to_owned()
    }

    /// Makes the owner's password by a link from the command line, and a session; its cookie.
    pub(crate) fn make_owner(&self) -> String {
        let output = self.command(&["owner-link"]).output().expect("it runs");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let link = text.lines().next().and_then(|line| line.split("/invitation/").nth(1)).expect("a link");
        let form = [("password", PASSWORD), ("again", PASSWORD)];
        let answer = self.nodes[0].post(&format!("/invitation/{link}"), "", &form);
        answer
            .expect(StatusCode::SEE_OTHER)
            .header("set-cookie")
            .split(';')
            .next()
            .expect("a cookie")
            .to_owned()
    }

    pub(crate) fn make_token(&self) -> String {
        let args = ["token", "create", "--login", "owner", "--scope", "read,write", "--name", "test"];
        self.run(&args)
    }

    /// A connection of the test's own, to look behind the pages.
    pub(crate) fn look(&self) -> postgres::Client {
        postgres::Client::connect(self.url(), postgres::NoTls).expect("a connection")
    }

    pub(crate) fn count(&self, sql: &str) -> i64 {
        self.look().query_one(sql, &[]).expect("a count").get(0)
    }

    /// Waits for what two nodes do by themselves.
    pub(crate) fn wait_until(&self, what: &str, sql: &str) {
        let started = Instant::now();
        while self.count(sql) == 0 {
            assert!(started.elapsed() < PATIENCE, "{what} takes too long");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until everyone was scored for the present day.
    pub(crate) fn wait_for_score(&self) {
        self.wait_for_scores(2);
    }

    /// Waits until everyone was scored so many times.
    pub(crate) fn wait_for_scores(&self, times: usize) {
        let sql = format!(
            "select count(*) from (select 1 from change where kind = 'score' offset {}) later",
            times - 1
        );
        self.wait_until("the score of a new day", &sql);
    }
}

/// Looks at a page until nothing is at work on it.
pub(crate) fn wait_for(node: &Node, path: &str, cookie: &str) -> String {
    let started = Instant::now();
    loop {
        let body = node.get(path, cookie).body;
        if !body.contains("http-equiv=\"refresh\"") {
            return body;
        }
        assert!(started.elapsed() < PATIENCE, "{path} is at work for ever");
        std::thread::sleep(Duration::from_millis(100));
    }
}
