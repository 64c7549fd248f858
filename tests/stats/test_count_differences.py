import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.count_differences import (
    difference_of_proportions,
    difference_of_rates,
    ratio_of_proportions,
    ratio_of_rates,
)
from equitytown.stats.intervals import poisson, wilson, z_value
from tests.stats.tables import DATA, rows_of

DIFFERENCES = rows_of(DATA / "differences_published.csv")
RATIOS = rows_of(DATA / "ratios_published.csv")
OWN = rows_of(DATA / "count_differences_own.csv")
RATIO_OF = {"proportions": ratio_of_proportions, "rates": ratio_of_rates}
TESTS = {
    "difference of proportions": difference_of_proportions,
    "ratio of proportions": ratio_of_proportions,
    "difference of rates": lambda earlier, later, **options: difference_of_rates(
        earlier, later, multiplier=1000, **options
    ),
    "ratio of rates": ratio_of_rates,
}
EVERY = pytest.mark.parametrize("test", TESTS.values(), ids=TESTS)
shares = st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
rates = st.tuples(st.integers(0, 2_000), st.integers(1, 1_000_000))
confidences = st.floats(0.5, 0.999)


def counts_of(case):
    return tuple(
        (float(case[f"{when}_numerator"]), float(case[f"{when}_denominator"])) for when in ("earlier", "later")
    )


def named(case):
    return f"{case['test']} {case['later_numerator']} and {case['earlier_numerator']}"


def as_printed(found, printed):
    """Agrees to the last digit printed."""
    digits = len(printed.replace(".", "").lstrip("0"))
    return float(f"{found:.{digits}g}") == float(printed)


@pytest.mark.parametrize("case", DIFFERENCES, ids=lambda c: f"{c['later_numerator']} and {c['earlier_numerator']}")
def test_limits_of_a_difference_of_proportions_agree_with_a_published_example(case):
    found = difference_of_proportions(*counts_of(case))
    assert found.lower.round(4) == float(case["lower"])
    assert found.upper.round(4) == float(case["upper"])


@pytest.mark.parametrize("case", RATIOS, ids=named)
def test_a_ratio_agrees_with_a_published_example(case):
    found = RATIO_OF[case["test"]](*counts_of(case))
    assert as_printed(found.ratio, case["ratio"])
    assert as_printed(found.lower, case["lower"])
    assert as_printed(found.upper, case["upper"])
    assert not case["p_value"] or as_printed(found.p_value, case["p_value"])


@pytest.mark.parametrize("case", OWN, ids=lambda case: f"{named(case)} {case['confidence']}")
def test_our_own_cases_come_out_as_worked_apart(case):
    value, lower, upper, _, p_value, note = TESTS[case["test"]](*counts_of(case), confidence=float(case["confidence"]))
    expected = [float(case[name]) if case[name] else math.nan for name in ("value", "lower", "upper", "p_value")]
    assert [value, lower, upper, p_value] == pytest.approx(expected, rel=1e-11, abs=1e-13, nan_ok=True)
    assert bool(note) == math.isnan(expected[0])


def test_a_difference_of_rates_lies_close_to_published_limits_by_other_methods():
    # statsmodels' tests quote 0.266 to 0.989 (score) and 0.263 to 0.979 (recovered from Jeffreys limits) for 60
    # in 51,477.5 less 30 in 54,308.7; limits recovered from Byar's are a little wider.
    found = difference_of_rates((30, 54_308.7), (60, 51_477.5), multiplier=1000)
    assert found.difference == pytest.approx(60 / 51.4775 - 30 / 54.3087)
    assert (found.lower, found.upper) == (pytest.approx(0.266, abs=0.02), pytest.approx(0.989, abs=0.03))


def test_the_pooled_test_is_the_square_root_of_the_chi_squared_of_the_table():
    a, b, c, d = 48, 32, 56, 14
    chi_squared = (a * d - b * c) ** 2 * 150 / (80 * 70 * 104 * 46)
    for test in (difference_of_proportions, ratio_of_proportions):
        assert test((48, 80), (56, 70)).z ** 2 == pytest.approx(chi_squared)


def test_the_deviate_of_two_rates_is_that_of_a_share_of_their_events():
    # Given 56 events, 41 fall to 28,010 of 47,027 person-years.
    share = 28_010 / 47_027
    deviate = (41 - 56 * share) / math.sqrt(56 * share * (1 - share))
    for test in (difference_of_rates, ratio_of_rates):
        assert test((15, 19_017), (41, 28_010)).z == pytest.approx(deviate)


def test_rates_of_many_events_have_the_p_of_their_deviate():
    found = ratio_of_rates((50_000, 10**6), (50_900, 10**6))
    assert found.p_value == pytest.approx(math.erfc(abs(found.z) / math.sqrt(2)), rel=0.02)


@given(shares, shares)
def test_turning_proportions_round_turns_the_sign_and_nothing_else(earlier, later):
    one, other = difference_of_proportions(earlier, later), difference_of_proportions(later, earlier)
    assert (one.lower, one.upper) == (-other.upper, -other.lower)
    assert 0 <= one.p_value == other.p_value <= 1


@given(rates, rates)
def test_turning_rates_round_turns_the_sign_and_nothing_else(earlier, later):
    one, other = difference_of_rates(earlier, later), difference_of_rates(later, earlier)
    assert (one.lower, one.upper) == (-other.upper, -other.lower)
    assert 0 <= one.p_value == other.p_value <= 1


@given(st.sampled_from([(ratio_of_proportions, shares), (ratio_of_rates, rates)]), st.data())
def test_turning_a_ratio_round_gives_its_inverse(case, data):
    test, counts = case
    earlier, later = data.draw(counts), data.draw(counts)
    assume(earlier[0] and later[0])
    one, other = test(earlier, later), test(later, earlier)
    assert [one.ratio, one.lower, one.upper] == pytest.approx([1 / other.ratio, 1 / other.upper, 1 / other.lower])
    assert one.p_value == other.p_value


@given(st.sampled_from([*TESTS.values()]), shares, shares, confidences)
def test_limits_enclose_the_figure(test, earlier, later, confidence):
    found = test(earlier, later, confidence=confidence)
    assert found.lower < found.upper
    if found.note == "":
        rounding = 1e-12 * abs(found[0])
        assert found.lower - rounding <= found[0] <= found.upper + rounding


@given(st.sampled_from([*TESTS.values()]), shares, shares, confidences, confidences)
def test_more_confidence_widens_limits(test, earlier, later, one, other):
    less, more = sorted((one, other))
    assume(more - less > 1e-6)
    narrow, wide = test(earlier, later, confidence=less), test(earlier, later, confidence=more)
    assert wide.lower <= narrow.lower + 1e-12
    assert wide.upper >= narrow.upper * (1 - 1e-12)


@given(st.sampled_from([(ratio_of_proportions, shares), (ratio_of_rates, rates)]), st.data())
def test_the_p_of_a_ratio_and_its_limits_tell_the_same(case, data):
    test, counts = case
    found = test(data.draw(counts), data.draw(counts))
    if abs(found.p_value - 0.05) > 1e-6:
        assert (found.p_value < 0.05) == (found.lower > 1 or found.upper < 1)


@given(rates, rates, st.integers(2, 1000))
def test_counting_person_months_leaves_a_ratio_of_rates_alone(earlier, later, times):
    one = ratio_of_rates(earlier, later)
    other = ratio_of_rates((earlier[0], earlier[1] * times), (later[0], later[1] * times))
    assert other[:5] == pytest.approx(one[:5], rel=1e-9, abs=1e-12, nan_ok=True)


@EVERY
@given(shares)
def test_a_figure_does_not_differ_from_itself(test, share):
    found = test(share, share)
    assert (found.z, found.p_value) == (0, 1)
    assert found.lower <= (1 if hasattr(found, "ratio") else 0) <= found.upper


def test_a_difference_of_proportions_agrees_with_wilson_when_one_side_is_sure():
    found = difference_of_proportions((0, 10**12), (30, 100))
    alone = wilson(30, 100)
    assert [found.lower, found.upper] == pytest.approx([alone.lower, alone.upper], abs=1e-9)


def test_a_difference_of_rates_agrees_with_poisson_limits_when_one_side_is_sure():
    found = difference_of_rates((0, 10**15), (7, 100), multiplier=100)
    alone = poisson(7)
    assert [found.lower, found.upper] == pytest.approx([alone.lower, alone.upper], abs=1e-9)


def test_a_ratio_of_proportions_agrees_with_wilson_when_one_side_is_sure():
    found = ratio_of_proportions((10**11, 10**12), (30, 100))
    alone = wilson(30, 100)
    assert [found.lower / 10, found.upper / 10] == pytest.approx([alone.lower, alone.upper], rel=1e-5)


@pytest.mark.parametrize("test", [ratio_of_proportions, ratio_of_rates])
def test_a_multiple_of_none_has_no_value_and_still_a_lower_limit(test):
    found = test((0, 50), (9, 50))
    assert math.isnan(found.ratio)
    assert 1 < found.lower < found.upper == math.inf
    assert found.p_value < 0.05
    assert found.note == "the earlier count is 0, and nothing is a multiple of none"


@pytest.mark.parametrize("test", [ratio_of_proportions, ratio_of_rates])
def test_none_of_some_is_a_ratio_of_zero_with_an_upper_limit(test):
    found = test((9, 50), (0, 50))
    assert (found.ratio, found.lower, found.note) == (0, 0, "")
    assert 0 < found.upper < 1


@pytest.mark.parametrize("test", [ratio_of_proportions, ratio_of_rates])
def test_two_nones_say_nothing_of_their_ratio(test):
    found = test((0, 50), (0, 60))
    assert (found.lower, found.upper, found.p_value) == (0, math.inf, 1)
    assert found.note != ""


def test_a_ratio_of_all_to_all_has_limits_about_one():
    found = ratio_of_proportions((5, 5), (8, 8))
    z = z_value(0.95)
    assert [found.ratio, found.lower, found.upper] == pytest.approx([1, 1 / (1 + z**2 / 8), 1 + z**2 / 5])


@EVERY
def test_a_missing_count_leaves_its_row_untested_and_touches_no_other(test):
    found = test(([1, math.nan, 1, 1], [10, 10, 10, math.nan]), ([5, 5, math.nan, 5], [10] * 4))
    alone = test((1, 10), (5, 10))
    for part, number in zip(found[:5], alone[:5], strict=True):
        assert np.isnan(part).tolist() == [False, True, True, True]
        assert part[0] == number
    assert found.note.tolist() == ["", *["a count is missing"] * 3]


@EVERY
def test_several_confidences_come_along_a_new_first_axis(test):
    counts = ([48, 3], [80, 40]), ([56, 11], [70, 52])
    both = test(*counts, confidence=(0.95, 0.998))
    assert both.lower.shape == both.upper.shape == (2, 2)
    assert both.p_value.shape == both.note.shape == (2,)
    for level, lower, upper in zip((0.95, 0.998), both.lower, both.upper, strict=True):
        one = test(*counts, confidence=level)
        assert (lower.tolist(), upper.tolist()) == (one.lower.tolist(), one.upper.tolist())


@EVERY
def test_figures_keep_their_shape(test):
    table = np.arange(1, 7).reshape(2, 3)
    found = test((table, table * 10), (table, table * 12))
    assert {np.shape(part) for part in found} == {(2, 3)}
    assert {np.shape(part) for part in test((1, 10), (2, 12))} == {()}
    assert test(([], []), ([], [])).p_value.size == 0


def test_a_multiplier_gives_points_and_rates():
    share, points = (difference_of_proportions((48, 80), (56, 70), multiplier=m) for m in (1, 100))
    assert np.array(points[:3]) == pytest.approx(100 * np.array(share[:3]))
    assert difference_of_rates((15, 19_017), (41, 28_010)).difference == pytest.approx(67.5, abs=0.01)


@EVERY
def test_impossible_counts_are_refused_with_their_side(test):
    with pytest.raises(InputError, match=r"the earlier numerator is negative in 1 of 2 rows \(first: row 1, -1\)"):
        test(([1, -1], [9, 9]), ([1, 1], [9, 9]))
    with pytest.raises(InputError, match="the later denominator is not above 0 in 1 of 1 rows"):
        test((1, 9), (0, 0))


@pytest.mark.parametrize("test", [difference_of_proportions, ratio_of_proportions])
def test_more_events_than_people_are_refused_with_a_way_out(test):
    with pytest.raises(InputError, match=r"the later numerator is above its denominator .* 5 of 4\).*compare rates"):
        test((1, 4), (5, 4))
    assert ratio_of_rates((1, 4), (5, 4)).ratio == 5


@EVERY
def test_counts_that_do_not_pair_up_are_refused(test):
    with pytest.raises(InputError, match=r"arrays differ in shape \(earlier \(2,\), later \(\)\)"):
        test(([1, 2], [3, 4]), (1, 2))
    with pytest.raises(InputError, match=r"arrays differ in shape \(the later numerator \(\), the later denominator"):
        test((1, 2), (1, [2, 3]))


@EVERY
def test_options_out_of_range_are_refused(test):
    with pytest.raises(InputError, match=r"is 95\. Did you mean 0\.95\?"):
        test((1, 9), (2, 9), confidence=95)


def test_a_multiplier_that_is_not_above_zero_is_refused():
    for test in (difference_of_proportions, difference_of_rates):
        with pytest.raises(InputError, match="multiplier must be above 0"):
            test((1, 9), (2, 9), multiplier=0)
