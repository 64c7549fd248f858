"""Proportions, crude rates and means by column name."""

from typing import NamedTuple

import numpy as np
from narwhals.typing import IntoFrame, IntoFrameT

from equitytown.stats import rates
from equitytown.stats.checks import Confidence, Floats, Notes, fewer_than
from equitytown.stats.frames.answers import Column, answered, answered_rows, computed_columns
from equitytown.stats.frames.columns import (
    By,
    Eager,
    check_numbers,
    collected,
    floats_of,
    names_of,
    number,
    opened,
    told_by,
)
from equitytown.stats.frames.groups import grouped
from equitytown.stats.frames.refusals import Refusal, above_all, negative, not_above_zero, refuse_rows
from equitytown.stats.intervals import EXACT_BELOW


def proportion(
    data: IntoFrameT,
    *,
    numerator: str = "numerator",
    denominator: str = "denominator",
    by: By | None = None,
    multiplier: float = 1,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Proportions with Wilson's confidence limits.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark.
    numerator, denominator : str
        Columns of counts: people with the event and people at risk.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer, from the sums of their counts. Without
        it each row is worked out by itself and keeps its columns; an empty list takes all rows together.
    multiplier : float, default 1
        1 for a share, 100 for a percentage.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    dataframe
        `numerator`, `denominator`, `value`, limits, `method` and `note`. A group in which a count is
        missing has no value.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a count is negative, a denominator is not above 0
        or a numerator is above its denominator.

    See Also
    --------
    equitytown.stats.proportion : The same over arrays, with the formula's source.

    Examples
    --------
    >>> import polars as pl
    >>> smokers = pl.DataFrame({"area": ["A", "A", "B"], "numerator": [30, 51, 7], "denominator": [100, 163, 90]})
    >>> proportion(smokers, by="area", multiplier=100)["value"].round(1).to_list()
    [30.8, 7.8]
    """
    counts = _counts(data, numerator, denominator, by, above_all(numerator, denominator))
    found = rates.proportion(counts.events, counts.people, multiplier=multiplier, confidence=confidence)
    columns = computed_columns(found, confidence=confidence, method="Wilson", note=counts.note)
    return _given(data, counts, columns, by=by)


def crude_rate(
    data: IntoFrameT,
    *,
    numerator: str = "numerator",
    denominator: str = "denominator",
    by: By | None = None,
    multiplier: float = 100_000,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Crude rates with exact Poisson limits below ten events and Byar's from there upwards.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark.
    numerator, denominator : str
        Columns of counts: events, and people or person-years.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer, from the sums of their counts. Without
        it each row is worked out by itself and keeps its columns; an empty list takes all rows together.
    multiplier : float, default 100,000
        The rate is for so many people.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    dataframe
        `numerator`, `denominator`, `value`, limits, `method` ("exact Poisson" or "Byar") and `note`. A
        group in which a count is missing has no value.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a count is negative or a denominator not above 0.

    See Also
    --------
    equitytown.stats.crude_rate : The same over arrays, with the formula's source.

    Examples
    --------
    >>> import polars as pl
    >>> falls = pl.DataFrame({"ward": ["A", "B"], "numerator": [0, 40], "denominator": [2500, 20_000]})
    >>> crude_rate(falls, multiplier=1000)["method"].to_list()
    ['exact Poisson', 'Byar']
    """
    counts = _counts(data, numerator, denominator, by)
    found = rates.crude_rate(counts.events, counts.people, multiplier=multiplier, confidence=confidence)
    columns = computed_columns(found, confidence=confidence, method=method_of_counts(counts.events), note=counts.note)
    return _given(data, counts, columns, by=by)


def mean(data: IntoFrameT, *, value: str = "value", by: By | None = None, confidence: Confidence = 0.95) -> IntoFrameT:
    """
    Means with Student's t confidence limits.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each value.
    value : str
        Column of the values.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer; all rows together by default.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    dataframe
        `count`, `standard_deviation`, `value`, limits, `method` and `note`. A group in which a value is
        missing has no mean; a single value has a mean and no limits.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers.

    See Also
    --------
    equitytown.stats.mean : The same over arrays.

    Examples
    --------
    >>> import polars as pl
    >>> scores = pl.DataFrame({"school": ["A", "A", "A", "B"], "value": [4.1, 5.2, 6.3, 7.0]})
    >>> mean(scores, by="school")["note"].to_list()
    ['', 'one value alone says nothing of its spread']
    """
    frame, keys = opened(data), names_of(by)
    check_numbers(frame, value)
    terms = {"mean": number(value), "var": number(value)}
    groups = grouped(frame, by=keys, terms=terms, how={"mean": "mean", "var": "var"})
    centre, variance = groups.sums["mean"], groups.sums["var"]
    squares = np.where(groups.rows > 1, variance * (groups.rows - 1), 0.0)
    found = rates.mean_of_moments(centre, squares, groups.rows, confidence=confidence)
    columns: dict[str, Column] = {"count": groups.rows, "standard_deviation": np.sqrt(variance)}
    columns |= computed_columns(found, confidence=confidence, method="Student t", note=groups.reasons({"mean": value}))
    return answered(data, groups.keys, columns)


def method_of_counts(events: Floats) -> Column:
    """Name the method behind the limits of each count; "" where the count is missing."""
    return np.where(np.isnan(events), "", np.where(fewer_than(events, EXACT_BELOW), "exact Poisson", "Byar"))


class _Counts(NamedTuple):
    """Counts of each row, or of each group: `keys` is what stands beside them in the answer."""

    keys: Eager
    events: Floats
    people: Floats
    note: Notes | None


def _counts(data: IntoFrame, numerator: str, denominator: str, by: By | None, *refusals: Refusal) -> _Counts:
    """Read the counts of every row, or sum them by group."""
    frame = opened(data)
    check_numbers(frame, numerator, denominator)
    impossible = (negative(numerator), not_above_zero(denominator), *refusals)
    if by is None:
        rows = collected(frame)
        refuse_rows(rows, impossible, by=told_by(rows))
        return _Counts(rows, floats_of(rows, numerator), floats_of(rows, denominator), None)
    terms = {"numerator": number(numerator), "denominator": number(denominator)}
    groups = grouped(frame, by=names_of(by), terms=terms, refusals=impossible)
    note = groups.reasons({"numerator": numerator, "denominator": denominator})
    return _Counts(groups.keys, groups.sums["numerator"], groups.sums["denominator"], note)


def _given(data: IntoFrameT, counts: _Counts, computed: dict[str, Column], *, by: By | None) -> IntoFrameT:
    """Put summed counts before what was worked out from them; a row by itself has its counts already."""
    if by is None:
        return answered_rows(data, counts.keys, computed)
    return answered(data, counts.keys, {"numerator": counts.events, "denominator": counts.people, **computed})
