"""What a target is set for, period by period: a value or a gap, with its limits and what the target asks of it."""

from collections.abc import Iterable

from equitytown.compare.evidence import counts_of, limits_of, same_publisher, wide_limits_of
from equitytown.stats.differences import Estimate, difference_of_values
from equitytown.stats.intervals import wilson
from equitytown.store.vintages import Holdings
from equitytown.terms.indicator import MULTIPLIERS, Indicator, Polarity
from equitytown.terms.inside import Inside
from equitytown.terms.observation import Observation
from equitytown.terms.place import Place, Series
from equitytown.terms.target import England, Target, TargetOf, Tracked


def sign_of(target: Target, indicator: Indicator) -> int:
    """Give 1 where more is better and -1 where less is: a gap is always to be small."""
    return 1 if target.of is TargetOf.VALUE and indicator.polarity is Polarity.HIGH else -1


def series_of(
    holdings: Holdings, indicator_id: str, area_code: str, *, sex: str, category_type: str = "", category: str = ""
) -> Series:
    """Give an area's series of everyone, or of one group of people, oldest first."""
    if not category_type:
        return holdings.series(indicator_id, area_code, sex=sex)
    wanted = (indicator_id, area_code, sex, category_type, category)
    held = (o for o in holdings.observations if _about(o) == wanted)
    return Series(tuple(sorted(held, key=lambda o: o.period)))


def _about(o: Observation) -> tuple[str, ...]:
    return (o.indicator_id, o.area_code, o.sex, o.category_type, o.category)


def own_series(place: Place, holdings: Holdings, target: Target) -> Series:
    """Give the figures with a value that a target is about, cut like the newest of them and of its publisher."""
    found = series_of(
        holdings, target.indicator_id, place.area.area_code, sex=target.sex,
        category_type=target.category_type, category=target.category,
    )  # fmt: skip
    held = tuple(o for o in found.observations if o.value is not None)
    if not held:
        return Series(())
    alike = Series(held).like(held[-1].period).observations
    return Series(tuple(o for o in alike if same_publisher(o, held[-1])))


def england_series(place: Place, holdings: Holdings, target: Target) -> Series:
    """Give England's figures that a target is set against: of everyone, or of the same group of people."""
    same = target.england is England.SAME_GROUP
    return series_of(
        holdings, target.indicator_id, place.nation.area_code, sex=target.sex,
        category_type=target.category_type if same else "", category=target.category if same else "",
    )  # fmt: skip


def beside(observation: Observation, england: Series) -> Observation | None:
    """Give England's figure of the same period, if the same publisher gave one."""
    other = england.at(observation.period)
    if other is None or other.value is None or other.period != observation.period:
        return None
    return other if same_publisher(observation, other) else None


def value_track(own: Series, england: Series, target: Target, indicator: Indicator) -> tuple[Tracked, ...]:
    """Give each figure with its limits and the value that would meet the target in its period."""
    return tuple(
        Tracked(
            o.period, _value(o), *limits(o, indicator), aim=aim_beside(beside(o, england), target, indicator),
            trace=o.observation_id,
        )
        for o in own.observations
    )  # fmt: skip


def gap_track(own: Series, england: Series, target: Target, indicator: Indicator) -> tuple[Tracked, ...]:
    """Give how far the place lies on the worse side of England in each period that both have; below 0: better."""
    sign = 1 if indicator.polarity is Polarity.LOW else -1
    pairs = [(o, other) for o in own.observations if (other := beside(o, england)) is not None]
    return tuple(_gap(o, other, sign, target) for o, other in pairs)


def inside_track(found: Iterable[Inside], target: Target) -> tuple[Tracked, ...]:
    """Give how far the ends of the town lie apart, in each period in which that was found; and the one before."""
    points: list[Tracked] = []
    for one in found:
        if not is_of(one, target):
            continue
        if one.moved is not None:
            then = one.moved.earlier_difference
            points.append(Tracked(one.moved.since, then.value, then.lower, then.upper, target.value))
        if one.difference is not None:
            now = one.difference
            points.append(Tracked(one.period, now.value, now.lower, now.upper, target.value))
    return tuple(sorted({point.period: point for point in points}.values(), key=lambda point: point.period))


def is_of(one: Inside, target: Target) -> bool:
    """Say whether a comparison of the town's parts is the one that a target is set for."""
    return (one.indicator_id, one.by, one.sex) == (target.indicator_id, target.inside, target.sex)


def limits(observation: Observation, indicator: Indicator) -> tuple[float | None, float | None]:
    """Give a figure's 95% limits: the publisher's, or Wilson's where people were counted one by one."""
    held = limits_of(observation)
    if held is not None:
        return float(held.lower), float(held.upper)  # type: ignore[arg-type]  # single numbers
    counts = counts_of(observation, indicator=indicator)
    if counts is None or counts[1] <= 0:
        return None, None
    found, many = wilson(*counts), MULTIPLIERS[indicator.unit]
    return float(many * found.lower), float(many * found.upper)


def aim_beside(england: Observation | None, target: Target, indicator: Indicator) -> float | None:
    """Give the value that meets a target beside England's figure: a fixed one, or England's with the margin."""
    if not target.is_moving:
        return target.value
    if england is None or england.value is None:
        return None
    return england.value + sign_of(target, indicator) * target.margin


def _gap(own: Observation, england: Observation, sign: int, target: Target) -> Tracked:
    size = sign * (_value(own) - _value(england))
    first, second = wide_limits_of(england), wide_limits_of(own)
    if first is None or second is None:
        return Tracked(own.period, size, aim=target.value)
    low, high = _difference(first, second)
    low, high = (low, high) if sign > 0 else (-high, -low)
    return Tracked(own.period, size, low, high, target.value)


def _difference(first: Estimate, second: Estimate) -> tuple[float, float]:
    found = difference_of_values(first, second)
    return float(found.lower), float(found.upper)


def _value(o: Observation) -> float:
    """Give a value that is there: figures without one are left out before."""
    return float("nan") if o.value is None else o.value
