"""The kinds of the register: every declaration leads somewhere, and every table of states is whole."""

import pytest

from equitytown.terms.register import KINDS, MEASURES, Shape, kind_of

EVERY = list(KINDS.values())
PERSONAL = ("email", "phone", "surname", "date_of_birth", "postcode")


@pytest.fixture(params=EVERY, ids=lambda kind: kind.slug)
def kind(request):
    return request.param


def test_a_kind_is_found_by_its_record(kind):
    assert kind_of(kind.record) is kind


def test_its_first_field_is_its_reference(kind):
    assert [f.name for f in kind.fields if f.shape is Shape.IDENTIFIER] == [kind.key]


def test_every_link_leads_to_a_kind_or_a_measure(kind):
    assert {f.to for f in kind.fields if f.links} <= {*KINDS, MEASURES}


def test_its_title_owner_parent_partners_and_order_are_fields_of_it(kind):
    named = {kind.title, kind.owner, kind.parent, *kind.partners, *kind.order} - {""}
    assert named <= set(kind.by_name)
    assert all(kind.by_name[name].to == "organisations" for name in (kind.owner, *kind.partners) if name)


def test_its_states_lead_to_states_and_are_the_choices_of_its_status(kind):
    if kind.statuses is not None:
        assert {after for follow in kind.statuses.values() for after in follow} <= set(kind.statuses)
        assert kind.by_name["status"].choices == tuple(kind.statuses)


def test_every_field_says_what_it_is_and_a_choice_has_choices(kind):
    assert all(f.label for f in kind.fields)
    assert all(bool(f.choices) == (f.shape is Shape.CHOICE) for f in kind.fields)


def test_no_field_asks_for_a_persons_particulars(kind):
    assert not any(word in f.name for f in kind.fields for word in PERSONAL)


def test_a_record_of_nothing_can_be_made_and_has_no_fault_but_emptiness(kind):
    assert kind.faults(kind.record()) == ()


def test_prefixes_and_words_are_each_used_once():
    for name in ("prefix", "singular", "plural"):
        words = [getattr(kind, name) for kind in EVERY]
        assert len(set(words)) == len(words), name
