"""A measure's figures for the small areas inside a place, by the boundary set that each period's are of."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from equitytown.terms.boundaries import sets_of
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation
from equitytown.terms.period import Period
from equitytown.terms.place import Place


class Cut(NamedTuple):
    """Whose figures stand together: those of one boundary set, one sex and one period."""

    set_id: str
    sex: str
    period: Period


def inside_of(place: Place, observations: Iterable[Observation]) -> dict[str, list[Observation]]:
    """Give by indicator the figures of the small areas of a place; those of groups of people are left out."""
    codes = frozenset[str]().union(*(held.codes for held in place.boundaries.values()))
    found = defaultdict[str, list[Observation]](list)
    for o in observations:
        if o.area_code in codes and not o.category_type:
            found[o.indicator_id].append(o)
    return found


def groups_inside_of(
    place: Place, observations: Iterable[Observation]
) -> dict[str, dict[tuple[str, str], list[Observation]]]:
    """Give by indicator the figures of groups of people in a place's small areas, by category type and category."""
    codes = frozenset[str]().union(*(held.codes for held in place.boundaries.values()))
    found: dict[str, dict[tuple[str, str], list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for o in observations:
        if o.category_type and o.area_code in codes:
            found[o.indicator_id][o.category_type, o.category].append(o)
    return found


def cuts_of(
    observations: Iterable[Observation], *, indicator: Indicator, place: Place
) -> dict[Cut, dict[str, Observation]]:
    """
    Part a measure's small areas by boundary set, sex and period.

    Parameters
    ----------
    observations : iterable of Observation
        Of one indicator and of small areas alone, each figure once.
    indicator : Indicator
        The sets that it names are looked among, and the place's wards; every set that is held where it names none.
    place : Place
        Its boundaries.

    Returns
    -------
    dict of Cut to dict
        For each cut, in the order of sets, sexes and periods, the figures by area. An area without a row is not there.
    """
    sets = place.sets_for(indicator)
    codes = {set_id: held.codes for set_id, held in sets.items()}
    rows = defaultdict[tuple[str, Period], dict[str, Observation]](dict)
    for o in observations:
        rows[o.sex, o.period][o.area_code] = o
    found = {
        Cut(set_id, sex, period): {code: o for code, o in sorted(of.items()) if code in codes[set_id]}
        for (sex, period), of in rows.items()
        for set_id in sets_of(of, sets)
    }
    return dict(sorted(found.items(), key=lambda entry: entry[0]))
