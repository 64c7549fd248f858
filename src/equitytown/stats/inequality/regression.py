"""Slope and relative index from a regression whose error comes from its own residuals, as the WHO has them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import Confidence, Floats, Truths, refuse
from equitytown.stats.inequality.subgroups import (
    Inequality,
    Subgroups,
    above_zero,
    measured,
    measured_ratio,
    subgroups_of,
)
from equitytown.stats.rates import multiplier_of
from equitytown.stats.relative_rank import line_through, rank_of_shares

FEWEST = 3  # a line through two subgroups leaves nothing to judge its error by
ROUNDS = 50  # of Newton's method; a line that can be fitted settles within ten
SETTLED = 1e-9  # change of a coefficient (log odds) in the last round
NO_END = 30.0  # log odds beyond which a share is none or all; a curve that gets there runs on without end
LARGEST_STEP = 4.0  # log odds a round, so that a first guess far off does not run away
HALVINGS = 30  # of a step that goes too far
ROUNDING = 1e-14  # of a likelihood: what its sums cost

NOT_ABOVE = "the line is not above 0 at both ends"
NOT_SETTLED = "the logistic line cannot be fitted: figures of none or all leave it no end"


class _Ends(NamedTuple):
    """
    The heights of a fitted line at relative rank 0 and 1, and how each hangs on the residuals.

    `at_start` and `at_end` are of shape (..., subgroups): multiplied with the residuals they are what each
    subgroup moves the height by.
    """

    start: Floats
    end: Floats
    at_start: Floats
    at_end: Floats
    residual: Floats

    def error(self, gradient: Floats) -> Floats:
        """Standard error that holds when residuals differ in spread (sandwich, with n over n - 2)."""
        count = self.residual.shape[-1]
        found: Floats = np.sqrt(count / (count - 2) * ((gradient * self.residual) ** 2).sum(axis=-1))
        return found


def regression_slope_index(value: ArrayLike, population: ArrayLike, *, confidence: Confidence = 0.95) -> Inequality:
    """
    Slope index of inequality by linear regression, with limits from its residuals.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis, the most disadvantaged first; three subgroups or more. NaN
        means missing.
    population : array_like, shape (..., subgroups)
        People in each subgroup; above 0. NaN means missing.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Inequality
        The line's height at the most advantaged end less that at the most disadvantaged, in the unit of the
        figures. NaN, with a note, where a figure or population is missing.

    Raises
    ------
    InputError
        If there are fewer than three subgroups, a population is not above 0, shapes differ or a confidence is
        out of range.

    See Also
    --------
    equitytown.stats.slope.slope_index : The same line, with limits from the figures' own errors.

    Notes
    -----
    Least squares weighted by people, on the middle of each subgroup's share of the people in order. The
    standard error allows for residuals of unequal spread (HC1).

    References
    ----------
    Moreno-Betancur M, Latouche A, Menvielle G, Kunst AE, Rey G (2015), Relative index of inequality and slope
    index of inequality, Epidemiology 26: 518-527. World Health Organization (2013), Handbook on health
    inequality monitoring.

    Examples
    --------
    >>> regression_slope_index([52.1, 56.3, 59.8, 63.2, 66.8], [0.2] * 5).value.round(2)
    np.float64(18.15)
    """
    groups = subgroups_of(value, population, fewest=FEWEST)
    line = _linear(groups)
    return measured(groups, line.end - line.start, line.error(line.at_end - line.at_start), confidence=confidence)


def regression_relative_index(value: ArrayLike, population: ArrayLike, *, confidence: Confidence = 0.95) -> Inequality:
    """
    Relative index of inequality by linear regression, with limits from its residuals.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis, 0 or more, the most disadvantaged first; three subgroups or
        more. NaN means missing.
    population, confidence
        As for `regression_slope_index`.

    Returns
    -------
    Inequality
        The line's height at the most advantaged end over that at the most disadvantaged. Limits lie evenly
        about its logarithm, of which `standard_error` is given. NaN, with a note, where a figure or population
        is missing or the line is not above 0 at both ends.

    Raises
    ------
    InputError
        As for `regression_slope_index`, or if a figure is negative.

    References
    ----------
    Moreno-Betancur M and others (2015), Epidemiology 26: 518-527.

    Examples
    --------
    >>> regression_relative_index([52.1, 56.3, 59.8, 63.2, 66.8], [0.2] * 5).value.round(3)
    np.float64(1.359)
    """
    groups = subgroups_of(value, population, fewest=FEWEST, relative=True)
    line = _linear(groups)
    start, end = above_zero(line.start), above_zero(line.end)
    below = ~np.isnan(line.start + line.end) & np.isnan(start + end)
    error = line.error(line.at_end / end[..., None] - line.at_start / start[..., None])
    return measured_ratio(groups, end / start, error, confidence=confidence, withheld=[(below, NOT_ABOVE)])


def logistic_slope_index(
    value: ArrayLike, population: ArrayLike, *, scale: float, confidence: Confidence = 0.95
) -> Inequality:
    """
    Slope index of inequality by logistic regression, for shares of people.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis, the most disadvantaged first, from 0 to `scale`; three
        subgroups or more. NaN means missing.
    population : array_like, shape (..., subgroups)
        People in each subgroup; above 0. NaN means missing.
    scale : float
        The figure that stands for everybody: 1 for shares, 100 for percentages, 100,000 for rates for so many.
        It is never guessed from the figures.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Inequality
        The curve's height at the most advantaged end less that at the most disadvantaged, in the unit of the
        figures, and so its limits and standard error. NaN, with a note, where a figure or population is
        missing, or where figures of none or all leave the curve no end.

    Raises
    ------
    InputError
        If there are fewer than three subgroups, a figure is outside 0 to `scale`, a population is not above
        0, shapes differ or an option is out of range.

    Notes
    -----
    The log odds are a straight line of the relative rank, fitted by quasi-likelihood with each subgroup
    weighted once by its people. The standard error allows for residuals of unequal spread (HC1), and goes
    through the curve by the delta method.

    References
    ----------
    Papke LE, Wooldridge JM (1996), Econometric methods for fractional response variables, Journal of Applied
    Econometrics 11: 619-632. World Health Organization (2013), Handbook on health inequality monitoring.

    Examples
    --------
    >>> logistic_slope_index([60, 68, 75, 79], [1, 1, 1, 1], scale=100).value.round(1)
    np.float64(25.4)
    """
    groups = _shares(value, population, scale)
    curve, lost = _logistic(groups)
    gap, error = curve.end - curve.start, curve.error(curve.at_end - curve.at_start)
    return measured(groups, scale * gap, scale * error, confidence=confidence, withheld=[(lost, NOT_SETTLED)])


def logistic_relative_index(
    value: ArrayLike, population: ArrayLike, *, scale: float, confidence: Confidence = 0.95
) -> Inequality:
    """
    Relative index of inequality by logistic regression, for shares of people.

    Parameters
    ----------
    value, population, scale, confidence
        As for `logistic_slope_index`.

    Returns
    -------
    Inequality
        The curve's height at the most advantaged end over that at the most disadvantaged. Limits lie evenly
        about its logarithm, of which `standard_error` is given. NaN, with a note, as for
        `logistic_slope_index`.

    Raises
    ------
    InputError
        As for `logistic_slope_index`.

    References
    ----------
    Papke LE, Wooldridge JM (1996), Journal of Applied Econometrics 11: 619-632.

    Examples
    --------
    >>> logistic_relative_index([60, 68, 75, 79], [1, 1, 1, 1], scale=100).value.round(2)
    np.float64(1.45)
    """
    groups = _shares(value, population, scale)
    curve, lost = _logistic(groups)
    error = curve.error(curve.at_end / curve.end[..., None] - curve.at_start / curve.start[..., None])
    return measured_ratio(groups, curve.end / curve.start, error, confidence=confidence, withheld=[(lost, NOT_SETTLED)])


def _linear(groups: Subgroups) -> _Ends:
    """Fit a straight line."""
    line = line_through(groups.share)
    at_start, at_end = line.start, line.start + line.slope
    start, end = ((part * groups.value).sum(axis=-1) for part in (at_start, at_end))
    fitted = start[..., None] + (end - start)[..., None] * rank_of_shares(groups.share)
    return _Ends(start, end, at_start, at_end, groups.value - fitted)


def _shares(value: ArrayLike, population: ArrayLike, scale: float) -> Subgroups:
    """Read figures as shares of everybody."""
    all_of = multiplier_of(scale)
    groups = subgroups_of(value, population, fewest=FEWEST)
    figure = groups.value
    refuse((figure < 0) | (figure > all_of), f"value is outside 0 to {all_of:g}", lambda i: f"{figure.flat[i]:g}",
           mend="Give as `scale` what stands for everybody: 1, 100 or 100,000.")  # fmt: skip
    return groups._replace(value=figure / all_of)


def _logistic(groups: Subgroups) -> tuple[_Ends, Truths]:
    """Fit a logistic curve; say also which groups have none."""
    rank, share = rank_of_shares(groups.share), groups.share
    none_or_all = (groups.value == 0).all(axis=-1) | (groups.value == 1).all(axis=-1)
    inside = np.where(none_or_all, np.nan, groups.mean)
    base, slope = np.log(inside / (1 - inside)), 0 * inside
    unsettled = ~np.isnan(inside)
    for _ in range(ROUNDS):
        fitted = _expit(base[..., None] + slope[..., None] * rank)
        push = share * (groups.value - fitted)
        bend = _Bend.of(share * fitted * (1 - fitted), rank)
        steps = bend.solve(push.sum(axis=-1), (push * rank).sum(axis=-1))
        length = np.where(unsettled, _length(groups, rank, (base, slope), steps), 0)
        step_base, step_slope = (length * np.where(unsettled, step, 0) for step in steps)
        base, slope = base + step_base, slope + step_slope
        unsettled = np.abs(step_base) + np.abs(step_slope) > SETTLED
        if not unsettled.any():
            break
    start, end = _expit(base), _expit(base + slope)
    fitted = _expit(base[..., None] + slope[..., None] * rank)
    bend = _Bend.of(share * fitted * (1 - fitted), rank)
    rise_start, rise_end = start * (1 - start), end * (1 - end)
    at_start, at_end = bend.solve(rise_start, 0 * rise_start), bend.solve(rise_end, rise_end)
    hang_start, hang_end = (share * (level[..., None] + steep[..., None] * rank) for level, steep in (at_start, at_end))
    lost = unsettled | ~(np.maximum(np.abs(base), np.abs(base + slope)) < NO_END)
    return _Ends(start, end, hang_start, hang_end, groups.value - fitted), lost


def _length(groups: Subgroups, rank: Floats, line: tuple[Floats, Floats], steps: tuple[Floats, Floats]) -> Floats:
    """
    Say how much of a step to take: level and slope together, and never to where the figures are less likely.

    The likelihood has one top, so steps that never go down find it.
    """
    length = LARGEST_STEP / np.maximum(LARGEST_STEP, np.maximum(*(np.abs(step) for step in steps)))
    before = _likelihood(groups, rank, *line)
    for _ in range(HALVINGS):
        after = _likelihood(groups, rank, *(part + length * step for part, step in zip(line, steps, strict=True)))
        lower = after < before - ROUNDING * np.abs(before)
        if not lower.any():
            break
        length = np.where(lower, length / 2, length)
    return length


def _likelihood(groups: Subgroups, rank: Floats, base: Floats, slope: Floats) -> Floats:
    """Give how likely a line makes the figures, as a logarithm."""
    odds = base[..., None] + slope[..., None] * rank
    found: Floats = (groups.share * (groups.value * odds - np.maximum(odds, 0) - np.log1p(np.exp(-np.abs(odds))))).sum(
        axis=-1
    )
    return found


class _Bend(NamedTuple):
    """Sums of weights, and of weights times ranks and squared ranks, over the subgroups."""

    level: Floats
    cross: Floats
    steep: Floats

    @classmethod
    def of(cls, weight: Floats, rank: Floats) -> "_Bend":
        """Take the sums."""
        return cls(*((weight * rank**power).sum(axis=-1) for power in (0, 1, 2)))

    def solve(self, level: Floats, steep: Floats) -> tuple[Floats, Floats]:
        """Solve the two equations of a line for its level and its slope; NaN where they are one."""
        determinant = above_zero(self.level * self.steep - self.cross**2)
        return (
            (self.steep * level - self.cross * steep) / determinant,
            (self.level * steep - self.cross * level) / determinant,
        )


def _expit(log_odds: Floats) -> Floats:
    share: Floats = 1 / (1 + np.exp(-log_odds))
    return share
