"""A measure's public page: who works on it."""

import pytest

from tests.web.register.composing.making import draft, published

ADDRESS = "/measures/smoking"
pytestmark = pytest.mark.usefixtures("town")


def _page(as_):
    answer = as_(None).get(ADDRESS)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_works(as_):
    published(
        "recommendations", recommendation_id="REC-1", heading="H", summary="Stop smoking", measures=["smoking"],
        workstreams=["WS-A"],
    )  # fmt: skip
    published("actions", title="Open a clinic", lead="ORG-A", measures=["smoking"], workstreams=["WS-B"])
    published("programmes", name="Quit together", organisation="ORG-B", measures=["smoking"])
    published("logic-items", workstream="WS-A", stage="long-term outcome", text="Fewer smoke", measures=["smoking"])
    published("progress", workstream="WS-A", summary="A clinic opened", measures=["smoking"])
    page = _page(as_)
    for words in (
        "Stop smoking", "Open a clinic", "Quit together", "A clinic opened", "led by", "run by",
        "an outcome of its logic model, through a recommendation", "through an action",
        "cannot be told from this figure",
    ):  # fmt: skip
        assert words in page


def test_nothing_tied_to_it_is_said(as_):
    page = _page(as_)
    for words in ("No recommendation names this measure.", "No workstream", "No action", "No programme"):
        assert words in page


def test_recommendations_of_its_principle_are_said_to_be_such(as_):
    published("principles", principle_id="1", name="Best start")
    published("recommendations", heading="H", summary="Help every child", principle="1")
    page = as_(None).get("/measures/good-level-of-development").content.decode()
    assert "nobody has said that they are to change it" in page
    assert "Help every child" in page


def test_drafts_are_not_there(as_):
    draft("actions", title="Secret action", lead="ORG-A", measures=["smoking"])
    assert "Secret action" not in _page(as_)


def test_an_unknown_measure_is_not_found(as_):
    assert as_(None).get("/measures/unknown").status_code == 404
