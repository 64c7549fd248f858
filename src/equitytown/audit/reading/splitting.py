"""A sheet into its parts: the title rows above a table and the notes below it are text, and the rest is a grid."""

from collections.abc import Sequence
from dataclasses import replace

from equitytown.audit.published import PassageKind
from equitytown.audit.reading.grids import Grid, Paragraph, Part, Row
from equitytown.audit.reading.tables import NOTE_ROW


def parts_of_grid(grid: Grid, *, unit: str = "row") -> list[Part]:
    """
    Part a grid from the text that stands in rows of their own above and below it.

    Parameters
    ----------
    grid : Grid
        Rows as they stand in the file.
    unit : str, default "row"
        What its rows are called.

    Returns
    -------
    list of Paragraph and Grid
        In the order of the file.
    """
    rows = list(grid.rows)
    first = next((at for at, row in enumerate(rows) if not _is_text(row, grid) and not row.is_blank), len(rows))
    last = _last(rows, first, grid)
    above = [_paragraph(row, unit) for row in rows[:first] if not row.is_blank]
    below = [_paragraph(row, unit) for row in rows[last:] if not row.is_blank]
    within = tuple(rows[first:last])
    return [*above, *([replace(grid, rows=within)] if within else []), *below]


def _last(rows: Sequence[Row], first: int, grid: Grid) -> int:
    """Find where the notes below a table begin: rows of one cell, the first after a blank row or with a note's mark."""
    at = len(rows)
    while at > first and (rows[at - 1].is_blank or _is_text(rows[at - 1], grid)):
        at -= 1
    for place in range(at, len(rows)):
        above_is_blank = place > at and rows[place - 1].is_blank
        if not rows[place].is_blank and (above_is_blank or NOTE_ROW.match(rows[place].filled[0][1])):
            return place
    return len(rows) if not all(row.is_blank for row in rows[at:]) else at


def _is_text(row: Row, grid: Grid) -> bool:
    return len(row.filled) == 1 and grid.width > 1


def _paragraph(row: Row, unit: str) -> Paragraph:
    text = row.filled[0][1]
    kind = PassageKind.NOTE if NOTE_ROW.match(text) and not text.casefold().startswith("source") else None
    return Paragraph(text, row.number, kind, unit)
