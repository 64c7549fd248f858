"""The two ends of a town's parts: how far apart they lie, and how sure it is that they do."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from equitytown.compare.gap import RATIOS
from equitytown.compare.reliability import counted, estimates_of
from equitytown.stats.count_differences import (
    difference_of_proportions,
    difference_of_rates,
    ratio_of_proportions,
    ratio_of_rates,
)
from equitytown.stats.differences import SIGNIFICANT, Difference, Ratio, difference_of_values, ratio_of_values
from equitytown.stats.differences import Estimate as Limits
from equitytown.stats.gaps import chance_of_highest, chance_of_range, expected_range
from equitytown.stats.intervals import z_value
from equitytown.terms.indicator import MULTIPLIERS, Basis, Indicator, ValueType
from equitytown.terms.inside import Estimate, Ordering
from equitytown.terms.observation import Observation

SURE = 0.95  # the chance at which a part is said to be the one at its end
FEWEST = 2  # parts that can be set against each other
CONFIDENCE = 0.95
TOO_FEW = "fewer than two parts have a figure that can be relied on"
SHARED = "modelled figures share the model's own uncertainty, so neither their order nor their distance is tested"
NO_LIMITS = "not every part has limits, so the order is not tested"


class Ends(NamedTuple):
    """The highest and the lowest part and what lies between them; the names are those of `Inside`."""

    highest: Observation | None
    lowest: Observation | None
    difference: Estimate | None
    ratio: Estimate | None
    ordering: Ordering
    chance_highest: float | None
    chance_lowest: float | None
    by_chance: float | None
    p_value: float | None
    reason: str


NO_ENDS = Ends(None, None, None, None, Ordering.NOT_TESTED, None, None, None, None, TOO_FEW)


def ends_of(parts: Sequence[Observation], *, indicator: Indicator) -> Ends:
    """
    Set the highest part against the lowest.

    Parameters
    ----------
    parts : sequence of Observation
        Parts with a value that can be relied on. Of several that are as high the first is taken.
    indicator : Indicator
        Its value type says which tests are open; a ratio is given for rates and proportions alone.

    Returns
    -------
    Ends
        Difference and ratio with 95% limits for the two as if they had been chosen beforehand. The order is clear, or
        the ends differ, only where a range as large has a chance below 5% if all parts were alike: that allows for
        their having been picked. Of modelled figures neither is tested: what is uncertain in the model moves all of
        them together, and tests of the gap take them to be independent.
    """
    if len(parts) < FEWEST:
        return NO_ENDS
    values = [_value(o) for o in parts]
    top, bottom = parts[int(np.argmax(values))], parts[int(np.argmin(values))]
    difference, ratio = between(bottom, top, indicator=indicator)
    if indicator.collected_by is Basis.MODELLED:
        return NO_ENDS._replace(highest=top, lowest=bottom, difference=difference, ratio=ratio, reason=SHARED)
    estimates = estimates_of(parts, indicator=indicator)
    limits = [found for found in estimates if found is not None]
    errors = _errors(parts, limits, indicator)
    if errors is None:
        return NO_ENDS._replace(highest=top, lowest=bottom, difference=difference, ratio=ratio, reason=NO_LIMITS)
    p_value = float(chance_of_range(max(values) - min(values), errors))
    high, low = _chances(limits, int(np.argmax(values)), int(np.argmin(values)))
    ordering, by_chance = _ordering(p_value, high, low), float(expected_range(errors))
    return Ends(top, bottom, difference, ratio, ordering, high, low, by_chance, p_value, "")


def between(lower: Observation, higher: Observation, *, indicator: Indicator) -> tuple[Estimate, Estimate | None]:
    """
    Give difference and ratio of two parts, the higher less and over the lower, with 95% limits where they have any.

    From counts: Newcombe's limits of a difference of proportions, Koopman's of their ratio; limits recovered from both
    rates' own for a difference of rates, exact ones of their ratio. Otherwise from the limits of the two figures.
    """
    plain = _value(higher) - _value(lower)
    times = _value(higher) / _value(lower) if indicator.value_type in RATIOS and _value(lower) > 0 else None
    tested = _from_counts(lower, higher, indicator) or _from_limits(lower, higher, indicator)
    if tested is None:
        return Estimate(plain), None if times is None else Estimate(times)
    gap, ratio = tested
    difference = Estimate(plain, _limit(gap.lower), _limit(gap.upper))
    if times is None:
        return difference, None
    return difference, Estimate(times, *((None, None) if ratio is None else (_limit(ratio.lower), _limit(ratio.upper))))


def _from_counts(lower: Observation, higher: Observation, indicator: Indicator) -> tuple[Difference, Ratio] | None:
    before, now = counted(lower, indicator=indicator), counted(higher, indicator=indicator)
    if before is None or now is None:
        return None
    many = MULTIPLIERS[indicator.unit]
    if indicator.value_type is ValueType.PROPORTION:
        return difference_of_proportions(before, now, multiplier=many), ratio_of_proportions(before, now)
    return difference_of_rates(before, now, multiplier=many), ratio_of_rates(before, now)


def _from_limits(
    lower: Observation, higher: Observation, indicator: Indicator
) -> tuple[Difference, Ratio | None] | None:
    before, now = estimates_of((lower, higher), indicator=indicator)
    if before is None or now is None or indicator.collected_by is Basis.MODELLED:
        return None
    ratio = ratio_of_values(before, now) if indicator.value_type in RATIOS else None
    return difference_of_values(before, now), ratio


def _errors(parts: Sequence[Observation], limits: Sequence[Limits], indicator: Indicator) -> list[float] | None:
    """Give each part's standard error if all were alike; None where any has no limits."""
    if len(limits) < len(parts):
        return None
    pairs = [pair for o in parts if (pair := counted(o, indicator=indicator)) is not None]
    if len(pairs) < len(parts):
        return [float(np.subtract(found.upper, found.lower)) / (2 * z_value(CONFIDENCE)) for found in limits]
    many = MULTIPLIERS[indicator.unit]
    share = sum(pair.numerator for pair in pairs) / sum(pair.denominator for pair in pairs)
    spread = share * (1 - share) if indicator.value_type is ValueType.PROPORTION else share
    return [many * (spread / pair.denominator) ** 0.5 for pair in pairs] if spread > 0 else None


def _chances(limits: Sequence[Limits], top: int, bottom: int) -> tuple[float, float]:
    """Give the chance that the part at the top is truly the highest, and that the one at the bottom is the lowest."""
    value, low, high = np.array(limits, dtype=np.float64).T
    return chance_of_highest(value, low, high, part=top), chance_of_highest(-value, -high, -low, part=bottom)


def _ordering(p_value: float, high: float, low: float) -> Ordering:
    if p_value >= SIGNIFICANT:
        return Ordering.NOT_CLEAR
    return Ordering.CLEAR if min(high, low) >= SURE else Ordering.ENDS_DIFFER


def _limit(number: object) -> float | None:  # object: a number of numpy's, or an array of one
    found = float(number)  # type: ignore[arg-type]
    return found if np.isfinite(found) else None


def _value(o: Observation) -> float:
    """Give a value that is there: parts without one are left out before."""
    return float("nan") if o.value is None else o.value
