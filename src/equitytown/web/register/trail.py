"""The trail: one entry a change, each covering the one before, so that any edit, deletion or reordering shows."""

import hashlib
import json
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from equitytown.web.accounts.models import User
from equitytown.web.register import accounted
from equitytown.web.register.models import Record, TrailEntry, TrailHead

Content = dict[str, Any]  # JSON: a record's content, or what an account was before and after

REQUEST: ContextVar[str] = ContextVar("request", default="")  # the request under way, set by the middleware
SYSTEM = "system"  # the actor of what no account did, such as set-up
ACCOUNT = accounted.ACCOUNT


def add(
    actor: User | None,
    verb: str,
    kind: str,
    identifier: str,
    version: int,
    *,
    before: Content | None,
    after: Content | None,
    reason: str = "",
    at: datetime | None = None,
) -> TrailEntry:
    """
    Add an entry. Call it in the transaction that makes the change: both stand, or neither.

    Raises
    ------
    RuntimeError
        If no transaction is open.
    """
    head = hold()
    entry = TrailEntry(
        number=head.number + 1,
        at=at or timezone.now(),
        actor=str(actor.pk) if actor else SYSTEM,
        role=actor.role if actor else SYSTEM,
        verb=verb,
        kind=kind,
        identifier=identifier,
        version=version,
        before=before or {},
        after=after or {},
        reason=reason,
        request=REQUEST.get(),
        previous=head.digest,
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    head.number, head.digest = entry.number, entry.digest
    head.save()
    return entry


def hold() -> TrailHead:
    """
    Hold the end of the trail until the transaction ends: whoever else would write waits.

    SQLite lets one write at a time. Each change holds the trail's end before it looks at anything else, so that
    PostgreSQL does the same: nobody decides on what somebody else is about to change, and no two wait in a ring.

    Raises
    ------
    RuntimeError
        If no transaction is open.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A change and its entry in the trail must be saved in one transaction.")
    return TrailHead.objects.select_for_update().get_or_create(pk=TrailHead.ONLY)[0]


def digest_of(entry: TrailEntry) -> str:
    """Give the SHA-256 of everything that an entry says, the digest of the one before it included."""
    said = {
        "number": entry.number,
        "at": entry.at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "role": entry.role,
        "verb": entry.verb,
        "kind": entry.kind,
        "identifier": entry.identifier,
        "version": entry.version,
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
        "request": entry.request,
        "previous": entry.previous,
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def verify(*, anchor: tuple[int, str] | None = None) -> Iterator[str]:
    """
    Walk the trail and tell of everything that cannot be right.

    Parameters
    ----------
    anchor : (int, str), optional
        The number and digest of an entry that was written down elsewhere, such as in an export: with it, a trail
        that was cut off and rewritten shows as well.

    Yields
    ------
    str
        A sentence for each fault: an entry changed, missing or out of order; or a record, what is public of it, its
        updates or an account's rights that are not as the entries left them.
    """
    number, digest, anchored, left = 0, "", anchor is None, accounted.Left()
    for found, entry in accounted.read(_as_kept(TrailEntry.objects.all())):
        if found != number + 1:
            yield f"Entry {number + 1} is missing: {found} comes after {number}."
        number = found if isinstance(found, int) else number + 1
        if entry is None:
            yield f"Entry {found} cannot be read: it was changed after it was written."
            continue
        if entry.previous != digest:
            yield f"Entry {found} does not follow the one before it: something was removed, moved or changed."
        if not _is_whole(entry):
            yield f"Entry {found} was changed after it was written."
        anchored = anchored or anchor == (entry.number, entry.digest)
        digest = entry.digest
        left.take(entry)
    head = TrailHead.objects.filter(pk=TrailHead.ONLY).first()
    if (head.number, head.digest) != (number, digest) if head else number:
        told = f"entry {head.number}" if head else "no entry"
        yield f"The trail ends at entry {number}, but its end was noted at {told}."
    if not anchored and anchor:
        yield f"Entry {anchor[0]} is not the one that was written down: the trail was rewritten."
    yield from accounted.faults(left)


def _as_kept(entries: QuerySet[TrailEntry]) -> QuerySet[TrailEntry]:
    """Read entries with their text as SQLite keeps it, where two texts can say the same; PostgreSQL keeps values."""
    if connection.vendor != "sqlite":
        return entries
    return entries.annotate(**{f"kept_{name}": Cast(name, TextField()) for name in ("at", "before", "after")})


def _is_whole(entry: TrailEntry) -> bool:
    """Whether an entry is as it was written, to the byte."""
    try:
        whole = digest_of(entry) == entry.digest
    except (TypeError, ValueError, AttributeError):
        return False
    if connection.vendor != "sqlite":
        return whole
    written = {
        "at": connection.ops.adapt_datetimefield_value(entry.at),
        "before": json.dumps(entry.before),
        "after": json.dumps(entry.after),
    }
    return whole and all(getattr(entry, f"kept_{name}") == text for name, text in written.items())


def state_of(record: Record) -> Content:
    """Give what an entry says a record is: its state and its content."""
    return {"state": record.state, "content": record.content}
