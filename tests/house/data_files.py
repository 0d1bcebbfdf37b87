"""Every data file is valid by the schema beside it; the handsets and checks that scenarios name are there."""
import pathlib
import subprocess
import xml.etree.ElementTree

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
SCENARIO = "{urn:easprobe:scenario:1}"
checks = {f"{path.parent.name}.{path.stem}".replace("_", "-") for path in pathlib.Path("client/checks").glob("*/*.cpp")}
for path in pathlib.Path("tests/scenarios").glob("*/*.scenario.xml"):
    root = xml.etree.ElementTree.parse(path).getroot()
    for handset in root.iter(f"{SCENARIO}handset"):
        if not pathlib.Path(f"emulator-profiles/handsets/{handset.get('profile')}.xml").is_file():
            faults.append(f"{path}: there is no handset {handset.get('profile')}")
    for finding in root.iter(f"{SCENARIO}finding"):
        if finding.get("check") not in checks:
            faults.append(f"{path}: there is no check {finding.get('check')}")
report(faults, f"{count} files")
