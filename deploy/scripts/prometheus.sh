#!/usr/bin/env bash
# Prometheus and promtool of Debian's package, unpacked below the user's cache: installing the package would start a service.
#
#   prometheus.sh install     make sure that they are there (apt-get download) and print their folder
#   prometheus.sh check       check deploy/dashboards/rules.yaml and run its unit tests
#
# INDEXING_PROMETHEUS_DIR     folder of the programs. Default ~/.cache/indexing/prometheus.
set -euo pipefail

dir=${INDEXING_PROMETHEUS_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/indexing/prometheus}
dashboards=$(cd "$(dirname "${BASH_SOURCE[0]}")/../dashboards" && pwd)

fail() { echo "prometheus.sh: $*" >&2; exit 1; }

is_there() { [ -x "$dir/prometheus" ] && [ -x "$dir/promtool" ]; }

download() { (cd "$1" && apt-get download -qq prometheus > /dev/null 2>&1); }

install_programs() {
    is_there && return
    mkdir -p "$dir"
    exec 9> "$dir/install.lock"
    flock 9
    if ! is_there; then
        echo "Fetching prometheus with apt-get (once) ..." >&2
        local work as_root=(env DEBIAN_FRONTEND=noninteractive)
        [ "$(id -u)" -eq 0 ] || as_root=(sudo -n "${as_root[@]}")
        work=$(mktemp -d)
        download "$work" || { "${as_root[@]}" apt-get update -qq >&2 && download "$work"; } || fail "prometheus could not be fetched."
        dpkg-deb -x "$work"/prometheus_*.deb "$work/package"
        mv "$work/package/usr/bin/promtool" "$work/package/usr/bin/prometheus" "$dir/"
        rm -rf "$work"
    fi
    exec 9>&-
}

case ${1:-} in
    install) install_programs; echo "$dir" ;;
    check)
        install_programs
        "$dir/promtool" check rules --lint=all --lint-fatal "$dashboards/rules.yaml"
        "$dir/promtool" test rules "$dashboards/rules.test.yaml"
        ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
