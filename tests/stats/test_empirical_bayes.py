"""Shares and rates of areas, drawn to that of all."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from equitytown.errors import InputError
from equitytown.stats.empirical_bayes import empirical_bayes, spread_of_areas

# Eight regions whose rates standardised by empirical Bayes are printed in the documentation of PySAL's esda.
EVENTS = np.array([30.0, 25, 25, 15, 33, 21, 30, 20])
PEOPLE = np.array([100.0, 100, 110, 90, 100, 90, 110, 90])
PRINTED = [1.03843594, -0.04099089, -0.56250375, -1.73061861]

counts = st.lists(
    st.integers(5, 2_000).flatmap(lambda people: st.tuples(st.integers(0, people), st.just(people))),
    min_size=2,
    max_size=12,
)


def split(rows):
    events, people = np.array(rows, dtype=float).T
    return events, people


def test_the_spread_gives_the_published_standardised_rates():
    rate, mean = EVENTS / PEOPLE, EVENTS.sum() / PEOPLE.sum()
    # Marshall's variance is below 0 here; Assunção and Reis keep it where each area's own stays above 0.
    marshall = (PEOPLE * (rate - mean) ** 2).sum() / PEOPLE.sum() - mean / PEOPLE.mean()
    assert_allclose(((rate - mean) / np.sqrt(marshall + mean / PEOPLE))[:4], PRINTED, rtol=1e-7)
    found = spread_of_areas(EVENTS, PEOPLE, kind="rate")
    assert found.mean == pytest.approx(mean)
    assert found.variance == max(marshall, 0)


def test_marshalls_estimator_recomputed_by_hand():
    events, people = np.array([3.0, 9, 20, 60]), np.array([400.0, 300, 500, 600])
    rate, mean = events / people, events.sum() / people.sum()
    variance = (people * (rate - mean) ** 2).sum() / people.sum() - mean / people.mean()
    weight = variance / (variance + mean / people)
    found = empirical_bayes(events, people, kind="rate", multiplier=1_000)
    assert_allclose(found.value, 1_000 * (weight * rate + (1 - weight) * mean))


def test_a_share_is_the_mean_of_its_beta_distribution():
    events, people = np.array([30.0, 90, 200, 260]), np.array([400.0, 300, 500, 600])
    mean, variance = spread_of_areas(events, people, kind="proportion")
    before = mean * (1 - mean) / variance - 1
    found = empirical_bayes(events, people, kind="proportion", multiplier=100)
    assert_allclose(found.value, 100 * (before * mean + events) / (before + people))


@given(counts, st.sampled_from(["proportion", "rate"]))
def test_a_smoothed_figure_lies_between_its_own_and_that_of_all_and_within_its_limits(rows, kind):
    events, people = split(rows)
    found = empirical_bayes(events, people, kind=kind)
    own, mean = events / people, events.sum() / people.sum()
    assert (found.value >= np.minimum(own, mean) - 1e-12).all()
    assert (found.value <= np.maximum(own, mean) + 1e-12).all()
    assert (found.lower <= found.value).all()
    assert (found.value <= found.upper).all()
    assert (found.lower >= 0).all()
    assert kind == "rate" or (found.upper <= 1).all()


def test_the_more_people_the_less_a_figure_moves():
    people = np.array([50.0, 100, 500, 5_000, 1_000, 1_000])
    events = people * np.array([0.2, 0.2, 0.2, 0.2, 0.05, 0.1])
    for kind in ("proportion", "rate"):
        moved = np.abs(empirical_bayes(events, people, kind=kind).value - events / people)[:4]
        assert (np.diff(moved) < 0).all()


def test_wider_confidence_widens_the_limits():
    narrow, wide = (empirical_bayes(EVENTS, PEOPLE, kind="rate", confidence=level) for level in (0.8, 0.99))
    assert (wide.lower < narrow.lower).all()
    assert (wide.upper > narrow.upper).all()


def test_areas_that_differ_by_no_more_than_chance_all_get_the_figure_of_all_with_limits_of_some_width():
    found = empirical_bayes([10, 11, 10, 9], [100, 100, 100, 100], kind="proportion", multiplier=100)
    assert_allclose(found.value, 10)
    assert (found.upper - found.lower > 1).all()


@pytest.mark.parametrize("kind", ["proportion", "rate"])
def test_where_nobody_has_the_event_the_limits_are_those_of_all_areas_together(kind):
    found = empirical_bayes([0, 0, 0], [100, 200, 300], kind=kind)
    assert found.value.tolist() == [0, 0, 0]
    assert found.lower.tolist() == [0, 0, 0]
    assert (found.upper > 0).all()
    assert (found.upper < 0.01).all()


def test_areas_of_one_person_say_nothing_of_a_spread():
    assert spread_of_areas([0, 1], [1, 1], kind="proportion").variance == 0


@pytest.mark.parametrize(("kind", "least"), [("proportion", 0.88), ("rate", 0.88)])
def test_limits_hold_the_truth_though_areas_are_few_and_hardly_differ(kind, least):
    drawn = np.random.Generator(np.random.PCG64(6))
    held = []
    for _ in range(60):
        people = drawn.integers(200, 800, 20)
        truth = drawn.beta(0.12 * 1_500, 0.88 * 1_500, 20)  # a coefficient of variation of 7%
        events = drawn.binomial(people, truth) if kind == "proportion" else drawn.poisson(people * truth)
        found = empirical_bayes(events, people, kind=kind)
        held.append(((found.lower <= truth) & (truth <= found.upper)).mean())
    assert least < np.mean(held) <= 1


def test_a_missing_count_stays_missing_and_takes_no_part():
    whole = empirical_bayes([5, 10, 30], [100, 100, 100], kind="rate")
    found = empirical_bayes([5, np.nan, 10, 30, 2], [100, 100, 100, 100, np.nan], kind="rate")
    assert_allclose(found.value[[0, 2, 3]], whole.value)
    assert np.isnan(found.value[[1, 4]]).all()
    assert found.note.tolist() == ["", "a count is missing", "", "", "a count is missing"]


def test_nothing_but_missing_counts_gives_nothing():
    assert np.isnan(empirical_bayes([np.nan], [100], kind="rate").value).all()
    with pytest.raises(InputError, match="no area has both counts"):
        spread_of_areas([np.nan], [100], kind="rate")


@pytest.mark.parametrize(
    ("events", "people", "kind", "message"),
    [
        ([-1], [10], "rate", "numerator is negative"),
        ([1], [0], "rate", "denominator is not above 0"),
        ([11], [10], "proportion", "numerator is above its denominator in 1 of 1 rows"),
        ([1, 2], [10], "rate", "arrays differ in shape"),
        ([1], [10], "mean", 'kind must be "proportion" or "rate"'),
    ],
)
def test_impossible_counts_are_refused(events, people, kind, message):
    with pytest.raises(InputError, match=message):
        empirical_bayes(events, people, kind=kind)
