#!/usr/bin/env bash
# The whole system on this machine, without containers: RabbitMQ, Azurite, workers and the query service. What is missing is installed
# (apt-get, npm) and built. A service that ends is started again, as a service manager does it.
#
#   cluster.sh start [--workers N] [--pictures FOLDER]...   start everything and return when it is ready; default: 2 workers
#   cluster.sh status                                       what runs; exit code 0 when everything is ready, 3 otherwise
#   cluster.sh stop                                         end everything in order; queues, pictures and index stay
#
# Words are kept in SQLite below INDEXING_RUN_DIR, shared by all processes, or in Qdrant where ConnectionStrings__qdrant names one. Any
# other setting of the services may be given in the environment as well, for example Ingest__Parallel=1.
#
# INDEXING_RUN_DIR        data, logs and process ids. Default .run of this checkout.
# INDEXING_QUERY_PORT     port of the query service. Default 8080.
# INDEXING_WORKER_PORT    port of the first worker's health endpoints; the next ones follow. Default 8081.
# INDEXING_RABBITMQ_PORT, INDEXING_AZURITE_PORT   see rabbitmq.sh and azurite.sh.
# INDEXING_WORKER, INDEXING_QUERY                 programs that are built already; otherwise they are built from this checkout.
set -euo pipefail

scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$scripts/../.." && pwd)
run=${INDEXING_RUN_DIR:-$root/.run}
query_port=${INDEXING_QUERY_PORT:-8080}
worker_port=${INDEXING_WORKER_PORT:-8081}
ready_patience=60
stop_patience=40

fail() { echo "cluster.sh: $*" >&2; exit 1; }

usage() { sed -n '2,18s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }

# The program of a service, built when nobody named a built one.
program() {
    local given=$1 project=$2 name=$3
    if [ -z "$given" ]; then
        echo "Building $project ..." >&2
        dotnet build -c Release --nologo -v quiet "$root/$project" >&2 || fail "$project does not build."
        given=$root/$project/bin/Release/net10.0/$name
    fi
    [ -x "$given" ] || fail "$given is no program."
    echo "$given"
}

# Starts a program and starts it again whenever it ends, until TERM; the program then gets TERM too and is waited for.
supervise() {
    local name=$1
    shift
    setsid bash -c '
        trap "stopping=1; kill -TERM \$child 2>/dev/null" TERM
        stopping=
        while [ -z "$stopping" ]; do
            "$@" & child=$!
            wait "$child" || true
            while kill -0 "$child" 2>/dev/null; do wait "$child" || true; done
            [ -n "$stopping" ] || sleep 1
        done' "$name" "$@" >> "$run/$name.log" 2>&1 < /dev/null &
    echo $! > "$run/$name.pid"
}

# A process that ended but was not collected (a container without init) still answers to kill -0.
is_alive() {
    local stat state
    { IFS= read -r stat < "/proc/$1/stat"; } 2>/dev/null || return 1
    read -r state _ <<< "${stat##*) }"
    [ "$state" != Z ]
}

is_ready() {
    local answer
    answer=$( (exec 3<> "/dev/tcp/127.0.0.1/$1" && printf 'GET /readyz HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3 &&
        IFS= read -r -t 5 line <&3 && echo "$line") 2>/dev/null) || return 1
    [[ $answer == *" 200 "* ]]
}

services() { find "$run" -maxdepth 1 -name '*.pid' -printf '%f\n' 2>/dev/null | sed 's/\.pid$//' | sort; }

port_of() { if [ "$1" = query ]; then echo "$query_port"; else echo $((worker_port + ${1#worker-} - 1)); fi; }

start() {
    local workers=2 pictures=()
    while [ $# -gt 0 ]; do
        case $1 in
            --workers) workers=${2:?--workers needs a number}; shift 2 ;;
            --pictures) pictures+=("$(cd "${2:?--pictures needs a folder}" && pwd)"); shift 2 ;;
            *) usage ;;
        esac
    done
    [[ $workers =~ ^[1-9][0-9]?$ ]] || fail "--workers is '$workers'; it must be between 1 and 99."
    [ -z "$(services)" ] || fail "it runs already; see: cluster.sh status"
    mkdir -p "$run"
    run=$(cd "$run" && pwd)
    worker=$(program "${INDEXING_WORKER:-}" services/Worker indexing-worker)
    query=$(program "${INDEXING_QUERY:-}" services/Query indexing-query)
    start_servers
    configure "${pictures[@]}"
    start_services "$workers"
    await_ready
    tell
}

start_servers() {
    export INDEXING_RABBITMQ_DIR=$run/rabbitmq INDEXING_AZURITE_DIR=$run/azurite
    "$scripts/rabbitmq.sh" start
    blobs=$("$scripts/azurite.sh" start)
}

configure() {
    export ConnectionStrings__rabbitmq ConnectionStrings__blobs=$blobs SqliteVectorStore__Directory=$run/index
    ConnectionStrings__rabbitmq=$("$scripts/rabbitmq.sh" uri)
    local number=0 folder
    for folder in "$@"; do
        export "FileSystemBlobStore__Roots__$number=$folder"
        number=$((number + 1))
    done
}

start_services() {
    local number
    for number in $(seq "$1"); do
        supervise "worker-$number" "$worker" --urls "http://127.0.0.1:$((worker_port + number - 1))"
    done
    supervise query "$query" --urls "http://127.0.0.1:$query_port"
}

await_ready() {
    local name deadline=$((SECONDS + ready_patience))
    for name in $(services); do
        until is_ready "$(port_of "$name")"; do
            if [ "$SECONDS" -ge "$deadline" ]; then
                tail -n 20 "$run/$name.log" >&2
                fail "$name is not ready after $ready_patience s; see $run/$name.log, and end everything with: cluster.sh stop"
            fi
            sleep 0.2
        done
    done
}

tell() {
    echo "search      http://127.0.0.1:$query_port"
    echo "broker      $ConnectionStrings__rabbitmq"
    echo "blobs       $blobs"
    echo "logs        $run/*.log"
}

status() {
    local name state code=0
    [ -n "$(services)" ] || { echo "not running"; return 3; }
    for name in $(services); do
        state=ready
        is_ready "$(port_of "$name")" || { state="not ready"; code=3; }
        printf '%-10s  http://127.0.0.1:%s  %s\n' "$name" "$(port_of "$name")" "$state"
    done
    return "$code"
}

stop() {
    local name deadline=$((SECONDS + stop_patience))
    for name in $(services); do kill -TERM "$(cat "$run/$name.pid")" 2>/dev/null || true; done
    for name in $(services); do
        while is_alive "$(cat "$run/$name.pid")"; do
            [ "$SECONDS" -lt "$deadline" ] || kill -9 -- "-$(cat "$run/$name.pid")" 2>/dev/null || true
            sleep 0.1
        done
        rm -f "$run/$name.pid"
    done
    export INDEXING_RABBITMQ_DIR=$run/rabbitmq INDEXING_AZURITE_DIR=$run/azurite
    "$scripts/azurite.sh" stop
    "$scripts/rabbitmq.sh" stop
}

case ${1:-} in
    start) shift; start "$@" ;;
    status) status ;;
    stop) stop ;;
    *) usage ;;
esac
