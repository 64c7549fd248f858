"""
Tests of a difference between independent estimates.

Two intervals that overlap are no test. Two equal intervals that just touch lie 2.77 standard errors of the
difference apart, which has p = 0.006; a difference at p = 0.05 still has intervals that overlap by a good
part. These functions test the difference itself.
"""

from math import erfc, sqrt
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, floats, refuse, refuse_loose_limits, same_shape
from equitytown.stats.intervals import wilson, z_value

SIGNIFICANT = 0.05  # two-sided p below which a difference is more than chance

Scale = Literal["natural", "log", "logit"]
Counts = tuple[ArrayLike, ArrayLike]


class Estimate(NamedTuple):
    """Values with their confidence limits, each a number or an array of one shape."""

    value: ArrayLike
    lower: ArrayLike
    upper: ArrayLike


class Difference(NamedTuple):
    """A difference (later minus earlier), its limits, its z and the two-sided p of no difference."""

    difference: Floats
    lower: Floats
    upper: Floats
    z: Floats
    p_value: Floats


class Ratio(NamedTuple):
    """A ratio (later over earlier), its limits, its z and the two-sided p of a ratio of 1."""

    ratio: Floats
    lower: Floats
    upper: Floats
    z: Floats
    p_value: Floats


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


def difference_of_values(earlier: Estimate, later: Estimate, *, confidence: float = 0.95) -> Difference:
    """
    Test independent estimates for a difference, from their confidence limits.

    Parameters
    ----------
    earlier, later : Estimate
        Values with limits of the same confidence, in one unit.
    confidence : float, default 0.95
        Coverage of the limits given and of the limits returned.

    Returns
    -------
    Difference
        Later minus earlier, in the unit of the values. NaN where anything needed is missing, or where
        limits have no width.

    Raises
    ------
    InputError
        If limits do not enclose their value, or shapes differ.

    References
    ----------
    Altman DG, Bland JM (2003), Interaction revisited: the difference between two estimates, BMJ 326: 219.

    Examples
    --------
    >>> difference_of_values(Estimate(10, 8, 12), Estimate(14, 12, 16)).p_value.round(4)
    np.float64(0.0056)
    """
    (first, first_error), (second, second_error) = (_known(e, "natural", confidence) for e in (earlier, later))
    same_shape(earlier=first, later=second)
    return _difference(second - first, np.hypot(first_error, second_error), confidence)


def ratio_of_values(earlier: Estimate, later: Estimate, *, confidence: float = 0.95) -> Ratio:
    """
    Test independent estimates for a ratio other than 1, from their confidence limits.

    Parameters
    ----------
    earlier, later : Estimate
        Values with limits of the same confidence; all 0 or more.
    confidence : float, default 0.95
        Coverage of the limits given and of the limits returned.

    Returns
    -------
    Ratio
        Later over earlier. NaN where anything needed is missing or 0, or where limits have no width.

    Raises
    ------
    InputError
        If a figure is below 0, limits do not enclose their value, or shapes differ.

    References
    ----------
    Altman DG, Bland JM (2003), Interaction revisited: the difference between two estimates, BMJ 326: 219.

    Examples
    --------
    >>> test = ratio_of_values(Estimate(0.81, 0.70, 0.94), Estimate(0.67, 0.46, 0.98))
    >>> test.ratio.round(2), test.p_value.round(2)
    (np.float64(0.83), np.float64(0.36))
    """
    (first, first_error), (second, second_error) = (_known(e, "log", confidence) for e in (earlier, later))
    same_shape(earlier=first, later=second)
    found = _difference(second - first, np.hypot(first_error, second_error), confidence)
    return Ratio(np.exp(found.difference), np.exp(found.lower), np.exp(found.upper), found.z, found.p_value)


def difference_of_proportions(earlier: Counts, later: Counts, *, confidence: float = 0.95) -> Difference:
    """
    Test independent proportions for a difference, from their counts.

    Parameters
    ----------
    earlier, later : (numerator, denominator)
        Counts; 0 or more out of above 0. NaN means missing.
    confidence : float, default 0.95
        Coverage of the limits returned.

    Returns
    -------
    Difference
        Later minus earlier, as shares of 1. The p value is of the z test with the pooled proportion; the
        limits are Newcombe's, from the two Wilson intervals. Where both are none or all, p is 1.

    Raises
    ------
    InputError
        If a count is negative, a denominator is not above 0, a numerator is above its denominator, or
        shapes differ.

    References
    ----------
    Newcombe RG (1998), Interval estimation for the difference between independent proportions, method 10,
    Statistics in Medicine 17: 873-890. Fleiss JL, Levin B, Paik MC (2003), Statistical Methods for Rates
    and Proportions, chapter 3.

    Examples
    --------
    >>> test = difference_of_proportions((48, 80), (56, 70))
    >>> test.difference.round(4), test.lower.round(4), test.upper.round(4)
    (np.float64(0.2), np.float64(0.0524), np.float64(0.3339))
    """
    first_limits, second_limits = (wilson(*counts, confidence=confidence) for counts in (earlier, later))
    (x1, n1), (x2, n2) = (tuple(floats(c, name="counts") for c in counts) for counts in (earlier, later))
    same_shape(earlier=x1, later=x2)
    first, second = x1 / n1, x2 / n2
    pooled = (x1 + x2) / (n1 + n2)
    error = np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    size = second - first
    z = size / np.where(error == 0, 1.0, error)  # no error means none or all in both: no difference either
    down = np.hypot(second - second_limits.lower, first_limits.upper - first)
    up = np.hypot(second_limits.upper - second, first - first_limits.lower)
    return Difference(size, size - down, size + up, z, _two_sided(z))


def change_of_gap(
    earlier: tuple[Estimate, Estimate], later: tuple[Estimate, Estimate], *, confidence: float = 0.95
) -> Difference:
    """
    Test whether the distance between two areas changed between two periods.

    Parameters
    ----------
    earlier, later : (Estimate, Estimate)
        The two areas, in the same order, at each period; all four independent.
    confidence : float, default 0.95
        Coverage of the limits given and of the limits returned.

    Returns
    -------
    Difference
        The later distance minus the earlier one, each without its sign: below 0 when the gap narrowed.
        NaN where anything needed is missing, or where limits have no width.

    Raises
    ------
    InputError
        If limits do not enclose their value, or shapes differ.

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
    same_shape(**{f"estimate {n}": value for n, (value, _) in enumerate(known, start=1)})
    (place, _), (other, _), (place_now, _), (other_now, _) = known
    error = np.sqrt(sum(error**2 for _, error in known))
    return _difference(np.abs(place_now - other_now) - np.abs(place - other), error, confidence)


def _known(estimate: Estimate, scale: Scale, confidence: float) -> tuple[Floats, Floats]:
    """Check an estimate at the door; give its value and standard error on a scale."""
    value, low, high = (floats(part, name=name) for part, name in zip(estimate, estimate._fields, strict=True))
    same_shape(value=value, lower=low, upper=high)
    refuse_loose_limits(value, low, high)
    return _on_scale(value, scale), standard_error(low, high, scale=scale, confidence=confidence)


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


def _difference(size: Floats, error: Floats, confidence: float) -> Difference:
    z, reach = size / error, z_value(confidence) * error
    size = np.where(np.isnan(z), np.nan, size)[()]
    return Difference(size, size - reach, size + reach, z, _two_sided(z))


def _two_sided(z: Floats) -> Floats:
    tails = [erfc(abs(deviate) / sqrt(2)) for deviate in np.ravel(z)]
    return np.reshape(np.array(tails, dtype=np.float64), np.shape(z))[()]
