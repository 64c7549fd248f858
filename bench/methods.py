"""
The statistics beside bare NumPy on the same arrays, and beside a bare group-by in the same engine.

Run as a part of `make bench`, or `python -m bench.methods` for all, or with the name of one case. Each case runs in
a process of its own; floor and ours take turns in it, and the best of each counts, in CPU seconds of all threads.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Mapping

from bench.many_rows import report_many
from bench.method_cases import CASES, Case, Work

MEGABYTE = 1024.0  # in the kilobytes that Linux counts memory in
TURNS = 5
IMPORT_SECONDS = 0.5


def cpu_seconds(work: Work) -> float:
    """Processor seconds of all threads that a piece of work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def repeated(work: Work, *, at_least: float = 0.02) -> float:
    """Seconds of one go, over as many as make a time that can be read."""
    first = cpu_seconds(work)
    many = max(1, int(at_least / max(first, 1e-6)))
    return min(first, cpu_seconds(lambda: [work() for _ in range(many)]) / many)


def measure(case: Case) -> dict[str, float]:
    """Take turns between the floor and ours in this process; peak memory is read after ours alone."""
    floor, ours = case.made()
    ours()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    pairs = [(repeated(floor), repeated(ours)) for _ in range(TURNS)]
    return {"floor": min(pair[0] for pair in pairs), "ours": min(pair[1] for pair in pairs), "peak": peak}


def in_own_process(*arguments: str) -> dict[str, float]:
    """Run this file for one measurement, and read what it found."""
    run = subprocess.run(
        [sys.executable, "-m", "bench.methods", *arguments], capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise SystemExit(f"{' '.join(arguments)}\n{run.stderr}")
    found: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return found


def line(name: str, found: Mapping[str, float], goal: float) -> str:
    """One measurement beside its goal."""
    ratio = found["ours"] / found["floor"]
    verdict = "within" if ratio <= goal else "over"
    times = f"{1000 * found['ours']:>10.1f}{1000 * found['floor']:>10.1f}{ratio:>8.1f}"
    return f"{name:<48}{times}{goal:>6g}  {verdict:<8}{found['peak']:>7.0f}"


def seconds_to_import(name: str) -> float:
    """Processor seconds that a fresh interpreter takes to import a module; the best of three."""
    script = f"import time; start = time.process_time(); import {name}; print(time.process_time() - start)"
    command = [sys.executable, "-c", script]
    return min(float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(3))


def report_import() -> None:
    """Print what importing costs."""
    ours, numpy, by_name = map(seconds_to_import, ("equitytown.stats", "numpy", "equitytown.stats.frames"))
    verdict = "within" if ours <= IMPORT_SECONDS else "over"
    print(f"\nimport equitytown.stats: {ours:.2f} CPU s ({verdict} {IMPORT_SECONDS:g}; numpy alone {numpy:.2f}); "
          f"with frames {by_name:.2f}")  # fmt: skip


def report() -> None:
    """Print every measurement."""
    head = f"{'ours ms':>10}{'floor ms':>10}{'ratio':>8}{'goal':>6}"
    print(f"\n{'statistic [face or engine]':<48}{head}  {'':<8}{'peak MB':>7}")
    for name, case in CASES.items():
        print(line(name, in_own_process(name), case.goal), flush=True)
    print(
        "Floor: arrays, the bare formula in NumPy; engines, a bare group-by of the same rows. Best of five turns, CPU."
    )
    report_import()
    report_many()


def main(arguments: list[str]) -> None:
    """Report everything, or do one measurement."""
    if not arguments:
        report()
    else:
        print(json.dumps(measure(CASES[arguments[0]])))


if __name__ == "__main__":
    main(sys.argv[1:])
