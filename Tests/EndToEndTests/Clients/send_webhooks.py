"""Sends order webhooks, signed by the library standardwebhooks.

usage: send_webhooks.py BASE_URL

Standard input: one JSON object per line, {"id", "body"} and optionally "secret" (none: no signature),
"offset" (seconds added to the signing time), "also" (a second secret that signs too), "headers" (sent
instead of the library's; null leaves one out). Standard output: {"status", "body"} per line.
"""

import http.client
import json
import sys
import urllib.parse
from datetime import datetime, timedelta, timezone

from standardwebhooks import Webhook


def headers_of(order):
    moment = datetime.now(timezone.utc) + timedelta(seconds=order.get("offset", 0))
    headers = {
        "Content-Type": "application/json",
        "webhook-id": order["id"],
        "webhook-timestamp": str(int(moment.timestamp())),
    }
    secrets = [order[name] for name in ("also", "secret") if order.get(name)]
    signatures = [Webhook(secret).sign(order["id"], moment, order["body"]) for secret in secrets]
    if signatures:
        headers["webhook-signature"] = " ".join(signatures)
    headers.update(order.get("headers", {}))
    return {name: value for name, value in headers.items() if value is not None}


def send(host, order):
    connection = http.client.HTTPConnection(host, timeout=60)
    try:
        connection.request(
            "POST", "/v1/order-events", order["body"].encode("utf-8"), headers_of(order))
    except (BrokenPipeError, ConnectionResetError):
        pass  # refused before the whole body was sent: the answer is there already
    answer = connection.getresponse()
    body = answer.read().decode("utf-8")
    connection.close()
    return {"status": answer.status, "body": body}


def main():
    host = urllib.parse.urlparse(sys.argv[1]).netloc
    for line in sys.stdin:
        print(json.dumps(send(host, json.loads(line))), flush=True)


main()
