#!/usr/bin/env bash
# A private RabbitMQ on 127.0.0.1, beside and independent of any other: own ports, own data, own Erlang port mapper, no service.
#
#   rabbitmq.sh install            make sure that the Debian package is there (apt-get, by sudo where needed)
#   rabbitmq.sh start              install, start, return when the broker accepts connections
#   rabbitmq.sh stop               end it in order; the data stay
#   rabbitmq.sh kill               SIGKILL to everything of it; the data stay
#   rabbitmq.sh ctl ARGUMENTS      rabbitmqctl of this broker
#   rabbitmq.sh uri                its address
#
# INDEXING_RABBITMQ_PORT  port of AMQP; the two ports above it are taken too. Default 45672.
# INDEXING_RABBITMQ_DIR   data, log and process id. Default .run/rabbitmq of this checkout.
set -euo pipefail

port=${INDEXING_RABBITMQ_PORT:-45672}
dir=${INDEXING_RABBITMQ_DIR:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/.run/rabbitmq}

fail() { echo "rabbitmq.sh: $*" >&2; exit 1; }

programs() { find /usr/lib/rabbitmq/lib -maxdepth 2 -path '*/rabbitmq_server-*/sbin' 2>/dev/null | sort -V | tail -n 1; }

install_package() {
    [ -n "$(programs)" ] && return
    local as_root=(env DEBIAN_FRONTEND=noninteractive)
    [ "$(id -u)" -eq 0 ] || as_root=(sudo -n "${as_root[@]}")
    exec 9> "${TMPDIR:-/tmp}/indexing-rabbitmq-install.lock"
    flock 9
    if [ -z "$(programs)" ]; then
        echo "Installing rabbitmq-server with apt-get (once) ..." >&2
        "${as_root[@]}" apt-get install -y -qq --no-install-recommends rabbitmq-server > /dev/null 2>&1 ||
            { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" apt-get install -y -qq --no-install-recommends rabbitmq-server; } >&2 ||
            fail "rabbitmq-server could not be installed."
    fi
    exec 9>&-
    [ -n "$(programs)" ] || fail "rabbitmq-server is installed, but not below /usr/lib/rabbitmq/lib."
}

prepare() {
    mkdir -p "$dir/home" "$dir/mnesia" "$dir/log"
    dir=$(cd "$dir" && pwd)
    export HOME=$dir/home
    export RABBITMQ_NODENAME=indexing-$port@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1
    export RABBITMQ_NODE_PORT=$port RABBITMQ_DIST_PORT=$((port + 1)) ERL_EPMD_PORT=$((port + 2)) ERL_EPMD_ADDRESS=127.0.0.1
    export RABBITMQ_MNESIA_BASE=$dir/mnesia RABBITMQ_LOG_BASE=$dir/log RABBITMQ_PID_FILE=$dir/pid
    export RABBITMQ_CONFIG_FILE=$dir/rabbitmq RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_ENABLED_PLUGINS_FILE=$dir/enabled_plugins
    # Idle schedulers sleep at once: the broker shares its cores with the workers.
    export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none"
    export RABBITMQ_CTL_ERL_ARGS=""
    [ -f "$dir/enabled_plugins" ] || echo "[]." > "$dir/enabled_plugins"
    cat > "$dir/rabbitmq.conf" <<CONF
disk_free_limit.absolute = 200MB
vm_memory_high_watermark.absolute = 512MB
raft.wal_max_size_bytes = 67108864
log.console = false
CONF
}

group() { cat "$dir/group" 2>/dev/null || true; }

# Reads /proc: ps is not everywhere, and a dead process that nobody collects (a container without init) still answers to kill -0.
is_running() {
    local id file stat state group_id
    id=$(group)
    for file in /proc/[0-9]*/stat; do
        { IFS= read -r stat < "$file"; } 2>/dev/null || continue
        read -r state _ group_id _ <<< "${stat##*) }"
        [ "$group_id" = "$id" ] && [ "$state" != Z ] && return 0
    done
    return 1
}

accepts() { (exec 3<> "/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

# The port mapper and the broker are one process group, so that one signal ends both.
start() {
    install_package
    prepare
    is_running && accepts && return
    is_running && kill_group
    accepts && fail "port $port belongs to another program; set INDEXING_RABBITMQ_PORT."
    rm -f "$dir/pid"
    setsid bash -c 'epmd -port "$ERL_EPMD_PORT" -address 127.0.0.1 & exec "$0"' "$(programs)/rabbitmq-server" \
        > "$dir/out.log" 2>&1 < /dev/null &
    echo $! > "$dir/group"
    for _ in $(seq 600); do
        if [ -s "$dir/pid" ] && accepts; then return; fi
        kill -0 $! 2>/dev/null || break
        sleep 0.1
    done
    tail -n 20 "$dir/out.log" >&2
    kill_group
    fail "the broker did not start; see $dir/log."
}

kill_group() {
    local id
    id=$(group)
    [ -n "$id" ] || return 0
    kill -9 -- "-$id" 2>/dev/null || true
    while is_running; do sleep 0.05; done
    # rabbitmqctl starts a port mapper of its own when it finds none; it refuses to end while a node is registered with it.
    epmd -port $((port + 2)) -kill > /dev/null 2>&1 || true
    rm -f "$dir/group" "$dir/pid"
}

stop() {
    prepare
    if is_running && [ -s "$dir/pid" ]; then
        "$(programs)/rabbitmqctl" --quiet -n "$RABBITMQ_NODENAME" stop "$dir/pid" > /dev/null || true
    fi
    kill_group
}

case ${1:-} in
    install) install_package ;;
    start) start ;;
    stop) stop ;;
    kill) kill_group ;;
    ctl) shift; prepare; is_running || fail "the broker does not run."; exec "$(programs)/rabbitmqctl" --quiet -n "$RABBITMQ_NODENAME" "$@" ;;
    uri) echo "amqp://guest:guest@127.0.0.1:$port/" ;;
    *) sed -n '2,12s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
