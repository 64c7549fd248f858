"""Many tests at once: how many would come out significant by chance, and which still stand."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import A_HAIR, Floats, Truths, floats, refuse
from equitytown.stats.differences import SIGNIFICANT
from equitytown.stats.grouping import Label, Places, groups_of, sort_within

RATE = 0.05  # of false discoveries among all discoveries


class ByChance(NamedTuple):
    """
    How many tests chance alone would call significant.

    `group` names the groups. For each group: `tests` with a p value, the number `expected` at or below the
    level if nothing differed anywhere, and the number `found` there.
    """

    group: list[Label]
    tests: Floats
    expected: Floats
    found: Floats


def benjamini_hochberg(p_values: ArrayLike, *, group: ArrayLike | None = None) -> Floats:
    """
    Adjust p values of many tests for the false discovery rate.

    Parameters
    ----------
    p_values : array_like, shape (..., n)
        Two-sided p values, 0 to 1; tests along the last axis, each row by itself. NaN means that there was no
        test: it stays NaN and does not count.
    group : array_like, shape (n,), optional
        Labels, text or whole numbers: each group is a family of tests by itself.

    Returns
    -------
    ndarray
        Adjusted p values, of the shape given. Those at or below 0.05 are discoveries at a false discovery rate
        of 5%.

    Raises
    ------
    InputError
        If a p value lies outside 0 to 1, or labels do not fit.

    Notes
    -----
    With the m p values in ascending order, the i-th is adjusted to the least of p_j m / j over j from i
    upwards, at most 1. It holds for independent tests and for tests that are positively dependent, as those of
    areas against one comparator are.

    References
    ----------
    Benjamini Y, Hochberg Y (1995), Controlling the false discovery rate, JRSS B 57: 289-300. Benjamini Y,
    Yekutieli D (2001), Annals of Statistics 29: 1165-1188 (positive dependence).

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.5]).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    given = _chances(p_values)
    groups = groups_of(group, like=given)
    ordered = sort_within(given.ravel(), groups)
    place = np.arange(ordered.order.size) - ordered.start[ordered.code] + 1
    stretched = ordered.values * ordered.size[ordered.code] / place
    found = np.full(given.size, np.nan)
    found[ordered.order] = np.minimum(_least_from_here(stretched, ordered.code), 1)
    return found.reshape(given.shape)[()]


def discoveries(p_values: ArrayLike, *, rate: float = RATE, group: ArrayLike | None = None) -> Truths:
    """
    Say which tests are discoveries at a false discovery rate.

    Parameters
    ----------
    p_values : array_like, shape (..., n)
        Two-sided p values, 0 to 1. NaN means that there was no test, which is no discovery.
    rate : float, default 0.05
        The share of false ones that is accepted among all discoveries, on average.
    group : array_like, shape (n,), optional
        Labels, text or whole numbers: each group is a family of tests by itself.

    Returns
    -------
    ndarray of bool

    Raises
    ------
    InputError
        If a p value lies outside 0 to 1, `rate` is not above 0 and below 1, or labels do not fit.

    References
    ----------
    Benjamini Y, Hochberg Y (1995), Controlling the false discovery rate, JRSS B 57: 289-300.

    Examples
    --------
    >>> discoveries([0.01, 0.04, 0.03, 0.5]).tolist()
    [True, False, False, False]
    """
    most = _share(rate, name="rate") * (1 + A_HAIR)  # p values that lie on the line but for rounding are discoveries
    return np.asarray(benjamini_hochberg(p_values, group=group) <= most)


def by_chance(p_values: ArrayLike, *, level: float = SIGNIFICANT, group: ArrayLike | None = None) -> ByChance:
    """
    Count how many of many tests chance alone would call significant, beside how many are.

    Parameters
    ----------
    p_values : array_like, shape (..., n)
        Two-sided p values, 0 to 1; tests along the last axis. NaN means that there was no test.
    level : float, default 0.05
        The p value up to which a test alone is called significant.
    group : array_like, shape (n,), optional
        Labels, text or whole numbers.

    Returns
    -------
    ByChance
        One number a group, or a row of the leading axes.

    Raises
    ------
    InputError
        If a p value lies outside 0 to 1, `level` is not above 0 and below 1, or labels do not fit.

    Examples
    --------
    >>> counted = by_chance([0.01, 0.04, 0.03, 0.5] * 10)
    >>> counted.tests.tolist(), counted.expected.tolist(), counted.found.tolist()
    ([40.0], [2.0], [30.0])
    """
    given, most = _chances(p_values), _share(level, name="level")
    groups = groups_of(group, like=given)
    many = len(groups.labels)
    tests, found = (
        np.bincount(groups.code, weights=holds.ravel(), minlength=many).astype(np.float64)
        for holds in (~np.isnan(given), given <= most)
    )
    return ByChance(groups.labels, tests, most * tests, found)


def _chances(p_values: ArrayLike) -> Floats:
    given = floats(p_values, name="p_values")
    refuse((given < 0) | (given > 1), "a p value lies outside 0 to 1", lambda i: f"{given.flat[i]:g}",
           mend="Mark a test that was not made as NaN.")  # fmt: skip
    return given


def _share(share: float, *, name: str) -> float:
    if not 0 < share < 1:
        raise InputError(f"{name} must lie above 0 and below 1, and is {share:g}.")
    return share


def _least_from_here(values: Floats, code: Places) -> Floats:
    """
    Give the least value from each place to the end of its group; places of one group stand together.

    Ranks stand in for the values, so that a group's can be told apart from the next by adding whole numbers.
    """
    distinct, level = np.unique(values, return_inverse=True)
    apart = level + code * distinct.size
    least = np.minimum.accumulate(apart[::-1])[::-1] - code * distinct.size
    found: Floats = distinct[least]
    return found
