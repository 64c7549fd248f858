import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.spread import spread

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
