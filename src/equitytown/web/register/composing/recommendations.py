"""A recommendation's page: its measures, who works on it, what is missing, how its wording changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from equitytown.web.accounts.models import User
from equitytown.web.register.actions import today
from equitytown.web.register.composing.doing import Actions, actions_of
from equitytown.web.register.composing.logic import stand_of
from equitytown.web.register.composing.seen import Reader, Seen, reader_of
from equitytown.web.register.composing.telling import achievements_of
from equitytown.web.register.measures import measures
from equitytown.web.register.models import Record, TrailEntry
from equitytown.web.register.shown import Item

COVERED = frozenset({"actions", "gaps", "progress"})
_PUBLIC = frozenset({"publish", "load"})  # the verbs after which anyone could read what a record said


@dataclass(frozen=True, slots=True)
class Wording:
    """What a recommendation said from a moment on."""

    at: datetime
    summary: str
    reworded: str


@dataclass(frozen=True, slots=True)
class Work:
    """A workstream that works on a recommendation, and what ties the two."""

    item: Item
    through: str


def recommendation(record: Record, user: User | None) -> dict[str, Any]:  # what the template reads
    """Give what a recommendation's page shows beside its fields."""
    reader, seen = reader_of(record, user)
    gaps = reader.naming("gaps", "recommendation", record.identifier)
    acted = actions_of(reader.naming("actions", "recommendations", record.identifier), today=today())
    own = stand_of(seen.record.measures)
    principle = seen.record.principle
    shared = [name for name, measure in measures().items() if principle and measure.principle == principle]
    return {
        "covered": COVERED,
        "stand": (),
        "elsewhere": frozenset({"measures", "workstreams"}),
        "own_measures": own,
        "principle_measures": () if own else stand_of(shared),
        "work": works_on(seen, gaps, acted, reader),
        "actions": acted,
        "gaps": gaps,
        "progress": achievements_of(reader.naming("progress", "recommendations", record.identifier)),
        "wordings": wordings(record, public=user is None),
    }


def works_on(seen: Seen, gaps: Sequence[Seen], acted: Actions, reader: Reader) -> tuple[Work, ...]:
    """Give the workstreams that work on a recommendation, each once, with what ties them."""
    found: dict[str, list[str]] = {}
    for workstream in seen.record.workstreams:
        found.setdefault(workstream, []).append("named by the recommendation")
    for row in acted.rows:
        for workstream in row.seen.record.workstreams:
            found.setdefault(workstream, []).append("through an action")
    for gap in gaps:
        found.setdefault(gap.record.workstream, []).append("in its gap analysis")
    names = reader.names("workstreams")
    return tuple(
        Work(names[workstream], ", ".join(dict.fromkeys(through)))
        for workstream, through in found.items()
        if workstream in names
    )


def wordings(record: Record, *, public: bool) -> tuple[Wording, ...]:
    """
    Give what a recommendation said and says, the newest first; empty while it was never reworded.

    The public sees what was published since it was last withdrawn, and no draft.
    """
    found: list[Wording] = []
    for entry in TrailEntry.objects.filter(kind=record.kind, identifier=record.identifier).order_by("number"):
        if public and entry.verb == "withdraw":
            found = []
        if public and entry.verb not in _PUBLIC:
            continue
        content = entry.after.get("content") or {}
        said = Wording(entry.at, str(content.get("summary") or ""), str(content.get("reworded") or ""))
        if not found or (found[-1].summary, found[-1].reworded) != (said.summary, said.reworded):
            found.append(said)
    return tuple(reversed(found)) if len(found) > 1 else ()
