import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.funnel_limits import (
    LEVELS,
    NO_AREAS,
    NO_EVENTS,
    funnel_of_proportions,
    funnel_of_rates,
    funnel_of_ratios,
)
from equitytown.stats.funnel_points import derived_denominator
from equitytown.stats.intervals import wilson, z_value
from tests.stats.tables import DATA, column, grouped, rows_of

LINES = [("2s", 0), ("3s", 1)]
PUBLISHED = rows_of(DATA / "published_control_limits.csv")
STEPS = grouped(rows_of(DATA / "funnel_steps_own.csv"), "case")
MEANS = rows_of(DATA / "poisson_means_own.csv")
shares = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=20).map(
    lambda rows: ([min(x, n) for x, n in rows], [n for _, n in rows])
)


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case["case"])
def test_lines_of_proportions_agree_with_published_control_limits(case):
    average, size = float(case["average"]), float(case["sample_size"])
    confidence = math.erf(float(case["sigmas"]) / math.sqrt(2))
    found = funnel_of_proportions([average * size], [size], confidence=confidence)
    reach = (found.upper - average) * np.sqrt(found.steps / size)  # the lines at the size that was published
    assert average - reach[-1] == pytest.approx(float(case["lower"]), abs=float(case["tolerance"]))
    assert average + reach[-1] == pytest.approx(float(case["upper"]), abs=float(case["tolerance"]))


@pytest.mark.parametrize("case", STEPS)
def test_steps_agree_with_the_axis_rule_in_fractions(case):
    rows = STEPS[case]
    sizes = [float(rows[0]["smallest"]), float(rows[0]["largest"])]
    found = funnel_of_proportions([1, 1], sizes).steps
    np.testing.assert_array_equal(found[column(rows, "place").astype(int)], column(rows, "step"))


def test_lines_of_counts_agree_with_poisson_sums_in_40_digits():
    found = funnel_of_ratios([1, 800], [1, 800])
    for row in MEANS:
        place = np.flatnonzero(found.steps == float(row["events"]))
        level = 0 if row["tail"] == "0.025" else 1
        if place.size:
            np.testing.assert_allclose(found.lower_at[level, place], float(row["upper"]), rtol=1e-12)
            np.testing.assert_allclose(found.upper_at[level, place], float(row["lower"]), rtol=1e-12)


@pytest.mark.parametrize("name", ["funnel_proportion", "funnel_proportion_narrow"])
def test_funnels_of_proportions_agree_with_the_golden_cases(golden, name):
    rows, lines = rows_of(golden / f"{name}_input.csv"), rows_of(golden / f"{name}_limits_expected.csv")
    found = funnel_of_proportions(column(rows, "numerator"), column(rows, "denominator"), multiplier=100)
    np.testing.assert_array_equal(found.steps, column(lines, "Population"))
    np.testing.assert_allclose(found.average, column(lines, "baseline")[0], rtol=1e-10)
    for mark, level in LINES:
        np.testing.assert_allclose(found.lower[level], column(lines, f"lower_{mark}_limit"), rtol=1e-10, atol=1e-10)
        np.testing.assert_allclose(found.upper[level], column(lines, f"upper_{mark}_limit"), rtol=1e-10)


@pytest.mark.parametrize(("kind", "form", "multiplier"), [("isr", "ratio", 100), ("count", "excess", 1)])
def test_funnels_of_ratios_agree_with_the_golden_cases(golden, kind, form, multiplier):
    rows = rows_of(golden / "funnel_ratio_input.csv")
    lines = rows_of(golden / f"funnel_ratio_{kind}_limits_expected.csv")
    found = funnel_of_ratios(column(rows, "observed"), column(rows, "expected"), multiplier=multiplier, form=form)
    np.testing.assert_array_equal(found.steps, column(lines, "Observed_events"))
    for mark, level in LINES:
        for line, at, side in (
            (found.lower, found.lower_at, "lower"),
            (found.upper, found.upper_at, "upper"),
        ):
            # the peer searches by bisection and ends up to 2e-4 off
            np.testing.assert_allclose(at[level], column(lines, f"{side}_{mark}_exp_events"), rtol=2e-4)
            less = 1 if form == "excess" else 0
            np.testing.assert_allclose(line[level] + less, column(lines, f"{side}_{mark}_limit") + less, rtol=2e-4)


@pytest.mark.parametrize("kind", ["crude", "dsr"])
def test_funnels_of_rates_agree_with_the_golden_cases(golden, kind):
    rows = rows_of(golden / ("funnel_dsr_input.csv" if kind == "dsr" else "funnel_rate_input.csv"))
    lines = rows_of(golden / f"funnel_{'dsr' if kind == 'dsr' else 'rate_crude'}_limits_expected.csv")
    events, rate = column(rows, "events"), column(rows, "rate")
    people = derived_denominator(events, rate) if kind == "dsr" else column(rows, "person_years")
    found = funnel_of_rates(events, people, years=3)
    np.testing.assert_array_equal(found.steps, column(lines, "Events"))
    np.testing.assert_allclose(found.average, column(lines, "baseline")[0], rtol=1e-10)
    for mark, level in LINES:
        for line, at, side in ((found.lower, found.lower_at, "lower"), (found.upper, found.upper_at, "upper")):
            np.testing.assert_allclose(at[level], column(lines, f"{side}_{mark}_population_1_year"), rtol=2e-4)
            np.testing.assert_allclose(line[level], column(lines, f"{side}_{mark}_limit"), rtol=2e-4)


@given(shares)
def test_a_line_of_proportions_is_where_wilsons_limit_touches_the_average(counts):
    found = funnel_of_proportions(*counts, confidence=0.95)
    inside = (found.lower > 0) & (found.lower < 1) & (found.steps > 1)
    people = found.steps[inside]
    touching = wilson(found.lower[inside] * people, people).upper
    np.testing.assert_allclose(touching, found.average, rtol=1e-9)


@given(shares)
def test_lines_enclose_the_average_and_the_outer_the_inner(counts):
    for found in (funnel_of_proportions(*counts), funnel_of_rates(*counts)):
        if np.ravel(found.note)[0] == "":
            assert (found.lower[1] <= found.lower[0]).all()
            assert (found.lower[0] <= found.average).all()
            assert (found.average <= found.upper[0]).all()
            assert (found.upper[0] <= found.upper[1]).all()
            assert (np.diff(found.steps) >= 1).all()


def test_lines_are_cut_at_the_multiplier_and_not_at_100():
    # PHEindicatormethods 2.1.0 cuts proportions at 100 whatever the multiplier.
    found = funnel_of_proportions([60, 90], [80, 400], multiplier=1)
    assert found.upper.max() == 1
    found = funnel_of_proportions([60, 90], [80, 400], multiplier=1000)
    assert found.upper.max() == 1000


def test_another_unit_leaves_the_funnel_alone():
    one, many = (funnel_of_rates([30, 60], [90_000, 150_000], multiplier=unit) for unit in (1000, 100_000))
    np.testing.assert_array_equal(one.upper_at, many.upper_at)
    np.testing.assert_allclose(100 * one.upper, many.upper, rtol=1e-14)


def test_an_area_with_a_missing_count_takes_no_part():
    whole, partly = (
        funnel_of_proportions([20, 45], [100, 150]),
        funnel_of_proportions([20, math.nan, 45, 9], [100, 9999, 150, math.nan]),
    )
    np.testing.assert_array_equal(whole.upper, partly.upper)
    assert funnel_of_ratios([3, 4, 5], [2, 0, math.nan]).steps[-1] == funnel_of_ratios([3], [2]).steps[-1]


def test_rows_are_funnels_by_themselves():
    together = funnel_of_rates([[3, 40], [9, 2]], [[900, 5000], [800, 700]], confidence=0.9)
    assert together.upper.shape == (2, 100)
    alone = funnel_of_rates([9, 2], [800, 700], confidence=0.9)
    np.testing.assert_array_equal(together.upper[1], alone.upper)
    assert funnel_of_rates([[3, 40], [9, 2]], [[900, 5000], [800, 700]]).upper.shape == (len(LEVELS), 2, 100)


def test_without_areas_or_events_there_are_no_lines():
    assert np.shape(funnel_of_ratios([3], [2]).average) == ()
    for found, reason in (
        (funnel_of_proportions([math.nan], [10]), NO_AREAS),
        (funnel_of_proportions([], []), NO_AREAS),
        (funnel_of_ratios([3], [0]), NO_AREAS),
        (funnel_of_rates([math.nan], [5]), NO_AREAS),
        (funnel_of_rates([0, 0], [5, 9]), NO_EVENTS),
    ):
        assert np.isnan(found.upper).all()
        assert np.ravel(found.note).tolist() == [reason]


def test_a_confidence_out_of_range_is_refused():
    with pytest.raises(InputError, match="confidence must lie above 0 and below 1"):
        funnel_of_proportions([1], [2], confidence=95)


def test_the_axis_ends_at_few_figures_whatever_the_arithmetic_leaves_behind():
    assert funnel_of_proportions([1, 2], [10, 6_000_000]).steps[-1] == 6_300_000
    assert funnel_of_proportions([0, 1], [859_233, 859_234]).steps[0] == 800_000
    for size in (j * 10**e for j in range(1, 100) for e in range(6)):
        steps = funnel_of_proportions([0, 1], [size + 10, size + 11]).steps
        assert (steps == np.round(steps)).all()


def test_lines_stand_about_an_average_that_is_given():
    proportions = funnel_of_proportions([20, 45], [100, 150], multiplier=100, average=30)
    assert proportions.average == 30
    reach = z_value(0.95) * np.sqrt(0.3 * 0.7 / proportions.steps[-1])
    assert proportions.upper[0, -1] == pytest.approx(30 + 100 * reach)
    rates = funnel_of_rates([30, 12], [90_000, 60_000], average=20)
    assert rates.average == 20
    ratios = funnel_of_ratios([5, 6], [5.0, 6.0], multiplier=20)
    assert np.isin(rates.lower[0, :5].round(9), ratios.lower[0].round(9)).any()
    assert np.isnan(funnel_of_rates([np.nan], [90_000], average=20).average)


def test_an_average_that_cannot_be_is_refused():
    with pytest.raises(InputError, match=r"average 120 is above the whole, 100\."):
        funnel_of_proportions([20], [100], multiplier=100, average=120)
    with pytest.raises(InputError, match="average must be 0 or more, and is -1"):
        funnel_of_rates([20], [100], average=-1)
    with pytest.raises(InputError, match="average must be a number, and is 'England'"):
        funnel_of_rates([20], [100], average="England")
