"""Whether the figure of a part of the town can be relied on, or rests on too few."""

from equitytown.compare.evidence import limits_of
from equitytown.compare.gap import RATIOS
from equitytown.derive.quotients import figure_of, quotient_of
from equitytown.stats.differences import Estimate
from equitytown.terms.indicator import COUNTED, Indicator, ValueType
from equitytown.terms.inside import PartFigure
from equitytown.terms.observation import Observation

MINIMUM_EVENTS = 10  # below this a standardised rate is withheld (Office for Health Improvement and Disparities)
MINIMUM_PEOPLE = 30  # below this the Active Lives survey withholds a figure (Sport England)
MINIMUM_LIVES = 5_000  # below this no life expectancy is given (Toson and Baker 2003)

FEW_EVENTS = f"fewer than {MINIMUM_EVENTS} events"
FEW_PEOPLE = "fewer than {} people"
WIDE = "its limits are wider than the figure itself"


def estimate_of(observation: Observation, *, indicator: Indicator) -> Estimate | None:
    """
    Give a figure with its 95% limits: the publisher's, or those of its counts.

    Parameters
    ----------
    observation : Observation
        A figure.
    indicator : Indicator
        Its value type, unit, and whether its counts were counted.

    Returns
    -------
    Estimate or None
        None where neither limits of a width nor such counts are held.
    """
    given = limits_of(observation)
    if given is not None and given.lower != given.upper:
        return given
    counts = quotient_of(observation, indicator=indicator)
    if counts is None or indicator.collected_by not in COUNTED:
        return None
    made = figure_of(*counts, indicator=indicator)
    return None if made.lower is None or made.upper is None else Estimate(made.value, made.lower, made.upper)


def part_figure(observation: Observation, *, indicator: Indicator) -> PartFigure:
    """Give a part's figure and say whether it can be relied on."""
    reason = _reason(observation, indicator)
    return PartFigure(observation, is_reliable=not reason, reason=reason)


def _reason(o: Observation, indicator: Indicator) -> str:
    """Say why a figure cannot be relied on; "" where it can."""
    is_rate = indicator.value_type in RATIOS
    if is_rate and o.numerator is not None and o.numerator < MINIMUM_EVENTS:
        return FEW_EVENTS
    least = MINIMUM_LIVES if indicator.value_type is ValueType.LIFE_EXPECTANCY else MINIMUM_PEOPLE
    if o.denominator is not None and o.denominator < least:
        return FEW_PEOPLE.format(f"{least:,}")
    found = estimate_of(o, indicator=indicator) if is_rate else None
    if found is not None and float(found.upper) - float(found.lower) > float(found.value):  # type: ignore[arg-type]
        return WIDE
    return ""
