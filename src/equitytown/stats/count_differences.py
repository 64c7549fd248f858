"""
Tests of a difference or a ratio between independent proportions or rates, from their counts.

Counts say more than limits that were rounded for print. Use these where the counts are held, and the tests of
`differences` where they are not.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import (
    Confidence,
    Floats,
    Notes,
    Truths,
    confidence_levels,
    floats,
    notes,
    refuse,
    refuse_negative,
    refuse_not_above_zero,
    same_shape,
)
from equitytown.stats.differences import Difference, Ratio, two_sided
from equitytown.stats.intervals import Interval, poisson, wilson, z_values
from equitytown.stats.rates import MISSING_COUNT, multiplier_of

NONE_EARLIER = "the earlier count is 0, and nothing is a multiple of none"
STEPS = 8  # of Newton's method, each of which doubles the digits; six are enough for the last one
TINY = 1e-200  # in the place of a divisor that may be 0, where what it makes is set aside

Counts = tuple[ArrayLike, ArrayLike]


def difference_of_proportions(
    earlier: Counts, later: Counts, *, multiplier: float = 1, confidence: Confidence = 0.95
) -> Difference:
    """
    Test independent proportions for a difference, from their counts.

    Parameters
    ----------
    earlier, later : (numerator, denominator)
        Counts of shape (n,); 0 or more out of above 0. NaN means missing.
    multiplier : float, default 1
        1 for a share, 100 for percentage points.
    confidence : float or sequence of float, default 0.95
        Coverage of the limits returned.

    Returns
    -------
    Difference
        Later minus earlier, times the multiplier. The p value is of the z test with the pooled proportion; the
        limits are Newcombe's, from the two Wilson intervals. Where both are none or all, p is 1. NaN, with
        a note, where a count is missing.

    Raises
    ------
    InputError
        If a count is negative, a denominator is not above 0, a numerator is above its denominator,
        shapes differ or an option is out of range.

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
    many, pair = multiplier_of(multiplier), _shares(earlier, later)
    first, second = (wilson(*counts, confidence=confidence) for counts in (pair[:2], pair[2:]))
    return _recovered(pair, first, second, many, _z_of_shares(pair))


def ratio_of_proportions(earlier: Counts, later: Counts, *, confidence: Confidence = 0.95) -> Ratio:
    """
    Test independent proportions for a ratio other than 1 (a relative risk), from their counts.

    Parameters
    ----------
    earlier, later : (numerator, denominator)
        Counts of shape (n,); 0 or more out of above 0. NaN means missing.
    confidence : float or sequence of float, default 0.95
        Coverage of the limits returned.

    Returns
    -------
    Ratio
        Later over earlier, with Koopman's score limits. The p value is of the z test with the pooled
        proportion, which agrees with them: below 0.05 when 95% limits leave out 1. NaN, with a note, where
        a count is missing. Where there are none earlier the ratio is NaN, with a note, the upper limit is
        infinite, and the lower limit and the p value stand.

    Raises
    ------
    InputError
        If a count is negative, a denominator is not above 0, a numerator is above its denominator,
        shapes differ or a confidence is out of range.

    Notes
    -----
    The customary limits of the logarithm (Katz) are too narrow where counts are few and have no answer
    where one is 0. The score limits keep close to their coverage, and serve at any count.

    References
    ----------
    Koopman PAR (1984), Confidence intervals for the ratio of two binomial proportions, Biometrics 40:
    513-517. Fagerland MW, Lydersen S, Laake P (2015), Recommended confidence intervals for two
    independent binomial proportions, Statistical Methods in Medical Research 24: 224-254.

    Examples
    --------
    >>> test = ratio_of_proportions((16, 80), (36, 40))
    >>> test.ratio.round(2), test.lower.round(2), test.upper.round(2)
    (np.float64(4.5), np.float64(2.94), np.float64(7.15))
    """
    pair = _shares(earlier, later)
    z = z_values(confidence, like=pair.before)
    return _ratio(pair, _inverse(_score_limit(pair.turned(), z)), _score_limit(pair, z), _z_of_shares(pair))


def difference_of_rates(
    earlier: Counts, later: Counts, *, multiplier: float = 100_000, confidence: Confidence = 0.95
) -> Difference:
    """
    Test independent rates for a difference, from events and people or person-years.

    Parameters
    ----------
    earlier, later : (numerator, denominator)
        Events, 0 or more, and people or person-years, above 0; of shape (n,). NaN means missing.
    multiplier : float, default 100,000
        The rates are for so many people.
    confidence : float or sequence of float, default 0.95
        Coverage of the limits returned.

    Returns
    -------
    Difference
        Later minus earlier, times the multiplier. The p value is exact, from the events of the two given
        their sum; z is the score deviate of the same test, whose normal p comes close to it when events are
        many. The limits are recovered from those of the two rates (exact below ten events, Byar's from
        there upwards). NaN, with a note, where a count is missing.

    Raises
    ------
    InputError
        If a count is negative, a denominator is not above 0, shapes differ or an option is out of range.

    Notes
    -----
    Assumes that events are independent. Limits and p value are worked out apart, so that near 0.05 the one
    may leave out 0 while the other does not.

    References
    ----------
    Zou GY, Donner A (2008), Construction of confidence limits about effect measures, Statistics in Medicine
    27: 1693-1702. Przyborowski J, Wilenski H (1940), Homogeneity of results in testing samples from
    Poisson series, Biometrika 31: 313-323.

    Examples
    --------
    >>> test = difference_of_rates((15, 19_017), (41, 28_010), multiplier=1000)
    >>> test.difference.round(3), test.lower.round(3), test.upper.round(3), test.p_value.round(3)
    (np.float64(0.675), np.float64(0.017), np.float64(1.302), np.float64(0.048))
    """
    many, pair = multiplier_of(multiplier), _rates(earlier, later)
    first, second = (_rate_limits(*counts, confidence) for counts in (pair[:2], pair[2:]))
    return _recovered(pair, first, second, many, _z_of_rates(pair))._replace(p_value=_exact_p(pair))


def ratio_of_rates(earlier: Counts, later: Counts, *, confidence: Confidence = 0.95) -> Ratio:
    """
    Test independent rates for a ratio other than 1, from events and people or person-years.

    Parameters
    ----------
    earlier, later : (numerator, denominator)
        Events, 0 or more, and people or person-years, above 0; of shape (n,). NaN means missing.
    confidence : float or sequence of float, default 0.95
        Coverage of the limits returned.

    Returns
    -------
    Ratio
        Later over earlier. Limits and p value are exact, from the events of the two given their sum, and
        agree: p is below 0.05 when 95% limits leave out 1. z is the score deviate of the same test. NaN, with
        a note, where a count is missing. Where there are none earlier the ratio is NaN, with a note, the
        upper limit is infinite, and the lower limit and the p value stand.

    Raises
    ------
    InputError
        If a count is negative, a denominator is not above 0, shapes differ or a confidence is out of range.

    Notes
    -----
    Given x₁ + x₂ events the later x₂ are binomial, with a chance that the ratio sets; the limits are Clopper
    and Pearson's of that chance, and p is twice the smaller tail. Such limits hold the truth at least
    as often as they say, so with few events they are wide. Assumes that events are independent.

    References
    ----------
    Przyborowski J, Wilenski H (1940), Biometrika 31: 313-323. Breslow NE, Day NE (1987), Statistical Methods in
    Cancer Research, volume II, IARC, chapter 3. Fay MP (2010), Two-sided exact tests and matching confidence
    intervals for discrete data, The R Journal 2: 53-58.

    Examples
    --------
    >>> test = ratio_of_rates((15, 19_017), (41, 28_010))
    >>> test.ratio.round(2), test.lower.round(2), test.upper.round(2), test.p_value.round(3)
    (np.float64(1.86), np.float64(1.01), np.float64(3.61), np.float64(0.048))
    """
    pair = _rates(earlier, later)
    tail = (1 - confidence_levels(confidence, like=pair.before)) / 2
    lower, upper = _exact_limit(pair, tail), _inverse(_exact_limit(pair.turned(), tail))
    return _ratio(pair, lower, upper, _z_of_rates(pair))._replace(p_value=_exact_p(pair))


class _Pair(NamedTuple):
    """Counts of two figures, checked, and the figures for each person."""

    x1: Floats
    n1: Floats
    x2: Floats
    n2: Floats

    @property
    def before(self) -> Floats:
        return self.x1 / self.n1

    @property
    def now(self) -> Floats:
        return self.x2 / self.n2

    @property
    def missing(self) -> Floats:
        """NaN where a count is missing and 0 elsewhere, to be added to what is worked out."""
        return 0 * (self.x1 + self.n1 + self.x2 + self.n2)

    def turned(self) -> "_Pair":
        return _Pair(self.x2, self.n2, self.x1, self.n1)


def _rates(earlier: Counts, later: Counts) -> _Pair:
    """Check events and people at the door."""
    (x1, n1), (x2, n2) = (_counts(*earlier, when="earlier"), _counts(*later, when="later"))
    same_shape(earlier=x1, later=x2)
    return _Pair(x1, n1, x2, n2)


def _counts(numerator: ArrayLike, denominator: ArrayLike, *, when: str) -> tuple[Floats, Floats]:
    names = f"the {when} numerator", f"the {when} denominator"
    events, people = floats(numerator, name=names[0]), floats(denominator, name=names[1])
    same_shape(**{names[0]: events, names[1]: people})
    refuse_negative(events, name=names[0])
    refuse_not_above_zero(people, name=names[1])
    return events, people


def _shares(earlier: Counts, later: Counts) -> _Pair:
    """Check the counts of proportions at the door."""
    pair = _rates(earlier, later)
    _refuse_more_than_all(pair.x1, pair.n1, when="earlier")
    _refuse_more_than_all(pair.x2, pair.n2, when="later")
    return pair


def _refuse_more_than_all(events: Floats, people: Floats, *, when: str) -> None:
    refuse(events > people, f"the {when} numerator is above its denominator",
           lambda i: f"{events.flat[i]:g} of {people.flat[i]:g}",
           mend="Correct the counts, or compare rates if one person can have several events.")  # fmt: skip


def _z_of_shares(pair: _Pair) -> Floats:
    """Give the deviate of a difference with the pooled proportion; 0 where both are none or all."""
    pooled = (pair.x1 + pair.x2) / (pair.n1 + pair.n2)
    return _z(pair, pooled * (1 - pooled) * (1 / pair.n1 + 1 / pair.n2))


def _z_of_rates(pair: _Pair) -> Floats:
    """Give the deviate of a difference with the pooled rate; 0 where both are none."""
    return _z(pair, (pair.x1 + pair.x2) / (pair.n1 + pair.n2) * (1 / pair.n1 + 1 / pair.n2))


def _z(pair: _Pair, variance: Floats) -> Floats:
    # No variance means none, or all, in both: no difference either.
    z: Floats = (pair.now - pair.before) / np.sqrt(np.where(variance == 0, 1.0, variance))
    return z


def _rate_limits(events: Floats, people: Floats, confidence: Confidence) -> Interval:
    lower, upper = poisson(events, confidence=confidence)
    return Interval(lower / people, upper / people)


def _recovered(pair: _Pair, first: Interval, second: Interval, many: float, z: Floats) -> Difference:
    """Give a difference with limits recovered from those of its two parts."""
    size = pair.now - pair.before
    down = np.hypot(pair.now - second.lower, first.upper - pair.before)
    up = np.hypot(second.upper - pair.now, pair.before - first.lower)
    note = _note(pair)
    return Difference(many * size, many * (size - down), many * (size + up), z, two_sided(z), note)


def _ratio(pair: _Pair, lower: Floats, upper: Floats, z: Floats) -> Ratio:
    none = pair.x1 == 0
    ratio = (pair.now / np.where(none, np.nan, pair.before))[()]
    missing = pair.missing
    return Ratio(ratio, (lower + missing)[()], (upper + missing)[()], z, two_sided(z), _note(pair, none_earlier=none))


def _score_limit(pair: _Pair, z: Floats) -> Floats:
    """
    Give the upper score limit of a ratio of proportions; infinite where there are none earlier.

    With u for the score of the earlier log proportion, Koopman's equation becomes
    u² (a / (x₁ - u) + b / (x₂ + u)) = z², where a and b are the shares that lack the event. The left side
    is convex and rises from 0, so Newton's method, begun above the root, comes down to it and never passes it.
    """
    x1, n1, x2, n2 = (np.where(pair.x1 == 0, 1.0, part) for part in pair)  # no root there: set apart at the end
    a, b = (n1 - x1) / n1, (n2 - x2) / n2
    one = 2 * z * x1 / (z + np.sqrt(z**2 + 4 * a * x1))  # the root of the first term alone
    other = z * (z + np.sqrt(z**2 + 4 * b * x2)) / (2 * np.maximum(b, TINY))  # and of the second
    u, wall = np.minimum(one, other), np.where(a == 0, np.inf, x1)
    for _ in range(STEPS):
        first, second = a / (wall - u), b / (x2 + u)
        slope = 2 * u * (first + second) + u**2 * (first / (wall - u) - second / (x2 + u))
        u = u - (u**2 * (first + second) - z**2) / np.where(slope > 0, slope, np.inf)
    u = np.minimum(u, x1)
    # Where all had the event earlier, that proportion stays 1 until the later one alone cannot make up z.
    lacking = np.maximum(z**2 - n1**2 * b / (x2 + n1), 0) / n1
    over = np.where(a == 0, 1 + lacking, (n1 - u) / (wall - u))
    return np.where(pair.x1 == 0, np.inf, over * (x2 + u) / (n2 + u))


def _exact_limit(pair: _Pair, tail: Floats) -> Floats:
    """Give the lower exact limit of a ratio of rates; 0 where there are none later."""
    from scipy.special import betaincinv  # noqa: PLC0415  a slow import that few paths need

    none = pair.x2 == 0
    share = np.where(none, 0.0, betaincinv(np.where(none, 1.0, pair.x2), pair.x1 + 1, tail))
    limit: Floats = share / (1 - share) * (pair.n1 / pair.n2)
    return limit


def _exact_p(pair: _Pair) -> Floats:
    """Give the two-sided p of equal rates: twice the smaller tail, given the sum of events."""
    people = pair.n1 + pair.n2
    high, low = _tail(pair.x2, pair.x1, pair.n2 / people), _tail(pair.x1, pair.x2, pair.n1 / people)
    p_value: Floats = np.minimum(2 * np.minimum(high, low), 1)[()]
    return p_value


def _tail(events: Floats, others: Floats, share: Floats) -> Floats:
    """Give the chance that as many events or more of all of them fall to a share."""
    from scipy.special import betainc  # noqa: PLC0415  a slow import that few paths need

    none = events == 0
    chance: Floats = np.where(none, 1.0, betainc(np.where(none, 1.0, events), others + 1, share))
    return chance


def _inverse(limit: Floats) -> Floats:
    """Turn a limit of the ratio turned round into one of the ratio: 0 and infinity change places."""
    none = limit == 0
    return np.where(none, np.inf, 1 / np.where(none, 1.0, limit))


def _note(pair: _Pair, *, none_earlier: Truths | np.bool_ = np.False_) -> Notes:
    return notes(pair.x1.shape, (np.isnan(pair.missing), MISSING_COUNT), (none_earlier, NONE_EARLIER))
