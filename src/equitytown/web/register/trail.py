"""The trail: one entry a change, each covering the one before, so that any edit, deletion or reordering shows."""

import hashlib
import json
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from equitytown.web.accounts.models import User
from equitytown.web.register.models import Record, TrailEntry, TrailHead

Content = dict[str, Any]  # JSON: a record's content, or what an account was before and after

REQUEST: ContextVar[str] = ContextVar("request", default="")  # the request under way, set by the middleware
SYSTEM = "system"  # the actor of what no account did, such as set-up
ACCOUNT = "account"  # the kind under which changes of accounts stand


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
        A sentence for each fault: an entry changed, missing, out of order, or a record that no entry accounts for.
    """
    number, digest = 0, ""
    anchored = anchor is None
    for entry in TrailEntry.objects.order_by("number").iterator(chunk_size=1000):
        if entry.number != number + 1:
            yield f"Entry {number + 1} is missing: {entry.number} comes after {number}."
        if entry.previous != digest:
            yield f"Entry {entry.number} does not follow the one before it: something was removed, moved or changed."
        if digest_of(entry) != entry.digest:
            yield f"Entry {entry.number} was changed after it was written."
        if anchor and anchor == (entry.number, entry.digest):
            anchored = True
        number, digest = entry.number, entry.digest
    head = TrailHead.objects.filter(pk=TrailHead.ONLY).first()
    if (head.number, head.digest) != (number, digest) if head else number:
        told = f"entry {head.number}" if head else "no entry"
        yield f"The trail ends at entry {number}, but its end was noted at {told}."
    if not anchored and anchor:
        yield f"Entry {anchor[0]} is not the one that was written down: the trail was rewritten."
    yield from _unaccounted()


def _unaccounted() -> Iterator[str]:
    """Tell of each record whose content is not what the trail's last entry left."""
    last: dict[tuple[str, str], tuple[int, Content]] = {}
    for kind, identifier, version, after in (
        TrailEntry.objects.exclude(kind=ACCOUNT)
        .order_by("number")
        .values_list("kind", "identifier", "version", "after")
        .iterator(chunk_size=1000)
    ):
        last[kind, identifier] = (version, after)
    for record in Record.objects.iterator(chunk_size=1000):
        held = {"state": record.state, "content": record.content}
        if last.get((record.kind, record.identifier)) != (record.version, held):
            yield f"{record.identifier} is not as the trail left it: it was changed without an entry."


def state_of(record: Record) -> Content:
    """Give what an entry says a record is: its state and its content."""
    return {"state": record.state, "content": record.content}
