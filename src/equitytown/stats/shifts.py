"""Do some parts of a whole stand elsewhere than the rest? A test by changing their places, for many parts at once."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import A_HAIR, Floats, Truths, floats, one_row, refuse, whole_number

PERMUTATIONS = 9_999
FEWEST_INSIDE = 2  # and outside: one area alone says nothing of a part


class Shifts(NamedTuple):
    """
    How far each part lies from the rest.

    `shift` is the mean rank inside less that outside, over its standard deviation when places change at random; above
    0 where values inside are higher. `p_value` allows for all parts having been looked at.
    """

    shift: Floats
    p_value: Floats


def shifts_of_parts(values: ArrayLike, inside: ArrayLike, *, permutations: int = PERMUTATIONS, seed: int = 0) -> Shifts:
    """
    Test whether the values of each part lie above or below those outside it.

    Parameters
    ----------
    values : array_like, shape (n,)
        One value an area, none missing.
    inside : array_like of bool, shape (parts, n)
        Which areas lie in each part; parts may overlap and need not hold every area.
    permutations : int, default 9,999
        How often values change places at random.
    seed : int, default 0
        The same seed gives the same p values.

    Returns
    -------
    Shifts
        Of shape (parts,). NaN for a part with fewer than two areas inside or outside it, and where all values are
        alike.

    Raises
    ------
    InputError
        If a value is missing, shapes do not fit or `permutations` is no whole number above 0.

    Notes
    -----
    The Wilcoxon rank sum, standardised, with middle ranks for ties. A part's p value is the share of permutations in
    which any part shifts as far to either side as it did, so that the chance of calling one or more of many parts
    apart is 5% when none is (Westfall and Young). It takes areas to move independently of those beside them.

    References
    ----------
    Wilcoxon F (1945), Biometrics Bulletin 1: 80-83. Westfall PH, Young SS (1993), Resampling-based multiple testing.

    Examples
    --------
    >>> found = shifts_of_parts([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], [[True] * 5 + [False] * 5])
    >>> found.shift.round(2).tolist(), bool(found.p_value[0] < 0.05)
    ([2.61], True)
    """
    found, members = floats(values, name="values"), np.atleast_2d(np.asarray(inside, dtype=np.bool_))
    one_row(values=found)
    refuse(np.isnan(found), "a value is missing", lambda i: f"place {i}", mend="Leave such areas out.")
    if members.shape[1] != found.size:
        raise InputError(f"inside has {members.shape[1]} areas and values {found.size}. Give both for every area.")
    many = whole_number(permutations, name="permutations")
    ranks = _middle_ranks(found)
    held = members.sum(axis=1)
    testable = (held >= FEWEST_INSIDE) & (found.size - held >= FEWEST_INSIDE) & (np.ptp(ranks) > 0)
    shift, p_value = np.full((2, len(members)), np.nan)
    if testable.any():
        shift[testable] = _shift(ranks[np.newaxis], members[testable])[0]
        drawn = np.random.Generator(np.random.PCG64(seed)).permuted(np.tile(ranks, (many, 1)), axis=1)
        furthest = np.abs(_shift(drawn, members[testable])).max(axis=1)
        as_far = furthest[:, np.newaxis] >= np.abs(shift[testable]) * (1 - A_HAIR)
        p_value[testable] = (as_far.sum(axis=0) + 1) / (many + 1)
    return Shifts(shift, p_value)


def _middle_ranks(values: Floats) -> Floats:
    """Rank values from the lowest, 1; those alike share the middle of their ranks."""
    _, place, many = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Floats = (np.cumsum(many) - (many - 1) / 2)[place]
    return ranks


def _shift(ranks: Floats, members: Truths) -> Floats:
    """Give the standardised shift of each part, for each row of ranks; of shape (rows, parts)."""
    held, size = members.sum(axis=1), ranks.shape[1]
    error = ranks[0].std(ddof=1) * np.sqrt(held * (size - held) / size)  # of the sum of ranks inside
    shift: Floats = (ranks @ members.T - held * ranks[0].mean()) / error
    return shift
