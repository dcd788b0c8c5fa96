#!/usr/bin/env bash
# Builds the program: target/release/regulars
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh build
scripts/assets.sh
cargo build --release --locked -p regulars
