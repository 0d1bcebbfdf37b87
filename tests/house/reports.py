"""Real JSON reports, of one handset and of several, live and replayed, are valid by the published schema; JUnit
is XML that counts what it holds; no password is in any of it."""
import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import jsonschema

from tracked import report

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "rig"))
from served import ENVIRONMENT, test_server  # noqa: E402

program, server = sys.argv[1:3]
schema = json.loads(pathlib.Path("client/report/report.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
# The test server's password is a word that any text may hold, so its encoded forms are looked for.
SECRETS = [base64.b64encode(f"{user}:{ENVIRONMENT['EASPROBE_PASSWORD']}".encode()).decode()
           for user in ("alice", "EXAMPLE\\alice")]
faults = []
count = 0


def run(name, arguments, statuses):
    global count
    count += 1
    done = subprocess.run([program, *arguments], capture_output=True, text=True, env=ENVIRONMENT)
    if done.returncode not in statuses:
        faults.append(f"{name}: exit status {done.returncode}: {done.stderr}")
    look_for_secrets(name, done.stdout + done.stderr)
    return done.stdout


def look_for_secrets(name, text):
    if any(secret in text for secret in SECRETS):
        faults.append(f"{name}: holds the password")


def check_json(name, arguments, statuses):
    text = run(name, [*arguments, "--report", "json"], statuses)
    try:
        document = json.loads(text)
    except ValueError as error:
        faults.append(f"{name}: {error}")
        return None
    for fault in jsonschema.Draft202012Validator(schema).iter_errors(document):
        faults.append(f"{name}: {'/'.join(map(str, fault.absolute_path))}: {fault.message[:300]}")
    return document


def check_junit(name, arguments, statuses):
    for suite in xml.etree.ElementTree.fromstring(run(name, [*arguments, "--report", "junit"], statuses)):
        cases = suite.findall("testcase")
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            held = sum(case.find(tag) is not None for case in cases)
            if int(suite.get(attribute)) != held or not cases or int(suite.get("tests")) != len(cases):
                faults.append(f"{name}: the numbers of the suite are not those of its cases")


with tempfile.TemporaryDirectory() as folder, test_server(server) as target:
    recording = str(pathlib.Path(folder) / "run.har")
    live = check_json("healthy", ["check", *target, "--no-ping", "--record", recording], [0])
    check_json("all handsets", ["check", *target, "--no-ping", "--profile", "all"], [0, 1, 2])
    check_json("unknown root", ["check", *target[:3], "--user", "alice", "--no-ping"], [1])
    check_junit("JUnit", ["check", *target, "--no-ping"], [0])
    look_for_secrets("recording", pathlib.Path(recording).read_text())
    replayed = check_json("replayed", ["replay", recording], [0])
    if live is None or live != replayed:
        faults.append("replayed: another report than the live one")
check_json("refused port", ["check", "127.0.0.1:1", "--user", "alice"], [2])
report(faults, f"{count} reports")
