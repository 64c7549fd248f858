"""Every table as CSV: UTF-8, one heading row, numbers unrounded, no formulas."""

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from equitytown.errors import InputError
from equitytown.present.blocks import Table
from equitytown.publish.flat import flatten
from equitytown.publish.guard import guarded

_TABLE_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?")


def write_tables(tables: Iterable[Table], folder: Path) -> tuple[Path, ...]:
    """
    Write each table as `<table_id>.csv`.

    Parameters
    ----------
    tables : iterable of Table
        Each with its own `table_id`.
    folder : Path
        Made where it does not exist.

    Returns
    -------
    tuple of Path
        The files, in the order of the tables. Words that could start a formula are preceded by
        an apostrophe; a rank is its words and four numbers; a missing figure is its mark.

    Raises
    ------
    InputError
        If a `table_id` cannot be a file's name, or two tables share one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for table in tables:
        if not _TABLE_ID.fullmatch(table.table_id):
            raise InputError(
                f'table "{table.table_id}" cannot name a file. Use letters, digits, hyphens and underscores.'
            )
        file = folder / f"{table.table_id}.csv"
        if file in written:
            raise InputError(f'two tables are called "{table.table_id}". Give each its own table_id.')
        flat = flatten(table)
        write_csv(file, flat.keys, ([value.value for value in row] for row in flat.rows))
        written.append(file)
    return tuple(written)


def write_csv(file: Path, header: Sequence[str], rows: Iterable[Sequence[str | float | None]]) -> None:
    """Write rows as CSV: UTF-8, LF, RFC 4180 quoting; None is an empty field."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow([guarded(name) for name in header])
        for row in rows:
            writer.writerow([field(value) for value in row])


def field(value: str | float | None) -> str:
    """
    Give one field of a CSV file: the shortest form that reads back as the same number.

    Examples
    --------
    >>> field(77.0), field(-0.1), field(None), field("+441582")
    ('77', '-0.1', '', '+441582')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    shortest = repr(float(value))
    return shortest.removesuffix(".0")
