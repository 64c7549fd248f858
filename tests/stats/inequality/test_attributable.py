import numpy as np
import pytest
from hypothesis import given

from equitytown.stats.inequality import population_attributable_fraction, population_attributable_risk
from equitytown.stats.inequality.subgroups import AVERAGE_ZERO, NO_AVERAGE
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

FUNCTIONS = {"parisk": population_attributable_risk, "paf": population_attributable_fraction}
VALUE, PEOPLE, ERROR = [60, 68, 75], [1, 2, 1], [1, 1, 1]


@pytest.mark.parametrize("case", own("population_attributable_risk", "population_attributable_fraction"), ids=title)
def test_gains_come_out_as_worked(case):
    assert_as_worked(case)


def test_a_fraction_agrees_with_a_published_example():
    (case,) = (row for row in PUBLISHED if row["statistic"] == "population_attributable_fraction")
    found = population_attributable_fraction(numbers(case["values"]), numbers(case["populations"]), best="low")
    assert -found.value == pytest.approx(float(case["value"]), abs=0.051)  # printed without the sign


@pytest.mark.parametrize("name", FUNCTIONS)
def test_gains_agree_with_the_golden_cases(golden, name):
    for case, expected in golden_cases(golden, name):
        found = FUNCTIONS[name](case.value, case.population, standard_error=case.error, **case.standing)
        assert_estimate_agrees(found, expected)
        # The peer takes the whole population for people asked in the survey: its limits are far too narrow.
        assert found.upper - found.lower > expected[3] - expected[2]


@given(subgroups)
def test_gains_are_on_the_good_side_of_none(case):
    value, population, error = case
    for best, sign in (("high", 1), ("low", -1)):
        for function in FUNCTIONS.values():
            found = function(value, population, best=best, standard_error=error)
            assert (sign * np.array(found[:3]) >= 0).all()


def test_the_reference_is_the_last_the_best_or_the_one_given():
    mixed = [68, 75, 60]
    assert population_attributable_risk(mixed, PEOPLE, best="high").value == 0  # the last is the worst
    assert population_attributable_risk(mixed, PEOPLE, best="low").value == 60 - 69.5
    assert population_attributable_risk(mixed, PEOPLE, best="high", order="unordered").value == 75 - 69.5
    assert population_attributable_risk(mixed, PEOPLE, best="high", reference=1).value == 75 - 69.5


def test_a_reference_no_better_than_the_average_leaves_nothing_to_gain_but_says_what_could_be():
    found = population_attributable_risk([68, 75, 69], PEOPLE, best="high", standard_error=[2, 2, 2])
    assert (found.value, found.lower, found.note) == (0, 0, "")
    assert found.upper > 0


def test_an_average_known_apart_is_taken_as_exact():
    found = population_attributable_risk(VALUE, PEOPLE, best="high", average=70, standard_error=ERROR)
    assert (found.value, found.standard_error) == (5, 1)
    found = population_attributable_fraction(VALUE, PEOPLE, best="high", average=50, standard_error=ERROR)
    assert (found.value, found.standard_error) == (pytest.approx(50), pytest.approx(2))
    assert population_attributable_risk([VALUE], [PEOPLE], best="high", average=[np.nan]).note[0] == NO_AVERAGE


def test_no_average_has_no_fraction():
    found = population_attributable_fraction([0, 0], [1, 1], best="high", standard_error=[1, 1])
    assert (np.isnan(found.value), found.note) == (True, AVERAGE_ZERO)
