"""Minutes of mixed traffic with restarts in between, and what is left of it at the end.

Clicks, views, signed order events and reports come over connections of their own. The service is ended
by SIGTERM and by kill -9 in turns and started again over the same directory. At the end every
acknowledged click, view and order has to be in the journal and, once, in the store; every order once in
the ledger with its amount; and `merit verify` has to find no difference.
"""

import json
import os
import random
import sys
import time

import loadtest
from evidence import Evidence
from retailer import Retailer, Service
from traffic import Traffic

SECONDS = int(os.environ.get("LOADTEST_SECONDS", "600"))
ROUND_SECONDS = 5, 25


def rounds(data, traffic, chance):
    """Rounds of traffic until the time is over; how often the service was ended in which way."""
    ends = {"SIGTERM": 0, "SIGKILL": 0}
    problems = []
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        service = Service(data)
        traffic.start(service)
        left = end - time.monotonic()
        time.sleep(max(0.5, min(left, chance.uniform(*ROUND_SECONDS), SECONDS / 4)))
        if sum(ends.values()) % 2 == 0:
            service.kill()
            ends["SIGKILL"] += 1
        else:
            code = service.stop()
            ends["SIGTERM"] += 1
            if code != 0:
                problems.append(f"SIGTERM: exit {code}: {service.said()[-500:]}")
        traffic.finish()
    return ends, problems


def ledger(retailer, orders):
    """Orders whose entries do not come to their amount."""
    sums = {}
    for line in retailer.command("ledger", "entries", "--format", "jsonl").splitlines():
        entry = json.loads(line)
        sums.setdefault(entry["order_id"], []).append(entry["amount"])
    return [f"order {order}: {sums.get(order)} in the ledger, {amount} on the order"
            for order, amount in orders.items() if sums.get(order) != [amount]]


def main():
    seed = int(os.environ.get("LOADTEST_SEED", str(random.randrange(1 << 32))))
    with loadtest.scratch() as folder:
        retailer = Retailer(folder / "data")
        traffic = Traffic(retailer, retailer.tokens())
        ends, problems = rounds(retailer.data, traffic, random.Random(seed))
        verified = retailer.command("verify").strip().splitlines()
        problems += ledger(retailer, traffic.orders)
        problems += Evidence(retailer.data).problems(traffic.clicks, traffic.orders, traffic.views)
    problems += traffic.broken
    print(f"soak seed {seed}, {SECONDS} s, restarts: {ends}; {traffic.counts()}")
    print(f"soak verify: {verified[-1] if verified else ''}")
    for problem in problems[:20]:
        print(f"soak PROBLEM {problem}")
    print(f"soak ours={len(problems)}problems peer=- ratio=- goal=0problems")
    sys.exit(1 if problems else 0)


main()
