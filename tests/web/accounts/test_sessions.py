"""Sessions: begun anew at sign-in, ended by time, by closing, and by a new password."""

import time
from unittest.mock import patch

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError, InterfaceError, OperationalError
from django.test import Client
from django.urls import reverse

from equitytown.web.accounts import actions
from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role
from equitytown.web.register.models import TrailEntry
from tests.web import factories

HOUR = 60 * 60
HOME = "/desk/"


@pytest.fixture
def later(monkeypatch):
    """Let time pass, in seconds."""
    real = time.time
    passed = [0.0]
    monkeypatch.setattr(time, "time", lambda: real() + passed[0])
    return lambda seconds: passed.__setitem__(0, passed[0] + seconds)


def test_it_works(people, sign_in):
    client = Client()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    sign_in(people[Role.CONTRIBUTOR], client=client)
    begun = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert begun != planted
    assert len(begun) == 32  # of 36 letters each: 165 bits
    assert not Session.objects.filter(pk=planted).exists()


def test_a_session_ends_after_an_hour_without_use(people, sign_in, later):
    client, _ = sign_in(people[Role.CONTRIBUTOR])
    assert client.get(HOME).status_code == 200
    later(HOUR - 5)
    assert client.get(HOME).status_code == 200
    later(HOUR + 5)
    assert client.get(HOME).status_code == 302


def test_a_session_ends_after_twelve_hours_of_use(people, sign_in, later):
    client, _ = sign_in(people[Role.CONTRIBUTOR])
    assert client.get(HOME).status_code == 200
    for _ in range(24):
        later(HOUR / 2 - 1)
        assert client.get(HOME).status_code == 200
    later(60)
    assert client.get(HOME).status_code == 302


def test_a_closed_account_is_out_at_its_next_request_and_its_session_stays_dead(people, sign_in):
    person = people[Role.CONTRIBUTOR]
    client, _ = sign_in(person)
    held = client.cookies[settings.SESSION_COOKIE_NAME].value
    actions.close(people[Role.ADMINISTRATOR], person)
    assert client.get(HOME).status_code == 302
    actions.reopen(people[Role.ADMINISTRATOR], person)
    client.cookies[settings.SESSION_COOKIE_NAME] = held
    assert client.get(HOME).status_code == 302


def test_an_account_closed_by_any_hand_is_out_at_its_next_request(people, sign_in):
    client, _ = sign_in(people[Role.CONTRIBUTOR])
    User.objects.filter(pk=people[Role.CONTRIBUTOR].pk).update(is_active=False)
    assert client.get(HOME).status_code == 302


@pytest.mark.usefixtures("town")
def test_a_lowered_role_counts_from_the_next_request(people, as_):
    client = as_(Role.ADMINISTRATOR)
    assert client.get(reverse("people")).status_code == 200
    other = factories.person(Role.ADMINISTRATOR)
    told = {"role": Role.CONTRIBUTOR, "organisation": "ORG-A", "workstreams": ()}
    actions.change_rights(other, people[Role.ADMINISTRATOR], **told)
    assert client.get(reverse("people")).status_code == 404
    draft = factories.record("actions", title="Of another", lead="ORG-B")
    reader = as_(Role.EDITOR)
    assert reader.get(f"/desk/actions/{draft.identifier}/").status_code == 200
    actions.change_rights(other, people[Role.EDITOR], **told)
    assert reader.get(f"/desk/actions/{draft.identifier}/").status_code == 404


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(people, sign_in):
    person = people[Role.CONTRIBUTOR]
    here, _ = sign_in(person)
    there, _ = sign_in(person)
    before = TrailEntry.objects.count()
    new = "four words that are new"
    told = {"oldpassword": factories.PASSWORD, "password1": new, "password2": new}
    answer = here.post(reverse("account_change_password"), told)
    assert (answer.status_code, answer["Location"]) == (302, reverse("mine"))
    assert here.get(HOME).status_code == 200
    assert there.get(HOME).status_code == 302
    assert [e.verb for e in TrailEntry.objects.filter(number__gt=before)] == ["change password"]


def test_a_new_password_needs_the_old_one(people, sign_in):
    client, _ = sign_in(people[Role.CONTRIBUTOR])
    new = "four words that are new"
    told = {"oldpassword": "wrong", "password1": new, "password2": new}
    answer = client.post(reverse("account_change_password"), told)
    assert answer.status_code == 422
    assert "That is not your password." in answer.content.decode()


def test_somebody_without_a_password_is_sent_to_have_one_set(people, as_):
    client = as_(Role.CONTRIBUTOR)
    person = people[Role.CONTRIBUTOR]
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    assert client.get(reverse("account_change_password"))["Location"] == reverse("account_reset_password")


def test_a_session_outlives_a_new_secret_key_while_the_old_one_is_named(people, as_, settings):
    client = as_(Role.CONTRIBUTOR)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "x" * 60, [settings.SECRET_KEY]
    assert client.get(HOME).status_code == 200
    client = as_(Role.CONTRIBUTOR)
    actions.renew_link(None, people[Role.CONTRIBUTOR])
    assert client.get(HOME).status_code == 302


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_a_database_that_stops_while_a_session_is_kept_is_no_fault_of_its_person(people, sign_in, later, fault):
    client, _ = sign_in(people[Role.CONTRIBUTOR])
    client.raise_request_exception = False
    later(2 * 60)
    with patch("django.contrib.sessions.base_session.AbstractBaseSession.save", side_effect=fault("it stopped")):
        response = client.get(HOME)
    assert response.status_code == 500
    assert client.get(HOME).status_code == 200


def test_a_session_that_was_ended_meanwhile_is_a_request_to_send_again(people, sign_in, later):
    client, _ = sign_in(people[Role.CONTRIBUTOR])
    later(2 * 60)
    with patch("django.contrib.sessions.base_session.AbstractBaseSession.save", side_effect=DatabaseError("no row")):
        assert client.get(HOME).status_code == 400
