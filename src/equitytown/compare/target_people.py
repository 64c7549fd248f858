"""How many people the distance to a target stands for."""

from equitytown.terms.indicator import COUNTED, MULTIPLIERS, QUOTIENTS, Basis, Indicator
from equitytown.terms.observation import Observation
from equitytown.terms.target import PeopleGap, TargetOf, Tracked

STEPS = (1, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000)
WHOLE = (*COUNTED, Basis.CENSUS, Basis.MODELLED)  # bases whose denominators are all there are, not those asked

NO_DENOMINATOR = "how many were counted in all is not held"
NO_NOUN = "the measure's file does not say who is counted (its key people)"
ASKED = "the numbers behind a survey are of those who were asked, not of all"
BETWEEN_PARTS = "a distance between two parts of the town stands for no one number of people"


def people_of(
    short: float, reached: Tracked, observation: Observation | None, *, sign: int, of: TargetOf, indicator: Indicator
) -> tuple[PeopleGap | None, str]:
    """
    Count the people, or events, that the distance to a target stands for.

    Parameters
    ----------
    short : float
        How far short of the target the figure is, in the indicator's unit; above 0.
    reached : Tracked
        The figure with its limits.
    observation : Observation or None
        The same, with its denominator.
    sign : int
        1 where more is better, -1 where less is.
    of : TargetOf
        What the target is set for.
    indicator : Indicator
        Its unit, kind of value and noun.

    Returns
    -------
    PeopleGap or None
        Distance times denominator, of the same period, with the limits of the figure. The target's own value is taken
        as it is, England's too.
    str
        Why there is none: a standardised rate, a length of life, a mean or an index is no share of people; a survey's
        denominator is not all people; and a denominator that is not held is not made up.
    """
    reason = _barred(observation, of, indicator)
    if reason or observation is None or observation.denominator is None:
        return None, reason
    each = observation.denominator / MULTIPLIERS[indicator.unit]
    spread = _limits(short, reached, sign)
    step = next((s for s in STEPS if s >= each * 10.0**-indicator.decimals), STEPS[-1])
    low, high = (None, None) if spread is None else (spread[0] * each, spread[1] * each)
    return PeopleGap(short * each, low, high, step, observation.denominator), ""


def _barred(observation: Observation | None, of: TargetOf, indicator: Indicator) -> str:
    """Say why no number of people can be given; empty where one can."""
    if of is TargetOf.INSIDE:
        return BETWEEN_PARTS
    if indicator.value_type not in QUOTIENTS or indicator.unit not in MULTIPLIERS:
        return f"{_article(indicator.value_type.value)} is not a share of people"
    if indicator.collected_by not in WHOLE:
        return ASKED
    if observation is None or not observation.denominator:
        return NO_DENOMINATOR
    return "" if indicator.people is not None else NO_NOUN


def _article(words: str) -> str:
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def _limits(short: float, reached: Tracked, sign: int) -> tuple[float, float] | None:
    """Give the distance at either limit of the figure, the smaller first."""
    if reached.lower is None or reached.upper is None:
        return None
    best, worst = (reached.upper, reached.lower) if sign > 0 else (reached.lower, reached.upper)
    return short - sign * (best - reached.value), short + sign * (reached.value - worst)
