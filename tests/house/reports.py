"""Real JSON reports, of one handset and of several, are valid by the published schema; JUnit is XML."""
import json
import subprocess
import sys
import xml.etree.ElementTree

import jsonschema

from served import ENVIRONMENT, test_server
from tracked import report

program, server = sys.argv[1:3]
schema = json.load(open("client/report/report.schema.json"))
jsonschema.Draft7Validator.check_schema(schema)
faults = []
count = 0


def check(arguments, statuses):
    global count
    done = subprocess.run([program, *arguments], capture_output=True, text=True, env=ENVIRONMENT)
    count += 1
    if done.returncode not in statuses:
        faults.append(f"{arguments}: exit status {done.returncode}: {done.stderr}")
    if "password" in (done.stdout + done.stderr).replace("password-file", "").lower() and "cGFzc3dvcmQ" in done.stdout:
        faults.append(f"{arguments}: the password is in the output")
    return done.stdout


def validate(text, name):
    for fault in jsonschema.Draft7Validator(schema).iter_errors(json.loads(text)):
        faults.append(f"{name}: {'/'.join(map(str, fault.absolute_path))}: {fault.message}")


with test_server(server) as target:
    validate(check(["check", *target, "--no-ping", "--report", "json"], [0]), "healthy")
    validate(check(["check", *target, "--no-ping", "--report", "json", "--profile", "all"], [0, 1, 2]), "all handsets")
    validate(check(["check", *target[:3], "--user", "alice", "--no-ping", "--report", "json"], [1]), "unknown root")
    xml.etree.ElementTree.fromstring(check(["check", *target, "--no-ping", "--report", "junit"], [0]))
validate(check(["check", "127.0.0.1:1", "--user", "alice", "--report", "json"], [2]), "refused port")
report(faults, f"{count} reports")
