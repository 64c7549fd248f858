"""Words of a draft that the town has agreed not to say are advised against, never refused."""

import pytest

from equitytown.terms.register import KINDS
from equitytown.web.accounts.roles import Role
from equitytown.web.register.models import State
from equitytown.web.register.packs.wording import advice
from tests.web import factories

pytestmark = pytest.mark.usefixtures("town")
AGREED = [
    {
        "say": "people we have not reached",
        "instead_of": ["Hard to reach", "hard to reach groups"],
        "reason": "Say who.",
    },
    {"say": "Marmot town", "instead_of": ["marmot town", " "]},
]


def found(**told: object) -> list[tuple[str, str, str]]:
    content = factories.content("actions", **told)
    return [(one.label, one.said, one.say) for one in advice(KINDS["actions"], content, AGREED)]


def test_it_works_on_the_page_and_on_submission(as_, people):
    told = {
        "say": "name the groups",
        "instead_of": ["BAME"],
        "reason": "It hides who is meant.",
        "state": State.PUBLISHED,
    }
    factories.record("words", **told)
    factories.record("words", say="us", instead_of=["residents"])  # a draft binds nobody
    made = factories.action(title="Ask bame residents", by=people[Role.CONTRIBUTOR])
    for page in ("", "edit", "move/submit"):
        words = as_(Role.CONTRIBUTOR).get(f"/desk/actions/{made.identifier}/{page}").content.decode()
        assert "What will be done says “bame”. Say “name the groups” instead. It hides who is meant." in words, page
        assert "Say “us”" not in words
    sent = as_(Role.CONTRIBUTOR).post(f"/desk/actions/{made.identifier}/move/submit", {"version": 1, "reason": ""})
    assert sent.status_code == 302


def test_a_published_record_shows_no_advice(as_):
    factories.record("words", say="name the groups", instead_of=["BAME"], state=State.PUBLISHED)
    made = factories.action(title="Ask BAME residents", state=State.PUBLISHED)
    assert "Words we agreed on" not in as_(Role.EDITOR).get(f"/desk/actions/{made.identifier}/").content.decode()


def test_whole_words_are_found_once_a_field_whatever_their_case():
    assert found(title="The HARD TO REACH and the hard to reach", detail="hard to reachable") == [
        ("What will be done", "HARD TO REACH", "people we have not reached")
    ]


def test_several_values_are_read_as_well():
    content = factories.content("case-studies", themes=["homes", "hard to reach"])
    assert [one.label for one in advice(KINDS["case-studies"], content, AGREED)] == ["Themes"]


def test_what_differs_by_case_alone_is_no_advice():
    assert found(title="A marmot town") == []


def test_the_agreed_words_themselves_are_left_alone():
    assert advice(KINDS["words"], {"instead_of": ["hard to reach"], "say": "x"}, AGREED) == ()
