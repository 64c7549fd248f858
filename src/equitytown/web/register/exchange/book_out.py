"""Sheets as an Excel workbook by the Analysis Function's rules: notes first, then one table a sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.utils.formats import date_format

from equitytown.publish.flat import Value
from equitytown.publish.packing import repacked
from equitytown.publish.sheets import FORBIDDEN, SHEET_NAME_LENGTH, Book, Grid, in_english, mark_up, new_sheet
from equitytown.terms.register import Kind
from equitytown.web.register.exchange.sheets import Sheet

NOTES = "Notes"
WIDEST, NARROWEST, MEASURED = 40, 10, 200  # characters of a column; rows that are looked at for it
RULES = (
    ("Layout", "Each sheet holds one table under its title. A row is one record; nothing is merged or hidden."),
    ("Empty cells", "Nothing was told. Missing is never zero."),
    ("Several values", "In one cell, with a semicolon between them."),
    ("Links", "The reference of a record, such as ORG-12: its own row stands under its kind."),
)


@dataclass(frozen=True, slots=True)
class About:
    """What a file is, made when, who may read it, under what licence."""

    title: str
    organisation: str
    made_at: datetime
    readers: str
    licence: str


def sheet_name(kind: Kind) -> str:
    """
    Name the sheet of a kind.

    Examples
    --------
    >>> from equitytown.terms.register import KINDS
    >>> sheet_name(KINDS["evaluation-recommendations"])
    'Recommendations of the evaluati'
    """
    plain = FORBIDDEN.sub("-", kind.plural)
    return (plain[:1].upper() + plain[1:])[:SHEET_NAME_LENGTH].strip()


def write_book(about: About, sheets: Sequence[Sheet]) -> bytes:
    """Write sheets as one workbook. No words in it are ever run or followed; its bytes hold no trace of the system."""
    written = BytesIO()
    book = Book(written)
    book.file.set_properties(
        {"title": about.title, "company": about.organisation, "created": about.made_at.replace(tzinfo=None)}
    )
    _notes(book, about, sheets)
    for sheet in sheets:
        _table(book, sheet)
    book.file.close()
    return repacked(written.getvalue(), change=in_english)


def _notes(book: Book, about: About, sheets: Iterable[Sheet]) -> None:
    page = new_sheet(book, NOTES)
    page.write_string(0, 0, about.title, book.title)
    told = [
        ("From", about.organisation),
        ("Made", date_format(about.made_at, "j F Y \\a\\t H:i")),
        ("Who may read it", about.readers),
        ("Licence", about.licence),
        *RULES,
        *((f"Sheet: {sheet_name(sheet.kind)}", _told(sheet)) for sheet in sheets),
    ]
    rows = [[Value(label), Value(words)] for label, words in told]
    mark_up(book, page, 1, Grid("notes", ("Note", "Meaning"), ("text", "text"), rows, (34, 90)))


def _told(sheet: Sheet) -> str:
    """Tell what a sheet holds, and what it leaves out."""
    rows = "1 row" if sheet.count == 1 else f"{sheet.count:,} rows"
    kept = f" Only those with {'; '.join(sheet.narrowed)}." if sheet.narrowed else ""
    return f"{rows}. {sheet.kind.about}{kept}"


def _table(book: Book, sheet: Sheet) -> None:
    page = new_sheet(book, sheet_name(sheet.kind))
    page.write_string(0, 0, page.get_name(), book.title)
    page.write_string(1, 0, _told(sheet))
    rows = list(sheet.rows)
    kinds = ["number" if numeric else "text" for numeric in sheet.numeric]
    grid = Grid(sheet.kind.slug, sheet.labels, kinds, rows or [[Value("") for _ in kinds]], _widths(sheet.labels, rows))
    mark_up(book, page, 2, grid)


def _widths(labels: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[int]:
    """Give each column the width of its longest words among the first rows, within reason."""
    longest = [
        max([len(label) // 2, *(len(row[place].words) for row in rows[:MEASURED])])
        for place, label in enumerate(labels)
    ]
    return [max(NARROWEST, min(WIDEST, length + 3)) for length in longest]
