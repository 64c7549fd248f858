"""What links to a record: its parts and whatever else names it, kind by kind."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from equitytown.terms.register import KINDS, Kind
from equitytown.web.register.models import Publication, Record


@dataclass(frozen=True, slots=True)
class Parts:
    """The records of one kind that link to another record. `own` says that they are parts of it."""

    kind: Kind
    records: tuple[Record, ...]
    own: bool


def parts_of(record: Record, among: QuerySet[Record]) -> tuple[Parts, ...]:
    """Give what links to a record, of those that may be read; its own parts first."""
    found = among.filter(links__kind=record.kind, links__identifier=record.identifier).distinct().order_by("identifier")
    return by_kind(record.of, found)


def parts_of_measure(indicator_id: str, among: QuerySet[Record]) -> tuple[Parts, ...]:
    """Give the records that link to a measure, of those that may be read."""
    found = among.filter(links__kind="measures", links__identifier=indicator_id).distinct().order_by("identifier")
    return by_kind(None, found)


def public_records() -> QuerySet[Record]:
    """Give the records that have a public face."""
    return Record.objects.filter(pk__in=Publication.objects.values("record"))


def by_kind(of: Kind | None, found: Iterable[Record]) -> tuple[Parts, ...]:
    """Part records by kind, in the order of the kinds, parts of the kind named first."""
    held: dict[str, list[Record]] = {}
    for record in found:
        held.setdefault(record.kind, []).append(record)
    parts = [
        Parts(kind, tuple(held[slug]), own=bool(of and kind.parent and kind.by_name[kind.parent].to == of.slug))
        for slug, kind in KINDS.items()
        if slug in held
    ]
    return tuple(sorted(parts, key=lambda part: not part.own))
