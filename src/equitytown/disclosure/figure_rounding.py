"""What a figure tells of its count, and what is left of it when its count is rounded."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from equitytown.disclosure.inversion import MOST, Kind, counts_behind
from equitytown.disclosure.rules import Rule
from equitytown.stats.intervals import poisson, wilson
from equitytown.terms.indicator import MULTIPLIERS, QUOTIENTS, Indicator, ValueType
from equitytown.terms.observation import Observation

KINDS: dict[ValueType, Kind] = {
    ValueType.PROPORTION: "proportion",
    ValueType.CRUDE_RATE: "rate",
    ValueType.STANDARDISED_RATE: "standardised rate",
}
FINEST = 12  # decimals that are looked at: further ones are the arithmetic's


def tells_its_count(observation: Observation, indicator: Indicator) -> bool:
    """
    Say whether a figure without its count tells one that could be small.

    A share or crude rate does so even without its people: how many live in an area is no secret.
    """
    if observation.value is None or indicator.value_type not in KINDS:
        return False
    bare = observation.denominator is None and None in (observation.lower, observation.upper)
    if indicator.value_type is ValueType.STANDARDISED_RATE and None in (observation.lower, observation.upper):
        return False
    is_share = indicator.value_type is ValueType.PROPORTION
    if bare or indicator.unit not in MULTIPLIERS or (is_share and observation.denominator is None):
        return True
    return 0 < _behind(observation, indicator).size <= MOST


def _behind(observation: Observation, indicator: Indicator) -> NDArray[np.int64]:
    """Find the counts that a figure could stand for."""
    return counts_behind(
        observation.value or 0.0,
        decimals=_decimals(observation),
        kind=KINDS[indicator.value_type],
        lower=observation.lower,
        upper=observation.upper,
        denominator=observation.denominator,
        multiplier=MULTIPLIERS.get(indicator.unit, 1),
    )


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
    if indicator.value_type is ValueType.PROPORTION and found.denominator is not None:
        found = replace(found, denominator=_of_people(found.denominator, rule))
    if observation.value is None:
        return found
    if indicator.value_type in QUOTIENTS:
        return _worked_out(observation, found, indicator, rule) if observation.numerator else found
    least, most = rule.behind(np.array(number))
    limited = None not in (observation.lower, observation.upper)
    if indicator.value_type in KINDS and limited:
        told = set(_behind(observation, indicator).tolist())
        if not told.issuperset(range(int(least), min(int(most), MOST) + 1)):
            return replace(found, lower=None, upper=None, confidence=None)
    return found


def _of_people(people: float, rule: Rule) -> float | None:
    """Round the people of a share; so few that none are left are not given."""
    return float(rule.rounded(np.array(round(people)))) or None


def _worked_out(held: Observation, printed: Observation, indicator: Indicator, rule: Rule) -> Observation:
    """Work value and limits out from counts as printed; people that are not held are those that the value implies."""
    number, value, count = printed.numerator or 0.0, held.value or 0.0, held.numerator or 0.0
    multiplier = MULTIPLIERS.get(indicator.unit)
    is_share = indicator.value_type is ValueType.PROPORTION
    if multiplier is None or not value:
        return replace(printed, value=value * number / count, lower=None, upper=None, confidence=None)
    people = held.denominator or multiplier * count / value
    if is_share:
        people = _of_people(people, rule) or people
    found = replace(printed, value=multiplier * number / people)
    if held.lower is None or held.upper is None:
        return found
    limits = wilson(number, people) if is_share else poisson(number)
    scale = multiplier if is_share else multiplier / people
    return replace(found, lower=scale * float(limits.lower), upper=scale * float(limits.upper))
