"""Sheets of a workbook by the Analysis Function's rules: one marked-up table each, nothing that is ever run."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING

import xlsxwriter  # type: ignore[import-untyped] # the package holds no types

from equitytown.present import theme
from equitytown.present.wording.symbols import Symbol
from equitytown.publish.flat import Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped] # the package holds no types
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped] # the package holds no types

LANGUAGE = "en-GB"
PROPERTIES = "docProps/core.xml"
SHEET_NAME_LENGTH = 31
FONT = theme.OFFICE_FAMILY
DAY_FORMAT = "d mmmm yyyy"
LINE = 15  # points that one line of words takes
TALLEST = 409  # points: no row may be higher
MEASURED_ROWS = 5_000  # of a longer table a reader works out the heights itself

FORBIDDEN = re.compile(r"[\[\]:*?/\\']")  # in the name of a sheet


class Book:
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
        self.day = self._body({"num_format": DAY_FORMAT, "align": "left", "indent": 1})
        self.right = self._body({"align": "right"})
        self.heading = self._heading("left")
        self.number_heading = self._heading("right")
        self._numbers: dict[tuple[int, str, bool], Format] = {}

    def _body(self, properties: dict[str, str | int]) -> "Format":
        line = {"valign": "top", "bottom": 1, "bottom_color": theme.RULE}
        return self.file.add_format({**line, **properties})

    def _heading(self, align: str) -> "Format":
        edge = {"bottom": 2, "bottom_color": theme.INK, "indent": int(align == "left")}
        return self.file.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "align": align, **edge})

    def number(self, value: Value) -> "Format":
        """Give the format that shows a number as the report does; the value itself is unrounded."""
        key = (value.decimals, value.suffix, value.parted)
        if key not in self._numbers:
            shown = ("#,##0" if value.parted else "0") + ("." + "0" * value.decimals if value.decimals else "")
            suffix = f'"{value.suffix}"' if value.suffix else ""
            self._numbers[key] = self._body({"num_format": shown + suffix})
        return self._numbers[key]


def in_english(name: str, part: bytes) -> bytes:
    """Name the language among the file's properties, for which xlsxwriter has no call."""
    end = b"</cp:coreProperties>"
    return part.replace(end, f"<dc:language>{LANGUAGE}</dc:language>".encode() + end) if name == PROPERTIES else part


def new_sheet(book: Book, name: str) -> "Worksheet":
    """Add a sheet to a workbook: no grid, and wide paper where it is printed."""
    sheet = book.file.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    return sheet


@dataclass(frozen=True, slots=True)
class Grid:
    """What a marked-up table is made of; widths are in characters."""

    table_id: str
    labels: Sequence[str]
    kinds: Sequence[str]
    rows: Sequence[Sequence[Value]]
    widths: Sequence[int]


def mark_up(book: Book, sheet: "Worksheet", top: int, grid: Grid) -> None:
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
        if len(rows) <= MEASURED_ROWS:
            sheet.set_row(number, _height([value.words for value in row], grid.widths))
        for column, (value, kind) in enumerate(zip(row, grid.kinds, strict=True)):
            if value.day is not None:
                sheet.write_datetime(number, column, value.day, book.day)
            elif value.number is None:
                sheet.write_string(number, column, value.words, book.right if kind == "number" else book.words)
            else:
                sheet.write_number(number, column, value.number, book.number(value))


def _height(words: Sequence[str], widths: Sequence[int]) -> int:
    """Give a row the height of its tallest cell: not every reader works it out."""
    return min(TALLEST, LINE * max(lines_of(said, width) for said, width in zip(words, widths, strict=True)))


def lines_of(words: str, width: int) -> int:
    """Count the lines that words take in a column of some characters."""
    return len(wrap(words, max(1, width - 1))) or 1


def _table_name(table_id: str) -> str:
    """Give a name that a table may have: letters, digits and underscores, not the name of a cell."""
    return "table_" + re.sub(r"\W", "_", table_id, flags=re.ASCII)
