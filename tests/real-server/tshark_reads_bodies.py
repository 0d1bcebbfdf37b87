"""tshark's WBXML dissector as a second oracle, beside libwbxml: it must see the same elements, nested the same way,
under the same names, in every body that the scenarios put on the wire.

  tshark_reads_bodies.py SCENARIO-TESTS NAMES

SCENARIO-TESTS records the conversation of each scenario; NAMES lists where tshark's own tables are known to be wrong.
Exit status 77 (skipped) where there is no tshark.
"""
import base64
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

# MS-ASWBXML 2.1.2.1: the pages in their order.
PAGES = ("AirSync Contacts Email AirNotify Calendar Move GetItemEstimate FolderHierarchy MeetingResponse Tasks "
         "ResolveRecipients ValidateCert Contacts2 Ping Provision Search GAL AirSyncBase Settings DocumentLibrary "
         "ItemOperations ComposeMail Email2 Notes RightsManagement Find").split()
UNKNOWN = "{urn:easprobe:wbxml:1}unknown"

# What the dissector says of an element in words: the code page in force and, for one that it does not know, no name.
PAGE = re.compile(r"\| T +(\d+) +\|")
NO_NAME = "(Requested token not defined for this content type)"


def bodies_in(recording):
    """Each decoded body of a recording: where it is from, its bytes, the tree that easprobe read."""
    log = json.loads(recording.read_text())["log"]
    for number, entry in enumerate(log["entries"], 1):
        parts = [("request", entry["request"].get("postData")), ("answer", entry["response"].get("content"))]
        for side, part in parts:
            if part and "_wbxml" in part:
                yield f"{recording.stem}, exchange {number}, {side}", base64.b64decode(part["text"]), part["_wbxml"]


def capture_of(bodies):
    """A capture in which each body is an answer over HTTP on a connection of its own."""
    capture = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 101)
    for n, (_, body, _) in enumerate(bodies):
        answer = (b"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.ms-sync.wbxml\r\n"
                  b"Content-Length: %d\r\n\r\n" % len(body)) + body
        for at in range(0, len(answer), 1400):
            tcp = struct.pack(">HHIIBBHHH", 80, 1024 + n % 60000, 1 + at, 1, 0x50, 0x18, 65535, 0, 0)
            tcp += answer[at:at + 1400]
            ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(tcp), at // 1400, 0, 64, 6, 0,
                             bytes([10, n >> 16 & 255, n >> 8 & 255, n & 255]), bytes([10, 255, 0, 1]))
            capture += struct.pack("<IIII", n, at // 1400, len(ip + tcp), len(ip + tcp)) + ip + tcp
    return capture


def tree_of_tshark(document):
    """The elements of a document of the dissector's in their order, as (depth, page, token, name)."""
    tree, depth = [], 0
    for field in document.iter("field"):
        kind = field.get("name")
        if kind.startswith("wbxml.end_"):
            depth -= 1
        elif kind.endswith("_tag"):
            byte = int(field.get("value"), 16)
            name = field.get("show")
            tree.append((depth, int(PAGE.search(field.get("showname")).group(1)), byte & 0x3F,
                         "" if name == NO_NAME else name))
            depth += byte >> 6 & 1
    return tree


def trees_of_tshark(capture):
    """One for each document that the dissector found."""
    with tempfile.NamedTemporaryFile(suffix=".pcap") as file:
        file.write(capture)
        file.flush()
        with subprocess.Popen(["tshark", "-r", file.name, "-T", "pdml"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL) as tshark:
            for _, packet in ElementTree.iterparse(tshark.stdout):
                if packet.tag == "packet":
                    for document in packet.findall("proto[@name='wbxml']"):
                        yield tree_of_tshark(document)
                    packet.clear()
        if tshark.returncode != 0:
            sys.exit(f"tshark ended with {tshark.returncode}")


def tree_of_ours(text):
    """The same of easprobe's own tree, without the token where the tag has a name: (depth, page, token, tag)."""
    tree = []

    def walk(element, depth):
        if element.tag == UNKNOWN:
            tree.append((depth, int(element.get("page")), int(element.get("token")), ""))
        else:
            page, tag = re.fullmatch(r"\{(.*)\}(.*)", element.tag).groups()
            tree.append((depth, PAGES.index(page), None, tag))
        for child in element:
            walk(child, depth + 1)

    walk(ElementTree.fromstring(text), 0)
    return tree


def known_names(path):
    """Where tshark is known to be wrong: (page, token) to its own name."""
    names = {}
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            page, token, name = line.split("\t")[:3]
            names[int(page), int(token, 16)] = name
    return names


def differences(ours, theirs, known, used):
    if len(ours) != len(theirs):
        yield f"{len(ours)} elements, tshark sees {len(theirs)}"
        return
    for mine, its in zip(ours, theirs):
        if mine[:2] != its[:2]:
            yield f"{mine} stands elsewhere: tshark has {its}"
            return
        key = its[1], its[2]
        if key in known and its[3] == known[key]:
            used.add(key)
        elif mine[3] != its[3] and mine[2] != its[2]:
            yield f"page {its[1]} token 0x{its[2]:02X}: {mine[3]}, tshark calls it {its[3]!r}"


def main():
    if shutil.which("tshark") is None:
        print("skipped: there is no tshark")
        return 77
    suite, names = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, EASPROBE_RECORDINGS=folder)
        subprocess.run([suite], check=True, env=environment, stdout=subprocess.DEVNULL)
        bodies = [body for file in sorted(pathlib.Path(folder).glob("*.har")) for body in bodies_in(file)]
    known, used, faults = known_names(names), set(), set()
    seen = list(trees_of_tshark(capture_of(bodies)))
    if len(seen) != len(bodies):
        faults.add(f"tshark found {len(seen)} documents among {len(bodies)}")
    for (where, _, text), theirs in zip(bodies, seen):
        for what in differences(tree_of_ours(text), theirs, known, used):
            # A difference of names is told once, of structure each time.
            faults.add(what if what.startswith("page ") else f"{where}: {what}")
    for page, token in sorted(set(known) - used):
        faults.add(f"page {page} token 0x{token:02X}: known to differ, and no body has it: remove it")
    for fault in sorted(faults):
        print(fault)
    print(f"{len(bodies)} bodies, {len(used)} of tshark's own names allowed for, {len(faults)} faults")
    return 1 if faults or len(bodies) < 500 else 0


sys.exit(main())
