import numpy as np
import pytest
from hypothesis import given

from equitytown.stats.inequality import (
    between_group_standard_deviation,
    between_group_variance,
    coefficient_of_variation,
)
from equitytown.stats.inequality.subgroups import ALL_EQUAL, AVERAGE_ZERO
from tests.stats.inequality.cases import (
    PUBLISHED,
    assert_all_agree,
    assert_as_worked,
    assert_estimate_agrees,
    golden_cases,
    numbers,
    own,
    subgroups,
    title,
)

HALF_SQUARES = [case for case in PUBLISHED if case["statistic"] == "half_squared_variation"]


@pytest.mark.parametrize(
    "case",
    own("between_group_variance", "between_group_standard_deviation", "coefficient_of_variation"),
    ids=title,
)
def test_spread_comes_out_as_worked(case):
    assert_as_worked(case)


@pytest.mark.parametrize("case", HALF_SQUARES, ids=title)
def test_spread_agrees_with_published_examples(case):
    value, people = numbers(case["values"]), numbers(case["populations"])
    expected = float(case["value"])  # half the squared coefficient of variation
    assert coefficient_of_variation(value, people, multiplier=1).value ** 2 / 2 == pytest.approx(expected, abs=5e-9)
    mean = np.average(value, weights=people)
    assert between_group_variance(value, people).value / (2 * mean**2) == pytest.approx(expected, abs=5e-9)


def test_variances_agree_with_the_golden_cases_errors_and_limits_too(golden):
    for case, expected in golden_cases(golden, "bgv"):
        assert_all_agree(between_group_variance(case.value, case.population, standard_error=case.error), expected)


@pytest.mark.parametrize(
    ("name", "function"), [("bgsd", between_group_standard_deviation), ("covar", coefficient_of_variation)]
)
def test_spread_agrees_with_the_golden_cases_and_limits_nearly(golden, name, function):
    for case, expected in golden_cases(golden, name, "sim=100"):
        found = function(case.value, case.population, standard_error=case.error)
        assert_estimate_agrees(found, expected)
        # The peer redraws a hundred times, which shifts its limits upwards by the errors counted twice.
        width = expected[3] - expected[2]
        assert abs(found.lower - expected[2]) < 0.25 * width
        assert abs(found.upper - expected[3]) < 0.25 * width


@given(subgroups)
def test_the_three_measures_of_spread_say_the_same(case):
    value, population, _ = case
    variance = between_group_variance(value, population).value
    spread = between_group_standard_deviation(value, population).value
    assert spread**2 == pytest.approx(variance, abs=1e-12)
    relative = coefficient_of_variation(value, population).value
    assert relative == pytest.approx(100 * spread / np.average(value, weights=population), abs=1e-12)


def test_limits_of_spread_are_cut_off_at_none():
    people, error = [1, 1, 1], [5, 5, 5]
    for function in (between_group_variance, between_group_standard_deviation, coefficient_of_variation):
        found = function([60, 61, 62], people, standard_error=error)
        assert found.lower == 0 < found.upper


def test_equal_groups_have_limits_of_their_variance_alone():
    found = between_group_variance([60, 60, 60], [1, 1, 1], standard_error=[1, 1, 1])
    assert (found.value, found.lower, found.note) == (0, 0, "")
    assert found.upper > 0
    assert coefficient_of_variation([60, 60], [1, 1], standard_error=[1, 1]).note == ALL_EQUAL


def test_no_average_has_no_coefficient():
    found = coefficient_of_variation([0, 0], [1, 1], standard_error=[1, 1])
    assert (np.isnan(found.value), found.note) == (True, AVERAGE_ZERO)
