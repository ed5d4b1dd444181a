#!/usr/bin/env python3
"""Breaks the oracle clause by clause: each breach has to change what some history comes to.

Reads histories as JSON Lines on standard input; prints a JSON object with what each mutation of
mutations.json came to: the seed of the first history that noticed it, or why none did.
"""
import json
import signal
import sys
from multiprocessing import Pool
from pathlib import Path

FOLDER = Path(__file__).parent
SOURCE = (FOLDER / "oracle.py").read_text(encoding="utf-8")
MUTATIONS = json.loads((FOLDER / "mutations.json").read_text(encoding="utf-8"))
SECONDS_FOR_ONE = 10
TOO_LONG_MAX = 3
histories, expected = [], []


class TooLong(Exception):
    pass


def stop(*_):
    raise TooLong


def load(source):
    space = {"__name__": "mutant"}
    exec(compile(source, "mutant", "exec"), space)
    return space["evaluate"]


def answer(evaluate, history):
    """What a mutant makes of a history; nothing where it can't cope, which notices nothing."""
    signal.alarm(SECONDS_FOR_ONE)
    try:
        return evaluate(history)
    except TooLong:
        raise
    except Exception:
        return None
    finally:
        signal.alarm(0)


def attempt(mutation):
    found = SOURCE.count(mutation["text"])
    if found != 1:
        return mutation["name"], f"its text is found {found} times"
    try:
        evaluate = load(SOURCE.replace(mutation["text"], mutation["replacement"]))
    except SyntaxError as error:
        return mutation["name"], f"it is no program: {error}"
    too_long = 0
    for history, right in zip(histories, expected):
        try:
            wrong = answer(evaluate, history)
        except TooLong:
            too_long += 1
            if too_long == TOO_LONG_MAX:
                return mutation["name"], "it does not end"
            continue
        if wrong is not None and not right["ambiguous"] and (
                wrong["sums"], wrong["orders"]) != (right["sums"], right["orders"]):
            return mutation["name"], {"seed": history["seed"]}
    return mutation["name"], "no history notices"


def main():
    signal.signal(signal.SIGALRM, stop)
    histories.extend(json.loads(line) for line in sys.stdin)
    evaluate = load(SOURCE)
    expected.extend(evaluate(history) for history in histories)
    with Pool(2) as pool:
        print(json.dumps(dict(pool.imap_unordered(attempt, MUTATIONS)), indent=1))


if __name__ == "__main__":
    main()
