import math
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.exact_ranks import exact_rank_interval
from equitytown.stats.intervals import z_value
from equitytown.stats.ranks import rank, rank_interval
from tests.stats.tables import column, grouped, rows_of

values = st.lists(st.floats(-1e6, 1e6) | st.just(math.nan), min_size=1, max_size=30)


def chance_of_each_rank(value, error, *, of):
    """
    The chances that one area, drawn normally about its value, has each rank: exact, not simulated.

    Given what the area draws, each other one is better independently of the rest, so the number of
    better ones is a sum of unequal coins; Gauss-Hermite quadrature averages over the area's own draw.
    """
    nodes, weights = np.polynomial.hermite_e.hermegauss(60)
    chances = np.zeros(value.size)
    for node, weight in zip(nodes, weights / weights.sum(), strict=True):
        better = np.array([1.0])
        for other in np.flatnonzero(np.arange(value.size) != of):
            z = (value[of] + error[of] * node - value[other]) / error[other]
            chance = 0.5 * math.erfc(z / math.sqrt(2))
            better = np.convolve(better, [1 - chance, chance])
        chances += weight * better
    return chances


def test_ranks_agree_with_the_golden_cases(golden):
    for cases in grouped(rows_of(golden / "rank_cases.csv"), "set").values():
        best = "high" if cases[0]["polarity"] == "high_is_good" else "low"
        found = rank(column(cases, "value"), best=best)
        np.testing.assert_array_equal(found, column(cases, "expected_rank_best_first_ties_min"))


def test_ties_share_the_smallest_rank_and_the_next_is_passed_over():
    # The standard competition ranking, "1224", as in Knuth DE, TAOCP volume 3, and the Fingertips rule.
    assert rank([10, 20, 20, 30], best="low").tolist() == [1, 2, 2, 4]
    assert rank([10, 20, 20, 30], best="high").tolist() == [4, 2, 2, 1]


@given(values)
def test_a_rank_is_one_more_than_the_number_of_better_areas(given_values):
    found = rank(given_values, best="high")
    for value, own in zip(given_values, found, strict=True):
        assert math.isnan(own) if math.isnan(value) else own == 1 + sum(other > value for other in given_values)


@given(values)
def test_a_missing_value_has_no_rank_and_touches_no_other(given_values):
    with_missing = rank([*given_values, math.nan], best="low")
    assert math.isnan(with_missing[-1])
    np.testing.assert_array_equal(with_missing[:-1], rank(given_values, best="low"))


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=20), st.integers(1, 9))
def test_another_unit_leaves_ranks_alone(whole, unit):
    np.testing.assert_array_equal(rank(whole, best="high"), rank(np.array(whole) * unit + 3, best="high"))


def test_nothing_has_no_ranks():
    assert rank([], best="high").size == 0


@pytest.mark.parametrize("best", ["high", "low"])
def test_rank_limits_agree_with_the_exact_chances(best):
    random = np.random.default_rng(7)
    value, error = random.normal(77, 0.8, 16), random.uniform(0.2, 0.5, 16)
    reach = z_value(0.95) * error
    found = rank_interval(value, value - reach, value + reach, best=best, seed=3)
    for of in range(value.size):
        signed = value if best == "high" else -value
        below = np.cumsum(chance_of_each_rank(signed, error, of=of))
        low, high = int(found.lower[of]), int(found.upper[of])
        assert below[low - 1] > 0.025 - 0.005
        assert (below[low - 2] if low > 1 else 0) < 0.025 + 0.005
        assert below[high - 1] > 0.975 - 0.005
        assert (below[high - 2] if high > 1 else 0) < 0.975 + 0.005


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(0, 9), st.floats(0, 9)), min_size=1, max_size=8))
def test_rank_limits_are_whole_and_enclose_the_rank(areas):
    value, down, up = (np.array(part) for part in zip(*areas, strict=True))
    found = rank_interval(value, value - down, value + up, best="low", seed=1, draws=200)
    own = rank(value, best="low")
    assert (found.lower <= own).all()
    assert (own <= found.upper).all()
    assert (found.lower >= 1).all()
    assert (found.upper <= len(areas)).all()
    np.testing.assert_array_equal(found.lower % 1, 0)


def test_the_same_seed_gives_the_same_interval_and_areas_far_apart_are_sure():
    args = [80, 70, 60], [79, 69, 59], [81, 71, 61]
    first, second = (rank_interval(*args, best="high", seed=9) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    np.testing.assert_array_equal(first, [[1, 2, 3], [1, 2, 3]])


def test_areas_alike_could_hold_almost_any_rank():
    found = rank_interval([5.0] * 10, [4.0] * 10, [6.0] * 10, best="high", seed=2)
    np.testing.assert_array_equal(found.lower, 1)
    np.testing.assert_array_equal(found.upper, 10)


def test_more_confidence_in_the_rank_widens_it():
    value = np.arange(10.0)
    narrow = rank_interval(value, value - 3, value + 3, best="high", seed=4, confidence=0.5)
    wide = rank_interval(value, value - 3, value + 3, best="high", seed=4, confidence=0.99)
    assert (wide.lower <= narrow.lower).all()
    assert (wide.upper >= narrow.upper).all()
    assert (wide.upper - wide.lower).sum() > (narrow.upper - narrow.lower).sum()


def test_limits_of_a_higher_confidence_say_less_of_chance():
    value = np.arange(10.0)
    at_95 = rank_interval(value, value - 3, value + 3, best="high", seed=4)
    at_998 = rank_interval(value, value - 3, value + 3, best="high", seed=4, limits=0.998)
    assert (at_998.upper - at_998.lower).sum() < (at_95.upper - at_95.lower).sum()


def test_wide_upper_limits_let_an_area_rise_but_not_fall():
    value = np.array([10.0, 20.0, 30.0])
    near, far = np.array([0.1, 0.1, 0.1]), np.array([40, 0.1, 0.1])
    rising = rank_interval(value, value - near, value + far, best="low", seed=5)
    falling = rank_interval(value, value - far, value + near, best="low", seed=5)
    assert (rising.lower[0], rising.upper[0]) == (1, 3)
    assert (falling.lower[0], falling.upper[0]) == (1, 1)


def test_an_area_without_limits_leaves_every_rank_without_an_interval():
    found = rank_interval([1, 2, 3], [0, math.nan, 2], [2, 3, 4], best="low", seed=1)
    assert np.isnan(found).all()


def test_an_area_without_a_value_takes_no_part():
    found = rank_interval([80, math.nan, 60], [79, math.nan, 59], [81, math.nan, 61], best="high", seed=1)
    np.testing.assert_array_equal(found.lower, [1, math.nan, 2])
    np.testing.assert_array_equal(found.upper, [1, math.nan, 2])


def test_many_areas_are_put_in_order_with_the_same_answer_ties_included():
    value = np.repeat(np.arange(15.0), 2)
    reach = np.tile([0.0, 2.0], 15)  # those without width tie with nobody but their equals, in every draw
    value[4], reach[4:6] = value[2], 0.0
    every = rank_interval(value, value - reach, value + reach, best="high", seed=4, draws=500)
    for row in (0, 2, 4, 5, 29):
        one = rank_interval(value, value - reach, value + reach, best="high", seed=4, draws=500, rows=(row,))
        assert (one.lower[row], one.upper[row]) == (every.lower[row], every.upper[row])


def test_only_the_rows_wanted_are_enclosed_and_with_the_same_answer():
    value = np.arange(10.0)
    every = rank_interval(value, value - 3, value + 3, best="high", seed=4)
    one = rank_interval(value, value - 3, value + 3, best="high", seed=4, rows=(6,))
    assert (one.lower[6], one.upper[6]) == (every.lower[6], every.upper[6])
    assert np.isnan(one.lower).sum() == 9


@given(values, values)
def test_a_groups_ranks_do_not_depend_on_another(one, other):
    labels = ["one"] * len(one) + ["other"] * len(other)
    together = rank([*one, *other], best="high", group=labels)
    np.testing.assert_array_equal(together, np.concatenate([rank(one, best="high"), rank(other, best="high")]))


def test_groups_may_have_different_good_ends(golden):
    rows = rows_of(golden / "rank_cases.csv")
    best = ["high" if row["polarity"] == "high_is_good" else "low" for row in rows]
    found = rank(column(rows, "value"), best=best, group=[row["set"] for row in rows])
    np.testing.assert_array_equal(found, column(rows, "expected_rank_best_first_ties_min"))


def test_rows_of_a_table_are_ranked_by_themselves():
    found = rank([[1, 2, 3], [6, math.nan, 5]], best=[["low"], ["high"]])
    np.testing.assert_array_equal(found, [[1, 2, 3], [1, math.nan, 2]])


def test_a_best_end_that_differs_within_a_group_is_refused():
    with pytest.raises(InputError, match=r"best differs within 1 of 1 groups \(first: group a\)"):
        rank([1, 2], best=["high", "low"], group=["a", "a"])


def test_an_unknown_best_end_is_refused():
    with pytest.raises(InputError, match='best must be "high" or "low", and is "middle"'):
        rank([1, 2], best="middle")


def test_limits_that_do_not_enclose_their_value_are_refused():
    with pytest.raises(InputError, match=r"do not enclose the value in 1 of 2 rows \(first: row 0, 1 \(2 to 3\)\)"):
        rank_interval([1, 2], [2, 1], [3, 3], best="low", seed=1)


@pytest.mark.parametrize("enclose", [partial(rank_interval, seed=1), exact_rank_interval])
def test_areas_ranked_together_are_one_row_with_one_good_end(enclose):
    with pytest.raises(InputError, match=r"best must be one word here, .* and is \['high', 'high'\]"):
        enclose([1, 2], [0, 1], [2, 3], best=["high", "high"])
    with pytest.raises(InputError, match=r"values has the shape \(1, 2\)\. Give one row, a number an area"):
        enclose([[1, 2]], [[0, 1]], [[2, 3]], best="high")
    with pytest.raises(InputError, match=r"values has the shape \(\)"):
        enclose(1, 0, 2, best="high")


@pytest.mark.parametrize("draws", [0, 1.5, "many", math.nan])
def test_draws_that_are_no_whole_number_are_refused(draws):
    with pytest.raises(InputError, match="draws must be a whole number from 1 upwards"):
        rank_interval([1, 2], [0, 1], [2, 3], best="high", seed=1, draws=draws)


def test_limits_for_other_areas_are_refused():
    with pytest.raises(InputError, match="arrays differ in shape"):
        rank_interval([1, 2], [0], [3], best="low", seed=1)
