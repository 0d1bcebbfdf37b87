"""Runs the embedded test server for a test and hands out what a client needs."""
import contextlib
import os
import pathlib
import re
import subprocess
import tempfile


@contextlib.contextmanager
def test_server(program, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen([program, "--ca-out", folder, *arguments], stdout=subprocess.PIPE, text=True)
        try:
            port = None
            for line in server.stdout:
                found = re.match(r"listening on https://127\.0\.0\.1:(\d+)/", line)
                if found:
                    port = found.group(1)
                    break
            if port is None:
                raise SystemExit("the test server did not start")
            yield ["https://eas.example.test:" + port, "--resolve", f"eas.example.test:{port}:127.0.0.1",
                   "--install-root", str(pathlib.Path(folder) / "root.pem"), "--user", "EXAMPLE\\alice"]
        finally:
            server.terminate()
            server.wait(timeout=10)


ENVIRONMENT = {**os.environ, "EASPROBE_PASSWORD": "password"}
