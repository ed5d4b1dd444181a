"""Processor time of a verified, journalled redirect beside nginx's secure_link_md5 + return 302.

Both run on one core with one event loop, wrk on another, 64 keep-alive connections, 10 000 different
tokens, a WeChat user agent. Ours is the time of the threads that answer and record (`collector…`,
`journal…`); what the worker used meanwhile is printed beside.
"""

import base64
import contextlib
import hashlib
import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import time

import loadtest
from loadtest import MERIT, PAIRS, run

SECONDS = int(os.environ.get("LOADTEST_SECONDS", "6"))
STAFF, LINKS = 1_000, 10
AGENT = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Mobile/15E148 MicroMessenger/8.0.49(0x1800312d) NetType/WIFI Language/zh_CN")
SECRET = "nginx knows it"
SETTINGS = {
    **{name: value for name, value in os.environ.items() if not name.startswith("MERIT_")},
    "MERIT_COLLECTOR_DESTINATION_HOSTS": "mall.example",
    "MERIT_COLLECTOR_EVENT_LOOPS": "1",
}


def wrk_script(folder, name, tokens):
    """A wrk script that asks for one token after the other."""
    listing = folder / f"{name}.txt"
    listing.write_text("\n".join(tokens) + "\n")
    script = folder / f"{name}.lua"
    script.write_text(f"""
local requests, place = {{}}, 0
function init()
  wrk.headers["User-Agent"] = "{AGENT}"
  for token in io.lines("{listing}") do
    requests[#requests + 1] = wrk.format("GET", "/r/" .. token)
  end
end
function request()
  place = place % #requests + 1
  return requests[place]
end
""")
    return script


def merit_directory(folder):
    """A data directory with staff and links, and a token for each pair."""
    data = folder / "template"
    command = lambda *words: run(MERIT, *words, "--data", data, env=SETTINGS)
    (folder / "departments.csv").write_text("department,name,parent,store\nSH,Shanghai,,\n")
    staff = [f"{1_001 + number},,Staff {number},SH,,,,," for number in range(STAFF)]
    (folder / "staff.csv").write_text(
        "staff,userid,name,department,employed_from,employed_to,successor,house,aliases\n"
        + "\n".join(staff) + "\n")
    links = [f"h5,https://mall.example/p/{number}?from=wecom,chat,," for number in range(LINKS)]
    (folder / "links.csv").write_text(
        "kind,destination,channel,campaign,expires_days\n" + "\n".join(links) + "\n")
    command("department", "import", folder / "departments.csv")
    command("staff", "import", folder / "staff.csv")
    command("link", "import", folder / "links.csv")
    tokens = []
    for link in range(1, LINKS + 1):
        table = command("token", "export", "--link", link, "--staff-in", "SH", "--format", "csv")
        tokens += re.findall(r"(?<![0-9A-Za-z])[0-9A-Za-z]{30}(?![0-9A-Za-z])", table)
    tokens = list(dict.fromkeys(tokens))
    if len(tokens) != STAFF * LINKS:
        sys.exit(f"{len(tokens)} tokens were signed, not {STAFF * LINKS}")
    return data, tokens


def nginx_tokens():
    """As long as ours: 8 characters that mean something, 22 of MD5."""
    for number in range(STAFF * LINKS):
        payload = f"{number:08d}"
        digest = hashlib.md5(f"{payload} {SECRET}".encode()).digest()
        yield payload + base64.urlsafe_b64encode(digest).decode().rstrip("=")


@contextlib.contextmanager
def nginx(folder):
    """One worker; yields the address and what its processor time is read from."""
    home = folder / "nginx"
    home.mkdir(exist_ok=True)
    (home / "nginx.conf").write_text(f"""
worker_processes 1;
daemon off;
pid {home}/pid;
error_log {home}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log {home}/access.log combined buffer=64k flush=1s;
  client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
  keepalive_requests 100000000;
  server {{
    listen 127.0.0.1:18099;
    location ~ "^/r/(?<payload>.{{8}})(?<hash>.{{22}})$" {{
      secure_link $hash;
      secure_link_md5 "$payload {SECRET}";
      if ($secure_link = "") {{ return 404; }}
      return 302 "https://mall.example/p/1?from=wecom&mt=$payload$hash";
    }}
  }}
}}
""")
    user = ["-g", "user root;"] if os.getuid() == 0 else []
    with loadtest.service(
            ["taskset", "-c", "0", shutil.which("nginx") or "/usr/sbin/nginx", "-p", home, "-c",
             home / "nginx.conf", *user]) as process:
        wait_for("127.0.0.1:18099", process)
        workers = run("pgrep", "-P", process.pid).split()
        yield "127.0.0.1:18099", int(workers[0])


@contextlib.contextmanager
def merit(folder, template, durability):
    """A fresh copy of the data directory, so that no earlier turn's facts are applied meanwhile."""
    data = folder / "data"
    shutil.copytree(template, data, ignore=shutil.ignore_patterns("control.sock"))
    settings = {**SETTINGS, "MERIT_COLLECTOR_DURABILITY": durability}
    with open(folder / "merit.log", "a") as log, loadtest.service(
            ["taskset", "-c", "0", MERIT, "serve", "--data", data, "--collector", "127.0.0.1:0",
             "--inbound", "127.0.0.1:0", "--api", "127.0.0.1:0", "--json"],
            stdout=subprocess.PIPE, stderr=log, env=settings) as process:
        yield json.loads(process.stdout.readline())["collector"].removeprefix("http://"), process.pid
    shutil.rmtree(data)


def wait_for(address, process):
    for _ in range(100):
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection(address, timeout=5)
            connection.request("GET", "/")
            connection.getresponse()
            return
        if process.poll() is not None:
            sys.exit("nginx does not start")
        time.sleep(0.1)
    sys.exit("nginx does not answer")


def expect_redirect(address, token, wish):
    connection = http.client.HTTPConnection(address, timeout=10)
    connection.request("GET", f"/r/{token}", headers={"User-Agent": AGENT})
    answer = connection.getresponse()
    location = answer.getheader("Location", "")
    if answer.status != 302 or wish not in location:
        sys.exit(f"{address}: {answer.status} {location}")


def wrk(address, script):
    said = run("taskset", "-c", "1", "wrk", "-t1", "-c64", f"-d{SECONDS}s", "-s", script,
               f"http://{address}/")
    if "Non-2xx or 3xx" in said or "Socket errors" in said:
        sys.exit(said)
    return int(re.search(r"(\d+) requests in", said).group(1))


def measure(server, script, token, wish):
    """Microseconds per request by thread name, and requests a second."""
    with server as (address, pid):
        expect_redirect(address, token, wish)
        before = loadtest.thread_seconds(pid)
        count = wrk(address, script)
        used = loadtest.difference(before, loadtest.thread_seconds(pid))
    return {name: seconds / count * 1e6 for name, seconds in used.items()}, count / SECONDS


def main():
    if len(os.sched_getaffinity(0)) < 2:
        sys.exit("two cores are needed: one answers, one asks")
    kinds = ["kernel", "disk"]
    ours = {kind: [] for kind in kinds}
    rest = {kind: [] for kind in kinds}
    rates = {kind: [] for kind in [*kinds, "nginx"]}
    peer = []
    with loadtest.scratch() as folder:
        template, tokens = merit_directory(folder)
        theirs = list(nginx_tokens())
        scripts = wrk_script(folder, "merit", tokens), wrk_script(folder, "nginx", theirs)
        for _ in range(PAIRS):
            used, rate = measure(nginx(folder), scripts[1], theirs[0], "mt=")
            peer.append(sum(used.values()))
            rates["nginx"].append(rate)
            for kind in kinds:
                used, rate = measure(merit(folder, template, kind), scripts[0], tokens[0], "mc=")
                mine = sum(time for name, time in used.items()
                           if name.startswith(("collector", "journal")))
                ours[kind].append(mine)
                rest[kind].append(sum(used.values()) - mine)
                rates[kind].append(rate)
    for kind, goal in (("kernel", "0.85"), ("disk", "1.0")):
        worker = " ".join(f"{value:.3g}" for value in rest[kind])
        speed = " ".join(f"{value:.0f}" for value in rates[kind])
        against = " ".join(f"{value:.0f}" for value in rates["nginx"])
        loadtest.report(
            f"redirect-cpu/{kind}", ours[kind], peer, "us", goal, "<=",
            f"worker and others us: {worker}; requests/s: {speed}; nginx: {against}")


main()
