"""
Recent trend: which way the latest five yearly figures go, and whether that is more than chance.

Where implementations of the public rule differ, the stricter reading is taken: proportions by the test
of proportions, five unbroken years, nothing without limits or counts.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import (
    Floats,
    Notes,
    Truths,
    floats,
    notes,
    refuse,
    refuse_loose_limits,
    same_shape,
)
from equitytown.stats.comparisons import by_overlap
from equitytown.stats.differences import MISSING_FIGURE, Estimate, limits_of, standard_error
from equitytown.stats.intervals import Computed

CRITICAL = 9.54953570608324  # chi-squared on 1 degree of freedom at p = 0.002 (Fingertips technical guidance)
POINTS = 5  # the latest yearly figures that a recent trend looks at (Fingertips technical guidance)
TIME = np.arange(float(POINTS))  # the years of a series that can be tested follow one another
TURNED = 1e-9  # a slope this small beside the whole one is zero but for rounding

MISSING = "a yearly figure, its limits or its counts are missing"
BROKEN = "the years do not follow one another"
NO_ODDS = "a yearly count is none or all, which has no odds"
FLAT = "a yearly figure has limits of no width (rounded away)"


class TrendTest(NamedTuple):
    """
    Tests of trend, one for each series.

    `direction` is -1 falling, 0 no significant change, 1 rising. `slope` is a year's: in log odds for
    proportions, in the unit of the values otherwise. Where `note` is not empty nothing could be tested,
    and all three numbers are NaN. `hangs_on_one_point` says that the chi-squared was high enough
    but that the slope turns, or goes, without a single one of the points.
    """

    direction: Floats
    chi_squared: Floats
    slope: Floats
    hangs_on_one_point: Truths
    note: Notes


class Movement(NamedTuple):
    """
    Changes from one figure to the next.

    `direction` is -1 fallen, 0 no clear change, 1 risen, and `difference` is later minus earlier, in the unit
    of the values. Both are NaN where `note` is not empty.
    """

    direction: Floats
    difference: Floats
    note: Notes


def trend_of_proportions(numerator: ArrayLike, denominator: ArrayLike, *, year: ArrayLike | None = None) -> TrendTest:
    """
    Test the latest five yearly proportions of each series for a trend, from their counts.

    Parameters
    ----------
    numerator, denominator : array_like, shape (..., years)
        Counts along the last axis, oldest first. NaN means missing.
    year : array_like, shape (years,) or (..., years), optional
        The years, ascending; years that follow one another by default. NaN pads a series that is shorter
        than others, in front of its years.

    Returns
    -------
    TrendTest
        Each part of shape (...): chi-squared for trend, and the slope of the least squares line through the
        log odds. Not tested, with a note, where fewer than five years are given, one of the latest five is
        missing, years are left out among them, or a count is none or all and so has no log odds.

    Raises
    ------
    InputError
        If counts are impossible, shapes differ or years do not ascend.

    Notes
    -----
    The periods must be single years that do not overlap; pooled ones share people and events, and seem to move
    together. Arrays can't tell: that they are is for the caller to see to.

    References
    ----------
    Armitage P (1955), Tests for linear trends in proportions and frequencies, Biometrics 11: 375-386.
    Office for Health Improvement and Disparities, Fingertips technical guidance, recent trends.

    Examples
    --------
    >>> test = trend_of_proportions([994, 1023, 1199, 1332, 1367], [40299, 41527, 42811, 44064, 44701])
    >>> test.direction, test.chi_squared.round(2)
    (np.float64(1.0), np.float64(47.9))
    """
    events, people = _series(numerator, name="numerator"), _series(denominator, name="denominator")
    same_shape(numerator=events, denominator=people)
    refuse((events < 0) | (people <= 0) | (events > people), "counts make no proportion",
           lambda i: f"{events.flat[i]:g} of {people.flat[i]:g}", mend="Correct the counts.")  # fmt: skip
    years = _years(year, events)
    events, people, years = _latest(events), _latest(people), _latest(years)
    extreme = ((events == 0) | (events == people)).any(axis=-1)
    note = _obstacles(years, events, people, last=(extreme, NO_ODDS))
    events, people = _only_tested(events, note), _only_tested(people, note)
    odds = np.log(events / (people - events))
    return _decided(_chi_squared_for_trend(events, people, TIME), odds, np.ones_like(odds), note)


def trend_of_values(
    value: ArrayLike, lower: ArrayLike, upper: ArrayLike, *, year: ArrayLike | None = None, confidence: float = 0.95
) -> TrendTest:
    """
    Test the latest five yearly values of each series for a trend, from their confidence limits.

    Parameters
    ----------
    value, lower, upper : array_like, shape (..., years)
        Values with limits along the last axis, oldest first. NaN means missing.
    year : array_like, shape (years,) or (..., years), optional
        The years, ascending; years that follow one another by default. NaN pads a series that is shorter
        than others, in front of its years.
    confidence : float, default 0.95
        Coverage of the limits.

    Returns
    -------
    TrendTest
        Each part of shape (...): the weighted least squares slope, with weights from the limits, and its
        chi-squared. Not tested, with a note, where fewer than five years are given, one of the latest five
        or its limits are missing, years are left out among them, or limits have no width.

    Raises
    ------
    InputError
        If limits do not enclose their value, shapes differ or years do not ascend.

    Notes
    -----
    The periods must be single years that do not overlap, as for `trend_of_proportions`.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance, recent trends.

    Examples
    --------
    >>> middle = np.array([[10.0, 12.0, 14.0, 16.0, 18.0], [18.0, 17.9, 18.1, 17.8, 18.2]])
    >>> trend_of_values(middle, middle - 1, middle + 1).direction.tolist()
    [1.0, 0.0]
    """
    found, low, high = _series(value, name="value"), _series(lower, name="lower"), _series(upper, name="upper")
    same_shape(value=found, lower=low, upper=high)
    refuse_loose_limits(found, low, high)
    years = _years(year, found)
    found, low, high, years = _latest(found), _latest(low), _latest(high), _latest(years)
    note = _obstacles(years, found, low, high, last=((high == low).any(axis=-1), FLAT))
    weight = _only_tested(standard_error(low, high, confidence=confidence) ** -2.0, note)
    return _decided(_chi_squared_of_slope(found, weight, TIME), found, weight, note)


def change_between(earlier: Estimate | Computed, later: Estimate | Computed) -> Movement:
    """
    Say whether a figure rose or fell from the one before, by whether their limits overlap.

    Parameters
    ----------
    earlier, later : Estimate or Computed, arrays of shape (n,)
        Values with limits of the same confidence, in one unit. NaN means missing.

    Returns
    -------
    Movement
        0 where the limits touch or overlap; else -1 or 1 by the values. NaN, with a note, where anything
        is missing.

    Raises
    ------
    InputError
        If limits do not enclose their value, or shapes differ.

    Notes
    -----
    The rule of the Fingertips website, for those who must repeat it. It is no test: equal intervals that just
    touch have p = 0.006, so that many real changes go unseen. `difference_of_values`, or the tests from
    counts, answer the question better.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance: double overlap.

    Examples
    --------
    >>> change_between(Estimate([10, 10], [8, 8], [12, 12]), Estimate([13, 16], [11, 14], [15, 18])).direction.tolist()
    [0.0, 1.0]
    """
    before, now = limits_of(earlier), limits_of(later)
    same_shape(earlier=before[0], later=now[0])
    direction = by_overlap(*now, comparator=before[0], comparator_lower=before[1], comparator_upper=before[2])
    missing = np.isnan(direction)
    difference = np.where(missing, np.nan, now[0] - before[0])[()]
    return Movement(direction, difference, notes(difference.shape, (missing, MISSING_FIGURE)))


def _series(values: ArrayLike, *, name: str) -> Floats:
    return np.atleast_1d(floats(values, name=name))


def _years(year: ArrayLike | None, like: Floats) -> Floats:
    """Read the years of every figure; NaN where a series had not begun."""
    if year is None:
        return np.broadcast_to(np.arange(float(like.shape[-1])), like.shape)
    years = _series(year, name="year")
    if years.shape == like.shape[-1:]:
        years = np.broadcast_to(years, like.shape)
    same_shape(figures=like, year=years)
    before, after = years[..., :-1], years[..., 1:]
    refuse(before >= after, "years do not ascend", lambda i: f"{before.flat[i]:g}, then {after.flat[i]:g}",
           mend="Give each year once, oldest first.")  # fmt: skip
    refuse(np.isnan(after) & ~np.isnan(before), "a year is missing", lambda i: f"after {before.flat[i]:g}",
           mend="Only a series shorter than others may lack years, and only in front of its own.")  # fmt: skip
    return years


def _latest(array: Floats) -> Floats:
    """Give the latest five along the last axis, with NaN in front where there are fewer."""
    latest = array[..., -POINTS:]
    short = POINTS - latest.shape[-1]
    return np.pad(latest, [(0, 0)] * (latest.ndim - 1) + [(short, 0)], constant_values=np.nan) if short else latest


def _obstacles(years: Floats, *figures: Floats, last: tuple[Truths, str]) -> Notes:
    """Say of each series why five points cannot be tested; "" where they can."""
    given = (~np.isnan(years)).sum(axis=-1)
    few = [(given == n, f"{POINTS} yearly figures are needed and {n} are given") for n in range(POINTS)]
    missing = np.any([np.isnan(part).any(axis=-1) for part in figures], axis=0)
    broken = (np.diff(years, axis=-1) != 1).any(axis=-1)
    return notes(given.shape, *few, (missing, MISSING), (broken, BROKEN), last)


def _only_tested(array: Floats, note: Notes) -> Floats:
    return np.where(np.asarray(note == "")[..., None], array, np.nan)


def _chi_squared_for_trend(events: Floats, people: Floats, time: Floats) -> Floats:
    x, n = events.sum(axis=-1), people.sum(axis=-1)
    above = n * (n * (events * time).sum(axis=-1) - x * (people * time).sum(axis=-1)) ** 2
    below = x * (n - x) * (n * (people * time**2).sum(axis=-1) - (people * time).sum(axis=-1) ** 2)
    chi_squared: Floats = above / below
    return chi_squared


def _chi_squared_of_slope(values: Floats, weight: Floats, time: Floats) -> Floats:
    away = time - _average(time, weight)[..., None]
    chi_squared: Floats = _slope(values, weight, time) ** 2 * (weight * away**2).sum(axis=-1)
    return chi_squared


def _slope(values: Floats, weight: Floats, time: Floats) -> Floats:
    """Give the weighted least squares slope of each series."""
    away, level = time - _average(time, weight)[..., None], values - _average(values, weight)[..., None]
    slope: Floats = (weight * away * level).sum(axis=-1) / (weight * away**2).sum(axis=-1)
    return slope


def _average(values: Floats, weight: Floats) -> Floats:
    average: Floats = (weight * values).sum(axis=-1) / weight.sum(axis=-1)
    return average


def _decided(chi_squared: Floats, values: Floats, weight: Floats, note: Notes) -> TrendTest:
    """
    Decide the directions: significant, and no single point turns the slope round.

    A slope of zero without one point counts as turned: the trend hangs on that point.
    """
    slope = _slope(values, weight, TIME)
    others = [
        _slope(*(np.delete(part, left_out, axis=-1) for part in (values, weight, TIME))) for left_out in range(POINTS)
    ]
    turned = np.any([other * np.sign(slope) <= TURNED * np.abs(slope) for other in others], axis=0)
    significant = chi_squared > CRITICAL
    direction = np.where(np.isnan(chi_squared), np.nan, np.where(significant & ~turned, np.sign(slope), 0.0))
    return TrendTest(direction[()], chi_squared[()], slope[()], (significant & turned)[()], note)
