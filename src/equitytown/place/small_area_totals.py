"""The counts of a whole set of small areas against those of the place that they make up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from equitytown.place.areas import AreaBook
from equitytown.place.faults import Faults
from equitytown.terms.boundaries import Boundaries
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation

APART = 0.1  # of the place's count: rounding, protection and people of no known address come to less
EACH = 2.5  # what rounding to the nearest 5 may add to an area at most

_Cut = tuple[str, str, str, str]


def check_totals(
    path: str, observations: Iterable[Observation], *, indicator: Indicator, areas: AreaBook, faults: Faults
) -> None:
    """
    Note where all areas of a set together count far more or fewer than the place itself.

    Parameters
    ----------
    path : str
        The file within the place's folder.
    observations : iterable of Observation
        Every figure of the file; of several vintages of one the newest counts.
    indicator : Indicator
        Names the boundary sets that its figures may be of.
    areas : AreaBook
        The place's code, and the sets that are held.
    faults : Faults
        Where to note sets that differ by more than a tenth: counts of other people, of another period, or of areas
        outside the place. A set in which any count is missing or withheld is left alone.
    """
    held = defaultdict[_Cut, dict[str, Observation]](dict)
    for o in sorted(observations, key=lambda o: o.known_from):
        held[o.period.label, o.sex, o.category_type, o.category][o.area_code] = o
    for cut, rows in held.items():
        whole = rows.get(areas.own_code)
        for set_id in indicator.boundary_sets if whole is not None else ():
            if whole is not None and set_id in areas.sets:
                _check_set(path, cut, rows, whole=whole, area_set=areas.sets[set_id], faults=faults)


def _check_set(
    path: str,
    cut: _Cut,
    rows: Mapping[str, Observation],
    *,
    whole: Observation,
    area_set: Boundaries,
    faults: Faults,
) -> None:
    parts = [rows[code] for code in sorted(area_set.codes) if code in rows]
    if len(parts) < len(area_set.codes):
        return
    for name in ("numerator", "denominator"):
        total, counts = getattr(whole, name), [getattr(part, name) for part in parts]
        if total is None or None in counts:
            continue
        together = sum(counts)
        if abs(together - total) > max(APART * total, EACH * len(parts)):
            told = ", ".join(part for part in cut if part)
            sentence = (
                f"{told}: the areas of {area_set.name} have a {name} of {together:,.0f} together, and the place one of "
                f"{total:,.0f}."
            )
            mend = "They make up the place: correct the counts, or leave out those that are of other people or days."
            faults.add(path, whole.provenance.row, sentence, mend)
