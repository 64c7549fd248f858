"""The path to a target: what it asks for in each period, straight from the baseline over milestones to the end."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from equitytown.compare.comparable import later
from equitytown.terms.indicator import Indicator
from equitytown.terms.period import DAYS_IN_YEAR, Period
from equitytown.terms.target import PathPoint, Target, Tracked

NO_BASELINE = "no figure is held for the baseline"
NO_DATE = "no date was stated, so there is no path"
NO_START = "no baseline was stated, so there is no path"
MOVES = "England's figure moves, so there is no path"
MOST_PERIODS = 40  # of a path: beyond that a date is a slip


def due_period(like: Period, by: date | None) -> Period | None:
    """Give the last period, cut like the one given, that ends by a day; None without a day."""
    if by is None:
        return None
    found = later(like, years=by.year - like.end.year)
    return found if found.end <= by else later(like, years=by.year - like.end.year - 1)


def baseline_of(target: Target, track: Sequence[Tracked]) -> PathPoint | None:
    """Give the baseline with its value: the one agreed, or the figure held for its period. None where there is none."""
    start = target.baseline
    if start is None or start.value is not None:
        return start
    held = next((point for point in track if point.period == start.period), None)
    return None if held is None else PathPoint(start.period, held.value)


def path_of(target: Target, track: Sequence[Tracked], due: Period | None) -> tuple[tuple[PathPoint, ...], str]:
    """
    Lay the path out.

    Parameters
    ----------
    target : Target
        Its baseline, milestones and value.
    track : sequence of Tracked
        The figures held, for a baseline whose value was left to them.
    due : Period or None
        The last period that ends by the target's date.

    Returns
    -------
    tuple of PathPoint
        One for each period from the baseline to the target's, what lies between two stated points being read off the
        straight line between them; empty where there is no path.
    str
        Why there is none; empty where there is.
    """
    if target.is_moving:
        return (), MOVES
    if target.baseline is None:
        return (), NO_START
    start = baseline_of(target, track)
    if start is None:
        return (), NO_BASELINE
    stated = [start, *target.milestones]
    if due is not None and target.value is not None and due > stated[-1].period:
        stated.append(PathPoint(due, target.value))
    if len(stated) == 1:
        return (), NO_DATE
    points = [point for first, last in pairwise(stated) for point in _between(first, last)]
    return (*points[:MOST_PERIODS], stated[-1]), ""


def _between(first: PathPoint, last: PathPoint) -> list[PathPoint]:
    """Give each period from one point up to, and without, the next, on the straight line between the two."""
    if first.value is None or last.value is None:
        return []
    steps = last.period.start.year - first.period.start.year
    step = (last.value - first.value) / steps if steps else 0.0
    return [PathPoint(later(first.period, years=n), first.value + n * step) for n in range(steps)]


def asked_in(path: Sequence[PathPoint], period: Period) -> float | None:
    """Give what the path asks for in a period; None outside it."""
    return next((point.value for point in path if point.period == period), None)


def years_between(first: Period, last: Period) -> float:
    """Give the years from the end of one period to the end of another."""
    return (last.end - first.end).days / DAYS_IN_YEAR


def broken_since(indicator: Indicator, since: date, period: Period) -> str:
    """Say where the definition changed between a day and a period, so that the two cannot be set side by side."""
    broken = [b for b in indicator.breaks if since < b.start <= period.start]
    return f"the definition changed in {broken[-1].start:%B %Y}" if broken else ""
