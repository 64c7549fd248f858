"""Gap: how far is a figure from England's, and has the distance narrowed?"""

from equitytown.compare.evidence import same_publisher, wide_limits_of
from equitytown.stats.differences import SIGNIFICANT, change_of_gap
from equitytown.terms.finding import Gap, GapMovement
from equitytown.terms.indicator import Indicator, ValueType
from equitytown.terms.observation import Observation
from equitytown.terms.period import Period
from equitytown.terms.place import Series

NO_EARLIER = "no earlier period of the same publisher, without overlap or change of definition, is held"
RATIOS = (ValueType.PROPORTION, ValueType.CRUDE_RATE, ValueType.STANDARDISED_RATE)  # a ratio means something


def gap_to(own: Series, other: Series, *, at: Observation, indicator: Indicator) -> Gap | None:
    """
    Measure the distance to a comparator now and at the newest earlier period that does not overlap.

    Parameters
    ----------
    own, other : Series
        The place's and the comparator's figures, alike in length of period.
    at : Observation
        The place's figure now.
    indicator : Indicator
        Its value type says whether a ratio means something; its breaks bar earlier periods.

    Returns
    -------
    Gap or None
        None when the comparator has no figure now, or only another publisher's. All four figures are
        of one publisher. The movement is told only where their limits allow a test of the change in
        the distance; otherwise it cannot be assessed and both distances still stand.
    """
    now = _distance(own.at(at.period), other.at(at.period))
    if now is None:
        return None
    before = _before(own, other, at, indicator)
    relative = _ratio(at, other.at(at.period), indicator)
    if before is None:
        return Gap(now, relative, None, None, None, GapMovement.NOT_ASSESSED, tested=False,
                   reason=NO_EARLIER)  # fmt: skip
    earlier = _distance(own.at(before), other.at(before))
    p_value = _test(own, other, at.period, before)
    movement = _movement(now, earlier or 0.0, p_value)
    return Gap(
        now=now,
        relative_now=relative,
        earlier_period=before,
        earlier=earlier,
        relative_earlier=_ratio(own.at(before), other.at(before), indicator),
        movement=movement,
        tested=p_value is not None,
        reason="" if p_value is not None else "no limits are held for all four figures",
    )


def _distance(own: Observation | None, other: Observation | None) -> float | None:
    if own is None or other is None or own.value is None or other.value is None:
        return None
    return own.value - other.value if same_publisher(own, other) else None


def _ratio(own: Observation | None, other: Observation | None, indicator: Indicator) -> float | None:
    if indicator.value_type not in RATIOS or own is None or other is None:
        return None
    return own.value / other.value if own.value is not None and other.value else None


def _before(own: Series, other: Series, at: Observation, indicator: Indicator) -> Period | None:
    """Find the newest earlier period that both have from the publisher of now, without overlap or break."""
    periods = [
        o.period
        for o in own.observations
        if o.period.end < at.period.start
        and same_publisher(o, at)
        and _distance(o, other.at(o.period)) is not None
        and not any(o.period.start < b.start <= at.period.start for b in indicator.breaks)
    ]
    return periods[-1] if periods else None


def _test(own: Series, other: Series, now: Period, before: Period) -> float | None:
    """Give the p value of no change in the difference; None unless all four figures have limits."""
    town, comparator = wide_limits_of(own.at(before)), wide_limits_of(other.at(before))
    town_now, comparator_now = wide_limits_of(own.at(now)), wide_limits_of(other.at(now))
    if town is None or comparator is None or town_now is None or comparator_now is None:
        return None
    return float(change_of_gap((town, comparator), (town_now, comparator_now)).p_value)


def _movement(now: float, earlier: float, p_value: float | None) -> GapMovement:
    if p_value is None:
        return GapMovement.NOT_ASSESSED
    if p_value >= SIGNIFICANT or abs(now) == abs(earlier):
        return GapMovement.NO_CHANGE
    return GapMovement.NARROWED if abs(now) < abs(earlier) else GapMovement.WIDENED
