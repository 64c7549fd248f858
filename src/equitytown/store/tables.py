"""Tables of reference as Parquet: columns of text that any engine can read, and back."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

import polars as pl

TABLES = "tables"  # the folder of their files
NAMED = 16  # characters of the hash in a file's name

Cells = tuple[tuple[str, ...], ...]
"""Rows of a table, each of as many cells as it has columns."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A table of reference to be kept: boundaries, a look-up or scores of small areas, and since when it is known."""

    table_id: str
    columns: tuple[str, ...]
    rows: Cells
    known_from: date


@dataclass(frozen=True, slots=True)
class TableVintage:
    """One table of reference as it came once: its file and its snapshots."""

    table_id: str
    supplier_id: str
    path: str
    sha256: str
    rows: int
    known_from: str
    snapshots: tuple[str, ...]


def table_path(table: Reference) -> str:
    """Name a table's file after what it says: the same rows have one name on every machine."""
    words = json.dumps([table.columns, table.rows], ensure_ascii=False)
    return f"{TABLES}/{table.table_id}-{hashlib.sha256(words.encode()).hexdigest()[:NAMED]}.parquet"


def table_as_parquet(table: Reference) -> bytes:
    """Write a table as Parquet."""
    frame = pl.DataFrame(list(table.rows), schema=dict.fromkeys(table.columns, pl.String), orient="row")
    buffer = BytesIO()
    frame.write_parquet(buffer, compression="zstd", statistics=True)
    return buffer.getvalue()


def read_table(path: Path) -> tuple[tuple[str, ...], Cells]:
    """Read a table's columns and rows, in the file's order."""
    frame = pl.read_parquet(path)
    return tuple(frame.columns), tuple(frame.iter_rows())
