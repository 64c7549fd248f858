"""What all would gain if everybody fared like the reference subgroup: attributable risk and fraction."""

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import Confidence, Floats
from equitytown.stats.inequality.subgroups import (
    AVERAGE_ZERO,
    Inequality,
    Order,
    Subgroups,
    above_zero,
    average_of,
    by_gradient,
    check_order,
    chosen,
    place_of,
    sign_of,
    subgroups_of,
)
from equitytown.stats.ranks import Best
from equitytown.stats.rates import multiplier_of


def population_attributable_risk(
    value: ArrayLike,
    population: ArrayLike,
    *,
    best: Best | ArrayLike,
    standard_error: ArrayLike | None = None,
    order: Order = "ordered",
    reference: ArrayLike | None = None,
    average: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Population attributable risk: the reference subgroup's figure less the average.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis; of ordered subgroups the most disadvantaged first. NaN
        means missing.
    population : array_like, shape (..., subgroups)
        People in each subgroup; above 0. NaN means missing.
    best : {"high", "low"}, or one of these for each group
        Which figures are good.
    standard_error : array_like, shape (..., subgroups), optional
        Standard errors of the figures, 0 or more. Without them there are no limits.
    order : {"ordered", "unordered"}, default "ordered"
        Of ordered subgroups the reference is the last; of unordered ones the best.
    reference : int, or array_like of int, shape (...), optional
        The place of another reference subgroup along the last axis, counted from 0.
    average : float, or array_like, shape (...), optional
        The setting's average, 0 or more, where it is known apart; it is taken as exact.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Inequality
        In the unit of the figures: how much higher the average would be where high is best (0 or more), how
        much lower where low is (0 or less). 0 where the reference fares no better than the average. NaN, with
        a note, where a figure, population or average is missing.

    Raises
    ------
    InputError
        If there are fewer than two subgroups, a population is not above 0, a standard error or average is
        negative, a reference is no subgroup, shapes differ or an option is out of range.

    Notes
    -----
    Limits by the delta method, cut off at 0. Which subgroup is the best is taken as known.

    References
    ----------
    World Health Organization (2013), Handbook on health inequality monitoring. Schlotheuber A, Hosseinpoor AR
    (2022), Summary measures of health inequality, Int J Environ Res Public Health 19: 3697.

    Examples
    --------
    >>> found = population_attributable_risk([60, 68, 75], [1, 2, 1], best="high", standard_error=[1, 1, 1])
    >>> [round(float(part), 2) for part in found[:3]]
    [7.25, 5.42, 9.08]
    """
    groups = subgroups_of(value, population, standard_error)
    mark = reference_of(groups, best, order, reference)
    centre = average_of(groups, average)
    gain = (mark * groups.value).sum(axis=-1) - centre.value[..., 0]
    least, most = bounds_of(groups, best)
    return by_gradient(
        groups, gain, mark - centre.pull, confidence=confidence, withheld=centre.withheld, least=least, most=most
    )


def population_attributable_fraction(
    value: ArrayLike,
    population: ArrayLike,
    *,
    best: Best | ArrayLike,
    standard_error: ArrayLike | None = None,
    order: Order = "ordered",
    reference: ArrayLike | None = None,
    average: ArrayLike | None = None,
    multiplier: float = 100,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Population attributable fraction: the population attributable risk over the average.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis, 0 or more; of ordered subgroups the most disadvantaged
        first. NaN means missing.
    population, best, standard_error, order, reference, average, confidence
        As for `population_attributable_risk`.
    multiplier : float, default 100
        100 for per cent of the average.

    Returns
    -------
    Inequality
        In per cent of the average, the estimate and its limits alike; with the sign of the risk. NaN, with a
        note, also where the average is 0.

    Raises
    ------
    InputError
        As for `population_attributable_risk`, or if a figure is negative.

    Notes
    -----
    Limits by the delta method, cut off at 0. See `attributable_fraction_of_counts` for figures that are
    counts over everybody counted.

    References
    ----------
    World Health Organization (2013), Handbook on health inequality monitoring.

    Examples
    --------
    >>> found = population_attributable_fraction([160, 128, 110, 80], [22_500, 12_500, 10_000, 5000], best="low")
    >>> found.value.round(1)
    np.float64(-40.3)
    """
    groups = subgroups_of(value, population, standard_error, relative=True)
    mark = reference_of(groups, best, order, reference)
    centre, many = average_of(groups, average), multiplier_of(multiplier)
    mean = above_zero(centre.value[..., 0])
    ratio = (mark * groups.value).sum(axis=-1) / mean
    gradient = (mark - centre.pull * ratio[..., None]) / mean[..., None]
    least, most = bounds_of(groups, best)
    return by_gradient(
        groups, many * (ratio - 1), many * gradient, confidence=confidence,
        withheld=[*centre.withheld, (centre.value[..., 0] == 0, AVERAGE_ZERO)], least=least, most=most,
    )  # fmt: skip


def reference_of(groups: Subgroups, best: Best | ArrayLike, order: Order, reference: ArrayLike | None) -> Floats:
    """Mark the subgroup that all are set against: the one given, the last in order, or the best."""
    check_order(order)
    if reference is not None:
        return chosen(groups, place_of(reference, groups=groups))
    if order == "ordered":
        return chosen(groups, np.full(groups.value.shape[:-1], groups.value.shape[-1] - 1))
    goodness = groups.value * np.asarray(sign_of(best, groups=groups))[..., None]
    return chosen(groups, goodness.argmax(axis=-1))


def bounds_of(groups: Subgroups, best: Best | ArrayLike) -> tuple[Floats, Floats]:
    """Give what a gain lies between: 0 or more where high is best, 0 or less where low is."""
    sign = sign_of(best, groups=groups)
    return np.where(sign > 0, 0.0, -np.inf), np.where(sign > 0, np.inf, 0.0)
