"""
What a published rate gives away: the counts that could lie behind it.

A rate times its people is the count, and limits are as wide as the count is small: to round or withhold counts and
publish rates with their limits can be to publish the counts.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from equitytown.errors import InputError
from equitytown.stats.intervals import Interval, poisson, wilson

Kind = Literal["proportion", "rate", "standardised rate"]
MOST = 1000  # counts beyond it are no secret
TINY = 1e-12  # stands in for a limit of 0
HAIR = 1 + 1e-9  # of the half of a last figure: what the arithmetic costs

Floats = NDArray[np.float64]


def counts_behind(
    value: float,
    *,
    decimals: int,
    kind: Kind,
    lower: float | None = None,
    upper: float | None = None,
    denominator: float | None = None,
    multiplier: float = 1,
    most: int = MOST,
) -> NDArray[np.int64]:
    """
    Find the counts that a published figure could stand for.

    Parameters
    ----------
    value : float
        The figure as printed, in the unit that `multiplier` says.
    decimals : int
        How many decimals it and its limits are printed with.
    kind : {"proportion", "rate", "standardised rate"}
        What it is: limits are Wilson's, exact Poisson or Byar's, or Dobson's from Byar's.
    lower, upper : float, optional
        Its 95% limits as printed.
    denominator : float, optional
        The people it is of, where they are published too.
    multiplier : float, default 1
        100 for percentages, 100,000 for rates for so many people.
    most : int, default 1000
        Counts up to this are tried.

    Returns
    -------
    ndarray of int
        In order. All of 0 to `most` where nothing is given that tells more.

    Raises
    ------
    InputError
        If one limit is given without the other.

    Examples
    --------
    >>> counts_behind(61.9, decimals=1, kind="rate", denominator=21_000, multiplier=100_000).tolist()
    [13]
    >>> counts_behind(61.9, decimals=1, kind="rate", lower=32.9, upper=105.9, multiplier=100_000).tolist()
    [13]
    """
    if (lower is None) != (upper is None):
        raise InputError("one limit is given without the other. Give both, or neither.")
    half = 0.5 * 10.0**-decimals
    counts = np.arange(most + 1)
    fits = np.ones(counts.size, dtype=np.bool_)
    if denominator is not None and kind != "standardised rate":
        fits &= np.abs(multiplier * counts / denominator - value) <= half * HAIR
        if lower is not None and upper is not None:
            fits &= _limits_fit(counts, kind, (lower, upper), denominator=denominator, scale=multiplier, half=half)
    elif lower is not None and upper is not None:
        fits &= _shape_fits(counts, kind, value, (lower, upper), half)
    return counts[fits].astype(np.int64)


def _limits_fit(
    counts: NDArray[np.int64],
    kind: Kind,
    printed: tuple[float, float],
    *,
    denominator: float,
    scale: float,
    half: float,
) -> NDArray[np.bool_]:
    """Say which counts of known people have the limits that were printed."""
    possible = counts <= denominator if kind == "proportion" else np.ones(counts.size, dtype=np.bool_)
    tried = np.where(possible, counts, 0)
    limits: Interval = wilson(tried, np.full(tried.size, denominator)) if kind == "proportion" else poisson(tried)
    unit = scale if kind == "proportion" else scale / denominator
    near = [np.abs(unit * limit - end) <= half * HAIR for limit, end in zip(limits, printed, strict=True)]
    return np.asarray(possible & near[0] & near[1])


def _shape_fits(
    counts: NDArray[np.int64], kind: Kind, value: float, printed: tuple[float, float], half: float
) -> NDArray[np.bool_]:
    """Say which counts have limits of the shape that was printed, whoever many people they are of."""
    if kind == "proportion":
        raise InputError("the limits of a proportion do not tell its count without its people. Give `denominator`.")
    limits = poisson(counts)
    below, above = counts - limits.lower, limits.upper - counts
    low, high = value - printed[0], printed[1] - value
    if kind == "standardised rate":  # limits lie as unevenly about the rate as Byar's about its count
        least, most = below * max(high - 2 * half, 0), below * (high + 2 * half)
        return np.asarray((above * (low + 2 * half) >= least) & (above * max(low - 2 * half, 0) <= most))
    some = np.maximum(counts, 1)
    lowest, highest = np.full(counts.size, value - half), np.full(counts.size, value + half)
    for limit, end in zip(limits, printed, strict=True):
        share = np.maximum(limit / some, TINY)
        lowest, highest = np.maximum(lowest, (end - half) / share), np.minimum(highest, (end + half) / share)
    return np.asarray(np.where(counts > 0, lowest <= highest, value <= half and printed[0] <= half))
