import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.comparisons import (
    against_control_limits,
    against_value,
    against_value_at_two_levels,
    by_overlap,
    by_plan,
    in_words,
)
from tests.stats.tables import column, rows_of

# The golden words once "low is good" is turned round: what a direction means when high is good.
WORDS = {-2: "worst", -1: "worse", 0: "similar", 1: "better", 2: "best"}
numbers = st.floats(-1e6, 1e6)
widths = st.floats(0, 1e5)


def cases(path):
    """The golden cases that have a polarity or do without; "not applicable" is for the caller to leave out."""
    return [row for row in rows_of(path) if row["polarity"] != "not_applicable"]


def directions(rows):
    """The expected directions: better means higher when high is good and lower when low is good."""
    steps = {word: step for step, word in WORDS.items()} | {"lower": -1, "higher": 1, "not_compared": math.nan}
    found = []
    for row in rows:
        turned = row["polarity"] == "low_is_good" and row["expected"] in WORDS.values()
        found.append(-steps[row["expected"]] if turned else steps[row["expected"]])
    return np.array(found, dtype=float)


def test_one_level_agrees_with_the_golden_cases(golden):
    rows = cases(golden / "compare_ci_one_level.csv")
    found = against_value(*(column(rows, name) for name in ("value", "lower95", "upper95", "benchmark")))
    np.testing.assert_array_equal(found, directions(rows))


def test_two_levels_agree_with_the_golden_cases(golden):
    rows = cases(golden / "compare_ci_two_levels.csv")
    found = against_value_at_two_levels(
        column(rows, "value"),
        outer_lower=column(rows, "lower99_8"),
        lower=column(rows, "lower95"),
        upper=column(rows, "upper95"),
        outer_upper=column(rows, "upper99_8"),
        comparator=column(rows, "benchmark"),
    )
    np.testing.assert_array_equal(found, directions(rows))


def test_overlap_agrees_with_the_golden_cases(golden):
    rows = cases(golden / "compare_ci_double_overlap.csv")
    found = by_overlap(
        *(column(rows, name) for name in ("value", "lower95", "upper95")),
        comparator=column(rows, "benchmark"),
        comparator_lower=column(rows, "benchmark_lower95"),
        comparator_upper=column(rows, "benchmark_upper95"),
    )
    np.testing.assert_array_equal(found, directions(rows))


@pytest.mark.parametrize("name", ["spc_proportion", "spc_rate"])
def test_control_limits_agree_with_the_golden_cases(golden, name):
    rows = rows_of(golden / f"compare_{name}.csv")
    found = against_control_limits(*(column(rows, part) for part in ("value", "lower_limit", "upper_limit")))
    np.testing.assert_array_equal(found, directions(rows))


@pytest.mark.parametrize("name", ["ci_one_level", "ci_two_levels", "ci_double_overlap", "spc_rate"])
def test_words_are_the_golden_ones(golden, name):
    rows = cases(golden / f"compare_{name}.csv")
    ends = {"high_is_good": "high", "low_is_good": "low", "no_judgement": None}
    # Fingertips' "worse" reads lower and "better" higher where there is no judgement.
    plain = {"worst": "lowest", "worse": "lower", "better": "higher", "best": "highest"}
    expected = [
        plain.get(r["expected"], r["expected"]) if r["polarity"] == "no_judgement" else r["expected"] for r in rows
    ]
    found = in_words(directions(rows), best=[ends[row["polarity"]] for row in rows])
    assert [word.replace(" ", "_") for word in found] == expected


def test_control_limits_include_their_ends():
    assert against_control_limits([4, 6, 3.9, 6.1, 5], [4] * 5, [6] * 5).tolist() == [0, 0, -1, 1, 0]
    assert np.isnan(against_control_limits([math.nan, 5, 5], [4, math.nan, 4], [6, 6, math.nan])).all()


def test_a_plan_is_better_than_one_being_made_and_that_than_none():
    # Fingertips, suicide prevention plan: any other status reads similar.
    found = by_plan([1, 2, 3, 9, math.nan])
    assert in_words(found, best="high").tolist() == ["better", "similar", "worse", "similar", "not compared"]


def test_words_turn_with_the_good_end():
    steps = [-2, -1, 0, 1, 2, math.nan]
    high, low, plain = (in_words(steps, best=best).tolist() for best in ("high", "low", None))
    assert high == ["worst", "worse", "similar", "better", "best", "not compared"]
    assert low == [*high[4::-1], "not compared"]
    assert plain == ["lowest", "lower", "similar", "higher", "highest", "not compared"]
    assert in_words(1, best=None).tolist() == "higher"
    assert in_words([1, 1], best=["low", None]).tolist() == ["worse", "higher"]


def test_words_for_what_is_no_direction_are_refused():
    with pytest.raises(InputError, match=r"direction is not -2, -1, 0, 1 or 2 in 1 of 2 rows \(first: row 1, 3\)"):
        in_words([1, 3], best="high")
    with pytest.raises(InputError, match='best must be "high", "low" or None, and is "middle"'):
        in_words([1], best="middle")
    with pytest.raises(InputError, match=r"best has the shape \(1,\) and the directions \(2,\)"):
        in_words([1, 2], best=["high"])
    with pytest.raises(InputError, match="limits are the wrong way round"):
        against_control_limits([1], [3], [2])


def test_limits_include_their_ends():
    # Fingertips technical guidance: a benchmark that lies on a limit is similar.
    assert against_value([5, 5, 5], [4, 4, 4], [6, 6, 6], [4, 6, 6.0001]).tolist() == [0, 0, -1]


def test_intervals_that_touch_are_similar():
    found = by_overlap([5, 5], [4, 4], [6, 6], comparator=[7, 7], comparator_lower=[6, 6.0001], comparator_upper=[8, 8])
    assert found.tolist() == [0, -1]


def test_two_levels_include_the_ends_of_both():
    levels = {"outer_lower": [2, 2, 2, 2], "lower": [3] * 4, "upper": [5] * 4, "outer_upper": [6] * 4}
    found = against_value_at_two_levels([4] * 4, **levels, comparator=[3, 2, 1.9, 6.1])
    assert found.tolist() == [0, 1, 2, -2]


@given(numbers, widths, widths, numbers)
def test_turning_everything_upside_down_turns_the_direction(value, down, up, comparator):
    found = against_value(value, value - down, value + up, comparator)
    assert against_value(-value, -value - up, -value + down, -comparator) == -found


@given(numbers, widths, numbers, widths)
def test_overlap_never_finds_what_the_value_alone_does_not(value, width, comparator, other_width):
    other = {"comparator_lower": comparator - other_width, "comparator_upper": comparator + other_width / 2}
    both = by_overlap(value, value - width, value + width, comparator=comparator, **other)
    assert both in (0, against_value(value, value - width, value + width, comparator))


@given(numbers, widths, widths, numbers)
def test_wider_limits_never_find_more(value, down, up, comparator):
    narrow = against_value(value, value - down / 2, value + up / 2, comparator)
    assert against_value(value, value - down, value + up, comparator) in (0, narrow)


@given(numbers, widths, widths, numbers)
def test_the_first_of_two_levels_is_the_rule_of_one(value, down, up, comparator):
    levels = {
        "lower": value - down,
        "upper": value + up,
        "outer_lower": value - 2 * down,
        "outer_upper": value + 2 * up,
    }
    found = against_value_at_two_levels(value, **levels, comparator=comparator)
    assert np.sign(found) == against_value(value, value - down, value + up, comparator)


@pytest.mark.parametrize("missing", range(4))
def test_anything_missing_is_not_compared(missing):
    given_numbers = [5.0, 4.0, 6.0, 9.0]
    given_numbers[missing] = math.nan
    assert math.isnan(against_value(*given_numbers))


def test_an_overlap_with_a_comparator_without_limits_is_not_compared():
    assert math.isnan(by_overlap(5, 4, 6, comparator=9, comparator_lower=math.nan, comparator_upper=10))


def test_limits_that_do_not_enclose_their_value_are_refused():
    with pytest.raises(InputError, match="limits do not enclose the value"):
        against_value(7, 4, 6, 5)
    with pytest.raises(InputError, match="limits do not enclose the value"):
        by_overlap(5, 4, 6, comparator=9, comparator_lower=1, comparator_upper=2)


def test_levels_the_wrong_way_round_are_refused():
    with pytest.raises(InputError, match="the wider limits do not enclose the narrower"):
        against_value_at_two_levels(4, outer_lower=3, lower=2, upper=6, outer_upper=5, comparator=4)


def test_arrays_that_do_not_pair_up_are_refused():
    with pytest.raises(InputError, match="arrays differ in shape"):
        against_value([1, 2], [0, 1], [2, 3], 1)
