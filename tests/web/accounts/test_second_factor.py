"""Second factors: asked of lead and above, on every page, however they came in."""

import html
import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver

from equitytown.web.accounts import actions
from equitytown.web.accounts.roles import SECOND_FACTOR, Role
from equitytown.web.middleware import WITHOUT_SECOND_FACTOR
from equitytown.web.register import trail
from equitytown.web.register.models import TrailEntry
from tests.web import factories

pytestmark = pytest.mark.second_factor
SET_UP = "/account/2fa/totp/activate/"
GIVEN = {
    "kind": "actions", "identifier": "ACT-1", "verb": "submit", "number": "1", "provider_id": "sign-on",
    "uidb36": "1", "key": "set-password", "indicator_id": "x", "path": "index.html", "uid": "MQ", "token": "x",
    "ending": "csv",
}  # fmt: skip


def routes(resolver=None, before=""):
    """Give every address of the running URL map, with something in each of its gaps, and its name."""
    for found in (resolver or get_resolver()).url_patterns:
        if isinstance(found, URLResolver):
            yield from routes(found, before + str(found.pattern))
        else:
            whole = re.sub(r"<(?:\w+:)?(\w+)>", lambda gap: GIVEN.get(gap[1], "1"), before + str(found.pattern))
            whole = re.sub(r"\(\?P(?:<\w+>|1|\w+)[^)]*\)", "1", whole)
            yield "/" + whole.strip("^$"), found.name


def secret_on(page):
    return re.search(r'class="key">([A-Z2-7]+)<', page)[1]


def confirm(client, where):
    """Go to a page, by the password once more where it asks for that."""
    answer = client.get(where)
    if answer.status_code == 302:
        answer = client.post(answer["Location"], {"password": factories.PASSWORD})
        assert answer["Location"] == where
        answer = client.get(where)
    return answer


def test_it_works(people, sign_in, code):
    person = people[Role.LEAD]
    client, answer = sign_in(person)
    assert client.get(answer["Location"])["Location"] == SET_UP
    page = confirm(client, SET_UP).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    before = TrailEntry.objects.count()
    answer = client.post(SET_UP, {"code": code(secret_on(page))})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert [e.verb for e in TrailEntry.objects.filter(number__gt=before)] == ["set up second factor"]
    assert client.get("/desk/").status_code == 200
    codes = re.findall(r"<li><code>(\w+)</code>", client.get(answer["Location"]).content.decode())
    assert len(codes) == 10
    told = client.get(reverse("mfa_download_recovery_codes"))
    assert told["Content-Type"].startswith("text/plain")
    assert told.content.decode().split() == codes
    assert list(trail.verify()) == []


def test_no_address_can_be_reached_without_one(people):
    client = Client()
    client.force_login(people[Role.ADMINISTRATOR])
    seen = 0
    for address, name in routes():
        if name in WITHOUT_SECOND_FACTOR:
            continue
        for answer in (client.get(address), client.post(address)):
            assert (answer.status_code, answer.get("Location")) == (302, SET_UP), address
            seen += 1
    assert seen > 40


def test_what_may_be_reached_shows_nothing_of_the_register(people, sign_in):
    client, _ = sign_in(people[Role.EDITOR])
    for name in WITHOUT_SECOND_FACTOR:
        if name != "account_logout":
            assert "Recovery" not in client.get(reverse(name), follow=True).content.decode()


@pytest.mark.parametrize("role", sorted(SECOND_FACTOR))
def test_everyone_from_lead_upwards_is_asked(role, people):
    client = Client()
    client.force_login(people[role])
    assert client.get("/desk/")["Location"] == SET_UP


def test_a_contributor_is_not(as_):
    assert as_(Role.CONTRIBUTOR).get("/desk/").status_code == 200


@pytest.mark.usefixtures("town")
def test_whose_role_is_raised_must_set_one_up_at_the_next_request(people, as_):
    client = as_(Role.CONTRIBUTOR)
    assert client.get("/desk/").status_code == 200
    told = {"role": Role.LEAD, "organisation": "ORG-A", "workstreams": ["WS-A"]}
    actions.change_rights(people[Role.ADMINISTRATOR], people[Role.CONTRIBUTOR], **told)
    assert client.get("/desk/")["Location"] == SET_UP


def test_the_password_alone_does_not_let_in(people, sign_in, give_factor, code):
    person = people[Role.EDITOR]
    secret = give_factor(person)
    client, answer = sign_in(person)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get("/desk/").status_code == 302
    assert "not right" in html.unescape(client.post(answer["Location"], {"code": "000000"}).content.decode())
    assert client.get("/desk/").status_code == 302
    assert client.post(answer["Location"], {"code": code(secret)})["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_a_code_works_once(people, sign_in, give_factor, code):
    person = people[Role.EDITOR]
    secret = give_factor(person)
    shown = code(secret)
    for expected in (302, 422):
        client, _ = sign_in(person)
        assert client.post(reverse("mfa_authenticate"), {"code": shown}).status_code == expected


def test_codes_cannot_be_guessed(people, sign_in, give_factor, code):
    person = people[Role.EDITOR]
    secret = give_factor(person)
    client, answer = sign_in(person)
    for _ in range(5):
        client.post(answer["Location"], {"code": "000000"})
    refused = client.post(answer["Location"], {"code": code(secret)})
    assert "Too many tries" in refused.content.decode()


def test_a_recovery_code_works_once(people, sign_in, code):
    person = people[Role.EDITOR]
    client, _ = sign_in(person)
    client.post(SET_UP, {"code": code(secret_on(confirm(client, SET_UP).content.decode()))})
    word = client.get(reverse("mfa_download_recovery_codes")).content.decode().split()[0]
    for expected in (302, 422):
        other, _ = sign_in(person)
        assert other.post(reverse("mfa_authenticate"), {"code": word}).status_code == expected


def test_setting_one_up_ends_sessions_that_were_begun_without_it(people, sign_in, code):
    person = people[Role.LEAD]
    here, _ = sign_in(person)
    there, _ = sign_in(person)
    here.post(SET_UP, {"code": code(secret_on(confirm(here, SET_UP).content.decode()))})
    assert here.get("/desk/").status_code == 200
    assert there.get("/desk/")["Location"].startswith("/account/login/")


def test_a_wrong_first_code_sets_nothing_up(people, sign_in):
    client, _ = sign_in(people[Role.LEAD])
    confirm(client, SET_UP)
    answer = client.post(SET_UP, {"code": "000000"})
    assert (answer.status_code, Authenticator.objects.count()) == (422, 0)


def test_recovery_codes_alone_are_no_second_factor(people):
    Authenticator.objects.create(user=people[Role.LEAD], type=Authenticator.Type.RECOVERY_CODES, data={})
    client = Client()
    client.force_login(people[Role.LEAD])
    assert client.get("/desk/")["Location"] == SET_UP


def test_whose_role_asks_for_one_cannot_do_without(people, give_factor):
    give_factor(people[Role.LEAD])
    client = Client()
    client.force_login(people[Role.LEAD])
    where = reverse("mfa_deactivate_totp")
    for answer in (client.get(where), client.post(where)):
        assert answer["Location"] == reverse("mfa_index")
    assert Authenticator.objects.filter(user=people[Role.LEAD]).exists()
    assert "Do without" not in client.get(reverse("mfa_index")).content.decode()


def test_a_contributor_can_set_one_up_and_do_without_again(people, sign_in, code):
    client, _ = sign_in(people[Role.CONTRIBUTOR])
    assert "with your password alone" in client.get(reverse("mfa_index")).content.decode()
    client.post(SET_UP, {"code": code(secret_on(confirm(client, SET_UP).content.decode()))})
    before = TrailEntry.objects.count()
    client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))
    verbs = [e.verb for e in TrailEntry.objects.filter(number__gt=before)]
    assert verbs == ["make recovery codes", "remove second factor"]
    assert not Authenticator.objects.exists()


def test_recovery_codes_are_shown_only_after_the_password_again(people, give_factor, as_):
    person = people[Role.CONTRIBUTOR]
    give_factor(person)
    client = as_(Role.CONTRIBUTOR)
    for name in ("mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        assert client.get(reverse(name))["Location"].startswith("/account/reauthenticate/")
        assert client.post(reverse(name))["Location"].startswith("/account/reauthenticate/")
    page = client.get("/account/reauthenticate/").content.decode()
    assert "Use a code instead" in page
    assert client.post("/account/reauthenticate/", {"password": "wrong"}).status_code == 422
    assert client.get(reverse("mfa_reauthenticate")).status_code == 200
