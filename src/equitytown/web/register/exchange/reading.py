"""A file that was handed in, past the door and into headings and rows of text."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from equitytown.collect.inspection import Limits, hostile_faults_of
from equitytown.collect.names import name_faults
from equitytown.collect.texts import encoding_of, is_hint, numbered_rows, separator_of
from equitytown.collect.workbooks import open_book, rows_of_book
from equitytown.errors import InputError
from equitytown.terms.register import Kind
from equitytown.web.register.exchange.book_out import NOTES, sheet_name
from equitytown.web.register.exchange.disarming import rearmed
from equitytown.web.register.exchange.faults import Fault, Faulty

MOST_BYTES = 5_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 200
LIMITS = Limits(size=MOST_BYTES, unpacked=50_000_000, parts=500, cells=1_000_000)
ENDINGS = (".csv", ".xlsx")
Rows = list[tuple[int, list[str]]]  # the cells of each row that is not empty, with its number


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that somebody handed in: its name, and its rows, the headings among them."""

    name: str
    rows: Rows


def read_handed(name: str, data: bytes, kind: Kind) -> Handed:
    """
    Read a file, after a look at what it is.

    Parameters
    ----------
    name : str
        As it was handed in. No file is ever written under it.
    data : bytes
        What it holds: .csv or .xlsx.
    kind : Kind
        What its rows are; of a workbook, the sheet of this kind is read, or else its first.

    Raises
    ------
    Faulty
        If it is hostile, too large, or cannot be read.
    """
    ending = Path(name).suffix.lower()
    told = name_faults(name)
    if ending not in ENDINGS:
        told.append("Only files ending in .csv or .xlsx are taken in. Save it as one of these.")
    if told:
        raise Faulty([Fault(0, "", sentence) for sentence in told])
    with TemporaryDirectory(prefix="equitytown-") as folder:
        path = Path(folder) / f"table{ending}"
        path.write_bytes(data)
        if faults := hostile_faults_of(path, limits=LIMITS):
            raise Faulty([Fault(0, "", sentence) for sentence in faults])
        try:
            rows = _bounded(_text(path) if ending == ".csv" else _book(path, kind))
        except InputError as error:
            raise error if isinstance(error, Faulty) else _faulty(f"The file {error}") from None
    return Handed(name, rows)


def _text(path: Path) -> Iterator[list[str]]:
    """Give the rows of a text; the apostrophe that our own files put before words is taken off again."""
    encoding = encoding_of(path)
    separator = separator_of(path, encoding)
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        for place, (_, cells) in enumerate(numbered_rows(text, separator, broken=_broken)):
            if not (place == 0 and is_hint(separator.join(cells))):
                yield [rearmed(cell) for cell in cells]
            else:
                yield []


def _broken(line: int, error: csv.Error) -> InputError:
    return _faulty(f"Line {line:,} cannot be read ({error}). Save the file anew as .csv.")


def _book(path: Path, kind: Kind) -> Iterator[list[str]]:
    book = open_book(path, most=LIMITS.unpacked)
    named = {name.casefold(): name for name in book.sheet_names}
    others = [name for name in book.sheet_names if name.casefold() != NOTES.casefold()]
    if not others:
        raise InputError("has no sheet with a table. Add one.")
    sheet = named.get(sheet_name(kind).casefold(), others[0])
    place = 0
    for number, cells in rows_of_book(book, sheet):
        yield from ([] for _ in range(number - place - 1))
        place = number
        yield cells


def _bounded(rows: Iterator[list[str]]) -> Rows:
    """Keep the rows that hold something, and refuse more than can be taken in at once."""
    kept: Rows = []
    for number, cells in enumerate(rows, start=1):
        while cells and not cells[-1].strip():
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise _faulty(f"It has {len(cells):,} columns, and {MOST_COLUMNS} are the most.")
        if cells:
            kept.append((number, cells))
        if len(kept) > MOST_ROWS + HEAD:
            raise _faulty(f"It has more than {MOST_ROWS:,} rows. Hand it in in parts.")
    return kept


HEAD = 10  # rows among which the headings stand


def _faulty(sentence: str) -> Faulty:
    return Faulty([Fault(0, "", sentence)])
