"""The table as it was printed, with the remarks on each of its cells: what a marked copy is made of."""

from collections.abc import Iterator
from typing import NamedTuple

from equitytown.audit.published import PublishedTable
from equitytown.audit.remarks import Sureness
from equitytown.audit.telling.account import Account, Numbered


class MarkedCell(NamedTuple):
    """A cell's text and the remarks on it."""

    text: str
    remarks: tuple[Numbered, ...] = ()

    @property
    def sureness(self) -> Sureness | None:
        """How sure the surest of them is; None where nothing is remarked."""
        order = tuple(Sureness)
        return min((n.remark.sureness for n in self.remarks), key=order.index, default=None)


class MarkedRow(NamedTuple):
    """A row's number and its cells."""

    number: int
    cells: tuple[MarkedCell, ...]


def headings_of(table: PublishedTable) -> list[str]:
    """Give the columns' headings, with the round where a heading does not tell it."""
    return [
        ", ".join(part for part in (c.heading, "" if c.round in c.heading else c.round) if part) or c.role.value
        for c in table.columns
    ]


def marked_rows(account: Account, table: PublishedTable) -> Iterator[MarkedRow]:
    """Give a table's rows in printed order, each cell with its remarks."""
    remarks = account.of_table(table)
    for number, cells in _printed(table).items():
        yield MarkedRow(
            number,
            tuple(
                MarkedCell(text, tuple(remarks.get((number, column.letter), ())))
                for column, text in zip(table.columns, cells, strict=True)
            ),
        )


def _printed(table: PublishedTable) -> dict[int, tuple[str, ...]]:
    """Give every row as it stands; from the lines, where a table was not read from a file."""
    if table.printed:
        return dict(table.printed)
    held: dict[int, dict[str, str]] = {}
    for line in table.lines:
        for entry in line.entries.values():
            held.setdefault(entry.row, {})[entry.column.letter] = entry.text
    return {row: tuple(cells.get(c.letter, "") for c in table.columns) for row, cells in sorted(held.items())}
