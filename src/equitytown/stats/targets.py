"""
Figures set against a target: met, nearly met or missed.

A target is a judgement, so that these functions need to know which end is good. Each gives 1 where the
figure is better than or at the target, 0 where it lies between and -1 where it is worse; NaN where
something needed is missing. `comparisons.in_words` with `best="high"` puts them in words.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, Truths, floats, refuse, refuse_loose_limits, same_shape
from equitytown.stats.grouping import signs
from equitytown.stats.ranks import Best
from equitytown.stats.spreads import percentiles

Bests = Best | NDArray[np.str_] | list[Best]
QUARTERS = (25.0, 75.0)
PAIR = 2


def against_target(value: ArrayLike, target: ArrayLike, *, best: Bests) -> Floats:
    """
    Set figures against a single target.

    Parameters
    ----------
    value : array_like, shape (n,)
        Figures. NaN means missing.
    target : array_like, shape () or (n,)
        The target, one for all or one for each, in the unit of the figures. NaN means missing.
    best : {"high", "low"}, or array_like of these
        Which end is good.

    Returns
    -------
    ndarray, shape (n,)
        1 where the target is met (a figure at the target meets it), else -1.

    Raises
    ------
    InputError
        If shapes differ or `best` is neither word.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance: targets.

    Examples
    --------
    >>> against_target([94.2, 95.0, 96.1], 95, best="high").tolist()
    [-1.0, 1.0, 1.0]
    """
    found, aim = _beside(value=value, target=target)
    sign = _sign(best, found)
    return _judged(np.where(sign * found >= sign * aim, 1.0, -1.0), found, aim)


def against_target_by_limits(lower: ArrayLike, upper: ArrayLike, target: ArrayLike, *, best: Bests) -> Floats:
    """
    Set figures' confidence limits against a single target.

    Parameters
    ----------
    lower, upper : array_like, shape (n,)
        Confidence limits of the figures. NaN means missing.
    target : array_like, shape () or (n,)
        The target, one for all or one for each.
    best : {"high", "low"}, or array_like of these
        Which end is good.

    Returns
    -------
    ndarray, shape (n,)
        1 where the whole interval meets the target, -1 where none of it does, 0 where the target lies within.

    Raises
    ------
    InputError
        If limits are the wrong way round, shapes differ or `best` is neither word.

    Notes
    -----
    A lower limit at the target counts as above it and an upper limit at the target as not below it, whichever
    end is good. So limits of no width that lie on the target are better where high is good and worse where
    low is good, as the published rule has it.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance: targets.

    Examples
    --------
    >>> against_target_by_limits([95.1, 93.0, 90.2], [97.0, 96.0, 94.8], 95, best="high").tolist()
    [1.0, 0.0, -1.0]
    """
    low, high, aim = _beside(lower=lower, upper=upper, target=target)
    refuse(high < low, "limits are the wrong way round", lambda i: f"{low.flat[i]:g} to {high.flat[i]:g}",
           mend="Give lower before upper.")  # fmt: skip
    return _judged(_sign(best, low) * _sided(low >= aim, high < aim), low, high, aim)


def against_target_range(value: ArrayLike, *, target_lower: ArrayLike, target_upper: ArrayLike, best: Bests) -> Floats:
    """
    Set figures against a target range.

    Parameters
    ----------
    value : array_like, shape (n,)
        Figures. NaN means missing.
    target_lower, target_upper : array_like, shape () or (n,)
        The ends of the range, one for all or one for each.
    best : {"high", "low"}, or array_like of these
        Which end is good.

    Returns
    -------
    ndarray, shape (n,)
        0 within the range, its lower end included and its upper end not; 1 on the good side and -1 on the other.

    Raises
    ------
    InputError
        If a range is the wrong way round, shapes differ or `best` is neither word.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance: targets.

    Examples
    --------
    >>> against_target_range([88, 90, 95], target_lower=90, target_upper=95, best="high").tolist()
    [-1.0, 0.0, 1.0]
    """
    found, low, high = _beside(value=value, target_lower=target_lower, target_upper=target_upper)
    refuse_loose_limits(low, low, high)
    return _judged(_sign(best, found) * _sided(found >= high, found < low), found, low, high)


def against_percentile_range(
    value: ArrayLike, crowd: ArrayLike, *, best: Bests, percents: Sequence[float] = QUARTERS
) -> Floats:
    """
    Set figures against a range between two percentiles of a crowd of areas.

    Parameters
    ----------
    value : array_like, shape (n,)
        Figures. NaN means missing.
    crowd : array_like, shape (m,)
        All areas' figures, usually those of England. NaN means missing and takes no part.
    best : {"high", "low"}, or array_like of these
        Which end is good.
    percents : sequence of two float, default (25, 75)
        The percentiles, type 7, that the range lies between; 0 to 100.

    Returns
    -------
    ndarray, shape (n,)
        As `against_target_range`; all NaN where no area of the crowd has a figure.

    Raises
    ------
    InputError
        If there are not two percentiles, they are off the scale or the wrong way round, or `best` is neither word.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance: targets.

    Examples
    --------
    >>> against_percentile_range([1.5, 3, 5], [1, 2, 3, 4, 5], best="low").tolist()
    [1.0, 0.0, -1.0]
    """
    ends = np.atleast_1d(floats(percents, name="percents"))
    if ends.shape != (PAIR,) or not ends[0] <= ends[1]:
        raise InputError(f"a range lies between 2 percentiles, the lower one first, and {ends.tolist()} are given.")
    low, high = percentiles(np.ravel(floats(crowd, name="crowd")), percents=percents)
    return against_target_range(value, target_lower=low, target_upper=high, best=best)


def against_last_year(value: ArrayLike, last_year: ArrayLike, *, best: Bests = "high") -> Floats:
    """
    Set figures against what a comparator, usually England, had the year before.

    Parameters
    ----------
    value : array_like, shape (n,)
        Figures. NaN means missing.
    last_year : array_like, shape () or (n,)
        The comparator's figure of the year before.
    best : {"high", "low"}, or array_like of these, default "high"
        Which end is good. The published rule knows no other than "high".

    Returns
    -------
    ndarray, shape (n,)
        1 where the figure is as good or better, else -1.

    Raises
    ------
    InputError
        If shapes differ or `best` is neither word.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance: targets.

    Examples
    --------
    >>> against_last_year([89.9, 91.2], 90.3).tolist()
    [-1.0, 1.0]
    """
    return against_target(value, last_year, best=best)


def _beside(**given: ArrayLike) -> list[Floats]:
    """Check at the door; what is given once for all stands beside each figure."""
    arrays = {name: floats(values, name=name) for name, values in given.items()}
    shape = next(iter(arrays.values())).shape
    arrays = {name: np.broadcast_to(array, shape) if array.ndim == 0 else array for name, array in arrays.items()}
    same_shape(**arrays)
    return list(arrays.values())


def _sign(best: Bests, like: Floats) -> Floats:
    return signs(best, turned="low", kept="high", name="best", like=like)


def _sided(above: Truths, below: Truths) -> Floats:
    """Give 1 above, -1 below, 0 between."""
    return above.astype(np.float64) - below


def _judged(judgement: Floats, *needed: Floats) -> Floats:
    missing = np.any([np.isnan(array) for array in needed], axis=0)
    return np.where(missing, np.nan, judgement + 0.0)[()]  # not -0, which prints as such
