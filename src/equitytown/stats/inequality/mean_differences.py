"""Mean differences: how far subgroups lie, on average, from the best one, from the average, or from a reference."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import Confidence, Floats, Truths
from equitytown.stats.inequality.subgroups import (
    ALL_EQUAL,
    Average,
    Inequality,
    Subgroups,
    average_of,
    by_gradient,
    chosen,
    place_of,
    sign_of,
    subgroups_of,
)
from equitytown.stats.ranks import Best


class Distance(NamedTuple):
    """Average distance of subgroups from something, how it moves with each figure, and whether there is none."""

    value: Floats
    gradient: Floats
    none: Truths | np.bool_


def mean_difference_from_best(
    value: ArrayLike,
    *,
    best: Best | ArrayLike,
    standard_error: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Mean difference from the best subgroup, all subgroups counting alike.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis, in any order. NaN means missing.
    best : {"high", "low"}, or one of these for each group
        Which figures are good.
    standard_error : array_like, shape (..., subgroups), optional
        Standard errors of the figures, 0 or more. Without them there are no limits.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Inequality
        In the unit of the figures; limits cut off at 0, and none, with a note, where all figures are equal.
        NaN, with a note, where a figure is missing.

    Raises
    ------
    InputError
        If there are fewer than two subgroups, a standard error is negative, shapes differ or an option is
        out of range.

    Notes
    -----
    Limits by the delta method. Which subgroup is the best is taken as known: where many subgroups are small,
    chance chooses the best, and the measure is too large.

    References
    ----------
    World Health Organization (2013), Handbook on health inequality monitoring. Schlotheuber A, Hosseinpoor AR
    (2022), Summary measures of health inequality, Int J Environ Res Public Health 19: 3697.

    Examples
    --------
    >>> mean_difference_from_best([60, 68, 75], best="high").value.round(2)
    np.float64(7.33)
    """
    groups = subgroups_of(value, None, standard_error)
    return _behind_best(groups, best, alike(groups), confidence)


def weighted_mean_difference_from_best(
    value: ArrayLike,
    population: ArrayLike,
    *,
    best: Best | ArrayLike,
    standard_error: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Mean difference from the best subgroup, all people counting alike.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis, in any order. NaN means missing.
    population : array_like, shape (..., subgroups)
        People in each subgroup; above 0. NaN means missing.
    best, standard_error, confidence
        As for `mean_difference_from_best`.

    Returns
    -------
    Inequality
        As for `mean_difference_from_best`; NaN, with a note, also where a population is missing.

    Raises
    ------
    InputError
        As for `mean_difference_from_best`, or if a population is not above 0.

    References
    ----------
    World Health Organization (2013), Handbook on health inequality monitoring.

    Examples
    --------
    >>> weighted_mean_difference_from_best([60, 68, 75], [1, 2, 1], best="high").value.round(2)
    np.float64(7.25)
    """
    groups = subgroups_of(value, population, standard_error)
    return _behind_best(groups, best, groups.share, confidence)


def mean_difference_from_mean(
    value: ArrayLike,
    population: ArrayLike,
    *,
    average: ArrayLike | None = None,
    standard_error: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Mean difference from the average over all people, all subgroups counting alike.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis, in any order. NaN means missing.
    population : array_like, shape (..., subgroups)
        People in each subgroup; above 0. NaN means missing.
    average : float, or array_like, shape (...), optional
        The setting's average, 0 or more, where it is known apart and not to be worked out from the subgroups;
        it is taken as exact.
    standard_error, confidence
        As for `mean_difference_from_best`.

    Returns
    -------
    Inequality
        In the unit of the figures; limits cut off at 0, and none, with a note, where there is no distance.
        NaN, with a note, where a figure, population or average is missing.

    Raises
    ------
    InputError
        As for `weighted_mean_difference_from_best`, or if an average is negative.

    Notes
    -----
    Limits by the delta method; they take into account that the average moves too.

    References
    ----------
    World Health Organization (2013), Handbook on health inequality monitoring.

    Examples
    --------
    >>> mean_difference_from_mean([60, 68, 75], [1, 2, 1]).value.round(2)
    np.float64(5.08)
    """
    groups = subgroups_of(value, population, standard_error)
    return _mean_difference(groups, average_of(groups, average), alike(groups), confidence)


def weighted_mean_difference_from_mean(
    value: ArrayLike,
    population: ArrayLike,
    *,
    average: ArrayLike | None = None,
    standard_error: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Mean difference from the average over all people, all people counting alike.

    Parameters
    ----------
    value, population, average, standard_error, confidence
        As for `mean_difference_from_mean`.

    Returns
    -------
    Inequality
        As for `mean_difference_from_mean`.

    Raises
    ------
    InputError
        As for `mean_difference_from_mean`.

    References
    ----------
    World Health Organization (2013), Handbook on health inequality monitoring.

    Examples
    --------
    >>> weighted_mean_difference_from_mean([60, 68, 75], [1, 2, 1]).value.round(3)
    np.float64(3.875)
    """
    groups = subgroups_of(value, population, standard_error)
    return _mean_difference(groups, average_of(groups, average), groups.share, confidence)


def mean_difference_from_reference(
    value: ArrayLike,
    *,
    reference: ArrayLike,
    standard_error: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Mean difference from a reference subgroup, all subgroups counting alike.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis, in any order. NaN means missing.
    reference : int, or array_like of int, shape (...)
        The place of the reference subgroup along the last axis, counted from 0.
    standard_error, confidence
        As for `mean_difference_from_best`.

    Returns
    -------
    Inequality
        The distance in either direction, in the unit of the figures; limits cut off at 0, and none, with a
        note, where all figures are equal. NaN, with a note, where a figure is missing.

    Raises
    ------
    InputError
        As for `mean_difference_from_best`, or if a reference is no subgroup.

    References
    ----------
    World Health Organization (2013), Handbook on health inequality monitoring.

    Examples
    --------
    >>> mean_difference_from_reference([60, 68, 75], reference=1).value
    np.float64(5.0)
    """
    groups = subgroups_of(value, None, standard_error)
    return _mean_difference(groups, _reference_of(groups, reference), alike(groups), confidence)


def weighted_mean_difference_from_reference(
    value: ArrayLike,
    population: ArrayLike,
    *,
    reference: ArrayLike,
    standard_error: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Mean difference from a reference subgroup, all people counting alike.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis, in any order. NaN means missing.
    population : array_like, shape (..., subgroups)
        People in each subgroup; above 0. NaN means missing.
    reference, standard_error, confidence
        As for `mean_difference_from_reference`.

    Returns
    -------
    Inequality
        As for `mean_difference_from_reference`; NaN, with a note, also where a population is missing.

    Raises
    ------
    InputError
        As for `mean_difference_from_reference`, or if a population is not above 0.

    References
    ----------
    World Health Organization (2013), Handbook on health inequality monitoring.

    Examples
    --------
    >>> weighted_mean_difference_from_reference([60, 68, 75], [1, 2, 1], reference=1).value
    np.float64(3.75)
    """
    groups = subgroups_of(value, population, standard_error)
    return _mean_difference(groups, _reference_of(groups, reference), groups.share, confidence)


def distance_from(groups: Subgroups, centre: Average, weight: Floats) -> Distance:
    """Give the weighted average distance of figures from a centre, and how it moves with each of them."""
    away = groups.value - centre.value
    side = np.sign(away)
    gradient = weight * side - centre.pull * (weight * side).sum(axis=-1, keepdims=True)
    moving = (centre.pull != 0).any(axis=-1)  # a centre made of equal figures may miss them by the last bit
    none = (groups.equal & moving) | (away == 0).all(axis=-1)
    return Distance((weight * np.abs(away)).sum(axis=-1), gradient, none)


def alike(groups: Subgroups) -> Floats:
    """Give weights under which all subgroups count alike."""
    return np.full(groups.value.shape, 1 / groups.value.shape[-1])


def _mean_difference(groups: Subgroups, centre: Average, weight: Floats, confidence: Confidence) -> Inequality:
    found = distance_from(groups, centre, weight)
    return by_gradient(
        groups, found.value, found.gradient, confidence=confidence,
        withheld=centre.withheld, unlimited=[(found.none, ALL_EQUAL)], least=0,
    )  # fmt: skip


def _behind_best(groups: Subgroups, best: Best | ArrayLike, weight: Floats, confidence: Confidence) -> Inequality:
    """All lie on one side of the best, so the mean difference is its distance from their mean."""
    goodness = groups.value * np.asarray(sign_of(best, groups=groups))[..., None]
    gradient = chosen(groups, goodness.argmax(axis=-1)) - weight
    return by_gradient(
        groups, np.abs((gradient * groups.value).sum(axis=-1)), gradient, confidence=confidence,
        unlimited=[(groups.equal, ALL_EQUAL)], least=0,
    )  # fmt: skip


def _reference_of(groups: Subgroups, reference: ArrayLike) -> Average:
    """Set subgroups against one of them."""
    mark = chosen(groups, place_of(reference, groups=groups))
    return Average((mark * groups.value).sum(axis=-1, keepdims=True), mark, ())
