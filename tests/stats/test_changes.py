"""Change between two periods, told by whether their limits stand apart."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.differences import Estimate
from equitytown.stats.rates import crude_rate
from equitytown.stats.trends import change_between

five_values = st.lists(st.tuples(st.floats(1, 100), st.floats(0.01, 10)), min_size=5, max_size=5)


def test_a_change_is_clear_only_where_limits_stand_apart():
    found = change_between(
        Estimate([10] * 4, [8] * 4, [12] * 4), Estimate([15, 14, 13, 5], [13, 12, 11, 3], [17, 16, 15, 7])
    )
    assert found.direction.tolist() == [1, 0, 0, -1]  # touching limits are no clear change
    assert found.difference.tolist() == [5, 4, 3, -5]
    assert found.note.tolist() == [""] * 4


def test_a_change_takes_what_was_worked_out():
    assert change_between(crude_rate(100, 9000), crude_rate(200, 9000)).direction == 1


def test_a_change_from_a_missing_figure_is_not_told():
    found = change_between(Estimate([10, 10], [math.nan, 8], [12, 12]), Estimate([20, 20], [19, 19], [21, 21]))
    assert np.isnan(found.direction).tolist() == [True, False]
    assert np.isnan(found.difference).tolist() == [True, False]
    assert found.note.tolist() == ["a figure or one of its limits is missing", ""]


@given(five_values)
def test_turning_the_order_round_turns_the_change(points):
    value, reach = (np.array(part) for part in zip(*points, strict=True))
    one, other = (
        Estimate(value, value - reach, value + reach),
        Estimate(value[::-1], (value - reach)[::-1], (value + reach)[::-1]),
    )
    assert change_between(one, other).direction.tolist() == (-change_between(other, one).direction).tolist()


def test_changes_of_figures_that_do_not_pair_up_are_refused():
    with pytest.raises(InputError, match="arrays differ in shape"):
        change_between(Estimate([1, 2], [0, 1], [2, 3]), Estimate(1, 0, 2))
    with pytest.raises(InputError, match="limits do not enclose the value"):
        change_between(Estimate(1, 2, 3), Estimate(1, 0, 2))
