"""How far apart the highest and the lowest of many parts lie, by column name."""

import numpy as np
from narwhals.typing import IntoFrameT

from equitytown.stats.checks import Floats, notes
from equitytown.stats.differences import MISSING_FIGURE, NO_WIDTH, standard_error
from equitytown.stats.frames.answers import answered
from equitytown.stats.frames.columns import By, check_columns, check_numbers, collected, floats_of, names_of, opened
from equitytown.stats.frames.tables import numbered
from equitytown.stats.gaps import chance_of_range, expected_range

FEWEST = 2
TOO_FEW = "fewer than two parts"


def range_of_parts(
    data: IntoFrameT,
    *,
    value: str = "value",
    lower: str = "lower",
    upper: str = "upper",
    by: By | None = None,
    limits: float = 0.95,
) -> IntoFrameT:
    """
    Range from the lowest to the highest of many parts, beside what chance alone would make of it.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each part (a neighbourhood, a group of people).
    value : str
        Column of values.
    lower, upper : str
        Columns of the values' confidence limits.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer (the indicator, say); all rows together by default.
    limits : float, default 0.95
        Coverage of the limits given.

    Returns
    -------
    dataframe
        `parts`, `lowest`, `highest`, `range`, `by_chance` (the range that so many parts would be expected to show if
        all were alike), `p_value` (the chance of a range as large if all were alike), `method` and `note`. There is
        none where a figure or limit is missing, or limits have no width.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a row misses a grouping column, or limits are the wrong way
        round.

    See Also
    --------
    equitytown.stats.expected_range, equitytown.stats.chance_of_range : The same over arrays, with their sources.

    Examples
    --------
    >>> import polars as pl
    >>> wards = pl.DataFrame({"value": [12.0, 15.0, 11.0], "lower": [10.0, 13.0, 9.0], "upper": [14.0, 17.0, 13.0]})
    >>> range_of_parts(wards).select("range", pl.col("by_chance").round(2), pl.col("p_value").round(3)).rows()
    [(4.0, 1.73, 0.015)]
    """
    frame, keys = opened(data), names_of(by)
    check_numbers(frame, value, lower, upper)
    check_columns(frame, *keys)
    rows = collected(frame.select(*dict.fromkeys((*keys, value, lower, upper))))
    group, groups = numbered(rows, keys)
    given = floats_of(rows, value)
    error = standard_error(floats_of(rows, lower), floats_of(rows, upper), confidence=limits)
    missing = np.isnan(given) | np.isnan(floats_of(rows, lower)) | np.isnan(floats_of(rows, upper))
    many = np.bincount(group, minlength=len(groups)).astype(np.float64)
    lacking, flat = (np.bincount(group, weights=part, minlength=len(groups)) > 0 for part in (missing, np.isnan(error)))
    values, errors = (_laid_out(part, group, many) for part in (given, error))
    known = ~(lacking | flat) & (many >= FEWEST)
    ends = [np.where(known, part, np.nan) for part in (_least(values), -_least(-values))]
    size = ends[1] - ends[0]
    errors[~known] = np.nan
    return answered(
        data,
        groups,
        {
            "parts": many,
            "lowest": ends[0],
            "highest": ends[1],
            "range": size,
            "by_chance": np.atleast_1d(expected_range(errors)),
            "p_value": np.atleast_1d(chance_of_range(size, errors)),
            "method": "range of independent normal estimates",
            "note": notes(many.shape, (lacking, MISSING_FIGURE), (flat, NO_WIDTH), (many < FEWEST, TOO_FEW)),
        },
    )


def _laid_out(numbers: Floats, group: np.ndarray, many: Floats) -> Floats:
    """Lay numbers out with a row for each group; NaN beyond its parts."""
    found = np.full((many.size, int(many.max(initial=1))), np.nan)
    order = np.argsort(group, kind="stable")
    starts = np.concatenate([[0], np.cumsum(many)[:-1]])[: many.size]
    found[group[order], (np.arange(group.size) - starts[group[order]]).astype(np.intp)] = numbers[order]
    return found


def _least(values: Floats) -> Floats:
    """Give the least number of each row, leaving out what is missing."""
    least: Floats = np.where(np.isnan(values), np.inf, values).min(axis=1, initial=np.inf)
    return np.where(np.isinf(least), np.nan, least)
