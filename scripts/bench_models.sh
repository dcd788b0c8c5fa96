#!/usr/bin/env bash
# Measures the models of visits against lifetimes and the survival curve against lifelines, both installed in
# .cache/peers, by turns in one run. Figures, no verdict: machines differ.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/steps.sh

peers=$PWD/.cache/peers
scripts/setup.sh build real
step "fetch" scripts/fetch_cdnow.sh
[[ -e $peers/installed ]] || {
    step "fetch lifetimes and lifelines" python3 -m venv "$peers"
    "$peers/bin/python" -m pip install --quiet --only-binary :all: --no-binary autograd-gamma \
        Lifetimes==0.11.3 lifelines==0.30.3 numpy==1.26.4 scipy==1.17.1 pandas==2.3.3 autograd==1.9.1
    touch "$peers/installed"
}
step "build" cargo build --release --locked --package btyd --example measure_visits --example measure_survival
step "models of visits" "$peers/bin/python" bench/btyd.py --program target/release/examples/measure_visits \
    --data .cache/real/lifetimes/datasets/CDNOW_master.txt "$@"
step "survival curves" "$peers/bin/python" bench/survival.py --program target/release/examples/measure_survival "$@"
