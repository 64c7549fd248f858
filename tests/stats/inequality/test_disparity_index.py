import numpy as np
import pytest
from hypothesis import given

from equitytown.stats.inequality import (
    index_of_disparity,
    weighted_index_of_disparity,
    weighted_mean_difference_from_mean,
)
from equitytown.stats.inequality.subgroups import AVERAGE_ZERO, NO_AVERAGE
from tests.stats.inequality.cases import (
    assert_as_worked,
    assert_estimate_agrees,
    golden_cases,
    own,
    subgroups,
    title,
)
from tests.stats.tables import DATA, column, grouped, rows_of

FUNCTIONS = {"index_of_disparity": index_of_disparity, "weighted_index_of_disparity": weighted_index_of_disparity}
GROUPS = grouped(rows_of(DATA / "published_disparity_groups.csv"), "case")
RESULTS = [row for row in rows_of(DATA / "published_disparity_results.csv") if row["statistic"] in FUNCTIONS]


@pytest.mark.parametrize("case", own(*FUNCTIONS), ids=title)
def test_indices_come_out_as_worked(case):
    assert_as_worked(case)


@pytest.mark.parametrize("case", RESULTS, ids=title)
def test_indices_agree_with_published_examples(case):
    rows = GROUPS[case["case"]]
    people, cases = column(rows, "population"), column(rows, "cases")
    found = FUNCTIONS[case["statistic"]](cases / people, people)
    assert found.value == pytest.approx(float(case["value"]), abs=0.05001)


@pytest.mark.parametrize(("name", "ours"), [("idisu", "index_of_disparity"), ("idisw", "weighted_index_of_disparity")])
def test_indices_agree_with_the_golden_cases(golden, name, ours):
    for case, expected in golden_cases(golden, name, "sim=100"):
        found = FUNCTIONS[ours](case.value, case.population, standard_error=case.error)
        assert_estimate_agrees(found, expected)
        assert found.lower < expected[0] < found.upper
        if name == "idisw":  # few distances near none: the redrawn limits of the peer lie near
            width = expected[3] - expected[2]
            assert max(abs(found.lower - expected[2]), abs(found.upper - expected[3])) < 0.25 * width


@given(subgroups)
def test_the_index_is_the_mean_difference_in_per_cent_of_the_average(case):
    value, population, _ = case
    distance = weighted_mean_difference_from_mean(value, population).value
    found = weighted_index_of_disparity(value, population).value
    assert found == pytest.approx(100 * distance / np.average(value, weights=population), abs=1e-9)


def test_the_average_moves_with_the_figures_unless_it_is_known_apart():
    value, people, error = [60, 68, 75], [1, 2, 1], [1, 1, 1]
    own_average = weighted_index_of_disparity(value, people, standard_error=error)
    known = weighted_index_of_disparity(value, people, average=67.75, standard_error=error)
    assert own_average.value == pytest.approx(known.value)
    assert own_average.standard_error != pytest.approx(known.standard_error)


def test_no_average_has_no_index():
    found = index_of_disparity([[0, 0], [1, 2]], [[1, 1], [1, 1]], average=[0, np.nan])
    assert found.note.tolist() == [AVERAGE_ZERO, NO_AVERAGE]
    assert np.isnan(found.value).all()
