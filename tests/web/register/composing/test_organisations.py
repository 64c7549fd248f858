"""An organisation's page, and the page of all partners."""

import pytest

from equitytown.web.accounts.roles import Role
from tests.web.register.composing.making import draft, published

ADDRESS, PARTNERS = "/register/organisations/ORG-1", "/register/partners"
pytestmark = pytest.mark.usefixtures("town")


def _page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def council(town):
    """A council that does everything that its page can show."""
    del town
    published(
        "organisations", organisation_id="ORG-1", name="The Council", sector="council", anchor=True,
        charter_signed_on="2022-11-10", charter_criteria="Living wage",
    )  # fmt: skip
    own = {"organisation": "ORG-1"}
    published("commitments", promise="Pay the living wage", share_covered=92, **own)
    published("actions", title="Led", lead="ORG-1")
    published("actions", title="Supported", lead="ORG-A", supporting=["ORG-1"])
    published("levers", lever="Contracts", use="Social value", **own)
    published("employer-checks", on="2026-03-31", living_wage="met", staff=2400, covered=2200, **own)
    published(
        "contract-clauses", clause="Charter", starts="2025-04-01", ends="2026-03-31", contracts=48, holding=31, **own
    )
    published("events", event_id="EVT-1", name="Conference", kind="conference")
    published("attendance", event="EVT-1", people=14, role="Managers", **own)
    published("training-coverage", course="Equity", role="managers", on="2025-04-01", staff=140, trained=40, **own)
    published("training-coverage", course="Equity", role="managers", on="2026-04-01", staff=140, trained=61, **own)
    published("training-coverage", course="Equity", role="directors", on="2026-04-01", staff=6, trained=5, **own)
    published("case-studies", title="A story", consent="no person is described", **own)
    published("workstream-members", workstream="WS-A", post="Chair", **own)
    draft("levers", lever="Secret lever", **own)


@pytest.mark.usefixtures("council")
def test_it_works(as_):
    page = _page(as_(None), ADDRESS)
    for words in (
        "Signed on 10 November 2022", "covers 92%", "As told by the organisation", "Actions that it leads",
        "Actions that it supports", "Social value", "Met", "92% (2,200 of 2,400)", "Not yet",
        "65% (31 of 48)", "Conference", "14 people, Managers", "44% (61 of 140)", "too few to give a share (6",
        "A story", "Chair",
    ):  # fmt: skip
        assert words.lower() in page.lower()
    assert page.index("44% (61 of 140)") < page.index("29% (40 of 140)")
    assert "Secret" not in page
    assert "5 of 6" not in page


@pytest.mark.usefixtures("council")
@pytest.mark.parametrize(("role", "address"), [(None, PARTNERS), (Role.EDITOR, "/desk/partners")])
def test_partners_are_told_by_what_they_do(as_, role, address):
    page = _page(as_(role), address)
    for words in ("10 November 2022", "1 of 3 of whom nothing is told yet", "44% (61"):
        assert words in page
    row = page[page.index('<th scope="row">Council</th>') :]
    told = row.partition("</tr>")[0]
    assert 'data-label="Organisations">3' in told
    assert 'data-label="Seen to take part">2' in told
    assert 'data-label="Actions led">2' in told
    assert 'data-label="Commitments">1' in told


def test_an_empty_register_has_a_page_of_partners(as_, db):
    del db
    from equitytown.web.register.models import Publication  # noqa: PLC0415

    Publication.objects.all().delete()
    page = _page(as_(None), PARTNERS)
    for words in ("None is named yet.", "No signature is recorded yet.", "No organisation is in the register yet."):
        assert words in page


def test_it_needs_an_account_at_work(client):
    assert client.get("/desk/partners").status_code == 302
