"""Fill a folder with hostile words for a running application: `python -m tests.web.hostile.filling FOLDER`."""

import json
import os
import sys
from pathlib import Path

from equitytown.web.config import read_config
from equitytown.web.installing import set_up, start

start(read_config(os.environ))

from django.conf import settings  # noqa: E402  Django must have started
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from equitytown.terms.register import KINDS  # noqa: E402
from equitytown.web.accounts.models import User  # noqa: E402
from equitytown.web.accounts.roles import Role  # noqa: E402
from equitytown.web.register.models import Record, SavedView  # noqa: E402
from tests.web import factories  # noqa: E402
from tests.web.every_kind import plant  # noqa: E402
from tests.web.hostile.words import EVERY, SHORT, titles  # noqa: E402
from tests.web.server import FILLED  # noqa: E402

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EVIL = "javascript:window.pwned=1"


def words(kind, field):
    """Give every attack; for a title a few, others for each kind."""
    some = titles()
    return some[list(KINDS).index(kind.slug) % len(some)] if field.name == kind.title else EVERY


def session_of(user):
    """Sign somebody in, second factor and all."""
    session = SessionStore()
    session["_auth_user_id"], session["_auth_user_backend"] = str(user.pk), BACKEND
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def fill(folder):
    """Fill the folder."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    people = {}
    with transaction.atomic():
        for role in (Role.EDITOR, Role.PUBLISHER, Role.CONTRIBUTOR):
            people[role] = factories.person(role, name=SHORT[len(people)], organisation="EVIL-ORG")
            with_factor(people[role])
        plant("EVIL", words=words, address=EVIL, person=str(people[Role.EDITOR].pk))
        for number, payload in enumerate(SHORT):
            person = User(email=f"evil-{number}@example.org", name=payload, role=Role.EDITOR, organisation="EVIL-ORG")
            person.save()
            SavedView.objects.create(owner=people[Role.EDITOR], name=payload, kind="actions", query="q=x")
        for said in titles():
            made = factories.record("actions", by=people[Role.EDITOR], title="x", lead="EVIL-ORG")
            Record.objects.filter(pk=made.pk).update(title=said[:300])
    set_up(read_config(os.environ), say=lambda _: None)
    told = {"sessions": {role.value: session_of(person) for role, person in people.items()}, "links": {}}
    (Path(folder) / FILLED).write_text(json.dumps(told))


def with_factor(person):
    """Give somebody a second factor, where their role asks for one."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: PLC0415

    TOTP.activate(person, generate_totp_secret())


if __name__ == "__main__":
    fill(sys.argv[1])
