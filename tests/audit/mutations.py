"""One fault put into a clean table, for each rule on values, ratings, ranks and comparators."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from equitytown.audit.published import Entry, Line, Published, PublishedTable, Role

# A mutation gives None where the table has no place for its fault.
Mutation = Callable[[Published, Random], Published | None]
Spot = tuple[int, Role]  # which line of the table, and which of its cells

MUTATIONS: dict[str, Mutation] = {}


def with_table(published: Published, **changes: object) -> Published:  # fields of a table, of several types
    """Give the file with its table changed."""
    table, *rest = published.tables
    return replace(published, tables=(replace(table, **changes), *rest))  # type: ignore[arg-type]


def with_entries(published: Published, changed: dict[Spot, Entry]) -> Published:
    """Give the file with cells of its table exchanged."""
    table = published.tables[0]
    lines: list[Line] = list(table.lines)
    for (at, role), entry in changed.items():
        lines[at] = replace(lines[at], entries={**lines[at].entries, role: entry})
    return with_table(published, lines=tuple(lines))


def numbered(entry: Entry, number: float, *, decimals: int | None = None) -> Entry:
    """Print another number in a cell, with its decimals and suffix."""
    places = entry.decimals if decimals is None else decimals
    text = f"{number:.{places}f}"
    return replace(entry, text=f"{text}{entry.suffix}", number=float(text), decimals=places)


def spots(table: PublishedTable, *roles: Role) -> Iterator[tuple[int, Line]]:
    """Give each line that has a number, rank or verdict in every one of the parts."""
    for at, line in enumerate(table.lines):
        cells = [line.at(role) for role in roles]
        if all(cell is not None and cell.missing is None for cell in cells):
            yield at, line


def chosen(found: list[tuple[int, Line]], rng: Random) -> tuple[int, Line] | None:
    """Take one by chance; None where there is none."""
    return rng.choice(found) if found else None


def difference(before: Published, after: Published) -> tuple[set[int], set[int]]:
    """Say which rows of the table and which passages (by line) a mutation changed."""
    rows = {
        one.row
        for old, new in zip(before.tables, after.tables, strict=True)
        for one, other in zip(old.lines, new.lines, strict=True)
        if one != other
    }
    passages = {new.line for old, new in zip(before.passages, after.passages, strict=True) if old != new}
    return rows, passages
