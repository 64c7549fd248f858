"""Setting the areas of work of a recommendation from the matrix."""

import pytest

from equitytown.web.accounts.roles import Role
from equitytown.web.register.actions import change
from equitytown.web.register.models import Record, State, TrailEntry
from tests.web import factories
from tests.web.register.composing.making import draft

ADDRESS = "/desk/matrix/REC-1"
pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def recommendation(town):
    """A recommendation with one area of work."""
    del town
    return draft("recommendations", recommendation_id="REC-1", heading="H", summary="Warm homes", workstreams=["WS-A"])


def _held():
    return Record.objects.get(kind="recommendations", identifier="REC-1")


@pytest.mark.usefixtures("recommendation")
def test_it_works(as_):
    client = as_(Role.EDITOR)
    page = client.get(ADDRESS).content.decode()
    assert page.count('type="checkbox"') == 2
    assert 'name="summary"' not in page
    before = TrailEntry.objects.count()
    answer = client.post(ADDRESS, {"version": 1, "workstreams": ["WS-A", "WS-B"], "reason": "Both work on it"})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/matrix")
    assert (_held().content["workstreams"], _held().content["summary"]) == (["WS-A", "WS-B"], "Warm homes")
    assert TrailEntry.objects.count() == before + 1


def test_a_change_to_other_words_meanwhile_is_kept(as_, recommendation):
    change(factories.person(Role.EDITOR), recommendation, {**recommendation.content, "summary": "Other"}, version=1)
    as_(Role.EDITOR).post(ADDRESS, {"version": 1, "workstreams": ["WS-B"]})
    assert (_held().content["workstreams"], _held().content["summary"]) == (["WS-B"], "Other")


def test_two_who_set_it_at_once_lose_neither(as_, recommendation):
    change(factories.person(Role.EDITOR), recommendation, {**recommendation.content, "workstreams": []}, version=1)
    answer = as_(Role.EDITOR).post(ADDRESS, {"version": 1, "workstreams": ["WS-B"]})
    assert answer.status_code == 422
    assert "Somebody else set its areas of work" in answer.content.decode()
    assert _held().content["workstreams"] == []


@pytest.mark.usefixtures("recommendation")
def test_a_workstream_that_is_not_there_is_refused(as_):
    assert as_(Role.EDITOR).post(ADDRESS, {"version": 1, "workstreams": ["WS-99"]}).status_code == 422


def test_what_is_gone_meanwhile_is_refused(as_, recommendation, monkeypatch):
    monkeypatch.setattr("equitytown.web.register.forms.choices_of", lambda *_told: [("WS-99", "Gone")])
    answer = as_(Role.EDITOR).post(ADDRESS, {"version": recommendation.version, "workstreams": ["WS-99"]})
    assert answer.status_code == 422
    assert "WS-99 is not one of the workstreams" in answer.content.decode()


@pytest.mark.usefixtures("recommendation")
@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.LEAD, Role.PUBLISHER, Role.ADMINISTRATOR])
def test_it_is_not_there_for_others(as_, role):
    assert as_(role).get(ADDRESS).status_code == 404
    assert as_(role).post(ADDRESS, {"version": 1, "workstreams": []}).status_code == 404


def test_it_is_closed_while_somebody_looks_at_it(as_):
    factories.record("recommendations", recommendation_id="REC-1", heading="H", summary="S", state=State.SUBMITTED)
    assert as_(Role.EDITOR).get(ADDRESS).status_code == 404


def test_it_needs_an_account(client):
    assert client.get(ADDRESS).status_code == 302
