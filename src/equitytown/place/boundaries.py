"""The boundaries of the small areas inside a place, and how the areas of one set make up those of another."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from equitytown.errors import InputError
from equitytown.place.addresses import MEND as ADDRESS_MEND
from equitytown.place.addresses import address_fault
from equitytown.place.faults import Faults
from equitytown.place.files import Folder, TextFile
from equitytown.place.numbers import NotANumber, read_number
from equitytown.place.periods import read_day
from equitytown.place.tables import read_table
from equitytown.place.words import shown, unsafe_name
from equitytown.terms.area import Area
from equitytown.terms.boundaries import AreaShape, Boundaries, Composition

FOLDER = "boundaries"
COMPOSITIONS = f"{FOLDER}/compositions.csv"
WHOLE = 1e-6  # shares of an area sum to 1 within this


class SetFacts(Protocol):
    """What is known of a boundary set."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def area_type(self) -> str: ...  # noqa: D102
    @property
    def valid_from(self) -> date: ...  # noqa: D102
    @property
    def code_prefixes(self) -> tuple[str, ...]: ...  # noqa: D102


SetFinder = Callable[[str], SetFacts]
"""Gives what is known of a boundary set; `InputError` where there is none of that name."""

ShapeChecker = Callable[[Sequence[AreaShape]], Sequence[tuple[str, str, str]]]
"""Gives for each shape that will not do its area's code, what is wrong, and how to mend it."""


class ShapeRow(NamedTuple):
    """A row as written; the fields are the columns of the file."""

    area_code: str
    area_name: str
    shape: str
    error_metres: str
    publisher: str
    title: str
    licence: str
    address: str
    retrieved: str


class CompositionRow(NamedTuple):
    """A row as written; the fields are the columns of the file."""

    from_set: str
    from_code: str
    to_set: str
    to_code: str
    share: str
    method: str
    publisher: str
    title: str
    licence: str
    retrieved: str


SHAPE_COLUMNS = ShapeRow._fields
SHAPE_REQUIRED = tuple(name for name in SHAPE_COLUMNS if name != "address")
COMPOSITION_COLUMNS = CompositionRow._fields


@dataclass(frozen=True, slots=True)
class Inner:
    """What is inside a place: boundaries by set, and what makes up what."""

    boundaries: Mapping[str, Boundaries]
    compositions: tuple[Composition, ...]

    def areas(self) -> dict[str, Area]:
        """Give every small area by its code; of a code that stands in several sets the newest."""
        sets = sorted(self.boundaries.values(), key=lambda found: found.dated)
        return {area.area_code: area for found in sets for area in found.areas}


def read_inner(folder: Folder, *, set_of: SetFinder, check_shapes: ShapeChecker) -> Inner:
    """
    Read `boundaries/*.csv`.

    Parameters
    ----------
    folder : Folder
        The place's folder. Each file is named after its boundary set; compositions.csv says what makes up what.
    set_of : SetFinder
        Gives what is known of a boundary set.
    check_shapes : ShapeChecker
        Tells of shapes that will not do.

    Returns
    -------
    Inner
        What has no fault.
    """
    boundaries: dict[str, Boundaries] = {}
    for path in folder.names(FOLDER, ".csv"):
        if path == COMPOSITIONS:
            continue
        set_id = path.removeprefix(f"{FOLDER}/").removesuffix(".csv")
        try:
            facts = set_of(set_id)
        except InputError as error:
            sentence, _, mend = str(error).partition(". ")
            folder.faults.add(path, None, f"{sentence}.", mend)
            continue
        if (file := folder.read(path)) and (found := _boundaries(file, set_id, facts, check_shapes, folder.faults)):
            boundaries[set_id] = found
    return Inner(boundaries, _compositions(folder, boundaries))


def _boundaries(
    file: TextFile, set_id: str, facts: SetFacts, check_shapes: ShapeChecker, faults: Faults
) -> Boundaries | None:
    """Read the shapes of one set; None, with faults, where any will not do."""
    before = len(faults.found)
    table = read_table(file, columns=SHAPE_COLUMNS, required=SHAPE_REQUIRED, faults=faults)
    if table is None:
        return None
    rows = [(line, ShapeRow._make(cells)) for line, cells in table.rows]
    if not rows:
        faults.add(file.path, None, "the file holds its heading and no row.", "Put the areas in, or take it out.")
    first: dict[str, int] = {}
    errors: list[float] = []
    for line, row in rows:
        _check_shape_row(file.path, line, row, facts, faults)
        if (earlier := first.setdefault(row.area_code, line)) != line:
            faults.add(file.path, line, f"{shown(row.area_code)} stands twice: first on line {earlier}.", "Keep one.")
        error = read_number(row.error_metres)
        if error is None or isinstance(error, NotANumber) or error < 0:
            faults.add(file.path, line, f'error_metres "{shown(row.error_metres)}" is no distance.', "Write metres: 5.")
        else:
            errors.append(error)
    retrieved = read_day(rows[0][1].retrieved) if rows else None
    if len(faults.found) > before or retrieved is None:
        return None
    shapes = tuple(
        AreaShape(Area(row.area_code, row.area_name, facts.area_type), row.shape)
        for _, row in sorted(rows, key=lambda entry: entry[1].area_code)
    )
    for code, sentence, mend in check_shapes(shapes):
        faults.add(file.path, first.get(code), sentence, mend)
    if len(faults.found) > before:
        return None
    row = rows[0][1]
    return Boundaries(
        set_id, facts.name, facts.valid_from, shapes, max(errors), row.publisher, row.title, row.licence, row.address,
        retrieved,
    )  # fmt: skip


def _check_shape_row(path: str, line: int, row: ShapeRow, facts: SetFacts, faults: Faults) -> None:
    """Check what a row says in words."""
    if not row.area_code.startswith(facts.code_prefixes):
        kinds = " or ".join(facts.code_prefixes)
        sentence = f'area_code "{shown(row.area_code)}" is none of {facts.name}, whose codes begin with {kinds}.'
        faults.add(path, line, sentence, "Put the area into the file of its own boundary set.")
    for name in ("area_name", "publisher", "title", "licence"):
        cell = getattr(row, name)
        if not cell:
            faults.add(path, line, f"{name} is empty.", "Every boundary says whose it is and where it comes from.")
        elif reason := unsafe_name(cell):
            faults.add(path, line, f'{name} "{shown(cell)}" {reason}', "Write it in plain words.")
    if reason := address_fault(row.address):
        faults.add(path, line, f'address "{shown(row.address)}" {reason}', ADDRESS_MEND)
    if read_day(row.retrieved) is None:
        faults.add(path, line, f'retrieved "{shown(row.retrieved)}" is not a date.', "Write such as 2024-04-01.")


def _compositions(folder: Folder, boundaries: Mapping[str, Boundaries]) -> tuple[Composition, ...]:
    """Read what makes up what; the sets that are named are held, and shares of an area sum to 1."""
    if not folder.has(COMPOSITIONS) or (file := folder.read(COMPOSITIONS)) is None:
        return ()
    faults = folder.faults
    table = read_table(file, columns=COMPOSITION_COLUMNS, required=COMPOSITION_COLUMNS, faults=faults)
    shares: dict[tuple[str, str, str], dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for line, cells in table.rows if table else ():
        row = CompositionRow._make(cells)
        share = read_number(row.share)
        if share is None or isinstance(share, NotANumber) or not 0 < share <= 1:
            faults.add(file.path, line, f'share "{shown(row.share)}" is none.', "Write a number above 0, at most 1.")
            continue
        fine = [
            _is_held(file.path, line, end, boundaries, faults)
            for end in ((row.from_set, row.from_code), (row.to_set, row.to_code))
        ]
        parts = shares[row.from_set, row.to_set, row.method][row.from_code]
        if row.to_code in parts:
            faults.add(file.path, line, f"{row.from_code} in {row.to_code} stands twice.", "Keep one of the rows.")
        if all(fine):
            parts[row.to_code] = share
    _check_whole(file.path, shares, boundaries, faults)
    return tuple(Composition(*key, {code: dict(parts) for code, parts in of.items()}) for key, of in shares.items())


def _is_held(path: str, line: int, end: tuple[str, str], boundaries: Mapping[str, Boundaries], faults: Faults) -> bool:
    """Say whether a set is held and a code is of it; note where it is not."""
    set_id, code = end
    if set_id not in boundaries:
        mend = f"Add {FOLDER}/{shown(set_id)}.csv, or use one of: {', '.join(sorted(boundaries))}."
        faults.add(path, line, f'boundary set "{shown(set_id)}" is not held.', mend)
        return False
    if code not in boundaries[set_id].codes:
        mend = f"Use a code of {FOLDER}/{set_id}.csv."
        faults.add(path, line, f'"{shown(code)}" is no area of {set_id} here.', mend)
        return False
    return True


def _check_whole(
    path: str,
    shares: Mapping[tuple[str, str, str], Mapping[str, Mapping[str, float]]],
    boundaries: Mapping[str, Boundaries],
    faults: Faults,
) -> None:
    """Note areas that are not told of, and shares that do not sum to 1."""
    for (from_set, to_set, _), of in shares.items():
        for code, parts in of.items():
            if parts and abs(sum(parts.values()) - 1) > WHOLE:
                total = sum(parts.values())
                faults.add(path, None, f"the shares of {code} in {to_set} sum to {total:g}.", "Make them sum to 1.")
        missing = sorted(boundaries[from_set].codes - of.keys()) if from_set in boundaries else []
        if missing:
            many = "1 area" if len(missing) == 1 else f"{len(missing)} areas"
            lie = "lies" if len(missing) == 1 else "lie"
            sentence = f"{many} of {from_set} {lie} in no area of {to_set} (first: {missing[0]})."
            faults.add(path, None, sentence, "Add a row for each.")
