import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.funnel_points import (
    derived_denominator,
    points_of_proportions,
    points_of_rates,
    points_of_ratios,
    points_of_standardised_rates,
)
from tests.stats.tables import column, rows_of


def test_points_of_standardised_rates_agree_with_the_golden_cases(golden):
    rows = rows_of(golden / "funnel_dsr_points_expected.csv")
    found = points_of_standardised_rates(column(rows, "events"), column(rows, "rate"), years=3)
    np.testing.assert_allclose(found.value, column(rows, "rate_chart"), rtol=1e-10)
    np.testing.assert_allclose(found.at, column(rows, "denominator_derived"), rtol=1e-10)


def test_points_of_crude_rates_agree_with_the_golden_cases(golden):
    rows = rows_of(golden / "funnel_rate_crude_points_expected.csv")
    found = points_of_rates(column(rows, "events"), column(rows, "person_years"), years=3)
    np.testing.assert_allclose(found.value, column(rows, "rate_chart"), rtol=1e-10)
    np.testing.assert_allclose(found.at, column(rows, "denominator_derived"), rtol=1e-10)


@given(st.integers(1, 10_000), st.integers(1, 10**7))
def test_a_crude_rates_own_people_are_what_its_rate_derives(events, people):
    rate = 100_000 * events / people
    assert derived_denominator(events, rate) == pytest.approx(people)


def test_an_excess_is_the_ratio_less_one():
    ratio, excess = (points_of_ratios([12, 0], [10, 4], form=form).value for form in ("ratio", "excess"))
    np.testing.assert_allclose(excess, ratio - 1)


def test_what_is_missing_has_no_place_and_says_why():
    found = points_of_proportions([1, math.nan], [10, 10])
    assert np.isnan([found.at[1], found.value[1]]).all()
    assert found.note.tolist() == ["", "a count is missing"]
    assert points_of_ratios([1, 2], [math.nan, 0]).note.tolist() == ["a count is missing", "no events are expected"]
    assert points_of_rates([1], [math.nan]).note.tolist() == ["a count is missing"]
    found = points_of_standardised_rates([math.nan, 9, 10, 30], [5, 5, math.nan, 5])
    assert [note.split(",")[0] for note in found.note] == [
        "a count is missing",
        "fewer than 10 events",
        "the rate is missing",
        "",
    ]


def test_impossible_counts_are_refused():
    with pytest.raises(InputError, match=r"numerator is above its denominator in 1 of 1 rows \(first: row 0, 5 of 4\)"):
        points_of_proportions([5], [4])
    with pytest.raises(InputError, match="denominator is not above 0"):
        points_of_rates([5], [0])
    with pytest.raises(InputError, match="expected is negative"):
        points_of_ratios([5], [-1])
    with pytest.raises(InputError, match="value is negative"):
        derived_denominator([5], [-1])
    with pytest.raises(InputError, match=r"a rate is 0 with events behind it in 1 of 2 rows \(first: row 1, 4 events"):
        derived_denominator([0, 4], [0, 0])


def test_options_out_of_range_are_refused():
    with pytest.raises(InputError, match="years must be above 0, and is 0"):
        points_of_rates([5], [10], years=0)
    with pytest.raises(InputError, match='form must be "ratio" or "excess", and is "count"'):
        points_of_ratios([5], [10], form="count")
    with pytest.raises(InputError, match="multiplier must be above 0"):
        points_of_rates([5], [10], multiplier=0)
