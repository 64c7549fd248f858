"""Plain functions that make accounts and records for tests."""

from itertools import count
from typing import Any

from equitytown.terms.register import KINDS
from equitytown.terms.register.cells import to_plain
from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role
from equitytown.web.register.actions import change, create, move, publish_face
from equitytown.web.register.models import Record, State
from equitytown.web.register.rules import Verb

PASSWORD = "a long enough pass phrase"  # noqa: S105  of accounts that live as long as a test
_NUMBERS = count(1)


def person(
    role: Role, *, organisation: str | None = None, workstreams: tuple[str, ...] | None = None, **told: Any
) -> User:
    """Make an account: contributors and leads are of ORG-A, leads lead WS-A, unless told otherwise."""
    if organisation is None:
        organisation = "ORG-A" if role in (Role.CONTRIBUTOR, Role.LEAD) else ""
    if workstreams is None:
        workstreams = ("WS-A",) if role is Role.LEAD else ()
    number = next(_NUMBERS)
    told = {"email": f"{role}-{number}@example.org", "name": f"{Role(role).label} {number}"} | told
    return User.objects.create_user(
        told.pop("email"), PASSWORD, role=role, organisation=organisation, workstreams=list(workstreams), **told
    )


def town() -> None:
    """Make two organisations and two workstreams, all published."""
    for letter in "AB":
        record(
            "organisations",
            organisation_id=f"ORG-{letter}",
            name=f"Organisation {letter}",
            sector="council",
            state=State.PUBLISHED,
        )
    for letter in "AB":
        told = {
            "workstream_id": f"WS-{letter}",
            "name": f"Workstream {letter}",
            "lead": f"ORG-{letter}",
            "reach": "priority area",
        }
        record("workstreams", **told, state=State.PUBLISHED)


def content(kind: str, /, **told: Any) -> dict[str, Any]:
    """Give the content of a record of a kind: what is told, the rest empty."""
    found = KINDS[kind]
    return to_plain(found, found.record()) | told


def record(kind: str, /, *, state: State = State.DRAFT, by: User | None = None, **told: Any) -> Record:
    """Make a record in a state, by an editor unless told otherwise, along the road that the application takes."""
    writer = by or person(Role.EDITOR)
    made = create(writer, KINDS[kind], content(kind, **told))
    approver, publisher = person(Role.EDITOR), person(Role.PUBLISHER)
    road = {
        State.DRAFT: (),
        State.SUBMITTED: ((writer, Verb.SUBMIT),),
        State.APPROVED: ((writer, Verb.SUBMIT), (approver, Verb.APPROVE)),
        State.PUBLISHED: ((writer, Verb.SUBMIT), (approver, Verb.APPROVE), (publisher, Verb.PUBLISH)),
        State.WITHDRAWN: (
            (writer, Verb.SUBMIT),
            (approver, Verb.APPROVE),
            (publisher, Verb.PUBLISH),
            (publisher, Verb.WITHDRAW),
        ),
    }
    for who, verb in road[state]:
        made = move(who, made, verb, version=made.version, reason="For a test")
    return made


def action(*, organisation: str = "ORG-A", **told: Any) -> Record:
    """Make an action of an organisation; the rest as `record` takes it."""
    return record("actions", **({"title": "Insulate homes", "lead": organisation} | told))


def publish(made: Record) -> Record:
    """Give a record a public face without its road."""
    made.state = State.PUBLISHED
    made.save()
    publish_face(made, None)
    return made


def change_of(who: User, made: Record, **told: Any) -> Record:
    """Change some fields of a record."""
    return change(who, made, {**made.content, **told}, version=made.version)
