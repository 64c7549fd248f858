"""
Who may do what with a record, in which state: told a second time, in words, and asked of the rules and of every page.

The table below knows nothing of `rules.py`. A change to who may do what has to be made here as well.
"""

import logging
from functools import partial

import pytest

from equitytown.terms.register import KINDS
from equitytown.web.accounts.roles import Role
from equitytown.web.register import rules
from equitytown.web.register.actions import change, move, post_update
from equitytown.web.register.models import Record, State
from equitytown.web.register.rules import Verb
from tests.web import factories
from tests.web.every_kind import content
from tests.web.routes import ROLES
from tests.web.test_routes import ask

pytestmark = pytest.mark.usefixtures("town")

# Verb, states, then whose records a contributor may do it to, a lead, an editor and a publisher. An administrator may
# do none of it. "own" is their organisation's, "part" one in which it takes part, "stream" of a workstream they lead.
TOLD = """
read      draft submitted withdrawn   own        own,stream       any    any
read      approved published          own,part   any              any    any
change    draft approved              own        own,stream       any    -
change    published withdrawn         own        own,stream       any    -
submit    draft                       own        own,stream       any    -
discard   draft                       own        own,stream       any    -
return    submitted                   own        own,stream       any    -
return    approved                    -          -                any    any
approve   submitted                   -          stream           any    -
publish   approved                    -          -                -      any
withdraw  published                   -          -                -      any
update    draft submitted             own        own,stream       any    -
update    approved published          own,part   own,part,stream  any    -
"""
AS_WRITERS = {"change", "submit", "discard"}  # only those whose role writes the kind at all
WRITE = {  # the roles that write each kind of the sample
    "organisations": {Role.EDITOR},
    "recommendations": {Role.EDITOR},
    "board-members": {Role.EDITOR},
    "risks": {Role.LEAD, Role.EDITOR},
    "workstream-members": {Role.LEAD, Role.EDITOR},
    "run-points": {Role.LEAD, Role.EDITOR},
    "actions": {Role.CONTRIBUTOR, Role.LEAD, Role.EDITOR},
    "attendance": {Role.CONTRIBUTOR, Role.LEAD, Role.EDITOR},
    "evidence": {Role.CONTRIBUTOR, Role.LEAD, Role.EDITOR},
}
TELL_A_STATUS = {"recommendations", "risks", "actions"}
A, B = "ORG-A", "ORG-B"
# How a record of each kind comes to stand so to the contributor and the lead of ORG-A, who leads WS-A. A parent's
# organisation and workstreams count as its parts'.
STANDS = {
    ("organisations", "own"): {"key": A},
    ("organisations", "other"): {"key": B},
    ("recommendations", "own"): {"lead": A},
    ("recommendations", "part"): {"lead": B, "organisations": [A]},
    ("recommendations", "stream"): {"lead": B, "workstreams": ["WS-A"]},
    ("recommendations", "other"): {"lead": B, "workstreams": ["WS-B"]},
    ("board-members", "own"): {"organisation": A, "board": "BRD-1"},
    ("board-members", "other"): {"organisation": B, "board": "BRD-1"},
    ("risks", "own"): {"organisation": A},
    ("risks", "stream"): {"organisation": B, "workstreams": ["WS-A"]},
    ("risks", "other"): {"organisation": B},
    # WS-B is led by ORG-B, WS-A by ORG-A: a member of either is a part of its workstream.
    ("workstream-members", "own"): {"organisation": A, "workstream": "WS-B"},
    ("workstream-members", "part stream"): {"organisation": B, "workstream": "WS-A"},
    ("workstream-members", "other"): {"organisation": B, "workstream": "WS-B"},
    ("run-points", "own stream"): {"change_idea": "QI-A"},
    ("run-points", "other"): {"change_idea": "QI-B"},
    ("actions", "own"): {"lead": A, "supporting": []},
    ("actions", "part"): {"lead": B, "supporting": [A]},
    ("actions", "stream"): {"lead": B, "supporting": [], "workstreams": ["WS-A"]},
    ("actions", "other"): {"lead": B, "supporting": [B], "workstreams": ["WS-B"]},
    ("attendance", "own"): {"organisation": A, "event": "EVT-B"},
    ("attendance", "part"): {"organisation": B, "event": "EVT-A"},
    ("attendance", "other"): {"organisation": B, "event": "EVT-B"},
    ("evidence", "other"): {},
}
IN_FULL = "actions"  # the kind whose pages are all asked; of others two are
BY_RELATION = {Role.CONTRIBUTOR, Role.LEAD}  # of those whose grants ask for none, one relation is enough for pages
MOVES = ("submit", "return", "approve", "publish", "withdraw", "discard")


def whose(verb, state, role):
    """Give the relations in which the table lets a role do something; none where it says nothing."""
    for line in TOLD.strip().splitlines():
        told, *states = line[:38].split()
        cells = dict(zip(ROLES[1:5], line[38:].split(), strict=True))
        if told == verb and state in states:
            return set(cells.get(role, "-").split(","))
    return {"-"}


def told(verb, kind, state, stands, role):
    """Say whether somebody may, by the table in words."""
    if verb in AS_WRITERS and role not in WRITE[kind]:
        return False
    if verb == "update" and kind not in TELL_A_STATUS:
        return False
    relations = whose(verb, state, role)
    return "any" in relations or bool(relations & set(stands.split()))


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")


@pytest.fixture
def parents():
    """A board, a change idea of each organisation and workstream, an event of each organisation."""
    record = partial(factories.record, state=State.PUBLISHED)
    record("boards", board_id="BRD-1", name="Health and wellbeing board")
    for letter in "AB":
        record(
            "change-ideas", change_idea_id=f"QI-{letter}", idea="Text reminders", aim="Fewer missed visits",
            workstream=f"WS-{letter}", organisation=f"ORG-{letter}",
        )  # fmt: skip
        record(
            "events",
            event_id=f"EVT-{letter}",
            name="Launch",
            kind="workshop",
            on="2026-04-01",
            organisation=f"ORG-{letter}",
        )


def made(kind, stands, state):
    """Make a record of a kind that stands so, in a state, by people who are none of those asked."""
    asked = STANDS[kind, stands]
    if "key" in asked:
        Record.objects.filter(kind=kind, identifier=asked["key"]).update(state=state)
        found = Record.objects.get(kind=kind, identifier=asked["key"])
        if state != State.PUBLISHED and found.is_public:
            found.publication.delete()
        return Record.objects.get(pk=found.pk)
    linked = {"organisations": B}
    filled = content(KINDS[kind], lambda _kind, field: f"Some {field.label}", linked)
    links = {f.name: [] if f.many else "" for f in KINDS[kind].fields if f.links and f.name not in asked}
    return factories.record(kind, state=state, **(filled | links | asked))


def test_the_sample_holds_every_level_of_writer_and_parents_and_partners():
    sample = [KINDS[slug] for slug in WRITE]
    assert {kind.writer.value for kind in sample} == {"contributor", "lead", "editor"}
    assert any(kind.parent and kind.owner for kind in sample)
    assert any(kind.parent and not kind.owner for kind in sample)
    assert any(kind.partners for kind in sample)
    assert {slug for slug in WRITE if KINDS[slug].statuses} == TELL_A_STATUS


@pytest.mark.usefixtures("town", "parents")
@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("kind", list(WRITE))
def test_the_rules_and_the_pages_say_what_the_table_says(as_, people, kind, state):
    wrong = []
    for slug, stands in STANDS:
        if slug != kind:
            continue
        record = made(kind, stands, state)
        for role in ROLES[1:]:
            may = {verb.value: told(verb.value, kind, state.value, stands, role) for verb in Verb}
            by_rules = {verb.value: rules.may(people[role], verb, record) for verb in Verb}
            listed = rules.readable(people[role], KINDS[kind]).filter(pk=record.pk).exists()
            wrong.extend(
                f"{role} {verb} {stands}: table {may[verb]}, rules {by_rules[verb]}"
                for verb in may
                if may[verb] != by_rules[verb]
            )
            if listed != may["read"]:
                wrong.append(f"{role} list {stands}: {listed}")
            if role in BY_RELATION or stands == "other":
                wrong.extend(f"{role} {stands} {page}" for page in unlike(as_(role), record, may))
    assert wrong == []


def unlike(client, record, may):
    """Give each page that does not answer as the table says."""
    base = f"/desk/{record.kind}/{record.identifier}/"
    pages = {"": "read", "edit": "change"}
    if record.kind == IN_FULL:
        pages |= {"history": "read", "update": "update"} | {f"move/{verb}": verb for verb in MOVES}
    for page, verb in pages.items():
        wanted = "200" if may[verb] and may["read"] else "404"
        found = ask(client, "GET", base + page)
        if found != wanted:
            yield f"{page or 'page'}: {found}, where the table says {wanted}"
        if verb in MOVES and wanted == "404" and (posted := ask(client, "POST", base + page)) != "404":
            yield f"POST {page}: {posted}"


def test_the_public_and_a_closed_account_may_nothing(people):
    record = factories.action(state=State.PUBLISHED)
    closed = people[Role.EDITOR]
    closed.is_active = False
    for verb in Verb:
        assert not rules.may(None, verb, record)
        assert not rules.may(closed, verb, record)
    assert not rules.readable(None).exists()
    assert not rules.readable(closed).exists()


def test_whoever_wrote_something_neither_approves_nor_publishes_it(people):
    editor = people[Role.EDITOR]
    record = factories.action()
    record = change(editor, record, {**record.content, "detail": "Lofts first."}, version=1)
    record = move(editor, record, Verb.SUBMIT, version=2)
    assert not rules.may(editor, Verb.APPROVE, record)
    assert record not in rules.allowed(editor, Verb.APPROVE)
    assert rules.may(factories.person(Role.EDITOR), Verb.APPROVE, record)


def test_a_publisher_who_wrote_as_an_editor_does_not_publish_it(people):
    writer = people[Role.EDITOR]
    record = factories.action(by=writer, state=State.APPROVED)
    writer.role = Role.PUBLISHER
    writer.save()
    assert not rules.may(writer, Verb.PUBLISH, record)
    assert rules.may(people[Role.PUBLISHER], Verb.PUBLISH, record)


def test_what_was_published_is_published_again_only_once_it_moved_on(people):
    record = factories.action(state=State.PUBLISHED)
    assert not rules.may(people[Role.PUBLISHER], Verb.PUBLISH, record)
    post_update(people[Role.CONTRIBUTOR], record, status="under way", text="Begun.")
    assert rules.may(people[Role.PUBLISHER], Verb.PUBLISH, Record.objects.get(pk=record.pk))


def test_a_draft_of_what_is_public_can_be_withdrawn(people):
    record = factories.action(state=State.PUBLISHED)
    record = change(people[Role.EDITOR], record, {**record.content, "title": "New"}, version=record.version)
    assert record.state == State.DRAFT
    assert {role for role in Role if rules.may(people[role], Verb.WITHDRAW, record)} == {Role.PUBLISHER}
