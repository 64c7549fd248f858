"""Actions and next steps as a page shows them: by status, what is overdue, what is shared, what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from equitytown.terms.register.work import ACTION_STATUSES, CLOSED_ACTION
from equitytown.web.register.composing.seen import Seen


@dataclass(frozen=True, slots=True)
class Doing:
    """One action, and whether its day is past."""

    seen: Seen
    overdue: bool


@dataclass(frozen=True, slots=True)
class Actions:
    """Actions in the order of their statuses, with how many stand at each; `shared` with other workstreams."""

    rows: tuple[Doing, ...]
    counts: tuple[tuple[str, int], ...]
    shared: tuple[Seen, ...]

    @property
    def overdue(self) -> int:
        """How many are overdue."""
        return sum(row.overdue for row in self.rows)


@dataclass(frozen=True, slots=True)
class Step:
    """One next step; `part` where it is part of the one above it."""

    seen: Seen
    part: bool


def actions_of(found: Iterable[Seen], *, today: date) -> Actions:
    """Order actions by status, then by the day they are due; one without a status stands last."""
    held = tuple(found)
    order = tuple(dict.fromkeys((*ACTION_STATUSES, *(seen.record.status for seen in held))))
    ordered = sorted(held, key=lambda seen: (order.index(seen.record.status), seen.record.due or date.max))
    rows = tuple(Doing(seen, is_overdue(seen, today)) for seen in ordered)
    standing = [seen.record.status for seen in held]
    counts = tuple((status or "status not told", standing.count(status)) for status in order if status in standing)
    return Actions(rows, counts, tuple(seen for seen in ordered if len(seen.record.workstreams) > 1))


def is_overdue(seen: Seen, today: date) -> bool:
    """Whether an action's day is past and it is neither done nor stopped."""
    return seen.record.due is not None and seen.record.due < today and seen.record.status not in CLOSED_ACTION


def steps_of(found: Sequence[Seen]) -> tuple[Step, ...]:
    """Put each next step under the one of which it is a part; one whose whole is not shown stands on its own."""
    held = {seen.identifier for seen in found}
    whole = [seen for seen in found if seen.record.parent_id not in held or seen.record.parent_id == seen.identifier]
    ordered: list[Step] = []
    for seen in whole:
        ordered.append(Step(seen, part=False))
        ordered.extend(Step(part, part=True) for part in _under(seen, found, {seen.identifier}))
    placed = {step.seen.identifier for step in ordered}
    return (*ordered, *(Step(seen, part=False) for seen in found if seen.identifier not in placed))


def _under(whole: Seen, found: Sequence[Seen], passed: set[str]) -> list[Seen]:
    """Give the parts of a step and theirs, each once, however its links may turn."""
    under: list[Seen] = []
    for seen in found:
        if seen.record.parent_id == whole.identifier and seen.identifier not in passed:
            passed.add(seen.identifier)
            under += [seen, *_under(seen, found, passed)]
    return under
