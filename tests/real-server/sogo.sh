#!/usr/bin/env bash
# Runs easprobe against SOGo, a real ActiveSync server, and expects exactly what SOGo is known to do.
#   sogo.sh EASPROBE SHARED-FOLDER
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/sogo_rig.sh"

common=(--resolve "eas.example.test:$EAS_PORT_TLS10:$EAS_ADDR" --install-root "$EAS_CA_SHA1")
# The time zone holds whatever was in its memory, which is well formed now and then.
failed='" ".join(sorted(c["id"] for c in r["checks"] if c["outcome"] in ("failed", "broken") and c["id"] != "sync.calendar-time-zone"))'
items='next(c["observed"] for c in r["checks"] if c["id"] == "sync.items-arrive")'
attachment='next(c["outcome"] + ": " + c["observed"] for c in r["checks"] if c["id"] == "sync.attachment-arrives")'
phases='" ".join(sorted({e["phase"] for e in r["exchanges"]}))'
always="folder-sync.server-ids-plain options.commands-present ping.wakes"
for version in 2.5 12.0 12.1; do
    report=$folder/$version.json
    "$easprobe" check "$EAS_URL_TLS10" --user 'EXAMPLE\alice' "${common[@]}" --protocol "$version" \
        --report json="$report" --record "$folder/$version.har"
    expect "$version: exit status" 0 $?
    expect "$version: verdict" would-sync-degraded "$(query "$report" 'r["verdict"]["outcome"]')"
    expect "$version: phases" "folder-sync options ping sync" "$(query "$report" "$phases")"
    expect "$version: six mails, a contact, an event" "items that came: Calendar: 1, Contacts: 1, Email: 6, Tasks: 0" \
        "$(query "$report" "$items")"
    by=ItemOperations
    [ "$version" = 2.5 ] && by=GetAttachment
    expect "$version: an attachment" "passed: the attachment 'report.bin' came by $by, 10240 bytes" \
        "$(query "$report" "$attachment")"
    # It answers a question for the out-of-office state without one.
    [ "$version" = 2.5 ] && office="" || office="sync.out-of-office "
    expect "$version: what would trip the phone" \
        "$always ${office}sync.stale-key-recovers sync.truncation-honoured sync.well-formed-for-version" \
        "$(query "$report" "$failed")"
    "$easprobe" replay "$folder/$version.har" --report json="$folder/again.json"
    expect "$version: judged again from the recording" "$(query "$report" "$failed")" \
        "$(query "$folder/again.json" "$failed")"
    grep -q "$(printf 'EXAMPLE\\alice:password' | base64)" "$folder/$version.har"
    expect "$version: no credentials in the recording" 1 $?
done

report=$folder/wrong.json
EASPROBE_PASSWORD=wrong "$easprobe" check "$EAS_URL_TLS10" --user 'EXAMPLE\alice' "${common[@]}" --report json="$report"
expect "wrong password: exit status" 1 $?
expect "wrong password: decided by" "['http.credentials-accepted']" "$(query "$report" 'r["verdict"]["because"]')"
"$easprobe" check "$EAS_URL_TLS10" --user alice --resolve "${common[1]}" --report json="$report"
expect "root not installed: exit status" 1 $?
expect "root not installed: decided by" "['trust.root-on-device']" "$(query "$report" 'r["verdict"]["because"]')"
"$easprobe" check "$EAS_URL_SHA1" --user alice --resolve "eas.example.test:$EAS_PORT_SHA1:$EAS_ADDR" \
    --install-root "$EAS_CA_SHA1" --no-ping --report json="$report"
expect "the server that also speaks TLS 1.2: exit status" 0 $?
exit $((failures > 0))
