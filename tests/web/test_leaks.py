"""Two organisations, a record of every kind: nothing of one's drafts reaches the other by page, list, count or form."""

import logging
import re

import pytest

from equitytown.terms.register import KINDS, Shape
from equitytown.web.accounts.roles import Role
from equitytown.web.register import rules
from equitytown.web.register.actions import NotAllowed, Refused, change, create, move, post_update
from equitytown.web.register.files import export
from equitytown.web.register.models import Link, Record, State, TrailEntry
from equitytown.web.register.rules import Verb
from tests.web import factories
from tests.web.every_kind import TEXT, every_kind
from tests.web.every_kind import content as filled

pytestmark = pytest.mark.usefixtures("town")
MARK = "kestrel"  # in every word of the other organisation's
THERE = {"organisations": "ORG-B", "workstreams": "WS-B"}
OTHERS = sorted(set(KINDS) - set(THERE))
LINKING = [(slug, f) for slug, kind in KINDS.items() for f in kind.fields if f.to in OTHERS]
A_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def words(kind, field):
    return f"{MARK} {kind.slug} {field.name}"


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")


@pytest.fixture
def hidden():
    """A draft of every kind of ORG-B and WS-B; their own records aside, which are published."""
    return every_kind("HID", words=words, linked=THERE)


@pytest.fixture(params=[Role.CONTRIBUTOR, Role.LEAD, Role.ADMINISTRATOR])
def reader(request, people, as_):
    """Somebody who may read none of it, and their client."""
    return people[request.param], as_(request.param)


def body(response):
    """Give a page without the token of its forms, which differs each time."""
    return A_TOKEN.sub("", response.content.decode())


def leaks(response):
    return MARK in body(response).lower() or "HID-" in body(response)


def test_what_may_not_be_read_is_answered_as_what_is_not_there(hidden, reader):
    user, client = reader
    pages = ("", "edit", "update", "history", "move/submit", "move/approve", "move/withdraw", "move/nonsense")
    for record in hidden.values():
        base = f"/desk/{record.kind}/"
        for page in pages if user.role is Role.LEAD else pages[:2]:
            there, nowhere = (client.get(f"{base}{name}/{page}") for name in (record.identifier, "NOT-1"))
            assert there.status_code == nowhere.status_code == 404, (record.identifier, page)
            assert body(there) == body(nowhere)
            assert dict(there.headers) == dict(nowhere.headers)
        for page in ("edit", "update", "move/submit") if user.role is Role.LEAD else ():
            there, nowhere = (
                client.post(f"{base}{name}/{page}", {"version": 1, "text": "x"})
                for name in (record.identifier, "NOT-1")
            )
            assert (there.status_code, body(there)) == (nowhere.status_code, body(nowhere))
        public, nowhere = (client.get(f"/register/{record.kind}/{name}") for name in (record.identifier, "NOT-1"))
        assert public.status_code == 404
        assert body(public) == body(nowhere)


def test_lists_searches_counts_and_choices_are_as_if_it_were_not_there(reader):
    user, client = reader
    pages = [f"/desk/{slug}/" for slug in KINDS]
    if user.role is Role.LEAD:
        pages += [f"/desk/{slug}/new" for slug in KINDS] + [f"/register/{slug}/" for slug in KINDS]
        pages += [f"/desk/{slug}/?{THERE_ASKED}" for slug in KINDS]
    pages += [
        "/desk/",
        f"/desk/search?q={MARK}",
        "/desk/search?q=hid-act",
        f"/register/?q={MARK}",
        "/register/",
        "/",
        *("/desk/packs/", "/desk/packs/governance", "/desk/packs/evaluation", "/desk/packs/movement"),
        *("/register/governance", "/register/evaluation", "/register/movement"),
    ]
    before = [body(client.get(page)) for page in pages]
    every_kind("HID", words=words, linked=THERE)
    for page, was in zip(pages, before, strict=True):
        response = client.get(page)
        own = user.role is Role.ADMINISTRATOR and page == "/desk/"  # accounts and the trail's length are theirs to know
        assert body(response) == was or own, page
        assert not leaks(response) or MARK in page, page
    assert not rules.readable(user).filter(identifier__startswith="HID").exists()


THERE_ASKED = "organisations=ORG-B&workstreams=WS-B&state=draft&q=kestrel&programmes=HID-PRG&boards=HID-BRD"


def test_what_is_published_shows_no_draft_of_it(as_, people):
    made = every_kind("OUT", words=lambda kind, _field: f"told of {kind.slug}", linked=THERE, state=State.PUBLISHED)
    editor = people[Role.EDITOR]
    for record in made.values():
        kind = record.of
        told = {f.name: words(kind, f) for f in kind.fields if f.shape in TEXT}
        change(editor, record, {**record.content, **told}, version=record.version)
    public, partner = as_(None), as_(Role.CONTRIBUTOR)
    pages = ["/register/", f"/register/?q={MARK}", "/measures/air-quality"]
    for record in made.values():
        pages += [f"/register/{record.kind}/{record.identifier}", f"/register/{record.kind}/"]
    for page in pages:
        response = public.get(page)
        assert response.status_code == 200
        assert ("OUT-" if "q=" in page else MARK) not in body(response), page
    for slug in KINDS:
        for page in (f"/desk/{slug}/", f"/desk/{slug}/new"):
            assert MARK not in body(partner.get(page)), page


def test_a_page_shows_no_title_or_reference_of_what_its_reader_may_not_read(hidden, reader, as_):
    _, client = reader
    own = every_kind(
        "OWN", words=lambda kind, _field: f"mine {kind.slug}", linked={"organisations": "ORG-A", "workstreams": "WS-A"}
    )
    for slug, field in LINKING:  # an editor ties each to what its organisation may not see
        if slug in own:
            record = Record.objects.get(pk=own[slug].pk)
            value = hidden[field.to].identifier
            told = {**record.content, field.name: [value] if field.many else value}
            change(factories.person(Role.EDITOR), record, told, version=record.version)
    seen = 0
    for record in Record.objects.filter(identifier__startswith="OWN"):
        for page in ("", "edit", "history"):
            response = client.get(f"/desk/{record.kind}/{record.identifier}/{page}")
            seen += response.status_code == 200
            assert not leaks(response), (record.identifier, page)
    assert seen or reader[0].role is Role.ADMINISTRATOR
    editors = as_(Role.EDITOR).get(f"/desk/next-steps/{own['next-steps'].identifier}/")
    assert MARK in body(editors)


def test_a_public_page_shows_no_link_that_only_a_draft_holds(as_, people):
    target = factories.record("recommendations", heading="Housing", summary="Insulate homes", state=State.PUBLISHED)
    record = factories.action(title="A secret plan", state=State.PUBLISHED)
    told = {**record.content, "recommendations": [target.identifier]}
    change(people[Role.EDITOR], record, told, version=record.version)
    assert "A secret plan" not in body(as_(None).get(f"/register/recommendations/{target.identifier}"))


def test_a_link_to_what_is_hidden_is_refused_in_the_words_for_what_is_not_there(hidden, people):
    contributor, asked = people[Role.CONTRIBUTOR], 0
    for slug, field in LINKING:
        kind = KINDS[slug]
        if not rules.may_write(contributor, kind) or not rules.may_set(contributor, kind, field.name):
            continue
        answers = []
        for reference in (hidden[field.to].identifier, "HID-NONE"):
            told = filled(kind, lambda _kind, _field: "x", {"organisations": "ORG-A", "workstreams": "WS-A"})
            told[field.name] = [reference] if field.many else reference
            with pytest.raises(Refused) as refused:
                create(contributor, kind, told)
            answers.append(refused.value.faults[field.name].replace(reference, "REF"))
        assert answers[0] == answers[1]
        asked += 1
    assert asked > 10


def test_a_form_refuses_a_link_to_what_is_hidden_in_the_same_words(hidden, as_):
    client, pages = as_(Role.CONTRIBUTOR), []
    for reference in (hidden["recommendations"].identifier, "HID-NONE"):
        response = client.post(
            "/desk/actions/new", {"version": 0, "title": "x", "lead": "ORG-A", "recommendations": reference}
        )
        assert response.status_code == 422
        pages.append(body(response).replace(reference, "REF"))
    assert pages[0] == pages[1]


def test_only_who_can_read_every_record_chooses_a_reference(hidden, people):
    for role in (Role.CONTRIBUTOR, Role.LEAD):
        answers = []
        for reference in (hidden["actions"].identifier, "ACT-999"):
            told = factories.content("actions", title="x", lead="ORG-A", action_id=reference)
            with pytest.raises(Refused) as refused:
                create(people[role], KINDS["actions"], told)
            answers.append(refused.value.faults)
        assert answers[0] == answers[1]
    with pytest.raises(Refused, match="already the reference"):
        create(
            people[Role.EDITOR],
            KINDS["actions"],
            factories.content("actions", title="x", lead="ORG-A", action_id="HID-ACT"),
        )


def test_links_that_their_editor_cannot_see_stay_when_a_form_is_saved(hidden, as_, people):
    both = {"recommendations": [hidden["recommendations"].identifier], "owner": str(people[Role.EDITOR].pk)}
    record = factories.action(**both)
    client = as_(Role.CONTRIBUTOR)
    response = client.post(
        f"/desk/actions/{record.identifier}/edit",
        {"version": 1, "title": "New title", "lead": "ORG-A", "owner": people[Role.EDITOR].pk},
    )
    assert response.status_code == 302
    record.refresh_from_db()
    assert record.title == "New title"
    assert {name: record.content[name] for name in both} == both


def test_two_changes_to_hidden_links_show_neither(hidden, as_, people):
    record = factories.action()
    theirs = {**record.content, "recommendations": [hidden["recommendations"].identifier], "title": "Theirs"}
    change(people[Role.EDITOR], record, theirs, version=1)
    mine = {"version": 1, "title": "Mine", "lead": "ORG-A"}
    response = as_(Role.CONTRIBUTOR).post(f"/desk/actions/{record.identifier}/edit", mine)
    assert response.status_code == 409
    assert not leaks(response)


def test_nothing_hidden_can_be_changed(hidden, reader):
    user, _ = reader
    before = TrailEntry.objects.count()
    for record in hidden.values():
        for verb in Verb:
            assert not rules.may(user, verb, record), (record.identifier, verb)
        with pytest.raises(NotAllowed):
            change(user, record, record.content, version=record.version)
        with pytest.raises(NotAllowed):
            move(user, record, Verb.SUBMIT, version=record.version)
        with pytest.raises(NotAllowed):
            post_update(user, record, status="", text="x")
    assert TrailEntry.objects.count() == before


@pytest.mark.usefixtures("town", "hidden")
def test_what_may_be_done_to_a_record_may_always_be_read(people):
    for role in Role:
        readable = rules.readable(people[role])
        for verb in Verb:
            assert not rules.allowed(people[role], verb).exclude(pk__in=readable.values("pk")).exists(), (role, verb)


@pytest.mark.usefixtures("town", "hidden")
def test_an_export_holds_nothing_that_is_not_published(tmp_path):
    every_kind("OUT", words=lambda kind, _field: f"told of {kind.slug}", linked=THERE, state=State.PUBLISHED)
    export(tmp_path)
    text = "".join(path.read_text() for path in tmp_path.rglob("*.csv"))
    assert "told of actions" in text
    assert MARK not in text
    assert "HID-" not in text
    people = [f.name for kind in KINDS.values() for f in kind.fields if f.shape is Shape.PERSON]
    assert not [name for name in people if f",{name}," in text.splitlines()[0]]
    assert Link.objects.filter(identifier__startswith="HID").exists()


def test_a_list_taken_out_as_a_file_names_nothing_hidden(hidden, as_, people):
    record = factories.action()
    told = {**record.content, "recommendations": [hidden["recommendations"].identifier]}
    change(people[Role.EDITOR], record, told, version=1)
    response = as_(Role.CONTRIBUTOR).get("/desk/actions.csv")
    text = b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()
    assert "Insulate homes" in text
    assert "HID-" not in text
    for slug in OTHERS:
        response = as_(Role.CONTRIBUTOR).get(f"/desk/{slug}.csv")
        found = b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()
        assert MARK not in found, slug
