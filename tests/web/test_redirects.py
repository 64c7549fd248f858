# ruff: noqa: E501  # forms stand in few lines
"""After signing in, out or again, nobody is led to another site."""

import pytest
from django.core.cache import cache

from equitytown.web.accounts.roles import Role
from tests.web import factories

EVIL = "evil.example"
FORMS = (
    f"//{EVIL}", f"///{EVIL}", f"////{EVIL}", f"https://{EVIL}", f"http://{EVIL}", f"HTTPS://{EVIL}", f"https:{EVIL}",
    f"https:/{EVIL}", f"https:///{EVIL}", f"\\\\{EVIL}", f"/\\{EVIL}", f"\\/{EVIL}", f"/\\/{EVIL}", f"//\\{EVIL}",
    f"http:\\\\{EVIL}", f"https://testserver@{EVIL}", f"https://testserver.{EVIL}", f"https://{EVIL}#testserver",
    f"https://{EVIL}?testserver", f"https://{EVIL}/testserver", f"//testserver@{EVIL}", f"//{EVIL}%2f..", f"/%09/{EVIL}",
    f"/\t/{EVIL}", f"\t//{EVIL}", f" //{EVIL}", f"//{EVIL}\t", f"/\n/{EVIL}", f"\r\n//{EVIL}", f"\x00//{EVIL}",
    "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x",
    f"ftp://{EVIL}", f"//{EVIL}:443", f"//[::1]@{EVIL}", "//[::ffff:1.2.3.4]", "//2130706433", "//0x7f.1",
    f"https://{EVIL}\\@testserver", f"https:\u3002{EVIL}", f"//{EVIL}\u3002com", f"//\u2100{EVIL}", f"///\\;@{EVIL}",
    f"/desk/\r\nLocation: https://{EVIL}", f"http://{EVIL}\\.testserver", f"//google.com%40{EVIL}", "http://", "//", "///", "//[", "http://[x", "https://]",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()
    yield
    cache.clear()


def stays(response):
    """Whether a redirect leads to a path of this site as every browser reads it."""
    to = response.headers["Location"]
    as_read = to.replace("\\", "/").replace("\t", "").replace("\n", "").replace("\r", "").strip()
    return as_read.startswith("/") and not as_read.startswith("//")


def test_there_are_enough_forms():
    assert len(set(FORMS)) >= 50


def test_signing_in_leads_nowhere_else(client):
    person = factories.person(Role.CONTRIBUTOR)
    for form in FORMS:
        cache.clear()
        told = {"login": person.email, "password": factories.PASSWORD, "next": form}
        response = client.post("/account/login/", told)
        assert response.status_code == 302, form
        assert stays(response), form
        again = client.get("/account/login/", {"next": form})
        assert again.status_code == 302, form
        assert stays(again), form
        out = client.post("/account/logout/", {"next": form})
        assert stays(out), form


def test_signing_in_leads_back_to_a_page_of_ours(client):
    person = factories.person(Role.CONTRIBUTOR)
    told = {"login": person.email, "password": factories.PASSWORD, "next": "/desk/actions/"}
    assert client.post("/account/login/", told).headers["Location"] == "/desk/actions/"


def test_proving_again_who_one_is_leads_nowhere_else(client):
    client.force_login(factories.person(Role.CONTRIBUTOR))
    for form in FORMS[::3]:
        cache.clear()
        response = client.post("/account/reauthenticate/", {"password": factories.PASSWORD, "next": form})
        assert response.status_code != 302 or stays(response), form
