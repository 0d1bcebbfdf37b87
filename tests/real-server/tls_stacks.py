"""Servers of five TLS stacks, each with one offer; what the handset meets there, exactly.

    tls_stacks.py EASPROBE LEGACY-LIBSSL-FOLDER

Each row starts a server on loopback, runs `easprobe check --until http` and compares the verdict's phase, the checks
of the phases hello and trust that failed, and what was agreed. A server that is not installed is named and its rows
are skipped; the test is skipped (77) when none is there.
"""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

EASPROBE, LEGACY = (os.path.abspath(path) for path in sys.argv[1:3])
HERE = pathlib.Path(__file__).resolve().parent
HOST = "eas.example.test"
OLD_OPENSSL = {"OPENSSL_CONF": str(HERE / "legacy_openssl.cnf"), "LD_LIBRARY_PATH": LEGACY}
JSSE_OLD = "SSL_RSA_WITH_RC4_128_MD5,SSL_RSA_WITH_3DES_EDE_CBC_SHA,SSL_RSA_WITH_DES_CBC_SHA"

VERSION, SUITE, SILENT, CLIENT = ("hello.protocol-version-shared", "hello.cipher-suite-shared", "hello.server-answers",
                                  "hello.client-certificate-not-required")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(*command, **settings):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **settings)


def make_certificates(folder):
    """A root, and a server certificate by it: SHA-1 and RSA, as the handset can use them."""
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-sha1", "-days", "3650", "-subj", "/CN=Test Root",
        "-keyout", "root.key", "-out", "root.pem", cwd=folder)
    run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={HOST}", "-keyout", "leaf.key", "-out", "leaf.csr",
        cwd=folder)
    (folder / "leaf.cnf").write_text(f"subjectAltName=DNS:{HOST}\nextendedKeyUsage=serverAuth\n")
    run("openssl", "x509", "-req", "-in", "leaf.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-sha1",
        "-days", "365", "-extfile", "leaf.cnf", "-out", "leaf.pem", cwd=folder)
    run("openssl", "pkcs12", "-export", "-in", "leaf.pem", "-inkey", "leaf.key", "-certfile", "root.pem", "-name", "leaf",
        "-passout", "pass:secret", "-out", "leaf.p12", cwd=folder)


def s_server(folder, port, *arguments):
    return (["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-cert", "leaf.pem", "-key", "leaf.key", "-www", "-quiet",
             *arguments], OLD_OPENSSL)


def nginx(folder, port, protocols, suites, extra=""):
    (folder / "nginx.conf").write_text(f"""
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ }}
http {{ access_log off; client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
       uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port} ssl; ssl_certificate leaf.pem; ssl_certificate_key leaf.key; {extra}
           ssl_protocols {protocols}; ssl_ciphers {suites}; return 404; }} }}
""")
    return ["nginx", "-p", str(folder), "-c", "nginx.conf", "-e", f"{folder}/nginx.log"], OLD_OPENSSL


def gnutls(folder, port, priority, *arguments):
    return (["gnutls-serv", "--quiet", "--http", "--port", str(port), "--x509certfile", "leaf.pem", "--x509keyfile", "leaf.key",
             "--priority", priority, *arguments], {})


def selfserv(folder, port, versions, suites):
    database = folder / "nss"
    if not database.is_dir():
        database.mkdir()
        run("certutil", "-N", "-d", f"sql:{database}", "--empty-password")
        run("pk12util", "-i", "leaf.p12", "-d", f"sql:{database}", "-W", "secret", "-K", "", cwd=folder)
    return ["selfserv", "-d", f"sql:{database}", "-n", "leaf", "-p", str(port), "-V", versions, "-c", suites], {}


def jsse(folder, port, protocols, suites):
    return ["java", "-Djdk.tls.client.protocols=TLSv1", str(HERE / "JsseServer.java"), "leaf.p12", "secret", protocols, suites], {}


GNUTLS = "NONE:+VERS-TLS1.0:+RSA:+MD5:+SHA1:+SIGN-ALL:+COMP-NULL:%COMPAT"
AT_1_0 = ("-min_protocol", "TLSv1", "-max_protocol", "TLSv1", "-cipher")
AT_3_0 = ("-min_protocol", "SSLv3", "-max_protocol", "SSLv3", "-cipher")
AT_1_2 = ("-min_protocol", "TLSv1.2", "-max_protocol", "TLSv1.2", "-cipher")

# Server, its arguments; what was agreed (version, suite), or the one check of phase hello that fails; and what is
# changed in the profile for it.
ROWS = [
    (s_server, (*AT_3_0, "RC4-MD5:@SECLEVEL=0"), ("SSLv3", "RC4-MD5")),
    (s_server, (*AT_1_0, "RC4-MD5:@SECLEVEL=0"), ("TLSv1", "RC4-MD5")),
    (s_server, (*AT_1_0, "RC4-SHA:@SECLEVEL=0"), ("TLSv1", "RC4-SHA")),
    (s_server, (*AT_1_0, "DES-CBC3-SHA:@SECLEVEL=0"), ("TLSv1", "DES-CBC3-SHA")),
    (s_server, (*AT_1_0, "DES-CBC-SHA:@SECLEVEL=0"), ("TLSv1", "DES-CBC-SHA")),
    (s_server, (*AT_1_0, "AES128-SHA:@SECLEVEL=0"), ("TLSv1", "AES128-SHA")),
    (s_server, (*AT_1_0, "AES256-SHA:@SECLEVEL=0"), ("TLSv1", "AES256-SHA")),
    (s_server, (*AT_1_0, "ECDHE-RSA-AES128-SHA:@SECLEVEL=0"), SUITE),
    (s_server, (*AT_1_0, "CAMELLIA128-SHA:@SECLEVEL=0"), SUITE),
    (s_server, (*AT_1_2, "AES128-SHA:@SECLEVEL=0"), VERSION),
    (s_server, (*AT_1_2, "AES128-GCM-SHA256:@SECLEVEL=0"), VERSION),
    (s_server, (*AT_1_0, "AES128-SHA:@SECLEVEL=0", "-Verify", "1"), CLIENT),
    (s_server, (*AT_1_0, "AES128-SHA:@SECLEVEL=0", "-verify", "1"), ("TLSv1", "AES128-SHA")),
    (nginx, ("SSLv3 TLSv1", "RC4-MD5:RC4-SHA:DES-CBC3-SHA:@SECLEVEL=0", "ssl_prefer_server_ciphers on;"), ("TLSv1", "RC4-MD5")),
    (nginx, ("SSLv3", "DES-CBC3-SHA:@SECLEVEL=0"), ("SSLv3", "DES-CBC3-SHA")),
    (nginx, ("TLSv1 TLSv1.1 TLSv1.2", "AES256-SHA:@SECLEVEL=0"), ("TLSv1", "AES256-SHA")),
    (nginx, ("TLSv1.2", "ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0"), VERSION),
    (nginx, ("TLSv1 TLSv1.1 TLSv1.2", "AES128-GCM-SHA256:@SECLEVEL=0"), SUITE),
    (gnutls, (GNUTLS + ":+ARCFOUR-128", "--disable-client-cert"), ("TLSv1", "RC4-MD5")),
    (gnutls, (GNUTLS + ":+3DES-CBC", "--disable-client-cert"), ("TLSv1", "DES-CBC3-SHA")),
    (gnutls, (GNUTLS + ":+AES-128-CBC", "--disable-client-cert"), ("TLSv1", "AES128-SHA")),
    (gnutls, (GNUTLS + ":+AES-128-CBC",), ("TLSv1", "AES128-SHA")),
    (gnutls, ("NORMAL:-VERS-ALL:+VERS-TLS1.2", "--disable-client-cert"), VERSION),
    (selfserv, ("ssl3:ssl3", ":0004"), ("SSLv3", "RC4-MD5")),
    (selfserv, ("tls1.0:tls1.0", ":0005"), ("TLSv1", "RC4-SHA")),
    (selfserv, ("tls1.0:tls1.0", ":000a"), ("TLSv1", "DES-CBC3-SHA")),
    (selfserv, ("tls1.0:tls1.0", ":0009"), ("TLSv1", "DES-CBC-SHA")),
    (selfserv, ("ssl3:tls1.0", ":002f"), ("TLSv1", "AES128-SHA")),
    (selfserv, ("tls1.2:tls1.2", ":002f"), VERSION),
    # At SSL 3.0 JSSE misreads the key exchange of every client that offered TLS 1.0, so it has no such row.
    (jsse, ("SSLv2Hello,SSLv3,TLSv1", JSSE_OLD), ("TLSv1", None)),
    (jsse, ("SSLv2Hello,SSLv3,TLSv1", JSSE_OLD), ("TLSv1", None), {'sslv2-format="no"': 'sslv2-format="yes"'}),
    (jsse, ("TLSv1", "SSL_RSA_WITH_DES_CBC_SHA"), ("TLSv1", "DES-CBC-SHA")),
    (jsse, ("TLSv1.2", "TLS_RSA_WITH_AES_128_CBC_SHA"), VERSION),
    (jsse, ("TLSv1", "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"), SUITE),
]


def wait_for(port, server):
    for _ in range(200):
        if server.poll() is not None:
            return False
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.05)
    return False


def start(folder, make, arguments):
    port = free_port()
    command, environment = make(folder, port, *arguments)
    server = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE if make is jsse else subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
    if make is jsse:
        line = server.stdout.readline().split()
        port = int(line[1]) if line else 0
    elif not wait_for(port, server):
        port = 0
    return server, port


def profiles_with(folder, changes):
    """The project's profiles, with something changed in the handset's."""
    profiles = folder / "profiles"
    shutil.rmtree(profiles, ignore_errors=True)
    shutil.copytree(HERE.parent.parent / "emulator-profiles", profiles)
    handset = profiles / "handsets" / "wm61-professional.xml"
    text = handset.read_text()
    for before, after in changes.items():
        assert before in text, before
        text = text.replace(before, after)
    handset.write_text(text)
    return str(profiles)


def check(folder, port, changes, *options):
    done = subprocess.run([EASPROBE, "check", f"https://{HOST}:{port}", "--user", "alice", "--until", "http", "--no-ping",
                           "--resolve", f"{HOST}:{port}:127.0.0.1", "--install-root", folder / "root.pem",
                           "--report", "json", "--deadline", "6", *options],
                          capture_output=True, text=True, env={**os.environ, "EASPROBE_PASSWORD": "unused-secret",
                                                              "EASPROBE_PROFILES": profiles_with(folder, changes)})
    if not done.stdout.startswith("{"):
        raise SystemExit(f"easprobe ended with {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def expect(folder, make, arguments, expected, changes):
    server, port = start(folder, make, arguments)
    try:
        if port == 0:
            return "the server did not start"
        report = check(folder, port, changes)
    finally:
        server.kill()
        server.wait()
        for pipe in (server.stdin, server.stdout):
            if pipe:
                pipe.close()
    failed = [each["id"] for each in report["checks"] if each["outcome"] in ("failed", "broken") and each["severity"] != "advice"
              and each["phase"] in ("connect", "hello", "trust")]
    by_id = {each["id"]: each for each in report["checks"]}
    if isinstance(expected, str):
        judged = by_id["trust.root-on-device"]["outcome"]
        if failed != [expected] or report["verdict"]["stopped_at"] != "hello":
            return f"failed: {failed}, stopped at {report['verdict']['stopped_at']}"
        if judged != "passed":
            return f"the chain was sent and not judged: {by_id['trust.root-on-device']}"
        wanted = "0x80072F0C" if expected == CLIENT else "0x80072F7D"
        if report["verdict"]["handset_error"]["code"] != wanted:
            return f"the handset would show {report['verdict']['handset_error']}"
        return None
    agreed = (report["target"]["tls_version"], report["target"]["cipher_suite"])
    if failed or agreed[0] != expected[0] or expected[1] not in (None, agreed[1]):
        return f"failed: {failed}, agreed: {agreed}; {[by_id[name]['observed'] for name in failed]}"
    if by_id["trust.private-key-held"]["outcome"] != "passed":
        return f"the key was not proven: {by_id['trust.private-key-held']}"
    return None


def main():
    if not pathlib.Path(LEGACY, "libssl.so.3").exists():
        print("skipped: this build has no libssl with SSL 3.0, RC4 and 3DES")
        return 77
    programs = {s_server: "openssl", nginx: "nginx", gnutls: "gnutls-serv", selfserv: "selfserv", jsse: "java"}
    missing = [program for program in programs.values() if not shutil.which(program)]
    for program in missing:
        print(f"skipped: there is no {program} here")
    rows = [row for row in ROWS if programs[row[0]] not in missing]
    faults = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_certificates(folder)
        for make, arguments, expected, *changes in rows:
            fault = expect(folder, make, arguments, expected, changes[0] if changes else {})
            print(f"{'FAULT' if fault else 'ok   '} {programs[make]:12} {' '.join(map(str, arguments))[:90]}" +
                  (f"\n      expected {expected}; {fault}" if fault else ""), flush=True)
            faults += fault is not None
    print(f"{len(rows)} servers, {faults} faults")
    return 77 if not rows else 1 if faults else 0


os.environ["PATH"] += ":/usr/sbin:/usr/lib/nss/unsupported-tools:/usr/lib/x86_64-linux-gnu/nss/unsupported-tools"
sys.exit(main())
