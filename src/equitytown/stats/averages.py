"""The average of a group of areas: the figure of all their people together, where counts allow it."""

from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import (
    Confidence,
    Floats,
    Notes,
    floats,
    notes,
    refuse,
    refuse_negative,
    same_shape,
)
from equitytown.stats.grouping import Label, groups_of
from equitytown.stats.intervals import Computed, Interval, poisson, wilson
from equitytown.stats.rates import multiplier_of

Kind = Literal["proportion", "rate", "ratio", "count", "other"]
UNDIVIDED = ("count", "other")  # kinds without a denominator
FEWEST_AREAS = 2  # an average of one area is that area (Fingertips)
ONE_AREA = f"fewer than {FEWEST_AREAS} areas have both counts"
NO_COUNTS = "no area has a count"
NO_AVERAGE = "the average of such figures is not the figure of all their people"


class GroupAverage(NamedTuple):
    """
    Averages of groups of areas, with what they rest on: one entry a group.

    `group` names the groups; `areas`, `numerator` and `denominator` say how many areas took part and their
    counts together; `value`, `lower` and `upper` the average with its confidence limits (with a first axis
    where several confidences were asked for); `note` why there is none, else "".
    """

    group: list[Label]
    areas: Floats
    numerator: Floats
    denominator: Floats
    value: Floats
    lower: Floats
    upper: Floats
    note: Notes


def group_average(
    numerator: ArrayLike,
    denominator: ArrayLike | None = None,
    *,
    kind: Kind,
    multiplier: float = 1,
    confidence: Confidence = 0.95,
    group: ArrayLike | None = None,
) -> GroupAverage:
    """
    Average the figures of areas, as the figure of all their people together.

    Parameters
    ----------
    numerator : array_like, shape (..., n)
        Each area's count (for ratios, the events observed), 0 or more; areas along the last axis. NaN
        means missing.
    denominator : array_like, shape (..., n), optional
        Each area's people (for ratios, the events expected), 0 or more. Needless for counts.
    kind : {"proportion", "rate", "ratio", "count", "other"}
        What is averaged. "other" stands for directly standardised rates, means, life expectancies, slope
        indices and all else that counts do not add up to: they have no average.
    multiplier : float, default 1
        100 for percentages, 100,000 for rates for so many people.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage.
    group : array_like, shape (n,), optional
        Labels, text or whole numbers (regions, deciles). By default each row is a group.

    Returns
    -------
    GroupAverage
        Counts: the sum. All else: sum of numerators over sum of denominators, over the areas that have
        both, the denominator above 0; NaN, with a note, for fewer than two such areas. Proportions carry Wilson's
        limits, the others exact or Byar's.

    Raises
    ------
    InputError
        If a count is negative, a numerator is above its denominator where proportions are averaged, a
        denominator is needed and not given, an option is not known, or shapes or labels do not fit.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance: area averages. The published
    averages have no limits; those here are the usual ones of the pooled counts.

    Examples
    --------
    >>> found = group_average([30, 60], [200, 300], kind="proportion", multiplier=100)
    >>> found.value.tolist(), found.lower.round(1).tolist(), found.upper.round(1).tolist()
    ([18.0], [14.9], [21.6])
    """
    refuse_unknown_kind(kind)
    events = floats(numerator, name="numerator")
    people = _people(denominator, events, kind)
    groups = groups_of(group, like=events)
    taken = ~np.isnan(events) & (people > 0)
    areas, had, together = (
        np.bincount(groups.code, weights=np.where(taken, part, 0).ravel(), minlength=len(groups.labels))
        for part in (np.ones_like(events), events, people)
    )
    found = average_of_sums(areas, had, together, kind=kind, multiplier=multiplier, confidence=confidence)
    whole = np.full(areas.shape, np.nan) if kind in UNDIVIDED else together.astype(np.float64)
    return GroupAverage(groups.labels, areas.astype(np.float64), had.astype(np.float64), whole, *found)


def average_of_sums(
    areas: ArrayLike,
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    kind: Kind,
    multiplier: float = 1,
    confidence: Confidence = 0.95,
) -> Computed:
    """
    Average the figures of areas from sums already taken, wherever that was done.

    Parameters
    ----------
    areas : array_like, shape (n,)
        How many areas took part in each group.
    numerator, denominator : array_like, shape (n,)
        Sums of their counts. The denominators of counts and others are not looked at.
    kind : {"proportion", "rate", "ratio", "count", "other"}
        As for `group_average`.
    multiplier : float, default 1
        100 for percentages, 100,000 for rates for so many people.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Computed
        As `group_average` gives them.

    Raises
    ------
    InputError
        If a sum is negative, an option is not known or out of range, or shapes differ.

    Examples
    --------
    >>> average_of_sums([2, 1], [90, 7], [500, 40], kind="proportion").note.tolist()
    ['', 'fewer than 2 areas have both counts']
    """
    refuse_unknown_kind(kind)
    took, had, together = (
        floats(part, name=name)
        for part, name in ((areas, "areas"), (numerator, "numerator"), (denominator, "denominator"))
    )
    same_shape(areas=took, numerator=had, denominator=together)
    many = multiplier_of(multiplier)
    fewest, reason = (1, NO_COUNTS) if kind == "count" else (FEWEST_AREAS, ONE_AREA)
    without = took < fewest
    if kind == "other":
        without, reason = np.ones(took.shape, dtype=np.bool_), NO_AVERAGE
    over = np.where(without, np.nan, 1.0 if kind in UNDIVIDED else together)
    limits = _limits(np.where(without, np.nan, had), over, kind, confidence)
    note = notes(took.shape, (without, reason))
    return Computed((many * had / over)[()], many * limits.lower, many * limits.upper, note)


def refuse_unknown_kind(kind: Kind) -> None:
    """Refuse a kind of figure that is not known."""
    if kind not in get_args(Kind):
        raise InputError(f'kind must be one of {", ".join(get_args(Kind))}, and is "{kind}".')


def _people(denominator: ArrayLike | None, events: Floats, kind: Kind) -> Floats:
    """Check the counts at the door; a count needs no denominator."""
    refuse_negative(events, name="numerator")
    if kind in UNDIVIDED:
        return np.ones_like(events)
    if denominator is None:
        raise InputError(f'an average of kind "{kind}" needs denominators. Give them, or use kind "other".')
    people = floats(denominator, name="denominator")
    same_shape(numerator=events, denominator=people)
    refuse_negative(people, name="denominator")
    if kind == "proportion":
        refuse((events > people) & (people > 0), "numerator is above its denominator",
               lambda i: f"{events.flat[i]:g} of {people.flat[i]:g}",
               mend='Correct the counts, or use kind "rate" if one person can have several events.')  # fmt: skip
    return people


def _limits(events: Floats, over: Floats, kind: Kind, confidence: Confidence) -> Interval:
    if kind == "proportion":
        return wilson(events, over, confidence=confidence)
    lower, upper = poisson(events, confidence=confidence)
    return Interval(lower / over, upper / over)
