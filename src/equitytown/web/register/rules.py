"""
Who may do what, in which state. Every page, list, count and file asks here; nothing else decides.

A grant is a role and how the record stands to the person who has it. The tables below are the whole of it; that nobody
approves or publishes their own words is a rule about persons and stands in `may`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from equitytown.terms.register import Kind, Writer
from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import WRITERS, Role
from equitytown.web.register.models import Record, Scope, State


class Relation(StrEnum):
    """How a record stands to a person."""

    OWN = "their organisation's"
    PARTNER = "one in which their organisation takes part"
    STREAM = "one of a workstream that they lead"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role may, if the record stands to them so."""

    role: Role
    relation: Relation


class Verb(StrEnum):
    """What can be done with a record."""

    READ = "read"
    CHANGE = "change"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    DISCARD = "discard"
    UPDATE = "update"


_CONTRIBUTOR_OWN = Grant(Role.CONTRIBUTOR, Relation.OWN)
_CONTRIBUTOR_PARTNER = Grant(Role.CONTRIBUTOR, Relation.PARTNER)
_LEAD_OWN = Grant(Role.LEAD, Relation.OWN)
_LEAD_STREAM = Grant(Role.LEAD, Relation.STREAM)
_LEAD_PARTNER = Grant(Role.LEAD, Relation.PARTNER)
_LEAD_ANY = Grant(Role.LEAD, Relation.ANY)
_EDITOR = Grant(Role.EDITOR, Relation.ANY)
_PUBLISHER = Grant(Role.PUBLISHER, Relation.ANY)

_WRITE = frozenset({_CONTRIBUTOR_OWN, _LEAD_OWN, _LEAD_STREAM, _EDITOR})
_NOBODY: frozenset[Grant] = frozenset()

# Verb by state: who may. A state that a verb does not name is closed to it for everyone.
WHO_MAY: Mapping[Verb, Mapping[State, frozenset[Grant]]] = {
    Verb.READ: {
        State.DRAFT: _WRITE | {_PUBLISHER},
        State.SUBMITTED: _WRITE | {_PUBLISHER},
        State.APPROVED: frozenset({_CONTRIBUTOR_OWN, _CONTRIBUTOR_PARTNER, _LEAD_ANY, _EDITOR, _PUBLISHER}),
        State.PUBLISHED: frozenset({_CONTRIBUTOR_OWN, _CONTRIBUTOR_PARTNER, _LEAD_ANY, _EDITOR, _PUBLISHER}),
        State.WITHDRAWN: _WRITE | {_PUBLISHER},
    },
    Verb.CHANGE: {
        State.DRAFT: _WRITE,
        State.SUBMITTED: _NOBODY,  # it is being looked at: take it back first
        State.APPROVED: _WRITE,
        State.PUBLISHED: _WRITE,
        State.WITHDRAWN: _WRITE,
    },
    Verb.SUBMIT: {State.DRAFT: _WRITE},
    Verb.RETURN: {
        State.SUBMITTED: _WRITE,
        State.APPROVED: frozenset({_EDITOR, _PUBLISHER}),
    },
    Verb.APPROVE: {State.SUBMITTED: frozenset({_LEAD_STREAM, _EDITOR})},
    Verb.PUBLISH: {
        State.APPROVED: frozenset({_PUBLISHER}),
        State.PUBLISHED: frozenset({_PUBLISHER}),  # again, once an update has moved it on
    },
    Verb.WITHDRAW: {
        state: frozenset({_PUBLISHER}) for state in (State.DRAFT, State.SUBMITTED, State.APPROVED, State.PUBLISHED)
    },
    Verb.DISCARD: {State.DRAFT: _WRITE},
    Verb.UPDATE: {
        state: frozenset({_CONTRIBUTOR_OWN, _CONTRIBUTOR_PARTNER, _LEAD_OWN, _LEAD_PARTNER, _LEAD_STREAM, _EDITOR})
        for state in (State.APPROVED, State.PUBLISHED)
    }
    | {State.DRAFT: _WRITE, State.SUBMITTED: _WRITE},
}
# What a verb leaves a record as; the others leave its state alone.
LEADS_TO: Mapping[Verb, State] = {
    Verb.CHANGE: State.DRAFT,
    Verb.SUBMIT: State.SUBMITTED,
    Verb.RETURN: State.DRAFT,
    Verb.APPROVE: State.APPROVED,
    Verb.PUBLISH: State.PUBLISHED,
    Verb.WITHDRAW: State.WITHDRAWN,
    Verb.DISCARD: State.WITHDRAWN,
}
# Verbs that need a reason, which the trail keeps.
NEEDS_REASON = frozenset({Verb.RETURN, Verb.WITHDRAW})
# Nobody does these to words that they wrote themselves.
BY_ANOTHER = frozenset({Verb.APPROVE, Verb.PUBLISH})

# Who may choose the reference of a new record; they can read every other, so a refusal tells them nothing new.
CHOOSE_REFERENCE = frozenset({Role.EDITOR})
# What roles may do that is about no record.
PEOPLE = frozenset({Role.ADMINISTRATOR})
TAKE_IN = frozenset({Role.EDITOR, Role.LEAD, Role.CONTRIBUTOR})


def role_of(user: Any) -> Role | None:  # an account, or Django's anonymous user
    """Give the role of whoever is signed in; None for the public and for a closed account."""
    return Role(user.role) if getattr(user, "is_authenticated", False) and user.is_active else None


def may(user: Any, verb: Verb, record: Record) -> bool:  # an account, or Django's anonymous user
    """Whether somebody may do this to this record, as it is now."""
    role = role_of(user)
    if role is None or (verb in BY_ANOTHER and user.pk in record.writers):
        return False
    if verb in {Verb.CHANGE, Verb.SUBMIT, Verb.DISCARD} and not may_write(user, record.of):
        return False
    if not _sensible(verb, record):
        return False
    grants = WHO_MAY[verb].get(State(record.state), _NOBODY)
    return any(grant.role is role and stands(user, grant.relation, record) for grant in grants)


def _sensible(verb: Verb, record: Record) -> bool:
    """Whether a verb would change anything: no face to withdraw, no status to tell, nothing new to publish."""
    match verb:
        case Verb.WITHDRAW:
            return record.has_face
        case Verb.UPDATE:
            return record.of.statuses is not None
        case Verb.PUBLISH:
            return record.state != State.PUBLISHED or record.has_moved_on
        case _:
            return True


def may_write(user: Any, kind: Kind) -> bool:  # an account, or Django's anonymous user
    """Whether somebody's role writes records of a kind at all."""
    role = role_of(user)
    return role in WRITERS and WRITERS.index(role) >= WRITERS.index(Role(kind.writer))


def may_set(user: Any, kind: Kind, field: str) -> bool:  # an account
    """Whether somebody's role sets a field of a kind; a partner does not verify itself."""
    lowest = kind.by_name[field].set_by or Writer.CONTRIBUTOR
    role = role_of(user)
    return role in WRITERS and WRITERS.index(role) >= WRITERS.index(Role(lowest))


def stands(user: User, relation: Relation, record: Record) -> bool:
    """Whether a record stands to somebody in a relation."""
    match relation:
        case Relation.ANY:
            return True
        case Relation.OWN:
            return bool(user.organisation) and record.organisation == user.organisation
        case Relation.PARTNER:
            return bool(user.organisation) and _scoped(record, Scope.Relation.PARTNER, [user.organisation])
        case Relation.STREAM:
            return bool(user.workstreams) and _scoped(record, Scope.Relation.STREAM, user.workstreams)


def _scoped(record: Record, relation: Scope.Relation, identifiers: Iterable[str]) -> bool:
    return record.scopes.filter(relation=relation, identifier__in=list(identifiers)).exists()


def readable(user: Any, kind: Kind | None = None) -> QuerySet[Record]:  # an account, or Django's anonymous user
    """
    Give the records whose working face somebody may read; none for the public.

    Lists, searches, counts, choices and files all start from here.
    """
    return allowed(user, Verb.READ, kind)


def allowed(user: Any, verb: Verb, kind: Kind | None = None) -> QuerySet[Record]:  # an account, or the anonymous user
    """Give the records to which somebody may do something by role, state and relation."""
    role = role_of(user)
    found = Record.objects.filter(kind=kind.slug) if kind else Record.objects.all()
    wanted = [
        Q(state=state) & _relation(user, grant.relation)
        for state, grants in WHO_MAY[verb].items()
        for grant in grants
        if grant.role is role
    ]
    found = found.filter(reduce(or_, wanted)) if wanted and role else found.none()
    if verb in BY_ANOTHER and role:
        written = found.exclude(writers=[]).only("pk", "writers")  # of which somebody wrote since
        mine = [record.pk for record in written if user.pk in record.writers]
        found = found.exclude(pk__in=mine)
    return found


def _relation(user: User, relation: Relation) -> Q:
    match relation:
        case Relation.ANY:
            return Q()
        case Relation.OWN:
            return Q(organisation=user.organisation) if user.organisation else Q(pk__in=[])
        case Relation.PARTNER:
            return _in_scope(Scope.Relation.PARTNER, [user.organisation] if user.organisation else [])
        case Relation.STREAM:
            return _in_scope(Scope.Relation.STREAM, user.workstreams)


def _in_scope(relation: Scope.Relation, identifiers: list[str]) -> Q:
    scoped = Scope.objects.filter(relation=relation, identifier__in=identifiers).values("record")
    return Q(pk__in=scoped) if identifiers else Q(pk__in=[])
