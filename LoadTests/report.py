"""The staff report of 30 days, warm: its 95th percentile in milliseconds at LOADTEST_TOUCHES beside a
tenth of it (goal: 50 ms, and 1.5 times)."""

import books
import loadtest
from loadtest import BENCHMARKS, PAIRS, pairs_of, run

REPORTS = 40


def once(data):
    return pairs_of(run(BENCHMARKS, "report", data, REPORTS))["p95"] * 1e3


def main():
    large, small = [], []
    with loadtest.scratch() as folder:
        few, many = books.fill(folder, books.TOUCHES // 10), books.fill(folder, books.TOUCHES)
        for _ in range(PAIRS):
            small.append(once(few))
            large.append(once(many))
    loadtest.report("report", large, small, "ms", "1.5 and 50 ms", "<=")


main()
