import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.inequality import attributable_fraction_of_counts, attributable_risk_of_counts
from equitytown.stats.inequality.attributable_counts import NO_EVENTS
from equitytown.stats.inequality.subgroups import AVERAGE_ZERO, NO_POPULATION, NO_VALUE
from tests.stats.inequality.cases import assert_all_agree, golden_cases

counts = st.lists(
    st.integers(10, 10_000).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))), min_size=2, max_size=6
).map(lambda rows: [np.array(part) for part in zip(*rows, strict=True)])  # fmt: skip


def test_risks_agree_with_the_golden_cases_errors_and_limits_too(golden):
    for case, expected in golden_cases(golden, "parisk"):
        events = case.value / case.scale * case.population
        found = attributable_risk_of_counts(events, case.population, multiplier=case.scale, **case.standing)
        assert_all_agree(found, expected)


def test_fractions_agree_with_the_golden_cases_and_their_errors_are_in_per_cent(golden):
    for case, expected in golden_cases(golden, "paf"):
        events = case.value / case.scale * case.population
        found = attributable_fraction_of_counts(events, case.population, **case.standing)
        assert found.value == pytest.approx(expected[0], rel=1e-8)
        assert found.standard_error == pytest.approx(100 * expected[1], rel=1e-8)  # the peer left its hundred out
        # Its limits are a hundred times too narrow.
        assert found.upper - found.value == pytest.approx(100 * (expected[3] - expected[0]), rel=1e-7)


def test_the_error_agrees_with_that_of_a_risk_ratio_worked_by_hand():
    # Two groups: 30 of 100 exposed and 10 of 100 unexposed; a = 30, b = 70, c = 10, d = 90, N = 200.
    found = attributable_fraction_of_counts([30, 10], [100, 100], best="low", multiplier=1)
    variance = 10 * 200 * (30 * 90 * 190 + 70 * 100) / (40**3 * 100**3)
    assert (found.value, found.standard_error) == (pytest.approx(-0.5), pytest.approx(math.sqrt(variance)))


@given(counts, st.sampled_from(["high", "low"]))
def test_the_risk_is_the_fraction_of_the_average(case, best):
    events, people = case
    risk = attributable_risk_of_counts(events, people, best=best, order="unordered", multiplier=100)
    fraction = attributable_fraction_of_counts(events, people, best=best, order="unordered")
    average = events.sum() / people.sum()
    np.testing.assert_allclose(risk[:3], average * np.array(fraction[:3]), atol=1e-9)
    assert fraction.lower <= fraction.value <= fraction.upper


def test_no_events_in_the_reference_leave_no_limits():
    found = attributable_fraction_of_counts([30, 0], [100, 100], best="low")
    assert (found.value, np.isnan(found.lower), found.note) == (-100, True, NO_EVENTS)


def test_no_events_at_all_leave_no_gain():
    found = attributable_risk_of_counts([0, 0], [100, 100], best="low")
    assert (np.isnan(found.value), found.note) == (True, AVERAGE_ZERO)


def test_missing_counts_are_told():
    found = attributable_risk_of_counts([[math.nan, 3], [2, 3]], [[100, 100], [100, math.nan]], best="low")
    assert found.note.tolist() == [NO_VALUE, NO_VALUE]
    assert NO_POPULATION != NO_VALUE


def test_impossible_counts_are_refused():
    with pytest.raises(InputError, match="numerator is negative"):
        attributable_risk_of_counts([-1, 3], [100, 100], best="low")
    with pytest.raises(InputError, match="denominator is not above 0"):
        attributable_risk_of_counts([0, 3], [0, 100], best="low")
    with pytest.raises(InputError, match=r"above its denominator in 1 of 2 rows \(first: row 1, 300 of 100\)"):
        attributable_fraction_of_counts([1, 300], [100, 100], best="low")
    with pytest.raises(InputError, match="arrays differ in shape"):
        attributable_fraction_of_counts([1, 2, 3], [100, 100], best="low")
