"""Life expectancy and life tables, by Chiang's method for age bands of any width."""

from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import Confidence, Floats, Notes, notes
from equitytown.stats.intervals import Computed
from equitytown.stats.life_table_parts import (
    MISSING,
    NOBODY,
    NONE_AT_THE_TOP,
    ages_of,
    bands_last,
    computed,
    counts_of,
    expectancies,
    mortality_of,
    with_open,
)

BORN = 100_000  # whose survivors a life table follows
GAPS = (MISSING, NOBODY, NONE_AT_THE_TOP)  # why a life table cannot be filled


class LifeTable(NamedTuple):
    """
    A life table, the age bands along the last axis of each column.

    `width` is that of each age band in years, infinite for the open one; shape (bands,). All other columns
    have shape (..., bands). `rate` is deaths for each person-year (m), `dying` the chance of dying before
    the band ends (q), `dying_variance` its variance, `survivors` those of 100,000 born who reach the start
    age (l), `deaths` those who die in the band (d), `years` the years they live in it (L), `years_above`
    those they live from the start age on (T), `expectancy` the years that one who reaches the start age
    still lives on average (e), and `expectancy_variance` its variance.

    `note`, of shape (...), says why a table has gaps; "" where it has none. A gap is NaN.
    """

    width: Floats
    rate: Floats
    dying: Floats
    dying_variance: Floats
    survivors: Floats
    deaths: Floats
    years: Floats
    years_above: Floats
    expectancy: Floats
    expectancy_variance: Floats
    note: Notes


def life_expectancy(
    deaths: ArrayLike,
    population: ArrayLike,
    *,
    age: ArrayLike,
    share_lived: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Computed:
    """
    Life expectancy at the start of every age band, with normal confidence limits.

    Parameters
    ----------
    deaths, population : array_like, shape (..., bands)
        Deaths and person-years (for several years of deaths, the people of each year added up) in each age
        band, 0 or more, along the last axis; the last band is open. NaN means missing.
    age : array_like, shape (bands,)
        The ages at which the bands start, 0 first, rising. Bands may have any width.
    share_lived : array_like, shape (bands,) or (..., bands), optional
        The share of a band that those who die in it live on average (a), between 0 and 1; the open band's
        is not read. By default 0.1 in the first band, whatever its width, and 0.5 in the others.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1. Several give limits with a first axis, one entry for each.

    Returns
    -------
    Computed
        Years that one who reaches the start age still lives on average; `value` and `note` of shape
        (..., bands). All ages of a group are NaN, with a note, where a count is missing in any band, a band
        has no people, the population is not above 5,000, the deaths of a band are above its population, or
        there are no deaths in the open band. Where the 95% limits lie more than 20 years apart the value
        alone is withheld, and a note says so.

    Raises
    ------
    InputError
        If a count is negative, ages do not rise from 0, a share is out of range, shapes do not fit or a
        confidence is out of range.

    Notes
    -----
    Expectancy at an age rests on the mortality at and above it, and is given even where the table has
    nobody left to reach it. `life_table` withholds nothing that can be worked out.

    References
    ----------
    Chiang CL (1968), Introduction to Stochastic Processes in Biostatistics. Newell C (1994), Methods and
    Models in Demography. Silcocks PBS, Jenner DA, Reza R (2001), Life expectancy as a summary of mortality
    in a population, Journal of Epidemiology and Community Health 55: 38-43. Eayres D, Williams ES (2004),
    Evaluation of methodologies for small area life expectancy estimation, the same 58: 243-249.

    Examples
    --------
    >>> found = life_expectancy([30, 20, 80, 600], [9000, 60_000, 30_000, 6000], age=[0, 1, 40, 75])
    >>> found.value.round(1).tolist()
    [81.5, 80.7, 42.5, 10.0]
    >>> found.lower[0].round(1), found.upper[0].round(1)
    (np.float64(80.5), np.float64(82.4))
    """
    counts = counts_of(deaths, population, age=age, share_lived=share_lived)
    return computed(*expectancies(mortality_of(counts), counts.bands), counts.reasons, confidence=confidence)


def life_table(
    deaths: ArrayLike, population: ArrayLike, *, age: ArrayLike, share_lived: ArrayLike | None = None
) -> LifeTable:
    """
    Life tables with all their columns, nothing withheld that can be worked out.

    Parameters
    ----------
    deaths, population : array_like, shape (..., bands)
        Deaths and person-years in each age band, 0 or more, along the last axis; the last band is open.
        NaN means missing.
    age : array_like, shape (bands,)
        The ages at which the bands start, 0 first, rising.
    share_lived : array_like, shape (bands,) or (..., bands), optional
        The share of a band that those who die in it live on average, as for `life_expectancy`.

    Returns
    -------
    LifeTable
        NaN wherever a column rests on a count that is missing, on a band without people, or on an open
        band without deaths; the note says which.

    Raises
    ------
    InputError
        As for `life_expectancy`.

    Notes
    -----
    With m deaths for each person-year, band width n and share lived a, the chance of dying in a band is
    q = n m / (1 + (1 - a) n m), at most 1, with variance q² (1 - q) / D for D deaths. In the open band q is 1
    and those who reach it live 1 / m years, with variance P² / D³ for P person-years.

    References
    ----------
    As for `life_expectancy`.

    Examples
    --------
    >>> table = life_table([30, 20, 80, 600], [9000, 60_000, 30_000, 6000], age=[0, 1, 40, 75])
    >>> table.survivors.round().tolist()
    [100000.0, 99668.0, 98380.0, 89608.0]
    >>> table.years.round().tolist()
    [99701.0, 3861936.0, 3289789.0, 896076.0]
    """
    counts = counts_of(deaths, population, age=age, share_lived=share_lived)
    mortality, (width, lost) = mortality_of(counts), counts.bands
    dying = mortality.dying
    survivors = BORN * np.cumprod(np.concatenate([np.ones((1, *dying.shape[1:])), 1 - dying]), axis=0)
    years = survivors * with_open(width - lost * dying, mortality.last)
    expectancy, variance = expectancies(mortality, counts.bands)
    told = [(holds, reason) for holds, reason in counts.reasons if reason in GAPS]
    column = partial(bands_last, groups=dying.ndim - 1)
    return LifeTable(
        width=np.append(np.diff(ages_of(age)), np.inf),
        rate=column(counts.deaths / counts.people),
        dying=column(with_open(dying, 1.0)),
        dying_variance=column(with_open(mortality.variance, 0.0)),
        survivors=column(survivors),
        deaths=column(survivors * with_open(dying, 1.0)),
        years=column(years),
        years_above=column(np.cumsum(years[::-1], axis=0)[::-1]),
        expectancy=column(expectancy),
        expectancy_variance=column(variance),
        note=notes(dying.shape[1:], *told),
    )
