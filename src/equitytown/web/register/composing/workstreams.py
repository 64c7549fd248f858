"""A workstream's page: who sits in it, what is missing, how it is thought to work, what is done and what comes next."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from equitytown.web.accounts.models import User
from equitytown.web.register.actions import today
from equitytown.web.register.carrying import carried_by
from equitytown.web.register.composing.doing import actions_of, steps_of
from equitytown.web.register.composing.logic import logic_of
from equitytown.web.register.composing.seen import Reader, Seen, reader_of
from equitytown.web.register.composing.telling import achievements_of, grants_of, risks_of, sums_of
from equitytown.web.register.models import Record

COVERED = frozenset(
    {
        "workstream-members",
        "recommendations",
        "gaps",
        "logic-items",
        "change-steps",
        "change-ideas",
        "actions",
        "next-steps",
        "progress",
        "funding",
        "risks",
    }
)


def workstream(record: Record, user: User | None) -> dict[str, Any]:  # what the template reads
    """Give what a workstream's page shows beside its fields."""
    reader, seen = reader_of(record, user)
    ours = partial(reader.naming, identifier=record.identifier)
    now = today()
    funding = ours("funding", "workstreams")
    risks = ours("risks", "workstreams")
    members = ours("workstream-members", "workstream")
    actions, gaps = ours("actions", "workstreams"), ours("gaps", "workstream")
    return {
        "covered": COVERED,
        "members": [m for m in members if m.record.until is None or m.record.until >= now],
        "recommendations": _works_on(reader, record.identifier, (*actions, *gaps)),
        "gaps": gaps,
        "logic": logic_of(ours("logic-items", "workstream"), name=seen.title),
        "change_steps": ours("change-steps", "workstream"),
        "ideas": ours("change-ideas", "workstream"),
        "actions": actions_of(actions, today=now),
        "next_steps": steps_of(ours("next-steps", "workstream")),
        "may_carry": user is not None and bool(carried_by(user, record)),
        "progress": achievements_of(ours("progress", "workstream")),
        "grants": grants_of(funding),
        "sums": sums_of(funding),
        "risks": risks_of(risks),
        "risks_past": [risk for risk in risks if risk.record.status not in {"", "open"}],
    }


def _works_on(reader: Reader, identifier: str, work: Iterable[Seen]) -> tuple[Seen, ...]:
    """Give the recommendations that name a workstream, or that its actions and gaps name: as the matrix ties them."""
    tied = {
        one for seen in work for one in (*seen.content.get("recommendations", ()), seen.content.get("recommendation"))
    }
    return tuple(
        seen
        for seen in reader.all("recommendations")
        if seen.identifier in tied or identifier in (seen.content.get("workstreams") or ())
    )
