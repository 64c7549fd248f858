"""A programme's page: reach, money and results, and what cannot be claimed."""

from dataclasses import dataclass
from typing import Any

from equitytown.terms.register.reach import is_early, reach
from equitytown.web.accounts.models import User
from equitytown.web.register.actions import today
from equitytown.web.register.composing.logic import stand_of
from equitytown.web.register.composing.seen import Seen, reader_of
from equitytown.web.register.composing.telling import achievements_of, grants_of, period_of, sums_of
from equitytown.web.register.composing.words import figure
from equitytown.web.register.models import Record


@dataclass(frozen=True, slots=True)
class Reached:
    """One count of people, with its period."""

    seen: Seen
    figure: str
    period: str


def programme(record: Record, user: User | None) -> dict[str, Any]:  # what the template reads
    """Give what a programme's page shows beside its fields."""
    reader, seen = reader_of(record, user)
    told = reader.naming("progress", "programme", record.identifier)
    by_reference = {one.identifier: one for one in told}
    counted = reach(one.record for one in told)
    funding = reader.naming("funding", "programme", record.identifier)
    early = is_early(seen.record, today())
    return {
        "covered": frozenset({"progress", "funding"}),
        "stand": (),
        "elsewhere": frozenset({"not_claimed", "measures"}),
        "people": [_reached(by_reference[one.progress_id]) for one in counted.people],
        "contacts": [_reached(by_reference[one.progress_id]) for one in counted.contacts],
        "results": achievements_of(one for one in told if one.identifier not in counted.entries),
        "grants": grants_of(funding),
        "sums": sums_of(funding),
        "not_claimed": seen.record.not_claimed,
        "claim": claim_words(early=early, lag=seen.record.lag),
        "aims": stand_of(seen.record.measures),
        "show_findings": early is False,
    }


def claim_words(*, early: bool | None, lag: str) -> str:
    """
    Say what the measures can tell of a programme: never that it changed them.

    Examples
    --------
    >>> claim_words(early=True, lag="2030")
    'It is too early to look for a change in these measures. Outcomes can be looked for from: 2030.'
    """
    if early is None:
        return (
            "No year is told from which outcomes can be looked for, so nothing is said of a change in these measures."
        )
    if early:
        return f"It is too early to look for a change in these measures. Outcomes can be looked for from: {lag}."
    return (
        "A change in these measures can be looked for now. They are figures for the whole town: whether the programme "
        "has changed them cannot be told from them."
    )


def _reached(seen: Seen) -> Reached:
    return Reached(seen, figure(seen.record), period_of(seen))
