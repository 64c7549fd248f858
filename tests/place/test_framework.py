"""The outcome list of a place: its history and the strategies that it serves."""

from datetime import date

import pytest

from equitytown.terms.framework import Framework, ListChange, MeasureChange, Principle
from tests.place.folders import edit, only, read

ADDED, RETIRED, REPLACED = ListChange.ADDED, ListChange.RETIRED, ListChange.REPLACED
REASON = "reason: The survey ended."


def changed(folder, lines):
    edit(folder, "framework.yaml", "principles:", f"history:\n{lines}\nprinciples:")


def aligned(folder, measures):
    held = "alignments:\n  - id: jsna\n    name: Needs\n    headings:\n      - name: Work\n        measures: "
    edit(folder, "framework.yaml", "principles:", f"{held}{measures}\nprinciples:")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("measure: smokin\n    change: added", '"smokin" has no file in indicators/.'),
        ("measure: smoking\n    change: retired\n    principle: 6", "was retired, and still stands"),
        ("measure: smoking\n    change: retired", "under which principle it stood is not said"),
        ("measure: smoking\n    change: replaced", "smoking was replaced, and by what is not said."),
        ("measure: smoking\n    change: added\n    replaced_by: loneliness", "replaced_by names another measure"),
        ("measure: smoking\n    change: awaiting", "does not say that it is still to be confirmed"),
    ],
)  # fmt: skip
def test_a_history_that_does_not_lead_to_the_list_is_told(testford, change, sentence):
    changed(testford, f"  - {change}\n    dated: 2026-01-01\n    {REASON}")
    with pytest.raises(Exception, match="found; nothing was written") as told:
        read(testford)
    assert sentence in str(told.value)


def test_a_measure_that_serves_a_heading_twice_or_is_unknown_is_told(testford):
    aligned(testford, "[smoking, smoking]")
    assert "smoking stands under this heading already." in only(testford)


def test_the_headings_that_a_measure_serves_are_named(testford):
    aligned(testford, "[smoking]")
    (held,) = read(testford).framework.alignments
    assert held.headings_of("smoking") == ("Work",)
    assert held.agreed_by == ""


def listed(*changes):
    history = tuple(MeasureChange(*about, date(year, 1, 1), "Because.", **more) for about, year, more in changes)
    return Framework("List", (Principle(1, "One", "One", ("a", "b")),), "", (), history)


def test_the_list_of_an_earlier_day_undoes_what_came_later():
    framework = listed(
        (("b", ADDED), 2024, {}),
        (("old", REPLACED), 2025, {"replaced_by": "a"}),
        (("gone", RETIRED), 2026, {"principle": 1}),
    )
    ids = [framework.on(date(year, 6, 1)).principles[0].indicator_ids for year in (2026, 2025, 2024, 2023)]
    assert ids == [("a", "b"), ("a", "b", "gone"), ("old", "b", "gone"), ("old", "gone")]
    assert [len(framework.on(date(year, 6, 1)).history) for year in (2026, 2023)] == [3, 0]
