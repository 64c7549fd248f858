"""What the tests ask of an installation's database, in a process of its own: a question a line, an answer a line."""

import json
import os
import sys
import traceback
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "equitytown.web.settings")
django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402  Django must have started
from django.conf import settings  # noqa: E402
from django.db import DatabaseError, connection, transaction  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from equitytown.terms.register import KINDS, Register  # noqa: E402
from equitytown.terms.register.cells import from_plain, to_plain  # noqa: E402
from equitytown.web.accounts.models import User  # noqa: E402
from equitytown.web.accounts.roles import SECOND_FACTOR, Role  # noqa: E402
from equitytown.web.register import trail  # noqa: E402
from equitytown.web.register.files import load  # noqa: E402
from equitytown.web.register.models import Record, TrailEntry, Update  # noqa: E402
from tests.web import factories  # noqa: E402


def people(*, contributors: int = 0, leads: int = 0, editors: int = 0, publishers: int = 0) -> list[dict[str, str]]:
    """Make people of the first town organisation, and sign them in without the sign-in page."""
    wanted = {
        Role.CONTRIBUTOR: contributors, Role.LEAD: leads, Role.EDITOR: editors, Role.PUBLISHER: publishers,
    }  # fmt: skip
    return [signed_in(role) for role, many in wanted.items() for _ in range(many)]


def signed_in(role: Role) -> dict[str, str]:
    """Make an account with its second factor, and a session of it."""
    person = factories.person(role)
    if role in SECOND_FACTOR:
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "none"})
    browser = Client()
    browser.force_login(person)
    return {"role": str(role), "pk": str(person.pk), "session": browser.cookies[settings.SESSION_COOKIE_NAME].value}


def town() -> bool:
    """Make the organisations and workstreams that people stand in."""
    factories.town()
    return True


def actions(*, many: int) -> list[str]:
    """Make published actions of the first organisation."""
    editor, approver, publisher = (factories.person(role) for role in (Role.EDITOR, Role.EDITOR, Role.PUBLISHER))
    made = []
    for number in range(many):
        content = factories.content("actions", title=f"Synthetic action {number}", lead="ORG-A", workstreams=["WS-A"])
        record = factories.create(editor, KINDS["actions"], content)
        for who, verb in ((editor, "submit"), (approver, "approve"), (publisher, "publish")):
            record = factories.move(who, record, factories.Verb(verb), version=record.version)
        made.append(record.identifier)
    return made


def synthetic(*, many: int) -> dict[str, list[str]]:
    """Load many published records, each of which says that it is made up; give their references by kind."""
    shares = {"actions": 0.5, "progress": 0.2, "commitments": 0.2, "offers": 0.1}
    streams, due = ("WS-A", "WS-B"), date(2026, 1, 1)
    records: dict[type, tuple[Any, ...]] = {}
    for slug, share in shares.items():
        kind = KINDS[slug]
        told = {f.name for f in kind.fields}
        made = []
        for number in range(1, int(many * share) + 1):
            words = f"Synthetic {kind.singular} {number}, made up to measure the register"
            given = {
                kind.key: f"{kind.prefix}-S{number}", kind.title: words, "lead": f"ORG-{'AB'[number % 2]}",
                "organisation": f"ORG-{'AB'[number % 2]}", "workstreams": (streams[number % 2],),
                "due": due + timedelta(days=number % 700), "measures": ("smoking",) if number % 3 == 0 else (),
                "detail": f"{words}. " * 5, "period": "2025", "metric": words, "value": Decimal(number),
            }  # fmt: skip
            content = to_plain(kind, kind.record(**{n: v for n, v in given.items() if n in told}))
            made.append(from_plain(kind, content))
        records[kind.record] = tuple(made)
    load(Register(records))
    return {slug: [getattr(r, KINDS[slug].key) for r in records[KINDS[slug].record]] for slug in shares}


def edited() -> list[str]:
    """Give every word that an edit brought into what an action tells, from the trail."""
    found = TrailEntry.objects.filter(kind="actions", verb="change").values_list("before", "after")
    return [
        word
        for before, after in found
        for word in set(after["content"]["detail"].split()) - set(before["content"]["detail"].split())
    ]


def faults() -> list[str]:
    """Walk the trail."""
    return list(trail.verify())


def entries(*, kind: str, identifier: str) -> list[dict[str, Any]]:
    """Give the trail's entries of a record, in order."""
    found = TrailEntry.objects.filter(kind=kind, identifier=identifier).order_by("number")
    return list(found.values("number", "verb", "version", "before", "after", "actor"))


def texts() -> list[str]:
    """Give the text of every update, and that of every entry of the trail that tells of one."""
    told = list(TrailEntry.objects.filter(verb="update").values_list("reason", flat=True))
    held = list(Update.objects.values_list("text", flat=True))
    assert sorted(told) == sorted(held), "an update without its entry, or an entry without its update"
    return held


def titles() -> list[str]:
    """Give the title of every record."""
    return list(Record.objects.values_list("title", flat=True))


def refused() -> list[str]:
    """Try to change, delete and empty the trail, and give what the database refused."""
    tries = [f"{verb} register_{table}" for table in ("trailentry", "update") for verb in ("DELETE FROM",)]
    tries += ["UPDATE register_trailentry SET reason = 'x'", "UPDATE register_update SET text = 'x'"]
    if connection.vendor == "postgresql":
        tries += ["TRUNCATE register_trailentry", "TRUNCATE register_update"]
    held = []
    for statement in tries:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        except DatabaseError as error:
            held += [statement] * ("never changed or deleted" in str(error))
    assert held == tries, f"Not refused: {set(tries) - set(held)}"
    return held


if __name__ == "__main__":
    override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]).enable()  # nobody types them
    factories._NUMBERS = count(User.objects.count() + 1)  # this process goes on where the last one ended
    asked = {f.__name__: f for f in (people, town, actions, faults, entries, texts, titles, refused, synthetic, edited)}
    for line in sys.stdin:
        question, told = json.loads(line)
        try:
            answer = {"told": asked[question](**told)}
        except Exception:  # noqa: BLE001  whatever it is, the test that asked is told
            answer = {"failed": traceback.format_exc()}
        connection.close()  # a register that nobody has open can be restored
        print(json.dumps(answer, default=str), flush=True)  # noqa: T201
