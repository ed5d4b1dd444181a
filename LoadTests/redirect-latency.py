"""99th percentile of a durable redirect at a constant rate, beside fdatasync on the same disk.

Requests are due at a constant rate whatever the answers do, and each is measured from the moment at
which it was due (Programs/steady.c). How many batches a second the journal wrote meanwhile, and how
large they were, is read from its files; the peer (Programs/syncs.c) then writes batches of that size at
that rate into a file of zeros on the same disk, and only its fdatasync calls are measured.
"""

import os
import shutil

import loadtest
from evidence import Journal
from loadtest import PAIRS, pairs_of, run
from redirects import expect_redirect, merit_directory
from retailer import AGENT, Service

RATE = int(os.environ.get("LOADTEST_RATE", "10000"))
SECONDS = int(os.environ.get("LOADTEST_SECONDS", "6"))
CONNECTIONS = 64


def requests(folder, tokens):
    file = folder / "requests"
    file.write_text("".join(
        f"GET /r/{token} HTTP/1.1\r\nHost: t.brand.example\r\nUser-Agent: {AGENT}\r\n\r\n"
        for token in tokens[::7]), newline="")
    return file


def ours(folder, template, tokens, file):
    """Latencies in microseconds, and the batches a second and bytes a batch of the journal."""
    data = folder / "data"
    shutil.copytree(template, data, ignore=shutil.ignore_patterns("control.sock"))
    before = Journal(data)
    service = Service(data, {"MERIT_COLLECTOR_DURABILITY": "disk"})
    try:
        expect_redirect(service.collector, tokens[0], "mc=")
        host, port = service.collector.split(":")
        said = pairs_of(run(
            loadtest.program("steady"), host, port, RATE, SECONDS, CONNECTIONS, file))
    finally:
        service.stop()
    after = Journal(data)
    shutil.rmtree(data)
    batches = after.batches - before.batches
    return said, batches / SECONDS, (after.bytes - before.bytes) / max(1, batches)


def peer(folder, rate, size):
    file = folder / "syncs"
    said = pairs_of(run(loadtest.program("syncs"), file, f"{rate:.3f}", round(size), SECONDS))
    file.unlink()
    return said


def main():
    mine, theirs, extra = [], [], []
    with loadtest.scratch() as folder:
        template, tokens = merit_directory(folder)
        file = requests(folder, tokens)
        for _ in range(PAIRS):
            said, rate, size = ours(folder, template, tokens, file)
            disk = peer(folder, rate, size)
            mine.append(said["p99"] / 1e3)
            theirs.append(disk["p99"] / 1e3)
            extra.append(
                f"p50 {said['p50'] / 1e3:.2f} p99.9 {said['p999'] / 1e3:.2f} late {said['late']:.0f}, "
                f"{rate:.0f} batches/s of {size / 1024:.1f} KiB, "
                f"disk p50 {disk['p50'] / 1e3:.2f} p99.9 {disk['p999'] / 1e3:.2f}")
    loadtest.report(
        "redirect-latency", mine, theirs, "ms", "3", "<=",
        f"at {RATE} requests/s, turn by turn: {'; '.join(extra)}")


main()
