"""What links to a record: its parts and whatever else names it, kind by kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from equitytown.terms.register import KINDS, MEASURES, Kind
from equitytown.web.register.models import Link, Publication, Record

SHOWN = 50  # records of a kind that a page lists; the rest are counted


@dataclass(frozen=True, slots=True)
class Parts:
    """
    The records of one kind that link to another record. `own` says that they are parts of it.

    `more` counts those that are not among `records`.
    """

    kind: Kind
    records: tuple[Record, ...]
    own: bool
    more: int = 0


def parts_of(record: Record, among: QuerySet[Record]) -> tuple[Parts, ...]:
    """Give what links to a record, of those that may be read; its own parts first."""
    linked = Link.objects.filter(kind=record.kind, identifier=record.identifier).values("source")
    return _first(record.of, among.filter(pk__in=linked))


def public_parts_of(record: Record) -> tuple[Parts, ...]:
    """Give what links to a record by its public face; what a draft links to is nobody's to see."""
    return _first(record.of, _public(record.kind, record.identifier))


def public_parts_of_measure(indicator_id: str) -> tuple[Parts, ...]:
    """Give the records that link to a measure by their public face."""
    return _first(None, _public(MEASURES, indicator_id))


def _public(to: str, identifier: str) -> QuerySet[Record]:
    faces = Publication.objects.filter(links__kind=to, links__identifier=identifier).values("pk")
    return Record.objects.filter(pk__in=faces)


def _first(of: Kind | None, found: QuerySet[Record]) -> tuple[Parts, ...]:
    """Take the first records of each kind, and count the others without reading them."""
    held: dict[str, list[int]] = {}
    for pk, slug in found.order_by("identifier").values_list("pk", "kind"):
        held.setdefault(slug, []).append(pk)
    wanted = [pk for keys in held.values() for pk in keys[:SHOWN]]
    records = Record.objects.filter(pk__in=wanted).defer("words", "publication__words").order_by("identifier")
    more = {slug: max(0, len(keys) - SHOWN) for slug, keys in held.items()}
    return by_kind(of, records.select_related("publication"), more=more)


def by_kind(of: Kind | None, found: Iterable[Record], *, more: Mapping[str, int] | None = None) -> tuple[Parts, ...]:
    """Part records by kind, in the order of the kinds, parts of the kind named first."""
    held: dict[str, list[Record]] = {}
    for record in found:
        held.setdefault(record.kind, []).append(record)
    parts = [
        Parts(
            kind,
            tuple(held[slug]),
            own=bool(of and kind.parent and kind.by_name[kind.parent].to == of.slug),
            more=(more or {}).get(slug, 0),
        )
        for slug, kind in KINDS.items()
        if slug in held
    ]
    return tuple(sorted(parts, key=lambda part: not part.own))
