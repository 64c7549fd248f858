import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.categories import category_bounds, quantile_category
from tests.stats.tables import column, grouped, rows_of

BEST = {"high_is_good": "high", "low_is_good": "low", "no_judgement": None}
whole = st.lists(st.integers(-50, 50), min_size=5, max_size=40)


def test_bounds_agree_with_the_golden_cases(golden):
    cases = grouped(rows_of(golden / "compare_quantile_categories.csv"), "set")
    for row in rows_of(golden / "compare_quantile_bounds.csv"):
        found = category_bounds(column(cases[row["set"]], "value"), count=int(row["k"]))
        np.testing.assert_array_equal(found, [float(bound) for bound in row["bounds"].split(";")])


def test_categories_agree_with_the_golden_cases(golden):
    for rows in grouped(rows_of(golden / "compare_quantile_categories.csv"), "set").values():
        found = quantile_category(column(rows, "value"), count=int(rows[0]["k"]), best=BEST[rows[0]["polarity"]])
        np.testing.assert_array_equal(found, column(rows, "expected_fingertips_category"))


def test_sets_are_told_apart_by_their_labels(golden):
    rows = [row for row in rows_of(golden / "compare_quantile_categories.csv") if row["k"] == "4"]
    found = quantile_category(column(rows, "value"), count=4, best=None, group=[row["set"] for row in rows])
    np.testing.assert_array_equal(found, column(rows, "expected_fingertips_category"))


def test_a_value_on_a_bound_is_in_the_lower_category():
    # Type 7 quartiles of 1 to 5 are 2, 3 and 4 (Hyndman and Fan 1996).
    assert quantile_category([1, 2, 3, 4, 5], count=4, best=None).tolist() == [1, 1, 2, 3, 4]


def test_quintiles_turn_where_high_is_good_and_quartiles_never():
    values = np.arange(1.0, 21)
    high, low, plain = (quantile_category(values, count=5, best=best) for best in ("high", "low", None))
    np.testing.assert_array_equal(high, 6 - low)
    np.testing.assert_array_equal(low, plain)
    assert quantile_category(values, count=4, best="high")[-1] == 4


def test_bounds_that_differ_by_rounding_alone_are_alike():
    # Without rounding to ten decimals, 0.1 + 0.2 would pass a bound of 0.3.
    values = [0.1, 0.3, 0.1 + 0.2, 0.3, 0.9]
    assert category_bounds(values, count=4)[1:4].tolist() == [0.3, 0.3, 0.3]


@given(whole)
def test_categories_rise_with_the_values(values):
    found = quantile_category(values, count=5, best=None)
    order = np.argsort(values, kind="stable")
    assert (np.diff(found[order]) >= 0).all()
    assert set(found) <= {1, 2, 3, 4, 5}


@given(whole, whole)
def test_a_groups_categories_do_not_depend_on_another(one, other):
    labels = [1] * len(one) + [2] * len(other)
    together = quantile_category([*one, *other], count=5, best="high", group=labels)
    np.testing.assert_array_equal(together[: len(one)], quantile_category(one, count=5, best="high"))
    bounds = category_bounds([*one, *other], count=5, group=labels)
    np.testing.assert_array_equal(bounds[0], category_bounds(one, count=5))


def test_too_few_values_have_no_categories():
    assert np.isnan(quantile_category([1, 2, 3, math.nan], count=4, best=None)).all()
    assert np.isnan(quantile_category([1, 2, 3, 4], count=5, best=None)).all()
    assert np.isnan(category_bounds([], count=4)).all()
    found = quantile_category([1, 2, 3, 4, math.nan], count=4, best="low")
    np.testing.assert_array_equal(found, [1, 2, 3, 4, math.nan])


def test_rows_of_a_table_have_bounds_of_their_own():
    table = [[1, 2, 3, 4], [10, 20, 30, 40]]
    np.testing.assert_array_equal(quantile_category(table, count=4, best=None), [[1, 2, 3, 4]] * 2)
    assert category_bounds(table, count=4).shape == (2, 5)


def test_other_counts_and_unknown_ends_are_refused():
    with pytest.raises(InputError, match="count must be 4 or 5, and is 10"):
        quantile_category([1, 2, 3, 4], count=10, best=None)
    with pytest.raises(InputError, match='best must be "high", "low" or None, and is "middle"'):
        quantile_category([1, 2, 3, 4], count=4, best="middle")
