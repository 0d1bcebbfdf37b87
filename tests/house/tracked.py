"""The files of the project, as git knows them; outside a checkout, as they lie there."""
import pathlib
import subprocess


def files(*endings):
    try:
        names = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"],
                               check=True, capture_output=True, text=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        names = [str(path) for path in pathlib.Path(".").rglob("*")
                 if path.is_file() and path.parts[0] not in ("build", ".git")]
    found = [pathlib.Path(name) for name in sorted(names) if not endings or name.endswith(endings)]
    found = [path for path in found if path.is_file()]
    if not found:
        raise SystemExit(f"no files with {endings}: nothing was checked")
    return found


def report(faults, looked_at):
    for fault in faults:
        print(fault)
    print(f"{looked_at} looked at, {len(faults)} faults")
    raise SystemExit(1 if faults else 0)
