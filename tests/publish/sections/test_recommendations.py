"""The recommendations section: plain words for how each can be checked, and lists as a reader writes them."""

from dataclasses import replace
from datetime import date

import pytest

from equitytown.present.blocks import Records, plain
from equitytown.publish.sections import recommendations
from equitytown.terms.register import Register
from equitytown.terms.register.promises import Recommendation
from tests.publish.registers import COUNCIL, with_register


@pytest.fixture(scope="module")
def held(compared):
    return compared.place.register.all(Recommendation)


def details(edition, found):
    ((_, (record,)),) = recommendations.listed(edition, (found,)).groups
    return {fact.label: plain(fact.text) for fact in record.details}


def opening(edition, held):
    register = Register({Recommendation: held})
    return plain(recommendations.blocks(replace(edition, place=replace(edition.place, register=register)))[0].text)


@pytest.mark.parametrize(
    ("measurability", "words"),
    [
        ("outcome threshold", "By reaching the level named"),
        ("full coverage", "By everyone taking part"),
        ("deliverable (done or not)", "Yes, once done"),
        ("countable or directional, no level", "By a count; no level was set"),
        ("by the yearly survey", "By the yearly survey"),
    ],
)
def test_how_it_can_be_checked_is_told_in_plain_words(compared, held, measurability, words):
    assert details(compared, replace(held[0], measurability=measurability))["How it can be checked"] == words


@pytest.mark.parametrize("measurability", ["none", ""])
def test_what_cannot_be_checked_has_no_such_fact(compared, held, measurability):
    assert "How it can be checked" not in details(compared, replace(held[0], measurability=measurability))


def test_every_way_of_checking_in_the_register_has_its_words(held):
    assert {found.measurability for found in held} <= set(recommendations.CHECKED)


def test_a_list_is_joined_by_commas(compared, held):
    assert (
        details(compared, replace(held[0], target_detail="carers;young people"))["Aimed at"] == "Carers, young people"
    )
    records = next(block for block in recommendations.blocks(compared) if isinstance(block, Records))
    every = (fact for _, found in records.groups for record in found for fact in record.details)
    assert not any(";" in plain(fact.text) for fact in every if fact.label != "How it can be checked")


def test_the_opening_tells_of_a_list_whose_printed_numbers_repeat(compared, held):
    assert opening(compared, held).endswith("Numbered as printed, so one list runs 1, 1, 2, 3.")
    assert "Numbered as printed" not in opening(compared, held[:4])


def test_how_it_stands_who_leads_and_by_when_are_told_where_the_register_holds_them(compared, held):
    told = replace(
        held[0], status="under way", lead="ORG-1", due=date(2027, 3, 31), deliverable="A policy is agreed.",
        measures=("smoking", "discrimination-and-racism"),
    )  # fmt: skip
    edition = with_register(compared, COUNCIL, told)
    opening, records = recommendations.blocks(edition)
    ((_, (record,)),) = records.groups
    facts = [(fact.label, plain(fact.text)) for fact in record.details]
    assert {
        ("How it stands", "Under way"), ("Led by", "The council"), ("Due", "31 March 2027"),
        ("Done when", "A policy is agreed."),
        ("Linked measure", "Discrimination and racism is a measure still to be confirmed"),
    } <= set(facts)  # fmt: skip
    smoking = next(words for label, words in facts if label == "Linked measure" and "smoke" in words)
    assert smoking.startswith("Adults who smoke stands at an estimated ")
    assert "How they stand: 1 under way." in plain(opening.text)
    assert "None was printed" not in plain(opening.text)
    assert (record.tags["status"], record.tags["lead"]) == (("Under way",), ("The council",))
    assert {"status", "lead"} <= set(records.filters)


def test_nothing_is_filtered_by_what_no_recommendation_has(compared):
    records = next(block for block in recommendations.blocks(compared) if isinstance(block, Records))
    assert list(records.filters) == ["heading", "partner", "theme", "aimed"]
