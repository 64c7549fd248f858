"""What a figure tells of its count, and what is left of it when its count is rounded."""

from dataclasses import replace
from decimal import Decimal

import numpy as np

from equitytown.disclosure.inversion import MOST, Kind, counts_behind
from equitytown.disclosure.rules import Rule
from equitytown.stats.intervals import poisson, wilson
from equitytown.terms.indicator import Indicator, Unit, ValueType
from equitytown.terms.observation import Observation

KINDS: dict[ValueType, Kind] = {
    ValueType.PROPORTION: "proportion",
    ValueType.CRUDE_RATE: "rate",
    ValueType.STANDARDISED_RATE: "standardised rate",
}
MULTIPLIERS = {Unit.PERCENT: 100, Unit.PER_1000: 1_000, Unit.PER_100000: 100_000}
FINEST = 12  # decimals that are looked at: further ones are the arithmetic's


def behind(observation: Observation, indicator: Indicator) -> frozenset[int] | None:
    """Find the counts that a figure could stand for by itself; None where it tells nothing of them."""
    kind, multiplier = KINDS.get(indicator.value_type), MULTIPLIERS.get(indicator.unit)
    people = observation.denominator
    if kind is None or multiplier is None or observation.value is None:
        return None
    if people is None and (kind == "proportion" or observation.lower is None):
        return None
    found = counts_behind(
        observation.value,
        decimals=_decimals(observation),
        kind=kind,
        lower=observation.lower,
        upper=observation.upper,
        denominator=people,
        multiplier=multiplier,
    )
    return frozenset(found.tolist()) if found.size <= MOST else None


def tells_its_count(observation: Observation, indicator: Indicator) -> bool:
    """Say whether a figure without its count tells one that could be small."""
    return bool(behind(observation, indicator))


def _decimals(observation: Observation) -> int:
    """Give the decimals of the number with the fewest: a reader can't count on more."""
    numbers = (observation.value, observation.lower, observation.upper)
    exponents = [Decimal(repr(n)).normalize().as_tuple().exponent for n in numbers if n is not None]
    return min(FINEST, *(max(0, -int(exponent)) for exponent in exponents))


def rounded(observation: Observation, number: int, *, indicator: Indicator, rule: Rule) -> Observation:
    """
    Give a figure whose count is printed rounded.

    Parameters
    ----------
    observation : Observation
        As held.
    number : int
        The rounded count.
    indicator : Indicator
        Its value type and unit say what the value is of the counts.
    rule : Rule
        How counts are rounded; the people of a proportion are counts too.

    Returns
    -------
    Observation
        Shares and crude rates, and their limits, are worked out again from what is printed. A standardised rate
        stays, without its limits where they tell more of its count than the rounded one does.
    """
    note = "; ".join(filter(None, (observation.note.rstrip("."), f"Rounded to {rule.base}; rule {rule.name}")))
    found = replace(observation, numerator=float(number), note=note)
    people, multiplier = observation.denominator, MULTIPLIERS.get(indicator.unit)
    if indicator.value_type is ValueType.PROPORTION and people is not None:
        people = float(rule.rounded(np.array(int(people)))) or None
        found = replace(found, denominator=people)
    if people and multiplier and indicator.value_type in (ValueType.PROPORTION, ValueType.CRUDE_RATE):
        return _worked_out(found, number, people, multiplier, indicator)
    least, most = rule.behind(np.array(number))
    told = behind(observation, indicator)
    if told is not None and not told.issuperset(range(int(least), int(most) + 1)):
        return replace(found, lower=None, upper=None, confidence=None)
    return found


def _worked_out(o: Observation, number: int, people: float, multiplier: int, indicator: Indicator) -> Observation:
    """Work value and limits out from counts as printed."""
    is_share = indicator.value_type is ValueType.PROPORTION
    value = multiplier * number / people
    if o.lower is None or o.upper is None:
        return replace(o, value=value)
    limits = wilson(number, people) if is_share else poisson(number)
    scale = multiplier if is_share else multiplier / people
    return replace(o, value=value, lower=scale * float(limits.lower), upper=scale * float(limits.upper))
