import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.intervals import z_value
from equitytown.stats.rates import crude_rate
from equitytown.stats.trends import (
    CRITICAL,
    TrendTest,
    _chi_squared_for_trend,
    _chi_squared_of_slope,
    trend_of_proportions,
    trend_of_values,
)
from tests.stats.tables import DATA, column, grouped, rows_of

OWN = rows_of(DATA / "trends_own.csv")
# What the peer's words mean as a direction; "Cannot be calculated" has none.
DIRECTIONS = {"Increasing": 1, "Decreasing": -1, "No significant change": 0}
GAPS = {"P_gap", "O_gap"}  # the peer tests across years left out, and ours does not
five_counts = st.lists(st.tuples(st.integers(1, 900), st.integers(901, 5000)), min_size=5, max_size=5)
five_values = st.lists(st.tuples(st.floats(1, 100), st.floats(0.01, 10)), min_size=5, max_size=5)


def numbers(text):
    return [float(part) for part in text.split()]


def proportions(rows, **options):
    return trend_of_proportions(column(rows, "numerator"), column(rows, "denominator"), **options)


def values(rows, *, lower="lowercl", upper="uppercl", **options):
    return trend_of_values(column(rows, "value"), column(rows, lower), column(rows, upper), **options)


def agrees(found: TrendTest, expected):
    if expected["recent_trend"] == "Cannot be calculated":
        return found.note != "" and np.isnan(found[:3]).all()
    if expected["recent_trend"] == "PEER_ERROR":  # the peer stops where a count is none or all
        return "none or all" in found.note
    return (
        found.note == ""
        and found.direction == DIRECTIONS[expected["recent_trend"]]
        and found.chi_squared == pytest.approx(float(expected["chi2"]), rel=1e-7, abs=1e-12)
        and found.slope == pytest.approx(float(expected["slope"]), rel=1e-7, abs=1e-12)
        and found.hangs_on_one_point == (expected["reason"] == "Outlier found")
    )


@pytest.mark.parametrize(("kind", "tested"), [("proportion", proportions), ("other", values)])
def test_trends_agree_with_the_golden_cases(golden, kind, tested):
    series = grouped(rows_of(golden / f"trend_{kind}_input.csv"), "series")
    expected = {row["series"]: row for row in rows_of(golden / f"trend_{kind}_expected.csv")}
    assert expected.keys() == series.keys()
    for name, rows in series.items():
        found = tested(rows, year=column(rows, "year"))
        if name in GAPS:
            assert found.note == "the years do not follow one another"
        else:
            assert agrees(found, expected[name]), (name, found, expected[name])


def test_the_sums_behind_a_trend_agree_even_across_years_left_out(golden):
    rows = grouped(rows_of(golden / "trend_proportion_input.csv"), "series")["P_gap"]
    chi_squared = _chi_squared_for_trend(*(column(rows, name) for name in ("numerator", "denominator", "year")))
    assert chi_squared == pytest.approx(98.643790106039233, rel=1e-7)
    rows = grouped(rows_of(golden / "trend_other_input.csv"), "series")["O_gap"]
    weight = ((column(rows, "uppercl") - column(rows, "lowercl")) / (2 * z_value(0.95))) ** -2
    chi_squared = _chi_squared_of_slope(column(rows, "value"), weight, column(rows, "year"))
    assert chi_squared == pytest.approx(158.35616438356161, rel=1e-7)


# The outcomes that the public tests assert, and where ours is stricter, with why.
PUBLIC = {
    "legacy_set1_weighted": 1,
    "legacy_set2_weighted": 0,
    "legacy_set1_proportion": 1,
    "legacy_set2_proportion_all_cases": "none or all",
    "next_DiabetesPrevelance": 1,
    "next_GpRegisteredPopulationOver65": "missing",  # theirs finds "no change" without any limits
    "next_YorkshireMmrCoverage": -1,
    "next_DiabeticEyeDisease": 1,
    "next_EmergencyReadmissions": "no width",  # theirs refuses for the kind of value
    "next_Under75CancerMortality": "refused",
}
SLIP = "next_Under75CancerMortality"  # a slip in their test made a value 0, outside its limits


def test_trends_agree_with_the_public_tests(golden):
    series = grouped(rows_of(golden / "trend_public_tests_input.csv"), "series")
    expected = {row["series"]: row for row in rows_of(golden / "trend_public_tests_expected.csv")}
    assert expected.keys() == series.keys() == PUBLIC.keys()
    for name, outcome in PUBLIC.items():
        rows = sorted(series[name], key=lambda row: row["year"])
        if name == SLIP:
            with pytest.raises(InputError, match="limits do not enclose the value"):
                values(rows, lower="lower95", upper="upper95")
            continue
        if expected[name]["test"] == "proportion":
            found = trend_of_proportions(column(rows, "count"), column(rows, "denominator"))
        else:
            found = values(rows, lower="lower95", upper="upper95")
        assert outcome in found.note if isinstance(outcome, str) else found.direction == outcome
        if expected[name]["significant"] == "True":
            # The older project divides by 3.92 where we divide by twice 1.959964.
            assert found.chi_squared == pytest.approx(float(expected[name]["chi2_2dp"]), rel=3e-4)


@pytest.mark.parametrize("case", OWN, ids=lambda case: case["series"])
def test_our_own_small_cases_come_out_as_worked(case):
    if case["value_type"] == "proportion":
        found = trend_of_proportions(numbers(case["values"]), numbers(case["lower_or_denominator"]))
    else:
        found = trend_of_values(*(numbers(case[name]) for name in ("values", "lower_or_denominator", "upper")))
    assert case["reason"] in found.note
    assert bool(case["reason"]) == bool(found.note)
    assert found.direction == pytest.approx(math.nan if case["reason"] else float(case["direction"]), nan_ok=True)


def test_the_chi_squared_for_trend_agrees_with_a_published_example():
    # Armitage P (1955), Biometrics 11: 375-386: carriers among children by size of tonsils, 7.19.
    carriers, children = np.array([19.0, 29, 24]), np.array([516.0, 589, 293])
    assert round(_chi_squared_for_trend(carriers, children, np.array([0.0, 1, 2])), 2) == 7.19


def test_the_chi_squared_for_trend_agrees_with_the_example_of_r():
    # R Core Team, prop.trend.test, smokers among patients of four studies (Fleiss 1981): 8.2249.
    smokers, patients = np.array([83.0, 90, 129, 70]), np.array([86.0, 93, 136, 82])
    assert round(_chi_squared_for_trend(smokers, patients, np.arange(1.0, 5)), 4) == 8.2249


def test_the_critical_value_is_that_of_two_in_a_thousand():
    assert math.erfc(math.sqrt(CRITICAL / 2)) == pytest.approx(0.002)


def test_the_slope_of_a_straight_line_is_its_own():
    found = trend_of_values([10, 12, 14, 16, 18], [9, 10, 12, 15, 17], [11, 14, 16, 17, 19])
    assert found.slope == pytest.approx(2)


@given(five_values)
def test_running_time_backwards_turns_the_trend(points):
    value, reach = (np.array(part) for part in zip(*points, strict=True))
    forwards = trend_of_values(value, value - reach, value + reach)
    backwards = trend_of_values(value[::-1], (value - reach)[::-1], (value + reach)[::-1])
    assert backwards.chi_squared == pytest.approx(forwards.chi_squared, rel=1e-6, abs=1e-9)
    assert backwards.slope == pytest.approx(-forwards.slope, rel=1e-6, abs=1e-9)


@given(five_counts)
def test_counting_those_without_turns_the_trend(points):
    events, people = (np.array(part) for part in zip(*points, strict=True))
    having, lacking = trend_of_proportions(events, people), trend_of_proportions(people - events, people)
    assert lacking.direction == -having.direction
    assert lacking.chi_squared == pytest.approx(having.chi_squared)


@given(five_values)
def test_another_unit_leaves_the_trend_alone(points):
    value, reach = (np.array(part) for part in zip(*points, strict=True))
    one = trend_of_values(value, value - reach, value + reach)
    other = trend_of_values(100 * value, 100 * (value - reach), 100 * (value + reach))
    assert other.chi_squared == pytest.approx(one.chi_squared, rel=1e-6, abs=1e-9)


@given(five_counts)
def test_a_trend_is_never_told_below_the_critical_value(points):
    events, people = (np.array(part) for part in zip(*points, strict=True))
    found = trend_of_proportions(events, people)
    assert found.chi_squared > CRITICAL or found.direction == 0
    assert found.direction in (0, np.sign(found.slope))


def test_only_the_latest_five_years_count():
    rising = [300, 360, 420, 480, 540]
    alone, after = trend_of_proportions(rising, [3000] * 5), trend_of_proportions([2900, *rising], [3000] * 6)
    assert after.direction == alone.direction == 1
    assert after.chi_squared == pytest.approx(alone.chi_squared)
    assert trend_of_proportions([math.nan, *rising], [3000] * 6).direction == 1


def test_years_left_out_are_not_tested():
    found = trend_of_proportions([300, 360, 420, 480, 540], [3000] * 5, year=[2016, 2018, 2019, 2020, 2021])
    assert found.note == "the years do not follow one another"


def test_an_untested_trend_has_no_numbers():
    found = trend_of_proportions([], [])
    assert found.note == "5 yearly figures are needed and 0 are given"
    assert np.isnan(found[:3]).all()
    assert not found.hangs_on_one_point
    assert trend_of_values(5, 4, 6).note == "5 yearly figures are needed and 1 are given"


def test_limits_of_a_higher_confidence_weigh_more():
    case = [10, 11, 12, 13, 14], [8, 9, 10, 11, 12], [12, 13, 14, 15, 16]
    assert trend_of_values(*case, confidence=0.998).chi_squared > trend_of_values(*case).chi_squared


def test_impossible_counts_are_refused():
    with pytest.raises(InputError, match=r"counts make no proportion in 1 of 5 rows \(first: row 2, 9 of 4\)"):
        trend_of_proportions([1, 2, 9, 3, 3], [4] * 5)


def test_limits_that_do_not_enclose_their_value_are_refused():
    with pytest.raises(InputError, match="limits do not enclose the value"):
        trend_of_values([1] * 5, [2] * 5, [3] * 5)


def test_years_that_do_not_ascend_are_refused():
    with pytest.raises(InputError, match=r"years do not ascend in 1 of 4 rows \(first: row 1, 2019, then 2019\)"):
        trend_of_proportions([1] * 5, [4] * 5, year=[2018, 2019, 2019, 2020, 2021])


def test_series_that_do_not_pair_up_are_refused():
    with pytest.raises(InputError, match="arrays differ in shape"):
        trend_of_values([1] * 5, [0] * 5, [2] * 4)
    with pytest.raises(InputError, match=r"arrays differ in shape \(figures \(5,\), year \(4,\)\)"):
        trend_of_values([1] * 5, [0] * 5, [2] * 5, year=[2018, 2019, 2020, 2021])


def test_a_year_missing_behind_another_is_refused():
    with pytest.raises(InputError, match=r"a year is missing in 1 of 4 rows \(first: row 2, after 2020\)"):
        trend_of_proportions([1] * 5, [4] * 5, year=[2018, 2019, 2020, math.nan, 2022])


# Many series at once.

RISING = [300, 360, 420, 480, 540]
PEOPLE = [3000] * 5


def every_golden_series(golden, kind, *names):
    """The golden series as tables, the shorter ones padded in front; and their names."""
    series = grouped(rows_of(golden / f"trend_{kind}_input.csv"), "series")
    width = max(len(rows) for rows in series.values())
    tables = [
        np.array(
            [np.pad(column(rows, name), (width - len(rows), 0), constant_values=np.nan) for rows in series.values()]
        )
        for name in ("year", *names)
    ]
    return tables, list(series)


@pytest.mark.parametrize(
    ("kind", "test", "names"),
    [
        ("proportion", trend_of_proportions, ("numerator", "denominator")),
        ("other", trend_of_values, ("value", "lowercl", "uppercl")),
    ],
)
def test_many_series_of_many_lengths_agree_with_the_golden_cases(golden, kind, test, names):
    (years, *figures), series = every_golden_series(golden, kind, *names)
    found = test(*figures, year=years)
    expected = {row["series"]: row for row in rows_of(golden / f"trend_{kind}_expected.csv")}
    for i, name in enumerate(series):
        own = TrendTest(*(part[i] for part in found))
        assert own.note == "the years do not follow one another" if name in GAPS else agrees(own, expected[name]), name


@given(st.lists(five_counts, min_size=1, max_size=4))
def test_a_series_does_not_depend_on_the_others(series):
    events, people = np.moveaxis(np.array(series, dtype=float), -1, 0)
    many = trend_of_proportions(events, people)
    for i, (x, n) in enumerate(zip(events, people, strict=True)):
        one = trend_of_proportions(x, n)
        assert [part[i] for part in many] == list(one)


@given(five_values)
def test_leaving_points_out_is_what_it_says(points):
    # The guard, by a plain loop over the points and numpy's own fit.
    value, reach = (np.array(part) for part in zip(*points, strict=True))
    found = trend_of_values(value, value - reach, value + reach)
    slopes = [
        np.polyfit(np.delete(np.arange(5), i), np.delete(value, i), 1, w=1 / np.delete(reach, i))[0] for i in range(5)
    ]
    if found.chi_squared > CRITICAL and min(abs(slope / found.slope) for slope in slopes) > 1e-6:
        assert found.hangs_on_one_point == any(slope * found.slope < 0 for slope in slopes)
        assert (found.direction == 0) == found.hangs_on_one_point


def test_series_keep_their_leading_axes():
    events = np.broadcast_to(RISING, (2, 3, 5))
    found = trend_of_proportions(events, np.full((2, 3, 5), 3000), year=[2019, 2020, 2021, 2022, 2023])
    assert {np.shape(part) for part in found} == {(2, 3)}
    assert (found.direction == 1).all()
    assert trend_of_values(*np.zeros((3, 0, 7))).direction.shape == (0,)
    few = trend_of_values(*np.zeros((3, 2, 0)))
    assert few.note.tolist() == ["5 yearly figures are needed and 0 are given"] * 2


def test_a_shorter_series_is_padded_in_front_and_told_from_one_that_lacks_a_figure():
    nan = math.nan
    years = [
        [2018, 2019, 2020, 2021, 2022, 2023],
        [nan, 2019, 2020, 2021, 2022, 2023],
        [nan, nan, 2020, 2021, 2022, 2023],
    ]
    events = [[9, *RISING], [nan, *RISING], [nan, nan, *RISING[1:]]]
    found = trend_of_proportions(events, [[3000] * 6] * 3, year=years)
    assert found.note.tolist() == ["", "", "5 yearly figures are needed and 4 are given"]
    assert found.direction.tolist()[:2] == [1, 1]
    assert (
        trend_of_proportions([nan, *RISING[1:]], PEOPLE).note == "a yearly figure, its limits or its counts are missing"
    )


def test_every_series_gets_its_own_reason():
    events = [RISING, [300, math.nan, 420, 480, 540], [0, *RISING[1:]], [*RISING[:4], 3000]]
    found = trend_of_proportions(events, [PEOPLE] * 4)
    assert found.note.tolist() == [
        "",
        "a yearly figure, its limits or its counts are missing",
        *["a yearly count is none or all, which has no odds"] * 2,
    ]
    assert np.isnan(found.direction).tolist() == [False, True, True, True]


# What the peers get wrong, each a test.


def test_a_proportion_that_falls_is_told_as_falling_and_one_that_rises_as_rising():
    # Fingertips 2020 never set the slope of its proportion branch, so that every trend read "decreasing".
    found = trend_of_proportions([RISING, RISING[::-1]], [PEOPLE] * 2)
    assert found.direction.tolist() == [1, -1]
    assert found.slope[0] == pytest.approx(-found.slope[1])


def test_a_missing_year_is_not_stepped_over_to_an_older_one():
    # FingertipsNext skips invalid points; here six are given and one of the latest five is missing.
    found = trend_of_proportions([240, *RISING[:2], math.nan, *RISING[3:]], [3000] * 6)
    assert "missing" in found.note


def test_figures_without_limits_are_not_told_to_show_no_change():
    # Both Fingertips drop points without limits first; of none left they say "no change".
    value, none = [10, 12, 14, 16, 18], [math.nan] * 5
    found = trend_of_values(value, none, none)
    assert "missing" in found.note
    assert math.isnan(found.direction)
    some = trend_of_values([9, *value], [8, 9, 11, math.nan, 15, 17], [10, 11, 13, math.nan, 17, 19])
    assert "missing" in some.note


def test_a_level_series_shows_no_change_whichever_peer_calls_it_rising_or_falling():
    # A slope of exactly zero reads "decreasing" in Fingertips 2020 and "increasing" in the trend branch.
    level = trend_of_values([10] * 5, [9] * 5, [11] * 5)
    assert (level.direction, level.slope, level.chi_squared) == (0, 0, 0)
    assert trend_of_proportions([200] * 5, [1000] * 5).direction == 0


def test_a_slope_of_exactly_zero_without_one_point_hangs_on_that_point():
    # As in the trend branch; Fingertips 2020 and FingertipsNext count a zero as positive, and let a rise stand.
    found = trend_of_proportions([900, 900, 900, 900, 1620], [9000] * 5)
    assert (found.direction, found.hangs_on_one_point) == (0, True)
    assert found.chi_squared > CRITICAL


def test_the_weights_rest_on_the_exact_normal_deviate():
    # Fingertips 2020 divides by 3.92; the chi-squared then differs from ours by a factor of (3.92 / 3.919928)².
    value = np.array([10.0, 10.5, 11, 11.5, 12])
    found = trend_of_values(value, value - 1, value + 1)
    assert found.chi_squared == pytest.approx((0.5 * 2 * z_value(0.95) / 2) ** 2 * 10)


def test_limits_without_width_do_not_weigh_without_end():
    value = np.array([10.0, 10.5, 11, 11.5, 12])
    low, high = value - 1, value + 1
    low[4] = high[4] = 12
    assert "no width" in trend_of_values(value, low, high).note


def test_a_rate_with_as_many_events_as_people_is_tested_by_its_limits():
    # Fingertips refuses any series in which a count equals its denominator, rates included.
    rates = crude_rate([500, 560, 620, 680, 1000], [1000] * 5)
    assert trend_of_values(*rates[:3]).direction == 1


# The change from the figure before.
