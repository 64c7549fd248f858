import math

import numpy as np
import pytest
from hypothesis import given

from equitytown.stats.inequality import mean_log_deviation, theil_index
from equitytown.stats.inequality.entropy import NO_LIMITS_AT_ZERO, NO_LOGARITHM
from equitytown.stats.inequality.subgroups import AVERAGE_ZERO
from tests.stats.inequality.cases import (
    PUBLISHED,
    assert_as_worked,
    assert_estimate_agrees,
    golden_cases,
    numbers,
    own,
    subgroups,
    title,
)

FUNCTIONS = {"theil": theil_index, "mean_log_deviation": mean_log_deviation}
ENTROPY = [case for case in PUBLISHED if case["statistic"] in FUNCTIONS]


@pytest.mark.parametrize("case", own("theil_index", "mean_log_deviation"), ids=title)
def test_entropy_comes_out_as_worked(case):
    assert_as_worked(case)


@pytest.mark.parametrize("case", ENTROPY, ids=title)
def test_entropy_agrees_with_published_examples(case):
    found = FUNCTIONS[case["statistic"]](numbers(case["values"]), numbers(case["populations"]), multiplier=1)
    assert found.value == pytest.approx(float(case["value"]), abs=5e-9)


@pytest.mark.parametrize(("name", "function"), [("ti", theil_index), ("mld", mean_log_deviation)])
def test_entropy_agrees_with_the_golden_cases_and_its_error_is_on_the_scale_of_its_estimate(golden, name, function):
    for case, expected in golden_cases(golden, name):
        found = function(case.value, case.population, standard_error=case.error)
        assert_estimate_agrees(found, expected)
        assert found.standard_error == pytest.approx(1000 * expected[1], rel=1e-8)  # the peer left its thousand out
        # Its limits are a thousand times too narrow.
        assert found.upper - found.value == pytest.approx(1000 * (expected[3] - expected[0]), rel=1e-8)
        assert found.value - found.lower == pytest.approx(1000 * (expected[0] - expected[2]), rel=1e-8)


@given(subgroups)
def test_entropy_is_none_or_more(case):
    value, population, _ = case
    for function in FUNCTIONS.values():
        assert function(value, population).value >= 0


def test_a_group_split_in_two_changes_nothing():
    whole, parts = ([8, 5, 1], [2, 3, 4]), ([8, 5, 5, 1], [2, 1, 2, 4])
    for function in FUNCTIONS.values():
        assert function(*parts).value == pytest.approx(function(*whole).value)


def test_a_figure_of_none_adds_nothing_to_the_theil_index():
    # The peer takes 0.000001 for 0.
    found = theil_index([0, 1], [1, 1], standard_error=[0.1, 0.1], multiplier=1)
    assert found.value == pytest.approx(math.log(2))
    assert (np.isnan(found.lower), found.note) == (True, NO_LIMITS_AT_ZERO)


def test_a_figure_of_none_leaves_no_mean_log_deviation():
    found = mean_log_deviation([0, 1], [1, 1], standard_error=[0.1, 0.1])
    assert (np.isnan(found.value), found.note) == (True, NO_LOGARITHM)


def test_no_average_has_no_entropy():
    for function in FUNCTIONS.values():
        found = function([0, 0], [1, 1], standard_error=[1, 1])
        assert (np.isnan(found.value), found.note) == (True, AVERAGE_ZERO)
