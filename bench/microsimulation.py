"""
The destitution model: Luton's processor seconds, and the memory that all of England's small areas take.

Run as a part of `make bench`, or `python -m bench.microsimulation PLACE`. The country is SYNTHETIC: the place's own
small areas, which are real, laid end to end 33,755 long, each table resampled so that no two areas are alike. The
floor of the time is fitting each area once (iterative proportional fitting and nothing more); that of the memory is
the households themselves, one population of every area as whole numbers.
"""

import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from equitytown.derive.destitution.estimate import estimate
from equitytown.derive.destitution.households import Margins
from equitytown.derive.destitution.integers import rounded_to
from equitytown.derive.destitution.parameters import Parameters
from equitytown.derive.destitution.run import Inputs, read_inputs, run
from equitytown.derive.destitution.synthesis import library, seed_of
from equitytown.derive.destitution.words import DIMENSIONS, TENURES, TYPES

ENGLAND = 33_755
SECONDS = 10.0
GIGABYTES = 4.0
KILOBYTES_OF_A_GIGABYTE = 1024.0**2
DRAWS, SYNTHESES = 200, 2


def synthetic_country(margins: Margins, areas: int) -> Margins:
    """Lay a place's areas end to end, each table drawn anew around its own shares."""
    rng = np.random.default_rng(1)
    which = np.arange(areas) % len(margins.codes)
    households = margins.households[which]

    def resampled(table: NDArray[np.int64]) -> NDArray[np.int64]:
        return rounded_to(rng.gamma(table[which] + 0.5), households)

    codes = tuple(f"E01{number:06d}" for number in range(areas))
    return replace(
        margins, codes=codes, names=codes, tables={name: resampled(table) for name, table in margins.tables.items()},
        residents=margins.residents[which], income_deprived=margins.income_deprived[which],
        fuel_poor=margins.fuel_poor[which],
    )  # fmt: skip


def fit_once(parameters: Parameters, margins: Margins) -> None:
    """Fit each area's tables, and nothing more."""
    tenure, deprivation = margins.tables["tenure"], margins.tables["deprivation"]
    shares = parameters.central()["type_of_tenure"][0].reshape(len(TENURES), len(TYPES))
    seed = seed_of(tenure, deprivation, type_of_tenure=shares, weight=0.5)
    types = tenure @ shares
    axes = [np.array([axis]) for axis in range(3)]
    for area in range(len(margins.codes)):
        library().ipf(seed, axes, [tenure[area].astype(float), deprivation[area].astype(float), types[area]])


def measure(which: str, inputs: Inputs) -> dict[str, float]:
    """Measure one thing in this process."""
    start = time.process_time()
    if which == "floor":
        fit_once(inputs.parameters, inputs.margins)
    elif which == "town":
        run(inputs)
    else:
        country = synthetic_country(inputs.margins, ENGLAND)
        estimate(inputs.parameters, country, draws=DRAWS, syntheses=SYNTHESES)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES_OF_A_GIGABYTE
    imports = start if which == "floor" else 0.0  # what starting takes is ours, not the floor's
    return {"seconds": time.process_time() - imports, "peak": peak}


def in_own_process(which: str, place: str) -> dict[str, float]:
    """Measure one thing in a process of its own."""
    command = [sys.executable, "-m", "bench.microsimulation", place, which]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    if found.returncode:
        raise SystemExit(found.stderr)
    told: dict[str, float] = json.loads(found.stdout.splitlines()[-1])
    return told


def verdict(value: float, goal: float) -> str:
    """Say whether a goal is met."""
    return "within" if value <= goal else "over"


def report(place: str) -> None:
    """Print both measurements, each beside its floor and its goal."""
    floor, town, country = (in_own_process(which, place) for which in ("floor", "town", "country"))
    population = ENGLAND * len(TENURES) * len(DIMENSIONS) * len(TYPES) * 4 / 1024**3
    print("== The destitution model")
    print(
        f"  {Path(place).name}, with its sensitivity and held-out error: {town['seconds']:.1f} CPU seconds "
        f"(fitting each area once: {floor['seconds']:.2f}); goal {SECONDS:.0f}: {verdict(town['seconds'], SECONDS)}"
    )
    print(
        f"  {ENGLAND:,} SYNTHETIC small areas, {DRAWS} draws: {country['peak']:.2f} GB at most "
        f"(one population: {population:.2f}) in {country['seconds']:.0f} CPU seconds; "
        f"goal {GIGABYTES:.0f} GB: {verdict(country['peak'], GIGABYTES)}"
    )


if __name__ == "__main__":
    own = sys.argv[1] if len(sys.argv) > 1 else "places/luton"
    if len(sys.argv) > 2:  # noqa: PLR2004  the thing to measure follows the place
        print(json.dumps(measure(sys.argv[2], read_inputs(Path(own)))))
    else:
        report(own)
