"""Observations as Parquet: the columns that any engine can read, and back."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from equitytown.terms.observation import Observation, Provenance, Rating, Status
from equitytown.terms.period import Period

SCHEMA = {
    "indicator_id": pl.String, "area_code": pl.String, "period": pl.String, "period_start": pl.Date,
    "period_end": pl.Date, "sex": pl.String, "age": pl.String, "category_type": pl.String, "category": pl.String,
    "value": pl.Float64, "lower": pl.Float64, "upper": pl.Float64, "confidence": pl.Float64,
    "numerator": pl.Float64, "denominator": pl.Float64, "status": pl.String, "note": pl.String,
    "published_rating": pl.String, "publisher": pl.String, "title": pl.String, "licence": pl.String,
    "address": pl.String, "retrieved": pl.Date, "snapshot_id": pl.String, "row": pl.Int64, "known_from": pl.Date,
}  # fmt: skip
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


def _cells(o: Observation) -> tuple[object, ...]:  # object: the cells of SCHEMA
    origin = o.provenance
    return (
        o.indicator_id, o.area_code, o.period.label, o.period.start, o.period.end, o.sex, o.age, o.category_type,
        o.category, o.value, o.lower, o.upper, o.confidence, o.numerator, o.denominator, o.status.value, o.note,
        o.published_rating.value if o.published_rating else "", origin.publisher, origin.title, origin.licence,
        origin.address, origin.retrieved, origin.snapshot_id, origin.row, o.known_from,
    )  # fmt: skip


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
