"""easprobe check and replay as people call them: what is refused before anything is sent, and how it is said; what is
left of a run that is interrupted or whose files cannot be written."""
import contextlib
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "rig"))
from served import ENVIRONMENT, test_server  # noqa: E402
from expectations import Expectations  # noqa: E402

program, server = sys.argv[1:3]
expect = Expectations()


def run(*arguments):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, env=ENVIRONMENT,
                          stdin=subprocess.DEVNULL, timeout=60)


def refused(*arguments, says, status=64):
    done = run(*arguments)
    expect(f"{arguments} is refused", done.returncode == status, f"exit status {done.returncode}: {done.stdout}")
    expect(f"{arguments} says '{says}'", says in done.stderr, done.stderr)
    expect(f"{arguments} reports nothing", done.stdout == "", done.stdout)


@contextlib.contextmanager
def silent_server():
    """Takes connections and never says a word; answers with the port, and an event for the first that came."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        came = threading.Event()
        kept = []

        def accept():
            with contextlib.suppress(OSError):
                while True:
                    kept.append(listening.accept())
                    came.set()

        threading.Thread(target=accept, daemon=True).start()
        yield listening.getsockname()[1], came
        for connection, _ in kept:
            connection.close()


def interrupted(with_signal, *arguments, wait):
    """The end of a run that gets a signal once `wait` is over."""
    running = subprocess.Popen([program, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               env=ENVIRONMENT, stdin=subprocess.DEVNULL)
    wait(running)
    running.send_signal(with_signal)
    out, err = running.communicate(timeout=60)
    return running.returncode, out, err


# A server that nobody asks: the port is closed.
NOBODY = ["check", "https://127.0.0.1:1", "--user", "alice"]

# Wrong words are refused before anything is sent, with what is wrong about them.
refused(*NOBODY, "--device-id", "ABC", says="--device-id ABC: exactly 32 hexadecimal digits are wanted")
refused(*NOBODY, "--device-id", "ABC", says="it has 3 digits")
refused(*NOBODY, "--device-id", "", says="it has 0 digits")
refused(*NOBODY, "--device-id", "0" * 31 + "G", says="character 32, 'G', is no hexadecimal digit")

refused(*NOBODY, "--clock", "2008-06-01T12:00:00", says="a time needs Z or an offset like +02:00")

# A file that cannot be written is found before the run.
with tempfile.TemporaryDirectory() as folder:
    for option in ("--report", "--record"):
        word = "json=" if option == "--report" else ""
        refused(*NOBODY, option, f"{word}{folder}/none/file", says="none/file: cannot be written: No such file or directory")
        refused(*NOBODY, option, f"{word}{folder}", says=f"{folder}: is a folder")
        if os.geteuid() != 0:
            refused(*NOBODY, option, f"{word}/etc/easprobe-report", says="cannot be written: Permission denied")
    refused(*NOBODY, "--report", "pdf", says="there is no format 'pdf'; there are text, json, junit and html")
    refused(*NOBODY, "--report", "html", "--report", "text=-", says="another report already goes to standard output")
    # One file is given once, however it is spelled.
    same, link, handset = f"{folder}/same", f"{folder}/link", "wm6-standard"
    pathlib.Path(same).write_text("kept")
    os.symlink(same, link)
    for other in (same, f"{folder}/./same", f"{folder}/none/../same", os.path.relpath(same), link):
        refused(*NOBODY, "--report", f"json={same}", "--report", f"html={other}",
                says=f"--report html={other}: another report already goes to {same}")
        refused(*NOBODY, "--report", f"json={same}", "--record", other,
                says=f"--record {other}: the json report already goes to {same}")
    refused(*NOBODY, "--record", "-", says="--record -: the text report already goes to standard output")
    refused(*NOBODY, "--profile", "all", "--record", f"{folder}/talk.har", "--report",
            f"json={folder}/talk-{handset}.har", says=f"talk-{handset}.har: the json report already goes to {folder}/talk")
    expect("and the file is as it was", pathlib.Path(same).read_text() == "kept")
    os.unlink(link)
    os.unlink(same)
    expect("and nothing is made by that", not list(pathlib.Path(folder).iterdir()))

# One that turns out so after the run does not cost its report.
if pathlib.Path("/dev/full").exists():
    for files in (["--record", "/dev/full"], ["--report", "json=/dev/full"]):
        done = run(*NOBODY, *files)
        expect(f"{files}: the report is there", done.stdout.startswith("It could not be told whether"), done.stdout)
        expect(f"{files}: and what is not is said", done.returncode == 64
               and "/dev/full: cannot be written: No space left on device" in done.stderr, done.stderr)

# Nor does a reader of standard output who has gone: the rest is written, whatever comes first.
with tempfile.TemporaryDirectory() as folder:
    for reports in (["text", "json="], ["json=", "text"]):
        kept = pathlib.Path(folder) / f"after-{reports[0].strip('=')}.json"
        words = [word for each in reports for word in ("--report", each + str(kept) if each == "json=" else each)]
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run([program, *NOBODY, *words], stdout=writing, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT,
                              stdin=subprocess.DEVNULL, timeout=60)
        os.close(writing)
        expect(f"{reports}: the file is there", kept.exists() and json.loads(kept.read_text())["schema"] == 1)
        expect(f"{reports}: and the end is that of any program without a reader",
               (done.returncode, done.stderr) == (-signal.SIGPIPE, ""), (done.returncode, done.stderr))

# What this machine sees is hinted at once, and not where it was said already.
hint = "If this machine sees what the phone sees"
expect("a closed port may be one of this network", hint in run(*NOBODY).stdout)
done = run(*NOBODY, "--same-network")
expect("unless it is said not to be", done.returncode == 1 and hint not in done.stdout, done.stdout)
expect("no exchange is none, and one check is one", "0 exchanges, " in done.stdout and "1 of 2 checks failed" in done.stdout,
       done.stdout)

# A handset without Autodiscover is given its server by name.
done = run("check", "alice@example.test", "--profile", "wm5-msfp-pocketpc")
expect("Windows Mobile 5 does not look for a server", done.returncode == 2 and "has no Autodiscover" in done.stdout, done.stdout)
expect("and what to do is said", done.stdout.splitlines()[2].startswith("What to do: Give the server's name as TARGET"),
       done.stdout)

# Letters beyond ASCII are in their ASCII form everywhere.
done = run("check", "b\u00fccher.example.test:1", "--user", "a", "--resolve", "xn--bcher-kva.example.test:1:127.0.0.1")
expect("an international name has one form", done.stdout.count("xn--bcher-kva.example.test") >= 3
       and "b\u00fccher" not in done.stdout, done.stdout)

# An interruption ends a run with what was seen so far, also before the first answer.
for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    with silent_server() as (port, came):
        status, out, err = interrupted(each, "check", f"https://127.0.0.1:{port}", "--user", "alice",
                                       wait=lambda running, came=came: came.wait(20))
        expect(f"{each.name}: could not tell", status == 2 and out.startswith("It could not be told whether"), (status, out))
        expect(f"{each.name}: and why", "interrupted" in out.splitlines()[1], out)
        expect(f"{each.name}: and it is said", "reporting what was seen so far" in err, err)

# One handset that was seen of two that were asked for is still a run of several.
with silent_server() as (port, came):
    status, out, err = interrupted(signal.SIGTERM, "check", f"https://127.0.0.1:{port}", "--user", "alice", "--profile",
                                   "wm6-standard", "--profile", "wm61-standard", "--report", "json",
                                   wait=lambda running: came.wait(20))
    document = json.loads(out)
    expect("an interruption does not change the form of the JSON", list(document) == ["schema", "runs"]
           and [one["profile"] for one in document["runs"]] == ["wm6-standard"], out[:300])

# A second signal ends it at once, also where it is another one. A program that is stopped gets both of them together.
with silent_server() as (port, came):
    def stop_and_end(running):
        came.wait(20)
        for each in (signal.SIGSTOP, signal.SIGTERM, signal.SIGHUP):
            running.send_signal(each)

    status, out, err = interrupted(signal.SIGCONT, "check", f"https://127.0.0.1:{port}", "--user", "alice", wait=stop_and_end)
    expect("a second signal of another kind ends it at once", status in (-signal.SIGTERM, -signal.SIGHUP) and out == "",
           (status, out))

with test_server(server) as target, tempfile.TemporaryDirectory() as folder:
    # The device id given is the one that the server gets.
    recording = pathlib.Path(folder) / "talk.har"
    done = run("check", *target, "--device-id", "00112233445566778899AABBCCDDEEFF", "--until", "options",
               "--record", recording)
    expect("a device id of 32 digits is sent", "DeviceId=00112233445566778899AABBCCDDEEFF" in recording.read_text(),
           done.stderr)

    # A refused password is not explained in the program's own words for its phases.
    done = subprocess.run([program, "check", *target], capture_output=True, text=True,
                          env={**ENVIRONMENT, "EASPROBE_PASSWORD": "wrong"}, stdin=subprocess.DEVNULL, timeout=60)
    expect("a refused password stops the phone at OPTIONS", "the handset stopped before, at its first request,"
           in done.stdout and "HTTP 401" in done.stdout, done.stdout)

    # Nobody who reads: the run goes on to its end, and takes away what it has made.
    for where in ("stderr", "stdout"):
        reading, writing = os.pipe()
        os.close(reading)
        kept = pathlib.Path(folder) / f"{where}.json"
        streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, where: writing}
        options = ["-v", "--report", f"json={kept}"] + (["--report", "text"] if where == "stdout" else [])
        done = subprocess.run([program, "check", *target, "--write", "--no-ping", *options], env=ENVIRONMENT,
                              stdin=subprocess.DEVNULL, timeout=120, **streams)
        os.close(writing)
        left = next(check for check in json.loads(kept.read_text())["checks"] if check["id"] == "sync.mailbox-left-as-found")
        expect(f"a closed {where} does not keep a run from clearing away", left["outcome"] == "passed", left)

    # The page of a whole run, and of every handset.
    page = pathlib.Path(folder) / "report.html"
    done = run("check", *target, "--profile", "all", "--no-ping", "--report", f"html={page}")
    tree = xml.etree.ElementTree.fromstring(page.read_text())
    expect("the page is well-formed, with a part for each handset", len(tree.findall(".//article")) == 6, done.stderr)
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    links = [element.get("href")[1:] for element in tree.iter("a")]
    expect("and every link of it leads somewhere", links and set(links) <= ids, set(links) - ids)

# The command in a remedy leads to the same server: this one sends a root that the handset does not have.
with test_server(server, "--scenario", "disordered-chain") as target:
    bare = [word for word in target if not word.endswith("root.pem") and word != "--install-root"]
    done = run("check", *bare)
    expect("a remedy resolves as the check did", f"`easprobe root-cab {target[0]} --resolve {target[2]} --only " in done.stdout,
           done.stdout)

# Before anything was made in the mailbox nothing is said to be cleared away: this server falls silent at the folder list.
with test_server(server, "--scenario", "falls-silent") as target:
    def was_answered(running):
        for line in running.stderr:
            if "] OPTIONS" in line:
                return

    status, out, err = interrupted(signal.SIGTERM, "check", *target, "--write", "-v", wait=was_answered)
    expect("where nothing was made nothing is cleared away", "reporting what was seen so far" in err
           and "clearing away" not in err, err[-300:])

# A run that writes clears away after SIGHUP as well: this server falls silent when a mail was sent already.
def mail_was_sent(running):
    for line in running.stderr:
        if "] SendMail" in line:
            return


with test_server(server, "--scenario", "out-of-time-while-writing") as target:
    status, out, err = interrupted(signal.SIGHUP, "check", *target, "--write", "--no-ping", "-v", "--report", "json",
                                   wait=mail_was_sent)
    document = json.loads(out)
    left = next(check for check in document["checks"] if check["id"] == "sync.mailbox-left-as-found")
    expect("after SIGHUP the mailbox is as it was", left["outcome"] == "passed", left)
    expect("and the verdict is open", (status, document["verdict"]["outcome"]) == (2, "could-not-tell"),
           (status, document["verdict"]))
    expect("and it is said what goes on", "clearing away what was made in the mailbox" in err, err[-300:])

expect.report()
