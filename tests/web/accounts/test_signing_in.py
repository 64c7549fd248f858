"""Signing in: who gets in, what is said to the others, and how often one may try."""

import logging

import pytest
from allauth.core import context
from django.contrib.auth import hashers
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, get_resolver, reverse

from equitytown.web.accounts.forms import SignIn
from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role
from tests.web import factories

LOGIN = "/account/login/"
NO_PAGES = (
    "account_signup", "account_email", "account_set_password", "account_confirm_email", "account_request_login_code",
    "account_email_verification_sent", "account_confirm_login_code", "socialaccount_signup",
    "socialaccount_connections", "socialaccount_login_error", "mfa_trust", "mfa_add_webauthn", "mfa_login_webauthn",
)  # fmt: skip


def test_it_works(people, sign_in):
    client, answer = sign_in(people[Role.CONTRIBUTOR])
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))
    assert client.get(reverse("home")).status_code == 200


def test_the_page_has_labels_and_lets_paste():
    page = Client().get(LOGIN).content.decode()
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "placeholder" not in page
    assert "onpaste" not in page
    assert "Email address</label>" in page


@pytest.mark.parametrize("name", NO_PAGES)
def test_pages_of_the_library_that_are_not_used_are_not_there(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_nothing_of_the_library_stands_under_a_name_that_is_not_listed():
    names = {
        n
        for n in get_resolver().reverse_dict
        if isinstance(n, str) and n.startswith(("account_", "mfa_", "social", "openid"))
    }
    assert names == {
        "account_login", "account_logout", "account_inactive", "account_reauthenticate", "account_change_password",
        "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
        "account_reset_password_from_key_done", "mfa_index", "mfa_authenticate", "mfa_reauthenticate",
        "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes", "openid_connect_login", "openid_connect_callback",
        "socialaccount_login_cancelled",
    }  # fmt: skip


@pytest.mark.parametrize("address", ["signup/", "email/", "3rdparty/", "social/signup/", "confirm-email/", "sessions/"])
def test_their_addresses_answer_that_nothing_is_there(address, as_):
    assert as_(Role.EDITOR).get(f"/account/{address}").status_code == 404


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(people, sign_in):
    _, wrong = sign_in(people[Role.CONTRIBUTOR], words="not it at all")
    unknown = Client().post(LOGIN, {"login": "nobody@example.org", "password": "not it at all"})
    assert wrong.status_code == unknown.status_code == 422
    assert "do not go together" in wrong.content.decode()

    def said(answer):
        lines = answer.content.decode().splitlines()
        return [line for line in lines if "csrfmiddlewaretoken" not in line and "@example.org" not in line]

    assert said(wrong) == said(unknown)


@pytest.mark.parametrize("whom", ["known", "unknown", "closed", "invited"])
def test_one_hash_is_made_whoever_is_named(whom, people, monkeypatch):
    made = []
    hasher = type(hashers.get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda self, *args: made.append(1) or encode(self, *args))
    person = people[Role.CONTRIBUTOR]
    if whom == "closed":
        User.objects.filter(pk=person.pk).update(is_active=False)
    if whom == "invited":
        person.set_unusable_password()
        person.save()
    email = "nobody@example.org" if whom == "unknown" else person.email
    Client().post(LOGIN, {"login": email, "password": "not it at all"})
    assert len(made) == 1


def test_a_closed_account_is_told_so_only_with_its_password(people, sign_in):
    person = people[Role.CONTRIBUTOR]
    User.objects.filter(pk=person.pk).update(is_active=False)
    client, answer = sign_in(person)
    assert answer["Location"] == reverse("account_inactive")
    assert "This account is closed" in client.get(answer["Location"]).content.decode()
    assert client.get(reverse("home")).status_code == 302
    assert sign_in(person, words="wrong")[1].status_code == 422


def _guess(person, times):
    """Guess a password from as many places, and give how often it was looked at."""
    looked = 0
    for n in range(times):
        request = RequestFactory().post(LOGIN, REMOTE_ADDR=f"198.51.{n // 250}.{n % 250 + 1}")
        request.user = AnonymousUser()
        with context.request_context(request):
            form = SignIn({"login": person.email, "password": f"guess {n}"}, request=request)
            looked += "do not go together" in str(form.errors)
    return looked


def test_a_thousand_guesses_are_blocked(people, sign_in):
    person = people[Role.CONTRIBUTOR]
    assert _guess(person, 1000) == 5
    right = Client().post(LOGIN, {"login": person.email, "password": factories.PASSWORD}, REMOTE_ADDR="203.0.113.9")
    assert (right.status_code, "Too many tries" in right.content.decode()) == (422, True)
    assert sign_in(people[Role.PUBLISHER])[1].status_code == 302


def test_guesses_are_counted_in_the_database_too(people, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "throttle",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    }
    call_command("createcachetable", verbosity=0)
    cache.clear()
    assert _guess(people[Role.CONTRIBUTOR], 20) == 5


def test_one_place_cannot_try_many_accounts():
    answers = [
        Client().post(LOGIN, {"login": f"nobody-{n}@example.org", "password": "x"}, REMOTE_ADDR="203.0.113.7")
        for n in range(40)
    ]
    assert sum("do not go together" in a.content.decode() for a in answers) == 10
    assert answers[-1].status_code == 429
    assert "Too many tries" in answers[-1].content.decode()


def test_behind_a_server_a_place_is_what_that_server_says(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(12):
        said = {"login": f"nobody-{n}@example.org", "password": "x"}
        made_up = f"192.0.2.{n}, 203.0.113.7"  # whoever asks can put what they like before the last
        answer = Client().post(LOGIN, said, HTTP_X_FORWARDED_FOR=made_up)
    assert "Too many tries" in answer.content.decode()
    other = Client().post(LOGIN, said, HTTP_X_FORWARDED_FOR="203.0.113.8")
    assert "do not go together" in other.content.decode()


def test_a_failed_sign_in_is_in_the_log_without_whose_it_was(people, sign_in, caplog):
    with caplog.at_level(logging.WARNING, logger="equitytown.web.accounts"):
        sign_in(people[Role.CONTRIBUTOR], words="wrong\nCRITICAL forged")
    assert "A sign-in failed, from 127.0.0.1" in caplog.text
    assert "forged" not in caplog.text
    assert people[Role.CONTRIBUTOR].email not in caplog.text


@pytest.mark.parametrize(
    "where", ["//evil.example/x", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_leads_nowhere_else(where, people, sign_in):
    assert sign_in(people[Role.CONTRIBUTOR], next=where)[1]["Location"] == reverse("home")


def test_signing_in_goes_on_to_the_page_that_was_asked_for(people, sign_in):
    assert sign_in(people[Role.CONTRIBUTOR], next="/desk/search")[1]["Location"] == "/desk/search"


def test_signing_out_asks_and_needs_the_pages_own_form(people, sign_in):
    client, _ = sign_in(people[Role.CONTRIBUTOR])
    assert "Sign out?" in client.get(reverse("account_logout")).content.decode()
    assert client.get(reverse("home")).status_code == 200
    assert client.post(reverse("account_logout"))["Location"] == reverse("reader:front")
    assert client.get(reverse("home")).status_code == 302


def test_a_form_from_elsewhere_is_refused(people):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(LOGIN, {"login": people[Role.EDITOR].email, "password": factories.PASSWORD})
    assert answer.status_code == 403


def test_a_single_sign_on_that_cannot_be_reached_is_told(settings):
    app = {"provider_id": "sign-on", "name": "x", "client_id": "x", "secret": "x"}
    app["settings"] = {"server_url": "http://127.0.0.1:9"}  # nothing listens there
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    answer = Client().get(reverse("openid_connect_login", args=["sign-on"]))
    assert answer.status_code == 503
    assert "sign in with a password" in answer.content.decode()


def test_without_a_single_sign_on_its_addresses_are_not_there():
    assert Client().get(reverse("openid_connect_login", args=["sign-on"])).status_code == 404
    assert Client().get(reverse("openid_connect_callback", args=["sign-on"])).status_code == 404
    assert "Sign in with" not in Client().get(LOGIN).content.decode()
