"""Many tests at once, by column name."""

import numpy as np
from narwhals.typing import IntoFrameT

from equitytown.stats import multiple
from equitytown.stats.frames.answers import Column, answered_rows
from equitytown.stats.frames.columns import By
from equitytown.stats.frames.rowwise import rows_of


def benjamini_hochberg(
    data: IntoFrameT, *, p_value: str = "p_value", by: By | None = None, rate: float = multiple.RATE
) -> IntoFrameT:
    """
    Adjust p values of many tests for the false discovery rate.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each test.
    p_value : str
        Column of two-sided p values.
    by : str or sequence of str, optional
        Columns whose combinations make families of tests; all rows are one family by default.
    rate : float, default 0.05
        The share of false ones that is accepted among all discoveries, on average.

    Returns
    -------
    dataframe
        The rows as they came, with `adjusted_p_value`, `discovery` (true where it is at most `rate`), `method` and
        `note`. A test that was not made has no p value, does not count and is no discovery.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a p value lies outside 0 to 1, or `rate` is out of range.

    See Also
    --------
    equitytown.stats.benjamini_hochberg : The same over arrays.

    Examples
    --------
    >>> import polars as pl
    >>> tests = pl.DataFrame({"p_value": [0.01, 0.04, 0.03, 0.5]})
    >>> benjamini_hochberg(tests)["adjusted_p_value"].round(4).to_list()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    rows = rows_of(data, numbers=[p_value], by=by)
    chances = rows.numbers[p_value]
    columns: dict[str, Column] = {
        "adjusted_p_value": multiple.benjamini_hochberg(chances, group=rows.group),
        "discovery": np.asarray(multiple.discoveries(chances, rate=rate, group=rows.group)),
        "method": "Benjamini and Hochberg",
        "note": rows.lacking(p_value),
    }
    return answered_rows(data, rows.held, columns)
