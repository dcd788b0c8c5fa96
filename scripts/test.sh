#!/usr/bin/env bash
# Everything that must hold before a change goes in.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/steps.sh

export CARGO_TERM_PROGRESS_WHEN=never
# A fresh clone is built once: incremental state would only cost time and disk.
[[ -z ${CI:-} ]] || export CARGO_INCREMENTAL=0

step "setup" scripts/setup.sh build test real
step "published data of visits" scripts/fetch_cdnow.sh
step "assets" scripts/assets.sh
step "scripts" shellcheck --external-sources .ci/run scripts/*.sh
step "format" cargo fmt --all --check
step "clippy" cargo clippy --workspace --all-targets --locked -- -D warnings
step "tests on SQLite and PostgreSQL" scripts/postgres.sh run cargo test --workspace --locked
step "published figures of visits and spend" cargo test --package btyd --tests --locked -- --ignored
step "journeys in Chromium" scripts/e2e.sh
RUSTDOCFLAGS="-D warnings" step "docs" cargo doc --workspace --no-deps --locked
