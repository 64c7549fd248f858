"""Achievements: the figures that a sentence does not tell stand after it."""

from decimal import Decimal

import pytest

from equitytown.present.blocks import plain
from equitytown.publish.told.achievements import achievements, amount
from equitytown.terms.register.reach import EACH_ONCE, EVERY_TIME
from equitytown.terms.register.results import Progress


def entry(value=None, **told):
    summary = told.pop("summary", "Courses ran.")
    return Progress(progress_id="P-1", summary=summary, value=None if value is None else Decimal(value), **told)


def told(*entries):
    return [plain(item) for item in achievements(entries)]


def test_total_and_different_people_stay_apart_after_the_sentence():
    assert told(
        entry("374", achievement_id="A", metric="completions", unit="people", counted=EVERY_TIME, period="2023/24"),
        entry("322", achievement_id="A", metric="learners", unit="people", counted=EACH_ONCE, period="2023/24"),
    ) == [
        (
            "Courses ran: 374 people (completions; every time counted); "
            "322 people (learners; each person counted once) (2023/24)."
        )
    ]


def test_a_figure_that_the_sentence_tells_is_not_told_twice():
    assert told(entry("1200", unit="people", summary="1,200 people came.")) == ["1,200 people came."]
    assert told(entry("1", unit="post", summary="A post was filled.")) == ["A post was filled."]


def test_a_part_of_another_number_does_not_tell_a_figure():
    assert told(entry("5", unit="homes", summary="15 schools and 1,500 pupils took part.")) == [
        "15 schools and 1,500 pupils took part: 5 homes."
    ]


def test_a_single_person_is_told():
    assert told(entry("1", unit="person", counted=EACH_ONCE)) == ["Courses ran: 1 person (each person counted once)."]


def test_entries_without_a_shared_reference_are_achievements_of_their_own():
    first, second = entry(summary="One."), Progress(progress_id="P-2", summary="Two.")
    assert told(first, second) == ["One.", "Two."]


@pytest.mark.parametrize(
    ("held", "printed"),
    [
        (entry("200000", unit="GBP", qualifier="more than"), "more than £200,000"),
        (entry("64", unit="% of feedback"), "64% of feedback"),
        (entry("12.50", unit="hours", qualifier="about"), "about 12.5 hours"),
        (entry("5"), "5"),
    ],
)
def test_a_figure_keeps_its_qualifier_and_its_unit(held, printed):
    assert amount(held) == printed


def test_a_qualifier_that_cannot_stand_before_a_figure_stands_after_it():
    assert told(entry("6", unit="benchmarks", qualifier="average")) == ["Courses ran: 6 benchmarks (average)."]
