"""Run charts: the rules, one by one, and the limits of the number of runs against every order there is."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.run_charts import Stretch, limits_of_runs, run_chart

CALM = [4, 6, 3, 7, 5, 8, 2, 6, 4, 7, 3, 6]  # crosses its median, 5.5, at nearly every step
series = st.lists(st.one_of(st.integers(-20, 20).map(float), st.just(np.nan)), max_size=40)

# Critical numbers of runs for two kinds of equal or nearly equal number, from the 2.5% tables of Swed and Eisenhart
# (1943) as every textbook reprints them: so few, or so many, are significant.
SWED_EISENHART = {10: (2, 10), 15: (4, 13), 20: (6, 16), 30: (10, 22), 40: (14, 28)}


class TestTheMedian:
    def test_it_is_that_of_all_points(self):
        assert run_chart(CALM).median == 5.5

    def test_it_is_that_of_the_baseline_where_one_is_given(self):
        assert run_chart([1, 2, 3, 50, 60, 70], baseline=3).median == 2

    def test_a_baseline_that_is_not_over_takes_what_there_is(self):
        assert run_chart([1, 2, 3], baseline=12).median == 2

    def test_missing_points_take_no_part(self):
        assert run_chart([np.nan, 1, np.nan, 3]).median == 2


class TestShifts:
    def test_six_points_on_one_side_are_one(self):
        chart = run_chart([1, 3, 1, 3, 1, 3, 4, 5, 6, 5, 4, 7], baseline=6)
        assert chart.shifts == (Stretch(5, 11, 1),)

    def test_five_are_none(self):
        assert run_chart([1, 3, 1, 3, 1, 3, 1, 4, 5, 6, 5, 4], baseline=6).shifts == ()

    def test_points_on_the_median_neither_break_nor_count(self):
        assert run_chart([5, 1, 9, 1, 9, 6, 5, 7, 5, 6, 7, 5, 6, 4, 4, 4], baseline=5).shifts == (Stretch(4, 12, 1),)
        assert run_chart([5, 1, 9, 1, 9, 1, 9, 5, 7, 5, 6, 7, 5, 6, 4], baseline=7).shifts == ()

    def test_gaps_are_stepped_over(self):
        assert run_chart([1, 3, 1, 3, 1, 3, 4, np.nan, 5, 6, 5, 7, np.nan], baseline=6).shifts == (Stretch(5, 11, 1),)

    def test_those_below_are_told_from_those_above(self):
        shifts = run_chart([1, 1, 2, 1, 1, 2, 9, 8, 9, 9, 8, 9]).shifts
        assert shifts == (Stretch(0, 5, -1), Stretch(6, 11, 1))

    def test_a_point_is_on_a_median_that_differs_by_rounding_alone(self):
        assert run_chart([0.1 + 0.2, 0.3, 0.3, 0.1, 0.5]).useful == 2


class TestTrends:
    def test_five_rising_points_are_one(self):
        assert run_chart([5, 4, 3, 4, 5, 6, 7, 6, 4, 8, 2, 8]).trends == (Stretch(2, 6, 1),)

    def test_four_are_none(self):
        assert run_chart([5, 4, 3, 4, 5, 6, 5, 8, 4, 8, 2, 8]).trends == ()

    def test_repeats_are_stepped_over_and_gaps_too(self):
        assert run_chart([9, 1, 1, 2, 2, np.nan, 2, 3, 4, 5, 5, 1, 9, 1]).trends == (Stretch(1, 9, 1),)
        assert run_chart([9, 1, 1, 2, 2, np.nan, 2, 3, 4, 4, 1, 9, 1, 9]).trends == ()

    def test_a_turn_ends_one_and_begins_another(self):
        assert run_chart([1, 2, 3, 4, 5, 4, 3, 2, 1, 5, 1, 5]).trends == (Stretch(0, 4, 1), Stretch(4, 8, -1))


class TestRuns:
    def test_points_on_the_median_and_gaps_end_none(self):
        chart = run_chart([1, np.nan, 1, 5, 1, 9, 5, 9, 9, 1, 9, 1, 9, 5])
        assert (chart.median, chart.useful, chart.runs) == (5, 10, 6)

    def test_too_few_and_too_many_are_said(self):
        assert run_chart([1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9]).runs_verdict == "too few"
        assert run_chart([1, 9] * 6).runs_verdict == "too many"
        assert run_chart([1, 1, 9, 9, 1, 9, 9, 1, 1, 9, 1, 9]).runs_verdict == "as expected"

    @pytest.mark.parametrize("useful", SWED_EISENHART)
    def test_their_limits_lie_within_the_published_critical_numbers(self, useful):
        low, high = SWED_EISENHART[useful]
        assert limits_of_runs(useful) == (low + 1, high - 1)

    @pytest.mark.parametrize("useful", range(10, 17))
    def test_their_limits_hold_over_every_order_of_points(self, useful):
        orders = [[i in chosen for i in range(useful)] for chosen in combinations(range(useful), useful // 2)]
        runs = np.array([1 + sum(a != b for a, b in pairwise(order)) for order in orders])
        fewest, most = limits_of_runs(useful)
        assert (runs < fewest).mean() <= 0.025 < (runs <= fewest).mean()
        assert (runs > most).mean() <= 0.025 < (runs >= most).mean()

    def test_two_points_have_limits_and_one_is_refused(self):
        assert limits_of_runs(2) == (2, 2)
        with pytest.raises(InputError, match="useful must be a whole number from 2 upwards"):
            limits_of_runs(1)


class TestWhatCannotBeJudged:
    def test_fewer_than_ten_points_off_the_median(self):
        chart = run_chart([5, 1, 1, 1, 1, 5, 9, 9, 9, 9, 5])
        assert chart.note == "10 points off the median are needed for a judgement, and there are 8"
        assert (chart.median, chart.useful, chart.runs) == (5, 8, 2)
        assert (chart.shifts, chart.trends, chart.runs_verdict) == ((), (), "not judged")
        assert np.isnan([chart.fewest, chart.most]).all()

    @pytest.mark.parametrize("values", [[], [np.nan] * 12, [np.nan, np.nan, *CALM]])
    def test_no_figure_to_take_a_median_of(self, values):
        chart = run_chart(values, baseline=2)
        assert np.isnan(chart.median)
        assert chart.note == "no figure is held in the baseline, so there is no median"

    def test_equal_points_all_lie_on_their_median(self):
        assert run_chart([7] * 20).useful == 0


class TestProperties:
    @given(series, st.integers(-50, 50))
    def test_moving_all_values_moves_the_median_alone(self, values, by):
        before, after = run_chart(values), run_chart([value + by for value in values])
        assert (before.shifts, before.trends, before.runs, before.note) == (
            after.shifts,
            after.trends,
            after.runs,
            after.note,
        )

    @given(series)
    def test_turning_values_over_turns_every_direction(self, values):
        before, after = run_chart(values), run_chart([-value for value in values])
        assert after.runs_verdict == before.runs_verdict
        assert after.shifts == tuple(s._replace(direction=-s.direction) for s in before.shifts)
        assert after.trends == tuple(t._replace(direction=-t.direction) for t in before.trends)

    @given(series)
    def test_gaps_change_nothing_but_places(self, values):
        held = [value for value in values if not np.isnan(value)]
        one, other = run_chart(values), run_chart(held)
        assert (one.useful, one.runs, len(one.shifts), len(one.trends)) == (
            other.useful,
            other.runs,
            len(other.shifts),
            len(other.trends),
        )


class TestRefusals:
    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ([1, np.inf], r"value is infinite in 1 of 2 rows \(first: row 1, inf\)"),
            (["a"], "value must be numbers"),
            ([[1, 2]], r"value has the shape \(1, 2\)"),
        ],
    )
    def test_values_that_cannot_be(self, values, words):
        with pytest.raises(InputError, match=words):
            run_chart(values)

    @pytest.mark.parametrize("baseline", [0, 2.5, -1])
    def test_a_baseline_that_is_no_number_of_points(self, baseline):
        with pytest.raises(InputError, match="baseline must be a whole number from 1 upwards"):
            run_chart(CALM, baseline=baseline)
