"""Healthy life expectancy by Sullivan's method: years lived, times the share of people in good health."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import Confidence, Floats, floats, refuse, refuse_not_above_zero
from equitytown.stats.intervals import Computed
from equitytown.stats.life_table_parts import (
    Bands,
    Mortality,
    Reason,
    bands_first,
    beside,
    computed,
    counts_of,
    mortality_of,
)

Chance = Literal["survey", "survey and deaths"]
NO_SHARE = "a share in good health or its number of respondents is missing in an age band"


def healthy_life_expectancy(
    deaths: ArrayLike,
    population: ArrayLike,
    healthy: ArrayLike,
    respondents: ArrayLike,
    *,
    age: ArrayLike,
    share_lived: ArrayLike | None = None,
    design_effect: ArrayLike = 1.0,
    chance: Chance = "survey",
    confidence: Confidence = 0.95,
) -> Computed:
    """
    Healthy life expectancy at the start of every age band, by Sullivan's method.

    Parameters
    ----------
    deaths, population : array_like, shape (..., bands)
        Deaths and person-years in each age band, 0 or more, along the last axis; the last band is open.
        NaN means missing.
    healthy : array_like, shape (bands,) or (..., bands)
        The share of people in each age band who are in good health, between 0 and 1. NaN means missing.
    respondents : array_like, shape (bands,) or (..., bands)
        How many people each share rests on, above 0. NaN means missing.
    age : array_like, shape (bands,)
        The ages at which the bands start, 0 first, rising.
    share_lived : array_like, shape (bands,) or (..., bands), optional
        The share of a band that those who die in it live on average, as for `life_expectancy`.
    design_effect : array_like, shape (), (bands,) or (..., bands), default 1
        By how much the survey's design multiplies the variance of a share, above 0; 1 is a simple random
        sample.
    chance : {"survey", "survey and deaths"}, default "survey"
        What the limits allow for. "survey" is Mathers' variance, which the Office for National Statistics
        publishes: that of the shares alone. "survey and deaths" adds the chance in the deaths. The value is
        the same.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1. Several give limits with a first axis, one entry for each.

    Returns
    -------
    Computed
        Years in good health that one who reaches the start age still lives on average; of shape (..., bands).
        Withheld, with a note, for a missing share and for the reasons of `life_expectancy`.

    Raises
    ------
    InputError
        If a count is negative, a share does not lie between 0 and 1, respondents or a design effect are not
        above 0, ages do not rise from 0, shapes do not fit or an option is out of range.

    Notes
    -----
    A share of none or all has no variance here, however few were asked; the limits are then too narrow.

    References
    ----------
    Sullivan DF (1971), A single index of mortality and morbidity, HSMHA Health Reports 86: 347-354. Mathers
    CD (1991), Health expectancies in Australia 1981 and 1988, Australian Institute of Health. Jagger C, Van
    Oyen H, Robine JM (2014), Health Expectancy Calculation by the Sullivan Method: A Practical Guide.

    Examples
    --------
    >>> dead, people = [30, 20, 80, 600], [9000, 60_000, 30_000, 6000]
    >>> found = healthy_life_expectancy(dead, people, [0.97, 0.9, 0.7, 0.4], [90, 300, 300, 80], age=[0, 1, 40, 75])
    >>> found.value[0].round(1), found.lower[0].round(1), found.upper[0].round(1)
    (np.float64(62.3), np.float64(60.0), np.float64(64.7))
    """
    if chance not in ("survey and deaths", "survey"):
        raise InputError(f'chance must be "survey and deaths" or "survey", and is "{chance}".')
    counts = counts_of(deaths, population, age=age, share_lived=share_lived)
    like = np.moveaxis(counts.deaths, 0, -1)
    share, variance = _shares(healthy, respondents, design_effect, like=like)
    unknown: Reason = (np.isnan(variance).any(axis=0), NO_SHARE)
    mortality = mortality_of(counts)
    if chance == "survey":
        mortality = mortality._replace(
            variance=np.zeros_like(mortality.variance), last_variance=np.zeros_like(mortality.last_variance)
        )
    found = _healthy_years(mortality, counts.bands, share, variance)
    return computed(*found, [*counts.reasons, unknown], confidence=confidence)


def _shares(
    healthy: ArrayLike, respondents: ArrayLike, design_effect: ArrayLike, *, like: Floats
) -> tuple[Floats, Floats]:
    """Check shares in good health at the door; give them and their variance, age bands first."""
    share, asked = floats(healthy, name="healthy"), floats(respondents, name="respondents")
    effect = floats(design_effect, name="design_effect")
    refuse((share < 0) | (share > 1), "healthy is not a share", lambda i: f"{share.flat[i]:g}",
           mend="Give shares of 1: 0.61, not 61.")  # fmt: skip
    refuse_not_above_zero(asked, name="respondents")
    refuse_not_above_zero(effect, name="design_effect")
    share, asked = beside(share, like, name="healthy"), beside(asked, like, name="respondents")
    effect = effect if effect.ndim == 0 else beside(effect, like, name="design_effect")
    return bands_first(share), bands_first(effect * share * (1 - share) / asked)


def _healthy_years(mortality: Mortality, bands: Bands, share: Floats, share_variance: Floats) -> tuple[Floats, Floats]:
    """Healthy life expectancy at every start age and its variance, from the open band downwards."""
    value, variance = np.empty(share.shape), np.empty(share.shape)
    value[-1] = share[-1] * mortality.last
    variance[-1] = mortality.last**2 * share_variance[-1] + share[-1] ** 2 * mortality.last_variance
    for band in reversed(range(len(share) - 1)):
        dying, above = mortality.dying[band], value[band + 1]
        at_stake = share[band] * bands.lost[band] + above  # healthy years that one who dies in the band loses
        years = bands.width[band] - bands.lost[band] * dying
        value[band] = share[band] * bands.width[band] + above - dying * at_stake
        variance[band] = (
            years**2 * share_variance[band]
            + mortality.variance[band] * at_stake**2
            + (1 - dying) ** 2 * variance[band + 1]
        )
    return value, variance
