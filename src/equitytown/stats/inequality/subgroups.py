"""What measures of inequality share: subgroups read and checked at the door, and limits from their standard errors."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import (
    Confidence,
    Floats,
    Notes,
    Truths,
    floats,
    notes,
    refuse,
    refuse_negative,
    refuse_not_above_zero,
    same_shape,
)
from equitytown.stats.grouping import Places, signs
from equitytown.stats.intervals import z_values
from equitytown.stats.ranks import Best
from equitytown.stats.relative_rank import shares

Order = Literal["ordered", "unordered"]
Reason = tuple[Truths | np.bool_, str]

FEWEST = 2  # one subgroup has nobody to differ from
ENDLESS = 50.0  # standard error of a logarithm beyond which limits run from none to beyond any number

NO_VALUE = "a subgroup has no value"
NO_POPULATION = "a subgroup has no population"
NO_ERRORS = "no standard errors are given, so there are no limits"
NO_ERROR = "a subgroup has no standard error, so there are no limits"
NO_AVERAGE = "the setting has no average"
AVERAGE_ZERO = "the average is 0, and nothing can be set against it"
TOO_UNSURE = "the figure that is divided by is too near 0 for its error, so there are no limits"
ALL_EQUAL = "the subgroups are equal, and their standard errors give no limits for that"


class Inequality(NamedTuple):
    """
    Inequality among subgroups, with limits, standard errors and, for what cannot be given, the reason why.

    `value`, `note` and `standard_error` have the shape of the groups; `lower` and `upper` too, with a first
    axis where several confidences were asked for. Where limits lie evenly about the logarithm, as for ratios,
    `standard_error` is that of the logarithm; else it is in the unit of the value.
    """

    value: Floats
    lower: Floats
    upper: Floats
    note: Notes
    standard_error: Floats


class Subgroups(NamedTuple):
    """
    Subgroups already checked, each of shape (..., subgroups).

    `share` is of all people, the same for each subgroup where no population is asked for; `error` is NaN
    where no standard error is known, and `told` says whether any were given. `withheld` says which groups
    have no measure and why, `unlimited` which have no limits.
    """

    value: Floats
    share: Floats
    error: Floats
    told: bool
    withheld: tuple[Reason, ...]
    unlimited: tuple[Reason, ...]

    @property
    def mean(self) -> Floats:
        """The average over all people."""
        found: Floats = (self.share * self.value).sum(axis=-1)
        return found

    @property
    def equal(self) -> Truths | np.bool_:
        """Whether all subgroups have the same value."""
        found: Truths | np.bool_ = self.value.max(axis=-1) == self.value.min(axis=-1)
        return found


class Average(NamedTuple):
    """
    The average that subgroups are set against, of shape (..., 1).

    `pull` says how far it moves with each subgroup's value: its share, or not at all where it is known apart.
    """

    value: Floats
    pull: Floats
    withheld: tuple[Reason, ...]


def subgroups_of(
    value: ArrayLike,
    population: ArrayLike | None = None,
    standard_error: ArrayLike | None = None,
    *,
    fewest: int = FEWEST,
    relative: bool = False,
) -> Subgroups:
    """
    Read and check subgroups.

    Parameters
    ----------
    value : array_like, shape (..., subgroups)
        One figure a subgroup along the last axis. NaN means missing.
    population : array_like, shape (..., subgroups), optional
        People in each subgroup; above 0. Without it subgroups count alike.
    standard_error : array_like, shape (..., subgroups), optional
        Standard errors of the figures, 0 or more.
    fewest : int, default 2
        How many subgroups the measure needs.
    relative : bool, default False
        Whether figures below 0 make no sense, as in all measures that divide by them.

    Returns
    -------
    Subgroups
        What a measure is worked out from.

    Raises
    ------
    InputError
        If there are too few subgroups, a population is not above 0, a standard error is negative, a figure is
        negative where that makes no sense, or shapes differ.
    """
    figure = floats(value, name="value")
    people = np.ones(figure.shape) if population is None else floats(population, name="population")
    error = np.full(figure.shape, np.nan) if standard_error is None else floats(standard_error, name="standard_error")
    same_shape(value=figure, population=people, standard_error=error)
    count = figure.shape[-1] if figure.ndim else 0
    if count < fewest:
        raise InputError(f"this measure needs {fewest} subgroups or more along the last axis, and there are {count}.")
    refuse_not_above_zero(people, name="population")
    refuse(error < 0, "standard_error is negative", lambda i: f"{error.flat[i]:g}",
           mend="Errors are 0 or more; mark a missing one as NaN.")  # fmt: skip
    if relative:
        refuse(figure < 0, "value is negative", lambda i: f"{figure.flat[i]:g}",
               mend="Ratios and shares need figures of 0 or more; use a difference.")  # fmt: skip
    withheld = ((np.isnan(figure).any(axis=-1), NO_VALUE), (np.isnan(people).any(axis=-1), NO_POPULATION))
    told = standard_error is not None
    unlimited = ((np.isnan(error).any(axis=-1), NO_ERROR if told else NO_ERRORS),)
    return Subgroups(figure, shares(people), error, told, withheld, unlimited)


def average_of(groups: Subgroups, average: ArrayLike | None) -> Average:
    """Give the average over all people, or the setting's own where it is known apart; of shape (...)."""
    if average is None:
        return Average(groups.mean[..., None], groups.share, ())
    known, like = floats(average, name="average"), groups.value[..., 0]
    if known.ndim:
        same_shape(average=known, groups=like)
    refuse_negative(known, name="average")
    withheld = ((np.isnan(known), NO_AVERAGE),)
    return Average(np.broadcast_to(known, like.shape)[..., None], np.zeros(groups.share.shape), withheld)


def sign_of(best: Best | ArrayLike, *, groups: Subgroups) -> Floats:
    """Give 1 where a high figure is best and -1 where a low one is, for all groups alike or one a group."""
    return signs(best, turned="low", kept="high", name="best", like=groups.value[..., 0])


def check_order(order: Order) -> None:
    """Refuse an order that is neither."""
    if order not in ("ordered", "unordered"):
        raise InputError(f'order must be "ordered" or "unordered", and is "{order}".')


def place_of(reference: ArrayLike, *, groups: Subgroups) -> Places:
    """Read which subgroup others are set against, counted from 0, as one place a group."""
    place = floats(reference, name="reference")
    count = groups.value.shape[-1]
    refuse(~((place >= 0) & (place < count) & (place == np.floor(place))), "reference is no subgroup",
           lambda i: f"{place.flat[i]:g}",
           mend=f"Give its place along the last axis, from 0 to {count - 1}.")  # fmt: skip
    shape = groups.value.shape[:-1]
    if place.ndim:
        same_shape(reference=place, groups=groups.value[..., 0])
    return np.broadcast_to(place, shape).astype(np.intp)


def chosen(groups: Subgroups, place: ArrayLike) -> Floats:
    """Mark one subgroup of each group: 1 where it stands and 0 elsewhere."""
    found: Floats = (np.arange(groups.value.shape[-1]) == np.asarray(place)[..., None]).astype(np.float64)
    return found


def above_zero(array: Floats) -> Floats:
    """Give numbers that can be divided by or have a logarithm; the others are NaN."""
    return np.where(array > 0, array, np.nan)


def by_gradient(
    groups: Subgroups,
    value: Floats,
    gradient: Floats,
    *,
    confidence: Confidence,
    withheld: Sequence[Reason] = (),
    unlimited: Sequence[Reason] = (),
    least: float | Floats = -np.inf,
    most: float | Floats = np.inf,
) -> Inequality:
    """Give a measure with limits from how it moves with each subgroup's value (the delta method)."""
    error = np.sqrt(((gradient * groups.error) ** 2).sum(axis=-1))
    reasons = (*groups.unlimited, *unlimited)
    return measured(
        groups, value, error, confidence=confidence, withheld=withheld, unlimited=reasons, least=least, most=most
    )


def measured(
    groups: Subgroups,
    value: Floats,
    error: Floats,
    *,
    confidence: Confidence,
    withheld: Sequence[Reason] = (),
    unlimited: Sequence[Reason] = (),
    least: float | Floats = -np.inf,
    most: float | Floats = np.inf,
) -> Inequality:
    """Give a measure with limits that lie evenly about it, cut off where it cannot go."""
    value, error, note = _withheld(groups, value, error, withheld, unlimited)
    reach = z_values(confidence, like=value) * error
    lower, upper = np.clip(value - reach, least, most), np.clip(value + reach, least, most)
    return Inequality(np.clip(value, least, most)[()], lower[()], upper[()], note, error)


def measured_ratio(
    groups: Subgroups,
    value: Floats,
    error: Floats,
    *,
    confidence: Confidence,
    withheld: Sequence[Reason] = (),
    unlimited: Sequence[Reason] = (),
) -> Inequality:
    """Give a ratio with limits that lie evenly about its logarithm, of which `error` is the standard error."""
    endless = error > ENDLESS
    value, error, note = _withheld(groups, value, error, withheld, (*unlimited, (endless, TOO_UNSURE)))
    factor = np.exp(z_values(confidence, like=value) * error)
    return Inequality(value, (value / factor)[()], (value * factor)[()], note, error)


def _withheld(
    groups: Subgroups, value: Floats, error: Floats, withheld: Sequence[Reason], unlimited: Sequence[Reason]
) -> tuple[Floats, Floats, Notes]:
    """Empty what cannot be given, and say why."""
    shape = groups.value.shape[:-1]
    gone = np.zeros(shape, dtype=np.bool_)
    for holds, _ in (*groups.withheld, *withheld):
        gone = gone | holds
    bare = gone
    for holds, _ in unlimited:
        bare = bare | holds
    note = notes(shape, *groups.withheld, *withheld, *unlimited)
    return np.where(gone, np.nan, value)[()], np.where(bare, np.nan, error)[()], note
