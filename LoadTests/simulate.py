"""A policy over months of orders: Merit's simulation from its store, beside DuckDB's ASOF JOIN.

Ours judges every order by the draft in DRAFT: each touch that the customer's order sees is tested (verdict,
token, employment, window), amounts are apportioned after refunds and compared with the ledger, and the
thousand orders that move most are proved from the store. It reads a sweep, a file of columns beside the
store that the first simulation makes and later ones keep: what that first one takes is printed apart, and
so is a draft that moves most orders. The peer finds, for each order, the customer's last touch within 7
days, and sums the amounts by staff, from Parquet files whose customers are one column already: the least
that an answer takes. Both use two threads; files are read in both times, made in neither."""

import statistics
import sys
import time

import books
import loadtest
from loadtest import BENCHMARKS, PAIRS, ROOT, pairs_of, run

DRAFT = """policy: draft
effective_from: 2020-01-01T00:00:00Z
judging_instant: order_paid
credit_base: goods
rules:
  - { name: shared, from: touches, kinds: [link_click], window: 7d, model: last_touch }
"""

# The same with the first touch instead of the last: most orders move.
MOVING = DRAFT.replace("last_touch", "first_touch").replace("draft", "moving", 1)

QUERY = """
SELECT t.staff, count(*), sum(o.amount) FROM orders o ASOF JOIN touches t
    ON o.customer = t.customer AND o.at >= t.at
WHERE o.at - t.at < 7 * 86400000 GROUP BY t.staff
"""


def peer_python():
    """A Python with DuckDB from PyPI, in a folder of its own."""
    place = ROOT / ".build" / "loadtest-duckdb"
    python = place / "bin" / "python"
    if not python.exists():
        run(sys.executable, "-m", "venv", place)
        run(python, "-m", "pip", "install", "--quiet", "duckdb")
    return python


def parquet(python, folder):
    script = "import duckdb, sys\nfor name in ('touches', 'orders'):\n" + (
        "    duckdb.sql(f\"COPY (SELECT * FROM '{sys.argv[1]}/{name}.csv') "
        "TO '{sys.argv[1]}/{name}.parquet' (FORMAT parquet)\")\n")
    run(python, "-c", script, folder)


def peer(python, folder):
    """Seconds of the query alone, in a process that has nothing in memory yet."""
    script = (
        "import duckdb, sys, time\nbegin = time.monotonic()\nbase = duckdb.connect()\n"
        "base.execute('SET threads = 2')\n"
        "for name in ('touches', 'orders'):\n"
        "    base.execute(f\"CREATE VIEW {name} AS SELECT * FROM '{sys.argv[1]}/{name}.parquet'\")\n"
        f"rows = base.execute('''{QUERY}''').fetchall()\n"
        "print(f'seconds={time.monotonic() - begin} orders={sum(row[1] for row in rows)}')\n")
    return pairs_of(run(python, "-c", script, folder))


def main():
    python = peer_python()
    mine, theirs, moving = [], [], []
    with loadtest.scratch() as folder:
        data = books.fill(folder, books.TOUCHES, rows=folder)
        parquet(python, folder)
        for name, text in (("draft", DRAFT), ("moving", MOVING)):
            (folder / f"{name}.yaml").write_text(text)
        simulate = lambda name: pairs_of(run(BENCHMARKS, "simulate", data, folder / f"{name}.yaml"))
        first = simulate("draft")
        sweep = sum(file.stat().st_size for file in (data / "store").glob("*/sweep"))
        for _ in range(PAIRS):
            said = simulate("draft")
            mine.append(said["seconds"])
            theirs.append(peer(python, folder)["seconds"])
            moved = simulate("moving")
            moving.append(moved["seconds"])
        extra = (
            f"{books.TOUCHES} touches, {said['orders']:.0f} orders, {said['moved']:.0f} of them moved; ours: "
            f"identity, eligibility, apportionment, comparison with the ledger, from a sweep of "
            f"{sweep / 1e6:.0f} MB, at most {said['peak_kb'] / 1024:.0f} MB of memory; the first simulation, "
            f"which made the sweep: {first['seconds']:.1f} s, {first['peak_kb'] / 1024:.0f} MB; a draft "
            f"that moves {moved['moved']:.0f} orders: {statistics.median(moving):.3g} s; peer: last touch "
            f"within 7 days, joined on a ready column of Parquet")
    loadtest.report("simulate", mine, theirs, "s", "1.0", "<=", extra)


main()
