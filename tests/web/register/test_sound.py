"""What is kept can be exported and read again; what tells of one person is refused."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equitytown.place.faults import Faults
from equitytown.place.files import Folder
from equitytown.place.register import read_register
from equitytown.terms.register import KINDS, MEASURES, Shape
from equitytown.terms.register.cells import to_plain
from equitytown.web.accounts.roles import Role
from equitytown.web.register import files
from equitytown.web.register.actions import Refused, change, create, move, post_update, publish_face
from equitytown.web.register.measures import measures
from equitytown.web.register.models import State
from equitytown.web.register.rules import Verb
from tests.web import factories

pytestmark = pytest.mark.usefixtures("town")
NASTY = "=+-@\t\r\n\0\x0b\x1f\x85 \u200b\u2028\u202e\ufeff\uff1d\ud800;,'\"<>&|\\£é中🏠a1"
TEXT = st.text(alphabet=st.one_of(st.sampled_from(NASTY), st.characters()), max_size=12)
LINES = st.text(alphabet="ab '\",=;-é中@\u2028", max_size=12).map("a".__add__)
WORDS = st.text(alphabet="=+-@ab'\" ,;<>é\n\r\t\u2028\uff1d", max_size=20)


MILD = {
    Shape.LINE: LINES,
    Shape.PROSE: WORDS,
    Shape.MARKDOWN: WORDS,
    Shape.YES_NO: st.booleans(),
    Shape.WHOLE: st.one_of(st.none(), st.integers(0, 10**15 - 1)),
    Shape.NUMBER: st.one_of(st.none(), st.decimals(-999, 999, places=3).map(str), st.just("-.5")),
    Shape.POUNDS: st.one_of(st.none(), st.decimals(0, 10**9, places=2).map(str)),
    Shape.DAY: st.one_of(st.none(), st.dates().map(str)),
    Shape.ADDRESS: st.sampled_from(["", "https://example.org/a?b=;c"]),
    Shape.ITEMS: st.lists(LINES.map(lambda words: words.replace(";", "=")), max_size=3),
}
ANYTHING = st.one_of(TEXT, st.none(), st.booleans(), st.integers(), st.lists(TEXT, max_size=2), st.decimals().map(str))
LINKED = {"organisations": "ORG-A", "workstreams": "WS-A", MEASURES: next(iter(measures()))}


def mild(field):
    """What somebody could well send for a field."""
    if field.links:
        held = LINKED.get(field.to)
        return st.just(([held] if held else []) if field.many else held or "")
    if field.choices:
        return st.sampled_from(field.choices)
    return MILD.get(field.shape, st.just(""))


@st.composite
def contents(draw):
    """A kind, and content of which at most one field is wild."""
    kind = KINDS[draw(st.sampled_from(["actions", "organisations", "evidence", "funding", "progress", "surveys"]))]
    told = {field.name: draw(mild(field)) for field in kind.fields}
    if draw(st.booleans()):
        told[draw(st.sampled_from(kind.fields)).name] = draw(ANYTHING)
    return kind, told


@pytest.fixture
def writer():
    return factories.person(Role.EDITOR)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=contents())
def test_whatever_is_kept_is_exported_and_read_again_equal(drawn, writer, tmp_path):
    kind, told = drawn
    with transaction.atomic():
        try:
            made = create(writer, kind, told)
        except Refused as refused:
            assert set(refused.faults) <= set(kind.by_name)  # noqa: PT017  each fault names its field
        else:
            made.state = State.PUBLISHED
            made.save()
            publish_face(made, None)
            files.export(tmp_path)
            faults = Faults("place")
            found = read_register(Folder(tmp_path, faults), measures=measures())
            assert faults.found == []
            read = {getattr(r, kind.key): to_plain(kind, r) for r in found.all(kind.record)}
            held = files.exportable()[kind.slug]
            assert read == {name: {**read[name], **content} for name, content in held.items()}
            assert made.identifier in read or not_ready(kind, made)
        transaction.set_rollback(True)


def not_ready(kind, made):
    return any(f.needed and made.content[f.name] in ("", None, []) for f in kind.fields)


def test_a_record_that_cannot_stand_without_what_is_not_published_is_left_out(tmp_path):
    hidden = factories.record("organisations", name="Not yet public")
    factories.publish(factories.action(organisation=hidden.identifier))
    shown = factories.publish(factories.action(supporting=[hidden.identifier, "ORG-B"]))
    assert list(files.exportable()["actions"]) == [shown.identifier]
    assert files.exportable()["actions"][shown.identifier]["supporting"] == ["ORG-B"]
    factories.publish(factories.record("evaluation-notes", **filled("evaluation-notes")))
    files.export(tmp_path)
    faults = Faults("place")
    read_register(Folder(tmp_path, faults), measures=measures())
    assert faults.found == []


def filled(slug):
    """Something in every field that must be there."""
    words = {Shape.DAY: str(date(2026, 4, 1)), Shape.WHOLE: 1}
    kind = KINDS[slug]
    told = {}
    for f in kind.fields:
        if (f.required or f.needed) and f.shape is not Shape.IDENTIFIER and not f.links:
            told[f.name] = f.choices[0] if f.choices else words.get(f.shape, "Words")
        elif f.required and f.links:
            made = factories.publish(factories.record(f.to, **filled(f.to)))
            told[f.name] = [made.identifier] if f.many else made.identifier
    return told


REFUSED = {
    "a formula in a name": ({"title": "=1+1"}, "title", 'begins with "="'),
    "markup in a name": ({"title": "<b>Homes</b>"}, "title", "web page reads as markup"),
    "a turned word": ({"title": "Homes \u202egpj"}, "title", "control character"),
    "a nought": ({"detail": "a\0b"}, "detail", "control character"),
    "an unknown choice": ({"status": "asleep"}, "status", "Use one of"),
    "a link that is none": ({"supporting": ["=cmd"]}, "supporting", "is not a reference"),
    "an unknown measure": ({"measures": ["no-such-measure"]}, "measures", "not one of the measures"),
    "a number for words": ({"title": 5}, "title", "cannot be kept"),
    "no day": ({"due": "soon"}, "due", "is not a day"),
    "too much": ({"detail": "a" * 20_001}, "detail", "20,001 characters"),
    "a reference of another shape": ({"action_id": "../ACT"}, "action_id", "is not a reference"),
    "an NHS number": ({"detail": "Ask 943 476 5919 first"}, "detail", "an NHS number"),
    "an NHS number without spaces": ({"evidence": "Seen: 9434765919."}, "evidence", "an NHS number"),
    "an address for e-mail": ({"title": "Write to ann.lee@example.org"}, "title", "an e-mail address"),
    "a postcode": ({"detail": "The flat at LU1 2AA"}, "detail", "a full postcode"),
    "a postcode in small letters": ({"detail": "the flat at lu1 2aa"}, "detail", "a full postcode"),
    "a date of birth": ({"detail": "Born on 3 May 1950, she"}, "detail", "a date of birth"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_kept_is_told_at_its_field(writer, what):
    told, field, sentence = REFUSED[what]
    with pytest.raises(Refused) as caught:
        create(writer, KINDS["actions"], factories.content("actions", **{"title": "Homes", "lead": "ORG-A"} | told))
    assert list(caught.value.faults) == [field]
    assert sentence in caught.value.faults[field]
    assert "943" not in str(caught.value)


def test_a_value_with_the_sign_that_parts_values_is_told(writer):
    with pytest.raises(Refused, match="Write a comma instead"):
        create(writer, KINDS["organisations"], factories.content("organisations", name="Care", aliases=["a;b"]))


def test_organisations_may_have_a_postcode_and_a_shared_mailbox(writer):
    told = {"name": "Care", "about": "At LU1 2AA", "contact": "hello@example.org", "website": "https://example.org/a@b"}
    assert create(writer, KINDS["organisations"], factories.content("organisations", **told)).identifier
    with pytest.raises(Refused, match="an NHS number"):
        create(writer, KINDS["organisations"], factories.content("organisations", name="Care", contact="943 476 5919"))
    told = {"title": "Open day", "where": "Town hall, LU1 2BQ", "on": "2026-05-01"} | filled("events")
    assert create(writer, KINDS["events"], {**factories.content("events"), **told, "where": "Hall, LU1 2BQ"})


@pytest.mark.parametrize(
    "words", ["Phase M1 2nd year", "Ring 01582 546000", "Babies born in 2019 to 2021", "1234567890 views", "£1,204"]
)
def test_plain_words_are_not_taken_for_personal_data(writer, words):
    assert create(writer, KINDS["actions"], factories.content("actions", title="T", lead="ORG-A", detail=words))


def test_updates_and_reasons_hold_nothing_personal(people):
    made = factories.action(state=State.SUBMITTED)
    with pytest.raises(Refused, match="an e-mail address"):
        post_update(people[Role.CONTRIBUTOR], made, status="under way", text="Ask ann@example.org")
    with pytest.raises(Refused, match="control character"):
        move(people[Role.EDITOR], made, Verb.RETURN, version=made.version, reason="\u202eno")
    draft = factories.action()
    with pytest.raises(Refused, match="an NHS number"):
        change(people[Role.EDITOR], draft, {**draft.content, "title": "B"}, version=1, reason="For 9434765919")


def test_spaces_around_words_are_taken_off(writer):
    told = {"title": "  Homes ", "lead": "ORG-A", "due": "20260401"}
    made = create(writer, KINDS["actions"], factories.content("actions", **told))
    assert (made.content["title"], made.content["due"]) == ("Homes", str(date(2026, 3, 31) + timedelta(1)))
