"""The programs that are installed find libraries beside themselves, and never where somebody happens to stand."""
import re
import subprocess
import sys

faults = []
for program in sys.argv[1:]:
    dynamic = subprocess.run(["readelf", "-d", program], check=True, capture_output=True, text=True).stdout
    found = re.findall(r"\((RPATH|RUNPATH)\).*\[(.*)\]", dynamic)
    if [kind for kind, _ in found] != ["RUNPATH"]:
        faults.append(f"{program}: has {found}, not one RUNPATH")
    for _, path in found:
        faults += [f"{program}: looks for libraries in '{folder}'" for folder in path.split(":")
                   if not folder.startswith("$ORIGIN/")]
print("\n".join([*faults, f"{len(sys.argv) - 1} programs looked at, {len(faults)} faults"]))
sys.exit(1 if faults or len(sys.argv) < 2 else 0)
