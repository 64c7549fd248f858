"""
Composite indices.

The hand-worked numbers follow the formula that the technical report of the English Indices of Deprivation 2019 prints:
X = -23 ln(1 - R (1 - exp(-100 / 23))), R = 1 for the most deprived of N areas and 1 / N for the least.
"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm, spearmanr

from equitytown.errors import InputError
from equitytown.stats.composite import (
    TRANSFORMS,
    checked_weights,
    composite_index,
    quantile_of_rank,
    transformed,
    weighted_sum,
    worst_first,
)
from equitytown.stats.composite_weights import drawn_weights, movement, varied_weights

NAN = float("nan")


def test_the_exponential_transformation_agrees_with_numbers_worked_by_hand():
    # 1 - exp(-100 / 23) = 0.9870651: R of 1/4, 1/2, 3/4 and 1.
    by_hand = [-23 * math.log(1 - share * 0.9870651) for share in (0.25, 0.5, 0.75)]
    assert by_hand == pytest.approx([6.5177, 15.6468, 31.0091], abs=1e-4)
    found = transformed([0.1, 0.2, 0.3, 0.4], how="exponential")
    assert found.tolist() == pytest.approx([*by_hand, 100.0], abs=1e-4)


def test_the_worst_tenth_of_a_domain_has_scores_from_50_to_100():
    # The technical report: the constant of 23 gives the most deprived 10% a score between 50 and 100.
    score = transformed(np.arange(1, 32_845), how="exponential")
    assert 50 < score[int(0.9 * 32_844)] < 51
    assert score[-1] == pytest.approx(100)


def test_each_transformation_follows_its_formula():
    values = [4.0, NAN, 1.0, 2.0, 1.0]
    assert transformed(values, how="none").tolist() == pytest.approx(values, nan_ok=True)
    assert transformed(values, how="log").tolist() == pytest.approx([math.log(4), NAN, 0, math.log(2), 0], nan_ok=True)
    assert transformed(values, how="rank").tolist() == pytest.approx([1, NAN, 0.5, 0.75, 0.5], nan_ok=True)
    assert transformed(values, how="min-max").tolist() == pytest.approx([1, NAN, 0, 1 / 3, 0], nan_ok=True)
    spread = math.sqrt(1.5)
    assert transformed(values, how="z-score").tolist() == pytest.approx(
        [2 / spread, NAN, -1 / spread, 0, -1 / spread], nan_ok=True
    )
    deviates = [norm.ppf((place - 0.5) / 4) for place in (4, 1.5, 3, 1.5)]
    assert transformed(values, how="normal").tolist() == pytest.approx([deviates[0], NAN, *deviates[1:]], nan_ok=True)


@given(
    st.lists(st.integers(1, 1000), min_size=2, max_size=30).filter(lambda v: len(set(v)) > 1),
    st.sampled_from(TRANSFORMS),
)
def test_a_worse_area_never_has_a_better_score(values, how):
    up = transformed(values, how=how)
    down = transformed(values, how=how, worst="low")
    order = np.argsort(values)
    assert (np.diff(up[order]) >= 0).all()
    assert (np.diff(down[order]) <= 0).all()


def test_an_index_adds_up_ranks_and_divides():
    found = composite_index([[10.0, 0.0], [4.0, 6.0], [0.0, 10.0], [2.0, NAN]], [0.6, 0.4], count=3)
    assert found.score.tolist() == pytest.approx([6.0, 4.8, 4.0, NAN], nan_ok=True)
    assert found.rank.tolist() == pytest.approx([1, 2, 3, NAN], nan_ok=True)
    assert found.quantile.tolist() == pytest.approx([1, 2, 3, NAN], nan_ok=True)
    assert found.note.tolist() == ["", "", "", "a component is missing"]
    few = composite_index([[1.0], [2.0]], [1.0])
    assert few.note.tolist() == ["fewer than 10 areas have an index"] * 2
    assert np.isnan(few.quantile).all()


def test_areas_that_tie_share_the_smallest_rank():
    assert worst_first([3.0, 9.0, 9.0, 1.0]).tolist() == [3.0, 1.0, 1.0, 4.0]
    alike = np.tile([0.1, 0.2, 0.7], (1001, 1))
    assert set(worst_first(weighted_sum(alike, [0.3, 0.3, 0.4])).tolist()) == {1.0}


def test_deciles_end_where_those_of_the_indices_of_deprivation_2019_do():
    # The last rank of each published decile of 32,844 areas.
    ends = [3284, 6568, 9853, 13137, 16422, 19706, 22990, 26275, 29559, 32844]
    decile = quantile_of_rank(np.arange(1, 32_845))
    assert np.flatnonzero(np.diff(decile, append=11)).tolist() == [end - 1 for end in ends]


def test_what_cannot_make_an_index_is_refused():
    with pytest.raises(InputError, match="how must be one of none, log"):
        transformed([1, 2], how="cube")
    with pytest.raises(InputError, match='worst must be "high" or "low"'):
        transformed([1, 2], how="rank", worst="top")
    with pytest.raises(InputError, match="every one of 2 areas has the value 3"):
        transformed([3, 3, NAN], how="none")
    with pytest.raises(InputError, match="no area has a value"):
        transformed([NAN, NAN], how="rank")
    with pytest.raises(InputError, match="whose logarithm is taken is not above 0 in 1 of 2 rows"):
        transformed([0, 1], how="log")
    with pytest.raises(InputError, match=r"weights must add up to 1, and add up to 0\.9"):
        weighted_sum([[1, 2]], [0.5, 0.4])
    with pytest.raises(InputError, match="weights are 1, and there are 2 parts"):
        weighted_sum([[1, 2]], [1])
    with pytest.raises(InputError, match="weights are missing in 1 of 2"):
        checked_weights([0.5, NAN], parts=2)
    with pytest.raises(InputError, match="one of the weights is not above 0"):
        checked_weights([1.5, -0.5], parts=2)
    with pytest.raises(InputError, match="parts have the shape"):
        weighted_sum([1, 2], [1])


def test_weights_of_three_decimals_may_miss_1_by_their_rounding():
    assert checked_weights([0.225, 0.225, 0.135, 0.135, 0.093, 0.093, 0.093], parts=7).sum() == pytest.approx(0.999)


def test_varied_weights_keep_their_sum_and_the_proportions_of_the_others():
    found = varied_weights([0.5, 0.3, 0.2], share=0.2)
    assert found.shape == (6, 3)
    assert found.sum(axis=1).tolist() == pytest.approx([1] * 6)
    assert found[0].tolist() == pytest.approx([0.6, 0.24, 0.16])
    assert found[5].tolist() == pytest.approx([0.525, 0.315, 0.16])
    with pytest.raises(InputError, match="share must lie above 0"):
        varied_weights([0.5, 0.5], share=25)
    with pytest.raises(InputError, match="leaves nothing to the others"):
        varied_weights([0.9, 0.1], share=0.5)
    with pytest.raises(InputError, match="no weights to vary"):
        varied_weights([1.0], share=0.5)


def test_drawn_weights_lie_about_those_declared_and_a_seed_repeats_them():
    found = drawn_weights([0.7, 0.3], seed=3, draws=4000, concentration=20)
    assert found.mean(axis=0).tolist() == pytest.approx([0.7, 0.3], abs=0.01)
    assert found[:, 0].std() == pytest.approx(math.sqrt(0.7 * 0.3 / 21), rel=0.05)
    assert (found == drawn_weights([0.7, 0.3], seed=3, draws=4000, concentration=20)).all()
    with pytest.raises(InputError, match="concentration must be 1 or more"):
        drawn_weights([0.5, 0.5], seed=1, concentration=0)
    with pytest.raises(InputError, match="draws must be 1,000,000 at most"):
        drawn_weights([0.5, 0.5], seed=1, draws=10**8)


def test_ranks_move_with_weights_as_a_plain_count_says():
    generator = np.random.default_rng(1)
    parts = generator.gamma(1, 20, (60, 3)).round()  # rounded, so that some areas tie
    parts[7, 1] = NAN
    weights = [0.5, 0.3, 0.2]
    sets = drawn_weights(weights, seed=2, draws=40)
    found = movement(parts, weights, sets, count=5)
    base = composite_index(parts, weights, count=5)
    each = [composite_index(parts, row / row.sum(), count=5) for row in sets]
    ranks = np.array([one.rank for one in each])
    there = ~np.isnan(base.score)
    assert np.isnan([column[7] for column in found[:4]]).all()
    assert found.median[there].tolist() == np.quantile(ranks[:, there], 0.5, axis=0, method="inverted_cdf").tolist()
    assert (found.lower[there] <= found.median[there]).all()
    assert (found.median[there] <= found.upper[there]).all()
    other = np.array([one.quantile != base.quantile for one in each])[:, there]
    assert found.moved.tolist() == pytest.approx(other.mean(axis=1))
    assert found.changed[there].tolist() == pytest.approx(other.mean(axis=0))
    plain = [spearmanr(base.score[there], one.score[there]).statistic for one in each]
    assert found.correlation.tolist() == pytest.approx(plain)


def test_where_weights_do_not_matter_nothing_moves():
    scores = np.repeat(np.arange(20.0)[:, None], 2, axis=1)
    found = movement(scores, [0.5, 0.5], [[0.5, 0.5], [0.9, 0.1]])
    assert found.moved.tolist() == [0, 0]
    assert found.correlation.tolist() == pytest.approx([1, 1])
    assert (found.lower == found.upper).all()
    flat = movement([[0.0, 1.0], [1.0, 0.0]], [0.9, 0.1], [[0.5, 0.5]], count=2)
    assert np.isnan(flat.correlation).all()


def test_what_cannot_move_is_refused():
    with pytest.raises(InputError, match="other_weights have the shape"):
        movement([[1, 2], [2, 1]], [0.5, 0.5], [[1.0]])
    with pytest.raises(
        InputError, match=r"500,000 sets of weights are too many for 1,000 areas\. Take at most 400,000"
    ):
        movement(np.ones((1000, 1)), [1.0], np.ones((500_000, 1)))
    with pytest.raises(InputError, match="no area has an index"):
        movement([[1, NAN]], [0.5, 0.5], [[0.5, 0.5]])
