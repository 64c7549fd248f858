"""
The town within, for all of England at once: life expectancy and slope index of every authority from its LSOAs.

Run as a part of `make bench`, or `python -m bench.within`. One run on two processors: local deciles of deprivation,
deaths and people summed by authority, sex, decile and age, life expectancy of each and of each authority, the slope
across deciles, and life expectancy of every LSOA that is large enough. Each step runs in a process of its own.

The floor is a bare group-by of the same rows by the same keys. What is synthetic is told in the first line.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from bench.within_data import made
from equitytown.stats import frames

MEGABYTE = 1024.0  # in the kilobytes that Linux counts memory in
GOAL = 3.0  # times the bare group-by, as for every statistic by column name
TURNS = 3
LUTON = "E06000032"
KEYS = ["authority", "sex"]
Work = Callable[[], Any]  # Any: one table or two


def deciles(areas: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    """Sum counts by authority, sex, local decile and age; areas of authorities with fewer than ten have no decile."""
    local = frames.quantile(areas, value="score", by="authority").select("area_code", "authority", "quantile")
    return (
        counts.lazy()
        .join(local.lazy(), on="area_code")
        .group_by(*KEYS, "quantile", "age")
        .agg(pl.col("deaths", "population").sum())
        .collect()
    )


def lives_by_decile(summed: pl.DataFrame) -> pl.DataFrame:
    """Life expectancy at birth by authority, sex and local decile."""
    return frames.life_expectancy(summed.drop_nulls("quantile"), by=[*KEYS, "quantile"], at=0)


def authorities(areas: pl.DataFrame, counts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Life expectancy, and slope and relative index across local deciles, of each authority and sex."""
    summed = deciles(areas, counts)
    whole = summed.group_by(*KEYS, "age").agg(pl.col("deaths", "population").sum())
    lives = frames.life_expectancy(whole, by=KEYS, at=0)
    return lives, frames.slope_index(lives_by_decile(summed), by=KEYS)


def small_areas(counts: pl.DataFrame) -> pl.DataFrame:
    """Life expectancy at birth of each LSOA and sex; withheld up to 5,000 person-years."""
    return frames.life_expectancy(counts, by=["area_code", "sex"], at=0)


def bare_authorities(areas: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    """The floor: the same rows joined and summed once, with deciles that are there already."""
    joined = counts.lazy().join(areas.lazy(), on="area_code")
    return joined.group_by(*KEYS, "quantile", "age").agg(pl.col("deaths", "population").sum()).collect()


def bare_small_areas(counts: pl.DataFrame) -> pl.DataFrame:
    """The floor: the same rows summed by LSOA, sex and age."""
    return counts.group_by("area_code", "sex", "age").agg(pl.col("deaths", "population").sum())


def measured(folder: Path, step: str) -> dict[str, Any]:  # Any: numbers and sentences
    """Take a step: the best of some turns, in seconds and processor seconds; memory of the first."""
    areas, counts = pl.read_parquet(folder / "areas.parquet"), pl.read_parquet(folder / "counts.parquet")
    held = peak_megabytes()
    if step == "floor of authorities":
        areas = frames.quantile(areas, value="score", by="authority").select("area_code", "authority", "quantile")
    works: dict[str, Work] = {
        "authorities": partial(authorities, areas, counts),
        "small areas": partial(small_areas, counts),
        "floor of authorities": partial(bare_authorities, areas, counts),
        "floor of small areas": partial(bare_small_areas, counts),
    }
    answer = works[step]()
    peak = peak_megabytes()
    clock, used = [], []
    for _ in range(TURNS):
        start, own = time.perf_counter(), time.process_time()
        works[step]()
        clock.append(time.perf_counter() - start)
        used.append(time.process_time() - own)
    told = tell(*answer) if step == "authorities" else tell_small(answer) if step == "small areas" else []
    return {"seconds": min(clock), "cpu": min(used), "held": held, "peak": peak, "rows": counts.height, "told": told}


def peak_megabytes() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def tell(lives: pl.DataFrame, slopes: pl.DataFrame) -> list[str]:
    """Say what came out, so that a fast answer is not a wrong one."""
    index = slopes.filter(measure="slope index")
    given = index.drop_nulls("value")
    whole = f"{lives['value'].count():,} of {lives.height:,} life expectancies"
    told = [f"{whole} and {given.height:,} of {index.height:,} slope indices are given"]
    for sex in ("Female", "Male"):
        own = given.filter(sex=sex)["value"].to_numpy()
        line = f"{sex}: slope index from {own.min():.1f} to {own.max():.1f} years, middle {np.median(own):.1f}"
        for value, lower, upper in given.filter(sex=sex, authority=LUTON).select("value", "lower", "upper").rows():
            line += f"; Luton {value:.1f} ({lower:.1f} to {upper:.1f})"
        told.append(line)
    return told


def tell_small(lives: pl.DataFrame) -> list[str]:
    """Say how many LSOAs are too small."""
    withheld = lives.filter(pl.col("value").is_null())
    small = withheld["note"].str.contains("5,000").sum()
    given, others = lives["value"].count(), withheld.height - small
    why = f"{small:,} have 5,000 person-years or fewer, and {others:,} are withheld for another reason"
    return [f"{given:,} of {lives.height:,} life expectancies are given: {why}"]


def in_own_process(*arguments: str) -> dict[str, Any]:
    """Run this file for one step on two processors, and read what it found."""
    command = [sys.executable, "-m", "bench.within", *arguments]
    two = {**os.environ, "POLARS_MAX_THREADS": "2"}
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=two)
    if run.returncode:
        raise SystemExit(f"{' '.join(arguments)}\n{run.stderr}")
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def make(folder: Path) -> dict[str, Any]:
    """Write the rows."""
    areas, counts, told = made()
    areas.write_parquet(folder / "areas.parquet")
    counts.write_parquet(folder / "counts.parquet")
    return {"told": told, "areas": areas.height, "authorities": areas["authority"].n_unique()}


def report() -> None:
    """Print each step beside its floor."""
    with tempfile.TemporaryDirectory(prefix="equitytown-bench-") as scratch:
        found = in_own_process("make", scratch)
        print(f"\nThe town within, for {found['areas']:,} LSOAs in {found['authorities']} authorities, both sexes")
        print(f"  {found['told']}")
        for step in ("authorities", "small areas"):
            show(step, in_own_process(step, scratch), in_own_process(f"floor of {step}", scratch))


def show(step: str, ours: dict[str, Any], floor: dict[str, Any]) -> None:
    """Print a step."""
    ratio = ours["cpu"] / floor["cpu"]
    verdict = "within" if ratio <= GOAL else "over"
    print(
        f"  {step}: {ours['seconds']:.2f} s, {ours['cpu']:.2f} CPU s, {ours['rows'] / ours['seconds']:,.0f} rows a "
        f"second; floor {floor['cpu']:.2f} CPU s, ratio {ratio:.1f} ({verdict} {GOAL:g})\n"
        f"    peak {ours['peak']:.0f} MB, of which {ours['held']:.0f} with the {ours['rows']:,} rows read; "
        f"floor {floor['peak']:.0f} MB"
    )
    for sentence in ours["told"]:
        print(f"    {sentence}")


def main(arguments: list[str]) -> None:
    """Report everything, or do one step."""
    if not arguments:
        report()
        return
    step, folder = arguments
    print(json.dumps(make(Path(folder)) if step == "make" else measured(Path(folder), step)))


if __name__ == "__main__":
    main(sys.argv[1:])
