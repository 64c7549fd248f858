"""Somebody's desk: the piles of their role, the one thing to do first, and what others changed."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from equitytown.web.accounts.roles import Role
from equitytown.web.register import accounts_desk
from equitytown.web.register.actions import move, post_update, today
from equitytown.web.register.models import Record, State, Visit
from equitytown.web.register.piles import SHOWN
from equitytown.web.register.rules import Verb
from tests.web import factories

pytestmark = pytest.mark.usefixtures("town")


def day(days: int) -> str:
    return str(today() + timedelta(days=days))


def page(client) -> str:
    answer = client.get("/desk/")
    assert answer.status_code == 200
    return answer.content.decode()


def piles(client) -> dict[str, list[str]]:
    desk = client.get("/desk/").context["desk"]
    return {pile.title: [line.title for line in pile.lines] for pile in desk.piles}


@pytest.mark.parametrize("role", list(Role))
def test_it_works_for_every_role_with_nothing_to_do(as_, role):
    words = page(as_(role))
    assert "Your desk" in words
    assert ("Nothing waits for you today." in words) is (
        role not in (Role.EDITOR, Role.ADMINISTRATOR, Role.CONTRIBUTOR)
    )


def test_the_first_thing_is_one_tap_from_its_update(as_):
    made = factories.action(title="Late", due=day(-3), state=State.PUBLISHED)
    words = page(as_(Role.CONTRIBUTOR))
    first = words[words.index("Do this first") : words.index("</section>")]
    assert "3 days ago" in first
    assert f'href="/desk/actions/{made.identifier}/update"' in first


def test_a_contributor_sees_what_their_organisation_is_to_do(as_, people):
    mine = people[Role.CONTRIBUTOR]
    factories.action(title="Late", due=day(-3), state=State.PUBLISHED)
    factories.action(title="Soon", due=day(3), state=State.PUBLISHED)
    factories.action(title="Some day", state=State.PUBLISHED)
    factories.action(title="Theirs", organisation="ORG-B", due=day(-3), state=State.PUBLISHED)
    factories.action(title="Draft", by=mine)
    back = factories.action(title="Back", by=mine, state=State.SUBMITTED)
    move(people[Role.EDITOR], back, Verb.RETURN, version=back.version, reason="Say by when.")
    story = {"title": "Story", "organisation": "ORG-A", "story": "It was.", "result": "It is.", "by": mine}
    factories.record("case-studies", **story, consent="given in writing", consent_on=day(-9), consent_until=day(9))
    held = piles(as_(Role.CONTRIBUTOR))
    assert held == {
        "Overdue": ["Late"],
        "Sent back to you": ["Back"],
        "Due in the next 30 days": ["Soon"],
        "Stories whose consent runs out": ["Story"],
        "Tell what was done": ["Workstream A"],
        "Your organisation's other actions": ["Some day"],
        "Your drafts": ["Story", "Draft"],
    }
    assert "Sent back: Say by when." in page(as_(Role.CONTRIBUTOR))


def test_whoever_told_of_progress_this_quarter_is_not_asked_again(as_):
    assert "/desk/progress/new?workstream=WS-A&amp;organisation=ORG-A" in page(as_(Role.CONTRIBUTOR))
    factories.record("progress", workstream="WS-A", organisation="ORG-A", summary="Lofts were filled")
    assert "Tell what was done" not in piles(as_(Role.CONTRIBUTOR))


def test_a_lead_sees_their_workstreams(as_):
    told = {"workstreams": ["WS-A"], "state": State.PUBLISHED, "organisation": "ORG-B"}
    factories.action(title="Late", due=day(-3), **told)
    factories.action(title="Soon", due=day(3), recommendations=[], **told)
    factories.action(title="Elsewhere", due=day(-3), workstreams=["WS-B"], organisation="ORG-B", state=State.PUBLISHED)
    factories.action(title="Look", workstreams=["WS-A"], state=State.SUBMITTED)
    risk = {"likelihood": "4", "impact": "4", "status": "open", "workstreams": ["WS-A"], "state": State.PUBLISHED}
    factories.record("risks", risk="Prices", review_on=day(0), **risk)
    factories.record("risks", risk="Later", review_on=day(9), **risk)
    step = {"workstream": "WS-A", "state": State.PUBLISHED}
    factories.record("next-steps", summary="This year", year=f"{today().year}/{(today().year + 1) % 100:02}", **step)
    factories.record("next-steps", summary="Far off", year="2999/00", **step)
    rec = factories.record("recommendations", heading="1", summary="Warm homes", state=State.PUBLISHED)
    factories.record("gaps", gap="Answered", recommendation=rec.identifier, **step)
    factories.record("gaps", gap="Open", priority="high", **step)
    factories.action(title="Answer", recommendations=[rec.identifier], **told)
    held = piles(as_(Role.LEAD))
    assert held == {
        "Waiting for you to approve": ["Look"],
        "Overdue in your workstreams": ["Late"],
        "Risks to look at again": ["Prices"],
        "Due in the next 30 days": ["Soon"],
        "Next steps still open": ["This year"],
        "Gaps without an action": ["Open"],
    }
    assert "/desk/actions/new?workstreams=WS-A" in page(as_(Role.LEAD))


def test_an_editor_sees_what_the_register_lacks(as_, people):
    editor = people[Role.EDITOR]
    quiet = {"heading": "1", "state": State.PUBLISHED}
    factories.record("recommendations", summary="Quiet", measures=["smoking"], **quiet)
    acted = factories.record("recommendations", summary="Acted on", **quiet)
    told = factories.record("recommendations", summary="Told of", **quiet)
    post_update(editor, told, status="under way", text="It goes on.")
    factories.action(title="Act", recommendations=[acted.identifier], state=State.PUBLISHED)
    gone = factories.action(title="Gone", state=State.WITHDRAWN)
    factories.record("events", name="Event", actions=[gone.identifier], kind="training", on=day(1))
    factories.action(title="Mine", by=editor)
    held = piles(as_(Role.EDITOR))
    assert held["Recommendations with little activity"] == ["Quiet"]
    assert held["Links to mend"] == ["Event"]
    assert held["Your drafts"] == ["Mine"]
    assert len(held["Measures without a recommendation"]) == SHOWN
    assert "Smoking prevalence in adults" not in held["Measures without a recommendation"]


def test_a_publisher_sees_what_is_ready_moved_on_or_must_go(as_, people):
    factories.action(title="Ready", state=State.APPROVED)
    moved = factories.action(title="Moved on", state=State.PUBLISHED)
    post_update(people[Role.CONTRIBUTOR], moved, status="under way", text="Begun.")
    story = {"title": "Ended", "organisation": "ORG-A", "story": "It was.", "result": "It is."}
    told = {"consent": "given in writing", "consent_on": day(-9), "consent_until": day(-1)}
    factories.publish(factories.record("case-studies", **story, **told))
    held = piles(as_(Role.PUBLISHER))
    assert held == {
        "Stories whose consent has ended": ["Ended"],
        "Ready to publish": ["Ready"],
        "Moved on since they were published": ["Moved on"],
    }
    assert "/move/withdraw" in page(as_(Role.PUBLISHER))


def test_an_administrator_is_told_of_accounts_and_second_factors(people):
    told = {one.label: one for one in accounts_desk.about_accounts()}
    assert "contributor: 1; workstream lead: 1;" in told["Open accounts"].sentence
    assert people[Role.EDITOR].name in told["Without a second factor"].people
    assert people[Role.CONTRIBUTOR].name not in told["Without a second factor"].people
    assert told["Never signed in"].names[-1].startswith("and ")
    assert "It has not been verified yet: run" in told["The trail"].sentence


def test_the_desk_of_an_administrator_names_no_record(as_):
    factories.action(title="Secret plan", state=State.PUBLISHED)
    words = page(as_(Role.ADMINISTRATOR))
    assert "Secret plan" not in words
    assert "The register</h2>" not in words


def test_when_the_trail_was_verified_is_noted(settings, tmp_path):
    class Config:
        data = tmp_path

    settings.CONFIG = Config
    assert accounts_desk.verify_and_note() == []
    assert "no fault was found" in accounts_desk.about_accounts()[-1].sentence
    made = factories.action()
    Record.objects.filter(pk=made.pk).update(version=7)
    assert len(accounts_desk.verify_and_note()) == 1
    assert json.loads((tmp_path / accounts_desk.NOTED).read_text())["faults"] == 1
    assert "faults were found: 1." in accounts_desk.about_accounts()[-1].sentence


def test_people_are_counted_in_words():
    assert [accounts_desk._people(names, "wait") for names in ((), ("A",), ("A", "B"))] == [
        "Nobody.",
        "1 person, who wait.",
        "2 people, who wait.",
    ]


def test_what_others_changed_is_told_in_words_of_records_one_may_read(as_, people):
    editor = people[Role.EDITOR]
    mine = factories.action(title="Ours", state=State.PUBLISHED)
    theirs = factories.action(title="Theirs alone", organisation="ORG-B", state=State.PUBLISHED)
    Visit.objects.create(person=people[Role.CONTRIBUTOR], at=timezone.now())
    factories.change_of(editor, mine, detail="x" * 9, title="Ours, better")
    post_update(editor, theirs, status="under way", text="Not for others.")
    mine.refresh_from_db()
    post_update(people[Role.CONTRIBUTOR], mine, status="under way", text="My own words.")
    post_update(editor, mine, status="done", text="w" * 300)
    client = as_(Role.CONTRIBUTOR)
    changed = client.get("/desk/").context["desk"].changed
    assert [(c.who, c.did) for c in changed] == [
        (editor.name, "posted an update"),
        (editor.name, "changed “What will be done” and “In more words”"),
    ]
    assert changed[0].said.endswith("…")
    assert "Theirs alone" not in page(client)
    assert len(client.get("/desk/").context["desk"].changed) == 2, "the news stay while the session lasts"


def test_news_are_of_the_time_since_the_last_look(as_, people):
    client = as_(Role.EDITOR)
    page(client)
    before = Visit.objects.get(person=people[Role.EDITOR]).at
    page(client)
    assert Visit.objects.get(person=people[Role.EDITOR]).at == before, "a second look at once is the same look"
    Visit.objects.update(at=timezone.now() - timedelta(days=1))
    factories.action(title="New")
    assert [c.did for c in as_(Role.EDITOR).get("/desk/").context["desk"].changed if c.title == "New"] == [
        "wrote a draft of it"
    ]
    assert Visit.objects.get(person=people[Role.EDITOR]).at > before


def test_a_desk_asks_the_database_as_often_with_many_records_as_with_few(as_, django_assert_max_num_queries):
    for number in range(12):
        made = factories.action(title=f"A{number}", due=day(-number), workstreams=["WS-A"])
        factories.publish(made)
    for role in Role:
        client = as_(role)
        page(client)
        with django_assert_max_num_queries(24):
            page(client)
