#!/usr/bin/env bash
# Walks through the pages in Debian's own Chromium, each page looked at by axe.
set -euo pipefail
cd "$(dirname "$0")/.."

[[ -x target/debug/regulars ]] || cargo build --locked --package regulars
cd e2e
# What is there already and of the same lock file is kept: no network is asked.
if ! cmp -s package-lock.json node_modules/.installed-lock.json; then
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --silent --no-audit --no-fund
    cp package-lock.json node_modules/.installed-lock.json
fi
exec npx --no-install playwright test "$@"
