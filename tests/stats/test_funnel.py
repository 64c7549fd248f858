import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.funnel import (
    significance_of_proportions,
    significance_of_rates,
    significance_of_ratios,
    significance_of_standardised_rates,
    significance_words,
)
from equitytown.stats.intervals import poisson, wilson, z_value
from tests.stats.tables import DATA, column, rows_of

WITHHELD = "Not applicable for events less than 10 for dsrs"  # the peer's words where ours say "not compared"
shares = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 300)), min_size=2, max_size=15).map(
    lambda rows: ([min(x, n) for x, n in rows], [n for _, n in rows])
)


def words(found):
    return [WITHHELD if word == "not compared" else word for word in significance_words(found.direction)]


def test_significance_of_proportions_agrees_with_the_golden_cases(golden):
    rows = rows_of(golden / "funnel_proportion_significance_expected.csv")
    found = significance_of_proportions(column(rows, "numerator"), column(rows, "denominator"))
    assert words(found) == [row["significance"] for row in rows]


def test_significance_of_ratios_agrees_with_the_golden_cases(golden):
    rows = rows_of(golden / "funnel_ratio_significance_expected.csv")
    found = significance_of_ratios(column(rows, "observed"), column(rows, "expected"))
    assert words(found) == [row["significance"] for row in rows]


def test_significance_of_rates_agrees_with_the_golden_cases(golden):
    rows = rows_of(golden / "funnel_rate_crude_significance_expected.csv")
    found = significance_of_rates(column(rows, "events"), column(rows, "person_years"))
    assert words(found) == [row["significance"] for row in rows]


def test_significance_of_standardised_rates_agrees_with_the_golden_cases(golden):
    rows = rows_of(golden / "funnel_dsr_significance_expected.csv")
    found = significance_of_standardised_rates(column(rows, "events"), column(rows, "rate"))
    assert words(found) == [row["significance"] for row in rows]
    assert set(found.note) == {"", "fewer than 10 events"}


def test_ratios_that_a_journal_found_beyond_chance_are_significant():
    # Exact 95% limits of standardised mortality ratios as three journal tables print them.
    for row in rows_of(DATA / "published_smr.csv"):
        lower, upper = float(row["lower"]), float(row["upper"])
        direction = significance_of_ratios(float(row["observed"]), float(row["expected"])).direction
        if lower > 1.01:
            assert direction > 0
        elif upper < 0.99:
            assert direction < 0
        elif lower < 0.99 and upper > 1.01:
            assert direction == 0


@given(shares)
def test_a_proportion_is_significant_where_wilsons_limits_leave_the_average_out(counts):
    events, people = np.array(counts, dtype=float)
    found, average = significance_of_proportions(events, people), events.sum() / people.sum()
    for level, confidence in ((1, 0.95), (2, 0.998)):
        limits = wilson(events, people, confidence=confidence)
        clear = (limits.lower > average + 1e-9) | (limits.upper < average - 1e-9)
        near = (np.abs(limits.lower - average) < 1e-9) | (np.abs(limits.upper - average) < 1e-9)
        assert ((np.abs(found.direction) >= level) == clear)[~near].all()


@given(shares)
def test_swapping_those_with_and_those_without_turns_the_direction(counts):
    events, people = np.array(counts, dtype=float)
    found = significance_of_proportions(events, people).direction
    np.testing.assert_array_equal(significance_of_proportions(people - events, people).direction, 0 - found)


@given(shares)
def test_a_rate_is_significant_as_its_ratio_to_the_average_is(counts):
    events, people = np.array(counts, dtype=float)
    found = significance_of_rates(events, people, average=100, multiplier=1000).direction
    np.testing.assert_array_equal(found, significance_of_ratios(events, people * 0.1).direction)


@given(shares)
def test_the_significance_of_a_group_does_not_depend_on_another(counts):
    events, people = np.array(counts, dtype=float)
    labels = ["a"] * events.size + ["b"] * 2
    together = significance_of_proportions([*events, 3, 9], [*people, 10, 10], group=labels).direction
    np.testing.assert_array_equal(together[: events.size], significance_of_proportions(events, people).direction)


def test_an_average_given_stands_in_for_that_of_the_areas():
    assert significance_of_proportions([30], [100], average=20, multiplier=100).direction.tolist() == [1]
    assert significance_of_proportions([30], [100]).direction.tolist() == [0]
    assert significance_of_rates([30, 30], [1000, 1000], average=[30, 10], multiplier=1000).direction.tolist() == [0, 2]
    assert significance_of_standardised_rates([100], [30], average=40).direction.tolist() == [-1]


def test_the_line_itself_is_not_significant():
    # Average 0.5, 4 people: 0.5 more is 2 standard errors, 1.96 would pass, and equal shares never differ.
    assert significance_of_proportions([2, 2], [4, 4]).direction.tolist() == [0, 0]
    assert significance_of_proportions([0, 0], [4, 4]).direction.tolist() == [0, 0]
    assert significance_of_proportions(4, 4, average=0.5).direction == 1


def test_what_cannot_be_told_says_why():
    found = significance_of_proportions([1, math.nan], [10, 10])
    assert math.isnan(found.direction[1])
    assert found.note.tolist() == ["", "a count is missing"]
    assert significance_of_ratios([1, 2], [0, math.nan]).note.tolist() == [
        "no events are expected",
        "a count is missing",
    ]
    found = significance_of_rates([0, 0, math.nan], [5, 6, 7])
    assert found.note.tolist() == ["there are no events", "there are no events", "a count is missing"]
    found = significance_of_standardised_rates([40, 40, math.nan], [30, math.nan, 3])
    assert found.note[1:].tolist() == [
        "the rate is missing, or is 0 and so tells no population",
        "a count is missing",
    ]


def test_a_single_area_keeps_its_shape():
    assert np.shape(significance_of_ratios(40, 25.0).direction) == ()
    assert significance_of_rates([[3, 4]], [[500, 600]]).direction.shape == (1, 2)
    assert significance_of_proportions([], []).direction.size == 0


def test_words_follow_the_guide():
    assert significance_words([-2, -1, 0, 1, 2, math.nan]).tolist() == [
        "Low (0.001)",
        "Low (0.025)",
        "Not significant",
        "High (0.025)",
        "High (0.001)",
        "not compared",
    ]


def test_many_areas_agree_with_their_limits_written_out():
    random = np.random.default_rng(2)
    people = random.integers(1000, 3000, 35_000).astype(float)
    events = random.poisson(people * 0.02).astype(float)

    def plain():
        hoped = people * events.sum() / people.sum()
        limits = poisson(events, confidence=(0.95, 0.998))
        return np.sum(hoped < limits.lower, axis=0) - np.sum(hoped > limits.upper, axis=0)

    np.testing.assert_array_equal(significance_of_rates(events, people).direction, plain())

    share = events.sum() / people.sum()
    away = (events / people - share) / np.sqrt(share * (1 - share) / people)
    beyond = (np.abs(away) > z_value(0.95)).astype(float) + (np.abs(away) > z_value(0.998))
    np.testing.assert_array_equal(significance_of_proportions(events, people).direction, np.sign(away) * beyond)


def test_an_average_of_another_shape_is_refused():
    with pytest.raises(
        InputError, match=r"average has the shape \(2,\) and the counts \(3,\)\. Give one, or one an area"
    ):
        significance_of_rates([1, 2, 3], [10, 20, 30], average=[5, 6])


def test_impossible_input_is_refused():
    with pytest.raises(InputError, match=r"average is above the whole in 1 of 1 rows \(first: row 0, 20\)"):
        significance_of_proportions([3], [10], average=20)
    with pytest.raises(InputError, match="average is negative"):
        significance_of_rates([3], [10], average=-1)
    with pytest.raises(InputError, match="arrays differ in shape"):
        significance_of_ratios([3], [10, 11])
    with pytest.raises(InputError, match="direction is not -2, -1, 0, 1 or 2 in 1 of 2 rows"):
        significance_words([0, 3])
    with pytest.raises(InputError, match="group has the shape"):
        significance_of_rates([3], [10], group=["a", "b"])
