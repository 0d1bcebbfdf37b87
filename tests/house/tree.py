"""The tree's own manners: ASCII, no leftovers, no long files, no vague names."""
import re

from tracked import files, report

LONGEST = 400
# The common name of a certificate is a term of the field.
VAGUE = re.compile(r"(^|[/_-])(util|utils|helper|helpers|common(?!-name)|misc|manager)([/_.-]|$)")
LEFTOVER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")

faults = []
sources = files(".cpp", ".h", ".inc")
for path in sources:
    text = path.read_bytes()
    lines = text.split(b"\n")
    for number, line in enumerate(lines, 1):
        if any(byte > 126 or (byte < 32 and byte != 9) for byte in line):
            faults.append(f"{path}:{number}: a byte that is not plain ASCII")
        if LEFTOVER.search(line.decode("ascii", "replace")):
            faults.append(f"{path}:{number}: a leftover")
    if path.suffix != ".inc" and len(lines) > LONGEST:
        faults.append(f"{path}: {len(lines)} lines, more than {LONGEST}")
    if path.suffix == ".h" and b"#pragma once" not in text:
        faults.append(f"{path}: no #pragma once")
everything = files()
for path in everything:
    if VAGUE.search(str(path)):
        faults.append(f"{path}: a name that says nothing")
report(faults, f"{len(everything)} files")
