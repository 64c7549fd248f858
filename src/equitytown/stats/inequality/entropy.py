"""Entropy measures: the Theil index and the mean log deviation."""

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import Confidence
from equitytown.stats.inequality.subgroups import (
    ALL_EQUAL,
    AVERAGE_ZERO,
    Inequality,
    above_zero,
    by_gradient,
    subgroups_of,
)
from equitytown.stats.rates import multiplier_of

NO_LOGARITHM = "a figure of 0 has no logarithm"
NO_LIMITS_AT_ZERO = "a figure of 0 has no logarithm, so there are no limits"


def theil_index(
    value: ArrayLike,
    population: ArrayLike,
    *,
    standard_error: ArrayLike | None = None,
    multiplier: float = 1000,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Theil index: the average of relative figures times their logarithm.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis, 0 or more, in any order. NaN means missing.
    population : array_like, shape (..., subgroups)
        People in each subgroup; above 0. NaN means missing.
    standard_error : array_like, shape (..., subgroups), optional
        Standard errors of the figures, 0 or more. Without them there are no limits.
    multiplier : float, default 1000
        1000 as the World Health Organization gives it; 1 for the plain index.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Inequality
        0 where all are equal; the estimate, its limits and its standard error all times the multiplier. A
        figure of 0 adds nothing, as r ln r does towards 0, but leaves no limits. NaN, with a note, where a
        figure or population is missing or the average is 0.

    Raises
    ------
    InputError
        If there are fewer than two subgroups, a figure or standard error is negative, a population is not
        above 0, shapes differ or an option is out of range.

    Notes
    -----
    Σ w r ln r, for shares w of the people and figures r over the average. Limits by the delta method, cut
    off at 0.

    References
    ----------
    Theil H (1967), Economics and Information Theory. Harper S, Lynch J (2005), Methods for measuring cancer
    disparities, National Cancer Institute.

    Examples
    --------
    >>> theil_index([8, 5, 1, 3, 5, 6, 7, 6, 3], [1] * 9, multiplier=1).value.round(8)
    np.float64(0.10494562)
    """
    groups = subgroups_of(value, population, standard_error, relative=True)
    ratio = groups.value / above_zero(groups.mean)[..., None]
    logged = np.log(above_zero(ratio))
    index = (groups.share * np.where(ratio == 0, 0, ratio * logged)).sum(axis=-1)
    gradient = groups.share / above_zero(groups.mean)[..., None] * (logged - index[..., None])
    many = multiplier_of(multiplier)
    zero = (groups.value == 0).any(axis=-1)
    return by_gradient(
        groups, many * index, many * gradient, confidence=confidence, withheld=[(groups.mean == 0, AVERAGE_ZERO)],
        unlimited=[(zero, NO_LIMITS_AT_ZERO), (groups.equal, ALL_EQUAL)], least=0,
    )  # fmt: skip


def mean_log_deviation(
    value: ArrayLike,
    population: ArrayLike,
    *,
    standard_error: ArrayLike | None = None,
    multiplier: float = 1000,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Mean log deviation: the average distance of the figures' logarithms below that of the average.

    Parameters
    ----------
    value, population, standard_error, multiplier, confidence
        As for `theil_index`.

    Returns
    -------
    Inequality
        0 where all are equal; the estimate, its limits and its standard error all times the multiplier. NaN,
        with a note, where a figure or population is missing or a figure is 0.

    Raises
    ------
    InputError
        As for `theil_index`.

    Notes
    -----
    -Σ w ln r, for shares w of the people and figures r over the average. Limits by the delta method, cut off
    at 0.

    References
    ----------
    Theil H (1967), Economics and Information Theory. Harper S, Lynch J (2005), Methods for measuring cancer
    disparities, National Cancer Institute.

    Examples
    --------
    >>> mean_log_deviation([8, 5, 1, 3, 5, 6, 7, 6, 3], [1] * 9, multiplier=1).value.round(8)
    np.float64(0.13974605)
    """
    groups = subgroups_of(value, population, standard_error, relative=True)
    mean = above_zero(groups.mean)[..., None]
    index = -(groups.share * np.log(above_zero(groups.value / mean))).sum(axis=-1)
    gradient = groups.share / mean - groups.share / above_zero(groups.value)
    many = multiplier_of(multiplier)
    zero = (groups.value == 0).any(axis=-1)
    return by_gradient(
        groups, many * index, many * gradient, confidence=confidence,
        withheld=[(groups.mean == 0, AVERAGE_ZERO), (zero, NO_LOGARITHM)],
        unlimited=[(groups.equal, ALL_EQUAL)], least=0,
    )  # fmt: skip
