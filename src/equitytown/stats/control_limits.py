"""
Control limits: how far an area of its size may lie from a comparator's value by chance.

The limits stand about the comparator, not about the area's own figure: a figure outside them differs. Set
figures against them with `comparisons.against_control_limits`.
"""

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import (
    A_HAIR,
    Confidence,
    Floats,
    floats,
    refuse,
    refuse_negative,
    same_shape,
)
from equitytown.stats.intervals import Interval, exact, wilson
from equitytown.stats.rates import multiplier_of


def control_limits_of_proportions(
    comparator: ArrayLike, denominator: ArrayLike, *, multiplier: float = 1, confidence: Confidence = 0.95
) -> Interval:
    """
    Control limits about a comparator's proportion, for areas of given size.

    Parameters
    ----------
    comparator : array_like, shape () or (n,)
        The comparator's proportion, in the unit that `multiplier` says; one for all areas or one for each.
        NaN means missing.
    denominator : array_like, shape (n,)
        People of each area, 0 or more. NaN means missing.
    multiplier : float, default 1
        1 for shares, 100 for percentages.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage: 0.95 or 0.998 in use.

    Returns
    -------
    Interval
        Limits in the unit of the comparator; NaN where anything is missing or nobody lives.

    Raises
    ------
    InputError
        If a comparator is off the scale, a denominator is negative, shapes differ or an option is out of range.

    Notes
    -----
    Wilson's limits of the events that an area of that size would have at the comparator's proportion.

    References
    ----------
    Wilson EB (1927), JASA 22: 209-212. Office for Health Improvement and Disparities, Fingertips technical
    guidance: statistical process control.

    Examples
    --------
    >>> limits = control_limits_of_proportions(20, [100, 10_000], multiplier=100)
    >>> limits.lower.round(1).tolist(), limits.upper.round(1).tolist()
    ([13.3, 19.2], [28.9, 20.8])
    """
    share, people, many = _about(comparator, denominator, multiplier)
    refuse(share > 1, "comparator is above the whole", lambda i: f"{many * share.flat[i]:g}",
           mend="Give it in the unit that `multiplier` says.")  # fmt: skip
    limits = wilson(np.minimum(share * people, people), people, confidence=confidence)
    return Interval(many * limits.lower, many * limits.upper)


def control_limits_of_rates(
    comparator: ArrayLike, denominator: ArrayLike, *, multiplier: float = 100_000, confidence: Confidence = 0.95
) -> Interval:
    """
    Control limits about a comparator's rate, for areas of given size.

    Parameters
    ----------
    comparator : array_like, shape () or (n,)
        The comparator's rate for `multiplier` people; one for all areas or one for each. NaN means missing.
    denominator : array_like, shape (n,)
        People, or person-years, of each area, 0 or more. NaN means missing.
    multiplier : float, default 100,000
        The rates are for so many people.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage: 0.95 or 0.998 in use.

    Returns
    -------
    Interval
        Limits in the unit of the comparator; NaN where anything is missing or nobody lives.

    Raises
    ------
    InputError
        If a comparator or denominator is negative, shapes differ or an option is out of range.

    Notes
    -----
    With E the events that an area of that size would have at the comparator's rate, the lower limit is the
    Poisson mean for which E or more events have a chance of (1 - confidence) / 2, and the upper limit that for
    which E or fewer have: exact limits of E made whole upwards and downwards.

    References
    ----------
    Armitage P, Berry G, Matthews JNS (2002), Statistical Methods in Medical Research. Office for Health
    Improvement and Disparities, Fingertips technical guidance: statistical process control.

    Examples
    --------
    >>> limits = control_limits_of_rates(2.0, [500_000, 5_000_000])
    >>> limits.lower.round(2).tolist(), limits.upper.round(2).tolist()
    ([0.96, 1.63], [3.68, 2.43])
    """
    rate, people, many = _about(comparator, denominator, multiplier)
    hoped = rate * people
    nearest = np.rint(hoped)
    hoped = np.where(np.abs(hoped - nearest) <= A_HAIR * nearest, nearest, hoped)
    lower, _ = _exact_of(np.ceil(hoped), confidence)
    _, upper = _exact_of(np.floor(hoped), confidence)
    return Interval((many * lower / people)[()], (many * upper / people)[()])


def _about(comparator: ArrayLike, denominator: ArrayLike, multiplier: float) -> tuple[Floats, Floats, float]:
    """Check at the door; give the comparator for one person, beside each area's people."""
    other, people = floats(comparator, name="comparator"), floats(denominator, name="denominator")
    other = np.broadcast_to(other, people.shape) if other.ndim == 0 else other
    same_shape(comparator=other, denominator=people)
    refuse_negative(other, name="comparator")
    refuse_negative(people, name="denominator")
    people = np.where(people == 0, np.nan, people)  # nobody to be set against anything
    many = multiplier_of(multiplier)
    return other / many, people, many


def _exact_of(events: Floats, confidence: Confidence) -> Interval:
    """Exact limits of whole counts: equal counts are worked out once."""
    counts, place = np.unique(events, return_inverse=True)
    limits = exact(counts, confidence=confidence)
    return Interval(limits.lower[..., place], limits.upper[..., place])
