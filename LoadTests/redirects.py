"""What the scenarios over redirects share: a directory with tokens, wrk's load, and processor time."""

import contextlib
import http.client
import json
import os
import re
import shutil
import subprocess
import sys

import loadtest
from loadtest import MERIT, run
from retailer import AGENT, SETTINGS, Retailer

SECONDS = int(os.environ.get("LOADTEST_SECONDS", "6"))
STAFF, LINKS = 1_000, 10


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
    retailer = Retailer(folder / "template", STAFF, LINKS)
    tokens = [token for link in range(1, LINKS + 1) for token in retailer.tokens(link)]
    if len(tokens) != STAFF * LINKS:
        sys.exit(f"{len(tokens)} tokens were signed, not {STAFF * LINKS}")
    return retailer.data, tokens


@contextlib.contextmanager
def merit(folder, template, durability):
    """A fresh copy of the data directory, so that no earlier turn's facts are applied meanwhile."""
    data = folder / "data"
    shutil.copytree(template, data, ignore=shutil.ignore_patterns("control.sock"))
    settings = {
        **SETTINGS, "MERIT_COLLECTOR_EVENT_LOOPS": "1", "MERIT_COLLECTOR_DURABILITY": durability}
    with open(folder / "merit.log", "a") as log, loadtest.service(
            ["taskset", "-c", "0", MERIT, "serve", "--data", data, "--collector", "127.0.0.1:0",
             "--inbound", "127.0.0.1:0", "--api", "127.0.0.1:0", "--json"],
            stdout=subprocess.PIPE, stderr=log, env=settings) as process:
        yield json.loads(process.stdout.readline())["collector"].removeprefix("http://"), process.pid
    shutil.rmtree(data)


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


def answering(used):
    """Of the time by thread name, what answers and records, and the rest."""
    mine = sum(time for name, time in used.items() if name.startswith(("collector", "journal")))
    return mine, sum(used.values()) - mine


def two_cores():
    if len(os.sched_getaffinity(0)) < 2:
        sys.exit("two cores are needed: one answers, one asks")
