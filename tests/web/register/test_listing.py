"""How lists are laid out: headings, numbers, shapes, and choices under headings."""

import pytest

from equitytown.terms.register import KINDS
from equitytown.web.accounts.roles import Role
from equitytown.web.reader.telling import NOT_TOLD, tally
from equitytown.web.register.forms import under_headings
from equitytown.web.register.listing import UNTOLD, figure_of, number_of, sections
from equitytown.web.register.models import Record, State
from equitytown.web.register.signs import SIGNS, UNKNOWN, sign
from equitytown.web.register.templatetags.register import with_article
from tests.web import factories

RECOMMENDATIONS = KINDS["recommendations"]


def asked(number: str, heading: str, *, state: State = State.PUBLISHED) -> Record:
    told = {"recommendation_id": number, "heading": heading, "heading_type": "principle", "printed_number": number[-1]}
    return factories.record("recommendations", summary=f"Asked as {number}", state=state, **told)


def test_records_stand_under_their_headings_in_the_order_of_the_first():
    rows = [asked("R-2", "Homes"), asked("R-1", "Schools"), asked("R-3", "Homes")]
    found = [(part.title, [row.identifier for row in part.rows]) for part in sections(RECOMMENDATIONS, rows, user=None)]
    assert found == [("Homes", ["R-2", "R-3"]), ("Schools", ["R-1"])]


def test_what_stands_under_no_heading_comes_last():
    rows = [Record(kind="organisations", content={"sector": sector}) for sector in ("", "NHS", "council")]
    assert [part.title for part in sections(KINDS["organisations"], rows, user=None)] == ["Council", "NHS", UNTOLD]


@pytest.mark.usefixtures("town")
def test_a_heading_that_its_reader_may_not_know_is_not_told(people):
    factories.record("workstreams", workstream_id="WS-C", name="Hidden", lead="ORG-B", state=State.DRAFT)
    rows = [Record(kind="progress", content={"workstream": name}) for name in ("WS-A", "WS-C")]
    for reader in (None, people[Role.CONTRIBUTOR]):
        titles = [part.title for part in sections(KINDS["progress"], rows, user=reader)]
        assert titles == ["Workstream A", UNTOLD]
    assert "Hidden" in [part.title for part in sections(KINDS["progress"], rows, user=people[Role.EDITOR])]


def test_a_kind_without_headings_is_one_section():
    assert [part.title for part in sections(KINDS["risks"], [Record(kind="risks", content={})], user=None)] == [""]


def test_numbers_are_those_printed():
    assert number_of({"printed_number": "3", "number": 4}) == "3"
    assert number_of({"number": 4}) == "4"
    assert number_of({}) == ""


def test_choices_stand_under_headings_as_their_reader_may_know_them(people):
    asked("R-1", "Schools")
    asked("R-2", "Homes")
    asked("R-3", "A draft heading", state=State.DRAFT)
    lead, editor = (under_headings("recommendations", people[role]) for role in (Role.LEAD, Role.EDITOR))
    assert [heading for heading, _ in lead] == ["Schools", "Homes"]
    assert [heading for heading, _ in editor] == ["Schools", "Homes", "A draft heading"]


def test_statuses_are_counted_as_published_and_what_is_not_told_is_said():
    asked("R-1", "Schools")
    told = asked("R-2", "Homes")
    told.publication.content["status"] = ""
    told.publication.save()
    assert tally(RECOMMENDATIONS) == (("not started", 1), (NOT_TOLD, 1))


def test_every_stage_and_status_has_a_shape_of_its_own_kind():
    statuses = {word for kind in KINDS.values() if "status" in kind.by_name for word in kind.by_name["status"].choices}
    assert {*statuses, *State.values} <= set(SIGNS)
    assert sign("a word that is new") == UNKNOWN


def test_articles_follow_the_sound():
    assert (with_article("action"), with_article("gap")) == ("an action", "a gap")


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ({"metric": "people reached", "value": "1374", "unit": "people"}, "People reached: 1,374 people"),
        (
            {"metric": "awarded", "value": "50000.5", "unit": "GBP", "qualifier": "more than"},
            "Awarded: more than £50,000.5",
        ),
        ({"metric": "took part", "value": "0", "unit": "%", "qualifier": "exact"}, "Took part: 0%"),
        ({"metric": "took part", "value": None}, ""),
        ({}, ""),
    ],
)
def test_a_progress_entry_is_told_with_its_figure(told, written):
    assert figure_of(told) == written
