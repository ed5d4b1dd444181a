"""Disks that fail or are full, clocks that step, files that run out, customers that dawdle."""

import contextlib
import http.client
import json
import os
import pathlib
import re
import resource
import shutil
import socket
import struct
import subprocess
import threading
import time

import loadtest
from crashes import verified
from evidence import Evidence
from loadtest import run
from retailer import AGENT, ControlConnection, Refused, Retailer, Service, Signer, click, paid_order
from traffic import Traffic


class Script:
    """The same few requests each time, and what of them was acknowledged."""

    STEPS = "cccoccclcoccvo"

    def __init__(self, retailer, token):
        self.signer, self.token = Signer(retailer.secret), token
        self.clicks, self.orders, self.views, self.links, self.broken = [], {}, [], [], []
        self.refused = 0

    def play(self, service):
        """Until the end, or until the service ends."""
        self.collector = http.client.HTTPConnection(service.collector, timeout=30)
        self.inbound = http.client.HTTPConnection(service.inbound, timeout=30)
        self.control = ControlConnection(service.control)
        steps = {"c": self._click, "o": self._order, "v": self._view, "l": self._link}
        for place, step in enumerate(self.STEPS):
            try:
                steps[step](place)
            except TimeoutError:
                self.broken.append(f"step {place} ({step}): no answer in 30 s")
            except (OSError, http.client.HTTPException) as failure:
                if service.process.poll() is not None:
                    return
                self.broken.append(f"step {place} ({step}): {failure!r}")
                for connection in (self.collector, self.inbound, self.control):
                    connection.close()

    def _click(self, _):
        status, found = click(self.collector, self.token)
        if status == 302 and found:
            self.clicks.append((self.token, found))
        elif status in (302, 503):
            self.refused += 1
        else:
            self.broken.append(f"click: {status}")

    def _view(self, place):
        body = json.dumps({"touches": [
            {"event_id": f"v{place}", "kind": "page_view", "token": self.token, "page": "/p/1"}]})
        status, said = self._ask(self.collector, "/v1/views", body, {
            "Content-Type": "application/json", "User-Agent": AGENT})
        if status == 202 and json.loads(said)["recorded"] == 1:
            self.views.append(f"v{place}")
        else:
            self._refused(status, said)

    def _order(self, place):
        moment = int(time.time())
        body = paid_order(f"S{place}", 1_000 + place, self.token, moment)
        status, said = self._ask(self.inbound, "/v1/order-events", body,
                                 self.signer.headers(f"e{place}", moment, body))
        if status == 202:
            self.orders[f"S{place}"] = 1_000 + place
        else:
            self._refused(status, said)

    def _link(self, _):
        body = json.dumps({"kind": "h5", "destination": "https://mall.example/new", "channel": "chat"})
        status, said = self._ask(self.control, "/v1/links", body, {"Content-Type": "application/json"})
        if status == 201:
            self.links.append(json.loads(said)["link"])
        else:
            self._refused(status, said)

    @staticmethod
    def _ask(connection, path, body, headers):
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def _refused(self, status, said):
        self.refused += 1
        # A command that was recorded while the worker stopped says that its outcome is not known.
        if status != 503 and not (status == 504 and "outcome_pending" in said):
            self.broken.append(f"{status} {said[:300]}")

    def problems(self, retailer):
        """After a start without faults: what was acknowledged and is not there."""
        listed = retailer.command("link", "list", "--json")
        missing = [f"link {link} is gone: {listed}" for link in self.links
                   if not re.search(rf'"link":\s*{link}\b', listed)]
        return missing + verified(retailer) + Evidence(retailer.data).problems(
            self.clicks, self.orders, self.views)


class ErrorRuns:
    """One scripted run for each call that can fail."""

    def __init__(self, folder, kind):
        self.folder, self.kind = folder, kind
        self.retailer = Retailer(folder / "template")
        self.token = self.retailer.tokens()[0]
        self.began = self.acknowledged = self.refused = self.did_not_start = 0
        self.messages, self.problems = {}, []

    def run(self, at):
        """Fails call number `at`; how many calls there were."""
        data, log = self.folder / "data", self.folder / "calls"
        shutil.copytree(self.retailer.data, data, ignore=shutil.ignore_patterns("control.sock"))
        log.unlink(missing_ok=True)
        self.began += 1
        said, script = self._serve(data, at, log)
        copy = object.__new__(Retailer)
        copy.data = data
        problems = script.broken + script.problems(copy)
        calls = log.read_text() if log.exists() else ""
        if "!" in calls:
            self._hear(said, calls.split("!")[1].split("\n")[0], problems)
        self.problems += [f"{self.kind} {at}: {problem}" for problem in problems]
        self.acknowledged += len(script.clicks) + len(script.orders) + len(script.views)
        self.refused += script.refused
        shutil.rmtree(data)
        (data.parent / "data.log").unlink()
        return len(calls)

    def _serve(self, data, at, log):
        script = Script(self.retailer, self.token)
        environment = {"FAULT_KIND": self.kind, "FAULT_AT": str(at), "FAULT_LOG": str(log)}
        try:
            service = Service(data, environment, loadtest.program("failing.so"))
        except Refused as refused:
            self.did_not_start += 1
            return str(refused), script
        script.play(service)
        if service.stop() is None:
            script.broken.append("SIGTERM: it does not end")
        return service.said(), script

    def _hear(self, said, path, problems):
        """A call failed: the log has to say so."""
        found = re.search(r"(?i)[^\n]*(?:input/output|i/o error|journal_io)[^\n]*", said)
        if found:
            text = re.sub(r"\S*/\S+|[0-9T:.+-]{12,}|\d+", "…", found.group(0)).strip()[:160]
            self.messages[text] = self.messages.get(text, 0) + 1
        elif not path.endswith(".prepared"):
            # A file that is prepared ahead is thrown away and made anew: nobody has to act.
            problems.append(f"nothing is said of an error at {path}: {said[-400:]}")


def io_errors(folder, cycles, _):
    """Every n-th sync, then every n-th write fails once with EIO; where there are more than `cycles`,
    so many of them, evenly spread."""
    counts, problems = [], []
    for kind in ("sync", "write"):
        runs = ErrorRuns(folder / kind, kind)
        total = runs.run(1_000_000_000)
        step = max(1, total / cycles)
        places = sorted({int(number * step) + 1 for number in range(min(cycles, total))})
        for at in places:
            runs.run(at)
        counts.append(
            f"{len(places)} of {total} {kind}s failed, {runs.did_not_start} starts refused, "
            f"{runs.acknowledged} facts acknowledged, {runs.refused} refused")
        problems += runs.problems
        for message, count in sorted(runs.messages.items(), key=lambda pair: -pair[1]):
            print(f"crash io-errors {kind} said {count} times: {message}")
    return "; ".join(counts), problems


def full_disk(folder, cycles, chance):
    """A RAM disk that something else fills and empties while traffic goes on; the service is killed
    while it is full in every second round."""
    place = folder / "small"
    place.mkdir()
    run("mount", "-t", "tmpfs", "-o", "size=192m,mode=0700", "tmpfs", place)
    try:
        retailer = Retailer(place / "data")
        traffic = Traffic(retailer, retailer.tokens(), readers=0)
        problems, rounds = [], min(cycles, 6)
        for number in range(1, rounds + 1):
            problems += full_round(retailer, traffic, place / "filler", number, chance)
        return f"{rounds} times full and free, {traffic.counts()}", problems + at_the_end(
            retailer, traffic)
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def full_round(retailer, traffic, filler, number, chance):
    """A new start prepares only small segments, so that the disk is full for the journal soon."""
    problems = []
    service = Service(retailer.data)
    traffic.start(service)
    traffic.wait(chance.randint(20, 60))
    subprocess.run(["dd", "if=/dev/zero", f"of={filler}", "bs=64k"], stderr=subprocess.DEVNULL)
    before = traffic.unrecorded
    if not wait_until(lambda: traffic.unrecorded > before + 5, 60):
        problems.append(f"round {number}: on a full disk clicks are not answered unrecorded")
    if number % 2 == 0:
        service.kill()
    filler.unlink()
    if number % 2 == 1 and not traffic_goes_on(traffic, 20):
        problems.append(f"round {number}: with room again nothing is recorded")
    service.kill()
    traffic.finish()
    return problems


def at_the_end(retailer, traffic):
    """What is wrong after traffic and faults are over."""
    retailer.command("link", "list")  # Applies, judges and posts what is left.
    return traffic.broken + verified(retailer) + Evidence(retailer.data).problems(
        traffic.clicks, traffic.orders, traffic.views)


def wait_until(condition, seconds):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    return condition()


def traffic_goes_on(traffic, count, seconds=60):
    goal = len(traffic.clicks) + count
    return wait_until(lambda: len(traffic.clicks) >= goal, seconds)


def clock_steps(folder, cycles, chance):
    """The calendar's clock jumps by hours, forth and back, in the middle of traffic and over restarts."""
    retailer = Retailer(folder / "data")
    clock = folder / "clock"
    clock.write_bytes(struct.pack("=q", 0))
    offset = [0]
    traffic = Traffic(retailer, retailer.tokens(), readers=0, clock=lambda: offset[0])
    settings = {"FAULT_CLOCK": str(clock)}
    steps = 0
    for _ in range(cycles):
        service = Service(retailer.data, settings, loadtest.program("clockstep.so"))
        traffic.start(service)
        for _ in range(3):
            traffic.wait(chance.randint(10, 60))
            offset[0] = chance.randint(-6 * 3_600, 6 * 3_600)
            with open(clock, "r+b") as file:
                file.write(struct.pack("=q", offset[0]))
            steps += 1
        traffic.wait(20)
        service.kill()
        traffic.finish()
    problems = at_the_end(retailer, traffic)
    return f"{steps} steps of up to 6 h, {cycles} restarts, {traffic.counts()}", problems


def few_files(folder, cycles, chance):
    """A low limit of open files and more connections than it allows: those that are there go on, and
    when the others have gone new ones are welcome."""
    retailer = Retailer(folder / "data")
    traffic = Traffic(retailer, retailer.tokens(), readers=0)
    service = Service(retailer.data, files=256)
    traffic.start(service)
    traffic.wait(50)
    problems = []
    for _ in range(min(cycles, 3)):
        flood = []
        for address in (service.collector, service.inbound, service.api):
            host, port = address.split(":")
            # What a full listener leaves in the kernel's queue is a connection too.
            for _ in range(200):
                with contextlib.suppress(OSError):
                    flood.append(socket.create_connection((host, int(port)), timeout=0.05))
        if not traffic_goes_on(traffic, 50):
            problems.append("connections that were there are no longer answered")
        for one in flood:
            one.close()
        if not wait_until(lambda: new_connection(service.collector, traffic.tokens[0]), 30):
            problems.append("after the flood no new connection is answered")
    service.kill()
    traffic.finish()
    problems += at_the_end(retailer, traffic)
    return f"{min(cycles, 3)} floods of up to 600 connections at 256 files, {traffic.counts()}", problems


def new_connection(address, token):
    """True where a new connection gets a recorded click."""
    connection = http.client.HTTPConnection(address, timeout=5)
    try:
        return click(connection, token)[1] is not None
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def slow_connections(folder, cycles, chance):
    """Thousands of connections that send a byte every two seconds, beside a client that clicks."""
    retailer = Retailer(folder / "data")
    token = retailer.tokens()[0]
    service = Service(retailer.data)
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    wanted = min(4_000, (limit - 256) // 2)
    host, port = service.collector.split(":")
    slow = [socket.create_connection((host, int(port)), timeout=30) for _ in range(wanted)]
    head = f"GET /r/{token} HTTP/1.1\r\nHost: t.brand.example\r\nX-Slow: ".encode()
    clicks, unrecorded, worst, rounds = [], 0, 0.0, min(cycles, 5)
    connection = http.client.HTTPConnection(service.collector, timeout=30)
    for place in range(rounds):
        due = time.monotonic() + 2
        for number, one in enumerate(slow):
            with contextlib.suppress(OSError):
                one.send(head[place:place + 1])
            if number % 40 == 0:
                begin = time.monotonic()
                status, found = click(connection, token)
                worst = max(worst, time.monotonic() - begin)
                clicks += [(token, found)] if found else []
                unrecorded += found is None
        while time.monotonic() < due:
            _, found = click(connection, token)
            clicks += [(token, found)] if found else []
            unrecorded += found is None
    service.stop()
    for one in slow:
        one.close()
    problems = [f"{unrecorded} clicks were not recorded"] if unrecorded else []
    problems += Evidence(retailer.data).problems(clicks, {}, [])
    return (f"{wanted} slow connections, {len(clicks)} clicks beside them, the slowest of the first in "
            f"each round {worst * 1e3:.0f} ms"), problems
