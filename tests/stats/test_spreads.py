import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.spreads import TOO_FEW, TOO_SMALL_A_SHARE, percentiles, spread, spread_within

values = st.lists(st.floats(-1e6, 1e6), min_size=4, max_size=40)


def test_percentiles_are_those_of_type_7():
    # Hyndman RJ, Fan Y (1996), type 7; the documentation of R's quantile(): 1 to 10 gives 3.25, 5.5, 7.75.
    found = spread(range(1, 11))
    assert (found.lower_quartile, found.median, found.upper_quartile) == (3.25, 5.5, 7.75)
    assert (found.fifth, found.ninety_fifth) == pytest.approx((1.45, 9.55))
    assert (found.low, found.high) == (1, 10)


@given(values)
def test_percentiles_ascend_from_the_lowest_to_the_highest_value(given_values):
    found = spread(given_values)
    assert found.low == min(given_values)
    assert found.high == max(given_values)
    assert (np.diff(found) >= -1e-9).all()


@given(values)
def test_turning_values_upside_down_turns_the_spread(given_values):
    turned = spread([-value for value in given_values])
    np.testing.assert_allclose(spread(given_values), [-part for part in turned][::-1], atol=1e-9)


@given(values)
def test_the_order_of_areas_does_not_matter(given_values):
    assert spread(given_values) == spread(given_values[::-1])


def test_missing_values_take_no_part():
    assert spread([1, 2, 3, 4, math.nan]) == spread([1, 2, 3, 4])


def test_fewer_than_four_areas_have_no_spread():
    assert np.isnan(spread([1, 2, 3])).all()


def test_fewer_than_three_in_four_of_the_areas_have_no_spread():
    assert np.isnan(spread([1, 2, 3, 4, 5], out_of=7)).all()
    assert np.isnan(spread([1, 2, 3, 4, 5, math.nan, math.nan])).all()
    assert spread([1, 2, 3, 4, 5, 6], out_of=8).median == 3.5


def test_no_areas_have_no_spread():
    assert np.isnan(spread([])).all()


def test_more_values_than_areas_are_refused():
    with pytest.raises(InputError, match="5 areas have a value out of 4 that could"):
        spread([1, 2, 3, 4, 5], out_of=4)


def test_text_is_refused():
    with pytest.raises(InputError, match="values must be numbers"):
        spread(["low", "high"])


@given(st.lists(st.lists(st.floats(-1e6, 1e6) | st.just(math.nan), min_size=1, max_size=12), min_size=1, max_size=5))
def test_groups_spread_as_each_does_alone(groups):
    labels = [number for number, own in enumerate(groups) for _ in own]
    found = spread_within([value for own in groups for value in own], group=labels)
    for number, own in enumerate(groups):
        np.testing.assert_array_equal([part[number] for part in found[2:9]], spread(own))
        assert (found.note[number] == "") == (not math.isnan(found.median[number]))


def test_a_group_without_a_spread_says_why():
    found = spread_within([1, 2, 3, *range(6), *[math.nan] * 3], group=["few"] * 3 + ["share"] * 9)
    assert found.note.tolist() == [TOO_FEW, TOO_SMALL_A_SHARE]
    assert found.areas.tolist() == [3, 6]


def test_areas_that_could_have_a_value_are_counted_by_group():
    values, labels = list(range(10)), ["a"] * 5 + ["b"] * 5
    assert spread_within(values, group=labels, out_of=[5, 10]).note.tolist() == ["", TOO_SMALL_A_SHARE]
    assert spread_within(values, group=labels, out_of=6).note.tolist() == ["", ""]
    assert spread_within([[1, 2, 3, 4], [5, 6, 7, 8]]).median.tolist() == [2.5, 6.5]
    with pytest.raises(
        InputError, match=r"more areas have a value than could in 1 of 2 rows \(first: row 1, 5 in group b"
    ):
        spread_within(values, group=labels, out_of=[5, 4])
    with pytest.raises(InputError, match="out_of has 3 numbers for 2 groups"):
        spread_within(values, group=labels, out_of=[5, 5, 5])


@given(values, st.lists(st.floats(0, 100), min_size=1, max_size=4))
def test_percentiles_are_those_of_numpy_missing_values_apart(given_values, wanted):
    found = percentiles([*given_values, math.nan], percents=wanted)
    np.testing.assert_array_equal(found, np.percentile(given_values, wanted))


def test_percentiles_come_by_row_or_by_group():
    table = np.arange(8.0).reshape(2, 4)
    assert percentiles(table, percents=[0, 50, 100]).tolist() == [[0, 4], [1.5, 5.5], [3, 7]]
    assert percentiles(table.ravel(), percents=50, group=["b"] * 4 + ["a"] * 4).tolist() == [[5.5, 1.5]]
    assert np.isnan(percentiles([], percents=[50])).all()


def test_a_percentile_off_the_scale_is_refused():
    with pytest.raises(InputError, match=r"a percentile is off the scale in 1 of 2 rows \(first: row 1, 101\)"):
        percentiles([1, 2], percents=[50, 101])
