"""A record of every kind, for tests that no kind may escape."""

from collections.abc import Callable
from itertools import chain

from django.db import transaction
from django.utils import timezone

from equitytown.terms.register import KINDS, MEASURES, Field, Kind, Shape
from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role
from equitytown.web.register import trail
from equitytown.web.register.actions import create, move, publish_face
from equitytown.web.register.derive import settle
from equitytown.web.register.models import Record, State, Update
from equitytown.web.register.rules import Verb
from tests.web import factories

Words = Callable[[Kind, Field], str]
TEXT = {Shape.LINE, Shape.PROSE, Shape.MARKDOWN}
# What a kind's own checks ask for.
AS_CHECKED = {("logic-items", "measures"): [], ("case-studies", "consent_until"): "2999-04-01"}
A_MEASURE = "air-quality"


def in_order() -> list[Kind]:
    """Give the kinds so that each comes after those to which it must link."""
    placed: dict[str, Kind] = {}
    while len(placed) < len(KINDS):
        for slug in ("organisations", *KINDS):
            kind = KINDS[slug]
            if slug not in placed and all(f.to in placed for f in kind.fields if f.links and f.required):
                placed[slug] = kind
    return list(placed.values())


def content(kind: Kind, words: Words, linked: dict[str, str], *, person: str = "") -> dict[str, object]:
    """Give content of a kind with every field filled in: texts by `words`, links to the references of `linked`."""
    told = {f.name: _value(kind, f, words, linked, person) for f in kind.fields if f.name != kind.key}
    return told | {name: value for (slug, name), value in AS_CHECKED.items() if slug == kind.slug}


def _value(kind: Kind, field: Field, words: Words, linked: dict[str, str], person: str) -> object:
    if field.shape in TEXT:
        return words(kind, field)
    if field.shape is Shape.LINKS:
        return [A_MEASURE] if field.to == MEASURES else [linked[field.to]] if field.to in linked else []
    return {
        Shape.ITEMS: [words(kind, field)],
        Shape.CHOICE: next(iter((field.name == "status" and kind.statuses) or field.choices), ""),
        Shape.PERSON: person,
        Shape.LINK: linked.get(field.to, ""),
        Shape.ADDRESS: "https://example.org/",
        Shape.DAY: "2026-04-01",
        Shape.YES_NO: True,
        Shape.WHOLE: 1,
        Shape.NUMBER: "1",
        Shape.POUNDS: "1",
    }[field.shape]


def every_kind(
    mark: str, *, words: Words, by: User | None = None, state: State = State.DRAFT, linked: dict[str, str] | None = None
) -> dict[str, Record]:
    """
    Make a record of each kind, whose references begin with `mark`, each linked to those made before it.

    `linked` gives references that are there already, by kind: no record of those kinds is made.
    """
    writer, held = by or factories.person(Role.EDITOR), dict(linked or {})
    approver, publisher = factories.person(Role.EDITOR), factories.person(Role.PUBLISHER)
    road = ((writer, Verb.SUBMIT), (approver, Verb.APPROVE), (publisher, Verb.PUBLISH), (publisher, Verb.WITHDRAW))
    far = {State.DRAFT: 0, State.SUBMITTED: 1, State.APPROVED: 2, State.PUBLISHED: 3, State.WITHDRAWN: 4}[state]
    made = {}
    for kind in in_order():
        if kind.slug in (linked or {}):
            continue
        told = content(kind, words, held, person=str(writer.pk)) | {kind.key: f"{mark}-{kind.prefix}"}
        record = create(writer, kind, told)
        for who, verb in road[:far]:
            record = move(who, record, verb, version=record.version, reason="For a test")
        held[kind.slug], made[kind.slug] = record.identifier, record
    return made


def plant(mark: str, *, words: Words, address: str = "https://example.org/", person: str = "") -> dict[str, Record]:
    """
    Put a published record of each kind into the database past every check, as one that an older version let in.

    Each has an entry in the trail, whose reason is that of its title, and an update where its kind tells a status.
    """
    held: dict[str, str] = {}
    made = {}
    for kind in in_order():
        now, held[kind.slug] = timezone.now(), f"{mark}-{kind.prefix}"
        told = content(kind, words, held, person=person) | {kind.key: held[kind.slug]}
        told |= {f.name: address for f in kind.fields if f.shape is Shape.ADDRESS}
        record = Record(
            kind=kind.slug, identifier=held[kind.slug], content=told, state=State.PUBLISHED, version=1, made_at=now,
            changed_at=now, changed_by_id=int(person) if person else None,
        )  # fmt: skip
        settle(record)
        publish_face(record, None)
        reason = words(kind, kind.fields[0])
        with transaction.atomic():
            trail.add(
                None, "change", kind.slug, record.identifier, 1,
                before=None, after=trail.state_of(record), reason=reason, at=now,
            )  # fmt: skip
        if kind.statuses:
            Update.objects.create(record=record, at=now, status=record.status, text=reason)
        made[kind.slug] = record
    return made


def text_fields() -> list[tuple[Kind, Field]]:
    """Give each field, of each kind, into which words can be typed."""
    return list(
        chain.from_iterable([(k, f) for f in k.fields if f.shape in TEXT | {Shape.ITEMS}] for k in KINDS.values())
    )
