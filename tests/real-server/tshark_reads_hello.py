"""What tshark reads in the handset's hellos: the bare one that comes first, and the one of the exchange's connection.

    tshark_reads_hello.py EASPROBE EAS-TEST-SERVER

A relay on loopback stands between the two and keeps what the handset sends first on each connection.
"""
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import xml.etree.ElementTree as tree
from pathlib import Path

EASPROBE, SERVER = sys.argv[1:3]
HOST = "eas.example.test"
PROFILE = Path(__file__).resolve().parents[2] / "emulator-profiles/handsets/wm61-professional.xml"


def pump(source, target, kept=None):
    try:
        while data := source.recv(65536):
            if kept is not None and not kept:
                kept.append(data)
            target.sendall(data)
    except OSError:
        pass
    for end in (source, target):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def relay(listener, port, hellos):
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        server = socket.create_connection(("127.0.0.1", port))
        kept = []
        hellos.append(kept)
        threading.Thread(target=pump, args=(client, server, kept), daemon=True).start()
        threading.Thread(target=pump, args=(server, client), daemon=True).start()


def read_by_tshark(folder, record):
    dump = "\n".join(f"{at:06x} " + " ".join(f"{byte:02x}" for byte in record[at:at + 16]) for at in range(0, len(record), 16))
    (folder / "hello.txt").write_text(dump + "\n")
    subprocess.run(["text2pcap", "-q", "-T", "40000,443", "hello.txt", "hello.pcap"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    fields = ["tls.record.version", "tls.handshake.version", "tls.handshake.ciphersuite", "tls.handshake.comp_method",
              "tls.handshake.extensions_length"]
    command = ["tshark", "-r", "hello.pcap", "-d", "tcp.port==443,tls", "-T", "fields", "-E", "separator=|"]
    for field in fields:
        command += ["-e", field]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return dict(zip(fields, done.stdout.strip("\n").split("|")))


def main():
    if not shutil.which("tshark"):
        print("skipped: there is no tshark here")
        return 77
    offered = tree.parse(PROFILE).find("{*}hello").get("suites").split()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = subprocess.Popen([SERVER, "--ca-out", name], stdout=subprocess.PIPE, text=True)
        port = int(re.search(r":(\d+)/", server.stdout.readline())[1])
        listener = socket.create_server(("127.0.0.1", 0))
        hellos = []
        threading.Thread(target=relay, args=(listener, port, hellos), daemon=True).start()
        front = listener.getsockname()[1]
        done = subprocess.run([EASPROBE, "check", f"https://{HOST}:{front}", "--user", "alice", "--no-ping", "--resolve",
                               f"{HOST}:{front}:127.0.0.1", "--install-root", folder / "root.pem"],
                              env={**os.environ, "EASPROBE_PASSWORD": "password"}, capture_output=True, text=True)
        server.kill()
        server.wait()
        server.stdout.close()
        listener.close()
        assert done.returncode == 0, done.stdout + done.stderr
        assert len(hellos) == 2, f"{len(hellos)} connections"
        for record, ending in ((hellos[0][0], []), (hellos[1][0], ["00ff"])):
            read = read_by_tshark(folder, record)
            suites = [suite[2:] for suite in read["tls.handshake.ciphersuite"].split(",")]
            # No library of today can complete export suites, so the exchange's own hello leaves them out.
            wanted = offered if not ending else [suite for suite in offered if suite in suites] + ending
            assert suites == wanted, f"suites {suites}, wanted {wanted}"
            assert read["tls.record.version"] == "0x0301" and read["tls.handshake.version"] == "0x0301", read
            assert read["tls.handshake.comp_method"] == "0", read
            assert read["tls.handshake.extensions_length"] == "", f"extensions: {read}"
            print(f"tshark reads: TLS 1.0, no extensions, {' '.join(suites)}")
    return 0


sys.exit(main())
