"""The one-time link that begins an account."""

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.test import Client
from django.urls import reverse

from equitytown.web.accounts import actions
from equitytown.web.accounts.links import link_for
from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role
from equitytown.web.installing import first_link
from equitytown.web.register.models import TrailEntry

WORDS = "four words that are new"
TWICE = {"password1": WORDS, "password2": WORDS}


@pytest.fixture
def person():
    return actions.make_account(None, email="new@example.org", name="New Person", role=Role.EDITOR)


@pytest.fixture
def link(person):
    return link_for(person, "")


def test_it_works(link, person, sign_in):
    client = Client()
    page = client.get(link)
    assert page["Referrer-Policy"] == "same-origin", "under a stricter one a browser could not send the form"
    assert "new@example.org" in page.content.decode()
    assert client.post(link, TWICE)["Location"] == reverse("account_login")
    assert TrailEntry.objects.order_by("-number")[0].verb == "set password"
    assert sign_in(person, words=WORDS)[1].status_code == 302


def test_a_link_works_once(link):
    Client().post(link, TWICE)
    assert Client().get(link).status_code == 410
    assert Client().post(link, TWICE).status_code == 410


def test_a_later_link_kills_the_one_before(link, person):
    renewed = actions.renew_link(None, person)
    assert Client().get(link).status_code == 410
    assert Client().get(link_for(renewed, "")).status_code == 200


def test_a_link_dies_after_three_days(link, monkeypatch):
    real = PasswordResetTokenGenerator._num_seconds
    monkeypatch.setattr(PasswordResetTokenGenerator, "_num_seconds", lambda self, dt: real(self, dt) + 3 * 86400 + 60)
    assert Client().get(link).status_code == 410


def test_a_link_to_a_closed_account_is_dead(link, person):
    actions.close(None, person)
    assert Client().get(link).status_code == 410


@pytest.mark.parametrize("made_up", ["/account/join/MQ/x-y", "/account/join/!!/x", "/account/join/" + "9" * 60 + "/x"])
def test_a_made_up_link_is_dead(made_up):
    assert Client().get(made_up).status_code == 410


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [(WORDS, "others", "not the same"), ("short", "short", "at least 12"), ("", "", "Enter a new password")],
)
def test_what_cannot_be_a_password_is_refused(first, second, said, link):
    answer = Client().post(link, {"password1": first, "password2": second})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "There is a problem" in page
    assert said in page
    assert "<title>Error: " in page


def test_the_first_administrators_link_is_told_until_it_is_used():
    again = first_link("http://127.0.0.1:8000")
    link = first_link("http://127.0.0.1:8000/")
    assert User.objects.get().role == Role.ADMINISTRATOR
    assert again.startswith("http://127.0.0.1:8000/account/join/")
    assert Client().post(link.removeprefix("http://127.0.0.1:8000"), TWICE).status_code == 302
    assert first_link("http://127.0.0.1:8000") == ""
