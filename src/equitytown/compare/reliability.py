"""Whether the figure of a part of the town can be relied on, or rests on too few."""

from collections.abc import Sequence

import numpy as np

from equitytown.compare.evidence import wide_limits_of
from equitytown.compare.gap import RATIOS
from equitytown.derive.quotients import Figure, Quotient, figures_of, quotient_of
from equitytown.stats.differences import Estimate
from equitytown.terms.indicator import COUNTED, Indicator, ValueType
from equitytown.terms.inside import Estimate as Limits
from equitytown.terms.inside import PartFigure
from equitytown.terms.observation import Observation

MINIMUM_EVENTS = 10  # below this a standardised rate is withheld (Office for Health Improvement and Disparities)
MINIMUM_PEOPLE = 30  # below this the Active People survey gave no figure (Sport England)
MINIMUM_LIVES = 5_000  # below this no life expectancy is given (Eayres and Williams 2004)

FEW_EVENTS = f"fewer than {MINIMUM_EVENTS} events"
FEW_PEOPLE = "fewer than {} people"
WIDE = "its limits are wider than the figure itself and than the middle figure of all"


def estimates_of(observations: Sequence[Observation], *, indicator: Indicator) -> list[Estimate | None]:
    """
    Give figures with their 95% limits: the publisher's, or those of their counts.

    Parameters
    ----------
    observations : sequence of Observation
        Figures of one measure.
    indicator : Indicator
        Its value type, unit, and whether its counts were counted.

    Returns
    -------
    list of Estimate or None
        In their order; None where neither limits of a width nor such counts are held.
    """
    given = [wide_limits_of(o) for o in observations]
    counts = [None if found else counted(o, indicator=indicator) for o, found in zip(observations, given, strict=True)]
    made = iter(figures_of([pair for pair in counts if pair is not None], indicator=indicator) if any(counts) else ())
    return [found if pair is None else _estimate(next(made)) for found, pair in zip(given, counts, strict=True)]


def counted(observation: Observation, *, indicator: Indicator) -> Quotient | None:
    """Give the counts that a figure is the quotient of, where people or events were counted one by one."""
    return quotient_of(observation, indicator=indicator) if indicator.collected_by in COUNTED else None


def part_figures(observations: Sequence[Observation], *, indicator: Indicator) -> list[PartFigure]:
    """
    Give the figures of parts and say of each whether it can be relied on.

    Limits are set beside the middle figure of the parts too: those of a low share are always wide beside itself, and to
    leave every low share out would make the lowest part higher than it is. Each gets its limits: the publisher's, or
    those of its counts.
    """
    estimates = estimates_of(observations, indicator=indicator)
    values = [o.value for o in observations if o.value is not None]
    middle = float(np.median(values)) if values else 0.0
    reasons = [_reason(o, found, indicator, middle) for o, found in zip(observations, estimates, strict=True)]
    return [
        PartFigure(o, is_reliable=not reason, reason=reason, limits=_limits(o, found))
        for o, reason, found in zip(observations, reasons, estimates, strict=True)
    ]


def _limits(o: Observation, found: Estimate | None) -> Limits | None:
    """Give limits beside a figure as printed, which may be rounded past those of its counts."""
    if found is None or o.value is None:
        return None
    return Limits(o.value, float(np.minimum(found.lower, o.value)), float(np.maximum(found.upper, o.value)))


def _estimate(made: Figure) -> Estimate | None:
    return None if made.lower is None or made.upper is None else Estimate(made.value, made.lower, made.upper)


def _reason(o: Observation, found: Estimate | None, indicator: Indicator, middle: float) -> str:
    """Say why a figure cannot be relied on; "" where it can."""
    is_rate = indicator.value_type in RATIOS
    if is_rate and o.numerator is not None and o.numerator < MINIMUM_EVENTS:
        return FEW_EVENTS
    least = MINIMUM_LIVES if indicator.value_type is ValueType.LIFE_EXPECTANCY else MINIMUM_PEOPLE
    if o.denominator is not None and o.denominator < least:
        return FEW_PEOPLE.format(f"{least:,}")
    if is_rate and found is not None and bool(np.subtract(found.upper, found.lower) > np.maximum(found.value, middle)):
        return WIDE
    return ""
