"""
Tests of a difference between independent estimates, from their confidence limits.

Two intervals that overlap are no test. Two equal intervals that just touch lie 2.77 standard errors of the
difference apart, which has p = 0.006; a difference at p = 0.05 still has intervals that overlap by a good
part. These functions test the difference itself. Where the counts behind the figures are held, the tests
of `count_differences` are better.
"""

from math import erfc
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import (
    Confidence,
    Floats,
    Notes,
    Truths,
    confidence_levels,
    floats,
    notes,
    refuse,
    refuse_loose_limits,
    same_shape,
)
from equitytown.stats.intervals import Computed, z_value, z_values

SIGNIFICANT = 0.05  # two-sided p below which a difference is more than chance
MISSING_FIGURE = "a figure or one of its limits is missing"
NO_WIDTH = "limits have no width (rounded away)"
ZERO = "a figure or limit is 0, which has no logarithm"

Scale = Literal["natural", "log", "logit"]


class Estimate(NamedTuple):
    """
    Values with their confidence limits, each a number or an array of one shape.

    What `equitytown.stats` works out, a `Computed`, serves in its place. Limits of several confidences have
    a first axis with one entry for each.
    """

    value: ArrayLike
    lower: ArrayLike
    upper: ArrayLike


class Difference(NamedTuple):
    """
    A difference (later minus earlier), its limits, its z and the two-sided p of no difference.

    A `note` says why there is none, and is "" where there is. Limits of several confidences have a first axis.
    """

    difference: Floats
    lower: Floats
    upper: Floats
    z: Floats
    p_value: Floats
    note: Notes


class Ratio(NamedTuple):
    """
    A ratio (later over earlier), its limits, its z and the two-sided p of a ratio of 1.

    A `note` says why there is none, and is "" where there is. Limits of several confidences have a first axis.
    """

    ratio: Floats
    lower: Floats
    upper: Floats
    z: Floats
    p_value: Floats
    note: Notes


def standard_error(lower: ArrayLike, upper: ArrayLike, *, scale: Scale = "natural", confidence: float = 0.95) -> Floats:
    """
    Recover standard errors from confidence limits.

    Parameters
    ----------
    lower, upper : array_like, shape (n,)
        Limits of each estimate; for "logit" as shares of 1. NaN means missing.
    scale : {"natural", "log", "logit"}, default "natural"
        Where the limits lie evenly about the value: "natural" for means, life expectancies and scores,
        "log" for rates and ratios, "logit" for proportions.
    confidence : float, default 0.95
        Coverage of the limits.

    Returns
    -------
    ndarray, shape (n,)
        The width over 2 z, on the scale asked for. NaN where a limit is missing, where the limits have
        no width (rounded away), or where one has no place on the scale (a lower limit of 0 has no log).

    Raises
    ------
    InputError
        If limits are the wrong way round, off the scale, differ in shape, or an option is not known.

    References
    ----------
    Altman DG, Bland JM (2011), How to obtain the confidence interval from a P value, BMJ 343: d2090.

    Examples
    --------
    >>> standard_error(53.2, 60.7).round(3)
    np.float64(1.913)
    """
    low, high = floats(lower, name="lower"), floats(upper, name="upper")
    same_shape(lower=low, upper=high)
    refuse(high < low, "limits are the wrong way round", lambda i: f"{low.flat[i]:g} to {high.flat[i]:g}",
           mend="Give lower before upper.")  # fmt: skip
    width = _on_scale(high, scale) - _on_scale(low, scale)
    known = np.isfinite(width) & (width > 0)
    return np.where(known, width / (2 * z_value(confidence)), np.nan)[()]


def difference_of_values(
    earlier: Estimate | Computed, later: Estimate | Computed, *, confidence: Confidence = 0.95
) -> Difference:
    """
    Test independent estimates for a difference, from their confidence limits.

    Parameters
    ----------
    earlier, later : Estimate or Computed, arrays of shape (n,)
        Values with limits of the same confidence, in one unit. NaN means missing.
    confidence : float or sequence of float, default 0.95
        Coverage of the limits given and of the limits returned. Of several, the first is that of the
        limits given, or of the first of them where they have an axis for each.

    Returns
    -------
    Difference
        Later minus earlier, in the unit of the values. NaN, with a note, where anything needed is
        missing, or where limits have no width.

    Raises
    ------
    InputError
        If limits do not enclose their value, shapes differ or a confidence is out of range.

    References
    ----------
    Altman DG, Bland JM (2003), Interaction revisited: the difference between two estimates, BMJ 326: 219.

    Examples
    --------
    >>> difference_of_values(Estimate(10, 8, 12), Estimate(14, 12, 16)).p_value.round(4)
    np.float64(0.0056)
    """
    before, now = (_known(estimate, "natural", confidence) for estimate in (earlier, later))
    same_shape(earlier=before.value, later=now.value)
    error = np.hypot(before.error, now.error)
    return _difference(now.value - before.value, error, confidence, _reasons(before, now))


def ratio_of_values(
    earlier: Estimate | Computed, later: Estimate | Computed, *, confidence: Confidence = 0.95
) -> Ratio:
    """
    Test independent estimates for a ratio other than 1, from their confidence limits.

    Parameters
    ----------
    earlier, later : Estimate or Computed, arrays of shape (n,)
        Values with limits of the same confidence; all 0 or more. NaN means missing.
    confidence : float or sequence of float, default 0.95
        Coverage of the limits given and of the limits returned. Of several, the first is that of the
        limits given, or of the first of them where they have an axis for each.

    Returns
    -------
    Ratio
        Later over earlier. NaN, with a note, where anything needed is missing or 0, or where limits have
        no width.

    Raises
    ------
    InputError
        If a figure is below 0, limits do not enclose their value, shapes differ or a confidence is out
        of range.

    References
    ----------
    Altman DG, Bland JM (2003), Interaction revisited: the difference between two estimates, BMJ 326: 219.

    Examples
    --------
    >>> test = ratio_of_values(Estimate(0.81, 0.70, 0.94), Estimate(0.67, 0.46, 0.98))
    >>> test.ratio.round(2), test.p_value.round(2)
    (np.float64(0.83), np.float64(0.36))
    """
    before, now = (_known(estimate, "log", confidence) for estimate in (earlier, later))
    same_shape(earlier=before.value, later=now.value)
    error = np.hypot(before.error, now.error)
    found = _difference(now.value - before.value, error, confidence, _reasons(before, now))
    return Ratio(np.exp(found.difference), np.exp(found.lower), np.exp(found.upper), *found[3:])


def change_of_gap(
    earlier: tuple[Estimate | Computed, Estimate | Computed],
    later: tuple[Estimate | Computed, Estimate | Computed],
    *,
    confidence: Confidence = 0.95,
) -> Difference:
    """
    Test whether the distance between two areas changed between two periods.

    Parameters
    ----------
    earlier, later : (Estimate, Estimate)
        The two areas, in the same order, at each period; all four independent. `Computed` serves too.
    confidence : float or sequence of float, default 0.95
        Coverage of the limits given and of the limits returned. Of several, the first is that of the
        limits given, or of the first of them where they have an axis for each.

    Returns
    -------
    Difference
        The later distance minus the earlier one, each without its sign: below 0 when the gap narrowed.
        NaN, with a note, where anything needed is missing, or where limits have no width.

    Raises
    ------
    InputError
        If limits do not enclose their value, shapes differ or a confidence is out of range.

    Notes
    -----
    A place that is part of the comparator (a town in England) is not quite independent of it; for a
    town of one in two hundred and fifty the effect is far below the rounding of the limits. Where one
    area passed the other the distances lie on two sides, and the test is of their sizes.

    Examples
    --------
    >>> before = Estimate(56.6, 55.0, 58.2), Estimate(65.2, 65.1, 65.3)
    >>> now = Estimate(61.1, 59.5, 62.7), Estimate(67.2, 67.1, 67.3)
    >>> test = change_of_gap(before, now)
    >>> test.difference.round(1), test.p_value.round(3)
    (np.float64(-2.5), np.float64(0.031))
    """
    known = [_known(estimate, "natural", confidence) for estimate in (*earlier, *later)]
    same_shape(**{f"estimate {n}": part.value for n, part in enumerate(known, start=1)})
    place, other, place_now, other_now = known
    error = np.sqrt(sum(part.error**2 for part in known))
    size = np.abs(place_now.value - other_now.value) - np.abs(place.value - other.value)
    return _difference(size, error, confidence, _reasons(*known))


def two_sided(z: Floats) -> Floats:
    """Give the two-sided p of normal deviates: the chance of one as far from 0."""
    tails = map(erfc, np.ravel(np.abs(z) / np.sqrt(2)).tolist())
    return np.fromiter(tails, dtype=np.float64, count=np.size(z)).reshape(np.shape(z))[()]


def limits_of(estimate: Estimate | Computed, *, confidence: Confidence = 0.95) -> tuple[Floats, Floats, Floats]:
    """
    Check an estimate at the door and give its value and limits as arrays of one shape.

    Of limits of several confidences those of the first are given.

    Raises
    ------
    InputError
        If limits do not enclose their value or shapes differ.

    Examples
    --------
    >>> several = Estimate(10, [8, 7], [12, 13])
    >>> [float(part) for part in limits_of(several, confidence=(0.95, 0.998))]
    [10.0, 8.0, 12.0]
    """
    value, low, high = (floats(getattr(estimate, name), name=name) for name in ("value", "lower", "upper"))
    if np.ndim(confidence) and low.shape == high.shape == (np.size(confidence), *value.shape):
        low, high = low[0], high[0]
    same_shape(value=value, lower=low, upper=high)
    refuse_loose_limits(value, low, high)
    return value, low, high


class _Known(NamedTuple):
    """A value and its standard error on a scale, and why it may have none."""

    value: Floats
    error: Floats
    missing: Truths
    zero: Truths


def _known(estimate: Estimate | Computed, scale: Scale, confidence: Confidence) -> _Known:
    """Check an estimate at the door; give its value and standard error on a scale."""
    value, low, high = limits_of(estimate, confidence=confidence)
    given = float(np.ravel(confidence_levels(confidence, like=value))[0])
    error = standard_error(low, high, scale=scale, confidence=given)
    missing = np.isnan(value) | np.isnan(low) | np.isnan(high)
    return _Known(_on_scale(value, scale), error, missing, (low == 0) & (scale != "natural"))


def _reasons(*known: _Known) -> Notes:
    """Say why there is no test; "" where there is."""
    missing = np.any([part.missing for part in known], axis=0)
    zero = np.any([part.zero for part in known], axis=0)
    flat = np.any([np.isnan(part.error) for part in known], axis=0)
    return notes(missing.shape, (missing, MISSING_FIGURE), (zero, ZERO), (flat, NO_WIDTH))


def _on_scale(values: Floats, scale: Scale) -> Floats:
    """Give values on a scale; NaN for 0 on the log scale and for none or all on the logit scale."""
    if scale == "natural":
        return values
    if scale not in ("log", "logit"):
        raise InputError(f'scale must be "natural", "log" or "logit", and is "{scale}".')
    refuse(values < 0, "a figure is below 0", lambda i: f"{values.flat[i]:g}", mend='Use the "natural" scale.')
    if scale == "log":
        logs: Floats = np.log(np.where(values == 0, np.nan, values))
        return logs
    refuse(values > 1, "a share is above 1", lambda i: f"{values.flat[i]:g}",
           mend="Give proportions as shares of 1: 0.61, not 61.")  # fmt: skip
    inside = np.where((values == 0) | (values == 1), np.nan, values)
    odds: Floats = np.log(inside / (1 - inside))
    return odds


def _difference(size: Floats, error: Floats, confidence: Confidence, note: Notes) -> Difference:
    z, reach = size / error, z_values(confidence, like=error) * error
    size = np.where(np.isnan(z), np.nan, size)[()]
    return Difference(size, size - reach, size + reach, z, two_sided(z), note)
