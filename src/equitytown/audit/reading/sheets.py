"""Comma-separated text and Excel workbooks into grids: cells as a reader sees them, percent signs and decimals too."""

import csv
import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter
from zipfile import BadZipFile, ZipFile

from equitytown.audit.reading.colours import colour_of, fill_of
from equitytown.audit.reading.grids import Grid, Part, Row, Span, Unread
from equitytown.audit.reading.splitting import parts_of_grid
from equitytown.collect.archives import FORMULA
from equitytown.collect.texts import encoding_of, is_hint, separator_of
from equitytown.errors import InputError

if TYPE_CHECKING:  # the reader of workbooks is loaded when there is one to read
    from openpyxl import Workbook  # type: ignore[import-untyped]
    from openpyxl.cell.cell import Cell  # type: ignore[import-untyped]
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, SyntaxError, BadZipFile, zlib.error)
SHOWN = 10  # digits that a spreadsheet shows of a number without a format of its own
DECIMALS = re.compile(r"0\.(0+)")
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
FIGURES = 2  # cells of a row that hold figures, where a colour alone may be a verdict


def parts_of_csv(path: Path) -> list[Part]:
    """
    Read comma-separated (or tab-separated) text.

    Raises
    ------
    InputError
        If its quotation marks do not pair up.
    """
    encoding = encoding_of(path)
    separator = separator_of(path, encoding)
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        try:
            held = list(csv.reader(text, delimiter=separator, strict=True))
        except csv.Error as error:
            raise InputError(f"{path.name}: its quotation marks do not pair up ({error}). Save it anew.") from None
    rows = [Row(n, tuple(" ".join(cell.split()) for cell in cells)) for n, cells in enumerate(held, start=1)]
    if rows and is_hint(separator.join(rows[0].cells)):
        rows = rows[1:]
    return parts_of_grid(Grid(path.name, tuple(rows)))


def parts_of_book(path: Path, *, sheet: str = "") -> list[Part]:
    """
    Read an Excel workbook: every sheet that is not hidden, or the one asked for; of a formula, its value.

    Raises
    ------
    InputError
        If it cannot be opened, has no such sheet, or holds formulas that were never worked out.
    """
    try:
        book = _opened(path, values=True)
    except UNREADABLE as error:
        raise InputError(f"{path.name} is damaged and cannot be read ({error}). Save it anew as .xlsx.") from None
    names = [page.title for page in book.worksheets]
    if sheet and sheet not in names:
        raise InputError(f'{path.name} has no sheet "{sheet}". Its sheets are: {", ".join(names)}.')
    _insist_on_values(path, book)
    pages = [book[sheet]] if sheet else [page for page in book.worksheets if page.sheet_state == "visible"]
    hidden = [page.title for page in book.worksheets if page not in pages and not sheet]
    told = [Unread(f"Hidden sheets: {', '.join(hidden)}.")] if hidden else []
    return [*(part for page in pages for part in parts_of_grid(_grid(page))), *told]


def _opened(path: Path, *, values: bool) -> "Workbook":
    """Open a workbook by its formulas or by their values; what of its looks cannot be kept is nothing to tell."""
    from openpyxl import load_workbook  # noqa: PLC0415  heavy imports wait until they are needed

    with catch_warnings():
        simplefilter("ignore", UserWarning)
        return load_workbook(BytesIO(path.read_bytes()), data_only=values, keep_links=False)


def _insist_on_values(path: Path, values: "Workbook") -> None:
    """Refuse formulas without a value: a cell that looks empty would not be."""
    if not _has_formulas(path):
        return
    bare = [
        f"{page.title}!{cell.coordinate}"
        for page in _opened(path, values=False).worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f" and values[page.title][cell.coordinate].value is None
    ]
    if bare:
        raise InputError(
            f"{path.name}: {len(bare)} cells hold formulas that were never worked out (first: {bare[0]}). "
            "Open the workbook, let it calculate, and save it."
        )


def _has_formulas(path: Path) -> bool:
    with ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(FORMULA.search(archive.read(name)) for name in sheets)


def _grid(page: "Worksheet") -> Grid:
    spans = tuple(
        Span(area.min_row, area.min_col - 1, area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        for area in page.merged_cells.ranges
    )
    rows = [Row(number, tuple(_cells(row)), tuple(_fills(row))) for number, row in enumerate(page.iter_rows(), start=1)]
    while rows and rows[-1].is_blank:
        rows.pop()
    return Grid(f'Sheet "{page.title}"', tuple(rows), tuple(sorted(spans, key=lambda s: (s.row, s.column))))


def _cells(row: Sequence["Cell"]) -> Iterator[str]:
    """Give a row's cells as shown; a verdict may be told by colour alone, in a row of figures."""
    texts = [shown(cell.value, str(cell.number_format or "")) for cell in row]
    figures = sum(bool(re.match(r"[-+]?\d", text)) for text in texts) >= FIGURES
    for cell, text in zip(row, texts, strict=True):
        filled = figures and not text and cell.has_style and cell.fill.patternType == "solid"
        yield colour_of(str(cell.fill.fgColor.rgb)) if filled else text


def _fills(row: Sequence["Cell"]) -> Iterator[tuple[int, str]]:
    """Give the colours of a row's cells that hold something, by their columns from 0."""
    solid = ((at, cell) for at, cell in enumerate(row) if cell.has_style and cell.fill.patternType == "solid")
    for at, cell in solid:
        if cell.value is not None and (colour := fill_of(str(cell.fill.fgColor.rgb))):
            yield at, colour


def shown(value: Any, form: str) -> str:  # Any: what a workbook holds
    """
    Give a cell's value as a spreadsheet shows it.

    Examples
    --------
    >>> shown(0.854, "0.00%"), shown(78.1, "General"), shown(60, "0.0"), shown(1234.5, "#,##0.0"), shown(None, "")
    ('85.40%', '78.1', '60.0', '1,234.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _day(value) if isinstance(value, date) else " ".join(str(value).split())
    plain = QUOTED.sub("", form.partition(";")[0])
    decimals = len(found[1]) if (found := DECIMALS.search(plain)) else 0
    if "%" in plain:
        return f"{value * 100:.{decimals}f}%"
    if found or "0" in plain:
        return f"{value:,.{decimals}f}" if "," in plain else f"{value:.{decimals}f}"
    return f"{value:.{SHOWN}g}"


def _day(value: date) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
