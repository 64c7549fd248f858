"""What links to a record: its parts and whatever else names it, kind by kind."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from equitytown.terms.register import KINDS, MEASURES, Kind
from equitytown.web.register import derive
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


def public_parts_of(record: Record) -> tuple[Parts, ...]:
    """Give what links to a record by its public face; what a draft links to is nobody's to see."""
    return by_kind(record.of, _public(record.kind, record.identifier))


def public_parts_of_measure(indicator_id: str) -> tuple[Parts, ...]:
    """Give the records that link to a measure by their public face."""
    return by_kind(None, _public(MEASURES, indicator_id))


def _public(to: str, identifier: str) -> list[Record]:
    faces = Publication.objects.filter(words__contains=identifier.lower()).select_related("record")
    found = [face for face in faces if (to, identifier) in _links(face)]
    for face in found:
        face.record.publication = face
    return sorted((face.record for face in found), key=lambda held: held.identifier)


def _links(face: Publication) -> set[tuple[str, str]]:
    return {(field.to, reference) for field, reference in derive.linked(face.of, face.content)}


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
