"""The workbook: every table on a sheet of its own, by the Analysis Function's rules for spreadsheets."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from equitytown.present.blocks import Document, Table, plain
from equitytown.present.wording.symbols import Symbol, explained, used_in
from equitytown.publish.flat import FlatTable, Value, flatten
from equitytown.publish.packing import repacked
from equitytown.publish.sheets import (
    FORBIDDEN,
    LINE,
    SHEET_NAME_LENGTH,
    Book,
    Grid,
    in_english,
    lines_of,
    mark_up,
    new_sheet,
)

RULES = (
    "Each sheet holds one table, which begins under its title. A row is one record; nothing is merged or hidden.",
    "Figures are unrounded and shown with the decimals of the report; a % sign is part of how a figure is shown.",
    "A verdict is a word: better, similar, worse, higher, lower, not compared. Rank 1 is best.",
    "No cell is empty: where there is no figure, a symbol says why.",
    'A symbol that goes with a number stands in the column after it, which says "none" beside a plain number.',
)
MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # one date for every file: the same bytes each time
WIDEST, NARROWEST = 40, 10  # characters
COVER_WIDTH = 100


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
    book = Book(written)
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
    path.write_bytes(repacked(written.getvalue(), change=in_english))


def _cover(book: Book, document: Document) -> None:
    head = document.masthead
    sheet = new_sheet(book, "Cover")
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
        "Draft, not yet signed by its author" if head.draft else head.signed_words,
        f"{head.organisation}. {head.author}",
        holds,
        head.attribution,
    ]
    for row, line in enumerate((line for line in lines if line), start=1):
        sheet.set_row(row, LINE * lines_of(line, COVER_WIDTH))
        sheet.write_string(row, 0, line, book.prose)


def _contents(book: Book, sheets: Sequence[tuple[Table, str]]) -> None:
    sheet = new_sheet(book, "Contents")
    sheet.write_string(0, 0, "Contents", book.title)
    sheet.write_string(1, 0, "One row for each table. Each name leads to its sheet.")
    rows = [[Value(name), Value(table.caption)] for table, name in sheets]
    mark_up(book, sheet, 2, Grid("contents", ("Sheet", "Table"), ("text", "text"), rows, (34, 90)))
    for row, (_, name) in enumerate(sheets, start=3):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", book.link, string=name)


def _notes(book: Book, used: Sequence[Symbol]) -> None:
    sheet = new_sheet(book, "Notes")
    sheet.write_string(0, 0, "Notes", book.title)
    sheet.write_string(1, 0, "How to read the tables, and the symbols in them.")
    rules = [[Value(f"Note {n}"), Value(words)] for n, words in enumerate(RULES, start=1)]
    symbols = [[Value(symbol.value), Value(explained(symbol))] for symbol in used]
    grid = Grid("notes", ("Note or symbol", "Meaning"), ("text", "text"), [*rules, *symbols], (16, 100))
    mark_up(book, sheet, 2, grid)


def _table(book: Book, flat: FlatTable, name: str) -> None:
    """Write one table: title, notes and source, then the marked-up table."""
    table = flat.table
    sheet = new_sheet(book, name)
    sheet.write_string(0, 0, table.caption, book.title)
    lines = [plain(note) for note in table.notes] + ([plain(table.source)] if table.source else [])
    lines.append(_symbols_used(flat))
    row = 1
    for line in (line for line in lines if line):
        sheet.write_string(row, 0, line)
        row += 1
    mark_up(book, sheet, row, Grid(table.table_id, flat.labels, flat.kinds, flat.rows, _widths(flat)))


def _symbols_used(flat: FlatTable) -> str:
    """Explain the symbols that stand in a table."""
    used = used_in(value.words for row in flat.rows for value in row)
    return " ".join(("Symbols:", *(f"{symbol} {explained(symbol)}" for symbol in used))) if used else ""


def _widths(flat: FlatTable) -> list[int]:
    """Give each column the width of its longest words, within reason."""
    longest = [
        max([len(label) // 2, *(len(row[position].words) for row in flat.rows)])
        for position, label in enumerate(flat.labels)
    ]
    return [max(NARROWEST, min(WIDEST, length + 3)) for length in longest]


def _sheet_names(tables: Sequence[Table]) -> list[str]:
    """Name a sheet after each table's identifier, cut to what a sheet may hold, each once."""
    taken = {"cover", "contents", "notes", "history"}  # Excel keeps "history" for itself
    names = []
    for table in tables:
        whole = FORBIDDEN.sub("-", table.table_id).replace("-", " ").strip().capitalize() or "Table"
        name, times = whole[:SHEET_NAME_LENGTH].strip(), 1
        while name.lower() in taken:
            times += 1
            ending = f" {times}"
            name = whole[: SHEET_NAME_LENGTH - len(ending)].strip() + ending
        taken.add(name.lower())
        names.append(name)
    return names
