"""Values of the register as text and back."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.terms.register import KINDS, Field, Shape
from equitytown.terms.register.cells import (
    from_cell,
    from_plain,
    is_empty,
    lacking,
    read_cells,
    to_cell,
    to_plain,
    to_row,
)
from equitytown.terms.register.results import Progress
from equitytown.terms.register.work import Action

PROGRESS = KINDS["progress"]
WORDS = st.text(st.characters(codec="utf-8", exclude_characters=";", exclude_categories=("Cc", "Cs")), max_size=30).map(
    str.strip
)
ENTRIES = st.builds(
    Progress,
    progress_id=st.from_regex(r"[A-Z]{2}-[0-9]{1,4}", fullmatch=True),
    summary=WORDS,
    value=st.none() | st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False),
    starts=st.none() | st.dates(min_value=date(1900, 1, 1)),
    partners=st.lists(WORDS.filter(bool), max_size=3).map(tuple),
    qualifier=st.sampled_from(["", "more than"]),
)


@given(ENTRIES)
def test_a_record_survives_its_file(entry):
    cells = dict(zip(PROGRESS.columns, to_row(PROGRESS, entry), strict=True))
    values, _ = read_cells(PROGRESS, cells)
    assert Progress(**values) == entry


@given(ENTRIES)
def test_a_record_survives_json(entry):
    assert from_plain(PROGRESS, to_plain(PROGRESS, entry)) == entry


def test_a_field_that_json_does_not_hold_is_missing_and_one_unknown_is_passed_over():
    assert from_plain(PROGRESS, {"progress_id": "PR-1", "gone": "x"}) == Progress(progress_id="PR-1")


def test_a_person_stays_out_of_a_file_and_not_out_of_json():
    action = Action(action_id="ACT-1", owner="7")
    assert "owner" not in KINDS["actions"].columns
    assert to_plain(KINDS["actions"], action)["owner"] == "7"


@pytest.mark.parametrize(
    ("shape", "cell", "sentence"),
    [
        (Shape.WHOLE, "-3", 'Field: "-3" is not a whole number. Write digits only, such as 374.'),
        (Shape.WHOLE, "1" * 16, "is not a whole number"),
        (Shape.WHOLE, "\u0661", "is not a whole number"),
        (Shape.NUMBER, "1e9", "is not a number. Write it as 374 or 12.5."),
        (Shape.NUMBER, "NaN", "is not a number"),
        (Shape.NUMBER, "about 4", "is not a number"),
        (Shape.DAY, "30/4/2026", 'Field: "30/4/2026" is not a day. Write it as 2026-04-30.'),
        (Shape.YES_NO, "perhaps", "Write yes or no."),
        (Shape.CHOICE, "maybe", "Use one of: this, that."),
        (Shape.ADDRESS, "javascript:alert(1)", "is not a web address. Begin it with https://."),
        (Shape.LINK, "a b", "is not a reference"),
        (Shape.LINKS, "ACT-1;<b>", '"<b>" is not a reference'),
    ],
)
def test_a_cell_that_cannot_be_right_says_what_it_may_be(shape, cell, sentence):
    with pytest.raises(InputError) as caught:
        from_cell(Field("field", "Field", shape, choices=("this", "that")), cell)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("cell", "value"), [("£12,500.50", Decimal("12500.50")), ("-4", Decimal(-4)), ("0", Decimal(0))]
)
def test_numbers_are_read_as_people_write_them(cell, value):
    assert from_cell(Field("amount", "Amount", Shape.POUNDS), cell) == value


def test_missing_is_never_zero():
    assert from_cell(Field("n", "N", Shape.WHOLE), "") is None
    assert to_cell(None) == ""
    assert not is_empty(0)
    assert not is_empty(False)


def test_what_is_required_is_asked_for_once():
    _, faults = read_cells(PROGRESS, {"progress_id": "PR-1", "summary": "", "workstream": "a b"})
    assert [name for name, _ in faults] == ["workstream", "summary"]


def test_what_a_publication_lacks_is_told():
    assert (
        lacking(KINDS["case-studies"], KINDS["case-studies"].record(case_study_id="CS-1", title="A"))[0][0]
        == "organisation"
    )


def test_a_figure_without_a_period_or_a_name_is_a_fault():
    told = dict(PROGRESS.faults(Progress(value=Decimal(374))))
    assert told["period"].startswith("A figure needs its period")
    assert told["metric"].startswith("A figure needs a name")


def test_an_end_before_its_start_is_a_fault():
    faults = dict(PROGRESS.faults(Progress(starts=date(2026, 5, 1), ends=date(2026, 4, 1))))
    assert faults["ends"] == "The end, 1 April 2026, is before the start, 1 May 2026. Correct one of them."
