"""Where areas stand in a funnel plot: how much each rests on along the axis, and its figure above it."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import (
    Floats,
    Notes,
    Truths,
    fewer_than,
    floats,
    notes,
    one_number,
    refuse,
    refuse_negative,
    refuse_not_above_zero,
    same_shape,
)
from equitytown.stats.rates import MISSING_COUNT, multiplier_of
from equitytown.stats.standardise import FEW_EVENTS, MINIMUM_EVENTS, NONE_EXPECTED

Form = Literal["ratio", "excess"]
NO_RATE = "the rate is missing, or is 0 and so tells no population"


class FunnelPoints(NamedTuple):
    """
    Areas' places in a funnel plot, each array of the input's shape.

    `at` is the place along the axis (people, people in a year, or events expected) and `value` the
    figure. Where an area has no place both are NaN and `note` says why; else `note` is "".
    """

    at: Floats
    value: Floats
    note: Notes


def points_of_proportions(numerator: ArrayLike, denominator: ArrayLike, *, multiplier: float = 1) -> FunnelPoints:
    """
    Place proportions in their funnel.

    Parameters
    ----------
    numerator, denominator : array_like, shape (n,)
        People with the event, 0 or more, out of all people, above 0. NaN means missing.
    multiplier : float, default 1
        1 for shares, 100 for percentages.

    Returns
    -------
    FunnelPoints
        People along the axis.

    Raises
    ------
    InputError
        If counts are impossible, shapes differ or the multiplier is not above 0.

    Examples
    --------
    >>> points_of_proportions([12, 30], [50, 60], multiplier=100).value.tolist()
    [24.0, 50.0]
    """
    events, people = counted_shares(numerator, denominator)
    missing = np.isnan(events) | np.isnan(people)
    return _placed(people, multiplier_of(multiplier) * events / people, (missing, MISSING_COUNT))


def points_of_ratios(
    observed: ArrayLike, expected: ArrayLike, *, multiplier: float = 1, form: Form = "ratio"
) -> FunnelPoints:
    """
    Place ratios of observed to expected events in their funnel.

    Parameters
    ----------
    observed, expected : array_like, shape (n,)
        Events, 0 or more. NaN means missing.
    multiplier : float, default 1
        1 for ratios about 1, 100 for ratios about 100.
    form : {"ratio", "excess"}, default "ratio"
        "excess" gives the ratio less 1: how many more than expected, as a share.

    Returns
    -------
    FunnelPoints
        Events expected along the axis.

    Raises
    ------
    InputError
        If a count is negative, shapes differ or an option is not known.

    Examples
    --------
    >>> points_of_ratios([12, 30], [10, 40], multiplier=100).value.tolist()
    [120.0, 75.0]
    """
    events, hoped = expected_counts(observed, expected)
    ratio = events / np.where(hoped == 0, np.nan, hoped)
    missing = np.isnan(events) | np.isnan(hoped)
    value = multiplier_of(multiplier) * in_form(ratio, form)
    return _placed(hoped, value, (missing, MISSING_COUNT), (hoped == 0, NONE_EXPECTED))


def points_of_rates(
    numerator: ArrayLike, denominator: ArrayLike, *, multiplier: float = 100_000, years: float = 1
) -> FunnelPoints:
    """
    Place crude rates in their funnel.

    Parameters
    ----------
    numerator, denominator : array_like, shape (n,)
        Events, 0 or more, and person-years over the whole period, above 0. NaN means missing.
    multiplier : float, default 100,000
        The rates are for so many people.
    years : float, default 1
        How many years of events are pooled.

    Returns
    -------
    FunnelPoints
        People in a year along the axis.

    Raises
    ------
    InputError
        If counts are impossible, shapes differ or an option is not above 0.

    Examples
    --------
    >>> points_of_rates([30], [300_000], years=3).at.tolist()
    [100000.0]
    """
    events, people = counted_events(numerator, denominator)
    missing = np.isnan(events) | np.isnan(people)
    return _placed(people / years_of(years), multiplier_of(multiplier) * events / people, (missing, MISSING_COUNT))


def points_of_standardised_rates(
    numerator: ArrayLike, value: ArrayLike, *, multiplier: float = 100_000, years: float = 1
) -> FunnelPoints:
    """
    Place directly standardised rates in their funnel.

    Parameters
    ----------
    numerator : array_like, shape (n,)
        Events behind each rate, 0 or more. NaN means missing.
    value : array_like, shape (n,)
        The rates, 0 or more. NaN means missing.
    multiplier : float, default 100,000
        The rates are for so many people.
    years : float, default 1
        How many years of events are pooled.

    Returns
    -------
    FunnelPoints
        People in a year along the axis: as many as would give the rate from these events. NaN, with a
        note, below ten events, where such a rate is withheld.

    Raises
    ------
    InputError
        If a count or rate is negative, shapes differ or an option is not above 0.

    Examples
    --------
    >>> points_of_standardised_rates([36, 7], [24.0, 9.1]).at.tolist()
    [150000.0, nan]
    """
    people = derived_denominator(numerator, value, multiplier=multiplier)
    events = floats(numerator, name="numerator")
    few = fewer_than(events, MINIMUM_EVENTS)
    at = np.where(few, np.nan, people / years_of(years))
    return _placed(at, floats(value, name="value"), (np.isnan(events), MISSING_COUNT), (few, FEW_EVENTS),
                   (np.isnan(people), NO_RATE))  # fmt: skip


def derived_denominator(numerator: ArrayLike, value: ArrayLike, *, multiplier: float = 100_000) -> Floats:
    """
    Derive the population that would give a rate from its events: what a standardised rate rests on.

    Parameters
    ----------
    numerator : array_like, shape (n,)
        Events behind each rate, 0 or more. NaN means missing.
    value : array_like, shape (n,)
        The rates, 0 or more. NaN means missing.
    multiplier : float, default 100,000
        The rates are for so many people.

    Returns
    -------
    ndarray, shape (n,)
        People, or person-years. NaN where anything is missing, and without events: no events tell no
        population.

    Raises
    ------
    InputError
        If a count or rate is negative, a rate is 0 with events behind it, shapes differ or the multiplier
        is not above 0.

    References
    ----------
    Office for Health Improvement and Disparities, Funnel plots, technical guide.

    Examples
    --------
    >>> derived_denominator([36, 0], [24.0, 0.0]).tolist()
    [150000.0, nan]
    """
    events, rate = floats(numerator, name="numerator"), floats(value, name="value")
    same_shape(numerator=events, value=rate)
    refuse_negative(events, name="numerator")
    refuse_negative(rate, name="value")
    refuse((rate == 0) & (events > 0), "a rate is 0 with events behind it", lambda i: f"{events.flat[i]:g} events",
           mend="Correct the rate or its events.")  # fmt: skip
    some = (rate > 0) & (events > 0)
    return (multiplier_of(multiplier) * events / np.where(some, rate, np.nan))[()]


def counted_shares(numerator: ArrayLike, denominator: ArrayLike) -> tuple[Floats, Floats]:
    """Check the counts of proportions at the door."""
    events, people = counted_events(numerator, denominator)
    refuse(events > people, "numerator is above its denominator",
           lambda i: f"{events.flat[i]:g} of {people.flat[i]:g}",
           mend="Correct the counts, or place them as rates if one person can have several events.")  # fmt: skip
    return events, people


def counted_events(numerator: ArrayLike, denominator: ArrayLike) -> tuple[Floats, Floats]:
    """Check the counts of rates at the door."""
    events, people = floats(numerator, name="numerator"), floats(denominator, name="denominator")
    same_shape(numerator=events, denominator=people)
    refuse_negative(events, name="numerator")
    refuse_not_above_zero(people, name="denominator")
    return events, people


def expected_counts(observed: ArrayLike, expected: ArrayLike) -> tuple[Floats, Floats]:
    """Check observed and expected events at the door."""
    events, hoped = floats(observed, name="observed"), floats(expected, name="expected")
    same_shape(observed=events, expected=hoped)
    refuse_negative(events, name="observed")
    refuse_negative(hoped, name="expected")
    return events, hoped


def in_form(ratio: Floats, form: Form) -> Floats:
    """Give ratios as they are, or less 1."""
    if form not in ("ratio", "excess"):
        raise InputError(f'form must be "ratio" or "excess", and is "{form}".')
    return ratio - 1 if form == "excess" else ratio


def years_of(years: float) -> float:
    """Refuse a number of years that is not above 0."""
    years = one_number(years, name="years", mend="Use 3 for three years pooled.")
    if not 0 < years < np.inf:
        raise InputError(f"years must be above 0, and is {years:g}. Use 3 for three years pooled.")
    return years


def _placed(at: Floats, value: Floats, *reasons: tuple[Truths | np.bool_, str]) -> FunnelPoints:
    """Give places, empty wherever a reason holds."""
    for holds, _ in reasons:
        at, value = np.where(holds, np.nan, at), np.where(holds, np.nan, value)
    return FunnelPoints(at[()], value[()], notes(np.shape(value), *reasons))
