"""The records that a pack is made from, as its reader may read them: read once, then handled as plain values."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone

from equitytown.terms.register import KINDS
from equitytown.web.accounts.models import User
from equitytown.web.register import rules
from equitytown.web.register.filters import CLOSED
from equitytown.web.register.models import Publication, Record, State, Update

PUBLIC, WORK = "reader:record", "record"  # where a face leads
APPROVED = (State.APPROVED, State.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Face:
    """
    A record as it may be read.

    `published_on` is the day of its public face, None without one; `told` holds the day and status of each update, the
    latest last.
    """

    kind: str
    identifier: str
    title: str
    content: Mapping[str, Any]  # a record's content
    address: str = ""
    published_on: date | None = None
    told: tuple[tuple[date, str], ...] = ()

    def words(self, name: str) -> str:
        """Give a field as words; nothing where it is not told."""
        return str(self.content.get(name) or "")

    def day(self, name: str) -> date | None:
        """Give a field that holds a day; None where it is not told."""
        value = self.content.get(name)
        return date.fromisoformat(str(value)) if value else None

    def list(self, name: str) -> tuple[str, ...]:
        """Give a field that holds several values."""
        return tuple(map(str, self.content.get(name) or ()))

    def whole(self, name: str) -> int | None:
        """Give a whole number; None where it is not told. Missing is never zero."""
        value = self.content.get(name)
        return None if value is None else int(value)

    @property
    def status(self) -> str:
        """How it stands."""
        return self.words("status")


@dataclass(frozen=True, slots=True)
class Held:
    """Faces by their kind, and how titles are found among them."""

    by_kind: Mapping[str, tuple[Face, ...]]

    def all(self, kind: str) -> tuple[Face, ...]:
        """Give the faces of a kind, in its order."""
        return self.by_kind.get(kind, ())

    def title(self, kind: str, identifier: str) -> str:
        """Give the title of a record; nothing where it may not be read."""
        return next((face.title for face in self.all(kind) if face.identifier == identifier), "")

    def titles(self, kind: str, identifiers: Iterable[str]) -> str:
        """Give the titles of several records, one after another."""
        return ", ".join(filter(None, (self.title(kind, identifier) for identifier in identifiers)))


def gather(user: User | None, *kinds: str) -> Held:
    """
    Give the records of some kinds that somebody may read, for the public without a user.

    Those who work here are given what has been approved; of a record that is a draft again, or that they may not read
    otherwise, its public face.
    """
    faces = _public(kinds) if user is None else _working(user, kinds)
    by_kind: dict[str, list[Face]] = {}
    for face in faces:
        by_kind.setdefault(face.kind, []).append(face)
    return Held({slug: tuple(sorted(held, key=_in_order)) for slug, held in by_kind.items()})


def _in_order(face: Face) -> list[tuple[int, str]]:
    """Order references as people count: ACT-9 before ACT-10."""
    parts = face.identifier.replace(".", "-").split("-")
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def _faces(kinds: Iterable[str]) -> QuerySet[Publication]:
    faces = Publication.objects.filter(kind__in=kinds).select_related("record").defer("words", "record__words")
    return faces.prefetch_related(Prefetch("record__updates", Update.objects.order_by("at")))


def _public(kinds: Iterable[str]) -> Iterator[Face]:
    return (_of_publication(face, PUBLIC) for face in _faces(kinds))


def _of_publication(face: Publication, page: str) -> Face:
    told = tuple(
        (timezone.localdate(update.at), update.status)
        for update in face.record.updates.all()
        if update.at <= face.published_at
    )
    identifier = face.record.identifier
    published = timezone.localdate(face.published_at)
    return Face(
        face.kind, identifier, face.title, face.content, reverse(page, args=[face.kind, identifier]), published, told
    )


def _working(user: User, kinds: Iterable[str]) -> Iterator[Face]:
    public = {face.record.pk: face for face in _faces(kinds)}
    records = rules.readable(user).filter(kind__in=kinds).defer("words")
    for record in records.prefetch_related(Prefetch("updates", Update.objects.order_by("at"))):
        face = public.pop(record.pk, None)
        if record.state in APPROVED:
            yield _of_record(record, face)
        elif face:
            yield _of_publication(face, WORK)
    yield from (_of_publication(face, PUBLIC) for face in public.values())


def _of_record(record: Record, face: Publication | None) -> Face:
    told = tuple((timezone.localdate(update.at), update.status) for update in record.updates.all())
    published = timezone.localdate(face.published_at) if face else None
    address = reverse("record", args=[record.kind, record.identifier])
    return Face(record.kind, record.identifier, record.title, record.content, address, published, told)


def face_of(record: Record) -> Face:
    """Give one record as it is worked on."""
    return Face(
        record.kind,
        record.identifier,
        record.title,
        record.content,
        reverse("record", args=[record.kind, record.identifier]),
    )


def closed(face: Face, status: str, starts: date, ends: date) -> bool:
    """Whether a record came to a status between two days, both included, and has it still."""
    days = [day for day, told in face.told if told == status]
    return face.status == status and bool(days) and starts <= days[-1] <= ends


def is_open(face: Face) -> bool:
    """Whether something is still awaited of it."""
    return KINDS[face.kind].statuses is not None and face.status not in CLOSED
