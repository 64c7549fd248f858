"""
Run charts: whether a measure that is followed week by week has moved by more than chance.

The centre line is a median, which needs no assumption about how figures spread. Three rules look for what chance
seldom does: a long stretch on one side, a long climb or fall, and too few or too many crossings of the line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from math import comb
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equitytown.stats.checks import A_HAIR, Floats, floats, one_row, whole_number

SHIFT = 6  # points on one side of the median, one after the other (Perla, Provost and Murray 2011)
TREND = 5  # points that all rise or all fall (Perla, Provost and Murray 2011)
USEFUL = 10  # points off the median, below which no rule is asked (Perla, Provost and Murray 2011)
TAIL = 40  # too few, or too many, is what has a chance of no more than one in forty (Swed and Eisenhart 1943)

NOTHING = "no figure is held in the baseline, so there is no median"

RunsVerdict = Literal["too few", "as expected", "too many", "not judged"]


class Stretch(NamedTuple):
    """
    Points that stand out together.

    `first` and `last` are their places among the values given, counted from 0. `direction` is 1 above the median or
    rising, -1 below it or falling.
    """

    first: int
    last: int
    direction: int


@dataclass(frozen=True, slots=True)
class RunChart:
    """
    A series set against its median.

    `median` is in the unit of the values, NaN where there is none. `useful` counts the points that are not on it, and
    `runs` the unbroken stretches of them on one side. `fewest` and `most` are the numbers of runs that chance gives.
    Where `note` is not empty nothing was judged: there are no shifts and no trends, and `fewest` and `most` are NaN.
    """

    median: float
    useful: int
    runs: int
    fewest: float
    most: float
    runs_verdict: RunsVerdict
    shifts: tuple[Stretch, ...]
    trends: tuple[Stretch, ...]
    note: str


def run_chart(value: ArrayLike, *, baseline: int | None = None) -> RunChart:
    """
    Set a series against its median, and find what chance seldom does.

    Parameters
    ----------
    value : array_like, shape (n,)
        Figures in the order of time. NaN means missing: a gap is stepped over and is never zero.
    baseline : int, optional
        The median is that of so many values from the first on, missing ones among them; of all by default. Of a
        series that is not yet so long, all are taken.

    Returns
    -------
    RunChart
        The median, shifts (6 points or more on one side), trends (5 or more that all rise or all fall) and the
        number of runs beside what chance gives. With fewer than 10 points off the median, `note` says so.

    Raises
    ------
    InputError
        If values are infinite, no numbers or not one row, or `baseline` is no whole number from 1 upwards.

    Notes
    -----
    A point on the median neither breaks nor counts towards a shift or a run. Of equal values that follow one another
    the first alone counts towards a trend. Astronomical points, the fourth rule in use, are a matter of judgement and
    are not computed.

    References
    ----------
    Perla RJ, Provost LP, Murray SK (2011), The run chart: a simple analytical tool for learning from variation in
    healthcare processes, BMJ Quality and Safety 20: 46-51.

    Examples
    --------
    >>> chart = run_chart([5, 6, 4, 5, 7, 4, 8, 9, 8, 9, 10, 9], baseline=6)
    >>> chart.median, chart.shifts
    (5.0, (Stretch(first=6, last=11, direction=1),))
    >>> run_chart([5, 6, 4]).note
    '10 points off the median are needed for a judgement, and there are 2'
    """
    held = floats(value, name="value")
    one_row(value=held)
    span = held.size if baseline is None else whole_number(baseline, name="baseline")
    median = _median(held[:span])
    off = np.flatnonzero(np.abs(held - median) > A_HAIR * abs(median))  # NaN is not above anything
    sides = list(_blocks(np.sign(held[off] - median)))
    if np.isnan(median) or off.size < USEFUL:
        few = f"{USEFUL} points off the median are needed for a judgement, and there are {off.size}"
        note = NOTHING if np.isnan(median) else few
        return RunChart(median, off.size, len(sides), np.nan, np.nan, "not judged", (), (), note)
    fewest, most = limits_of_runs(off.size)
    return RunChart(
        median,
        off.size,
        len(sides),
        fewest,
        most,
        "too few" if len(sides) < fewest else "too many" if len(sides) > most else "as expected",
        tuple(Stretch(int(off[a]), int(off[b]), side) for a, b, side in sides if b - a + 1 >= SHIFT),
        tuple(_trends(held)),
        "",
    )


def limits_of_runs(useful: int) -> tuple[int, int]:
    """
    Give the fewest and the most runs that chance leaves unremarkable.

    Parameters
    ----------
    useful : int
        Points off the median, 2 or more.

    Returns
    -------
    tuple of int
        Fewer than the first, or more than the second, has a chance of no more than 2.5% when half of the points,
        or the whole number below it, lie on one side and all orders are equally likely.

    Raises
    ------
    InputError
        If `useful` is no whole number from 2 upwards.

    Notes
    -----
    Of n points a on one side and b on the other, 2 C(a-1, k-1) C(b-1, k-1) of C(n, a) orders have 2k runs, and
    C(a-1, k) C(b-1, k-1) + C(a-1, k-1) C(b-1, k) have 2k + 1.

    References
    ----------
    Swed FS, Eisenhart C (1943), Tables for testing randomness of grouping in a sequence of alternatives, Annals of
    Mathematical Statistics 14: 66-87.

    Examples
    --------
    >>> limits_of_runs(10), limits_of_runs(15)
    ((3, 9), (5, 12))
    """
    useful = whole_number(useful, name="useful", least=2)
    below = useful // 2
    every, most_possible = comb(useful, below), min(useful, 2 * below + 1)
    fewest = _first_likely(range(2, most_possible + 1), below, useful - below, every)
    most = _first_likely(range(most_possible, 1, -1), below, useful - below, every)
    return fewest, most


def _first_likely(numbers: Sequence[int], below: int, above: int, every: int) -> int:
    """Go along numbers of runs until all so far are together likelier than one in forty."""
    orders = accumulate(_orders(runs, below, above) for runs in numbers)
    return next(runs for runs, so_far in zip(numbers, orders, strict=False) if so_far * TAIL > every)


def _orders(runs: int, below: int, above: int) -> int:
    """Count the orders of points that have a number of runs."""
    half = runs // 2
    if runs % 2 == 0:
        return 2 * comb(below - 1, half - 1) * comb(above - 1, half - 1)
    return comb(below - 1, half) * comb(above - 1, half - 1) + comb(below - 1, half - 1) * comb(above - 1, half)


def _median(values: Floats) -> float:
    held = values[~np.isnan(values)]
    return float(np.median(held)) if held.size else np.nan


def _blocks(signs: NDArray[np.float64]) -> Iterator[tuple[int, int, int]]:
    """Give first and last place and sign of every unbroken stretch of one sign."""
    start = 0
    for sign, members in groupby(signs.tolist()):
        end = start + len(list(members)) - 1
        yield start, end, int(sign)
        start = end + 1


def _trends(values: Floats) -> Iterator[Stretch]:
    """Find stretches of points that all rise or all fall; repeats of a value are stepped over."""
    held = np.flatnonzero(~np.isnan(values))
    moves = np.diff(values[held])
    turning = held[np.concatenate([[True], moves != 0])]
    for a, b, direction in _blocks(np.sign(np.diff(values[turning]))):
        if b - a + 2 >= TREND:
            yield Stretch(int(turning[a]), int(turning[b + 1]), direction)
