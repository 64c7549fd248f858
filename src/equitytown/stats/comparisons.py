"""
Rules that set a figure with limits against a comparator: a direction, never a judgement.

Each gives -1 where the figure is lower, 0 where it is not different and 1 where it is higher (-2 and 2
at the second level), and NaN where it is not compared because something needed is missing. None is a
test of a difference: for that, see `differences`. `in_words` turns directions into a judgement, once it is
told which end is good.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, floats, refuse, refuse_loose_limits, same_shape
from equitytown.stats.ranks import Best

PLANS = {1: 1.0, 2: 0.0, 3: -1.0}  # a plan exists, is being made, is missing (Fingertips)
# What -2 to 2 read as: no judgement, high is good; low is good is the other way round.
PLAIN = ("lowest", "lower", "similar", "higher", "highest")
JUDGED = ("worst", "worse", "similar", "better", "best")
NOT_COMPARED = "not compared"


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


def against_control_limits(value: ArrayLike, lower: ArrayLike, upper: ArrayLike) -> Floats:
    """
    Set a figure against the control limits that stand about a comparator's value.

    Parameters
    ----------
    value : array_like, shape (n,)
        Figures. NaN means missing.
    lower, upper : array_like, shape (n,)
        Limits about the comparator for an area of that size, as `control_limits` gives them.

    Returns
    -------
    ndarray, shape (n,)
        0 where the figure lies within, the limits themselves included; else -1 or 1.

    Raises
    ------
    InputError
        If limits are the wrong way round, or shapes differ.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance: statistical process control.

    Examples
    --------
    >>> against_control_limits([18.0, 12.9], [13.3, 13.3], [28.9, 28.9]).tolist()
    [0.0, -1.0]
    """
    found, low, high = _read(value=value, lower=lower, upper=upper)
    refuse(low > high, "limits are the wrong way round", lambda i: f"{low.flat[i]:g} to {high.flat[i]:g}",
           mend="Give lower before upper.")  # fmt: skip
    return _decided([(low <= found) & (found <= high)], found < low, found, low, high)


def by_plan(code: ArrayLike) -> Floats:
    """
    Say how an area stands that reports whether it has a plan (the suicide prevention plan of Fingertips).

    Parameters
    ----------
    code : array_like, shape (n,)
        1 where a plan exists, 2 where one is being made, 3 where there is none. NaN means missing.

    Returns
    -------
    ndarray, shape (n,)
        1 for a plan, 0 for one being made (and for any other code), -1 for none: having one is good, so
        read them with `best="high"`.

    Raises
    ------
    InputError
        If codes are not numbers.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips: suicide prevention plan.

    Examples
    --------
    >>> by_plan([1, 2, 3, float("nan")]).tolist()
    [1.0, 0.0, -1.0, nan]
    """
    found = floats(code, name="code")
    status = np.select([found == plan for plan in PLANS], list(PLANS.values()), default=0.0)
    return np.where(np.isnan(found), np.nan, status)[()]


def in_words(
    direction: ArrayLike, *, best: Best | NDArray[np.object_] | list[Best | None] | None
) -> NDArray[np.object_]:
    """
    Put directions in words: a judgement where one end is good.

    Parameters
    ----------
    direction : array_like
        -2 to 2, as the rules of this module give them. NaN means not compared.
    best : {"high", "low"}, None, or array_like of these
        Which end is good, for all or one for each; None for no judgement.

    Returns
    -------
    ndarray of str
        "worst", "worse", "similar", "better" or "best"; without judgement "lowest", "lower", "similar",
        "higher" or "highest"; "not compared" where the direction is missing.

    Raises
    ------
    InputError
        If a direction is none of these, or `best` is not known or does not fit.

    Examples
    --------
    >>> in_words([-1, 0, 2], best="low").tolist()
    ['better', 'similar', 'worst']
    >>> in_words([-1, 0, float("nan")], best=None).tolist()
    ['lower', 'similar', 'not compared']
    """
    found = floats(direction, name="direction")
    refuse(~np.isnan(found) & ~np.isin(found, range(-2, 3)), "direction is not -2, -1, 0, 1 or 2",
           lambda i: f"{found.flat[i]:g}", mend="Give what the rules of this module return.")  # fmt: skip
    ends = np.asarray(best, dtype=object)
    if ends.ndim and ends.shape != found.shape:
        raise InputError(f"best has the shape {ends.shape} and the directions {found.shape}. Give one for each.")
    for end in set(ends.ravel().tolist()):
        refuse_unknown_best(end)
    step = np.where(np.isnan(found), 0, found).astype(np.intp) + len(JUDGED) // 2
    judged, turned, plain = (np.array(words, dtype=object)[step] for words in (JUDGED, JUDGED[::-1], PLAIN))
    words = np.where(ends == "high", judged, np.where(ends == "low", turned, plain))
    return np.where(np.isnan(found), NOT_COMPARED, words)


def refuse_unknown_best(best: Best | None) -> None:
    """Refuse an end that is neither high nor low, nor None for no judgement."""
    if best not in ("high", "low", None):
        raise InputError(f'best must be "high", "low" or None, and is "{best}".')


def _read(**given: ArrayLike) -> list[Floats]:
    arrays = {name: floats(values, name=name) for name, values in given.items()}
    same_shape(**arrays)
    return list(arrays.values())


def _decided(held: Sequence[NDArray[np.bool_]], below: NDArray[np.bool_], *needed: Floats) -> Floats:
    """Count the levels that do not hold the comparator, towards the figure's side; NaN where anything is missing."""
    levels = np.sum([~within for within in held], axis=0).astype(np.float64)
    missing = np.any([np.isnan(array) for array in needed], axis=0)
    return np.where(missing, np.nan, np.where(below, 0 - levels, levels))[()]
