"""Moves: how many areas of each part of a town went up or down, and does any part differ from the rest?"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from equitytown.compare.change import UNTESTED, change_since
from equitytown.derive.smoothing import check_areas
from equitytown.stats.differences import SIGNIFICANT
from equitytown.stats.multiple import discoveries
from equitytown.stats.shifts import shifts_of_parts
from equitytown.terms.finding import Change
from equitytown.terms.indicator import Indicator, Polarity
from equitytown.terms.inside import PartMoves
from equitytown.terms.observation import Observation
from equitytown.terms.period import Period

SEED = 1_945  # of the permutations; the year of Wilcoxon's paper
FEWEST_AREAS = 10  # below this permutations can hardly tell one part from the rest


class Moves(NamedTuple):
    """How areas moved, as a `Pattern` tells it; empty where no earlier period can be compared."""

    since: Period | None = None
    whole: PartMoves | None = None
    parts: Mapping[str, PartMoves] = {}
    parts_p_value: float | None = None
    part_apart: str = ""
    worst_part: str = ""


def moves_between(
    before: Sequence[Observation],
    now: Sequence[Observation],
    *,
    indicator: Indicator,
    parts: Mapping[str, Collection[str]],
) -> Moves:
    """
    Count the areas that moved in each part of a town, and test whether a part differs from the rest.

    Parameters
    ----------
    before, now : sequence of Observation
        One figure an area, each of one period, sex and boundary set.
    indicator : Indicator
        Its breaks and polarity.
    parts : mapping of str to collection of str
        Parts of the town by name, as area codes.

    Returns
    -------
    Moves
        Areas without a figure in both periods take no part, nor do those whose two figures cannot be set against
        each other (see `change_since`), nor parts without any other area.

    Raises
    ------
    InputError
        If an area stands twice in a period.

    Notes
    -----
    A part is tested by how its areas' changes rank among all changes, with labels put about at random. Every area
    counts alike, whatever its size.
    """
    changes = _changes(before, now, indicator)
    if not changes:
        return Moves()
    clear = _clear(changes)
    counted = {name: _count(changes, clear, members) for name, members in parts.items() if set(members) & set(changes)}
    shifts = _shifts(changes, parts)
    return Moves(
        since=next(iter(changes.values())).earlier.period,
        whole=_count(changes, clear, changes),
        parts=counted,
        parts_p_value=min((p for _, p in shifts.values()), default=None),
        part_apart=_furthest({name: abs(shift) for name, (shift, p) in shifts.items() if p < SIGNIFICANT}),
        worst_part=_furthest(_adverse(shifts, indicator.polarity)),
    )


def _changes(before: Sequence[Observation], now: Sequence[Observation], indicator: Indicator) -> dict[str, Change]:
    """Give the change of each area whose two figures can be set against each other, tested or not."""
    check_areas(before, beside={})
    earlier = {o.area_code: o for o in before if o.value is not None}
    pairs = ((earlier[o.area_code], o) for o in now if o.value is not None and o.area_code in earlier)
    changes = (change_since(first, later, indicator=indicator, since="earlier period") for first, later in pairs)
    return {c.later.area_code: c for c in changes if c.reason in ("", UNTESTED)}


def _clear(changes: Mapping[str, Change]) -> set[str]:
    """Give the areas that moved by more than chance, once the many tests are allowed for."""
    p_values = [np.nan if c.p_value is None else c.p_value for c in changes.values()]
    return {code for code, found in zip(changes, discoveries(p_values), strict=True) if found}


def _count(changes: Mapping[str, Change], clear: Collection[str], members: Collection[str]) -> PartMoves:
    held = {code: changes[code] for code in members if code in changes}
    up = {code for code, change in held.items() if change.difference > 0}
    down = {code for code, change in held.items() if change.difference < 0}
    tested = sum(change.p_value is not None for change in held.values())
    return PartMoves(len(held), len(up), len(down), tested, len(up & set(clear)), len(down & set(clear)))


def _shifts(changes: Mapping[str, Change], parts: Mapping[str, Collection[str]]) -> dict[str, tuple[float, float]]:
    """Give for each part that can be tested how far its changes lie from the rest, and the p value."""
    if len(changes) < FEWEST_AREAS or not parts:
        return {}
    inside = [[code in members for code in changes] for members in parts.values()]
    found = shifts_of_parts([change.difference for change in changes.values()], inside, seed=SEED)
    rows = zip(parts, found.shift.tolist(), found.p_value.tolist(), strict=True)
    return {name: (shift, p_value) for name, shift, p_value in rows if not np.isnan(p_value)}


def _adverse(shifts: Mapping[str, tuple[float, float]], polarity: Polarity) -> dict[str, float]:
    """Give how far each part that is clearly apart lies to the bad side; empty without a polarity."""
    bad = {Polarity.HIGH: -1, Polarity.LOW: 1, Polarity.NONE: 0}[polarity]
    return {name: bad * shift for name, (shift, p) in shifts.items() if p < SIGNIFICANT and bad * shift > 0}


def _furthest(shifts: Mapping[str, float]) -> str:
    """Name the part that lies furthest; the first of those alike, "" of none."""
    return max(shifts, key=lambda name: round(shifts[name], 9), default="")
