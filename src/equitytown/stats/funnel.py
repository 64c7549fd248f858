"""Which areas lie outside their funnel: a direction and how far beyond chance, as words or numbers."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, Notes, Truths, fewer_than, floats, notes, refuse
from equitytown.stats.funnel_limits import LEVELS, NO_EVENTS
from equitytown.stats.funnel_points import (
    NO_RATE,
    counted_events,
    counted_shares,
    derived_denominator,
    expected_counts,
)
from equitytown.stats.grouping import Groups, groups_of
from equitytown.stats.intervals import EXACT_BELOW, exact, z_values
from equitytown.stats.rates import MISSING_COUNT, multiplier_of
from equitytown.stats.standardise import FEW_EVENTS, MINIMUM_EVENTS, NONE_EXPECTED

WORDS = ("Low (0.001)", "Low (0.025)", "Not significant", "High (0.025)", "High (0.001)", "not compared")
NONE_AT_ALL = 1e-30  # stands in for no events, which have no root


class Significance(NamedTuple):
    """
    How areas lie to their funnel, each array of the input's shape.

    `direction` is 0 between the inner lines, -1 or 1 below or above them (1 in 40 by chance on that side),
    -2 or 2 beyond the outer lines (1 in 1,000). NaN where it cannot be told; `note` then says why.
    """

    direction: Floats
    note: Notes


def significance_of_proportions(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    average: ArrayLike | None = None,
    multiplier: float = 1,
    group: ArrayLike | None = None,
) -> Significance:
    """
    Say which proportions lie outside the funnel about their average.

    Parameters
    ----------
    numerator, denominator : array_like, shape (..., n)
        People with the event, 0 or more, out of all people, above 0; areas along the last axis. NaN
        means missing.
    average : array_like, optional
        The middle of the funnel, in the unit of the proportions; one for all, or one for each area. By
        default the average of all people given.
    multiplier : float, default 1
        The unit of `average`: 1 for shares, 100 for percentages.
    group : array_like, shape (n,), optional
        Labels, text or whole numbers: each group has a funnel of its own.

    Returns
    -------
    Significance
        NaN, with a note, where a count is missing.

    Raises
    ------
    InputError
        If counts are impossible, an average is off the scale, shapes or labels do not fit.

    References
    ----------
    Spiegelhalter DJ (2005), Statistics in Medicine 24: 1185-1202. Office for Health Improvement and
    Disparities, Funnel plots, technical guide.

    Examples
    --------
    >>> significance_of_proportions([20, 50, 110, 240], [100, 150, 400, 700]).direction.tolist()
    [-1.0, 0.0, 0.0, 0.0]
    """
    events, people = counted_shares(numerator, denominator)
    middle = _middle(events, people, average, multiplier=multiplier, group=group)
    refuse(middle > 1, "average is above the whole", lambda i: f"{multiplier * middle.flat[i]:g}",
           mend="Give it in the unit that `multiplier` says.")  # fmt: skip
    away, error = events / people - middle, np.sqrt(middle * (1 - middle) / people)
    beyond = np.abs(away) > z_values(LEVELS, like=away) * error
    missing = np.isnan(away)
    return _told(beyond.sum(axis=0, dtype=np.float64), away < 0, (missing, MISSING_COUNT))


def significance_of_ratios(observed: ArrayLike, expected: ArrayLike) -> Significance:
    """
    Say which ratios of observed to expected events lie outside the funnel about 1.

    Parameters
    ----------
    observed, expected : array_like, shape (n,)
        Events, 0 or more. NaN means missing.

    Returns
    -------
    Significance
        NaN, with a note, where a count is missing or no events are expected.

    Raises
    ------
    InputError
        If a count is negative or shapes differ.

    Notes
    -----
    The events expected are set against the confidence limits of those observed: exact below ten events,
    Byar's from there upwards.

    References
    ----------
    Breslow NE, Day NE (1987), Statistical Methods in Cancer Research, volume II, IARC. Office for Health
    Improvement and Disparities, Funnel plots, technical guide.

    Examples
    --------
    >>> significance_of_ratios([40, 25, 9], [25.0, 25.0, 25.0]).direction.tolist()
    [1.0, 0.0, -2.0]
    """
    events, hoped = expected_counts(observed, expected)
    missing = np.isnan(events) | np.isnan(hoped)
    return _of_counts(events, hoped, (missing, MISSING_COUNT), (hoped == 0, NONE_EXPECTED))


def significance_of_rates(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    average: ArrayLike | None = None,
    multiplier: float = 100_000,
    group: ArrayLike | None = None,
) -> Significance:
    """
    Say which crude rates lie outside the funnel about their average.

    Parameters
    ----------
    numerator, denominator : array_like, shape (..., n)
        Events, 0 or more, and person-years, above 0; areas along the last axis. NaN means missing.
    average : array_like, optional
        The middle of the funnel, in the unit of the rates; one for all, or one for each area. By default
        all events over all person-years.
    multiplier : float, default 100,000
        The unit of `average`: the rates are for so many people.
    group : array_like, shape (n,), optional
        Labels, text or whole numbers: each group has a funnel of its own.

    Returns
    -------
    Significance
        NaN, with a note, where a count is missing or there are no events at all.

    Raises
    ------
    InputError
        If counts are impossible, an average is negative, shapes or labels do not fit.

    References
    ----------
    Breslow NE, Day NE (1987), Statistical Methods in Cancer Research, volume II, IARC. Office for Health
    Improvement and Disparities, Funnel plots, technical guide.

    Examples
    --------
    >>> significance_of_rates([30, 12, 60], [90_000, 60_000, 150_000], average=20).direction.tolist()
    [1.0, 0.0, 2.0]
    """
    events, people = counted_events(numerator, denominator)
    middle = _middle(events, people, average, multiplier=multiplier, group=group)
    missing = np.isnan(events) | np.isnan(people) | np.isnan(middle)
    return _of_counts(events, people * middle, (missing, MISSING_COUNT), (middle == 0, NO_EVENTS))


def significance_of_standardised_rates(
    numerator: ArrayLike,
    value: ArrayLike,
    *,
    average: ArrayLike | None = None,
    multiplier: float = 100_000,
    group: ArrayLike | None = None,
) -> Significance:
    """
    Say which directly standardised rates lie outside the funnel about their average.

    Parameters
    ----------
    numerator : array_like, shape (..., n)
        Events behind each rate, 0 or more; areas along the last axis. NaN means missing.
    value : array_like, shape (..., n)
        The rates, 0 or more. NaN means missing.
    average : array_like, optional
        The middle of the funnel, in the unit of the rates; one for all, or one for each area. By default
        all events over all derived denominators.
    multiplier : float, default 100,000
        The rates are for so many people.
    group : array_like, shape (n,), optional
        Labels, text or whole numbers: each group has a funnel of its own.

    Returns
    -------
    Significance
        NaN, with a note, where a count is missing or there are fewer than ten events.

    Raises
    ------
    InputError
        If a count, rate or average is negative, shapes or labels do not fit.

    References
    ----------
    Office for Health Improvement and Disparities, Funnel plots, technical guide.

    Examples
    --------
    >>> found = significance_of_standardised_rates([36, 7, 90], [24.0, 9.1, 60.0])
    >>> found.direction.tolist(), found.note[1]
    ([-1.0, nan, 2.0], 'fewer than 10 events')
    """
    people = derived_denominator(numerator, value, multiplier=multiplier)
    events = floats(numerator, name="numerator")
    middle = _middle(events, people, average, multiplier=multiplier, group=group)
    reasons = (
        (np.isnan(events), MISSING_COUNT),
        (fewer_than(events, MINIMUM_EVENTS), FEW_EVENTS),
        (np.isnan(people), NO_RATE),
    )
    return _of_counts(events, people * middle, *reasons)


def significance_words(direction: ArrayLike) -> NDArray[np.object_]:
    """
    Put significance in the words of the technical guide.

    Parameters
    ----------
    direction : array_like
        -2 to 2, as `Significance` has it. NaN means that it could not be told.

    Returns
    -------
    ndarray of str
        "High (0.001)", "High (0.025)", "Not significant", "Low (0.025)", "Low (0.001)", or "not compared".

    Raises
    ------
    InputError
        If a direction is none of these.

    Examples
    --------
    >>> significance_words([2, 0, -1]).tolist()
    ['High (0.001)', 'Not significant', 'Low (0.025)']
    """
    found = floats(direction, name="direction")
    refuse(~np.isnan(found) & ~np.isin(found, range(-2, 3)), "direction is not -2, -1, 0, 1 or 2",
           lambda i: f"{found.flat[i]:g}", mend="Give what the significance functions return.")  # fmt: skip
    place = np.where(np.isnan(found), len(WORDS) - 1, found + 2).astype(np.intp)
    return np.asarray(np.array(WORDS, dtype=object)[place])


def _middle(
    events: Floats, people: Floats, average: ArrayLike | None, *, multiplier: float, group: ArrayLike | None
) -> Floats:
    """Give the middle of each area's funnel, for one person."""
    many, groups = multiplier_of(multiplier), groups_of(group, like=events)
    if average is None:
        return _averages(events, people, groups)
    middle = floats(average, name="average")
    refuse(middle < 0, "average is negative", lambda i: f"{middle.flat[i]:g}", mend="Averages start at 0.")
    try:
        return np.broadcast_to(middle / many, events.shape)
    except ValueError:
        raise InputError(
            f"average has the shape {middle.shape} and the counts {events.shape}. Give one, or one an area."
        ) from None


def _averages(events: Floats, people: Floats, groups: Groups) -> Floats:
    """Give each area the average of its group, over the areas that have both counts."""
    missing = np.isnan(events) | np.isnan(people)
    if missing.any():
        events, people = np.where(missing, 0, events), np.where(missing, 0, people)
    many = len(groups.labels)
    if many == 1:
        had, together = np.array([events.sum()]), np.array([people.sum()])
    else:
        had, together = (
            np.bincount(groups.code, weights=counts.ravel(), minlength=many) for counts in (events, people)
        )
    average = had / np.where(together == 0, np.nan, together)
    return np.broadcast_to(average[0], events.shape) if many == 1 else average[groups.code].reshape(events.shape)


def _of_counts(events: Floats, hoped: Floats, *reasons: tuple[Truths | np.bool_, str]) -> Significance:
    """Set the events expected against the limits of those observed: Byar's, and exact ones below ten events."""
    levels, below = _byar_passed(np.atleast_1d(events), np.atleast_1d(hoped))
    few = np.atleast_1d(fewer_than(events, EXACT_BELOW))
    if few.any():
        levels[few] = _exact_passed(np.atleast_1d(events)[few], np.atleast_1d(hoped)[few])
    return _told(levels.reshape(events.shape), below.reshape(events.shape), *reasons)


def _byar_passed(events: Floats, hoped: Floats) -> tuple[Floats, Truths]:
    """
    Count the levels whose limit the events expected pass, and say where those observed are below them.

    Only the limit on their side can leave them out; no other is worked out.
    """
    below = hoped > events
    count, side = np.maximum(events + below, NONE_AT_ALL), np.where(below, 1.0, -1.0)
    middle, reach = 1 - 1 / (9 * count), side / (3 * np.sqrt(count))
    levels = np.zeros(events.shape)
    for z in z_values(LEVELS, like=np.zeros(())):
        root = middle + z * reach
        levels += side * (hoped - count * (root * root * root)) > 0
    return levels, below


def _exact_passed(events: Floats, hoped: Floats) -> Floats:
    """Count the levels whose exact limits the events expected pass; small counts repeat and are worked out once."""
    counts, place = np.unique(events, return_inverse=True)
    limits = exact(counts, confidence=LEVELS)
    passed: Floats = ((hoped < limits.lower[:, place]) | (hoped > limits.upper[:, place])).sum(axis=0)
    return passed


def _told(levels: Floats, below: Truths, *reasons: tuple[Truths | np.bool_, str]) -> Significance:
    """Turn the lines passed into a direction, with a note where there is none."""
    direction = np.where(below, 0.0 - levels, levels)
    for holds, _ in reasons:
        if np.any(holds):
            direction = np.where(holds, np.nan, direction)
    return Significance(direction[()], notes(np.shape(levels), *reasons))
