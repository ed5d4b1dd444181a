"""Touches per second from journal to store, beside sqlite3's .import of the same rows into the same
tables and indexes (`touches` and `touch_aliases`; ours fills aliases and rollups too)."""

import os
import pathlib
import time

import loadtest
from loadtest import BENCHMARKS, MERIT, PAIRS, run

TOUCHES = int(os.environ.get("LOADTEST_TOUCHES", "1000000"))
STAFF, LINKS = 1_000, 10
TABLES = ["touches", "touch_aliases"]


def data_directory(folder):
    """A data directory with a directory of people and links, and a journal full of clicks."""
    data = folder / "data"
    settings = {
        **{name: value for name, value in os.environ.items() if not name.startswith("MERIT_")},
        "MERIT_COLLECTOR_DESTINATION_HOSTS": "mall.example"}
    command = lambda *words: run(MERIT, *words, "--data", data, env=settings)
    (folder / "departments.csv").write_text("department,name,parent,store\nSH,Shanghai,,\n")
    staff = [f"{1_001 + number},,Staff {number},SH,,,,," for number in range(STAFF)]
    (folder / "staff.csv").write_text(
        "staff,userid,name,department,employed_from,employed_to,successor,house,aliases\n"
        + "\n".join(staff) + "\n")
    links = [f"h5,https://mall.example/p/{number},chat,," for number in range(LINKS)]
    (folder / "links.csv").write_text(
        "kind,destination,channel,campaign,expires_days\n" + "\n".join(links) + "\n")
    command("department", "import", folder / "departments.csv")
    command("staff", "import", folder / "staff.csv")
    command("link", "import", folder / "links.csv")
    run(BENCHMARKS, "clicks", data / "journal", STAFF, LINKS, TOUCHES)
    return data


def ours(folder, data):
    store = folder / "store"
    run("rm", "-rf", store)
    said = loadtest.pairs_of(run(BENCHMARKS, "apply", data / "journal", store))
    return said["touches"] / said["seconds"], store


def database(store):
    return pathlib.Path(store, pathlib.Path(store, "CURRENT").read_text().strip(), "merit.db")


def rows(folder, store):
    """The rows as CSV, and the statements that make their tables. A CSV cannot say NULL, only an
    empty text: STRICT and the one check that refuses such are left out, and an index of contacts
    leaves them out as it does NULL."""
    source = database(store)
    for table in TABLES:
        run("sqlite3", "-csv", source, f".once {folder}/{table}.csv", f"SELECT * FROM {table};")
    schema = run("sqlite3", source, *[f".schema {table}" for table in TABLES])
    changes = [
        ("STRICT, WITHOUT ROWID", "WITHOUT ROWID"), (") STRICT", ")"),
        (" CHECK (length(contact) = 16)", ""), ("contact IS NOT NULL", "contact <> ''")]
    for before, after in changes:
        assert before in schema, before
        schema = schema.replace(before, after)
    return schema


def peer(folder, schema):
    target = folder / "peer.db"
    run("rm", "-f", target, f"{target}-wal", f"{target}-shm")
    run("sqlite3", target, "PRAGMA journal_mode = WAL;", schema)
    script = folder / "import.sql"
    script.write_text(
        "PRAGMA synchronous = NORMAL;\n.mode csv\n"
        + "".join(f".import {folder}/{table}.csv {table}\n" for table in TABLES)
        + "SELECT count(*) FROM touches;\n")
    begin = time.monotonic()
    count = int(run("sqlite3", target, f".read {script}").split()[-1])
    return count / (time.monotonic() - begin)


def main():
    mine, theirs = [], []
    with loadtest.scratch() as folder:
        data = data_directory(folder)
        schema = None
        for _ in range(PAIRS):
            speed, store = ours(folder, data)
            schema = schema or rows(folder, store)
            mine.append(speed)
            theirs.append(peer(folder, schema))
    loadtest.report("apply", mine, theirs, "touches/s", "0.7", ">=")


main()
