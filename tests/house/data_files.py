"""Every data file is valid by the schema beside it."""
import pathlib
import subprocess

from tracked import report

PAIRS = [("emulator-profiles/handset.xsd", "emulator-profiles/handsets/*.xml"),
         ("emulator-profiles/root-store.xsd", "emulator-profiles/root-stores/*.xml"),
         ("tests/scenarios/scenario.xsd", "tests/scenarios/*/*.scenario.xml"),
         ("tests/pki/chains.xsd", "tests/pki/chains.xml")]
faults = []
count = 0
for schema, pattern in PAIRS:
    found = sorted(str(path) for path in pathlib.Path(".").glob(pattern))
    if not found:
        faults.append(f"{pattern}: no such file")
        continue
    count += len(found)
    done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", schema, *found], capture_output=True, text=True)
    if done.returncode != 0:
        faults += [line for line in done.stderr.splitlines() if not line.endswith(" validates")]
report(faults, f"{count} files")
