import numpy as np
import pytest

from equitytown.errors import InputError
from equitytown.stats.inequality import group_difference, group_ratio
from equitytown.stats.inequality.subgroups import TOO_UNSURE
from equitytown.stats.inequality.two_groups import DIVIDED_BY_ZERO, NO_LOGARITHM
from tests.stats.inequality.cases import (
    PUBLISHED,
    assert_all_agree,
    assert_as_worked,
    golden_cases,
    numbers,
    own,
    title,
)
from tests.stats.tables import DATA, grouped, rows_of

MIXED = [45.0, 31.0, 71.0, 52.0]


@pytest.mark.parametrize("case", own("group_difference", "group_ratio"), ids=title)
def test_measures_of_two_groups_come_out_as_worked(case):
    assert_as_worked(case)


@pytest.mark.parametrize(("name", "function"), [("d", group_difference), ("r", group_ratio)])
def test_measures_of_two_groups_agree_with_the_golden_cases(golden, name, function):
    for case, expected in golden_cases(golden, name):
        assert_all_agree(function(case.value, standard_error=case.error, **case.standing), expected)


@pytest.mark.parametrize(("name", "function"), [("d", group_difference), ("r", group_ratio)])
def test_measures_from_a_reference_agree_with_the_golden_cases(golden, name, function):
    for case, expected in golden_cases(golden, name, "reference_subgroup"):
        found = function(case.value, standard_error=case.error, reference=case.reference, **case.standing)
        assert_all_agree(found, expected)


def test_a_difference_agrees_with_a_published_example():
    (case,) = (row for row in PUBLISHED if row["statistic"] == "two_group_difference")
    value, people = numbers(case["values"]), numbers(case["populations"])
    halves = [np.average(value[part], weights=people[part]) for part in (slice(2), slice(2, 4))]
    assert group_difference(halves, best="low").value.round(1) == float(case["value"])


def test_a_ratio_agrees_with_published_examples():
    rates = grouped(rows_of(DATA / "published_disparity_groups.csv"), "case")
    results = grouped(rows_of(DATA / "published_disparity_results.csv"), "statistic")["black_white_ratio"]
    assert results
    for result in results:
        rate = {row["group"]: float(row["rate_per_100000"]) for row in rates[result["case"]]}
        found = group_ratio([rate["black"], rate["white"]], best="low")
        assert found.value.round(1) == float(result["value"])


def test_ordered_groups_are_compared_from_end_to_end_by_what_is_best():
    assert group_difference(MIXED, best="high").value == 7
    assert group_difference(MIXED, best="low").value == -7
    assert group_ratio(MIXED, best="high").value == pytest.approx(52 / 45)
    assert group_ratio(MIXED, best="low").value == pytest.approx(45 / 52)


@pytest.mark.parametrize("best", ["high", "low"])
def test_unordered_groups_are_compared_from_extreme_to_extreme(best):
    assert group_difference(MIXED, best=best, order="unordered").value == 40
    assert group_ratio(MIXED, best=best, order="unordered").value == pytest.approx(71 / 31)


def test_a_reference_is_compared_with_the_worst_of_the_others():
    assert group_difference(MIXED, best="high", reference=0).value == 45 - 31
    assert group_difference(MIXED, best="low", reference=0).value == 71 - 45
    assert group_difference(MIXED, best="high", reference=1).value == 31 - 45  # it is worse off than all others
    assert group_ratio(MIXED, best="low", reference=3).value == pytest.approx(71 / 52)


def test_only_the_two_groups_compared_make_the_error():
    found = group_difference([10, 20, 30], best="high", standard_error=[3, 100, 4])
    assert found.standard_error == 5
    assert found.lower == pytest.approx(20 - 5 * 1.959963984540054)


def test_nothing_is_divided_by_zero():
    found = group_ratio([0, 20, 30], best="high", standard_error=[0, 1, 1])
    assert (np.isnan(found.value), found.note) == (True, DIVIDED_BY_ZERO)


def test_a_ratio_of_none_has_no_limits():
    found = group_ratio([0, 20, 30], best="low", standard_error=[0, 1, 1])
    assert (found.value, np.isnan(found.upper), found.note) == (0, True, NO_LOGARITHM)


def test_a_figure_far_nearer_to_zero_than_its_error_leaves_no_limits():
    found = group_ratio([1e-9, 20, 30], best="high", standard_error=[1, 1, 1])
    assert (np.isnan(found.upper), found.note) == (True, TOO_UNSURE)


def test_a_ratio_of_negative_figures_is_refused():
    with pytest.raises(InputError, match=r"value is negative .*use a difference"):
        group_ratio([-1, 2], best="high")
