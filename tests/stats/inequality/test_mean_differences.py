import math

import numpy as np
import pytest
from hypothesis import given

from equitytown.errors import InputError
from equitytown.stats.inequality import (
    mean_difference_from_best,
    mean_difference_from_mean,
    mean_difference_from_reference,
    population_attributable_risk,
    weighted_mean_difference_from_best,
    weighted_mean_difference_from_mean,
    weighted_mean_difference_from_reference,
)
from equitytown.stats.inequality.subgroups import ALL_EQUAL, NO_AVERAGE
from tests.stats.inequality.cases import (
    OWN,
    assert_as_worked,
    assert_estimate_agrees,
    golden_cases,
    subgroups,
    title,
    work_out,
)

DIFFERENCES = [case for case in OWN if "mean_difference" in case["measure"]]
PEERS = {
    "mdbu": "mean_difference_from_best",
    "mdbw": "weighted_mean_difference_from_best",
    "mdmu": "mean_difference_from_mean",
    "mdmw": "weighted_mean_difference_from_mean",
    "mdru": "mean_difference_from_reference",
    "mdrw": "weighted_mean_difference_from_reference",
}


@pytest.mark.parametrize("case", DIFFERENCES, ids=title)
def test_mean_differences_come_out_as_worked(case):
    assert_as_worked(case)


@pytest.mark.parametrize(("name", "ours"), PEERS.items())
def test_mean_differences_agree_with_the_golden_cases(golden, name, ours):
    for case, expected in golden_cases(golden, name, "sim=100"):
        options = {"best": case.best, "reference": case.reference}
        found = work_out(ours, case.value, case.population, standard_error=case.error, **options)
        assert_estimate_agrees(found, expected)
        # The peer's own limits lie off its estimate where chance chooses the best: ours enclose it.
        assert found.lower < expected[0] < found.upper


@given(subgroups)
def test_the_weighted_difference_from_the_best_is_the_attributable_risk(case):
    value, population, error = case
    for best, sign in (("high", 1), ("low", -1)):
        distance = weighted_mean_difference_from_best(value, population, best=best, standard_error=error)
        risk = population_attributable_risk(value, population, best=best, order="unordered", standard_error=error)
        assert distance.value == pytest.approx(sign * risk.value, abs=1e-9)
        if distance.note == "":
            assert distance.upper == pytest.approx((risk.upper if sign > 0 else -risk.lower), abs=1e-9)


@given(subgroups)
def test_weights_make_no_difference_where_subgroups_are_of_one_size(case):
    value, _, error = case
    even = np.full(value.shape, 7.0)
    for plain, weighted in (
        (mean_difference_from_best(value, best="low", standard_error=error),
         weighted_mean_difference_from_best(value, even, best="low", standard_error=error)),
        (mean_difference_from_mean(value, even, standard_error=error),
         weighted_mean_difference_from_mean(value, even, standard_error=error)),
        (mean_difference_from_reference(value, reference=0, standard_error=error),
         weighted_mean_difference_from_reference(value, even, reference=0, standard_error=error)),
    ):  # fmt: skip
        np.testing.assert_allclose(plain[:3], weighted[:3], atol=1e-9)


def test_an_average_known_apart_is_taken_as_exact():
    value, people, error = [60, 68, 75], [1, 2, 1], [1, 1, 1]
    found = weighted_mean_difference_from_mean(value, people, average=70, standard_error=error)
    assert found.value == pytest.approx((10 + 2 * 2 + 5) / 4)
    assert found.standard_error == pytest.approx(math.sqrt(1 + 4 + 1) / 4)
    found = mean_difference_from_mean(value, people, average=70)
    assert found.value == pytest.approx(17 / 3)


def test_equal_subgroups_may_lie_off_an_average_known_apart():
    found = mean_difference_from_mean([60, 60], [1, 1], average=70, standard_error=[1, 1])
    assert (found.value, found.note) == (10, "")
    found = mean_difference_from_mean([70, 70], [1, 1], average=70, standard_error=[1, 1])
    assert (found.value, np.isnan(found.upper), found.note) == (0, True, ALL_EQUAL)


def test_a_missing_average_is_told_and_a_negative_one_refused():
    value, people = [[60, 68], [60, 68]], [[1, 2], [1, 2]]
    found = mean_difference_from_mean(value, people, average=[math.nan, 65])
    assert found.note.tolist()[0] == NO_AVERAGE
    assert np.isnan(found.value).tolist() == [True, False]
    with pytest.raises(InputError, match="average is negative in 1 of 2 rows"):
        mean_difference_from_mean(value, people, average=[-1, 65])
    with pytest.raises(InputError, match="arrays differ in shape"):
        mean_difference_from_mean(value, people, average=[65])
    assert mean_difference_from_mean(value, people, average=65).value.tolist() == [4, 4]
