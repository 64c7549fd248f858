"""Sensitivity: what each parameter, at either end of its range, would make of the town's share."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from equitytown.derive.destitution.estimate import Estimate, expected, populations, stated_shift
from equitytown.derive.destitution.households import Margins
from equitytown.derive.destitution.parameters import WANTED, Parameter, Parameters, Values
from equitytown.derive.destitution.shares import prepare
from equitytown.derive.destitution.synthesis import synthesise
from equitytown.derive.destitution.words import TENURES, TYPES

SHAPING = ("type_of_tenure", "people", "association_weight")  # they change the households and not their incomes


@dataclass(frozen=True, slots=True)
class Swing:
    """The town's share of households, from 0 to 1, with one parameter at its lower and its upper end."""

    parameter: Parameter
    at_lower: float
    at_upper: float

    @property
    def size(self) -> float:
        """How far apart the two are."""
        return abs(self.at_upper - self.at_lower)


def sensitivity(parameters: Parameters, margins: Margins, population: NDArray[np.int32]) -> tuple[Swing, ...]:
    """
    Move each parameter that has a range to its ends, with all others at their values.

    Parameters
    ----------
    parameters : Parameters
        Values with their ranges.
    margins : Margins
        What is held of each area.
    population : ndarray, shape (areas, tenures, dimensions, types)
        Households; made anew for a parameter that shapes them.

    Returns
    -------
    tuple of Swing
        The largest first.
    """
    moved = stated_shift(parameters, prepare(parameters.central(), population.sum(axis=0)), population, margins)

    def share(found: Parameter, end: float) -> float:
        values = parameters.at(found.name, found.category, end)
        households = _shaped(values, margins) if found.name in SHAPING else population
        return town_share(values, margins, households, moved=moved)

    swings = [Swing(found, share(found, found.lower), share(found, found.upper)) for found in _ranged(parameters)]
    return tuple(sorted(swings, key=lambda swing: (-swing.size, swing.parameter.label)))


def town_share(
    values: Values, margins: Margins, population: NDArray[np.int32], *, line: str = "threshold", moved: float = 0.0
) -> float:
    """Give the expected share of all households below a line, for one set of values."""
    draws = prepare(values, population.sum(axis=0))
    counted = expected(draws, 0, population, margins, line=line, moved=moved).sum()
    return float(counted / margins.households.sum())


def _ranged(parameters: Parameters) -> Iterator[Parameter]:
    """Give every parameter that the model uses and that has a range."""
    return (found for found in parameters.held.values() if found.name in WANTED and found.lower < found.upper)


def _shaped(values: Values, margins: Margins) -> NDArray[np.int32]:
    """Make the households anew."""
    shares = values["type_of_tenure"][0].reshape(len(TENURES), len(TYPES))
    return synthesise(
        margins,
        type_of_tenure=shares / shares.sum(axis=1, keepdims=True),
        people=values["people"][0],
        weight=float(values["association_weight"][0, 0]),
        skips=np.zeros(len(margins.codes), dtype=np.int64),
    )


@dataclass(frozen=True, slots=True)
class Spreads:
    """Standard deviations of the town's share, and of an area's in the middle, by what makes them; from 0 to 1."""

    what: str
    town: float
    area: float


def spreads(
    parameters: Parameters, margins: Margins, population: NDArray[np.int32], found: Estimate, *, seed: int, draws: int
) -> tuple[Spreads, ...]:
    """Take the uncertainty apart: households by chance alone, fitting alone, parameters alone, and all together."""
    rng = np.random.default_rng(seed)
    kinds = population.sum(axis=0)
    middle, drawn = prepare(parameters.central(), kinds), prepare(parameters.drawn(draws, rng), kinds)
    anew = populations(parameters, margins, rng)
    counts: dict[str, NDArray[np.float64]] = {
        "households by chance": _chance(found, draws, rng),
        "fitting": np.column_stack([expected(middle, 0, made, margins) for made in anew]),
        "parameters": np.column_stack([expected(drawn, draw, population, margins) for draw in range(draws)]),
        "all together": found.drawn.astype(np.float64),
    }
    total = found.households
    return tuple(
        Spreads(
            what,
            float(counted.sum(axis=0).std() / total.sum()),
            float(np.median((counted / total[:, None]).std(axis=1))),
        )
        for what, counted in counts.items()
    )


def _chance(found: Estimate, draws: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Count each area's households anew, each with the area's own chance: a little wider than kind by kind."""
    chances = np.clip(found.central / found.households, 0, 1)
    return rng.binomial(found.households, chances, (draws, len(chances))).T.astype(np.float64)
