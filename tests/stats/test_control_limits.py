import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.control_limits import control_limits_of_proportions, control_limits_of_rates
from equitytown.stats.intervals import wilson
from tests.stats.tables import DATA, column, grouped, rows_of

MEANS = rows_of(DATA / "poisson_means_own.csv")
sizes = st.integers(1, 10**6)


def test_limits_of_proportions_agree_with_a_published_interval_about_the_same_share():
    # Newcombe RG (1998), table I, method 3: 81 of 263 has Wilson limits 0.2553 to 0.3662.
    found = control_limits_of_proportions(81 / 263, 263)
    assert (found.lower.round(4), found.upper.round(4)) == (0.2553, 0.3662)


@pytest.mark.parametrize("case", MEANS, ids=lambda case: f"{case['events']} {case['tail']}")
def test_limits_of_rates_agree_with_poisson_sums_in_40_digits(case):
    events, tail = float(case["events"]), float(case["tail"])
    found = control_limits_of_rates(events, 1, multiplier=1, confidence=1 - 2 * tail)
    assert found.lower == pytest.approx(float(case["lower"]), rel=1e-12)
    assert found.upper == pytest.approx(float(case["upper"]), rel=1e-12)


def test_limits_of_proportions_agree_with_the_golden_cases(golden):
    for z, rows in grouped(rows_of(golden / "compare_spc_proportion.csv"), "z").items():
        found = control_limits_of_proportions(
            column(rows, "benchmark"),
            column(rows, "denominator"),
            multiplier=float(rows[0]["unit"]),
            confidence=math.erf(float(z) / math.sqrt(2)),
        )
        np.testing.assert_allclose(found.lower, column(rows, "lower_limit"), rtol=1e-9)
        np.testing.assert_allclose(found.upper, column(rows, "upper_limit"), rtol=1e-9)


def test_limits_of_rates_agree_with_the_golden_cases(golden):
    for tail, rows in grouped(rows_of(golden / "compare_spc_rate.csv"), "tail_p").items():
        found = control_limits_of_rates(
            column(rows, "benchmark"),
            column(rows, "denominator"),
            multiplier=float(rows[0]["unit"]),
            confidence=1 - 2 * float(tail),
        )
        np.testing.assert_allclose(found.lower, column(rows, "lower_limit"), rtol=1e-9)
        np.testing.assert_allclose(found.upper, column(rows, "upper_limit"), rtol=1e-9)


def test_events_that_are_whole_but_for_rounding_are_whole():
    # 4.1 per 100,000 of 3,000,000 people is 123 events, and 122.99999999999999 in floating point.
    hoped = 4.1 / 100_000 * 3_000_000
    assert hoped != 123
    exactly, nearly = control_limits_of_rates(123, 1, multiplier=1), control_limits_of_rates(4.1, 3_000_000)
    assert nearly.lower * 30 == pytest.approx(exactly.lower, rel=1e-12)
    assert nearly.upper * 30 == pytest.approx(exactly.upper, rel=1e-12)


@given(st.floats(0, 1), sizes)
def test_limits_of_a_proportion_enclose_it_and_stay_between_none_and_all(share, people):
    found = control_limits_of_proportions(share, people)
    assert 0 <= found.lower <= share + 1e-12
    assert share - 1e-12 <= found.upper <= 1


@given(st.floats(0, 1000), sizes)
def test_more_confidence_widens_limits(rate, people):
    found = control_limits_of_rates(rate, people, confidence=(0.95, 0.998))
    assert found.lower[1] <= found.lower[0]
    assert found.upper[0] <= found.upper[1]


@given(st.integers(0, 1000), sizes)
def test_a_larger_area_may_lie_less_far_away(hundredths, people):
    small, large = (control_limits_of_proportions(hundredths / 1000, size) for size in (people, 10 * people))
    assert large.upper - large.lower <= small.upper - small.lower


def test_one_comparator_serves_all_areas():
    for limits in (control_limits_of_proportions, control_limits_of_rates):
        one, each = limits(0.2, [50, 60], multiplier=1), limits([0.2, 0.2], [50, 60], multiplier=1)
        np.testing.assert_array_equal(one, each)


def test_a_comparator_in_another_unit_gives_the_same_limits():
    share, percentage = control_limits_of_proportions(0.2, 50), control_limits_of_proportions(20, 50, multiplier=100)
    assert percentage.upper == pytest.approx(100 * share.upper)
    assert share == pytest.approx(wilson(10, 50))


def test_what_is_missing_has_no_limits():
    for limits in (control_limits_of_proportions, control_limits_of_rates):
        found = limits([0.2, math.nan, 0.2], [math.nan, 50, 50], multiplier=1)
        assert np.isnan(found.lower).tolist() == np.isnan(found.upper).tolist() == [True, True, False]


def test_none_at_all_may_still_be_seen_above():
    found = control_limits_of_rates(0, 1000, multiplier=1000)
    assert found.lower == 0
    assert found.upper == pytest.approx(-math.log(0.025))


def test_an_area_where_nobody_lives_has_no_limits():
    # Fingertips: what is needed and not there makes a figure not compared, and no error.
    assert np.isnan(control_limits_of_proportions(0.2, [0, 50]).lower).tolist() == [True, False]
    assert np.isnan(control_limits_of_rates(20, [0, 50_000]).upper).tolist() == [True, False]


def test_impossible_input_is_refused():
    with pytest.raises(InputError, match=r"comparator is above the whole in 1 of 1 rows \(first: row 0, 20\)"):
        control_limits_of_proportions(20, 50)
    with pytest.raises(InputError, match="comparator is negative"):
        control_limits_of_rates(-1, 50)
    with pytest.raises(InputError, match="denominator is negative"):
        control_limits_of_rates(1, -1)
    with pytest.raises(InputError, match="arrays differ in shape"):
        control_limits_of_rates([1, 2], [50, 60, 70])
    with pytest.raises(InputError, match="multiplier must be above 0"):
        control_limits_of_rates(1, 50, multiplier=0)
