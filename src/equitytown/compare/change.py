"""Change: did a figure move between two periods by more than chance?"""

from equitytown.compare.evidence import counts_of, same_publisher, wide_limits_of
from equitytown.compare.polarity import HIGHER, LOWER, SAME, judge
from equitytown.errors import InputError
from equitytown.stats.count_differences import difference_of_proportions
from equitytown.stats.differences import SIGNIFICANT, difference_of_values
from equitytown.terms.finding import Change, Direction
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation, Rating

UNTESTED = "no limits or counts are held for both periods"
METHOD_LIMITS = "test of the difference from 95% limits"
METHOD_COUNTS = "test of two proportions from their counts"


def change_since(earlier: Observation, later: Observation, *, indicator: Indicator, since: str) -> Change:
    """
    Compare two periods of one series.

    Parameters
    ----------
    earlier, later : Observation
        Two figures of one area, indicator and sex, each with a value.
    indicator : Indicator
        Its value type, polarity and definition breaks.
    since : str
        What the earlier period is to the reader: "baseline" or "previous period".

    Returns
    -------
    Change
        A rise or a fall only when a two-sided test at 5% shows one. The direction cannot be assessed
        when two publishers gave the figures, the periods overlap, the definition changed between them,
        or limits are missing.

    References
    ----------
    Altman DG, Bland JM (2003). Interaction revisited: the difference between two estimates. BMJ 326:219.
    """
    if earlier.value is None or later.value is None:
        raise InputError("a change needs two figures with values. Leave out the missing one.")
    difference = later.value - earlier.value
    reason = _obstacle(earlier, later, indicator)
    tested = None if reason else _test(earlier, later, indicator)
    if tested is None:
        return Change(since, earlier, later, difference, Direction.NOT_ASSESSED, Rating.NOT_COMPARED,
                      "no test", reason or UNTESTED)  # fmt: skip
    p_value, method = tested
    moved = SAME if p_value >= SIGNIFICANT else (HIGHER if difference > 0 else LOWER)
    direction = {HIGHER: Direction.INCREASING, LOWER: Direction.DECREASING, SAME: Direction.NO_CHANGE}[moved]
    rating = judge(moved, polarity=indicator.polarity)
    return Change(since, earlier, later, difference, direction, rating, method, p_value=p_value)


def _obstacle(earlier: Observation, later: Observation, indicator: Indicator) -> str:
    """Say why two periods cannot be tested against each other; empty when they can."""
    if not same_publisher(earlier, later):
        return "the two figures come from different publishers"
    if earlier.period.overlaps(later.period):
        return "the periods overlap"
    broken = [b for b in indicator.breaks if earlier.period.start < b.start <= later.period.start]
    if broken:
        return f"the definition changed in {broken[-1].start:%B %Y}"
    if earlier.period.years != later.period.years:
        return "the periods differ in length"
    return ""


def _test(earlier: Observation, later: Observation, indicator: Indicator) -> tuple[float, str] | None:
    """Give the p value of a test of no difference and the test's name; None when nothing can be tested."""
    before, now = counts_of(earlier, indicator=indicator), counts_of(later, indicator=indicator)
    if before is not None and now is not None:
        return float(difference_of_proportions(before, now).p_value), METHOD_COUNTS
    first, second = wide_limits_of(earlier), wide_limits_of(later)
    if first is None or second is None:
        return None
    return float(difference_of_values(first, second).p_value), METHOD_LIMITS
