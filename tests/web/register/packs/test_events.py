"""The pack of an event: a page to print, a Word document, and who came as CSV."""

import io
from datetime import timedelta

import docx
import pytest

from equitytown.web.accounts.roles import Role
from equitytown.web.register.actions import post_update, today
from equitytown.web.register.models import State
from equitytown.web.register.packs import events
from equitytown.web.register.packs.faces import Face, Held
from tests.web import factories

pytestmark = pytest.mark.usefixtures("town", "findings")
P = State.PUBLISHED


def day(days: int) -> str:
    return str(today() + timedelta(days=days))


def event(state: State = P, **told: object):
    told = {"name": "Town day", "kind": "annual event", "on": day(0), "where": "Town Hall"} | told
    return factories.record("events", state=state, **told)


def page(client, made) -> str:
    answer = client.get(f"/desk/packs/events/{made.identifier}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_works(as_, people):
    action = factories.action(title="One form", due=day(-3), state=P)
    made = event(about="The year.", agreed="Sign the charter.\n\nOne form.", actions=[action.identifier])
    late = factories.action(title="Put off", state=P)
    post_update(people[Role.EDITOR], late, status="under way", text="x")
    late.refresh_from_db()
    post_update(people[Role.EDITOR], late, status="delayed", text="x")
    risk = {"risk": "Prices", "likelihood": "4", "impact": "5", "status": "open", "response": "Apply early."}
    factories.record("risks", **risk, state=P)
    factories.record("progress", workstream="WS-A", summary="Lofts were filled", state=P)
    words = page(as_(Role.EDITOR), made)
    for told in (
        "The year.",
        "Sign the charter.",
        "Lofts were filled",
        "1 action is overdue.",
        "3 days ago",
        "delayed",
    ):
        assert told in words
    for told in ("Likely 4 of 5, bad 5 of 5. Apply early.", "1 worse than England, 1 not compared with England"):
        assert told in words
    assert "Nobody has counted who came yet." in words


def test_who_came_and_what_they_said_is_summed_up(as_):
    made = event()
    for role, people in (("Managers", 34), ("Members", 8)):
        factories.record("attendance", event=made.identifier, organisation="ORG-A", role=role, people=people, state=P)
    check = {"event": made.identifier, "state": P}
    factories.record("event-checks", question="I know what to do", before_answered=20, before_agreed=5, **check)
    factories.record("event-checks", question="Too few", after_answered=9, after_agreed=9, **check)
    client = as_(Role.EDITOR)
    words = page(client, made)
    for told in ("42 people from 1 organisation.", "25% (5 of 20)", "Not asked", "Too few answers to give a share"):
        assert told in words
    assert "100%" not in words
    answer = client.get(f"/desk/packs/events/{made.identifier}/attendance")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert rows == ["organisation,role,people", "Organisation A,Managers,34", "Organisation A,Members,8"]


def test_a_count_that_is_not_known_stands_in_no_sum():
    def face(identifier: str, people: int | None) -> events.Face:
        told = {"event": "EVT-1", "organisation": "ORG-9", "people": people}
        return events.Face("attendance", identifier, "x", told)

    held = events.Held({"attendance": (face("ATT-1", 5), face("ATT-2", None))})
    part = events.attendance(events.Face("events", "EVT-1", "Day", {}), held)
    assert part.intro == "5 people from 1 organisation."
    assert part.grids[0].rows[1] == ("Another organisation", "Not said", "Not known")
    assert part.grids[0].note == "1 of 2 counts are not known and stand in no sum."


def test_an_event_of_one_workstream_tells_of_that_one(as_):
    told = {"heading": "1", "state": P}
    factories.record("recommendations", summary="Stop smoking", workstreams=["WS-A"], measures=["smoking"], **told)
    factories.action(title="Elsewhere", workstreams=["WS-B"], due=day(-3), state=P)
    words = page(as_(Role.EDITOR), event(workstreams=["WS-A"]))
    assert "Of 1 measure: 1 worse than England." in words
    assert "Elsewhere" not in words


def test_only_the_first_of_much_progress_are_listed(as_, monkeypatch):
    monkeypatch.setattr(events, "MOST", 1)
    for summary in ("First", "Second"):
        factories.record("progress", workstream="WS-A", summary=summary, state=P)
    words = page(as_(Role.EDITOR), event())
    assert "The first 1 of 2 achievements" in words
    assert "Second" not in words


def test_the_word_document_holds_the_same_under_headings(as_):
    made = event(agreed="Sign the charter.")
    factories.action(title="Late", due=day(-3), state=P)
    answer = as_(Role.EDITOR).get(f"/desk/packs/events/{made.identifier}/word")
    assert answer["Content-Disposition"] == f'attachment; filename="event-{made.identifier}.docx"'
    document = docx.Document(io.BytesIO(answer.content))
    words = [(p.style.name, p.text) for p in document.paragraphs]
    assert ("Title", "Town day") in words
    for heading in ("What was agreed", "How the measures stand", "Actions overdue"):
        assert ("Heading 2", heading) in words
    assert ("List Bullet", "Sign the charter.") in words
    assert any(text.startswith("Late. Organisation A") for _, text in words)
    assert ("Note", "Nothing has stalled.") in words
    assert document.tables[0].cell(1, 0).text.startswith("Life expectancy")


def test_a_reader_is_given_no_more_than_they_may_read(as_):
    made = event(organisation="ORG-A")
    factories.action(title="Secret draft", organisation="ORG-B", due=day(-3))
    factories.publish(factories.action(title="Public anyway", organisation="ORG-B", due=day(-3)))
    words = page(as_(Role.CONTRIBUTOR), made)
    assert "Secret draft" not in words
    assert "Public anyway" in words


@pytest.mark.parametrize("file", ["", "/word", "/attendance"])
def test_an_event_that_one_may_not_read_is_not_there(as_, file):
    made = event(State.DRAFT, organisation="ORG-B")
    assert as_(Role.CONTRIBUTOR).get(f"/desk/packs/events/{made.identifier}{file}").status_code == 404
    assert as_(Role.ADMINISTRATOR).get(f"/desk/packs/events/{made.identifier}{file}").status_code == 404
    assert as_(None).get(f"/desk/packs/events/{made.identifier}{file}").status_code == 302


def test_progress_is_of_the_year_before_the_event_and_no_later(as_):
    factories.record("progress", workstream="WS-A", summary="Lofts were filled", state=P)
    for on in (day(-1), day(366), "0001-01-01"):
        assert "Lofts were filled" not in page(as_(Role.EDITOR), event(on=on))


def test_organisations_that_may_not_be_named_are_counted_one_by_one():
    def came(identifier: str, organisation: str, people: int | None) -> Face:
        return Face("attendance", identifier, "x", {"event": "EVT-1", "organisation": organisation, "people": people})

    rows = (came("A1", "ORG-A", 7), came("A2", "ORG-B", 5), came("A3", "ORG-C", None))
    part = events.attendance(Face("events", "EVT-1", "Town day", {}), Held({"attendance": rows}))
    assert part.intro == "12 people from 2 organisations."
