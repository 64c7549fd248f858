"""The lines of a funnel plot: how far areas of each size may lie from the average by chance."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import Confidence, Floats, Notes, notes, one_number
from equitytown.stats.funnel_points import (
    Form,
    counted_events,
    counted_shares,
    expected_counts,
    in_form,
    years_of,
)
from equitytown.stats.intervals import exact, z_values
from equitytown.stats.rates import multiplier_of

LEVELS = (0.95, 0.998)  # two-sided: 1 in 40 beyond either line, then 1 in 1,000 (technical guide on funnel plots)
AXIS_DECIMALS = 9  # of a number brought to few figures; what lies beyond them is the arithmetic's
POINTS = 100  # along each line
NO_AREAS = "no area has both counts"
NO_EVENTS = "there are no events"


class Funnel(NamedTuple):
    """
    The lines of a funnel plot.

    Shapes: `average` and `note` (...), `steps` (..., 100), the lines as `steps`, with a first axis where
    several confidences are asked for.

    `average` is the middle line. `steps` are the sizes that the lines were worked out at: people for
    proportions, events for ratios and rates. `lower` and `upper` are the lines' heights, at the places
    `lower_at` and `upper_at` along the axis of the plot: people for proportions, people in a year for rates,
    events expected for ratios. `note` says why there are no lines, else it is "".
    """

    average: Floats
    steps: Floats
    lower_at: Floats
    lower: Floats
    upper_at: Floats
    upper: Floats
    note: Notes


def funnel_of_proportions(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    multiplier: float = 1,
    average: float | None = None,
    confidence: Confidence = LEVELS,
) -> Funnel:
    """
    Draw the funnel about the average of proportions.

    Parameters
    ----------
    numerator, denominator : array_like, shape (..., n)
        People with the event, 0 or more, out of all people, above 0; areas along the last axis. An area
        with a missing count (NaN) takes no part.
    multiplier : float, default 1
        1 for shares, 100 for percentages.
    average : float, optional
        The middle of the funnel, in that unit; by default the average of all people given.
    confidence : float or sequence of float, default (0.95, 0.998)
        Two-sided coverage between a pair of lines.

    Returns
    -------
    Funnel
        Lines within 0 and `multiplier`; NaN, with a note, where no area has both counts.

    Raises
    ------
    InputError
        If counts are impossible, shapes differ or an option is out of range.

    Notes
    -----
    The average is that of all people. A line's height p at n people is the share whose Wilson limit just
    touches the average A, which is A ± z sqrt(A (1 - A) / n).

    References
    ----------
    Spiegelhalter DJ (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24:
    1185-1202. Office for Health Improvement and Disparities, Funnel plots, technical guide.

    Examples
    --------
    >>> funnel = funnel_of_proportions([20, 45, 110], [100, 150, 400], multiplier=100)
    >>> round(float(funnel.average), 2), funnel.lower[0, -1].round(2), funnel.upper[0, -1].round(2)
    (26.92, np.float64(22.68), np.float64(31.17))
    """
    events, people = counted_shares(numerator, denominator)
    many, z = multiplier_of(multiplier), z_values(confidence, like=np.atleast_1d(events))
    centre, sizes = _pooled(events, people, average, many)
    if np.any(centre > 1):
        raise InputError(f"average {many * float(np.nanmax(centre)):g} is above the whole, {many:g}.")
    steps = _steps(*_axis(sizes))
    middle = centre[..., None]
    reach = z * np.sqrt(middle * (1 - middle) / steps)
    lower, upper = many * np.maximum(middle - reach, 0), many * np.minimum(middle + reach, 1)
    at = np.broadcast_to(steps, lower.shape)
    return Funnel(many * centre[()], steps, at, lower, at, upper, notes(centre.shape, (np.isnan(centre), NO_AREAS)))


def funnel_of_ratios(
    observed: ArrayLike,
    expected: ArrayLike,
    *,
    multiplier: float = 1,
    form: Form = "ratio",
    confidence: Confidence = LEVELS,
) -> Funnel:
    """
    Draw the funnel about ratios of observed to expected events.

    Parameters
    ----------
    observed, expected : array_like, shape (..., n)
        Events, 0 or more; areas along the last axis. An area with a missing count (NaN), or with none
        expected, takes no part.
    multiplier : float, default 1
        1 for ratios about 1, 100 for ratios about 100.
    form : {"ratio", "excess"}, default "ratio"
        "excess" gives ratios less 1.
    confidence : float or sequence of float, default (0.95, 0.998)
        Two-sided coverage between a pair of lines.

    Returns
    -------
    Funnel
        The average is what is expected: `multiplier`, or 0 as an excess. NaN lines, with a note, where no
        area has both counts.

    Raises
    ------
    InputError
        If a count is negative, shapes differ or an option is out of range.

    Notes
    -----
    For O events the lower line passes through the expected events E with P(X <= O | E) in the tail, and the
    upper one through those with P(X >= O | E) in it: E is an exact Poisson limit of O, so that no search is
    needed.

    References
    ----------
    Spiegelhalter DJ (2005), Statistics in Medicine 24: 1185-1202. Office for Health Improvement and
    Disparities, Funnel plots, technical guide.

    Examples
    --------
    >>> funnel = funnel_of_ratios([30, 4], [25.0, 6.0], multiplier=100)
    >>> funnel.steps[4], funnel.lower[0, 4].round(2), funnel.upper[0, 4].round(2)
    (np.float64(5.0), np.float64(42.85), np.float64(307.98))
    """
    events, hoped = expected_counts(observed, expected)
    many = multiplier_of(multiplier)
    held = np.where(np.isnan(events) | (hoped == 0), np.nan, hoped)
    steps = _steps(*_axis(np.atleast_1d(held)), short=1)
    none = np.isnan(steps[..., 0])
    limits = exact(steps, confidence=confidence)
    lower, upper = (many * in_form(steps / limit, form) for limit in (limits.upper, limits.lower))
    average = np.where(none, np.nan, many * in_form(np.ones(none.shape), form))[()]
    return Funnel(average, steps, limits.upper, lower, limits.lower, upper, notes(none.shape, (none, NO_AREAS)))


def funnel_of_rates(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    multiplier: float = 100_000,
    average: float | None = None,
    years: float = 1,
    confidence: Confidence = LEVELS,
) -> Funnel:
    """
    Draw the funnel about the average of rates.

    Parameters
    ----------
    numerator, denominator : array_like, shape (..., n)
        Events, 0 or more, and person-years over the whole period, above 0; areas along the last axis. For
        directly standardised rates the denominators are `funnel_points.derived_denominator`. An area with
        a missing count (NaN) takes no part.
    multiplier : float, default 100,000
        The rates are for so many people.
    average : float, optional
        The middle of the funnel, in that unit; by default all events over all person-years.
    years : float, default 1
        How many years of events are pooled: the axis is people in one year.
    confidence : float or sequence of float, default (0.95, 0.998)
        Two-sided coverage between a pair of lines.

    Returns
    -------
    Funnel
        NaN lines, with a note, where no area has both counts or there are no events.

    Raises
    ------
    InputError
        If counts are impossible, shapes differ or an option is out of range.

    Notes
    -----
    The average is all events over all person-years; the lines are those of `funnel_of_ratios`, with the
    events that the average rate leads one to expect.

    References
    ----------
    Spiegelhalter DJ (2005), Statistics in Medicine 24: 1185-1202. Office for Health Improvement and
    Disparities, Funnel plots, technical guide.

    Examples
    --------
    >>> funnel = funnel_of_rates([30, 12, 60], [90_000, 60_000, 150_000])
    >>> round(float(funnel.average), 1), funnel.upper_at[0, 9].round(), funnel.upper[0, 9].round(1)
    (34.0, np.float64(14104.0), np.float64(70.9))
    """
    events, people = counted_events(numerator, denominator)
    many, annual = multiplier_of(multiplier), years_of(years)
    centre, sizes = _pooled(events, people, average, many)
    none = centre == 0
    rate = np.where(none, np.nan, centre)[..., None]
    least, most = _axis(sizes / annual)
    steps = _steps(np.floor(least * rate[..., 0] * annual), np.ceil(most * rate[..., 0] * annual))
    limits = exact(steps, confidence=confidence)
    reasons = (np.isnan(centre), NO_AREAS), (none, NO_EVENTS)
    return Funnel(
        average=many * centre[()],
        steps=steps,
        lower_at=limits.upper / rate / annual,
        lower=many * rate * steps / limits.upper,
        upper_at=limits.lower / rate / annual,
        upper=many * rate * steps / limits.lower,
        note=notes(centre.shape, *reasons),
    )


def _pooled(events: Floats, people: Floats, given: float | None, many: float) -> tuple[Floats, Floats]:
    """Give the average of all people, or that given, for one person; and the people of each area that takes part."""
    missing = np.isnan(events) | np.isnan(people)
    sizes = np.atleast_1d(np.where(missing, np.nan, people))
    together = np.nansum(sizes, axis=-1)
    had = np.atleast_1d(np.where(missing, 0, events)).sum(axis=-1)
    average = np.asarray(had / np.where(together == 0, np.nan, together))
    if given is not None:
        middle = one_number(given, name="average", mend="Give the middle of the funnel.")
        if not 0 <= middle < np.inf:
            raise InputError(f"average must be 0 or more, and is {middle:g}.")
        average = np.where(np.isnan(average), np.nan, middle / many)
    return average, sizes


def _axis(sizes: Floats) -> tuple[Floats, Floats]:
    """Choose where the axis starts and ends: from 0 where sizes differ much, at rounded numbers beyond both ends."""
    there = ~np.isnan(sizes)
    least = np.min(sizes, axis=-1, where=there, initial=np.inf)
    most = np.max(sizes, axis=-1, where=there, initial=-np.inf)
    least, most = (np.where(there.any(axis=-1), end, np.nan) for end in (least, most))
    start = np.where(most > 2 * least, 0.0, _rounded(0.95 * least, 1, np.floor))
    return start, _rounded(1.05 * most, 2, np.ceil)


def _rounded(number: Floats, figures: int, towards: np.ufunc) -> Floats:
    """Round numbers above 0 down or up to so many significant figures."""
    # Whole powers of ten are exact and their inverses are not: large numbers are divided, small ones multiplied.
    power = np.floor(np.log10(number)) - (figures - 1)
    large, small = 10.0 ** np.maximum(power, 0), 10.0 ** np.maximum(-power, 0)
    scaled = np.round(number / large * small, AXIS_DECIMALS)
    found: Floats = towards(scaled) * large / small
    return found


def _steps(start: Floats, end: Floats, *, short: int = 0) -> Floats:
    """
    Give whole sizes from start to end, evenly on a ratio scale and at least 1 apart.

    With `short` 1 the last steps stop short of the end: how the guide draws the funnel of ratios.
    """
    steps = [np.maximum(start, 1.0)]
    for left in range(POINTS - 1 + short, short, -1):
        steps.append(np.maximum(np.rint((end / steps[-1]) ** (1 / left) * steps[-1]), steps[-1] + 1))
    return np.stack(steps, axis=-1)
