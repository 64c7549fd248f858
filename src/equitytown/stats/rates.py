"""Proportions, crude rates and means, with their confidence limits."""

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import (
    Confidence,
    Floats,
    floats,
    notes,
    one_number,
    refuse_negative,
    refuse_not_above_zero,
    same_shape,
)
from equitytown.stats.intervals import Computed, Interval, poisson, student_t, wilson

MISSING_COUNT = "a count is missing"
ONE_VALUE = "one value alone says nothing of its spread"
NO_VALUES = "there are no values"


def proportion(
    numerator: ArrayLike, denominator: ArrayLike, *, multiplier: float = 1, confidence: Confidence = 0.95
) -> Computed:
    """
    Proportions with Wilson's confidence limits.

    Parameters
    ----------
    numerator : array_like, shape (n,)
        People with the event; counts, 0 or more. NaN means missing.
    denominator : array_like, shape (n,)
        People at risk; above 0. NaN means missing.
    multiplier : float, default 1
        1 for a share, 100 for a percentage.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Computed
        Values and limits times the multiplier; NaN, with a note, where a count is missing.

    Raises
    ------
    InputError
        If a count is negative, a denominator is not above 0, a numerator is above its denominator,
        shapes differ or an option is out of range.

    References
    ----------
    Wilson EB (1927), JASA 22: 209-212. Newcombe RG (1998), Statistics in Medicine 17: 857-872.

    Examples
    --------
    >>> found = proportion(81, 263, multiplier=100)
    >>> [round(float(part), 1) for part in found[:3]]
    [30.8, 25.5, 36.6]
    """
    events, people = floats(numerator, name="numerator"), floats(denominator, name="denominator")
    limits = wilson(events, people, confidence=confidence)
    return _per(multiplier, events / people, limits)


def crude_rate(
    numerator: ArrayLike, denominator: ArrayLike, *, multiplier: float = 100_000, confidence: Confidence = 0.95
) -> Computed:
    """
    Crude rates with exact Poisson limits below ten events and Byar's from there upwards.

    Parameters
    ----------
    numerator : array_like, shape (n,)
        Events; counts, 0 or more. NaN means missing. They may outnumber the people.
    denominator : array_like, shape (n,)
        People, or person-years; above 0. NaN means missing.
    multiplier : float, default 100,000
        The rate is for so many people.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Computed
        Values and limits for `multiplier` people; NaN, with a note, where a count is missing.

    Raises
    ------
    InputError
        If a count is negative, a denominator is not above 0, shapes differ or an option is out of range.

    References
    ----------
    Breslow NE, Day NE (1987), Statistical Methods in Cancer Research, volume II, IARC. Armitage P,
    Berry G, Matthews JNS (2002), Statistical Methods in Medical Research.

    Examples
    --------
    >>> found = crude_rate([0, 40], [2500, 20_000], multiplier=1000)
    >>> found.value.tolist(), found.upper.round(2).tolist()
    ([0.0, 2.0], [1.48, 2.72])
    """
    events, people = floats(numerator, name="numerator"), floats(denominator, name="denominator")
    same_shape(numerator=events, denominator=people)
    refuse_not_above_zero(people, name="denominator")
    lower, upper = poisson(events, confidence=confidence)
    return _per(multiplier, events / people, Interval(lower / people, upper / people))


def mean(values: ArrayLike, *, confidence: Confidence = 0.95) -> Computed:
    """
    Means with Student's t confidence limits.

    Parameters
    ----------
    values : array_like, shape (..., n)
        The values of each group along the last axis. NaN means missing.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Computed
        Means in the unit of the values. NaN, with a note, where any value of the group is missing; a
        single value has a mean and no limits.

    Raises
    ------
    InputError
        If values are not numbers or a confidence is out of range.

    References
    ----------
    Student (1908), The probable error of a mean, Biometrika 6: 1-25.

    Examples
    --------
    >>> found = mean([4.1, 5.2, 6.3])
    >>> found.value.round(2), found.lower.round(2), found.upper.round(2)
    (np.float64(5.2), np.float64(2.47), np.float64(7.93))
    """
    given = np.atleast_1d(floats(values, name="values"))
    count = np.full(given.shape[:-1], float(given.shape[-1]))
    centre = given.sum(axis=-1) / given.shape[-1] if given.shape[-1] else np.full(given.shape[:-1], np.nan)
    squares = ((given - centre[..., None]) ** 2).sum(axis=-1)
    return mean_of_moments(centre, squares, count, confidence=confidence)


def mean_of_moments(
    centre: ArrayLike, squares: ArrayLike, count: ArrayLike, *, confidence: Confidence = 0.95
) -> Computed:
    """
    Means with Student's t confidence limits, from sums already taken.

    Parameters
    ----------
    centre : array_like, shape (n,)
        The mean of each group. NaN means missing.
    squares : array_like, shape (n,)
        The sum of squared distances from it.
    count : array_like, shape (n,)
        How many values; 0 or more.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Computed
        As for `mean`.

    Raises
    ------
    InputError
        If a sum of squares is negative, shapes differ or a confidence is out of range.

    Examples
    --------
    >>> mean_of_moments(5.2, 2.42, 3).upper.round(2)
    np.float64(7.93)
    """
    value, spread, many = floats(centre, name="centre"), floats(squares, name="squares"), floats(count, name="count")
    same_shape(centre=value, squares=spread, count=many)
    refuse_negative(spread, name="squares")
    deviation = np.sqrt(spread / np.where(many > 1, many - 1, np.nan))
    limits = student_t(value, deviation, np.maximum(many, 1), confidence=confidence)
    reasons = ((many == 0, NO_VALUES), (np.isnan(value), "a value is missing"), (many == 1, ONE_VALUE))
    return Computed(value[()], *limits, notes(value.shape, *reasons))


def multiplier_of(multiplier: float) -> float:
    """Refuse a multiplier that is not above 0."""
    multiplier = one_number(multiplier, name="multiplier", mend="Use 100 for a percentage.")
    if not 0 < multiplier < np.inf:
        raise InputError(f"multiplier must be above 0, and is {multiplier:g}. Use 100 for a percentage.")
    return multiplier


def _per(multiplier: float, share: Floats, limits: Interval) -> Computed:
    """Give shares and their limits times a multiplier, with a note where a count is missing."""
    many = multiplier_of(multiplier)
    note = notes(np.shape(share), (np.isnan(share), MISSING_COUNT))
    return Computed(many * share, many * limits.lower, many * limits.upper, note)
