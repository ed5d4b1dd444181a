"""Processor time of a verified, journalled redirect beside nginx's secure_link_md5 + return 302.

Both run on one core with one event loop, wrk on another, 64 keep-alive connections, 10 000 different
tokens, a WeChat user agent. Ours is the time of the threads that answer and record (`collector…`,
`journal…`); what the worker used meanwhile is printed beside.
"""

import base64
import contextlib
import hashlib
import http.client
import os
import shutil
import sys
import time

import loadtest
from loadtest import PAIRS, run
from redirects import (
    LINKS, STAFF, answering, measure, merit, merit_directory, two_cores, wrk_script)

SECRET = "nginx knows it"


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


def main():
    two_cores()
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
                mine, others = answering(used)
                ours[kind].append(mine)
                rest[kind].append(others)
                rates[kind].append(rate)
    for kind, goal in (("kernel", "0.85"), ("disk", "1.0")):
        worker = " ".join(f"{value:.3g}" for value in rest[kind])
        speed = " ".join(f"{value:.0f}" for value in rates[kind])
        against = " ".join(f"{value:.0f}" for value in rates["nginx"])
        loadtest.report(
            f"redirect-cpu/{kind}", ours[kind], peer, "us", goal, "<=",
            f"worker and others us: {worker}; requests/s: {speed}; nginx: {against}")


main()
