"""
Measure what projecting a place's series costs and how far off it was, beside the floor: the last value as it stands.

Run as `python -m bench.projection [places/luton]`. CPU seconds count. Each measure is carried on as far as half of what
is held, at most five periods. The floor takes the last value and the mean size of its own past errors, in one loop.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from equitytown import evidence, reading
from equitytown.compare.comparable import later, run_of
from equitytown.compare.projection import FURTHEST, project
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation
from equitytown.terms.projection import Projection

GOAL = 1.5  # seconds for the slowest measure once the library is loaded
PERIODS = 5
Case = tuple[Indicator, Sequence[Observation], Mapping[str, Sequence[Observation]], date]


def cases(folder: Path) -> Iterator[Case]:
    """Give each measure and sex of a place with its neighbours' figures, and how far it is to be carried on."""
    place, holdings = evidence.known(folder, on=reading.read(folder).report.as_of)
    for indicator in place.indicators.values():
        neighbours = place.neighbours_of(indicator)
        codes = [area.area_code for area in neighbours.members] if neighbours else []
        for sex in holdings.sexes(indicator.indicator_id, place.area.area_code):
            own, *others = (
                holdings.series(indicator.indicator_id, code, sex=sex).observations
                for code in (place.area.area_code, *codes)
            )
            run = run_of(own, indicator=indicator).observations
            if run:
                newest = run[-1].period
                steps = max(min(PERIODS, len(run) // FURTHEST), 1)
                end = later(newest, years=steps * newest.years).end
                yield indicator, own, dict(zip(codes, others, strict=True)), end


def floor(own: Sequence[Observation], others: Mapping[str, Sequence[Observation]]) -> float:
    """Carry the last value on, and give the mean size of its past errors at every horizon."""
    errors: list[float] = []
    for series in (own, *others.values()):
        values = [o.value for o in series if o.value is not None]
        for at, before in enumerate(values):
            errors.extend(abs(came - before) for came in values[at + 1 : at + 1 + PERIODS])
    return sum(errors) / max(len(errors), 1)


def clocked(run: Callable[[], object]) -> float:
    """Time a call in CPU seconds."""
    start = time.process_time()
    run()
    return time.process_time() - start


def row(found: Projection) -> str:
    """Print one measure's backtest, beside the error of the last value as it stands."""
    last = found.points[-1].period.label
    held = "none" if found.coverage is None else f"{found.coverage:.0%} of {found.tests}"
    how = "in order" if found.in_order else "left out"
    return (
        f"{found.indicator_id:<26}{found.sex:<9}{found.held:>4}{found.series:>4}  {last:<14}{found.method:<58}"
        f"{found.past_error or 0:>7.2f}{found.errors['last value']:>7.2f}  {held} {how}"
    )


def main() -> None:
    """Print the measurements."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("places/luton")
    given = list(cases(folder))
    with tempfile.TemporaryDirectory() as kept:
        cache = Path(kept)
        loading = clocked(lambda: [project(o, n, indicator=i, until=u, cache=None) for i, o, n, u in given])
        seconds, found = [], []
        for indicator, own, others, until in given:
            start = time.process_time()
            found.append(project(own, others, indicator=indicator, until=until, cache=cache))
            seconds.append(time.process_time() - start)
        again = clocked(lambda: [project(o, n, indicator=i, until=u, cache=cache) for i, o, n, u in given])
    bare = clocked(lambda: [floor(own, others) for _, own, others, _ in given])
    told = [projection for projection in found if projection.points]
    verdict = "within" if max(seconds) <= GOAL else "over"
    print(f"\nprojections of {folder}, goal and floor")
    print(f"{'the slowest measure':<44}{max(seconds):>8.2f} s {GOAL:>6g} s {verdict}")
    print(f"{f'all {len(given)} series, {len(told)} projected':<44}{sum(seconds):>8.2f} s, floor {bare:.3f} s")
    print(f"{'the same, the library loaded first':<44}{loading:>8.2f} s; kept between builds {again:.2f} s")
    print(f"\n{'measure':<35}{'held':>4}{'of':>4}  {'until':<14}{'method':<58}{'error':>7}{'floor':>7}  held what came")
    for projection in told:
        print(row(projection))
    print("Error and floor: mean size at the last period, of the method chosen and of the last value as it stands.")


if __name__ == "__main__":
    main()
