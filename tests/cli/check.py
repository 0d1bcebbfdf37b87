"""easprobe check and replay as people call them: what is refused before anything is sent, and how it is said; what is
left of a run that is interrupted or whose files cannot be written."""
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "house"))
from served import ENVIRONMENT, test_server  # noqa: E402
from tracked import report  # noqa: E402

program, server = sys.argv[1:3]
faults = []
count = 0


def expect(what, holds, seen=""):
    global count
    count += 1
    if not holds:
        faults.append(f"{what}: {seen}")


def run(*arguments):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, env=ENVIRONMENT,
                          stdin=subprocess.DEVNULL, timeout=60)


def refused(*arguments, says, status=64):
    done = run(*arguments)
    expect(f"{arguments} is refused", done.returncode == status, f"exit status {done.returncode}: {done.stdout}")
    expect(f"{arguments} says '{says}'", says in done.stderr, done.stderr)
    expect(f"{arguments} reports nothing", done.stdout == "", done.stdout)


# A server that nobody asks: the port is closed.
NOBODY = ["check", "https://127.0.0.1:1", "--user", "alice"]

# Wrong words are refused before anything is sent, with what is wrong about them.
refused(*NOBODY, "--device-id", "ABC", says="--device-id ABC: exactly 32 hexadecimal digits are wanted")
refused(*NOBODY, "--device-id", "ABC", says="it has 3 digits")
refused(*NOBODY, "--device-id", "", says="it has 0 digits")
refused(*NOBODY, "--device-id", "0" * 31 + "G", says="character 32, 'G', is no hexadecimal digit")

with test_server(server) as target, tempfile.TemporaryDirectory() as folder:
    # The device id given is the one that the server gets.
    recording = pathlib.Path(folder) / "talk.har"
    done = run("check", *target, "--device-id", "00112233445566778899AABBCCDDEEFF", "--until", "options",
               "--record", recording)
    expect("a device id of 32 digits is sent", "DeviceId=00112233445566778899AABBCCDDEEFF" in recording.read_text(),
           done.stderr)

report(faults, f"{count} expectations")
