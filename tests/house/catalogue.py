"""The catalogue, the files and the tests of checks name the same checks."""
import pathlib
import re
import subprocess
import sys

from tracked import report

program = sys.argv[1]
listed = [line.split()[0] for line in
          subprocess.run([program, "checks"], check=True, capture_output=True, text=True).stdout.splitlines()]
folder = pathlib.Path("client/checks")
by_file = {f"{path.parent.name}.{path.stem}".replace("_", "-"): path for path in folder.glob("*/*.cpp")
           if re.search(r"^(extern )?const Check ", path.read_text(), re.MULTILINE)}
tests = "\n".join(path.read_text() for pattern in ("*_test.cpp", "*.scenario.xml")
                  for path in pathlib.Path("tests").rglob(pattern))
explained = 0
faults = []
if not listed or len(set(listed)) != len(listed):
    faults.append("the catalogue is empty or names a check twice")
for check in listed:
    if check not in by_file:
        faults.append(f"{check}: no file {folder}/{check.replace('.', '/').replace('-', '_')}.cpp")
    if f'"{check}"' not in tests:
        faults.append(f"{check}: no test names it")
    text = subprocess.run([program, "explain", check], capture_output=True, text=True)
    if text.returncode != 0 or len(text.stdout.splitlines()) < 4:
        faults.append(f"{check}: easprobe explain has too little to say")
for check, path in by_file.items():
    if check not in listed:
        faults.append(f"{path}: a check that is not in the catalogue")
report(faults, f"{len(listed)} checks")
