#!/usr/bin/env python3
"""The attribution policy, read literally: a slow evaluator that shares nothing with the engine.

Reads histories as JSON Lines, their facts in the order of the journal with the times they were
recorded at ("r"); prints for each the sums by order, line, payee and period, and what was decided
on each order. There is no event machine: at each "settle" every order is judged anew from whatever
may count for it. Comments name sections of the policy. Times are milliseconds, all is exact.
"""
import json, sys
from datetime import date, timedelta
from decimal import Decimal, ROUND_HALF_EVEN, getcontext
from itertools import combinations
from math import gcd

getcontext().prec = 60
NEVER = float("inf")

def apportion(amount, weights):  # Models, "Apportionment": Sainte-Laguë, ties to the earlier.
    weight = {key: weight for key, weight in weights if weight > 0}
    given, total, most = dict.fromkeys(weight, 0), sum(weight.values()), amount - len(weight)
    for key in weight if most > 0 else ():  # Units with w / (2a + 1) > total / (2 most) are sure.
        given[key] = max(0, -((total - 2 * weight[key] * most) // (2 * total)))
    for _ in range(amount - sum(given.values()) if weight else 0):
        best = next(iter(weight))
        for key in weight:
            if weight[key] * (2 * given[best] + 1) > weight[best] * (2 * given[key] + 1):
                best = key
        given[best] += 1
    return given

class Calendar:  # Ledger, "Calendar"
    def __init__(self, given):
        self.offsets, self.month_start = given["offsets"], given["month_start"]
        self.day_start = given["day_start"] * 60_000
    def day(self, moment):
        offset = [s for begin, s in self.offsets if begin <= moment or begin == self.offsets[0][0]]
        return (moment + offset[-1] * 1000 - self.day_start) // 86_400_000
    def period(self, moment):  # Months; named after the day they end in.
        day = date(1970, 1, 1) + timedelta(days=self.day(moment))
        moved = self.month_start > 1 and day.day >= self.month_start
        return day.year * 12 + day.month - 1 + (1 if moved else 0)

def keep(into, name, rank, value):
    if name not in into or into[name][0] < rank: into[name] = (rank, value)

class Order:  # Orders, "Events": a fold over the set of events, leaf by leaf.
    def __init__(self, key, events):
        self.key, self.position = key, max(event["position"] for event in events)
        leaves, refunds, cancelled = {}, {}, []
        for event in events:
            rank = (event["version"], event["at"], event["event"].encode())
            if event["type"] == "cancelled":
                cancelled.append(event["at"])
            elif event["type"] == "refunded":
                keep(refunds, event["refund"]["id"], rank, (event["at"], event["refund"]))
            else:
                for name, value in event["leaves"].items():
                    keep(leaves, name, rank, value)
        leaf = {name: value for name, (_, value) in leaves.items()}
        self.refunds = [value for _, value in refunds.values()]
        self.cancelled_at = min(cancelled, default=NEVER)
        self.times = {f"order_{t}": leaf.get(f"{t}_at") for t in ("created", "paid", "completed")}
        self.created_at, self.paid_at = self.times["order_created"], self.times["order_paid"]
        self.lines, self.freight = leaf.get("lines") or [], leaf.get("freight") or 0
        self.store, self.assigned = leaf.get("store"), leaf.get("assigned_staff")
        self.token, self.click = leaf.get("token"), (leaf.get("click") or {}).get("alias")
        self.aliases = {value for name, value in leaf.items() if name.startswith("buyer.")}
        self.aliases = (self.aliases | {self.click}) - {None}
    def net(self, counts):  # Orders, "Amounts": by line, and of the freight, of what has begun.
        lines, freight = {line: amount for line, _, amount in self.lines}, self.freight
        if self.cancelled_at < NEVER and counts(self.cancelled_at):
            return dict.fromkeys(lines, 0), 0
        whole = 0
        for refund in [refund for at, refund in self.refunds if counts(at)]:
            whole += refund.get("amount", 0)
            freight -= refund.get("freight", 0)
            for line, amount in refund.get("lines", []):
                lines[line] = lines.get(line, 0) - amount
        lines = {line: max(0, lines[line]) for line, _, _ in self.lines}
        rising = sorted(lines.items(), key=lambda item: item[0].encode())
        taken = apportion(min(whole, sum(lines.values())), rising)
        return {line: left - taken.get(line, 0) for line, left in rising}, max(0, freight)
    def base(self, policy, net):  # Orders, "Amounts": net base.
        excluded = {line for line, kind, _ in self.lines if kind in policy["exclude_categories"]}
        base = {line: 0 if line in excluded else amount for line, amount in net[0].items()}
        return base | ({"freight": net[1]} if policy["credit_base"] == "paid" else {})
    def booked(self, policy, judged_at):  # Orders, "Times": B; None where it is unknown.
        moment, delay = self.times[policy["booked_at"][0]], policy["booked_at"][1]
        if self.times[policy["judging_instant"]] is None or moment is None: return None
        return max(judged_at, moment + delay)

class Identity:  # Customers: which aliases stand together.
    def __init__(self, bindings, unbound, world):
        self.beside, self.world, first = {}, world, {}
        for position, aliases in sorted(bindings, key=lambda binding: binding[0]):
            for pair in combinations(sorted(set(aliases)), 2):
                # A split withdraws a binding from the position where it is recorded.
                if not any(at > position and set(pair) == split for at, split in world.splits):
                    first.setdefault(pair, position)
        for left, right in [pair for pair, position in first.items() if position not in unbound]:
            self.beside.setdefault(left, set()).add(right)
            self.beside.setdefault(right, set()).add(left)
        self.shared = {alias for alias in self.beside if self.is_shared(alias)}
    def is_shared(self, alias):
        kind, beside = kind_of(alias), [kind_of(a) for a in self.beside[alias]]
        counted = {"unionid", "external_userid"} | ({"member"} if kind != "member" else set())
        return kind in ("phone", "member", "visitor", "click") and any(
            beside.count(other) > self.world.shared_after for other in counted)
    def bridges(self, aliases):
        never = self.world.never_merge
        return {a for a in aliases if kind_of(a) not in never and a not in self.shared}
    def customer(self, order):  # The component of the order's bridges.
        found, ends = set(), self.bridges(order.aliases)
        while ends:
            found |= ends
            ends = self.bridges({b for a in ends for b in self.beside.get(a, ())}) - found
        return found
    def belongs(self, aliases, customer):  # By its bridges; without one, by what stands beside it.
        if self.bridges(aliases): return bool(self.bridges(aliases) & customer)
        return any(self.beside.get(a, set()) & customer for a in aliases if a not in self.shared)
    def sees(self, aliases, order, customer):  # Also what only the order itself has in common.
        own = {a for a in aliases if a in order.aliases and a not in self.shared}
        return self.belongs(aliases, customer) or bool(own and not self.bridges(aliases))

def kind_of(alias):
    return alias.split(":")[0]

class Directory:  # Eligibility: rows as of a moment; the first holds from the beginning of time.
    def __init__(self):
        self.rows, self.revoked, self.links = {}, [], {}
    def put(self, kind, name, position, row):
        rows = self.rows.setdefault((kind, name), [])
        recorded = row["r"] if rows else -NEVER
        rows.append((recorded if row["from"] is None else row["from"], position, row))
    def at(self, kind, name, moment):
        rows = self.rows.get((kind, name), [(NEVER, 0, None)])
        begun = [row for row in rows if row[0] <= max(moment, min(row[0] for row in rows))]
        return max(begun, key=lambda row: row[:2])[2]
    def staff(self, number, moment): return self.at("staff", number, moment)
    def employed(self, row, moment):
        ends = (row["employed_from"] or -NEVER, row["employed_to"] or NEVER)
        return ends[0] <= moment < ends[1]
    def house_of(self, department, moment):
        for number in [name for kind, name in self.rows if kind == "staff"]:
            row = self.staff(number, moment)
            if row["house"] and row["department"] == department: return number
    def department_of(self, store, moment):
        for name in sorted(name for kind, name in self.rows if kind == "department"):
            if store is not None and self.at("department", name, moment)["store"] == store:
                return name
    def store_house(self, store, moment):
        department = self.department_of(store, moment)
        return self.house_of(department, moment) if department else None
    def below(self, department, top, moment):
        while department not in (None, top):
            department = self.at("department", department, moment)["parent"]
        return department == top
    def token_stands(self, claim, moment, calendar):  # Touches: what is resolved when judging.
        staff, link, issued = claim["staff"], claim["link"], claim["issued"]
        if (link is not None and link not in self.links) or not self.staff(staff, moment):
            return False
        if issued is None: return True  # Made without a token: nothing was revoked or expires.
        for what in (("staff", staff), ("link", link)):
            changes = [c for c in self.revoked if c[0] == what and c[1] <= moment]
            if changes and changes[-1][2]: return False
        return self.links[link] is None or calendar.day(moment) <= issued + self.links[link] - 1

class World:  # One history.
    def __init__(self, history):
        self.calendar, self.directory = Calendar(history["calendar"]), Directory()
        self.never_merge, self.shared_after = history["never_merge"], history["shared_after"]
        self.policies, self.events, self.seen, self.splits = [], {}, set(), []
        self.touches, self.hand_overs, self.deletions = [], [], []
        self.decisions, self.appeals, self.ambiguous, self.cache = {}, {}, False, {}
        self.evidence, self.opened = [], set()
        self.closed, self.posted = -NEVER, {}
    def take(self, position, fact):
        kind, now = fact["k"], fact["r"]
        if kind == "settle": return self.settle(now)
        if kind != "order" or fact["type"] not in ("refunded", "cancelled"):
            self.evidence.append(position)
            self.opened |= {k for k, d in self.decisions.items() if self.is_open(k, d)}
        self.cache, fact = {}, {**fact, "position": position}
        if kind in ("staff", "department"):
            self.directory.put(kind, fact["name"], position, fact)
        elif kind == "link": self.directory.links[fact["link"]] = fact["days"]
        elif kind in ("revoke_staff", "revoke_link"):
            self.directory.revoked.append(((kind[7:], fact["name"]), now, fact["revoked"]))
        elif kind == "order":  # Orders: the first recorded content of an event counts.
            self.events.setdefault((fact["shop"], fact["event"]), fact)
        elif kind == "split": self.splits.append((position, {fact["left"], fact["right"]}))
        elif kind in ("policy", "approve", "adjust", "rerun", "close"):
            getattr(self, kind)(fact, now)
        elif not self.seen & set(fact["names"][:1]):  # Touches: repetitions change nothing.
            if self.seen & set(fact["names"]): fact["verdict"] = "repeated"  # It binds, no more.
            self.seen.update(fact["names"])
            into = {"touch": self.touches, "contact": self.touches, "hand_over": self.hand_overs,
                    "deleted_by_customer": self.deletions}
            into.get(kind, []).append(fact)
    def policy(self, fact, now):  # Ledger, "Policies": never older than what is judged.
        begin = fact["policy"]["effective_from"]
        if all(max(self.orders()[k].created_at, d["T"]) < begin for k, d in self.decisions.items()):
            self.policies.append(fact["policy"])
    def orders(self):
        if "orders" not in self.cache:
            by_key = {}
            for e in self.events.values(): by_key.setdefault((e["shop"], e["order"]), []).append(e)
            self.cache["orders"] = {key: Order(key, mine) for key, mine in by_key.items()}
        return self.cache["orders"]
    def in_force(self, moment):  # Orders, "Times": the latest effective_from; ties: later.
        begun = [p for p in self.policies if p["effective_from"] <= moment]
        return max(reversed(begun), key=lambda p: p["effective_from"], default=None)
    def named(self, name):
        return next(policy for policy in self.policies if policy["policy"] == name)
    def identity(self, unbound):  # Customers: what binds. Staff, hand-overs and deletions don't.
        if (key := frozenset(unbound)) not in self.cache:
            bindings = [(touch["position"], touch["aliases"]) for touch in self.touches]
            bindings += [(order.position, order.aliases) for order in self.orders().values()]
            self.cache[key] = Identity(bindings, unbound, self)
        return self.cache[key]
    def late(self, policy, judged_at, first):  # Ledger, "Evidence": from customers, too late.
        limit = NEVER if first is None else max(judged_at, first) + policy["rejudge_for"]
        return {t["position"] for t in self.touches if t["k"] == "touch" and t["r"] > limit}
    def judge(self, order, policy, first, unbound):  # Rules: the first that yields somebody wins.
        case = Case(self, order, policy, self.identity(unbound), first)
        tried = ((r["name"], getattr(case, "rule_" + r["from"])(r)) for r in policy["rules"])
        name, found = next((rule for rule in tried if rule[1]), (None, 0))
        shares = found if isinstance(found, dict) else {found: 1}
        return {"policy": policy["policy"], "T": case.T, "rule": name, "shares": reduced(shares),
                "bound": case.relation}
    def settle(self, now):  # Ledger, "Evidence": in (T, shop, order id) order until all is settled.
        before = None
        while before != (before := json.dumps(list(self.decisions.items()))):
            due = []
            for key, order in self.orders().items():
                if order.created_at is not None:
                    rerun = self.decisions.get(key, {}).get("rerun")
                    policy = self.named(rerun) if rerun else self.in_force(order.created_at)
                    if (judged_at := order.times[policy["judging_instant"]]) is not None:
                        due.append((judged_at, key, order, policy))
            for judged_at, _, order, policy in sorted(due, key=lambda entry: entry[:2]):
                self.judge_again(order, policy, judged_at, now)
        self.evidence, self.opened = [], set()
        for key, decision in self.decisions.items():
            decision["forced"] = False
            self.post(key, self.orders()[key], decision)
    def judge_again(self, order, policy, judged_at, now):
        decision = self.decisions.setdefault(order.key, {
            "first": now, "adjusted": False, "rerun": None, "forced": False, "horizon": now})
        if decision["adjusted"]: return
        first = decision["first"]
        late, found = self.late(policy, judged_at, first), self.judge(order, policy, first, set())
        if "T" in decision and not self.is_open(order.key, decision):
            # What came while it still was open, and in which order, is not told apart here.
            self.ambiguous |= order.key in self.opened and found != decision["judged"]
            return
        # Bindings that came too late judge nothing again, but count where something else does.
        unbound = {t["position"] for t in self.touches if t["r"] > decision["horizon"]} & late
        if unbound and not decision["forced"]:
            strict = self.judge(order, policy, first, unbound)
            self.ambiguous |= strict != found and any(p not in late for p in self.evidence)
            if strict != found and strict == decision["judged"]: return
        if decision["forced"] or unbound and strict != found: decision["horizon"] = now
        decision.update(found, judged=found)
    def is_open(self, key, decision):  # Ledger, "Evidence": while B's period is open.
        booked = self.orders()[key].booked(self.named(decision["policy"]), decision["T"])
        return booked is None or self.calendar.period(booked) > self.closed
    def post(self, key, order, decision):  # Ledger, "Dated targets"
        policy, period = self.named(decision["policy"]), self.calendar.period
        booked = order.booked(policy, decision["T"])
        # By number, the unattributed last.
        weights = sorted(decision["shares"].items(), key=lambda share: (share[0] == 0, share[0]))

        def target(counts):  # Of what has begun; 0 before B.
            if booked is None or not counts(booked): return {}
            base = order.base(policy, order.net(counts)).items()
            return {(line, payee): part for line, amount in base
                    for payee, part in apportion(amount, weights).items()}

        mine = {place: amount for place, amount in self.posted.items() if place[0] == key}
        moments = [at for at, _ in order.refunds] + [booked, order.cancelled_at]
        periods = {period(m) for m in moments if m is not None and m < NEVER}
        periods = {p for p in periods | {place[3] for place in mine} if p > self.closed}
        oldest_open = self.closed + 1
        periods |= {oldest_open} if self.closed > -NEVER else set()
        for place, part in [] if mine else target(lambda m: m <= booked).items():
            if part: self.posted[key, *place, max(period(booked), oldest_open)] = 0  # An entry.
        for at in periods:
            end, start = target(lambda m: period(m) <= at), target(lambda m: period(m) < at)
            for line, payee in {place[1:3] for place in mine} | set(end) | set(start):
                before = start.get((line, payee), 0)
                if at == oldest_open:  # Also what the closed ones lack or have too much.
                    before = sum(amount for place, amount in mine.items()
                                 if place[1:3] == (line, payee) and place[3] <= self.closed)
                place, due = (key, line, payee, at), end.get((line, payee), 0) - before
                if due != mine.get(place, 0): self.posted[place] = due
    def base_of(self, key):
        order, policy = self.orders()[key], self.named(self.decisions[key]["policy"])
        return sum(order.base(policy, order.net(lambda moment: True)).values())
    def adjust(self, fact, now):  # Ledger, "Adjustments": of a judged order, one at a time.
        key, shares, base = (fact["shop"], fact["order"]), fact["shares"], None
        if key in self.decisions and key not in self.appeals:
            if fact["fen"]:  # All but the last get their thousandths of the base, it the rest.
                base = self.base_of(key)
                fen = [[payee, base * share // 1000] for payee, share in shares[:-1]]
                shares = fen + [[shares[-1][0], base - sum(amount for _, amount in fen)]]
            if any(share for _, share in shares):
                self.appeals[key] = (dict(shares), base)
    def approve(self, fact, now):
        key = (fact["shop"], fact["order"])
        if key in self.appeals and not fact["ok"]: del self.appeals[key]
        elif key in self.appeals and self.appeals[key][1] in (None, self.base_of(key)):
            shares, _ = self.appeals.pop(key)
            self.decisions[key] |= {"shares": reduced(shares), "rule": None, "bound": None,
                                    "adjusted": True}
    def rerun(self, fact, now):  # Ledger, "Policies": orders created in a range, in open periods.
        known = any(policy["policy"] == fact["policy"] for policy in self.policies)
        for key, decision in self.decisions.items() if known else ():
            order, instant = self.orders()[key], self.named(fact["policy"])["judging_instant"]
            inside = fact["from"] <= self.calendar.day(order.created_at) <= fact["to"]
            judgeable = order.times[instant] is not None  # By that policy.
            if inside and judgeable and self.is_open(key, decision):
                decision.update(rerun=fact["policy"], forced=True)
    def close(self, fact, now):  # Ledger, "Calendar": the oldest with entries, once it has ended.
        open_ones = [place[3] for place in self.posted if place[3] > self.closed]
        if open_ones and min(open_ones) < self.calendar.period(now):
            self.closed = min(open_ones)
    def answer(self):
        sums, told = {}, ("policy", "T", "rule", "shares", "bound")
        for (key, line, payee, period), amount in sorted(self.posted.items()):
            month = f"{period // 12:04d}-{period % 12 + 1:02d}"
            sums |= {f"{'/'.join(key)}|{line}|{payee}|{month}": amount} if amount else {}
        orders = {"/".join(k): {name: d[name] for name in told} for k, d in self.decisions.items()}
        return {"sums": sums, "orders": orders, "ambiguous": self.ambiguous}

def reduced(shares):
    divisor = gcd(*shares.values())
    return {payee: weight // divisor for payee, weight in sorted(shares.items()) if weight}

class Case:  # One order as it is judged: its customer, what it sees, the tests, the rules.
    def __init__(self, world, order, policy, identity, first):
        self.world, self.order, self.policy, self.identity = world, order, policy, identity
        self.directory, self.T = world.directory, order.times[policy["judging_instant"]]
        self.customer, late = identity.customer(order), world.late(policy, self.T, first)
        self.known = [touch for touch in world.touches if touch["position"] not in late]
        self.touches = [t for t in self.known if identity.sees(t["aliases"], order, self.customer)]
        self.hand_overs = [h for h in world.hand_overs
                           if h["state"] == "done" and set(h["aliases"]) & self.customer]
        self.relation = self.fold_relation()
    def human(self, touch):  # Eligibility, test 1, as of the touch's time.
        stands = self.directory.token_stands(touch, touch["at"], self.world.calendar)
        return touch["verdict"] == "human" and stands
    def in_window(self, moment, window):  # Eligibility, tests 2 and 3: (T − window, T].
        return self.T - window < moment <= self.T
    def payee(self, person):  # Eligibility, tests 4 to 6: who is credited; None: nobody.
        directory, T, row = self.directory, self.T, self.directory.staff(person, self.T)
        if row is None: return None
        if not row["house"] and not directory.employed(row, T):  # Test 4
            if self.policy["leaver"] == "successor": person = self.successor(person)
            if self.policy["leaver"] == "house": person = directory.house_of(row["department"], T)
            if self.policy["leaver"] == "reject": person = None
            row = directory.staff(person, T) if person else None
        if row is None or row["house"]: return person
        if set(row["aliases"]) & (self.customer | self.order.aliases):  # Test 5
            if self.policy["self_purchase"] == "store":
                return directory.store_house(self.order.store, T)
            if self.policy["self_purchase"] == "exclude": return None
        if self.policy["cross_store"] == "same_store_only" and self.order.store:  # Test 6
            home = directory.department_of(self.order.store, T)
            if home is None or not directory.below(row["department"], home, T): return None
        return person
    def successor(self, person):  # Test 4: whoever took this customer over, else the named one.
        met, row = set(), self.directory.staff(person, self.T)
        while row and not row["house"] and not self.directory.employed(row, self.T):
            met.add(person)
            done = [(h["at"], bytes.fromhex(h["id"]), h["to"]) for h in self.hand_overs
                    if h["from"] == person and h["at"] <= self.T]
            person = max(done)[2] if done else row["successor"]
            row = None if person in met else self.directory.staff(person, self.T)
        return person if row else None
    def fold_relation(self):  # Relations: [guide, valid_until, protected_until] at T, or None.
        events = []
        for touch in filter(self.human, self.touches):
            row = self.directory.staff(touch["staff"], touch["at"])
            own = self.identity.belongs(touch["aliases"], self.customer)
            if own and not row["house"] and self.directory.employed(row, touch["at"]):
                place = (touch["at"], 0, bytes.fromhex(touch["id"]))
                events.append(place + (touch["kind"], touch["staff"]))
        for h in self.hand_overs:
            events.append((h["at"], 1, bytes.fromhex(h["id"]), "hand_over", (h["from"], h["to"])))
        for d in [d for d in self.world.deletions if set(d["aliases"]) & self.customer]:
            events.append((d["at"], 2, bytes.fromhex(d["id"]), "deletion", d["staff"]))
        for key in self.world.decisions.keys() - {self.order.key}:
            if bought := self.purchase(key):
                events.append((bought[0], 3, tuple(k.encode() for k in key), "purchase", bought[1]))
        guide, valid, protected = None, -NEVER, -NEVER
        for at, _, _, cause, staff in sorted(
                (e for e in events if e[0] <= self.T), key=lambda event: event[:3]):
            terms = self.world.in_force(at)["relation"]
            if cause == "hand_over":
                guide = staff[1] if at < valid and guide == staff[0] else guide
            elif cause == "deletion":
                if at < valid and guide == staff and terms and terms["end_on_delete"]:
                    guide, valid = None, -NEVER
            elif terms:
                ends = [NEVER if (length := terms[name]) is None else at + length
                        for name in ("validity", "protection")]
                captured = terms["capture"] == "always" or (
                    terms["capture"] == "after_protection" and at >= protected)
                if at < valid and guide == staff:
                    on_purchase = terms["renew"] == "on_purchase" and cause == "purchase"
                    if terms["renew"] == "on_any" or on_purchase:
                        valid, protected = max(valid, ends[0]), max(protected, ends[1])
                elif cause in terms["bind_on"] and (at >= valid or captured):
                    guide, (valid, protected) = staff, ends
        ends = [None if end == NEVER else end for end in (valid, protected)]
        return [guide] + ends if self.T < valid else None
    def purchase(self, key):  # Relations: (time, person) of an earlier order of this customer.
        order, judged = self.world.orders()[key], self.world.decisions[key].get("judged")
        if not judged or order.paid_at is None or (judged["T"], key) >= (self.T, self.order.key):
            return None
        policy = self.world.named(judged["policy"])
        before_refunds = ({line: amount for line, _, amount in order.lines}, order.freight)
        least = policy["relation"]["purchase_min"] if policy["relation"] else 1
        mine = self.identity.customer(order) & self.customer
        if not mine or sum(order.base(policy, before_refunds).values()) < least: return None
        persons = [(-weight, payee) for payee, weight in judged["shares"].items()
                   if (row := self.directory.staff(payee, judged["T"])) and not row["house"]]
        return (max(judged["T"], order.paid_at), min(persons)[1]) if persons else None
    def rule_pos_assign(self, rule): return self.payee(self.order.assigned)
    def rule_house(self, rule):
        return self.directory.store_house(self.order.store, self.T)
    def rule_relation(self, rule):
        guide, _, protected = self.relation or (None, None, None)
        over = rule["phase"] == "protected" and protected is not None and self.T >= protected
        return None if over else self.payee(guide)
    def rule_order_param(self, rule):  # Touches, `order_param`
        created_at, token = self.order.created_at, self.order.token
        named = [t for t in self.known if self.order.click and t.get("click") == self.order.click]
        fields = ("slot", "staff", "link", "issued")
        click = next((t for t in named if token is None or all(
            token.get(field) == t[field] for field in fields)), None)
        claim = token or click
        if claim is None or claim.get("bad"): return None
        if click and click["verdict"] == "retired_key": return None
        if not self.directory.token_stands(claim, created_at, self.world.calendar): return None
        at = min(click["at"], created_at) if click else created_at
        proofs = [t["at"] for t in self.touches if self.human(t) and t["at"] <= created_at
                  and (t["staff"], t["link"]) == (claim["staff"], claim["link"])]
        if not click and (proofs or rule["proof"] == "touch"): at = max(proofs, default=NEVER)
        return self.payee(claim["staff"]) if self.in_window(at, rule["window"]) else None
    def rule_touches(self, rule):
        found, shares = [], {}
        for touch in sorted(self.touches, key=lambda t: (t["at"], bytes.fromhex(t["id"]))):
            kind, window = touch["kind"], rule["window"]
            weightless = rule["model"] == "custom" and not rule["weights"].get(kind, 0)
            if kind in rule["kinds"] and not weightless and self.human(touch):
                length = window[kind] if isinstance(window, dict) else window
                if self.in_window(touch["at"], length) and (payee := self.payee(touch["staff"])):
                    found.append((touch, payee))
        for (_, payee), weight in zip(found, self.weights(rule, [touch for touch, _ in found])):
            shares[payee] = shares.get(payee, 0) + weight
        return self.share_with_bound(rule, {p: weight for p, weight in shares.items() if weight})
    def weights(self, rule, touches):  # Models, the table
        n, model = len(touches), rule["model"]
        if model == "last_touch": return [0] * (n - 1) + [1]
        if model == "first_touch": return [1] + [0] * (n - 1)
        if model == "position_based" and n > 2: return [2 * (n - 2)] + [1] * (n - 2) + [2 * (n - 2)]
        if model == "custom": return [rule["weights"][touch["kind"]] for touch in touches]
        if model == "time_decay":
            return [decayed(self.T - touch["at"], rule["half_life"]) for touch in touches]
        if model == "w_shaped":
            contacts = [i for i, touch in enumerate(touches) if touch["kind"] == "contact_added"]
            anchors = [0] + contacts[:1] + [n - 1]
            each = 3 * (n - len(set(anchors))) or 1
            return [each * anchors.count(i) if i in anchors else 1 for i in range(n)]
        return [1] * n
    def share_with_bound(self, rule, shares):  # Models, `share_with_bound`
        guide = self.payee(self.relation[0]) if self.relation else None
        bound = rule["share_with_bound"]
        if bound is None or not shares or not guide or set(shares) == {guide}: return shares
        total = sum(shares.values())
        shares = {payee: weight * (10_000 - bound) for payee, weight in shares.items()}
        shares[guide] = shares.get(guide, 0) + bound * total
        return {payee: weight for payee, weight in shares.items() if weight}

def decayed(age, half_life):  # Models, `time_decay`
    whole, rest = divmod(age, half_life)
    value = Decimal(10**6) / 2**whole / Decimal(2) ** (Decimal(rest) / half_life)
    return max(1, int(value.quantize(Decimal(1), rounding=ROUND_HALF_EVEN)))

def evaluate(history):
    world = World(history)
    for position, fact in enumerate(history["facts"]): world.take(position, fact)
    return world.answer()

if __name__ == "__main__":
    for line in sys.stdin: print(json.dumps(evaluate(json.loads(line))), flush=True)
