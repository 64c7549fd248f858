"""Trend: which way do the last five yearly figures go?"""

from itertools import pairwise

from equitytown.compare.evidence import counts_of, limits_of, same_publisher
from equitytown.compare.polarity import HIGHER, LOWER, SAME, judge
from equitytown.stats.trends import POINTS, TrendTest, trend_of_proportions, trend_of_values
from equitytown.terms.finding import Direction, Trend
from equitytown.terms.indicator import Indicator, Polarity
from equitytown.terms.observation import Observation, Rating
from equitytown.terms.place import Series

FEW = ("none is", "one is", "two are", "three are", "four are")


def recent_trend(own: Series, *, until: Observation, indicator: Indicator) -> Trend:
    """
    Assess the trend over the five latest yearly figures up to a period.

    Parameters
    ----------
    own : Series
        The place's figures, alike in length of period, oldest first.
    until : Observation
        The newest figure that counts.
    indicator : Indicator
        Its value type chooses the test, its breaks bar points, its polarity judges.

    Returns
    -------
    Trend
        Cannot be assessed, with the reason, unless five consecutive yearly figures of one publisher,
        without overlap or change of definition, are held with limits (or, for a proportion, counts).

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance, recent trends.
    """
    held = [o for o in own.observations if o.period <= until.period and o.value is not None]
    if until.period.years > 1:
        return _none("pooled periods overlap, and a trend needs separate years", len(held))
    if len(held) < POINTS:
        return _none(f"five yearly figures are needed, and only {FEW[len(held)]} held", len(held))
    points = held[-POINTS:]
    if reason := _obstacle(points, indicator):
        return _none(reason, POINTS)
    tested = _test(points, indicator)
    if tested is None:
        return _none("the figures are held without limits or counts", POINTS)
    return _found(tested, indicator)


def _obstacle(points: list[Observation], indicator: Indicator) -> str:
    """Say why five yearly figures make no series; empty when they do."""
    if not all(after.period.follows(before.period) for before, after in pairwise(points)):
        return "the last five yearly figures are not consecutive"
    if not all(same_publisher(point, points[-1]) for point in points):
        return "the last five yearly figures come from different publishers"
    if any(points[0].period.start < b.start <= points[-1].period.start for b in indicator.breaks):
        return "the definition changed within the last five years"
    return ""


def _none(reason: str, points: int) -> Trend:
    return Trend(Direction.NOT_ASSESSED, Rating.NOT_COMPARED, reason, points)


def _test(points: list[Observation], indicator: Indicator) -> TrendTest | None:
    """Test the points by counts for a proportion, by limits otherwise; None when neither is complete."""
    counts = [c for o in points if (c := counts_of(o, indicator=indicator)) is not None]
    if len(counts) == len(points):
        return trend_of_proportions(*zip(*counts, strict=True))
    limits = [found for o in points if (found := limits_of(o)) is not None]
    if len(limits) == len(points):
        return trend_of_values(*zip(*limits, strict=True))
    return None


def _found(tested: TrendTest, indicator: Indicator) -> Trend:
    if tested.note:
        return _none(str(tested.note), POINTS)
    moved = int(tested.direction)
    direction = {HIGHER: Direction.INCREASING, LOWER: Direction.DECREASING, SAME: Direction.NO_CHANGE}[moved]
    judged = Rating.NOT_COMPARED
    if indicator.polarity is not Polarity.NONE:
        judged = judge(moved, polarity=indicator.polarity)
    return Trend(direction, judged, "", POINTS, float(tested.chi_squared), float(tested.slope))
