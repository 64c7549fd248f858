"""Carrying next steps: one entry a record, all or none, and a page that asks first."""

import pytest

from equitytown.web.accounts.roles import Role
from equitytown.web.register import carrying, trail
from equitytown.web.register.actions import NotAllowed, Refused
from equitytown.web.register.carrying import carried_by, carry, next_year
from equitytown.web.register.models import Record, State, TrailEntry
from tests.web import factories
from tests.web.register.composing.making import draft, published

ALL = ("NS-1", "NS-2", "NS-3", "NS-4", "NS-5", "NS-6", "NS-7", "NS-8", "NS-9")
ADDRESS = "/desk/workstreams/WS-A/carry"
pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def workstream(town):
    """A workstream with a step, a part of it, one that is done and one of another workstream."""
    del town
    published("next-steps", next_step_id="NS-1", workstream="WS-A", summary="A part", year="2026/27")
    published("next-steps", next_step_id="NS-2", workstream="WS-A", summary="The whole", year="2026/27")
    part = Record.objects.get(kind="next-steps", identifier="NS-1")
    part.content = {**part.content, "parent_id": "NS-2"}
    part.save()
    published("next-steps", next_step_id="NS-3", workstream="WS-A", summary="Done", status="done")
    published("next-steps", next_step_id="NS-4", workstream="WS-B", summary="Of others")
    return Record.objects.get(kind="workstreams", identifier="WS-A")


def _step(identifier):
    return Record.objects.get(kind="next-steps", identifier=identifier)


def test_it_works(people, workstream):
    before = TrailEntry.objects.count()
    made = carry(people[Role.LEAD], workstream, steps=ALL, year="2027/28")
    told = [(m.content["carried_from"], m.content["year"], m.content["status"], m.state) for m in made]
    assert told == [("NS-2", "2027/28", "open", State.DRAFT), ("NS-1", "2027/28", "open", State.DRAFT)]
    assert made[1].content["parent_id"] == made[0].identifier
    assert [_step(name).status for name in ("NS-1", "NS-2")] == ["carried to the next year"] * 2
    assert (_step("NS-3").status, _step("NS-4").status) == ("done", "open")
    entries = list(TrailEntry.objects.order_by("number")[before:])
    assert [(entry.verb, entry.identifier) for entry in entries] == [
        ("create", made[0].identifier), ("update", "NS-2"), ("create", made[1].identifier), ("update", "NS-1"),
    ]  # fmt: skip
    assert not [fault for fault in trail.verify() if any(one.identifier in fault for one in made)]
    assert _step("NS-1").updates.get().text == f"Carried to 2027/28 as {made[1].identifier}."


def test_all_are_carried_or_none(people, workstream, monkeypatch):
    marked = []

    def fail(*told, **more):
        marked.append((told, more))
        raise Refused({"status": "No."})

    monkeypatch.setattr(carrying, "post_update", fail)
    count = Record.objects.count(), TrailEntry.objects.count()
    with pytest.raises(Refused):
        carry(people[Role.LEAD], workstream, steps=ALL, year="2027/28")
    assert marked
    assert (Record.objects.count(), TrailEntry.objects.count()) == count


def test_what_was_not_chosen_stays(people, workstream):
    made = carry(people[Role.LEAD], workstream, steps=["NS-1"], year="2027/28")
    assert [(one.content["carried_from"], one.content["parent_id"]) for one in made] == [("NS-1", "")]
    assert _step("NS-2").status == "open"
    with pytest.raises(Refused, match="Choose at least one"):
        carry(people[Role.LEAD], workstream, steps=["NS-3", "NS-4"], year="2027/28")


def test_a_step_without_a_status_is_offered_and_not_chosen(as_, workstream):
    step = _step("NS-2")
    step.content = {**step.content, "status": ""}
    step.save()
    page = as_(Role.LEAD).get(ADDRESS).content.decode()
    assert page.count(" checked") == 1
    assert "nobody has told how it stands" in page
    assert workstream


def test_what_was_carried_is_not_carried_again(people, workstream):
    carry(people[Role.EDITOR], workstream, steps=ALL, year="2027/28")
    carry(people[Role.EDITOR], workstream, steps=ALL, year="2028/29")
    assert Record.objects.filter(kind="next-steps", content__carried_from="NS-1").count() == 1


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.PUBLISHER, Role.ADMINISTRATOR])
def test_others_may_not(people, workstream, role):
    assert carried_by(people[role], workstream) == ()
    with pytest.raises(NotAllowed):
        carry(people[role], workstream, steps=ALL, year="2027/28")


def test_a_lead_of_another_workstream_may_not(workstream):
    other = factories.person(Role.LEAD, workstreams=("WS-B",))
    with pytest.raises(NotAllowed):
        carry(other, workstream, steps=ALL, year="2027/28")


@pytest.mark.parametrize(("year", "message"), [(" ", "Enter the year"), ("2026/27", "is planned for 2026/27 already")])
def test_a_year_that_cannot_be_is_refused(people, workstream, year, message):
    with pytest.raises(Refused, match=message):
        carry(people[Role.LEAD], workstream, steps=ALL, year=year)


def test_the_year_after_is_offered(people, workstream):
    assert next_year(carried_by(people[Role.LEAD], workstream)) == "2027/28"
    assert next_year((draft("next-steps", workstream="WS-B", summary="No year"),)) == ""
    assert next_year((draft("next-steps", workstream="WS-B", summary="Late", year="2098/99"),)) == "2099/00"


@pytest.mark.usefixtures("workstream")
def test_the_page_asks_and_then_does(as_):
    client = as_(Role.LEAD)
    page = client.get(ADDRESS).content.decode()
    assert "The whole" in page
    assert 'value="2027/28"' in page
    answer = client.post(ADDRESS, {"year": "2027/28", "steps": ["NS-1", "NS-2"]}, follow=True)
    assert "Carried 2 next steps" in answer.content.decode()
    assert client.get(ADDRESS).status_code == 200  # the new ones are open


@pytest.mark.usefixtures("workstream")
@pytest.mark.parametrize("year", ["", "2026/27"])
def test_a_refusal_stands_at_its_field(as_, year):
    answer = as_(Role.LEAD).post(ADDRESS, {"year": year, "steps": ["NS-1"]})
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


@pytest.mark.usefixtures("workstream")
@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.PUBLISHER, Role.ADMINISTRATOR])
def test_the_page_is_not_there_for_others(as_, role):
    assert as_(role).get(ADDRESS).status_code == 404
    assert as_(role).post(ADDRESS, {"year": "2027/28"}).status_code == 404


@pytest.mark.usefixtures("workstream")
def test_steps_that_somebody_else_carried_meanwhile_are_gone(as_, people, monkeypatch):
    def gone(*_told, **_more):
        raise NotAllowed

    monkeypatch.setattr("equitytown.web.register.views.carrying.carry_all", gone)
    assert as_(Role.LEAD).post(ADDRESS, {"year": "2027/28", "steps": ["NS-1"]}).status_code == 404
    assert people


def test_it_needs_an_account(client):
    assert client.get(ADDRESS).status_code == 302
