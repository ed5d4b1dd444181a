"""Facts of 200 bytes, durable, per second, beside dd with the same bytes and the same sync interval."""

import os
import re
import subprocess
import sys

import loadtest
from loadtest import BENCHMARKS, PAIRS, run

FACTS = int(os.environ.get("LOADTEST_FACTS", "1000000"))


def ours(folder):
    home = folder / "journal"
    said = loadtest.pairs_of(run(BENCHMARKS, "journal", home, FACTS))
    run("rm", "-rf", home)
    return said


def dd(folder, total, writes):
    """Writes of the mean size of our batches, each synced before the next."""
    size = max(512, round(total / writes))
    finished = subprocess.run(
        ["dd", "if=/dev/zero", f"of={folder}/dd", f"bs={size}", f"count={round(writes)}",
         "oflag=dsync"], text=True, capture_output=True, env={**os.environ, "LC_ALL": "C"})
    found = re.search(r"(\d+) bytes.*copied, ([0-9.e-]+) s", finished.stderr)
    if finished.returncode != 0 or not found:
        sys.exit(finished.stderr)
    os.remove(folder / "dd")
    return int(found.group(1)) / float(found.group(2))


def main():
    mine, theirs, batches = [], [], []
    with loadtest.scratch() as folder:
        for _ in range(PAIRS):
            said = ours(folder)
            mine.append(said["bytes"] / said["seconds"] / 1e6)
            batches.append(said["bytes"] / said["batches"] / 1e3)
            theirs.append(dd(folder, said["bytes"], said["batches"]) / 1e6)
    loadtest.report(
        "journal", mine, theirs, "MB/s", "0.7", ">=",
        f"KB between syncs: {' '.join(f'{value:.0f}' for value in batches)}")


main()
