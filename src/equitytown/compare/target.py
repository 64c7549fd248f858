"""Targets: is each met, and if not, does the figure keep to the path that was agreed?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from equitytown.compare.gap import RATIOS
from equitytown.compare.target_path import (
    asked_in,
    baseline_of,
    broken_since,
    due_period,
    path_of,
    years_between,
)
from equitytown.compare.target_people import people_of
from equitytown.compare.target_track import (
    aim_beside,
    beside,
    england_series,
    gap_track,
    inside_track,
    is_of,
    limits,
    own_series,
    sign_of,
    value_track,
)
from equitytown.stats.ranks import Best
from equitytown.stats.targets import against_target, against_target_by_limits
from equitytown.store.vintages import Holdings
from equitytown.terms.indicator import Indicator
from equitytown.terms.inside import Inside
from equitytown.terms.observation import Observation
from equitytown.terms.place import Place, Series
from equitytown.terms.projection import Projection
from equitytown.terms.target import (
    GroupStanding,
    PathPoint,
    Standing,
    Target,
    TargetOf,
    TargetProgress,
    Tracked,
)

NO_FIGURE = "no figure is held"
NO_ENGLAND = "England has no figure of the same publisher for this period"
NOT_LIVE = "the target no longer holds"
MET_ALREADY = "the target is met"
CLOSE = 1e-9  # figures nearer than this are one: 66.0 read off a line is 66


def find_targets(
    place: Place, holdings: Holdings, *, inside: Iterable[Inside], projections: Mapping[str, Projection] | None = None
) -> tuple[TargetProgress, ...]:
    """
    Say of every target how far along it is.

    Parameters
    ----------
    place : Place
        Its targets, measures and nation.
    holdings : Holdings
        The figures as known on the edition's day.
    inside : iterable of Inside
        What comparing the parts of the town found, for targets of a gap inside it.
    projections : mapping of str to Projection, optional
        By target, the series carried on to the target's period.

    Returns
    -------
    tuple of TargetProgress
        In the order of the file, those that ended among them.
    """
    found, ahead = tuple(inside), projections or {}
    return tuple(
        replace(progress(target, place, holdings, inside=found), projection=ahead.get(target.target_id))
        for target in known_targets(place, on=holdings.on)
    )


def known_targets(place: Place, *, on: date) -> tuple[Target, ...]:
    """Give the place's targets as they stood on a day: none before it was agreed, and what ended later as it held."""
    return tuple(known for target in place.targets if (known := target.as_known(on)) is not None)


def progress(target: Target, place: Place, holdings: Holdings, *, inside: Iterable[Inside] = ()) -> TargetProgress:
    """
    Say how far along one target is.

    Parameters
    ----------
    target : Target
        What is aimed for.
    place : Place
        Its measures and nation.
    holdings : Holdings
        The figures as known on the edition's day.
    inside : iterable of Inside
        What comparing the parts of the town found.

    Returns
    -------
    TargetProgress
        Whether a target is met is judged by the figure itself, since it is set for the figure; whether its limits leave
        the target out is told beside it. Against the path limits decide, where there are any: a figure whose limits
        reach the path is on it. A moving target is set beside England's figure of the same period and publisher, and
        "better than England" is not met by a figure that equals England's. It cannot be assessed, with the reason,
        where no figure is held, England has none, or the definition changed after the target was agreed.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance: targets.
    """
    indicator = place.indicators[target.indicator_id]
    own, england = own_series(place, holdings, target), england_series(place, holdings, target)
    track = _track(target, indicator, own, england, inside)
    newest = own.at(track[-1].period) if track and target.of is not TargetOf.INSIDE else None
    begun = TargetProgress(
        target, Standing.NOT_ASSESSED, observation=newest, track=track, reached=track[-1] if track else None,
        england=beside(newest, england) if newest is not None else None,
        england_track=tuple(o for p in own.observations if (o := beside(p, england)) is not None),
    )  # fmt: skip
    reason = _obstacle(target, indicator, begun.reached, own)
    begun = _with_path(_with_ratio(begun, indicator, inside), indicator)
    if reason or begun.reached is None or begun.reached.aim is None:
        return replace(begun, reason=reason, people_reason=reason)
    judged = _with_path_judged(_judged(begun, begun.reached, begun.reached.aim, indicator), indicator)
    return replace(judged, groups=tuple(_groups(target, place, holdings, indicator, england)))


def _track(
    target: Target, indicator: Indicator, own: Series, england: Series, inside: Iterable[Inside]
) -> tuple[Tracked, ...]:
    if target.of is TargetOf.INSIDE:
        return inside_track(inside, target)
    if target.of is TargetOf.GAP:
        return gap_track(own, england, target, indicator)
    return value_track(own, england, target, indicator)


def _with_ratio(begun: TargetProgress, indicator: Indicator, inside: Iterable[Inside]) -> TargetProgress:
    """Tell a gap as a ratio too, where a ratio means something, and how the town is cut for one inside it."""
    target, own, other = begun.target, begun.observation, begun.england
    if target.of is TargetOf.INSIDE:
        found = [one for one in inside if is_of(one, target)]
        newest = max(found, key=lambda one: one.period, default=None)
        ratio = newest.ratio.value if newest is not None and newest.ratio is not None else None
        return replace(begun, relative=ratio, by_name=newest.by_name if newest is not None else "")
    if target.of is TargetOf.VALUE or indicator.value_type not in RATIOS or own is None or other is None:
        return begun
    return replace(begun, relative=own.value / other.value if own.value is not None and other.value else None)


def _obstacle(target: Target, indicator: Indicator, reached: Tracked | None, own: Series) -> str:
    """Say why a target cannot be assessed; empty where it can."""
    if not target.is_live:
        return f"{NOT_LIVE}: {target.reason.rstrip('.')}"
    if reached is None:
        return NO_ENGLAND if target.of is TargetOf.GAP and own.observations else NO_FIGURE
    if reached.aim is None:
        return NO_ENGLAND
    broken = "" if target.is_moving else broken_since(indicator, target.agreed_on, reached.period)
    return f"{broken}, after the target was set" if broken else ""


def _judged(begun: TargetProgress, reached: Tracked, aim: float, indicator: Indicator) -> TargetProgress:
    """Say whether the target is met, how far off it is, how surely, and for how many people that stands."""
    target = begun.target
    sign = sign_of(target, indicator)
    beyond = _beyond(reached.value, aim, sign)
    met = _is_met(target, reached.value, aim, sign)
    people, why = None, MET_ALREADY
    if not met:
        people, why = people_of(-beyond, reached, begun.observation, sign=sign, of=target.of, indicator=indicator)
    return replace(
        begun, standing=Standing.MET if met else Standing.NOT_MET, beyond=beyond,
        is_sure=_is_sure(*_testable(target, reached), aim, sign), people=people, people_reason=why,
    )  # fmt: skip


def _is_met(target: Target, value: float, aim: float, sign: int) -> bool:
    """A fixed target is met by a figure at it; better than England is not met by a figure that equals England's."""
    if target.is_moving and not target.margin:
        return _beyond(value, aim, sign) > 0
    return float(against_target(value, aim - sign * CLOSE, best=_best(sign))) > 0


def _beyond(value: float, aim: float, sign: int) -> float:
    """Give how far past the aim a figure lies, towards the good end; what is a hair apart is one."""
    found = sign * (value - aim)
    return 0.0 if abs(found) < CLOSE else found


def _testable(target: Target, reached: Tracked) -> tuple[float | None, float | None]:
    """
    Give the limits that a test may stand on.

    Those of a gap inside the town hold for two parts that were chosen beforehand. These were picked for being furthest
    apart, so that no test of the gap stands on them.
    """
    return (None, None) if target.of is TargetOf.INSIDE else (reached.lower, reached.upper)


def _side(lower: float | None, upper: float | None, aim: float, sign: int) -> int | None:
    """Give 1 where the limits lie wholly on the good side of an aim, -1 on the other, 0 where they reach it."""
    if lower is None or upper is None:
        return None
    return int(against_target_by_limits(lower, upper, aim, best=_best(sign)))


def _is_sure(lower: float | None, upper: float | None, aim: float, sign: int) -> bool | None:
    side = _side(lower, upper, aim, sign)
    return None if side is None else side != 0


def _best(sign: int) -> Best:
    return "high" if sign > 0 else "low"


def _with_path(begun: TargetProgress, indicator: Indicator) -> TargetProgress:
    """Lay the path, and tell how much a year is left and how much there was so far."""
    target, reached = begun.target, begun.reached
    like = reached.period if reached else target.baseline.period if target.baseline else None
    due = due_period(like, target.by) if like is not None else None
    path, why = path_of(target, begun.track, due)
    start = baseline_of(target, begun.track)
    laid = replace(begun, due=due, path=path, path_reason=why, baseline=start)
    if reached is None:
        return laid
    return replace(_with_years(laid, reached), yearly_so_far=_so_far(start, reached, indicator))


def _with_years(laid: TargetProgress, reached: Tracked) -> TargetProgress:
    """Add how many years are left and what each would have to bring; of a moving target that is not known."""
    if laid.due is None or laid.due <= reached.period:
        return laid
    left = years_between(reached.period, laid.due)
    value = laid.target.value
    return replace(laid, years_left=left, yearly=None if value is None else (value - reached.value) / left)


def _so_far(start: PathPoint | None, reached: Tracked, indicator: Indicator) -> float | None:
    if start is None or start.value is None or start.period >= reached.period:
        return None
    if broken_since(indicator, start.period.start, reached.period) or start.period.overlaps(reached.period):
        return None
    return (reached.value - start.value) / years_between(start.period, reached.period)


def _with_path_judged(judged: TargetProgress, indicator: Indicator) -> TargetProgress:
    """Set the figure beside the path, unless the target is met or its date has come."""
    target, reached = judged.target, judged.reached
    asked = asked_in(judged.path, reached.period) if reached is not None else None
    if reached is None or asked is None or judged.standing is Standing.MET:
        return judged
    broken = target.baseline and broken_since(indicator, target.baseline.period.start, reached.period)
    if broken:
        return replace(judged, path_reason=f"{broken}, after the baseline")
    sign = sign_of(target, indicator)
    beyond = _beyond(reached.value, asked, sign)
    side = _side(*_testable(target, reached), asked, sign)
    placed = replace(
        judged, on_path=asked, beyond_path=beyond, is_sure_of_path=None if side is None else side != 0, path_reason=""
    )
    if judged.due is not None and reached.period >= judged.due:
        return placed
    if side is None:
        alike = round(reached.value, indicator.decimals) == round(asked, indicator.decimals)
        side = 0 if alike else (beyond > 0) - (beyond < 0)
    return replace(placed, standing={1: Standing.AHEAD, 0: Standing.ON_PATH, -1: Standing.BEHIND}[side])


def _groups(
    target: Target, place: Place, holdings: Holdings, indicator: Indicator, england: Series
) -> Iterator[GroupStanding]:
    """Hold every group of people to the same aim, in the period of the newest figure of each way of grouping."""
    sign = sign_of(target, indicator)
    for category_type in target.groups:
        for o in _newest(place, holdings, target, category_type):
            aim = aim_beside(beside(o, england), target, indicator)
            if o.value is None or aim is None:
                continue
            low, high = limits(o, indicator)
            yield GroupStanding(
                o, aim, _beyond(o.value, aim, sign), _is_met(target, o.value, aim, sign), _is_sure(low, high, aim, sign)
            )


def _newest(place: Place, holdings: Holdings, target: Target, category_type: str) -> list[Observation]:
    """Give the groups' figures of the newest period in which any has one, in the order of the file."""
    own = [
        o
        for o in holdings.observations
        if (o.indicator_id, o.area_code, o.sex, o.category_type)
        == (target.indicator_id, place.area.area_code, target.sex, category_type)
        and o.value is not None
    ]
    last = max((o.period for o in own), default=None)
    names = dict.fromkeys(o.category for o in place.observations if o.category_type == category_type)
    order = {name: at for at, name in enumerate(names)}
    held = [o for o in own if o.period == last]
    return sorted(held, key=lambda o: order.get(o.category, len(order)))
