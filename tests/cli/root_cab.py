"""easprobe root-cab: what it writes is unpacked by cabextract and by gcab and holds the certificate that went in; each
way in leads to the same cabinet; each refusal says why, with its exit status. And the options that put roots on a
handset: a cabinet, a folder, an exported store and another handset's store, live and replayed."""
import base64
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "rig"))
from served import ENVIRONMENT, test_server  # noqa: E402
from expectations import Expectations  # noqa: E402

program, server = sys.argv[1:3]
missing = [tool for tool in ("cabextract", "gcab", "openssl") if shutil.which(tool) is None]
if missing:
    print("skipped: not installed:", *missing)
    raise SystemExit(77)
expect = Expectations()


def run(*arguments, environment=ENVIRONMENT, text=True):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=text, env=environment,
                          stdin=subprocess.DEVNULL)


def root_cab(*arguments, status=0, says=""):
    done = run("root-cab", *arguments)
    expect(f"root-cab {arguments}", done.returncode == status, f"exit status {done.returncode}: {done.stderr}")
    expect(f"root-cab {arguments} says '{says}'", says in done.stdout + done.stderr, done.stdout + done.stderr)
    return done


def certificates_of(document):
    """(store, thumbprint, DER) of each certificate, in order."""
    stores = document.find("characteristic[@type='CertificateStore']")
    return [(store.get("type"), one.get("type"),
             base64.b64decode(one.find("parm[@name='EncodedCertificate']").get("value")))
            for store in stores for one in store]


def der_of(pem):
    return subprocess.run(["openssl", "x509", "-in", pem, "-outform", "DER"], check=True, capture_output=True).stdout


def thumbprint_of(pem):
    line = subprocess.run(["openssl", "x509", "-in", pem, "-noout", "-fingerprint", "-sha1"], check=True,
                          capture_output=True, text=True).stdout
    return line.split("=")[1].strip().replace(":", "")


def unpacked(cabinet, folder, *command):
    folder.mkdir()
    done = subprocess.run([*command, str(cabinet.resolve())], cwd=folder, capture_output=True, text=True)
    expect(f"{command[0]} unpacks", done.returncode == 0, done.stdout + done.stderr)
    expect(f"{command[0]} finds one file", os.listdir(folder) == ["_setup.xml"], os.listdir(folder))
    return (folder / "_setup.xml").read_bytes()


def outcome(*arguments):
    done = run(*arguments, "--report", "json")
    return json.loads(done.stdout)["verdict"]["outcome"] if done.stdout else done.stderr


with tempfile.TemporaryDirectory() as name, test_server(server) as target:
    folder = pathlib.Path(name)
    root = pathlib.Path(target[4])
    address, resolve = target[0], target[1:3]
    der, thumbprint = der_of(root), thumbprint_of(root)

    # One root, as every kind of file.
    cabinet = folder / "root.cab"
    done = root_cab(root, "-o", cabinet, says="ROOT  CN=")
    expect("the thumbprint is printed", f"SHA-1 {thumbprint}" in done.stdout, done.stdout)
    expect("how to install it is printed", "tap it in File\nExplorer" in done.stdout, done.stdout)
    listed = subprocess.run(["cabextract", "-l", cabinet], capture_output=True, text=True).stdout
    expect("cabextract lists it", re.search(r"01\.01\.2008 00:00:00 \| _setup\.xml", listed), listed)
    listed = subprocess.run(["gcab", "-t", cabinet], capture_output=True, text=True).stdout
    expect("gcab lists it", listed.split() == ["_setup.xml"], listed)
    document = unpacked(cabinet, folder / "cabextract", "cabextract", "-q")
    expect("both unpack the same", document == unpacked(cabinet, folder / "gcab", "gcab", "-x"))
    expect("the certificate is in ROOT, by its thumbprint",
           certificates_of(xml.etree.ElementTree.fromstring(document)) == [("ROOT", thumbprint, der)], document)
    once = cabinet.read_bytes()
    with_zone = run("root-cab", root, "-o", "-", "--format", "cab", environment={**ENVIRONMENT, "TZ": "Asia/Tokyo"},
                    text=False)
    expect("another day and zone make the same bytes, also on standard output", with_zone.stdout == once)
    plain = folder / "root.xml"
    root_cab(root, "-o", plain, says="a wap-provisioningdoc")
    expect("the plain document is that of the cabinet", plain.read_bytes() == document)
    certificate = folder / "root.cer"
    root_cab(root, "-o", certificate, says="trusted roots")
    expect("the .cer is the DER", certificate.read_bytes() == der)
    other_name = folder / "root.bin"
    root_cab(root, "-o", other_name, "--format", "cer")
    expect("--format counts, not the name", other_name.read_bytes() == der)
    for source in (plain, certificate, cabinet):
        again = folder / "again.cab"
        root_cab(source, "-o", again)
        expect(f"from {source.name} it is the same cabinet", again.read_bytes() == once)

    # A server's chain, live and from a recording: leaf and intermediate are sent.
    chain = folder / "chain.xml"
    done = root_cab(address, *resolve, "-o", chain, says="CA    CN=")
    expect("the server's own certificate is left out", "left out: 'CN=eas.example.test" in done.stderr, done.stderr)
    expect("the root that was not sent is named", "has to be on the handset already" in done.stdout, done.stdout)
    stores = certificates_of(xml.etree.ElementTree.parse(chain).getroot())
    expect("the intermediate goes to CA", [store for store, *_ in stores] == ["CA"], stores)
    recording = folder / "run.har"
    run("check", *target, "--no-ping", "--record", recording)
    from_recording = folder / "recorded.xml"
    root_cab(recording, "-o", from_recording)
    expect("a recording has the same chain", from_recording.read_bytes() == chain.read_bytes())
    intermediate = stores[0][1]
    only = folder / "only.cab"
    root_cab(root, recording, "--only", intermediate[:8].lower(), "-o", only, says=intermediate)
    both = folder / "both.cab"
    root_cab(root, address, *resolve, "-o", both, says=thumbprint)
    leaf = re.search(r"left out: .*SHA-1 ([0-9A-F]{40})", done.stderr).group(1)
    root_cab(address, *resolve, "--only", leaf, "-o", only, status=1, says="of no use in a store of the handset")

    # Without a name there is nothing that says what to write: then it is a cabinet.
    done = run("root-cab", root, "-o", "-", text=False)
    expect("standard output gets the cabinet", done.stdout == once, done.stderr)

    # What a handset could not use is written, and said.
    def made_root(name, *options):
        made = folder / f"{name}.pem"
        subprocess.run(["openssl", "req", "-x509", "-nodes", "-subj", f"/CN={name}", "-keyout", folder / f"{name}.key",
                        "-out", made, *options], check=True, capture_output=True)
        return made

    elliptic = made_root("elliptic", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-days", "3650")
    done = root_cab(elliptic, "-o", folder / "elliptic.cab")
    expect("a key that no handset computes with is said", "warning: no handset can use it: 'CN=elliptic'" in done.stderr
           and "has a key of type EC" in done.stderr, done.stderr)
    ended = pathlib.Path("tests/pki/installed/root.pem")
    done = root_cab(ended, "-o", folder / "ended.cab")
    expect("a root that has ended is said", "warning: no handset can use it: the handset's root 'CN=Device Root"
           in done.stderr and "expired on " in done.stderr, done.stderr)
    sha2 = made_root("sha2", "-newkey", "rsa:2048", "-sha256", "-days", "3650")
    done = root_cab(sha2, "-o", folder / "sha2.cab")
    expect("that a root signed itself with SHA-2 is nobody's concern", done.stderr == "", done.stderr)

    # What is refused.
    root_cab(root, "-o", folder / "root.zip", status=64, says="ends in none of .cab, .xml and .cer")
    root_cab(root, recording, "-o", folder / "two.cer", status=64, says="a .cer holds one certificate and there are 2")
    root_cab(root, "--only", "00000000", "-o", only, status=64, says="no certificate has the thumbprint 00000000")
    root_cab(root, "--only", "1234", "-o", only, status=64, says="'1234' is not a SHA-1 thumbprint")
    root_cab(folder / "nothing.pem", "-o", only, status=64, says="there is no such file")
    root_cab("127.0.0.1:1", "-o", only, status=2, says="no certificate was to be had")
    broken = folder / "broken.cab"
    broken.write_bytes(once[:-10])
    root_cab(broken, "-o", only, status=64, says="broken.cab: the cabinet is cut short (byte ")
    root_cab(root, "-o", folder / "no" / "such.cab", status=64, says="cannot be written")
    capture = folder / "capture.har"
    capture.write_text("{}")
    root_cab(capture, "-o", only, status=64, says="capture.har: the document: has no 'log'")

    # The same files on the handset of a check.
    check = ["check", address, *resolve, "--user", "EXAMPLE\\alice", "--no-ping"]
    expect("without the root it would not sync", outcome(*check) == "would-not-sync")
    expect("with the cabinet it would", outcome(*check, "--install-root", cabinet) == "would-sync")
    roots = folder / "roots"
    roots.mkdir()
    (roots / "b.CER").write_bytes(der)
    (roots / "README.txt").write_text("no certificate")
    expect("and with a folder of roots", outcome(*check, "--install-root", roots) == "would-sync")
    (roots / "a.pem").write_text("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n")
    subprocess.run(["openssl", "genrsa", "-out", roots / "key.pem", "2048"], check=True, capture_output=True)
    done = run(*check, "--install-root", roots)
    expect("what is no certificate in a folder is named and passed over", done.returncode == 0
           and "left out: " + str(roots / "a.pem") + ": a PEM block that is not base64" in done.stderr
           and "left out: " + str(roots / "key.pem") + ": a private key, and no certificate" in done.stderr, done.stderr)
    (roots / "b.CER").unlink()
    done = run(*check, "--install-root", roots)
    expect("a folder in which nothing is left is refused", done.returncode == 64
           and "no file of this folder has a certificate that can be read" in done.stderr, done.stderr)
    for ending in ("p7b", "P7C"):
        bundles = folder / ending
        bundles.mkdir()
        subprocess.run(["openssl", "crl2pkcs7", "-nocrl", "-certfile", root, "-outform", "DER", "-out",
                        bundles / f"roots.{ending}"], check=True, capture_output=True)
        expect(f"a bundle .{ending} in a folder is a store", outcome(*check, "--root-store", bundles) == "would-sync")

    # A store in the place of the profile's: both forms of export, by name, and again from the recording.
    exported = folder / "my-phone.xml"
    exported.write_bytes(document.replace(b'<characteristic type="ROOT">',
                                          b'<characteristic type="Root"><characteristic type="System">')
                         .replace(b"</characteristic>\n  </characteristic>",
                                  b"</characteristic></characteristic>\n  </characteristic>"))
    kept = folder / "kept.har"
    done = run(*check, "--root-store", exported, "--record", kept)
    expect("an exported store takes the place of the roots", done.returncode == 0, done.stdout + done.stderr)
    expect("the report says whose roots they are", "with the roots of my-phone.xml (wm61-professional)" in done.stdout,
           done.stdout)
    expect("a recording keeps the name of the store without its folder", str(folder) not in kept.read_text())
    expect("a replay judges by the recorded roots", outcome("replay", kept) == "would-sync")
    expect("or by others", outcome("replay", kept, "--root-store", "wm6") == "would-not-sync")
    expect("to which one may be added", outcome("replay", kept, "--root-store", "wm6", "--install-root", root)
           == "would-sync")
    by_name = folder / "by-name.har"
    done = run(*check, "--root-store", "wm5", "--install-root", root, "--record", by_name)
    expect("a store by its name", done.returncode == 0 and "with the roots of wm5" in done.stdout, done.stdout)
    done = run("replay", by_name)
    expect("is known by its name in a replay", "with the roots of wm5" in done.stdout, done.stdout + done.stderr)
    by_name.write_text(by_name.read_text().replace('"name": "wm5"', '"name": "../handsets/wm61-professional"'))
    done = run("replay", by_name)
    expect("a recorded name is no path", done.returncode == 64 and "which is not here" in done.stderr, done.stderr)
    done = run(*check, "--root-store", "wm7")
    expect("an unknown store is named with those that are", done.returncode == 64 and "there are: wm5, wm5-msfp, wm6"
           in done.stderr, done.stderr)

# A library that is loaded when it is asked for, and is not there: no fault of the program, nor of the input.
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    for name in ("libeasprobe_cabinet.so", "libeasprobe_libwbxml.so"):
        (folder / name).touch()  # Is found first, and is none.
    body = folder / "body.wbxml"
    body.write_bytes(bytes.fromhex("03016A00000756520330000101"))  # FolderSync with SyncKey 0.
    incomplete = {**ENVIRONMENT, "LD_LIBRARY_PATH": str(folder)}
    for arguments, needs in ((["root-cab", "tests/pki/installed/root.pem", "-o", folder / "root.cab"], "cabinets need libgcab"),
                             (["wbxml", "decode", "--engine", "libwbxml", body], "libwbxml is not at hand")):
        expect(f"{arguments[0]} works where all is installed", run(*arguments).returncode == 0)
        done = run(*arguments, environment=incomplete)
        expect(f"{arguments[0]} says what is missing", done.returncode == 64 and
               done.stderr.splitlines()[-1].startswith(f"easprobe: not installed completely: {needs}: "),
               (done.returncode, done.stderr))

    # The system's libssl, put before the program's own.
    ours = run("--version").stdout
    system = next((path.parent for path in pathlib.Path("/usr/lib").glob("*/libssl.so.3")), None)
    if "as the handset has them" in ours and system is not None:
        expect("nothing is said of other libraries where ours is in place", "LD_LIBRARY_PATH" not in ours, ours)
        done = run("--version", environment={**ENVIRONMENT, "LD_LIBRARY_PATH": str(system)})
        expect("what may have displaced the program's libssl is named", "no SSL 3.0, RC4 or 3DES" in done.stdout
               and "LD_LIBRARY_PATH is set" in done.stdout, done.stdout)
expect.report()
