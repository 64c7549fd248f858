"""Projections to the dates of targets: where each would stand if the measure went on as it has."""

from pathlib import Path

from equitytown.compare.projection import project
from equitytown.compare.target import known_targets
from equitytown.store.vintages import Holdings
from equitytown.terms.place import Place
from equitytown.terms.projection import Projection
from equitytown.terms.target import Target, TargetOf


def project_targets(place: Place, holdings: Holdings, *, cache: Path | None = None) -> dict[str, Projection]:
    """
    Carry on the series of every live target that has a date, is set for a value and is of everyone.

    Parameters
    ----------
    place : Place
        Its targets, measures and neighbours.
    holdings : Holdings
        The figures as known on the edition's day.
    cache : Path, optional
        Where what takes long to work out is kept between builds.

    Returns
    -------
    dict of str to Projection
        By target; without points, and with the reason, where a series cannot be carried on. Gaps, and groups of people,
        whose series are short and of few, are not projected.
    """
    return {
        target.target_id: _projected(target, place, holdings, cache)
        for target in known_targets(place, on=holdings.on)
        if target.is_live and target.by is not None and target.of is TargetOf.VALUE and not target.category
    }


def _projected(target: Target, place: Place, holdings: Holdings, cache: Path | None) -> Projection:
    indicator = place.indicators[target.indicator_id]
    neighbours = place.neighbours_of(indicator)
    areas = neighbours.ranking_members if neighbours is not None else ()
    own = holdings.series(target.indicator_id, place.area.area_code, sex=target.sex).observations
    others = {
        area.area_code: holdings.series(target.indicator_id, area.area_code, sex=target.sex).observations
        for area in areas
    }
    until = target.by if target.by is not None else holdings.on
    return project(own, others, indicator=indicator, until=until, cache=cache)
