"""Areas put into quantiles, by column name."""

import numpy as np
from narwhals.typing import IntoFrameT

from equitytown.stats import quantiles
from equitytown.stats.frames.answers import answered_rows
from equitytown.stats.frames.columns import By
from equitytown.stats.frames.rowwise import rows_of

FIRST = ("highest", "lowest")


def quantile(
    data: IntoFrameT, *, value: str = "value", count: int = 10, first: str = "highest", by: By | None = None
) -> IntoFrameT:
    """
    Put areas into quantiles, as evenly filled as ties allow.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each area.
    value : str
        Column of values, such as a deprivation score.
    count : int, default 10
        How many quantiles: 10 for deciles, 5 for quintiles; 2 or more.
    first : str, default "highest"
        Which values quantile 1 holds: "highest", "lowest", or a column that holds these words and is the same
        for all rows of a group.
    by : str or sequence of str, optional
        Columns whose combinations make groups that are divided by themselves; all rows together by default.

    Returns
    -------
    dataframe
        The rows as they came, with `quantile`, `method` and `note`. No quantile where the value is missing,
        and in a group with fewer values than quantiles.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, `count` is below 2, or `first` is not known or differs
        within a group.

    See Also
    --------
    equitytown.stats.quantile : The same over arrays, with the rule.

    Examples
    --------
    >>> import polars as pl
    >>> areas = pl.DataFrame({"area": ["A", "B", "C", "D"], "value": [31.2, 8.4, 22.0, 15.3]})
    >>> quantile(areas, count=2)["quantile"].to_list()
    [1.0, 2.0, 1.0, 2.0]
    """
    rows = rows_of(data, numbers=[value], by=by)
    word = rows.chosen(first, FIRST, name="first")
    found = quantiles.quantile(rows.numbers[value], count=count, first=np.asarray(word), group=rows.group)
    note = rows.lacking(value)
    note[np.isnan(found) & (note == "")] = f"fewer than {count} values in the group"
    method = f"{count} quantiles by rank"
    return answered_rows(data, rows.held, {"quantile": found, "method": method, "note": note})
