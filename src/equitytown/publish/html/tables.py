"""What a table needs before it is written as HTML: its heading rows, its key and its layout on a phone."""

from dataclasses import dataclass

from equitytown.present.blocks import Column, Table, plain
from equitytown.publish.legend import cells_of
from equitytown.publish.widths import CROWDED
from equitytown.terms.observation import Rating

# The class that sets a column's cells, by the column's kind; words need none.
STYLES = {"number": "n", "verdict": "v", "rank": "r", "group": "g"}
LONG, WHOLE = "l", "w"  # classes of words that need more of a phone's width, or all of it
FITS_A_PHONE = 3  # columns of short figures that still fit at 320 pixels
FITS_A_PAGE = 7  # columns that fit beside each other on a page; a wider table takes the screen's whole width
SHORT_WORDS, LONG_WORDS = 14, 34  # letters that still take one part in three of a phone's width, and two
NOTES_IN_VIEW = 3  # further notes fold away


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading cell: its words, how many columns and rows it covers, and its kind."""

    label: str
    kind: str
    columns: int = 1
    rows: int = 1


def heading_rows(columns: tuple[Column, ...]) -> tuple[tuple[Heading, ...], ...]:
    """
    Give the heading cells of a table, row by row.

    Columns side by side with the same `group` stand under one shared heading; the others reach
    down through both rows.
    """
    if not any(column.group for column in columns):
        return (tuple(Heading(column.label, column.kind) for column in columns),)
    upper: list[Heading] = []
    last = ""
    for column in columns:
        if column.group and column.group == last:
            shared = upper[-1]
            upper[-1] = Heading(shared.label, "group", shared.columns + 1)
        elif column.group:
            upper.append(Heading(column.group, "group"))
        else:
            upper.append(Heading(column.label, column.kind, rows=2))
        last = column.group
    lower = tuple(Heading(column.label, column.kind) for column in columns if column.group)
    return tuple(upper), lower


def parts(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """Give, for each column, the shared heading that begins with it: a phone shows it within a record."""
    before = ("", *(column.group for column in columns))
    return tuple(column.group if column.group != last else "" for column, last in zip(columns, before, strict=False))


def size(table: Table) -> str:
    """Count a table's rows."""
    rows = sum(len(group.rows) for group in table.groups)
    return "1 row" if rows == 1 else f"{rows:,} rows"


def ratings_in(table: Table) -> tuple[Rating, ...]:
    """Give the ratings that a table uses, in the order of the key."""
    used = {cell.verdict.rating for cell in cells_of(table) if cell.verdict}
    return tuple(rating for rating in Rating if rating in used)


def stacks(table: Table) -> bool:
    """Say whether a table is read as records on a phone: where it has more columns than fit."""
    return len(table.columns) > FITS_A_PHONE or any(column.kind in ("verdict", "rank") for column in table.columns)


def is_broad(table: Table) -> bool:
    """Say whether a table needs more than a page's width."""
    return len(table.columns) > FITS_A_PAGE


def is_crowded(table: Table) -> bool:
    """Say whether a table has so many columns that each must be narrow."""
    return len(table.columns) > CROWDED


def styles(table: Table) -> tuple[str, ...]:
    """Give each column's class: by its kind, or by the length of its words."""
    rows = [row for group in table.groups for row in group.rows]
    longest = [
        max((len(plain(row.cells[at].text)) for row in rows if at < len(row.cells)), default=0)
        for at in range(len(table.columns))
    ]
    return tuple(
        STYLES.get(column.kind) or _style_of_words(length)
        for column, length in zip(table.columns, longest, strict=True)
    )


def _style_of_words(length: int) -> str:
    """Choose the class of a column of words by its longest cell."""
    if length > LONG_WORDS:
        return WHOLE
    return LONG if length > SHORT_WORDS else ""
