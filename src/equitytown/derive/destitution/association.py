"""How the census tables hang together, learnt from how they vary across areas: Goodman's regression, held back."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

LEAST = 1e-6  # a group that never meets another may still
WHOLE = 1_000.0  # how heavily shares of a tenure are held to sum to 1, beside areas weighted to sum to 1


def conditional(
    given: NDArray[np.float64], of: NDArray[np.float64], *, weight: float, areas: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """
    Estimate the shares of one table's groups within each group of another, from their totals by area.

    Parameters
    ----------
    given : ndarray, shape (areas, groups)
        Households by the groups that are conditioned on.
    of : ndarray, shape (areas, other groups)
        Households by the other table's groups.
    weight : float
        From 0, independence, to 1, all of the association that is seen across areas. Areas differ in other things
        too, so the whole of it overstates what holds inside them.
    areas : ndarray, shape (areas,), optional
        How often each area counts, for a resample; once each when absent.

    Returns
    -------
    ndarray, shape (groups, other groups)
        Above 0; each row sums to 1.

    References
    ----------
    Goodman (1953), Ecological regressions and behavior of individuals, American Sociological Review 18.
    """
    total = given.sum(axis=1)
    importance = np.sqrt((total if areas is None else total * areas) / total.sum())[:, None]
    x, y = given / total[:, None] * importance, of / of.sum(axis=1, keepdims=True) * importance
    groups, others = given.shape[1], of.shape[1]
    square = x.T @ x
    left = np.kron(square, np.eye(others)) + WHOLE * np.kron(np.eye(groups), np.ones((others, others)))
    right = (x.T @ y).ravel() + WHOLE
    seen = nnls(left, right)[0].reshape(groups, others)
    seen /= np.maximum(seen.sum(axis=1, keepdims=True), 1e-12)
    overall = of.sum(axis=0) / of.sum()
    shares = np.maximum(weight * seen + (1 - weight) * overall, LEAST)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True), dtype=np.float64)
