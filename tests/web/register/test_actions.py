"""What changes a record: one transaction, one entry in the trail, nobody's own approval."""

import pytest

from equitytown.terms.register import KINDS
from equitytown.web.accounts.roles import Role
from equitytown.web.register import trail
from equitytown.web.register.actions import NotAllowed, Refused, change, create, move, post_update
from equitytown.web.register.merging import Conflict
from equitytown.web.register.models import Publication, State, TrailEntry
from equitytown.web.register.rules import Verb, may
from tests.web import factories

ACTIONS = KINDS["actions"]
pytestmark = pytest.mark.usefixtures("town")


def test_a_record_goes_from_draft_to_public(people):
    made = create(people[Role.CONTRIBUTOR], ACTIONS, factories.content("actions", title="Insulate homes", lead="ORG-A"))
    made = move(people[Role.CONTRIBUTOR], made, Verb.SUBMIT, version=1)
    made = move(people[Role.EDITOR], made, Verb.APPROVE, version=2)
    made = move(people[Role.PUBLISHER], made, Verb.PUBLISH, version=3)
    assert (made.identifier, made.state, made.status) == ("ACT-1", State.PUBLISHED, "not started")
    assert Publication.objects.get(record=made).content["title"] == "Insulate homes"
    verbs = [entry.verb for entry in TrailEntry.objects.filter(kind="actions")]
    assert verbs == ["create", "submit", "approve", "publish"]
    assert list(trail.verify()) == []


def test_nobody_approves_their_own_words(people):
    editor = people[Role.EDITOR]
    made = factories.action(by=editor, state=State.SUBMITTED)
    with pytest.raises(NotAllowed):
        move(editor, made, Verb.APPROVE, version=made.version)


def test_a_contributor_cannot_write_for_another_organisation(people):
    with pytest.raises(NotAllowed):
        create(people[Role.CONTRIBUTOR], ACTIONS, factories.content("actions", title="Theirs", lead="ORG-B"))
    made = factories.action(by=people[Role.CONTRIBUTOR])
    with pytest.raises(NotAllowed):
        change(people[Role.CONTRIBUTOR], made, {**made.content, "lead": "ORG-B"}, version=1)
    made.refresh_from_db()
    assert (made.organisation, made.version) == ("ORG-A", 1)


def test_changes_to_different_fields_are_joined(people):
    made = factories.action()
    first, second = people[Role.EDITOR], people[Role.CONTRIBUTOR]
    change(first, made, {**made.content, "detail": "With lofts first."}, version=1)
    joined = change(second, made, {**made.content, "title": "Insulate 200 homes"}, version=1)
    assert (joined.content["detail"], joined.content["title"]) == ("With lofts first.", "Insulate 200 homes")


def test_changes_to_the_same_words_lose_neither(people):
    made = factories.action()
    change(people[Role.EDITOR], made, {**made.content, "title": "Theirs"}, version=1)
    with pytest.raises(Conflict) as caught:
        change(people[Role.CONTRIBUTOR], made, {**made.content, "title": "Mine", "detail": "More"}, version=1)
    assert caught.value.fields == {"title": ("Theirs", "Mine")}
    assert caught.value.merged["detail"] == "More"


def test_what_is_public_stays_until_the_change_is_published(people):
    made = factories.action(state=State.PUBLISHED)
    changed = change(people[Role.EDITOR], made, {**made.content, "title": "New words"}, version=made.version)
    assert changed.state == State.DRAFT
    assert Publication.objects.get(record=made).content["title"] == "Insulate homes"


def test_an_update_moves_the_status_as_the_table_allows(people):
    made = factories.action(state=State.PUBLISHED)
    post_update(people[Role.CONTRIBUTOR], made, status="under way", text="Begun.")
    made.refresh_from_db()
    assert (made.status, made.updates.get().text) == ("under way", "Begun.")
    with pytest.raises(Refused, match="cannot follow"):
        post_update(people[Role.CONTRIBUTOR], made, status="not started", text="Back.")


def test_a_partner_does_not_verify_itself(people):
    told = factories.content("commitments", organisation="ORG-A", promise="Pay the living wage", verified=True)
    assert create(people[Role.CONTRIBUTOR], KINDS["commitments"], told).content["verified"] is False


def test_a_link_to_nothing_is_refused(people):
    with pytest.raises(Refused, match="ACT-99 is not one of the actions"):
        create(
            people[Role.EDITOR],
            KINDS["decisions"],
            factories.content("decisions", decision="Yes", on="2026-04-01", actions=["ACT-99"]),
        )


def test_a_change_that_changes_nothing_leaves_no_trace(people):
    made = factories.action()
    before = TrailEntry.objects.count()
    change(people[Role.EDITOR], made, made.content, version=1)
    assert TrailEntry.objects.count() == before


def test_discarding_a_draft_keeps_the_status_that_an_update_told(people):
    made = factories.action(state=State.PUBLISHED)
    post_update(people[Role.CONTRIBUTOR], made, status="under way", text="Begun.")
    made.refresh_from_db()
    made = factories.change_of(people[Role.EDITOR], made, title="New words")
    made = move(people[Role.EDITOR], made, Verb.DISCARD, version=made.version)
    assert (made.state, made.title, made.status) == (State.PUBLISHED, "Insulate homes", "under way")
    assert list(trail.verify()) == []


def test_a_withdrawn_record_becomes_a_draft_again_with_the_words_that_it_had(people):
    made = factories.action(state=State.WITHDRAWN)
    again = change(people[Role.CONTRIBUTOR], made, made.content, version=made.version, reason="It was right.")
    assert (again.state, again.content) == (State.DRAFT, made.content)
    assert may(people[Role.CONTRIBUTOR], Verb.SUBMIT, again)


def test_a_form_that_changes_nothing_says_so(as_):
    made = factories.action(state=State.PUBLISHED)
    address = f"/desk/actions/{made.identifier}/edit"
    form = as_(Role.EDITOR).get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    page = as_(Role.EDITOR).post(address, sent, follow=True).text
    assert "Nothing was changed: Insulate homes." in page
    assert "It is a draft" not in page


def test_a_reference_of_many_digits_is_not_counted_on(people):
    factories.action(action_id=f"ACT-{'9' * 56}")
    assert factories.action(by=people[Role.EDITOR]).identifier == "ACT-1"


def test_a_discarded_draft_goes_back_to_what_was_approved(people):
    editor, contributor = people[Role.EDITOR], people[Role.CONTRIBUTOR]
    made = factories.action(state=State.PUBLISHED)
    made = change(contributor, made, {**made.content, "title": "Approved words"}, version=made.version)
    made = move(contributor, made, Verb.SUBMIT, version=made.version)
    made = move(editor, made, Verb.APPROVE, version=made.version)
    made = change(contributor, made, {**made.content, "title": "A draft"}, version=made.version)
    made = move(contributor, made, Verb.DISCARD, version=made.version)
    assert (made.content["title"], made.state) == ("Approved words", State.APPROVED)
    made = move(editor, made, Verb.RETURN, version=made.version, reason="Not so.")
    made = move(contributor, made, Verb.DISCARD, version=made.version)
    assert (made.content["title"], made.state) == ("Insulate homes", State.PUBLISHED)
    assert list(trail.verify()) == []
