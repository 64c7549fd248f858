import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.intervals import byar
from equitytown.stats.standardise import directly_standardised_rate
from equitytown.stats.years_lost import (
    crude_rate_of_years_lost,
    standardised_rate_of_years_lost,
    years_left_by,
    years_left_to,
    years_of_life_lost,
)
from tests.stats.tables import DATA, column, grouped, rows_of

PUBLISHED = grouped(rows_of(DATA / "published_years_lost.csv"), "case")
AGE = [0, 25, 50, 75]
DEATHS = np.array([4.0, 10, 30, 90])
PEOPLE = np.array([9000.0, 8000, 7000, 2000])
WEIGHT = np.array([28_000.0, 33_000, 27_000, 12_000])
LEFT = years_left_to(AGE)
counts = st.lists(st.integers(0, 300), min_size=4, max_size=4).filter(lambda d: sum(d[:3]) >= 10)


def crude(deaths=DEATHS, people=PEOPLE, left=LEFT, **options):
    return crude_rate_of_years_lost(deaths, people, left, **options)


def standardised(deaths=DEATHS, people=PEOPLE, left=LEFT, weight=WEIGHT, **options):
    return standardised_rate_of_years_lost(deaths, people, left, weight, **options)


@pytest.mark.parametrize("case", PUBLISHED)
def test_years_lost_agree_with_a_published_example(case):
    rows = PUBLISHED[case]
    left = np.maximum(column(rows, "reference_age") - column(rows, "age_at_death"), 0)
    assert left.tolist() == column(rows, "years_lost").tolist() or case == "ten_infant_deaths"
    found = years_of_life_lost(column(rows, "deaths"), left)
    assert found.value == float(rows[0]["total_years_lost"])


def test_years_left_agree_with_published_middles_of_bands():
    # Years of potential life lost before 75, National Center for Health Statistics, with ages at death in whole years.
    age = [0, 1, 15, 25, 35, 45, 55, 65, 75]
    middle = [0.5, 7.5, 19.5, 29.5, 39.5, 49.5, 59.5, 69.5, 80]
    assert years_left_to(age, age_at_death=middle)[2] == 55.5
    assert years_left_to(age).tolist() == [74.5, 67, 55, 45, 35, 25, 15, 5, 0]


def test_no_year_is_lost_from_the_fixed_age_on():
    assert years_left_to([0, 60, 70, 80, 90], until=80).tolist() == [50, 15, 5, 0, 0]


def test_bands_need_not_start_at_birth():
    # Potential years of life lost between ages 1 and 70 leave infants out (Romeder and McWhinnie 1977).
    assert years_left_to([1, 5, 10, 70], until=70).tolist() == [67, 62.5, 30, 0]


def test_years_by_a_standard_are_read_off_a_straight_line():
    found = years_left_by([0, 10, 20], standard_age=[0, 10, 20], standard_expectancy=[80, 70, 60])
    assert found.tolist() == [75, 65, 60]  # the open band as wide as the one before it: 25, past the last age


def test_years_by_a_standard_take_ages_at_death():
    found = years_left_by(
        [0, 10, 20], standard_age=[0, 10, 40], standard_expectancy=[80, 70, 43], age_at_death=[0, 12, 30]
    )
    np.testing.assert_allclose(found, [80, 68.2, 52])


def test_counts_and_rates_come_out_as_worked_by_hand():
    # 4 x 62.5 + 10 x 37.5 + 30 x 12.5 years among 44 deaths below 75 and 24,000 people.
    count, rate, weighted = years_of_life_lost(DEATHS, LEFT), crude(multiplier=1), standardised(multiplier=1)
    variance = 4 * 62.5**2 + 10 * 37.5**2 + 30 * 12.5**2
    assert count.value == 1000
    assert rate.value == pytest.approx(1000 / 24_000)
    worked = 28_000 * 62.5 * 4 / 9000 + 33_000 * 37.5 * 10 / 8000 + 27_000 * 12.5 * 30 / 7000
    assert weighted.value == pytest.approx(worked / 88_000)
    limits = byar(44)
    stretch = math.sqrt(variance / 44)
    assert count.lower == pytest.approx(1000 + stretch * (limits.lower - 44))
    assert count.upper == pytest.approx(1000 + stretch * (limits.upper - 44))
    assert rate.upper == pytest.approx(count.upper / 24_000)
    terms = np.array([28_000 * 62.5 / 9000, 33_000 * 37.5 / 8000, 27_000 * 12.5 / 7000]) / 88_000
    stretch = math.sqrt((terms**2 * DEATHS[:3]).sum() / 44)
    assert weighted.upper == pytest.approx(weighted.value + stretch * (limits.upper - 44))


def test_one_year_left_everywhere_is_the_standardised_death_rate():
    found, rate = standardised(left=np.ones(4)), directly_standardised_rate(DEATHS, PEOPLE, WEIGHT)
    for part in ("value", "lower", "upper"):
        assert getattr(found, part) == pytest.approx(getattr(rate, part), rel=1e-13)


def test_weights_like_the_people_give_the_crude_rate():
    found, plain = standardised(weight=PEOPLE), crude()
    assert found.value == pytest.approx(plain.value)
    assert found.upper == pytest.approx(plain.upper)


@given(counts)
def test_limits_enclose_the_value_and_more_confidence_widens_them(deaths):
    for found in (
        years_of_life_lost(deaths, LEFT, confidence=(0.9, 0.95, 0.998)),
        crude(deaths, confidence=(0.9, 0.95, 0.998)),
        standardised(deaths, confidence=(0.9, 0.95, 0.998)),
    ):
        assert found.lower.shape == (3,)
        assert (np.diff(found.lower) <= 0).all()
        assert (np.diff(found.upper) >= 0).all()
        assert (found.lower <= found.value).all()
        assert (found.upper >= found.value).all()


@given(counts, st.floats(0.1, 10))
def test_another_unit_of_time_changes_the_unit_alone(deaths, unit):
    one, other = standardised(deaths), standardised(deaths, left=LEFT * unit)
    assert other.value == pytest.approx(one.value * unit)
    assert other.upper == pytest.approx(one.upper * unit)


@given(counts)
def test_deaths_at_ages_that_cost_no_years_change_nothing(deaths):
    without = [*deaths[:3], 0]
    assert years_of_life_lost(deaths, LEFT).upper == years_of_life_lost(without, LEFT).upper
    assert crude(deaths).value == crude(without, people=[9000, 8000, 7000, 1]).value
    assert standardised(deaths).upper == standardised(without, weight=[28_000, 33_000, 27_000, 0]).upper


def test_a_missing_count_is_missing_only_where_years_are_lost():
    late, early = np.array([4.0, 10, 30, math.nan]), np.array([4.0, math.nan, 30, 90])
    assert years_of_life_lost(late, LEFT).note == ""
    assert crude(people=[9000, 8000, 7000, math.nan]).note == ""
    assert crude(people=[9000, 8000, 7000, 0]).note == ""
    for found in (years_of_life_lost(early, LEFT), crude(early), standardised(people=early)):
        assert np.isnan([found.value, found.lower, found.upper]).all()
        assert found.note == "a count is missing"


def test_below_ten_deaths_years_are_counted_without_limits_and_rates_withheld():
    few = [3, 6, 0, 90]
    count = years_of_life_lost(few, LEFT)
    assert count.value == 3 * 62.5 + 6 * 37.5
    assert np.isnan([count.lower, count.upper]).all()
    assert count.note == "fewer than 10 deaths: no limits are given"
    assert years_of_life_lost([0, 0, 0, 90], LEFT).value == 0
    for found in (crude(few), standardised(few)):
        assert np.isnan([found.value, found.lower, found.upper]).all()
        assert found.note == "fewer than 10 events"


def test_ten_deaths_are_enough():
    assert years_of_life_lost([4, 6, 0, 0], LEFT).note == crude([4, 6, 0, 0]).note == ""


def test_groups_do_not_touch_each_other():
    deaths = np.stack([DEATHS, DEATHS * 2, [1, 1, 1, 1], [math.nan] * 4])
    left = np.stack([LEFT, LEFT + 1, LEFT, LEFT])
    found = standardised_rate_of_years_lost(deaths, np.broadcast_to(PEOPLE, (4, 4)), left, WEIGHT)
    assert found.value.shape == (4,)
    assert found.value[1] == standardised(DEATHS * 2, left=LEFT + 1).value
    assert np.isnan(found.value).tolist() == [False, False, True, True]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: years_of_life_lost(-DEATHS, LEFT), "deaths is negative in 4 of 4 rows"),
        (lambda: years_of_life_lost(DEATHS, -LEFT - 1), "years_left is negative or missing in 4 of 4 rows"),
        (lambda: years_of_life_lost(DEATHS, [1, 2, 3, math.nan]), "years_left is negative or missing in 1 of 4 rows"),
        (lambda: years_of_life_lost(DEATHS, [0, 0, 0, 0]), "years_left is 0 in every age band in 1 of 1 rows"),
        (lambda: years_of_life_lost(DEATHS, [[1, 1, 1, 1], [0, 0, 0, 0]]), r"years_left has shape \(2, 4\)"),
        (lambda: years_of_life_lost(DEATHS, LEFT[1:]), r"years_left has shape \(3,\); it must be \(4,\)"),
        (lambda: crude(people=[9000, 0, 7000, 2000]), r"population is not above 0 in 1 of 4 rows \(first: row 1, 0\)"),
        (lambda: crude(people=PEOPLE[1:]), "arrays differ in shape"),
        (lambda: crude(multiplier=0), "multiplier must be above 0"),
        (lambda: standardised(weight=-WEIGHT), "standard_population is negative or missing in 4 of 4 rows"),
        (lambda: standardised(weight=WEIGHT[1:]), r"standard_population has shape \(3,\)"),
        (lambda: standardised(weight=[0, 0, 0, 12_000]), "sum of standard_population is not above 0"),
        (lambda: standardised(confidence=95), "Did you mean 0.95"),
        (lambda: years_left_to(AGE, until=70), "no age band starts at 70, so its deaths cannot be told apart"),
        (lambda: years_left_to(AGE, until=0), "no age band starts at 0"),
        (
            lambda: years_left_to(AGE, age_at_death=[1, 2, 60, 80]),
            r"age_at_death lies outside its age band in 1 of 4 rows \(first: row 1, 2 in the band from 25\)",
        ),
        (lambda: years_left_to(AGE, age_at_death=[1]), "arrays differ in shape"),
        (lambda: years_left_to([5, 5]), "age does not rise in 1 of 1 rows"),
        (
            lambda: years_left_by(AGE, standard_age=[0, 50], standard_expectancy=[80, -1]),
            "standard_expectancy is negative or missing in 1 of 2 rows",
        ),
        (lambda: years_left_by(AGE, standard_age=[0, 50], standard_expectancy=[80]), "arrays differ in shape"),
        (
            lambda: years_left_by(AGE, standard_age=[50], standard_expectancy=[30]),
            "standard_age must list at least two",
        ),
    ],
)
def test_impossible_input_is_refused(call, message):
    with pytest.raises(InputError, match=message):
        call()
