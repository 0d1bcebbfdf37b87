"""Who may include whom. The rule is data; a line of it that is never used is reported too."""
import re

from tracked import files, report

# What the rooms of the session share.
SESSION = ["client/session/" + name for name in ("answer.h", "collection.h", "handset_session.h", "progress.h",
                                                 "request.h", "state.h")] + [
    "client/transport/transport.h", "client/evidence", "client/handset", "protocol"]

# A folder, and what its files may include of ours. Longest match counts.
ALLOWED = {
    "protocol/text": ["protocol/text"],
    "protocol/engine": ["protocol/text", "protocol/engine"],
    "protocol/http": ["protocol/text", "protocol/http"],
    "protocol/wbxml": ["protocol/text", "protocol/engine", "protocol/wbxml"],
    "protocol/tls": ["protocol/text", "protocol/tls"],
    "protocol/wap": ["protocol/text", "protocol/engine", "protocol/wap"],
    "protocol/x509": ["protocol/text", "protocol/wap", "protocol/x509"],
    "protocol/eas": ["protocol"],
    "client/handset": ["client/handset", "protocol"],
    "client/evidence": ["client/evidence", "protocol"],
    "client/trust": ["client/trust", "client/handset", "client/evidence", "protocol"],
    "client/transport": ["client/transport", "client/evidence", "client/handset", "protocol"],
    "client/session": ["client/session", "client/transport/transport.h", "client/evidence", "client/handset",
                       "client/trust", "protocol"],
    "client/session/phases": ["client/session/phases", "client/session/errands/errands.h"] + SESSION,
    "client/session/errands": ["client/session/errands", "client/session/clearing/clearing.h",
                               "client/session/phases/probes.h", "client/session/phases/sync_phase.h"] + SESSION,
    "client/session/clearing": ["client/session/clearing", "client/session/errands",
                                "client/session/phases/sync_phase.h"] + SESSION,
    "client/checks": ["client/checks", "client/explain", "client/evidence", "client/handset", "client/trust",
                      "protocol"],
    "client/explain": ["client/explain", "client/checks", "client/evidence/phase.h", "protocol"],
    "client/verdict": ["client/verdict", "client/checks", "client/explain", "client/evidence", "client/handset",
                       "protocol"],
    "client/report": ["client/report", "client/verdict", "client/checks", "client/explain", "client/evidence",
                      "client/handset", "client/trust", "protocol"],
    "client": ["client", "protocol"],
    "tools/easprobe": ["tools/easprobe", "client", "protocol"],
    "tools/eas-test-server": ["tools/eas-test-server", "client/handset", "client/transport/tls_library.h", "protocol"],
    "tests": ["tests", "tools", "client", "protocol"],
}

# A foreign library, and the doors behind which its headers may stand. Never in a header of ours.
FOREIGN = {
    r"curl/": ["client/transport"],
    r"openssl/": ["protocol/x509", "client/trust", "client/transport", "tools/eas-test-server", "tests"],
    r"wbxml/": ["protocol/wbxml", "tests/bench", "tests/oracle"],
    r"libgcab": ["protocol/wap"],
    r"idn2": ["protocol/text"],
    r"nlohmann/": ["client/report", "client/evidence", "tests"],
    r"CLI/": ["tools"],
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def allowed_for(path):
    for folder in sorted(ALLOWED, key=len, reverse=True):
        if str(path).startswith(folder + "/"):
            return ALLOWED[folder]
    return []


faults = []
sources = files(".cpp", ".h")
for path in sources:
    for kind, name in INCLUDE.findall(path.read_text()):
        if kind == '"':
            if not any(name == ok or name.startswith(ok + "/") for ok in allowed_for(path)):
                faults.append(f"{path}: may not include {name}")
            continue
        for pattern, doors in FOREIGN.items():
            if re.match(pattern, name) and not any(str(path).startswith(door + "/") for door in doors):
                faults.append(f"{path}: <{name}> belongs behind {', '.join(doors)}")
            if re.match(pattern, name) and path.suffix == ".h" and not str(path).startswith("tests/"):
                faults.append(f"{path}: a header of ours includes <{name}>")
report(faults, f"{len(sources)} files")
