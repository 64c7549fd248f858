"""The estimate: counts below the threshold by area, with limits that carry households, fitting and parameters."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from equitytown.derive.destitution.households import Margins
from equitytown.derive.destitution.parameters import Parameters
from equitytown.derive.destitution.shares import Draws, below, prepare
from equitytown.derive.destitution.synthesis import synthesise
from equitytown.derive.destitution.words import TENURES, TYPES
from equitytown.errors import InputError

DRAWS = 200
SEED = 2023
SYNTHESES = 10  # populations made anew, each with its own resample of areas, association and household types
SKIPPED = 2**16  # terms of the quasi-random sequence among which an area begins
CHUNK = 1_000  # areas worked on at a time, so that a whole country fits in memory
CONFIDENCE = 0.95
MET = 0.0005  # of all households: a stated share that is met within this prints alike


@dataclass(frozen=True, slots=True)
class Estimate:
    """
    Households below a line.

    `central` is the count expected with every parameter at its value, shape (areas,); `drawn` the counts of each draw,
    shape (areas, draws), from which areas can be added up.
    """

    codes: tuple[str, ...]
    households: NDArray[np.int64]
    central: NDArray[np.float64]
    drawn: NDArray[np.float32]

    def of(self, chosen: Sequence[int]) -> tuple[float, float, float]:
        """Give share and limits of some areas together, by their positions."""
        total = self.households[list(chosen)].sum()
        return limits(self.central[list(chosen)].sum() / total, self.drawn[list(chosen)].sum(axis=0) / total)


def limits(value: float, drawn: NDArray[np.float64] | NDArray[np.float32]) -> tuple[float, float, float]:
    """
    Give a value and its limits: the middle 95 in 100 of the draws, drawn out to the value where it lies beyond them.

    Examples
    --------
    >>> limits(0.5, np.arange(0, 41))
    (0.5, 0.5, 39.0)
    """
    tail = (1 - CONFIDENCE) / 2
    lower, upper = np.quantile(np.asarray(drawn, dtype=np.float64), [tail, 1 - tail])
    return float(value), float(min(lower, value)), float(max(upper, value))


def populations(
    parameters: Parameters, margins: Margins, rng: np.random.Generator, *, number: int = SYNTHESES
) -> NDArray[np.int32]:
    """
    Synthesise the households several times.

    Parameters
    ----------
    parameters : Parameters
        Household types by tenure, people by type, and the weight of association.
    margins : Margins
        What is held.
    rng : numpy.random.Generator
        Where chance comes from.
    number : int
        How many; the first has every parameter at its value and every area once.

    Returns
    -------
    ndarray, shape (number, areas, tenures, dimensions, types)
        Each meets every table of every area.
    """
    made = []
    drawn = parameters.drawn(number, rng)
    central = parameters.central()
    for turn in range(number):
        values, row = (central, 0) if turn == 0 else (drawn, turn)
        shares = values["type_of_tenure"][row].reshape(len(TENURES), len(TYPES))
        areas = None if turn == 0 else rng.exponential(size=len(margins.codes))
        made.append(
            synthesise(
                margins,
                type_of_tenure=shares / shares.sum(axis=1, keepdims=True),
                people=values["people"][row],
                weight=float(values["association_weight"][row, 0]),
                skips=rng.integers(0, SKIPPED, len(margins.codes)),
                areas=areas,
            )
        )
    return np.stack(made)


def estimate(
    parameters: Parameters,
    margins: Margins,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    syntheses: int = SYNTHESES,
) -> tuple[Estimate, NDArray[np.int32]]:
    """
    Run the model.

    Parameters
    ----------
    parameters : Parameters
        Values with their ranges.
    margins : Margins
        What is held of each area.
    draws, seed, syntheses : int
        Draws of the parameters, where chance starts, and populations made.

    Returns
    -------
    Estimate, ndarray
        Households below the destitution threshold, and the first population. The same seed gives the same.
    """
    rng = np.random.default_rng(seed)
    made = populations(parameters, margins, rng, number=syntheses)
    kinds = made[0].sum(axis=0)
    drawn = prepare(parameters.drawn(draws, rng), kinds)
    middle = prepare(parameters.central(), kinds)
    moved = stated_shift(parameters, middle, made[0], margins)
    parts = [
        _chunk(slice(start, start + CHUNK), margins, made, (middle, drawn), moved=moved, rng=rng)
        for start in range(0, len(margins.codes), CHUNK)
    ]
    central, counts = (np.concatenate([part[i] for part in parts]) for i in (0, 1))
    return Estimate(margins.codes, margins.households, central, counts), made[0]


def _chunk(
    chosen: slice,
    margins: Margins,
    made: NDArray[np.int32],
    draws: tuple[Draws, Draws],
    *,
    moved: float,
    rng: np.random.Generator,
) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """Count some areas: expected at the middle, and by chance in every draw, over the populations in turn."""
    own, (middle, drawn) = margins.part(chosen), draws
    households = made[:, chosen]
    central = expected(middle, 0, households[0], own, moved=moved)
    counts = np.empty((len(own.codes), len(drawn)), dtype=np.float32)
    for draw in range(len(drawn)):
        population = households[draw % len(households)]
        chances = below(drawn, draw, population, own, moved=moved)
        counts[:, draw] = rng.binomial(population.reshape(chances.shape), chances).sum(axis=1)
    return central, counts


def expected(
    draws: Draws,
    draw: int,
    population: NDArray[np.int32],
    margins: Margins,
    *,
    line: str = "threshold",
    moved: float = 0.0,
) -> NDArray[np.float64]:
    """Give the households of each area that are expected to be below a line."""
    chances = below(draws, draw, population, margins, line=line, moved=moved)
    counted: NDArray[np.float64] = (population.reshape(chances.shape) * chances).sum(axis=1)
    return counted


def stated_shift(parameters: Parameters, middle: Draws, population: NDArray[np.int32], margins: Margins) -> float:
    """
    Find how far all incomes are moved to meet the total that a place states; 0 where it states none.

    Raises
    ------
    InputError
        If no move of incomes meets it: it is beyond what the model can hold, or the place's own incomes stand fast.
    """
    stated = parameters.optional("stated_share")
    if stated is None:
        return 0.0
    low, high = -3.0, 3.0
    for _ in range(40):
        moved = (low + high) / 2
        share = expected(middle, 0, population, margins, moved=moved).sum() / margins.households.sum()
        low, high = (moved, high) if share > stated.value else (low, moved)
    met = expected(middle, 0, population, margins, moved=(low + high) / 2).sum() / margins.households.sum()
    if abs(met - stated.value) > MET:
        raise InputError(
            f"destitution/parameters.csv: stated_share is {stated.value:.2%}, and moving all incomes brings the model "
            f"to {met:.2%} at best. Correct the share, or take the row out: incomes of the place's own are not moved."
        )
    return (low + high) / 2
