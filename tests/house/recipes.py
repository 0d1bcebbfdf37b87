"""The recipes of CONTRIBUTING.md, followed in a scratch copy: a handset is one file, a scenario is one file, and
tools/new-check makes a check and a test that compile."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from tracked import files, report

easprobe, unit_tests, pki_tests, scenario_tests, compiler = (shutil.which(program) for program in sys.argv[1:6])
here = pathlib.Path.cwd()
HANDSET = "wm62-imagined"
SCENARIO = """<?xml version="1.0" encoding="UTF-8"?>
<scenario xmlns="urn:easprobe:scenario:1">
  <story>An imagined server knows no FolderSync.</story>
  <server persona="exchange-2007-sp1" policy="required">
    <fault on="FolderSync" do="status" status="404"/>
  </server>
  <handset profile="wm62-imagined" outcome="would-not-sync" stopped-at="folder-sync">
    <finding check="folder-sync.hierarchy" severity="blocker"/>
  </handset>
</scenario>
"""
faults = []
followed = 0


def expect(recipe, right, otherwise):
    if not right:
        faults.append(f"{recipe}: {otherwise}")


def run(tree, *command):
    environment = {**os.environ, "EASPROBE_SOURCE_DIR": str(tree), "EASPROBE_PROFILES": str(tree / "emulator-profiles")}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tree)
    return done.returncode, done.stdout + done.stderr


def passes(recipe, tree, *command, saying=""):
    status, text = run(tree, *command)
    expect(recipe, status == 0, f"{' '.join(map(str, command))} fails:\n{text[-2000:]}")
    expect(recipe, saying in text, f"{' '.join(map(str, command))} does not say '{saying}'")


def add_a_handset(tree):
    folder = tree / "emulator-profiles/handsets"
    text = (folder / "wm61-professional.xml").read_text()
    (folder / f"{HANDSET}.xml").write_text(text.replace('id="wm61-professional"', f'id="{HANDSET}"', 1))
    passes("a handset", tree, easprobe, "profiles", HANDSET)
    passes("a handset", tree, unit_tests, "--source-file=*/profile_test.cpp", saying="0 failed")
    passes("a handset", tree, pki_tests, saying=f"skipped: the table does not say what {HANDSET} finds")
    passes("a handset", tree, sys.executable, "tests/house/data_files.py")


def add_a_scenario(tree):
    file = tree / "tests/scenarios/folder-sync/imagined.scenario.xml"
    file.write_text(SCENARIO)
    passes("a scenario", tree, sys.executable, "tests/house/data_files.py")
    passes("a scenario", tree, scenario_tests, "folder-sync-imagined", saying="1 passed")
    file.write_text(SCENARIO.replace("folder-sync.hierarchy", "sync.initial-key"))
    status, text = run(tree, scenario_tests, "imagined")
    expect("a scenario", status != 0, "a wrong expectation passes")
    for words in ("missing: blocker sync.initial-key", "not expected: blocker folder-sync.hierarchy", "<SyncKey>0</SyncKey>", "-> 404"):
        expect("a scenario", words in text, f"what fails does not say '{words}'")


def add_a_check(tree):
    passes("a check", tree, "tools/new-check", "folder-sync.imagined", saying="client/checks/catalogue.inc")
    expect("a check", "CHECK(folder_sync, imagined)\n" in (tree / "client/checks/catalogue.inc").read_text(),
           "its line is not in the catalogue")
    for source in ("client/checks/folder_sync/imagined.cpp", "client/checks/catalogue.cpp",
                   "tests/checks/folder_sync_test.cpp"):
        passes("a check", tree, compiler, "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", f"-I{tree}", source)
    status, _ = run(tree, "tools/new-check", "folder-sync.imagined")
    expect("a check", status != 0, "tools/new-check makes the same check twice")


with tempfile.TemporaryDirectory() as scratch:
    copy = pathlib.Path(scratch)
    for path in files():
        if path.parts[0] in ("client", "protocol", "emulator-profiles", "tests", "tools") and "corpus" not in path.parts:
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(here / path, copy / path)
    for recipe in (add_a_handset, add_a_scenario, add_a_check):
        recipe(copy)
        followed += 1
report(faults, f"{followed} recipes")
