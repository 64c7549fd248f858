"""What must hold of a table of reference, by itself and beside the one that is held, before it is taken."""

from collections import Counter
from collections.abc import Mapping, Sequence

from equitytown.collect.supplier import Table
from equitytown.errors import DriftError

FEWEST = 0.8  # of the rows held: fewer have been cut short
ACCEPT = "If the change is real, run the command again with --accept {}."

Keyed = Mapping[tuple[str, ...], Mapping[str, str]]
"""Rows of a table by their key: cells by column."""


def key_of(table: Table, asked: Mapping[str, str]) -> tuple[str, ...]:
    """
    Give the columns that tell a table's rows apart: those that sources.yaml names, or the first.

    Raises
    ------
    DriftError
        If the table has no such column.
    """
    key = tuple(part.strip() for part in asked.get("key", "").split(",") if part.strip()) or table.columns[:1]
    for column in key:
        if column not in table.columns:
            raise DriftError(f'there is no column "{column}" to tell rows apart by; it has {listed(table.columns)}.')
    return key


def check_table(table: Table, key: Sequence[str]) -> None:
    """
    Refuse a table that cannot be right, whoever looks at it.

    Raises
    ------
    DriftError
        If it has no row, or rows without a key or with one key between them.
    """
    if not table.rows:
        raise DriftError("it holds no row. The areas may have moved.")
    places = [table.columns.index(column) for column in key]
    keys = Counter(tuple(row[place] for place in places) for row in table.rows)
    if any(not all(parts) for parts in keys):
        raise DriftError(f"{sum(n for p, n in keys.items() if not all(p)):,} of its rows have no {listed(key)}.")
    twice = [parts for parts, count in keys.items() if count > 1]
    if twice:
        raise DriftError(
            f"{listed(key)} should tell its rows apart, and {len(twice):,} of {len(keys):,} stand more than once "
            f"(the first: {listed(twice[0])})."
        )


def check_table_drift(columns: Sequence[str], found: Keyed, held: Keyed, *, table_id: str) -> None:
    """
    Refuse a table that lost columns, or most of whose rows did not come, unless somebody accepts it.

    Raises
    ------
    DriftError
        With what changed; its sentence says how to accept it.
    """
    gone = [column for column in next(iter(held.values()), {}) if column not in columns]
    if gone:
        raise DriftError(f"the columns {listed(gone)} are held and did not come. {ACCEPT.format(table_id)}")
    came = len(found.keys() & held.keys())
    if came < FEWEST * len(held):
        raise DriftError(
            f"{len(held):,} rows are held and only {came:,} of them came: it may have been cut short. "
            f"{ACCEPT.format(table_id)}"
        )


def keyed(columns: Sequence[str], rows: Sequence[Sequence[str]], key: Sequence[str]) -> Keyed:
    """Lay rows out by their key; a column that is not there is empty."""
    made = (dict(zip(columns, row, strict=True)) for row in rows)
    return {tuple(row.get(column, "") for column in key): row for row in made}


def listed(words: Sequence[str]) -> str:
    """Write words as a list for a sentence."""
    return ", ".join(words)
