import numpy as np
import pytest
from scipy.stats import studentized_range

from equitytown.errors import InputError
from equitytown.stats.differences import Estimate, difference_of_values
from equitytown.stats.exact_ranks import rank_chances
from equitytown.stats.gaps import chance_of_highest, chance_of_range, change_of_ratio, expected_range
from equitytown.stats.population_quantiles import population_quantile
from equitytown.stats.quantiles import quantile

# The mean range of normal samples of unit spread. Tippett (1925), Biometrika 17: 364-387, as the constants d2 of
# Shewhart's charts are printed to three decimals (American Society for Testing and Materials, Manual 7).
D2 = {2: 1.128, 3: 1.693, 4: 2.059, 5: 2.326, 10: 3.078, 15: 3.472, 20: 3.735, 25: 3.931}
# Upper 5% points of the studentised range with errors known. Harter (1960), Annals of Mathematical Statistics 31.
UPPER_5 = {2: 2.772, 3: 3.314, 5: 3.858, 10: 4.474, 20: 5.012}


@pytest.mark.parametrize(("parts", "printed"), D2.items())
def test_the_range_to_be_expected_is_as_printed(parts, printed):
    assert expected_range([1.0] * parts) == pytest.approx(printed, abs=6e-4)


@pytest.mark.parametrize(("parts", "printed"), UPPER_5.items())
def test_the_chance_of_a_range_is_as_printed(parts, printed):
    assert chance_of_range(printed, [1.0] * parts) == pytest.approx(0.05, abs=1e-4)
    assert chance_of_range(printed, [1.0] * parts) == pytest.approx(
        studentized_range.sf(printed, parts, np.inf), abs=1e-8
    )


def test_uneven_errors_agree_with_a_simulation():
    errors = np.random.default_rng(1).uniform(0.2, 3, 40)
    drawn = np.random.default_rng(2).normal(0, errors, (40_000, 40))
    ranges = drawn.max(axis=1) - drawn.min(axis=1)
    assert expected_range(errors) == pytest.approx(ranges.mean(), rel=0.01)
    assert chance_of_range(13, errors) == pytest.approx((ranges >= 13).mean(), abs=0.008)


def test_two_parts_are_tested_as_a_difference_is():
    test = difference_of_values(Estimate(10, 8, 12), Estimate(14, 11, 17))
    errors = [2 / 1.959964, 3 / 1.959964]
    assert chance_of_range(4, errors) == pytest.approx(float(test.p_value), abs=1e-6)


def test_ranges_scale_and_missing_parts_take_no_part():
    errors = np.array([[1.0, 2.0, np.nan], [3.0, 1.0, 2.0]])
    found = expected_range(errors)
    assert found[0] == expected_range([1.0, 2.0])
    assert expected_range(10 * errors) == pytest.approx(10 * found)
    assert chance_of_range([0.0, 60.0], errors) == pytest.approx([1, 0])
    assert np.isnan(expected_range([1.0]))
    assert np.isnan(chance_of_range(np.nan, [1.0, 1.0]))


@pytest.mark.parametrize("parts", [2, 3, 30])
def test_the_chance_of_being_highest_is_the_first_of_the_chances_of_ranks(parts):
    rng = np.random.default_rng(parts)
    value, down, up = rng.normal(0, 2, parts), rng.uniform(0.1, 4, parts), rng.uniform(0.1, 4, parts)
    down[0] = 0.0
    ranks = rank_chances(value, value - down, value + up, best="high")
    found = [chance_of_highest(value, value - down, value + up, part=part) for part in range(parts)]
    assert found == pytest.approx(ranks[:, 0], abs=1e-5)


@pytest.mark.parametrize(
    ("work", "message"),
    [
        (lambda: expected_range(1.0), "is a single number"),
        (lambda: expected_range([1.0, 0.0]), "a standard error is not above 0"),
        (lambda: chance_of_range(-1, [1.0, 1.0]), "negative"),
        (lambda: chance_of_range([1, 2], [1.0, 1.0]), "2 ranges were given for 1 rows"),
        (lambda: chance_of_highest([1, 2], [0, 1], [2, 3], part=2), "there is no part 2 among 2"),
        (lambda: chance_of_highest([1, 2], [0, 2], [2, 2], part=0), "limits have no width"),
        (lambda: chance_of_highest([1, np.nan], [0, 1], [2, 3], part=0), "missing"),
        (lambda: population_quantile([1, 2], [1, 0]), "population"),
        (lambda: population_quantile([1, 2], [1, 1], first="best"), 'first must be "highest" or "lowest"'),
    ],
)
def test_what_makes_no_sense_is_refused(work, message):
    with pytest.raises(InputError, match=message):
        work()


def test_the_change_of_a_ratio_is_the_ratio_of_ratios_whichever_stands_first():
    before, now = (Estimate(20, 18, 22.2), Estimate(10, 9, 11.1)), (Estimate(15, 13.5, 16.7), Estimate(10, 9, 11.1))
    one, other = change_of_ratio(before, now), change_of_ratio(before[::-1], now[::-1])
    assert one.ratio == pytest.approx(1.5 / 2)
    assert (one.lower, one.upper) == pytest.approx((other.lower, other.upper))
    assert one.lower < one.ratio < one.upper < 1
    assert change_of_ratio((before[0], Estimate(0, 0, 1)), now).note == "a figure or limit is 0, which has no logarithm"


def test_quantiles_of_people_are_those_of_areas_where_areas_are_alike():
    score = np.random.default_rng(3).permutation(50).astype(float)
    assert population_quantile(score, np.full(50, 7.0)).tolist() == quantile(score).tolist()
    low = population_quantile(score, np.full(50, 7.0), first="lowest")
    assert low.tolist() == quantile(score, first="lowest").tolist()


def test_quantiles_of_people_hold_as_many_people_each():
    rng = np.random.default_rng(4)
    people = rng.integers(1_000, 3_000, 121).astype(float)
    people[5] = np.nan
    found = population_quantile(rng.normal(size=121), people)
    assert np.isnan(found[5])
    shares = [np.nansum(people[found == number]) / np.nansum(people) for number in range(1, 11)]
    assert all(abs(share - 0.1) < 3_000 / np.nansum(people) for share in shares)
