"""Whole numbers in given proportions that sum to given totals: largest remainders."""

import numpy as np
from numpy.typing import NDArray


def rounded_to(shares: NDArray[np.float64], totals: NDArray[np.int64]) -> NDArray[np.int64]:
    """
    Share totals out in whole numbers.

    Parameters
    ----------
    shares : ndarray, shape (areas, groups)
        0 or more, not all 0 in any area.
    totals : ndarray, shape (areas,)
        What each area's numbers sum to.

    Returns
    -------
    ndarray, shape (areas, groups)
        Each within 1 of its exact part; what rounding down leaves goes to the largest remainders.

    Examples
    --------
    >>> rounded_to(np.array([[1.0, 1.0, 1.0]]), np.array([10])).tolist()
    [[4, 3, 3]]
    """
    exact = shares / shares.sum(axis=1, keepdims=True) * totals[:, None]
    whole = np.floor(exact + 1e-9).astype(np.int64)
    left = totals - whole.sum(axis=1)
    order = np.argsort(np.argsort(-(exact - whole), axis=1, kind="stable"), axis=1, kind="stable")
    counts: NDArray[np.int64] = whole + (order < left[:, None])
    return counts
