"""A workstream's page, on both faces."""

from datetime import timedelta

import pytest

from equitytown.web.accounts.roles import Role
from equitytown.web.register.actions import today
from tests.web.register.composing.making import draft, published

PUBLIC, WORK = "/register/workstreams/WS-A", "/desk/workstreams/WS-A/"
pytestmark = pytest.mark.usefixtures("town")


def _page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def whole(town):
    """Everything that a workstream's page can show, published."""
    del town
    published("recommendations", recommendation_id="REC-1", heading="Homes", summary="Warm homes", workstreams=["WS-A"])
    published("workstream-members", workstream="WS-A", organisation="ORG-A", post="Housing lead")
    published("workstream-members", workstream="WS-A", organisation="ORG-A", post="Former lead", until="2020-01-01")
    published("gaps", workstream="WS-A", recommendation="REC-1", gap="Nobody visits", doing="Letters", priority="high")
    published(
        "logic-items", logic_item_id="LOG-2", workstream="WS-A", stage="output", position=1, text="Warm & dry homes"
    )
    published("logic-items", workstream="WS-A", stage="input", position=1, text="Money", leads_to=["LOG-2"])
    published("logic-items", workstream="WS-A", stage="assumption", text="Landlords agree")
    published(
        "change-steps", workstream="WS-A", position=1, condition="we visit", change="it is warm", reason="draughts"
    )
    published("change-ideas", workstream="WS-A", aim="Sooner", idea="Book at the call")
    published(
        "actions",
        title="Insulate homes",
        lead="ORG-A",
        workstreams=["WS-A", "WS-B"],
        due=str(today() - timedelta(days=1)),
    )
    published("next-steps", next_step_id="NS-1", workstream="WS-A", summary="Go on", year="2026/27")
    published("next-steps", next_step_id="NS-2", workstream="WS-A", parent_id="NS-1", summary="A part")
    published("progress", workstream="WS-A", summary="Visited", metric="homes", value="40", period="2026")
    published("funding", source="A fund", purpose="Advisers", workstreams=["WS-A"], amount="1200", status="awarded")
    published("risks", risk="No advisers", workstreams=["WS-A"], likelihood="4", impact="3")
    published("risks", risk="Long gone", workstreams=["WS-A"], likelihood="1", impact="1", status="closed")


@pytest.mark.parametrize(("role", "address"), [(None, PUBLIC), (Role.EDITOR, WORK)])
def test_a_recommendation_that_only_an_action_or_a_gap_names_stands_there(as_, role, address):
    for number, words in enumerate(("Safe stairs", "Dry walls", "Elsewhere")):
        published("recommendations", recommendation_id=f"REC-{number}", heading="Homes", summary=words)
    published("actions", title="Mend stairs", lead="ORG-A", workstreams=["WS-A"], recommendations=["REC-0"])
    published("gaps", workstream="WS-A", recommendation="REC-1", gap="Nobody looks at walls")
    page = _page(as_(role), address)
    assert "Recommendations it works on" in page
    assert "Safe stairs" in page
    assert "Dry walls" in page
    assert "Elsewhere" not in page


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize(("role", "address"), [(None, PUBLIC), (Role.EDITOR, WORK)])
def test_it_works(as_, role, address):
    page = _page(as_(role), address)
    for words in (
        "Housing lead", "Nobody visits", "1 not started", "1 overdue", "Shared with other workstreams",
        "£1,200 was awarded (1 grant).", "4: likely", "40 (homes)", "Leads to: 2. Warm &amp; dry homes",
        "<b>because</b>", "Landlords agree", "Part of the one above", "Risks that are no longer open", "Warm homes",
    ):  # fmt: skip
        assert words in page
    assert "Former lead" not in page
    assert "Warm & dry" not in page
    assert page.count('role="img"') == 2
    assert page.index("Money") < page.index("Warm &amp; dry homes")
    assert "style=" not in page


@pytest.mark.usefixtures("whole")
def test_its_parts_are_not_listed_a_second_time(as_):
    assert "<h2>Logic models</h2>" not in _page(as_(None), PUBLIC)


def test_the_public_sees_no_draft_of_any_part(as_):
    draft("logic-items", workstream="WS-A", stage="output", text="Secret box")
    draft("gaps", workstream="WS-A", gap="Secret gap")
    draft("risks", risk="Secret risk", workstreams=["WS-A"], likelihood="1", impact="1")
    draft("actions", title="Secret action", lead="ORG-A", workstreams=["WS-A"])
    draft("surveys", name="Secret survey", workstreams=["WS-A"])
    assert "Secret" not in _page(as_(None), PUBLIC)
    assert _page(as_(Role.EDITOR), WORK).count("Secret") >= 5


def test_a_picture_leaves_out_what_is_not_out(as_):
    draft("logic-items", logic_item_id="LOG-9", workstream="WS-A", stage="output", text="Secret box")
    published("logic-items", workstream="WS-A", stage="input", text="Money", leads_to=["LOG-9"])
    page = _page(as_(None), PUBLIC)
    assert "Money" in page
    assert "LOG-9" not in page


def test_only_who_may_write_is_shown_the_way_to_add(as_):
    assert "Add an action" not in _page(as_(None), PUBLIC)
    assert "/desk/actions/new?workstreams=WS-A" in _page(as_(Role.EDITOR), WORK)
    assert "/new?" not in _page(as_(Role.PUBLISHER), WORK)
    assert "/new?" not in _page(as_(Role.EDITOR), PUBLIC)


def test_outcomes_carry_their_measures(as_):
    published("logic-items", workstream="WS-A", stage="long-term outcome", text="Fewer smoke", measures=["smoking"])
    page = _page(as_(None), PUBLIC)
    assert "It will be seen in:" in page
    assert "The current edition holds no finding of it." in page
