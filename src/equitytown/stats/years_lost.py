"""Years of life lost: deaths weighted by the years that those who died could have had left."""

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import (
    Confidence,
    Floats,
    fewer_than,
    floats,
    notes,
    refuse,
    refuse_negative,
    refuse_not_above_zero,
    same_shape,
)
from equitytown.stats.intervals import Computed, dobson
from equitytown.stats.life_table_parts import beside, rising_ages
from equitytown.stats.rates import MISSING_COUNT
from equitytown.stats.standardise import MINIMUM_EVENTS, Sums, rate_of_sums

FEW_DEATHS = f"fewer than {MINIMUM_EVENTS} deaths: no limits are given"


def years_left_to(age: ArrayLike, *, until: float = 75, age_at_death: ArrayLike | None = None) -> Floats:
    """
    Years by which deaths in each age band fall short of a fixed age.

    Parameters
    ----------
    age : array_like, shape (bands,)
        The ages at which the bands start, rising. Where the data stop at the fixed age, add it to the ages
        and leave out the last of the years found.
    until : float, default 75
        The age below which every year counts as lost; the start of a band.
    age_at_death : array_like, shape (bands,), optional
        The average age of those who die in each band. By default the middle of the band.

    Returns
    -------
    ndarray, shape (bands,)
        Years; 0 from the fixed age on.

    Raises
    ------
    InputError
        If ages do not rise, no band starts at the fixed age, an age at death lies outside its band, or
        shapes do not fit.

    References
    ----------
    Romeder JM, McWhinnie JR (1977), Potential years of life lost between ages 1 and 70, International
    Journal of Epidemiology 6: 143-151. Gardner JW, Sanborn JS (1990), Years of potential life lost (YPLL):
    what does it measure?, Epidemiology 1: 322-329.

    Examples
    --------
    >>> years_left_to([0, 1, 15, 25, 35, 45, 55, 65, 75]).tolist()
    [74.5, 67.0, 55.0, 45.0, 35.0, 25.0, 15.0, 5.0, 0.0]
    """
    starts = rising_ages(age, name="age")
    if until not in starts[1:]:
        raise InputError(
            f"no age band starts at {until:g}, so its deaths cannot be told apart. Choose the start of one."
        )
    return np.maximum(until - _ages_at_death(starts, age_at_death), 0)


def years_left_by(
    age: ArrayLike, *, standard_age: ArrayLike, standard_expectancy: ArrayLike, age_at_death: ArrayLike | None = None
) -> Floats:
    """
    Years that a standard life expectancy gives those who died in each age band.

    Parameters
    ----------
    age : array_like, shape (bands,)
        The ages at which the bands start, rising.
    standard_age, standard_expectancy : array_like, shape (n,)
        The standard: rising ages, and the years still expected at each. Between them the years are read off a
        straight line; below the first and from the last age on its years stand.
    age_at_death : array_like, shape (bands,), optional
        The average age of those who die in each band. By default the middle of the band, the open band
        being taken as wide as the one before it.

    Returns
    -------
    ndarray, shape (bands,)
        Years.

    Raises
    ------
    InputError
        If ages do not rise, an expectancy is negative or missing, an age at death lies outside its
        band, or shapes do not fit.

    References
    ----------
    World Health Organization (2020), WHO methods and data sources for global burden of disease estimates
    2000-2019, section on years of life lost.

    Examples
    --------
    >>> years_left_by([0, 20, 60, 80], standard_age=[0, 50, 100], standard_expectancy=[90, 41, 2]).round(1).tolist()
    [80.2, 50.8, 25.4, 9.8]
    """
    starts = rising_ages(age, name="age")
    points, years = (
        rising_ages(standard_age, name="standard_age"),
        floats(standard_expectancy, name="standard_expectancy"),
    )
    same_shape(standard_age=points, standard_expectancy=years)
    refuse(~(years >= 0), "standard_expectancy is negative or missing", lambda i: f"{years[i]:g}",
           mend="Give the years expected at each age.")  # fmt: skip
    return np.interp(_ages_at_death(starts, age_at_death), points, years)


def years_of_life_lost(deaths: ArrayLike, years_left: ArrayLike, *, confidence: Confidence = 0.95) -> Computed:
    """
    Years of life lost, with limits by Dobson's method.

    Parameters
    ----------
    deaths : array_like, shape (..., bands)
        Deaths in each age band, 0 or more, along the last axis. NaN means missing.
    years_left : array_like, shape (bands,) or (..., bands)
        Years that each death costs, 0 or more; see `years_left_to` and `years_left_by`. Bands of 0 take no part.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1. Several give limits with a first axis, one entry for each.

    Returns
    -------
    Computed
        Years, of shape (...). NaN, with a note, where a count is missing in a band that takes part. With fewer
        than ten deaths the years are given, but no limits, and a note says so.

    Raises
    ------
    InputError
        If deaths or years are negative, no band has years left, shapes do not fit or a confidence is out of
        range.

    References
    ----------
    Dobson AJ, Kuulasmaa K, Eberle E, Scherer J (1991), Confidence intervals for weighted sums of Poisson
    parameters, Statistics in Medicine 10: 457-462.

    Examples
    --------
    >>> found = years_of_life_lost([4, 10, 30, 90], years_left_to([0, 25, 50, 75]))
    >>> [round(float(part)) for part in found[:3]]
    [1000, 664, 1421]
    """
    died, left = _weighted(deaths, years_left)
    events, value = died.sum(axis=-1), (left * died).sum(axis=-1)
    missing, few = np.isnan(events), fewer_than(events, MINIMUM_EVENTS)
    limits = dobson(value, (left * left * died).sum(axis=-1), np.where(few, np.nan, events), confidence=confidence)
    return Computed(value, *limits, notes(value.shape, (missing, MISSING_COUNT), (few, FEW_DEATHS)))


def crude_rate_of_years_lost(
    deaths: ArrayLike,
    population: ArrayLike,
    years_left: ArrayLike,
    *,
    multiplier: float = 100_000,
    confidence: Confidence = 0.95,
) -> Computed:
    """
    Years of life lost for so many people, with limits by Dobson's method.

    Parameters
    ----------
    deaths, population : array_like, shape (..., bands)
        Deaths, 0 or more, and people, above 0, in each age band, along the last axis. NaN means missing.
    years_left : array_like, shape (bands,) or (..., bands)
        Years that each death costs, 0 or more. Bands of 0 take no part, nor do their people.
    multiplier : float, default 100,000
        The rate is for so many people.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Computed
        Years for `multiplier` people, of shape (...). NaN, with a note, where a count is missing in a band that
        takes part or there are fewer than ten deaths.

    Raises
    ------
    InputError
        If deaths or years are negative, people are not above 0, no band has years left, shapes do not fit or
        an option is out of range.

    References
    ----------
    As for `years_of_life_lost`.

    Examples
    --------
    >>> left = years_left_to([0, 25, 50, 75])
    >>> found = crude_rate_of_years_lost([4, 10, 30, 90], [9000, 8000, 7000, 2000], left, multiplier=1000)
    >>> [round(float(part), 1) for part in found[:3]]
    [41.7, 27.7, 59.2]
    """
    died, left = _weighted(deaths, years_left)
    people = _people(population, died, left)
    sums = Sums(
        events=died.sum(axis=-1),
        weight=people.sum(axis=-1),
        rate=(left * died).sum(axis=-1),
        variance=(left * left * died).sum(axis=-1),
    )
    return rate_of_sums(sums, multiplier=multiplier, confidence=confidence)


def standardised_rate_of_years_lost(
    deaths: ArrayLike,
    population: ArrayLike,
    years_left: ArrayLike,
    standard_population: ArrayLike,
    *,
    multiplier: float = 100_000,
    confidence: Confidence = 0.95,
) -> Computed:
    """
    Directly age-standardised rates of years of life lost, with limits by Dobson's method.

    Parameters
    ----------
    deaths, population : array_like, shape (..., bands)
        Deaths, 0 or more, and people, above 0, in each age band, along the last axis. NaN means missing.
    years_left : array_like, shape (bands,) or (..., bands)
        Years that each death costs, 0 or more. Bands of 0 take no part, nor do their weights.
    standard_population : array_like, shape (bands,) or (..., bands)
        Weights by age band, 0 or more; see `standard_populations`.
    multiplier : float, default 100,000
        The rate is for so many people.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Computed
        Years for `multiplier` people, of shape (...). NaN, with a note, where a count is missing in a band that
        takes part or there are fewer than ten deaths.

    Raises
    ------
    InputError
        If deaths, years or weights are negative, a weight is missing, people are not above 0, no band has
        both years left and a weight, shapes do not fit or an option is out of range.

    Notes
    -----
    With w the weights, y the years left, x deaths and n people, the rate is sum(w y x / n) / sum(w), with
    variance sum((w y / n)² x) / sum(w)². With one year left everywhere it is the directly standardised rate.

    References
    ----------
    As for `years_of_life_lost`.

    Examples
    --------
    >>> left, weight = years_left_to([0, 25, 50, 75]), [28_000, 33_000, 27_000, 12_000]
    >>> found = standardised_rate_of_years_lost(
    ...     [4, 10, 30, 90], [9000, 8000, 7000, 2000], left, weight, multiplier=1000
    ... )
    >>> [round(float(part), 1) for part in found[:3]]
    [42.9, 28.9, 60.4]
    """
    died, left = _weighted(deaths, years_left)
    people = _people(population, died, left)
    given = floats(standard_population, name="standard_population")
    refuse(~(given >= 0), "standard_population is negative or missing", lambda i: f"{given.flat[i]:g}",
           mend="Give every age band a weight.")  # fmt: skip
    weight = np.where(left > 0, beside(given, died, name="standard_population"), 0.0)
    each = np.divide(weight * left, people, out=np.zeros_like(died), where=left > 0)
    sums = Sums(
        events=died.sum(axis=-1),
        weight=weight.sum(axis=-1),
        rate=(each * died).sum(axis=-1),
        variance=(each * each * died).sum(axis=-1),
    )
    return rate_of_sums(sums, multiplier=multiplier, confidence=confidence)


def _ages_at_death(starts: Floats, given: ArrayLike | None) -> Floats:
    """Check ages at death, or give the middles of the bands, the open one taken as wide as the one before it."""
    width = np.diff(starts)
    if given is None:
        return starts + np.append(width, width[-1]) / 2
    ages = floats(given, name="age_at_death")
    same_shape(age=starts, age_at_death=ages)
    refuse(~((ages >= starts) & (ages <= starts + np.append(width, np.inf))), "age_at_death lies outside its age band",
           lambda i: f"{ages[i]:g} in the band from {starts[i]:g}",
           mend="Give an age within each band.")  # fmt: skip
    return ages


def _weighted(deaths: ArrayLike, years_left: ArrayLike) -> tuple[Floats, Floats]:
    """Check deaths and the years that each costs at the door; deaths that cost none become 0."""
    died, given = floats(deaths, name="deaths"), floats(years_left, name="years_left")
    refuse_negative(died, name="deaths")
    refuse(~(given >= 0), "years_left is negative or missing", lambda i: f"{given.flat[i]:g}",
           mend="Give 0 where a death costs no years.")  # fmt: skip
    left = beside(given, died, name="years_left")
    none = ~(left > 0).any(axis=-1)
    refuse(none, "years_left is 0 in every age band", lambda i: f"group {i}", mend="Give some band years to lose.")
    return np.where(left > 0, died, 0.0), left


def _people(population: ArrayLike, died: Floats, left: Floats) -> Floats:
    """Check people at the door; those whose deaths cost no years become 0."""
    people = floats(population, name="population")
    same_shape(deaths=died, population=people)
    taking_part = np.where(left > 0, people, np.nan)
    refuse_not_above_zero(taking_part, name="population")
    return np.where(left > 0, taking_part, 0.0)
