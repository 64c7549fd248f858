"""Contributions of ages and causes of death to a gap in life expectancy, by column name."""

from collections.abc import Sequence
from typing import NamedTuple

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrame, IntoFrameT
from numpy.typing import NDArray

from equitytown.errors import InputError
from equitytown.stats import contributions
from equitytown.stats.checks import Confidence, Floats, Notes, notes
from equitytown.stats.contribution_parts import Base
from equitytown.stats.contributions import ContributionsOfCauses
from equitytown.stats.frames.answers import Column, answered, computed_columns
from equitytown.stats.frames.columns import By, Eager, check_columns, check_numbers, names_of, number, opened
from equitytown.stats.frames.life_bands import (
    AgeAxis,
    by_age,
    each_age,
    flattened,
    life_axis,
    start_ages,
    told_first,
)
from equitytown.stats.frames.refusals import negative
from equitytown.stats.frames.tables import Label, Table, labels_of, numbered
from equitytown.stats.intervals import Computed

METHODS = {"first": "Arriaga", "both": "Arriaga, both ways"}


def contributions_of_ages(
    data: IntoFrameT,
    *,
    deaths: str = "deaths",
    population: str = "population",
    comparator_deaths: str = "comparator_deaths",
    comparator_population: str = "comparator_population",
    age: str = "age",
    by: By | None = None,
    base: Base = "first",
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Contributions of age bands to the gap between a comparator's life expectancy at birth and a place's.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each age band of each group.
    deaths, population : str
        Columns of the place's counts: deaths and person-years.
    comparator_deaths, comparator_population : str
        Columns of the comparator's counts in the same band. For a change over time, the later period's.
    age : str, default "age"
        Column of age bands, as for `life_expectancy`.
    by : str or sequence of str, optional
        Columns whose combinations make one place; all rows together by default.
    base : {"first", "both"}, default "first"
        "first" asks what the place would gain if its mortality became the comparator's (Arriaga); "both"
        averages that with the way back.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    dataframe
        One row for each group and age band, the column of ages holding the age at which the band starts:
        `value` in years (above 0 where the place is behind), limits, the parts `direct`, `indirect` and
        `interaction`, the whole `gap`, `method` and `note`. The values of a group add up to its gap.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a count is negative, age bands do not make a life table,
        or `base` is not known.

    See Also
    --------
    equitytown.stats.contributions_of_ages : The same over arrays, with the formula's source.

    Examples
    --------
    >>> import polars as pl
    >>> town = pl.DataFrame({
    ...     "age": ["0", "1-39", "40-74", "75+"],
    ...     "deaths": [30, 40, 90, 600], "population": [9000, 60_000, 30_000, 6000],
    ...     "comparator_deaths": [20, 30, 90, 800], "comparator_population": [9000, 60_000, 40_000, 9000]})
    >>> contributions_of_ages(town).select("age", pl.col("value").round(2)).rows()
    [(0, 0.09), (1, 0.4), (40, 0.67), (75, 1.09)]
    """
    counts = _Counts(deaths, comparator_deaths, population, comparator_population)
    table, axis = counts.by_age(data, by=names_of(by), age=age)
    found = contributions.contributions_of_ages(
        table.cells["deaths"],
        table.cells["population"],
        table.cells["comparator_deaths"],
        table.cells["comparator_population"],
        age=axis.starts,
        base=base,
        confidence=confidence,
    )
    note = told_first(table.lacking("age band"), found.note)
    flat = flattened(Computed(*found[:4]), note, confidence)
    bands = len(axis.starts)
    columns: dict[str, Column] = {age: start_ages(axis.starts, len(table.there))}
    columns |= computed_columns(flat, confidence=confidence, method=METHODS[base])
    columns |= {name: getattr(found, name).ravel() for name in ("direct", "indirect", "interaction")}
    columns["gap"] = np.repeat(found.gap.value, bands)
    return answered(data, each_age(table.keys, bands), _told_last(columns))


def contributions_of_causes(
    data: IntoFrameT,
    *,
    deaths: str = "deaths",
    population: str = "population",
    comparator_deaths: str = "comparator_deaths",
    comparator_population: str = "comparator_population",
    cause: str = "cause",
    age: str = "age",
    by: By | None = None,
    base: Base = "first",
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Contributions of causes of death, over all ages, to the gap in life expectancy at birth.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each age band of each cause of each group. The
        causes make up all deaths; a band without deaths of a cause has a row with 0.
    deaths, population : str
        Columns of the place's counts: deaths of the cause, and person-years, repeated for each cause.
    comparator_deaths, comparator_population : str
        Columns of the comparator's counts in the same band.
    cause : str, default "cause"
        Column of causes of death.
    age : str, default "age"
        Column of age bands, as for `life_expectancy`.
    by : str or sequence of str, optional
        Columns whose combinations make one place; all rows together by default.
    base : {"first", "both"}, default "first"
        As for `contributions_of_ages`.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    dataframe
        One row for each group and cause: `value` in years (above 0 where the place is behind), limits, the
        whole `gap`, `method` and `note`. The values of a group add up to its gap.

    Raises
    ------
    InputError
        As for `contributions_of_ages`, or if people of one band differ between causes.

    See Also
    --------
    contributions_of_causes_by_age : The same for each age band.

    Examples
    --------
    >>> import polars as pl
    >>> town = pl.DataFrame({
    ...     "cause": ["heart"] * 4 + ["other"] * 4, "age": ["0", "1-39", "40-74", "75+"] * 2,
    ...     "deaths": [5, 10, 40, 200, 25, 30, 50, 400], "population": [9000, 60_000, 30_000, 6000] * 2,
    ...     "comparator_deaths": [5, 10, 30, 300, 15, 20, 60, 500],
    ...     "comparator_population": [9000, 60_000, 40_000, 9000] * 2})
    >>> contributions_of_causes(town).select("cause", pl.col("value").round(2)).rows()
    [('heart', 0.52), ('other', 1.74)]
    """
    counts = _Counts(deaths, comparator_deaths, population, comparator_population)
    laid = _by_cause(data, counts, cause=cause, age=age, by=by)
    found = laid.found(base=base, confidence=confidence)
    flat = flattened(found.total, told_first(laid.lacking, found.total.note), confidence)
    causes = len(laid.causes)
    columns: dict[str, Column] = {cause: np.tile(laid.causes, len(laid.keys))}
    columns |= computed_columns(flat, confidence=confidence, method=METHODS[base])
    columns["gap"] = np.repeat(found.gap.value, causes)
    return answered(data, each_age(laid.keys, causes), _told_last(columns))


def contributions_of_causes_by_age(
    data: IntoFrameT,
    *,
    deaths: str = "deaths",
    population: str = "population",
    comparator_deaths: str = "comparator_deaths",
    comparator_population: str = "comparator_population",
    cause: str = "cause",
    age: str = "age",
    by: By | None = None,
    base: Base = "first",
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Contributions of causes of death in each age band to the gap in life expectancy at birth.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; as for `contributions_of_causes`.
    deaths, population : str
        Columns of the place's counts: deaths of the cause, and person-years, repeated for each cause.
    comparator_deaths, comparator_population : str
        Columns of the comparator's counts in the same band.
    cause : str, default "cause"
        Column of causes of death.
    age : str, default "age"
        Column of age bands, as for `life_expectancy`.
    by : str or sequence of str, optional
        Columns whose combinations make one place; all rows together by default.
    base : {"first", "both"}, default "first"
        As for `contributions_of_ages`.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    dataframe
        One row for each group, cause and age band, the column of ages holding the age at which the band starts:
        `value` in years, limits, the whole `gap`, `method` and `note`.

    Raises
    ------
    InputError
        As for `contributions_of_causes`.

    Examples
    --------
    >>> import polars as pl
    >>> town = pl.DataFrame({
    ...     "cause": ["heart"] * 4 + ["other"] * 4, "age": ["0", "1-39", "40-74", "75+"] * 2,
    ...     "deaths": [5, 10, 40, 200, 25, 30, 50, 400], "population": [9000, 60_000, 30_000, 6000] * 2,
    ...     "comparator_deaths": [5, 10, 30, 300, 15, 20, 60, 500],
    ...     "comparator_population": [9000, 60_000, 40_000, 9000] * 2})
    >>> contributions_of_causes_by_age(town).select("cause", "age", pl.col("value").round(2)).row(3)
    ('heart', 75, 0.0)
    """
    counts = _Counts(deaths, comparator_deaths, population, comparator_population)
    laid = _by_cause(data, counts, cause=cause, age=age, by=by)
    found = laid.found(base=base, confidence=confidence)
    flat = flattened(Computed(*found[:4]), told_first(laid.lacking, found.note), confidence)
    causes, bands = len(laid.causes), len(laid.axis.starts)
    columns: dict[str, Column] = {
        cause: np.tile(np.repeat(laid.causes, bands), len(laid.keys)),
        age: start_ages(laid.axis.starts, len(laid.keys) * causes),
    }
    columns |= computed_columns(flat, confidence=confidence, method=METHODS[base])
    columns["gap"] = np.repeat(found.gap.value, causes * bands)
    return answered(data, each_age(laid.keys, causes * bands), _told_last(columns))


class _Counts(NamedTuple):
    """Columns of counts: deaths and people of the place and of its comparator."""

    deaths: str
    comparator_deaths: str
    population: str
    comparator_population: str

    def by_age(self, data: IntoFrame, *, by: Sequence[str], age: str) -> tuple[Table, AgeAxis]:
        """Lay the counts out by group and age band, under the names that they have here."""
        frame = opened(data)
        check_numbers(frame, *self)
        axis = life_axis(frame, age)
        terms: dict[str, nw.Expr] = {name: number(column) for name, column in self._asdict().items()}
        impossible = [negative(column) for column in self]
        return by_age(frame, axis, by=by, age=age, terms=terms, refusals=impossible), axis


class _Laid(NamedTuple):
    """Counts laid out by group, cause and age band, and which rows a group lacks."""

    keys: Eager
    causes: NDArray[np.generic]
    axis: AgeAxis
    deaths: tuple[Floats, Floats]
    people: tuple[Floats, Floats]
    lacking: Notes

    def found(self, *, base: Base, confidence: Confidence) -> ContributionsOfCauses:
        """Work the contributions out."""
        (here, there), (people, people_there) = self.deaths, self.people
        return contributions.contributions_of_causes(
            here, people, there, people_there, age=self.axis.starts, base=base, confidence=confidence
        )


def _by_cause(data: IntoFrame, counts: _Counts, *, cause: str, age: str, by: By | None) -> _Laid:
    """Lay rows out by group, cause and age band."""
    keys = names_of(by)
    check_columns(opened(data), cause)
    table, axis = counts.by_age(data, by=[*keys, cause], age=age)
    causes = labels_of(table.keys, cause)
    group, found = numbered(table.keys, keys)
    place = np.array([causes.index(name) for name in table.keys[cause].to_list()], dtype=np.int64)
    shape = (len(found), len(causes), len(axis.starts))
    there = np.zeros(shape, dtype=np.bool_)
    there[group, place] = table.there
    cells = {}
    for name, flat in table.cells.items():
        cells[name] = np.full(shape, np.nan)
        cells[name][group, place] = flat
    return _Laid(
        found,
        np.array(causes),
        axis,
        (cells["deaths"], cells["comparator_deaths"]),
        (
            _shared(cells["population"], there, counts.population),
            _shared(cells["comparator_population"], there, counts.comparator_population),
        ),
        _lacking(there, causes, axis),
    )


def _shared(people: Floats, there: NDArray[np.bool_], name: str) -> Floats:
    """Give the people of each band, which every cause repeats; those of shape (groups, causes, bands) come in."""
    low = np.where(there, people, np.inf).min(axis=1, initial=np.inf)
    high = np.where(there, people, -np.inf).max(axis=1, initial=-np.inf)
    unlike = low < high
    if (low < high).any():
        raise InputError(
            f"{name} differs between causes in {unlike.sum():,} of {unlike.size:,} age bands of a group. "
            "Repeat the band's people on the row of each cause."
        )
    return np.where(np.isinf(low), np.nan, low)


def _lacking(there: NDArray[np.bool_], causes: Sequence[Label], axis: AgeAxis) -> Notes:
    """Say of each group which rows it lacks."""
    found = notes((len(there),))
    for i in np.flatnonzero(~there.all(axis=(1, 2))):
        absent = np.argwhere(~there[i])
        cause, band = absent[0]
        others = f" and {len(absent) - 1} more" if len(absent) > 1 else ""
        found[i] = f"there is no row for {causes[cause]} in age band {axis.labels[band]}{others}"
    return found


def _told_last(columns: dict[str, Column]) -> dict[str, Column]:
    """Put the method and the note after all figures."""
    last = {name: columns.pop(name) for name in ("method", "note")}
    return columns | last
