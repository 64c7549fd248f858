"""What a record's page shows beside what it tells: measures with findings, pictures, sums of its parts."""

from collections.abc import Callable, Mapping
from typing import Any

from equitytown.web.accounts.models import User
from equitytown.web.register.measures import Finding, Measure, findings, measures
from equitytown.web.register.models import Record

Extra = Callable[[Record, User | None], dict[str, Any]]  # what a template reads


def extras(record: Record, *, user: User | None) -> dict[str, Any]:  # what a template reads
    """Give what the page of a record's kind shows beside its fields; for the public without a user."""
    own = EXTRAS.get(record.kind)
    return {"stand": measured(record.content), **(own(record, user) if own else {})}


def measured(content: Mapping[str, Any]) -> list[tuple[Measure, Finding | None]]:  # a record's content
    """Give the measures that a record is tied to, each with the latest finding of the current edition."""
    held, found = measures(), findings()
    return [(held[name], found.get(name)) for name in content.get("measures") or () if name in held]


EXTRAS: Mapping[str, Extra] = {}
