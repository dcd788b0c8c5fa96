#!/usr/bin/env bash
# Builds the program, makes a demo business (a salon chain of three branches) prints its star
# report and serves its pages with a login for each role. One that is there already is kept, with whatever was recorded in it since.
set -euo pipefail
cd "$(dirname "$0")/.."

directory=demo-business
regulars=target/release/regulars

scripts/build.sh
export REGULARS_DATABASE=sqlite:$directory/regulars.db
if [[ -f $directory/regulars.db ]]; then
    echo "demo: $directory is there already; remove it for a fresh one"
    "$regulars" migrate
    "$regulars" report stars
    [[ ! -f $directory/logins.txt ]] || { printf '\nwho can sign in:\n' && cat "$directory/logins.txt"; }
else
    "$regulars" demo --directory "$directory"
fi
cat <<END

What to try beside the pages, in another window:

  export REGULARS_DATABASE=$REGULARS_DATABASE
  $regulars report stars --by branch
  $regulars report clients --where status=overdue
  $regulars report status
  $regulars define rebooked
  $regulars policy show
  $regulars --help

END
# A machine may have something on the usual port already.
for port in 8080 8081 8082 0; do
    if [[ $port = 0 ]] || ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
        break
    fi
done
echo "press Ctrl-C to stop"
exec "$regulars" serve --listen "127.0.0.1:$port"
