"""The commands that the documents show are commands that work."""
import pathlib
import re
import shlex
import subprocess
import sys

from tracked import report

easprobe, server = sys.argv[1:3]
PROGRAMS = {"easprobe": easprobe, "eas-test-server": server}
OFFLINE = ("explain", "checks", "profiles", "--version", "--help")


def help_of(program, *words):
    return subprocess.run([program, *words, "--help"], capture_output=True, text=True).stdout


def commands(path):
    for block in re.findall(r"^```sh\n(.*?)^```", path.read_text(), re.MULTILINE | re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            line = line.removeprefix("$ ").split(" | ")[0].strip()
            if line and not line.startswith("#"):
                yield line


faults = []
count = 0
for path in map(pathlib.Path, ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "emulator-profiles/README.md")):
    for line in commands(path):
        words = [word for word in shlex.split(line, comments=True) if not re.match(r"^[A-Z_]+=", word)]
        if not words:
            continue
        name, arguments = words[0], words[1:]
        count += 1
        if name.startswith("tools/") and not (pathlib.Path(name).is_file() and pathlib.Path(name).stat().st_mode & 0o100):
            faults.append(f"{path}: {line}: there is no such program")
        if name not in PROGRAMS:
            continue
        if arguments and arguments[0] in OFFLINE:
            done = subprocess.run([PROGRAMS[name], *arguments], capture_output=True, text=True)
            if done.returncode != 0 or not done.stdout:
                faults.append(f"{path}: {line}: exit status {done.returncode}: {done.stderr}")
            continue
        subcommand = [] if name == "eas-test-server" else arguments[:2 if arguments[0] == "wbxml" else 1]
        known = set(re.findall(r"--[a-z][a-z-]*", help_of(PROGRAMS[name], *subcommand)))
        for option in re.findall(r"(?<=\s)--[a-z][a-z-]*", " " + line):
            if option not in known:
                faults.append(f"{path}: {line}: no option {option}")
        if not known:
            faults.append(f"{path}: {line}: no such command")
report(faults, f"{count} commands")
