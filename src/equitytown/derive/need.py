"""What areas or groups receive beside their need: weights as declared, each organisation by itself, anchors first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from equitytown.derive.equity.access import given
from equitytown.derive.equity.entries import number
from equitytown.errors import InputError
from equitytown.stats.need import need_against_resources

NOT_KNOWN = "What it receives is not known, which is not zero"
WHOLE_UNKNOWN = "What another receives is not known, so no share of the whole is given"


class Weighing(StrEnum):
    """How need is weighed."""

    PEOPLE = "people"
    COLUMN = "column"
    TABLE = "table"
    EXCESS = "excess"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Weighed:
    """
    How the need of one person is weighed, and who agreed it.

    `by` names the column it is read from. `table` gives a weight for each of its values (a deprivation tenth, say).
    `EXCESS` weighs by how far a measure is from the best value, `RATIO` by how many times that value it is;
    `best_is_lowest` says which end is best.
    """

    how: Weighing = Weighing.PEOPLE
    by: str = ""
    table: Mapping[str, float] = field(default_factory=dict)
    best_is_lowest: bool = True
    agreed_by: str = ""
    agreed_on: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One area's or group's part of an allocation. `score` is what its weight is made of; `amount` None if unknown."""

    name: str
    people: float
    score: str = ""
    amount: float | None = None
    organisation: str = ""
    anchor: bool = False
    decision: str = ""


@dataclass(frozen=True, slots=True)
class AgainstNeed:
    """
    One part beside its need.

    Shares are of 1; `points` percentage points; `shortfall` what is lacking, below 0 what is more than in line with
    need, and `people` the same in people at the average amount for each unit of need. None where it cannot be given,
    with the reason in `note`.
    """

    organisation: str
    anchor: bool
    name: str
    people_there: float
    weight: float
    need: float
    need_share: float
    amount: float | None
    received_share: float | None
    points: float | None
    in_line: float | None
    shortfall: float | None
    people: float | None
    decision: str
    note: str


def weights_of(scores: Sequence[str], weighed: Weighed) -> tuple[float, ...]:
    """
    Give the weight of each score.

    Parameters
    ----------
    scores : sequence of str
        As they stand in the table.
    weighed : Weighed
        How they become weights.

    Raises
    ------
    InputError
        If a score has no weight in the table, or is no number; or if the best value is 0 where others are set
        against it.

    Examples
    --------
    >>> weights_of(["12", "9", "18"], Weighed(Weighing.EXCESS, by="smoking"))
    (3.0, 0.0, 9.0)
    """
    if weighed.how is Weighing.PEOPLE:
        return (1.0,) * len(scores)
    if weighed.how is Weighing.TABLE:
        absent = [score for score in scores if score not in weighed.table]
        if absent:
            raise InputError(
                f'{weighed.by} "{absent[0]}" has no weight. The weights are of: {", ".join(weighed.table)}.'
            )
        return tuple(weighed.table[score] for score in scores)
    values = [_number(score, weighed.by) for score in scores]
    if weighed.how is Weighing.COLUMN:
        return tuple(values)
    best = min(values) if weighed.best_is_lowest else max(values)
    if weighed.how is Weighing.EXCESS:
        return tuple(abs(value - best) for value in values)
    if min(values) <= 0:
        raise InputError(f"{weighed.by} is {min(values):g} somewhere, and no ratio to it can be given. Use excess.")
    return tuple(value / best if weighed.best_is_lowest else best / value for value in values)


def against_need(parts: Sequence[Part], weighed: Weighed) -> tuple[AgainstNeed, ...]:
    """
    Set what each part receives beside its share of need, each organisation's allocation by itself.

    Parameters
    ----------
    parts : sequence of Part
        All parts of each allocation.
    weighed : Weighed
        How the need of a person is weighed.

    Returns
    -------
    tuple of AgainstNeed
        Anchor institutions first, then other organisations, each in the order of the table; within one, the largest
        shortfall first, and parts whose shortfall is not known last.

    Raises
    ------
    InputError
        If an area or group stands twice in one organisation's allocation, or weights cannot be made.
    """
    organisations = sorted(
        dict.fromkeys(part.organisation for part in parts), key=lambda name: not _anchor(parts, name)
    )
    weights = dict(zip(map(id, parts), weights_of([part.score for part in parts], weighed), strict=True))
    found: list[AgainstNeed] = []
    for organisation in organisations:
        own = [part for part in parts if part.organisation == organisation]
        names = [part.name for part in own]
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            raise InputError(f'"{twice[0]}" stands in more than one row of {organisation or "the allocation"}.')
        rows = _of_organisation(own, [weights[id(part)] for part in own])
        found += sorted(rows, key=lambda row: float("inf") if row.shortfall is None else -row.shortfall)
    return tuple(found)


def _anchor(parts: Sequence[Part], organisation: str) -> bool:
    return any(part.anchor for part in parts if part.organisation == organisation)


def _of_organisation(parts: Sequence[Part], weights: Sequence[float]) -> list[AgainstNeed]:
    amounts = [part.amount for part in parts]
    found = need_against_resources([part.people for part in parts], weights, np.array([number(a) for a in amounts]))
    rows = []
    for i, part in enumerate(parts):
        note = NOT_KNOWN if part.amount is None else WHOLE_UNKNOWN if None in amounts else ""
        if not note and not any(amounts):
            note = "Nobody receives anything"
        rows.append(
            AgainstNeed(
                part.organisation,
                part.anchor,
                part.name,
                part.people,
                weights[i],
                float(found.need[i]),
                float(found.need_share[i]),
                part.amount,
                given(found.received_share[i]),
                given(found.points[i]),
                given(found.in_line[i]),
                given(found.shortfall[i]),
                given(found.people[i]),
                part.decision,
                note,
            )
        )
    return rows


def _number(score: str, by: str) -> float:
    try:
        value = float(score)
    except ValueError:
        raise InputError(f'{by} must be a number in every row, and is "{score}" in one.') from None
    if not np.isfinite(value) or value < 0:
        raise InputError(f'{by} must be 0 or more in every row, and is "{score}" in one.')
    return value
