"""What a pile is made of: its lines, and what is awaited of whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, QuerySet
from django.urls import reverse

from equitytown.terms.register import KINDS
from equitytown.web.accounts.models import User
from equitytown.web.register import rules
from equitytown.web.register.actions import today
from equitytown.web.register.filters import CLOSED
from equitytown.web.register.models import Record, Scope, State
from equitytown.web.register.packs.words import count_words, day_words
from equitytown.web.register.rules import Verb

SOON = timedelta(days=30)
SHOWN = 10  # lines of a pile
SETTLED = (State.APPROVED, State.PUBLISHED)
TOLD = tuple(kind.slug for kind in KINDS.values() if kind.statuses)  # kinds of which updates tell how they stand


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of a pile: what it is, a few words, and what to do with it in one step."""

    title: str
    address: str
    words: str = ""
    act: str = ""
    act_address: str = ""


@dataclass(frozen=True, slots=True)
class Pile:
    """What wants the same thing done; `nothing` is said where it is empty, `all` leads to the rest of a long one."""

    title: str
    nothing: str
    lines: tuple[Line, ...]
    count: int
    about: str = ""
    all: str = ""


def pile(title: str, nothing: str, records: QuerySet[Record], act: str = "", **told: str) -> Pile:
    """Make a pile of records: the first few as lines, the rest as a count."""
    held = list(records.defer("words")[: SHOWN + 1])
    count = records.count() if len(held) > SHOWN else len(held)
    return Pile(title, nothing, tuple(line(record, act) for record in held[:SHOWN]), count, **told)


def line(record: Record, act: str = "", words: str = "") -> Line:
    """Write a record as a line; `act` is what its button says, and decides where it leads."""
    address = reverse("record", args=[record.kind, record.identifier])
    view, *verb = ACTS.get(act, ("record",))
    where = reverse(view, args=[record.kind, record.identifier, *verb]) if act else ""
    return Line(record.title, address, words or _words(record), act, where)


# What a button says: the page to which it leads, and the verb of that page; others lead to the record.
ACTS: Mapping[str, tuple[str, ...]] = {
    "Post an update": ("update",),
    "Look at it again": ("update",),
    "Mend it": ("edit",),
    "Publish": ("move", Verb.PUBLISH),
    "Publish it again": ("move", Verb.PUBLISH),
    "Withdraw it": ("move", Verb.WITHDRAW),
}


def _words(record: Record) -> str:
    told = [f"{record.of.singular[:1].upper()}{record.of.singular[1:]} {record.identifier}"]
    if record.status:
        told.append(record.status)
    if consent := record.content.get("consent"):
        told.append(f"consent {consent}")
    if record.due:
        days = (today() - record.due).days
        late = f", {count_words(days, 'day', 'days')} ago" if days > 0 else ""
        word = {"consent_until": "consent until", "review_on": "look again on"}.get(_day_field(record), "due")
        told.append(f"{word} {day_words(record.due)}{late}")
    return " · ".join(told)


def _day_field(record: Record) -> str:
    return next((name for name in ("due", "review_on", "consent_until") if record.content.get(name)), "")


def awaited(user: User) -> QuerySet[Record]:
    """Give what somebody can tell of and is still awaited, first due first."""
    told = rules.allowed(user, Verb.UPDATE).filter(kind__in=TOLD)
    return told.exclude(content__status__in=CLOSED).order_by(F("due").asc(nulls_last=True), "title")


def of_streams(records: QuerySet[Record], user: User) -> QuerySet[Record]:
    """Keep the records that stand in a workstream that somebody leads."""
    scoped = Scope.objects.filter(relation=Scope.Relation.STREAM, identifier__in=user.workstreams).values("record")
    return records.filter(pk__in=scoped)
