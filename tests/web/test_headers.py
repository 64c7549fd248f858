"""What every answer tells a browser: pages, files, redirects and errors alike."""

import pytest
from django.conf import settings as current
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from equitytown.web.accounts.roles import Role

PUBLIC = ["/", "/help", "/privacy", "/accessibility", "/register/", "/register/actions/", "/register/recommendations/"]
ADDRESSES = [
    *PUBLIC,
    "/account/login/",
    "/nothing-here",
    "/register",
    "/desk/",
    "/desk/people/",
    "/static/x.css",
]


def policy(answer):
    return {
        directive.split()[0]: directive.split()[1:]
        for directive in answer["Content-Security-Policy"].split(";")
        if directive.strip()
    }


def says_it_all(answer):
    told = policy(answer)
    assert told["default-src"] == ["'none'"]
    assert told["frame-ancestors"] == told["base-uri"] == told["object-src"] == ["'none'"]
    assert told["form-action"] == ["'self'"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "*" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("role", [None, Role.EDITOR, Role.ADMINISTRATOR])
def test_it_works(role, as_):
    client = as_(role)
    for address in ADDRESSES:
        says_it_all(client.get(address))
        says_it_all(client.post(address))


def test_errors_say_it_too(as_, monkeypatch):
    client = as_(Role.EDITOR)
    says_it_all(client.get("/", HTTP_HOST="evil.example"))
    says_it_all(Client(enforce_csrf_checks=True).post("/account/login/"))
    says_it_all(client.post("/account/login/", {f"f{n}": "x" for n in range(2100)}))
    broken = Client(raise_request_exception=False)
    monkeypatch.setattr("equitytown.web.reader.views.render", lambda *_, **__: HttpResponse(1 / 0))
    answer = broken.get("/help")
    assert answer.status_code == 500
    says_it_all(answer)


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("address", [*PUBLIC, "/register/organisations/ORG-A", "/nothing-here"])
def test_a_reader_without_an_account_gets_no_cookie(address):
    client = Client()
    answer = client.get(address)
    assert (dict(answer.cookies), dict(client.cookies)) == ({}, {})


def test_signing_in_and_out_leaves_a_reader_without_cookies(as_):
    client = as_(Role.EDITOR)
    client.get("/desk/")
    client.post(reverse("account_logout"))
    client.get("/")
    assert client.cookies[current.SESSION_COOKIE_NAME].value == ""


def test_nothing_that_somebody_signed_in_was_shown_is_kept(as_):
    assert as_(Role.EDITOR).get("/desk/")["Cache-Control"] == "no-store"
    assert as_(Role.EDITOR).get("/")["Cache-Control"] == "no-store"
