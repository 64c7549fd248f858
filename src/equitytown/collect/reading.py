"""Replies into cells: comma-separated text and JSON, with every sign of damage told."""

import codecs
import csv
import io
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn

from equitytown.collect.texts import numbered_rows, separator_in
from equitytown.collect.workbooks import open_book, rows_of_book
from equitytown.errors import DriftError, InputError
from equitytown.terms.reply import Reply

if TYPE_CHECKING:  # the reader of workbooks is loaded when there is one to read
    from python_calamine import CalamineWorkbook

HEADING = 40  # rows among which the names of the columns stand
UNPACKED = 400_000_000  # bytes, of XML or out of gzip: more is no table
GZIP = b"\x1f\x8b"
MEND = "Its layout may have changed: look at the file, and update Equity Town before taking it."

Numbered = tuple[int, Sequence[str]]
"""Cells of a row, with its number."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, with the line on which it begins."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def get(self, column: str) -> str:
        """Give a cell; empty where the table has no such column."""
        return self.cells.get(column, "")

    def beginning(self, words: str) -> str:
        """Give the first cell whose column's name begins so; empty where there is none."""
        return next((cell for name, cell in self.cells.items() if name.startswith(words)), "")


def text_of(reply: Reply) -> str:
    """
    Decode a reply.

    Returns
    -------
    str
        UTF-8 with or without its mark, UTF-16 with its mark, or what older Windows programs write; unpacked where
        it is packed with gzip.

    Raises
    ------
    DriftError
        If the bytes are no text, end in the middle of a letter, or are packed and cut off.
    """
    body = _unpacked(reply) if reply.body.startswith(GZIP) else reply.body
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", errors="replace")
    if (nul := body.find(b"\0")) >= 0:
        raise DriftError(f"{reply.address} holds bytes that are no text (the first at {nul:,}).")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            raise DriftError(f"{reply.address} ends in the middle of a letter: it was cut off.") from None
        return body.decode("cp1252", errors="replace")


def _unpacked(reply: Reply) -> bytes:
    """Unpack gzip, with a cap on what comes out."""
    opener = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        body = opener.decompress(reply.body, UNPACKED)
    except zlib.error:
        raise DriftError(f"{reply.address} is packed with gzip and damaged.") from None
    if opener.unconsumed_tail:
        raise DriftError(f"{reply.address} unpacks to more than {UNPACKED:,} bytes, which is no table.")
    if not opener.eof:
        raise DriftError(f"{reply.address} is packed with gzip and cut off.")
    return body


def lines_of(
    reply: Reply,
    *,
    needs: Sequence[str],
    once: Sequence[str] = (),
    sheet: str = "",
    only: tuple[str, str] | None = None,
) -> Iterator[Line]:
    """
    Read a table, its columns by name in whatever order they stand.

    Parameters
    ----------
    reply : Reply
        Comma-separated text, a workbook (Excel, ODS) or Parquet: the bytes tell which.
    needs : sequence of str
        Columns that must be there, each once. Others may come and go.
    once : sequence of str, optional
        Columns that need not be there, but may not stand twice.
    sheet : str, optional
        The sheet of a workbook; the first by default.
    only : tuple of str, optional
        A column and the cell that a row must have in it: of a table of many measures, those of one.

    Yields
    ------
    Line
        One for each row that is not blank, below the first row that holds the names.

    Raises
    ------
    DriftError
        If a column is missing or stands twice, if there is no row, or if a row is cut off.
    """
    rows = filled(cells_of(reply, sheet))
    yield from lines_under(_heading(rows, needs, once, reply), rows, reply, only=only)


def lines_under(
    names: Sequence[str], rows: Iterable[Numbered], reply: Reply, *, only: tuple[str, str] | None = None
) -> Iterator[Line]:
    """
    Give the rows below a heading; where `only` is given, those with its cell in its column.

    Raises
    ------
    DriftError
        If there is none, or one is cut off.
    """
    count, (place, wanted) = 0, (names.index(only[0]), only[1]) if only else (0, None)
    for number, cells in rows:
        if len(cells) < len(names) or any(cell.strip() for cell in cells[len(names) :]):
            raise DriftError(
                f"{reply.address}, line {number}: {len(cells)} cells stand under {len(names)} columns. "
                "The file may be cut off."
            )
        count += 1
        if wanted is None or cells[place].strip() == wanted:
            yield Line(number, dict(zip(names, (cell.strip() for cell in cells), strict=False)))
    if not count:
        raise DriftError(f"{reply.address} holds a heading and no row. The areas or the measure may have moved.")


def filled(rows: Iterable[Numbered]) -> Iterator[Numbered]:
    """Leave blank rows out."""
    return ((number, cells) for number, cells in rows if any(cell and not cell.isspace() for cell in cells))


def _heading(rows: Iterator[Numbered], needs: Sequence[str], once: Sequence[str], reply: Reply) -> list[str]:
    """Find the row that names the columns, among the first; titles may stand above it."""
    first: list[str] | None = None
    for _, cells in islice(rows, HEADING):
        names = [" ".join(cell.split()) for cell in cells]
        first = first or names
        if set(needs) <= set(names):
            twice = [name for name, count in Counter(names).items() if count > 1 and name in (*needs, *once)]
            if twice:
                raise DriftError(f'{reply.address} has the column "{twice[0]}" twice. {MEND}')
            return names
    missing = ", ".join(f'"{name}"' for name in needs if name not in (first or []))
    there = ", ".join(f'"{name}"' for name in first or [] if name and name not in needs) or "no other column"
    raise DriftError(f"{reply.address} has no column {missing}; it has {there}. {MEND}")


def cells_of(reply: Reply, sheet: str = "") -> Iterator[Numbered]:
    """Give rows of cells with their numbers, by what the bytes are; of a workbook's first sheet by default."""
    if reply.body.startswith(b"PK\x03\x04"):
        return _of_workbook(reply, sheet)
    if reply.body.startswith(b"PAR1"):
        return _of_parquet(reply)
    return _of_text(reply)


def _of_text(reply: Reply) -> Iterator[Numbered]:
    def broken(line: int, error: csv.Error) -> DriftError:
        return DriftError(f"{reply.address}, line {line}: {error}. The file may be cut off.")

    text = text_of(reply)
    separator = separator_in(text.partition("\n")[0])
    return numbered_rows(io.StringIO(text, newline=""), separator, broken=broken)


def sheets_of(reply: Reply) -> list[str]:
    """Give the names of a workbook's sheets; one without a name for any other file."""
    return list(_book(reply).sheet_names) if reply.body.startswith(b"PK\x03\x04") else [""]


def _of_workbook(reply: Reply, sheet: str) -> Iterator[Numbered]:
    try:
        return rows_of_book(_book(reply), sheet)
    except InputError as fault:
        raise DriftError(f"{reply.address} {fault} {MEND}") from None


def _book(reply: Reply) -> "CalamineWorkbook":
    try:
        return open_book(io.BytesIO(reply.body), most=UNPACKED)
    except InputError as fault:
        raise DriftError(f"{reply.address} {fault}") from None


def _of_parquet(reply: Reply) -> Iterator[Numbered]:
    import polars as pl  # noqa: PLC0415
    from polars.exceptions import PolarsError  # noqa: PLC0415

    try:
        frame = pl.read_parquet(io.BytesIO(reply.body))
    except (PolarsError, OSError):
        raise DriftError(f"{reply.address} is no Parquet file that can be read. It may be cut off.") from None
    yield 0, frame.columns
    words = pl.all().cast(pl.String).fill_null("")
    whole = pl.selectors.by_dtype(pl.Float32, pl.Float64).cast(pl.String).fill_null("").str.strip_suffix(".0")
    texts = frame.with_columns(whole).with_columns(words) if frame.width else frame
    yield from enumerate(texts.iter_rows(), start=1)


def json_of(reply: Reply) -> Any:  # JSON of a supplier's own shape
    """
    Read JSON, strictly.

    Raises
    ------
    DriftError
        If it is cut off or damaged, or holds NaN, which is no JSON.
    """
    try:
        return json.loads(text_of(reply), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise DriftError(f"{reply.address} is not whole JSON ({error}).") from None


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} stands for a number")
