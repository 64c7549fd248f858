"""Recent trends and changes from the figure before, by column name."""

import numpy as np
from narwhals.typing import IntoFrameT

from equitytown.stats import trends
from equitytown.stats.checks import Floats, Notes, Truths, notes
from equitytown.stats.differences import Estimate
from equitytown.stats.frames.answers import Column, answered
from equitytown.stats.frames.columns import By
from equitytown.stats.frames.periods import Latest, latest
from equitytown.stats.frames.refusals import above_all, loose_limits, negative, not_above_zero
from equitytown.stats.frames.rules import NO_JUDGEMENT
from equitytown.stats.frames.verdicts import keys_with, rated
from equitytown.stats.trends import POINTS, TrendTest

POOLED = "periods of several years overlap, and a trend needs separate years"
TWO_YEARS = f'{POOLED}; write "2018/19" for one year that begins within 2018'
MIXED = "the periods begin at different times of the year"
OVERLAP = "the two periods overlap, and share people and events"
ALONE = "there is no earlier figure"


def trend_of_proportions(
    data: IntoFrameT,
    *,
    numerator: str = "numerator",
    denominator: str = "denominator",
    period: str = "period",
    by: By | None = None,
    best: str = NO_JUDGEMENT,
) -> IntoFrameT:
    """
    Recent trend of proportions over the latest five years, from their counts.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each period of each group.
    numerator, denominator : str
        Columns of counts: people with the event and people at risk.
    period : str, default "period"
        Column of years: 2022, "2022", "2022/23" or a date. Pooled years ("2020 to 2022") are not tested.
    by : str or sequence of str, optional
        Columns whose combinations make one series; all rows together by default.
    best : str, default "none"
        Which end is good: "high", "low", "none" for no judgement, or a column that holds these words, which
        then stands in the answer.

    Returns
    -------
    dataframe
        One row for each series: `first_period` and `last_period` of the points looked at, `trend` (increasing,
        decreasing, no significant change, cannot be assessed), `rating` (better, similar or worse; higher or
        lower without judgement; not compared),
        `slope` (a year's, in log odds), `chi_squared`, `method` and `note`.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, counts are impossible, a period tells no years or a
        series has one twice.

    See Also
    --------
    equitytown.stats.trend_of_proportions : The same over arrays, with the rule and its source.

    Examples
    --------
    >>> import polars as pl
    >>> smokers = pl.DataFrame({
    ...     "period": ["2018/19", "2019/20", "2020/21", "2021/22", "2022/23"],
    ...     "numerator": [540, 480, 420, 360, 300], "denominator": [3000] * 5})
    >>> trend_of_proportions(smokers, best="low").select("last_period", "trend", "rating").row(0)
    ('2022/23', 'decreasing', 'better')
    """
    impossible = (negative(numerator), not_above_zero(denominator), above_all(numerator, denominator))
    counts = (numerator, denominator)
    found = latest(
        data, by=keys_with(data, by, best), period=period, numbers=counts, points=POINTS, refusals=impossible
    )
    test = trends.trend_of_proportions(found.cells[numerator], found.cells[denominator], year=_years(found))
    return _trends(data, found, test, best=best, method="chi-squared test for trend")


def trend_of_values(
    data: IntoFrameT,
    *,
    value: str = "value",
    lower: str = "lower",
    upper: str = "upper",
    period: str = "period",
    by: By | None = None,
    best: str = NO_JUDGEMENT,
    confidence: float = 0.95,
) -> IntoFrameT:
    """
    Recent trend of values over the latest five years, from their confidence limits.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each period of each group.
    value, lower, upper : str
        Columns of figures and their limits.
    period : str, default "period"
        Column of years: 2022, "2022", "2022/23" or a date. Pooled years ("2020 to 2022") are not tested.
    by : str or sequence of str, optional
        Columns whose combinations make one series; all rows together by default.
    best : str, default "none"
        Which end is good: "high", "low", "none" for no judgement, or a column that holds these words, which
        then stands in the answer.
    confidence : float, default 0.95
        Coverage of the limits.

    Returns
    -------
    dataframe
        One row for each series: `first_period` and `last_period` of the points looked at, `trend` (increasing,
        decreasing, no significant change, cannot be assessed), `rating` (better, similar or worse; higher or
        lower without judgement; not compared),
        `slope` (a year's, in the unit of the values), `chi_squared`, `method` and `note`.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, limits do not enclose their value, a period tells no
        years or a series has one twice.

    See Also
    --------
    equitytown.stats.trend_of_values : The same over arrays, with the rule and its source.

    Examples
    --------
    >>> import polars as pl
    >>> scores = pl.DataFrame({
    ...     "period": [2018, 2019, 2020, 2021, 2022], "value": [10, 12, 14, 16, 18],
    ...     "lower": [9, 11, 13, 15, 17], "upper": [11, 13, 15, 17, 19]})
    >>> trend_of_values(scores).select("trend", "slope").row(0)
    ('increasing', 2.0)
    """
    names, loose = (value, lower, upper), (loose_limits(value, lower, upper),)
    found = latest(data, by=keys_with(data, by, best), period=period, numbers=names, points=POINTS, refusals=loose)
    figures = (found.cells[name] for name in names)
    test = trends.trend_of_values(*figures, year=_years(found), confidence=confidence)
    return _trends(data, found, test, best=best, method="weighted least squares")


def change_between(
    data: IntoFrameT,
    *,
    value: str = "value",
    lower: str = "lower",
    upper: str = "upper",
    period: str = "period",
    by: By | None = None,
    best: str = NO_JUDGEMENT,
) -> IntoFrameT:
    """
    Change from the figure before to the latest, by overlap of limits; `difference_of_values` tests it.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each period of each group.
    value, lower, upper : str
        Columns of figures and their limits.
    period : str, default "period"
        Column of years: 2022, "2022", "2022/23", "2020 to 2022" or a date.
    by : str or sequence of str, optional
        Columns whose combinations make one series; all rows together by default.
    best : str, default "none"
        Which end is good: "high", "low", "none" for no judgement, or a column that holds these words, which
        then stands in the answer.

    Returns
    -------
    dataframe
        One row for each series: `first_period`, `last_period`, `change` (increased, decreased, no significant
        change, cannot be assessed), `rating` (better, similar or worse; higher or
        lower without judgement; not compared), `difference` (latest
        minus the one before), `method` and `note`. Periods that share a year are not set against each other.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, limits do not enclose their value, a period tells no
        years or a series has one twice.

    See Also
    --------
    difference_of_values : A test of the difference, which is the better answer.
    equitytown.stats.change_between : The same over arrays.

    Examples
    --------
    >>> import polars as pl
    >>> rates = pl.DataFrame({"period": [2021, 2022], "value": [10, 16], "lower": [8, 14], "upper": [12, 18]})
    >>> change_between(rates, best="low").select("change", "rating", "difference").row(0)
    ('increased', 'worse', 6.0)
    """
    names, loose = (value, lower, upper), (loose_limits(value, lower, upper),)
    found = latest(data, by=keys_with(data, by, best), period=period, numbers=names, points=2, refusals=loose)
    figures = [found.cells[name] for name in names]
    moved = trends.change_between(
        Estimate(*(part[:, 0] for part in figures)), Estimate(*(part[:, 1] for part in figures))
    )
    overlap = found.start[:, 0] + found.years[:, 0] > found.start[:, 1]
    note = notes(overlap.shape, (np.isnan(found.start[:, 0]), ALONE), (overlap, OVERLAP), (found.mixed, MIXED))
    note = np.where(note == "", moved.note, note)
    told = note == ""
    direction = np.where(told, moved.direction, np.nan)
    columns: dict[str, Column] = {
        "first_period": found.first,
        "last_period": found.last,
        "change": _words(direction, down="decreased", up="increased"),
        "rating": rated(found.keys, direction, best=best),
        "difference": np.where(told, moved.difference, np.nan),
        "method": "overlap of limits",
        "note": note,
    }
    return answered(data, found.keys, columns)


def _pooled(found: Latest) -> Truths:
    return np.asarray((found.years > 1).any(axis=1))


def _years(found: Latest) -> Floats:
    """Give the years of series that can be tested; none for those whose periods make no series."""
    return np.where((_pooled(found) | found.mixed)[:, None], np.nan, found.start)


def _trends(data: IntoFrameT, found: Latest, test: TrendTest, *, best: str, method: str) -> IntoFrameT:
    pooled, two = _pooled(found), found.years[:, -1] == 2  # noqa: PLR2004  such as 2018-19
    note = notes(found.mixed.shape, (pooled & two, TWO_YEARS), (pooled, POOLED), (found.mixed, MIXED))
    columns: dict[str, Column] = {
        "first_period": found.first,
        "last_period": found.last,
        "trend": _words(test.direction, down="decreasing", up="increasing"),
        "rating": rated(found.keys, test.direction, best=best),
        "slope": test.slope,
        "chi_squared": test.chi_squared,
        "method": method,
        "note": np.where(note == "", _reasons(test), note),
    }
    return answered(data, found.keys, columns)


def _reasons(test: TrendTest) -> Notes:
    """Say why there is no trend: what could not be tested, and what hangs on a single year."""
    return np.where(test.hangs_on_one_point, "the trend would turn, or go, without one of its years", test.note)


def _words(direction: Floats, *, down: str, up: str) -> Notes:
    words = np.array([down, "no significant change", up, "cannot be assessed"], dtype=object)
    return words[np.where(np.isnan(direction), 2, direction).astype(np.intp) + 1]
