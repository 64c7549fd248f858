"""How a crowd of areas spreads, by column name."""

import numpy as np
from narwhals.typing import IntoFrameT

from equitytown.stats.frames.answers import answered
from equitytown.stats.frames.columns import By, check_columns, check_numbers, collected, floats_of, names_of, opened
from equitytown.stats.frames.tables import numbered
from equitytown.stats.spreads import spread_within


def spread(data: IntoFrameT, *, value: str = "value", by: By | None = None, out_of: float | None = None) -> IntoFrameT:
    """
    Describe how areas' values spread: the ends, the quartiles, the median and the 5th and 95th percentiles.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each area.
    value : str
        Column of values.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer (the indicator, say); all rows together by default.
    out_of : float, optional
        How many areas could have a value; all rows of the group, those without a value included, by default.

    Returns
    -------
    dataframe
        `areas` (with a value), `low`, `fifth`, `lower_quartile`, `median`, `upper_quartile`, `ninety_fifth`, `high`,
        `method` and `note`. No spread for fewer than four areas, or fewer than three in four, with a value.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a row misses a grouping column, or more areas have a
        value than could.

    See Also
    --------
    equitytown.stats.spread_within : The same over arrays.

    Examples
    --------
    >>> import polars as pl
    >>> areas = pl.DataFrame({"indicator": ["a"] * 5, "value": [1, 2, 3, 4, 9]})
    >>> spread(areas, by="indicator").select("areas", "lower_quartile", "median").rows()
    [(5.0, 2.0, 3.0)]
    """
    frame, keys = opened(data), names_of(by)
    check_numbers(frame, value)
    check_columns(frame, *keys)
    rows = collected(frame.select(*dict.fromkeys((*keys, value))))
    group, groups = numbered(rows, keys)
    found = spread_within(floats_of(rows, value), group=group if keys else None, out_of=out_of)
    figures = {name: np.asarray(part) for name, part in zip(found._fields[1:-1], found[1:-1], strict=True)}
    return answered(data, groups, {**figures, "method": "percentiles of type 7", "note": found.note})
