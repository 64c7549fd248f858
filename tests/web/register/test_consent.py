"""A case study is public only while the people whom it describes agree."""

from datetime import date, timedelta

import pytest

from equitytown.terms.register import KINDS
from equitytown.terms.register.results import CONSENTS
from equitytown.web.accounts.roles import Role
from equitytown.web.register.actions import Refused, change, move, today
from equitytown.web.register.files import export
from equitytown.web.register.models import Publication, Record, State
from equitytown.web.register.rules import Verb, may
from tests.web import factories

STORY = KINDS["case-studies"]
GIVEN = {"consent": CONSENTS[1], "consent_on": "2026-01-01"}
pytestmark = pytest.mark.usefixtures("town")


def story(**told: object) -> Record:
    told = {"title": "Warm homes", "organisation": "ORG-A", "story": "It was cold.", "result": "It is warm."} | told
    return factories.record("case-studies", **told)


def test_it_works_while_consent_is_held(as_):
    made = story(**GIVEN, consent_until=str(today()), state=State.PUBLISHED)
    assert as_(None).get(f"/register/case-studies/{made.identifier}").status_code == 200
    assert "consent_until" not in Publication.objects.get(record=made).content


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"consent": CONSENTS[2]}, "only while the people described agree"),
        (GIVEN | {"consent_until": "2026-02-01"}, "Consent ended on 1 February 2026"),
    ],
)
def test_without_consent_it_is_not_published(people, told, sentence):
    made = story(**told, state=State.APPROVED)
    with pytest.raises(Refused, match=sentence):
        move(people[Role.PUBLISHER], made, Verb.PUBLISH, version=made.version)
    assert not Publication.every.filter(record=made).exists()


def test_from_the_day_that_consent_is_withdrawn_its_page_is_gone(people, as_):
    made = story(**GIVEN, state=State.PUBLISHED)
    change(people[Role.CONTRIBUTOR], made, {**made.content, "consent": "withdrawn"}, version=made.version)
    answer = as_(None).get(f"/register/case-studies/{made.identifier}")
    assert answer.status_code == 410
    assert "Warm homes" not in answer.content.decode()
    assert "changed their minds" in answer.content.decode()
    for address in ("/register/case-studies/", "/register/", "/register/?q=warm", "/register/organisations/ORG-A"):
        assert "Warm homes" not in as_(None).get(address).content.decode(), address
    made.refresh_from_db()
    assert may(people[Role.PUBLISHER], Verb.WITHDRAW, made)


def test_what_was_never_public_is_not_said_to_be_gone(as_):
    assert as_(None).get(f"/register/case-studies/{story(**GIVEN).identifier}").status_code == 404


@pytest.mark.parametrize("consent", ["", *CONSENTS])
@pytest.mark.parametrize("days", [None, -1, 0, 1])
def test_the_condition_of_the_query_says_what_the_kind_says(consent, days):
    until = "" if days is None else str(today() + timedelta(days=days))
    made = factories.publish(story(consent=consent, consent_on="2026-01-01", consent_until=until or None))
    held = not STORY.hindrances(made.typed, today())
    assert Publication.objects.filter(record=made).exists() is held


def test_discarding_a_draft_keeps_the_day_on_which_consent_ends(people):
    made = story(**GIVEN, consent_until="2030-01-01", state=State.PUBLISHED)
    editor = people[Role.EDITOR]
    made = change(editor, made, {**made.content, "title": "Warmer homes"}, version=made.version)
    made = move(editor, made, Verb.DISCARD, version=made.version)
    assert (made.content["consent_until"], made.due) == ("2030-01-01", date(2030, 1, 1))


def test_a_story_told_in_writing_reaches_the_report_with_the_days_of_its_consent(tmp_path):
    made = story(**GIVEN, consent_until="2030-01-01", state=State.PUBLISHED)
    export(tmp_path)
    header, row = (tmp_path / "register" / "case_studies.csv").read_text(encoding="utf-8").splitlines()
    told = dict(zip(header.split(","), row.split(","), strict=True))
    assert (told["case_study_id"], told["consent_on"]) == (made.identifier, "2026-01-01")
    assert told["consent_until"] == "2030-01-01"


@pytest.mark.parametrize("ended", [{"consent": "withdrawn"}, {"consent_until": "2026-02-01"}])
def test_only_publishing_brings_a_story_back(people, as_, ended):
    made = story(**GIVEN, state=State.PUBLISHED)
    address = f"/register/case-studies/{made.identifier}"
    change(people[Role.CONTRIBUTOR], made, {**made.content, **ended}, version=made.version)
    made.refresh_from_db()
    back = {**made.content, **GIVEN, "consent_until": "2099-12-31"}
    made = change(people[Role.CONTRIBUTOR], made, back, version=made.version)
    assert as_(None).get(address).status_code == 410, "a draft that nobody approved"
    for role, verb in ((Role.CONTRIBUTOR, Verb.SUBMIT), (Role.EDITOR, Verb.APPROVE), (Role.PUBLISHER, Verb.PUBLISH)):
        made = move(people[role], made, verb, version=made.version)
    assert as_(None).get(address).status_code == 200


def test_a_day_put_off_in_a_draft_puts_nothing_off(people, as_):
    made = story(**GIVEN, consent_until=str(today() + timedelta(days=1)), state=State.PUBLISHED)
    made = change(people[Role.CONTRIBUTOR], made, {**made.content, "consent_until": "2099-12-31"}, version=made.version)
    Publication.every.filter(record=made).update(until=today() - timedelta(days=1))  # a day or two go by
    assert as_(None).get(f"/register/case-studies/{made.identifier}").status_code == 410
