//! The arrows of ARCHITECTURE.md hold: which crate may use which, and what `domain` stays clear of.

use std::path::{Path, PathBuf};

/// Each crate with the crates of ours that it may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("btyd", &[]),
    ("domain", &["btyd"]),
    ("import", &["domain"]),
    ("store", &["domain"]),
    ("batch", &["domain"]),
    ("locale", &["domain"]),
    ("report", &["domain", "locale"]),
    ("app", &["domain", "import", "store", "batch", "locale", "report"]),
];

/// What the pure crate may use of others.
const PURE: &[&str] = &["btyd", "jiff", "smallvec", "thiserror"];

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn dependencies(name: &str) -> Vec<String> {
    let path = crates().join(name).join("Cargo.toml");
    let manifest: toml::Table = std::fs::read_to_string(path).expect("a manifest").parse().expect("TOML");
    let table = manifest.get("dependencies").and_then(toml::Value::as_table).cloned().unwrap_or_default();
    table.keys().cloned().collect()
}

#[test]
fn every_crate_uses_only_what_lies_below_it() {
    let ours: Vec<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    let mut found: Vec<String> = std::fs::read_dir(crates())
        .expect("the crates")
        .map(|entry| entry.expect("a crate").file_name().to_string_lossy().into_owned())
        .collect();
    found.sort();
    let mut known = ours.clone();
    known.sort_unstable();
    assert_eq!(found, known, "a crate is missing from the arrows");
    for (name, allowed) in ARROWS {
        for used in dependencies(name).iter().filter(|used| ours.contains(&used.as_str())) {
            assert!(allowed.contains(&used.as_str()), "{name} must not use {used}");
        }
    }
}

#[test]
fn the_domain_is_pure() {
    let used = dependencies("domain");
    assert!(used.iter().all(|used| PURE.contains(&used.as_str())), "domain uses {used:?}");
}

#[test]
fn the_models_are_pure() {
    let allowed = ["rand", "rand_chacha", "rand_distr", "rayon", "statrs", "thiserror"];
    let used = dependencies("btyd");
    assert!(used.iter().all(|used| allowed.contains(&used.as_str())), "btyd uses {used:?}");
}

#[test]
fn sql_lives_in_the_store_alone() {
    for name in ["btyd", "domain", "import", "batch", "locale", "report", "app"] {
        let used = dependencies(name);
        let sql = |used: &&String| ["rusqlite", "postgres", "sqlx"].contains(&used.as_str());
        assert_eq!(used.iter().find(sql), None, "{name} speaks to a database by itself");
    }
}

#[test]
fn typst_lives_in_report_alone() {
    for (name, _) in ARROWS.iter().filter(|(name, _)| *name != "report") {
        let used = dependencies(name);
        let typst = |used: &&String| used.starts_with("typst");
        assert_eq!(used.iter().find(typst), None, "{name} typesets by itself");
    }
}

#[test]
fn fluent_lives_in_locale_alone() {
    for (name, _) in ARROWS.iter().filter(|(name, _)| *name != "locale") {
        let used = dependencies(name);
        let fluent = |used: &&String| used.starts_with("fluent");
        assert_eq!(used.iter().find(fluent), None, "{name} reads texts by itself");
    }
}

#[test]
fn no_source_file_is_longer_than_five_hundred_lines() {
    let mut folders: Vec<PathBuf> = ARROWS.iter().map(|(name, _)| crates().join(name).join("src")).collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let lines = std::fs::read_to_string(&path).expect("a file").lines().count();
                assert!(lines <= 500, "{} has {lines} lines: it asks to be two", path.display());
            }
        }
    }
}
