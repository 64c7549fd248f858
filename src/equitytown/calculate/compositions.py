"""Which areas of one set make up those of another: a look-up turned into rows of `boundaries/compositions.csv`."""

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from equitytown.calculate.pieces import Columns, People, Pieces, columns_of, several, some
from equitytown.calculate.tables import read_table
from equitytown.errors import Fault, InputError, PlaceError
from equitytown.geography.boundary_sets import boundary_set, boundary_sets, name_of, set_of_column
from equitytown.place.boundaries import COMPOSITION_COLUMNS, COMPOSITIONS, FOLDER, CompositionRow
from equitytown.place.faults import Faults
from equitytown.place.files import Folder
from equitytown.place.tables import read_table as read_columns
from equitytown.place.words import shown, unsafe_name
from equitytown.store.disk import write_whole

DECIMALS = 7  # of a share


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A look-up's file, the two sets, its columns ("" guesses them by their names), and how areas are divided."""

    file: Path
    from_set: str
    to_set: str
    old: str = ""
    new: str = ""
    share: str = ""
    people: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What each row says of its origin; what is empty is taken from the set, the file and how it was divided."""

    method: str = ""
    publisher: str = ""
    title: str = ""
    licence: str = ""
    retrieved: date | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """What was written: rows, areas from and to, how many are divided, rows kept and replaced, and remarks."""

    path: Path
    asked: Asked
    words: Words
    rows: int
    areas: int
    into: int
    divided: int
    kept: int
    replaced: int
    left_out: int
    notes: tuple[str, ...]

    def as_text(self) -> str:
        """Say it in lines."""
        halves = f"{self.divided:,} of them divided" if self.divided else "each whole in one"
        w = self.words
        made = f"{self.areas:,} areas of {self.asked.from_set} in {self.into:,} of {self.asked.to_set}"
        others = f"left out {self.left_out:,} rows of {self.asked.file.name} on areas elsewhere"
        told = [
            f"{self.path}: {made}, {halves} ({self.rows:,} rows).",
            f"Replaced {self.replaced:,} rows of the same two sets, kept {self.kept:,} of others; {others}.",
            f"Each row says: {w.method}; {w.title}, {w.publisher}, {w.licence}, retrieved {w.retrieved}.",
        ]
        return "\n".join([*told, *self.notes])


@dataclass(slots=True)
class _Findings:
    """Faults and remarks so far."""

    where: str
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, sentence: str, mend: str) -> None:
        self.faults.append(Fault(self.where, None, sentence, mend))

    def stop(self) -> None:
        if self.faults:
            raise PlaceError(self.faults)


def compose(folder: Path, asked: Asked, *, words: Words) -> Composed:
    """
    Write the rows of two boundary sets into `boundaries/compositions.csv` of a place.

    Parameters
    ----------
    folder : Path
        The place's folder; the files of both sets are there.
    asked : Asked
        The look-up, for the whole country or the place, and how areas that lie in several are divided.
    words : Words
        Where it comes from.

    Returns
    -------
    Composed
        What was written. Rows of other pairs of sets are kept as they were.

    Raises
    ------
    PlaceError
        If anything will not do: every fault, and nothing is written.
    InputError
        If the folder or a file is not there.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder. Name a place's folder, such as places/luton.")
    findings = _Findings(asked.file.name)
    frame = read_table(asked.file, sheet=asked.sheet).collect()
    faults = Faults(folder.as_posix())
    place = Folder(folder.resolve(), faults)
    held = {set_id: _held(place, set_id) for set_id in dict.fromkeys((asked.from_set, asked.to_set))}
    if asked.from_set == asked.to_set:
        findings.add(f"--from and --to are both {asked.to_set}.", "Name two sets.")
    others, replaced = _others(place, asked)
    findings.faults += faults.found
    columns = columns_of(frame.columns, asked.file.name, old=_old(asked), new=_new(asked), share=asked.share,
                         add=findings.add)  # fmt: skip
    said = _said(asked, words, findings)
    if columns is None or not all(held.values()):
        raise PlaceError(findings.faults)
    people = People.of(asked.people, frame, columns, add=findings.add) if asked.people else None
    pieces = Pieces(frame, columns, people, asked.from_set, asked.to_set, asks_people=bool(asked.people))
    shares = pieces.shares(held[asked.from_set], held[asked.to_set], add=findings.add)
    findings.stop()
    _remark(asked, columns, shares, held[asked.to_set], findings)
    rows = [
        CompositionRow(asked.from_set, old, asked.to_set, new, share, said.method, said.publisher, said.title,
                       said.licence, f"{said.retrieved}")
        for old in sorted(shares) for new, share in _rounded(shares[old])
    ]  # fmt: skip
    path = folder / COMPOSITIONS
    write_whole(path, _as_csv([*others, *rows]))
    divided = sum(len(parts) > 1 for parts in shares.values())
    into = {new for parts in shares.values() for new in parts}
    return Composed(
        path, asked, said, len(rows), len(shares), len(into), divided, len(others), replaced,
        pieces.elsewhere(held[asked.from_set]), tuple(findings.notes),
    )  # fmt: skip


def _old(asked: Asked) -> tuple[str, str, str]:
    return "--old", asked.old, asked.from_set


def _new(asked: Asked) -> tuple[str, str, str]:
    return "--new", asked.new, asked.to_set


def _held(place: Folder, set_id: str) -> frozenset[str]:
    """Give the codes of a set that the place holds; none, with a fault, where it does not."""
    path = f"{FOLDER}/{set_id}.csv"
    try:
        boundary_set(set_id)
    except InputError as error:
        sentence, _, mend = str(error).partition(". ")
        place.faults.add(path, None, f"{sentence}.", mend)
        return frozenset()
    if not place.has(path):
        mend = f"Make it first: equitytown boundaries {place.faults.folder} {set_id} --from LAYER."
        place.faults.add(path, None, f'boundary set "{set_id}" is not held.', mend)
        return frozenset()
    file = place.read(path)
    header = next(csv.reader(io.StringIO(file.text, newline="")), []) if file else []
    columns = tuple(name.strip() for name in header)
    table = read_columns(file, columns=columns, required=("area_code",), faults=place.faults) if file else None
    codes = frozenset(row[columns.index("area_code")] for _, row in table.rows) if table else frozenset()
    if table and not codes:
        place.faults.add(path, None, "the file holds its heading and no row.", "Make it anew: equitytown boundaries.")
    return codes


def _others(place: Folder, asked: Asked) -> tuple[list[CompositionRow], int]:
    """Give the rows of other pairs of sets as they stand, and how many there are of this pair."""
    if not place.has(COMPOSITIONS) or (file := place.read(COMPOSITIONS)) is None:
        return [], 0
    table = read_columns(file, columns=COMPOSITION_COLUMNS, required=COMPOSITION_COLUMNS, faults=place.faults)
    rows = [CompositionRow._make(cells) for _, cells in table.rows] if table else []
    kept = [row for row in rows if (row.from_set, row.to_set) != (asked.from_set, asked.to_set)]
    return kept, len(rows) - len(kept)


def _said(asked: Asked, words: Words, findings: _Findings) -> Words:
    """Fill in what was not said of the origin, and refuse what no file of a place may hold."""
    known = boundary_sets().get(asked.to_set)
    method = "best fit of whole areas by the publisher"
    if asked.share:
        method = f"shares of the look-up ({asked.share})"
    elif asked.people:
        method = f"areas that lie in several are divided by residents ({Path(asked.people).name})"
    title = f"{name_of(asked.from_set)} to {name_of(asked.to_set)} look-up"
    changed = datetime.fromtimestamp(asked.file.stat().st_mtime, UTC).date()
    if words.retrieved is None:
        findings.notes.append(f"Retrieved is the day on which {asked.file.name} was saved; --retrieved says another.")
    said = Words(
        method=words.method or method,
        publisher=words.publisher or (known.publisher if known else ""),
        title=words.title or title,
        licence=words.licence or (known.licence if known else ""),
        retrieved=words.retrieved or changed,
    )
    for name in ("method", "publisher", "title", "licence"):
        if reason := unsafe_name(getattr(said, name)):
            findings.add(f'{name} "{shown(getattr(said, name))}" {reason}', f"Say it in plain words with --{name}.")
    return said


def _remark(
    asked: Asked, columns: Columns, shares: Mapping[str, Mapping[str, float]], new: frozenset[str], findings: _Findings
) -> None:
    """Remark columns that are of another set by their names, and areas that are made up of nothing."""
    for column, set_id in ((columns.old, asked.from_set), (columns.new, asked.to_set)):
        named = set_of_column(column)
        if named in boundary_sets() and named != set_id:
            findings.notes.append(f"{column} is of {named} by its name; its codes here are all of {set_id}.")
    if empty := sorted(new - {code for parts in shares.values() for code in parts}):
        findings.notes.append(
            f"{several(len(empty), 'area')} of {asked.to_set} made up of none of {asked.from_set}: {some(empty)}."
        )


def _rounded(parts: Mapping[str, float]) -> list[tuple[str, str]]:
    """Round shares so that they still sum to 1; the largest takes what rounding leaves."""
    largest = max(sorted(parts), key=lambda code: parts[code])
    shares: dict[str, float] = defaultdict(float)
    for code in sorted(parts):
        if code != largest:
            shares[code] = max(round(parts[code], DECIMALS), 10**-DECIMALS)
    shares[largest] = 1 - sum(shares.values())
    return [(code, f"{shares[code]:.{DECIMALS}f}".rstrip("0").rstrip(".")) for code in sorted(shares)]


def _as_csv(rows: Sequence[CompositionRow]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COMPOSITION_COLUMNS)
    writer.writerows(rows)
    return text.getvalue().encode()
