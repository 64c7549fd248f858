"""People in order from the most to the least deprived: where each quantile stands, and lines fitted through them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import Floats, floats, refuse_not_above_zero

MIDDLE = 0.5  # the mean relative rank, whatever the sizes of the quantiles


class Line(NamedTuple):
    """
    How a weighted least squares line hangs on the values that it is fitted through.

    Each of shape (..., quantiles): the line's `slope` is the sum of these weights times the values, and so is
    its height `start` at relative rank 0, the most deprived person.
    """

    slope: Floats
    start: Floats


def relative_rank(population: ArrayLike) -> Floats:
    """
    Place quantiles on the scale from 0, the most deprived person, to 1, the least deprived.

    Parameters
    ----------
    population : array_like, shape (..., quantiles)
        People in each quantile, the most deprived first; above 0. NaN means missing.

    Returns
    -------
    ndarray
        The middle of each quantile's share of the people, of the shape of `population`; NaN in all quantiles
        of a group that misses one.

    Raises
    ------
    InputError
        If a population is not above 0.

    References
    ----------
    Bross IDJ (1958), How to use ridit analysis, Biometrics 14: 18-38.

    Examples
    --------
    >>> relative_rank([20, 30, 50]).round(2).tolist()
    [0.1, 0.35, 0.75]
    """
    people = floats(population, name="population")
    refuse_not_above_zero(people, name="population")
    return rank_of_shares(shares(people))


def shares(people: Floats) -> Floats:
    """Give each subgroup's share of all people; NaN all through where one is missing."""
    part: Floats = people / people.sum(axis=-1, keepdims=True)
    return part


def rank_of_shares(share: Floats) -> Floats:
    """Give the middle of each share when shares are laid end to end."""
    middle: Floats = np.cumsum(share, axis=-1) - share / 2
    return middle


def line_through(share: Floats) -> Line:
    """Fit a line by least squares weighted by people, as weights of the values it goes through."""
    off = rank_of_shares(share) - MIDDLE
    slope = share * off / (share * off * off).sum(axis=-1, keepdims=True)
    return Line(slope, share - MIDDLE * slope)
