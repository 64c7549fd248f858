"""Every finding of a place: each figure it has, against England, the region and its neighbours."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from equitytown.compare.change import change_since
from equitytown.compare.evidence import same_publisher
from equitytown.compare.gap import gap_to
from equitytown.compare.printed import PrintedKey, adopt_printed, printed_findings
from equitytown.compare.rank import rank_among
from equitytown.compare.rating import rate
from equitytown.compare.spread import spread_of
from equitytown.compare.trend import recent_trend
from equitytown.store.vintages import Holdings
from equitytown.terms.comparator import ComparatorKind, NeighbourSet
from equitytown.terms.finding import Change, Finding, Rank, Spread
from equitytown.terms.indicator import ComparisonMethod, Indicator
from equitytown.terms.observation import Observation
from equitytown.terms.place import Place, Series

find_printed = printed_findings
NO_NEIGHBOURS = "neighbours"  # how a comparator is named where a place lists none


def find(place: Place, holdings: Holdings) -> tuple[Finding, ...]:
    """
    Compare every figure that the place has, and its neighbours' with England.

    Parameters
    ----------
    place : Place
        Names, neighbour sets, indicators and the baseline round.
    holdings : Holdings
        The figures as known on the edition's day.

    Returns
    -------
    tuple of Finding
        For the place three findings a figure (national, regional, neighbours), oldest period first;
        then one against England for each figure of its region and of each member of its neighbour
        set. Missing figures give none.
    """
    found: list[Finding] = []
    printed = _last_printed(place, holdings)
    for indicator in place.indicators.values():
        for sex in holdings.sexes(indicator.indicator_id, place.area.area_code):
            own = _place_findings(place, holdings, indicator, sex)
            comparable = indicator.comparison_method is not ComparisonMethod.NONE
            found.extend(adopt_printed(finding, printed, comparable=comparable) for finding in own)
            found.extend(_neighbour_findings(place, holdings, indicator, sex))
    return tuple(found)


def _last_printed(place: Place, holdings: Holdings) -> dict[PrintedKey, Finding]:
    """Index the printed findings that were out on the day; a later round stands before an earlier one."""
    known = (f for f in printed_findings(place) if f.observation.known_from <= holdings.on)
    return {(f.indicator_id, f.period, f.comparator): f for f in known}


def find_spreads(place: Place, holdings: Holdings, *, councils: Collection[str]) -> dict[str, Spread]:
    """
    Find how England's upper-tier councils spread for each measure's newest figure.

    Parameters
    ----------
    place : Place
        Its indicators, and whose newest figures they are.
    holdings : Holdings
        The figures as known on the edition's day.
    councils : collection of str
        The codes of every council that could have a figure, held or not.

    Returns
    -------
    dict of str to Spread
        By indicator; only from figures of the publisher, period and sex of the place's own. An
        indicator for which too few councils have one is left out.
    """
    found: dict[str, Spread] = {}
    for indicator in place.indicators.values():
        own = holdings.series(indicator.indicator_id, place.area.area_code, sex=indicator.headline_sex)
        latest = next((o for o in reversed(own.observations) if o.value is not None), None)
        if latest is None:
            continue
        held = [_at(holdings, indicator, code, latest) for code in councils]
        values = [o.value for o in held if o is not None and o.value is not None and same_publisher(o, latest)]
        spread = spread_of(values, out_of=len(councils))
        if spread is not None:
            found[indicator.indicator_id] = spread
    return found


def _at(holdings: Holdings, indicator: Indicator, area_code: str, like: Observation) -> Observation | None:
    """Give an area's figure for the period and sex of another."""
    series = holdings.series(indicator.indicator_id, area_code, sex=like.sex)
    held = series.at(like.period)
    return held if held is not None and held.period == like.period else None


def _place_findings(place: Place, holdings: Holdings, indicator: Indicator, sex: str) -> Iterator[Finding]:
    own = holdings.series(indicator.indicator_id, place.area.area_code, sex=sex)
    national = holdings.series(indicator.indicator_id, place.nation.area_code, sex=sex)
    neighbours = place.neighbours_of(indicator)
    baseline = _baseline(place, indicator, own)
    for observation in own.observations:
        if observation.value is None:
            continue
        alike = own.like(observation.period)
        england = _at(holdings, indicator, place.nation.area_code, observation)
        region = _at(holdings, indicator, place.region.area_code, observation)
        closest = _at(holdings, indicator, neighbours.closest.area_code, observation) if neighbours else None
        against = (
            Finding(
                observation, ComparatorKind.NATIONAL, place.nation.area_name, england,
                rate(observation, england, indicator=indicator, published=True),
                gap=gap_to(alike, national, at=observation, indicator=indicator),
            ),
            Finding(
                observation, ComparatorKind.REGIONAL, place.region.area_name, region,
                rate(observation, region, indicator=indicator),
            ),
            Finding(
                observation, ComparatorKind.NEIGHBOURS,
                neighbours.closest.area_name if neighbours else NO_NEIGHBOURS, closest,
                rate(observation, closest, indicator=indicator, both=True),
                rank=_rank(holdings, indicator, observation, neighbours),
            ),
        )  # fmt: skip
        trend = recent_trend(alike, until=observation, indicator=indicator)
        change = _since_previous(alike, observation, indicator)
        since_baseline = _since(baseline, observation, indicator, since="baseline")
        for finding in against:
            yield replace(finding, trend=trend, change=change, since_baseline=since_baseline)


def _neighbour_findings(place: Place, holdings: Holdings, indicator: Indicator, sex: str) -> Iterator[Finding]:
    neighbours = place.neighbours_of(indicator)
    members = neighbours.members if neighbours is not None else ()
    for area in dict.fromkeys((place.region, *members)):
        for observation in holdings.series(indicator.indicator_id, area.area_code, sex=sex).observations:
            if observation.value is None:
                continue
            england = _at(holdings, indicator, place.nation.area_code, observation)
            verdict = rate(observation, england, indicator=indicator, published=True)
            yield Finding(observation, ComparatorKind.NATIONAL, place.nation.area_name, england, verdict)


def _rank(
    holdings: Holdings, indicator: Indicator, observation: Observation, neighbours: NeighbourSet | None
) -> Rank | None:
    if neighbours is None:
        return None
    members = [
        (area.area_name, _at(holdings, indicator, area.area_code, observation)) for area in neighbours.ranking_members
    ]
    return rank_among(observation, members, neighbours=neighbours, indicator=indicator)


def _since_previous(alike: Series, observation: Observation, indicator: Indicator) -> Change | None:
    """Compare with the newest earlier figure that shares no day with this one, of its publisher if any is."""
    before = [o for o in alike.observations if o.period.end < observation.period.start and o.value is not None]
    alike_published = [o for o in before if same_publisher(o, observation)] or before
    return _since(alike_published[-1] if alike_published else None, observation, indicator, since="previous period")


def _since(earlier: Observation | None, later: Observation, indicator: Indicator, *, since: str) -> Change | None:
    if earlier is None or earlier.value is None or earlier.period >= later.period:
        return None
    return change_since(earlier, later, indicator=indicator, since=since)


def _baseline(place: Place, indicator: Indicator, own: Series) -> Observation | None:
    """
    Find a measure's baseline: its figure in the baseline round, else in the first round that has one.

    The figure is the held vintage of the period that the round printed.
    """
    framework = place.framework
    rounds = sorted(framework.rounds, key=lambda name: (name != framework.baseline_round, framework.rounds.index(name)))
    printed = {row.round: row for row in place.printed if row.indicator_id == indicator.indicator_id}
    for name in rounds:
        row = printed.get(name)
        if row is not None and row.period is not None:
            held = own.at(row.period)
            if held is not None and held.value is not None:
                return held
    return None
