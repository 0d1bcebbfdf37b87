#!/usr/bin/env bash
# What the exchange costs beyond network and TLS: `easprobe check --no-ping` beside the same requests sent by the curl
# program over one connection to the same loopback server. Wall time, best of several, as a ratio; at most 1.3.
#   exchange.sh EASPROBE EAS-TEST-SERVER
set -euo pipefail
easprobe=$1 server=$2
scratch=$(mktemp -d)
touch "$scratch/server.log"
"$server" --ca-out "$scratch" --no-policy >"$scratch/server.log" &
server_id=$!
trap 'kill $server_id 2>/dev/null; wait $server_id 2>/dev/null || true; rm -rf "$scratch"' EXIT
for _ in $(seq 100); do
    port=$(sed -n 's|^listening on https://127\.0\.0\.1:\([0-9]*\)/.*|\1|p' "$scratch/server.log")
    [ -z "$port" ] || break
    sleep 0.05
done
export EASPROBE_PASSWORD=password
check() {
    "$easprobe" check "https://eas.example.test:$port" --user 'EXAMPLE\alice' --resolve "eas.example.test:$port:127.0.0.1" \
        --install-root "$scratch/root.pem" --no-ping --protocol 2.5 "$@"
}
check --record "$scratch/run.har" >/dev/null
python3 - "$scratch" "$port" <<'PYTHON'
import base64, json, subprocess, sys, time
scratch, port = sys.argv[1:3]
arguments = []
for number, entry in enumerate(json.load(open(scratch + "/run.har"))["log"]["entries"]):
    request = entry["request"]
    if arguments:
        arguments.append("--next")
    arguments += ["--silent", "--output", "/dev/null", "--resolve", f"eas.example.test:{port}:127.0.0.1",
                  "--cacert", scratch + "/root.pem", "--tls-max", "1.0", "--ciphers", "AES128-SHA:@SECLEVEL=0",
                  "--tlsv1.0", "--http1.1", "--request", request["method"]]
    for header in request["headers"]:
        if header["name"].lower() not in ("authorization", "host", "content-length"):
            arguments += ["--header", f"{header['name']}: {header['value']}"]
    if any(header["name"].lower() == "authorization" for header in request["headers"]):
        arguments += ["--user", "EXAMPLE\\alice:password"]
    if "postData" in request:
        file = f"{scratch}/body{number}"
        open(file, "wb").write(base64.b64decode(request["postData"]["text"]))
        arguments += ["--data-binary", "@" + file]
    arguments.append(request["url"])
open(scratch + "/arguments", "w").write("\0".join(arguments))
PYTHON
python3 - "$scratch" "$port" "$easprobe" <<'PYTHON'
import subprocess, sys, time
scratch, port, easprobe = sys.argv[1:4]
curl = ["curl", *open(scratch + "/arguments").read().split("\0")]
ours = [easprobe, "check", f"https://eas.example.test:{port}", "--user", "EXAMPLE\\alice", "--resolve",
        f"eas.example.test:{port}:127.0.0.1", "--install-root", scratch + "/root.pem", "--no-ping", "--protocol", "2.5"]
def took(command):
    begin = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - begin
best = {"curl": 1e9, "easprobe": 1e9}
for _ in range(40):
    best["curl"] = min(best["curl"], took(curl))
    best["easprobe"] = min(best["easprobe"], took(ours))
ratio = best["easprobe"] / best["curl"]
print(f"curl {best['curl'] * 1000:.1f} ms, easprobe {best['easprobe'] * 1000:.1f} ms, {ratio:.2f} times")
sys.exit(0 if ratio <= 1.3 else 1)
PYTHON
