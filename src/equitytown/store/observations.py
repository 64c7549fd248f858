"""Observations as Parquet: the columns that any engine can read, and back."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from equitytown.terms.observation import Observation, Provenance, Rating, Status
from equitytown.terms.period import Period

Cell = str | float | date | None
Column = tuple[type[pl.DataType], Callable[[Observation], Cell]]

# An observation's columns wherever it is written: the type in Parquet, and how each is read.
COLUMNS: Mapping[str, Column] = {
    "indicator_id": (pl.String, lambda o: o.indicator_id),
    "area_code": (pl.String, lambda o: o.area_code),
    "period": (pl.String, lambda o: o.period.label),
    "period_start": (pl.Date, lambda o: o.period.start),
    "period_end": (pl.Date, lambda o: o.period.end),
    "sex": (pl.String, lambda o: o.sex),
    "age": (pl.String, lambda o: o.age),
    "category_type": (pl.String, lambda o: o.category_type),
    "category": (pl.String, lambda o: o.category),
    "value": (pl.Float64, lambda o: o.value),
    "lower": (pl.Float64, lambda o: o.lower),
    "upper": (pl.Float64, lambda o: o.upper),
    "confidence": (pl.Float64, lambda o: o.confidence),
    "numerator": (pl.Float64, lambda o: o.numerator),
    "denominator": (pl.Float64, lambda o: o.denominator),
    "status": (pl.String, lambda o: o.status.value),
    "note": (pl.String, lambda o: o.note),
    "published_rating": (pl.String, lambda o: o.published_rating.value if o.published_rating else ""),
    "publisher": (pl.String, lambda o: o.provenance.publisher),
    "title": (pl.String, lambda o: o.provenance.title),
    "licence": (pl.String, lambda o: o.provenance.licence),
    "address": (pl.String, lambda o: o.provenance.address),
    "retrieved": (pl.Date, lambda o: o.provenance.retrieved),
    "snapshot_id": (pl.String, lambda o: o.provenance.snapshot_id),
    "row": (pl.Int64, lambda o: o.provenance.row),
    "known_from": (pl.Date, lambda o: o.known_from),
}
SCHEMA = {name: kind for name, (kind, _) in COLUMNS.items()}
ORIGIN = tuple(part.name for part in fields(Provenance))
NAMED = 16  # characters of the hash in a file's name


def named(observations: Sequence[Observation]) -> str:
    """Name a file after what it says: the same figures from the same snapshot have one name on every machine."""
    words = "\n".join(repr(_cells(o)) for o in observations)
    return hashlib.sha256(words.encode()).hexdigest()[:NAMED]


def as_parquet(observations: Iterable[Observation]) -> bytes:
    """Write observations as Parquet."""
    frame = pl.DataFrame([_cells(o) for o in observations], schema=SCHEMA, orient="row")
    buffer = BytesIO()
    frame.write_parquet(buffer, compression="zstd", statistics=True)
    return buffer.getvalue()


def read_observations(path: Path, *, until: date | None = None) -> list[Observation]:
    """
    Read a file of observations.

    Parameters
    ----------
    path : Path
        A Parquet file of the store.
    until : date, optional
        Leave out what became known later.

    Returns
    -------
    list of Observation
        In the file's order.
    """
    frame = pl.read_parquet(path)
    if until is not None:
        frame = frame.filter(pl.col("known_from") <= until)
    return [_observation(row) for row in frame.iter_rows()]


def _cells(o: Observation) -> tuple[Cell, ...]:
    return tuple(read(o) for _, read in COLUMNS.values())


def _observation(row: Sequence[Any]) -> Observation:  # Any: SCHEMA says what each cell is
    cells: dict[str, Any] = dict(zip(SCHEMA, row, strict=True))
    period = Period(cells.pop("period_start"), cells.pop("period_end"), cells.pop("period"))
    origin = {name: cells.pop(name) for name in ORIGIN}
    rating = cells.pop("published_rating")
    status = Status(cells.pop("status"))
    return Observation(
        **cells,
        period=period,
        status=status,
        published_rating=Rating(rating) if rating else None,
        provenance=Provenance(**origin),
    )
