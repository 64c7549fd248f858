"""Keeping: what was collected, written as rows of the place's own files, for a place that lives in version control."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from equitytown.place.figures import COLUMNS
from equitytown.place.numbers import plain
from equitytown.store.disk import write_whole
from equitytown.store.observations import COLUMNS as HELD
from equitytown.store.observations import Cell
from equitytown.terms.observation import Observation, Status
from equitytown.terms.place import Place

LATEST = 2  # periods for which every council is kept, so that a spread can be drawn
NO_FIGURE = "No figure for {nation} is held for this period, and none is worked out from its parts"
PARTS = ("lower", "upper", "numerator", "denominator", "published_rating")


@dataclass(frozen=True, slots=True)
class Written:
    """A file of figures that was written, and how many rows are new in it."""

    path: str
    added: int


def keep(place: Place, collected: Sequence[Observation], folder: Path) -> tuple[Written, ...]:
    """
    Write what was collected as rows of `data/<indicator>.csv`, beside the rows that stand there.

    Parameters
    ----------
    place : Place
        The place as its folder holds it.
    collected : sequence of Observation
        Every vintage in the archive.
    folder : Path
        The place's folder.

    Returns
    -------
    tuple of Written
        The files that changed. The place, its comparators and neighbours are kept in every period, other councils
        in the two newest and in those of the report's figures; a vintage is kept where it says something new.
    """
    by_indicator: defaultdict[str, list[Observation]] = defaultdict(list)
    for o in (*place.observations, *collected):
        by_indicator[o.indicator_id].append(o)
    changed = []
    for indicator_id, held in sorted(by_indicator.items()):
        own = [o for o in place.observations if o.indicator_id == indicator_id]
        rows = _with_nation(place, _vintages(own, _wanted(place, indicator_id, held)))
        if len(rows) > len(own):
            path = folder / "data" / f"{indicator_id}.csv"
            write_whole(path, _as_csv(place, rows).encode())
            changed.append(Written(f"data/{path.name}", len(rows) - len(own)))
    return tuple(changed)


def _wanted(place: Place, indicator_id: str, held: Sequence[Observation]) -> list[Observation]:
    """Leave out councils that nothing of the place is compared with, but for the periods of a spread."""
    always = {place.area.area_code, place.region.area_code, place.nation.area_code}
    always |= {area.area_code for found in place.neighbour_sets.values() for area in found.members}
    own = {o.period for o in held if o.area_code == place.area.area_code and o.value is not None and not o.is_printed}
    labels = {
        label for figure in place.report.figures if figure.indicator_id == indicator_id for label in figure.periods
    }
    spread = {period.label for period in sorted(own)[-LATEST:]} | labels
    sex = place.indicators[indicator_id].headline_sex
    return [o for o in held if o.area_code in always or (o.period.label in spread and o.sex == sex)]


def _vintages(own: Sequence[Observation], wanted: Iterable[Observation]) -> list[Observation]:
    """Keep the rows that stand, and each vintage that changes a figure, adds to it, or is another publisher's."""
    standing = {id(o) for o in own}
    kept: defaultdict[object, list[Observation]] = defaultdict(list)  # object: a figure's key
    for o in sorted((*own, *(o for o in wanted if id(o) not in standing)), key=lambda o: o.known_from):
        before = kept[o.key]
        if id(o) in standing or not before or _adds(o, before[-1]):
            before.append(o)
    return [o for rows in kept.values() for o in rows]


def _adds(later: Observation, before: Observation) -> bool:
    """Say whether a later vintage changes the value or the publisher, or adds limits, counts or a verdict."""
    if later.value is None:
        return later.status is Status.SUPPRESSED and before.value is not None
    if later.value != before.value or later.provenance.publisher != before.provenance.publisher:
        return True
    pairs = ((getattr(later, part), getattr(before, part)) for part in PARTS)
    return any(new is not None and new != old for new, old in pairs)


def _with_nation(place: Place, rows: Sequence[Observation]) -> list[Observation]:
    """Add a row that says so wherever another area has a row and none gives the nation's."""
    nation = place.nation
    stands = {o.key for o in rows if o.area_code == nation.area_code}
    gaps: dict[object, Observation] = {}  # object: a figure's key
    for o in rows:
        gap = replace(
            o, area_code=nation.area_code, value=None, lower=None, upper=None, confidence=None, numerator=None,
            denominator=None, status=Status.MISSING, note=NO_FIGURE.format(nation=nation.area_name),
            published_rating=None,
        )  # fmt: skip
        if gap.key not in stands and (gap.key not in gaps or gap.known_from < gaps[gap.key].known_from):
            gaps[gap.key] = gap
    return [*rows, *gaps.values()]


def _as_csv(place: Place, rows: Iterable[Observation]) -> str:
    """Write rows in the columns of a figures file, by period, the nation first."""
    order = {code: i for i, code in enumerate((place.nation.area_code, place.region.area_code, place.area.area_code))}
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for o in sorted(
        rows, key=lambda o: (o.period, order.get(o.area_code, len(order)), o.area_code, o.sex, o.known_from)
    ):
        writer.writerow(_cells(place, o))
    return text.getvalue()


def _cells(place: Place, o: Observation) -> Mapping[str, str]:
    names = {"area_name": place.areas[o.area_code].area_name}
    return names | {name: _written(HELD[name][1](o)) for name in COLUMNS if name in HELD}


def _written(cell: Cell) -> str:
    """Write a cell as a figures file holds it."""
    return plain(cell) if isinstance(cell, float) else str("" if cell is None else cell)
