"""The tracker of the evaluation's recommendations, inside and outside."""

import re

import pytest

from equitytown.web.accounts.roles import Role
from equitytown.web.register.models import State
from tests.web import factories


def test_it_works(as_):
    factories.town()
    action = factories.action(title="Write the plan", state=State.PUBLISHED)
    told = {"number": 2, "summary": "Agree a workplan", "lead": "Partnership Board", "status": "under way"}
    told |= {"actions": [action.identifier], "evidence": "A draft is out.", "confidence": "medium"}
    factories.record("evaluation-recommendations", **told, state=State.PUBLISHED)
    factories.record("evaluation-recommendations", number=1, summary="Keep going", state=State.PUBLISHED)
    factories.record("evaluation-recommendations", number=3, summary="Not yet public")
    words = as_(None).get("/register/evaluation").content.decode()
    assert words.index("1. Keep going") < words.index("2. Agree a workplan")
    for told_ in (
        "A draft is out. Actions: Write the plan.",
        "Partnership Board",
        "Nobody named",
        "No evidence has been",
    ):
        assert told_ in words
    assert "Not yet public" not in words
    assert "Medium" in as_(Role.EDITOR).get("/desk/packs/evaluation").content.decode()


def test_one_of_which_nobody_said_how_it_stands_is_counted(as_):
    made = factories.record("evaluation-recommendations", number=1, summary="Keep going")
    made.content = {**made.content, "status": ""}
    factories.publish(made)
    words = as_(None).get("/register/evaluation").content.decode()
    assert re.search(r"<th scope=\"row\">Not said</th>\s*<td[^>]*>1</td>", words)


def test_none_is_said_plainly(as_):
    assert "The register holds none yet." in as_(None).get("/register/evaluation").content.decode()


@pytest.mark.parametrize("page", ["evaluation", "movement", "governance", ""])
def test_the_inside_pages_ask_for_an_account(as_, page):
    assert as_(None).get(f"/desk/packs/{page}").status_code == 302
