"""Flat tables: one heading a column, one value a cell, for spreadsheets and CSV."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from equitytown.present.blocks import Cell, Column, Row, RowGroup, Table, plain
from equitytown.present.theme import VERDICT_WORDS
from equitytown.present.wording.symbols import Symbol

UNMARKED = "none"  # in a column of symbols, beside a figure that has none
SOFT_HYPHEN = "\u00ad"
GROUP = Column("group", "Group")  # the shared heading of a row's group, as a column of its own

_DECIMALS = re.compile(r"[\d,]*\.(\d+)|\d")
_AFTER = re.compile(r"^[+\-\u2212]?[\d,]*\.?\d+(?P<suffix>%?)")


@dataclass(frozen=True, slots=True)
class Value:
    """
    One cell: a number, or a day, or words, or a missing mark.

    `number` is unrounded; `words` is what the printed table says. `decimals` and `suffix` tell how
    the printed table shows the number, `parted` whether its thousands are set apart.
    """

    words: str
    number: float | None = None
    decimals: int = 0
    suffix: str = ""
    day: date | None = None
    parted: bool = True

    @property
    def value(self) -> str | float:
        """The number where there is one, the words otherwise."""
        return self.words if self.number is None else self.number


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table of one heading row: `keys` name the columns for machines, `labels` for people."""

    table: Table
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def flatten(table: Table) -> FlatTable:
    """
    Flatten a table.

    Row groups become a first column, column groups part of the label. A rank becomes its words
    and four numbers. A cell that says nothing gets the symbol [x] (figure) or [z] (words). Symbols beside
    numbers stand in a column of their own, after the numbers'.
    """
    grouped = any(group.heading for group in table.groups)
    marked = _marked(table)
    columns = [(column, at in marked) for at, column in enumerate(table.columns)]
    named = [
        name
        for column, is_marked in ([(GROUP, False)] if grouped else []) + columns
        for name in (*_names(column), *(_symbol_name(column) if is_marked else ()))
    ]
    rows = tuple(
        tuple(_row(table, group, row, marked, grouped=grouped)) for group in table.groups for row in group.rows
    )
    keys = tuple(key for key, _, _ in named)
    return FlatTable(
        table,
        keys if len(set(keys)) == len(keys) else _unique([label for _, label, _ in named]),
        _unique([label for _, label, _ in named]),
        tuple(kind for _, _, kind in named),
        rows,
    )


def _marked(table: Table) -> frozenset[int]:
    """Find the columns in which a number has a symbol."""
    rows = [row for group in table.groups for row in group.rows]
    return frozenset(
        at
        for at in range(len(table.columns))
        if any(row.cells[at].symbols and row.cells[at].number is not None for row in rows)
    )


def _symbol_name(column: Column) -> Iterator[tuple[str, str, str]]:
    yield f"{column.key}_symbol", f"{_label(column)}: symbol", "text"


def _label(column: Column) -> str:
    label = f"{column.group}: {column.label}" if column.group else column.label
    return label.replace(SOFT_HYPHEN, "")


def _names(column: Column) -> Iterator[tuple[str, str, str]]:
    """Give key, label and kind of each flat column that a column becomes."""
    label = _label(column)
    if column.kind != "rank":
        yield column.key, label, column.kind
        return
    key = "" if column.key == "rank" else f"{column.key}_"
    yield (f"{column.key}_words" if not key else column.key), label, "text"
    yield f"{key}rank", f"{label}: rank", "number"
    yield f"{key}of", f"{label}: of", "number"
    yield f"{key}rank_lower", f"{label}: likely range, best", "number"
    yield f"{key}rank_upper", f"{label}: likely range, worst", "number"


def _unique(labels: list[str]) -> tuple[str, ...]:
    """Number labels that repeat: a spreadsheet's table wants each once, whatever its case."""
    seen: dict[str, int] = {}
    found = []
    for label in labels:
        times = seen[label.lower()] = seen.get(label.lower(), 0) + 1
        found.append(label if times == 1 else f"{label} ({times})")
    return tuple(found)


def _row(table: Table, group: RowGroup, row: Row, marked: frozenset[int], *, grouped: bool) -> Iterator[Value]:
    if grouped:
        yield Value(group.heading or Symbol.NOT_APPLICABLE)
    for at, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        yield from _values(column, cell)
        if at in marked:
            yield Value(" ".join(cell.symbols) or UNMARKED)


def _values(column: Column, cell: Cell) -> Iterator[Value]:
    if column.kind != "rank":
        yield _value(column, cell)
    elif cell.rank is None:
        yield from [Value(words_of(cell) or Symbol.NOT_AVAILABLE)] * 5
    else:
        yield Value(cell.rank.words)
        for number in (cell.rank.rank, cell.rank.of, cell.rank.lower, cell.rank.upper):
            yield Value(Symbol.NOT_AVAILABLE) if number is None else Value(str(number), number)


def _value(column: Column, cell: Cell) -> Value:
    words = words_of(cell)
    if cell.number is None:
        return Value(words or (Symbol.NOT_APPLICABLE if column.kind == "text" else Symbol.NOT_AVAILABLE))
    after = _AFTER.match(words)
    suffix = after["suffix"] if after else ""
    return Value(words, cell.number, _decimals(column, words), suffix)


def _decimals(column: Column, words: str) -> int:
    """Give the decimals that a number is shown with: the column's, or else those of its own print."""
    if column.decimals is not None:
        return column.decimals
    found = _DECIMALS.search(words)
    return len(found[1]) if found and found[1] else 0


def words_of(cell: Cell) -> str:
    """Give a cell's words as they are read out, without shapes."""
    if cell.verdict is not None:
        return cell.verdict.words or VERDICT_WORDS[cell.verdict.rating]
    if cell.rank is not None:
        return cell.rank.words
    return plain(cell.text).replace(SOFT_HYPHEN, "").strip()
