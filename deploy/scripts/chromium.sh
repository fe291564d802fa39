#!/usr/bin/env bash
# Debian's Chromium for the tests of the search page, and a font, without which pictures of text would be empty.
#
#   chromium.sh install   make sure that the Debian packages are there (apt-get, by sudo where needed)
set -euo pipefail

fail() { echo "chromium.sh: $*" >&2; exit 1; }

installed() { [ -x /usr/bin/chromium ] && [ -f /usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf ]; }

install_packages() {
    installed && return
    local as_root=(env DEBIAN_FRONTEND=noninteractive) packages=(chromium fonts-dejavu-core)
    [ "$(id -u)" -eq 0 ] || as_root=(sudo -n "${as_root[@]}")
    exec 9> "${TMPDIR:-/tmp}/indexing-chromium-install.lock"
    flock 9
    if ! installed; then
        echo "Installing chromium with apt-get (once) ..." >&2
        "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${packages[@]}" > /dev/null 2>&1 ||
            { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >&2 ||
            fail "chromium could not be installed."
    fi
    exec 9>&-
    installed || fail "the packages are installed, but /usr/bin/chromium or its font is missing."
}

case ${1:-} in
    install) install_packages ;;
    *) sed -n '2,4s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
