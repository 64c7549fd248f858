"""Spread: how do a crowd of areas lie around a figure?"""

from collections.abc import Sequence

import numpy as np

from equitytown.stats.spreads import spread
from equitytown.terms.finding import Spread


def spread_of(values: Sequence[float], *, out_of: int) -> Spread | None:
    """
    Describe the spread of areas' figures.

    Parameters
    ----------
    values : sequence of float
        One figure an area; areas without one are left out.
    out_of : int
        How many areas could have a figure.

    Returns
    -------
    Spread or None
        None when fewer than three in four areas, or fewer than four, have a figure.

    References
    ----------
    Hyndman RJ, Fan Y (1996), The American Statistician 50: 361-365, quantile type 7.
    """
    found = spread(values, out_of=out_of)
    if np.isnan(found.median):
        return None
    low, q1, median, q3, high = (
        float(part) for part in (found.low, found.lower_quartile, found.median, found.upper_quartile, found.high)
    )
    return Spread(low, q1, median, q3, high, len(values), out_of)
