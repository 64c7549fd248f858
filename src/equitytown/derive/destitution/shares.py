"""Shares below the threshold of one draw: every kind of household in every area."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from equitytown.derive.destitution.households import Margins
from equitytown.derive.destitution.incomes import Incomes, area_shift, incomes, low_income_by_area
from equitytown.derive.destitution.needs import Needs, fuel_poor_among_low, needs
from equitytown.derive.destitution.own_incomes import OwnIncomes
from equitytown.derive.destitution.parameters import Values

NO_SHIFT = 0.0


@dataclass(frozen=True, slots=True)
class Draws:
    """The model's parameters, worked out for every draw: incomes, needs and where each area's low incomes lie."""

    values: Values
    incomes: Incomes
    needs: Needs

    def __len__(self) -> int:
        return len(self.incomes.median)


def prepare(values: Values, kinds: NDArray[np.int32]) -> Draws:
    """
    Work out what depends on parameters alone.

    Parameters
    ----------
    values : Values
        Parameters, by draw.
    kinds : ndarray, shape (tenures, dimensions, types)
        Households of the whole place, which say how deprivation varies within a tenure.

    Returns
    -------
    Draws
        Ready for any areas of the place.
    """
    by_dimension = kinds.sum(axis=2)
    weights = by_dimension / np.maximum(by_dimension.sum(axis=1, keepdims=True), 1)
    steps = np.arange(by_dimension.shape[1])
    mean = weights @ steps
    return Draws(values, incomes(values, mean, weights @ steps**2 - mean**2), needs(values))


def below(
    draws: Draws,
    draw: int,
    counts: NDArray[np.int32],
    margins: Margins,
    *,
    line: str = "threshold",
    moved: float = NO_SHIFT,
) -> NDArray[np.float64]:
    """
    Give the chance of each household to be below a line.

    Parameters
    ----------
    draws : Draws
        The parameters.
    draw : int
        Which of them.
    counts : ndarray, shape (areas, tenures, dimensions, types)
        Households.
    margins : Margins
        What is known of each area.
    line : {"threshold", "standard"}
        The destitution threshold, with fuel and debt on top, or the whole Minimum Income Standard without them.
    moved : float
        Added to log income everywhere, to meet a total that the place states.

    Returns
    -------
    ndarray, shape (areas, kinds)
        Chances, in the order of the counts' last three axes.
    """
    found, needed = draws.incomes, draws.needs
    kinds = counts.reshape(len(counts), -1)
    location = found.location[draw].ravel()
    spread = np.repeat(found.spread[draw], counts.shape[2] * counts.shape[3])
    one = {name: values[draw : draw + 1] for name, values in draws.values.items()}
    low = low_income_by_area(one, found.low_nationally[draw : draw + 1], margins.income_deprived)[0]
    shift = area_shift(kinds.astype(np.float64), location, spread, low) + moved
    median = one["equivalence"][0] * found.median[draw]
    at = location[None, :] + shift[:, None]

    def chance(extra: float) -> NDArray[np.float64]:
        need = np.log(getattr(needed, line)[draw] + extra)
        every = np.tile(need - np.log(median), counts.shape[1] * counts.shape[2])
        return own_chances(ndtr((every - at) / spread), need, margins.own_incomes)

    if line == "standard":
        return chance(0.0)
    cold, owing = fuel_poor_among_low(margins.fuel_poor, low)[:, None], needed.in_debt[draw]
    fuel, debt = needed.fuel[draw], needed.debt[draw]
    without = (1 - cold) * chance(0.0) + cold * chance(fuel)
    return np.asarray((1 - owing) * without + owing * ((1 - cold) * chance(debt) + cold * chance(fuel + debt)))


def own_chances(
    published: NDArray[np.float64], need: NDArray[np.float64], own: OwnIncomes | None
) -> NDArray[np.float64]:
    """Put the place's own incomes instead of the published ones, for the types and areas that it gives them for."""
    if own is None:
        return published
    known = ndtr((need - own.location) / own.spread)
    every = np.tile(known, published.shape[1] // known.shape[1])
    return np.where(np.isnan(every), published, every)
