"""
Collecting: a supplier's table of every council into checked observations, and a refresh that changes nothing.

The floor is the csv module reading the same bytes into dictionaries, and nothing more.
"""

import csv
import io
import time
from datetime import date
from typing import NamedTuple

from equitytown import geography
from equitytown.collect.figures import Imprint, observations_of
from equitytown.collect.fingertips import NEEDS, rows_of_file
from equitytown.collect.supplier import Scope
from equitytown.place.figure_checks import told_of
from equitytown.store.observations import as_parquet, named
from equitytown.terms.area import ENGLAND
from equitytown.terms.indicator import Indicator, Source
from equitytown.terms.observation import Observation
from equitytown.terms.period import PeriodKind
from equitytown.terms.reply import Reply
from tests.factories import indicator

YEARS = range(2001, 2024)
TODAY = date(2026, 11, 26)
NAME = "SYNTHETIC share"
GOAL = 10.0  # times the floor: each row is read, checked in a dozen ways, and kept with where it is from


class Measured(NamedTuple):
    """One step: its name, rows, and processor seconds of ours and of the floor."""

    name: str
    rows: int
    ours: float
    floor: float


def synthetic() -> bytes:
    """Synthetic figures of every upper-tier council, region and England, in Fingertips' layout."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, (*NEEDS, "Compared to England value or percentiles"))
    writer.writeheader()
    for year in YEARS:
        for place, code in enumerate(_areas()):
            value = 20 + place % 17 - (year - YEARS[0]) * 0.1
            writer.writerow(dict.fromkeys(NEEDS, "") | {
                "Indicator ID": "1", "Indicator Name": NAME, "Area Code": code, "Area Name": code, "Sex": "Persons",
                "Age": "18+", "Time period": str(year), "Value": f"{value:.2f}",
                "Lower CI 95.0 limit": f"{value - 2:.2f}", "Upper CI 95.0 limit": f"{value + 2:.2f}",
            })  # fmt: skip
    return text.getvalue().encode()


def _areas() -> list[str]:
    councils = [area.area_code for area in geography.upper_tier()]
    return [ENGLAND.area_code, *dict.fromkeys(geography.region_of(code).area_code for code in councils), *councils]


def _measure() -> Indicator:
    source = Source("SYNTHETIC", NAME, "fingertips", "1", supplier_name=NAME)
    return indicator(period_kind=PeriodKind.CALENDAR, source=source)


def measured() -> list[Measured]:
    """Read, check and write a table."""
    body = synthetic()
    start = time.process_time()
    held = list(csv.DictReader(io.StringIO(body.decode(), newline="")))
    floor = time.process_time() - start
    start = time.process_time()
    figures = _figures(body)
    ours = time.process_time() - start
    start = time.process_time()
    named(figures)
    as_parquet(figures)
    return [
        Measured("a table into checked figures", len(held), ours, floor),
        Measured("figures into Parquet", len(figures), time.process_time() - start, floor),
    ]


def _figures(body: bytes) -> tuple[Observation, ...]:
    """Turn the table into observations, as a refresh does."""
    areas = {code: geography.area(code) for code in _areas()}
    place = geography.area("E06000032")
    scope = Scope(place, geography.region_of("E06000032"), ENGLAND, areas)
    reply = Reply("fingertips", "synthetic", body, TODAY)
    measure = _measure()
    return observations_of(
        rows_of_file(measure, reply),
        indicator=measure, scope=scope, imprint=Imprint("SYNTHETIC", "SYNTHETIC", "none"), check=told_of, today=TODAY,
    )  # fmt: skip


def main() -> None:
    """Print each step beside the floor."""
    measured()  # what is read once is not measured
    print("\nCollecting (processor seconds; the floor reads the same bytes with the csv module)")
    for step in measured():
        ratio = step.ours / step.floor
        told = "within the goal" if ratio <= GOAL else "OVER the goal"
        print(f"  {step.name}: {step.rows:,} rows, {step.ours:.2f} s, {ratio:.1f} times the floor, {told} of {GOAL:g}")


if __name__ == "__main__":
    main()
