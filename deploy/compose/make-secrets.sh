#!/usr/bin/env bash
# Makes the secrets of one installation in a folder, each in the form that its reader wants. What is there stays as it is, so that a restart
# changes nothing; to have new ones, remove all of them together.
#
#   make-secrets.sh FOLDER
set -euo pipefail

folder=${1:?make-secrets.sh: name the folder.}
# Its readers run under numbers of their own.
umask 022

random() { head -c 32 /dev/urandom | base64 -w 0 | tr -d '+/=' | cut -c 1-32; }

# The name appears when the content is complete.
keep() {
    mkdir -p "$(dirname "$folder/$1")"
    cat > "$folder/$1.tmp"
    mv "$folder/$1.tmp" "$folder/$1"
}

if [ ! -f "$folder/complete" ]; then
    broker=$(random) store=$(random)
    printf 'default_user = indexing\ndefault_pass = %s\n' "$broker" | keep rabbitmq/user.conf
    printf 'amqp://indexing:%s@rabbitmq:5672/\n' "$broker" | keep rabbitmq-uri
    printf 'service:\n  api_key: "%s"\n' "$store" | keep qdrant.yaml
    printf '%s\n' "$store" | keep qdrant-api-key
    random | keep grafana-password
    : | keep complete
fi
