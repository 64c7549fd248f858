"""Years of life lost by column name."""

from collections.abc import Mapping
from math import isinf
from typing import NamedTuple

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrame, IntoFrameT

from equitytown.errors import InputError
from equitytown.stats import years_lost
from equitytown.stats.ages import age_bands
from equitytown.stats.checks import Confidence, Floats, Notes
from equitytown.stats.frames.answers import Column, answered, computed_columns
from equitytown.stats.frames.bands import Standard, bands_of, looked_up
from equitytown.stats.frames.columns import (
    By,
    check_columns,
    check_numbers,
    collected,
    floats_of,
    names_of,
    number,
    opened,
)
from equitytown.stats.frames.life_bands import AgeAxis, age_axis, by_age, told_first
from equitytown.stats.frames.refusals import Refusal, negative
from equitytown.stats.frames.tables import Table
from equitytown.stats.intervals import Computed

METHOD = "Dobson"
Standards = Mapping[str, float] | Mapping[float, float] | IntoFrame


def years_of_life_lost(
    data: IntoFrameT,
    *,
    deaths: str = "deaths",
    age: str = "age",
    until: float = 75,
    expectancy: Standards | None = None,
    years_left: str | None = None,
    by: By | None = None,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Years of life lost, to a fixed age or by a standard life expectancy.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each age band of each group.
    deaths : str, default "deaths"
        Column of deaths.
    age : str, default "age"
        Column of age bands ("0", "1-4", "90 and over", or the ages at which they start).
    until : float, default 75
        The age below which every year counts as lost; the end of a band. Deaths from there on take no part.
    expectancy : mapping or dataframe, optional
        A standard instead, as the years still expected at each age: a mapping from the age or the label of
        the band that starts there, or a table with the columns `age` and `expectancy`.
    years_left : str, optional
        Column of the years that a death in the row's band costs instead.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer; all rows together by default.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    dataframe
        `deaths` that take part, `value` in years, limits, `method` and `note`. No value where a count is missing
        or a band is not there; no limits below ten deaths.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, deaths or years are negative, age bands overlap or leave
        a gap, or none ends at the fixed age.

    See Also
    --------
    equitytown.stats.years_of_life_lost : The same over arrays, with the formula's source.

    Examples
    --------
    >>> import polars as pl
    >>> town = pl.DataFrame({"age": ["0-24", "25-49", "50-74", "75+"], "deaths": [4, 10, 30, 90]})
    >>> years_of_life_lost(town).select("deaths", "value").row(0)
    (44.0, 1000.0)
    """
    costs = _Costs(age, until, expectancy, years_left)
    laid = _laid_out(data, {"deaths": deaths}, costs, by=by)
    found = years_lost.years_of_life_lost(laid.cells["deaths"], laid.left, confidence=confidence)
    return _answered(data, laid, found, confidence=confidence)


def crude_rate_of_years_lost(
    data: IntoFrameT,
    *,
    deaths: str = "deaths",
    population: str = "population",
    age: str = "age",
    until: float = 75,
    expectancy: Standards | None = None,
    years_left: str | None = None,
    by: By | None = None,
    multiplier: float = 100_000,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Years of life lost for so many people.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each age band of each group.
    deaths, population : str
        Columns of counts: deaths and people.
    age : str, default "age"
        Column of age bands ("0", "1-4", "90 and over", or the ages at which they start).
    until : float, default 75
        The age below which every year counts as lost; the end of a band. Deaths and people from there on take
        no part.
    expectancy : mapping or dataframe, optional
        A standard instead, as the years still expected at each age: a mapping from the age or the label of
        the band that starts there, or a table with the columns `age` and `expectancy`.
    years_left : str, optional
        Column of the years that a death in the row's band costs instead.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer; all rows together by default.
    multiplier : float, default 100,000
        The rate is for so many people.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    dataframe
        `deaths` and `population` that take part, `value` in years, limits, `method` and `note`. No value where
        a count is missing or a band is not there, and below ten deaths.

    Raises
    ------
    InputError
        As for `years_of_life_lost`, or if people are not above 0 or an option is out of range.

    Examples
    --------
    >>> import polars as pl
    >>> town = pl.DataFrame({
    ...     "age": ["0-24", "25-49", "50-74", "75+"],
    ...     "deaths": [4, 10, 30, 90], "population": [9000, 8000, 7000, 2000]})
    >>> crude_rate_of_years_lost(town, multiplier=1000)["value"].round(1).to_list()
    [41.7]
    """
    costs = _Costs(age, until, expectancy, years_left)
    laid = _laid_out(data, {"deaths": deaths, "population": population}, costs, by=by)
    counts = laid.cells["deaths"], laid.cells["population"]
    found = years_lost.crude_rate_of_years_lost(*counts, laid.left, multiplier=multiplier, confidence=confidence)
    return _answered(data, laid, found, confidence=confidence)


def standardised_rate_of_years_lost(
    data: IntoFrameT,
    *,
    deaths: str = "deaths",
    population: str = "population",
    standard_population: Standard = "esp2013",
    age: str = "age",
    until: float = 75,
    expectancy: Standards | None = None,
    years_left: str | None = None,
    by: By | None = None,
    multiplier: float = 100_000,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Directly age-standardised rates of years of life lost.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each age band of each group.
    deaths, population : str
        Columns of counts: deaths and people.
    standard_population : str or mapping, default "esp2013"
        "esp2013" for the European Standard Population 2013, found by the labels in `age`; a mapping of
        age label to weight; or the name of a column of weights.
    age : str, default "age"
        Column of age bands ("0", "1-4", "90 and over", or the ages at which they start).
    until : float, default 75
        The age below which every year counts as lost; the end of a band. Deaths, people and weights from there
        on take no part.
    expectancy : mapping or dataframe, optional
        A standard instead, as the years still expected at each age: a mapping from the age or the label of
        the band that starts there, or a table with the columns `age` and `expectancy`.
    years_left : str, optional
        Column of the years that a death in the row's band costs instead.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer; all rows together by default.
    multiplier : float, default 100,000
        The rate is for so many people.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    dataframe
        `deaths` and `population` that take part, `value` in years, limits, `method` and `note`. No value where
        a count is missing or a band is not there, and below ten deaths.

    Raises
    ------
    InputError
        As for `crude_rate_of_years_lost`, if a weight is negative or missing, or a band stands more than once
        in a group.

    Examples
    --------
    >>> import polars as pl
    >>> town = pl.DataFrame({
    ...     "age": ["0-24", "25-49", "50-74", "75+"],
    ...     "deaths": [4, 10, 30, 90], "population": [9000, 8000, 7000, 2000]})
    >>> standardised_rate_of_years_lost(town, multiplier=1000)["value"].round(1).to_list()
    [43.3]
    """
    frame = opened(data)
    check_numbers(frame, deaths, population)
    bands = bands_of(frame, standard_population, age)
    bad = Refusal(
        bands.weight.is_null() | (bands.weight < 0),
        f"{bands.column or 'standard_population'} is negative or missing",
        (bands.column or age,),
        "Give every age band a weight.",
    )
    costs = _Costs(age, until, expectancy, years_left)
    laid = _laid_out(
        data, {"deaths": deaths, "population": population}, costs, by=by, weight=bands.weight, refusals=(bad,)
    )
    found = years_lost.standardised_rate_of_years_lost(
        laid.cells["deaths"],
        laid.cells["population"],
        laid.left,
        laid.weight,
        multiplier=multiplier,
        confidence=confidence,
    )
    return _answered(data, laid, found, confidence=confidence)


class _Costs(NamedTuple):
    """How many years a death costs: to a fixed age, by a standard, or as a column says."""

    age: str
    until: float
    expectancy: Standards | None
    column: str | None

    def of(self, axis: AgeAxis) -> Floats:
        """Give the years of each band."""
        if not axis.labels:
            return np.ones(len(axis.starts))
        edges = axis.starts if isinf(axis.ends[-1]) else np.append(axis.starts, axis.ends[-1])
        if self.expectancy is None:
            return years_lost.years_left_to(edges, until=self.until)[: len(axis.starts)]
        labels, expected = _standard(self.expectancy)
        standard = sorted(zip((band.start for band in age_bands(labels)), expected, strict=True))
        ages, years = ([pair[part] for pair in standard] for part in (0, 1))
        return years_lost.years_left_by(edges, standard_age=ages, standard_expectancy=years)[: len(axis.starts)]


def _standard(expectancy: Standards) -> tuple[list[str | float], list[float]]:
    """Read a standard's ages, or the labels of its bands, and the years still expected at each."""
    if isinstance(expectancy, Mapping):
        return list(expectancy), list(expectancy.values())
    frame = opened(expectancy)
    check_columns(frame, "age")
    check_numbers(frame, "expectancy")
    rows = collected(frame.select("age", "expectancy"))
    return rows["age"].to_list(), floats_of(rows, "expectancy").tolist()


class _Laid(NamedTuple):
    """Counts by group and age band, the years that a death there costs, weights, and which bands a group lacks."""

    table: Table
    cells: Mapping[str, Floats]
    left: Floats
    weight: Floats
    lacking: Notes


def _laid_out(
    data: IntoFrame,
    names: Mapping[str, str],
    costs: _Costs,
    *,
    by: By | None,
    weight: nw.Expr | None = None,
    refusals: tuple[Refusal, ...] = (),
) -> _Laid:
    """Lay counts out by group and age band."""
    frame, keys = opened(data), names_of(by)
    check_numbers(frame, *names.values(), costs.column)
    if costs.column is not None and costs.expectancy is not None:
        raise InputError("years_left and expectancy are both given. Choose one.")
    axis = age_axis(frame, costs.age)
    terms = {name: number(column) for name, column in names.items()}
    left = looked_up(costs.age, axis.labels, costs.of(axis).tolist()) if costs.column is None else number(costs.column)
    impossible = [negative(column) for column in names.values()]
    if costs.column is not None:
        terms["left"] = left
        impossible.append(_no_years(costs.column))
    if weight is not None:
        terms["weight"] = weight
    if "population" in names:
        impossible.append(_nobody(names["population"], left))
    table = by_age(frame, axis, by=keys, age=costs.age, terms=terms, refusals=[*impossible, *refusals])
    cost = np.where(table.there, table.cells["left"], 1.0) if "left" in terms else costs.of(axis)
    weights = np.where(table.there, table.cells["weight"], 1.0) if weight is not None else cost
    lacking = table._replace(there=table.there | (cost <= 0)).lacking("age band")
    return _Laid(table, {name: table.cells[name] for name in names}, cost, weights, lacking)


def _no_years(name: str) -> Refusal:
    return Refusal(
        number(name).is_null() | (number(name) < 0),
        f"{name} is negative or missing",
        (name,),
        "Give 0 where a death costs no years.",
    )


def _nobody(population: str, left: nw.Expr) -> Refusal:
    mend = "Leave such rows out, or leave the number empty."
    return Refusal((number(population) <= 0) & (left > 0), f"{population} is not above 0", (population,), mend)


def _answered(data: IntoFrameT, laid: _Laid, found: Computed, *, confidence: Confidence) -> IntoFrameT:
    """Give a row for each group, with the counts that take part."""
    taking_part = np.broadcast_to(laid.left > 0, laid.table.there.shape)
    columns: dict[str, Column] = {
        name: np.where(taking_part, cells, 0.0).sum(axis=1) for name, cells in laid.cells.items()
    }
    note = told_first(laid.lacking, found.note)
    columns |= computed_columns(found._replace(note=note), confidence=confidence, method=METHOD)
    return answered(data, laid.table.keys, columns)
