"""easprobe cert: files as authorities, wizards and backups leave them, made by openssl; the verdict, the exit status and
the sentence for each, as text, as a table and as JSON; and what the remedies say to run, run."""
import json
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "rig"))
from served import ENVIRONMENT  # noqa: E402
from expectations import Expectations  # noqa: E402

program = str(pathlib.Path(sys.argv[1]).resolve())
if shutil.which("openssl") is None:
    print("skipped: openssl is not installed")
    raise SystemExit(77)
PKI = pathlib.Path("tests/pki").resolve()
SCHEMA = json.loads(pathlib.Path("client/report/report.schema.json").read_text())
HOST = "eas.example.test"
CLOCK = ["--clock", "2009-06-01T12:00:00Z"]
PASSWORD = "Zq7-correct-horse"
expect = Expectations()


def run(*arguments, password=PASSWORD, stdin=None, folder=None):
    environment = {**ENVIRONMENT, "EASPROBE_PASSWORD": password}
    if password is None:
        del environment["EASPROBE_PASSWORD"]
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, env=environment, input=stdin,
                          stdin=None if stdin is not None else subprocess.DEVNULL, cwd=folder)
    expect(f"{arguments} keeps the password", PASSWORD not in done.stdout + done.stderr, "it is in the output")
    return done


def judged(*arguments, **settings):
    """The report as JSON, valid by the schema, and the exit status."""
    done = run("cert", *arguments, "--report", "json", **settings)
    if not done.stdout:
        expect.faults.append(f"cert {arguments}: no report: {done.stderr}")
        return {"verdict": {"outcome": None, "sentence": ""}, "checks": []}, done.returncode
    document = json.loads(done.stdout)
    for fault in jsonschema.Draft202012Validator(SCHEMA).iter_errors(document):
        expect.faults.append(f"cert {arguments}: {fault.message[:300]}")
    return document, done.returncode


def failed(document):
    return sorted(f"{check['severity']} {check['id']}" for check in document["checks"] if check["outcome"] == "failed")


def check_of(document, name):
    return next(check for check in document["checks"] if check["id"] == name)


def openssl(*arguments, folder):
    subprocess.run(["openssl", *map(str, arguments)], cwd=folder, check=True, capture_output=True)


def refused(what, *arguments, says, **settings):
    done = run("cert", *arguments, **settings)
    expect(f"{what}: wrong use", done.returncode == 64, f"exit status {done.returncode}")
    expect(f"{what} says '{says}'", says in done.stderr, done.stderr)


def make_files(folder):
    """A server's key and certificate below a root of our own, and everything that is made of the two."""
    (folder / "leaf.cnf").write_text(f"subjectAltName=DNS:{HOST}\nextendedKeyUsage=serverAuth\n")
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-sha1", "-days", "3650", "-subj", "/CN=Our Root",
            "-keyout", "root.key", "-out", "root.pem", folder=folder)
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={HOST}", "-keyout", "leaf.key", "-out", "leaf.csr",
            folder=folder)
    openssl("x509", "-req", "-in", "leaf.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-sha1",
            "-days", "365", "-extfile", "leaf.cnf", "-out", "leaf.pem", folder=folder)
    openssl("x509", "-in", "leaf.pem", "-outform", "DER", "-out", "leaf.cer", folder=folder)
    bundle = ["-in", "leaf.pem", "-certfile", "root.pem", "-passout", f"pass:{PASSWORD}"]
    openssl("pkcs12", "-export", *bundle, "-inkey", "leaf.key", "-out", "server.pfx", folder=folder)
    openssl("pkcs12", "-export", *bundle, "-inkey", "leaf.key", "-legacy", "-certpbe", "PBE-SHA1-RC2-40", "-out",
            "windows.pfx", folder=folder)
    openssl("pkcs12", "-export", *bundle, "-nokeys", "-out", "keyless.pfx", folder=folder)
    openssl("crl2pkcs7", "-nocrl", "-certfile", "root.pem", "-certfile", "leaf.pem", "-outform", "DER", "-out",
            "bundle.p7b", folder=folder)
    (folder / "mixed.pem").write_text((folder / "leaf.pem").read_text() + (folder / "root.key").read_text())
    (folder / "rubbish.pem").write_text("not a certificate at all")


def forms_of_a_certificate(folder):
    root = ["--install-root", folder / "root.pem"]
    for name in ("leaf.pem", "leaf.cer", "server.pfx", "windows.pfx", "bundle.p7b"):
        document, status = judged(folder / name, "--host", HOST, *root)
        expect(f"{name} would be accepted", (status, document["verdict"]["outcome"]) == (0, "would-sync"),
               (status, document["verdict"]))
        expect(f"{name}: only checks of phase trust", {check["phase"] for check in document["checks"]} == {"trust"})
        expect(f"{name}: no exchange", document["exchanges"] == [])
        held = check_of(document, "trust.private-key-held")["outcome"]
        expect(f"{name}: the key", held == ("passed" if name.endswith("pfx") else "not-applicable"), held)
        expect(f"{name}: a client of today minds SHA-1", document["current_client"]["accepts"] is False,
               document["current_client"])
    for name, says in (("keyless.pfx", "made without the private key"), ("mixed.pem", "not that of the certificate")):
        document, status = judged(folder / name, "--host", HOST, *root)
        expect(f"{name}: blocked", (status, failed(document)) == (1, ["blocker trust.private-key-held"]), failed(document))
        expect(f"{name} says why", says in check_of(document, "trust.private-key-held")["observed"],
               check_of(document, "trust.private-key-held"))
    document, status = judged("-", "--host", HOST, *root, stdin=(folder / "leaf.pem").read_text())
    expect("standard input is read", status == 0, document["verdict"])
    done = run("cert", "-", "--host", HOST, stdin=(folder / "leaf.pem").read_text() + (folder / "root.pem").read_text())
    expect("and called so", "files     standard input" in done.stdout, done.stdout)
    expect("and a command for it has a name for what is kept of it", "root-cab chain.pem --only" in done.stdout,
           done.stdout)


def keys_beside(folder):
    """A private key in a file of its own is that of the certificate, or of another."""
    root = ["--install-root", folder / "root.pem"]
    openssl("rsa", "-in", "leaf.key", "-aes256", "-passout", f"pass:{PASSWORD}", "-out", "locked.key", folder=folder)
    for key in ("leaf.key", "locked.key"):
        for files in ((folder / "leaf.pem", folder / key), (folder / key, folder / "leaf.pem")):
            document, status = judged(*files, "--host", HOST, *root)
            expect(f"{key} is the certificate's", (status, check_of(document, "trust.private-key-held")["outcome"])
                   == (0, "passed"), check_of(document, "trust.private-key-held"))
    document, status = judged(folder / "leaf.pem", folder / "root.key", "--host", HOST, *root)
    expect("another's key is none", (status, failed(document)) == (1, ["blocker trust.private-key-held"]),
           failed(document))
    refused("a key alone", folder / "leaf.key", says="leaf.key: a private key, and no certificate beside it")


def broken_files(folder):
    """Each says what it was taken for, and what is wrong with it."""
    pfx, certificate, bundle = ((folder / name).read_bytes() for name in ("server.pfx", "leaf.cer", "bundle.p7b"))
    for name, content, says in (
            ("cut.pfx", pfx[:1000], f"a PFX (PKCS#12) that is cut short: of its {len(pfx)} bytes 1000 are there"),
            ("cut.cer", certificate[:500], f"a certificate that is cut short: of its {len(certificate)} bytes 500 are there"),
            ("cut.p7b", bundle[:500], f"a PKCS#7 bundle that is cut short: of its {len(bundle)} bytes 500 are there"),
            ("damaged.pfx", pfx[:200] + b"?" + pfx[201:], "a PFX (PKCS#12) that this password does not open"),
            ("wide.pem", (folder / "leaf.pem").read_text().encode("utf-16"), "PEM in UTF-16"),
            ("bare.txt", b"".join((folder / "leaf.pem").read_bytes().splitlines()[1:-1]), "base64 without the lines of PEM"),
            ("cut.pem", (folder / "leaf.pem").read_bytes()[:400], "a PEM block without its end: there is no '-----END CERTIFICATE-----'"),
            ("empty.pem", b"", "an empty file")):
        (folder / name).write_bytes(content)
        refused(name, folder / name, says=f"{name}: {says}")


def names(folder):
    root = ["--install-root", folder / "root.pem"]
    document, status = judged(folder / "leaf.pem", "--host", "other.example.test", *root)
    expect("another host is refused", (status, failed(document)) == (1, ["blocker trust.name-matches"]), failed(document))
    remedy = check_of(document, "trust.name-matches")["remedy"]
    expect("the name to ask for is named", "common name other.example.test" in remedy, remedy)
    document, status = judged(folder / "leaf.pem", "--host", f"https://{HOST}:443/", *root)
    expect("scheme, port and path around the name do not count", (status, failed(document)) == (0, []), failed(document))
    document, status = judged(folder / "leaf.pem", *root)
    name = check_of(document, "trust.name-matches")
    expect("without --host no name is compared", (status, name["outcome"]) == (0, "not-applicable"), name)
    expect("and it is said what it is for", f"'{HOST}'" in name["reason"], name)


def requests(folder):
    document, status = judged(folder / "leaf.csr", "--host", HOST)
    expect("a request that asks for the right things", (status, failed(document)) == (0, []), failed(document))
    expect("is judged as what it is", "from this request" in document["verdict"]["sentence"], document["verdict"])
    open_questions = [check["id"] for check in document["checks"] if check["outcome"] == "not-applicable"]
    expect("and leaves to the authority what is the authority's", "trust.root-on-device" in open_questions, open_questions)
    openssl("req", "-new", "-key", "leaf.key", "-subj", "/O=Nobody", "-out", "nameless.csr", folder=folder)
    document, status = judged(folder / "nameless.csr")
    expect("a request without a name is for nobody", (status, failed(document)) == (1, ["blocker trust.name-matches"]),
           failed(document))
    done = run("cert", folder / "leaf.csr")
    expect("without --host it is said that no name was compared", f"it is for '{HOST}'" in done.stdout.splitlines()[1],
           done.stdout)
    refused("a request beside a certificate", folder / "leaf.csr", folder / "leaf.pem", says="one at a time")


def remedies(folder):
    """The command in the remedy makes the file after which the certificate is accepted."""
    (folder / "chain with root.pem").write_text((folder / "leaf.pem").read_text() + (folder / "root.pem").read_text())
    document, status = judged("chain with root.pem", "--host", HOST, folder=folder)
    expect("a root that is not on the phone", (status, failed(document)) == (1, ["blocker trust.root-on-device"]),
           failed(document))
    remedy = check_of(document, "trust.root-on-device")["remedy"]
    command = re.search(r"`(easprobe root-cab [^`]*)`", remedy)
    expect("the remedy is a command", command is not None, remedy)
    words = shlex.split(command[1])[1:]
    done = run(*words, folder=folder)
    expect("that runs", done.returncode == 0, done.stdout + done.stderr)
    document, status = judged("leaf.pem", "--host", HOST, "--install-root", "root.cab", folder=folder)
    expect("and mends it", (status, failed(document)) == (0, []), failed(document))


def remedies_of_a_backup(folder):
    document, status = judged("server.pfx", "--host", HOST, folder=folder)
    command = re.search(r"`(easprobe root-cab [^`]*)`", check_of(document, "trust.root-on-device")["remedy"])
    expect("a backup is where its root can be had", command is not None and "server.pfx" in command[1], document)
    done = run(*shlex.split(command[1])[1:], folder=folder)
    expect("root-cab opens it", done.returncode == 0, done.stdout + done.stderr)
    done = run(*shlex.split(command[1])[1:], folder=folder, password="wrong")
    expect("with its password alone", done.returncode == 64 and "does not open" in done.stderr, done.stderr)


def tables():
    handsets = subprocess.run([program, "profiles"], capture_output=True, text=True, check=True).stdout.splitlines()
    wildcard = PKI / "chains/wildcard.pem"
    done = run("cert", wildcard, "--host", HOST, "--all", "--install-root", PKI / "installed/root.pem", *CLOCK)
    lines = done.stdout.splitlines()
    for handset in (line.split()[0] for line in handsets):
        rows = [line.split() for line in lines if line.split()[:1] == [handset]]
        wanted = "refuses" if handset.startswith("wm5") else "accepts"
        expect(f"the table has one line for {handset}", [row[1] for row in rows] == [wanted], rows)
    expect("and one for a client of today", sum("phone or PC of today" in line for line in lines) == 1, lines)
    expect("the worst handset counts", done.returncode == 1, done.returncode)
    expect("what some handsets have is said with their names",
           "  trust.name-matches (wm5-msfp-pocketpc)" in lines, lines)
    page = run("cert", wildcard, "--host", HOST, "--all", "--install-root", PKI / "installed/root.pem", *CLOCK, "--report",
               "html").stdout
    expect("as a page there is an article for each", page.count("<article ") == len(handsets), page[:300])
    document, _ = judged(wildcard, "--host", HOST, "--all", *CLOCK)
    expect("as JSON there is a run for each", len(document.get("runs", [])) == len(handsets), document.keys())


def what_is_refused(folder):
    refused("no file", folder / "none.pem", says="none.pem: cannot be read")
    refused("a folder", folder, says="is a folder")
    refused("rubbish", folder / "rubbish.pem", says="rubbish.pem: neither PEM, DER")
    refused("another password", folder / "server.pfx", says="this password does not open", password="wrong")
    refused("no password", folder / "server.pfx", says="no password", password=None)
    refused("a folder for a password", folder / "server.pfx", "--password-file", folder, says="is a folder")
    refused("no host", folder / "leaf.pem", "--host", "", says="--host")
    refused("an unknown handset", folder / "leaf.pem", "--profile", "wm7", says="no handset profile 'wm7'")
    refused("a clock that is none", folder / "leaf.pem", "--clock", "yesterday", says="--clock yesterday")
    done = run("cert")
    expect("no file at all is wrong use", done.returncode == 64, done.returncode)


def text(folder):
    done = run("cert", folder / "leaf.pem", "--host", HOST)
    lines = done.stdout.splitlines()
    expect("the verdict comes first", lines[0] == f"This handset would not accept this certificate for {HOST}.", lines[:1])
    expect("then why, naming the certificate",
           lines[1].startswith(f"Why: 'CN={HOST}' (") and "SHA-1 " in lines[1], lines[1])
    expect("then what to do", lines[2].startswith("What to do: Where 'CN=Our Root' is an intermediate"), lines[2])


with tempfile.TemporaryDirectory() as name:
    place = pathlib.Path(name)
    make_files(place)
    forms_of_a_certificate(place)
    keys_beside(place)
    broken_files(place)
    names(place)
    requests(place)
    remedies(place)
    remedies_of_a_backup(place)
    tables()
    what_is_refused(place)
    text(place)
expect.report()
