"""Signed order events a second, acknowledged durable, beside PostgreSQL's single-row insert commits.

Ours: wrk sends order events over 64 keep-alive connections that were signed before the turn began, each
with an id of its own; every answer is a 202 after an fdatasync. The service judges and posts what came
in meanwhile, on the same two cores. Peer: pgbench, 64 clients, prepared statements, one INSERT of a row
with the same body into a table with one index (its key) per transaction, synchronous_commit=on, in a
temporary cluster on the same disk; it checks no signature and parses nothing.
"""

import contextlib
import os
import pwd
import re
import shutil
import sys
import time

import loadtest
from evidence import Journal
from loadtest import PAIRS, run
from retailer import Retailer, Service, Signer, paid_order

SECONDS = int(os.environ.get("LOADTEST_SECONDS", "6"))
RATE_MAX = int(os.environ.get("LOADTEST_RATE", "30000"))
CLIENTS = 64
ORDER_EVENT = 16
POSTGRES = "/usr/lib/postgresql/15/bin"
LUA = """
local file, size = assert(io.open("{file}", "rb")), {size}
function request()
  return file:read(size) or error("more requests were sent than signed: raise LOADTEST_RATE")
end
"""


def signed(folder, retailer, tokens, address):
    """A wrk script over requests of one size, signed now; each is sent once."""
    signer, moment = Signer(retailer.secret), int(time.time())
    file, size = folder / "requests", None
    with open(file, "wb") as out:
        for number in range(SECONDS * RATE_MAX):
            body = paid_order(f"A{number:09d}", 19_900, tokens[number % len(tokens)], moment)
            headers = signer.headers(f"evt-{number:09d}", moment, body)
            lines = [f"{name}: {value}" for name, value in headers.items()]
            request = "\r\n".join([
                "POST /v1/order-events HTTP/1.1", f"Host: {address}",
                f"Content-Length: {len(body)}", *lines, "", body]).encode()
            if size not in (None, len(request)):
                sys.exit("requests of different sizes")
            size = len(request)
            out.write(request)
    script = folder / "orders.lua"
    script.write_text(LUA.format(file=file, size=size))
    return script, len(body)


def ours(folder, template, retailer, tokens):
    """Events a second, and the size of a body."""
    data = folder / "data"
    shutil.copytree(template, data, ignore=shutil.ignore_patterns("control.sock"))
    before = Journal(data).kinds
    service = Service(data)
    try:
        script, size = signed(folder, retailer, tokens, service.inbound)
        said = run("wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "--timeout", "30s", "-s", script,
                   f"http://{service.inbound}/")
    finally:
        service.kill()
    if "Non-2xx or 3xx" in said or "Socket errors" in said:
        sys.exit(said)
    count = int(re.search(r"(\d+) requests in", said).group(1))
    seconds = float(re.search(r"requests in ([0-9.]+)s", said).group(1))
    kept = sum(kind == ORDER_EVENT for kind in Journal(data).kinds.values())
    if kept < count:
        sys.exit(f"{count} were acknowledged, {kept} are in the journal")
    shutil.rmtree(data)
    return count / seconds, size


@contextlib.contextmanager
def postgres(folder):
    """A cluster of its own, by the user postgres where we are root; yields a runner of its tools."""
    home = folder / "postgres"
    home.mkdir()
    as_owner = []
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(home, owner.pw_uid, owner.pw_gid)
        os.chmod(folder, 0o711)
        as_owner = ["runuser", "-u", "postgres", "--"]
    tool = lambda name, *words: run(*as_owner, f"{POSTGRES}/{name}", *words, cwd="/")
    tool("initdb", "-D", home / "data", "-A", "trust", "-E", "UTF8", "--locale=C")
    with open(home / "data" / "postgresql.auto.conf", "a") as settings:
        settings.write(
            f"listen_addresses = ''\nunix_socket_directories = '{home}'\n"
            "synchronous_commit = on\nfsync = on\nmax_connections = 100\n")
    tool("pg_ctl", "-D", home / "data", "-l", home / "log", "-w", "start")
    try:
        yield lambda name, *words: tool(name, "-h", home, *words)
    finally:
        tool("pg_ctl", "-D", home / "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(home)


def peer(folder, size):
    """Commits a second."""
    with postgres(folder) as tool:
        tool("psql", "-q", "-d", "postgres", "-c",
             "CREATE TABLE order_events (event bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
             "recorded_at timestamptz NOT NULL DEFAULT now(), body text NOT NULL)")
        script = folder / "insert.sql"
        script.write_text(f"INSERT INTO order_events (body) VALUES ('{'b' * size}');\n")
        script.chmod(0o644)
        said = tool("pgbench", "-n", "-M", "prepared", "-c", CLIENTS, "-j", 2, "-T", SECONDS,
                    "-f", script, "postgres")
    return float(re.search(r"tps = ([0-9.]+)", said).group(1))


def main():
    mine, theirs = [], []
    with loadtest.scratch() as folder:
        retailer = Retailer(folder / "template")
        tokens = retailer.tokens()
        for _ in range(PAIRS):
            rate, size = ours(folder, retailer.data, retailer, tokens)
            mine.append(rate)
            theirs.append(peer(folder, size))
    loadtest.report(
        "order-webhooks", mine, theirs, "/s", "3", ">=", f"{size} bytes a body, {CLIENTS} connections")


main()
