"""Whether the trail accounts for what the register holds: records, what is public of them, updates, rights."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import DatabaseError, models
from django.db.models import QuerySet

from equitytown.terms.register import KINDS
from equitytown.web.accounts.models import User
from equitytown.web.register import derive
from equitytown.web.register.models import Link, Record, Scope, TrailEntry, Update

ACCOUNT = "account"  # the kind under which changes of accounts stand
BY_WRITERS = frozenset({"create", "change", "update"})  # verbs whose actors wrote a record's words
PUBLISHING = frozenset({"publish", "load"})  # verbs that make a public face
RIGHTS = ("role", "organisation", "workstreams")
AT_ONCE = 500  # rows

_M = TypeVar("_M", bound=models.Model)
Key = tuple[str, str]  # a kind and a reference


@dataclass
class Left:
    """What the trail's entries leave behind, taken in one after another."""

    last: dict[Key, TrailEntry] = field(default_factory=dict)
    public: dict[Key, TrailEntry] = field(default_factory=dict)
    writers: dict[Key, list[int]] = field(default_factory=lambda: defaultdict(list))
    updates: dict[Key, list[TrailEntry]] = field(default_factory=lambda: defaultdict(list))

    def take(self, entry: TrailEntry) -> None:
        """Take in the next entry; one that cannot be read leaves nothing, and shows as changed."""
        if not isinstance(entry.after, dict):
            return
        key = (entry.kind, entry.identifier)
        self.last[key] = entry
        if entry.verb in PUBLISHING:
            self.public[key], self.writers[key] = entry, []
        elif entry.verb == "withdraw":
            self.public.pop(key, None)
        if entry.verb == "update":
            self.updates[key].append(entry)
        actor = actor_of(entry)
        if entry.verb in BY_WRITERS and actor is not None and actor not in self.writers[key]:
            self.writers[key].append(actor)


def actor_of(entry: TrailEntry) -> int | None:
    """Give the number of the account that made a change; None where none did."""
    return int(entry.actor) if entry.actor.isdigit() else None


def _said(entry: TrailEntry) -> dict[str, Any]:  # a record's content
    content = entry.after.get("content")
    return content if isinstance(content, dict) else {}


def read(found: QuerySet[_M]) -> Iterator[tuple[object, _M | None]]:
    """Give the rows of a query by their numbers, in order; None for a row that cannot be read."""
    numbers = list(found.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        batch = numbers[start : start + AT_ONCE]
        held = _tried(found.filter(pk__in=batch))
        if held is None:
            held = [row for number in batch for row in _tried(found.filter(pk=number)) or ()]
        by_number = {row.pk: row for row in held}
        yield from ((number, by_number.get(number)) for number in batch)


def _tried(found: QuerySet[_M]) -> list[_M] | None:
    try:
        return list(found)
    except (ValueError, TypeError, AttributeError, DatabaseError):
        return None


def faults(left: Left) -> Iterator[str]:
    """Tell of everything that is not as the entries left it."""
    seen = set()
    updates = defaultdict(list)
    for _, update in read(Update.objects.all()):
        if update is None:
            yield "An update cannot be read: it was changed without an entry."
        else:
            updates[update.record_id].append(update)
    links, scopes = _by_record(Link.objects.all()), _by_record(Scope.objects.all())
    for number, record in read(Record.objects.select_related("publication")):
        if record is None or not isinstance(record.content, dict):  # words that are no JSON come as text
            yield f"Record {number} cannot be read: it was changed without an entry."
            continue
        key = (record.kind, record.identifier)
        seen.add(key)
        if not _as_left(record, left) or not _follows(record, links[record.pk], scopes[record.pk]):
            yield f"{record.identifier} is not as the trail left it: it was changed without an entry."
        if not _face_as_left(record, left.public.get(key)):
            yield f"What is public of {record.identifier} is not what the trail says was published."
        if not _told_as_left(updates[record.pk], left.updates[key]):
            yield f"The updates of {record.identifier} are not those that the trail holds."
    for kind, identifier in left.last:
        if kind in KINDS and (kind, identifier) not in seen:
            yield f"{identifier} is gone: the trail holds it, and the register does not."
    yield from _rights(left)


def _by_record(found: Iterable[Any]) -> dict[int, list[Any]]:  # links or scopes
    held = defaultdict(list)
    for row in found:
        held[row.record_id if isinstance(row, Scope) else row.source_id].append(row)
    return held


def _as_left(record: Record, left: Left) -> bool:
    key = (record.kind, record.identifier)
    entry = left.last.get(key)
    return entry is not None and (
        (record.version, record.state, record.content, record.changed_at, record.changed_by_id, record.writers)
        == (
            entry.version,
            entry.after.get("state"),
            entry.after.get("content"),
            entry.at,
            actor_of(entry),
            left.writers[key],
        )
    )


def _follows(record: Record, links: Iterable[Link], scopes: Iterable[Scope]) -> bool:
    """Whether what follows from a record's content, and decides who may read it, does follow from it."""
    facts = derive.facts_of(record)
    return (
        record.title == derive.title_of(record.of, record.content)
        and record.organisation == facts.organisation
        and sorted((link.field, link.kind, link.identifier) for link in links) == sorted(facts.links)
        and {(scope.relation, scope.identifier) for scope in scopes} == facts.scopes
    )


def _face_as_left(record: Record, entry: TrailEntry | None) -> bool:
    face = getattr(record, "publication", None)
    if face is None or entry is None:
        return face is None and entry is None
    content = {f.name: _said(entry).get(f.name) for f in record.of.fields if f.public}
    told = (face.kind, face.content, face.title, face.version, face.published_at, face.published_by_id)
    return told == (
        entry.kind, content, derive.title_of(record.of, content), entry.version, entry.at, actor_of(entry),
    )  # fmt: skip


def _told_as_left(updates: list[Update], entries: list[TrailEntry]) -> bool:
    held = [(u.at, u.author_id, u.organisation, u.status, u.text) for u in updates]
    return held == [(e.at, actor_of(e), e.after.get("organisation"), _said(e).get("status"), e.reason) for e in entries]


def _rights(left: Left) -> Iterator[str]:
    """Tell of each account whose rights are not what the last entry about it says."""
    for number, person in read(User.objects.all()):
        entry = left.last.get((ACCOUNT, str(number)))
        if person is None:
            yield f"Account {number} cannot be read."
        elif entry:
            held = {name: getattr(person, name) for name in RIGHTS} | {"open": person.is_active}
            if held != {name: entry.after.get(name) for name in held}:
                yield f"What account {number} may do is not what the trail says: it was changed without an entry."
