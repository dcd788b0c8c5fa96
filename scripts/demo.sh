#!/usr/bin/env bash
# Builds the program, makes a demo business (a salon chain of three branches) and prints its star
# report. One that is there already is kept, with whatever was recorded in it since.
set -euo pipefail
cd "$(dirname "$0")/.."

directory=demo-business
regulars=target/release/regulars

scripts/build.sh
export REGULARS_DATABASE=sqlite:$directory/regulars.db
if [[ -f $directory/regulars.db ]]; then
    echo "demo: $directory is there already; remove it for a fresh one"
    "$regulars" report stars
else
    "$regulars" demo --directory "$directory"
fi
cat <<END

What to try next:

  export REGULARS_DATABASE=$REGULARS_DATABASE
  $regulars report stars --by branch
  $regulars report clients --where status=overdue
  $regulars report status
  $regulars define rebooked
  $regulars policy show
  $regulars --help
END
