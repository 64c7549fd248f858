"""Indicators and their units."""

import pytest

from equitytown.terms.indicator import BOUNDS, Unit
from tests.factories import indicator


@pytest.mark.parametrize(
    ("unit", "suffix"),
    [
        (Unit.PERCENT, "%"),
        (Unit.YEARS, " years"),
        (Unit.PER_1000, " per 1,000"),
        (Unit.PER_100000, " per 100,000"),
        (Unit.POINTS, " points"),
        (Unit.SCORE, ""),
        (Unit.INDEX, ""),
    ],
)
def test_a_value_is_followed_by_its_unit(unit, suffix):
    assert indicator(unit=unit).suffix == suffix


def test_the_first_sex_named_stands_for_the_measure():
    assert indicator(sex="Persons, Male, Female").headline_sex == "Persons"
    assert indicator(sex="Male").headline_sex == "Male"


def test_every_unit_has_bounds():
    assert set(BOUNDS) == set(Unit)
    for lowest, highest in BOUNDS.values():
        assert (lowest is None) == (highest is None)
        assert lowest is None or lowest < highest
