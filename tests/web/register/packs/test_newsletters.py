"""An issue of the newsletter: as a page inside and outside, as plain text and as HTML for mail."""

from datetime import timedelta

import pytest

from equitytown.web.accounts.roles import Role
from equitytown.web.register.actions import move, post_update, today
from equitytown.web.register.models import Publication, State
from equitytown.web.register.rules import Verb
from tests.web import factories

pytestmark = pytest.mark.usefixtures("town")
P = State.PUBLISHED


def day(days: int) -> str:
    return str(today() + timedelta(days=days))


def issue(state: State = P, **told: object):
    told = {"name": "Winter", "starts": day(-90), "ends": day(0)} | told
    return factories.record("newsletters", state=state, **told)


@pytest.fixture
def quarter(people, town):  # noqa: ARG001  records need the town
    """What happened in the quarter: progress of two figures, a story, an action done, events past and to come."""
    figure = {"workstream": "WS-A", "organisation": "ORG-A", "summary": "Lofts were filled", "achievement_id": "A1"}
    told = {"metric": "homes", "period": "2026", "unit": "homes", "definition": "x"}
    factories.record("progress", **figure, **told, value="1250", qualifier="more than", state=P)
    factories.record("progress", **figure, **(told | {"metric": "cost", "unit": "GBP"}), value="5", state=P)
    consent = {"consent": "given in writing", "consent_on": day(-9)}
    factories.record(
        "case-studies", title="A warm home", organisation="ORG-A", story="x", result="It is warm.", state=P, **consent
    )
    done = factories.action(title="One form", state=P)
    post_update(people[Role.CONTRIBUTOR], done, status="done", text="Used by all.")
    done.refresh_from_db()
    move(people[Role.PUBLISHER], done, Verb.PUBLISH, version=done.version)
    factories.action(title="Still to do", state=P)
    for name, days in (("Town day", -5), ("Masterclass", 20), ("Far off", 300)):
        factories.record("events", name=name, kind="training", on=day(days), where="Library", state=P)


@pytest.mark.usefixtures("quarter")
def test_it_works_for_anyone(as_):
    made = issue(opening="# Hello\n\n<script>alert(1)</script> **Warm** homes.")
    words = as_(None).get(f"/register/newsletters/{made.identifier}").content.decode()
    for told in ("Hello</h3>", "Homes: more than 1,250 homes, 2026. Cost: £5, 2026", "A warm home"):
        assert told in words
    for told in ("It is warm.", "Told by Organisation A.", "One form", "Town day", "Masterclass", "Actions done"):
        assert told in words
    assert words.count("Lofts were filled") == 1, "two figures of one achievement stand together"
    for told in ("Still to do", "Far off", "<script>alert"):
        assert told not in words


@pytest.mark.usefixtures("quarter")
def test_a_letter_loads_nothing_and_leads_back(as_):
    made = issue(opening="Hello ![x](https://example.org/x.png) <img src=x> [there](https://example.org).")
    client = as_(Role.EDITOR)
    page = client.get(f"/desk/packs/newsletters/{made.identifier}").content.decode()
    assert "The register sends no letters itself" in page
    mail = client.get(f"/desk/packs/newsletters/{made.identifier}/mail")
    assert mail["Content-Disposition"] == f'attachment; filename="newsletter-{made.identifier}.html"'
    letter = mail.content.decode()
    for outside in ("<img", "<link", "<script", "style=", "x.png"):
        assert outside not in letter
    assert 'href="http://testserver/register/case-studies/CS-1"' in letter
    text = client.get(f"/desk/packs/newsletters/{made.identifier}/text")
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert "* A warm home\n  It is warm. Told by Organisation A.\n  http://testserver/register/case-studies/CS-1" in (
        text.content.decode()
    )
    assert max(map(len, text.content.decode().splitlines())) <= 72


def test_what_was_chosen_stands_alone(as_):
    told = {"workstream": "WS-A", "state": P}
    first = factories.record("progress", summary="Chosen", **told)
    factories.record("progress", summary="Passed over", **told)
    old = factories.record("events", name="Long ago", kind="training", on=day(-900), state=P)
    made = issue(progress=[first.identifier], events=[old.identifier])
    words = as_(None).get(f"/register/newsletters/{made.identifier}").content.decode()
    assert "Chosen" in words
    assert "Long ago" in words
    assert "Passed over" not in words


def test_what_is_a_draft_stands_in_no_issue_however_it_is_read(as_):
    factories.record("progress", workstream="WS-A", summary="Not yet public")
    made = issue(State.DRAFT)
    words = as_(Role.EDITOR).get(f"/desk/packs/newsletters/{made.identifier}").content.decode()
    assert "Not yet public" not in words
    assert "Nothing that happened between these days has been published yet" in words


def test_a_story_whose_consent_ends_leaves_every_issue(as_):
    told = {"title": "A warm home", "organisation": "ORG-A", "story": "x", "result": "Warm."}
    story = factories.record("case-studies", **told, consent="given in writing", consent_on=day(-9), state=P)
    made = issue(case_studies=[story.identifier])
    assert "A warm home" in as_(None).get(f"/register/newsletters/{made.identifier}").content.decode()
    story.content |= {"consent": "withdrawn"}
    story.save()
    assert Publication.every.filter(record=story).exists()
    assert "A warm home" not in as_(None).get(f"/register/newsletters/{made.identifier}").content.decode()


def test_an_issue_that_is_not_public_is_not_there(as_):
    made = issue(State.DRAFT)
    assert as_(None).get(f"/register/newsletters/{made.identifier}").status_code == 404
    assert as_(Role.CONTRIBUTOR).get(f"/desk/packs/newsletters/{made.identifier}").status_code == 404
    assert as_(None).get(f"/desk/packs/newsletters/{made.identifier}").status_code == 302


def test_a_letter_of_no_known_form_is_not_there(as_):
    assert as_(Role.EDITOR).get(f"/desk/packs/newsletters/{issue().identifier}/fax").status_code == 404


def test_an_issue_may_end_where_the_calendar_does(as_):
    made = issue(ends="9999-12-31")
    assert as_(None).get(f"/register/newsletters/{made.identifier}").status_code == 200
