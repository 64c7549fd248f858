import numpy as np
import pytest
from hypothesis import given

from equitytown.errors import InputError
from equitytown.stats.inequality import (
    absolute_concentration_index,
    erreygers_index,
    regression_slope_index,
    relative_concentration_index,
    wagstaff_index,
)
from equitytown.stats.inequality.concentration import AT_A_BOUND, TOO_FEW
from equitytown.stats.inequality.subgroups import AVERAGE_ZERO
from tests.stats.inequality.cases import (
    PUBLISHED,
    assert_all_agree,
    assert_as_worked,
    golden_cases,
    numbers,
    own,
    subgroups,
    title,
)

NAMES = ("absolute_concentration_index", "relative_concentration_index", "wagstaff_index", "erreygers_index")
INDICES = [case for case in PUBLISHED if case["statistic"] == "relative_concentration_index"]


@pytest.mark.parametrize("case", own(*NAMES), ids=title)
def test_indices_come_out_as_worked(case):
    assert_as_worked(case)


@pytest.mark.parametrize("case", INDICES, ids=title)
def test_relative_indices_agree_with_published_examples(case):
    found = relative_concentration_index(numbers(case["values"]), numbers(case["populations"]))
    assert found.value == pytest.approx(float(case["value"]), abs=0.51 * 10 ** -int(case["decimals"]))


def test_indices_agree_with_the_golden_cases_errors_and_limits_too(golden):
    for case, expected in golden_cases(golden, "aci"):
        assert_all_agree(absolute_concentration_index(case.value, case.population), expected)
    for case, expected in golden_cases(golden, "rci"):
        assert_all_agree(relative_concentration_index(case.value, case.population), expected)
    for case, expected in golden_cases(golden, "aci", "lmin=0,lmax=100"):
        assert_all_agree(absolute_concentration_index(case.value / 100, case.population), expected)


def test_corrected_indices_agree_with_the_golden_cases_errors_and_limits_too(golden):
    for case, expected in golden_cases(golden, "rci", "wagstaff,0,100"):
        assert_all_agree(wagstaff_index(case.value, case.population, most=100), expected)
    for case, expected in golden_cases(golden, "rci", "erreygers,0,100"):
        assert_all_agree(erreygers_index(case.value, case.population, most=100), expected)


@given(subgroups)
def test_the_absolute_index_is_the_slope_times_twice_the_variance_of_ranks(case):
    value, population, _ = case
    share = population / population.sum()
    rank = np.cumsum(share) - share / 2
    spread = (share * (rank - 0.5) ** 2).sum()
    slope = regression_slope_index(value, population).value
    assert absolute_concentration_index(value, population).value == pytest.approx(2 * spread * slope, abs=1e-9)


@given(subgroups)
def test_turning_the_order_round_turns_the_sign(case):
    value, population, error = case
    there = relative_concentration_index(value, population, standard_error=error)
    back = relative_concentration_index(value[::-1], population[::-1], standard_error=error[::-1])
    assert back.value == pytest.approx(-there.value, abs=1e-10)
    assert back.lower == pytest.approx(-there.upper, abs=1e-10)


@pytest.mark.parametrize("index", [wagstaff_index, erreygers_index])
@given(case=subgroups)
def test_corrected_indices_mirror_those_with_and_those_without(index, case):
    value, population, error = case
    having = index(value, population, most=100, standard_error=error)
    lacking = index(100 - value, population, most=100, standard_error=error)
    assert lacking.value == pytest.approx(-having.value, abs=1e-10)
    assert lacking.lower == pytest.approx(-having.upper, abs=1e-10)


def test_other_bounds_move_the_scale():
    value, people = np.array([3.0, 3.5, 4.5]), [1, 1, 1]
    for index in (wagstaff_index, erreygers_index):
        moved = index(value, people, least=1, most=5)
        assert moved.value == pytest.approx(index((value - 1) / 4, people, most=1).value)


def test_all_with_the_advantaged_is_as_concentrated_as_their_share_allows():
    assert relative_concentration_index([0, 0, 0, 9], [1, 1, 1, 1]).value == 0.75


def test_two_groups_without_errors_have_an_index_and_no_limits():
    for found in (
        absolute_concentration_index([60, 75], [1, 1]),
        erreygers_index([60, 75], [1, 1], most=100),
    ):
        assert found.value > 0
        assert (np.isnan(found.lower), found.note) == (True, TOO_FEW)
    assert absolute_concentration_index([60, 75], [1, 1], standard_error=[1, 1]).lower > 0


def test_nothing_to_share_has_no_relative_index():
    found = relative_concentration_index([0, 0, 0], [1, 1, 1], standard_error=[1, 1, 1])
    assert (np.isnan(found.value), found.note) == (True, AVERAGE_ZERO)


@pytest.mark.parametrize("bound", [0, 100])
def test_an_average_at_a_bound_has_no_wagstaff_index(bound):
    found = wagstaff_index([bound] * 3, [1, 1, 1], most=100, standard_error=[1, 1, 1])
    assert (np.isnan(found.value), found.note) == (True, AT_A_BOUND)


def test_figures_outside_their_bounds_and_bounds_the_wrong_way_round_are_refused():
    for index in (wagstaff_index, erreygers_index):
        with pytest.raises(InputError, match=r"value is outside 0 to 1 in 2 of 2 rows \(first: row 0, 60\)"):
            index([60, 75], [1, 1], most=1)
        with pytest.raises(InputError, match="most must be above least, and they are 0 and 0"):
            index([60, 75], [1, 1], most=0)
