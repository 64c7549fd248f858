"""How ages and causes of death contribute to a gap between two life expectancies, by Arriaga's method."""

from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import Confidence, Floats, Notes, Truths, floats, notes, refuse_negative
from equitytown.stats.contribution_parts import (
    Base,
    Pair,
    change,
    pair_of,
    stakes,
    stakes_variance,
    variances_of_causes,
)
from equitytown.stats.intervals import Computed, z_values
from equitytown.stats.life_table_parts import beside

NOBODY_DIED = "nobody died in the band on one side: how far chance reaches is not known"


class ContributionsOfAges(NamedTuple):
    """
    Years that each age band adds to the gap, comparator less place; they add up to `gap`.

    `value`, its limits, its `note` and its three parts have shape (..., bands); limits have a first axis where
    several confidences were asked for. `direct` are years lived in the band itself, `indirect` those that
    the people saved there live at later ages, at the place's own mortality, and `interaction` what they gain or
    lose because mortality at later ages differs too. `gap` has shape (...).
    """

    value: Floats
    lower: Floats
    upper: Floats
    note: Notes
    direct: Floats
    indirect: Floats
    interaction: Floats
    gap: Computed


class ContributionsOfCauses(NamedTuple):
    """
    Years that each cause of death adds to the gap in each age band; they add up to `gap`.

    `value`, its limits and its `note` have shape (..., causes, bands). `total` is each cause's sum over ages,
    of shape (..., causes), and `gap` has shape (...).
    """

    value: Floats
    lower: Floats
    upper: Floats
    note: Notes
    total: Computed
    gap: Computed


def contributions_of_ages(
    deaths: ArrayLike,
    population: ArrayLike,
    comparator_deaths: ArrayLike,
    comparator_population: ArrayLike,
    *,
    age: ArrayLike,
    share_lived: ArrayLike | None = None,
    base: Base = "first",
    confidence: Confidence = 0.95,
) -> ContributionsOfAges:
    """
    Contributions of age bands to the gap between a comparator's life expectancy at birth and a place's.

    Parameters
    ----------
    deaths, population : array_like, shape (..., bands)
        The place's deaths and person-years in each age band, 0 or more, along the last axis; the last band is
        open. NaN means missing.
    comparator_deaths, comparator_population : array_like, shape (bands,) or (..., bands)
        The comparator's. For a change over time, give the earlier period as the place and the later one here.
    age : array_like, shape (bands,)
        The ages at which the bands start, 0 first, rising.
    share_lived : array_like, shape (bands,) or (..., bands), optional
        The share of a band that those who die in it live on average, in both; as for `life_expectancy`.
    base : {"first", "both"}, default "first"
        "first" asks what the place would gain if its mortality became the comparator's, from the youngest band
        up (Arriaga). "both" averages that with the way back, so that swapping the two only turns the signs.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1. Several give limits with a first axis, one entry for each.

    Returns
    -------
    ContributionsOfAges
        Years; above 0 where the band's mortality puts the place behind. NaN, with a note, where the life
        expectancy of either at birth would be withheld, or where nobody would live through a band.

    Raises
    ------
    InputError
        As for `life_expectancy`, for either population, or if `base` is not known.

    Notes
    -----
    Limits are normal, by the delta method from the variances of the chances of dying (Chiang) and of the open
    band (Silcocks); the two populations are taken as independent. A band in which nobody died on one side has
    a value without limits, with a note: its variance is not known. It adds none to that of the gap.

    References
    ----------
    Arriaga EE (1984), Measuring and explaining the change in life expectancies, Demography 21: 83-96.
    Ponnapalli KM (2005), A comparison of different methods for decomposition of changes in expectation of life
    at birth, Demographic Research 12: 141-172. Preston SH, Heuveline P, Guillot M (2001), Demography, 3.10.

    Examples
    --------
    >>> found = contributions_of_ages(
    ...     [30, 40, 90, 600], [9000, 60_000, 30_000, 6000], [20, 30, 90, 800], [9000, 60_000, 40_000, 9000],
    ...     age=[0, 1, 40, 75],
    ... )
    >>> found.value.round(2).tolist(), found.gap.value.round(2)
    ([0.09, 0.4, 0.67, 1.09], np.float64(2.26))
    """
    pair = pair_of(
        deaths,
        population,
        comparator_deaths,
        comparator_population,
        age=age,
        share_lived=share_lived,
        base=base,
    )
    first, second = pair.first, pair.second
    fall = change(pair) * (first.rate - second.rate)  # in the chance of dying, from the place to the comparator
    forth, back = pair.forth * first.reached, pair.back * second.reached
    variance = stakes(pair) ** 2 * (first.dying_variance + second.dying_variance) + fall**2 * stakes_variance(pair)
    last = partial(np.moveaxis, source=0, destination=-1)
    quiet = last((first.rate == 0) | (second.rate == 0))
    found = _without_limits(_withheld(last(stakes(pair) * fall), last(variance), pair, confidence=confidence), quiet)
    known = np.where(np.isnan(found.value), np.nan, 1.0)
    return ContributionsOfAges(
        *found,
        direct=last(fall * pair.lost * (forth + back)) * known,
        indirect=last(fall * (forth * first.above + back * second.above)) * known,
        interaction=last(fall * (forth - back) * (second.above - first.above)) * known,
        gap=_gap(pair, confidence=confidence),
    )


def contributions_of_causes(
    deaths: ArrayLike,
    population: ArrayLike,
    comparator_deaths: ArrayLike,
    comparator_population: ArrayLike,
    *,
    age: ArrayLike,
    share_lived: ArrayLike | None = None,
    base: Base = "first",
    confidence: Confidence = 0.95,
) -> ContributionsOfCauses:
    """
    Contributions of causes of death to the gap between a comparator's life expectancy at birth and a place's.

    Parameters
    ----------
    deaths : array_like, shape (..., causes, bands)
        The place's deaths of each cause in each age band, 0 or more. The causes must make up all deaths, each
        death under one of them: give the rest as a cause of its own. NaN means missing.
    population : array_like, shape (..., bands)
        Its person-years in each age band; the last band is open.
    comparator_deaths : array_like, shape (causes, bands) or (..., causes, bands)
        The comparator's deaths of the same causes.
    comparator_population : array_like, shape (bands,) or (..., bands)
        Its person-years.
    age, share_lived, base, confidence
        As for `contributions_of_ages`.

    Returns
    -------
    ContributionsOfCauses
        Years, for each cause in each band and for each cause over all ages; above 0 where the cause puts the
        place behind. NaN, with a note, for the reasons of `contributions_of_ages`.

    Raises
    ------
    InputError
        As for `contributions_of_ages`, or if deaths have no axis of causes.

    Notes
    -----
    Each age band's contribution is shared out in proportion to the difference in the death rate of each cause.
    That is the difference in a cause's rate times what a unit of the rate of all causes is worth in the band,
    which can be told even where the rates of all causes agree and their difference is 0. The causes then have
    contributions that cancel out.

    References
    ----------
    Arriaga EE (1984), Demography 21: 83-96. Preston SH, Heuveline P, Guillot M (2001), Demography, 4.8.

    Examples
    --------
    >>> found = contributions_of_causes(
    ...     [[5, 10, 40, 200], [25, 30, 50, 400]], [9000, 60_000, 30_000, 6000],
    ...     [[5, 10, 30, 300], [15, 20, 60, 500]], [9000, 60_000, 40_000, 9000],
    ...     age=[0, 1, 40, 75],
    ... )
    >>> found.total.value.round(2).tolist(), found.gap.value.round(2)
    ([0.52, 1.74], np.float64(2.26))
    """
    died, died_there = floats(deaths, name="deaths"), floats(comparator_deaths, name="comparator_deaths")
    for name, array in {"deaths": died, "comparator_deaths": died_there}.items():
        refuse_negative(array, name=name)
        if array.ndim < 2:  # noqa: PLR2004  causes and age bands
            raise InputError(f"{name} has shape {array.shape}. Give it an axis of causes before the age bands.")
    died_there = beside(died_there, died, name="comparator_deaths")
    pair = pair_of(
        died.sum(axis=-2),
        population,
        died_there.sum(axis=-2),
        comparator_population,
        age=age,
        share_lived=share_lived,
        base=base,
    )
    died, died_there = np.moveaxis(died, -1, 0), np.moveaxis(died_there, -1, 0)
    fall = died / pair.first.people[..., None] - died_there / pair.second.people[..., None]
    value = (stakes(pair) * change(pair))[..., None] * fall
    variance, variance_of_total = variances_of_causes(pair, died, died_there)
    return ContributionsOfCauses(
        *_withheld(np.moveaxis(value, 0, -1), np.moveaxis(variance, 0, -1), pair, confidence=confidence),
        total=_withheld(value.sum(axis=0), variance_of_total, pair, confidence=confidence),
        gap=_gap(pair, confidence=confidence),
    )


def _gap(pair: Pair, *, confidence: Confidence) -> Computed:
    """Give the gap in life expectancy at birth, comparator less place."""
    place, comparator = pair.expectancy
    return _withheld(comparator - place, pair.variance, pair, confidence=confidence)


def _withheld(value: Floats, variance: Floats, pair: Pair, *, confidence: Confidence) -> Computed:
    """Give figures with normal limits, groups along the first axes; withheld where a reason holds for the group."""
    reasons = [
        (np.reshape(holds, holds.shape + (1,) * (value.ndim - holds.ndim)), reason) for holds, reason in pair.reasons
    ]
    value = np.where(np.logical_or.reduce([holds for holds, _ in reasons]), np.nan, value)
    reach = z_values(confidence, like=value) * np.sqrt(variance)
    return Computed(value[()], (value - reach)[()], (value + reach)[()], notes(value.shape, *reasons))


def _without_limits(found: Computed, quiet: Truths) -> Computed:
    """Blank the limits of bands in which nobody died on one side: they would be the narrowest, and mean the least."""
    lower, upper = (np.where(quiet, np.nan, limit) for limit in (found.lower, found.upper))
    return Computed(found.value, lower, upper, np.where(quiet & (found.note == ""), NOBODY_DIED, found.note))
