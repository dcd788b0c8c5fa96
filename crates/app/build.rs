//! Finds the script that makes pages quick (htmx), which is fetched and not kept in the repository.

use std::path::PathBuf;

fn main() {
    let fetched = PathBuf::from("assets/vendor/htmx.min.js");
    println!("cargo::rerun-if-changed={}", fetched.display());
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo names OUT_DIR")).join("htmx.min.js");
    if std::fs::copy(&fetched, &out).is_err() {
        println!("cargo::error=crates/app/assets/vendor/htmx.min.js is not there: run 'make assets' once");
    }
}
