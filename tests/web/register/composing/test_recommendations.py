"""A recommendation's page: measures, work, gaps, wording."""

import pytest

from equitytown.web.accounts.roles import Role
from equitytown.web.register.actions import change, move
from equitytown.web.register.rules import Verb
from tests.web import factories
from tests.web.register.composing import making
from tests.web.register.composing.making import draft, editor, published

PUBLIC, WORK = "/register/recommendations/REC-1", "/desk/recommendations/REC-1/"
pytestmark = pytest.mark.usefixtures("town")


def _recommendation(**told):
    return published(
        "recommendations", recommendation_id="REC-1", heading="Health", summary="Help people to stop smoking", **told
    )


def _page(client, address=PUBLIC):
    return client.get(address).content.decode()


def test_it_works(as_, settings, tmp_path):
    settings.CONFIG = settings.CONFIG.__class__(
        **{name: getattr(settings.CONFIG, name) for name in settings.CONFIG.__dataclass_fields__}
        | {"editions": making.edition(tmp_path)}
    )
    _recommendation(measures=["smoking"], workstreams=["WS-A"])
    published("actions", title="Open a clinic", lead="ORG-A", workstreams=["WS-B"], recommendations=["REC-1"])
    published("gaps", workstream="WS-B", recommendation="REC-1", gap="No clinic")
    published("progress", workstream="WS-A", summary="A clinic was found", recommendations=["REC-1"])
    page = _page(as_(None))
    for words in (
        "named by the recommendation", "through an action, in its gap analysis", "Open a clinic", "No clinic",
        "A clinic was found", "11.6", "Worse than England", "cannot be told from these figures",
    ):  # fmt: skip
        assert words in page
    assert page.count("<h2>Measures</h2>") == 1
    assert "How the measures stand" not in page


def test_measures_of_the_principle_are_said_to_be_such(as_):
    published("principles", principle_id="1", name="Best start")
    _recommendation(principle="1")
    page = _page(as_(None))
    assert "No measure is linked to this recommendation. These are the measures of the principle" in page
    assert "/measures/good-level-of-development" in page


def test_no_measure_anywhere_is_said(as_):
    _recommendation()
    page = _page(as_(None))
    assert "none stands under a principle of it" in page
    assert "No workstream is tied to this recommendation yet" in page


def test_the_public_sees_no_draft_of_the_work(as_):
    _recommendation()
    draft("actions", title="Secret action", lead="ORG-A", workstreams=["WS-A"], recommendations=["REC-1"])
    assert "Secret action" not in _page(as_(None))
    assert "through an action" not in _page(as_(None))
    assert "through an action" in _page(as_(Role.EDITOR), WORK)


def test_a_new_wording_is_shown_once_it_is_published(as_, people):
    made = factories.record(
        "recommendations", recommendation_id="REC-1", heading="Health", summary="Old words", state="published"
    )
    made = change(editor(), made, {**made.content, "summary": "New words"}, version=made.version)
    assert "How its wording changed" not in _page(as_(None))
    assert "New words" not in _page(as_(None))
    assert "How its wording changed" in _page(as_(Role.EDITOR), WORK)
    other = factories.person(Role.EDITOR)
    for who, verb in ((editor(), Verb.SUBMIT), (other, Verb.APPROVE), (people[Role.PUBLISHER], Verb.PUBLISH)):
        made = move(who, made, verb, version=made.version)
    page = _page(as_(None)).partition("How its wording changed")[2]
    assert page.index("New words") < page.index("Old words")


def test_a_wording_that_was_withdrawn_is_not_the_publics(as_, people):
    made = factories.record(
        "recommendations", recommendation_id="REC-1", heading="H", summary="Wrong", state="published"
    )
    made = move(people[Role.PUBLISHER], made, Verb.WITHDRAW, version=made.version, reason="It was wrong")
    made = change(editor(), made, {**made.content, "summary": "Right"}, version=made.version)
    other = factories.person(Role.EDITOR)
    for who, verb in ((editor(), Verb.SUBMIT), (other, Verb.APPROVE), (people[Role.PUBLISHER], Verb.PUBLISH)):
        made = move(who, made, verb, version=made.version)
    assert "Wrong" not in _page(as_(None))
