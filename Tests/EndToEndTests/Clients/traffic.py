"""Clicks and order webhooks from several connections at once, until the service goes away.

usage: traffic.py SECRET TOKEN...

Standard input: `go COLLECTOR INBOUND` starts a round. Standard output, a line per answer that came
back: `click TOKEN CLICK_ID`, `unrecorded TOKEN` (redirected without a click id), `order EVENT_ID
ORDER_ID AMOUNT STATUS`; `broken TEXT` for an answer that should not be; after the last one of a
round `round CLICKS_SENT`. A webhook without an answer is sent again in the next round with the same
id, as real senders do.
"""

import http.client
import json
import re
import sys
import threading
import urllib.parse
from datetime import datetime, timezone

from standardwebhooks import Webhook

CLICKERS, SENDERS = 3, 2
AGENT = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Mobile/15E148 MicroMessenger/8.0.49(0x1800312d) NetType/WIFI Language/zh_CN")
lock = threading.Lock()


def say(line):
    with lock:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


class Traffic:
    def __init__(self, secret, tokens):
        self.webhook, self.tokens = Webhook(secret), tokens
        self.unanswered, self.orders, self.clicks = [], 0, 0

    def round(self, collector, inbound):
        first = self.clicks
        threads = [
            threading.Thread(target=self.click, args=(collector, place)) for place in range(CLICKERS)
        ] + [threading.Thread(target=self.order, args=(inbound,)) for _ in range(SENDERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        say(f"round {self.clicks - first}")

    def click(self, host, place):
        connection = http.client.HTTPConnection(host, timeout=30)
        try:
            while True:
                token = self.tokens[place % len(self.tokens)]
                place += 1
                with lock:
                    self.clicks += 1
                connection.request("GET", "/r/" + token, headers={"User-Agent": AGENT})
                answer = connection.getresponse()
                answer.read()
                location = answer.getheader("Location", "")
                found = re.search(r"[?&]mc=([0-9A-Za-z]{20})(?:&|$)", location)
                if answer.status != 302 or token not in location:
                    say(f"broken click {answer.status} {location}")
                elif found:
                    say(f"click {token} {found.group(1)}")
                else:
                    say(f"unrecorded {token}")
        except (OSError, http.client.HTTPException):
            connection.close()

    def order(self, host):
        connection = http.client.HTTPConnection(host, timeout=30)
        try:
            while True:
                event, order, amount, body = wish = self.next_order()
                try:
                    status, text = self.send(connection, event, body)
                except (OSError, http.client.HTTPException):
                    with lock:
                        self.unanswered.append(wish)
                    raise
                if status in (200, 202):
                    say(f"order {event} {order} {amount} {status}")
                else:
                    with lock:
                        self.unanswered.append(wish)
                    if status != 503:
                        say(f"broken order {status} {text}")
        except (OSError, http.client.HTTPException):
            connection.close()

    def next_order(self):
        with lock:
            if self.unanswered:
                return self.unanswered.pop(0)
            self.orders += 1
            number = self.orders
        token = self.tokens[number % len(self.tokens)]
        order, amount = f"T{number}", 1_000 + number
        now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        body = {
            "type": "order.paid", "shop": "mall", "order_id": order, "version": 1,
            "occurred_at": now, "created_at": now, "paid_at": now, "currency": "CNY",
            "lines": [{"line_id": "1", "amount": amount}], "attribution": {"token": token}}
        return f"evt-{number}", order, amount, json.dumps(body)

    def send(self, connection, event, body):
        now = datetime.now(timezone.utc)
        headers = {
            "Content-Type": "application/json", "webhook-id": event,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self.webhook.sign(event, now, body)}
        connection.request("POST", "/v1/order-events", body.encode("utf-8"), headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8").strip()


def main():
    traffic = Traffic(sys.argv[1], sys.argv[2:])
    for line in sys.stdin:
        _, collector, inbound = line.split()
        traffic.round(urllib.parse.urlparse(collector).netloc, urllib.parse.urlparse(inbound).netloc)


main()
