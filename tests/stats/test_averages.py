import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.averages import NO_AVERAGE, NO_COUNTS, ONE_AREA, group_average
from equitytown.stats.rates import crude_rate, proportion
from tests.stats.tables import column, rows_of

counts = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=2, max_size=15).map(
    lambda rows: ([min(x, n) for x, n in rows], [n for _, n in rows])
)


def test_averages_agree_with_the_golden_cases(golden):
    rows = [row for row in rows_of(golden / "rank_cases.csv") if row["value"]]
    sets = [row["set"] for row in rows]
    found = group_average(column(rows, "count"), column(rows, "denominator"), kind="rate", group=sets)
    expected = rows_of(golden / "group_average_expected.csv")
    assert found.group == [row["set"] for row in expected]
    np.testing.assert_array_equal(found.areas, column(expected, "areas_used"))
    np.testing.assert_array_equal(found.numerator, column(expected, "count"))
    np.testing.assert_array_equal(found.denominator, column(expected, "denominator"))
    np.testing.assert_allclose(found.value * column(expected, "unit"), column(expected, "value"), rtol=1e-12)


def test_the_average_of_proportions_is_the_proportion_of_all_people():
    # Not (10 + 30) / 2: the second area has nine times the people of the first.
    found = group_average([10, 270], [100, 900], kind="proportion", multiplier=100)
    assert found.value.tolist() == [28]
    whole = proportion(280, 1000, multiplier=100)
    assert (found.lower[0], found.upper[0]) == (whole.lower, whole.upper)


@given(counts)
def test_an_average_lies_between_its_areas_and_its_limits_enclose_it(areas):
    events, people = areas
    shares = np.array(events) / np.array(people)
    for kind in ("proportion", "rate", "ratio"):
        found = group_average(events, people, kind=kind)
        assert shares.min() - 1e-12 <= found.value[0] <= shares.max() + 1e-12
        assert found.lower[0] - 1e-12 <= found.value[0] <= found.upper[0] + 1e-12


@given(counts)
def test_rates_carry_the_limits_of_their_counts_together(areas):
    events, people = areas
    found = group_average(events, people, kind="rate", multiplier=1000, confidence=(0.95, 0.998))
    whole = crude_rate(sum(events), sum(people), multiplier=1000, confidence=(0.95, 0.998))
    np.testing.assert_allclose(found.upper[:, 0], np.ravel(whole.upper), rtol=1e-12)


def test_counts_add_up():
    found = group_average([3, 4, math.nan], kind="count")
    assert (found.value[0], found.areas[0]) == (7, 2)
    assert math.isnan(found.denominator[0])
    assert found.upper[0] > 7
    assert group_average([3], kind="count").value.tolist() == [3]
    assert group_average([math.nan], kind="count").note.tolist() == [NO_COUNTS]


def test_only_areas_with_both_counts_and_some_people_take_part():
    found = group_average([5, math.nan, 7, 9, 2], [10, 20, math.nan, 0, 30], kind="rate")
    assert (found.areas[0], found.numerator[0], found.denominator[0]) == (2, 7, 40)


def test_one_area_is_no_average():
    found = group_average([5, 7, 9], [10, 20, 30], kind="rate", group=["a", "b", "b"])
    assert found.note.tolist() == [ONE_AREA, ""]
    assert math.isnan(found.value[0])
    assert math.isnan(found.upper[0])


def test_other_figures_have_no_average_and_say_so():
    found = group_average([77.1, 78.3], kind="other")
    assert math.isnan(found.value[0])
    assert found.note.tolist() == [NO_AVERAGE]


def test_rows_of_a_table_are_groups():
    found = group_average([[5, 7], [1, 3]], [[10, 20], [10, 10]], kind="ratio", multiplier=100)
    assert found.value.tolist() == [40, 20]


def test_impossible_input_is_refused():
    with pytest.raises(InputError, match='kind must be one of proportion, rate, ratio, count, other, and is "mean"'):
        group_average([1], [2], kind="mean")
    with pytest.raises(InputError, match='an average of kind "rate" needs denominators'):
        group_average([1], kind="rate")
    with pytest.raises(InputError, match="numerator is negative"):
        group_average([-1], kind="count")
    with pytest.raises(InputError, match="denominator is negative"):
        group_average([1], [-2], kind="rate")
    with pytest.raises(InputError, match=r"above its denominator in 1 of 2 rows \(first: row 1, 5 of 4\)"):
        group_average([1, 5], [2, 4], kind="proportion")
    with pytest.raises(InputError, match="arrays differ in shape"):
        group_average([1], [2, 3], kind="rate")
