"""The index of disparity: mean differences from the average, over the average."""

from numpy.typing import ArrayLike

from equitytown.stats.checks import Confidence, Floats
from equitytown.stats.inequality.mean_differences import alike, distance_from
from equitytown.stats.inequality.subgroups import (
    ALL_EQUAL,
    AVERAGE_ZERO,
    Average,
    Inequality,
    Subgroups,
    above_zero,
    average_of,
    by_gradient,
    subgroups_of,
)
from equitytown.stats.rates import multiplier_of


def index_of_disparity(
    value: ArrayLike,
    population: ArrayLike,
    *,
    average: ArrayLike | None = None,
    standard_error: ArrayLike | None = None,
    multiplier: float = 100,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Index of disparity: the mean difference from the average over the average, all subgroups counting alike.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis, 0 or more, in any order. NaN means missing.
    population : array_like, shape (..., subgroups)
        People in each subgroup; above 0. NaN means missing.
    average : float, or array_like, shape (...), optional
        The setting's average, 0 or more, where it is known apart and not to be worked out from the subgroups;
        it is taken as exact.
    standard_error : array_like, shape (..., subgroups), optional
        Standard errors of the figures, 0 or more. Without them there are no limits.
    multiplier : float, default 100
        100 for per cent of the average.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Inequality
        In per cent of the average; limits cut off at 0, and none, with a note, where there is no distance.
        NaN, with a note, where a figure, population or average is missing or the average is 0.

    Raises
    ------
    InputError
        If there are fewer than two subgroups, a figure, average or standard error is negative, a population
        is not above 0, shapes differ or an option is out of range.

    Notes
    -----
    Limits by the delta method; they take into account that the average moves too.

    References
    ----------
    Pearcy JN, Keppel KG (2002), A summary measure of health disparity, Public Health Reports 117: 273-280.

    Examples
    --------
    >>> index_of_disparity([27.0, 515.2, 52.9, 14.5, 82.8], [200, 40, 55, 20, 3]).value.round(0)
    np.float64(133.0)
    """
    groups = subgroups_of(value, population, standard_error, relative=True)
    return _index(groups, alike(groups), average_of(groups, average), multiplier_of(multiplier), confidence)


def weighted_index_of_disparity(
    value: ArrayLike,
    population: ArrayLike,
    *,
    average: ArrayLike | None = None,
    standard_error: ArrayLike | None = None,
    multiplier: float = 100,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Weighted index of disparity: the mean difference from the average over the average, people counting alike.

    Parameters
    ----------
    value, population, average, standard_error, multiplier, confidence
        As for `index_of_disparity`.

    Returns
    -------
    Inequality
        As for `index_of_disparity`.

    Raises
    ------
    InputError
        As for `index_of_disparity`.

    References
    ----------
    World Health Organization (2013), Handbook on health inequality monitoring.

    Examples
    --------
    >>> weighted_index_of_disparity([27.0, 515.2, 52.9, 14.5, 82.8], [200, 40, 55, 20, 3]).value.round(1)
    np.float64(114.8)
    """
    groups = subgroups_of(value, population, standard_error, relative=True)
    return _index(groups, groups.share, average_of(groups, average), multiplier_of(multiplier), confidence)


def _index(groups: Subgroups, weight: Floats, centre: Average, many: float, confidence: Confidence) -> Inequality:
    found = distance_from(groups, centre, weight)
    mean = above_zero(centre.value[..., 0])
    gradient = (found.gradient - centre.pull * (found.value / mean)[..., None]) / mean[..., None]
    withheld = [*centre.withheld, (centre.value[..., 0] == 0, AVERAGE_ZERO)]
    return by_gradient(
        groups, many * found.value / mean, many * gradient, confidence=confidence,
        withheld=withheld, unlimited=[(found.none, ALL_EQUAL)], least=0,
    )  # fmt: skip
