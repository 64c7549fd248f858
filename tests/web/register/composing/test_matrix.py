"""Recommendations by workstreams, and what is tied to nothing: both faces."""

import pytest

from equitytown.web.accounts.roles import Role
from tests.web.register.composing.making import draft, published

PUBLIC, WORK = "/register/matrix", "/desk/matrix"
pytestmark = pytest.mark.usefixtures("town")


def _page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def some(town):
    """Two recommendations of a sector and one of a principle; one has work."""
    del town
    told = {"heading_type": "sector", "heading": "Business"}
    published("recommendations", recommendation_id="REC-1", summary="Pay fairly", workstreams=["WS-A"], **told)
    published("recommendations", recommendation_id="REC-2", summary="Train people", **told)
    published("recommendations", recommendation_id="REC-3", heading="Start", heading_type="principle", summary="Read")
    published("actions", title="Sign the charter", lead="ORG-A", recommendations=["REC-1"], workstreams=["WS-A"])
    published("gaps", workstream="WS-B", recommendation="REC-1", gap="No list")


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize(("role", "address"), [(None, PUBLIC), (Role.EDITOR, WORK)])
def test_it_works(as_, role, address):
    page = _page(as_(role), address)
    assert "2 pairs of the two are tied" in page
    assert page.index("Start") < page.index("Business")
    row = page[page.index("Pay fairly") : page.index("Train people")]
    assert row.count('class="mark full"') == row.count('class="mark point"') == row.count('class="mark hollow"') == 1
    assert 'data-label="Workstream A"' in row
    assert "No workstream" not in row
    assert "Principles with no measure" in page


@pytest.mark.usefixtures("some")
def test_what_is_tied_to_nothing_is_counted(as_):
    page = _page(as_(None), PUBLIC)
    assert 'Recommendations with no work <span class="count">2</span>' in page
    assert 'Workstreams with no recommendation <span class="count">0</span>' in page
    assert "Every action answers a recommendation." in page


@pytest.mark.usefixtures("some")
def test_only_who_may_change_one_is_shown_the_way(as_):
    assert "/desk/matrix/REC-1" in _page(as_(Role.EDITOR), WORK)
    for role in (Role.LEAD, Role.PUBLISHER, Role.CONTRIBUTOR, Role.ADMINISTRATOR):
        assert "/desk/matrix/REC-1" not in _page(as_(role), WORK)
    assert "/desk/matrix/REC-1" not in _page(as_(Role.EDITOR), PUBLIC)


def test_the_public_sees_no_draft(as_):
    draft("recommendations", heading="Secret", summary="Secret thing", workstreams=["WS-A"])
    assert "Secret" not in _page(as_(None), PUBLIC)
    assert "Secret thing" in _page(as_(Role.EDITOR), WORK)


def test_it_needs_an_account_at_work(client):
    assert client.get(WORK).status_code == 302


def test_an_empty_register_has_a_page(as_):
    assert "There are no recommendations yet." in _page(as_(None), PUBLIC)
