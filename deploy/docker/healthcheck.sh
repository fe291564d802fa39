#!/usr/bin/env bash
# Asks a service of this container over HTTP and ends with 0 when it answers 200, otherwise with 1: the images have bash, but no curl.
#
#   healthcheck PORT PATH       for example: healthcheck 8080 /livez
#
# The name that is asked for is localhost; a service whose AllowedHosts leaves it out calls itself unhealthy.
set -euo pipefail

[ $# -eq 2 ] || { echo "healthcheck: give a port and a path, for example 8080 /livez." >&2; exit 1; }

exec 3<> "/dev/tcp/127.0.0.1/$1"
printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
IFS= read -r -t 5 status <&3
[[ $status == HTTP/1.?' 200 '* ]] || { echo "healthcheck: $2 answers ${status%$'\r'}" >&2; exit 1; }
