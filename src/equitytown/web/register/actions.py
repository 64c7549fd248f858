"""What changes: each function changes one record and adds one entry to the trail, in one transaction."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from equitytown.errors import InputError
from equitytown.terms.register import KINDS, Kind
from equitytown.terms.register.cells import from_plain, is_empty, lacking, to_plain
from equitytown.web.accounts.models import User
from equitytown.web.register import derive, sound, trail
from equitytown.web.register.merging import Conflict, merge
from equitytown.web.register.models import CONSENTED, Publication, Record, State, TrailEntry, Update
from equitytown.web.register.names import is_known, references_in
from equitytown.web.register.rules import CHOOSE_REFERENCE, LEADS_TO, NEEDS_REASON, Verb, may, may_set, may_write
from equitytown.web.register.sound import Content

LONGEST_NUMBER = 9  # digits of a reference that are counted on; one with more was chosen, and none follows it
CREATE = "create"  # the verb of a record's first entry
SETTLES = (Verb.APPROVE, Verb.PUBLISH, Verb.RETURN, Verb.WITHDRAW)  # after these it is known what a draft goes back to
WRITES = frozenset({CREATE, Verb.CHANGE, Verb.UPDATE})  # who does these is a writer of it


class NotAllowed(Exception):  # noqa: N818  it is raised where a page answers that nothing is there
    """Somebody asked for what the rules do not give them."""


class Refused(InputError):  # noqa: N818  a form shows it, field by field
    """A change that cannot be right: what is wrong, field by field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(faults)
        super().__init__(" ".join(self.faults.values()))


@transaction.atomic
def create(user: User, kind: Kind, content: Content, *, reason: str = "") -> Record:
    """
    Make a draft.

    Parameters
    ----------
    user : User
        Who writes it.
    kind : Kind
        What it is.
    content : dict
        Its content as JSON holds it. Without a reference it is given the next one of its kind.
    reason : str, optional
        Why, for those who read its history.

    Raises
    ------
    NotAllowed
        If this person may not write it: their role, or whose record it would be.
    Refused
        If something in it cannot be right.
    """
    if not may_write(user, kind):
        raise NotAllowed
    _refuse_words(reason=reason)
    trail.hold()  # so that nobody else takes the same reference, or changes what this builds on, meanwhile
    content = _whole(kind, content)
    _keep_set_by(user, kind, content, {})
    if kind.statuses and not content["status"]:
        content["status"] = next(iter(kind.statuses))
    if content[kind.key] and user.role not in CHOOSE_REFERENCE:  # whether one is taken is not everyone's to know
        raise Refused({kind.key: "The register gives new references. Leave it empty."})
    _check(kind, content, user)
    content[kind.key] = content[kind.key] or next_reference(kind)
    if Record.objects.filter(kind=kind.slug, identifier=content[kind.key]).exists():
        raise Refused({kind.key: f"{content[kind.key]} is already the reference of another {kind.singular}."})
    now = timezone.now()
    record = Record(kind=kind.slug, identifier=str(content[kind.key]), content=content, made_at=now, changed_at=now)
    _save(record, user, CREATE, before=None, reason=reason)
    if not may(user, Verb.CHANGE, record):
        raise NotAllowed
    return record


@transaction.atomic
def change(user: User, record: Record, content: Content, *, version: int, reason: str = "") -> Record:
    """
    Change a record's content; it is a draft again, and what was published of it stays public.

    Where somebody else changed it since `version`, both changes are kept unless they are to the same words. What is
    not changed at all stays as it is; only a withdrawn record becomes a draft with the words that it had.

    Raises
    ------
    NotAllowed
        If this person may not change it, or may not hand it to whom the change would.
    Conflict
        If both changed the same fields: nothing is saved, and both texts are given.
    Refused
        If something in it cannot be right.
    """
    record = locked(user, record, Verb.CHANGE)
    _refuse_words(reason=reason)
    kind, before = record.of, trail.state_of(record)
    content = _whole(kind, content)
    content[kind.key] = record.identifier
    if kind.statuses:
        content["status"] = record.content.get("status") or ""  # told by updates alone
    _keep_set_by(user, kind, content, record.content)
    if version != record.version:
        content = merge(
            kind, base=content_at(record, version), theirs=record.content, mine=content, version=record.version
        )
    _check(kind, content, user, record=record)
    if content == sound.settled(kind, record.content)[0] and record.state != State.WITHDRAWN:
        return record
    record.content, record.state = content, LEADS_TO[Verb.CHANGE]
    _save(record, user, Verb.CHANGE, before=before, reason=reason)
    if not may(user, Verb.READ, record):
        raise NotAllowed
    return record


@transaction.atomic
def move(user: User, record: Record, verb: Verb, *, version: int, reason: str = "") -> Record:
    """
    Take a record to another state: submit, return, approve, publish, withdraw or discard.

    Raises
    ------
    NotAllowed
        If this person may not.
    Conflict
        If it was changed since `version`: what is approved is what was looked at.
    Refused
        If a reason is missing, or a publication lacks what it must tell.
    """
    record = locked(user, record, verb)
    if version != record.version:
        raise Conflict(record.version, {})
    if verb in NEEDS_REASON and not reason.strip():
        raise Refused({"reason": "Say why, so that others can mend it."})
    _refuse_words(reason=reason)
    if faults := dict(_hindrances(record, verb)):
        raise Refused(faults)
    before = trail.state_of(record)
    public = Publication.every.filter(record=record).first()
    record.state = LEADS_TO[verb]
    if verb is Verb.DISCARD:
        record.content, record.state = _without_draft(record, public)
    _save(record, user, verb, before=before, reason=reason)
    if verb is Verb.PUBLISH:
        publish_face(record, user)
    elif verb is Verb.WITHDRAW and public:
        public.delete()
    return record


def _without_draft(record: Record, public: Publication | None) -> tuple[Content, State]:
    """
    Give a record as it was before its draft: as approved if that was last settled, else as published, else withdrawn.

    Its status stays, which updates told and no draft holds.
    """
    held = TrailEntry.objects.filter(kind=record.kind, identifier=record.identifier, verb__in=SETTLES)
    last = held.order_by("-number").first()
    if last and last.verb == Verb.APPROVE:
        content, state = dict(last.after["content"]), State.APPROVED
    elif public:
        content, state = content_at(record, public.version) or dict(public.content), State.PUBLISHED
    else:
        return record.content, State.WITHDRAWN
    return content | ({"status": record.content.get("status") or ""} if record.of.statuses else {}), state


def _hindrances(record: Record, verb: Verb) -> Iterator[tuple[str, str]]:
    """Give what must be mended before a record is sent on: what is empty and, for the public, what its kind asks."""
    if verb in {Verb.SUBMIT, Verb.PUBLISH}:
        yield from lacking(record.of, record.typed)
    if verb is Verb.PUBLISH:
        yield from record.of.hindrances(record.typed, today())


@transaction.atomic
def post_update(user: User, record: Record, *, status: str, text: str) -> Update:
    """
    Tell how a record stands. The update is appended; the record's status follows it.

    The public face follows when somebody else publishes it again.

    Raises
    ------
    NotAllowed
        If this person may not.
    Refused
        If nothing was told, or the status cannot follow the one before.
    """
    record = locked(user, record, Verb.UPDATE)
    statuses = record.of.statuses or {}
    if not text.strip():
        raise Refused({"text": "Say in a sentence or two how it stands."})
    _refuse_words(text=text)
    status = status or record.status
    if status not in {record.status, *statuses.get(record.status, tuple(statuses))}:
        follow = ", ".join(statuses.get(record.status, ())) or "nothing"
        raise Refused({"status": f'"{status}" cannot follow "{record.status}". What can: {follow}.'})
    before = trail.state_of(record)
    record.content = {**record.content, "status": status}
    told = {"organisation": user.organisation}
    _save(record, user, Verb.UPDATE, before=before, reason=text.strip(), told=told)
    return Update.objects.create(
        record=record, at=record.changed_at, author=user, status=status, text=text.strip(), **told
    )


def locked(user: User, record: Record, verb: Verb) -> Record:
    """Give a record as it is now, held until the transaction ends, if this person may do this to it."""
    trail.hold()
    found = Record.objects.select_for_update().get(pk=record.pk)
    if not may(user, verb, found):
        raise NotAllowed
    return found


def next_reference(kind: Kind) -> str:
    """Give the next free reference of a kind, such as ACT-12."""
    held = Record.objects.filter(kind=kind.slug, identifier__startswith=f"{kind.prefix}-").values_list(
        "identifier", flat=True
    )
    numbers = [
        int(tail)
        for tail in (name.removeprefix(f"{kind.prefix}-") for name in held)
        if tail.isascii() and tail.isdigit() and len(tail) <= LONGEST_NUMBER
    ]
    return f"{kind.prefix}-{max(numbers, default=0) + 1}"


def content_at(record: Record, version: int) -> Content:
    """Give a record's content as one of its versions left it."""
    entry = (
        TrailEntry.objects.filter(kind=record.kind, identifier=record.identifier, version=version)
        .order_by("-number")
        .first()
    )
    return dict(entry.after["content"]) if entry else {}


def publish_face(record: Record, user: User | None) -> None:
    """Make a record's content its public face, without what is not public."""
    kind = record.of
    hidden = {field.name for field in kind.fields if not field.public}
    content = {name: value for name, value in record.content.items() if name not in hidden}
    face, _ = Publication.every.update_or_create(
        record=record,
        defaults={
            "kind": kind.slug,
            "content": content,
            "title": derive.title_of(kind, content),
            "words": derive.words_of(kind, content, public=True),
            "version": record.version,
            "until": derive.until_of(record.content, today=today()) if kind.slug == CONSENTED else None,
            "published_at": record.changed_at,
            "published_by": user,
        },
    )
    derive.link_face(face)


def _end_sooner(record: Record) -> None:
    """Let a change that ends consent, or ends it sooner, hold for the public face; only publishing puts it off."""
    until = derive.until_of(record.content, today=today())
    if until:
        nearer = Publication.every.filter(record=record).filter(Q(until__isnull=True) | Q(until__gt=until))
        nearer.update(until=until)


def _save(
    record: Record,
    user: User | None,
    verb: str,
    *,
    before: trail.Content | None,
    reason: str = "",
    told: Mapping[str, str] | None = None,
) -> None:
    """Save a record with what follows from it, and add the entry to the trail; `told` is what it holds besides."""
    record.version += 1
    record.changed_at, record.changed_by = timezone.now(), user
    if verb == Verb.PUBLISH:
        record.writers = []
    elif user and verb in WRITES and user.pk not in record.writers:
        record.writers = [*record.writers, user.pk]
    derive.settle(record)
    if record.kind == CONSENTED and verb != Verb.PUBLISH:
        _end_sooner(record)
    trail.add(
        user, verb, record.kind, record.identifier, record.version,
        before=before, after={**trail.state_of(record), **(told or {})}, reason=reason, at=record.changed_at,
    )  # fmt: skip


def _whole(kind: Kind, content: Content) -> Content:
    """Give content with every field of its kind and no other, or refuse what cannot be read."""
    found, faults = sound.settled(kind, content)
    if faults:
        raise Refused(faults)
    return found


def _refuse_words(**told: str) -> None:
    """Refuse words that stand in no field and cannot be kept: an update, a reason."""
    faults = {name: sentence for name, text in told.items() if (sentence := sound.text_fault(f"The {name}", text))}
    if faults:
        raise Refused(faults)


def _keep_set_by(user: User, kind: Kind, content: Content, held: Mapping[str, Any]) -> None:
    """Keep the fields that this person may not set as they were."""
    empty = to_plain(kind, kind.record())
    for field in kind.fields:
        if not may_set(user, kind, field.name):
            content[field.name] = held.get(field.name, empty[field.name])


def _check(kind: Kind, content: Content, user: User, *, record: Record | None = None) -> None:
    """Refuse what cannot be right: unsound, empty though required, against its kind's checks, linked to nothing."""
    typed = from_plain(kind, content)
    faults = {
        name: sentence for name, sentence in sound.faults_of(kind, content).items() if name != kind.key or content[name]
    }
    for f in kind.fields:
        if f.required and f.name != kind.key and is_empty(getattr(typed, f.name)):
            faults.setdefault(f.name, "This is empty. Fill it in.")
    for name, sentence in kind.faults(typed):
        faults.setdefault(name, sentence)
    for field, reference in derive.linked(kind, content):
        held = references_in(record.content.get(field.name)) if record else []
        if reference not in held and not is_known(user, field.to, reference):
            plural = KINDS[field.to].plural if field.to in KINDS else field.to
            faults.setdefault(field.name, f"{reference} is not one of the {plural}. Choose another.")
    if record and kind.parent and content[kind.parent] == record.identifier:
        faults.setdefault(kind.parent, f"A {kind.singular} cannot be part of itself.")
    if faults:
        raise Refused(faults)


def today() -> date:
    """Give today's date where the town is."""
    return timezone.localdate()
