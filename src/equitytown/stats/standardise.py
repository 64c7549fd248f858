"""Directly and indirectly standardised rates, with their confidence limits."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import (
    Confidence,
    Floats,
    fewer_than,
    floats,
    notes,
    refuse,
    refuse_negative,
    refuse_not_above_zero,
    same_shape,
)
from equitytown.stats.intervals import Computed, dobson, poisson
from equitytown.stats.rates import MISSING_COUNT, multiplier_of

MINIMUM_EVENTS = 10  # below this a directly standardised rate is withheld (Fingertips technical guidance)
FEW_EVENTS = f"fewer than {MINIMUM_EVENTS} events"
NONE_EXPECTED = "no events are expected"


class Sums(NamedTuple):
    """
    What a directly standardised rate rests on: sums over age bands, each of shape (n,).

    `events` counts events; `weight` sums the standard population w; `rate` sums w x / n and `variance`
    w² x / n², for x events (and, where one person may have several, f² times those with f events) and
    n people.
    """

    events: Floats
    weight: Floats
    rate: Floats
    variance: Floats


def directly_standardised_rate(
    numerator: ArrayLike,
    denominator: ArrayLike,
    standard_population: ArrayLike,
    *,
    multiplier: float = 100_000,
    confidence: Confidence = 0.95,
) -> Computed:
    """
    Directly standardised rates with Dobson's confidence limits.

    Parameters
    ----------
    numerator, denominator : array_like, shape (..., bands)
        Events and people in each age band, along the last axis. NaN means missing.
    standard_population : array_like, shape (bands,) or (..., bands)
        Weights by age band, 0 or more; see `standard_populations`.
    multiplier : float, default 100,000
        The rate is for so many people.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Computed
        NaN, with a note, where a count is missing in any band or there are fewer than ten events.

    Raises
    ------
    InputError
        If a count or weight is negative, a denominator is not above 0, all weights are 0, shapes
        differ or an option is out of range.

    Notes
    -----
    Assumes that events are independent; use `rate_of_repeated_events` where one person can have several.

    References
    ----------
    Dobson AJ, Kuulasmaa K, Eberle E, Scherer J (1991), Statistics in Medicine 10: 457-462. Breslow NE,
    Day NE (1987), Statistical Methods in Cancer Research, volume II, IARC.

    Examples
    --------
    >>> found = directly_standardised_rate([5, 20, 80], [9000, 8000, 3000], [50_000, 35_000, 15_000])
    >>> [round(float(part), 1) for part in found[:3]]
    [515.3, 421.3, 624.0]
    """
    events, people = floats(numerator, name="numerator"), floats(denominator, name="denominator")
    weight = floats(standard_population, name="standard_population")
    _check_bands(events, people, weight)
    share = weight / people
    sums = Sums(
        events=events.sum(axis=-1),
        weight=np.broadcast_to(weight.sum(axis=-1), events.shape[:-1]),
        rate=(share * events).sum(axis=-1),
        variance=(share * share * events).sum(axis=-1),
    )
    return rate_of_sums(sums, multiplier=multiplier, confidence=confidence)


def rate_of_repeated_events(
    people_with: ArrayLike,
    denominator: ArrayLike,
    standard_population: ArrayLike,
    *,
    events_each: ArrayLike,
    multiplier: float = 100_000,
    confidence: Confidence = 0.95,
) -> Computed:
    """
    Directly standardised rates of events of which one person can have several.

    Parameters
    ----------
    people_with : array_like, shape (..., bands, frequencies)
        People in each age band who had so many events. NaN means missing.
    denominator : array_like, shape (..., bands)
        People in each age band; above 0.
    standard_population : array_like, shape (bands,) or (..., bands)
        Weights by age band, 0 or more.
    events_each : array_like, shape (frequencies,)
        How many events the people of each column had; above 0.
    multiplier : float, default 100,000
        The rate is for so many people.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Computed
        The rate of events; limits are wider than if the events were independent. NaN, with a note,
        where a count is missing or there are fewer than ten events.

    Raises
    ------
    InputError
        As for `directly_standardised_rate`, or if a number of events is not above 0.

    References
    ----------
    Stukel TA, Glynn RJ, Fisher ES, Sharp SM, Lu-Yao G, Wennberg JE (1994), Standardized rates of recurrent
    outcomes, Statistics in Medicine 13: 1781-1791.

    Examples
    --------
    >>> found = rate_of_repeated_events([[30, 6], [40, 9]], [5000, 4000], [60, 40], events_each=[1, 2])
    >>> [round(float(part), 1) for part in found[:3]]
    [1084.0, 852.9, 1352.2]
    """
    people = floats(denominator, name="denominator")
    weight = floats(standard_population, name="standard_population")
    each, having = floats(events_each, name="events_each"), floats(people_with, name="people_with")
    refuse_not_above_zero(each, name="events_each")
    refuse_negative(having, name="people_with")
    if having.shape[-1:] != each.shape:
        same_shape(people_with=having[..., 0, :] if having.ndim > 1 else having, events_each=each)
    events = (having * each).sum(axis=-1)
    _check_bands(events, people, weight)
    share = weight / people
    sums = Sums(
        events=events.sum(axis=-1),
        weight=np.broadcast_to(weight.sum(axis=-1), events.shape[:-1]),
        rate=(share * events).sum(axis=-1),
        variance=(share * share * (having * each**2).sum(axis=-1)).sum(axis=-1),
    )
    return rate_of_sums(sums, multiplier=multiplier, confidence=confidence)


def rate_of_sums(sums: Sums, *, multiplier: float = 100_000, confidence: Confidence = 0.95) -> Computed:
    """
    Directly standardised rates from sums already taken, wherever that was done.

    Parameters
    ----------
    sums : Sums
        Sums over age bands, each of shape (n,). NaN means that a part was missing.
    multiplier : float, default 100,000
        The rate is for so many people.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Computed
        NaN, with a note, where a sum is missing or there are fewer than ten events.

    Raises
    ------
    InputError
        If a sum is negative, all weights are 0, shapes differ or an option is out of range.

    Examples
    --------
    >>> rate_of_sums(Sums(np.array(40.0), np.array(100.0), np.array(0.2), np.array(0.001))).value
    np.float64(200.0)
    """
    events, weight, rate, variance = (floats(part, name=name) for part, name in zip(sums, Sums._fields, strict=True))
    same_shape(events=events, weight=weight, rate=rate, variance=variance)
    refuse_negative(variance, name="variance")
    refuse_not_above_zero(weight, name="the sum of standard_population")
    many, missing = multiplier_of(multiplier), np.isnan(events) | np.isnan(rate) | np.isnan(variance)
    few = fewer_than(events, MINIMUM_EVENTS)
    value = np.where(few | missing, np.nan, many * rate / weight)[()]
    counted = np.where(few, np.nan, events)
    limits = dobson(value, variance * (many / weight) ** 2, counted, confidence=confidence)
    return Computed(value, *limits, notes(value.shape, (missing, MISSING_COUNT), (few, FEW_EVENTS)))


def indirectly_standardised_ratio(
    observed: ArrayLike, expected: ArrayLike, *, multiplier: float = 1, confidence: Confidence = 0.95
) -> Computed:
    """
    Ratios of observed to expected events, exact below ten observed and Byar's limits from there upwards.

    Parameters
    ----------
    observed : array_like, shape (n,)
        Events observed; counts, 0 or more. NaN means missing.
    expected : array_like, shape (n,)
        Events expected at the reference rates; see `expected_events`.
    multiplier : float, default 1
        1 for a ratio, 100 for one where 100 is as expected.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Computed
        NaN, with a note, where a count is missing or none is expected.

    Raises
    ------
    InputError
        If a count is negative, shapes differ or an option is out of range.

    References
    ----------
    Breslow NE, Day NE (1987), Statistical Methods in Cancer Research, volume II, IARC, chapter 2.

    Examples
    --------
    >>> found = indirectly_standardised_ratio(40, 32.0, multiplier=100)
    >>> [round(float(part), 1) for part in found[:3]]
    [125.0, 89.3, 170.2]
    """
    events, hoped = floats(observed, name="observed"), floats(expected, name="expected")
    same_shape(observed=events, expected=hoped)
    refuse_negative(hoped, name="expected")
    many, none = multiplier_of(multiplier), hoped == 0
    lower, upper = poisson(events, confidence=confidence)
    scale = many / np.where(none, np.nan, hoped)
    missing = np.isnan(events) | np.isnan(hoped)
    note = notes(events.shape, (missing, MISSING_COUNT), (none, NONE_EXPECTED))
    return Computed((events * scale)[()], (lower * scale)[()], (upper * scale)[()], note)


def expected_events(denominator: ArrayLike, reference_rate: ArrayLike) -> Floats:
    """
    Events expected if a population had the reference's rates.

    Parameters
    ----------
    denominator : array_like, shape (..., bands)
        People in each age band, 0 or more. NaN means missing.
    reference_rate : array_like, shape (bands,) or (..., bands)
        The reference population's events for each person of the band, 0 or more.

    Returns
    -------
    ndarray, shape (...)
        Events; NaN where anything is missing.

    Raises
    ------
    InputError
        If a count or rate is negative, or shapes do not fit.

    Examples
    --------
    >>> expected_events([1000, 2000], [0.001, 0.01])
    np.float64(21.0)
    """
    people, rate = floats(denominator, name="denominator"), floats(reference_rate, name="reference_rate")
    refuse_negative(people, name="denominator")
    refuse_negative(rate, name="reference_rate")
    same_shape(denominator=people, reference_rate=_beside(people, rate))
    total: Floats = (people * rate).sum(axis=-1)
    return total


def _check_bands(events: Floats, people: Floats, weight: Floats) -> None:
    """Check the door of a directly standardised rate."""
    same_shape(numerator=events, denominator=people, standard_population=_beside(people, weight))
    refuse_negative(events, name="numerator")
    refuse_not_above_zero(people, name="denominator")
    refuse_negative(weight, name="standard_population")
    refuse(np.isnan(weight), "standard_population is missing", lambda i: f"band {i}",
           mend="Give every age band a weight.")  # fmt: skip


def _beside(people: Floats, by_band: Floats) -> Floats:
    """Repeat what is given once for each age band, so that shapes can be compared."""
    fits = by_band.shape == people.shape[-1:]
    return np.broadcast_to(by_band, people.shape) if fits else by_band
