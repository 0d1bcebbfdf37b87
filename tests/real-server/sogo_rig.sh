#!/usr/bin/env bash
# Sourced by the tests against SOGo, a real ActiveSync server, with EASPROBE and SHARED-FOLDER as arguments: starts the
# server and ends it again, and brings what they have in common. Ends the test with status 77 (skipped) where the folder
# with the server is not there or it cannot be installed.
set -uo pipefail
easprobe=$1
rig=$2/servers/sogo
if [ ! -x "$rig/up" ]; then
    echo "skipped: there is no $rig/up, which starts the server"
    exit 77
fi
if [ "$(id -u)" != 0 ]; then
    echo "skipped: starting the server needs root"
    exit 77
fi
folder=$(mktemp -d /tmp/easprobe-sogo.XXXXXX)
chmod 755 "$folder" # The server runs as users of its own.
export RIG_DIR=$folder/rig
trap '"$rig/down" --purge >/dev/null 2>&1; rm -rf "$folder"' EXIT
if ! "$rig/up" >"$folder/up.log" 2>&1; then
    echo "skipped: the server could not be installed or started:"
    tail -5 "$folder/up.log"
    exit 77
fi
# shellcheck disable=SC1091
. "$RIG_DIR/env"

failures=0
expect() { # what, expected, found
    if [ "$2" = "$3" ]; then
        echo "ok: $1"
    else
        printf 'FAILED: %s\n  expected: %s\n  found:    %s\n' "$1" "$2" "$3"
        failures=$((failures + 1))
    fi
}
query() { # report, Python expression over the report r
    python3 -c 'import json, sys; r = json.load(open(sys.argv[1])); print(eval(sys.argv[2]))' "$1" "$2"
}

export EASPROBE_PASSWORD=password
