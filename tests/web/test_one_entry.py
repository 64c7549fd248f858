"""Each route that changes something writes one entry to the trail, and none where it is refused."""

import json
import logging
import subprocess
import sys

import pytest

from equitytown.web.accounts.roles import Role
from equitytown.web.register import trail
from equitytown.web.register.actions import change, post_update
from equitytown.web.register.models import State, TrailEntry
from tests.web import factories
from tests.web.routes import ROLES, ROWS, SIGN_IN
from tests.web.test_routes import address, things

pytestmark = pytest.mark.usefixtures("town")
ACTION = {"title": "Insulate homes", "lead": "ORG-A"}


def changed(**told):
    """Make a record that was published and changed since."""
    record = factories.action(state=State.PUBLISHED)
    return change(factories.person(Role.EDITOR), record, {**record.content, **told}, version=record.version)


# How each route that changes something does so: by whom, what is posted, and the record that it starts with.
CHANGES = {
    "new": (Role.CONTRIBUTOR, {"version": 0, **ACTION}, lambda: None),
    "edit": (Role.CONTRIBUTOR, {"version": 1, **ACTION, "detail": "Lofts first."}, factories.action),
    "update": (
        Role.CONTRIBUTOR,
        {"text": "Begun.", "status": "under way"},
        lambda: factories.action(state=State.PUBLISHED),
    ),
    "submit": (Role.CONTRIBUTOR, {}, factories.action),
    "return": (Role.EDITOR, {"reason": "Say by when."}, lambda: factories.action(state=State.SUBMITTED)),
    "approve": (Role.EDITOR, {}, lambda: factories.action(state=State.SUBMITTED)),
    "publish": (Role.PUBLISHER, {}, lambda: factories.action(state=State.APPROVED)),
    "withdraw": (Role.PUBLISHER, {"reason": "Wrong."}, lambda: factories.action(state=State.PUBLISHED)),
    "discard": (Role.EDITOR, {}, lambda: changed(detail="Not this.")),
}
# Routes whose form changes nothing that the trail keeps, each with the reason.
NO_ENTRY = {
    "account_login": "a session", "account_logout": "a session", "account_reauthenticate": "a session",
    "account_change_password": "a secret", "account_reset_password": "a letter", "join": "a secret",
    "account_reset_password_from_key": "a secret", "mfa_authenticate": "a session", "mfa_reauthenticate": "a session",
    "mfa_activate_totp": "a secret", "mfa_deactivate_totp": "a secret", "mfa_generate_recovery_codes": "secrets",
    "mfa_download_recovery_codes": "secrets", "my_name": "a name, which the trail does not hold",
    "take-in": "a file to look at first", "save-view": "a list that somebody looks at often",
}  # fmt: skip
# Routes whose entries are counted where they are tested; `carry` and `preview`, which takes a file in, write one for
# each record that they make or change.
COUNTED_ELSEWHERE = {"invite", "person", "person_do", "carry", "link", "preview"}


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")


def entries():
    return TrailEntry.objects.count()


def test_every_route_that_takes_a_form_is_told_here():
    takes = {row.name for row in ROWS if set(row.answers["POST", "own"]) - {SIGN_IN, "405", "404"}}
    told = {
        "move" if name in {"submit", "return", "approve", "publish", "withdraw", "discard"} else name
        for name in CHANGES
    }
    assert takes <= told | set(NO_ENTRY) | COUNTED_ELSEWHERE
    assert told | set(NO_ENTRY) | COUNTED_ELSEWHERE <= {row.name for row in ROWS}


@pytest.mark.parametrize("name", CHANGES)
def test_a_route_that_changes_something_writes_one_entry(as_, name):
    role, posted, start = CHANGES[name]
    record = start()
    base = "/desk/actions/" if record is None else f"/desk/actions/{record.identifier}/"
    page = base + (name if name in {"new", "edit", "update"} else f"move/{name}")
    before = entries()
    response = as_(role).post(page, {"version": record.version if record else 0, **posted})
    assert response.status_code == 302
    assert entries() == before + 1
    last = TrailEntry.objects.last()
    assert (last.verb, last.role) == ({"new": "create", "edit": "change"}.get(name, name), role)
    assert last.request
    assert list(trail.verify()) == []


@pytest.mark.parametrize("name", CHANGES)
def test_a_refused_change_writes_none(as_, name):
    role, posted, start = CHANGES[name]
    record = start()
    base = "/desk/actions/" if record is None else f"/desk/actions/{record.identifier}/"
    page = base + (name if name in {"new", "edit", "update"} else f"move/{name}")
    before = entries()
    for refused in (None, Role.ADMINISTRATOR, *(() if name != "approve" else (Role.CONTRIBUTOR,))):
        assert as_(refused).post(page, posted).status_code in {302, 404}
    wrong = {"new": {"version": 0}, "edit": {"version": 1, "title": ""}, "update": {"text": " "}}.get(
        name, {"version": 999}
    )
    assert as_(role).post(page, wrong).status_code == 422
    assert entries() == before


@pytest.mark.parametrize("role", ROLES)
def test_no_other_request_writes_any(as_, role):
    client, named = as_(role), things("own")
    before = entries()
    for row in ROWS:
        client.get(address(row, named))
        if row.name in NO_ENTRY:
            client.post(address(row, named), row.data)
    assert entries() == before


def test_a_change_that_fails_half_way_leaves_neither_record_nor_entry(people, monkeypatch):
    record, before = factories.action(state=State.PUBLISHED), entries()
    monkeypatch.setattr("equitytown.web.register.actions.Update.objects.create", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        post_update(people[Role.CONTRIBUTOR], record, status="under way", text="Begun.")
    record.refresh_from_db()
    assert (record.status, entries()) == ("not started", before)


THREADS = """
import json, sys, threading
from pathlib import Path
from equitytown.web.config import Config
from equitytown.web import installing
folder = Path(sys.argv[1])
installing.start(Config(place=Path("places/luton"), editions=folder, data=folder, https=False))
from django.conf import settings
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.db import connection
from equitytown.web.register import trail
from equitytown.terms.register import KINDS
from equitytown.web.register.actions import create, post_update
from equitytown.web.register.models import State, TrailEntry
from tests.web import factories
factories.town()
editors = [factories.person("editor") for _ in range(6)]
record = factories.action(state=State.PUBLISHED)
wrong = []
def write(editor):
    try:
        for number in range(5):
            told = factories.content("actions", title=f"{editor} {number}", lead="ORG-A")
            create(editor, KINDS["actions"], told)
            post_update(editor, record, status="", text=f"{editor} {number}")
    except Exception as error:
        wrong.append(repr(error))
    finally:
        connection.close()
before = TrailEntry.objects.count()
threads = [threading.Thread(target=write, args=[editor]) for editor in editors]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(json.dumps([wrong, TrailEntry.objects.count() - before, record.updates.count(), list(trail.verify())]))
"""


def test_writers_in_threads_join_one_unbroken_chain(tmp_path, root):
    environment = {"PYTHONPATH": f"{root / 'src'}:{root}", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", THREADS, str(tmp_path)],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [[], 60, 30, []]
