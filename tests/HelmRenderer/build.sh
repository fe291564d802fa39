#!/usr/bin/env bash
# Builds the renderer and prints its path. Installs what it needs from Debian where it is missing (Go with sprig and a YAML reader).
#
#   build.sh          the renderer
#   build.sh busybox  installs busybox instead, whose wget the chart's own test uses, and prints its path
#   build.sh kubectl  unpacks Debian's kubectl instead (installed, it would take the place of another one), and prints its path
#
# INDEXING_HELM_RENDERER_DIR  where the program is kept. Default .run/helm-renderer of this checkout.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=${INDEXING_HELM_RENDERER_DIR:-$here/../../.run/helm-renderer}
packages=(golang-go golang-github-masterminds-sprig-dev golang-github-ghodss-yaml-dev)
sources=/usr/share/gocode

fail() { echo "build.sh: $*" >&2; exit 1; }

has_packages() {
    command -v go > /dev/null && [ -d "$sources/src/github.com/Masterminds/sprig" ] && [ -d "$sources/src/github.com/ghodss/yaml" ]
}

install_packages() {
    local as_root=(env DEBIAN_FRONTEND=noninteractive)
    [ "$(id -u)" -eq 0 ] || as_root=(sudo -n "${as_root[@]}")
    echo "Installing $* with apt-get (once) ..." >&2
    "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$@" > /dev/null 2>&1 ||
        { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$@"; } >&2 ||
        fail "$* could not be installed."
}

exec 9> "${TMPDIR:-/tmp}/indexing-helm-renderer-install.lock"
flock 9
if [ "${1:-}" = busybox ]; then
    command -v busybox > /dev/null || install_packages busybox
    command -v busybox
    exit
fi
if [ "${1:-}" = kubectl ]; then
    kubectl=$dir/kubernetes-client/usr/bin/kubectl
    if [ ! -x "$kubectl" ]; then
        mkdir -p "$dir"
        download=$(mktemp -d)
        trap 'rm -rf "$download"' EXIT
        # apt-get downloads as a user of its own, which must be able to write there.
        chmod 777 "$download"
        (cd "$download" && apt-get download -qq kubernetes-client) >&2 || fail "kubernetes-client could not be downloaded."
        dpkg-deb -x "$download"/kubernetes-client_*.deb "$dir/kubernetes-client" || fail "kubernetes-client could not be unpacked."
    fi
    realpath "$kubectl"
    exit
fi
has_packages || install_packages "${packages[@]}"
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
cd "$here"
GO111MODULE=off GOFLAGS= GOPATH=$sources GOCACHE=$dir/cache go build -o "$dir/helm-renderer" . >&2 || fail "the renderer could not be built."
echo "$dir/helm-renderer"
