//! A subscriber: a server of HTTP that answers as a test says and keeps what it got, and a business that
//! has something to tell it.

#![allow(dead_code, reason = "not every test file uses all of it")]

#[path = "../site/mod.rs"]
pub(crate) mod site;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use domain::permission::Role;
use regulars::config::HooksConfig;
use regulars::courier;
use serde_json::Value;
use site::Site;
use store::subscription::{NewSubscription, Topic};
use store::token::TokenScope;

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    /// Headers, their names in small letters.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(String::as_str).unwrap_or_default()
    }

    /// The notices that it brought.
    pub(crate) fn notices(&self) -> Vec<Value> {
        let body: Value = serde_json::from_str(&self.body).expect("JSON");
        body.as_array().expect("an array").clone()
    }
}

/// A server of its own port, until the test ends.
pub(crate) struct Receiver {
    pub(crate) url: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Receiver {
    /// Answers each request, of a number from 0 on, with the status line's end and further headers.
    pub(crate) fn start(answer: impl Fn(usize) -> String + Send + Sync + 'static) -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/in", listener.local_addr().expect("an address"));
        let received = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&received);
        let answer = Arc::new(answer);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { continue };
                let (kept, answer) = (Arc::clone(&kept), Arc::clone(&answer));
                std::thread::spawn(move || serve(stream, &kept, &*answer));
            }
        });
        Receiver { url, received }
    }

    /// One that takes everything.
    pub(crate) fn taking() -> Receiver {
        Receiver::start(|_| "200 OK".to_owned())
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().expect("no panic").clone()
    }
}

fn serve(stream: TcpStream, kept: &Mutex<Vec<Received>>, answer: &(dyn Fn(usize) -> String + Send + Sync)) {
    let mut reader = BufReader::new(&stream);
    let mut headers = BTreeMap::new();
    let mut line = String::new();
    if reader.read_line(&mut line).unwrap_or(0) == 0 {
        return;
    }
    loop {
        line.clear();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    if reader.read_exact(&mut body).is_err() {
        return;
    }
    let number = {
        let mut kept = kept.lock().expect("no panic");
        kept.push(Received { headers, body: String::from_utf8(body).expect("UTF-8") });
        kept.len() - 1
    };
    let answer = answer(number);
    let _ = (&stream).write_all(
        format!("HTTP/1.1 {answer}\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok").as_bytes(),
    );
}

/// Subscribes a receiver in the own network; the subscription's id and secret.
pub(crate) fn subscribe(
    site: &mut Site,
    name: &str,
    url: &str,
    change: impl FnOnce(&mut NewSubscription),
) -> (i64, String) {
    if store::account::find_by_login(&mut site.house.connection, "owner").expect("an answer").is_none() {
        site.join(Role::Owner);
    }
    let connection = &mut site.house.connection;
    let owner = store::account::find_by_login(connection, "owner").expect("an answer").expect("an owner");
    let mut new = NewSubscription {
        name,
        url,
        is_private: true,
        topics: &Topic::ALL,
        branch_id: None,
        shows_names: false,
        account_id: owner.id,
    };
    change(&mut new);
    courier::subscribe(connection, &owner, &new, &HooksConfig::default(), site::clock())
        .expect("a subscription")
}

/// Clients whose retail star is empty, by id and code.
pub(crate) fn clients_without_retail(site: &Site, token: &str) -> Vec<(i64, String)> {
    let path = "/api/v1/clients?star=retail&level=none&limit=200";
    let listed = site.call("GET", path, token, &[], "").json();
    let clients = listed["clients"].as_array().expect("clients").iter();
    clients
        .map(|one| (one["id"].as_i64().expect("an id"), one["code"].as_str().expect("a code").to_owned()))
        .collect()
}

/// Sells a client a product that fills the retail star.
pub(crate) fn sell(site: &Site, token: &str, client_id: i64) {
    let body = r#"{"kind": "product", "amount_minor": 90000}"#;
    let answer = site.call_json("POST", &format!("/api/v1/clients/{client_id}/events"), token, body);
    assert_eq!(answer.status, 200, "{}", answer.body);
}

pub(crate) fn owner_token(site: &mut Site) -> String {
    site.join(Role::Owner);
    site.token(Role::Owner, &TokenScope::ALL, 1).1
}
