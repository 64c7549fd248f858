"""
Rules that set a figure with limits against a comparator: a direction, never a judgement.

Each gives -1 where the figure is lower, 0 where it is not different and 1 where it is higher (-2 and 2
at the second level), and NaN where it is not compared because something needed is missing. None is a
test of a difference: for that, see `differences`.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equitytown.stats.checks import Floats, floats, refuse, refuse_loose_limits, same_shape


def against_value(value: ArrayLike, lower: ArrayLike, upper: ArrayLike, comparator: ArrayLike) -> Floats:
    """
    Set a figure's limits against a comparator's value.

    Parameters
    ----------
    value, lower, upper : array_like, shape (n,)
        Figures with their limits. NaN means missing.
    comparator : array_like, shape (n,)
        The comparator's value, taken as known: it should rest on many more people.

    Returns
    -------
    ndarray, shape (n,)
        0 where the limits hold the comparator's value, their ends included; else -1 or 1 by the values.

    Raises
    ------
    InputError
        If limits do not enclose their value, or shapes differ.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance: single interval.

    Examples
    --------
    >>> against_value(77.0, 76.5, 77.5, 78.9)
    np.float64(-1.0)
    """
    found, low, high, other = _read(value=value, lower=lower, upper=upper, comparator=comparator)
    refuse_loose_limits(found, low, high)
    return _decided([(low <= other) & (other <= high)], found < other, found, low, high, other)


def against_value_at_two_levels(
    value: ArrayLike,
    *,
    outer_lower: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    outer_upper: ArrayLike,
    comparator: ArrayLike,
) -> Floats:
    """
    Set a figure's limits at two confidences against a comparator's value.

    Parameters
    ----------
    value : array_like, shape (n,)
        Figures. NaN means missing.
    outer_lower, outer_upper : array_like, shape (n,)
        The wider limits, usually 99.8%.
    lower, upper : array_like, shape (n,)
        The narrower limits, usually 95%.
    comparator : array_like, shape (n,)
        The comparator's value, taken as known.

    Returns
    -------
    ndarray, shape (n,)
        0 where the narrower limits hold the comparator's value, -1 or 1 where only the wider do, -2 or 2
        where neither does; ends included.

    Raises
    ------
    InputError
        If limits do not enclose their value or the wider do not enclose the narrower, or shapes differ.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance: single interval, two levels.

    Examples
    --------
    >>> levels = {"outer_lower": 2.3, "lower": 2.5, "upper": 2.7, "outer_upper": 2.9}
    >>> against_value_at_two_levels(2.6, **levels, comparator=2.8)
    np.float64(-1.0)
    """
    found, far_low, low, high, far_high, other = _read(
        value=value, outer_lower=outer_lower, lower=lower, upper=upper, outer_upper=outer_upper, comparator=comparator
    )
    refuse_loose_limits(found, low, high)
    refuse((far_low > low) | (far_high < high), "the wider limits do not enclose the narrower",
           lambda i: f"{far_low.flat[i]:g} to {far_high.flat[i]:g} about {low.flat[i]:g} to {high.flat[i]:g}",
           mend="Give the limits of the higher confidence as the outer ones.")  # fmt: skip
    held = [(far_low <= other) & (other <= far_high), (low <= other) & (other <= high)]
    return _decided(held, found < other, found, far_low, low, high, far_high, other)


def by_overlap(
    value: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    *,
    comparator: ArrayLike,
    comparator_lower: ArrayLike,
    comparator_upper: ArrayLike,
) -> Floats:
    """
    Set a figure's limits against a comparator's limits.

    Parameters
    ----------
    value, lower, upper : array_like, shape (n,)
        Figures with their limits. NaN means missing.
    comparator, comparator_lower, comparator_upper : array_like, shape (n,)
        The comparator's figures with theirs.

    Returns
    -------
    ndarray, shape (n,)
        0 where the two intervals touch or overlap; else -1 or 1 by the values.

    Raises
    ------
    InputError
        If limits do not enclose their value, or shapes differ.

    Notes
    -----
    Cautious: equal intervals that just touch differ with p = 0.006, not 0.05. Use
    `differences.difference_of_values` for a test.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance: double overlap.

    Examples
    --------
    >>> by_overlap(4.0, 3.5, 4.5, comparator=3.0, comparator_lower=2.7, comparator_upper=3.6)
    np.float64(0.0)
    """
    found, low, high, other, other_low, other_high = _read(
        value=value, lower=lower, upper=upper, comparator=comparator,
        comparator_lower=comparator_lower, comparator_upper=comparator_upper,
    )  # fmt: skip
    refuse_loose_limits(found, low, high)
    refuse_loose_limits(other, other_low, other_high)
    touching = (low <= other_high) & (other_low <= high)
    return _decided([touching], found < other, found, low, high, other, other_low, other_high)


def _read(**given: ArrayLike) -> list[Floats]:
    arrays = {name: floats(values, name=name) for name, values in given.items()}
    same_shape(**arrays)
    return list(arrays.values())


def _decided(held: Sequence[NDArray[np.bool_]], below: NDArray[np.bool_], *needed: Floats) -> Floats:
    """Count the levels that do not hold the comparator, towards the figure's side; NaN where anything is missing."""
    levels = np.sum([~within for within in held], axis=0).astype(np.float64)
    missing = np.any([np.isnan(array) for array in needed], axis=0)
    return np.where(missing, np.nan, np.where(below, 0 - levels, levels))[()]
