"""Cells that reach over several rows or columns, put at their places in a grid."""

from collections.abc import Sequence
from typing import NamedTuple

from equitytown.audit.reading.grids import Grid, Row, Span
from equitytown.errors import InputError

MOST_CELLS = 200_000  # of one table
MOST_SPAN = 200  # rows or columns that a cell may claim to reach over
ORDINALS = frozenset({"st", "nd", "rd", "th"})


class Placed(NamedTuple):
    """A cell as markup tells it: its text, how many rows and columns it reaches over, and its colour's name."""

    text: str
    rows: int = 1
    columns: int = 1
    fill: str = ""


def grid_of(rows: Sequence[Sequence[Placed]], *, name: str) -> Grid:
    """
    Put cells at their places; a merged cell's text stands in its first place alone.

    Raises
    ------
    InputError
        If cells reach over more than a table can have.

    Examples
    --------
    >>> grid = grid_of([[Placed("A", rows=2), Placed("B")], [Placed("C")]], name="t")
    >>> [row.cells for row in grid.rows], grid.spans
    ([('A', 'B'), ('', 'C')], (Span(row=1, column=0, rows=2, columns=1),))
    """
    taken: set[tuple[int, int]] = set()
    held: list[dict[int, str]] = [{} for _ in rows]
    fills: list[dict[int, str]] = [{} for _ in rows]
    spans = list[Span]()
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            reach = min(cell.rows, len(rows) - at)
            taken |= {(at + down, column + along) for down in range(reach) for along in range(cell.columns)}
            if len(taken) > MOST_CELLS:
                raise InputError(f"{name} spans more than {MOST_CELLS:,} cells, which is no table.")
            held[at][column] = cell.text
            if cell.fill:
                fills[at][column] = cell.fill
            if reach > 1 or cell.columns > 1:
                spans.append(Span(at + 1, column, reach, cell.columns))
            column += cell.columns
    width = max((column + 1 for _, column in taken), default=0)
    return Grid(
        name,
        tuple(
            Row(at, tuple(cells.get(c, "") for c in range(width)), tuple(filled.items()))
            for at, (cells, filled) in enumerate(zip(held, fills, strict=True), start=1)
        ),
        tuple(spans),
    )


def raised_mark(text: str) -> str:
    """
    Set a raised mark in square brackets, so that it is not taken for a part of the figure; "3rd" stays as it is.

    Examples
    --------
    >>> raised_mark("1"), raised_mark("rd")
    ('[1]', 'rd')
    """
    return text if not text.strip() or text.strip().casefold() in ORDINALS else f"[{text.strip()}]"
