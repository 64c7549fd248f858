"""Life expectancy and healthy life expectancy by column name."""

import numpy as np
from narwhals.typing import IntoFrameT

from equitytown.stats import healthy_life, life_tables
from equitytown.stats.checks import Confidence, Floats
from equitytown.stats.frames.answers import Column, answered, computed_columns
from equitytown.stats.frames.columns import By, check_numbers, names_of, number, opened
from equitytown.stats.frames.life_bands import (
    AgeAxis,
    At,
    by_age,
    chosen,
    each_age,
    flattened,
    life_axis,
    start_ages,
    told_first,
)
from equitytown.stats.frames.refusals import Refusal, negative, not_above_zero
from equitytown.stats.frames.tables import Table
from equitytown.stats.healthy_life import Chance
from equitytown.stats.intervals import Computed

METHOD = "Chiang, with Silcocks's variance"
HEALTHY = {"survey": "Sullivan, with Mathers's variance", "survey and deaths": "Sullivan, limits for survey and deaths"}


def life_expectancy(
    data: IntoFrameT,
    *,
    deaths: str = "deaths",
    population: str = "population",
    age: str = "age",
    at: At | None = None,
    by: By | None = None,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Life expectancy at the start of age bands, by Chiang's method.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each age band of each group.
    deaths, population : str
        Columns of counts: deaths, and person-years (for several years of deaths, the people of each year
        added up).
    age : str, default "age"
        Column of age bands ("0", "1-4", "90 and over", or the ages at which they start): any set that starts at
        0, has no gap and ends in an open band.
    at : float or sequence of float, optional
        Ages to give, each the start of a band; all of them by default.
    by : str or sequence of str, optional
        Columns whose combinations make one life table; all rows together by default.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    dataframe
        One row for each group and age, the column of ages holding the age from which years are counted:
        `deaths` and `population` at that age and above, `value` in years, limits, `method` and `note`. A group
        is withheld where a band is not there, a count is missing, or for a reason of
        `equitytown.stats.life_expectancy`.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a count is negative, age bands overlap, leave a gap, do
        not start at 0 or do not end in an open one, or an age asked for starts no band.

    See Also
    --------
    equitytown.stats.life_expectancy : The same over arrays, with the formula's source.

    Examples
    --------
    >>> import polars as pl
    >>> town = pl.DataFrame({
    ...     "age": ["0", "1-39", "40-74", "75+"],
    ...     "deaths": [30, 20, 80, 600], "population": [9000, 60_000, 30_000, 6000]})
    >>> life_expectancy(town, at=[0, 75]).select("age", pl.col("value").round(1)).rows()
    [(0, 81.5), (75, 10.0)]
    """
    frame, keys = opened(data), names_of(by)
    check_numbers(frame, deaths, population)
    axis = life_axis(frame, age)
    terms = {"deaths": number(deaths), "population": number(population)}
    impossible = (negative(deaths), negative(population))
    table = by_age(frame, axis, by=keys, age=age, terms=terms, refusals=impossible)
    cells = [table.cells[name] for name in terms]
    found = life_tables.life_expectancy(*cells, age=axis.starts, confidence=confidence)
    return _answered(data, table, found, axis, age=age, at=at, confidence=confidence, method=METHOD)


def healthy_life_expectancy(
    data: IntoFrameT,
    *,
    deaths: str = "deaths",
    population: str = "population",
    healthy: str = "healthy",
    respondents: str = "respondents",
    age: str = "age",
    at: At | None = None,
    by: By | None = None,
    design_effect: float = 1,
    chance: Chance = "survey",
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Healthy life expectancy at the start of age bands, by Sullivan's method.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each age band of each group.
    deaths, population : str
        Columns of counts: deaths and person-years.
    healthy : str, default "healthy"
        Column of the share of people in good health, between 0 and 1.
    respondents : str, default "respondents"
        Column of how many people each share rests on.
    age : str, default "age"
        Column of age bands, as for `life_expectancy`.
    at : float or sequence of float, optional
        Ages to give, each the start of a band; all of them by default.
    by : str or sequence of str, optional
        Columns whose combinations make one life table; all rows together by default.
    design_effect : float, default 1
        By how much the survey's design multiplies the variance of a share.
    chance : {"survey", "survey and deaths"}, default "survey"
        What the limits allow for.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    dataframe
        One row for each group and age, as `life_expectancy` gives.

    Raises
    ------
    InputError
        As for `life_expectancy`, if a share lies outside 0 to 1, respondents or the design effect are not
        above 0, or a band stands more than once in a group.

    See Also
    --------
    equitytown.stats.healthy_life_expectancy : The same over arrays, with the formula's source.

    Examples
    --------
    >>> import polars as pl
    >>> town = pl.DataFrame({
    ...     "age": ["0", "1-39", "40-74", "75+"],
    ...     "deaths": [30, 20, 80, 600], "population": [9000, 60_000, 30_000, 6000],
    ...     "healthy": [0.97, 0.9, 0.7, 0.4], "respondents": [90, 300, 300, 80]})
    >>> healthy_life_expectancy(town, at=0)["value"].round(1).to_list()
    [62.3]
    """
    frame, keys = opened(data), names_of(by)
    names = (deaths, population, healthy, respondents)
    check_numbers(frame, *names)
    axis = life_axis(frame, age)
    impossible = (negative(deaths), negative(population), no_share(healthy), not_above_zero(respondents))
    terms = {name: number(name) for name in dict.fromkeys(names)}
    table = by_age(frame, axis, by=keys, age=age, terms=terms, refusals=impossible)
    found = healthy_life.healthy_life_expectancy(
        *(table.cells[name] for name in names),
        age=axis.starts,
        design_effect=design_effect,
        chance=chance,
        confidence=confidence,
    )
    named = table._replace(cells={"deaths": table.cells[deaths], "population": table.cells[population]})
    return _answered(data, named, found, axis, age=age, at=at, confidence=confidence, method=HEALTHY[chance])


def no_share(name: str) -> Refusal:
    """Refuse what lies outside 0 to 1."""
    return Refusal(
        (number(name) < 0) | (number(name) > 1), f"{name} is not a share", (name,), "Give shares of 1: 0.61, not 61."
    )


def _answered(
    data: IntoFrameT,
    table: Table,
    found: Computed,
    axis: AgeAxis,
    *,
    age: str,
    at: At | None,
    confidence: Confidence,
    method: str,
) -> IntoFrameT:
    """Give a row for each group and each age asked for."""
    places = chosen(axis, at)
    part = Computed(found.value[:, places], found.lower[..., places], found.upper[..., places], found.note[:, places])
    flat = flattened(part, told_first(table.lacking("age band"), part.note), confidence)
    columns: dict[str, Column] = {age: start_ages(axis.starts[places], len(table.there))}
    columns |= {name: _from_the_top(cells)[:, places].ravel() for name, cells in table.cells.items()}
    columns |= computed_columns(flat, confidence=confidence, method=method)
    return answered(data, each_age(table.keys, len(places)), columns)


def _from_the_top(cells: Floats) -> Floats:
    """Add counts up over all ages from each age on."""
    return np.cumsum(cells[:, ::-1], axis=1)[:, ::-1]
