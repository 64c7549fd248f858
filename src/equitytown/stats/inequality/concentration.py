"""Concentration indices: how far figures are gathered among the advantaged, for subgroups that have an order."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import Confidence, Floats, refuse
from equitytown.stats.inequality.subgroups import (
    AVERAGE_ZERO,
    Inequality,
    Reason,
    Subgroups,
    above_zero,
    by_gradient,
    measured,
    subgroups_of,
)
from equitytown.stats.relative_rank import MIDDLE, line_through, rank_of_shares

FEWEST_FOR_RESIDUALS = 3  # a line through two subgroups leaves nothing to judge its error by
TOO_FEW = "two subgroups without standard errors say nothing of the error, so there are no limits"
AT_A_BOUND = "the average is at a bound, where the index has no meaning"


def absolute_concentration_index(
    value: ArrayLike,
    population: ArrayLike,
    *,
    standard_error: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Absolute concentration index.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis, the most disadvantaged first. NaN means missing.
    population : array_like, shape (..., subgroups)
        People in each subgroup; above 0. NaN means missing.
    standard_error : array_like, shape (..., subgroups), optional
        Standard errors of the figures. Without them limits come from how far the figures lie off a line.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Inequality
        In the unit of the figures: above 0 where they are gathered among the advantaged, below 0 among the
        disadvantaged, 0 without a gradient. NaN, with a note, where a figure or population is missing.

    Raises
    ------
    InputError
        If there are fewer than two subgroups, a population is not above 0, a standard error is negative,
        shapes differ or a confidence is out of range.

    Notes
    -----
    Σ w (2R - 1) y, for shares w of the people, the middle R of each share in order, and figures y. With
    standard errors the limits are exact for normal figures. Without, the index is read as the slope of 2 var(R) y
    on R, weighted by people, and has that slope's standard error, from its residuals; with few subgroups
    such limits are rough.

    References
    ----------
    Kakwani N, Wagstaff A, van Doorslaer E (1997), Socioeconomic inequalities in health: measurement,
    computation, and statistical inference, Journal of Econometrics 77: 87-103.

    Examples
    --------
    >>> found = absolute_concentration_index([60, 68, 75], [100, 100, 100], standard_error=[1.2, 1.0, 0.9])
    >>> [round(float(part), 2) for part in found[:3]]
    [3.33, 2.68, 3.99]
    """
    groups = subgroups_of(value, population, standard_error)
    level = np.zeros(groups.value.shape[:-1])
    return _scaled(groups, level + 1, level, confidence=confidence)


def relative_concentration_index(
    value: ArrayLike,
    population: ArrayLike,
    *,
    standard_error: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Relative concentration index: the absolute one over the average.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis, 0 or more, the most disadvantaged first. NaN means missing.
    population, standard_error, confidence
        As for `absolute_concentration_index`.

    Returns
    -------
    Inequality
        From -1 to 1. NaN, with a note, where a figure or population is missing or the average is 0.

    Raises
    ------
    InputError
        As for `absolute_concentration_index`, or if a figure is negative.

    Notes
    -----
    With standard errors, limits take into account that the average moves too (delta method). Without, the
    average is taken as known.

    References
    ----------
    Kakwani N, Wagstaff A, van Doorslaer E (1997), Journal of Econometrics 77: 87-103.

    Examples
    --------
    >>> relative_concentration_index([52.1, 56.3, 59.8, 63.2, 66.8], [0.2] * 5).value.round(4)
    np.float64(0.0487)
    """
    groups = subgroups_of(value, population, standard_error, relative=True)
    mean = above_zero(groups.mean)
    steepness = -1 / mean**2  # of the factor, as the average grows
    return _scaled(groups, 1 / mean, steepness, confidence=confidence, withheld=[(groups.mean == 0, AVERAGE_ZERO)])


def wagstaff_index(
    value: ArrayLike,
    population: ArrayLike,
    *,
    most: float,
    least: float = 0,
    standard_error: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Wagstaff's concentration index, for figures that have a least and a most they can be.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis, the most disadvantaged first. NaN means missing.
    population, standard_error, confidence
        As for `absolute_concentration_index`.
    most, least : float
        The bounds of the figures: 100 and 0 for percentages.

    Returns
    -------
    Inequality
        From -1 to 1, and the same, but for its sign, for those with and those without. NaN, with a note,
        where a figure or population is missing or the average is at a bound.

    Raises
    ------
    InputError
        As for `absolute_concentration_index`, or if a figure lies outside the bounds.

    References
    ----------
    Wagstaff A (2005), The bounds of the concentration index when the variable of interest is binary, Health
    Economics 14: 429-432.

    Examples
    --------
    >>> wagstaff_index([60, 68, 75], [100, 100, 100], most=100).value.round(3)
    np.float64(0.152)
    """
    groups = subgroups_of(value, population, standard_error)
    _check_bounds(groups, least, most)
    above, below = above_zero(groups.mean - least), above_zero(most - groups.mean)
    factor = (most - least) / (above * below)
    steepness = factor * (1 / below - 1 / above)
    # The average of figures that all are at a bound may miss it by the last bit.
    at_bound = [((groups.value == least).all(axis=-1) | (groups.value == most).all(axis=-1), AT_A_BOUND)]
    return _scaled(groups, factor, steepness, confidence=confidence, withheld=at_bound)


def erreygers_index(
    value: ArrayLike,
    population: ArrayLike,
    *,
    most: float,
    least: float = 0,
    standard_error: ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Inequality:
    """
    Erreygers's concentration index, for figures that have a least and a most they can be.

    Parameters
    ----------
    value, population, most, least, standard_error, confidence
        As for `wagstaff_index`.

    Returns
    -------
    Inequality
        From -1 to 1: four times the absolute concentration index over the distance between the bounds. NaN,
        with a note, where a figure or population is missing.

    Raises
    ------
    InputError
        As for `wagstaff_index`.

    References
    ----------
    Erreygers G (2009), Correcting the concentration index, Journal of Health Economics 28: 504-515.

    Examples
    --------
    >>> erreygers_index([60, 68, 75], [100, 100, 100], most=100).value.round(3)
    np.float64(0.133)
    """
    groups = subgroups_of(value, population, standard_error)
    _check_bounds(groups, least, most)
    factor = np.full(groups.value.shape[:-1], 4 / (most - least))
    return _scaled(groups, factor, np.zeros(factor.shape), confidence=confidence)


def _scaled(
    groups: Subgroups,
    factor: Floats,
    steepness: Floats,
    *,
    confidence: Confidence,
    withheld: Sequence[Reason] = (),
) -> Inequality:
    """Give the absolute index times a factor, which grows by its steepness with each unit of the average."""
    pull = 2 * groups.share * (rank_of_shares(groups.share) - MIDDLE)
    index = (pull * groups.value).sum(axis=-1)
    if groups.told:
        gradient = factor[..., None] * pull + (steepness * index)[..., None] * groups.share
        return by_gradient(groups, factor * index, gradient, confidence=confidence, withheld=withheld)
    few = np.array(groups.value.shape[-1] < FEWEST_FOR_RESIDUALS)
    error = np.abs(factor) * _error_of_residuals(groups)
    return measured(groups, factor * index, error, confidence=confidence, withheld=withheld, unlimited=[(few, TOO_FEW)])


def _error_of_residuals(groups: Subgroups) -> Floats:
    """Standard error of the absolute index, from how far the figures lie off their line by relative rank."""
    off = rank_of_shares(groups.share) - MIDDLE
    slope = (line_through(groups.share).slope * groups.value).sum(axis=-1, keepdims=True)
    residual = groups.value - groups.mean[..., None] - slope * off
    freedom = max(groups.value.shape[-1] - 2, 1)
    spread = (groups.share * residual**2).sum(axis=-1) / freedom
    error: Floats = 2 * np.sqrt((groups.share * off**2).sum(axis=-1) * spread)
    return error


def _check_bounds(groups: Subgroups, least: float, most: float) -> None:
    """Refuse bounds the wrong way round, and figures outside them."""
    if not least < most:
        raise InputError(f"most must be above least, and they are {most:g} and {least:g}. Use 100 for percentages.")
    value = groups.value
    refuse((value < least) | (value > most), f"value is outside {least:g} to {most:g}", lambda i: f"{value.flat[i]:g}",
           mend="Correct the value, or the bounds.")  # fmt: skip
