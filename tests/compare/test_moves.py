"""How areas moved, part by part; patterns on the map are tested in `tests/derive/test_spatial.py`."""

from datetime import date

import pytest

from equitytown.compare.moves import moves_between
from equitytown.compare.pattern import pattern_of, why_no_pattern
from equitytown.errors import InputError
from equitytown.terms.area import Area
from equitytown.terms.indicator import Break, Polarity
from equitytown.terms.inside import PartMoves
from tests.factories import indicator, observation

LOW = indicator(polarity=Polarity.LOW)
PARTS = {"Centre": [f"E{i}" for i in range(8)], "Rest": [f"E{i}" for i in range(8, 20)]}


def areas(values, period="2022/23", **changes):
    return [observation(v, area=Area(f"E{i}", f"E{i}"), period=period, **changes) for i, v in enumerate(values)]


def shares(events, period):
    """Areas of a thousand people each."""
    return [
        observation(e / 10, area=Area(f"E{i}", f"E{i}"), period=period, numerator=float(e), denominator=1_000.0)
        for i, e in enumerate(events)
    ]


BEFORE = areas([50.0] * 20, period="2012/13")
CENTRE_WORSE = areas([50.0 + 5 + i / 10 for i in range(8)] + [50.0 + (-1) ** i * i / 10 for i in range(12)])


def test_a_part_that_clearly_fared_worse_is_named():
    found = moves_between(BEFORE, CENTRE_WORSE, indicator=LOW, parts=PARTS)
    assert found.since == BEFORE[0].period
    assert found.parts == {"Centre": PartMoves(8, 8, 0), "Rest": PartMoves(12, 5, 6)}
    assert found.whole == PartMoves(20, 13, 6)
    assert found.parts_p_value < 0.001
    assert found.worst_part == "Centre"


def test_what_is_worst_hangs_on_polarity():
    better, plain = indicator(polarity=Polarity.HIGH), indicator(polarity=Polarity.NONE)
    assert moves_between(BEFORE, CENTRE_WORSE, indicator=better, parts=PARTS).worst_part == "Rest"
    found = moves_between(BEFORE, CENTRE_WORSE, indicator=plain, parts=PARTS)
    assert (found.worst_part, found.part_apart) == ("", "Centre")


def test_parts_that_chance_may_have_told_apart_are_not_named():
    now = areas([50.0 + (i * 7) % 5 - 2 for i in range(20)])
    found = moves_between(BEFORE, now, indicator=LOW, parts=PARTS)
    assert found.parts_p_value > 0.05
    assert (found.part_apart, found.worst_part) == ("", "")


def test_changes_beyond_chance_are_counted_once_many_tests_are_allowed_for():
    """One clear rise; a second with p of 0.04 by itself, which is no discovery among twenty."""
    before = shares([300] * 20, "2012/13")
    now = shares([420, 343] + [300] * 18, "2022/23")
    found = moves_between(before, now, indicator=LOW, parts=PARTS)
    assert found.parts["Centre"] == PartMoves(8, 2, 0, tested=8, clearly_up=1, clearly_down=0)
    assert found.whole == PartMoves(20, 2, 0, tested=20, clearly_up=1, clearly_down=0)


def test_areas_without_a_figure_in_both_periods_take_no_part():
    now = [*areas([None, 60.0, 40.0]), observation(1.0, area=Area("E99", "E99"))]
    found = moves_between(BEFORE, now, indicator=LOW, parts=PARTS)
    assert found.parts == {"Centre": PartMoves(2, 1, 1)}  # no area of the rest is left to count
    assert found.parts_p_value is None  # too few areas


@pytest.mark.parametrize(
    ("before", "changes"),
    [
        ([], {}),
        (areas([50.0] * 20, period="2022/23"), {}),
        (BEFORE, {"breaks": (Break(date(2020, 9, 1), "The definition changed."),)}),
    ],
)
def test_periods_that_cannot_be_compared_count_no_moves(before, changes):
    found = moves_between(before, CENTRE_WORSE, indicator=indicator(**changes), parts=PARTS)
    assert (found.since, found.whole, found.parts, found.parts_p_value) == (None, None, {}, None)


def test_without_parts_the_whole_is_counted():
    found = moves_between(BEFORE, CENTRE_WORSE, indicator=LOW, parts={})
    assert found.whole == PartMoves(20, 13, 6)
    assert (found.parts, found.parts_p_value) == ({}, None)


def test_fewer_than_ten_areas_beside_one_another_make_no_pattern():
    beside = {f"E{i}": tuple(f"E{j}" for j in (i - 1, i + 1) if 0 <= j < 9 > i) for i in range(12)}
    now = areas([float(i) for i in range(12)])  # the last three lie beside no other
    assert pattern_of(now, [], indicator=LOW, beside=beside, parts={}) is None
    assert why_no_pattern(now, beside=beside).startswith("only 9 areas have a figure")


def test_figures_all_alike_make_no_pattern():
    beside = {f"E{i}": tuple(f"E{j}" for j in (i - 1, i + 1) if 0 <= j < 12) for i in range(12)}
    assert pattern_of(areas([5.0] * 12), [], indicator=LOW, beside=beside, parts={}) is None
    assert why_no_pattern(areas([5.0] * 12), beside=beside) == "all areas have the same figure"


def test_an_area_outside_the_boundaries_is_refused():
    with pytest.raises(InputError, match="not among the boundaries"):
        pattern_of(areas([1.0, 2.0]), [], indicator=LOW, beside={"E0": ()}, parts={})
