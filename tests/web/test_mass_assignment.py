# ruff: noqa: E501  # what is posted stands in few lines
"""What a form does not ask for changes nothing, whatever is posted beside it."""

import logging

import pytest

from equitytown.terms.register import KINDS
from equitytown.web.accounts.roles import Role
from equitytown.web.register.actions import change, move
from equitytown.web.register.models import Record, State, TrailEntry
from equitytown.web.register.rules import Verb
from tests.web import factories

pytestmark = pytest.mark.usefixtures("town")
# Columns of a record, of an account and of a request, none of which a form of the register asks for.
UNASKED = {
    "id": "1", "pk": "1", "kind": "organisations", "identifier": "ORG-A", "action_id": "ACT-99", "commitment_id": "COM-99",
    "state": "published", "content": "{}", "words": "x", "organisation_id": "ORG-B", "due_date": "2020-01-01", "writers": "[]",
    "made_at": "2020-01-01", "changed_at": "2020-01-01", "changed_by": "1", "changed_by_id": "1", "publication": "1",
    "scopes": "ORG-B", "links": "ORG-B", "updates": "x", "author": "1", "role": "administrator", "is_active": "on",
    "is_superuser": "on", "is_staff": "on", "email": "x@example.org", "password": "x", "workstreams_led": "WS-B",
    "user": "1", "next": "//evil.example", "__class__": "x", "_state": "x", "verb": "publish", "approve": "1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")


def facts(record):
    """Give what a form must not reach."""
    record.refresh_from_db()
    names = ("kind", "identifier", "state", "organisation", "made_at")
    return {name: getattr(record, name) for name in names} | {"public": record.is_public}


def test_an_edit_changes_nothing_that_its_form_does_not_ask_for(people, as_):
    record = factories.action()
    before, rights = facts(record), (people[Role.CONTRIBUTOR].role, people[Role.CONTRIBUTOR].organisation)
    told = {"version": 1, "title": "New", "lead": "ORG-A", "status": "done", **UNASKED}
    assert as_(Role.CONTRIBUTOR).post(f"/desk/actions/{record.identifier}/edit", told).status_code == 302
    assert facts(record) == before
    assert (record.title, record.status, record.writers) == (
        "New",
        "not started",
        [record.writers[0], people[Role.CONTRIBUTOR].pk],
    )
    people[Role.CONTRIBUTOR].refresh_from_db()
    assert (people[Role.CONTRIBUTOR].role, people[Role.CONTRIBUTOR].organisation) == rights


def test_a_new_record_is_a_draft_with_a_reference_of_ours_whatever_is_posted(as_, people):
    told = {"version": 7, "title": "New", "lead": "ORG-A", "status": "done", **UNASKED}
    assert as_(Role.CONTRIBUTOR).post("/desk/actions/new?action_id=ACT-99", told).status_code == 302
    record = Record.objects.get(kind="actions")
    assert (record.identifier, record.state, record.version, record.status) == ("ACT-1", State.DRAFT, 1, "not started")
    assert record.changed_by == people[Role.CONTRIBUTOR]


def test_a_partner_verifies_nothing_of_its_own(as_):
    told = {
        "version": 0,
        "organisation": "ORG-A",
        "promise": "Pay the living wage",
        "verified": "yes",
        **UNASKED,
        "kind": "",
    }
    assert as_(Role.CONTRIBUTOR).post("/desk/commitments/new", told).status_code == 302
    record = Record.objects.get(kind="commitments")
    assert record.content["verified"] is False
    told |= {"version": 1, "promise": "Pay it to all"}
    assert as_(Role.CONTRIBUTOR).post(f"/desk/commitments/{record.identifier}/edit", told).status_code == 302
    record.refresh_from_db()
    assert (record.content["verified"], record.content["promise"]) == (False, "Pay it to all")


def test_each_field_that_a_role_may_not_set_is_left_alone(as_, people):
    for kind in KINDS.values():
        form = as_(Role.CONTRIBUTOR).get(f"/desk/{kind.slug}/new")
        for field in kind.fields:
            if field.set_by and form.status_code == 200:
                assert f'name="{field.name}"' not in form.content.decode()
    assert people


def test_a_record_is_not_handed_to_another_organisation(as_):
    record = factories.action()
    told = {"version": 1, "title": "Theirs now", "lead": "ORG-B"}
    response = as_(Role.CONTRIBUTOR).post(f"/desk/actions/{record.identifier}/edit", told)
    assert response.status_code == 422
    record.refresh_from_db()
    assert (record.organisation, record.version) == ("ORG-A", 1)
    told = {"version": 0, "title": "Theirs", "lead": "ORG-B"}
    assert as_(Role.CONTRIBUTOR).post("/desk/actions/new", told).status_code == 422
    assert Record.objects.filter(kind="actions").count() == 1


VERSIONS = (
    "-1",
    "0",
    "2",
    "999",
    "9" * 8,
    "9" * 9,
    "9" * 30,
    "9" * 5_000,
    "",
    "x",
    "1.5",
    "1e3",
    "0x1",
    "\u0661",
    " 1",
    "+1",
    "1;2",
    "[1]",
    "null",
    "NaN",
)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_version_that_is_not_the_record_s_loses_nothing_and_breaks_nothing(people, as_, version):
    record = factories.action()
    record = change(people[Role.EDITOR], record, {**record.content, "detail": "Lofts first."}, version=1)
    record = change(people[Role.EDITOR], record, {**record.content, "title": "Theirs"}, version=2)
    response = as_(Role.CONTRIBUTOR).post(
        f"/desk/actions/{record.identifier}/edit",
        {"version": version, "title": "Mine", "detail": "Mine", "lead": "ORG-A"},
    )
    assert response.status_code in {302, 409, 422}
    record.refresh_from_db()
    assert (record.title, record.content["detail"]) == ("Theirs", "Lofts first."), "their words went without a conflict"
    assert record.version == 3


@pytest.mark.parametrize("version", VERSIONS)
def test_a_move_of_another_version_moves_nothing(people, as_, version):
    record = factories.action()
    record = change(people[Role.EDITOR], record, {**record.content, "title": "Theirs"}, version=1)
    record = change(people[Role.EDITOR], record, {**record.content, "title": "Again"}, version=2)
    response = as_(Role.CONTRIBUTOR).post(f"/desk/actions/{record.identifier}/move/submit", {"version": version})
    assert response.status_code == 422
    record.refresh_from_db()
    assert record.state == State.DRAFT


def test_the_version_of_another_record_is_no_way_to_its_words(people, as_):
    other = factories.action(organisation="ORG-B", title="A secret of theirs")
    for number in range(2, 5):
        other = change(people[Role.EDITOR], other, {**other.content, "detail": f"Secret {number}"}, version=number - 1)
    record = factories.action()
    response = as_(Role.CONTRIBUTOR).post(
        f"/desk/actions/{record.identifier}/edit", {"version": 4, "title": "x", "lead": "ORG-A"}
    )
    assert "secret" not in response.content.decode().lower()


def test_a_move_asks_for_nothing_but_a_reason(people, as_):
    record = factories.action(state=State.SUBMITTED)
    told = {"version": record.version, **UNASKED, "title": "Mine", "lead": "ORG-B"}
    assert as_(Role.EDITOR).post(f"/desk/actions/{record.identifier}/move/approve", told).status_code == 302
    record.refresh_from_db()
    assert (record.title, record.organisation, record.state) == ("Insulate homes", "ORG-A", State.APPROVED)
    record = move(people[Role.PUBLISHER], record, Verb.PUBLISH, version=record.version)
    assert TrailEntry.objects.filter(kind="actions", verb="approve").get().reason == ""


def test_an_update_asks_for_a_status_that_can_follow_and_words(as_):
    record = factories.action(state=State.PUBLISHED)
    client, page = as_(Role.CONTRIBUTOR), f"/desk/actions/{record.identifier}/update"
    for status in ("published", "kept", "not a status", "Done", "x" * 5_000):
        assert client.post(page, {"text": "x", "status": status, **UNASKED}).status_code == 422
    assert client.post(page, {"text": "Begun.", "status": "under way", **UNASKED}).status_code == 302
    record.refresh_from_db()
    assert (record.status, record.title, record.organisation) == ("under way", "Insulate homes", "ORG-A")
    assert record.updates.get().organisation == "ORG-A"
