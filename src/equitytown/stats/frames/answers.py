"""The way back from arrays to the caller's kind of dataframe."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrameT
from numpy.typing import NDArray

from equitytown.errors import InputError
from equitytown.stats.checks import Confidence, Floats, Notes, is_single, several
from equitytown.stats.frames.columns import INNER, Eager, opened
from equitytown.stats.intervals import Computed

# Numbers of any kind, text, or one number or text for every row.
Column = NDArray[np.generic] | Notes | Sequence[str] | str | float


def label(confidence: float) -> str:
    """Give the ending of a limit's column: "95" for 0.95, "99_8" for 0.998."""
    return f"{100 * confidence:.10g}".replace(".", "_")


def limit_columns(lower: Floats, upper: Floats, confidence: Confidence) -> dict[str, Column]:
    """
    Name the columns of confidence limits.

    One confidence gives `lower`, `upper` and `confidence`; several give `lower_95`, `upper_95` and so on.
    """
    levels = [float(level) for level in several(confidence)]
    if is_single(confidence):
        return {"lower": lower, "upper": upper, "confidence": levels[0]}
    found: dict[str, Column] = {}
    for i, level in enumerate(levels):
        found |= {f"lower_{label(level)}": lower[i], f"upper_{label(level)}": upper[i]}
    return found


def computed_columns(
    found: Computed, *, confidence: Confidence, method: Column, note: Notes | None = None
) -> dict[str, Column]:
    """
    Name the columns of figures with limits: value, limits, method and note.

    `note` says more than the figures' own, where it says anything.
    """
    own = found.note if note is None else np.where(note == "", found.note, note)
    return {
        "value": found.value,
        **limit_columns(found.lower, found.upper, confidence),
        "method": method,
        "note": own,
    }


def answered(data: IntoFrameT, keys: Eager, columns: Mapping[str, Column]) -> IntoFrameT:
    """
    Put columns beside keys, in the caller's kind of dataframe.

    pandas, polars and pyarrow come back as they came, a polars LazyFrame lazy, a Spark DataFrame in its own
    session. DuckDB cannot be handed a table without its connection, so it gets a pyarrow table, which every
    DuckDB connection reads by name. Missing numbers are null where the engine has it, else NaN.

    Raises
    ------
    InputError
        If a grouping column has the name of a column of the answer.
    """
    taken = [name for name in columns if name in keys.columns]
    if taken:
        raise InputError(
            f'the answer needs the column "{taken[0]}", and a grouping column has that name. Rename it first.'
        )
    return _given_back(data, nw.maybe_reset_index(_beside(keys, columns)))


def answered_rows(data: IntoFrameT, held: Eager, columns: Mapping[str, Column]) -> IntoFrameT:
    """
    Put columns beside the rows they answer, in the caller's kind of dataframe.

    A column of the answer that the rows have already, from an answer before or as published, is kept
    under its name with `_given` added, so that one method can follow another and nothing is lost.
    """
    renamed: dict[str, str] = {}
    for name in columns:
        free = name
        while free in held.columns or free in renamed.values():
            free = f"{free}_given"
        if free != name:
            renamed[name] = free
    return _given_back(data, _beside(held.rename(renamed), columns))


def _beside(keys: Eager, columns: Mapping[str, Column]) -> Eager:
    """Put columns beside keys, and leave out what was for our own use."""
    made = keys.with_columns(*(_series(name, column, keys) for name, column in columns.items()))
    return made.drop([name for name in keys.columns if name.startswith(INNER)])


def _given_back(data: IntoFrameT, made: Eager) -> IntoFrameT:
    """Turn an answer into the caller's kind of dataframe."""
    like, native = opened(data), made.to_native()
    if like.implementation.is_pyspark() or like.implementation.is_pyspark_connect():
        native = nw.to_native(like).sparkSession.createDataFrame(native)
    elif isinstance(like, nw.LazyFrame) and like.implementation.is_polars():
        native = native.lazy()
    return cast("IntoFrameT", native)


def _series(
    name: str, column: Column, keys: Eager
) -> nw.Series[Any] | nw.Expr:  # Any: whose series it is makes no difference
    """Make one column of the answer; a text or number that every row shares is not repeated in memory."""
    if isinstance(column, str | float):
        return nw.lit(column).alias(name)
    array = np.asarray(column)
    if array.dtype.kind in "OU":
        first = str(array.flat[0]) if array.size else ""
        if bool((array == first).all()):
            return nw.lit(first, dtype=nw.String).alias(name)
        return nw.new_series(name, array.tolist(), nw.String, backend=keys.implementation)
    series = nw.new_series(name, array, backend=keys.implementation)
    return series.fill_nan(None) if array.dtype.kind == "f" else series
