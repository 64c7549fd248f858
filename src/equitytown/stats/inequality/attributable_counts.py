"""Attributable risk and fraction of proportions whose counts are known."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import (
    Confidence,
    Floats,
    floats,
    refuse,
    refuse_negative,
    refuse_not_above_zero,
    same_shape,
)
from equitytown.stats.inequality.attributable import bounds_of, reference_of
from equitytown.stats.inequality.subgroups import (
    AVERAGE_ZERO,
    Inequality,
    Order,
    Subgroups,
    above_zero,
    measured,
    subgroups_of,
)
from equitytown.stats.ranks import Best
from equitytown.stats.rates import multiplier_of

NO_EVENTS = "the reference subgroup has no events, so there are no limits"


class _Counted(NamedTuple):
    """Subgroups whose figures are shares, with the people and events behind them."""

    groups: Subgroups
    people: Floats
    events: Floats


def attributable_risk_of_counts(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    best: Best | ArrayLike,
    order: Order = "ordered",
    reference: ArrayLike | None = None,
    multiplier: float = 100,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Population attributable risk of proportions, with limits from the counts behind them.

    Parameters
    ----------
    numerator : array_like, shape (..., subgroups)
        People with the event in each subgroup along the last axis; of ordered subgroups the most
        disadvantaged first. NaN means missing.
    denominator : array_like, shape (..., subgroups)
        People counted in each subgroup; above 0. NaN means missing.
    best, order, reference, confidence
        As for `population_attributable_risk`.
    multiplier : float, default 100
        100 for percentages, 100,000 for rates.

    Returns
    -------
    Inequality
        The risk times the multiplier. No limits, with a note, where the reference subgroup has no events.

    Raises
    ------
    InputError
        As for `population_attributable_risk`, or if a numerator is negative or above its denominator.

    Notes
    -----
    Everybody counted is taken as one random sample, in which the average is known better than the fraction:
    limits are those of `attributable_fraction_of_counts` times the average. Where figures come from a
    survey of some of the people, give standard errors to `population_attributable_risk` instead: limits from
    the whole population would be far too narrow.

    References
    ----------
    Walter SD (1976), The estimation and interpretation of attributable risk in health research, Biometrics
    32: 829-849.

    Examples
    --------
    >>> found = attributable_risk_of_counts([300, 200, 150], [1000, 1000, 1000], best="low")
    >>> [round(float(part), 1) for part in found[:3]]
    [-6.7, -8.6, -4.7]
    """
    counted = _counted(numerator, denominator)
    mark, many = reference_of(counted.groups, best, order, reference), multiplier_of(multiplier)
    fraction, error = _fraction(counted, mark)
    mean = many * counted.groups.mean
    least, most = bounds_of(counted.groups, best)
    return _answer(counted, mark, mean * fraction, mean * error, confidence=confidence, least=least, most=most)


def attributable_fraction_of_counts(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    best: Best | ArrayLike,
    order: Order = "ordered",
    reference: ArrayLike | None = None,
    multiplier: float = 100,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Population attributable fraction of proportions, with limits from the counts behind them.

    Parameters
    ----------
    numerator, denominator, best, order, reference, confidence
        As for `attributable_risk_of_counts`.
    multiplier : float, default 100
        100 for per cent of the average.

    Returns
    -------
    Inequality
        In per cent of the average, the estimate and its limits alike. NaN, with a note, where there are no
        events; no limits where the reference subgroup has none.

    Raises
    ------
    InputError
        As for `attributable_risk_of_counts`.

    Notes
    -----
    Everybody counted is taken as one random sample of N people. With a events and b people without among all
    but the reference, and c and d in the reference, the variance of the fraction is
    c N (a d (N - c) + b c²) / ((a + c)³ (c + d)³).

    References
    ----------
    Walter SD (1976), The estimation and interpretation of attributable risk in health research, Biometrics
    32: 829-849.

    Examples
    --------
    >>> found = attributable_fraction_of_counts([300, 200, 150], [1000, 1000, 1000], best="low")
    >>> [round(float(part), 1) for part in found[:3]]
    [-30.8, -39.6, -21.9]
    """
    counted = _counted(numerator, denominator)
    mark, many = reference_of(counted.groups, best, order, reference), multiplier_of(multiplier)
    fraction, error = _fraction(counted, mark)
    least, most = bounds_of(counted.groups, best)
    return _answer(counted, mark, many * fraction, many * error, confidence=confidence, least=least, most=most)


def _counted(numerator: ArrayLike, denominator: ArrayLike) -> _Counted:
    """Check counts at the door."""
    events, people = floats(numerator, name="numerator"), floats(denominator, name="denominator")
    same_shape(numerator=events, denominator=people)
    refuse_negative(events, name="numerator")
    refuse_not_above_zero(people, name="denominator")
    refuse(events > people, "numerator is above its denominator",
           lambda i: f"{events.flat[i]:g} of {people.flat[i]:g}",
           mend="Correct the counts, or use `population_attributable_risk` with standard errors.")  # fmt: skip
    return _Counted(subgroups_of(events / people, people), people, events)


def _fraction(counted: _Counted, mark: Floats) -> tuple[Floats, Floats]:
    """Give the attributable fraction and its standard error, by Walter's formula."""
    people, events = counted.people.sum(axis=-1), above_zero(counted.events.sum(axis=-1))
    unexposed, c = (mark * counted.people).sum(axis=-1), (mark * counted.events).sum(axis=-1)
    a, d = events - c, unexposed - c
    b = people - unexposed - a
    variance = c * people * (a * d * (people - c) + b * c**2) / (events**3 * unexposed**3)
    return (c / unexposed) / (events / people) - 1, np.sqrt(variance)


def _answer(
    counted: _Counted,
    mark: Floats,
    value: Floats,
    error: Floats,
    *,
    confidence: Confidence,
    least: Floats,
    most: Floats,
) -> Inequality:
    """Give a gain with limits; none without events in the reference subgroup."""
    no_gain = ((mark * counted.events).sum(axis=-1) == 0, NO_EVENTS)
    no_events = (counted.events.sum(axis=-1) == 0, AVERAGE_ZERO)
    return measured(
        counted.groups, value, error, confidence=confidence,
        withheld=[no_events], unlimited=[no_gain], least=least, most=most,
    )  # fmt: skip
