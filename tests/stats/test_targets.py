import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.comparisons import in_words
from equitytown.stats.targets import (
    against_last_year,
    against_percentile_range,
    against_target,
    against_target_by_limits,
    against_target_range,
)
from tests.stats.tables import column, rows_of

numbers = st.integers(-100, 100)
ends = st.sampled_from(["high", "low"])


def judged(row):
    """The verdict of our function on one golden case, in words."""
    value, lower, upper, target, target_upper = (
        column([row], name) for name in ("value", "lower95", "upper95", "target_lower", "target_upper")
    )
    best = "high" if row["polarity"] == "high_is_good" else "low"
    if row["use"] == "interval":
        found = against_target_by_limits(lower, upper, target, best=best)
    elif np.isnan(target_upper).all():
        found = against_target(value, target, best=best)
    else:
        found = against_target_range(value, target_lower=target, target_upper=target_upper, best=best)
    return in_words(found, best="high")[0].replace(" ", "_")


def test_targets_agree_with_the_golden_cases(golden):
    rows = rows_of(golden / "compare_target.csv")
    assert [judged(row) for row in rows] == [row["expected"] for row in rows]


def test_a_figure_at_the_target_meets_it_whichever_end_is_good():
    # Fingertips technical guidance, targets.
    assert against_target([9, 10, 11], 10, best="high").tolist() == [-1, 1, 1]
    assert against_target([9, 10, 11], 10, best="low").tolist() == [1, 1, -1]


def test_limits_at_the_target_follow_the_published_rule():
    assert against_target_by_limits([8, 9, 10, 11], [9, 11, 10, 12], 10, best="low").tolist() == [1, 0, -1, -1]
    assert against_target_by_limits([8, 9, 10, 11], [9, 11, 10, 12], 10, best="high").tolist() == [-1, 0, 1, 1]


def test_a_range_holds_its_lower_end_and_not_its_upper():
    edges = {"target_lower": 1, "target_upper": 2}
    assert against_target_range([0, 1, 1.5, 2, 3], **edges, best="high").tolist() == [-1, 0, 0, 1, 1]
    assert against_target_range([0, 1, 1.5, 2, 3], **edges, best="low").tolist() == [1, 0, 0, -1, -1]


def test_a_percentile_range_is_that_of_the_crowd():
    # Quartiles of type 7 of 1 to 10 are 3.25 and 7.75 (Hyndman and Fan 1996).
    crowd = [*range(1, 11), math.nan]
    assert against_percentile_range([3.2, 3.25, 7.7, 7.75], crowd, best="high").tolist() == [-1, 0, 0, 1]
    found = against_percentile_range([1.4, 9.6], crowd, best="low", percents=(5, 95))
    assert found.tolist() == [1, -1]
    assert np.isnan(against_percentile_range([1.0], [math.nan], best="high")).all()


def test_last_year_is_a_target_to_keep():
    assert against_last_year([89, 90, 91, math.nan], 90).tolist()[:3] == [-1, 1, 1]
    assert against_last_year([89, 90, 91], 90, best="low").tolist() == [1, 1, -1]


@given(numbers, numbers, st.integers(0, 50), ends)
def test_what_limits_decide_the_value_decides_alike(value, target, width, best):
    found = against_target_by_limits(value - width, value + width, target, best=best)
    if value != target and found:
        assert found == against_target(value, target, best=best)


@given(numbers, numbers, st.integers(1, 50))
def test_turning_everything_upside_down_changes_no_verdict(value, target, width):
    assert against_target(value, target, best="high") == against_target(-value, -target, best="low")
    low, high = target, target + width
    if value not in (low, high):
        upright = against_target_range(value, target_lower=low, target_upper=high, best="high")
        turned = against_target_range(-value, target_lower=-high, target_upper=-low, best="low")
        assert upright == turned


def test_each_figure_may_have_its_own_target_and_good_end():
    found = against_target([9, 9], [10, 10], best=["high", "low"])
    assert found.tolist() == [-1, 1]


def test_anything_missing_gives_no_verdict():
    nan = math.nan
    assert np.isnan(against_target([nan, 1], [1, nan], best="high")).all()
    assert np.isnan(against_target_by_limits([nan, 1, 1], [2, nan, 2], [1, 1, nan], best="low")).all()
    assert np.isnan(against_target_range([nan, 1], target_lower=0, target_upper=[2, nan], best="low")).all()
    assert np.shape(against_target(3, nan, best="low")) == ()


def test_impossible_input_is_refused():
    with pytest.raises(InputError, match="limits are the wrong way round in 1 of 1 rows"):
        against_target_by_limits([3], [2], 1, best="high")
    with pytest.raises(InputError, match=r"do not enclose the value in 1 of 1 rows \(first: row 0, 5 \(5 to 4\)\)"):
        against_target_range([3], target_lower=5, target_upper=4, best="high")
    with pytest.raises(InputError, match='best must be "low" or "high", and is "middle"'):
        against_target([3], 4, best="middle")
    with pytest.raises(InputError, match="arrays differ in shape"):
        against_target([3, 4], [4, 5, 6], best="low")
    with pytest.raises(InputError, match="a range lies between 2 percentiles, the lower one first, and"):
        against_percentile_range([3], [4], best="low", percents=(1, 2, 3))
    with pytest.raises(InputError, match=r"a percentile is off the scale in 1 of 2 rows \(first: row 1, 175\)"):
        against_percentile_range([3], [4], best="low", percents=(25, 175))
