#!/usr/bin/env bash
# Serves a small demo business and lets Schemathesis ask the API whatever its document allows, and
# what it does not: no answer may be a fault of ours, nor one that the document does not tell of.
# Takes some minutes, and fetches Schemathesis once; further words go to it, such as --max-examples 300.
set -euo pipefail
cd "$(dirname "$0")/.."

version=4.32.5
tools=target/schemathesis-$version
if [[ ! -x $tools/bin/st ]]; then
    python3 -m venv "$tools"
    "$tools/bin/pip" install --quiet "schemathesis==$version"
fi
cargo build --quiet --workspace

directory=$(mktemp -d)
server=
finish() {
    [[ -z $server ]] || kill "$server" 2>/dev/null || true
    rm -rf "$directory"
}
trap finish EXIT

regulars=$PWD/target/debug/regulars
st=$PWD/$tools/bin/st
cd "$directory"
"$regulars" demo --directory business --clients 60 >demo.txt
export REGULARS_DATABASE=sqlite:business/regulars.db
printf '[serve]\napi_requests_per_second = 100000\napi_requests_burst = 100000\n' >regulars.toml
# Not `connect`: whatever address is made up would be called.
token=$("$regulars" token create --login owner --scope read,write,import --name schemathesis | tail -n 1)
"$regulars" serve --listen 127.0.0.1:0 >serve.txt 2>serve.log &
server=$!
for _ in $(seq 100); do
    grep -q '^serving' serve.txt && break
    sleep 0.1
done
base=$(sed -n 's/^serving .* at //p' serve.txt)

# Of many events each is refused on its own: the request itself is sound.
cat >schemathesis.toml <<END
[[operations]]
include-operation-id = "record_events"
checks.negative_data_rejection.enabled = false
END
# A text that fits the document may still name no status, staff member or star: so much a document
# cannot say, and such a request is refused rightly.
status=0
"$st" run "$base/api/v1/openapi.json" --header "Authorization: Bearer $token" \
    --exclude-checks positive_data_acceptance --max-examples 50 --seed 1 --continue-on-failure "$@" || status=$?
if ! kill -0 "$server" 2>/dev/null; then
    code=0
    wait "$server" || code=$?
    echo "schemathesis: the server has ended with code $code (128 and more: by a signal); its last words:" >&2
    tail -n 5 serve.log >&2
    exit 1
fi
if grep -q ' ERROR ' serve.log; then
    echo "schemathesis: the server's log has errors:" >&2
    grep ' ERROR ' serve.log >&2
    exit 1
fi
[[ $status = 0 ]]
