import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.inequality import (
    logistic_relative_index,
    logistic_slope_index,
    regression_relative_index,
    regression_slope_index,
)
from equitytown.stats.inequality.regression import NOT_ABOVE, NOT_SETTLED
from equitytown.stats.slope import slope_index
from tests.stats.inequality.cases import (
    OWN,
    PUBLISHED,
    assert_all_agree,
    assert_as_worked,
    golden_cases,
    numbers,
    subgroups,
    title,
)

INDICES = [case for case in OWN if case["measure"].startswith(("regression", "logistic"))]
SLOPES = [case for case in PUBLISHED if case["statistic"] == "slope_index"]


@pytest.mark.parametrize("case", INDICES, ids=title)
def test_indices_come_out_as_worked(case):
    assert_as_worked(case)


@pytest.mark.parametrize("case", SLOPES, ids=title)
def test_slopes_agree_with_published_examples(case):
    found = regression_slope_index(numbers(case["values"]), numbers(case["populations"]))
    assert found.value == pytest.approx(float(case["value"]), abs=0.51 * 10 ** -int(case["decimals"]))


def test_linear_indices_agree_with_the_golden_cases_errors_and_limits_too(golden):
    for case, expected in golden_cases(golden, "rii", "linear"):
        found = regression_relative_index(case.value, case.population)
        np.testing.assert_allclose(found.standard_error, expected[1], rtol=1e-7)  # the peer differentiates by steps
        assert_all_agree(found, [expected[0], found.standard_error, *expected[2:]])
    for case, expected in golden_cases(golden, "sii", "linear"):
        found = regression_slope_index(case.value, case.population)
        # The peer gives its limits in the unit of the estimate, but not its standard error.
        error = (expected[3] - expected[2]) / (2 * 1.959963984540054)
        assert_all_agree(found, [expected[0], error, *expected[2:]])


def test_people_weigh_once_and_not_squared_as_the_peers_do(golden):
    case, expected = golden_cases(golden, "sii", "logit")[0]
    found = logistic_slope_index(case.value, case.population, scale=100)
    assert found.value == pytest.approx(24.232, abs=0.002)  # 24.232 where cases are first rounded to whole people
    assert expected[0] == pytest.approx(24.886, abs=0.001)


def test_the_standard_error_is_in_the_unit_of_the_estimate_unlike_the_peers():
    for index, scale in ((regression_slope_index, {}), (logistic_slope_index, {"scale": 100})):
        found = index([61.0, 68, 75, 79], [1, 1, 1, 1], **scale)
        assert found.upper - found.value == pytest.approx(1.959963984540054 * found.standard_error)


@given(subgroups)
def test_the_line_is_that_of_the_slope_index_from_quantiles(case):
    value, population, error = case
    if value.size < 5:
        return
    other = slope_index(value, population, standard_error=error)
    assert regression_slope_index(value, population).value == pytest.approx(other.slope.value, abs=1e-9)
    relative = regression_relative_index(value, population)
    if relative.note == "":
        assert relative.value == pytest.approx(other.relative.value, abs=1e-9)


@given(subgroups)
@example([np.array([10.0, 75.0, 90.0]), np.array([214.0, 10.0, 10.0]), np.ones(3)])
def test_those_without_have_the_turned_slope_of_those_with(case):
    value, population, _ = case
    having = logistic_slope_index(value, population, scale=100)
    lacking = logistic_slope_index(100 - value, population, scale=100)
    assert lacking.value == pytest.approx(-having.value, abs=1e-7)
    assert lacking.lower == pytest.approx(-having.upper, abs=1e-7)


@given(st.floats(-2, 2), st.floats(-3, 3), st.lists(st.floats(10, 1000), min_size=3, max_size=8))
def test_figures_on_a_logistic_curve_are_found_again(base, slope, population):
    population = np.array(population)
    share = population / population.sum()
    rank = np.cumsum(share) - share / 2
    value = 1 / (1 + np.exp(-base - slope * rank))
    start, end = 1 / (1 + np.exp(-base)), 1 / (1 + np.exp(-base - slope))
    assert logistic_slope_index(value, population, scale=1).value == pytest.approx(end - start, abs=1e-8)
    assert logistic_relative_index(value, population, scale=1).value == pytest.approx(end / start)


def test_the_scale_is_said_and_never_guessed():
    value, people = np.array([61.0, 68, 75, 81]), [1, 1, 1, 1]
    hundred, thousand = (logistic_slope_index(value, people, scale=scale).value for scale in (100, 1000))
    assert hundred != pytest.approx(thousand)
    per_cent = logistic_slope_index(value / 100, people, scale=1)
    assert 100 * per_cent.value == pytest.approx(hundred)
    assert logistic_slope_index([*value[:3], 101.0], people, scale=1000).note == ""
    with pytest.raises(InputError, match=r"value is outside 0 to 100 in 1 of 4 rows \(first: row 3, 101\)"):
        logistic_slope_index([*value[:3], 101.0], people, scale=100)
    with pytest.raises(InputError, match="multiplier must be above 0"):
        logistic_slope_index(value, people, scale=0)


@pytest.mark.parametrize("value", [[0, 0, 0], [1, 1, 1], [0, 0, 1], [1, 0, 0], [0, 0.5, 1]])
def test_figures_of_none_and_all_settle_or_are_told(value):
    for index in (logistic_slope_index, logistic_relative_index):
        found = index([value, [0.2, 0.3, 0.4]], np.ones((2, 3)), scale=1)
        assert found.note[1] == ""
        if found.note[0]:
            assert (found.note[0], np.isnan(found.value[0])) == (NOT_SETTLED, True)
    assert logistic_slope_index([0, 0, 0], [1, 1, 1], scale=1).note == NOT_SETTLED


def test_a_line_that_ends_below_zero_has_no_relative_index():
    found = regression_relative_index([9, 3, 0], [1, 1, 1])
    assert (np.isnan(found.value), found.note) == (True, NOT_ABOVE)


def test_two_subgroups_make_no_line_to_judge():
    with pytest.raises(InputError, match="needs 3 subgroups or more"):
        regression_slope_index([1, 2], [1, 1])
