"""An entry of the trail in words: who did what, and what each field said before and after."""

from dataclasses import dataclass
from datetime import datetime

from equitytown.terms.register import Field, Kind
from equitytown.web.accounts.models import User
from equitytown.web.register.models import TrailEntry
from equitytown.web.register.names import seen
from equitytown.web.register.shown import written

DID = {
    "create": "made it",
    "load": "taken in from a file",
    "change": "changed it",
    "submit": "sent it for approval",
    "return": "sent it back",
    "approve": "approved it",
    "publish": "published it",
    "withdraw": "withdrew it",
    "discard": "discarded the draft",
    "update": "posted an update",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """What one field said before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a record."""

    number: int
    version: int
    at: datetime
    who: str
    did: str
    reason: str
    fields: tuple[Changed, ...]


def change_of(kind: Kind, entry: TrailEntry, *, user: User | None = None) -> Change:
    """Read an entry of the trail as a change of a record, without links to what its reader may not know of."""
    before, after = entry.before.get("content") or {}, entry.after.get("content") or {}
    told = (
        Changed(f.label, _words(f, before.get(f.name), user), _words(f, after.get(f.name), user))
        for f in kind.fields
        if before.get(f.name) != after.get(f.name) and not (entry.verb in {"create", "load"} and not after.get(f.name))
    )
    fields = tuple(field for field in told if field.before != field.after)
    return Change(
        entry.number, entry.version, entry.at, actor_of(entry), DID.get(entry.verb, entry.verb), entry.reason, fields
    )


def actor_of(entry: TrailEntry) -> str:
    """Give the name of whoever made a change: the trail holds a number, so that a name can be erased."""
    person = User.objects.filter(pk=int(entry.actor)).first() if entry.actor.isdigit() else None
    return str(person) if person else "Set-up" if not entry.actor.isdigit() else "An account that is gone"


def _words(field: Field, value: object, user: User | None) -> str:
    if value is None or value in ("", []):
        return ""
    if field.links:
        return "; ".join(seen(user, field, value))
    return "; ".join(map(str, value)) if isinstance(value, list) else written(field, value)
