"""Areas put into quantiles that hold as many people each, as nearly as whole areas allow."""

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, floats, refuse_not_above_zero, same_shape, whole_number
from equitytown.stats.quantiles import FEWEST_QUANTILES, First


def population_quantile(
    values: ArrayLike, population: ArrayLike, *, count: int = 10, first: First = "highest"
) -> Floats:
    """
    Put areas into quantiles of as many people each.

    Parameters
    ----------
    values : array_like, shape (n,)
        One value an area. NaN means missing.
    population : array_like, shape (n,)
        People in each area; above 0. NaN means missing.
    count : int, default 10
        How many quantiles; 2 or more.
    first : {"highest", "lowest"}, default "highest"
        Which values quantile 1 holds: "highest" for a deprivation score, "lowest" for a rank from the most deprived.

    Returns
    -------
    ndarray, shape (n,)
        Quantiles 1 to `count`; NaN where the value or the people are missing.

    Raises
    ------
    InputError
        If `count` is below 2, `first` is neither word, a population is not above 0, or shapes differ.

    See Also
    --------
    quantile : As many areas each.

    Notes
    -----
    Areas are laid end to end in the order of their values, each as long as it has people; an area is in the quantile
    that its middle lies in. Equal values lie in one stretch and share a quantile. An area with more people than a
    quantile should hold can leave one empty.

    References
    ----------
    Bross IDJ (1958), How to use ridit analysis, Biometrics 14: 18-38.

    Examples
    --------
    >>> population_quantile([31.2, 8.4, 22.0, 15.3], [1000, 1000, 5000, 1000], count=2).tolist()
    [1.0, 2.0, 1.0, 2.0]
    """
    given, people = floats(values, name="values"), floats(population, name="population")
    same_shape(values=given, population=people)
    refuse_not_above_zero(people, name="population")
    count = whole_number(count, name="count", least=FEWEST_QUANTILES)
    if first not in ("highest", "lowest"):
        raise InputError(f'first must be "highest" or "lowest", and is "{first}".')
    there = ~(np.isnan(given) | np.isnan(people))
    found = np.full(given.shape, np.nan)
    sign = -1.0 if first == "highest" else 1.0
    _, stretch = np.unique(sign * given[there], return_inverse=True)
    size = np.bincount(stretch, weights=people[there])
    middle = np.cumsum(size) - size / 2
    quantiles = 1 + np.floor(count * middle / size.sum()) if size.size else size
    found[there] = np.minimum(quantiles, count)[stretch]
    return found
