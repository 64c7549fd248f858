import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.intervals import wilson
from equitytown.stats.slope import slope_index, slope_index_reliability, transformed_slope_index
from equitytown.stats.slope_quantiles import NO_ERROR, NO_ERRORS, NO_PLACE, NO_POPULATION, NO_VALUE, NOT_ABOVE
from equitytown.stats.slope_quantiles import NOT_SURELY_ABOVE as NOT_SURELY
from tests.stats.tables import DATA, rows_of

OWN = rows_of(DATA / "slope_index_own.csv")
PUBLISHED = [  # those of five groups; `regression_slope_index` fits the same line through fewer
    row
    for row in rows_of(DATA / "published_inequality.csv")
    if row["case"] == "hale_five_groups" and row["statistic"].startswith("slope")
]
BOTH = (0.95, 0.998)
PEOPLE = [20.0] * 5
FEW = 2000  # draws, where only the working counts

quantiles = st.lists(
    st.tuples(st.floats(20, 90), st.floats(10, 1000), st.floats(0.05, 2)), min_size=5, max_size=10
).map(lambda rows: [np.array(part) for part in zip(*rows, strict=True)])  # fmt: skip


def numbers(text):
    return np.array([float(part) for part in text.split()])


def limits(found):
    return np.array([found.slope.lower, found.slope.upper, found.relative.lower, found.relative.upper])


@pytest.mark.parametrize("case", OWN, ids=lambda case: case["case"])
def test_our_own_small_cases_come_out_as_worked(case):
    given = [numbers(case[name]) for name in ("values", "populations", "standard_errors")]
    if case["kind"] == "value":
        found = slope_index(*given[:2], standard_error=given[2])
    else:
        found = transformed_slope_index(*given[:2], standard_error=given[2], kind=case["kind"])
    for name, mine in (("slope", found.slope), ("relative", found.relative)):
        expected = [float(case[column]) for column in (name, f"{name}_lower", f"{name}_upper")]
        np.testing.assert_allclose(mine[:3], expected, rtol=1e-12)
    assert found.intercept == pytest.approx(float(case["intercept"]), rel=1e-12)
    assert (found.slope.note, found.relative.note) == ("", "")


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: f"{case['case']} {case['statistic']}")
def test_indices_agree_with_published_examples(case):
    value, population = numbers(case["values"]), numbers(case["populations"])
    found = slope_index(value, population)
    mean = (value * population).sum() / population.sum()
    mine = {
        "slope_index": found.slope.value,
        "slope_intercept": found.intercept,
        "slope_index_over_mean": found.slope.value / mean,
    }
    assert mine[case["statistic"]] == pytest.approx(float(case["value"]), abs=0.51 * 10 ** -int(case["decimals"]))


@given(quantiles)
def test_limits_enclose_the_indices(case):
    value, population, error = case
    found = slope_index(value, population, standard_error=error)
    assert found.slope.lower < found.slope.value < found.slope.upper
    if found.relative.note == "":
        assert found.relative.lower < found.relative.value < found.relative.upper


@given(quantiles, st.floats(0.5, 0.9))
def test_more_confidence_widens_limits(case, less):
    value, population, error = case
    found = slope_index(value, population, standard_error=error, confidence=(less, 0.99))
    assert found.slope.lower[1] < found.slope.lower[0]
    assert found.slope.upper[1] > found.slope.upper[0]


@given(quantiles, st.floats(0.01, 100))
def test_another_unit_scales_the_slope_and_leaves_the_relative_index(case, unit):
    value, population, error = case
    one = slope_index(value, population, standard_error=error)
    other = slope_index(unit * value, 3 * population, standard_error=unit * error)
    times = slope_index(value, population, standard_error=error, multiplier=unit)
    for found in (other, times):
        np.testing.assert_allclose(found.slope[:3], unit * np.array(one.slope[:3]), rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(found.relative[:3], one.relative[:3], rtol=1e-6)
        assert found.intercept == pytest.approx(unit * one.intercept)


@given(quantiles)
def test_turning_the_order_round_turns_the_indices_round(case):
    value, population, error = case
    there = slope_index(value, population, standard_error=error)
    back = slope_index(value[::-1], population[::-1], standard_error=error[::-1])
    turned = slope_index(value, population, standard_error=error, multiplier=-1)
    assert back.slope.value == pytest.approx(-there.slope.value, abs=1e-8)
    assert back.slope.lower == pytest.approx(-there.slope.upper, abs=1e-8)
    np.testing.assert_allclose(turned.slope[:3], back.slope[:3], atol=1e-8)
    np.testing.assert_allclose(turned.relative[:3], back.relative[:3], rtol=1e-6, equal_nan=True)


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_turning_round_inverts_the_relative_index_of_each_kind(kind):
    value, error = np.array([0.30, 0.24, 0.25, 0.18, 0.11]), [0.1] * 5
    for index in (slope_index, transformed_slope_index):
        there = index(value, PEOPLE, standard_error=error, kind=kind)
        turned = index(value, PEOPLE, standard_error=error, kind=kind, multiplier=-2)
        assert turned.slope.value == pytest.approx(-2 * there.slope.value)
        assert turned.slope.lower == pytest.approx(-2 * there.slope.upper, rel=1e-3)
        assert turned.relative.value == pytest.approx(1 / there.relative.value)
        assert turned.relative.upper == pytest.approx(1 / there.relative.lower, rel=1e-3)
        assert turned.intercept == pytest.approx(2 * there.intercept)


def test_equal_quantiles_have_no_slope_and_a_relative_index_of_one():
    for found in (
        slope_index([0.2] * 5, PEOPLE, standard_error=[0.01] * 5),
        slope_index([0.2] * 5, PEOPLE, standard_error=[0.01] * 5, kind="rate", draws=FEW),
        transformed_slope_index([0.2] * 5, PEOPLE, standard_error=[0.01] * 5, kind="proportion"),
    ):
        assert found.slope.value == pytest.approx(0, abs=1e-12)
        assert found.relative.value == pytest.approx(1)
        assert found.slope.lower < 0 < found.slope.upper


@pytest.mark.parametrize(("kind", "on_scale"), [("rate", lambda y: y), ("proportion", lambda y: y * (1 - y))])
def test_simulated_limits_become_those_of_values_as_errors_become_small(kind, on_scale):
    value = np.array([0.30, 0.24, 0.25, 0.18, 0.11])
    error = np.array([0.004, 0.003, 0.005, 0.002, 0.004])
    simulated = slope_index(value, PEOPLE, standard_error=error, kind=kind)
    exact = slope_index(value, PEOPLE, standard_error=on_scale(value) * error)
    widths = np.repeat(np.diff(limits(exact).reshape(2, 2), axis=1), 2)
    assert np.all(np.abs(limits(simulated) - limits(exact)) < 0.02 * widths)


def test_limits_of_proportions_from_counts_serve_as_they_are():
    cases, people = np.array([30, 28, 22, 19, 12]), np.array([100, 110, 100, 120, 90])
    lower, upper = wilson(cases, people)
    found = slope_index(cases / people, people, lower=lower, upper=upper, kind="proportion", multiplier=100)
    assert found.slope.lower < found.slope.value < found.slope.upper < 0


def test_limits_may_be_given_at_another_confidence():
    value, error = np.array([76.0, 78, 79, 81, 82]), np.array([0.5, 0.6, 0.4, 0.7, 0.5])
    wide = 3.090232306167813 * error
    one = slope_index(value, PEOPLE, standard_error=error)
    other = slope_index(value, PEOPLE, lower=value - wide, upper=value + wide, limits=0.998)
    np.testing.assert_allclose(other.slope[:3], one.slope[:3])


def test_the_same_seed_gives_the_same_limits_and_another_gives_others():
    given = {"value": [300, 260, 255, 190, 150], "population": PEOPLE, "standard_error": [0.1] * 5, "kind": "rate"}
    one, again, other = (slope_index(**given, seed=seed, draws=FEW) for seed in (7, 7, 8))
    assert limits(one).tolist() == limits(again).tolist()
    assert (limits(one) != limits(other)).all()


def test_a_groups_answer_does_not_hang_on_other_groups():
    value = np.array([[300.0, 260, 255, 190, 150], [90, 95, 80, 70, 75], [9, 8, 7, 6, 5]])
    error, people = np.full((3, 5), 0.1), np.tile(PEOPLE, (3, 1))
    for index, options in (
        (slope_index, {"kind": "rate", "draws": FEW}),
        (slope_index, {}),
        (transformed_slope_index, {"kind": "rate"}),
    ):
        together = index(value, people, standard_error=error, **options)
        for group in range(3):
            alone = index(value[group], people[group], standard_error=error[group], **options)
            assert limits(together)[:, group].tolist() == limits(alone).tolist()
            assert together.slope.value[group] == alone.slope.value


def test_shapes_are_those_of_the_groups_with_confidences_first():
    value = np.tile([0.30, 0.24, 0.25, 0.18, 0.11], (2, 3, 1))
    given = {"value": value, "population": np.full(value.shape, 20.0), "standard_error": np.full(value.shape, 0.1)}
    for found in (
        slope_index(**given, confidence=BOTH),
        slope_index(**given, kind="rate", confidence=BOTH, draws=FEW),
        transformed_slope_index(**given, kind="proportion", confidence=BOTH),
    ):
        for part in (found.slope, found.relative):
            assert part.value.shape == part.note.shape == (2, 3)
            assert part.lower.shape == part.upper.shape == (2, 2, 3)
        assert found.intercept.shape == (2, 3)


def test_no_groups_have_no_indices():
    none = np.zeros((0, 5))
    assert slope_index(none, none, standard_error=none, kind="rate", draws=FEW).slope.lower.shape == (0,)


def test_a_missing_figure_or_population_is_told_and_leaves_other_groups_alone():
    value = np.array([[math.nan, 78, 79, 81, 82], [76, 78, 79, 81, 82], [76, 78, 79, 81, 82]])
    people = np.array([PEOPLE, [20, 20, math.nan, 20, 20], PEOPLE])
    found = slope_index(value, people, standard_error=np.ones((3, 5)))
    assert found.slope.note.tolist() == found.relative.note.tolist() == [NO_VALUE, NO_POPULATION, ""]
    assert np.isnan(found.slope.value).tolist() == np.isnan(found.intercept).tolist() == [True, True, False]
    assert np.isnan(found.relative.upper).tolist() == [True, True, False]


def test_without_errors_there_are_indices_and_no_limits():
    for kind in ("value", "rate", "proportion"):
        found = slope_index([0.76, 0.78, 0.79, 0.81, 0.82], PEOPLE, kind=kind, draws=FEW)
        assert found.slope.value == pytest.approx(0.075)
        assert np.isnan(limits(found)).all()
        assert found.slope.note == found.relative.note == NO_ERRORS


def test_a_missing_error_or_limits_without_width_leave_no_limits():
    value = [76, 78, 79, 81, 82]
    found = slope_index(value, PEOPLE, standard_error=[1, 1, math.nan, 1, 1])
    assert (found.slope.note, np.isnan(found.slope.lower)) == (NO_ERROR, True)
    found = slope_index(value, PEOPLE, lower=[75, 78, 78, 80, 81], upper=[77, 78, 80, 82, 83])
    assert (found.relative.note, np.isnan(found.relative.lower)) == (NO_ERROR, True)
    assert not np.isnan(found.relative.value)


def test_a_rate_of_none_has_no_place_on_its_scale():
    given = {"value": [3, 2, 0, 1, 1], "population": PEOPLE, "standard_error": [0.1] * 5, "kind": "rate"}
    plain, transformed = slope_index(**given, draws=FEW), transformed_slope_index(**given)
    assert plain.slope.value == pytest.approx(-2.5)
    assert np.isnan(limits(plain)).all()
    assert np.isnan(transformed.slope.value)
    assert plain.slope.note == transformed.slope.note == transformed.relative.note == NO_PLACE["rate"]


@pytest.mark.parametrize("bound", [0, 1])
def test_a_proportion_of_none_or_all_has_no_place_on_its_scale(bound):
    given = {"value": [0.3, 0.2, bound, 0.2, 0.1], "population": PEOPLE, "standard_error": [0.1] * 5}
    found = transformed_slope_index(**given, kind="proportion")
    assert (found.slope.note, np.isnan(found.relative.value)) == (NO_PLACE["proportion"], True)
    assert slope_index(**given, kind="proportion", draws=FEW).relative.note == NO_PLACE["proportion"]


def test_a_line_that_starts_below_zero_has_no_relative_index():
    found = slope_index([-1, 0, 2, 4, 6], PEOPLE, standard_error=[0.1] * 5)
    assert (found.relative.note, np.isnan(found.relative.value)) == (NOT_ABOVE, True)
    assert found.slope.note == ""
    turned = slope_index([6, 4, 2, 0, -1], PEOPLE, standard_error=[0.1] * 5, multiplier=-1)
    assert (turned.relative.note, turned.slope.value) == (NOT_ABOVE, pytest.approx(found.slope.value))


def test_a_line_that_is_not_surely_above_zero_has_no_limits_of_the_relative_index():
    given = {"value": [1, 2, 3, 4, 5], "population": PEOPLE}
    found = slope_index(**given, standard_error=[1] * 5)
    assert (found.relative.note, np.isnan(found.relative.upper)) == (NOT_SURELY, True)
    assert found.relative.value > 1
    found = slope_index(**given, standard_error=[0.2] * 5, confidence=(0.5, 0.998))
    assert np.isnan(found.relative.upper).tolist() == [False, True]
    assert found.relative.note == NOT_SURELY
    found = slope_index(**given, standard_error=[1] * 5, kind="rate", draws=FEW)
    assert (found.relative.note, np.isnan(found.relative.upper)) == (NOT_SURELY, True)


def test_reliability_is_the_mean_move_of_limits_under_nine_more_seeds():
    given = {"value": [300, 260, 255, 190, 150], "population": PEOPLE, "standard_error": [0.1] * 5, "kind": "rate"}
    runs = [slope_index(**given, seed=seed, draws=FEW) for seed in range(3, 13)]
    found = slope_index_reliability(**given, seed=3, draws=FEW)
    for name in ("slope", "relative"):
        first, *others = ([getattr(run, name).lower, getattr(run, name).upper] for run in runs)
        assert getattr(found, name) == pytest.approx(np.mean(np.abs(np.array(others) - first)))


def test_more_draws_are_more_reliable():
    given = {"value": [0.3, 0.2, 0.2, 0.2, 0.1], "population": PEOPLE, "standard_error": [0.1] * 5}
    few, many = (slope_index_reliability(**given, kind="proportion", draws=draws) for draws in (1000, 50_000))
    assert many.slope < few.slope / 2


REFUSED = [
    ({"value": [1, 2, 3, 4], "population": [1, 1, 1, 1]}, "needs 5 to 100 quantiles .* and there are 4"),
    ({"value": np.ones(101), "population": np.ones(101)}, "and there are 101"),
    ({"value": 3, "population": 3}, "and there are 0"),
    ({"population": [1, 1, 1, 1, 0]}, r"population is not above 0 in 1 of 5 rows \(first: row 4, 0\)"),
    ({"population": [1, 1, 1, 1]}, "arrays differ in shape"),
    ({"standard_error": [1, 1, 0, 1, 1]}, "standard_error is not above 0 in 1 of 5 rows"),
    ({"standard_error": [1, 1, 1]}, "arrays differ in shape"),
    ({"lower": [0] * 5}, "only one of lower and upper is given"),
    ({"lower": [0] * 5, "upper": [9] * 5, "standard_error": [1] * 5}, "both limits and standard errors"),
    ({"lower": [0, 1, 2, 9, 4], "upper": [9] * 5}, r"limits do not enclose the value in 1 of 5 rows \(first: row 3"),
    ({"kind": "proportion"}, r"a proportion is outside 0 to 1 in 4 of 5 rows .*multiplier=100"),
    ({"kind": "rate", "value": [-1, 2, 3, 4, 5]}, "value is negative in 1 of 5 rows"),
    ({"kind": "count"}, 'kind must be "value", "rate" or "proportion", and is "count"'),
    ({"multiplier": 0}, "multiplier must be a number other than 0, and is 0"),
    ({"multiplier": math.inf}, "multiplier must be a number other than 0"),
    ({"confidence": 95}, r"Did you mean 0\.95\?"),
    ({"kind": "rate", "draws": 10}, "draws must leave some beyond the limits, and 10 leave none. Give 40 or more"),
    ({"kind": "rate", "draws": 1000.5}, "draws must be a whole number"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "message"), REFUSED, ids=lambda part: str(part)[:40])
def test_what_cannot_be_is_refused(changes, message):
    with pytest.raises(InputError, match=message):
        slope_index(**({"value": [1, 2, 3, 4, 5], "population": PEOPLE} | changes))


def test_values_are_neither_transformed_nor_simulated():
    given = {"value": [1, 2, 3, 4, 5], "population": PEOPLE, "kind": "value"}
    with pytest.raises(InputError, match=r'kind must be "rate" or "proportion", and is "value"\. Use'):
        transformed_slope_index(**given)
    with pytest.raises(InputError, match="other limits are not simulated"):
        slope_index_reliability(**given)
