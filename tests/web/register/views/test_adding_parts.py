"""After a part was made: back to what it is part of, or on to the next one."""

import pytest

from equitytown.web.accounts.roles import Role
from equitytown.web.register.models import Record
from tests.web import factories

POINT = {"version": "0", "on": "2026-04-01", "value": "4"}


@pytest.fixture
def idea(town):
    del town
    return factories.record("change-ideas", workstream="WS-A", aim="Sooner", idea="Ring first")


def test_it_works(as_, idea):
    answer = as_(Role.LEAD).post("/desk/run-points/new", {**POINT, "change_idea": idea.identifier})
    assert answer["Location"] == f"/desk/change-ideas/{idea.identifier}/"


def test_the_next_one_is_asked_for_where_it_belongs(as_, idea):
    client = as_(Role.LEAD)
    answer = client.post("/desk/run-points/new", {**POINT, "change_idea": idea.identifier, "another": "yes"})
    assert answer["Location"] == f"/desk/run-points/new?change_idea={idea.identifier}"
    assert "selected" in client.get(answer["Location"]).content.decode()
    assert Record.objects.filter(kind="run-points").count() == 1


def test_what_is_part_of_nothing_leads_to_itself(as_, town):
    del town
    answer = as_(Role.CONTRIBUTOR).post("/desk/actions/new", {"version": "0", "title": "Insulate", "lead": "ORG-A"})
    assert answer["Location"] == "/desk/actions/ACT-1/"
