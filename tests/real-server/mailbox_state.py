#!/usr/bin/env python3
"""A mailbox in words, to be compared: its folders and mails as IMAP has them, and what a recorded first
synchronisation of a device brought.
   mailbox_state.py IMAP-PORT USER RECORDING.har"""
import imaplib
import json
import sys
import xml.etree.ElementTree as ET

port, user, recording = int(sys.argv[1]), sys.argv[2], sys.argv[3]

imap = imaplib.IMAP4("127.0.0.1", port)
imap.login(user, "password")
# The rest of a line, whether a folder has others below it, comes and goes with the server's memory.
for name in sorted(line.decode().rsplit(" ", 1)[1].strip('"') for line in imap.list()[1]):
    imap.select(f'"{name}"', readonly=True)
    print("folder", name)
    for uid in imap.uid("search", None, "ALL")[1][0].split():
        data = imap.uid("fetch", uid, "(FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1][0]
        flags = sorted(flag.decode() for flag in imaplib.ParseFlags(data[0]) if flag != rb"\Recent")
        print("  mail", uid.decode(), " ".join(flags), data[1].decode().strip())

NAMES = ("Subject", "FileAs")
seen = set()
for entry in json.load(open(recording))["log"]["entries"]:
    decoded = entry["response"]["content"].get("_wbxml")
    if decoded is None or "<Sync" not in decoded:
        continue
    for item in ET.fromstring(decoded.split("?>", 1)[1]).iter("{AirSync}Add"):
        data = item.find("{AirSync}ApplicationData")
        if data is not None:
            named = [field.text or "" for field in data if field.tag.rsplit("}", 1)[1] in NAMES]
            seen.add((item.findtext("{AirSync}ServerId"), " ".join(named)))
for server_id, name in sorted(seen):
    print("item", server_id, name)
print(len(seen), "items")
