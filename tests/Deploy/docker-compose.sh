#!/usr/bin/env bash
# Debian's docker-compose (1.29): it reads and checks compose files without a container engine.
#
#   docker-compose.sh install   make sure that the Debian package is there (apt-get, by sudo where needed)
set -euo pipefail

fail() { echo "docker-compose.sh: $*" >&2; exit 1; }

installed() { command -v docker-compose > /dev/null; }

install_package() {
    installed && return
    local as_root=(env DEBIAN_FRONTEND=noninteractive)
    [ "$(id -u)" -eq 0 ] || as_root=(sudo -n "${as_root[@]}")
    exec 9> "${TMPDIR:-/tmp}/indexing-docker-compose-install.lock"
    flock 9
    if ! installed; then
        echo "Installing docker-compose with apt-get (once) ..." >&2
        "${as_root[@]}" apt-get install -y -qq --no-install-recommends docker-compose > /dev/null 2>&1 ||
            { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" apt-get install -y -qq --no-install-recommends docker-compose; } >&2 ||
            fail "docker-compose could not be installed."
    fi
    exec 9>&-
    installed || fail "the package is installed, but docker-compose is not in the PATH."
}

case ${1:-} in
    install) install_package ;;
    *) sed -n '2,4s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
