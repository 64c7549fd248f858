"""Case studies as anyone finds them: by principle, theme, partner and words."""

import pytest

from equitytown.web.register.models import State
from tests.web import factories

pytestmark = pytest.mark.usefixtures("town")
CONSENT = {"consent": "given in writing", "consent_on": "2026-01-01"}


@pytest.fixture
def stories(town):  # noqa: ARG001  records need the town
    """Two stories that are public, and a draft."""
    factories.record("principles", principle_id="1", name="Best start", state=State.PUBLISHED)
    told = {"story": "It was cold.", "result": "It is warm.", **CONSENT, "state": State.PUBLISHED}
    warm = {"organisation": "ORG-A", "themes": ["housing"], "principles": ["1"]}
    factories.record("case-studies", title="A warm home", **warm, **told)
    factories.record("case-studies", title="A fair job", organisation="ORG-B", themes=["work"], **told)
    factories.record("case-studies", title="A draft", organisation="ORG-A", themes=["secret"])


@pytest.mark.usefixtures("stories")
def test_it_works(as_):
    words = as_(None).get("/register/case-studies/").content.decode()
    for told in ("A warm home", "A fair job", "2 in all", "It is warm.", "Best start", "Organisation A · housing"):
        assert told in words
    assert "A draft" not in words
    assert "secret" not in words


@pytest.mark.usefixtures("stories")
@pytest.mark.parametrize("query", ["principle=1", "theme=housing", "partner=ORG-A", "q=warm+home", "q=housing"])
def test_each_filter_narrows(as_, query):
    words = as_(None).get(f"/register/case-studies/?{query}").content.decode()
    assert "A warm home" in words
    assert "A fair job" not in words
    assert "1 of 2" in words


@pytest.mark.usefixtures("stories")
def test_what_is_not_offered_narrows_nothing_and_what_fits_nothing_says_so(as_):
    assert "2 in all" in as_(None).get("/register/case-studies/?theme=secret").content.decode()
    assert "No story fits what you chose." in as_(None).get("/register/case-studies/?q=moon").content.decode()


def test_none_is_said_plainly(as_):
    assert "None has been published yet." in as_(None).get("/register/case-studies/").content.decode()
