#!/usr/bin/env bash
# A private Azurite (blob storage as in Azure) on 127.0.0.1, beside and independent of any other: own port, own data.
#
#   azurite.sh install            fetch the npm package of deploy/servers when it is missing; safe when several ask at once
#   azurite.sh start              install, start, return when it answers; prints its connection string
#   azurite.sh stop               end it in order, or with SIGKILL when clients hold it for ten seconds; the data stay
#   azurite.sh kill               SIGKILL; what was stored in the last five seconds is lost, as with any Azurite
#   azurite.sh status             exit code 0 while it runs, 3 otherwise
#   azurite.sh connection-string  prints its connection string
#
# INDEXING_AZURITE_PORT  port of the blob service. Default 10000.
# INDEXING_AZURITE_DIR   data, log and process id. Default .run/azurite of this checkout.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
servers=$root/deploy/servers
port=${INDEXING_AZURITE_PORT:-10000}
dir=${INDEXING_AZURITE_DIR:-$root/.run/azurite}
program=$servers/node_modules/azurite/dist/src/blob/main.js

fail() { echo "azurite.sh: $*" >&2; exit 1; }

# The stamp holds the lock file that was installed, so that a newer one is noticed and an interrupted installation repeated.
installed() { cmp -s "$servers/package-lock.json" "$servers/node_modules/.installed-lock.json"; }

install_package() {
    installed && return
    command -v node > /dev/null && command -v npm > /dev/null || fail "Azurite needs Node.js and npm; install both."
    exec 9< "$servers"
    flock 9
    if ! installed; then
        echo "Fetching Azurite with npm ci (once, about 190 MB) ..." >&2
        (cd "$servers" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error 9<&-) >&2 ||
            fail "npm ci failed in $servers: the npm registry must be reachable."
        cp "$servers/package-lock.json" "$servers/node_modules/.installed-lock.json"
    fi
    exec 9<&-
}

# The account and key of every Azurite, published in its documentation: no secret.
connection_string() {
    local key='Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='
    echo "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=$key;BlobEndpoint=http://127.0.0.1:$port/devstoreaccount1;"
}

# Reads /proc: a dead process that nobody collects still answers to kill -0, and its number may belong to another program by now.
running_id() {
    local id stat state
    id=$(cat "$dir/pid" 2>/dev/null) || return 1
    tr '\0' '\n' < "/proc/$id/cmdline" 2>/dev/null | grep -qxF -- "$program" || return 1
    IFS= read -r stat < "/proc/$id/stat" && read -r state _ <<< "${stat##*) }" && [ "$state" != Z ] || return 1
    echo "$id"
}

answers() { (exec 3<> "/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

start() {
    install_package
    mkdir -p "$dir"
    exec 8< "$dir"
    flock 8
    if ! running_id > /dev/null; then
        answers && fail "port $port belongs to another program; set INDEXING_AZURITE_PORT."
        setsid node "$program" --blobHost 127.0.0.1 --blobPort "$port" --location "$dir" \
            --silent --skipApiVersionCheck --disableTelemetry > "$dir/log" 2>&1 < /dev/null 8<&- &
        echo $! > "$dir/pid"
        await_answer $!
    fi
    connection_string
}

await_answer() {
    for _ in $(seq 150); do
        answers && return
        kill -0 "$1" 2>/dev/null || { cat "$dir/log" >&2; fail "Azurite ended while starting."; }
        sleep 0.2
    done
    fail "Azurite does not answer on port $port after 30 s; see $dir/log."
}

end() {
    local signal id
    id=$(running_id) || { rm -f "$dir/pid"; return 0; }
    for signal in "$@"; do
        kill "-$signal" "$id" 2>/dev/null || true
        for _ in $(seq 100); do
            running_id > /dev/null || { rm -f "$dir/pid"; return 0; }
            sleep 0.1
        done
    done
    fail "process $id does not end."
}

case "${1:-}" in
    install) install_package ;;
    start) start ;;
    stop) end TERM KILL ;;
    kill) end KILL ;;
    status) running_id > /dev/null || exit 3 ;;
    connection-string) connection_string ;;
    *) sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
