"""Rank: where does a figure stand among its neighbours'?"""

from collections.abc import Sequence
from typing import TypeGuard

import numpy as np

from equitytown.compare.evidence import limits_of, same_publisher
from equitytown.stats.ranks import Best, rank, rank_interval
from equitytown.stats.spreads import FEWEST_SHARE
from equitytown.terms.comparator import NeighbourSet
from equitytown.terms.finding import Rank
from equitytown.terms.indicator import Indicator, Polarity
from equitytown.terms.observation import Observation

SEED = 2010  # rank intervals are simulated; the seed makes them the same on every machine


def rank_among(
    observation: Observation,
    members: Sequence[tuple[str, Observation | None]],
    *,
    neighbours: NeighbourSet,
    indicator: Indicator,
) -> Rank | None:
    """
    Rank a figure among its neighbours'; 1 is best.

    Parameters
    ----------
    observation : Observation
        The place's figure. The place counts once and is not its own neighbour.
    members : sequence of (name, Observation or None)
        The neighbours' figures for the same period and sex; None where none is held. Another
        publisher's counts as none.
    neighbours : NeighbourSet
        The set that the members come from: its name and date stand with the rank.
    indicator : Indicator
        Its polarity says which end is best.

    Returns
    -------
    Rank or None
        None when fewer than three in four of the set have a figure, or when the indicator declares
        no judgement, since then no end is best. Ties share the better rank. Members without a
        figure are named.
    """
    held = [o for _, o in members if _counts(o, observation)]
    enough = len(held) + 1 >= FEWEST_SHARE * (len(members) + 1)  # the place is one of its set
    if not held or not enough or observation.value is None or indicator.polarity is Polarity.NONE:
        return None
    figures = [observation, *held]
    values = np.array([o.value for o in figures], dtype=np.float64)
    best: Best = "high" if indicator.polarity is Polarity.HIGH else "low"
    ranks = rank(values, best=best)
    lower, upper = _interval(figures, best=best)
    return Rank(
        rank=int(ranks[0]),
        of=len(figures),
        lower=lower,
        upper=upper,
        set_id=neighbours.set_id,
        set_name=neighbours.name,
        set_dated=neighbours.dated,
        tied=int((values == values[0]).sum()) - 1,
        missing=tuple(name for name, o in members if not _counts(o, observation)),
    )


def _counts(member: Observation | None, own: Observation) -> TypeGuard[Observation]:
    """Say whether a member's figure can be ranked beside the place's."""
    return member is not None and member.value is not None and same_publisher(member, own)


def _interval(figures: Sequence[Observation], *, best: Best) -> tuple[int | None, int | None]:
    """Enclose the place's rank; no interval unless every figure has limits."""
    limits = [found for o in figures if (found := limits_of(o)) is not None]
    if len(limits) < len(figures):
        return None, None
    interval = rank_interval(*zip(*limits, strict=True), best=best, seed=SEED, rows=(0,))
    return int(interval.lower[0]), int(interval.upper[0])
