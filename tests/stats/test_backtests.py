"""Past errors, the choice of a method, and how wide they make an interval."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from equitytown.stats.backtests import (
    FEWEST_ORIGINS,
    fewest_errors,
    in_order,
    left_out,
    past_errors,
    reach,
    scaled_errors,
    simplest_of_best,
)
from equitytown.stats.bounded import from_line, to_line

SERIES = np.array([[1.0, 2, 4, 7, 11, 16, 22, 29], [9, 9, 9, 9, 9, 9, 9, 9]])
KINDS = ("last value", "drift")


def last_values(series, horizon=2):
    return np.repeat(series[None, :, :, None], horizon, axis=-1)


def test_an_error_is_outcome_less_forecast_from_the_fourth_figure_on():
    errors = past_errors(last_values(SERIES), SERIES)[0, 0]
    assert np.isnan(errors[:3]).all()
    assert_allclose(errors[3:, 0], [4, 5, 6, 7, np.nan])
    assert_allclose(errors[3:, 1], [9, 11, 13, np.nan, np.nan])


def test_a_long_series_begins_at_its_third():
    series = np.arange(30.0)[None]
    assert np.flatnonzero(~np.isnan(past_errors(last_values(series), series)[0, 0, :, 0]))[0] == 9


def test_scaled_errors_are_in_steps_of_the_series_and_one_that_never_moved_has_none():
    errors = past_errors(last_values(SERIES), SERIES)
    assert_allclose(scaled_errors(errors, SERIES), [[(5.5 + 11) / 2 / 4, np.nan]])


def test_a_method_takes_over_from_a_simpler_one_only_by_a_clear_gain():
    nearly, clearly = np.array([[1.0], [0.96]]), np.array([[1.0], [0.94]])
    assert simplest_of_best(nearly, kinds=KINDS) == 0
    assert simplest_of_best(clearly, kinds=KINDS) == 1
    assert simplest_of_best(np.full((2, 1), np.nan), kinds=KINDS) == 0


def test_within_a_kind_the_best_setting_counts():
    assert simplest_of_best(np.array([[1.0], [0.9], [0.8], [0.79]]), kinds=("a", "b", "b", "c")) == 2


def shaped(sizes, *, series=10):
    """Errors of the same size for every series: a row an origin."""
    return np.tile(np.array(sizes, dtype=float), (series, 1, 1))


def test_the_width_is_that_of_the_worst_moment_where_few_are_known():
    assert reach(shaped([[1], [2], [5]]), confidence=0.95).width.tolist() == [5]
    assert reach(shaped([[1], [2], [5]]), confidence=0.5).width.tolist() == [2]


def test_beyond_what_was_tested_the_width_grows_by_the_root():
    found = reach(shaped([[3, 4, 9, 9], [3, 4, np.nan, np.nan], [3, 4, np.nan, np.nan]]), confidence=0.9)
    assert found.tested == 2
    assert_allclose(found.width, [3, 4, 4 * np.sqrt(1.5), 4 * np.sqrt(2)])


def test_too_few_errors_make_no_width():
    assert fewest_errors(0.95) == 19
    assert reach(shaped([[1], [2], [5]], series=6), confidence=0.95).tested == 0
    assert np.isnan(reach(shaped([[1], [2], [5]], series=6), confidence=0.95).width).all()
    assert reach(shaped([[1], [5]]), confidence=0.5).tested == 0


@given(arrays(float, (8, 6, 3), elements=st.floats(-50, 50)), st.floats(0.3, 0.9), st.floats(0.3, 0.9))
def test_widths_grow_with_horizon_and_confidence(errors, one, other):
    low, high = sorted((one, other))
    narrow, wide = reach(errors, confidence=low).width, reach(errors, confidence=high).width
    assert (np.diff(narrow) >= 0).all()
    assert (wide >= narrow).all()


def walks(seed, *, shared):
    """SYNTHETIC: sixteen random walks, with steps partly common to all."""
    chance = np.random.default_rng(seed)
    own, common = chance.normal(size=(16, 24)), chance.normal(size=(1, 24))
    return (np.sqrt(1 - shared) * own + np.sqrt(shared) * common).cumsum(axis=1)


@pytest.mark.parametrize(("shared", "least"), [(0.0, 0.95), (0.9, 0.88)])
def test_on_simulated_walks_intervals_hold_about_what_they_should(shared, least):
    held = []
    for seed in range(12):
        series = walks(seed, shared=shared)
        errors = past_errors(last_values(series, 4), series)
        held.append(np.concatenate(in_order(errors, errors, series, kinds=KINDS[:1], confidence=0.95)).mean())
    assert least <= np.mean(held) <= 1.0


def test_in_order_of_time_nothing_later_counts():
    series = walks(3, shared=0.0)
    errors = past_errors(last_values(series, 3), series)
    first = in_order(errors, errors, series, kinds=KINDS[:1], confidence=0.9)
    series[:, -1] += 1_000
    errors = past_errors(last_values(series, 3), series)
    again = in_order(errors, errors, series, kinds=KINDS[:1], confidence=0.9)
    assert len(first) >= FEWEST_ORIGINS
    assert all((a == b).all() for a, b in zip(first[:-3], again[:-3], strict=True))
    assert not again[-1].any()


def test_left_out_outcomes_do_not_widen_their_own_interval():
    series = walks(3, shared=0.0)[:, :8]
    series[0] *= 100  # one series moves far more than all others: nothing of its own may help it
    errors = past_errors(last_values(series), series)
    held = left_out(errors, scaled_errors(errors, series), kinds=KINDS[:1], confidence=0.95)
    assert held.size == 16 * 3
    assert not held[:3].any()
    assert held[3:].mean() > 0.9


def test_left_out_with_one_series_uses_its_other_moments_and_passes_over_what_cannot_be_had():
    series = walks(3, shared=0.0)[:1]
    errors = past_errors(last_values(series), series)
    scaled = scaled_errors(errors, series)
    assert left_out(errors, scaled, kinds=KINDS[:1], confidence=0.6).size == 15
    assert left_out(errors, scaled, kinds=KINDS[:1], confidence=0.99).size == 0


@given(st.floats(-60, 60), st.sampled_from([(0.0, 100.0), (0.0, 100_000.0), (-10.0, 10.0)]))
def test_what_is_carried_back_lies_between_the_bounds(place, bounds):
    lowest, highest = bounds
    back = from_line(np.array([place]), lowest=lowest, highest=highest)
    assert lowest <= back[0] <= highest
    if abs(place) < 5:
        assert_allclose(to_line(back, lowest=lowest, highest=highest), [place], atol=1e-6)
