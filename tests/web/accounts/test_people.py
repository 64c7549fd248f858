"""Keeping accounts: who may, what each change does, and what it leaves in the trail."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client
from django.urls import reverse

from equitytown.web.accounts import actions, letters
from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role
from equitytown.web.register import trail
from equitytown.web.register.actions import NotAllowed, Refused
from equitytown.web.register.models import Record, State, TrailEntry
from tests.web import factories

pytestmark = pytest.mark.usefixtures("town")
NEW = {"name": "Ada New", "email": "ada@example.org", "role": "contributor", "organisation": "ORG-A"}


@pytest.fixture
def client(as_):
    return as_(Role.ADMINISTRATOR)


@pytest.fixture
def no_letters(settings):
    settings.EMAIL_BACKEND = letters.TO_THE_LOG


def last():
    return TrailEntry.objects.order_by("-number")[0]


def do(client, person, verb):
    return client.post(reverse("person_do", args=[person.pk, verb]))


def test_it_works(client, people):
    page = client.get(reverse("people")).content.decode()
    for person in people.values():
        assert person.name in page
    assert "Organisation A" in page
    assert "Workstream A" in page


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.ADMINISTRATOR)])
def test_others_find_nothing_there(role, people, as_):
    client = as_(role)
    before = TrailEntry.objects.count()
    pk = people[Role.EDITOR].pk
    for address in ("", "invite", f"{pk}/", *(f"{pk}/{verb}" for verb in ("close", "open", "link", "erase"))):
        posted = client.post(f"/desk/people/{address}", NEW)
        assert client.get(f"/desk/people/{address}").status_code == (302 if role is None else 404)
        assert posted.status_code == (302 if role is None else 404 if address else 405)
    assert TrailEntry.objects.count() == before


def test_an_invitation_goes_by_letter(client):
    before = TrailEntry.objects.count()
    answer = client.post(reverse("invite"), NEW)
    person = User.objects.get(email="ada@example.org")
    assert answer["Location"] == reverse("person", args=[person.pk])
    assert (mail.outbox[0].to, mail.outbox[0].content_subtype) == (["ada@example.org"], "plain")
    link = re.search(r"http://testserver(/account/join/\S+)", mail.outbox[0].body)[1]
    assert Client().get(link).status_code == 200
    assert TrailEntry.objects.count() == before + 1
    entry = last()
    assert (entry.verb, entry.kind, entry.identifier) == ("make account", trail.ACCOUNT, str(person.pk))
    kept = json.dumps([entry.before, entry.after, entry.reason])
    assert "Ada" not in kept
    assert "@" not in kept


@pytest.mark.usefixtures("no_letters")
def test_without_a_mail_server_the_link_is_shown_once(client):
    page = client.post(reverse("invite"), NEW).content.decode()
    link = re.search(r"http://testserver(/account/join/[^<\s]+)", page)[1]
    assert Client().get(link).status_code == 200
    person = User.objects.get(email="ada@example.org")
    assert "/account/join/" not in client.get(reverse("person", args=[person.pk])).content.decode()


def test_a_letter_that_cannot_be_sent_shows_the_link(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nothing listens there
    page = client.post(reverse("invite"), NEW).content.decode()
    assert "could not be sent" in page
    assert "/account/join/" in page


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"email": "not an address"}, "valid email"),
        ({"name": ""}, "Enter a name"),
        ({"name": "Ada\r\nBcc: all@example.org"}, "on one line"),
        ({"name": "A\u202eda"}, "on one line"),
        ({"role": ""}, "Choose a role"),
        ({"role": "owner"}, "owner"),
        ({"organisation": ""}, "Choose the organisation"),
        ({"organisation": "ORG-Z"}, "ORG-Z"),
        ({"role": "lead"}, "at least one workstream"),
        ({"role": "lead", "workstreams": ["WS-Z"]}, "WS-Z"),
        ({"email": "EDITOR@example.org"}, "has an account already"),
        ({"email": "x@erased.invalid"}, "can have no account"),
    ],
)
def test_what_cannot_be_right_is_refused(told, said, client):
    factories.person(Role.EDITOR, email="editor@example.org")
    people = User.objects.count()
    answer = client.post(reverse("invite"), NEW | told)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "There is a problem" in page
    assert said in page
    assert (User.objects.count(), mail.outbox) == (people, [])


def test_no_more_is_taken_from_a_form_than_it_asks_for(client, people):
    person = people[Role.CONTRIBUTOR]
    told = {"role": "contributor", "organisation": "ORG-B", "is_active": "", "email": "x@example.org", "password": "x"}
    client.post(reverse("person", args=[person.pk]), told)
    changed = User.objects.get(pk=person.pk)
    assert (changed.organisation, changed.email, changed.is_active) == ("ORG-B", person.email, True)
    assert changed.password == person.password


def test_a_change_of_rights_is_in_the_trail_before_and_after(client, people):
    person = people[Role.CONTRIBUTOR]
    client.post(reverse("person", args=[person.pk]), {"role": "lead", "workstreams": ["WS-B"]})
    entry = last()
    assert (entry.verb, entry.before["role"], entry.after["role"]) == ("change rights", "contributor", "lead")
    assert entry.after["workstreams"] == ["WS-B"]
    assert entry.actor == str(people[Role.ADMINISTRATOR].pk)
    client.post(reverse("person", args=[person.pk]), {"role": "lead", "workstreams": ["WS-B"]})
    assert last().number == entry.number


def test_a_withdrawn_organisation_is_kept_where_it_stands(client, people):
    Record.objects.filter(kind="organisations", identifier="ORG-A").update(state=State.WITHDRAWN)
    page = client.get(reverse("person", args=[people[Role.CONTRIBUTOR].pk])).content.decode()
    assert '<option value="ORG-A" selected>' in page
    assert '<option value="ORG-A"' not in client.get(reverse("invite")).content.decode()


def test_nobody_changes_their_own_role_or_closes_themselves(client, people):
    own = people[Role.ADMINISTRATOR]
    factories.person(Role.ADMINISTRATOR)
    answer = client.post(reverse("person", args=[own.pk]), {"role": "editor"})
    assert "cannot change your own role" in answer.content.decode()
    assert "cannot close your own" in do(client, own, "close").content.decode()
    assert "cannot reset your own" in do(client, own, "second-factor").content.decode()
    assert User.objects.get(pk=own.pk).role == Role.ADMINISTRATOR
    assert "own account" in client.get(reverse("person", args=[own.pk])).content.decode()


def test_the_last_administrator_stays(people):
    only = people[Role.ADMINISTRATOR]
    for change in (
        lambda: actions.close(None, only),
        lambda: actions.change_rights(None, only, role=Role.EDITOR, organisation="", workstreams=()),
    ):
        with pytest.raises(Refused, match="only administrator"):
            change()
    factories.person(Role.ADMINISTRATOR, is_active=False)
    with pytest.raises(Refused, match="only administrator"):
        actions.close(None, only)
    factories.person(Role.ADMINISTRATOR)
    assert actions.close(None, only).is_active is False


def test_only_administrators_change_accounts_whatever_page_asks(people):
    editor, person = people[Role.EDITOR], people[Role.CONTRIBUTOR]
    told = {"role": Role.EDITOR, "organisation": "", "workstreams": ()}
    for change in (
        lambda: actions.make_account(editor, email="x@example.org", name="X", role=Role.EDITOR),
        lambda: actions.change_rights(editor, person, **told),
        *(
            lambda change=change: change(editor, person)
            for change in (actions.close, actions.reopen, actions.renew_link, actions.erase)
        ),
        lambda: actions.reset_second_factor(editor, person),
    ):
        with pytest.raises(NotAllowed):
            change()


def test_an_account_is_closed_and_opened(client, people):
    person = people[Role.EDITOR]
    assert do(client, person, "close").status_code == 302
    assert (last().verb, last().after["open"]) == ("close account", False)
    page = client.get(reverse("person", args=[person.pk])).content.decode()
    assert "Erase name and address" in page
    assert "closed. Open it first" in do(client, person, "link").content.decode()
    do(client, person, "open")
    assert User.objects.get(pk=person.pk).is_active
    assert "is open. Close it first" in do(client, person, "erase").content.decode()


@pytest.mark.usefixtures("no_letters")
def test_a_new_link_is_made_and_ends_sessions(client, people, as_):
    person = people[Role.EDITOR]
    theirs = as_(Role.EDITOR)
    page = do(client, person, "link").content.decode()
    assert "/account/join/" in page
    assert theirs.get("/desk/").status_code == 302
    assert last().verb == "send link"


def test_a_second_factor_is_reset(client, people, give_factor, as_):
    give_factor(people[Role.EDITOR])
    theirs = as_(Role.EDITOR)
    do(client, people[Role.EDITOR], "second-factor")
    assert not Authenticator.objects.filter(user=people[Role.EDITOR]).exists()
    assert theirs.get("/desk/").status_code == 302
    assert last().verb == "reset second factor"


def test_erasing_takes_the_person_and_leaves_the_trail(client, people, give_factor):
    person = people[Role.EDITOR]
    name, email = person.name, person.email
    made = factories.action(by=person)
    give_factor(person)
    SocialAccount.objects.create(user=person, provider="sign-on", uid="42", extra_data={"email": email})
    do(client, person, "close")
    do(client, person, "erase")
    gone = User.objects.get(pk=person.pk)
    assert (gone.name, gone.email) == ("Former user", f"erased-{person.pk}@erased.invalid")
    assert not gone.has_usable_password()
    assert not Authenticator.objects.filter(user=gone).exists()
    assert not SocialAccount.objects.filter(user=gone).exists()
    assert list(trail.verify()) == []
    page = client.get(reverse("people")).content.decode()
    assert name not in page
    assert email not in page
    assert "Former user" in client_of(people).get(f"/desk/actions/{made.identifier}/history").content.decode()
    assert "was erased" in do(client, gone, "open").content.decode()


def client_of(people):
    found = Client()
    found.force_login(people[Role.PUBLISHER])
    return found


def test_every_question_is_asked_before_it_is_done(client, people):
    before = TrailEntry.objects.count()
    for verb in ("close", "open", "link", "second-factor", "erase"):
        page = client.get(reverse("person_do", args=[people[Role.EDITOR].pk, verb]))
        assert page.status_code == 200
        assert people[Role.EDITOR].name in page.content.decode()
    assert TrailEntry.objects.count() == before


def test_an_unknown_account_or_verb_is_not_there(client, people):
    assert client.get("/desk/people/999999/").status_code == 404
    assert client.post(f"/desk/people/{people[Role.EDITOR].pk}/promote").status_code == 404


def test_an_account_is_held_after_the_trail_as_every_change_does(people, django_assert_max_num_queries):
    with django_assert_max_num_queries(50) as asked:
        actions.rename(people[Role.EDITOR], "Ada")
    tables = [q["sql"] for q in asked.captured_queries if q["sql"].startswith("SELECT")]
    assert "register_trailhead" in tables[0]
