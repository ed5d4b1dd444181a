"""What the scenarios share: turns, medians, processor time by thread, and the line that is printed."""

import contextlib
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
RELEASE = (ROOT / os.environ.get("MERIT_RELEASE", ".build/release")).resolve()
MERIT = RELEASE / "merit"
BENCHMARKS = RELEASE / "merit-benchmarks"
PAIRS = int(os.environ.get("LOADTEST_PAIRS", "5"))
TICK = os.sysconf("SC_CLK_TCK")
PROGRAMS = ROOT / ".build" / "loadtest-programs"


def program(name):
    """One of the C programs, which run.sh compiles; `.so`: a library to preload."""
    if not (PROGRAMS / name).exists():
        sys.exit(f"{PROGRAMS / name} is missing: start scenarios with LoadTests/run.sh")
    return PROGRAMS / name


@contextlib.contextmanager
def scratch():
    """A folder on the disk that the repository lies on, because disks are what is measured."""
    folder = tempfile.mkdtemp(prefix=".loadtest-", dir=os.environ.get("LOADTEST_DIR", ROOT / ".build"))
    try:
        yield pathlib.Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(*command, **options):
    """A command that has to succeed; what it printed."""
    words = [str(word) for word in command]
    finished = subprocess.run(words, text=True, capture_output=True, **options)
    if finished.returncode != 0:
        sys.exit(f"{' '.join(words)}: exit {finished.returncode}\n{finished.stdout}{finished.stderr}")
    return finished.stdout


def pairs_of(line):
    """`name=value` words as numbers."""
    return {name: float(value) for name, value in (word.split("=") for word in line.split())}


def thread_seconds(pid):
    """Processor seconds (user and system) of each thread of a process, summed by the thread's name."""
    seconds = {}
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            name, fields = (task / "stat").read_text().split("(", 1)[1].rsplit(")", 1)
            fields = fields.split()
            used = (int(fields[11]) + int(fields[12])) / TICK
            seconds[name] = seconds.get(name, 0) + used
    return seconds


def difference(before, after):
    return {name: used - before.get(name, 0) for name, used in after.items()}


def report(scenario, ours, peer, unit, goal, better, extra=""):
    """One line from pairs of measurements: medians, and the median of the ratios of the pairs."""
    ratio = statistics.median(a / b for a, b in zip(ours, peer))
    middle = statistics.median(ours), statistics.median(peer)
    print(f"{scenario} ours {unit}: {' '.join(f'{value:.4g}' for value in ours)}")
    print(f"{scenario} peer {unit}: {' '.join(f'{value:.4g}' for value in peer)}")
    if extra:
        print(f"{scenario} {extra}")
    print(
        f"{scenario} ours={middle[0]:.4g}{unit} peer={middle[1]:.4g}{unit} ratio={ratio:.3f} "
        f"goal={better}{goal}", flush=True)


@contextlib.contextmanager
def service(command, **options):
    """A process of its own, ended by SIGTERM, at last by SIGKILL."""
    process = subprocess.Popen([str(word) for word in command], text=True, **options)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
