"""Parts of a whole that stand elsewhere than the rest."""

from itertools import combinations

import numpy as np
import pytest

from equitytown.errors import InputError
from equitytown.stats.shifts import shifts_of_parts

TEN = np.array([3.1, 2.7, 4.0, 3.3, 0.2, 0.5, 1.0, 0.1, 0.9, 1.4])


def test_the_p_value_comes_close_to_that_of_every_arrangement():
    """All 210 ways to choose four of ten: 2 of them shift as far, as the rank sums 34 and 10 are the ends."""
    sums = np.array([sum(chosen) for chosen in combinations(range(1, 11), 4)])
    exact = np.mean(np.abs(sums - 22) >= 12)
    found = shifts_of_parts(TEN, [[True] * 4 + [False] * 6], seed=1)
    assert exact == pytest.approx(2 / 210)
    assert found.p_value[0] == pytest.approx(exact, abs=0.003)


def test_the_shift_is_wilcoxons_deviate():
    """Rank sum 34 of 4 among 10: mean 22, variance 4 * 6 * 11 / 12 = 22 (Wilcoxon 1945)."""
    found = shifts_of_parts(TEN, [[True] * 4 + [False] * 6])
    assert found.shift[0] == pytest.approx(12 / np.sqrt(22))


def test_a_part_and_the_rest_shift_by_as_much_to_either_side():
    inside = np.array([[True] * 4 + [False] * 6])
    found = shifts_of_parts(TEN, np.vstack([inside, ~inside]))
    assert found.shift[0] == pytest.approx(-found.shift[1])
    assert found.p_value[0] == found.p_value[1]


def test_more_parts_make_each_harder_to_call_apart():
    part = [True] * 3 + [False] * 7
    others = [[i in pair for i in range(10)] for pair in combinations(range(10), 2)]
    assert shifts_of_parts(TEN, [part, *others]).p_value[0] > shifts_of_parts(TEN, [part]).p_value[0]


def test_under_random_labels_no_part_is_called_apart_more_often_than_said():
    drawn = np.random.Generator(np.random.PCG64(2))
    labels = np.arange(20) % 4
    inside = np.array([labels == part for part in range(4)])
    called = [
        (shifts_of_parts(drawn.normal(size=20), inside, permutations=199, seed=s).p_value <= 0.05).any()
        for s in range(200)
    ]
    assert 0.01 <= np.mean(called) <= 0.09


def test_a_part_of_one_area_and_one_of_all_but_one_are_not_tested():
    found = shifts_of_parts([1, 2, 3, 4], [[True, False, False, False], [False, True, True, True]])
    assert np.isnan(found.shift).all()
    assert np.isnan(found.p_value).all()


def test_values_all_alike_are_not_tested():
    assert np.isnan(shifts_of_parts([1, 1, 1, 1], [[True, True, False, False]]).p_value[0])


def test_the_same_seed_gives_the_same_answer():
    inside = [[True] * 5 + [False] * 5]
    once, again, other = (shifts_of_parts(TEN[::-1], inside, seed=seed).p_value[0] for seed in (1, 1, 2))
    assert once == again
    assert once == pytest.approx(other, abs=0.02)


def test_missing_values_and_shapes_that_do_not_fit_are_refused():
    with pytest.raises(InputError, match="a value is missing in 1 of 2 rows"):
        shifts_of_parts([1, np.nan], [[True, False]])
    with pytest.raises(InputError, match="inside has 3 areas and values 2"):
        shifts_of_parts([1, 2], [[True, False, True]])
