"""What must hold of the figures of small areas: of each kind one boundary set a period, every area of it once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from equitytown.place.areas import AreaBook
from equitytown.place.boundaries import COMPOSITIONS, FOLDER
from equitytown.place.faults import Faults
from equitytown.terms.boundaries import Boundaries
from equitytown.terms.indicator import RANKING, Indicator
from equitytown.terms.observation import Observation

TENTHS = 10
NAMED = 5  # codes that a sentence names; more are counted

_Cut = tuple[str, str, str, str]


def check_small_areas(
    path: str, observations: Sequence[Observation], *, indicator: Indicator, areas: AreaBook, faults: Faults
) -> None:
    """
    Check the figures of small areas in a file together.

    Parameters
    ----------
    path : str
        The file within the place's folder.
    observations : sequence of Observation
        Every figure of the file: one that was left out would be taken for missing.
    indicator : Indicator
        Names the boundary sets that its figures may be of.
    areas : AreaBook
        The small areas and sets that are held.
    faults : Faults
        Where to note what is wrong: a set that is not held, small areas of a measure that names no set, codes of
        another set than the rest of their kind and period, and areas of the set without a row. Wards and the smaller
        areas in them may stand side by side, where the measure names both sets: their counts protect one another.
    """
    rows = [o for o in observations if o.area_code in areas.inside]
    if rows and not indicator.boundary_sets:
        known = _sets_of({o.area_code for o in rows}, areas.sets)
        sentence = f"{len(rows):,} rows are of small areas (first: {rows[0].area_code}), and the measure names no set."
        mend = f"Write boundary_sets with {' or '.join(known)} in indicators/{indicator.indicator_id}.yaml."
        faults.add(path, rows[0].provenance.row, sentence, mend)
        return
    if RANKING in indicator.tags:
        _check_score(path, rows, indicator=indicator, faults=faults)
    own = {set_id: areas.sets[set_id] for set_id in indicator.boundary_sets if set_id in areas.sets}
    for set_id in indicator.boundary_sets:
        if set_id not in own:
            sentence = f'boundary set "{set_id}" of {indicator.indicator_id} is not held.'
            mend = f"Make {FOLDER}/{set_id}.csv with equitytown boundaries, or take it out of boundary_sets."
            faults.add(f"indicators/{indicator.indicator_id}.yaml", None, sentence, mend)
    cuts: defaultdict[_Cut, dict[str, int]] = defaultdict(dict)
    for o in rows:
        cuts[o.period.label, o.sex, o.category_type, o.category].setdefault(o.area_code, o.provenance.row)
    if own:
        for cut, lines in cuts.items():
            for sets, part in _by_kind(lines, own, areas.sets):
                _check_cut(path, cut, part, own=sets, areas=areas, faults=faults)


def _check_score(path: str, rows: Sequence[Observation], *, indicator: Indicator, faults: Faults) -> None:
    """Refuse deciles where areas are to be put in order: a score or a rank tells areas of one tenth apart."""
    values = [o.value for o in rows if o.value is not None]
    if values and all(value == int(value) and 1 <= value <= TENTHS for value in values):
        sentence = (
            f"{indicator.indicator_id} has the tag {RANKING}, and every figure of a small area is a whole number from "
            f"1 to {TENTHS}: these look like deciles, of which 1 is the worst, and not like a score."
        )
        mend = f"Give the score of each area, or take {RANKING} out of tags and keep deciles as a measure of their own."
        faults.add(path, rows[0].provenance.row, sentence, mend)


def _by_kind(
    lines: Mapping[str, int], own: Mapping[str, Boundaries], sets: Mapping[str, Boundaries]
) -> Iterator[tuple[dict[str, Boundaries], dict[str, int]]]:
    """Part areas by their kind, with the measure's sets of it; those of a kind that it names no set of go first."""
    kinds = {set_id: found.shapes[0].area.area_type for set_id, found in sets.items()}
    named = {kind: {set_id: found for set_id, found in own.items() if kinds[set_id] == kind} for kind in kinds.values()}
    parts: dict[str, dict[str, int]] = {}
    first = kinds[max(own, key=lambda set_id: len(lines.keys() & own[set_id].codes))]
    for code, line in lines.items():
        kind = next(kinds[set_id] for set_id, found in sets.items() if code in found.codes)
        parts.setdefault(kind if named[kind] else first, {})[code] = line
    yield from ((named[kind], part) for kind, part in parts.items())


def _check_cut(
    path: str, cut: _Cut, lines: Mapping[str, int], *, own: Mapping[str, Boundaries], areas: AreaBook, faults: Faults
) -> None:
    """Check the areas of one period, sex and group: all of one set, and all of the set."""
    fitting = Counter({set_id: len(lines.keys() & found.codes) for set_id, found in own.items()})
    chosen = own[fitting.most_common(1)[0][0]]
    told = ", ".join(part for part in cut if part)
    strange = sorted(lines.keys() - chosen.codes)
    if strange:
        theirs = _sets_of(strange, areas.sets)
        are = "1 area is" if len(strange) == 1 else f"{len(strange):,} areas are"
        sentence = f"{told}: {are} not of {chosen.name} ({_some(strange)}). "
        them = "It is" if len(strange) == 1 else "They are"
        sentence += f"{them} of {' or '.join(areas.sets[set_id].name for set_id in theirs)}."
        faults.add(path, lines[strange[0]], sentence, _carry(theirs, chosen.set_id, areas))
    missing = sorted(chosen.codes - lines.keys())
    if missing:
        are = "area of {} has no row" if len(missing) == 1 else "areas of {} have no row"
        sentence = f"{told}: {len(missing):,} {are.format(chosen.name)} ({_some(missing)})."
        mend = 'Add a row for each; where no figure exists leave value empty, set status to "missing" and say why.'
        faults.add(path, min(lines.values()), sentence, mend)


def _carry(sets: Sequence[str], to_set: str, areas: AreaBook) -> str:
    """Say how figures of other sets come to the one that is wanted, or the other way about."""
    for set_id in sets:
        for pair in ((set_id, to_set), (to_set, set_id)):
            if pair in areas.carried:
                return f"Give figures of one set; {COMPOSITIONS} carries counts from {pair[0]} to {pair[1]}."
    named = f"from {sets[0]} to {to_set}" if sets else f"to {to_set}"
    return f"Give figures of one set, or carry counts with equitytown convert and a look-up {named}."


def _sets_of(codes: Iterable[str], sets: Mapping[str, Boundaries]) -> list[str]:
    """Name the sets that hold any of the codes, those that hold most of them first."""
    held = set(codes)
    counts = Counter({set_id: len(held & found.codes) for set_id, found in sorted(sets.items())})
    return [set_id for set_id, count in counts.most_common() if count]


def _some(codes: Sequence[str]) -> str:
    named = ", ".join(codes[:NAMED])
    return f"{named} and {len(codes) - NAMED:,} more" if len(codes) > NAMED else named
