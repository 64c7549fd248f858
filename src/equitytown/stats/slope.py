"""
The slope and the relative index of inequality, from quantiles whose figures have limits or standard errors.

A straight line is fitted through the quantiles' figures by relative rank, weighted by people. The slope index
is the line's rise from the most to the least deprived person; the relative index is its height at the least
deprived end over that at the most deprived.
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import Confidence, Floats, notes
from equitytown.stats.intervals import Computed, Interval, z_values
from equitytown.stats.slope_quantiles import (
    NO_PLACE,
    NOT_ABOVE,
    NOT_SURELY_ABOVE,
    Ends,
    Kind,
    Quantiles,
    check_multiplier,
    from_scale,
    open_quantiles,
)
from equitytown.stats.slope_simulation import DRAWS, redrawn_ends

RUNS = 10  # simulations that reliability is judged by, as in the method's first implementations


class SlopeIndex(NamedTuple):
    """
    The slope and the relative index of inequality.

    `slope` is in the unit of the values times the multiplier; `relative` has no unit. `intercept`, of the same
    shape, is the line's height at the most deprived end, times the size of the multiplier.
    """

    slope: Computed
    relative: Computed
    intercept: Floats


class Reliability(NamedTuple):
    """How far simulated limits move between seeds, on average: of the slope and of the relative index."""

    slope: Floats
    relative: Floats


def slope_index(
    value: ArrayLike,
    population: ArrayLike,
    *,
    lower: ArrayLike | None = None,
    upper: ArrayLike | None = None,
    standard_error: ArrayLike | None = None,
    kind: Kind = "value",
    limits: float = 0.95,
    multiplier: float = 1,
    confidence: Confidence = 0.95,
    seed: int = 1,
    draws: int = DRAWS,
) -> SlopeIndex:
    """
    Slope and relative index of inequality, from a line through the quantiles' figures.

    Parameters
    ----------
    value : array_like, shape (..., quantiles)
        One figure a quantile along the last axis, the most deprived first; 5 to 100 quantiles. Proportions
        are shares of 1. NaN means missing.
    population : array_like, shape (..., quantiles)
        People in each quantile; above 0. NaN means missing.
    lower, upper : array_like, shape (..., quantiles), optional
        Confidence limits of the figures. NaN means missing.
    standard_error : array_like, shape (..., quantiles), optional
        Standard errors, above 0, in place of limits: of the figures, of their logarithms for rates, of their
        log odds for proportions. NaN means missing.
    kind : {"value", "rate", "proportion"}, default "value"
        Where the errors lie evenly about the figures: on their own scale for means, scores and life
        expectancies, on the log scale for rates, on the logit scale for proportions.
    limits : float, default 0.95
        Coverage of `lower` and `upper`.
    multiplier : float, default 1
        100 for proportions in per cent. Below 0 it turns the slope index round and the relative index upside
        down, so that both grow with inequality where a high figure is bad.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage of the limits given back.
    seed : int, default 1
        Starts the generator (PCG64) that limits of rates and proportions are simulated with; the same seed
        gives the same limits, whatever other groups are there.
    draws : int, default 100,000
        Simulated lines for each group of rates or proportions.

    Returns
    -------
    SlopeIndex
        Each part of shape (...). NaN, with a note, where a quantile's figure or population is missing; no
        limits where a quantile has none, or such as have no width or no place on the scale.

    Raises
    ------
    InputError
        If there are fewer than 5 or more than 100 quantiles, a population or standard error is not above 0, a
        rate is negative, a proportion is outside 0 to 1, limits do not enclose their figure, only one of them
        or both kinds of error are given, shapes differ, or an option is out of range.

    See Also
    --------
    transformed_slope_index : The same from a line through the logarithms or log odds.

    Notes
    -----
    Figures are taken as independent, with errors as given. For the kind "value" the slope index is then normal
    and the limits of the relative index are Fieller's; nothing is simulated. For rates and proportions each
    quantile's figure is redrawn on its scale and the line refitted; the limits are the draws of ranks
    R (1 - p) and R p among R, where p is 0.975 for limits of 95%.

    References
    ----------
    Low A, Low A (2004), Measuring the gap: quantifying and comparing local health inequalities, Journal of
    Public Health 26: 388-395. Fieller EC (1954), Some problems in interval estimation, JRSS B 16: 175-185.

    Examples
    --------
    >>> found = slope_index([76, 78, 79, 81, 82], [20, 20, 20, 20, 20], standard_error=[0.5] * 5)
    >>> [round(float(part), 2) for part in found.slope[:3]]
    [7.5, 5.95, 9.05]
    >>> [round(float(part), 3) for part in found.relative[:3]]
    [1.099, 1.078, 1.121]
    """
    many = check_multiplier(multiplier)
    given = open_quantiles(
        value, population, lower=lower, upper=upper, standard_error=standard_error, kind=kind, limits=limits
    )
    line, turned = given.line, many < 0
    rise, start = ((part * given.value).sum(axis=-1) for part in line)
    over, under = (start, start + rise) if turned else (start + rise, start)
    if kind == "value":
        ends = _exact_ends(given, turned=turned, confidence=confidence)
    else:
        ends = redrawn_ends(given, kind, turned=turned, confidence=confidence, seed=seed, draws=draws)
    ratio = over / np.where(under > 0, under, np.nan)
    return _answer(given, over - under, ratio, start, ends, size=abs(many))


def transformed_slope_index(
    value: ArrayLike,
    population: ArrayLike,
    *,
    kind: Literal["rate", "proportion"],
    lower: ArrayLike | None = None,
    upper: ArrayLike | None = None,
    standard_error: ArrayLike | None = None,
    limits: float = 0.95,
    multiplier: float = 1,
    confidence: Confidence = 0.95,
) -> SlopeIndex:
    """
    Slope and relative index of inequality, from a line through the logarithms or log odds of the figures.

    Parameters
    ----------
    value, population : array_like, shape (..., quantiles)
        As for `slope_index`.
    kind : {"rate", "proportion"}
        Whether the line goes through the logarithms (rates) or the log odds (proportions).
    lower, upper, standard_error, limits, multiplier, confidence
        As for `slope_index`.

    Returns
    -------
    SlopeIndex
        In the unit of the figures, times the multiplier. NaN, with a note, where a quantile's figure or
        population is missing, a rate is 0, or a proportion is 0 or 1: these have no place on the scale.

    Raises
    ------
    InputError
        As for `slope_index`, or if `kind` is "value".

    See Also
    --------
    slope_index : The same from a line through the figures themselves.

    Notes
    -----
    On the scale the slope is normal, with the errors given. The limits are those of the lines with the lower
    and the upper slope through the fitted middle (relative rank 0.5), which is held fixed; nothing is
    simulated. A straight line through steeply falling rates can end below 0, and this one cannot.

    References
    ----------
    Low A, Low A (2004), Measuring the gap: quantifying and comparing local health inequalities, Journal of
    Public Health 26: 388-395.

    Examples
    --------
    >>> found = transformed_slope_index([0.30, 0.25, 0.22, 0.18, 0.15], [20] * 5, kind="proportion",
    ...                                 standard_error=[0.04] * 5, multiplier=100)
    >>> [round(float(part), 1) for part in found.slope[:3]]
    [-18.5, -20.6, -16.4]
    """
    if kind not in NO_PLACE:
        raise InputError(f'kind must be "rate" or "proportion", and is "{kind}". Use `slope_index` for other values.')
    many = check_multiplier(multiplier)
    given = open_quantiles(
        value, population, lower=lower, upper=upper, standard_error=standard_error, kind=kind, limits=limits
    )
    line, back = given.line, from_scale(kind)
    rise, start = ((part * given.centre).sum(axis=-1) for part in line)
    middle = start + rise / 2
    reach = z_values(confidence, like=rise) * np.sqrt((line.slope**2 * given.error**2).sum(axis=-1))
    if many < 0:
        rise = -rise  # the line read from the least deprived end
    lowest, height, highest = ((back(middle - r / 2), back(middle + r / 2)) for r in (rise - reach, rise, rise + reach))
    (gap_low, ratio_low), (gap, ratio), (gap_high, ratio_high) = map(_gap_and_ratio, (lowest, height, highest))
    ends = Ends(Interval(gap_low, gap_high), Interval(ratio_low, ratio_high))
    unplaced = (np.isnan(given.centre).any(axis=-1), NO_PLACE[kind])
    given = given._replace(withheld=(*given.withheld, unplaced))
    return _answer(given, gap, ratio, back(start), ends, size=abs(many))


def slope_index_reliability(
    value: ArrayLike,
    population: ArrayLike,
    *,
    kind: Literal["rate", "proportion"],
    lower: ArrayLike | None = None,
    upper: ArrayLike | None = None,
    standard_error: ArrayLike | None = None,
    limits: float = 0.95,
    multiplier: float = 1,
    confidence: Confidence = 0.95,
    seed: int = 1,
    draws: int = DRAWS,
) -> Reliability:
    """
    Say how far the simulated limits of `slope_index` move from seed to seed.

    Parameters
    ----------
    value, population, lower, upper, standard_error, limits, multiplier, confidence, seed, draws
        As for `slope_index`.
    kind : {"rate", "proportion"}
        As for `slope_index`; limits of the kind "value" are exact and not simulated.

    Returns
    -------
    Reliability
        For each group (and, where several are asked for, each confidence on a first axis) the mean absolute
        difference of both limits under nine further seeds from those under `seed`. NaN where there are none.

    Raises
    ------
    InputError
        As for `slope_index`, or if `kind` is "value".

    Examples
    --------
    >>> moved = slope_index_reliability([90, 80, 70, 65, 50], [20] * 5, kind="rate", standard_error=[0.1] * 5,
    ...                                 draws=10_000)
    >>> bool(moved.slope < 0.5)
    True
    """
    if kind not in NO_PLACE:
        raise InputError(f'kind must be "rate" or "proportion", and is "{kind}": other limits are not simulated.')
    runs = [
        slope_index(
            value, population, lower=lower, upper=upper, standard_error=standard_error, kind=kind, limits=limits,
            multiplier=multiplier, confidence=confidence, seed=seed + run, draws=draws,
        )
        for run in range(RUNS)
    ]  # fmt: skip
    return Reliability(_moved([run.slope for run in runs]), _moved([run.relative for run in runs]))


def _exact_ends(given: Quantiles, *, turned: bool, confidence: Confidence) -> Ends:
    """Limits where the figures are normal: the slope's own, and Fieller's of the ratio of the line's ends."""
    line = given.line
    start, end = line.start, line.start + line.slope
    over, under = (start, end) if turned else (end, start)
    gap = ((over - under) * given.value).sum(axis=-1)
    z = z_values(confidence, like=gap)
    reach = z * np.sqrt(((over - under) ** 2 * given.error**2).sum(axis=-1))
    return Ends(Interval(gap - reach, gap + reach), _fieller(given, over, under, z))


def _fieller(given: Quantiles, over: Floats, under: Floats, z: Floats) -> Interval:
    """Fieller's limits of a ratio of two sums over quantiles; NaN where the one below is not surely above 0."""
    top, bottom = ((part * given.value).sum(axis=-1) for part in (over, under))
    of_top, of_bottom, of_both = (
        z**2 * (a * b * given.error**2).sum(axis=-1) for a, b in ((over, over), (under, under), (over, under))
    )
    below = bottom**2 - of_bottom
    below = np.where((below > 0) & (bottom > 0), below, np.nan)
    middle = top * bottom - of_both
    reach = np.sqrt(np.maximum(middle**2 - below * (top**2 - of_top), 0))
    return Interval((middle - reach) / below, (middle + reach) / below)


def _gap_and_ratio(line: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    start, end = line
    return end - start, end / start


def _answer(given: Quantiles, gap: Floats, ratio: Floats, start: Floats, ends: Ends, *, size: float) -> SlopeIndex:
    """Put indices, limits and notes together."""
    shape = np.shape(gap)
    without = np.asarray(np.isnan(ends.relative.lower + ends.relative.upper))
    endless = without.any(axis=tuple(range(without.ndim - len(shape))))  # at any of several confidences
    note = notes(shape, *given.withheld, *given.unlimited)
    relative_note = notes(
        shape, *given.withheld, (np.isnan(ratio), NOT_ABOVE), *given.unlimited, (endless, NOT_SURELY_ABOVE)
    )
    slope = Computed(size * gap, size * ends.slope.lower, size * ends.slope.upper, note)
    return SlopeIndex(slope, Computed(ratio, *ends.relative, relative_note), size * start)


def _moved(runs: list[Computed]) -> Floats:
    """Mean absolute difference of both limits of the later runs from the first's."""
    limits = np.array([[run.lower, run.upper] for run in runs])
    found: Floats = np.abs(limits[1:] - limits[0]).mean(axis=(0, 1))
    return found
