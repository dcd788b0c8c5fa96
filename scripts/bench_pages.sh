#!/usr/bin/env bash
# Measures the pages under load on a demo of 100,000 clients and 3.6 million events, on SQLite and on
# PostgreSQL. Figures, no verdict: machines differ. The load and the program share the machine.
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ -z ${REGULARS_TEST_POSTGRES:-} ]]; then
    scripts/setup.sh build test
    exec scripts/postgres.sh measure "$0" "$@"
fi
source scripts/steps.sh

clients=${1:-100000}
seconds=${2:-60}
tools=$PWD/.cache/tools
base=$PWD/.cache/pages-$clients
regulars=$PWD/target/release/regulars

load() {
    python3 bench/pages.py --program "$regulars" --database "$1" --demo "$base" --oha "$tools/bin/oha" --seconds "$seconds"
}

step "build" scripts/build.sh
[[ -x $tools/bin/oha ]] ||
    step "fetch oha" cargo install oha --locked --version 1.16.0 --root "$tools" --quiet
[[ -f $base/regulars.db ]] ||
    step "make $clients clients" "$regulars" demo --clients "$clients" --directory "$base"
# Each run begins with the same ledger: what was recorded in one does not burden the next.
rm -f "$base/bench.db"*
"$regulars" --database "sqlite:$base/regulars.db" migrate
step "copy the ledger" "$regulars" --database "sqlite:$base/regulars.db" backup "$base/bench.db"
"$regulars" --database "sqlite:$base/bench.db" score
step "let the disk come to rest" sync
step "SQLite" load "sqlite:$base/bench.db"
step "copy the ledger to PostgreSQL" "$regulars" --database "$REGULARS_TEST_POSTGRES" restore "$base/bench.db"
rest() {
    psql --quiet --dbname "$REGULARS_TEST_POSTGRES" --command checkpoint
    sync
}
step "let PostgreSQL come to rest" rest
step "PostgreSQL" load "$REGULARS_TEST_POSTGRES"
rm -f "$base/bench.db"*
