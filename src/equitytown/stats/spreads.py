"""How a crowd of areas spreads for one figure."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, Notes, floats, notes, refuse
from equitytown.stats.grouping import Label, groups_of, percentiles_within, sort_within

PERCENTILES = (0, 5, 25, 50, 75, 95, 100)
FEWEST_AREAS = 4  # below this a spread is no spread (Fingertips spine chart)
FEWEST_SHARE = 0.75  # of the areas that could have a figure (Fingertips spine chart)
TOO_FEW = f"fewer than {FEWEST_AREAS} areas have a value"
TOO_SMALL_A_SHARE = "fewer than three in four of the areas have a value"


class Percentiles(NamedTuple):
    """The ends, the 5th and 95th percentiles, the quartiles and the median, in the unit of the values."""

    low: np.float64
    fifth: np.float64
    lower_quartile: np.float64
    median: np.float64
    upper_quartile: np.float64
    ninety_fifth: np.float64
    high: np.float64


class GroupSpread(NamedTuple):
    """
    How the areas of each group spread: one entry a group.

    `group` names the groups and `areas` counts those with a value; then the ends, the 5th and 95th
    percentiles, the quartiles and the median, in the unit of the values. Where there is no spread they are
    NaN and `note` says why; else `note` is "".
    """

    group: list[Label]
    areas: Floats
    low: Floats
    fifth: Floats
    lower_quartile: Floats
    median: Floats
    upper_quartile: Floats
    ninety_fifth: Floats
    high: Floats
    note: Notes


def spread(values: ArrayLike, *, out_of: int | None = None) -> Percentiles:
    """
    Describe how areas' values spread.

    Parameters
    ----------
    values : array_like, shape (n,)
        One value an area. NaN means missing and takes no part.
    out_of : int, optional
        How many areas could have a value; all that are given, missing ones included, by default.

    Returns
    -------
    Percentiles
        All NaN when fewer than four areas, or fewer than three in four, have a value.

    Raises
    ------
    InputError
        If more areas have a value than could.

    References
    ----------
    Hyndman RJ, Fan Y (1996), Sample quantiles in statistical packages, The American Statistician 50:
    361-365, type 7. Office for Health Improvement and Disparities, Fingertips technical guidance, spine chart.

    Examples
    --------
    >>> spread([1, 2, 3, 4, 5]).lower_quartile
    np.float64(2.0)
    >>> spread([1, 2, 3, 4, 5], out_of=10).median
    np.float64(nan)
    """
    given = np.ravel(floats(values, name="values"))
    held: Floats = given[~np.isnan(given)]
    possible = given.size if out_of is None else out_of
    if possible < held.size:
        raise InputError(f"{held.size} areas have a value out of {possible} that could. Correct `out_of`.")
    if held.size < max(FEWEST_AREAS, FEWEST_SHARE * possible):
        return Percentiles(*np.full(len(PERCENTILES), np.nan))
    return Percentiles(*np.percentile(held, PERCENTILES))


def spread_within(values: ArrayLike, *, group: ArrayLike | None = None, out_of: ArrayLike | None = None) -> GroupSpread:
    """
    Describe how areas' values spread within each of many groups: all indicators of a spine chart at once.

    Parameters
    ----------
    values : array_like, shape (..., n)
        One value an area along the last axis, each row a group. NaN means missing and takes no part.
    group : array_like, shape (n,), optional
        Labels, text or whole numbers, when the groups stand in one row.
    out_of : array_like, shape () or (groups,), optional
        How many areas of each group could have a value; all that are given, missing ones included, by default.

    Returns
    -------
    GroupSpread
        NaN, with a note, for a group where fewer than four areas, or fewer than three in four, have a value.

    Raises
    ------
    InputError
        If more areas have a value than could, or shapes or labels do not fit.

    References
    ----------
    As for `spread`.

    Examples
    --------
    >>> found = spread_within([1, 2, 3, 4, 9, 8, 7, 6], group=["a"] * 4 + ["b"] * 4)
    >>> found.group, found.median.tolist()
    (['a', 'b'], [2.5, 7.5])
    """
    given = floats(values, name="values")
    groups = groups_of(group, like=given)
    ordered = sort_within(given.ravel(), groups)
    held = ordered.size.astype(np.float64)
    possible = np.bincount(groups.code, minlength=held.size) if out_of is None else floats(out_of, name="out_of")
    if np.ndim(possible) and np.shape(possible) != held.shape:
        raise InputError(f"out_of has {np.size(possible)} numbers for {held.size} groups. Give one for each.")
    refuse(held > possible, "more areas have a value than could",
           lambda i: f"{held[i]:g} in group {groups.labels[i]}", mend="Correct `out_of`.")  # fmt: skip
    few, small = held < FEWEST_AREAS, held < FEWEST_SHARE * possible
    parts = np.where(few | small, np.nan, percentiles_within(ordered, PERCENTILES))
    low, fifth, lower_quartile, median, upper_quartile, ninety_fifth, high = parts
    return GroupSpread(
        group=groups.labels,
        areas=held,
        low=low,
        fifth=fifth,
        lower_quartile=lower_quartile,
        median=median,
        upper_quartile=upper_quartile,
        ninety_fifth=ninety_fifth,
        high=high,
        note=notes(held.shape, (few, TOO_FEW), (small, TOO_SMALL_A_SHARE)),
    )


def percentiles(values: ArrayLike, *, percents: ArrayLike, group: ArrayLike | None = None) -> Floats:
    """
    Give percentiles of areas' values, those of all England's areas for example.

    Parameters
    ----------
    values : array_like, shape (..., n)
        One value an area along the last axis. NaN means missing and takes no part.
    percents : array_like, shape (k,)
        Which percentiles, 0 to 100.
    group : array_like, shape (n,), optional
        Labels, text or whole numbers.

    Returns
    -------
    ndarray, shape (k, ...) or (k, groups)
        Percentiles of type 7, first axis as `percents`, in the unit of the values; then the leading axes of the
        values, or the groups in order of their labels. NaN where no area has a value.

    Raises
    ------
    InputError
        If a percentile is off the scale, or labels do not fit.

    References
    ----------
    Hyndman RJ, Fan Y (1996), The American Statistician 50: 361-365, type 7.

    Examples
    --------
    >>> percentiles([3, 1, 2, float("nan"), 4, 5], percents=[25, 50]).tolist()
    [2.0, 3.0]
    """
    given, wanted = floats(values, name="values"), np.atleast_1d(floats(percents, name="percents"))
    refuse(~((wanted >= 0) & (wanted <= 100)), "a percentile is off the scale",  # noqa: PLR2004  the scale's end
           lambda i: f"{wanted[i]:g}", mend="Percentiles run from 0 to 100.")  # fmt: skip
    found = percentiles_within(sort_within(given.ravel(), groups_of(group, like=given)), wanted)
    return found if group is not None else found.reshape(wanted.shape + given.shape[:-1])
