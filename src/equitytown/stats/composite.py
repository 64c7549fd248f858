"""Composite indices: many figures of each area into one score, as the Indices of Deprivation and AHAH do."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import (
    A_HAIR,
    Floats,
    Notes,
    floats,
    notes,
    one_row,
    refuse,
    refuse_not_above_zero,
    whole_number,
)
from equitytown.stats.grouping import count_below, groups_of, sort_within
from equitytown.stats.quantiles import FEWEST_QUANTILES

Transform = Literal["none", "log", "rank", "normal", "z-score", "min-max", "exponential"]
Worst = Literal["high", "low"]
TRANSFORMS: tuple[Transform, ...] = ("none", "log", "rank", "normal", "z-score", "min-max", "exponential")
SCALE = 23.0  # of the exponential transformation: the worst tenth of one domain is cancelled out to a tenth by others
HIGHEST = 100.0  # the exponential score of the worst area
A_ROUNDING = 0.0005  # of a weight that is written with three decimals, as the Indices of Deprivation write theirs
LACKING = "a component is missing"
TOO_FEW = "fewer than {} areas have an index"


class CompositeIndex(NamedTuple):
    """
    An index of each area: its score, high for the worst; `rank`, 1 for the worst; `quantile`, 1 the worst.

    All NaN where a part is missing, which `note` says; `quantile` also where areas are fewer than quantiles.
    """

    score: Floats
    rank: Floats
    quantile: Floats
    note: Notes


def worst_first(scores: ArrayLike) -> Floats:
    """
    Rank scores, 1 for the highest, which is the worst.

    Parameters
    ----------
    scores : array_like, shape (n,)
        High is bad. NaN means missing and gets no rank.

    Returns
    -------
    ndarray, shape (n,)
        Ranks from 1; equal scores share the smallest; NaN where the score is missing.

    Raises
    ------
    InputError
        If scores are no row of numbers.

    Examples
    --------
    >>> worst_first([12.5, 40.0, float("nan"), 12.5]).tolist()
    [2.0, 1.0, nan, 2.0]
    """
    given = floats(scores, name="scores")
    one_row(scores=given)
    ordered = sort_within(-given, groups_of(None, like=given))
    found = np.full(given.size, np.nan)
    found[ordered.order] = count_below(ordered) + 1
    return found


def transformed(values: ArrayLike, *, how: Transform, worst: Worst = "high") -> Floats:
    """
    Bring a component to a scale on which it can be added to others; high is bad in what comes back.

    Parameters
    ----------
    values : array_like, shape (n,)
        One value an area. NaN means missing.
    how : {"none", "log", "rank", "normal", "z-score", "min-max", "exponential"}
        Which scale.
    worst : {"high", "low"}, default "high"
        Which end of the values is bad. Where it is the low end, values are turned round first; of a logarithm
        the sign is.

    Returns
    -------
    ndarray, shape (n,)
        NaN where the value is missing; missing areas do not count among the *n* of the formulae.

    Raises
    ------
    InputError
        If values are no row of numbers, all alike, or not above 0 where logarithms are taken, or a word is not known.

    Notes
    -----
    With *r* the rank from 1 for the least bad of *n* areas: rank, R = r / n, where equal values share the highest r;
    normal, the normal deviate of (r - 0.5) / n, where they share the middle r; z-score, (x - mean) / sd with n in
    the divisor; min-max, 0 for the least bad and 1 for the worst; exponential, -23 ln(1 - R (1 - exp(-100 / 23))),
    from near 0 to 100.

    References
    ----------
    Ministry of Housing, Communities and Local Government (2019), The English Indices of Deprivation 2019, technical
    report: combining domains. Green MA, Daras K, Davies A, Barr B, Singleton A (2018), Developing an openly
    accessible multi-dimensional small area index of "Access to Healthy Assets and Hazards" for Great Britain, 2016,
    Health and Place 54: 11-19.

    Examples
    --------
    >>> transformed([3, 1, 2, 4], how="exponential").round(2).tolist()
    [31.01, 6.52, 15.65, 100.0]
    >>> transformed([80.0, 84.0, 82.0], how="min-max", worst="low").tolist()
    [1.0, 0.0, 0.5]
    """
    given = floats(values, name="values")
    one_row(values=given)
    if how not in TRANSFORMS:
        raise InputError(f'how must be one of {", ".join(TRANSFORMS)}, and is "{how}".')
    if worst not in ("high", "low"):
        raise InputError(f'worst must be "high" or "low", and is "{worst}".')
    refuse_alike(given)
    sign = 1.0 if worst == "high" else -1.0
    if how == "log":
        refuse_not_above_zero(given, name="a value whose logarithm is taken")
        return sign * np.log(given)
    return _scaled(sign * given, how)


def refuse_alike(values: Floats) -> None:
    """Refuse values that are one and the same in every area: they tell none apart."""
    there = values[~np.isnan(values)]
    if not there.size:
        raise InputError("no area has a value. Leave the component out, or find its figures.")
    if there.min() == there.max():
        raise InputError(
            f"every one of {there.size:,} areas has the value {there[0]:g}, which tells none of them apart. "
            "Leave the component out."
        )


def _scaled(bad: Floats, how: Transform) -> Floats:
    """Bring values of which high ones are bad to a scale."""
    there = bad[~np.isnan(bad)]
    found = bad
    if how == "z-score":
        found = (bad - there.mean()) / there.std()
    elif how == "min-max":
        found = (bad - there.min()) / (there.max() - there.min())
    elif how != "none":
        found = _by_rank(bad, there.size, how)
    return np.asarray(found, dtype=np.float64)


def _by_rank(bad: Floats, many: int, how: Transform) -> Floats:
    """Bring values to a scale that knows nothing of them but their order."""
    standing = (many + 1 - worst_first(bad)) / many  # R, 1 for the worst; ties share the highest
    if how == "rank":
        return standing
    if how == "exponential":
        return np.asarray(-SCALE * np.log1p(standing * np.expm1(-HIGHEST / SCALE)), dtype=np.float64)
    from scipy.special import ndtri  # noqa: PLC0415  slow to load

    middle = (worst_first(-bad) + many * standing) / 2  # the rank from the least bad; ties share the middle
    return np.asarray(ndtri((middle - 0.5) / many), dtype=np.float64)


def checked_weights(weights: ArrayLike, *, parts: int, name: str = "weights") -> Floats:
    """
    Check the weights of an index.

    Parameters
    ----------
    weights : array_like, shape (k,)
        One weight a part.
    parts : int
        How many parts there are.
    name : str, default "weights"
        What they are called in an error.

    Returns
    -------
    ndarray, shape (k,)
        As given: they are never made to fit.

    Raises
    ------
    InputError
        If there is not one for each part, one is missing or not above 0, or they miss 1 by more than 0.0005 each:
        the Indices of Deprivation 2019 have 22.5, 22.5, 13.5, 13.5, 9.3, 9.3 and 9.3 per cent, 99.9 in all.
    """
    given = floats(weights, name=name)
    if given.shape != (parts,):
        raise InputError(f"{name} are {given.size}, and there are {parts} parts. Give one for each, in their order.")
    refuse(np.isnan(given), f"{name} are missing", lambda _: "missing", mend="Give one for each part.")
    refuse_not_above_zero(given, name=f"one of the {name}")
    total = float(given.sum())
    if abs(total - 1) > A_ROUNDING * parts + A_HAIR:
        raise InputError(f"{name} must add up to 1, and add up to {total:.6g}. Correct them.")
    return given


def quantile_of_rank(rank: ArrayLike, *, count: int = 10) -> Floats:
    """
    Put ranked areas into quantiles by the rule of the Indices of Deprivation.

    Parameters
    ----------
    rank : array_like, shape (n,)
        1 for the worst; NaN where there is none.
    count : int, default 10
        How many quantiles.

    Returns
    -------
    ndarray, shape (n,)
        ceil(count rank / N), 1 the worst; NaN where the rank is missing, and everywhere where areas are fewer than
        quantiles.

    Raises
    ------
    InputError
        If `count` is below 2.

    Notes
    -----
    `quantile` follows another published rule, 1 + floor(count (rank - 1) / N): the two part at bounds that no whole
    number of areas makes, 8 of the 32,844 areas of 2019.

    Examples
    --------
    >>> quantile_of_rank(np.arange(1, 12), count=5).tolist()
    [1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0, 5.0, 5.0, 5.0]
    """
    given = floats(rank, name="rank")
    count = whole_number(count, name="count", least=FEWEST_QUANTILES)
    there = ~np.isnan(given)
    many = int(there.sum())
    found = np.full(given.shape, np.nan)
    if many >= count:
        found[there] = -(-count * given[there].astype(np.int64) // many)
    return found


def weighted_sum(parts: ArrayLike, weights: ArrayLike, *, name: str = "weights") -> Floats:
    """
    Add parts up by their weights.

    Parameters
    ----------
    parts : array_like, shape (n, k)
        A row for each area, a column for each part; high is bad. NaN means missing.
    weights : array_like, shape (k,)
        One for each part; they add up to 1.
    name : str, default "weights"
        What the weights are called in an error.

    Returns
    -------
    ndarray, shape (n,)
        NaN where any part is missing: a missing part is not taken for 0, nor its weight given to others.

    Raises
    ------
    InputError
        If parts are no table of numbers, or for a reason of `checked_weights`.
    """
    given = floats(parts, name="parts")
    if given.ndim != 2 or not given.shape[1]:  # noqa: PLR2004  rows and columns
        raise InputError(f"parts have the shape {given.shape}. Give a row for each area and a column for each part.")
    return added(given, checked_weights(weights, parts=given.shape[1], name=name))


def added(parts: Floats, weights: Floats) -> Floats:
    """Add weighted columns up one after the other, so that areas that are alike have sums that are."""
    total = np.zeros(len(parts))
    for part, weight in zip(parts.T, weights, strict=True):
        total += weight * part
    return total


def composite_index(parts: ArrayLike, weights: ArrayLike, *, count: int = 10) -> CompositeIndex:
    """
    Add domain scores up to an index, and rank its areas.

    Parameters
    ----------
    parts : array_like, shape (n, k)
        Domain scores on one scale (`transformed`): a row for each area, high is bad. NaN means missing.
    weights : array_like, shape (k,)
        One weight a domain; they add up to 1.
    count : int, default 10
        How many quantiles: 10 for deciles.

    Returns
    -------
    CompositeIndex
        Score, rank, quantile and note of each area.

    Raises
    ------
    InputError
        For a reason of `weighted_sum` or `quantile_of_rank`.

    References
    ----------
    As for `transformed`.

    Examples
    --------
    >>> composite_index([[100.0, 6.0], [30.0, 16.0], [6.0, 30.0], [16.0, 100.0]], [0.5, 0.5], count=2).rank.tolist()
    [2.0, 3.0, 4.0, 1.0]
    """
    score = weighted_sum(parts, weights)
    rank = worst_first(score)
    quantile = quantile_of_rank(rank, count=count)
    few = np.isnan(quantile) & ~np.isnan(rank)
    return CompositeIndex(
        score, rank, quantile, notes(score.shape, (np.isnan(score), LACKING), (few, TOO_FEW.format(count)))
    )
