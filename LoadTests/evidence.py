"""Reads what a data directory holds, without Merit's own code: the journal's files as Schemas/journal.md
specifies them, click ids by their key, and the store by SQLite. The service has to be stopped.

A click id is there when the journal has a click with its sequence, written in the run and for the token
that its tag names: no later click that got the same number passes for it.
"""

import hashlib
import hmac
import json
import pathlib
import sqlite3
import struct

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
DIGITS = {letter: value for value, letter in enumerate(ALPHABET)}
CLICK = 1
GROUP = 1 << 59


def number(text):
    value = 0
    for letter in text:
        value = value * 62 + DIGITS[letter]
    return value


def signed_part(token):
    """The ten bytes of a staff token that its tag covers."""
    whole = (number(token[:10]) << 118) | (number(token[10:20]) << 59) | number(token[20:])
    return whole.to_bytes(22, "big")[:10]


class Journal:
    """Every record's kind and run by sequence, and how the bytes lie in batches."""

    def __init__(self, data):
        self.kinds, self.runs = {}, {}
        self.batches = self.bytes = 0
        self.doubled = []
        segments = sorted(pathlib.Path(data, "journal").glob("*.segment"))
        firsts = [int(segment.name.split(".")[0]) for segment in segments]
        for segment, following in zip(segments, [*firsts[1:], None]):
            self._read(segment.read_bytes(), following)

    def _read(self, whole, following):
        assert whole[:8] == b"MERITJNL", "not a segment"
        run, offset = whole[16:32], 512
        salt = whole[72:80]
        while offset + 88 <= len(whole) and whole[offset:offset + 4] in (b"MJB1", b"MJE1"):
            length, count, _, first = struct.unpack_from(">IIIQ", whole, offset + 4)
            if whole[offset + 32:offset + 40] != salt or first == following or count == 0:
                return
            self._records(whole, offset + 56, count, run)
            padded = (length + 511) // 512 * 512
            self.batches, self.bytes = self.batches + 1, self.bytes + padded
            offset += padded

    def _records(self, whole, place, count, run):
        for _ in range(count):
            public, personal, sequence, kind = struct.unpack_from(">IIQH", whole, place)
            if sequence in self.kinds:
                self.doubled.append(sequence)
            self.kinds[sequence], self.runs[sequence] = kind, run
            place += 8 + public + personal


class Evidence:
    """What is there, of a data directory in which nothing runs."""

    def __init__(self, data):
        self.data = pathlib.Path(data)
        self.journal = Journal(data)
        keys = json.loads((self.data / "keys.json").read_text())
        self.key = bytes.fromhex(keys["click_key"])

    def recorded(self, token, click):
        """True when the journal holds this very click."""
        place = number(click[:10])
        sequence = place & ((1 << 49) - 1)
        if self.journal.kinds.get(sequence) != CLICK:
            return False
        message = (b"merit.click-id.v1\0" + self.journal.runs[sequence] + place.to_bytes(8, "big")
                   + signed_part(token))
        tag = hmac.new(self.key, message, hashlib.sha256).digest()
        return int.from_bytes(tag[:8], "big") >> 5 == number(click[10:])

    def lost_clicks(self, clicks):
        return [click for token, click in clicks if not self.recorded(token, click)]

    def store(self):
        generation = (self.data / "store" / "CURRENT").read_text().strip()
        path = self.data / "store" / generation / "merit.db"
        return sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def problems(self, clicks, orders, views=()):
        """What of the acknowledged traffic is not in the journal and, once each, in the store.

        `clicks`: pairs of token and click id; `orders`: amounts by order id; `views`: event ids."""
        said = [f"click {click} is not in the journal" for click in self.lost_clicks(clicks)]
        ids = [click for _, click in clicks]
        if len(set(ids)) != len(ids):
            said.append("a click id was given twice")
        said += [f"sequence {sequence} is twice in the journal" for sequence in self.journal.doubled]
        with self.store() as store:
            said += self._clicks(store, clicks) + self._orders(store, orders)
            known = dict(store.execute(
                "SELECT event, count(*) FROM touches WHERE source = 2 GROUP BY event"))
        return said + [f"view {event}: {known.get(event, 0)} rows" for event in views
                       if known.get(event) != 1]

    def _clicks(self, store, clicks):
        rows = {sequence: (staff, link) for sequence, staff, link in store.execute(
            "SELECT sequence, staff, link FROM touches WHERE source = 1")}
        said = []
        for token, click in clicks:
            part = signed_part(token)
            wanted = int.from_bytes(part[1:4], "big"), int.from_bytes(part[4:8], "big")
            if rows.get(number(click[:10]) & ((1 << 49) - 1)) != wanted:
                said.append(f"click {click} is not in the store")
        return said

    def _orders(self, store, orders):
        events = dict(store.execute(
            "SELECT order_id, count(*) FROM order_events JOIN orders ON number = order_number "
            "GROUP BY order_id"))
        return [f"order {order}: {events.get(order, 0)} events in the store" for order in orders
                if events.get(order) != 1]
