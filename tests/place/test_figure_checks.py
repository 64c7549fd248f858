"""What must hold of a figure, and of the figures of a file together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.place.faults import Faults
from equitytown.place.figure_checks import check_values
from tests.factories import indicator, observation
from tests.place.folders import ENGLAND, edit, figures, only, read, told

LIMITS = {"lower": "15.1", "upper": "23.5", "confidence": "0.95"}


@pytest.mark.parametrize(
    ("change", "sentence", "mend"),
    [
        ({"value": "193"}, 'value 193 is outside what "%" can be, 0 to 100.', "Correct it, or the unit"),
        ({"value": "-1"}, 'value -1 is outside what "%" can be', "Correct it"),
        (LIMITS | {"upper": "101"}, 'upper 101 is outside what "%" can be', "Correct it"),
        (LIMITS | {"lower": "19.4"}, "the limits 19.4 to 23.5 do not enclose the value 19.3.", "swapped"),
        (LIMITS | {"lower": ""}, "only one of lower and upper is given.", "Give both, or neither."),
        (LIMITS | {"confidence": ""}, "limits are given without their confidence.", "Write 0.95"),
        (LIMITS | {"confidence": "95"}, "confidence 95 is not between 0 and 1.", "Write 0.95 for 95% limits."),
        (LIMITS | {"confidence": "99.8"}, "confidence 99.8 is not between 0 and 1.", "Write 0.95 for 95% limits."),
        (
            LIMITS | {"confidence": "0.998"},
            "confidence 0.998 is not used here: give the 95% limits, confidence 0.95.",
            "leave lower, upper and confidence empty",
        ),
        (LIMITS | {"confidence": "1"}, "confidence 1 is not between 0 and 1.", "Write 0.95 for 95% limits."),
        ({"value": ""}, 'value is empty but status is "complete".', 'set status to "missing"'),
        ({"status": "suppressed"}, 'value is 19.3 but status is "suppressed".', "Take the value out"),
        ({"value": "", "status": "missing"}, "value is empty and note does not say why.", "Give the reason"),
        ({"known_from": "2026-11-23"}, "known_from 2026-11-23 is later than retrieved 2026-11-22.", "earliest"),
        ({"known_from": "2021-12-31"}, "known_from 2021-12-31 is before the period 2022 begins.", "Correct"),
    ],
)
def test_a_figure_that_cannot_be_right_is_told(testford, change, sentence, mend):
    figures(testford, change)
    found = told(testford)
    assert any(sentence in fault and mend in fault for fault in found), found


def test_a_figure_read_in_the_future_is_accepted(testford):
    figures(testford, {"retrieved": "2099-01-01"})
    assert len(read(testford).observations) == 2


def test_duplicates_that_agree_are_told_once_and_one_is_to_be_deleted(testford):
    figures(testford, {}, {})
    assert only(testford) == (
        "data/smoking.csv, line 4: Luton, 2022, Persons, stands twice in one vintage: first on line 3, "
        "with the same value.\n    Delete one of the two rows."
    )


def test_duplicates_that_disagree_name_both_values(testford):
    figures(testford, {}, {"value": "21.1"})
    assert "first on line 3, 19.3 there and 21.1 here." in only(testford)
    assert "give each row its own known_from" in only(testford)


def test_a_duplicate_without_a_value_is_told(testford):
    figures(testford, {}, {"value": "", "status": "missing", "note": "Not published"})
    assert "19.3 there and no value here." in only(testford)


def test_england_missing_is_told_with_its_periods(testford):
    later = {"period": "2023", "period_start": "2023-01-01", "period_end": "2023-12-31"}
    figures(testford, {}, later, england=None)
    assert only(testford).startswith(
        "data/smoking.csv, line 2: England is missing for 2022, 2023 (Persons), so nothing can be compared"
    )


def test_england_is_asked_for_in_each_sex(testford):
    edit(testford, "indicators/smoking.yaml", "sex: Persons", "sex: Persons, Male")
    figures(testford, {}, {"sex": "Male"})
    assert "England is missing for 2022 (Male)" in only(testford)


def test_england_may_be_there_without_a_value(testford):
    figures(testford, {}, england=ENGLAND | {"value": "", "status": "missing", "note": "Not printed"})
    assert len(read(testford).observations) == 2


def test_england_is_not_called_missing_where_its_row_has_a_fault(testford):
    figures(testford, {}, england=ENGLAND | {"value": "12,4"})
    assert "Write 12.4." in only(testford)


def test_an_index_has_no_bounds(testford):
    row = {"indicator_id": "air-quality", "age": "All ages", "value": "-412.5"}
    figures(testford, row, england=ENGLAND | row)
    (testford / "data" / "smoking.csv").rename(testford / "data" / "air-quality.csv")
    assert read(testford).observations[0].value == -412.5


@given(value=st.floats(0, 100), spread=st.floats(0, 50))
def test_limits_that_enclose_a_possible_value_are_accepted(value, spread):
    faults = Faults("places/testford")
    figure = observation(value, lower=max(0, value - spread), upper=min(100, value + spread), confidence=0.95)
    check_values("data/made-up-share.csv", figure, indicator=indicator(), faults=faults)
    assert [fault.message for fault in faults.found if "known_from" not in fault.message] == []
