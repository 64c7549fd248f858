import numpy as np
import pytest

from equitytown.errors import InputError
from equitytown.stats.inequality import (
    MEASURES,
    between_group_standard_deviation,
    group_difference,
    mean_difference_from_best,
    mean_difference_from_reference,
    population_attributable_risk,
    redrawn_limits,
    regression_relative_index,
    weighted_index_of_disparity,
    weighted_mean_difference_from_mean,
)
from equitytown.stats.inequality.redrawing import NO_MEASURE
from equitytown.stats.inequality.subgroups import NO_ERROR, NO_VALUE
from tests.stats.inequality.cases import PLACED, golden_cases

PEERS = {
    "bgsd": "between_group_standard_deviation",
    "covar": "coefficient_of_variation",
    "idisu": "index_of_disparity",
    "mdbu": "mean_difference_from_best",
    "mdbw": "weighted_mean_difference_from_best",
    "mdmu": "mean_difference_from_mean",
    "mdmw": "weighted_mean_difference_from_mean",
    "mdru": "mean_difference_from_reference",
    "mdrw": "weighted_mean_difference_from_reference",
}
VALUE, PEOPLE, ERROR = np.array([60.0, 68, 75]), np.array([1.0, 2, 1]), np.array([1.0, 0.8, 1.2])


def redrawn(case, ours):
    measure = MEASURES[ours]
    options = {name: getattr(case, name) for name in ("best", "reference") if name in measure.needs}
    people = (case.population,) if ours in PLACED else ()
    return redrawn_limits(measure.function, case.value, *people, standard_error=case.error, most=case.most, **options)


@pytest.mark.parametrize(("name", "ours"), PEERS.items())
def test_redrawn_limits_agree_roughly_with_the_golden_cases(golden, name, ours):
    for case, expected in golden_cases(golden, name, "sim=100"):
        found = redrawn(case, ours)
        width = expected[3] - expected[2]  # of a hundred draws, whose ends lie within about 15% of its width
        assert max(abs(found.lower - expected[2]), abs(found.upper - expected[3])) < 0.2 * width


def test_the_mean_is_redrawn_with_the_figures_unlike_the_peers(golden):
    # The peer redraws its weighted index of disparity about the mean that was, not the mean redrawn.
    for case, expected in golden_cases(golden, "idisw", "sim=100"):
        found = redrawn(case, "weighted_index_of_disparity")
        assert found.value == pytest.approx(expected[0], rel=1e-8)
    moving = redrawn_limits(weighted_index_of_disparity, VALUE, PEOPLE, standard_error=ERROR)
    fixed = redrawn_limits(weighted_index_of_disparity, VALUE, PEOPLE, standard_error=ERROR, average=67.75)
    assert moving.standard_error != pytest.approx(fixed.standard_error, rel=1e-3)


def test_redrawn_limits_of_a_difference_are_its_own():
    own = group_difference(VALUE, best="high", standard_error=ERROR, confidence=(0.8, 0.95))
    found = redrawn_limits(
        group_difference, VALUE, standard_error=ERROR, best="high", draws=200_000, confidence=(0.8, 0.95)
    )
    np.testing.assert_allclose(found.lower, own.lower, atol=0.02)
    np.testing.assert_allclose(found.upper, own.upper, atol=0.02)
    assert found.standard_error == pytest.approx(own.standard_error, rel=0.01)


def test_redrawing_lifts_the_spread_above_itself():
    found = redrawn_limits(between_group_standard_deviation, [60, 60.1, 60.2], PEOPLE, standard_error=[1, 1, 1])
    assert found.lower > found.value


@pytest.mark.parametrize(
    ("name", "truth"),
    [
        ("mean_difference_from_mean", [40.0, 44, 45, 45, 46, 46, 47, 48, 50, 54]),  # many near the mean
        ("weighted_mean_difference_from_best", [44.0, 44, 45, 46, 46, 46, 47, 48, 48, 48]),  # many near the best
    ],
)
def test_own_limits_cover_the_truth_more_often_than_redrawn_ones(name, truth):
    truth, people = np.array(truth), np.full(10, 100.0)
    error, options = np.full(10, 2.5), {"best": "high"} if "best" in name else {}
    measure, samples = MEASURES[name].function, 300
    value = truth + error * np.random.Generator(np.random.PCG64(1)).standard_normal((samples, 10))
    known = measure(truth, people, **options).value
    given = (measure, value, np.tile(people, (samples, 1)))
    own = measure(*given[1:], standard_error=np.tile(error, (samples, 1)), **options)
    redrawn_too = redrawn_limits(*given, standard_error=np.tile(error, (samples, 1)), draws=400, **options)
    covered, redrawn_covered = (
        np.mean((found.lower <= known) & (known <= found.upper)) for found in (own, redrawn_too)
    )
    assert covered > 0.88
    assert redrawn_covered < covered - 0.05


def test_no_figure_is_drawn_outside_its_bounds():
    few = np.array([0.5, 0.2])
    found = redrawn_limits(group_difference, few, best="high", order="unordered", standard_error=[5, 5], most=1)
    assert found.upper <= 1


def test_a_group_is_redrawn_alike_whatever_stands_beside_it():
    both = redrawn_limits(
        population_attributable_risk,
        [VALUE, VALUE[::-1]],
        [PEOPLE, PEOPLE],
        standard_error=[ERROR, ERROR],
        best=["high", "low"],
        average=[66.0, 67.0],
        reference=2,
    )
    for group, (value, best, average) in enumerate(((VALUE, "high", 66.0), (VALUE[::-1], "low", 67.0))):
        alone = redrawn_limits(
            population_attributable_risk, [value], [PEOPLE], standard_error=[ERROR], best=best, average=[average],
            reference=2,
        )  # fmt: skip
        assert (both.lower[group], both.upper[group]) == (alone.lower[0], alone.upper[0])


def test_a_seed_gives_the_same_limits_and_another_gives_others():
    one, again, other = (
        redrawn_limits(weighted_mean_difference_from_mean, VALUE, PEOPLE, standard_error=ERROR, seed=seed)
        for seed in (3, 3, 4)
    )
    assert one.lower == again.lower != other.lower


def test_figures_known_exactly_are_not_redrawn():
    found = redrawn_limits(mean_difference_from_best, VALUE, standard_error=[0, 0, 0], best="high")
    assert found.lower == found.value == found.upper


def test_what_is_missing_is_told():
    value = [[60, np.nan], [60, 68], [60, 68]]
    error = [[1, 1], [1, np.nan], [1, 1]]
    found = redrawn_limits(mean_difference_from_reference, value, standard_error=error, reference=0)
    assert found.note.tolist() == [NO_VALUE, NO_ERROR, ""]
    assert np.isnan(found.lower).tolist() == [True, True, False]
    assert np.isnan(found.value).tolist() == [True, False, False]


def test_redrawn_figures_without_a_measure_leave_no_limits():
    # Some of the lines redrawn end below 0, where a ratio of ends means nothing.
    found = redrawn_limits(regression_relative_index, [9, 5, 2], [1, 1, 1], standard_error=[3, 3, 3])
    assert (np.isnan(found.lower), np.isnan(found.standard_error), found.note) == (True, True, NO_MEASURE)
    assert found.value > 0


def test_what_cannot_be_redrawn_is_refused():
    given = {"measure": mean_difference_from_best, "value": VALUE, "standard_error": ERROR, "best": "high"}
    with pytest.raises(InputError, match=r"standard_error is negative in 1 of 3 rows"):
        redrawn_limits(**(given | {"standard_error": [1, -1, 1]}))
    with pytest.raises(InputError, match=r"value is outside 0 to 70 in 1 of 3 rows \(first: row 2, 75\)"):
        redrawn_limits(**given, most=70)
    with pytest.raises(InputError, match="arrays differ in shape"):
        redrawn_limits(**(given | {"standard_error": [1, 1]}))
    with pytest.raises(InputError, match=r"Give 40 or more"):
        redrawn_limits(**given, draws=10)
