import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.exact_ranks import exact_rank_interval, rank_chances
from equitytown.stats.intervals import z_value
from equitytown.stats.ranks import rank, rank_interval
from tests.stats.tables import DATA, column, grouped, rows_of
from tests.stats.test_ranks import chance_of_each_rank

OWN = grouped(rows_of(DATA / "rank_chances_own.csv"), "case")
Z = z_value(0.95)
areas = st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8)


@pytest.mark.parametrize("case", OWN)
def test_chances_agree_with_every_subset_of_better_areas(case):
    rows = OWN[case]
    firsts = [row for row in rows if row["rank"] == "1"]
    found = rank_chances(*(column(firsts, name) for name in ("value", "lower", "upper")), best="low")
    np.testing.assert_allclose(found.ravel(), column(rows, "chance"), atol=1e-7)


@given(st.floats(-3, 3), st.floats(0.1, 3), st.floats(0.1, 3))
def test_two_areas_are_a_normal_difference(apart, one, other):
    # The difference of two independent normals is normal: the chance has a closed form.
    found = rank_chances([0, apart], [-Z * one, apart - Z * other], [Z * one, apart + Z * other], best="low")
    expected = 0.5 * math.erfc(-apart / math.hypot(one, other) / math.sqrt(2))
    assert found[0, 0] == pytest.approx(expected, abs=1e-9)


def test_chances_agree_with_quadrature_over_the_areas_own_draw():
    random = np.random.default_rng(7)
    value, error = random.normal(77, 0.8, 16), random.uniform(0.3, 0.5, 16)
    found = rank_chances(value, value - Z * error, value + Z * error, best="high")
    for of in range(value.size):
        np.testing.assert_allclose(found[of], chance_of_each_rank(value, error, of=of), atol=1e-4)


@pytest.mark.parametrize("best", ["high", "low"])
def test_the_interval_agrees_with_the_simulated_one(best):
    random = np.random.default_rng(11)
    value = random.normal(77, 0.8, 30)
    down, up = random.uniform(0.3, 0.8, 30), random.uniform(0.3, 1.2, 30)
    exactly = exact_rank_interval(value, value - down, value + up, best=best)
    simulated = rank_interval(value, value - down, value + up, best=best, seed=3)
    assert np.abs(exactly.lower - simulated.lower).max() <= 1
    assert np.abs(exactly.upper - simulated.upper).max() <= 1
    assert (exactly.lower == simulated.lower).mean() > 0.8


def test_areas_alike_have_every_rank_alike():
    found = rank_chances([5.0] * 6, [4.0] * 6, [6.0] * 6, best="high")
    np.testing.assert_allclose(found, 1 / 6, atol=1e-9)


def test_an_area_known_far_better_than_the_others_is_resolved():
    value, error = np.array([0.0, 0.01, 5, 5.002]), np.array([3.0, 0.001, 0.0005, 2])
    found = rank_chances(value, value - Z * error, value + Z * error, best="low")
    np.testing.assert_allclose(found.sum(axis=0), 1, atol=1e-9)
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-9)


@given(areas)
def test_chances_of_ranks_add_up_both_ways(given_areas):
    value, down, up = np.array(given_areas, dtype=float).T
    down, up = down + 0.5, up + 0.5
    found = rank_chances(value, value - down, value + up, best="high")
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-9)
    np.testing.assert_allclose(found.sum(axis=0), 1, atol=1e-6)  # each rank is held by someone
    assert (found >= 0).all()


@given(areas)
def test_rank_limits_are_whole_and_enclose_the_rank(given_areas):
    value, down, up = np.array(given_areas, dtype=float).T
    found, own = exact_rank_interval(value, value - down, value + up, best="low"), rank(value, best="low")
    assert (found.lower <= own).all()
    assert (own <= found.upper).all()
    assert (found.lower >= 1).all()
    assert (found.upper <= len(given_areas)).all()
    np.testing.assert_array_equal(found.lower % 1, 0)


@given(areas)
def test_more_confidence_widens_the_interval(given_areas):
    value, down, up = np.array(given_areas, dtype=float).T
    narrow, wide = (
        exact_rank_interval(value, value - down, value + up, best="low", confidence=level) for level in (0.8, 0.99)
    )
    assert (wide.lower <= narrow.lower).all()
    assert (wide.upper >= narrow.upper).all()


def test_limits_of_no_width_hold_a_figure_where_it_is():
    found = rank_chances([1, 2, 2, 3], [1, 2, 2, 3], [1, 2, 2, 3], best="low")
    np.testing.assert_array_equal(found, [[1, 0, 0, 0], [0, 1, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]])


def test_limits_with_one_side_of_no_width_hold_half_the_chance_at_the_value():
    # Below 2 with a chance of 1/2 the first area is ahead. Else the second is at 2, and ahead, in half of the
    # cases, and in the other half both lie above 2 alike.
    found = rank_chances([2, 2], [2 - Z, 2], [2 + Z, 2 + Z], best="low")
    np.testing.assert_allclose(found, [[5 / 8, 3 / 8], [3 / 8, 5 / 8]], atol=1e-9)


def test_limits_of_a_higher_confidence_say_less_of_chance():
    value = np.arange(10.0)
    at_95, at_998 = (
        exact_rank_interval(value, value - 3, value + 3, best="high", limits=level) for level in (0.95, 0.998)
    )
    assert (at_998.upper - at_998.lower).sum() < (at_95.upper - at_95.lower).sum()


def test_an_area_without_a_value_takes_no_part():
    found = exact_rank_interval([80, math.nan, 60], [79, math.nan, 59], [81, math.nan, 61], best="high")
    np.testing.assert_array_equal(found.lower, [1, math.nan, 2])
    np.testing.assert_array_equal(found.upper, [1, math.nan, 2])
    chances = rank_chances([80, math.nan, 60], [79, math.nan, 59], [81, math.nan, 61], best="high")
    np.testing.assert_allclose(chances, [[1, 0, 0], [math.nan] * 3, [0, 1, 0]], atol=1e-12)


def test_an_area_without_limits_leaves_every_rank_without_an_interval():
    found = exact_rank_interval([1, 2, 3], [0, math.nan, 2], [2, 3, 4], best="low")
    assert np.isnan(found).all()


def test_only_the_rows_wanted_are_enclosed_and_with_the_same_answer():
    value = np.arange(10.0)
    every = exact_rank_interval(value, value - 3, value + 3, best="high")
    one = exact_rank_interval(value, value - 3, value + 3, best="high", rows=(6,))
    assert (one.lower[6], one.upper[6]) == (every.lower[6], every.upper[6])
    assert np.isnan(one.lower).sum() == 9
    assert np.isnan(exact_rank_interval(value, value - 3, value + 3, best="high", rows=()).lower).all()


def test_nothing_has_no_chances_and_one_area_is_first():
    assert rank_chances([], [], [], best="high").shape == (0, 0)
    assert exact_rank_interval([], [], [], best="high").lower.size == 0
    assert rank_chances([5], [4], [6], best="high").tolist() == [[1]]
    assert rank_chances([5], [5], [5], best="high").tolist() == [[1]]


def test_impossible_input_is_refused():
    with pytest.raises(InputError, match='best must be "high" or "low", and is "middle"'):
        rank_chances([1], [0], [2], best="middle")
    with pytest.raises(InputError, match="limits do not enclose the value"):
        exact_rank_interval([1, 2], [2, 1], [3, 3], best="low")
    with pytest.raises(InputError, match="arrays differ in shape"):
        rank_chances([1, 2], [0], [3], best="low")
    with pytest.raises(InputError, match="confidence must lie above 0 and below 1"):
        exact_rank_interval([1], [0], [2], best="low", confidence=95)
