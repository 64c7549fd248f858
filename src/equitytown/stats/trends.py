"""
Recent trend: which way the latest five yearly figures go, and whether that is more than chance.

Where implementations of the public rule differ, the stricter reading is taken: proportions by the test
of proportions, five unbroken years, nothing without limits or counts.
"""

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import Floats, floats, refuse, refuse_loose_limits, same_shape
from equitytown.stats.differences import standard_error

CRITICAL = 9.54953570608324  # chi-squared on 1 degree of freedom at p = 0.002 (Fingertips technical guidance)
POINTS = 5  # the latest yearly figures that a recent trend looks at (Fingertips technical guidance)
TURNED = 1e-9  # a slope this small beside the whole one is zero but for rounding


@dataclass(frozen=True, slots=True)
class TrendTest:
    """
    A test of trend.

    `direction` is -1 falling, 0 no significant change, 1 rising. `slope` is a year's: in log odds for
    proportions, in the unit of the values otherwise. Where `reason` is not empty nothing could be
    tested, and both numbers are NaN. `hangs_on_one_point` says that the chi-squared was high enough
    but that the slope turns, or goes, without a single one of the points.
    """

    direction: int
    chi_squared: float
    slope: float
    reason: str = ""
    hangs_on_one_point: bool = False


def trend_of_proportions(numerator: ArrayLike, denominator: ArrayLike, *, year: ArrayLike | None = None) -> TrendTest:
    """
    Test the latest five yearly proportions for a trend, from their counts.

    Parameters
    ----------
    numerator, denominator : array_like, shape (n,)
        Counts, oldest first. NaN means missing.
    year : array_like, shape (n,), optional
        The years, ascending; years that follow one another by default.

    Returns
    -------
    TrendTest
        Chi-squared for trend, and the slope of the least squares line through the log odds. Not tested,
        with a reason, where fewer than five are given, one is missing, years are left out, or a count is
        none or all and so has no log odds.

    Raises
    ------
    InputError
        If counts are impossible, shapes differ or years do not ascend.

    References
    ----------
    Armitage P (1955), Tests for linear trends in proportions and frequencies, Biometrics 11: 375-386.
    Office for Health Improvement and Disparities, Fingertips technical guidance, recent trends.

    Examples
    --------
    >>> test = trend_of_proportions([994, 1023, 1199, 1332, 1367], [40299, 41527, 42811, 44064, 44701])
    >>> test.direction, round(test.chi_squared, 2)
    (1, 47.9)
    """
    events, people = floats(numerator, name="numerator"), floats(denominator, name="denominator")
    years = _years(year, events)
    same_shape(numerator=events, denominator=people, year=years)
    refuse((events < 0) | (people <= 0) | (events > people), "counts make no proportion",
           lambda i: f"{events[i]:g} of {people[i]:g}", mend="Correct the counts.")  # fmt: skip
    events, people, years = events[-POINTS:], people[-POINTS:], years[-POINTS:]
    if reason := _obstacle(years, events, people):
        return TrendTest(0, nan, nan, reason)
    if ((events == 0) | (events == people)).any():
        return TrendTest(0, nan, nan, "a yearly count is none or all, which has no odds")
    odds = np.log(events / (people - events))
    return _decided(_chi_squared_for_trend(events, people, years), years, odds, np.ones_like(odds))


def trend_of_values(
    value: ArrayLike, lower: ArrayLike, upper: ArrayLike, *, year: ArrayLike | None = None, confidence: float = 0.95
) -> TrendTest:
    """
    Test the latest five yearly values for a trend, from their confidence limits.

    Parameters
    ----------
    value, lower, upper : array_like, shape (n,)
        Values with limits, oldest first. NaN means missing.
    year : array_like, shape (n,), optional
        The years, ascending; years that follow one another by default.
    confidence : float, default 0.95
        Coverage of the limits.

    Returns
    -------
    TrendTest
        The weighted least squares slope, with weights from the limits. Not tested, with a reason, where
        fewer than five are given, one or its limits are missing, years are left out, or limits have no
        width.

    Raises
    ------
    InputError
        If limits do not enclose their value, shapes differ or years do not ascend.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance, recent trends.

    Examples
    --------
    >>> middle = [10.0, 12.0, 14.0, 16.0, 18.0]
    >>> trend_of_values(middle, [m - 1 for m in middle], [m + 1 for m in middle]).direction
    1
    """
    found, low, high = (floats(v, name=n) for v, n in ((value, "value"), (lower, "lower"), (upper, "upper")))
    years = _years(year, found)
    same_shape(value=found, lower=low, upper=high, year=years)
    refuse_loose_limits(found, low, high)
    found, low, high, years = found[-POINTS:], low[-POINTS:], high[-POINTS:], years[-POINTS:]
    if reason := _obstacle(years, found, low, high):
        return TrendTest(0, nan, nan, reason)
    if (high == low).any():
        return TrendTest(0, nan, nan, "a yearly figure has limits of no width (rounded away)")
    weight = standard_error(low, high, confidence=confidence) ** -2.0
    return _decided(_chi_squared_of_slope(found, weight, years), years, found, weight)


def _years(year: ArrayLike | None, like: Floats) -> Floats:
    if year is None:
        return np.arange(1.0, like.size + 1)
    years = floats(year, name="year")
    refuse(np.diff(years, prepend=-np.inf) <= 0, "years do not ascend", lambda i: f"{years[i]:g}",
           mend="Give each year once, oldest first.")  # fmt: skip
    return years


def _obstacle(years: Floats, *arrays: Floats) -> str:
    """Say why five points cannot be tested; empty when they can."""
    if years.size < POINTS:
        return f"{POINTS} yearly figures are needed and {years.size} are given"
    if np.isnan([years, *arrays]).any():
        return "a yearly figure, its limits or its counts are missing"
    if (np.diff(years) != 1).any():
        return "the years do not follow one another"
    return ""


def _chi_squared_for_trend(events: Floats, people: Floats, time: Floats) -> float:
    x, n = events.sum(), people.sum()
    above = n * (n * (events * time).sum() - x * (people * time).sum()) ** 2
    below = x * (n - x) * (n * (people * time**2).sum() - (people * time).sum() ** 2)
    return float(above / below)


def _chi_squared_of_slope(values: Floats, weight: Floats, time: Floats) -> float:
    centre = np.average(time, weights=weight)
    return float(_slope(time, values, weight) ** 2 * (weight * (time - centre) ** 2).sum())


def _slope(time: Floats, values: Floats, weight: Floats) -> float:
    """Give the weighted least squares slope."""
    centre, level = np.average(time, weights=weight), np.average(values, weights=weight)
    return float((weight * (time - centre) * (values - level)).sum() / (weight * (time - centre) ** 2).sum())


def _decided(chi_squared: float, time: Floats, values: Floats, weight: Floats) -> TrendTest:
    """
    Decide the direction: significant, and no single point turns the slope round.

    A slope of zero without one point counts as turned: the trend hangs on that point.
    """
    slope = _slope(time, values, weight)
    if chi_squared <= CRITICAL:
        return TrendTest(0, chi_squared, slope)
    others = [np.arange(time.size) != left_out for left_out in range(time.size)]
    kept = [_slope(time[keep], values[keep], weight[keep]) / slope for keep in others]
    if min(kept) <= TURNED:
        return TrendTest(0, chi_squared, slope, hangs_on_one_point=True)
    return TrendTest(int(np.sign(slope)), chi_squared, slope)
