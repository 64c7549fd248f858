"""Inside the town: every measure that has parts, part against part."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from equitytown.compare.deciles import AS_PUBLISHED, LOCAL, Ranking, rankings_of, slope_over, tenths_over_time
from equitytown.compare.ends import ends_of
from equitytown.compare.moved import moved_since
from equitytown.compare.parts import (
    PartsOverTime,
    areas_over_time,
    groups_over_time,
    own_of,
    pair_of_sexes,
    sexes_over_time,
    valued,
    worst_first,
)
from equitytown.compare.pattern import pattern_of
from equitytown.compare.reliability import part_figures
from equitytown.derive.small_areas import inside_of
from equitytown.derive.smoothing import smoothed
from equitytown.store.vintages import Holdings
from equitytown.terms.indicator import Indicator, Polarity
from equitytown.terms.inside import Estimate, Inside, Ordering, PartFigure, PartKind
from equitytown.terms.observation import Observation
from equitytown.terms.period import Period
from equitytown.terms.place import Place


class Spatial(NamedTuple):
    """What lies beside what in each boundary set, and where what takes long to work out is kept."""

    beside: Mapping[str, Mapping[str, tuple[str, ...]]]
    cache: Path | None


def find_inside(
    place: Place,
    holdings: Holdings,
    *,
    beside: Mapping[str, Mapping[str, tuple[str, ...]]],
    cache: Path | None = None,
) -> tuple[Inside, ...]:
    """
    Compare the parts of a town with one another, for every measure that has any.

    Parameters
    ----------
    place : Place
        Its boundaries, compositions and measures.
    holdings : Holdings
        The figures as known on the edition's day, sums to wards among them.
    beside : mapping of str to mapping
        By boundary set, for each area those that share a border with it. Areas of a set that is not there are neither
        smoothed nor looked at for a pattern.
    cache : Path, optional
        Where what takes long to work out is kept between builds.

    Returns
    -------
    tuple of Inside
        In the order of the measures; of each the areas by boundary set, then the tenths of local deprivation, then the
        sexes, then the groups by category type. Each is about the newest period with at least two parts.
    """
    spatial = Spatial(beside, cache)
    inside = inside_of(place, holdings.observations)
    own = _by_indicator(own_of(place, holdings.observations))
    rankings = rankings_of(place, inside)
    found: list[Inside] = []
    for indicator in place.indicators.values():
        areas = areas_over_time(inside.get(indicator.indicator_id, ()), indicator=indicator, place=place)
        rows = own.get(indicator.indicator_id, [])
        pair = pair_of_sexes(indicator, place.indicators)
        both = [o for name in pair for o in own.get(name, [])] or rows
        tenths = _tenths(areas, rankings, rows, indicator, place)
        for over in chain(areas, tenths, sexes_over_time(both), groups_over_time(rows)):
            one = _inside(over, indicator, _whole(place, holdings, indicator))
            if one is not None:
                found.append(_on_the_map(one, over, indicator, place, spatial))
    return tuple(found)


def _by_indicator(observations: Iterator[Observation]) -> dict[str, list[Observation]]:
    found = defaultdict[str, list[Observation]](list)
    for o in observations:
        found[o.indicator_id].append(o)
    return found


def _tenths(
    areas: Sequence[PartsOverTime],
    rankings: Mapping[str, Ranking],
    own: Sequence[Observation],
    indicator: Indicator,
    place: Place,
) -> Iterator[PartsOverTime]:
    """Give the tenths of local deprivation, where the publisher gives none itself."""
    if any(o.category_type == LOCAL for o in own):
        return
    for over in areas:
        ranking = rankings.get(over.by)
        made = ranking and tenths_over_time(over, ranking, indicator=indicator, area_code=place.area.area_code)
        if made:
            yield made


def _whole(place: Place, holdings: Holdings, indicator: Indicator) -> Callable[[Period, str], Observation | None]:
    """Find the town's own figure of a period and sex."""
    return lambda period, sex: holdings.series(indicator.indicator_id, place.area.area_code, sex=sex).at(period)


def _inside(
    over: PartsOverTime, indicator: Indicator, whole: Callable[[Period, str], Observation | None]
) -> Inside | None:
    """Compare the parts of the newest period; None where fewer than two have a figure."""
    now = over.latest()
    if now is None:
        return None
    held = valued(over.periods[now])
    values = {name: o.value for name, o in held.items() if o.value is not None}
    order = worst_first(list(values), values, high_is_good=indicator.polarity is Polarity.HIGH)
    figures = dict(zip(held, part_figures(list(held.values()), indicator=indicator), strict=True))
    parts = tuple(figures[name] for name in order)
    ends = ends_of([figures[n].observation for n in sorted(held) if figures[n].is_reliable], indicator=indicator)
    moved, unmoved = moved_since(over, now=now, indicator=indicator)
    slope, no_slope = None, ""
    if over.kind is PartKind.DECILES:
        slope, no_slope = slope_over(held.values(), indicator=indicator, ranked_by=over.ranked_by or AS_PUBLISHED)
    reasons = (ends.reason, no_slope, f"no movement is told: {unmoved}" if unmoved else "")
    found = Inside(
        indicator.indicator_id, now, over.sex, over.kind, over.by, over.by_name, parts, over.expected(now) - len(held),
        whole(now, over.sex), ends.highest, ends.lowest, ends.difference, ends.ratio, ends.ordering,
        ends.chance_highest, ends.chance_lowest, slope, moved, None, "; ".join(filter(None, reasons)),
        ends.by_chance, ends.p_value,
    )  # fmt: skip
    # What lies beyond an end, however uncertain, may stand there: tests among the reliable parts don't know of it.
    beyond = found.unsure_above or found.unsure_below
    return replace(found, ordering=Ordering.ENDS_DIFFER) if found.ordering is Ordering.CLEAR and beyond else found


def _on_the_map(one: Inside, over: PartsOverTime, indicator: Indicator, place: Place, spatial: Spatial) -> Inside:
    """Add what only areas have: figures drawn to those around them, and how they lie on the map."""
    around = spatial.beside.get(over.by)
    if one.kind is not PartKind.AREAS or around is None:
        return one
    figures = [part.observation for part in one.parts]
    drawn = smoothed(figures, indicator=indicator, beside=around, cache=spatial.cache)
    earlier = list(valued(over.periods[one.moved.since]).values()) if one.moved else []
    names = _named_parts(place, over.by)
    pattern = pattern_of(figures, earlier, indicator=indicator, beside=around, parts=names, cache=spatial.cache)
    return replace(one, parts=tuple(_drawn(part, drawn) for part in one.parts), pattern=pattern)


def _drawn(part: PartFigure, drawn: Mapping[str, tuple[Estimate | None, Estimate | None]]) -> PartFigure:
    to_town, to_near = drawn.get(part.observation.area_code, (None, None))
    return replace(part, smoothed=to_town, smoothed_near=to_near)


def _named_parts(place: Place, set_id: str) -> dict[str, Collection[str]]:
    """Give for each named part of the town its areas of a boundary set, by the ward that most of each lies in."""
    if set_id == place.wards:
        return dict(place.parts)
    composition = place.composition(set_id, place.wards)
    wards = composition.whole() if composition is not None else {}
    named = {
        name: tuple(code for code, ward in sorted(wards.items()) if ward in members)
        for name, members in place.parts.items()
    }
    return {name: codes for name, codes in named.items() if codes}
