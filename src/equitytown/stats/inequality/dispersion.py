"""Spread between subgroups about their average: variance, standard deviation, coefficient of variation."""

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import Confidence, Floats
from equitytown.stats.inequality.subgroups import (
    ALL_EQUAL,
    AVERAGE_ZERO,
    Inequality,
    Subgroups,
    above_zero,
    by_gradient,
    measured,
    subgroups_of,
)
from equitytown.stats.rates import multiplier_of


def between_group_variance(
    value: ArrayLike,
    population: ArrayLike,
    *,
    standard_error: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Between-group variance: the average squared distance from the average.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis, in any order. NaN means missing.
    population : array_like, shape (..., subgroups)
        People in each subgroup; above 0. NaN means missing.
    standard_error : array_like, shape (..., subgroups), optional
        Standard errors of the figures, 0 or more. Without them there are no limits.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Inequality
        In the squared unit of the figures; limits cut off at 0. NaN, with a note, where a figure or
        population is missing.

    Raises
    ------
    InputError
        If there are fewer than two subgroups, a population is not above 0, a standard error is negative,
        shapes differ or a confidence is out of range.

    Notes
    -----
    Σ w (y - μ)², for shares w and average μ. The limits are normal, with the variance of this square form of
    normal figures with standard errors s: 4 Σ w² (y - μ)² s² + 2 (Σ w² (1-w)² s⁴ + Σ w² w'² s² s'² over
    pairs of different subgroups). Chance adds to the measure: what errors alone would make is Σ w (1-w) s².

    References
    ----------
    Harper S, Lynch J (2005), Methods for measuring cancer disparities, National Cancer Institute.

    Examples
    --------
    >>> between_group_variance([60, 68, 75], [1, 2, 1], standard_error=[1, 1, 1]).value.round(2)
    np.float64(28.19)
    """
    groups = subgroups_of(value, population, standard_error)
    return measured(
        groups,
        _variance(groups),
        _error_of_variance(groups),
        confidence=confidence,
        unlimited=groups.unlimited,
        least=0,
    )


def between_group_standard_deviation(
    value: ArrayLike,
    population: ArrayLike,
    *,
    standard_error: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Between-group standard deviation: the root of the between-group variance.

    Parameters
    ----------
    value, population, standard_error, confidence
        As for `between_group_variance`.

    Returns
    -------
    Inequality
        In the unit of the figures; limits cut off at 0, and none, with a note, where all figures are equal.
        NaN, with a note, where a figure or population is missing.

    Raises
    ------
    InputError
        As for `between_group_variance`.

    Notes
    -----
    Limits by the delta method. They are too narrow where errors are as large as the spread itself.

    References
    ----------
    World Health Organization (2013), Handbook on health inequality monitoring.

    Examples
    --------
    >>> between_group_standard_deviation([60, 68, 75], [1, 2, 1]).value.round(2)
    np.float64(5.31)
    """
    groups = subgroups_of(value, population, standard_error)
    spread = np.sqrt(_variance(groups))
    return by_gradient(
        groups, spread, _pull(groups, spread), confidence=confidence, unlimited=[(groups.equal, ALL_EQUAL)], least=0
    )


def coefficient_of_variation(
    value: ArrayLike,
    population: ArrayLike,
    *,
    standard_error: ArrayLike | None = None,
    multiplier: float = 100,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Coefficient of variation: the between-group standard deviation over the average.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis, 0 or more, in any order. NaN means missing.
    population, standard_error, confidence
        As for `between_group_variance`.
    multiplier : float, default 100
        100 for per cent of the average.

    Returns
    -------
    Inequality
        In per cent of the average. NaN, with a note, where a figure or population is missing or the average
        is 0; no limits, with a note, where all figures are equal.

    Raises
    ------
    InputError
        As for `between_group_variance`, or if a figure is negative or the multiplier is not above 0.

    Notes
    -----
    Limits by the delta method; they take into account that the average moves too.

    References
    ----------
    World Health Organization (2013), Handbook on health inequality monitoring.

    Examples
    --------
    >>> coefficient_of_variation([60, 68, 75], [1, 2, 1]).value.round(2)
    np.float64(7.84)
    """
    groups = subgroups_of(value, population, standard_error, relative=True)
    spread, mean, many = np.sqrt(_variance(groups)), above_zero(groups.mean), multiplier_of(multiplier)
    gradient = _pull(groups, spread) / mean[..., None] - groups.share * (spread / mean**2)[..., None]
    return by_gradient(
        groups, many * spread / mean, many * gradient, confidence=confidence,
        withheld=[(groups.mean == 0, AVERAGE_ZERO)], unlimited=[(groups.equal, ALL_EQUAL)], least=0,
    )  # fmt: skip


def _variance(groups: Subgroups) -> Floats:
    found: Floats = (groups.share * (groups.value - groups.mean[..., None]) ** 2).sum(axis=-1)
    return found


def _pull(groups: Subgroups, spread: Floats) -> Floats:
    """How the standard deviation moves with each figure."""
    return groups.share * (groups.value - groups.mean[..., None]) / above_zero(spread)[..., None]


def _error_of_variance(groups: Subgroups) -> Floats:
    """Standard error of a weighted sum of squares of normal figures about their own average."""
    share, squared = groups.share, groups.error**2
    away = 4 * (share**2 * (groups.value - groups.mean[..., None]) ** 2 * squared).sum(axis=-1)
    own = (share**2 * (1 - share) ** 2 * squared**2).sum(axis=-1)
    pairs = (share**2 * squared).sum(axis=-1) ** 2 - (share**4 * squared**2).sum(axis=-1)
    error: Floats = np.sqrt(away + 2 * (own + pairs))
    return error
