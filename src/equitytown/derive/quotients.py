"""Figures that are one count over another: the two counts, and the figure and its limits worked out from them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from equitytown.stats.rates import crude_rate, proportion
from equitytown.terms.indicator import COUNTED, MULTIPLIERS, QUOTIENTS, Indicator, ValueType
from equitytown.terms.observation import Observation

HALF = 0.51  # of a unit: a value may have been rounded to a whole one
SHARE = 0.01  # of the value: counts may have been rounded too
CONFIDENCE = 0.95


class Quotient(NamedTuple):
    """Events and the people that they are counted among."""

    numerator: float
    denominator: float


class Figure(NamedTuple):
    """A figure worked out from two counts; the names are those of an observation."""

    value: float
    lower: float | None
    upper: float | None
    confidence: float | None
    numerator: float
    denominator: float


def quotient_of(observation: Observation, *, indicator: Indicator) -> Quotient | None:
    """
    Give the counts that a figure is the quotient of.

    Parameters
    ----------
    observation : Observation
        A figure.
    indicator : Indicator
        Its value type and unit.

    Returns
    -------
    Quotient or None
        None where a count is missing, where the measure is no quotient, where the counts do not make the value that
        stands beside them (events of three years over the people of one, say), or make a share above 1.
    """
    events, people = observation.numerator, observation.denominator
    if events is None or not people or observation.value is None:
        return None
    if indicator.value_type not in QUOTIENTS or indicator.unit not in MULTIPLIERS:
        return None
    if indicator.value_type is ValueType.PROPORTION and events > people:
        return None
    off = abs(events / people * MULTIPLIERS[indicator.unit] - observation.value)
    return Quotient(events, people) if off <= max(HALF, SHARE * observation.value) else None


def figures_of(counts: Sequence[Quotient], *, indicator: Indicator) -> list[Figure]:
    """
    Work figures out from their counts.

    Parameters
    ----------
    counts : sequence of Quotient
        Events, 0 or more, and people, above 0, of each.
    indicator : Indicator
        Its value type and unit.

    Returns
    -------
    list of Figure
        In the indicator's unit, with 95% limits: Wilson's for proportions; exact ones below 10 events and Byar's from
        there on for rates. No limits where the counts are those of a survey or of a model.
    """
    many = MULTIPLIERS[indicator.unit]
    if indicator.collected_by not in COUNTED:
        return [Figure(events / people * many, None, None, None, events, people) for events, people in counts]
    method = proportion if indicator.value_type is ValueType.PROPORTION else crude_rate
    found = method(*np.array(counts, dtype=np.float64).reshape(-1, 2).T, multiplier=many, confidence=CONFIDENCE)
    limits = zip(found.value.tolist(), found.lower.tolist(), found.upper.tolist(), counts, strict=True)
    return [Figure(value, lower, upper, CONFIDENCE, *pair) for value, lower, upper, pair in limits]
