"""
What life tables share: age bands, chances of dying, and when a figure is withheld.

Inside, age bands lie along the first axis, so that each step runs over all groups at once.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import (
    Confidence,
    Floats,
    Truths,
    floats,
    notes,
    refuse,
    refuse_negative,
    same_shape,
)
from equitytown.stats.intervals import Computed, z_value, z_values

SHARE_LIVED_FIRST = 0.1  # most who die in the first band die soon after birth (Newell 1994)
SHARE_LIVED = 0.5  # deaths spread evenly over every other band
MINIMUM_POPULATION = 5000  # person-years; no life expectancy up to here (Eayres and Williams 2004)
WIDEST_REACH = 10  # years that the 95% limits may lie from the value (Fingertips technical guidance)

MISSING = "a count is missing in an age band"
NOBODY = "an age band has no people"
SMALL = f"the population is not above {MINIMUM_POPULATION:,}"
ABOVE = "deaths are above the population of an age band"
NONE_AT_THE_TOP = "there are no deaths in the open age band"
WIDE = f"the 95% limits are more than {2 * WIDEST_REACH} years apart"

Reason = tuple[Truths | np.bool_, str]


class Bands(NamedTuple):
    """
    Age bands without the open one: `width` in years, and `lost`, the years of it that one who dies there loses.

    Both have as many axes as the counts; those that do not differ between groups have an axis of 1.
    """

    width: Floats
    lost: Floats


class Counts(NamedTuple):
    """Deaths and people, each of shape (bands, ...), and their age bands. People of 0 stand as missing."""

    deaths: Floats
    people: Floats
    bands: Bands
    reasons: list[Reason]


class Mortality(NamedTuple):
    """
    Chances of dying in each band but the open one, of shape (bands - 1, ...), with their variance.

    `last` are the years that one who reaches the open band lives in it, with their variance; shape (...).
    """

    dying: Floats
    variance: Floats
    last: Floats
    last_variance: Floats


def counts_of(deaths: ArrayLike, population: ArrayLike, *, age: ArrayLike, share_lived: ArrayLike | None) -> Counts:
    """Check deaths, people and age bands at the door, and put the age bands first."""
    died, people = floats(deaths, name="deaths"), floats(population, name="population")
    starts = ages_of(age)
    same_shape(deaths=died, population=people)
    same_bands(died, starts, name="deaths")
    refuse_negative(died, name="deaths")
    refuse_negative(people, name="population")
    bands = _bands_of(starts, share_lived, like=died)
    died, people = bands_first(died), bands_first(people)
    return Counts(died, np.where(people > 0, people, np.nan), bands, _reasons(died, people))


def ages_of(age: ArrayLike) -> Floats:
    """Check the ages at which bands start: 0 first, then upwards."""
    starts = rising_ages(age, name="age")
    if starts[0] != 0:
        raise InputError(f"the first age band must start at 0, and starts at {starts[0]:g}. Add the bands below it.")
    return starts


def rising_ages(age: ArrayLike, *, name: str) -> Floats:
    """Check ages that follow one another upwards."""
    ages = floats(age, name=name)
    if ages.ndim != 1 or ages.size < 2:  # noqa: PLR2004  one band has no table
        raise InputError(f"{name} must list at least two ages, and has shape {ages.shape}. Give one for each band.")
    refuse(~(np.diff(ages) > 0), f"{name} does not rise", lambda i: f"{ages[i]:g} then {ages[i + 1]:g}",
           mend="Sort the bands by age, and give each once.")  # fmt: skip
    return ages


def same_bands(array: Floats, starts: Floats, *, name: str) -> None:
    """Refuse an array whose last axis does not hold the age bands."""
    if array.shape[-1:] != starts.shape:
        raise InputError(
            f"{name} has shape {array.shape}, and there are {starts.size} age bands. Put them along the last axis."
        )


def beside(array: Floats, like: Floats, *, name: str) -> Floats:
    """Repeat for every group what is given once for all of them: its axes are the last ones of the counts."""
    if array.ndim > like.ndim or array.shape != like.shape[like.ndim - array.ndim :] or not array.ndim:
        raise InputError(
            f"{name} has shape {array.shape}; it must be {like.shape[-1:]}, once for each age band, or {like.shape}."
        )
    return np.broadcast_to(array, like.shape)


def bands_first(array: Floats) -> Floats:
    """Move the age bands from the last axis to the first."""
    return np.ascontiguousarray(np.moveaxis(array, -1, 0))


def bands_last(array: Floats, *, groups: int) -> Floats:
    """Move the age bands back to the last axis; so many axes of groups follow them."""
    return np.moveaxis(array, array.ndim - 1 - groups, -1)


def mortality_of(counts: Counts) -> Mortality:
    """Chances of dying in each age band (Chiang), and years lived in the open one (Silcocks)."""
    died, people = counts.deaths, counts.people
    dying, variance = np.empty_like(died[:-1]), np.empty_like(died[:-1])
    for band, (width, lost) in enumerate(zip(*counts.bands, strict=True)):
        chance = width / (people[band] + lost * died[band])  # of dying, for each death
        dying[band] = np.minimum(chance * died[band], 1.0)
        variance[band] = dying[band] * chance * (1 - dying[band])
    at_the_top = np.where(died[-1] > 0, died[-1], np.nan)
    last = people[-1] / at_the_top
    return Mortality(dying, variance, last, last * last / at_the_top)


def expectancies(mortality: Mortality, bands: Bands) -> tuple[Floats, Floats]:
    """
    Life expectancy at every start age and its variance, from the open band downwards.

    Each rests on the mortality at and above its age alone, so it is there even where nobody reaches the age.
    """
    shape = (len(mortality.dying) + 1, *mortality.last.shape)
    value, variance = np.empty(shape), np.empty(shape)
    value[-1], variance[-1] = mortality.last, mortality.last_variance
    for band in reversed(range(len(mortality.dying))):
        dying, above = mortality.dying[band], value[band + 1]
        at_stake = bands.lost[band] + above  # years that one who dies in the band loses
        value[band] = bands.width[band] + above - dying * at_stake
        variance[band] = mortality.variance[band] * at_stake**2 + (1 - dying) ** 2 * variance[band + 1]
    return value, variance


def computed(value: Floats, variance: Floats, reasons: list[Reason], *, confidence: Confidence) -> Computed:
    """Give expectancies with normal limits, withheld where a reason holds or the limits lie too far apart."""
    groups = value.ndim - 1
    withheld = np.logical_or.reduce([holds for holds, _ in reasons])
    error = np.sqrt(variance)
    np.copyto(error, np.nan, where=withheld)
    wide = too_wide(error)
    reach = z_values(confidence, like=value) * error
    lower, upper = value - reach, value + reach
    value = np.where(withheld | wide, np.nan, value)
    for_all_ages = [(np.asarray(holds)[..., None], reason) for holds, reason in reasons if holds.any()]
    note = notes((*value.shape[1:], len(value)), *for_all_ages, (np.moveaxis(wide, 0, -1), WIDE))
    value, lower, upper = (bands_last(part, groups=groups) for part in (value, lower, upper))
    return Computed(value, lower, upper, note)


def with_open(closed: Floats, open_band: ArrayLike) -> Floats:
    """Add the open band to a column of the others."""
    return np.concatenate([closed, np.broadcast_to(open_band, closed.shape[1:])[None]])


def too_wide(error: Floats) -> Truths:
    """Tell the standard errors that withhold a value."""
    wide: Truths = error > WIDEST_REACH / z_value(0.95)
    return wide


def _bands_of(starts: Floats, share_lived: ArrayLike | None, *, like: Floats) -> Bands:
    """Give the bands' widths and the years lost by those who die in them."""
    width = np.diff(starts).reshape(-1, *(1 for _ in like.shape[1:]))
    if share_lived is None:
        share = np.full(width.shape, SHARE_LIVED)
        share[0] = SHARE_LIVED_FIRST
        return Bands(width, (1 - share) * width)
    given = floats(share_lived, name="share_lived")
    closed = beside(given, like, name="share_lived")[..., :-1]
    refuse(~((closed >= 0) & (closed <= 1)), "share_lived is not a share", lambda i: f"{closed.flat[i]:g}",
           mend="Give each band the share of it that those who die there live: 0.5 is half.")  # fmt: skip
    return Bands(width, (1 - bands_first(closed)) * width)


def _reasons(died: Floats, people: Floats) -> list[Reason]:
    """Why a group's expectancies are withheld, first reason first."""
    total = people.sum(axis=0)
    return [
        (np.isnan(total + died.sum(axis=0)), MISSING),
        (people.min(axis=0) == 0, NOBODY),
        (total <= MINIMUM_POPULATION, SMALL),
        ((died > people).any(axis=0), ABOVE),
        (died[-1] == 0, NONE_AT_THE_TOP),
    ]
