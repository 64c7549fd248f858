import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.differences import (
    Estimate,
    change_of_gap,
    difference_of_values,
    limits_of,
    ratio_of_values,
    standard_error,
)
from equitytown.stats.intervals import Computed, z_value
from equitytown.stats.rates import crude_rate, proportion

Z = z_value(0.95)
numbers = st.floats(-1e6, 1e6)
errors = st.floats(1e-3, 1e3)
estimates = st.builds(lambda v, s: Estimate(v, v - Z * s, v + Z * s), numbers, errors)


def test_two_relative_risks_agree_with_a_published_example():
    # Altman DG, Bland JM (2003), BMJ 326: 219: z = -1.24, ratio of relative risks 0.76 (0.49 to 1.17).
    found = ratio_of_values(Estimate(0.88, 0.71, 1.08), Estimate(0.67, 0.46, 0.98))
    assert found.z.round(2) == -1.24
    assert [found.ratio.round(2), found.lower.round(2), found.upper.round(2)] == [0.76, 0.49, 1.17]
    assert found.p_value.round(1) == 0.2


def test_intervals_that_just_touch_differ_far_beyond_one_in_twenty():
    # Two equal 95% intervals that touch: p = 0.0056. Overlap is no test.
    found = difference_of_values(Estimate(10, 8, 12), Estimate(14, 12, 16))
    assert found.p_value == pytest.approx(0.0055746, abs=1e-6)


def test_a_difference_can_be_real_while_intervals_overlap():
    found = difference_of_values(Estimate(10, 8, 12), Estimate(13, 11, 15))
    assert found.p_value < 0.05


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
    assert np.isnan(found[:5]).all()
    assert found.note == "limits have no width (rounded away)"


def test_a_missing_part_leaves_its_row_untested_and_touches_no_other():
    found = difference_of_values(
        Estimate([10, 10, 10], [8, 8, math.nan], [12, 12, 12]), Estimate([14, math.nan, 14], [12] * 3, [16] * 3)
    )
    assert np.isnan(found.p_value).tolist() == [False, True, True]
    assert np.isnan(found.difference).tolist() == [False, True, True]
    assert found.note.tolist() == ["", *["a figure or one of its limits is missing"] * 2]


def test_a_ratio_with_zero_is_not_tested():
    for figure in (Estimate(0, 0, 1), Estimate(0.5, 0, 1)):
        found = ratio_of_values(figure, Estimate(2, 1, 3))
        assert np.isnan(found[:5]).all()
        assert found.note == "a figure or limit is 0, which has no logarithm"


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


SEVERAL = (0.95, 0.998)


def test_what_was_worked_out_is_tested_as_it_is():
    earlier, later = proportion([48, 3], [80, 40]), proportion([56, 11], [70, 52])
    assert isinstance(earlier, Computed)
    found = difference_of_values(earlier, later)
    by_hand = difference_of_values(Estimate(*earlier[:3]), Estimate(*later[:3]))
    assert found.p_value.tolist() == by_hand.p_value.tolist()
    assert ratio_of_values(earlier, later).ratio == pytest.approx(later.value / earlier.value)
    assert change_of_gap((earlier, later), (later, earlier)).difference == pytest.approx([0, 0])


def test_of_limits_of_several_confidences_the_first_are_read_and_all_are_given():
    earlier, later = (crude_rate(x, n, confidence=SEVERAL) for x, n in ((40, 9000), (62, 9400)))
    found = difference_of_values(earlier, later, confidence=SEVERAL)
    one = difference_of_values(crude_rate(40, 9000), crude_rate(62, 9400))
    assert (found.z, found.p_value) == (one.z, one.p_value)
    assert found.lower.shape == found.upper.shape == (2,)
    assert (found.lower[0], found.upper[0]) == (one.lower, one.upper)
    assert found.lower[1] < found.lower[0]


def test_limits_of_another_confidence_than_those_given_can_be_asked_for():
    narrow = difference_of_values(Estimate(10, 8, 12), Estimate(14, 12, 16), confidence=SEVERAL)
    size = 4 - narrow.lower
    assert size[1] / size[0] == pytest.approx(z_value(0.998) / z_value(0.95))


def test_limits_of_several_confidences_are_refused_where_one_is_named():
    several = crude_rate([40, 50], [9000, 9100], confidence=SEVERAL)
    with pytest.raises(InputError, match=r"arrays differ in shape \(value \(2,\), lower \(2, 2\), upper \(2, 2\)\)"):
        difference_of_values(several, several)


def test_no_confidence_is_refused():
    with pytest.raises(InputError, match="no confidence is given"):
        difference_of_values(Estimate(10, 8, 12), Estimate(14, 12, 16), confidence=())
    with pytest.raises(InputError, match=r"is 95\. Did you mean 0\.95\?"):
        ratio_of_values(Estimate(10, 8, 12), Estimate(14, 12, 16), confidence=95)


def test_an_estimate_is_read_as_arrays():
    value, lower, upper = limits_of(Estimate([10, None], [8, 1], [12, 2]))
    assert (lower.tolist(), upper.tolist()) == ([8, 1], [12, 2])
    assert np.isnan(value).tolist() == [False, True]


@given(st.lists(st.tuples(numbers, errors), min_size=1, max_size=5), st.integers(1, 4))
def test_a_row_does_not_depend_on_the_others(rows, at):
    value, error = (np.array(part) for part in zip(*rows, strict=True))
    many = difference_of_values(Estimate(value, value - error, value + error), Estimate(-value, -value - 1, -value + 1))
    i = at % len(rows)
    one = difference_of_values(
        Estimate(value[i], value[i] - error[i], value[i] + error[i]), Estimate(-value[i], -value[i] - 1, -value[i] + 1)
    )
    assert [part[i] for part in many[:5]] == list(one[:5])
