"""Values that cannot be, far-off values, and what was probably meant (R01)."""

from random import Random

import pytest

from equitytown.audit.checks.repairs import likeliest, repairs
from equitytown.audit.checks.values import possible
from equitytown.audit.published import Published
from equitytown.audit.remarks import Sureness
from tests.audit.small import published, row

OBESITY = "Adult obesity rate(% adults 18+)"
TEMPORARY = "Households in temporary accommodation (per 1000 households)"


def told(file: Published) -> list[tuple[Sureness, str]]:
    return [(remark.sureness, remark.likely) for remark in possible(file)]


def test_a_missing_digit_is_named_where_verdicts_and_the_other_round_agree() -> None:
    first = row(OBESITY, "2019/20", "7.70%", "62.80%", "62.30%", "Rank 12 of 16", "R", "R", "A")
    second = row(OBESITY, "2020/21", "67.50%", "63.50%", "64.00%", "Rank 10 of 16", "A", "A", "A")
    (remark,) = possible(published([first], [second]))
    assert (remark.sureness, remark.likely) == (Sureness.LIKELY, "67.70%")
    assert "8.1 times below all beside it, no council in England has published" in remark.says
    assert '"Rank 12 of 16" does not go with it' in remark.says
    assert "a digit is missing" in remark.mend


def test_a_decimal_point_that_is_left_out_is_put_back_where_the_row_has_one() -> None:
    found = list(possible(published([row(OBESITY, "2019/20", "401%", "35.8%", "36.0%", "38.9%", "R", "R", "R")])))
    assert "40.1%" in [remark.likely for remark in found]
    assert "the decimal point is left out" in " ".join(remark.mend for remark in found)


def test_a_place_far_off_is_left_alone_where_verdicts_speak_for_it() -> None:
    assert told(published([row(TEMPORARY, "2022/23", "13.9", "4.1", "2.2", "Rank 16 of 16", "R", "R", "R")])) == []


@pytest.mark.parametrize(
    ("cells", "sureness"),
    [
        (("13.9", "4.1", "3.2", "Rank 9 of 16", "A", "A"), Sureness.LIKELY),  # nothing speaks for it
        (("13.9", "4.1", "3.2"), Sureness.TO_CHECK),  # nothing speaks at all
        (("40.9", "4.1", "3.2"), Sureness.LIKELY),
        (("13.9", "4.1", "3.2", "Rank 2 of 16", "R", "R"), Sureness.LIKELY),  # its rank speaks against it
        (("40.9", "4.1", "3.2", "Rank 16 of 16", "R", "R"), Sureness.TO_CHECK),
        (("13.9", "4.1", "3.2", "-", "higher", "lower"), Sureness.LIKELY),
        (("4.1", "41.0", "4.3", "4.2"), Sureness.LIKELY),  # England's own figure is the odd one
    ],
)
def test_a_far_off_value_is_graded_by_what_speaks_for_it(cells: tuple[str, ...], sureness: Sureness) -> None:
    assert [grade for grade, _ in told(published([row(TEMPORARY, "2022/23", *cells)]))] == [sureness]


@pytest.mark.parametrize(
    ("measure", "cells"),
    [
        ("Average Progress 8 score", ("0.24", "0.02", "-0.01")),  # both sides of nought
        ("Loneliness (%)", ("22.0%", "N/a", "-")),
        ("Change in claimants (%)", ("140%", "120%", "130%")),
        ("Average Attainment 8 score", ("96%", "97%", "96%")),  # its unit is another rule's
        ("A gap in school readiness (%)", ("120.0%", "110.0%", "105.0%")),
        ("Slices of tooth decay (%)", ("88.0%", "77.0%", "79.0%")),  # the label is not what it seems
        ("Diagnosed diabetes (per 100,000)", ("6100", "5900", "6000")),
        ("An index of air", ("0.89", "0.30", "-", "0.91 (Leicester)")),
    ],
)
def test_values_without_bounds_or_ratio_are_left_alone(measure: str, cells: tuple[str, ...]) -> None:
    assert told(published([row(measure, "2021", *cells)])) == []


def test_another_round_near_its_comparators_speaks_against_a_far_off_value() -> None:
    near = row(TEMPORARY, "2022/23", "4.5", "4.2", "3.3", "Rank 9 of 16", "A", "A")
    for value, sureness in (("15.1", Sureness.TO_CHECK), ("45.1", Sureness.LIKELY)):
        far = row(TEMPORARY, "2021/22", value, "4.1", "3.2", "Rank 16 of 16", "R", "R")
        assert told(published([far], [near]))[0][0] is sureness


def test_a_value_outside_its_unit_is_certain_and_mended() -> None:
    assert told(published([row("Fuel poverty (%)", "2021", "167.0%", "13.1%", "12.3%")])) == [
        (Sureness.CERTAIN, "16.7%")
    ]
    assert (
        told(published([row("Suicide rate (per 100,000)", "2021", "-9.1", "10.4", "10.1")]))[0][0] is Sureness.CERTAIN
    )


def test_a_value_outside_its_limits_is_certain() -> None:
    file = published([row("Suicide rate (per 100,000)", "2021", "12.1", "10.4", LOWER="8.8", UPPER="11.9")])
    (remark,) = possible(file)
    assert remark.sureness is Sureness.CERTAIN
    assert "8.8" in remark.says


def test_limits_outside_the_unit_are_certain() -> None:
    file = published([row("Coverage (%)", "2021", "99.1%", "98.4%", LOWER="98.0%", UPPER="102.1%")])
    assert told(file) == [(Sureness.CERTAIN, "")]


def test_no_value_is_named_where_nothing_is_expected_or_fits() -> None:
    assert told(published([row("Fuel poverty (%)", "2021", "160.0%")])) == [(Sureness.CERTAIN, "")]
    assert told(published([row("Fuel poverty (%)", "2021", "777.7%", "13.1%")])) == [(Sureness.CERTAIN, "")]


def test_limits_decide_which_value_was_meant() -> None:
    file = published([row("Fuel poverty (%)", "2021", "146.0%", "13.1%", "12.3%", LOWER="13.9%", UPPER="15.2%")])
    assert [remark.likely for remark in possible(file)] == ["14.6%", ""]


def test_every_single_slip_can_be_undone() -> None:
    chance = Random(4)  # noqa: S311  made-up figures
    for _ in range(50):
        text = f"{chance.uniform(10, 99):.1f}"
        at = chance.randrange(2)
        dropped, put = text[:at] + text[at + 1 :], text[:at] + chance.choice("123456789") + text[at:]
        swapped = text[1] + text[0] + text[2:]
        for printed in (dropped, put, swapped, f"{float(text) * 10:.1f}"):
            meant = {repair.number for repair in repairs(float(printed), 1)}
            assert float(text) in meant or printed == text or printed.startswith("0")


def test_no_value_is_named_where_two_are_about_as_probable() -> None:
    assert likeliest(7.0, 0, expected=42.0, spread=0.5, fits=lambda _: True) is None
    assert likeliest(7.0, 0, expected=42.0, spread=0.5, fits=lambda _: False) is None
