"""Limits of any measure by redrawing the subgroups' figures, as the World Health Organization's tools have them."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from equitytown.stats.checks import Confidence, Floats, floats, notes, refuse, same_shape
from equitytown.stats.inequality.subgroups import NO_ERROR, Inequality
from equitytown.stats.slope_simulation import order_places

DRAWS = 10_000  # limits of 95% move by about three hundredths of a standard error between seeds
LEAST_CHANCE = 1e-16  # keeps a drawn chance away from 0 and 1, which have no normal deviate

NO_MEASURE = "some redrawn figures give no measure, so there are no limits"


def redrawn_limits(
    measure: Callable[..., Inequality],
    value: ArrayLike,
    population: ArrayLike | None = None,
    *,
    standard_error: ArrayLike,
    least: float = 0,
    most: float = np.inf,
    confidence: Confidence = 0.95,
    seed: int = 1,
    draws: int = DRAWS,
    **options: Any,  # Any: what the measure asks for
) -> Inequality:
    """
    Give a measure limits by redrawing every figure within its standard error.

    Parameters
    ----------
    measure : callable
        A measure of this package.
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis. NaN means missing.
    population : array_like, shape (..., subgroups), optional
        People in each subgroup, for a measure that asks for them.
    standard_error : array_like, shape (..., subgroups)
        Standard errors of the figures, 0 or more.
    least, most : float, default 0 and without end
        What a figure lies between; none is drawn outside.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.
    seed : int, default 1
        Starts the generator (PCG64); the same seed gives the same limits, whatever other groups are there.
    draws : int, default 10,000
        How often the figures are redrawn.
    **options
        What else the measure asks for, such as `best`: one for all groups, or an array of shape (...).

    Returns
    -------
    Inequality
        The measure's own value; as limits the redrawn measures of ranks R (1 - p) and R p among R, where p is
        0.975 for limits of 95%; as `standard_error` their standard deviation. No limits, with a note, where a
        standard error is missing.

    Raises
    ------
    InputError
        As the measure does, or if a standard error is negative, a figure lies outside the bounds, or draws are
        too few.

    Notes
    -----
    For setting figures beside those of other tools. Redrawing adds the errors to the figures a second time:
    spread, and the distance from the best, come out too large, and limits can even lie above the measure
    itself. The measures' own limits cover the truth more often.

    References
    ----------
    Ahn J, Harper S, Yu M, Feuer EJ, Liu B (2019), Improved Monte Carlo methods for estimating confidence
    intervals for eleven commonly used health disparity measures, PLoS ONE 14: e0219542.

    Examples
    --------
    >>> from equitytown.stats.inequality import between_group_standard_deviation
    >>> found = redrawn_limits(between_group_standard_deviation, [60, 68, 75], [1, 2, 1], standard_error=[1, 1, 1])
    >>> [round(float(part), 1) for part in found[:3]]
    [5.3, 4.4, 6.3]
    """
    places = order_places(draws, confidence)
    figure, error = floats(value, name="value"), floats(standard_error, name="standard_error")
    same_shape(value=figure, standard_error=error)
    refuse(error < 0, "standard_error is negative", lambda i: f"{error.flat[i]:g}",
           mend="Errors are 0 or more; mark a missing one as NaN.")  # fmt: skip
    refuse((figure < least) | (figure > most), f"value is outside {least:g} to {most:g}",
           lambda i: f"{figure.flat[i]:g}", mend="Correct the value, or the bounds.")  # fmt: skip
    people = () if population is None else (floats(population, name="population"),)
    own = measure(figure, *people, **options)
    groups, count = np.shape(own.value), figure.shape[-1]
    chances = np.random.Generator(np.random.PCG64(seed)).random((count, int(draws))).T
    found = np.full((3, int(np.prod(groups)), places.shape[1]), np.nan)  # lower, upper, spread
    for group, (row, width) in enumerate(zip(figure.reshape(-1, count), error.reshape(-1, count), strict=True)):
        if np.isfinite(row + width).all():
            drawn = _drawn(row, width, chances, least=least, most=most)
            beside = [np.broadcast_to(part.reshape(-1, count)[group], drawn.shape) for part in people]
            again = measure(drawn, *beside, **_own(options, group, groups, draws=len(drawn))).value
            if not np.isnan(again).any():
                found[:2, group] = np.partition(again, np.unique(places))[places]
                found[2, group] = again.std()
    shape = (*np.shape(confidence), *groups)
    lower, upper = (part.T.reshape(shape)[()] for part in found[:2])
    spread = found[2, :, 0].reshape(groups)[()]
    reasons = ((np.isnan(error).any(axis=-1), NO_ERROR), (np.isnan(spread), NO_MEASURE))
    note = np.where(np.isnan(own.value), own.note, notes(groups, *reasons))
    return Inequality(own.value, lower, upper, note, spread)


def _drawn(figure: Floats, error: Floats, chances: Floats, *, least: float, most: float) -> Floats:
    """Draw figures of a normal distribution cut off at its bounds: a row for each draw."""
    from scipy.special import ndtr, ndtri  # noqa: PLC0415  a slow import that few paths need

    width = np.where(error > 0, error, 1.0)
    below, above = ndtr((least - figure) / width), ndtr((most - figure) / width)
    chance = np.clip(below + chances * (above - below), LEAST_CHANCE, 1 - LEAST_CHANCE)
    return np.clip(figure + error * ndtri(chance), least, most)


def _own(
    options: Mapping[str, Any], group: int, groups: tuple[int, ...], *, draws: int
) -> dict[str, Any]:  # Any: what the measure asks for
    """Give one group's own options, repeated for every draw where each group has its own."""
    found = dict(options)
    for name, option in options.items():
        if np.ndim(option):
            found[name] = np.broadcast_to(np.broadcast_to(option, groups).flat[group], (draws,))
    return found
