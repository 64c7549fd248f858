"""Composite indices by column name."""

from collections.abc import Sequence

import numpy as np
from narwhals.typing import IntoFrameT

from equitytown.errors import InputError
from equitytown.stats import composite
from equitytown.stats.checks import Floats
from equitytown.stats.composite import Transform, Worst
from equitytown.stats.frames.answers import Column, answered_rows
from equitytown.stats.frames.columns import names_of
from equitytown.stats.frames.rowwise import rows_of

METHOD = "weighted sum of {} parts, {}"


def composite_index(
    data: IntoFrameT,
    *,
    parts: str | Sequence[str],
    weights: Sequence[float] | None = None,
    how: Transform = "exponential",
    worst: Worst = "high",
    count: int = 10,
) -> IntoFrameT:
    """
    One index from several figures of each area, with its rank and decile.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each area.
    parts : str or sequence of str
        Columns of numbers, such as the scores of domains.
    weights : sequence of float, optional
        One for each part, in their order, adding up to 1; equal ones by default.
    how : {"none", "log", "rank", "normal", "z-score", "min-max", "exponential"}, default "exponential"
        How each part is brought to one scale.
    worst : {"high", "low"}, default "high"
        Which end of the parts is bad: "low" where they are ranks with 1 for the worst.
    count : int, default 10
        How many quantiles: 10 for deciles.

    Returns
    -------
    dataframe
        The rows as they came, with `value` (the score, high for the worst), `rank` and `quantile` (1 for the
        worst), `method` and `note`. A row that lacks a part has no index, and takes no part in the others' ranks
        by it.

    Raises
    ------
    InputError
        If a column is not there, holds no numbers or the same in every row, or for a reason of
        `equitytown.stats.composite_index`.

    See Also
    --------
    equitytown.stats.composite_index : The same over arrays, with the formulae.

    Examples
    --------
    >>> import polars as pl
    >>> areas = pl.DataFrame({"area": ["A", "B", "C"], "income": [0.3, 0.1, 0.2], "health": [1.2, -0.4, 0.9]})
    >>> composite_index(areas, parts=["income", "health"], count=2)["rank"].to_list()
    [1.0, 3.0, 2.0]
    """
    names = names_of(parts)
    if not names:
        raise InputError("no part of the index is named. Name one column or more.")
    rows = rows_of(data, numbers=names)
    scaled = [_scaled(rows.numbers[name], name, how, worst) for name in names]
    shares = np.full(len(names), 1 / len(names)) if weights is None else weights
    found = composite.composite_index(np.stack(scaled, axis=1), shares, count=count)
    lacking = rows.lacking(*names)
    columns: dict[str, Column] = {
        "value": found.score,
        "rank": found.rank,
        "quantile": found.quantile,
        "method": METHOD.format(len(names), "as they are" if how == "none" else how),
        "note": np.where(lacking == "", found.note, lacking),
    }
    return answered_rows(data, rows.held, columns)


def _scaled(values: Floats, name: str, how: Transform, worst: Worst) -> Floats:
    """Bring one part to its scale; an error says which part it is of. No rows have no scale."""
    if not values.size:
        return values
    try:
        return composite.transformed(values, how=how, worst=worst)
    except InputError as error:
        raise InputError(f'column "{name}": {error}') from None
