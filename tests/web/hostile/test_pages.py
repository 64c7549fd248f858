"""Hostile words through every field of every kind, names, and every parameter: they stay words."""

import logging

import pytest
from django.utils.html import escape

from equitytown.terms.register import KINDS, Shape
from equitytown.web.accounts.roles import Role
from equitytown.web.register.models import Record, SavedView, State
from equitytown.web.register.templatetags.register import markdown
from tests.web import factories
from tests.web.every_kind import plant, text_fields
from tests.web.hostile.strangers import seen
from tests.web.hostile.words import EVERY, LONG, MARKDOWN, PAYLOADS, PRODUCT, SHORT, TEMPLATES, titles

PAGES = (
    "/desk/{0}/{1}/",
    "/desk/{0}/{1}/edit",
    "/desk/{0}/{1}/history",
    "/desk/{0}/",
    "/register/{0}/{1}",
    "/register/{0}/",
)
BY_LENGTH = {"br", "text", "tspan"}  # some attacks stand on two lines, and pictures break lines where words do
WITH_MARKDOWN = {kind.slug for kind in KINDS.values() if any(f.shape is Shape.MARKDOWN for f in kind.fields)}
RECORDS = "/desk/{0}/{1}/", "/register/{0}/{1}"


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")


def hostile(kind, field):
    """Give words that attack: all at once, and for a title a few, others for each kind."""
    some = titles()
    return some[list(KINDS).index(kind.slug) % len(some)] if field.name == kind.title else EVERY


def harmless(kind, field):
    """Give as many letters."""
    return "x" * len(hostile(kind, field))


def test_there_are_enough_attacks():
    assert len(set(PAYLOADS)) >= 300
    assert len(set(TEMPLATES)) >= 100
    assert len(text_fields()) >= 150


def test_hostile_words_in_every_field_add_no_element_and_no_attribute(as_):
    client, public = as_(Role.EDITOR), as_(None)
    for mark, words in (("EVIL", hostile), ("GOOD", harmless)):
        plant(mark, words=words, address="javascript:window.pwned=1" if mark == "EVIL" else "not an address")
    for kind in KINDS.values():
        for address in PAGES:
            pages = []
            for mark in ("EVIL", "GOOD") if "{1}" in address else ("EVIL",):
                response = (client if address.startswith("/desk") else public).get(
                    address.format(kind.slug, f"{mark}-{kind.prefix}")
                )
                assert response.status_code == 200, (address, kind.slug)
                pages.append(seen(response.content.decode()))
                for part in [part for part in pages[-1].parts if part[0] in BY_LENGTH]:
                    del pages[-1].parts[part]
            assert pages[0].strange == [], (address, kind.slug)
            assert PRODUCT not in "".join(pages[0].words)
            if "{1}" in address and not (kind.slug in WITH_MARKDOWN and address in RECORDS):
                assert pages[0].parts == pages[1].parts, (address, kind.slug)


def test_hostile_words_are_shown_as_they_were_written(as_):
    record = plant("EVIL", words=hostile)["actions"]
    page = as_(Role.EDITOR).get(f"/desk/actions/{record.identifier}/").content.decode()
    assert escape(MARKUP_OF_NOTE) in page
    assert MARKUP_OF_NOTE in "".join(seen(page).words)


MARKUP_OF_NOTE = '"><script>window.pwned=1</script>'


def test_hostile_names_of_people_organisations_and_views_stay_names(people, as_):
    editor = people[Role.EDITOR]
    factories.town()
    for payload in SHORT:
        factories.person(Role.EDITOR, name=payload)
        SavedView.objects.create(owner=editor, name=payload, kind="actions", query="q=x")
    for words in titles():
        Record.objects.filter(pk=factories.action().pk).update(title=words[:300])
    editor.name = SHORT[1]
    editor.save()
    client = as_(Role.EDITOR)
    for page in ("/desk/", "/desk/actions/", "/desk/actions/new", "/desk/search?q=x"):
        response = client.get(page)
        assert response.status_code == 200
        found = seen(response.content.decode())
        assert found.strange == [], page
        assert PRODUCT not in "".join(found.words)


@pytest.mark.parametrize("page", ["/desk/search", "/desk/actions/", "/register/"])
def test_hostile_parameters_stay_words(as_, page):
    client = as_(Role.EDITOR)
    factories.town()
    for payload in PAYLOADS[:: 3 if page == "/desk/actions/" else 1]:
        asked = dict.fromkeys(("q", "state", "status", "order", "organisations", "page", "late", payload[:50]), payload)
        response = client.get(page, asked)
        assert response.status_code == 200, payload
        text = response.content.decode()
        assert seen(text).strange == [], payload
        assert PRODUCT not in text


def test_a_parameter_of_the_form_for_a_new_record_stays_a_choice(as_):
    factories.town()
    client = as_(Role.EDITOR)
    for payload in PAYLOADS[::7]:
        response = client.get("/desk/actions/new", dict.fromkeys(KINDS["actions"].by_name, payload))
        assert response.status_code == 200
        assert seen(response.content.decode()).strange == [], payload


def test_hostile_words_are_refused_or_kept_as_words_at_the_door(as_):
    factories.town()
    client = as_(Role.EDITOR)
    for payload in (*PAYLOADS[::5], "\x00", "a\x00b", "\ud800", LONG, "\u202e", "\r\n" * 50):
        safe = payload.encode("utf-8", "replace").decode()
        told = {"version": 0, "title": safe, "lead": "ORG-A", "detail": safe, "evidence": safe, "reason": safe}
        response = client.post("/desk/actions/new", told)
        assert response.status_code in {302, 422}, payload
        if response.status_code == 302:
            response = client.get(response.headers["Location"])
        text = response.content.decode()
        assert seen(text).strange == [], payload
        assert PRODUCT not in text


@pytest.mark.parametrize("payload", [*MARKDOWN, *PAYLOADS[:40], *TEMPLATES[:5]])
def test_markdown_runs_nothing(payload):
    found = seen(markdown(payload))
    assert found.strange == []
    assert {tag for tag, _ in found.parts} <= {
        "p", "h3", "h4", "h5", "ul", "ol", "li", "em", "strong", "blockquote", "a", "table", "thead", "tbody", "tr",
        "th", "td", "hr", "br",
    }  # fmt: skip
    assert PRODUCT not in "".join(found.words)


def test_a_hostile_update_and_reason_stay_words(people, as_):
    factories.town()
    record = factories.action(state=State.PUBLISHED)
    client = as_(Role.CONTRIBUTOR)
    for payload in PAYLOADS[::11]:
        client.post(f"/desk/actions/{record.identifier}/update", {"text": payload, "status": ""})
    for page in ("", "history", "update"):
        found = seen(client.get(f"/desk/actions/{record.identifier}/{page}").content.decode())
        assert found.strange == []
    assert people
