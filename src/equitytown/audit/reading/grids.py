"""What every kind of file is first read into: grids of cells and paragraphs of text, in the order of the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from equitytown.audit.published import PassageKind, Slip


class SlipKind(StrEnum):
    """What reading had to mend in the shape of a table."""

    BLANK_ROW = "blank row inside the table"
    MERGED = "merged cells"
    TWO_HEADER_ROWS = "more than one header row"
    HEADINGS_REPEATED = "headings repeated"
    GROUP_ONCE = "group named on its first row only"
    ROUND_ASTRAY = "round above the wrong columns"
    COLUMN_TWICE = "two columns of one part"
    BY_COLOUR = "verdicts told by colour alone"
    NO_HEADING = "column without a heading"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, with its number as a person counts it; `fills` are the colours of cells by column from 0."""

    number: int
    cells: tuple[str, ...]
    fills: tuple[tuple[int, str], ...] = ()

    @property
    def is_blank(self) -> bool:
        """Say whether nothing stands in it."""
        return not any(self.cells)

    @property
    def filled(self) -> tuple[tuple[int, str], ...]:
        """Give the cells that hold something, with their places."""
        return tuple((at, cell) for at, cell in enumerate(self.cells) if cell)

    @property
    def said(self) -> str:
        """Give what stands in it, cell by cell."""
        return " | ".join(cell for _, cell in self.filled)

    def at(self, column: int) -> str:
        """Give a cell; empty beyond the row's end."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Span:
    """Cells merged into one: the number of their first row, their first column from 0, and how far they reach."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """
    Rows and columns as they stand in a file, before anybody knows what they hold.

    A merged cell's text stands in its first cell alone, and `spans` says how far it reaches.
    """

    name: str
    rows: tuple[Row, ...]
    spans: tuple[Span, ...] = ()
    slips: tuple[Slip, ...] = ()

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text; `kind` is None where the file does not say, and its words must."""

    text: str
    line: int
    kind: PassageKind | None = None
    unit: str = "line"
    after_gap: bool = True


@dataclass(frozen=True, slots=True)
class Unread:
    """What of a file was not read, in a sentence."""

    says: str


Part = Grid | Paragraph | Unread


def letter(column: int) -> str:
    """
    Give what a spreadsheet calls a column, counted from 0.

    Examples
    --------
    >>> letter(0), letter(26)
    ('A', 'AA')
    """
    named, left = "", column + 1
    while left:
        left, at = divmod(left - 1, 26)
        named = chr(ord("A") + at) + named
    return named


def joined(grids: Sequence[Grid]) -> Grid:
    """Put together the pieces of a table that runs over several pages, and tell where a page broke it."""
    if len(grids) == 1:
        return grids[0]
    slips = [slip for grid in grids for slip in grid.slips]
    slips += [
        Slip(
            SlipKind.HEADINGS_REPEATED,
            later.rows[0].number,
            f"The table goes on from row {later.rows[0].number} on a new page.",
        )
        for _, later in pairwise(grids)
        if later.rows
    ]
    rows = tuple(row for grid in grids for row in grid.rows)
    return Grid(grids[0].name, rows, tuple(span for grid in grids for span in grid.spans), tuple(slips))
