"""Empirical Bayes: shares or rates of small areas, drawn to that of all of them as far as each is uncertain."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import (
    Floats,
    confidence_level,
    floats,
    notes,
    one_row,
    refuse,
    refuse_negative,
    refuse_not_above_zero,
)
from equitytown.stats.intervals import Computed, poisson, wilson
from equitytown.stats.rates import MISSING_COUNT, multiplier_of

CountedAs = Literal["proportion", "rate"]
STEPS = 60  # spreads of the areas that are weighed; twice as many move a limit by less than a thousandth of it
WIDEST = 3.0  # of the rate: no areas of one town spread further
TINY = 1e-12  # of the variance that areas could have at most; below it they do not differ


class Spread(NamedTuple):
    """
    How shares or rates differ from area to area beyond chance.

    `mean` is that of all areas together and `variance` that of the areas' true shares or rates about it, for one
    person; 0 where chance alone makes them differ as they do.
    """

    mean: float
    variance: float


class _Counts(NamedTuple):
    """Counts of areas, none missing, and how an event's chance is thought of."""

    events: Floats
    people: Floats
    kind: CountedAs

    @property
    def mean(self) -> float:
        return float(self.events.sum() / self.people.sum())

    @property
    def of_one(self) -> float:
        """Variance that chance gives to the count of one person."""
        return self.mean * (1 - self.mean) if self.kind == "proportion" else self.mean

    def strength(self, variance: Floats) -> Floats:
        """Say how many people all areas together weigh like, beside an area's own, when areas spread so far."""
        return self.of_one / variance - (1 if self.kind == "proportion" else 0)


def spread_of_areas(numerator: ArrayLike, denominator: ArrayLike, *, kind: CountedAs) -> Spread:
    """
    Estimate how shares or rates differ from area to area beyond chance, by moments.

    Parameters
    ----------
    numerator : array_like, shape (n,)
        Events, or people with the event; 0 or more. NaN means missing.
    denominator : array_like, shape (n,)
        People, or person-years; above 0. NaN means missing.
    kind : {"proportion", "rate"}
        "proportion" where each person counts once (binomial), "rate" where events are counted (Poisson).

    Returns
    -------
    Spread
        For one person. Areas with a missing count take no part.

    Raises
    ------
    InputError
        If a count is negative, a denominator is not above 0, a share is above all, shapes differ, `kind` is not
        known, or no area has both counts.

    Notes
    -----
    The variance is Σ nᵢ (rᵢ - m)² / Σ nᵢ less what chance gives, m over the mean population, and not below 0
    (Marshall). For shares chance gives m (1 - m), and what is left is divided by 1 - 1 over the mean population.

    References
    ----------
    Marshall RJ (1991), Mapping disease and mortality rates using empirical Bayes estimators, Applied Statistics
    40: 283-294.

    Examples
    --------
    >>> found = spread_of_areas([5, 10, 30], [100, 100, 100], kind="rate")
    >>> round(found.mean, 3), round(found.variance, 5)
    (0.15, 0.01017)
    """
    counts = _read(numerator, denominator, kind)
    held = ~np.isnan(counts.events + counts.people)
    if not held.any():
        raise InputError("no area has both counts, so nothing can be drawn together. Give some.")
    return _spread(_Counts(counts.events[held], counts.people[held], kind))


def empirical_bayes(
    numerator: ArrayLike, denominator: ArrayLike, *, kind: CountedAs, multiplier: float = 1, confidence: float = 0.95
) -> Computed:
    """
    Draw shares or rates of areas to that of all of them, each by as much as its own count is uncertain.

    Parameters
    ----------
    numerator : array_like, shape (n,)
        Events, or people with the event; 0 or more. NaN means missing.
    denominator : array_like, shape (n,)
        People, or person-years; above 0. NaN means missing.
    kind : {"proportion", "rate"}
        "proportion" where each person counts once (binomial), "rate" where events are counted (Poisson).
    multiplier : float, default 1
        Values and limits are for so many people.
    confidence : float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    Computed
        Values between each area's own and that of all; NaN, with a note, where a count is missing. Where areas
        differ by no more than chance the value is that of all.

    Raises
    ------
    InputError
        As `spread_of_areas`, or if an option is out of range.

    Notes
    -----
    An area's value is (k m + x) / (k + n): its events x among n people, and k people more at the rate m of all
    areas. k is what chance gives to one person over the variance of `spread_of_areas` (less 1 for shares): the
    posterior mean under a beta or gamma distribution of areas, which for rates is Marshall's estimator.

    The limits also allow for not knowing how far areas spread, nor m: posteriors under sixty spreads are weighed
    by how likely each makes the counts, and limits are those of the one beta or gamma distribution with the mean
    and variance of them all. Limits under the one estimated spread are too narrow where areas are few or hardly
    differ (Morris).

    References
    ----------
    Marshall RJ (1991), Applied Statistics 40: 283-294. Morris CN (1983), Parametric empirical Bayes inference,
    JASA 78: 47-65.

    Examples
    --------
    >>> found = empirical_bayes([5, 10, 30], [100, 100, 100], kind="rate", multiplier=100)
    >>> found.value.round(1).tolist()
    [6.3, 10.6, 28.1]
    """
    many, level = multiplier_of(multiplier), confidence_level(confidence)
    counts = _read(numerator, denominator, kind)
    held = ~np.isnan(counts.events + counts.people)
    parts = np.full((3, counts.events.size), np.nan)
    if held.any():
        parts[:, held] = _smoothed(_Counts(counts.events[held], counts.people[held], kind), level)
    value, lower, upper = many * parts
    return Computed(value, lower, upper, notes(held.shape, (~held, MISSING_COUNT)))


def _read(numerator: ArrayLike, denominator: ArrayLike, kind: CountedAs) -> _Counts:
    """Check counts at the door."""
    if kind not in ("proportion", "rate"):
        raise InputError(f'kind must be "proportion" or "rate", and is "{kind}".')
    events, people = floats(numerator, name="numerator"), floats(denominator, name="denominator")
    one_row(numerator=events, denominator=people)
    refuse_negative(events, name="numerator")
    refuse_not_above_zero(people, name="denominator")
    if kind == "proportion":
        refuse(events > people, "numerator is above its denominator",
               lambda i: f"{events.flat[i]:g} of {people.flat[i]:g}",
               mend='Correct the counts, or give kind="rate" if one person can have several events.')  # fmt: skip
    return _Counts(events, people, kind)


def _spread(counts: _Counts) -> Spread:
    mean, typical = counts.mean, float(counts.people.mean())
    seen = float((counts.people * (counts.events / counts.people - mean) ** 2).sum() / counts.people.sum())
    beyond = seen - counts.of_one / typical
    if counts.kind == "proportion":
        beyond = beyond / (1 - 1 / typical) if typical > 1 else 0.0
        most = counts.of_one
    else:
        most = (WIDEST * mean) ** 2
    return Spread(mean, float(np.clip(beyond, 0, most))) if beyond > TINY * most else Spread(mean, 0.0)


def _smoothed(counts: _Counts, level: float) -> Floats:
    """Give value, lower and upper of each area, for one person."""
    if counts.of_one == 0:  # no events at all, or nothing but events
        return _none_or_all(counts, level)
    found = _spread(counts)
    value = np.full(counts.events.size, found.mean)
    if found.variance > 0:
        strength = np.maximum(counts.strength(np.array(found.variance)), 0)
        value = (strength * found.mean + counts.events) / (strength + counts.people)
    mean, variance = _weighed(counts)
    lower, upper = _limits(mean, variance, counts.kind, (1 - level) / 2)
    return np.array([value, np.minimum(lower, value), np.maximum(upper, value)])


def _none_or_all(counts: _Counts, level: float) -> Floats:
    """Give all areas what all of them have together, with its limits: no area says how far they spread."""
    events, people = float(counts.events.sum()), float(counts.people.sum())
    if counts.kind == "proportion":
        lower, upper = wilson(events, people, confidence=level)
    else:
        lower, upper = (limit / people for limit in poisson(events, confidence=level))
    return np.array([np.full(counts.events.size, part) for part in (counts.mean, lower, upper)])


def _weighed(counts: _Counts) -> tuple[Floats, Floats]:
    """
    Give the posterior mean and variance of each area over all spreads that the counts leave likely.

    Every standard deviation of the areas counts alike beforehand; steps lie closer together near 0.
    """
    step = (np.arange(STEPS) + 0.5) / STEPS
    most = np.sqrt(counts.of_one) if counts.kind == "proportion" else WIDEST * counts.mean
    variance = (step**2 * most) ** 2
    strength = counts.strength(variance)[:, np.newaxis]
    told = _log_likelihood(counts, strength) + np.log(step)  # a step's width grows with its place
    weight = np.exp(told - told.max())
    weight = (weight / weight.sum())[:, np.newaxis]
    size = strength + counts.people
    mean = (strength * counts.mean + counts.events) / size
    own = mean * (1 - mean) / (size + 1) if counts.kind == "proportion" else mean / size
    of_all = 1 / (1 / (variance[:, np.newaxis] + counts.of_one / counts.people)).sum(axis=1, keepdims=True)
    middle = (weight * mean).sum(axis=0)
    inner = own + (mean - middle) ** 2 + (strength / size) ** 2 * of_all
    return middle, (weight * inner).sum(axis=0)


def _log_likelihood(counts: _Counts, strength: Floats) -> Floats:
    """Say how likely the counts are under each strength, but for a constant: beta-binomial or negative binomial."""
    from scipy.special import betaln, gammaln  # noqa: PLC0415  a slow import that few paths need

    events, people, before = counts.events, counts.people, strength * counts.mean
    told: Floats
    if counts.kind == "proportion":
        others = strength - before
        told = betaln(before + events, others + people - events) - betaln(before, others)
    else:
        told = before * np.log(strength / (strength + people)) - events * np.log(strength + people)
        told = told + gammaln(before + events) - gammaln(before)
    total: Floats = told.sum(axis=1)
    return total


def _limits(mean: Floats, variance: Floats, kind: CountedAs, tail: float) -> tuple[Floats, Floats]:
    """Give limits of the beta or gamma distribution that has a mean and a variance."""
    from scipy.special import betaincinv, gammaincinv  # noqa: PLC0415  a slow import that few paths need

    tails = np.array([[tail], [1 - tail]])
    if kind == "proportion":
        size = mean * (1 - mean) / variance - 1
        lower, upper = betaincinv(mean * size, (1 - mean) * size, tails)
    else:
        lower, upper = variance / mean * gammaincinv(mean**2 / variance, tails)
    return np.asarray(lower, dtype=np.float64), np.asarray(upper, dtype=np.float64)
