"""What became of the gap between the parts of a town since an earlier period, and whose change did it."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from equitytown.compare.ends import SHARED, between
from equitytown.compare.gap import RATIOS
from equitytown.compare.parts import FEWEST, Parts, PartsOverTime, valued
from equitytown.compare.reliability import estimates_of, part_figures
from equitytown.stats.differences import SIGNIFICANT, change_of_gap
from equitytown.stats.differences import Estimate as Limits
from equitytown.stats.gaps import change_of_ratio
from equitytown.terms.finding import GapMovement
from equitytown.terms.indicator import Basis, Indicator, Polarity
from equitytown.terms.inside import Estimate, Moved, PartKind, WhyMoved
from equitytown.terms.observation import Observation
from equitytown.terms.period import Period

NO_EARLIER = "no earlier period is held for the same parts"
OVERLAPS = "every earlier period overlaps with this one"
OTHER_LENGTH = "earlier periods differ in length"
NO_TEST = "no limits are held for all four figures"
TOO_FEW = "fewer than two parts have a figure in both periods that can be relied on"


class Ends(NamedTuple):
    """The part that is worst off and the one that is best off; the higher and the lower where there is no judgement."""

    worst: Observation
    best: Observation


def moved_since(over: PartsOverTime, *, now: Period, indicator: Indicator) -> tuple[Moved | None, str]:
    """
    Compare the gap between a town's parts now with that of the earliest period that can be compared.

    Parameters
    ----------
    over : PartsOverTime
        The figures of every period, of the same parts.
    now : Period
        The period of the later gap.
    indicator : Indicator
        Its polarity says which end is worst off; its breaks bar earlier periods.

    Returns
    -------
    (Moved or None, str)
        None with the reason where no earlier period can be compared. Gaps are taken among the parts that have a figure
        that can be relied on in both periods. Of areas each gap lies between the worst and the best of its own period.
        Of groups and tenths both lie between the same two: the most and the least deprived tenth, or the groups that
        lie furthest apart over both periods together, so that the choice favours neither period.
    """
    earlier, reason = _earliest(over, now, indicator)
    if earlier is None:
        return None, reason
    then_parts, now_parts = valued(over.periods[earlier]), valued(over.periods[now])
    reliable = _reliable(then_parts, indicator) & _reliable(now_parts, indicator)
    shared = [name for name in over.names if name in reliable]
    if len(shared) < FEWEST:
        return None, TOO_FEW
    then, later = _ends(over.kind, shared, then_parts, now_parts, indicator)
    worst = min(shared, key=lambda name: (_good(then_parts[name], indicator), name))
    return _moved(then, later, indicator, earlier, _change(then_parts[worst], now_parts[worst])), ""


def _earliest(over: PartsOverTime, now: Period, indicator: Indicator) -> tuple[Period | None, str]:
    """Find the earliest period of the same parts, length and publisher, without overlap or break; or say why not."""
    before = sorted(period for period, parts in over.periods.items() if period < now and len(valued(parts)) >= FEWEST)
    if not before:
        return None, over.unlike or NO_EARLIER
    broken = [b for b in indicator.breaks if before[-1].start < b.start <= now.start]
    if broken:
        return None, f"the definition changed in {broken[-1].start:%B %Y}"
    apart = [period for period in before if not period.overlaps(now)]
    if not apart:
        return None, OVERLAPS
    whose = _publisher(over.periods[now])
    for period in apart:
        unbroken = not any(period.start < b.start <= now.start for b in indicator.breaks)
        if unbroken and period.years == now.years and _publisher(over.periods[period]) == whose:
            return period, ""
    if all(period.years != now.years for period in apart):
        return None, OTHER_LENGTH
    return None, "earlier figures come from another publisher"


def _publisher(parts: Parts) -> str:
    return next((o.provenance.publisher for o in valued(parts).values()), "")


def _reliable(parts: Parts, indicator: Indicator) -> set[str]:
    """Name the parts whose figure can be relied on."""
    figures = part_figures(list(parts.values()), indicator=indicator)
    return {name for name, figure in zip(parts, figures, strict=True) if figure.is_reliable}


def _ends(kind: PartKind, shared: Sequence[str], then: Parts, now: Parts, indicator: Indicator) -> tuple[Ends, Ends]:
    """Choose between which parts each of the two gaps is taken."""
    if kind is PartKind.AREAS:
        return _own_ends(shared, then, indicator), _own_ends(shared, now, indicator)
    both = {name: _good(then[name], indicator) + _good(now[name], indicator) for name in shared}
    worst, best = (pick(shared, key=lambda name: (both[name], name)) for pick in (min, max))
    if kind is PartKind.DECILES:
        worst, best = shared[0], shared[-1]
    return Ends(then[worst], then[best]), Ends(now[worst], now[best])


def _own_ends(shared: Collection[str], parts: Parts, indicator: Indicator) -> Ends:
    worst, best = (pick(shared, key=lambda name: (_good(parts[name], indicator), name)) for pick in (min, max))
    return Ends(parts[worst], parts[best])


def _moved(then: Ends, now: Ends, indicator: Indicator, since: Period, worst_off: float | None) -> Moved:
    movement, relative = _movement(then, now, indicator), _relative(then, now, indicator)
    before, ratio = _distance(then, indicator)
    after, _ = _distance(now, indicator)
    return Moved(
        since, after, before, ratio, movement, relative, worst_off, _why(then, now, movement, indicator),
        "" if movement is not GapMovement.NOT_ASSESSED else SHARED if _is_modelled(indicator) else NO_TEST,
    )  # fmt: skip


def _distance(ends: Ends, indicator: Indicator) -> tuple[Estimate, Estimate | None]:
    """Give difference and ratio of the two ends, the higher less and over the lower."""
    lower, higher = sorted(ends, key=lambda o: o.value or 0.0)
    return between(lower, higher, indicator=indicator)


def _movement(then: Ends, now: Ends, indicator: Indicator) -> GapMovement:
    """Test whether the absolute gap changed."""
    limits = _limits(then, now, indicator)
    if limits is None:
        return GapMovement.NOT_ASSESSED
    test = change_of_gap(*limits)
    return _said(float(test.p_value), float(test.difference))


def _relative(then: Ends, now: Ends, indicator: Indicator) -> GapMovement:
    """Test whether the ratio changed; only of rates and proportions."""
    limits = _limits(then, now, indicator)
    if limits is None or indicator.value_type not in RATIOS:
        return GapMovement.NOT_ASSESSED
    test = change_of_ratio(*limits)
    return GapMovement.NOT_ASSESSED if test.note else _said(float(test.p_value), float(test.ratio) - 1)


def _said(p_value: float, change: float) -> GapMovement:
    if p_value >= SIGNIFICANT:
        return GapMovement.NO_CHANGE
    return GapMovement.NARROWED if change < 0 else GapMovement.WIDENED


def _limits(then: Ends, now: Ends, indicator: Indicator) -> tuple[tuple[Limits, Limits], tuple[Limits, Limits]] | None:
    first, second, third, fourth = estimates_of((*then, *now), indicator=indicator)
    if _is_modelled(indicator):  # what is uncertain in a model moves all four together
        return None
    if first is None or second is None or third is None or fourth is None:
        return None
    return (first, second), (third, fourth)


def _is_modelled(indicator: Indicator) -> bool:
    return indicator.collected_by is Basis.MODELLED


def _why(then: Ends, now: Ends, movement: GapMovement, indicator: Indicator) -> WhyMoved:
    """
    Say whose change moved the gap, where it moved and the measure says which way is good.

    Where both moved it, the one whose change was larger is named.
    """
    told = movement in (GapMovement.NARROWED, GapMovement.WIDENED) and indicator.polarity is not Polarity.NONE
    worst = _good(now.worst, indicator) - _good(then.worst, indicator)
    best = _good(now.best, indicator) - _good(then.best, indicator)
    if not told:
        return WhyMoved.NOT_TOLD
    if movement is GapMovement.NARROWED:
        if worst > 0 and best > 0:
            return WhyMoved.BOTH_GAINED
        return WhyMoved.WORST_OFF_GAINED if worst >= -best else WhyMoved.BEST_OFF_LOST
    return WhyMoved.WORST_OFF_LOST if -worst >= best else WhyMoved.BEST_OFF_GAINED


def _good(o: Observation, indicator: Indicator) -> float:
    """Give a value so that more is better; without judgement the highest counts as worst off, as in `Inside`."""
    return (o.value or 0.0) * (1 if indicator.polarity is Polarity.HIGH else -1)


def _change(then: Observation, now: Observation) -> float | None:
    return None if then.value is None or now.value is None else now.value - then.value
