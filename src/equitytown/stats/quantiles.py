"""Areas put into quantiles by their values: deprivation deciles, quintiles and the like."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equitytown.stats.checks import Floats, floats, whole_number
from equitytown.stats.grouping import count_below, groups_of, refuse_mixed, signs, sort_within

First = Literal["highest", "lowest"]
FEWEST_QUANTILES = 2  # one quantile of all areas tells nothing


def quantile(
    values: ArrayLike,
    *,
    count: int = 10,
    first: First | NDArray[np.str_] | list[First] = "highest",
    group: ArrayLike | None = None,
) -> Floats:
    """
    Put areas into quantiles, as evenly filled as ties allow.

    Parameters
    ----------
    values : array_like, shape (..., n)
        One value an area along the last axis, each row by itself. NaN means missing.
    count : int, default 10
        How many quantiles: 10 for deciles, 5 for quintiles, 4 for quarters; 2 or more.
    first : {"highest", "lowest"}, or array_like of these, default "highest"
        Which values quantile 1 holds. With a deprivation score, where a high score means deprived,
        "highest" makes quantile 1 the most deprived. Where areas differ, one for each area, and the
        same for all areas of a group.
    group : array_like, shape (n,), optional
        Labels, text or whole numbers: each group is divided by itself (the deciles of each region,
        say). `values` is then one row.

    Returns
    -------
    ndarray
        Quantiles 1 to `count`, of the shape of `values`. NaN where the value is missing, and in a group with
        fewer values than quantiles.

    Raises
    ------
    InputError
        If `count` is below 2, `first` is neither word or differs within a group, or labels do not fit.

    Notes
    -----
    An area with b of the group's N values before its own (higher ones, if `first` is "highest") is in
    quantile 1 + floor(count b / N). Equal values share a quantile, so that quantiles can be uneven: look at
    their sizes where ties are many.

    References
    ----------
    Office for Health Improvement and Disparities, Assigning deprivation categories, technical guide.

    Examples
    --------
    >>> quantile([31.2, 8.4, 22.0, 15.3], count=2).tolist()
    [1.0, 2.0, 1.0, 2.0]
    >>> quantile([5, 1, 4, 2], count=2, group=["north", "north", "south", "south"]).tolist()
    [1.0, 2.0, 1.0, 2.0]
    """
    given = floats(values, name="values")
    count = whole_number(count, name="count", least=FEWEST_QUANTILES)
    groups = groups_of(group, like=given)
    sign = signs(first, turned="highest", kept="lowest", name="first", like=given)
    refuse_mixed(sign, groups, name="first", like=given)
    ordered = sort_within((given * sign).ravel(), groups)
    size = ordered.size[ordered.code]
    found = np.full(given.size, np.nan)
    # Whole numbers all through: in floating point some areas slip into the quantile before.
    found[ordered.order] = np.where(size >= count, 1 + count * count_below(ordered) // size, np.nan)
    return found.reshape(given.shape)[()]
