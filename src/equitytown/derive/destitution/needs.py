"""What households must have: thresholds by type, and what inefficient homes and debts take on top."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from equitytown.derive.destitution.incomes import WEEKS
from equitytown.derive.destitution.parameters import Values

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Needs:
    """
    Pounds a week after housing costs, by draw.

    `threshold` and `standard` have shape (draws, types); `fuel` and `debt` (draws,), paid by the households that fuel
    poverty and deductions strike; `in_debt` is the share of poor households that are struck by deductions.
    """

    threshold: NDArray[np.float64]
    standard: NDArray[np.float64]
    fuel: NDArray[np.float64]
    debt: NDArray[np.float64]
    in_debt: NDArray[np.float64]


def needs(values: Values) -> Needs:
    """Put thresholds into the money of the modelled year, and yearly and monthly costs into weeks."""
    return Needs(
        threshold=values["threshold"] * values["threshold_growth"],
        standard=values["standard"] * values["threshold_growth"],
        fuel=values["fuel_gap"][:, 0] / WEEKS,
        debt=values["deduction"][:, 0] * MONTHS / WEEKS,
        in_debt=(values["deduction_share"] * values["benefit_share"])[:, 0],
    )


def fuel_poor_among_low(fuel_poor: NDArray[np.float64], low: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    Give the share of an area's low-income households that are fuel-poor: to be so, a household has a low income.

    Parameters
    ----------
    fuel_poor, low : ndarray, shape (..., areas)
        Shares of all households: in fuel poverty, and with a low income.

    Returns
    -------
    ndarray, shape (..., areas)
        Shares, at most 0.95.
    """
    return np.asarray(np.clip(fuel_poor / low, 0.0, 0.95), dtype=np.float64)
