import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.intervals import byar, exact
from equitytown.stats.standardise import (
    Sums,
    directly_standardised_rate,
    expected_events,
    indirectly_standardised_ratio,
    rate_of_repeated_events,
    rate_of_sums,
)
from tests.stats.tables import DATA, column, grouped, rows_of

STRATA = grouped(rows_of(DATA / "published_dsr_strata.csv"), "case")
bands = st.lists(
    st.tuples(st.integers(0, 500), st.integers(1000, 100_000), st.integers(1, 9000)), min_size=2, max_size=19
).filter(lambda rows: sum(row[0] for row in rows) >= 10)


def columns(case):
    return tuple(column(STRATA[case], name) for name in ("count", "population", "standard_population"))


@pytest.mark.parametrize(
    "case", rows_of(DATA / "published_dsr_results.csv"), ids=lambda c: f"{c['case']} {c['method']}"
)
def test_rates_agree_with_published_ones(case):
    found = directly_standardised_rate(*columns(case["case"]), multiplier=float(case["multiplier"]))
    assert found.value == pytest.approx(float(case["value"]), abs=0.51 * 10 ** -int(case["decimals"]))
    if case["method"] == "dobson_exact":  # printed with exact limits of the count, which Byar's come close to
        assert found[1:3] == pytest.approx((float(case["lower"]), float(case["upper"])), abs=1.6e-4)


def test_dobsons_limits_agree_with_the_published_ones_to_the_last_decimal_with_exact_ones():
    events, people, weight = columns("down_birth_order_5")
    share = weight / people / weight.sum()
    rate, variance = (share * events).sum(), (share**2 * events).sum()
    limits = exact(events.sum())
    reach = math.sqrt(variance / events.sum())
    found = [1e5 * (rate + reach * (limit - events.sum())) for limit in limits]
    assert found == pytest.approx([67.63284, 83.86703], abs=6e-6)


def test_expected_events_and_their_ratio_agree_with_published_ones():
    rows = rows_of(DATA / "published_standardise_strata.csv")
    printed = {row["statistic"]: float(row["value"]) for row in rows_of(DATA / "published_standardise_results.csv")}
    expected = expected_events(column(rows, "population"), column(rows, "standard_rate_per_1000") / 1000)
    assert expected == pytest.approx(printed["expected"], abs=1)
    assert indirectly_standardised_ratio(printed["observed"], expected).value.round(2) == printed["ratio"]


@pytest.mark.parametrize("case", rows_of(DATA / "published_smr.csv"), ids=lambda c: c["case"])
def test_ratios_agree_with_published_ones(case):
    found = indirectly_standardised_ratio(float(case["observed"]), float(case["expected"]))
    assert found.value == pytest.approx(float(case["ratio"]), abs=0.00501)
    if float(case["observed"]) < 10 or case["byar_agrees"] == "1":  # printed with exact limits throughout
        assert found[1:3] == pytest.approx((float(case["lower"]), float(case["upper"])), abs=0.00501)


def exact_rate(rows):
    """The rate and variance per person in whole fractions: arithmetic of its own kind."""
    weight = sum(w for _, _, w in rows)
    rate = sum(Fraction(w * x, n) for x, n, w in rows) / weight
    return rate, sum(Fraction(w * w * x, n * n) for x, n, w in rows) / weight**2


@given(bands)
def test_a_rate_is_the_weighted_mean_of_its_bands_with_byars_limits_stretched(rows):
    found = directly_standardised_rate(*zip(*rows, strict=True), multiplier=1)
    rate, variance = exact_rate(rows)
    events = sum(row[0] for row in rows)
    stretch = math.sqrt(variance / events)
    limits = byar(events)
    wanted = (
        float(rate),
        float(rate) + stretch * (limits.lower - events),
        float(rate) + stretch * (limits.upper - events),
    )
    assert found[:3] == pytest.approx(wanted, rel=1e-10)


@given(bands, st.integers(2, 9))
def test_weights_count_by_their_shares_alone(rows, scale):
    events, people, weight = (np.array(part) for part in zip(*rows, strict=True))
    one = directly_standardised_rate(events, people, weight)
    other = directly_standardised_rate(events, people, scale * weight)
    assert one[:3] == pytest.approx(other[:3])


@given(bands)
def test_own_weights_give_the_crude_rate(rows):
    events, people, _ = (np.array(part) for part in zip(*rows, strict=True))
    found = directly_standardised_rate(events, people, people, multiplier=1)
    assert found.value == pytest.approx(events.sum() / people.sum())
    assert found.lower == pytest.approx(byar(events.sum()).lower / people.sum())


@given(bands)
def test_people_with_one_event_each_are_independent_events(rows):
    events, people, weight = (np.array(part) for part in zip(*rows, strict=True))
    one = directly_standardised_rate(events, people, weight)
    other = rate_of_repeated_events(events[:, None], people, weight, events_each=[1])
    assert one[:3] == pytest.approx(other[:3])


def test_people_with_several_events_widen_the_limits():
    alone = directly_standardised_rate([42, 58], [5000, 4000], [60, 40])
    repeated = rate_of_repeated_events([[30, 6], [40, 9]], [5000, 4000], [60, 40], events_each=[1, 2])
    assert repeated.value == alone.value
    assert repeated.lower < alone.lower
    assert repeated.upper > alone.upper


@given(bands)
def test_more_confidence_widens_limits(rows):
    found = directly_standardised_rate(*zip(*rows, strict=True), confidence=(0.8, 0.95, 0.998))
    assert (np.diff(found.lower) <= 0).all()
    assert (np.diff(found.upper) >= 0).all()


def test_groups_lie_along_leading_axes_with_one_standard_for_all():
    found = directly_standardised_rate([[5, 20], [1, 2], [math.nan, 20]], [[900, 800]] * 3, [60, 40])
    assert found.value[0] == pytest.approx(1e5 * (0.6 * 5 / 900 + 0.4 * 20 / 800))
    assert np.isnan(found.value[1:]).all()
    assert np.isnan(found.lower[1:]).all()
    assert found.note.tolist() == ["", "fewer than 10 events", "a count is missing"]


def test_ten_events_are_enough_and_nine_are_not():
    ten, nine = (directly_standardised_rate([4, x], [900, 800], [60, 40]) for x in (6, 5))
    assert ten.note == ""
    assert (nine.note, math.isnan(nine.value), math.isnan(nine.upper)) == ("fewer than 10 events", True, True)


def test_sums_from_elsewhere_give_the_same():
    sums = Sums(np.array(25.0), np.array(100.0), np.array(1.3), np.array(0.06))
    assert rate_of_sums(sums, multiplier=100).value == pytest.approx(1.3)


def test_a_ratio_without_anything_expected_is_not_given():
    found = indirectly_standardised_ratio([4, math.nan], [0, 3])
    assert np.isnan(found.value).all()
    assert np.isnan(found.upper).all()
    assert found.note.tolist() == ["no events are expected", "a count is missing"]


def test_nobody_observed_has_a_ratio_of_zero_with_an_upper_limit():
    found = indirectly_standardised_ratio(0, 3.0)
    assert (found.value, found.lower) == (0, 0)
    assert found.upper == pytest.approx(exact(0).upper / 3)


def test_impossible_bands_are_refused():
    fine = [5, 20], [900, 800], [60, 40]
    with pytest.raises(InputError, match="numerator is negative"):
        directly_standardised_rate([-1, 5], *fine[1:])
    with pytest.raises(InputError, match="denominator is not above 0"):
        directly_standardised_rate(fine[0], [0, 800], fine[2])
    with pytest.raises(InputError, match="standard_population is negative"):
        directly_standardised_rate(*fine[:2], [-60, 40])
    with pytest.raises(InputError, match=r"standard_population is missing in 1 of 2 rows \(first: row 1, band 1\)"):
        directly_standardised_rate(*fine[:2], [60, math.nan])
    with pytest.raises(InputError, match="the sum of standard_population is not above 0"):
        directly_standardised_rate(*fine[:2], [0, 0])
    with pytest.raises(InputError, match="arrays differ in shape"):
        directly_standardised_rate(*fine[:2], [60, 30, 10])
    with pytest.raises(InputError, match="multiplier must be above 0"):
        directly_standardised_rate(*fine, multiplier=0)


def test_impossible_repeats_are_refused():
    with pytest.raises(InputError, match="events_each is not above 0"):
        rate_of_repeated_events([[1, 2]], [10], [1], events_each=[0, 1])
    with pytest.raises(InputError, match="people_with is negative"):
        rate_of_repeated_events([[-1, 2]], [10], [1], events_each=[1, 2])
    with pytest.raises(InputError, match="arrays differ in shape"):
        rate_of_repeated_events([[1, 2]], [10], [1], events_each=[1, 2, 3])


def test_impossible_references_are_refused():
    with pytest.raises(InputError, match="denominator is negative"):
        expected_events([-1, 2], [0.1, 0.1])
    with pytest.raises(InputError, match="reference_rate is negative"):
        expected_events([1, 2], [-0.1, 0.1])
    with pytest.raises(InputError, match="arrays differ in shape"):
        expected_events([1, 2], [0.1, 0.1, 0.1])
    with pytest.raises(InputError, match="expected is negative"):
        indirectly_standardised_ratio(1, -1)


def test_parts_that_make_ten_events_are_ten_in_any_order():
    tenths = directly_standardised_rate([0.1] * 100, [9000] * 100, [1] * 100)
    assert sum([0.1] * 100) < 10
    assert (tenths.note, math.isnan(tenths.value)) == ("", False)
