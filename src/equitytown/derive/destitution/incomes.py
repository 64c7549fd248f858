"""Incomes after housing costs: each kind of household beside the national median, and each area's shift."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from equitytown.derive.destitution.parameters import Values

POOR, DEEPLY_POOR, LOW = 0.6, 0.4, 0.7  # shares of the median: poverty, very deep poverty, income deprivation
NARROWEST = 0.3  # the least spread of log income inside a kind of household
WEEKS = 365.25 / 7  # in a year
OF_THE_LINE = 1.4  # the published line is that of a couple with two children under 14
STEPS = 9  # of Newton's method; each area's shift is then exact to the last digit that matters


@dataclass(frozen=True, slots=True)
class Incomes:
    """
    Log income of each kind of household, as a share of the national median of equivalised income after housing costs.

    `location` has shape (draws, tenures, dimensions, types), `spread` (draws, tenures). `low_nationally` is the share
    of people below 70% of the median, and `median` that median in pounds a week for a couple; both (draws,).
    """

    location: NDArray[np.float64]
    spread: NDArray[np.float64]
    low_nationally: NDArray[np.float64]
    median: NDArray[np.float64]


def tail_spread(
    rates: NDArray[np.float64], people: NDArray[np.float64], below: NDArray[np.float64]
) -> NDArray[np.float64]:
    """
    Give the spread of log income inside a tenure at which the national share in very deep poverty comes out.

    Parameters
    ----------
    rates : ndarray, shape (draws, tenures)
        Share of people in poverty, below 60% of the median, in each tenure.
    people : ndarray, shape (draws, tenures)
        People of each tenure; only their proportions matter.
    below : ndarray, shape (draws,)
        Share of all people below 40% of the median.

    Returns
    -------
    ndarray, shape (draws,)
        Standard deviation of log income; the lower tail is fitted, not the whole distribution.
    """
    weights = people / people.sum(axis=1, keepdims=True)
    score = ndtri(rates)
    low, high = np.full(below.shape, 0.05), np.full(below.shape, 3.0)
    for _ in range(50):
        middle = (low + high) / 2
        share = (weights * ndtr(np.log(DEEPLY_POOR / POOR) / middle[:, None] + score)).sum(axis=1)
        low, high = np.where(share < below, middle, low), np.where(share < below, high, middle)
    return np.asarray((low + high) / 2, dtype=np.float64)


def incomes(values: Values, dimension_mean: NDArray[np.float64], dimension_variance: NDArray[np.float64]) -> Incomes:
    """
    Place each kind of household in the national distribution.

    Parameters
    ----------
    values : Values
        Parameters, by draw.
    dimension_mean, dimension_variance : ndarray, shape (tenures,)
        Of the number of dimensions in which households of a tenure are deprived.

    Returns
    -------
    Incomes
        A lognormal for each kind: below 60% of the median lie as many of each tenure as published, below 40% as many
        of all people. Types and dimensions move a kind within its tenure, and what they explain narrows it.
    """
    rates = values["poverty_rate_of_tenure"]
    people = values["poor_people_of_tenure"] / rates
    weights = people / people.sum(axis=1, keepdims=True)
    spread = tail_spread(rates, people, values["share_below_40"][:, 0])
    tenure = np.log(POOR) - spread[:, None] * ndtri(rates)
    low = (weights * ndtr((np.log(LOW) - tenure) / spread[:, None])).sum(axis=1)
    held, shift = values["type_weight"], values["dimension_shift"]
    by_type = held * spread[:, None] * (ndtri(values["share_below_60"]) - ndtri(values["poverty_rate_of_type"]))
    steps = np.arange(4) - dimension_mean[:, None]
    location = tenure[:, :, None, None] - shift[:, :, None, None] * steps[None, :, :, None] + by_type[:, None, None, :]
    explained = shift**2 * dimension_variance + by_type.var(axis=1, keepdims=True)
    inside = np.sqrt(np.maximum(spread[:, None] ** 2 - explained, NARROWEST**2))
    median = values["poverty_line"][:, 0] / WEEKS / POOR / OF_THE_LINE * values["income_growth"][:, 0]
    return Incomes(location, inside, low, median)


def low_income_by_area(
    values: Values, low_nationally: NDArray[np.float64], income_deprived: NDArray[np.float64]
) -> NDArray[np.float64]:
    """
    Give the share of each area below 70% of the median, from how far its income deprivation is from England's.

    Parameters
    ----------
    values : Values
        Parameters, by draw.
    low_nationally : ndarray, shape (draws,)
        Share of people below 70% of the median.
    income_deprived : ndarray, shape (areas,)
        Share of people in income deprivation.

    Returns
    -------
    ndarray, shape (draws, areas)
        Shares: the distance in log odds is kept, held back by `area_strength`.
    """
    own = np.clip(income_deprived, 0.005, 0.995)
    apart = np.log(own / (1 - own)) - np.log(1 / (1 / values["income_deprived_nationally"] - 1))
    odds = np.log(low_nationally / (1 - low_nationally))[:, None] + values["area_strength"] * apart
    return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float64)


def area_shift(
    counts: NDArray[np.float64], location: NDArray[np.float64], spread: NDArray[np.float64], target: NDArray[np.float64]
) -> NDArray[np.float64]:
    """
    Find how far all households of an area are moved, so that its share below 70% of the median is the target.

    Parameters
    ----------
    counts : ndarray, shape (areas, kinds)
        Households.
    location, spread : ndarray, shape (kinds,)
        Of log income, as a share of the median.
    target : ndarray, shape (areas,)
        Shares, above 0 and below 1.

    Returns
    -------
    ndarray, shape (areas,)
        What is added to the location of each kind.
    """
    weights = counts / counts.sum(axis=1, keepdims=True)
    gap = (np.log(LOW) - location) / spread
    mean_spread = weights @ spread
    shift: NDArray[np.float64] = weights @ (np.log(LOW) - location) - mean_spread * ndtri(target)
    for _ in range(STEPS):
        score = gap - shift[:, None] / spread
        slope = (weights * np.exp(-(score**2) / 2) / spread).sum(axis=1) / np.sqrt(2 * np.pi)
        step = ((weights * ndtr(score)).sum(axis=1) - target) / np.maximum(slope, 1e-6)
        shift += np.clip(step, -0.5, 0.5)
        if np.abs(step).max() < 1e-10:  # noqa: PLR2004  a shift of log income that nothing could show
            break
    return shift
