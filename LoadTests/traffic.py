"""Clicks, views, signed order events and reports over connections of their own, until the service goes
away, and what of them was acknowledged."""

import http.client
import json
import threading
import time

from retailer import AGENT, ORIGIN, ControlConnection, Signer, click, paid_order

CLICKERS, VIEWERS, SENDERS, READERS = 3, 1, 2, 1
REPORT = "/v1/reports/staff?from={day}&to={day}"


class Traffic:
    """Adds up over the rounds. A webhook without an answer is sent again with the same id in the next
    round, as real senders do. `clock` tells how many seconds the service's calendar is off."""

    def __init__(self, retailer, tokens, readers=READERS, clock=lambda: 0):
        self.signer, self.tokens = Signer(retailer.secret), tokens
        self.readers, self.clock = readers, clock
        self.lock = threading.Lock()
        self.clicks, self.views, self.orders = [], [], {}
        self.sent = {"click": 0, "view": 0, "order": 0}
        self.unrecorded = self.refused = self.reports = 0
        self.broken, self.unanswered, self.threads = [], [], []
        self.stopping = False

    def start(self, service):
        self.stopping = False
        roles = ([(self._click, service.collector)] * CLICKERS
                 + [(self._view, service.collector)] * VIEWERS
                 + [(self._order, service.inbound)] * SENDERS
                 + [(self._report, service.control)] * self.readers)
        self.threads = [threading.Thread(target=self._until_it_ends, args=role) for role in roles]
        for thread in self.threads:
            thread.start()

    def finish(self):
        """After the service has gone: takes the answers that were still under way."""
        self.stopping = True
        for thread in self.threads:
            thread.join()

    @property
    def answers(self):
        return len(self.clicks) + len(self.orders)

    def wait(self, count):
        """Returns once so many more clicks and orders were acknowledged; False where none are any
        more."""
        goal = self.answers + count
        while self.answers < goal and any(thread.is_alive() for thread in self.threads):
            time.sleep(0.002)
        return self.answers >= goal

    def counts(self):
        return (f"clicks {len(self.clicks)} of {self.sent['click']} acknowledged, views "
                f"{len(self.views)} of {self.sent['view']}, orders {len(self.orders)} of "
                f"{self.sent['order']}, reports {self.reports}, unrecorded {self.unrecorded}, "
                f"refused {self.refused}")

    def _until_it_ends(self, role, address):
        connection = (ControlConnection(address) if role == self._report
                      else http.client.HTTPConnection(address, timeout=60))
        try:
            while not self.stopping:
                role(connection)
        except (OSError, http.client.HTTPException):
            pass  # The service went away, which is what is tried here.
        finally:
            connection.close()

    def _number(self, kind):
        with self.lock:
            self.sent[kind] += 1
            return self.sent[kind]

    def _click(self, connection):
        token = self.tokens[self._number("click") % len(self.tokens)]
        status, found = click(connection, token)
        with self.lock:
            if status == 302 and found:
                self.clicks.append((token, found))
            elif status in (302, 503):
                self.unrecorded += 1
            else:
                self.broken.append(f"click: {status}")

    def _view(self, connection):
        number = self._number("view")
        event = f"view-{number}"
        body = json.dumps({"touches": [{
            "event_id": event, "kind": "page_view", "token": self.tokens[number % len(self.tokens)],
            "page": "/p/1", "dwell_ms": 5200}]})
        connection.request("POST", "/v1/views", body, {
            "Origin": ORIGIN, "Content-Type": "application/json", "User-Agent": AGENT})
        answer = connection.getresponse()
        said = answer.read().decode()
        with self.lock:
            if answer.status == 202 and json.loads(said)["recorded"] == 1:
                self.views.append(event)
            elif answer.status == 503:
                self.refused += 1
            else:
                self.broken.append(f"view: {answer.status} {said}")

    def _order(self, connection):
        event, order, amount, body = wish = self._next_order()
        try:
            moment = int(time.time() + self.clock())
            connection.request(
                "POST", "/v1/order-events", body, self.signer.headers(event, moment, body))
            answer = connection.getresponse()
            said = answer.read().decode()
        except (OSError, http.client.HTTPException):
            with self.lock:
                self.unanswered.append(wish)
            raise
        with self.lock:
            if answer.status in (200, 202):
                self.orders[order] = amount
            else:
                self.unanswered.append(wish)
                self.refused += 1
                # A clock that stepped while the request was under way makes a signature stale.
                stepped = answer.status == 401 and self.clock() != 0
                if answer.status != 503 and not stepped:
                    self.broken.append(f"order: {answer.status} {said}")

    def _next_order(self):
        with self.lock:
            if self.unanswered:
                return self.unanswered.pop(0)
        number = self._number("order")
        order, amount = f"T{number}", 1_000 + number
        token = self.tokens[number % len(self.tokens)]
        return f"evt-{number}", order, amount, paid_order(order, amount, token, int(time.time()))

    def _report(self, connection):
        day = time.strftime("%Y-%m-%d")
        connection.request("GET", REPORT.format(day=day))
        answer = connection.getresponse()
        said = answer.read().decode()
        with self.lock:
            if answer.status != 200:
                self.broken.append(f"report: {answer.status} {said[:200]}")
            elif any(total["difference"] != 0 for total in json.loads(said)["totals"]):
                self.broken.append(f"a report's control total is not 0: {said[-300:]}")
            else:
                self.reports += 1
        time.sleep(0.2)
