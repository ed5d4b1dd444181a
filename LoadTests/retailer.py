"""A retailer's data directory and the service over it, for scenarios that drive a running service."""

import base64
import contextlib
import hmac
import http.client
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time

from loadtest import MERIT, run

AGENT = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Mobile/15E148 MicroMessenger/8.0.49(0x1800312d) NetType/WIFI Language/zh_CN")
ORIGIN = "https://mall.example"
SETTINGS = {
    **{name: value for name, value in os.environ.items() if not name.startswith("MERIT_")},
    "MERIT_COLLECTOR_DESTINATION_HOSTS": "mall.example",
    "MERIT_COLLECTOR_ORIGINS": ORIGIN}
ANY_SPACE = {"MERIT_JOURNAL_SPACE_FOR_TRAFFIC": "0", "MERIT_JOURNAL_SPACE_FOR_INBOUND": "0"}


class Retailer:
    """A data directory with one department, so many people and links, and the mall `mall`."""

    def __init__(self, data, staff=20, links=2):
        self.data = data
        data.parent.mkdir(parents=True, exist_ok=True)
        table = lambda name, head, rows: (data.parent / name).write_text(
            "\n".join([head, *rows]) + "\n")
        table("departments.csv", "department,name,parent,store", ["SH,Shanghai,,"])
        table(
            "staff.csv",
            "staff,userid,name,department,employed_from,employed_to,successor,house,aliases",
            (f"{1_001 + number},,Staff {number},SH,,,,," for number in range(staff)))
        table(
            "links.csv", "kind,destination,channel,campaign,expires_days",
            (f"h5,https://mall.example/p/{number}?from=wecom,chat,," for number in range(links)))
        for kind in ("department", "staff", "link"):
            file = data.parent / (kind + ("s.csv" if kind != "staff" else ".csv"))
            self.command(kind, "import", file)
        self.secret = json.loads(self.command("shop", "add", "mall", "--json"))["webhook_secret"]

    def command(self, *words):
        return run(MERIT, *words, "--data", self.data, env={**SETTINGS, **ANY_SPACE})

    def tokens(self, link=1):
        """One of each member of staff."""
        table = self.command(
            "token", "export", "--link", link, "--staff-in", "SH", "--format", "csv")
        return list(dict.fromkeys(
            re.findall(r"(?<![0-9A-Za-z])[0-9A-Za-z]{30}(?![0-9A-Za-z])", table)))


class Refused(Exception):
    """The service did not start; says what it printed."""


class Service:
    """`merit serve` over a data directory, on free ports."""

    def __init__(self, data, settings=None, preload=None, files=None, before=()):
        environment = {**SETTINGS, **ANY_SPACE, **(settings or {})}
        if preload:
            environment["LD_PRELOAD"] = str(preload)
        self.log = data.parent / (data.name + ".log")
        limit = (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))) if files else None
        with open(self.log, "a") as log:
            self.begin = log.tell()
            self.process = subprocess.Popen(
                [*map(str, before), str(MERIT), "serve", "--data", str(data), "--json",
                 *(word for name in ("collector", "inbound", "api")
                   for word in (f"--{name}", "127.0.0.1:0"))],
                stdout=subprocess.PIPE, stderr=log, text=True, env=environment, preexec_fn=limit)
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            raise Refused(self.said())
        addresses = json.loads(line)
        self.collector, self.inbound, self.api = (
            addresses[name].removeprefix("http://") for name in ("collector", "inbound", "api"))
        self.control = str(data / "control.sock")

    def said(self):
        """What it logged since it started."""
        with open(self.log) as log:
            log.seek(self.begin)
            return log.read()

    @property
    def pid(self):
        return self.process.pid

    def stop(self):
        """SIGTERM; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def kill(self):
        self.process.kill()
        self.process.wait()

    def freeze(self):
        """Every thread stands still, between two system calls."""
        self.process.send_signal(signal.SIGSTOP)
        tasks = f"/proc/{self.pid}/task"
        while not all(self._stopped(f"{tasks}/{task}/stat") for task in os.listdir(tasks)):
            time.sleep(0.001)

    @staticmethod
    def _stopped(path):
        try:
            with open(path) as stat:
                return stat.read().rsplit(")", 1)[1].split()[0] == "T"
        except FileNotFoundError:
            return True


class ControlConnection(http.client.HTTPConnection):
    """HTTP over the control socket; a long path is reached through its folder's descriptor."""

    def __init__(self, path):
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self):
        folder = os.open(os.path.dirname(self.path), os.O_PATH)
        try:
            self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.sock.settimeout(60)
            self.sock.connect(f"/proc/self/fd/{folder}/{os.path.basename(self.path)}")
        finally:
            os.close(folder)


class Signer:
    """Signs webhooks as Standard Webhooks 1.0.0 says."""

    def __init__(self, secret):
        self.key = base64.b64decode(secret.removeprefix("whsec_"))

    def headers(self, event, moment, body):
        digest = hmac.digest(self.key, f"{event}.{moment}.{body}".encode(), "sha256")
        return {
            "Content-Type": "application/json", "webhook-id": event,
            "webhook-timestamp": str(moment),
            "webhook-signature": "v1," + base64.b64encode(digest).decode()}


def paid_order(order, amount, token, moment):
    """The body of an order event, as a mall writes it."""
    text = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))
    return json.dumps({
        "type": "order.paid", "shop": "mall", "order_id": order, "version": 1, "occurred_at": text,
        "created_at": text, "paid_at": text, "currency": "CNY",
        "lines": [{"line_id": "1", "sku": "X", "category": "shoes", "quantity": 1, "amount": amount}],
        "attribution": {"token": token}})


def click(connection, token):
    """Status and click id of one click; the id is None where it was not recorded."""
    connection.request("GET", "/r/" + token, headers={"User-Agent": AGENT})
    answer = connection.getresponse()
    answer.read()
    location = answer.getheader("Location", "")
    found = re.search(r"[?&]mc=([0-9A-Za-z]{20})(?:&|$)", location)
    return answer.status if token in location or answer.status == 503 else -answer.status, (
        found.group(1) if found else None)


def raise_file_limit(wanted):
    """Lets this process and what it starts open so many files, or as many as it may; that number."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    for limit in (max(wanted, hard), hard):
        with contextlib.suppress(ValueError, PermissionError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
            return limit
    sys.exit("the limit of open files cannot be set")
