"""The progress section: one plain sentence an achievement, its period only where it says more than the opening."""

import re
from dataclasses import replace
from itertools import groupby

import pytest

from equitytown.present.blocks import Bullets, Paragraph, plain
from equitytown.publish.sections import progress
from equitytown.terms.register.results import Progress
from equitytown.terms.register.work import Action, NextStep, Workstream
from tests.publish.registers import COUNCIL, with_register, words

IN_WORDS = {"bid", "post"}  # one of these is told by its article


@pytest.fixture(scope="module")
def told(compared):
    return compared.place.register.all(Progress)


def items(edition):
    return [plain(item) for block in progress.blocks(edition) if isinstance(block, Bullets) for item in block.items]


def with_progress(edition, *entries):
    return with_register(edition, *entries, *edition.place.register.all(Workstream))


def test_the_first_sentence_of_an_achievement_tells_every_figure(told):
    for name, rows in groupby(told, key=lambda entry: entry.achievement_id):
        entries = tuple(rows)
        numbers = set(re.findall(r"\d+", entries[0].summary.replace(",", "")))
        wanted = {str(entry.value) for entry in entries if entry.value and entry.unit not in IN_WORDS}
        assert wanted <= numbers, name


def test_a_figure_that_is_more_or_less_than_told_keeps_its_qualifier(told):
    for entry in told:
        if entry.qualifier in ("more than", "at least"):
            figure = f"{int(entry.value):,}"
            assert re.search(rf"{entry.qualifier} £?{figure}\b", entry.summary, re.IGNORECASE), entry.progress_id


def test_total_and_different_people_stay_apart(compared):
    (found,) = (item for item in items(compared) if item.startswith("Passport"))
    assert "374 people" in found
    assert "322 different people" in found
    assert "(no end date was given)" in found


def test_the_usual_period_stands_in_the_opening_only(compared):
    opening = progress.blocks(compared)[0]
    assert isinstance(opening, Paragraph)
    assert "over the 18 months before the report" in plain(opening.text)
    assert not any("last 18 months" in item or "(to date)" in item for item in items(compared))


def test_another_period_stands_after_its_achievement(compared, told):
    shown = items(with_progress(compared, replace(told[0], period="spring 2024", summary="A thing was done.")))
    assert shown == ["A thing was done (spring 2024)."]


def test_a_period_that_the_sentence_tells_is_not_told_twice(compared, told):
    entry = replace(told[0], period="May 2024 (no day printed)", summary="A thing was done in May 2024.")
    assert items(with_progress(compared, entry)) == ["A thing was done in May 2024."]


def test_no_usual_period_is_claimed_for_a_place_that_has_none(compared, told):
    edition = with_progress(compared, replace(told[0], period=""))
    assert "months" not in plain(progress.blocks(edition)[0].text)


def test_a_workstream_with_a_next_step_and_no_progress_is_still_told(compared):
    stream = Workstream(workstream_id="W-1", name="Homes")
    step = NextStep(next_step_id="N-1", workstream="W-1", summary="warm them", status="open")
    assert words(progress.blocks(with_register(compared, stream, step))) == [
        "Homes",
        "Next for Homes",
        "Warm them (open).",
    ]


def test_a_register_with_actions_alone_is_not_called_empty(compared):
    edition = with_register(compared, COUNCIL, Action(action_id="A-1", title="Begin", lead="ORG-1", status="done"))
    assert words(progress.blocks(edition))[0] == "Actions"


def test_an_empty_register_says_so(compared):
    assert words(progress.blocks(with_register(compared))) == ["The register holds no progress entry yet."]
