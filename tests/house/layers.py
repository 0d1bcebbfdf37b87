"""Who may include whom. The rule is data; a word of it that nothing needs is reported too. With --picture it prints
instead who includes whom, a line a folder; ARCHITECTURE.md shows that picture."""
import pathlib
import re
import sys

from tracked import files, report

# What the rooms of the session share.
# A folder, and what its files may include of ours. Longest match counts.
ALLOWED = {
    "protocol/text": ["protocol/text"],
    "protocol/engine": ["protocol/text", "protocol/engine"],
    "protocol/http": ["protocol/text", "protocol/http"],
    "protocol/wbxml": ["protocol/text", "protocol/engine", "protocol/wbxml"],
    "protocol/tls": ["protocol/tls"],
    "protocol/wap": ["protocol/text", "protocol/engine", "protocol/wap"],
    "protocol/x509": ["protocol/text", "protocol/wap", "protocol/x509"],
    "protocol/eas": ["protocol"],
    "client/handset": ["client/handset", "protocol"],
    "client/evidence": ["client/evidence", "protocol"],
    "client/trust": ["client/trust", "client/handset", "client/evidence", "protocol"],
    "client/transport": ["client/transport", "client/evidence", "client/handset", "protocol"],
    "client/session": ["client/session", "client/transport/sending.h", "client/evidence", "client/handset",
                       "protocol"],
    "client/run": ["client/run", "client/session", "client/transport/sending.h", "client/evidence", "client/handset",
                   "client/trust", "protocol"],
    "client/drive": ["client/drive", "client/run", "client/transport", "client/evidence"],
    "client/session/phases": ["client/session/phases",
                               "client/session/answer.h", "client/session/progress.h", "client/session/request.h",
                               "client/session/state.h", "client/handset", "protocol"],
    "client/session/errands": ["client/session/errands", "client/session/clearing/clearing.h",
                               "client/session/phases/sync_phase.h", "client/session/progress.h",
                               "client/session/answer.h", "client/session/collection.h",
                               "client/session/handset_session.h", "client/session/request.h",
                               "client/session/state.h", "client/evidence", "protocol"],
    "client/session/clearing": ["client/session/clearing", "client/session/errands",
                               "client/session/phases/sync_phase.h", "client/session/state.h", "client/evidence",
                               "protocol"],
    "client/codes": ["client/codes", "protocol"],
    "client/checks": ["client/checks", "client/codes", "client/evidence", "client/handset", "client/trust",
                      "protocol"],
    "client/explain": ["client/explain", "client/checks", "client/codes", "client/evidence/phase.h", "protocol"],
    "client/verdict": ["client/verdict", "client/checks", "client/codes", "protocol"],
    "client/report": ["client/report", "client/verdict", "client/checks", "client/evidence", "client/trust", "protocol"],
    "client": ["client"],
    "tools/easprobe": ["tools/easprobe", "client", "protocol"],
    "tools/eas-test-server": ["tools/eas-test-server", "client/handset", "client/transport/tls_library.h", "protocol"],
    "tests": ["tests", "tools", "client", "protocol"],
}

# A foreign library, and the doors behind which its headers may stand. Never in a header of ours.
FOREIGN = {
    r"curl/": ["client/transport", "client/drive"],
    r"openssl/": ["protocol/x509", "client/transport", "tools/eas-test-server", "tests"],
    r"wbxml/": ["protocol/wbxml", "tests/oracle"],
    r"libgcab": ["protocol/wap"],
    r"idn2": ["protocol/text"],
    r"nlohmann/": ["client/report", "client/evidence", "tests"],
    r"CLI/": ["tools"],
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def is_below(name, folder):
    return name == folder or name.startswith(folder + "/")


def room_of(name):
    return next((folder for folder in sorted(ALLOWED, key=len, reverse=True) if is_below(name, folder)), None)


def picture():
    """A line a folder: whom its files include. To those above it, protocol is one word; tests include anybody."""
    uses = {}
    for path in sources:
        room = room_of(str(path))
        for kind, name in includes[path]:
            other = room_of(name)
            if kind == '"' and other and other != room:
                area = other.split("/")[0]
                uses.setdefault(room, set()).add(area if area == "protocol" and not is_below(room, area) else other)
    width = max(map(len, uses))
    return "".join(f"{room:{width}} -> {', '.join(sorted(uses[room]))}\n" for room in ALLOWED
                   if room in uses and room != "tests")


faults = []
sources = files(".cpp", ".h", ".inc")
includes = {path: INCLUDE.findall(path.read_text()) for path in sources}
if sys.argv[1:] == ["--picture"]:
    print(picture(), end="")
    raise SystemExit
needed = set()
for path in sources:
    room = room_of(str(path))
    for kind, name in includes[path]:
        if kind == '"':
            doors = [door for door in ALLOWED.get(room, []) if is_below(name, door)]
            needed |= {(room, door) for door in doors}
            if not doors:
                faults.append(f"{path}: may not include {name}")
            continue
        for pattern, doors in FOREIGN.items():
            if not re.match(pattern, name):
                continue
            through = [door for door in doors if is_below(str(path), door)]
            needed |= {(pattern, door) for door in through}
            if not through:
                faults.append(f"{path}: <{name}> belongs behind {', '.join(doors)}")
            if path.suffix == ".h" and not is_below(str(path), "tests"):
                faults.append(f"{path}: a header of ours includes <{name}>")
for who, doors in {**ALLOWED, **FOREIGN}.items():
    faults += [f"tests/house/layers.py: {who} does not need {door}" for door in doors
               if door != who and (who, door) not in needed]
if f"```\n{picture()}```\n" not in pathlib.Path("ARCHITECTURE.md").read_text():
    faults.append("ARCHITECTURE.md: its picture of who includes whom is not that of tests/house/layers.py --picture")
report(faults, f"{len(sources)} files")
