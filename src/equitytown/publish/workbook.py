"""The workbook: every table on a sheet of its own, by the Analysis Function's rules for spreadsheets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import xlsxwriter  # type: ignore[import-untyped] # the package holds no types

from equitytown.present import theme
from equitytown.present.blocks import Document, Table, plain
from equitytown.present.wording.symbols import Symbol, explained, used_in
from equitytown.publish.flat import FlatTable, Value, flatten
from equitytown.publish.packing import repacked

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped] # the package holds no types
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped] # the package holds no types

RULES = (
    "Each sheet holds one table, which begins under its title. A row is one record; nothing is merged or hidden.",
    "Figures are unrounded and shown with the decimals of the report; a % sign is part of how a figure is shown.",
    "A verdict is a word: better, similar, worse, higher, lower, not compared. Rank 1 is best.",
    "No cell is empty: where there is no figure, a symbol says why.",
    'A symbol that goes with a number stands in the column after it, which says "none" beside a plain number.',
)
LANGUAGE = "en-GB"
PROPERTIES = "docProps/core.xml"
SHEET_NAME_LENGTH = 31
MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # one date for every file: the same bytes each time
FONT = theme.OFFICE_FAMILY
WIDEST, NARROWEST = 40, 10  # characters
LINE = 15  # points that one line of words takes
COVER_WIDTH = 100

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


class _Book:
    """An open workbook with its few formats, each made once."""

    def __init__(self, written: BytesIO) -> None:
        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "in_memory": True,
            "default_format_properties": {"font_name": FONT, "font_size": 11},
        }
        self.file = xlsxwriter.Workbook(written, options)
        self.title = self.file.add_format({"bold": True, "font_size": 15, "font_color": theme.TOWN})
        self.prose = self.file.add_format({"text_wrap": True, "valign": "top"})
        self.words = self._body({"text_wrap": True, "align": "left", "indent": 1})
        self.link = self._body({"font_color": theme.TOWN, "underline": 1, "align": "left", "indent": 1})
        self.right = self._body({"align": "right"})
        self.heading = self._heading("left")
        self.number_heading = self._heading("right")
        self._numbers: dict[tuple[int, str], Format] = {}

    def _body(self, properties: dict[str, str | int]) -> "Format":
        line = {"valign": "top", "bottom": 1, "bottom_color": theme.RULE}
        return self.file.add_format({**line, **properties})

    def _heading(self, align: str) -> "Format":
        edge = {"bottom": 2, "bottom_color": theme.INK, "indent": int(align == "left")}
        return self.file.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "align": align, **edge})

    def number(self, value: Value) -> "Format":
        """Give the format that shows a number as the report does; the value itself is unrounded."""
        key = (value.decimals, value.suffix)
        if key not in self._numbers:
            shown = "#,##0" + ("." + "0" * value.decimals if value.decimals else "")
            suffix = f'"{value.suffix}"' if value.suffix else ""
            self._numbers[key] = self._body({"num_format": shown + suffix})
        return self._numbers[key]


def write_workbook(document: Document, path: Path) -> None:
    """
    Write an edition's tables as an Excel workbook.

    Cover, contents and notes come first, then one sheet a table. Words never become formulas or
    links. The same document gives the same bytes.

    Parameters
    ----------
    document : Document
        The edition.
    path : Path
        The file to write.
    """
    written = BytesIO()
    book = _Book(written)
    head = document.masthead
    book.file.set_properties(
        {
            "title": f"{head.title}: tables",
            "subject": head.edition_words,
            "author": head.author,
            "company": head.organisation,
            "created": MADE,
        }
    )
    sheets = list(zip(document.tables, _sheet_names(document.tables), strict=True))
    _cover(book, document)
    _contents(book, sheets)
    flat = [flatten(table) for table in document.tables]
    _notes(book, used_in(value.words for table in flat for row in table.rows for value in row))
    for table, (_, name) in zip(flat, sheets, strict=True):
        _table(book, table, name)
    book.file.close()
    path.write_bytes(repacked(written.getvalue(), change=_in_english))


def _in_english(name: str, part: bytes) -> bytes:
    """Name the language among the file's properties, for which xlsxwriter has no call."""
    end = b"</cp:coreProperties>"
    return part.replace(end, f"<dc:language>{LANGUAGE}</dc:language>".encode() + end) if name == PROPERTIES else part


def _sheet(book: _Book, name: str) -> "Worksheet":
    sheet = book.file.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    return sheet


def _cover(book: _Book, document: Document) -> None:
    head = document.masthead
    sheet = _sheet(book, "Cover")
    sheet.set_column(0, 0, COVER_WIDTH)
    sheet.write_string(0, 0, f"{head.title}: tables", book.title)
    holds = (
        f"This workbook holds {len(document.tables)} tables. The sheet Contents lists them; the sheet Notes "
        "says how to read them and what the symbols mean."
    )
    lines = [
        head.subtitle,
        head.edition_words,
        *([] if head.as_of_words in head.edition_words else [head.as_of_words]),
        *(["Draft, not yet signed by its author"] if head.draft else []),
        f"{head.organisation}. {head.author}",
        holds,
        head.attribution,
    ]
    for row, line in enumerate((line for line in lines if line), start=1):
        sheet.set_row(row, LINE * _lines(line, COVER_WIDTH))
        sheet.write_string(row, 0, line, book.prose)


def _contents(book: _Book, sheets: Sequence[tuple[Table, str]]) -> None:
    sheet = _sheet(book, "Contents")
    sheet.write_string(0, 0, "Contents", book.title)
    sheet.write_string(1, 0, "One row for each table. Each name leads to its sheet.")
    rows = [[Value(name), Value(table.caption)] for table, name in sheets]
    _mark_up(book, sheet, 2, _Grid("contents", ("Sheet", "Table"), ("text", "text"), rows, (34, 90)))
    for row, (_, name) in enumerate(sheets, start=3):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", book.link, string=name)


def _notes(book: _Book, used: Sequence[Symbol]) -> None:
    sheet = _sheet(book, "Notes")
    sheet.write_string(0, 0, "Notes", book.title)
    sheet.write_string(1, 0, "How to read the tables, and the symbols in them.")
    rules = [[Value(f"Note {n}"), Value(words)] for n, words in enumerate(RULES, start=1)]
    symbols = [[Value(symbol.value), Value(explained(symbol))] for symbol in used]
    grid = _Grid("notes", ("Note or symbol", "Meaning"), ("text", "text"), [*rules, *symbols], (16, 100))
    _mark_up(book, sheet, 2, grid)


def _table(book: _Book, flat: FlatTable, name: str) -> None:
    """Write one table: title, notes and source, then the marked-up table."""
    table = flat.table
    sheet = _sheet(book, name)
    sheet.write_string(0, 0, table.caption, book.title)
    lines = [plain(note) for note in table.notes] + ([plain(table.source)] if table.source else [])
    lines.append(_symbols_used(flat))
    row = 1
    for line in (line for line in lines if line):
        sheet.write_string(row, 0, line)
        row += 1
    _mark_up(book, sheet, row, _Grid(table.table_id, flat.labels, flat.kinds, flat.rows, _widths(flat)))


def _symbols_used(flat: FlatTable) -> str:
    """Explain the symbols that stand in a table."""
    used = used_in(value.words for row in flat.rows for value in row)
    return " ".join(("Symbols:", *(f"{symbol} {explained(symbol)}" for symbol in used))) if used else ""


@dataclass(frozen=True, slots=True)
class _Grid:
    """What a marked-up table is made of; widths are in characters."""

    table_id: str
    labels: Sequence[str]
    kinds: Sequence[str]
    rows: Sequence[Sequence[Value]]
    widths: Sequence[int]


def _mark_up(book: _Book, sheet: "Worksheet", top: int, grid: _Grid) -> None:
    """Write headings and rows as a real table with a name, so that a screen reader can announce it."""
    rows = grid.rows or [[Value(Symbol.NOT_APPLICABLE) for _ in grid.labels]]  # a table without rows says so
    columns = [
        {"header": label, "header_format": book.number_heading if kind == "number" else book.heading}
        for label, kind in zip(grid.labels, grid.kinds, strict=True)
    ]
    options = {"name": _table_name(grid.table_id), "columns": columns, "autofilter": False, "style": None}
    for column, width in enumerate(grid.widths):
        sheet.set_column(column, column, width)
    sheet.add_table(top, 0, top + len(rows), len(grid.labels) - 1, options)
    sheet.set_row(top, _height(grid.labels, grid.widths))
    for number, row in enumerate(rows, start=top + 1):
        sheet.set_row(number, _height([value.words for value in row], grid.widths))
        for column, (value, kind) in enumerate(zip(row, grid.kinds, strict=True)):
            if value.number is None:
                sheet.write_string(number, column, value.words, book.right if kind == "number" else book.words)
            else:
                sheet.write_number(number, column, value.number, book.number(value))


def _height(words: Sequence[str], widths: Sequence[int]) -> int:
    """Give a row the height of its tallest cell: not every reader works it out."""
    return LINE * max(_lines(said, width) for said, width in zip(words, widths, strict=True))


def _lines(words: str, width: int) -> int:
    return len(wrap(words, max(1, width - 1))) or 1


def _widths(flat: FlatTable) -> list[int]:
    """Give each column the width of its longest words, within reason."""
    longest = [
        max([len(label) // 2, *(len(row[position].words) for row in flat.rows)])
        for position, label in enumerate(flat.labels)
    ]
    return [max(NARROWEST, min(WIDEST, length + 3)) for length in longest]


def _table_name(table_id: str) -> str:
    """Give a name that a table may have: letters, digits and underscores, not the name of a cell."""
    return "table_" + re.sub(r"\W", "_", table_id, flags=re.ASCII)


def _sheet_names(tables: Sequence[Table]) -> list[str]:
    """Name a sheet after each table's identifier, cut to what a sheet may hold, each once."""
    taken = {"cover", "contents", "notes", "history"}  # Excel keeps "history" for itself
    names = []
    for table in tables:
        whole = _FORBIDDEN.sub("-", table.table_id).replace("-", " ").strip().capitalize() or "Table"
        name, times = whole[:SHEET_NAME_LENGTH].strip(), 1
        while name.lower() in taken:
            times += 1
            ending = f" {times}"
            name = whole[: SHEET_NAME_LENGTH - len(ending)].strip() + ending
        taken.add(name.lower())
        names.append(name)
    return names
