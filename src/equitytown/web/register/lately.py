"""What others changed since somebody last looked, in words, of the records that they may read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from equitytown.web.accounts.models import User
from equitytown.web.register import rules
from equitytown.web.register.actions import CREATE
from equitytown.web.register.changes import DID
from equitytown.web.register.models import Record, TrailEntry, TrailHead, Visit
from equitytown.web.register.rules import Verb
from equitytown.web.register.trail import ACCOUNT, SYSTEM

AT_FIRST = timedelta(days=7)  # how far back somebody is told who never looked before
LOOKED_AT = 1000  # entries of the trail, the newest, among which what one may read is sought
SHOWN = 12  # changes
LONGEST = 160  # characters of what was told
A_VISIT = timedelta(minutes=10)  # a look within it is the same look
SESSION = "looked"  # where a session keeps when its person had last looked before it


@dataclass(frozen=True, slots=True)
class Lately:
    """One change: of what, by whom, what they did, and what they said about it."""

    title: str
    address: str
    who: str
    did: str
    at: datetime
    said: str


def since(user: User, session_told: str | None) -> datetime:
    """
    Give the moment since when changes are news to somebody, and note that they look now.

    Parameters
    ----------
    user : User
        Who looks.
    session_told : str, optional
        What this session was given the first time, so that the news stay until it ends.
    """
    now = timezone.now()
    held = Visit.objects.filter(person=user).first()
    before = datetime.fromisoformat(session_told) if session_told else held.at if held else now - AT_FIRST
    if held is None or now - held.at > A_VISIT:
        Visit.objects.update_or_create(person=user, defaults={"at": now})
    return before


def lately(user: User, moment: datetime) -> tuple[Lately, ...]:
    """Give what others changed since a moment, newest first."""
    head = TrailHead.objects.filter(pk=TrailHead.ONLY).first()
    newest = (head.number if head else 0) - LOOKED_AT
    entries = (
        TrailEntry.objects.filter(number__gt=newest, at__gt=moment)
        .exclude(Q(actor=str(user.pk)) | Q(actor=SYSTEM) | Q(kind=ACCOUNT))
        .order_by("-number")
    )
    news = list(entries.values_list("number", "kind", "identifier"))
    wanted = {identifier for _, _, identifier in news}
    held = {(r.kind, r.identifier): r for r in rules.readable(user).filter(identifier__in=wanted).defer("words")}
    numbers = [number for number, kind, identifier in news if (kind, identifier) in held][:SHOWN]
    shown = list(TrailEntry.objects.filter(number__in=numbers).order_by("-number")) if numbers else []
    names = {str(p.pk): str(p) for p in User.objects.filter(pk__in={e.actor for e in shown if e.actor.isdigit()})}
    return tuple(
        _told(entry, held[entry.kind, entry.identifier], names.get(entry.actor, "An account that is gone"))
        for entry in shown
    )


def _told(entry: TrailEntry, record: Record, who: str) -> Lately:
    did = DID.get(entry.verb, entry.verb)
    if entry.verb == Verb.CHANGE and (labels := _labels(entry, record)):
        did = f"changed {labels}"
    elif entry.verb == CREATE:
        did = "wrote a draft of it"
    said = entry.reason if len(entry.reason) <= LONGEST else f"{entry.reason[: LONGEST - 1]}…"
    return Lately(record.title, reverse("record", args=[record.kind, record.identifier]), who, did, entry.at, said)


def _labels(entry: TrailEntry, record: Record) -> str:
    """Name what a change changed: “Due” and “Status”."""
    before, after = entry.before.get("content") or {}, entry.after.get("content") or {}
    labels = [f"“{f.label}”" for f in record.of.fields if before.get(f.name) != after.get(f.name)]
    return ", ".join(labels[:-1]) + (" and " if labels[1:] else "") + labels[-1] if labels else ""
