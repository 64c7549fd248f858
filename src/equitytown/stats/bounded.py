"""Between two bounds and the whole line: the logit, so that what is worked out on the line stays inside the bounds."""

import numpy as np

from equitytown.stats.checks import Floats


def to_line(values: Floats, *, lowest: float, highest: float) -> Floats:
    """
    Carry figures between two bounds onto the whole line.

    Parameters
    ----------
    values : ndarray
        Above `lowest` and below `highest`.
    lowest, highest : float
        The least and the most that the figure could be.

    Returns
    -------
    ndarray
        The logarithm of the distance from `lowest` over that from `highest`. For small rates it is all but the
        logarithm of the rate.

    Examples
    --------
    >>> to_line(np.array([50.0, 90.0]), lowest=0, highest=100).round(3).tolist()
    [0.0, 2.197]
    """
    return np.asarray(np.log(values - lowest) - np.log(highest - values))


def from_line(values: Floats, *, lowest: float, highest: float) -> Floats:
    """
    Carry figures on the line back between two bounds.

    Examples
    --------
    >>> from_line(np.array([0.0, 2.197]), lowest=0, highest=100).round(1).tolist()
    [50.0, 90.0]
    """
    small = np.exp(-np.abs(values))  # of the side that is nearer to a bound: it cannot overflow
    share = np.where(values < 0, small, 1.0) / (1 + small)
    return np.asarray(lowest + (highest - lowest) * share)
