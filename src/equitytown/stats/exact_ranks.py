"""
The chance of each rank, worked out and not simulated.

Each area's true figure is taken to lie normally about its value, independently of the others. Given where one
area lies, each other is better than it or not with a known chance, so that the number of better ones is a sum
of unequal coins; the chances are then averaged over where that area may lie.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import Floats, Truths, confidence_level, floats, one_row, refuse_loose_limits
from equitytown.stats.grouping import signs
from equitytown.stats.intervals import Interval, z_value
from equitytown.stats.ranks import Best, rank, refuse_several

REACH = 8.5  # standard errors; what lies beyond has a chance below 1e-16
STRETCH = 0.5  # standard errors, at most, between two breaks
NODES = ((0.0, 2), (0.02, 4), (0.2, 8))  # by Gauss and Legendre, in a stretch of more than so many standard errors
HALF = 0.5
OUT_OF_REACH = 1e-18  # a weight that adds nothing
UNEVEN = 1e-9  # standard errors below and above that differ by less are alike but for rounding
A_HAIR = 1e-12  # chances this far above a tail are so by rounding


def rank_chances(
    values: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    *,
    best: Best,
    limits: float = 0.95,
    rows: Sequence[int] | None = None,
) -> Floats:
    """
    Give the chance that each area holds each rank.

    Parameters
    ----------
    values, lower, upper : array_like, shape (n,)
        Values with their confidence limits. An area whose value is missing (NaN) takes no part.
    best : {"high", "low"}
        Which end is best.
    limits : float, default 0.95
        Coverage of the limits given.
    rows : sequence of int, optional
        The areas whose chances are wanted, where not all are; the others come back NaN.

    Returns
    -------
    ndarray, shape (n, n)
        A row for each area, a column for each rank from 1; rows add up to 1. NaN where the value is missing, and
        everywhere when an area with a value has no limits: the others' ranks hang on it.

    Raises
    ------
    InputError
        If shapes differ, limits do not enclose their value, or an option is out of range.

    Notes
    -----
    A figure may lie as far below or above as its own lower or upper limit says, as in `ranks.rank_interval`;
    limits of no width hold it where it is. The answer is exact but for rounding (about 1e-9). Work grows with
    the cube of the number of areas: 16 take a millisecond, 150 a tenth of a second, 350 about one, and
    thousands are for `ranks.rank_interval`, which simulates.

    References
    ----------
    Goldstein H, Spiegelhalter DJ (1996), League tables and their limitations, JRSS A 159: 385-443. Hong Y
    (2013), On computing the distribution function for the Poisson binomial distribution, Computational
    Statistics and Data Analysis 59: 41-51.

    Examples
    --------
    >>> rank_chances([80, 79, 70], [79, 78, 69], [81, 80, 71], best="high").round(3).tolist()
    [[0.917, 0.083, 0.0], [0.083, 0.917, 0.0], [0.0, 0.0, 1.0]]
    """
    value, low, high = (floats(v, name=n) for v, n in ((values, "values"), (lower, "lower"), (upper, "upper")))
    one_row(values=value, lower=low, upper=high)
    refuse_loose_limits(value, low, high)
    refuse_several(best)
    sign, z = float(signs(best, turned="high", kept="low", name="best", like=value)), z_value(limits)
    there = ~np.isnan(value)
    chances = np.full((value.size, value.size), np.nan)
    down, up = (value - low)[there] / z, (high - value)[there] / z
    if np.isnan(down).any() or np.isnan(up).any():
        return chances
    wanted = there & np.isin(np.arange(value.size), np.arange(value.size) if rows is None else rows)
    badness = sign * value[there]
    found = _chances(badness, *((up, down) if sign < 0 else (down, up)), wanted[there])
    chances[np.ix_(wanted, np.arange(value.size) < there.sum())] = found
    chances[wanted, there.sum() :] = 0.0
    return chances


def exact_rank_interval(
    values: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    *,
    best: Best,
    confidence: float = 0.95,
    limits: float = 0.95,
    rows: Sequence[int] | None = None,
) -> Interval:
    """
    Enclose each area's rank, by the chance of each rank.

    Parameters
    ----------
    values, lower, upper : array_like, shape (n,)
        Values with their confidence limits. An area whose value is missing (NaN) takes no part.
    best : {"high", "low"}
        Which end is best.
    confidence : float, default 0.95
        Coverage of the rank interval.
    limits : float, default 0.95
        Coverage of the limits given.
    rows : sequence of int, optional
        The rows whose rank is to be enclosed, where not all are wanted; the others come back NaN.

    Returns
    -------
    Interval
        Whole ranks, each of shape (n,); `lower` is at most the rank and `upper` at least. NaN as in
        `rank_chances`.

    Raises
    ------
    InputError
        If shapes differ, limits do not enclose their value, or an option is out of range.

    References
    ----------
    As for `rank_chances`.

    Examples
    --------
    >>> exact_rank_interval([80, 79, 70], [79, 78, 69], [81, 80, 71], best="high")
    Interval(lower=array([1., 1., 3.]), upper=array([2., 2., 3.]))
    """
    tail = (1 - confidence_level(confidence)) / 2
    chances = rank_chances(values, lower, upper, best=best, limits=limits, rows=rows)
    found, below = rank(values, best=best), np.cumsum(chances, axis=1)
    if not found.size:
        return Interval(found, found)
    ends = [1.0 + np.argmax(below >= share - A_HAIR, axis=1) for share in (tail, 1 - tail)]
    unknown = np.isnan(below[:, 0])
    return Interval(
        np.where(unknown, np.nan, np.minimum(ends[0], found)), np.where(unknown, np.nan, np.maximum(ends[1], found))
    )


def _chances(badness: Floats, down: Floats, up: Floats, wanted: Truths) -> Floats:
    """Give the chance of each rank for the wanted areas, the smallest badness being best."""
    if not wanted.any():
        return np.zeros((0, badness.size))
    x, weight = _nodes(badness, down, up)
    better = _chance_below(x, badness, down, up)
    own = _own_weight(x, weight, badness[wanted], down[wanted], up[wanted])
    found = np.maximum(_without_own(_sum_of_coins(better), better[wanted], own), 0)
    shares: Floats = found / found.sum(axis=1, keepdims=True)
    return shares


def _nodes(badness: Floats, down: Floats, up: Floats) -> tuple[Floats, Floats]:
    """
    Choose where an area may lie: places in order and their weights, NaN for a place that is an area's only one.

    Gauss and Legendre's places in stretches that are short beside the smallest standard error that matters there.
    """
    ends = _breaks(badness, down, up)
    middle, length = (ends[1:] + ends[:-1]) / 2, np.diff(ends)
    many = np.array([count for _, count in NODES])
    tier = np.searchsorted([least for least, _ in NODES], length / _scale(middle, badness, down, up)) - 1
    points = np.unique(badness[(down == 0) | (up == 0)])
    x, weight = [points], [np.full(points.size, np.nan)]
    for place, count in enumerate(many):
        node, share = np.polynomial.legendre.leggauss(count)
        here = np.maximum(tier, 0) == place
        x.append((middle[here, None] + length[here, None] / 2 * node).ravel())
        weight.append((length[here, None] / 2 * share).ravel())
    order = np.argsort(np.concatenate(x))
    return np.concatenate(x)[order], np.concatenate(weight)[order]


def _breaks(badness: Floats, down: Floats, up: Floats) -> Floats:
    """
    Divide where areas may lie into stretches.

    None is longer than half the smallest standard error that matters there. A value from which an area spreads
    unevenly is a break, and so is every end of a gap where no area may lie.
    """
    steps = np.array([0.0, 1.0, 2.0, 4.0, REACH])[:, None]
    edges = np.unique(np.concatenate([badness - steps * down, badness + steps * up]))
    scale = _scale((edges[1:] + edges[:-1]) / 2, badness, down, up)
    lengths = np.concatenate([[0.0], np.cumsum(np.diff(edges) / scale)]) / STRETCH
    even = np.interp(np.linspace(0, lengths[-1], int(np.ceil(lengths[-1])) + 1), lengths, edges)
    empty = np.isinf(scale)
    uneven = (np.abs(down - up) > UNEVEN * (down + up)) | (down == 0)
    return np.unique(np.concatenate([even, edges[1:-1][empty[1:] != empty[:-1]], badness[uneven]]))


def _scale(x: Floats, badness: Floats, down: Floats, up: Floats) -> Floats:
    """Give the smallest standard error of the areas that may lie near each x; infinite where none may."""
    away = x[:, None] - badness
    side = np.where(away < 0, down, up)
    smallest: Floats = np.min(side, axis=1, where=np.abs(away) < REACH * side, initial=np.inf)
    return smallest


def _chance_below(x: Floats, badness: Floats, down: Floats, up: Floats) -> Floats:
    """Give the chance that each area (a row) lies below each x (a column)."""
    from scipy.special import ndtr  # noqa: PLC0415  a slow import that few paths need

    away = x - badness[:, None]
    side = np.where(away <= 0, down[:, None], up[:, None])
    fixed = np.where(away > 0, np.inf, -np.inf)
    chance: Floats = ndtr(np.where(side > 0, away / np.where(side > 0, side, 1), fixed))
    return chance


def _own_weight(x: Floats, weight: Floats, badness: Floats, down: Floats, up: Floats) -> Floats:
    """Give the chance that each area (a row) lies at each x (a column)."""
    away = x - badness[:, None]
    side = np.where(away <= 0, down[:, None], up[:, None])
    wide = np.where(side > 0, side, np.inf)
    density = np.exp(-((away / wide) ** 2) / 2) / (np.sqrt(2 * np.pi) * wide) * weight
    fixed = HALF * ((down == 0) * 1.0 + (up == 0))
    own: Floats = np.where(np.isnan(weight), np.where(away == 0, fixed[:, None], 0), density)
    return own


def _sum_of_coins(chance: Floats) -> Floats:
    """Give the chance (a row a number) that so many of the areas lie below each x (a column)."""
    areas, places = chance.shape
    number = np.zeros((areas + 1, places))
    number[0] = 1.0
    for done, one in enumerate(chance, start=1):
        number[1 : done + 1] += one * (number[:done] - number[1 : done + 1])
        number[0] *= 1 - one
    return number


def _without_own(number: Floats, own_chance: Floats, own_weight: Floats) -> Floats:
    """
    Take each area's own coin out again and average: the chance of each number of others below it.

    A coin of a chance up to a half is taken out from the smallest number upwards, another from the largest
    downwards, so that rounding never grows. Each is done only in the stretch of places where the area may lie.
    """
    low = own_chance <= HALF
    there = own_weight > OUT_OF_REACH
    upwards = _taken_out(number, own_chance, own_weight, there & low)
    return upwards + _taken_out(number[::-1], 1 - own_chance, own_weight, there & ~low)[:, ::-1]


def _taken_out(number: Floats, own_chance: Floats, own_weight: Floats, where: Truths) -> Floats:
    """Take coins out from the first row of numbers on, in the stretch where each is to be; a row an area."""
    first, last = where.argmax(axis=1), where.shape[1] - where[:, ::-1].argmax(axis=1)
    width = int(np.max(last - first, where=where.any(axis=1), initial=0))
    first = np.minimum(first, where.shape[1] - width)
    window = first[:, None] + np.arange(width)
    weight = np.take_along_axis(np.where(where, own_weight, 0.0), window, axis=1)
    chance = np.take_along_axis(np.where(where, own_chance, 0.0), window, axis=1)
    stay, left = 1 / (1 - chance), np.zeros_like(chance)
    found = np.empty((where.shape[0], number.shape[0] - 1))
    for column in range(found.shape[1]):
        left *= -chance
        left += number[column].take(window)
        left *= stay
        found[:, column] = np.einsum("ax,ax->a", weight, left)
    return found
