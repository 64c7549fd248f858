"""Evidence: what of a figure a test may stand on, its 95% limits or the counts behind it."""

from equitytown.stats.checks import CONFIDENCE
from equitytown.stats.differences import Estimate
from equitytown.terms.indicator import COUNTED, Indicator, ValueType
from equitytown.terms.observation import Observation


def same_publisher(one: Observation, other: Observation) -> bool:
    """Say whether one publisher gave both figures; two publishers' are not set against each other."""
    return one.provenance.publisher == other.provenance.publisher


def limits_of(observation: Observation | None) -> Estimate | None:
    """Give a figure with its 95% limits; None where the value or a limit is missing, or they are not of 95%."""
    if observation is None or observation.value is None or observation.confidence != CONFIDENCE:
        return None
    if observation.lower is None or observation.upper is None:
        return None
    return Estimate(observation.value, observation.lower, observation.upper)


def wide_limits_of(observation: Observation | None) -> Estimate | None:
    """Give a figure with its 95% limits where they have a width; rounded away, they carry no error."""
    found = limits_of(observation)
    return found if found is not None and found.lower != found.upper else None


def counts_of(observation: Observation, *, indicator: Indicator) -> tuple[float, float] | None:
    """Give the numerator and denominator of a proportion that was counted; None for any other figure."""
    if indicator.value_type is not ValueType.PROPORTION or indicator.collected_by not in COUNTED:
        return None
    if observation.numerator is None or observation.denominator is None:
        return None
    return observation.numerator, observation.denominator
