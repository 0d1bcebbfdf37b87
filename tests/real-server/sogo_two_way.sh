#!/usr/bin/env bash
# Runs easprobe with --write against SOGo, a real ActiveSync server: what goes both ways there, and that the mailbox
# is the same before and after, seen by IMAP and by a device that was never there before; also after an interruption.
#   sogo_two_way.sh EASPROBE SHARED-FOLDER
# shellcheck source-path=SCRIPTDIR
here=$(dirname "$0")
. "$here/sogo_rig.sh"

check() { # options
    "$easprobe" check "$EAS_URL_TLS10" --user 'EXAMPLE\alice' \
        --resolve "eas.example.test:$EAS_PORT_TLS10:$EAS_ADDR" --install-root "$EAS_CA_SHA1" "$@"
}
devices=0
state() { # into which file: what a device that comes for the first time sees, and IMAP, also of somebody else
    devices=$((devices + 1))
    check --protocol 2.5 --no-ping --device-id "$(printf 'FEED%028d' $devices)" --record "$folder/state.har" \
        --report json="$folder/state.json"
    for user in bob alice; do
        "$here/mailbox_state.py" "$EAS_IMAP_PORT" $user "$folder/state.har"
    done >"$1"
}
same() { # what
    state "$folder/after"
    if diff "$folder/before" "$folder/after" >"$folder/difference"; then
        echo "ok: $1: the mailbox is as it was"
    else
        echo "FAILED: $1: the mailbox has changed"
        cat "$folder/difference"
        failures=$((failures + 1))
    fi
}

state "$folder/before"
expect "the mailbox has eight items" "8 items" "$(tail -1 "$folder/before")"
two_way='" ".join(c["id"][5:] for c in r["checks"] if c["outcome"] == "passed" and c["id"] in ("sync.mail-goes-out",
  "sync.mail-comes-back", "sync.changes-accepted", "sync.items-two-way", "sync.meeting-answered",
  "sync.folders-two-way", "sync.mailbox-left-as-found"))'
meeting='next(c["observed"] for c in r["checks"] if c["id"] == "sync.meeting-answered")'
# SOGo lets one accept a meeting of one's own, and leaves the invitation where it is.
accepted="an invitation was accepted, and the event was in the calendar; the invitation stays in the Inbox"
both_ways="mail-comes-back changes-accepted items-two-way meeting-answered folders-two-way mailbox-left-as-found"
left='next(c["outcome"] for c in r["checks"] if c["id"] == "sync.mailbox-left-as-found")'
for version in 2.5 12.0 12.1; do
    report=$folder/$version.json
    check --protocol "$version" --report json="$report"
    expect "$version without --write: exit status" 0 $?
    same "$version without --write"
    check --protocol "$version" --write --report json="$report"
    expect "$version with --write: exit status" 0 $?
    # SOGo takes the escape of its own ServerId in an address for another character: no reply goes out, and nothing
    # is forwarded, but in the base64 query.
    goes_out="mail-goes-out "
    [ "$version" = 12.1 ] || goes_out=""
    expect "$version: what goes both ways" \
        "$goes_out$both_ways" "$(query "$report" "$two_way")"
    expect "$version: what became of the invitation" "$accepted" "$(query "$report" "$meeting")"
    same "$version with --write"
done

# No handset of ours asks in plain at 12.1; a server must take either form all the same.
mkdir "$folder/profiles"
cp -r "$here/../../emulator-profiles/." "$folder/profiles"
sed -i 's/base64-query-from-12.1="yes"/base64-query-from-12.1="no"/' "$folder"/profiles/handsets/wm61-professional.xml
report=$folder/plain.json
EASPROBE_PROFILES=$folder/profiles check --protocol 12.1 --write --report json="$report"
expect "12.1 in plain: exit status" 0 $?
expect "12.1 in plain: what goes both ways" \
    "$both_ways" "$(query "$report" "$two_way")"
expect "12.1 in plain: what became of the invitation" "$accepted" "$(query "$report" "$meeting")"
same "12.1 in plain"

# An invitation by bob, to whom nothing is sent of it.
report=$folder/invited.json
check --protocol 12.1 --write --invitation-from bob@example.test --report json="$report"
expect "invited by bob: what became of the invitation" "$accepted" "$(query "$report" "$meeting")"
same "invited by bob"

# Wherever it is interrupted.
for seconds in 4 5 6 7 8; do
    report=$folder/interrupted.json
    "$easprobe" check "$EAS_URL_TLS10" --user 'EXAMPLE\alice' --write --protocol 12.1 \
        --resolve "eas.example.test:$EAS_PORT_TLS10:$EAS_ADDR" --install-root "$EAS_CA_SHA1" \
        --report json="$report" &
    pid=$!
    sleep "$seconds"
    kill -TERM $pid 2>/dev/null
    wait $pid
    expect "interrupted after $seconds s: nothing is said to be left" 1 \
        "$(query "$report" "int($left in ('passed', 'not-reached'))")"
    same "interrupted after $seconds s"
done
exit $((failures > 0))
