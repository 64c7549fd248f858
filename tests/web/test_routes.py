"""Each route answers each role as its row says: the routes are those of the running application."""

import copy
import logging

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from equitytown.web.accounts.roles import Role
from equitytown.web.register.models import State, TrailEntry
from tests.web import factories
from tests.web.routes import ROLES, ROWS, SIGN_IN, UNASKED, everyone, routes

pytestmark = pytest.mark.usefixtures("town")
NAMES = [role.value if role else "public" for role in ROLES]
NEVER = ("PUT", "PATCH", "DELETE", "TRACE")


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")


def things(whose):
    """Give what addresses name, of an organisation's own or of another's: add a line for a new kind of thing."""
    letter = "A" if whose == "own" else "B"
    organisation, stream = f"ORG-{letter}", f"WS-{letter}"
    issue = {"name": "Winter", "starts": "2026-01-01", "ends": "2026-03-31"}
    asked = factories.record("recommendations", heading="Homes", summary="Warm homes", lead=organisation)
    factories.record("next-steps", workstream=stream, summary="Go on")
    made = {
        "action": factories.action(organisation=organisation, state=State.PUBLISHED),
        "event": factories.record("events", name="Day", kind="training", organisation=organisation, on="2026-01-01"),
        "board": factories.record("boards", name="Board"),
        "issue": factories.record("newsletters", **issue),
    }
    person = factories.person(Role.CONTRIBUTOR, organisation=organisation)
    named = {"person": str(person.pk), "recommendation": asked.identifier, "workstream": stream}
    return named | {name: factories.publish(record).identifier for name, record in made.items()}


@pytest.fixture
def named():
    return {whose: things(whose) for whose in ("own", "other")}


def address(row, things):
    """Give the address of a row's route; of a nameless one, its path."""
    args = [arg.format(**things) for arg in row.args]
    try:
        return reverse(row.name, args=args)
    except NoReverseMatch:
        if ":" in row.name or "/" not in row.name:
            raise
        return f"/{row.name}"


def ask(client, method, path, data=UNASKED):
    """Send a request and take back what it changed; the way to the sign-in page is answered as `in`."""
    cache.clear()
    jar = copy.deepcopy(client.cookies)
    with transaction.atomic():
        response = client.post(path, data) if method == "POST" else client.generic(method, path)
        transaction.set_rollback(True)
    client.cookies = jar
    if response.headers.get("Location", "").startswith("/account/login/"):
        return SIGN_IN
    return str(response.status_code)


def test_every_route_has_one_row_and_every_row_a_route():
    assert sorted(row.name for row in ROWS) == sorted(routes())


def test_no_cell_is_empty():
    for row in ROWS:
        wanted = {(method, whose) for method in ("GET", "POST") for whose in ("own", "other")[: 1 + row.owned]}
        assert set(row.answers) == wanted, row.name
        for key, answers in row.answers.items():
            assert len(answers) == len(ROLES), (row.name, key)
            assert all(a == SIGN_IN or (a.isdigit() and 200 <= int(a) < 500) for a in answers), (row.name, key)


@pytest.mark.parametrize("role", ROLES, ids=NAMES)
def test_every_cell_is_answered_as_its_row_says(as_, named, role):
    client, wrong, asked = as_(role), [], 0
    for row in ROWS:
        for (method, whose), answers in row.answers.items():
            path = address(row, named[whose])
            for sent in (method, "HEAD") if method == "GET" else (method,):
                found, wanted = ask(client, sent, path, row.data), answers[ROLES.index(role)]
                asked += 1
                if found != wanted:
                    wrong.append(f"{sent} {row.name} ({whose}): {found} where the row says {wanted}")
    assert wrong == []
    assert asked > 2 * len(ROWS)


@pytest.mark.parametrize("role", ROLES, ids=NAMES)
def test_no_page_of_ours_takes_a_method_that_it_does_not_know(as_, named, role):
    client, held = as_(role), routes()
    for row in ROWS:
        if held[row.name].callback.__module__.startswith("equitytown."):
            answers = {ask(client, method, address(row, named["own"])) for method in NEVER}
            assert answers <= {"405", SIGN_IN}, row.name


@pytest.mark.parametrize("role", ROLES, ids=NAMES)
def test_no_route_takes_a_form_without_its_token(people, named, role):
    client = Client(enforce_csrf_checks=True)
    if role:
        client.force_login(people[role])
    before = TrailEntry.objects.count()
    for row in ROWS:
        assert ask(client, "POST", address(row, named["own"])) in {"403", "405", "410", "404", "302", "301", SIGN_IN}
    assert TrailEntry.objects.count() == before


def test_a_thing_that_no_address_names_is_not_there(as_, named):
    for role in ROLES:
        client = as_(role)
        for row in ROWS:
            if row.owned:
                found = ask(client, "GET", address(row, {**dict.fromkeys(named["own"], "NONE-1"), "person": "999999"}))
                assert found == ("404" if role or row.name.startswith("reader:") else SIGN_IN), row.name


def test_everyone_stands_for_every_role():
    assert everyone("200").split() == ["200"] * len(ROLES)
