"""Directly standardised rates by column name."""

from collections.abc import Sequence
from typing import NamedTuple

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrameT

from equitytown.stats import standardise
from equitytown.stats.checks import Confidence
from equitytown.stats.frames.answers import Column, answered, computed_columns
from equitytown.stats.frames.bands import WEIGHT, Bands, Standard, band_notes, bands_of, weighted
from equitytown.stats.frames.columns import (
    INNER,
    ROWS,
    By,
    Frame,
    check_columns,
    check_numbers,
    names_of,
    number,
    opened,
    refuse_own_key,
)
from equitytown.stats.frames.groups import grouped
from equitytown.stats.frames.refusals import Refusal, negative, not_above_zero, refuse_rows

EVENTS, SQUARES, PEOPLE = (f"{INNER}{word}" for word in ("events", "squares", "people"))
INDEPENDENT = "Dobson"
REPEATED = "Dobson, adjusted for repeated events"


def directly_standardised_rate(
    data: IntoFrameT,
    *,
    numerator: str = "numerator",
    denominator: str = "denominator",
    standard_population: Standard = "esp2013",
    age: str = "age",
    events_each: str | None = None,
    by: By | None = None,
    multiplier: float = 100_000,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Directly standardised rates with Dobson's confidence limits.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each age band of each group.
    numerator, denominator : str
        Columns of counts: events and people of the band.
    standard_population : str or mapping, default "esp2013"
        "esp2013" for the European Standard Population 2013, found by the labels in `age`; a mapping of
        age label to weight; or the name of a column of weights.
    age : str, default "age"
        Column of age bands ("0-4", "90 and over", or the ages at which they start). Not needed with a
        column of weights.
    events_each : str, optional
        Column that says how many events each person counted in `numerator` had, where one person can
        have several: then a row stands for an age band and a number of events.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer; all rows together by default.
    multiplier : float, default 100,000
        The rate is for so many people.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    dataframe
        `numerator` (events), `denominator` (people), `value`, limits, `method` and `note`. No value where
        a count is missing in any band, where a group lacks a band that others have, and below ten events.
        Where the bands are not all ages, `method` says which: a rate of ages 0 to 74 is one of these alone.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a count or weight is negative, a denominator is not
        above 0, an age has no weight, or people differ within a band between numbers of events.

    See Also
    --------
    equitytown.stats.directly_standardised_rate : The same over arrays, with the formula's source.

    Examples
    --------
    >>> import polars as pl
    >>> deaths = pl.DataFrame({
    ...     "area": ["A", "A", "B", "B"], "age": ["0-64", "65+", "0-64", "65+"],
    ...     "numerator": [12, 90, 4, 5], "denominator": [9000, 2000, 8000, 900]})
    >>> found = directly_standardised_rate(deaths, by="area")
    >>> found["value"].round(1).to_list(), found["note"].to_list()
    ([984.8, None], ['', 'fewer than 10 events'])
    """
    frame, keys = opened(data), names_of(by)
    check_numbers(frame, numerator, denominator, events_each)
    bands = bands_of(frame, standard_population, age)
    frame, bands = weighted(frame, bands)
    if events_each is None:
        rows = _Rows(frame, number(numerator), number(numerator), number(denominator), bands.weight)
        refusals = _refusals(numerator, denominator, bands)
    else:
        counts = _Repeats(numerator, denominator, events_each, age)
        rows, refusals = _summed_repeats(frame, counts, bands, by=keys), []
    share = rows.weight / rows.people
    terms = {
        "numerator": rows.events,
        "denominator": rows.people,
        "weight": rows.weight,
        "rate": share * rows.events,
        "variance": share * share * rows.squares,
    }
    groups = grouped(rows.frame, by=keys, terms=terms | bands.marks(age), refusals=refusals)
    lacking = band_notes(groups, bands)
    sums = standardise.Sums(*(groups.sums[name] for name in ("numerator", "weight", "rate", "variance")))
    whole = standardise.Sums(sums.events, sums.weight, np.where(lacking == "", sums.rate, np.nan), sums.variance)
    found = standardise.rate_of_sums(whole, multiplier=multiplier, confidence=confidence)
    words = {"numerator": numerator, "denominator": denominator, "weight": "standard_population"}
    columns: dict[str, Column] = {  # a group that lacks a band has no whole counts
        name: np.where(lacking == "", groups.sums[name], np.nan) for name in ("numerator", "denominator")
    }
    method, ages = REPEATED if events_each else INDEPENDENT, bands.ages()
    columns |= computed_columns(
        found,
        confidence=confidence,
        method=f"{method}, {ages}" if ages else method,
        note=np.where(lacking == "", groups.reasons(words), lacking),
    )
    return answered(data, groups.keys, columns)


class _Rows(NamedTuple):
    """Rows of age bands: events, the sum of squared events of each person, people and weight."""

    frame: Frame
    events: nw.Expr
    squares: nw.Expr
    people: nw.Expr
    weight: nw.Expr


def _refusals(numerator: str, denominator: str, bands: Bands) -> list[Refusal]:
    """List what no age band can have."""
    own = [negative(bands.column)] if bands.column else []
    return [negative(numerator), not_above_zero(denominator), *own]


class _Repeats(NamedTuple):
    """Columns of rows that stand for an age band and a number of events."""

    numerator: str
    denominator: str
    events_each: str
    age: str


def _summed_repeats(frame: Frame, columns: _Repeats, bands: Bands, *, by: Sequence[str]) -> _Rows:
    """Sum the people with so many events each to one row for every age band."""
    numerator, denominator, events_each, age = columns
    check_columns(frame, *by, age)
    refuse_own_key(by, age)
    refuse_rows(frame, [*_refusals(numerator, denominator, bands), not_above_zero(events_each)], by=[*by, age])
    each, having = number(events_each), number(numerator)
    ready = frame.select(
        *by,
        age,
        (having * each).alias(EVENTS),
        (having * each * each).alias(SQUARES),
        number(denominator).alias(PEOPLE),
        bands.weight.alias(WEIGHT),
    )
    summed = ready.group_by(*by, age).agg(
        *(nw.col(name).sum() for name in (EVENTS, SQUARES)),
        *(nw.col(name).count().alias(f"{name}_there") for name in (EVENTS, SQUARES)),
        *(nw.col(name).min().alias(f"{name}_low") for name in (PEOPLE, WEIGHT)),
        *(nw.col(name).max().alias(f"{name}_high") for name in (PEOPLE, WEIGHT)),
        nw.len().alias(ROWS),
    )
    unlike = Refusal(
        nw.any_horizontal(
            *(nw.col(f"{name}_low") != nw.col(f"{name}_high") for name in (PEOPLE, WEIGHT)), ignore_nulls=True
        ),
        f"{denominator} or standard_population differs within one age band",
        (*by, age),
        "Repeat the band's people and weight on each of its rows.",
    )
    refuse_rows(summed, [unlike], by=by)
    events, squares = (
        nw.when(nw.col(f"{name}_there") == nw.col(ROWS)).then(nw.col(name)).otherwise(None)
        for name in (EVENTS, SQUARES)
    )
    return _Rows(summed, events, squares, nw.col(f"{PEOPLE}_low"), nw.col(f"{WEIGHT}_low"))
