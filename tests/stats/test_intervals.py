import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.intervals import Interval, byar, dobson, exact, poisson, student_t, wilson, z_value
from tests.stats.tables import DATA, column, grouped, rows_of

PUBLISHED = rows_of(DATA / "intervals_published.csv")
COUNT_METHODS = {"byar": byar, "exact": exact, "poisson": poisson}
shares = st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
counts = st.integers(0, 100_000)
confidences = st.floats(0.5, 0.999)


def test_the_normal_deviate_of_95_per_cent_is_the_known_one():
    assert z_value(0.95) == pytest.approx(1.959963984540054, rel=1e-14)


def test_the_normal_deviate_of_99_8_per_cent_is_the_known_one():
    assert z_value(0.998) == pytest.approx(3.090232306167813, rel=1e-14)


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda c: f"{c['method']} {c['numerator']} {c['denominator']}")
def test_limits_agree_with_a_published_example(case):
    if case["method"] == "wilson":
        found = wilson(float(case["numerator"]), float(case["denominator"]))
    else:
        found = COUNT_METHODS[case["method"]](float(case["numerator"]))
    decimals = int(case["decimals"])
    assert found.lower.round(decimals) == float(case["lower"])
    assert found.upper.round(decimals) == float(case["upper"])


@pytest.mark.parametrize("case", rows_of(DATA / "published_intervals.csv"), ids=lambda c: f"{c['method']} {c['count']}")
def test_limits_agree_with_those_of_other_software(case):
    events, exposure, confidence = (float(case[name]) for name in ("count", "exposure", "confidence"))
    if case["method"] == "wilson":
        found = wilson(events, exposure, confidence=confidence)
    else:
        found = Interval(*(limit / exposure for limit in exact(events, confidence=confidence)))
    assert found == pytest.approx((float(case["lower"]), float(case["upper"])), abs=float(case["tolerance"]))


def test_byar_agrees_with_a_published_mortality_ratio():
    # Soe MM, Sullivan KM (2006), OpenEpi, standardised mortality ratio: 4 deaths, 3.3 expected: 0.3261 to 3.103.
    found = byar(4)
    assert [(found.lower / 3.3).round(4), (found.upper / 3.3).round(3)] == [0.3261, 3.103]


def test_limits_agree_with_the_golden_cases_at_every_confidence(golden):
    rows = rows_of(golden / "intervals_expected.csv")
    for confidence, group in grouped(rows, "confidence").items():
        x, n = column(group, "x"), column(group, "n")
        some = x <= n
        share = wilson(x[some], n[some], confidence=float(confidence))
        np.testing.assert_allclose(share.lower, column(group, "wilson_lower")[some], rtol=1e-10, atol=1e-15)
        np.testing.assert_allclose(share.upper, column(group, "wilson_upper")[some], rtol=1e-10)
        events = poisson(x, confidence=float(confidence))
        np.testing.assert_allclose(events.lower / n, column(group, "rate_lower"), rtol=1e-10, atol=1e-15)
        np.testing.assert_allclose(events.upper / n, column(group, "rate_upper"), rtol=1e-10)


@given(shares, confidences)
def test_wilson_limits_enclose_the_share_and_stay_between_none_and_all(share, confidence):
    events, people = share
    found = wilson(events, people, confidence=confidence)
    assert 0 <= found.lower <= events / people <= found.upper <= 1


@pytest.mark.parametrize("confidence", [0.8, 0.9, 0.95, 0.99, 0.998])
def test_the_limits_of_none_and_of_all_are_exact(confidence):
    people = np.arange(1.0, 5001)
    assert (wilson(people, people, confidence=confidence).upper == 1).all()
    assert (wilson(0 * people, people, confidence=confidence).lower == 0).all()
    one_off = wilson(people - 1, people, confidence=confidence)
    assert (one_off.lower <= (people - 1) / people).all()
    assert (one_off.upper >= (people - 1) / people).all()


@given(shares)
def test_swapping_those_with_and_those_without_mirrors_wilson_limits(share):
    events, people = share
    found, mirrored = wilson(events, people), wilson(people - events, people)
    assert found.lower == pytest.approx(1 - mirrored.upper, abs=1e-12)


@given(counts, confidences)
def test_the_limits_of_a_count_enclose_it(events, confidence):
    for method in COUNT_METHODS.values():
        found = method(events, confidence=confidence)
        assert 0 <= found.lower <= events <= found.upper


@given(counts, confidences, confidences)
def test_more_confidence_widens_limits(events, one, other):
    assume(abs(one - other) > 1e-6)
    less, more = sorted((one, other))
    narrow, wide = poisson(events, confidence=less), poisson(events, confidence=more)
    assert wide.lower <= narrow.lower
    assert wide.upper >= narrow.upper


@given(shares)
def test_ten_times_the_people_narrows_the_limits_of_a_share(share):
    events, people = share
    few, many = wilson(events, people), wilson(10 * events, 10 * people)
    assert many.upper - many.lower < few.upper - few.lower


@given(st.integers(10, 100_000))
def test_byar_is_close_to_exact_from_ten_events(events):
    close, rough = exact(events), byar(events)
    assert rough.lower == pytest.approx(close.lower, rel=2e-3)
    assert rough.upper == pytest.approx(close.upper, rel=2e-3)


def test_the_combined_limits_change_method_at_ten_events():
    found = poisson([9, 10])
    assert found.lower.tolist() == [exact(9).lower, byar(10).lower]
    assert found.upper.tolist() == [exact(9).upper, byar(10).upper]


def test_no_events_have_a_lower_limit_of_zero_and_an_upper_one_above():
    for method in COUNT_METHODS.values():
        assert method(0).lower == 0
    assert exact(0).upper == pytest.approx(-math.log(0.025))


def test_a_lower_limit_that_would_fall_below_zero_is_zero():
    assert byar(1, confidence=0.9999).lower == 0


def test_a_missing_count_has_missing_limits_and_touches_no_other():
    for found in (wilson([math.nan, 1], [10, 10]), wilson([1, 1], [math.nan, 10])):
        assert np.isnan(found.lower).tolist() == np.isnan(found.upper).tolist()
        assert found.upper[1] == wilson(1, 10).upper
    for method in COUNT_METHODS.values():
        found = method([math.nan, 4])
        assert np.isnan(found.lower).tolist() == np.isnan(found.upper).tolist() == [True, False]


def test_none_and_a_masked_count_are_missing_and_not_zero():
    assert np.isnan(byar([None, 4]).upper).tolist() == [True, False]
    assert np.isnan(byar(np.ma.array([7, 4], mask=[True, False])).upper).tolist() == [True, False]


def test_limits_keep_the_shape_of_the_counts():
    table = np.arange(6).reshape(2, 3)
    for found in (wilson(table, np.full((2, 3), 9)), poisson(table)):
        assert found.lower.shape == found.upper.shape == (2, 3)
    assert np.shape(poisson(3).lower) == ()


def test_no_counts_have_no_limits():
    assert poisson([]).lower.size == 0
    assert wilson([], []).upper.size == 0
    assert isinstance(poisson([]), Interval)


def test_a_negative_count_is_refused_and_shown():
    with pytest.raises(InputError, match=r"numerator is negative in 1 of 3 rows \(first: row 1, -2\)"):
        wilson([1, -2, 3], [9, 9, 9])
    for method in COUNT_METHODS.values():
        with pytest.raises(InputError, match=r"numerator is negative in 1 of 1 rows"):
            method(-1)


def test_more_events_than_people_are_refused_with_a_way_out():
    with pytest.raises(InputError, match=r"above its denominator in 2 of 3 rows \(first: row 0, 5 of 4\).*`poisson`"):
        wilson([5, 1, 6], [4, 4, 4])


def test_a_share_of_nobody_is_refused():
    with pytest.raises(InputError, match="denominator is not above 0"):
        wilson(0, 0)


def test_counts_of_different_shapes_are_refused():
    with pytest.raises(InputError, match=r"arrays differ in shape \(numerator \(2,\), denominator \(3,\)\)"):
        wilson([1, 2], [3, 4, 5])


def test_a_confidence_written_as_a_percentage_is_asked_back():
    with pytest.raises(InputError, match=r"is 95\. Did you mean 0\.95\?"):
        wilson(1, 2, confidence=95)


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 400])
def test_a_confidence_that_is_no_share_is_refused(confidence):
    with pytest.raises(InputError, match="above 0 and below 1"):
        exact(1, confidence=confidence)


@pytest.mark.parametrize("words", [["seven"], "7", [b"7"], [object()], [1j]])
def test_what_is_no_number_is_refused(words):
    with pytest.raises(InputError, match="numerator must be numbers"):
        byar(words)


def test_an_infinite_count_is_refused():
    with pytest.raises(InputError, match=r"numerator is infinite in 1 of 2 rows \(first: row 1, inf\)"):
        byar([1, math.inf])


def test_half_of_95_per_cent_is_not_taken_for_it():
    # PHStatsMethods passes 1 - confidence on: its limits of 50 at 95% are 49.2 to 51.1, a 5% interval.
    found = byar(50)
    assert (found.lower.round(1), found.upper.round(1)) == (37.1, 65.9)


def test_several_confidences_stand_along_a_first_axis():
    for method in COUNT_METHODS.values():
        both = method([0, 4, 40], confidence=(0.95, 0.998))
        assert both.lower.shape == (2, 3)
        np.testing.assert_array_equal(both.upper[1], method([0, 4, 40], confidence=0.998).upper)
    assert wilson([[1, 2], [3, 4]], [[9, 9], [9, 9]], confidence=(0.9, 0.95, 0.99)).upper.shape == (3, 2, 2)


def test_any_confidence_is_taken_and_none_is_refused():
    assert byar(40, confidence=0.8).lower > byar(40, confidence=0.9999).lower
    with pytest.raises(InputError, match="no confidence is given"):
        byar(40, confidence=[])
    with pytest.raises(InputError, match=r"confidence must lie above 0 and below 1, and is 95. Did you mean 0.95\?"):
        byar(40, confidence=(0.9, 95))


def test_dobsons_limits_of_a_count_are_byars():
    assert dobson(40, 40, 40) == pytest.approx(byar(40))


def test_dobsons_limits_need_events_and_a_variance():
    with pytest.raises(InputError, match="numerator is not above 0"):
        dobson(1, 1, 0)
    with pytest.raises(InputError, match="variance is negative"):
        dobson(1, -1, 9)


def test_limits_of_a_mean_need_values_and_a_spread():
    assert math.isnan(student_t(5, 1, 1).lower)
    with pytest.raises(InputError, match="count is below 1"):
        student_t(5, 1, 0)
    with pytest.raises(InputError, match="standard_deviation is negative"):
        student_t(5, -1, 9)


def test_a_missing_count_is_quiet_and_has_no_limits():
    for method in COUNT_METHODS.values():
        assert np.isnan(method([math.nan, 3]).lower).tolist() == [True, False]
