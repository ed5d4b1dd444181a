"""Processor time of a verified, journalled redirect beside a loop that only answers.

The peer (Programs/floor.c) is one thread with one epoll. It reads requests up to their empty line and
sends, to each, the bytes that Merit sent to one of them; it verifies nothing, records nothing and makes
nothing up. Load, cores and what counts of our time are those of redirect-cpu.
"""

import contextlib
import socket
import subprocess
import sys

import loadtest
from loadtest import PAIRS
from redirects import answering, measure, merit, merit_directory, two_cores, wrk_script
from retailer import AGENT

KINDS = ["kernel", "disk"]


def answer_of(address, token):
    """An answer of ours, byte for byte."""
    host, port = address.rsplit(":", 1)
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(
            f"GET /r/{token} HTTP/1.1\r\nHost: {address}\r\nUser-Agent: {AGENT}\r\n\r\n".encode())
        said = b""
        while not said.endswith(b"\r\n\r\n"):
            said += connection.recv(4096)
    if not said.startswith(b"HTTP/1.1 302") or b"mc=" not in said:
        sys.exit(f"no recorded redirect: {said}")
    return said


@contextlib.contextmanager
def floor(answer):
    with loadtest.service(
            ["taskset", "-c", "0", loadtest.program("floor"), 0, answer],
            stdout=subprocess.PIPE) as process:
        yield f"127.0.0.1:{process.stdout.readline().strip()}", process.pid


def main():
    two_cores()
    ours = {kind: [] for kind in KINDS}
    rates = {kind: [] for kind in [*KINDS, "floor"]}
    peer = []
    with loadtest.scratch() as folder:
        template, tokens = merit_directory(folder)
        script = wrk_script(folder, "merit", tokens)
        answer = folder / "answer"
        with merit(folder, template, "kernel") as (address, _):
            answer.write_bytes(answer_of(address, tokens[0]))
        for _ in range(PAIRS):
            used, rate = measure(floor(answer), script, tokens[0], "mc=")
            peer.append(sum(used.values()))
            rates["floor"].append(rate)
            for kind in KINDS:
                used, rate = measure(merit(folder, template, kind), script, tokens[0], "mc=")
                ours[kind].append(answering(used)[0])
                rates[kind].append(rate)
    against = " ".join(f"{value:.0f}" for value in rates["floor"])
    for kind in KINDS:
        speed = " ".join(f"{value:.0f}" for value in rates[kind])
        loadtest.report(
            f"redirect-floor/{kind}", ours[kind], peer, "us", "1.25", "<=",
            f"requests/s: {speed}; floor: {against}")


main()
