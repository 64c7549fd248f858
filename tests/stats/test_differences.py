import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.differences import (
    Estimate,
    change_of_gap,
    difference_of_proportions,
    difference_of_values,
    ratio_of_values,
    standard_error,
)
from equitytown.stats.intervals import wilson, z_value
from tests.stats.tables import DATA, rows_of

PUBLISHED = rows_of(DATA / "differences_published.csv")
Z = z_value(0.95)
numbers = st.floats(-1e6, 1e6)
errors = st.floats(1e-3, 1e3)
estimates = st.builds(lambda v, s: Estimate(v, v - Z * s, v + Z * s), numbers, errors)
shares = st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_two_relative_risks_agree_with_a_published_example():
    # Altman DG, Bland JM (2003), BMJ 326: 219: z = -1.24, ratio of relative risks 0.76 (0.49 to 1.17).
    found = ratio_of_values(Estimate(0.88, 0.71, 1.08), Estimate(0.67, 0.46, 0.98))
    assert found.z.round(2) == -1.24
    assert [found.ratio.round(2), found.lower.round(2), found.upper.round(2)] == [0.76, 0.49, 1.17]
    assert found.p_value.round(1) == 0.2


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda c: f"{c['later_numerator']} and {c['earlier_numerator']}")
def test_limits_of_a_difference_of_proportions_agree_with_a_published_example(case):
    earlier = float(case["earlier_numerator"]), float(case["earlier_denominator"])
    later = float(case["later_numerator"]), float(case["later_denominator"])
    found = difference_of_proportions(earlier, later)
    assert found.lower.round(4) == float(case["lower"])
    assert found.upper.round(4) == float(case["upper"])


def test_intervals_that_just_touch_differ_far_beyond_one_in_twenty():
    # Two equal 95% intervals that touch: p = 0.0056. Overlap is no test.
    found = difference_of_values(Estimate(10, 8, 12), Estimate(14, 12, 16))
    assert found.p_value == pytest.approx(0.0055746, abs=1e-6)


def test_a_difference_can_be_real_while_intervals_overlap():
    found = difference_of_values(Estimate(10, 8, 12), Estimate(13, 11, 15))
    assert found.p_value < 0.05


def test_the_pooled_test_is_the_square_root_of_the_chi_squared_of_the_table():
    a, b, c, d = 48, 32, 56, 14
    chi_squared = (a * d - b * c) ** 2 * 150 / (80 * 70 * 104 * 46)
    assert difference_of_proportions((48, 80), (56, 70)).z ** 2 == pytest.approx(chi_squared)


@given(estimates, estimates)
def test_limits_enclose_the_difference_and_agree_with_its_test(earlier, later):
    found = difference_of_values(earlier, later)
    assert found.lower <= found.difference <= found.upper
    if abs(found.p_value - 0.05) > 1e-6:
        assert (found.p_value < 0.05) == (found.lower > 0 or found.upper < 0)


@given(estimates, estimates)
def test_turning_the_order_round_turns_the_sign_and_nothing_else(earlier, later):
    one, other = difference_of_values(earlier, later), difference_of_values(later, earlier)
    assert one.difference == -other.difference
    assert one.p_value == other.p_value


@given(shares, shares)
def test_turning_proportions_round_turns_the_sign_and_nothing_else(earlier, later):
    one, other = difference_of_proportions(earlier, later), difference_of_proportions(later, earlier)
    assert (one.lower, one.upper) == (-other.upper, -other.lower)
    assert 0 <= one.p_value == other.p_value <= 1


@given(shares)
def test_a_proportion_does_not_differ_from_itself(share):
    found = difference_of_proportions(share, share)
    assert found.difference == 0
    assert found.p_value == 1
    assert found.lower <= 0 <= found.upper


@given(estimates)
def test_more_confidence_in_the_same_limits_means_a_smaller_error(estimate):
    wide = standard_error(estimate.lower, estimate.upper, confidence=0.95)
    assert standard_error(estimate.lower, estimate.upper, confidence=0.998) < wide


@given(numbers, errors)
def test_the_standard_error_behind_limits_is_found_again(value, error):
    assert standard_error(value - Z * error, value + Z * error) == pytest.approx(error, rel=1e-6)


def test_the_standard_error_on_the_log_and_logit_scales_undoes_the_scale():
    assert standard_error(math.exp(1 - Z / 4), math.exp(1 + Z / 4), scale="log") == pytest.approx(0.25)
    share = [1 / (1 + math.exp(-(0.3 + side * Z / 4))) for side in (-1, 1)]
    assert standard_error(*share, scale="logit") == pytest.approx(0.25)


def test_a_limit_that_has_no_place_on_a_scale_gives_no_error():
    assert np.isnan(standard_error(0, 5, scale="log"))
    assert np.isnan(standard_error([0, 0.5], [0.2, 1], scale="logit")).all()


def test_limits_without_width_give_no_error_and_no_test():
    assert np.isnan(standard_error(14.8, 14.8))
    found = difference_of_values(Estimate(14.8, 14.8, 14.8), Estimate(15, 14, 16))
    assert np.isnan(found).all()


def test_a_missing_part_leaves_its_row_untested_and_touches_no_other():
    found = difference_of_values(
        Estimate([10, 10, 10], [8, 8, math.nan], [12, 12, 12]), Estimate([14, math.nan, 14], [12] * 3, [16] * 3)
    )
    assert np.isnan(found.p_value).tolist() == [False, True, True]
    assert np.isnan(found.difference).tolist() == [False, True, True]
    counts = difference_of_proportions(([1, math.nan], [10, 10]), ([5, 5], [10, 10]))
    assert np.isnan(counts.p_value).tolist() == [False, True]


def test_a_ratio_with_zero_is_not_tested():
    assert np.isnan(ratio_of_values(Estimate(0, 0, 1), Estimate(2, 1, 3)).p_value)


def test_a_gap_that_closes_is_below_zero_on_either_side_of_the_comparator():
    england = Estimate(65, 64.9, 65.1)
    below = change_of_gap((Estimate(55, 54, 56), england), (Estimate(60, 59, 61), england))
    above = change_of_gap((Estimate(75, 74, 76), england), (Estimate(70, 69, 71), england))
    assert below.difference == above.difference == -5
    assert below.p_value == above.p_value < 0.001


def test_a_place_that_passes_the_comparator_by_as_much_has_the_same_gap():
    england = Estimate(65, 64.9, 65.1)
    found = change_of_gap((Estimate(60, 59, 61), england), (Estimate(70, 69, 71), england))
    assert found.difference == 0
    assert found.p_value == 1


@given(estimates, estimates, estimates, estimates)
def test_the_change_of_a_gap_takes_the_error_of_all_four(one, two, three, four):
    found = change_of_gap((one, two), (three, four))
    total = math.sqrt(sum(standard_error(e.lower, e.upper) ** 2 for e in (one, two, three, four)))
    assert found.upper - found.lower == pytest.approx(2 * Z * total, rel=1e-3)


def test_the_limits_given_may_have_another_confidence():
    narrow = Estimate(10, *(10 + np.array([-1, 1]) * z_value(0.998)))
    found = difference_of_values(narrow, Estimate(12, *(12 + np.array([-1, 1]) * z_value(0.998))), confidence=0.998)
    assert found.z == pytest.approx(2 / math.sqrt(2))


def test_a_difference_of_proportions_agrees_with_wilson_when_one_side_is_sure():
    found = difference_of_proportions((0, 10**12), (30, 100))
    alone = wilson(30, 100)
    assert [found.lower, found.upper] == pytest.approx([alone.lower, alone.upper], abs=1e-9)


def test_limits_the_wrong_way_round_are_refused():
    with pytest.raises(InputError, match=r"wrong way round in 1 of 2 rows \(first: row 1, 5 to 4\)"):
        standard_error([1, 5], [2, 4])


def test_limits_that_do_not_enclose_their_value_are_refused():
    with pytest.raises(InputError, match=r"do not enclose the value .* 9 \(10 to 12\)"):
        difference_of_values(Estimate(9, 10, 12), Estimate(11, 10, 12))


def test_a_percentage_on_the_logit_scale_is_asked_back_as_a_share():
    with pytest.raises(InputError, match=r"a share is above 1.*0\.61, not 61"):
        standard_error(50, 61, scale="logit")


def test_a_negative_figure_has_no_ratio():
    with pytest.raises(InputError, match="a figure is below 0"):
        ratio_of_values(Estimate(-1, -2, 1), Estimate(2, 1, 3))


def test_an_unknown_scale_is_refused():
    with pytest.raises(InputError, match='scale must be "natural", "log" or "logit", and is "square"'):
        standard_error(1, 2, scale="square")


def test_areas_that_do_not_pair_up_are_refused():
    with pytest.raises(InputError, match="arrays differ in shape"):
        difference_of_values(Estimate([1, 2], [0, 1], [2, 3]), Estimate(1, 0, 2))
    with pytest.raises(InputError, match="arrays differ in shape"):
        difference_of_proportions(([1, 2], [3, 4]), (1, 2))
