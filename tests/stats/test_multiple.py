import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from equitytown.errors import InputError
from equitytown.stats.multiple import benjamini_hochberg, by_chance, discoveries
from tests.stats.tables import DATA, column, rows_of

PUBLISHED = rows_of(DATA / "published_fdr.csv")
chances = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def test_adjusted_p_values_agree_with_the_published_example():
    found = benjamini_hochberg(column(PUBLISHED, "p_value"))
    np.testing.assert_allclose(found, column(PUBLISHED, "adjusted_p_value"), atol=5e-9)


def test_discoveries_agree_with_the_published_example():
    found = discoveries(column(PUBLISHED, "p_value"))
    np.testing.assert_array_equal(found, column(PUBLISHED, "rejected_at_0_05"))


@given(chances)
def test_adjusted_p_values_agree_with_scipy(p_values):
    np.testing.assert_allclose(benjamini_hochberg(p_values), false_discovery_control(p_values), rtol=1e-13)


@given(chances)
def test_adjusting_never_lowers_a_p_value_and_keeps_the_order(p_values):
    found = benjamini_hochberg(p_values)
    assert (found >= np.array(p_values) * (1 - 1e-12)).all()
    assert (found <= 1).all()
    order = np.argsort(p_values)
    assert (np.diff(found[order]) >= 0).all()


@given(chances, chances)
def test_a_familys_answer_does_not_depend_on_another(one, other):
    labels = ["b"] * len(one) + ["a"] * len(other)
    together = benjamini_hochberg([*one, *other], group=labels)
    apart = np.concatenate([benjamini_hochberg(one), benjamini_hochberg(other)])
    np.testing.assert_allclose(together, apart, rtol=1e-13)


@given(chances)
def test_a_test_not_made_stays_missing_and_does_not_count(p_values):
    found = benjamini_hochberg([math.nan, *p_values, math.nan])
    assert np.isnan(found[[0, -1]]).all()
    np.testing.assert_array_equal(found[1:-1], benjamini_hochberg(p_values))


def test_more_tests_leave_fewer_discoveries():
    assert discoveries([0.01]).tolist() == [True]
    assert discoveries([0.01] + [0.9] * 9).tolist() == [False] * 10
    assert discoveries([0.01, math.nan], rate=0.1).tolist() == [True, False]


def test_chance_alone_finds_one_in_twenty():
    found = by_chance([0.001, 0.2, math.nan, 0.04, 0.6], group=[1, 1, 1, 2, 2])
    assert found.group == [1, 2]
    assert found.tests.tolist() == [2, 2]
    assert found.expected.tolist() == [0.1, 0.1]
    assert found.found.tolist() == [1, 1]
    assert by_chance([[0.5] * 70], level=0.1).expected.tolist() == [7]


def test_rows_are_families_and_nothing_has_no_discoveries():
    table = np.array([[0.01, 0.04], [0.5, math.nan]])
    np.testing.assert_allclose(benjamini_hochberg(table), [[0.02, 0.04], [0.5, math.nan]])
    assert benjamini_hochberg([]).size == 0
    assert benjamini_hochberg(0.03) == 0.03


def test_impossible_input_is_refused():
    with pytest.raises(InputError, match=r"outside 0 to 1 in 1 of 2 rows \(first: row 1, 5\)"):
        benjamini_hochberg([0.5, 5])
    with pytest.raises(InputError, match="rate must lie above 0 and below 1, and is 5"):
        discoveries([0.5], rate=5)
    with pytest.raises(InputError, match="level must lie above 0 and below 1, and is 0"):
        by_chance([0.5], level=0)


def test_p_values_on_the_line_are_discoveries_whatever_their_number():
    for many in range(1, 200):
        assert discoveries([0.05 * place / many for place in range(1, many + 1)]).all()
