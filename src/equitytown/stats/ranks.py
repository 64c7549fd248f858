"""Ranks, and how sure they are."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, confidence_level, floats, one_row, refuse_loose_limits, whole_number
from equitytown.stats.grouping import count_below, groups_of, refuse_mixed, signs, sort_within
from equitytown.stats.intervals import Interval, z_value

Best = Literal["high", "low"]
FEW = 20  # areas whose ranks are counted one by one; beyond it all areas are put in order
CHUNK = 4_000_000  # numbers put in order at a time
DRAWS = 20_000  # simulated orders; a rank limit moves by less than one place between seeds


def rank(values: ArrayLike, *, best: Best | NDArray[np.str_] | list[Best], group: ArrayLike | None = None) -> Floats:
    """
    Rank values, 1 for the best.

    Parameters
    ----------
    values : array_like, shape (..., n)
        One value an area along the last axis, each row ranked by itself. NaN means missing and gets no rank.
    best : {"high", "low"}, or array_like of these
        Which end is best. Where groups differ, one for each area, and the same for all areas of a group.
    group : array_like, shape (n,), optional
        Labels, text or whole numbers: areas are ranked within their group. `values` is then one row.

    Returns
    -------
    ndarray
        Ranks from 1, of the shape of `values`; equal values share the smallest; NaN where the value is missing.

    Raises
    ------
    InputError
        If `best` is neither or differs within a group, or labels do not fit.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance: ties take the better rank.

    Examples
    --------
    >>> rank([77.0, 78.1, 77.0, float("nan")], best="high").tolist()
    [2.0, 1.0, 2.0, nan]
    >>> rank([77.0, 78.1, 9.0, 4.0], best=["high", "high", "low", "low"], group=[1, 1, 2, 2]).tolist()
    [2.0, 1.0, 2.0, 1.0]
    """
    given = floats(values, name="values")
    groups = groups_of(group, like=given)
    sign = signs(best, turned="high", kept="low", name="best", like=given)
    refuse_mixed(sign, groups, name="best", like=given)
    ordered = sort_within((given * sign).ravel(), groups)
    found = np.full(given.size, np.nan)
    found[ordered.order] = count_below(ordered) + 1
    return found.reshape(given.shape)[()]


def rank_interval(
    values: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    *,
    best: Best,
    seed: int,
    confidence: float = 0.95,
    limits: float = 0.95,
    draws: int = DRAWS,
    rows: Sequence[int] | None = None,
) -> Interval:
    """
    Enclose each area's rank, by redrawing every value within its confidence limits.

    Parameters
    ----------
    values, lower, upper : array_like, shape (n,)
        Values with their confidence limits. An area whose value is missing (NaN) takes no part.
    best : {"high", "low"}
        Which end is best.
    seed : int
        Starts the generator (PCG64); the same seed gives the same interval on every machine.
    confidence : float, default 0.95
        Coverage of the rank interval.
    limits : float, default 0.95
        Coverage of the limits given.
    draws : int, default 20000
        Simulated orders.
    rows : sequence of int, optional
        The rows whose rank is to be enclosed, where not all are wanted; the others come back NaN.

    Returns
    -------
    Interval
        Whole ranks, each of shape (n,); `lower` is at most the rank and `upper` at least. NaN where the
        value is missing, and everywhere when an area with a value has no limits: the others' ranks
        hang on it.

    Raises
    ------
    InputError
        If shapes differ, limits do not enclose their value, or an option is out of range.

    Notes
    -----
    A redrawn value lies as far below or above as its own lower or upper limit says, so limits that are
    wider above are drawn so. Every area takes part in one and the same set of draws.

    `exact_ranks.exact_rank_interval` answers the same question without simulation, faster for up to some
    hundred areas.

    References
    ----------
    Goldstein H, Spiegelhalter DJ (1996), League tables and their limitations, JRSS A 159: 385-443.

    Examples
    --------
    >>> rank_interval([80, 79, 70], [79, 78, 69], [81, 80, 71], best="high", seed=1)
    Interval(lower=array([1., 1., 3.]), upper=array([2., 2., 3.]))
    """
    value, low, high = (floats(v, name=n) for v, n in ((values, "values"), (lower, "lower"), (upper, "upper")))
    one_row(values=value, lower=low, upper=high)
    refuse_loose_limits(value, low, high)
    refuse_several(best)
    draws = whole_number(draws, name="draws")
    found = rank(value, best=best)
    turn = -1.0 if best == "high" else 1.0
    there = ~np.isnan(value)
    ends = np.full((2, value.size), np.nan)
    if not np.isnan(low[there]).any() and not np.isnan(high[there]).any():
        drawn = _redrawn(value[there], low[there], high[there], limits=limits, draws=draws, seed=seed)
        wanted = there & np.isin(np.arange(value.size), np.arange(value.size) if rows is None else rows)
        ends[:, wanted] = _ends(turn * drawn, wanted[there], confidence=confidence)
    return Interval(np.minimum(ends[0], found), np.maximum(ends[1], found))


def refuse_several(best: str) -> None:
    """Refuse one word an area where all areas are ranked together."""
    if not isinstance(best, str):
        raise InputError(f'best must be one word here, "high" or "low", and is {best!r}.')


def _redrawn(value: Floats, low: Floats, high: Floats, *, limits: float, draws: int, seed: int) -> Floats:
    """Redraw values, a row for each area and a column for each draw."""
    deviates = _deviates(value.size, draws=draws, seed=seed)
    down, up = (value - low) / z_value(limits), (high - value) / z_value(limits)
    return value[:, None] + deviates * np.where(deviates < 0, down[:, None], up[:, None])


@lru_cache(maxsize=8)  # one edition ranks hundreds of figures among few sizes of set
def _deviates(areas: int, *, draws: int, seed: int) -> Floats:
    found = np.random.Generator(np.random.PCG64(seed)).standard_normal((areas, draws))
    found.flags.writeable = False
    return found


def _ends(badness: Floats, wanted: NDArray[np.bool_], *, confidence: float) -> Floats:
    """Give the ranks that each wanted area's simulated ranks lie between."""
    tail = (1 - confidence_level(confidence)) / 2
    if wanted.sum() <= FEW:
        simulated = np.array([(badness < own).sum(axis=0) + 1 for own in badness[wanted]]).reshape(-1, badness.shape[1])
    else:
        chunks = np.array_split(badness, max(1, badness.size // CHUNK), axis=1)
        simulated = np.concatenate([_orders(chunk)[wanted] for chunk in chunks], axis=1)
    ends: Floats = np.quantile(simulated, [tail, 1 - tail], axis=1, method="inverted_cdf").astype(np.float64)
    return ends


def _orders(badness: Floats) -> NDArray[np.int32]:
    """Rank all areas in each draw, 1 for the best; equal ones share the smallest."""
    order = badness.argsort(axis=0)
    lined_up = np.take_along_axis(badness, order, axis=0)
    place = np.arange(1, len(badness) + 1, dtype=np.int32)[:, None]
    first = np.diff(lined_up, axis=0, prepend=-np.inf) > 0
    shared = np.maximum.accumulate(np.where(first, place, 1), axis=0)
    ranks = np.empty(badness.shape, dtype=np.int32)
    np.put_along_axis(ranks, order, shared, axis=0)
    return ranks
