"""Confidence limits of counts, rates, proportions and means."""

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import (
    Confidence,
    Floats,
    Notes,
    confidence_level,
    confidence_levels,
    fewer_than,
    floats,
    refuse,
    refuse_negative,
    refuse_not_above_zero,
    same_shape,
)

EXACT_BELOW = 10  # events; Byar's approximation is used from here upwards (Breslow and Day 1987)


class Interval(NamedTuple):
    """
    Lower and upper confidence limits.

    Each has the input's shape; where several confidences were asked for, a first axis with one entry for each.
    """

    lower: Floats
    upper: Floats


class Computed(NamedTuple):
    """
    Figures worked out, with their confidence limits, and for each that cannot be given the reason why.

    `value` and `note` have the shape of the figures. `lower` and `upper` have it too; where several
    confidences were asked for they have a first axis with one entry for each. A `note` is "" where the
    value is given.
    """

    value: Floats
    lower: Floats
    upper: Floats
    note: Notes


def z_value(confidence: float) -> float:
    """
    Give the normal deviate of a two-sided confidence.

    Parameters
    ----------
    confidence : float
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    float
        1.959964 for 0.95.

    Raises
    ------
    InputError
        If `confidence` is out of range.

    Examples
    --------
    >>> round(z_value(0.95), 6)
    1.959964
    """
    return NormalDist().inv_cdf(0.5 + confidence_level(confidence) / 2)


def z_values(confidence: Confidence, *, like: Floats) -> Floats:
    """
    Give the normal deviates of confidences, shaped to stand before an array.

    Parameters
    ----------
    confidence : float or sequence of float
        Two-sided coverage, each above 0 and below 1.
    like : ndarray
        The array that the deviates are to be multiplied with.

    Returns
    -------
    ndarray
        Without an axis for one confidence; of shape (k, 1, ...) for k of them.

    Raises
    ------
    InputError
        If a confidence is out of range.

    Examples
    --------
    >>> z_values((0.95, 0.998), like=np.zeros(3)).round(4).tolist()
    [[1.96], [3.0902]]
    """
    levels = confidence_levels(confidence, like=like)
    found = np.array([z_value(float(level)) for level in levels.flat])
    return found.reshape(levels.shape)[()]


def wilson(numerator: ArrayLike, denominator: ArrayLike, *, confidence: Confidence = 0.95) -> Interval:
    """
    Confidence limits of a proportion by Wilson's score method.

    Parameters
    ----------
    numerator : array_like, shape (n,)
        People with the event; counts, 0 or more. NaN means missing.
    denominator : array_like, shape (n,)
        People at risk; above 0. NaN means missing.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1. Several give limits with a first axis, one entry for each.

    Returns
    -------
    Interval
        `lower` and `upper`, each of shape (n,), as shares of 1; NaN where either count is missing.

    Raises
    ------
    InputError
        If a count is negative, a denominator is not above 0, a numerator is above its denominator,
        shapes differ or `confidence` is out of range.

    References
    ----------
    Wilson EB (1927), JASA 22: 209-212. Newcombe RG (1998), Statistics in Medicine 17: 857-872.

    Examples
    --------
    >>> [round(float(limit), 4) for limit in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    events, people = floats(numerator, name="numerator"), floats(denominator, name="denominator")
    same_shape(numerator=events, denominator=people)
    refuse_negative(events, name="numerator")
    refuse_not_above_zero(people, name="denominator")
    refuse(events > people, "numerator is above its denominator",
           lambda i: f"{events.flat[i]:g} of {people.flat[i]:g}",
           mend="Correct the counts, or use `poisson` if one person can have several events.")  # fmt: skip
    z = z_values(confidence, like=events)
    centre = 2 * events + z**2
    reach = z * np.sqrt(z**2 + 4 * events * (1 - events / people))
    below = 2 * (people + z**2)
    # The limit of none is 0 and that of all is 1, exactly; the last bit of the arithmetic may say otherwise.
    none, everybody = (events == 0) & (people > 0), events == people
    lower = np.where(none, 0.0, np.maximum((centre - reach) / below, 0))
    upper = np.where(everybody, 1.0, np.minimum((centre + reach) / below, 1))
    return Interval(lower[()], upper[()])


def byar(numerator: ArrayLike, *, confidence: Confidence = 0.95) -> Interval:
    """
    Confidence limits of a count by Byar's approximation.

    Parameters
    ----------
    numerator : array_like, shape (n,)
        Events observed; counts, 0 or more. NaN means missing.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1. Several give limits with a first axis, one entry for each.

    Returns
    -------
    Interval
        `lower` and `upper`, each of shape (n,), in events; NaN where `numerator` is. The lower
        limit of no events is 0, and none falls below 0.

    Raises
    ------
    InputError
        If a count is negative, or `confidence` is out of range.

    Notes
    -----
    Close to the exact Poisson limits from 10 events upwards; use `exact` below that.

    References
    ----------
    Breslow NE, Day NE (1987), Statistical Methods in Cancer Research, volume II, IARC.

    Examples
    --------
    >>> [round(float(limit), 2) for limit in byar(40)]
    [28.57, 54.47]
    """
    events = floats(numerator, name="numerator")
    refuse_negative(events, name="numerator")
    return _byar(events, z_values(confidence, like=events))


def exact(numerator: ArrayLike, *, confidence: Confidence = 0.95) -> Interval:
    """
    Exact Poisson confidence limits of a count.

    Parameters
    ----------
    numerator : array_like, shape (n,)
        Events observed; counts, 0 or more. NaN means missing.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1. Several give limits with a first axis, one entry for each.

    Returns
    -------
    Interval
        `lower` and `upper`, each of shape (n,), in events; NaN where `numerator` is.

    Raises
    ------
    InputError
        If a count is negative, or `confidence` is out of range.

    References
    ----------
    Armitage P, Berry G, Matthews JNS (2002), Statistical Methods in Medical Research.

    Examples
    --------
    >>> [round(float(limit), 3) for limit in exact(5)]
    [1.623, 11.668]
    """
    events = floats(numerator, name="numerator")
    refuse_negative(events, name="numerator")
    return _exact(events, confidence_levels(confidence, like=events))


def poisson(numerator: ArrayLike, *, confidence: Confidence = 0.95) -> Interval:
    """
    Confidence limits of a count: exact below ten events, Byar's from there upwards.

    Parameters
    ----------
    numerator : array_like, shape (n,)
        Events observed; counts, 0 or more. NaN means missing.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1. Several give limits with a first axis, one entry for each.

    Returns
    -------
    Interval
        `lower` and `upper`, each of shape (n,), in events; NaN where `numerator` is.

    Raises
    ------
    InputError
        If a count is negative, or `confidence` is out of range.

    Examples
    --------
    >>> [round(float(limit), 3) for limit in poisson(5)]
    [1.623, 11.668]
    """
    events = floats(numerator, name="numerator")
    refuse_negative(events, name="numerator")
    found = _byar(events, z_values(confidence, like=events))
    few = fewer_than(events, EXACT_BELOW)
    if not few.any():
        return found
    counts, place = np.unique(events[few], return_inverse=True)  # small counts repeat: each is worked out once
    close = _exact(counts, confidence_levels(confidence, like=counts))
    lower, upper = np.array(found.lower), np.array(found.upper)
    lower[..., few], upper[..., few] = close.lower[..., place], close.upper[..., place]
    return Interval(lower[()], upper[()])


def student_t(
    mean: ArrayLike, standard_deviation: ArrayLike, count: ArrayLike, *, confidence: Confidence = 0.95
) -> Interval:
    """
    Confidence limits of a mean by Student's t distribution.

    Parameters
    ----------
    mean, standard_deviation : array_like, shape (n,)
        Mean and standard deviation (divisor count - 1) of the values, in their unit. NaN means missing.
    count : array_like, shape (n,)
        How many values; 1 or more.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1. Several give limits with a first axis, one entry for each.

    Returns
    -------
    Interval
        `lower` and `upper`, in the unit of the mean; NaN where anything is missing, and for a single
        value, which says nothing of its own spread.

    Raises
    ------
    InputError
        If a standard deviation is negative, a count is below 1, shapes differ or a confidence is out of range.

    References
    ----------
    Student (1908), The probable error of a mean, Biometrika 6: 1-25.

    Examples
    --------
    >>> [round(float(limit), 3) for limit in student_t(5.25, 0.96, 100)]
    [5.06, 5.44]
    """
    from scipy.special import stdtrit  # noqa: PLC0415  a slow import that few paths need

    centre, spread, many = (
        floats(mean, name="mean"),
        floats(standard_deviation, name="standard_deviation"),
        floats(count, name="count"),
    )
    same_shape(mean=centre, standard_deviation=spread, count=many)
    refuse_negative(spread, name="standard_deviation")
    refuse(many < 1, "count is below 1", lambda i: f"{many.flat[i]:g}", mend="Leave out means of nothing.")
    freedom = np.where(many > 1, many - 1, np.nan)
    reach = stdtrit(freedom, 0.5 + confidence_levels(confidence, like=centre) / 2) * spread / np.sqrt(many)
    return Interval((centre - reach)[()], (centre + reach)[()])


def dobson(value: ArrayLike, variance: ArrayLike, numerator: ArrayLike, *, confidence: Confidence = 0.95) -> Interval:
    """
    Confidence limits of a weighted sum of counts by Dobson's method, from Byar's limits of the count.

    Parameters
    ----------
    value, variance : array_like, shape (n,)
        The weighted sum (a directly standardised rate, say) and its variance, in one unit and its square.
    numerator : array_like, shape (n,)
        All events behind it; above 0. NaN means missing.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1. Several give limits with a first axis, one entry for each.

    Returns
    -------
    Interval
        `lower` and `upper`, in the unit of the value; NaN where anything is missing.

    Raises
    ------
    InputError
        If a variance is negative, a count is not above 0, shapes differ or a confidence is out of range.

    Notes
    -----
    The limits of the count are stretched by the ratio of the two standard deviations, so they lean upwards
    as those of a count do, and enclose the truth more often than normal limits when events are few.

    References
    ----------
    Dobson AJ, Kuulasmaa K, Eberle E, Scherer J (1991), Confidence intervals for weighted sums of Poisson
    parameters, Statistics in Medicine 10: 457-462.

    Examples
    --------
    >>> [round(float(limit), 2) for limit in dobson(40, 40, 40)]
    [28.57, 54.47]
    """
    rate, spread, events = (
        floats(value, name="value"),
        floats(variance, name="variance"),
        floats(numerator, name="numerator"),
    )
    same_shape(value=rate, variance=spread, numerator=events)
    refuse_negative(spread, name="variance")
    refuse_not_above_zero(events, name="numerator")
    count, stretch = _byar(events, z_values(confidence, like=events)), np.sqrt(spread / events)
    return Interval((rate + stretch * (count.lower - events))[()], (rate + stretch * (count.upper - events))[()])


def _byar(events: Floats, z: Floats) -> Interval:
    """Byar's limits of counts already checked. No events have a lower limit of 0, and none falls below it."""
    some = np.maximum(events, 1e-30)  # none at all has no root; its lower limit is cut off at 0
    root = 1 - 1 / (9 * some) - z / (3 * np.sqrt(some))
    more = events + 1
    ceiling = 1 - 1 / (9 * more) + z / (3 * np.sqrt(more))
    return Interval(np.maximum(events * (root * root * root), 0.0)[()], (more * (ceiling * ceiling * ceiling))[()])


def _exact(events: Floats, confidence: Floats) -> Interval:
    """Exact Poisson limits of counts already checked: chi-squared quantiles, written as gamma ones."""
    from scipy.special import gammainccinv, gammaincinv  # noqa: PLC0415  a slow import that few paths need

    tail = (1 - confidence) / 2
    none = events == 0
    lower = np.where(none, 0.0, gammaincinv(np.where(none, 1.0, events), tail))
    return Interval(lower[()], np.asarray(gammainccinv(events + 1, tail), dtype=np.float64)[()])
