"""What follows from a record's content: its title, the words it is found by, its links, and whose it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from equitytown.terms.register import Field, Kind, Shape
from equitytown.terms.register.results import CONSENT_HELD
from equitytown.web.register.models import REFERENCE, TITLE, Link, Publication, PublicLink, Record, Scope

ORGANISATIONS, WORKSTREAMS = "organisations", "workstreams"
# The days on which a record wants somebody's eyes, first come first.
DAYS = ("due", "review_on", "consent_until")


def title_of(kind: Kind, content: Mapping[str, object]) -> str:
    """Give the title that lists show: one field of the record, on one line."""
    told = " ".join(str(content.get(kind.title) or "").split()) or kind.singular.capitalize()
    return told if len(told) <= TITLE else f"{told[: TITLE - 1]}…"


def words_of(kind: Kind, content: Mapping[str, object], *, public: bool) -> str:
    """Give the words by which a record is found; those of its public face leave out what is not public."""
    found = [str(content.get(kind.key, ""))]
    for field in kind.fields:
        value = content.get(field.name)
        if value and (field.public or not public) and field.shape is not Shape.PERSON and not isinstance(value, bool):
            found.extend(map(str, value) if isinstance(value, list) else [str(value)])
    return "\n{}\n".format("\n".join(found).lower())  # each on a line of its own, the first and the last as well


def linked(kind: Kind, content: Mapping[str, object]) -> Iterator[tuple[Field, str]]:
    """Give each link of a record's content: the field, and the reference it leads to."""
    for field in kind.fields:
        value = content.get(field.name) if field.links else None
        for reference in value if isinstance(value, list) else [value]:
            if reference:
                yield field, str(reference)


def link_face(face: Publication) -> None:
    """Draw the links of a public face from its content."""
    face.links.all().delete()
    PublicLink.objects.bulk_create(
        PublicLink(face=face, kind=to, identifier=reference[:REFERENCE])
        for to, reference in sorted({(field.to, reference) for field, reference in linked(face.of, face.content)})
    )


def day_of(content: Mapping[str, object]) -> date | None:
    """Give the day on which a record wants somebody's eyes."""
    return next((date.fromisoformat(str(content[name])) for name in DAYS if content.get(name)), None)


def until_of(content: Mapping[str, object], *, today: date) -> date | None:
    """Give the last day on which a story may be read by the consent that its content tells; None where none is set."""
    if content.get("consent") not in CONSENT_HELD:
        return today - timedelta(days=1)
    return date.fromisoformat(str(content["consent_until"])) if content.get("consent_until") else None


def settle(record: Record) -> None:
    """
    Write what follows from a record's content, and settle its parts again.

    Its owner is the organisation that its owner field names, or its parent's owner; an organisation owns itself.
    """
    kind, content = record.of, record.content
    record.title = title_of(kind, content)
    record.words = words_of(kind, content, public=False)
    record.due = day_of(content)
    facts = facts_of(record)
    record.organisation = facts.organisation
    record.save()
    record.links.all().delete()
    Link.objects.bulk_create(
        Link(source=record, field=field, kind=to, identifier=reference) for field, to, reference in facts.links
    )
    record.scopes.all().delete()
    Scope.objects.bulk_create(
        Scope(record=record, relation=relation, identifier=reference) for relation, reference in sorted(facts.scopes)
    )
    parts = Link.objects.filter(kind=kind.slug, identifier=record.identifier).values("source")
    for part in Record.objects.select_for_update().filter(pk__in=parts):  # held, or a change of one could be lost
        if part.of.parent and part.content.get(part.of.parent) == record.identifier and part.of is not kind:
            settle(part)


def _parent(record: Record) -> Record | None:
    field = record.of.parent
    if not field:
        return None
    to = record.of.by_name[field].to
    return Record.objects.filter(kind=to, identifier=record.content.get(field) or "").first()


@dataclass(frozen=True, slots=True)
class Facts:
    """Whose a record is, what it links to by field, kind and reference, and its scopes."""

    organisation: str
    links: list[tuple[str, str, str]]
    scopes: set[tuple[str, str]]


def facts_of(record: Record) -> Facts:
    """Give what follows from a record's content, and from the record of which it is a part."""
    kind, content, parent = record.of, record.content, _parent(record)
    own = str(content.get(kind.owner) or "") if kind.owner else ""
    inherited = parent.organisation if parent else ""
    organisation = record.identifier if kind.slug == ORGANISATIONS else own or inherited
    links = list(linked(kind, content))
    scopes = {(Scope.Relation.PARTNER.value, reference) for field, reference in links if field.name in kind.partners}
    scopes |= {(Scope.Relation.STREAM.value, reference) for field, reference in links if field.to == WORKSTREAMS}
    if kind.slug == WORKSTREAMS:
        scopes.add((Scope.Relation.STREAM.value, record.identifier))
    if parent:
        scopes |= {(scope.relation, scope.identifier) for scope in parent.scopes.all()}
        if parent.organisation and parent.organisation != organisation:
            scopes.add((Scope.Relation.PARTNER.value, parent.organisation))
    return Facts(organisation, [(f.name, f.to, reference[:REFERENCE]) for f, reference in links], scopes)
