"""Rating: is a figure better than, similar to or worse than a comparator's?"""

from equitytown.compare.evidence import limits_of, same_publisher
from equitytown.compare.polarity import HIGHER, LOWER, judge
from equitytown.stats.comparisons import against_value, by_overlap
from equitytown.store.vintages import verdict_source
from equitytown.terms.finding import FindingBasis, Verdict
from equitytown.terms.indicator import ComparisonMethod, Indicator, Polarity
from equitytown.terms.observation import Observation, Rating

NO_LIMITS = "no confidence limits are held"


def rate(
    observation: Observation,
    other: Observation | None,
    *,
    indicator: Indicator,
    published: bool = False,
    both: bool = False,
) -> Verdict:
    """
    Rate a figure against a comparator's.

    Parameters
    ----------
    observation : Observation
        The figure, with a value.
    other : Observation or None
        The comparator's figure for the same period, sex and age; None when none is held.
    indicator : Indicator
        Its comparison method and polarity.
    published : bool, default False
        Take over the publisher's own verdict where limits are missing. Only for a comparison with
        England, since that is the one that publishers give.
    both : bool, default False
        Compare the two areas' limits with each other (for two areas of like size), not the
        figure's limits with the comparator's value.

    Returns
    -------
    Verdict
        Not compared, with the reason, whenever something needed is missing: never a guess.

    Notes
    -----
    The limits include their ends: a comparator's value that lies on a limit is similar. Two areas'
    limits that touch are similar; that is a cautious rule, not a test at 5%.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance, comparison methods.
    """
    declared = indicator.comparison_method
    if declared is ComparisonMethod.NONE:
        return _none(declared.value, "this measure is not compared")
    method = ComparisonMethod.OVERLAP if both else declared
    if other is None or other.value is None:
        return _none(method.value, "no figure to compare with is held for this period")
    if not same_publisher(observation, other):
        return _none(method.value, f"the two figures come from different publishers ({other.provenance.publisher})")
    direction = _overlap(observation, other) if method is ComparisonMethod.OVERLAP else _limits(observation, other)
    if direction is not None:
        rating = judge(direction, polarity=indicator.polarity)
        return Verdict(rating, f"{method.value} (95%)", FindingBasis.COMPUTED)
    if published and observation.published_rating is not None:
        return Verdict(
            _fitted(observation.published_rating, indicator, observation, other),
            _published_by(observation),
            FindingBasis.PUBLISHED,
        )
    return _none(method.value, NO_LIMITS)


def _published_by(observation: Observation) -> str:
    """Name who published a verdict: the figure's publisher, or another who gave it with the same figure."""
    source = verdict_source(observation)
    if source == observation.provenance.publisher:
        return "the publisher's own comparison"
    return f"as published with the same figure by {source}"


def _none(method: str, reason: str) -> Verdict:
    return Verdict(Rating.NOT_COMPARED, method, FindingBasis.COMPUTED, reason)


def _limits(observation: Observation, other: Observation) -> int | None:
    """Set a figure's limits against the comparator's value: -1 lower, 0 similar, 1 higher."""
    own = limits_of(observation)
    return None if own is None or other.value is None else int(against_value(*own, other.value))


def _overlap(observation: Observation, other: Observation) -> int | None:
    """Set a figure's limits against the comparator's limits."""
    own, theirs = limits_of(observation), limits_of(other)
    if own is None or theirs is None:
        return None
    value, lower, upper = theirs
    return int(by_overlap(*own, comparator=value, comparator_lower=lower, comparator_upper=upper))


def _fitted(published: Rating, indicator: Indicator, own: Observation, other: Observation) -> Rating:
    """
    Put a published verdict into the words of our polarity.

    Better and worse stand as published. Higher and lower become better and worse when our file
    declares which way is good; without judgement better and worse become higher and lower.
    """
    if indicator.polarity is not Polarity.NONE and published in (Rating.HIGHER, Rating.LOWER):
        return judge(HIGHER if published is Rating.HIGHER else LOWER, polarity=indicator.polarity)
    if indicator.polarity is Polarity.NONE and published in (Rating.BETTER, Rating.WORSE):
        above = own.value is not None and other.value is not None and own.value > other.value
        return Rating.HIGHER if above else Rating.LOWER
    return published
