"""What a list is narrowed by."""

import pytest
from django.http import QueryDict

from equitytown.terms.register import KINDS
from equitytown.web.accounts.roles import Role
from equitytown.web.register.filters import FilterForm, filtered
from equitytown.web.register.models import State
from tests.web import factories

pytestmark = pytest.mark.usefixtures("town")


def narrowed(people, kind, query):
    return [record.identifier for record in filtered(people[Role.EDITOR], KINDS[kind], QueryDict(query)).records]


@pytest.fixture
def recommendations():
    for number, told in enumerate(({"themes": ["early years"]}, {"themes": ["early"], "targets_deprivation": True}), 1):
        factories.record("recommendations", heading="Work", summary=f"Do {number}.", position=number, **told)


@pytest.mark.usefixtures("recommendations")
@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", ["REC-1", "REC-2"]),
        ("q=DO+2", ["REC-2"]),
        ("themes=early", ["REC-2"]),
        ("themes=early+years", ["REC-1"]),
        ("targets_deprivation=yes", ["REC-2"]),
        ("state=published", []),
        ("state=nonsense", ["REC-1", "REC-2"]),
        ("status=not+started", ["REC-1", "REC-2"]),
    ],
)
def test_a_list_is_narrowed_by_what_is_asked(people, query, wanted):
    assert narrowed(people, "recommendations", query) == wanted


def test_what_is_done_is_not_overdue(people):
    for status in ("not started", "done"):
        made = factories.action(due="2020-01-01", state=State.DRAFT)
        made.content = {**made.content, "status": status}
        made.save()
    assert narrowed(people, "actions", "late=yes") == ["ACT-1"]


def test_an_organisation_finds_what_it_leads_and_where_it_takes_part(people):
    factories.action()
    factories.action(organisation="ORG-B", supporting=["ORG-A"])
    factories.action(organisation="ORG-B")
    assert narrowed(people, "actions", "organisations=ORG-A") == ["ACT-1", "ACT-2"]


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_no_two_controls_have_one_label(people, kind):
    labels = [field.label for field in FilterForm({}, user=people[Role.EDITOR], kind=kind).fields.values()]
    assert len(set(labels)) == len(labels)
