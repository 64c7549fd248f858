"""A programme's page: reach, money, results, and nothing claimed before its time."""

import pytest

from equitytown.web.register.actions import today
from tests.web.register.composing import making
from tests.web.register.composing.making import draft, published

ADDRESS = "/register/programmes/PRG-1"
pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture(autouse=True)
def _an_edition(settings, tmp_path):
    config = settings.CONFIG
    settings.CONFIG = type(config)(
        **{name: getattr(config, name) for name in config.__dataclass_fields__} | {"editions": making.edition(tmp_path)}
    )


def _page(as_, **told):
    published("programmes", programme_id="PRG-1", name="Quit together", measures=["smoking"], **told)
    return as_(None).get(ADDRESS).content.decode()


def _progress(**told):
    published("progress", workstream="WS-A", programme="PRG-1", summary="Helped", period="2025", **told)


def test_it_works(as_):
    _page(as_, lag=str(today().year + 2), not_claimed="That fewer are ill.")
    _progress(metric="completions", value="374", unit="people", counted="every time counted")
    _progress(metric="residents", value="322", unit="people", counted="each person counted once")
    _progress(metric="clinics", value="3", counted="not a count of people")
    published("funding", source="A fund", purpose="Clinics", programme="PRG-1", amount="500", status="awarded")
    draft("progress", workstream="WS-A", programme="PRG-1", summary="Secret")
    page = as_(None).get(ADDRESS).content.decode()
    people, contacts = page.index("People, each counted once"), page.index("Contacts, every time counted")
    assert people < page.index("322 people") < contacts < page.index("374 people")
    for words in ("not added up", "£500 was awarded", "3 (clinics", "That fewer are ill."):
        assert words in page
    assert "696" not in page
    assert "Secret" not in page


def test_no_finding_stands_before_its_time(as_):
    page = _page(as_, lag=f"from {today().year + 1}")
    assert "It is too early to look for a change in these measures." in page
    assert "/measures/smoking" in page
    assert "11.6" not in page


def test_without_a_year_nothing_is_claimed(as_):
    page = _page(as_)
    assert "No year is told from which outcomes can be looked for" in page
    assert "11.6" not in page
    for words in ("No count of people has been told.", "No money has been told of.", "Nothing has been told yet."):
        assert words in page


def test_later_a_finding_stands_with_what_it_cannot_tell(as_):
    page = _page(as_, lag="2020")
    assert "whether the programme has changed them cannot be told" in page
    assert "11.6" in page
    assert not any(word in page for word in ("led to", "thanks to", "impact of", "resulted in"))
