import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.inequality import MEASURES
from equitytown.stats.inequality.subgroups import ALL_EQUAL, NO_ERROR, NO_ERRORS, NO_POPULATION, NO_VALUE
from tests.stats.inequality.cases import PLACED, subgroups, work_out

NAMES = sorted(MEASURES)
ERRORS = [name for name in NAMES if "standard_error" in MEASURES[name].takes]
OPTIONS = {"best": "high", "reference": 3, "most": 100, "scale": 100, "order": "unordered"}
RISING = np.array([31.0, 45.0, 52.0, 71.0])
PEOPLE = np.array([100.0, 300.0, 250.0, 150.0])
ERROR = np.array([1.5, 0.9, 1.0, 1.2])
BOTH = (0.95, 0.998)


def every(name, value=RISING, population=PEOPLE, **options):
    return work_out(name, value, population, **(OPTIONS | {"standard_error": ERROR} | options))


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=20)
@given(case=subgroups)
def test_limits_enclose_every_measure(name, case):
    value, population, error = case
    found = every(name, value, population, standard_error=error, reference=1)
    if found.note == "":
        assert found.lower <= found.value <= found.upper
        assert found.standard_error >= 0


@pytest.mark.parametrize("name", NAMES)
def test_more_confidence_widens_every_measures_limits(name):
    found = every(name, confidence=BOTH)
    assert found.lower.shape == (2,)
    assert found.lower[1] <= found.lower[0] < found.value < found.upper[0] < found.upper[1]


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=10)
@given(unit=st.floats(0.05, 1.4))
def test_another_unit_does_to_every_measure_what_its_unit_says(name, unit):
    one = every(name)
    bounds = {"most": 100 * unit, "scale": 100 * unit}
    other = every(name, unit * RISING, 7 * PEOPLE, standard_error=unit * ERROR, **bounds)
    factor = {"value": unit, "value squared": unit**2}.get(MEASURES[name].unit, 1.0)
    np.testing.assert_allclose([*other[:3]], factor * np.array(one[:3]), rtol=1e-7)


@pytest.mark.parametrize("name", NAMES)
def test_equal_subgroups_have_no_inequality(name):
    found = every(name, [0.1] * 4)
    equal = 1 if MEASURES[name].unit == "ratio" else 0
    assert found.value == pytest.approx(equal, abs=1e-9)


@pytest.mark.parametrize("name", [name for name in NAMES if not MEASURES[name].ordered])
def test_subgroups_that_come_in_another_order_are_as_unequal_where_order_says_nothing(name):
    turned = every(name, RISING[::-1], PEOPLE[::-1], standard_error=ERROR[::-1], reference=0)
    np.testing.assert_allclose(turned[:3], every(name)[:3])


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_figure_is_told_and_never_zero_nor_dropped(name):
    value = np.array([[31.0, math.nan, 52, 71], RISING])
    found = every(name, value, np.tile(PEOPLE, (2, 1)), standard_error=np.tile(ERROR, (2, 1)))
    assert found.note.tolist() == [NO_VALUE, ""]
    alone = every(name)
    for together, part in zip((*found[:3], found.standard_error), (*alone[:3], alone.standard_error), strict=True):
        assert np.isnan(together).tolist() == [True, False]
        assert together[1] == part  # a group's answer does not hang on other groups


@pytest.mark.parametrize("name", sorted(PLACED))
def test_a_missing_population_is_told(name):
    found = every(name, population=np.array([100.0, math.nan, 250, 150]))
    assert (found.note, np.isnan(found.value)) == (NO_POPULATION, True)


@pytest.mark.parametrize("name", sorted(PLACED))
def test_an_empty_subgroup_is_refused(name):
    with pytest.raises(InputError, match=r"population is not above 0 in 1 of 4 rows \(first: row 1, 0\)"):
        every(name, population=[100, 0, 250, 150])


@pytest.mark.parametrize("name", ERRORS)
def test_without_standard_errors_no_measure_crashes_as_some_of_the_peers_do(name):
    found = every(name, standard_error=None)
    assert found.value == every(name).value
    if "concentration" in MEASURES[name].title:
        assert found.lower < found.value < found.upper  # from the residuals of its line
    else:
        assert (np.isnan(found.lower), np.isnan(found.standard_error), found.note) == (True, True, NO_ERRORS)


@pytest.mark.parametrize("name", ERRORS)
def test_a_missing_standard_error_leaves_the_measure_and_takes_its_limits(name):
    found = every(name, standard_error=[1.5, 0.9, math.nan, 1.2])
    assert found.value == every(name).value
    assert (np.isnan(found.upper), found.note) == (True, NO_ERROR)


@pytest.mark.parametrize("name", ERRORS)
def test_a_negative_standard_error_is_refused(name):
    with pytest.raises(InputError, match=r"standard_error is negative in 1 of 4 rows \(first: row 2, -1\)"):
        every(name, standard_error=[1.5, 0.9, -1, 1.2])


@pytest.mark.parametrize("name", NAMES)
def test_too_few_subgroups_are_refused(name):
    with pytest.raises(InputError, match=r"needs [23] subgroups or more along the last axis, and there are 1"):
        every(name, [5], [100], standard_error=[1])
    with pytest.raises(InputError, match="and there are 0"):
        every(name, 5.0, 100.0, standard_error=1.0)


@pytest.mark.parametrize("name", NAMES)
def test_arrays_of_different_shapes_are_refused(name):
    if {"population", "standard_error"} & MEASURES[name].takes:
        with pytest.raises(InputError, match="arrays differ in shape"):
            every(name, [10, 20, 30], PEOPLE)


@pytest.mark.parametrize("name", NAMES)
def test_no_groups_have_no_measures(name):
    none = np.zeros((0, 4))
    assert every(name, none, none, standard_error=none).value.shape == (0,)


@pytest.mark.parametrize(
    "name", ["theil_index", "mean_log_deviation", "coefficient_of_variation", "between_group_standard_deviation",
             "mean_difference_from_best", "mean_difference_from_reference", "weighted_mean_difference_from_mean",
             "index_of_disparity"]
)  # fmt: skip
def test_equal_subgroups_are_given_no_false_certainty(name):
    found = every(name, [0.1] * 4)
    assert (np.isnan(found.lower), found.note) == (True, ALL_EQUAL)


@pytest.mark.parametrize("name", [name for name in NAMES if MEASURES[name].unit not in ("value", "value squared")])
def test_relative_measures_refuse_figures_below_zero(name):
    with pytest.raises(InputError, match=r"value is (negative|outside 0 to 100) in 1 of 4 rows \(first: row 0, -1\)"):
        every(name, [-1, 45, 52, 71])


@pytest.mark.parametrize("name", [name for name in NAMES if "best" in MEASURES[name].takes])
def test_each_group_may_have_its_own_judgement_of_what_is_best(name):
    value, people, error = (np.tile(part, (2, 1)) for part in (RISING, PEOPLE, ERROR))
    found = every(name, value, people, standard_error=error, best=["high", "low"])
    for group, best in enumerate(("high", "low")):
        assert found.value[group] == every(name, best=best).value
    with pytest.raises(InputError, match='best must be "low" or "high", and is "up"'):
        every(name, best="up")


@pytest.mark.parametrize("name", [name for name in NAMES if "reference" in MEASURES[name].takes])
def test_each_group_may_have_its_own_reference(name):
    value, people, error = (np.tile(part, (2, 1)) for part in (RISING, PEOPLE, ERROR))
    found = every(name, value, people, standard_error=error, reference=[3, 0])
    for group, reference in enumerate((3, 0)):
        assert found.value[group] == every(name, reference=reference).value
    for reference in (4, -1, 0.5, math.nan):
        with pytest.raises(InputError, match=r"reference is no subgroup in 1 of 1 rows .*from 0 to 3"):
            every(name, reference=reference)
    with pytest.raises(InputError, match=r"arrays differ in shape \(reference \(2,\), groups \(\)\)"):
        every(name, reference=[1, 2])


@pytest.mark.parametrize("name", [name for name in NAMES if "order" in MEASURES[name].takes])
def test_an_order_that_is_neither_is_refused(name):
    with pytest.raises(InputError, match='order must be "ordered" or "unordered", and is "first"'):
        every(name, order="first")
