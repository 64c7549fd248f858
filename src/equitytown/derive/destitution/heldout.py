"""Held-out prediction: each census table guessed from the others, and how many households are put wrong."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from equitytown.derive.destitution.association import conditional
from equitytown.derive.destitution.households import Margins
from equitytown.derive.destitution.synthesis import library
from equitytown.derive.destitution.words import TABLES

FOLDS = 5  # an area's own counts never teach the association by which they are guessed
LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class HeldOut:
    """
    How well a table was guessed from the others.

    `mean_absolute_error` is in households for a group of an area; `misplaced` is the share of households that stand
    in the wrong group, and `misplaced_by_place` the same where every area is guessed to be like the whole place.
    """

    table: str
    areas: int
    mean_absolute_error: float
    misplaced: float
    misplaced_by_place: float


def held_out(margins: Margins, *, weight: float) -> tuple[HeldOut, ...]:
    """
    Guess each census table of each area from its other tables.

    Parameters
    ----------
    margins : Margins
        The tables of tenure, deprivation, occupancy and dwelling.
    weight : float
        How much of the association across areas holds inside them, as in the model.

    Returns
    -------
    tuple of HeldOut
        One for each table. The association comes from four fifths of the areas, the guess is made for the rest; the
        held-out table of an area is used for nothing but the comparison.
    """
    return tuple(_held_out(margins, table, weight) for table in TABLES)


def _held_out(margins: Margins, table: str, weight: float) -> HeldOut:
    truth = margins.tables[table].astype(np.float64)
    fold = np.arange(len(truth)) % min(FOLDS, max(len(truth), 2))
    guess, plain = np.empty_like(truth), np.empty_like(truth)
    for one in np.unique(fold):
        taught, asked = fold != one, np.flatnonzero(fold == one)
        guess[asked] = _guessed(margins, table, weight, taught, asked)
        share = truth[taught].sum(axis=0) / truth[taught].sum()
        plain[asked] = truth[asked].sum(axis=1, keepdims=True) * share
    return HeldOut(
        table, len(truth), float(np.abs(guess - truth).mean()), _misplaced(guess, truth), _misplaced(plain, truth)
    )


def _misplaced(guess: NDArray[np.float64], truth: NDArray[np.float64]) -> float:
    return float(np.abs(guess - truth).sum() / 2 / truth.sum())


def _guessed(
    margins: Margins, table: str, weight: float, taught: NDArray[np.bool_], asked: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Fit the joint distribution of the taught areas to the other tables of the asked ones, and add up the table."""
    names = tuple(TABLES)
    seed = _joint({name: margins.tables[name][taught].astype(np.float64) for name in names}, weight)
    at = names.index(table)
    others = [name for name in names if name != table]
    merged = seed.sum(axis=at)  # fitting leaves what is held out within each kind as it was
    within = np.moveaxis(seed, at, -1) / merged[..., None]
    axes = [np.array([axis]) for axis in range(len(others))]
    guess = np.empty((len(asked), seed.shape[at]))
    for row, area in enumerate(asked):
        own = [np.maximum(margins.tables[name][area].astype(np.float64), LEAST) for name in others]
        total = own[0].sum()
        joint = library().ipf(merged, axes, [one * total / one.sum() for one in own])[0]
        guess[row] = np.tensordot(joint, within, axes=merged.ndim)
    return guess


def _joint(tables: dict[str, NDArray[np.float64]], weight: float) -> NDArray[np.float64]:
    """Join the tables through tenure: within a tenure the others are independent, as in the model."""
    tenure = tables["tenure"]
    seed = tenure.sum(axis=0) / tenure.sum()
    for name in tuple(tables)[1:]:
        seed = seed[..., None] * _spread(conditional(tenure, tables[name], weight=weight), seed.ndim)
    return np.asarray(np.maximum(seed, LEAST), dtype=np.float64)


def _spread(shares: NDArray[np.float64], dimensions: int) -> NDArray[np.float64]:
    """Lay shares of one table within tenures along the first and a new last axis."""
    return shares.reshape(shares.shape[0], *(1,) * (dimensions - 1), shares.shape[1])
