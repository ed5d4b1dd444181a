"""Seconds per fact of a rebuild from the journal, ledger and all, at LOADTEST_TOUCHES beside a tenth of
it: linear means equal. Each rebuilt store has to be the same as the one it replaces, row by row."""

import books
import loadtest
from loadtest import BENCHMARKS, PAIRS, pairs_of, run


def once(folder, data):
    place = folder / "rebuilt"
    run("rm", "-rf", place)
    said = pairs_of(run(BENCHMARKS, "rebuild", data, place))
    if said["same"] != 1:
        raise SystemExit("rebuild: the rebuilt store is not the same")
    return said["seconds"] / said["facts"] * 1e6


def main():
    large, small = [], []
    with loadtest.scratch() as folder:
        few, many = books.fill(folder, books.TOUCHES // 10), books.fill(folder, books.TOUCHES)
        for _ in range(min(PAIRS, 3)):
            small.append(once(folder, few))
            large.append(once(folder, many))
    loadtest.report("rebuild", large, small, "us/fact", "1.2", "<=")


main()
