"""Confidence limits of counts, rates and proportions."""

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import Floats, confidence_level, floats, refuse, same_shape

EXACT_BELOW = 10  # events; Byar's approximation is used from here upwards (Breslow and Day 1987)


class Interval(NamedTuple):
    """Lower and upper confidence limits, each of the input's shape."""

    lower: Floats
    upper: Floats


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


def wilson(numerator: ArrayLike, denominator: ArrayLike, *, confidence: float = 0.95) -> Interval:
    """
    Confidence limits of a proportion by Wilson's score method.

    Parameters
    ----------
    numerator : array_like, shape (n,)
        People with the event; counts, 0 or more. NaN means missing.
    denominator : array_like, shape (n,)
        People at risk; above 0. NaN means missing.
    confidence : float, default 0.95
        Two-sided coverage, above 0 and below 1.

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
    _not_negative(events)
    refuse(people <= 0, "denominator is not above 0", lambda i: f"{people.flat[i]:g}",
           mend="Leave out rows without people, or mark them missing.")  # fmt: skip
    refuse(events > people, "numerator is above its denominator",
           lambda i: f"{events.flat[i]:g} of {people.flat[i]:g}",
           mend="Correct the counts, or use `poisson` if one person can have several events.")  # fmt: skip
    z = z_value(confidence)
    centre = 2 * events + z**2
    reach = z * np.sqrt(z**2 + 4 * events * (1 - events / people))
    below = 2 * (people + z**2)
    # A share lies between none and all; the last bit of the arithmetic may not.
    return Interval(np.clip((centre - reach) / below, 0, 1)[()], np.clip((centre + reach) / below, 0, 1)[()])


def byar(numerator: ArrayLike, *, confidence: float = 0.95) -> Interval:
    """
    Confidence limits of a count by Byar's approximation.

    Parameters
    ----------
    numerator : array_like, shape (n,)
        Events observed; counts, 0 or more. NaN means missing.
    confidence : float, default 0.95
        Two-sided coverage, above 0 and below 1.

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
    _not_negative(events)
    z = z_value(confidence)
    some = np.where(events > 0, events, np.nan)
    lower = some * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3
    lower = np.where(events == 0, 0.0, np.maximum(lower, 0.0))
    more = events + 1
    upper = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return Interval(np.where(np.isnan(events), np.nan, lower)[()], upper[()])


def exact(numerator: ArrayLike, *, confidence: float = 0.95) -> Interval:
    """
    Exact Poisson confidence limits of a count.

    Parameters
    ----------
    numerator : array_like, shape (n,)
        Events observed; counts, 0 or more. NaN means missing.
    confidence : float, default 0.95
        Two-sided coverage, above 0 and below 1.

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
    from scipy.special import gammainccinv, gammaincinv  # noqa: PLC0415  a slow import that few paths need

    events = floats(numerator, name="numerator")
    _not_negative(events)
    tail = (1 - confidence_level(confidence)) / 2
    lower = np.where(events == 0, 0.0, gammaincinv(np.where(events == 0, 1.0, events), tail))
    upper = np.asarray(gammainccinv(events + 1, tail), dtype=np.float64)
    return Interval(np.where(np.isnan(events), np.nan, lower)[()], upper[()])


def poisson(numerator: ArrayLike, *, confidence: float = 0.95) -> Interval:
    """
    Confidence limits of a count: exact below ten events, Byar's from there upwards.

    Parameters
    ----------
    numerator : array_like, shape (n,)
        Events observed; counts, 0 or more. NaN means missing.
    confidence : float, default 0.95
        Two-sided coverage, above 0 and below 1.

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
    few = events < EXACT_BELOW
    close, rough = exact(events, confidence=confidence), byar(events, confidence=confidence)
    return Interval(np.where(few, close.lower, rough.lower)[()], np.where(few, close.upper, rough.upper)[()])


def _not_negative(events: Floats) -> None:
    refuse(events < 0, "numerator is negative", lambda i: f"{events.flat[i]:g}",
           mend="Counts start at 0; mark a missing count as NaN.")  # fmt: skip
