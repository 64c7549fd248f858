"""Signing in along the real road, and codes as an authenticator app shows them."""

import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.web.factories import PASSWORD


@pytest.fixture(autouse=True)
def _nothing_was_counted_before():
    """Throttles count from nothing in every test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def sign_in():
    """Sign somebody in by their password, and give the client and the answer."""

    def signed_in(person, words=PASSWORD, client=None, **told):
        client = client or Client()
        return client, client.post(reverse("account_login"), {"login": person.email, "password": words, **told})

    return signed_in


@pytest.fixture
def give_factor():
    """Give somebody an authenticator app, and give its key."""

    def given(person):
        secret = generate_totp_secret()
        TOTP.activate(person, secret)
        return secret

    return given


CODE_SECONDS = 30  # that a code is shown
SLOW_SECONDS = 4  # that sending one may take on a busy machine


@pytest.fixture
def code():
    """Give the code that an app with a key shows now; one that is about to change is waited out."""

    def shown(secret):
        left = CODE_SECONDS - time.time() % CODE_SECONDS
        if left < SLOW_SECONDS:
            time.sleep(left)
        return format_hotp_value(hotp_value(secret, int(time.time()) // CODE_SECONDS))

    return shown
