"""Quintiles and quartiles by bounds between areas' values: the classes of a map, and a rating by class."""

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, floats
from equitytown.stats.comparisons import refuse_unknown_best
from equitytown.stats.grouping import Groups, groups_of, percentiles_within, sort_within
from equitytown.stats.ranks import Best

FEWEST_AREAS = 4  # below this there are no categories (Fingertips)
DECIMALS = 10  # that the bounds of categories are rounded to (Fingertips)
QUARTILES, QUINTILES = 4, 5


def category_bounds(values: ArrayLike, *, count: int, group: ArrayLike | None = None) -> Floats:
    """
    Give the bounds of the quintiles or quartiles of areas' values.

    Parameters
    ----------
    values : array_like, shape (..., n)
        One value an area along the last axis, of all areas of the comparator. NaN means missing.
    count : {4, 5}
        Quartiles or quintiles.
    group : array_like, shape (n,), optional
        Labels, text or whole numbers: the areas of each group have bounds of their own.

    Returns
    -------
    ndarray, shape (..., count + 1) or (groups, count + 1)
        From the lowest value to the highest, type 7, rounded to ten decimals; NaN where fewer areas have a
        value than four or `count`.

    Raises
    ------
    InputError
        If `count` is neither, or labels do not fit.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance: quintiles.

    Examples
    --------
    >>> category_bounds([1, 2, 3, 4, 9], count=4).tolist()
    [1.0, 2.0, 3.0, 4.0, 9.0]
    """
    given = floats(values, name="values")
    bounds = _bounds(given, groups_of(group, like=given), count)
    return bounds if group is not None else bounds.reshape((*given.shape[:-1], count + 1))


def quantile_category(values: ArrayLike, *, count: int, best: Best | None, group: ArrayLike | None = None) -> Floats:
    """
    Say which quintile or quartile of areas a figure lies in, by bounds between the areas' values.

    Parameters
    ----------
    values : array_like, shape (..., n)
        One value an area along the last axis, of all areas of the comparator. NaN means missing.
    count : {4, 5}
        Quartiles or quintiles.
    best : {"high", "low"} or None
        Which end is good; None for no judgement.
    group : array_like, shape (n,), optional
        Labels, text or whole numbers: each group by itself.

    Returns
    -------
    ndarray
        Categories from 1, of the shape of `values`. Quintile 1 is the best where there is a judgement and the
        lowest where there is none; quartile 1 is always the lowest. NaN where the value is missing, and
        where fewer areas have a value than four or `count`.

    Raises
    ------
    InputError
        If `count` or `best` is not known, or labels do not fit.

    Notes
    -----
    A figure is in the first category whose upper bound it does not pass. These are classes of a map, bounded by
    values; `quantiles.quantile` fills quantiles evenly instead. That quartiles are not turned round is the
    published rule's.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance: quintiles.

    Examples
    --------
    >>> quantile_category([1, 2, 3, 4, 5], count=5, best="high").tolist()
    [5.0, 4.0, 3.0, 2.0, 1.0]
    """
    given = floats(values, name="values")
    refuse_unknown_best(best)
    groups = groups_of(group, like=given)
    between = _bounds(given, groups, count)[groups.code, 1:-1]
    category = 1.0 + (given.reshape(-1, 1) > between).sum(axis=1)
    if count == QUINTILES and best == "high":
        category = count + 1 - category
    missing = np.isnan(given.ravel()) | np.isnan(between[:, 0])
    return np.where(missing, np.nan, category).reshape(given.shape)[()]


def _bounds(given: Floats, groups: Groups, count: int) -> Floats:
    """Give the bounds of each group's categories, a row a group."""
    if count not in (QUARTILES, QUINTILES):
        raise InputError(
            f"count must be {QUARTILES} or {QUINTILES}, and is {count}. For others use `quantiles.quantile`."
        )
    ordered = sort_within(given.ravel(), groups)
    bounds = percentiles_within(ordered, np.linspace(0, 100, count + 1)).T
    return np.where(ordered.size[:, None] >= max(FEWEST_AREAS, count), bounds.round(DECIMALS), np.nan)
