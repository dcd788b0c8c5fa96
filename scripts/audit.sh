#!/usr/bin/env bash
# Licences, bans and sources of all dependencies, by the rules in deny.toml. The check itself asks
# no network; advisories are left out because they would.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/steps.sh

tools=$PWD/.cache/tools
export PATH=$PATH:$tools/bin
export CARGO_TERM_PROGRESS_WHEN=never

scripts/setup.sh build
command -v cargo-deny >/dev/null ||
    step "install cargo-deny (once, about 2.5 minutes on 2 cores)" \
        cargo install cargo-deny --locked --version 0.20.2 --root "$tools" --quiet
# The check reads the manifests of every platform's dependencies, a build only fetched ours.
step "fetch" cargo fetch --locked --quiet
step "audit" cargo deny --offline --locked check bans licenses sources
