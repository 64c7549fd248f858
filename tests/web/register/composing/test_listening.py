"""Surveys and events: group sizes, shares from ten answers up, attendance by organisation and sector."""

import pytest

from tests.web.register.composing.making import draft, published

pytestmark = pytest.mark.usefixtures("town")


def _page(as_, address):
    answer = as_(None).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_works(as_):
    published("surveys", survey_id="SUR-1", name="Tenants", asked=1200, answered=408)
    for question, people, answered, agreed in (
        ("Warm?", "", 408, 261), ("Whom to ask?", "", 405, 160), ("Warm?", "Over 75", 10, 5), ("Warm?", "Ill", 9, 7),
    ):  # fmt: skip
        published("survey-results", survey="SUR-1", question=question, people=people, answered=answered, agreed=agreed)
    page = _page(as_, "/register/surveys/SUR-1")
    for words in (
        "34% (408 of 1,200)",
        "64% (261 of 408)",
        "50% (5 of 10)",
        "Too few to give a share (9 in the group)",
    ):
        assert words in page
    assert page.count("<caption>Warm?</caption>") == 1
    assert "7 of 9" not in page


def test_a_survey_without_results_says_so(as_):
    published("surveys", survey_id="SUR-1", name="Tenants")
    draft("survey-results", survey="SUR-1", question="Secret?", answered=20, agreed=10)
    page = _page(as_, "/register/surveys/SUR-1")
    assert "No result has been entered yet." in page
    assert "Secret?" not in page


def test_an_event_tells_who_came_and_what_they_said(as_):
    published("organisations", organisation_id="ORG-C", name="Organisation C")
    published("events", event_id="EVT-1", name="Conference", on="2026-05-14", kind="conference")
    for organisation, role, people in (("ORG-A", "Managers", 14), ("ORG-A", "", 2), ("ORG-C", "", 5)):
        published("attendance", event="EVT-1", organisation=organisation, role=role, people=people)
    for told in (
        {"question": "Q1", "before_answered": 40, "before_agreed": 16, "after_answered": 38, "after_agreed": 31},
        {"question": "Q2", "before_answered": 9, "before_agreed": 3, "after_answered": 38, "after_agreed": 31},
        {"question": "Q3", "after_answered": 38, "after_agreed": 31},
        {"question": "Q4", "before_answered": 20, "before_agreed": 10, "after_answered": 20, "after_agreed": 10},
        {"question": "Q5", "before_answered": 20, "before_agreed": 10, "after_answered": 20, "after_agreed": 5},
    ):
        published("event-checks", event="EVT-1", **told)
    page = _page(as_, "/register/events/EVT-1")
    for words in (
        "21 people, by the counts entered", "Managers: 14; role not told: 2", "Sector not told",
        "42 percentage points higher", "Too few to give a share (9 in the group)", "Not known", "The same",
        "25 percentage points lower", "cannot be put down to the event",
    ):  # fmt: skip
        assert words in page


def test_an_entry_that_does_not_say_how_many_is_left_out_and_counted(as_):
    published("events", event_id="EVT-1", name="Conference", kind="conference")
    made = published("attendance", event="EVT-1", organisation="ORG-A", people=3)
    made.publication.content["people"] = None
    made.publication.save()
    assert "1 entry does not say how many, and is left out" in _page(as_, "/register/events/EVT-1")


def test_an_organisation_that_is_not_out_is_not_named(as_):
    draft("organisations", organisation_id="ORG-S", name="Secret", sector="business")
    published("events", event_id="EVT-1", name="Conference", kind="conference")
    published("attendance", event="EVT-1", organisation="ORG-S", people=3)
    page = _page(as_, "/register/events/EVT-1")
    assert "Organisations that are not named here" in page
    assert "ORG-S" not in page
    assert "Business" not in page
