"""Resident memory of `serve` with 100 000 links, 20 000 staff, and 10 000 idle connections.

Every connection has clicked once, so what a connection keeps is there. There is no peer: the figure
stands beside its goal.
"""

import os
import pathlib
import socket
import sys

import loadtest
from retailer import AGENT, Retailer, Service, raise_file_limit

LINKS = int(os.environ.get("LOADTEST_LINKS", "100000"))
STAFF = int(os.environ.get("LOADTEST_STAFF", "20000"))
CONNECTIONS = int(os.environ.get("LOADTEST_CONNECTIONS", "10000"))
# Of what the service may open, beside connections: segments, databases, event loops.
FILES = 128


def status(pid):
    """Megabytes by name: VmRSS, VmHWM, RssAnon, RssFile."""
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    wanted = ("VmRSS", "VmHWM", "RssAnon", "RssFile")
    fields = (line.split() for line in lines if line.startswith(wanted))
    return {name.rstrip(":"): int(kilobytes) * 1024 / 1e6 for name, kilobytes, _ in fields}


def connect(address, tokens, wanted):
    """Connections that have clicked and stay; all clicks of a hundred are under way together."""
    host, port = address.split(":")
    open_ones = []
    for first in range(0, wanted, 100):
        few = [socket.create_connection((host, int(port)), timeout=30)
               for _ in range(min(100, wanted - first))]
        for number, one in enumerate(few):
            token = tokens[(first + number) % len(tokens)]
            lines = f"GET /r/{token} HTTP/1.1", f"Host: {address}", f"User-Agent: {AGENT}", "", ""
            one.sendall("\r\n".join(lines).encode())
        for one in few:
            said = one.recv(4096)
            if not said.startswith(b"HTTP/1.1 302") or b"mc=" not in said:
                sys.exit(f"a connection got no recorded redirect: {said}")
        open_ones += few
    return open_ones


def still_open(connections):
    """How many the service has not closed."""
    count = 0
    for one in connections:
        one.setblocking(False)
        try:
            count += one.recv(1) != b""
        except BlockingIOError:
            count += 1
    return count


def main():
    # The service gives the collector half of what it may open.
    limit = raise_file_limit(2 * CONNECTIONS + 1_024)
    wanted = min(CONNECTIONS, (limit - FILES) // 2)
    if wanted < CONNECTIONS:
        print(f"memory {CONNECTIONS} connections need `ulimit -Hn` of {2 * CONNECTIONS + FILES}; here "
              f"{limit} are allowed, so {wanted} are opened")
    with loadtest.scratch() as folder:
        retailer = Retailer(folder / "data", STAFF, LINKS)
        tokens = retailer.tokens()
        service = Service(retailer.data)
        try:
            bare = status(service.pid)
            connections = connect(service.collector, tokens, wanted)
            used = status(service.pid)
            held = still_open(connections)
        finally:
            service.stop()
    if held != wanted:
        sys.exit(f"{held} of {wanted} connections are open")
    print(f"memory {LINKS} links, {len(tokens)} staff, {held} idle connections; "
          f"MB without connections: {bare['VmRSS']:.0f}, at its highest: {used['VmHWM']:.0f}, "
          f"with connections: of its own {used['RssAnon']:.0f}, of files {used['RssFile']:.0f}")
    print(f"memory ours={used['VmRSS']:.4g}MB peer=- ratio=- goal=<=200MB")


main()
