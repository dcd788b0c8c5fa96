#!/usr/bin/env bash
# Measures the models of visits against lifetimes, which is installed in .cache/peers, by turns in one run. Figures,
# no verdict: machines differ.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/steps.sh

peers=$PWD/.cache/peers
scripts/setup.sh build real
step "fetch" scripts/fetch_cdnow.sh
[[ -e $peers/installed ]] || {
    step "fetch lifetimes" python3 -m venv "$peers"
    "$peers/bin/python" -m pip install --quiet --only-binary :all: Lifetimes==0.11.3 numpy==1.26.4 \
        scipy==1.17.1 pandas==2.3.3 autograd==1.9.1
    touch "$peers/installed"
}
step "build" cargo build --release --locked --package btyd --example measure_visits
step "models of visits" "$peers/bin/python" bench/btyd.py --program target/release/examples/measure_visits \
    --data .cache/real/lifetimes/datasets/CDNOW_master.txt "$@"
