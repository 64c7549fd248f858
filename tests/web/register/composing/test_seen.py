"""What a page may show of other records: nothing that its reader could not read."""

import pytest

from equitytown.web.accounts.roles import Role
from equitytown.web.register.actions import change, move
from equitytown.web.register.composing.allocations import allocation
from equitytown.web.register.composing.seen import Reader
from equitytown.web.register.rules import Verb
from tests.web.register.composing.making import draft, editor, published

pytestmark = pytest.mark.usefixtures("town")


def _identifiers(found):
    return [seen.identifier for seen in found]


def test_the_public_sees_published_faces_alone(people):
    published("actions", action_id="ACT-1", title="Out", lead="ORG-A", workstreams=["WS-A"])
    draft("actions", action_id="ACT-2", title="Undone", lead="ORG-A", workstreams=["WS-A"])
    assert _identifiers(Reader(None).naming("actions", "workstreams", "WS-A")) == ["ACT-1"]
    assert _identifiers(Reader(people[Role.EDITOR]).naming("actions", "workstreams", "WS-A")) == ["ACT-1", "ACT-2"]


def test_somebody_of_another_organisation_sees_none_of_it(people):
    published("actions", action_id="ACT-1", title="Theirs", lead="ORG-B")
    assert Reader(people[Role.CONTRIBUTOR]).all("actions") == ()


def test_a_face_links_as_it_was_published_and_not_as_its_draft_does():
    made = published("actions", action_id="ACT-1", title="Out", lead="ORG-A", workstreams=["WS-A"])
    change(editor(), made, {**made.content, "title": "Secret", "workstreams": ["WS-B"]}, version=made.version)
    reader = Reader(None)
    assert [seen.title for seen in reader.naming("actions", "workstreams", "WS-A")] == ["Out"]
    assert reader.naming("actions", "workstreams", "WS-B") == ()


def test_names_of_what_is_not_out_are_not_told(people):
    draft("actions", action_id="ACT-9", title="Hidden", lead="ORG-B")
    published("next-steps", next_step_id="NS-1", workstream="WS-A", summary="Go on", actions=["ACT-9"])
    assert Reader(None).all("next-steps")[0].links("actions") == ()
    seen = Reader(people[Role.EDITOR]).all("next-steps")[0]
    assert [item.address for item in seen.links("actions")] == ["/desk/actions/ACT-9/"]
    mine = Reader(people[Role.CONTRIBUTOR]).names("organisations")
    assert (mine["ORG-A"].address, mine["ORG-B"].address) == (
        "/desk/organisations/ORG-A/",
        "/register/organisations/ORG-B",
    )


def test_a_reference_within_another_is_not_taken_for_it():
    for number in (1, 10, 2):
        published("actions", action_id=f"ACT-{number}", title="One", lead="ORG-A")
    published("next-steps", workstream="WS-A", summary="Go on", actions=["ACT-10"])
    reader = Reader(None)
    assert reader.naming("next-steps", "actions", "ACT-1") == ()
    assert _identifiers(reader.all("actions")) == ["ACT-1", "ACT-2", "ACT-10"]


def test_no_title_upsets_the_order():
    for title in ("²", "٣ homes", "9" * 400, "12a", ""):
        published("actions", title=title or "x", lead="ORG-A")
    assert len(Reader(None).all("actions")) == 5


def test_what_was_withdrawn_or_discarded_stands_in_no_list_and_no_sum(people):
    made = draft("allocations", name="Hubs", unit="pounds", organisation="ORG-A")
    kept, gone = (
        draft("allocation-shares", allocation=made.identifier, people=area, amount="10", need_share="50")
        for area in ("North", "South")
    )
    move(people[Role.EDITOR], gone, Verb.DISCARD, version=gone.version)
    told = allocation(made, people[Role.EDITOR])
    assert [part.seen.identifier for part in told["shares"]] == [kept.identifier]
    assert told["total"] == "£10"
