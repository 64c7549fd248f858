"""A register to test on: people of every role, two organisations, two workstreams."""

import pytest
from django.test import Client

from equitytown.web import middleware
from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role
from tests.web import factories


@pytest.fixture(autouse=True)
def _a_database_for_every_test(db):
    """Every test of the application may use the database; it is as it was afterwards."""


@pytest.fixture(autouse=True)
def _second_factors_are_set_up(request, monkeypatch):
    """Let lead and above in as if they had set one up; a test marked `second_factor` sees the real check."""
    if "second_factor" not in request.keywords:
        monkeypatch.setattr(middleware, "is_mfa_enabled", lambda *_: True)


@pytest.fixture
def people() -> dict[Role, User]:
    """Somebody of every role; the contributor and the lead are of ORG-A, the lead leads WS-A."""
    return {role: factories.person(role) for role in Role}


@pytest.fixture
def as_(people):
    """A client signed in in a role; None is the public."""

    def client(role: Role | None) -> Client:
        made = Client()
        if role is not None:
            made.force_login(people[role])
        return made

    return client


@pytest.fixture
def town() -> None:
    """Organisations ORG-A and ORG-B, workstreams WS-A and WS-B, all published."""
    factories.town()
