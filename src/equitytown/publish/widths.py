"""Widths: how a printed table shares its width among its columns, in characters."""

import re
from dataclasses import dataclass

from equitytown.present.blocks import Cell, Column, Table, plain
from equitytown.present.theme import VERDICT_WORDS

CROWDED = 14  # a table of more columns than this is set smaller still
SHAPE = 3  # characters that a verdict's shape and the space after it take
BOLD = 1  # and what a heading's heavier letters do
RANGE = 10  # " (2 to 16)"
HEADING_LINES = 2  # a column's label may take as many lines
UNBROKEN = 14  # a verdict or a figure up to this long stays on one line
LONGEST = 60  # no column asks for more than this; longer words wrap
SHORTEST = 3
NAMED = 24  # what the first column, which names the row, gets at least where its words are that long

_BREAKS = re.compile(r"[\s\u00ad]+")  # where words may part: blanks and soft hyphens


@dataclass(frozen=True, slots=True)
class Paper:
    """
    How many characters fit across a page, by how a table is set; `strip` is what a rank strip takes.

    `upright` is the page with its outer margin used, `column` without, `gap` what lies between columns;
    `hyphenated` is how long a word may be before a crowded table breaks it.
    """

    column: int
    upright: int
    sideways: int
    sideways_crowded: int
    strip: int
    strip_sideways: int
    gap: int
    hyphenated: int

    def room(self, table: Table) -> int:
        """Give the characters across the page that a table is printed on."""
        if table.wide:
            return self.sideways_crowded if len(table.columns) > CROWDED else self.sideways
        return self.upright if roomy(table, self) else self.column


PDF = Paper(
    column=84, upright=112, sideways=187, sideways_crowded=224, strip=15, strip_sideways=11, gap=2, hyphenated=10
)
WORD = Paper(
    column=98, upright=98, sideways=164, sideways_crowded=226, strip=0, strip_sideways=0, gap=2, hyphenated=LONGEST
)


def shares(table: Table, paper: Paper) -> tuple[int, ...]:
    """
    Share a table's width out by what its columns hold.

    Every column gets its longest word; what is left goes to those with longer lines.

    Parameters
    ----------
    table : Table
        Any table; `wide` says that it is printed sideways.
    paper : Paper
        What it is printed on.

    Returns
    -------
    tuple of int
        One number a column, in tenths of a character; only their proportions count.
    """
    needs = [_need(table, position, paper) for position in range(len(table.columns))]
    least = sum(shortest for shortest, _ in needs)
    extra = sum(longest - shortest for shortest, longest in needs)
    spare = max(0, paper.room(table) - least)
    part = min(1.0, spare / extra) if extra else 0.0
    return tuple(round(10 * (shortest + part * (longest - shortest))) for shortest, longest in needs)


def roomy(table: Table, paper: Paper) -> bool:
    """Say whether an upright table needs the outer margin as well."""
    return sum(_need(table, position, paper)[1] for position in range(len(table.columns))) > paper.column


def _need(table: Table, position: int, paper: Paper) -> tuple[int, int]:
    """Give the characters of a column's longest word and of its longest line."""
    column = table.columns[position]
    strip = paper.strip_sideways if table.wide else paper.strip
    words, lines = _heading(column)
    for group in table.groups:
        for row in group.rows:
            word, line = _size(column, row.cells[position], strip)
            words, lines = max(words, word), max(lines, line)
    if column.kind == "text" and table.wide and len(table.columns) > CROWDED:
        words = min(words, paper.hyphenated)
    shortest = max(SHORTEST, words, min(lines, NAMED) if position == 0 else 0)
    return shortest + paper.gap, max(shortest, min(lines, LONGEST)) + paper.gap


def _heading(column: Column) -> tuple[int, int]:
    longest = max((len(word) + BOLD for word in _BREAKS.split(column.label)), default=0)
    return longest, max(longest, -(-len(column.label) // HEADING_LINES))


def _size(column: Column, cell: Cell, strip: int) -> tuple[int, int]:
    """Give the longest word and the line of one cell."""
    if cell.rank is not None:
        drawn = strip + len(cell.rank.words) + (RANGE if cell.rank.lower is not None else 0)
        return drawn, drawn
    said = plain(cell.text)
    first = 0
    if cell.verdict is not None:
        said = cell.verdict.words or VERDICT_WORDS[cell.verdict.rating]
        first = SHAPE
    if column.kind in ("number", "verdict") and len(said) <= UNBROKEN:
        return len(said) + first, len(said) + first
    longest = max((len(word) for word in _BREAKS.split(said)), default=0)
    return longest + first, len(said) + first
