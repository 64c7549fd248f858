"""Tests of a difference or a ratio between two figures with limits, by column name."""

from narwhals.typing import IntoFrameT

from equitytown.stats import differences
from equitytown.stats.checks import Confidence
from equitytown.stats.differences import Estimate
from equitytown.stats.frames.columns import By
from equitytown.stats.frames.pairs import Sides, judged, paired
from equitytown.stats.frames.refusals import loose_limits
from equitytown.stats.frames.rules import NO_JUDGEMENT
from equitytown.stats.frames.verdicts import keys_with


def difference_of_values(
    data: IntoFrameT,
    *,
    value: str = "value",
    lower: str = "lower",
    upper: str = "upper",
    between: str = "period",
    earlier: str | float | None = None,
    later: str | float | None = None,
    by: By | None = None,
    best: str = NO_JUDGEMENT,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Test of a difference between two figures of each group, from their confidence limits.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each of the two.
    value, lower, upper : str
        Columns of figures and their limits.
    between : str, default "period"
        Column that tells the two apart: a period, a sex, an area.
    earlier, later : str or float, optional
        What stands in it for each. Of two values, the first in order is the earlier by default.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer; all rows together by default.
    best : str, default "none"
        Which end is good: "high", "low", "none" for no judgement, or a column that holds these words, which
        then stands in the answer.
    confidence : float or sequence of float, default 0.95
        Coverage of the limits given and of the limits returned. Of several, the first is that of the
        limits given.

    Returns
    -------
    dataframe
        `earlier`, `later`, `earlier_value`, `later_value`, `difference` (later minus earlier), limits, `p_value`,
        `rating`, `method` and `note`. The rating is higher or lower (better or worse where an end is good)
        when p is below 1 less the first confidence, and similar when it is not.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, limits do not enclose their value, the two are not
        known, or one of them stands twice in a group.

    See Also
    --------
    equitytown.stats.difference_of_values : The same over arrays, with the formula's source.

    Examples
    --------
    >>> import polars as pl
    >>> rates = pl.DataFrame({"period": [2019, 2023], "value": [10, 14], "lower": [8, 12], "upper": [12, 16]})
    >>> found = difference_of_values(rates, best="low")
    >>> found.select("difference", "rating").row(0), round(found["p_value"].item(), 4)
    ((4.0, 'worse'), 0.0056)
    """
    columns, loose = (value, lower, upper), (loose_limits(value, lower, upper),)
    keys, sides = keys_with(data, by, best), Sides(between, earlier, later)
    pair = paired(data, columns, sides=sides, by=keys, refusals=loose, once=True)
    first, second = Estimate(*pair.of(0, *columns)), Estimate(*pair.of(1, *columns))
    found = differences.difference_of_values(first, second, confidence=confidence)
    values = {"earlier_value": pair.cells[value][:, 0], "later_value": pair.cells[value][:, 1]}
    return judged(data, pair, values, found, best=best, confidence=confidence, method="z test from limits")


def ratio_of_values(
    data: IntoFrameT,
    *,
    value: str = "value",
    lower: str = "lower",
    upper: str = "upper",
    between: str = "period",
    earlier: str | float | None = None,
    later: str | float | None = None,
    by: By | None = None,
    best: str = NO_JUDGEMENT,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Test of a ratio between two figures of each group, from their confidence limits.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each of the two.
    value, lower, upper : str
        Columns of figures and their limits; 0 or more.
    between : str, default "period"
        Column that tells the two apart: a period, a sex, an area.
    earlier, later : str or float, optional
        What stands in it for each. Of two values, the first in order is the earlier by default.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer; all rows together by default.
    best : str, default "none"
        Which end is good: "high", "low", "none" for no judgement, or a column that holds these words, which
        then stands in the answer.
    confidence : float or sequence of float, default 0.95
        Coverage of the limits given and of the limits returned. Of several, the first is that of the
        limits given.

    Returns
    -------
    dataframe
        `earlier`, `later`, `earlier_value`, `later_value`, `ratio` (later over earlier), limits, `p_value`, `rating`,
        `method` and `note`. The rating is higher or lower (better or worse where an end is good) when p is
        below 1 less the first confidence, and similar when it is not.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a figure is below 0, limits do not enclose their
        value, the two are not known, or one of them stands twice in a group.

    See Also
    --------
    equitytown.stats.ratio_of_values : The same over arrays, with the formula's source.

    Examples
    --------
    >>> import polars as pl
    >>> risks = pl.DataFrame({
    ...     "sex": ["Female", "Male"], "value": [0.88, 0.67], "lower": [0.71, 0.46], "upper": [1.08, 0.98]})
    >>> found = ratio_of_values(risks, between="sex")
    >>> round(found["ratio"].item(), 2), round(found["p_value"].item(), 1)
    (0.76, 0.2)
    """
    columns, loose = (value, lower, upper), (loose_limits(value, lower, upper),)
    keys, sides = keys_with(data, by, best), Sides(between, earlier, later)
    pair = paired(data, columns, sides=sides, by=keys, refusals=loose, once=True)
    first, second = Estimate(*pair.of(0, *columns)), Estimate(*pair.of(1, *columns))
    found = differences.ratio_of_values(first, second, confidence=confidence)
    values = {"earlier_value": pair.cells[value][:, 0], "later_value": pair.cells[value][:, 1]}
    return judged(
        data, pair, values, found, best=best, confidence=confidence, method="z test of logarithms from limits"
    )
