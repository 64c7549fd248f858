import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.intervals import poisson, student_t, wilson
from equitytown.stats.rates import crude_rate, mean, mean_of_moments, proportion
from tests.stats.tables import DATA, rows_of

counts, people = st.integers(0, 10_000), st.integers(1, 1_000_000)
shares = people.flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
values = st.lists(st.floats(-1e4, 1e4), min_size=2, max_size=30)


@pytest.mark.parametrize("case", rows_of(DATA / "published_means.csv"), ids=lambda c: f"{c['case']} {c['confidence']}")
def test_limits_of_a_mean_agree_with_published_ones(case):
    found = student_t(float(case["mean"]), float(case["sd"]), int(case["n"]), confidence=float(case["confidence"]))
    tolerance = 2e-5 if case["n"] == "3" else 0.51 * 10 ** -int(case["decimals"])  # the inputs of n = 3 are rounded
    assert found == pytest.approx((float(case["lower"]), float(case["upper"])), abs=tolerance)


def test_a_mean_agrees_with_a_published_example():
    (case,) = rows_of(DATA / "published_mean_raw.csv")
    found = mean([float(value) for value in case["values"].split()])
    assert [found.lower.round(2), found.upper.round(2)] == [float(case["lower"]), float(case["upper"])]


@given(shares)
def test_a_proportion_is_its_share_between_wilsons_limits(share):
    found = proportion(*share, multiplier=100)
    limits = wilson(*share)
    assert found[:3] == pytest.approx((100 * share[0] / share[1], 100 * limits.lower, 100 * limits.upper))


@given(counts, people)
def test_ten_times_the_multiplier_gives_ten_times_the_rate(events, many):
    one, ten = crude_rate(events, many, multiplier=100), crude_rate(events, many, multiplier=1000)
    assert [10 * part for part in one[:3]] == pytest.approx(list(ten[:3]))


@given(counts, people)
def test_the_limits_of_a_rate_are_those_of_its_count(events, many):
    found, limits = crude_rate(events, many, multiplier=1), poisson(events)
    assert (found.lower * many, found.upper * many) == pytest.approx(limits)


@given(values)
def test_limits_of_a_mean_lie_evenly_about_it(given_values):
    found = mean(given_values)
    assert found.value - found.lower == pytest.approx(found.upper - found.value, rel=1e-6, abs=1e-9)


@given(values, st.floats(-100, 100))
def test_a_shift_moves_a_mean_and_its_limits_alike(given_values, shift):
    found, moved = mean(given_values), mean(np.array(given_values) + shift)
    assert [part + shift for part in found[:3]] == pytest.approx(list(moved[:3]), abs=1e-6)


def test_several_confidences_stand_along_a_first_axis():
    both = crude_rate([4, 40], [1000, 1000], confidence=(0.95, 0.998))
    assert both.lower.shape == both.upper.shape == (2, 2)
    for i, level in enumerate((0.95, 0.998)):
        one = crude_rate([4, 40], [1000, 1000], confidence=level)
        np.testing.assert_array_equal(both.lower[i], one.lower)
        np.testing.assert_array_equal(both.upper[i], one.upper)


def test_a_single_figure_gives_single_limits_for_each_confidence():
    found = proportion(3, 10, confidence=[0.9, 0.95, 0.99])
    assert found.lower.shape == (3,)
    assert (np.diff(found.lower) < 0).all()
    assert (np.diff(found.upper) > 0).all()


def test_no_events_have_a_rate():
    # PHStatsMethods stops on any count of zero.
    found = crude_rate([0, 3], [50, 50])
    assert found.value.tolist() == [0, 6000]
    assert found.lower[0] == 0
    assert found.upper[0] > 0


def test_a_multiplier_need_not_be_whole():
    # PHStatsMethods takes whole ones only.
    assert proportion(1, 4, multiplier=0.5).value == 0.125


def test_rates_above_everybody_are_rates():
    assert crude_rate(30, 20, multiplier=1).value == 1.5


def test_a_missing_count_is_told_and_never_zero():
    found = crude_rate([math.nan, 3, 3], [10, math.nan, 10])
    assert np.isnan(found.value).tolist() == [True, True, False]
    assert np.isnan(found.upper).tolist() == [True, True, False]
    assert found.note.tolist() == ["a count is missing", "a count is missing", ""]


def test_groups_lie_along_the_leading_axes():
    found = mean([[1, 2, 3], [4, 4, math.nan]])
    assert found.value[0] == 2
    assert math.isnan(found.value[1])
    assert found.note.tolist() == ["", "a value is missing"]


def test_one_value_has_a_mean_and_no_limits():
    found = mean([7.0])
    assert found.value == 7
    assert math.isnan(found.lower)
    assert found.note == "one value alone says nothing of its spread"


def test_no_values_have_no_mean():
    found = mean([])
    assert math.isnan(found.value)
    assert found.note == "there are no values"


def test_a_mean_of_moments_is_that_of_the_values():
    given_values = np.array([4.1, 5.2, 6.3, 9.9])
    squares = ((given_values - given_values.mean()) ** 2).sum()
    assert mean_of_moments(given_values.mean(), squares, 4)[:3] == pytest.approx(mean(given_values)[:3])


@pytest.mark.parametrize("multiplier", [0, -100, math.inf, math.nan])
def test_a_multiplier_that_is_not_above_zero_is_refused(multiplier):
    with pytest.raises(InputError, match="multiplier must be above 0"):
        proportion(1, 2, multiplier=multiplier)


def test_impossible_counts_are_refused():
    with pytest.raises(InputError, match=r"numerator is above its denominator in 1 of 2 rows \(first: row 1, 9 of 4\)"):
        proportion([1, 9], [4, 4])
    with pytest.raises(InputError, match=r"numerator is negative in 1 of 1 rows \(first: row 0, -1\)"):
        crude_rate(-1, 4)
    with pytest.raises(InputError, match="denominator is not above 0"):
        crude_rate(1, 0)
    with pytest.raises(InputError, match="arrays differ in shape"):
        crude_rate([1, 2], [3])
    with pytest.raises(InputError, match="squares is negative"):
        mean_of_moments(1, -1, 2)
    with pytest.raises(InputError, match="no confidence is given"):
        proportion(1, 2, confidence=())


def test_a_masked_count_is_suppressed_and_never_published():
    hidden, shown = np.ma.array([1, 2], mask=[0, 1]), [10, 10]
    for calculate in (proportion, crude_rate):
        for counts in ((hidden, shown), (shown, np.ma.array([20, 20], mask=[0, 1]))):
            found = calculate(*counts)
            assert np.isnan([found.value[1], found.lower[1], found.upper[1]]).all()
            assert found.note.tolist() == ["", "a count is missing"]
    assert np.isnan(mean(np.ma.array([1.0, 2.0], mask=[0, 1])).value)


def test_numbers_may_be_of_any_kind_and_rows_must_be_even():
    assert crude_rate([Decimal(3), None], [Decimal(100), 100]).value[0] == pytest.approx(3000)
    with pytest.raises(InputError, match="numerator has rows of different lengths"):
        crude_rate([[1, 2], [3]], [[10, 20], [30]])
