"""Smoothed figures of small areas, as far as no library is needed; `test_spatial.py` holds the rest."""

import pytest

from equitytown.derive.smoothing import smoothed
from equitytown.errors import InputError
from equitytown.terms.area import Area
from equitytown.terms.indicator import Basis, ValueType
from tests.factories import indicator, observation


def area(code, numerator, denominator):
    return observation(50.0, area=Area(code, code), numerator=numerator, denominator=denominator)


TOWN = [area("E1", 10.0, 100.0), area("E2", 30.0, 100.0), area("E3", 300.0, 1_000.0)]


def test_a_figure_is_drawn_to_the_towns_with_limits_about_it():
    found = smoothed(TOWN, indicator=indicator(), beside={})
    first, near = found["E1"]
    assert near is None
    assert 10 < first.value < 100 * 340 / 1_200
    assert first.lower < first.value < first.upper


def test_a_missing_count_and_a_denominator_of_none_give_nothing():
    found = smoothed([*TOWN, area("E4", None, 50.0), area("E5", 0.0, 0.0)], indicator=indicator(), beside={})
    assert found["E4"] == found["E5"] == (None, None)
    assert found["E1"] == smoothed(TOWN, indicator=indicator(), beside={})["E1"]


@pytest.mark.parametrize(
    "changes", [{"value_type": ValueType.MEAN}, {"collected_by": Basis.SURVEY}, {"collected_by": Basis.MODELLED}]
)
def test_what_was_not_counted_is_not_smoothed(changes):
    found = smoothed(TOWN, indicator=indicator(**changes), beside={})
    assert set(found.values()) == {(None, None)}


def test_no_areas_give_nothing():
    assert smoothed([], indicator=indicator(), beside={}) == {}


def test_an_area_twice_and_one_outside_the_boundaries_are_refused():
    with pytest.raises(InputError, match=r"1 of 3 areas stand more than once \(first: E1\)"):
        smoothed([*TOWN, TOWN[0]], indicator=indicator(), beside={})
    with pytest.raises(InputError, match=r"2 of 3 areas are not among the boundaries \(first: E2\)"):
        smoothed(TOWN, indicator=indicator(), beside={"E1": ()})
