"""Recomputes the ledger's chain with Python's standard library, from JSON Lines on standard input."""

import hashlib
import json
import sys

previous, count = "0" * 64, 0
for raw in sys.stdin.buffer:
    line = raw.decode("utf-8").rstrip("\n")
    entry = json.loads(line)
    body = line.removesuffix(',"hash":"' + entry["hash"] + '"}') + "}"
    expected = hashlib.sha256((previous + body).encode("utf-8")).hexdigest()
    if entry["number"] != count + 1 or entry["hash"] != expected:
        sys.exit(f"entry {count + 1} is not what was hashed")
    previous, count = entry["hash"], count + 1
print(f"{count} {previous}")
