"""An organisation's page: what it does, what it promised, what it can move, how its own house stands."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from equitytown.web.accounts.models import User
from equitytown.web.register.actions import today
from equitytown.web.register.composing.doing import actions_of
from equitytown.web.register.composing.seen import Seen, reader_of
from equitytown.web.register.composing.words import between, day, share_words
from equitytown.web.register.models import Record

COVERED = frozenset(
    {
        "actions",
        "commitments",
        "levers",
        "employer-checks",
        "contract-clauses",
        "attendance",
        "training-coverage",
        "case-studies",
        "workstream-members",
    }
)
# What an employer says of itself: the field, and its words on a page.
ASKED = (
    ("living_wage", "Real living wage"),
    ("safe_hours", "Safe and secure hours"),
    ("fair_terms", "Fair terms"),
    ("social_value", "Social value in buying"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a whole, with what it is of."""

    seen: Seen
    what: str
    when: str
    share: str


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """How an employer sees itself on one day."""

    seen: Seen
    when: str
    answers: tuple[tuple[str, str], ...]
    covered: str


def organisation(record: Record, user: User | None) -> dict[str, Any]:  # what the template reads
    """Give what an organisation's page shows beside its fields."""
    reader, seen = reader_of(record, user)
    own = partial(reader.naming, name="organisation", identifier=record.identifier)
    led = reader.naming("actions", "lead", record.identifier)
    supported = reader.naming("actions", "supporting", record.identifier)
    now = today()
    return {
        "covered": COVERED,
        "elsewhere": frozenset({"charter_signed_on", "charter_criteria"}),
        "led": actions_of(led, today=now),
        "supported": actions_of(supported, today=now),
        "memberships": [m for m in own("workstream-members") if m.record.until is None or m.record.until >= now],
        "commitments": own("commitments"),
        "levers": own("levers"),
        "signed": seen.record.charter_signed_on,
        "criteria": seen.record.charter_criteria,
        "self_checks": [self_check(found) for found in reversed(own("employer-checks"))],
        "contracts": [contract(found) for found in own("contract-clauses")],
        "attended": [found for found in own("attendance") if found.record.people is not None],
        "training": training_of(own("training-coverage")),
        "case_studies": own("case-studies"),
    }


def self_check(found: Seen) -> SelfCheck:
    """Put a self-assessment in words."""
    told = found.record
    answers = tuple((words, getattr(told, name) or "not known") for name, words in ASKED)
    return SelfCheck(found, day(told.on) if told.on else "", answers, share_words(told.covered, told.staff))


def contract(found: Seen) -> Part:
    """Give the contracts that hold a clause, of all that were let."""
    told = found.record
    return Part(found, told.clause, between(told.starts, told.ends), share_words(told.holding, told.contracts))


def training_of(found: tuple[Seen, ...]) -> tuple[Part, ...]:
    """Give who was trained, by course and role, the newest of each first."""
    ordered = sorted(found, key=lambda seen: seen.record.on.toordinal() if seen.record.on else 0, reverse=True)
    ordered.sort(key=lambda seen: (seen.record.course, seen.record.role))
    return tuple(
        Part(
            seen,
            f"{seen.record.course}: {seen.record.role or 'all staff'}",
            day(seen.record.on) if seen.record.on else "",
            share_words(seen.record.trained, seen.record.staff),
        )
        for seen in ordered
    )
