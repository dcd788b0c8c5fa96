#!/usr/bin/env bash
# A private PostgreSQL in a fresh temporary directory, for tests and benches.
#
#   scripts/postgres.sh run COMMAND...   start one, run the command with its URL in
#                                        REGULARS_TEST_POSTGRES, then stop and remove it
#   scripts/postgres.sh measure COMMAND...   the same with writes as safe as in daily use
#   scripts/postgres.sh start            start one and print its directory
#   scripts/postgres.sh url DIRECTORY    print the URL of the one in that directory
#   scripts/postgres.sh stop DIRECTORY   stop and remove it
#
# It listens on a socket in its own directory only, which nobody else may enter: no port to find
# free or to guard, and any number run side by side. But for `measure` it does not wait for the disk.
set -euo pipefail

settings=(
    -c max_connections=200 -c shared_buffers=256MB -c max_wal_size=4GB
    -c timezone=UTC -c log_min_messages=warning
)
unsafe_settings=(-c fsync=off -c full_page_writes=off -c synchronous_commit=off)

# PostgreSQL refuses to run as root: root hands over to the user of Debian's package.
as_server_user() {
    if [[ $(id -u) = 0 ]]; then
        # From the root directory, since that user may not enter this one.
        (cd / && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

programs() {
    local newest
    newest=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1) || true
    if [[ -z $newest ]]; then
        echo "postgres: not installed: run scripts/setup.sh test" >&2
        return 1
    fi
    dirname "$newest"
}

start() {
    local directory=$1 bin
    bin=$(programs) || return
    as_server_user "$bin/initdb" --pgdata "$directory/data" --username postgres --auth trust \
        --encoding UTF8 --locale C.UTF-8 --no-sync --no-instructions >"$directory/initdb.log" 2>&1 ||
        { cat "$directory/initdb.log" >&2 && return 1; }
    as_server_user "$bin/pg_ctl" start --silent --wait --pgdata "$directory/data" --log "$directory/server.log" \
        --options "${settings[*]} -c listen_addresses= -c unix_socket_directories=$directory" >&2 ||
        { show_log "$directory" && return 1; }
}

stop() {
    local directory=$1 bin
    # Only ever remove what `start` made.
    if [[ $(basename "$directory") != regulars-postgres.* ]]; then
        echo "postgres: '$directory' was not made by 'start'" >&2
        return 1
    fi
    bin=$(programs) || return
    if [[ -f $directory/data/postmaster.pid ]]; then
        as_server_user "$bin/pg_ctl" stop --silent --wait --mode immediate --pgdata "$directory/data" >&2
    fi
    rm -rf -- "$directory"
}

show_log() {
    [[ ! -s $1/server.log ]] || { echo "postgres: the end of its log:" && tail -n 30 "$1/server.log"; } >&2
}

fresh_directory() {
    local directory
    # In /tmp itself: a socket's path may have 107 bytes, and TMPDIR can be long or closed to others.
    directory=$(mktemp -d /tmp/regulars-postgres.XXXXXXXX)
    [[ $(id -u) != 0 ]] || chown postgres: "$directory"
    echo "$directory"
}

url() {
    echo "postgres://postgres@${1//\//%2F}/postgres"
}

run() {
    local directory command_id status=0
    directory=$(fresh_directory)
    # shellcheck disable=SC2064 # the path is wanted now: the variable is gone at exit
    trap "stop '$directory'" EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    start "$directory"
    # A trap waits for a command in the foreground, but interrupts `wait`. With a process group of
    # its own (set -m) the command can be ended with all that it started.
    set -m
    REGULARS_TEST_POSTGRES=$(url "$directory") "$@" &
    command_id=$!
    set +m
    # shellcheck disable=SC2064 # as above
    trap "kill -TERM -- -$command_id 2>/dev/null || true; stop '$directory'" EXIT
    wait "$command_id" || status=$?
    # shellcheck disable=SC2064 # as above
    trap "stop '$directory'" EXIT
    [[ $status = 0 ]] || show_log "$directory"
    return "$status"
}

usage() {
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

[[ ${1:-} = measure ]] || settings+=("${unsafe_settings[@]}")
case ${1:-} in
    run | measure)
        [[ $# -gt 1 ]] || usage
        run "${@:2}"
        ;;
    start)
        directory=$(fresh_directory)
        start "$directory" || { stop "$directory" && exit 1; }
        echo "$directory"
        ;;
    url | stop)
        [[ $# = 2 ]] || usage
        "$1" "$2"
        ;;
    *) usage ;;
esac
