"""
Backtests: how far off past forecasts were, which method was least so, and how wide that makes an interval.

Arrays hold forecasts that could have been made: methods, series, origins (the figure that each was made from) and
horizons (steps ahead), in that order. NaN stands where the outcome is not known, or too little was known to begin.
"""

from typing import NamedTuple

import numpy as np

from equitytown.stats.checks import Floats, Truths

FEWEST_TO_START = 4  # figures known before the first forecast that counts
SHARE_TO_START = 3  # and a third of the series: a long one is not judged by how it began
FEWEST_ORIGINS = 3  # a horizon seen from fewer moments in time is not tested
GAIN = 0.05  # a method with more to set must be this much better


class Reach(NamedTuple):
    """How far an interval reaches on either side, by horizon, and the furthest horizon that was tested (0 for none)."""

    width: Floats
    tested: int


def past_errors(forecasts: Floats, series: Floats) -> Floats:
    """
    Set what would have been forecast against what came.

    Parameters
    ----------
    forecasts : ndarray, shape (methods, series, points, horizons)
        From each point 1 to so many steps ahead.
    series : ndarray, shape (series, points)
        What came.

    Returns
    -------
    ndarray of the shape of `forecasts`
        Outcome less forecast; NaN where nothing had come yet, or too few figures were known to begin.
    """
    points, horizons = forecasts.shape[-2:]
    errors = np.full(forecasts.shape, np.nan)
    first = max(FEWEST_TO_START, -(-points // SHARE_TO_START)) - 1
    for ahead in range(1, horizons + 1):
        known = slice(first, max(points - ahead, first))
        came = series[:, first + ahead :]
        errors[:, :, known, ahead - 1] = came - forecasts[:, :, known, ahead - 1]
    return errors


def scaled_errors(errors: Floats, series: Floats) -> Floats:
    """
    Give the mean absolute scaled error of each method on each series.

    Parameters
    ----------
    errors : ndarray, shape (methods, series, points, horizons)
        As `past_errors` gives them, in the unit of `series`.
    series : ndarray, shape (series, points)
        Its mean step up or down is the scale.

    Returns
    -------
    ndarray, shape (methods, series)
        Mean over horizons, each alike, of the mean over origins. NaN for a series that never moved.

    References
    ----------
    Hyndman RJ, Koehler AB (2006), Another look at measures of forecast accuracy, International Journal of Forecasting
    22: 679-688.
    """
    step = np.abs(np.diff(series, axis=1)).mean(axis=1)
    by_horizon = mean_absolute(errors, axis=2)
    moved = np.where(step > 0, step, np.nan)
    return np.asarray(mean_absolute(by_horizon, axis=-1) / moved)


def mean_absolute(errors: Floats, *, axis: int | tuple[int, ...]) -> Floats:
    """Give the mean size of those errors that are known; NaN where none is."""
    known = ~np.isnan(errors)
    total, number = np.where(known, np.abs(errors), 0.0).sum(axis=axis), known.sum(axis=axis)
    return np.asarray(np.where(number > 0, total / np.maximum(number, 1), np.nan))


def simplest_of_best(scaled: Floats, *, kinds: tuple[str, ...]) -> int:
    """
    Choose a method: the least error, unless a simpler one is nearly as good.

    Parameters
    ----------
    scaled : ndarray, shape (methods, series)
        As `scaled_errors` gives them.
    kinds : tuple of str
        What kind each method is of, from the simplest kind on.

    Returns
    -------
    int
        The place of the method. A kind takes over from a simpler one when its best is better by more than `GAIN`.
        The first where no series ever moved.
    """
    mean = mean_absolute(scaled, axis=1)
    if np.isnan(mean).all():
        return 0
    chosen = 0
    for kind in dict.fromkeys(kinds):
        best = min((place for place, name in enumerate(kinds) if name == kind), key=lambda place: float(mean[place]))
        if mean[best] < mean[chosen] * (1 - GAIN):
            chosen = best
    return chosen


def reach(errors: Floats, *, confidence: float, moments: int = FEWEST_ORIGINS) -> Reach:
    """
    Give how far an interval must reach to have held so many of the past outcomes.

    Parameters
    ----------
    errors : ndarray, shape (series, points, horizons)
        Of one method; NaN is not known, for all series alike.
    confidence : float
        Above 0 and below 1.
    moments : int, default 3
        From how many origins a horizon must be seen.

    Returns
    -------
    Reach
        For each horizon, of n series at each origin the error of rank ⌈(n + 1) c⌉, and of those of m origins
        again that of rank ⌈(m + 1) c⌉; the largest where the rank is beyond it. Never less than at a shorter
        horizon. A horizon is tested where all those before it are, m is `moments` or more and errors are as many as
        `fewest_errors` asks; beyond the last the width grows by the root of the horizon. NaN where none is tested.

    Notes
    -----
    Ranks of errors hold for the next one if that comes from the same stock (conformal prediction). Series of towns are
    not so many separate draws: a recession or a pandemic moves them all. The next moment is therefore set against
    moments, and within it a series against series.

    References
    ----------
    Vovk V, Gammerman A, Shafer G (2005), Algorithmic learning in a random world, Springer. Dunn R, Wasserman L, Ramdas
    A (2023), Distribution-free prediction sets for two-layer hierarchical models, Journal of the American Statistical
    Association 118: 2491-2502.
    """
    series, _, horizons = errors.shape
    within = np.sort(np.abs(errors), axis=0)[_rank(series, confidence) - 1]
    width, tested = np.full(horizons, np.nan), 0
    for ahead in range(horizons):
        known = np.sort(within[~np.isnan(within[:, ahead]), ahead])
        if known.size < moments or known.size * series < fewest_errors(confidence):
            break
        width[ahead], tested = known[_rank(known.size, confidence) - 1], ahead + 1
    width[:tested] = np.maximum.accumulate(width[:tested])
    if tested:
        width[tested:] = width[tested - 1] * np.sqrt(np.arange(tested + 1, horizons + 1) / tested)
    return Reach(width, tested)


def _rank(number: int, confidence: float) -> int:
    """Give the rank that so large a share of what comes next should not be beyond; the last where there are too few."""
    return min(int(np.ceil(round((number + 1) * confidence, 9))), number)


def fewest_errors(confidence: float) -> int:
    """
    Give how many past errors an interval needs at the least.

    Examples
    --------
    >>> fewest_errors(0.95), fewest_errors(0.8)
    (19, 4)
    """
    return int(np.ceil(round(confidence / (1 - confidence), 9)))


def in_order(
    errors: Floats, in_unit: Floats, series: Floats, *, kinds: tuple[str, ...], confidence: float
) -> list[Truths]:
    """
    Say of past outcomes whether intervals held them that were made with no more than was known then.

    Parameters
    ----------
    errors, in_unit : ndarray, shape (methods, series, points, horizons)
        As `past_errors` gives them, where intervals are made and in the unit of `series`.
    series : ndarray, shape (series, points)
        What came.
    kinds : tuple of str
        What kind each method is of.
    confidence : float
        What the intervals should hold.

    Returns
    -------
    list of ndarray of bool
        One for each origin where errors known by then give a method and a width: outcomes of all series, at all
        horizons but no further than half as far as was known.
    """
    _, _, points, horizons = errors.shape
    ahead = np.arange(1, horizons + 1)
    held: list[Truths] = []
    for origin in range(FEWEST_TO_START + FEWEST_ORIGINS - 1, points - 1):
        known = np.arange(points)[:, None] + ahead <= origin
        scaled = scaled_errors(np.where(known, in_unit, np.nan), series[:, : origin + 1])
        used = errors[simplest_of_best(scaled, kinds=kinds)]
        found = reach(np.where(known, used, np.nan), confidence=confidence)
        came = np.abs(used[:, origin, : (origin + 1) // 2])
        if found.tested:
            held.append((came <= found.width[: came.shape[1]])[~np.isnan(came)])
    return held


def left_out(errors: Floats, scaled: Floats, *, kinds: tuple[str, ...], confidence: float) -> Truths:
    """
    Say of each past outcome at the last horizon whether the interval held it, made without it.

    Parameters
    ----------
    errors : ndarray, shape (methods, series, points, horizons)
        Of all methods.
    scaled : ndarray, shape (methods, series)
        As `scaled_errors` gives them.
    kinds : tuple of str
        What kind each method is of.
    confidence : float
        What the intervals should hold.

    Returns
    -------
    ndarray of bool, shape (outcomes,)
        For each series the method is chosen by the others alone; for each outcome the width comes from errors of other
        series made at other moments. With one series alone it comes from that series' other moments. An outcome is
        passed over where they are too few.
    """
    _, number, points, _ = errors.shape
    held: list[bool] = []
    for series in range(number):
        others = np.arange(number) != series if number > 1 else np.array([True])
        used = errors[simplest_of_best(scaled[:, others], kinds=kinds)]
        for origin in np.flatnonzero(~np.isnan(used[series, :, -1])):
            elsewhere = used[others][:, np.arange(points) != origin]
            width = reach(elsewhere, confidence=confidence, moments=FEWEST_ORIGINS - 1).width[-1]
            if not np.isnan(width):
                held.append(bool(abs(used[series, origin, -1]) <= width))
    return np.array(held, dtype=np.bool_)
