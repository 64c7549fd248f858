"""How a crowd of areas spreads for one figure."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, floats

PERCENTILES = (0, 5, 25, 50, 75, 95, 100)
FEWEST_AREAS = 4  # below this a spread is no spread (Fingertips spine chart)
FEWEST_SHARE = 0.75  # of the areas that could have a figure (Fingertips spine chart)


class Percentiles(NamedTuple):
    """The ends, the 5th and 95th percentiles, the quartiles and the median, in the unit of the values."""

    low: np.float64
    fifth: np.float64
    lower_quartile: np.float64
    median: np.float64
    upper_quartile: np.float64
    ninety_fifth: np.float64
    high: np.float64


def spread(values: ArrayLike, *, out_of: int | None = None) -> Percentiles:
    """
    Describe how areas' values spread.

    Parameters
    ----------
    values : array_like, shape (n,)
        One value an area. NaN means missing and takes no part.
    out_of : int, optional
        How many areas could have a value; all that are given, missing ones included, by default.

    Returns
    -------
    Percentiles
        All NaN when fewer than four areas, or fewer than three in four, have a value.

    Raises
    ------
    InputError
        If more areas have a value than could.

    References
    ----------
    Hyndman RJ, Fan Y (1996), Sample quantiles in statistical packages, The American Statistician 50:
    361-365, type 7. Office for Health Improvement and Disparities, Fingertips technical guidance, spine chart.

    Examples
    --------
    >>> spread([1, 2, 3, 4, 5]).lower_quartile
    np.float64(2.0)
    >>> spread([1, 2, 3, 4, 5], out_of=10).median
    np.float64(nan)
    """
    given = np.ravel(floats(values, name="values"))
    held: Floats = given[~np.isnan(given)]
    possible = given.size if out_of is None else out_of
    if possible < held.size:
        raise InputError(f"{held.size} areas have a value out of {possible} that could. Correct `out_of`.")
    if held.size < max(FEWEST_AREAS, FEWEST_SHARE * possible):
        return Percentiles(*np.full(len(PERCENTILES), np.nan))
    return Percentiles(*np.percentile(held, PERCENTILES))
