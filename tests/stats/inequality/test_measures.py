import pytest

from equitytown.stats import inequality
from equitytown.stats.inequality import MEASURES

CODES = {
    "aci", "bgsd", "bgv", "cov", "d", "idisu", "idisw", "mdbu", "mdbw", "mdmu", "mdmw",
    "mdru", "mdrw", "mld", "paf", "par", "r", "rci", "rii", "sii", "ti",
}  # fmt: skip


def test_every_measure_of_the_who_is_there():
    assert {measure.code for measure in MEASURES.values()} == CODES
    assert len(CODES) == 21


def test_measures_are_found_by_the_name_of_their_function():
    for name, measure in MEASURES.items():
        assert getattr(inequality, name) is measure.function
        assert {"value", "confidence"} <= measure.takes
        assert "value" in measure.needs


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("group_difference", {"value", "best"}),
        ("theil_index", {"value", "population"}),
        ("mean_difference_from_reference", {"value", "reference"}),
        ("logistic_slope_index", {"value", "population", "scale"}),
    ],
)
def test_a_measure_says_what_it_needs(name, needs):
    assert MEASURES[name].needs == needs
    assert MEASURES[name].needs <= MEASURES[name].takes
