#!/usr/bin/env bash
# Fetches the purchases of compact discs that the literature on visits fits its models to. They travel
# inside a Python package, of which nothing is installed or run. Everything goes to .cache/; nothing of it is
# ever committed. A second call asks no network.
#
#   .cache/real/lifetimes/datasets/CDNOW_master.txt   69,659 purchases of 23,570 clients
#   .cache/real/lifetimes/datasets/CDNOW_sample.txt   those of 2,357 among them
set -euo pipefail
cd "$(dirname "$0")/.."

wheel=Lifetimes-0.11.3-py3-none-any.whl
sum=$(grep "$wheel" real/SHA256SUMS)
scripts/setup.sh real
mkdir -p .cache/real
cd .cache/real

if ! sha256sum --check --status <<<"$sum" 2>/dev/null; then
    echo "fetch: a Python package, 0.6 MB"
    python3 -m pip download --quiet --no-deps --only-binary :all: --dest . Lifetimes==0.11.3
    if ! sha256sum --check <<<"$sum"; then
        echo "fetch: the package is not the one we know: remove $PWD/$wheel and try again" >&2
        exit 1
    fi
fi
if [[ ! -e $wheel.unpacked ]]; then
    python3 -m zipfile --extract "$wheel" .
    touch "$wheel.unpacked"
fi
