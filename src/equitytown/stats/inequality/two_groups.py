"""Difference and ratio between two subgroups: the two ends of an order, the two extremes, or one and a reference."""

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import Confidence, Floats
from equitytown.stats.grouping import Places
from equitytown.stats.inequality.subgroups import (
    Inequality,
    Order,
    Subgroups,
    above_zero,
    by_gradient,
    check_order,
    chosen,
    measured_ratio,
    place_of,
    sign_of,
    subgroups_of,
)
from equitytown.stats.ranks import Best

DIVIDED_BY_ZERO = "the figure that is divided by is 0"
NO_LOGARITHM = "a figure of 0 has no logarithm, so there are no limits"


def group_difference(
    value: ArrayLike,
    *,
    best: Best | ArrayLike,
    standard_error: ArrayLike | None = None,
    order: Order = "ordered",
    reference: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Difference between two subgroups, above 0 where the more advantaged one is better off.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis; of ordered subgroups the most disadvantaged first. NaN
        means missing.
    best : {"high", "low"}, or one of these for each group
        Which figures are good.
    standard_error : array_like, shape (..., subgroups), optional
        Standard errors of the figures. Without them there are no limits.
    order : {"ordered", "unordered"}, default "ordered"
        Ordered subgroups: the last and the first. Unordered ones: the highest and the lowest.
    reference : int, or array_like of int, shape (...), optional
        The place of a reference subgroup, counted from 0. It is compared with the subgroup that is worst off
        among the others, whatever the order.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Inequality
        In the unit of the figures, for each group: the advantaged less the disadvantaged where high is best,
        and the other way round where low is. NaN, with a note, where any subgroup's figure is missing.

    Raises
    ------
    InputError
        If there are fewer than two subgroups, a standard error is negative, a reference is no subgroup,
        shapes differ or an option is out of range.

    Notes
    -----
    Which subgroups are the highest and the lowest is taken as known; chance helps to choose them, so with
    many small unordered subgroups the difference is too large.

    References
    ----------
    World Health Organization (2013), Handbook on health inequality monitoring. Schlotheuber A, Hosseinpoor AR
    (2022), Summary measures of health inequality, Int J Environ Res Public Health 19: 3697.

    Examples
    --------
    >>> found = group_difference([60.0, 68.0, 75.0], best="high", standard_error=[1.2, 1.0, 0.9])
    >>> [round(float(part), 2) for part in found[:3]]
    [15.0, 12.06, 17.94]
    """
    groups = subgroups_of(value, None, standard_error)
    over, under = _pair(groups, best, order, reference)
    gradient = chosen(groups, over) - chosen(groups, under)
    return by_gradient(groups, _at(groups.value, over) - _at(groups.value, under), gradient, confidence=confidence)


def group_ratio(
    value: ArrayLike,
    *,
    best: Best | ArrayLike,
    standard_error: ArrayLike | None = None,
    order: Order = "ordered",
    reference: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Ratio of two subgroups, above 1 where the more advantaged one is better off.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis, 0 or more; of ordered subgroups the most disadvantaged
        first. NaN means missing.
    best, standard_error, order, reference, confidence
        As for `group_difference`.

    Returns
    -------
    Inequality
        The ratio of the two figures whose difference `group_difference` gives. Limits lie evenly about its
        logarithm, of which `standard_error` is given. NaN, with a note, where a figure is missing or the one
        divided by is 0.

    Raises
    ------
    InputError
        As for `group_difference`, or if a figure is negative.

    References
    ----------
    World Health Organization (2013), Handbook on health inequality monitoring.

    Examples
    --------
    >>> found = group_ratio([60.0, 68.0, 75.0], best="high", standard_error=[1.2, 1.0, 0.9])
    >>> [round(float(part), 3) for part in found[:3]]
    [1.25, 1.194, 1.308]
    """
    groups = subgroups_of(value, None, standard_error, relative=True)
    pair = _pair(groups, best, order, reference)
    over, under = (_at(groups.value, place) for place in pair)
    error = np.hypot(*(_at(groups.error / above_zero(groups.value), place) for place in pair))
    return measured_ratio(
        groups, over / above_zero(under), error, confidence=confidence,
        withheld=[(under == 0, DIVIDED_BY_ZERO)], unlimited=[*groups.unlimited, (over == 0, NO_LOGARITHM)],
    )  # fmt: skip


def _pair(
    groups: Subgroups, best: Best | ArrayLike, order: Order, reference: ArrayLike | None
) -> tuple[Places, Places]:
    """Choose the two subgroups: the place of the one taken from or divided, and of the other."""
    sign = sign_of(best, groups=groups)
    check_order(order)
    goodness = groups.value * np.asarray(sign)[..., None]
    if reference is not None:
        better = place_of(reference, groups=groups)
        worse = np.where(chosen(groups, better) > 0, np.inf, goodness).argmin(axis=-1)
    elif order == "ordered":
        better, worse = np.array(groups.value.shape[-1] - 1), np.array(0)
    else:
        better, worse = goodness.argmax(axis=-1), goodness.argmin(axis=-1)
    return np.where(sign > 0, better, worse), np.where(sign > 0, worse, better)


def _at(array: Floats, place: Places) -> Floats:
    """Give what stands at one place of each group."""
    places = np.broadcast_to(place, array.shape[:-1])[..., None]
    found: Floats = np.take_along_axis(array, places, axis=-1)[..., 0]
    return found
