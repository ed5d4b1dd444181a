"""Faults in bounded loops, and whether everything acknowledged is there afterwards.

Each fault prints what happened and PROBLEM lines for what should not have. A negative control takes the
mechanism out that the fault tries and has to be seen to lose something. LOADTEST_FAULTS chooses some by
name, LOADTEST_CYCLES says how often each is played.
"""

import os
import random
import sys

import crashes
import faults
import loadtest
from retailer import raise_file_limit

CYCLES = int(os.environ.get("LOADTEST_CYCLES", "20"))
NEED_ROOT = "power-cuts", "full-disk"
FAULTS = {
    "kills": crashes.kills,
    "power-cuts": crashes.power_cuts,
    "io-errors": faults.io_errors,
    "full-disk": faults.full_disk,
    "clock-steps": faults.clock_steps,
    "few-files": faults.few_files,
    "slow-connections": faults.slow_connections,
}
CONTROLS = {
    "kills": crashes.kills_without_writes,
    "power-cuts": crashes.power_cuts_without_syncs,
}


def play(name, chance):
    """Prints what happened; how many problems there were."""
    if name in NEED_ROOT and not crashes.can_mount():
        print(f"crash {name} NOT TESTED: mounting needs root and loop devices")
        return 0
    with loadtest.scratch() as folder:
        counts, problems = FAULTS[name](folder, CYCLES, chance)
    print(f"crash {name}: {counts}; problems {len(problems)}", flush=True)
    if name in CONTROLS:
        with loadtest.scratch() as folder:
            counts, seen = CONTROLS[name](folder, min(CYCLES, 3), chance)
        print(f"crash {name} control: {counts}", flush=True)
        problems += [] if seen else ["the negative control lost nothing: the check sees nothing"]
    for problem in problems[:20]:
        print(f"crash {name} PROBLEM {problem}", flush=True)
    return len(problems)


def main():
    seed = int(os.environ.get("LOADTEST_SEED", str(random.randrange(1 << 32))))
    chance = random.Random(seed)
    raise_file_limit(16_384)
    chosen = [name for name in os.environ.get("LOADTEST_FAULTS", "").split(",") if name] or FAULTS
    if unknown := set(chosen) - set(FAULTS):
        sys.exit(f"unknown faults: {', '.join(sorted(unknown))}; there are {', '.join(FAULTS)}")
    print(f"crash seed {seed}, {CYCLES} cycles", flush=True)
    problems = sum(play(name, chance) for name in chosen)
    print(f"crash ours={problems}problems peer=- ratio=- goal=0problems")
    sys.exit(1 if problems else 0)


main()
