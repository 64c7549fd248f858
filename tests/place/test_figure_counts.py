"""What must hold of a figure's counts."""

import pytest

from equitytown.place.faults import Faults
from equitytown.place.figure_counts import check_counts
from equitytown.terms.indicator import Unit, ValueType
from tests.factories import indicator, observation
from tests.place.folders import figures, only, read


def faults(value, numerator, denominator, *, decimals=1, **changes):
    found = Faults("places/testford")
    figure = observation(value, numerator=numerator, denominator=denominator)
    check_counts("data/made-up-share.csv", figure, indicator=indicator(**changes), decimals=decimals, faults=found)
    return [str(fault) for fault in found.found]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"numerator": "-5"}, "numerator -5 is below zero.\n    Correct the count."),
        ({"numerator": "9", "denominator": "8"}, "numerator 9 is above denominator 8 in a proportion.\n    Correct"),
        ({"denominator": "0"}, "denominator is 0: nothing can be counted out of none."),
        ({"numerator": "0", "denominator": "0"}, "denominator is 0: nothing can be counted out of none."),
        (
            {"numerator": "193", "denominator": "100000"},
            "value 19.3 does not go with its counts: 193 of 100000 is 0.19%.\n    Correct the one that is wrong",
        ),
        ({"value": "57.0", "numerator": "572", "denominator": "1000"}, "value 57 does not go with its counts"),
    ],
)
def test_counts_that_cannot_be_right_are_told(testford, change, sentence):
    figures(testford, change)
    assert sentence in only(testford)


@pytest.mark.parametrize(("numerator", "denominator"), [("193", "1000"), ("1939", "10000"), ("", "1000"), ("193", "")])
def test_counts_that_give_the_value_but_for_rounding_are_accepted(testford, numerator, denominator):
    figures(testford, {"numerator": numerator, "denominator": denominator})
    assert len(read(testford).observations) == 2


@pytest.mark.parametrize(("unit", "value"), [(Unit.PERCENT, 1.2), (Unit.PER_1000, 12.0), (Unit.PER_100000, 1200.0)])
def test_a_crude_rate_is_checked_in_its_unit(unit, value):
    assert faults(value, 12, 1000, unit=unit, value_type=ValueType.CRUDE_RATE) == []
    assert len(faults(value * 2, 12, 1000, unit=unit, value_type=ValueType.CRUDE_RATE)) == 1


@pytest.mark.parametrize(
    ("value", "is_right"), [(19.2, True), (19.3, True), (19.4, True), (19.5, False), (19.1, False)]
)
def test_a_value_may_differ_by_one_unit_in_its_last_decimal(value, is_right):
    assert (faults(value, 193, 1000) == []) is is_right


@pytest.mark.parametrize("kind", [ValueType.STANDARDISED_RATE, ValueType.MEAN, ValueType.INDEX])
def test_a_figure_that_is_no_quotient_of_its_counts_is_not_held_against_them(kind):
    assert faults(50, 1, 1000, value_type=kind) == []


def test_a_long_decimal_worked_out_from_its_counts_is_accepted():
    value = 100 * 9031 / 63181
    assert faults(value, 9031, 63181, decimals=len(repr(value).partition(".")[2])) == []
