"""Panels: the heads of reference lines, the periods and the ticks around the rows."""

import pytest

from equitytown.present.charts.by_sex import by_sex_chart
from equitytown.present.charts.data import Panel, Reference, Role
from equitytown.present.charts.neighbours import neighbours_chart
from tests.present.charts.samples import (
    boxes,
    by_sex,
    letters,
    many,
    neighbours,
    of_type,
    point,
    references,
    rows_of,
    words,
)


def heads(spec):
    return {box.words: box for box in boxes(spec) if box.words.startswith(("England", "East of England"))}


def lines(spec):
    """Each reference line's value with the top of its first stretch."""
    return {
        rows_of(layer)[0]["value"]: rows_of(layer)[0]["y"]
        for layer in of_type(spec, "rule")
        if layer["mark"].get("strokeDash")
    }


def test_names_far_apart_stand_over_their_lines_on_one_level():
    spec = neighbours_chart(neighbours(*many(6), lines=references(14.0, 30.0))).wide
    assert len({box.top for box in heads(spec).values()}) == 1


def test_names_of_close_lines_turn_away_from_each_other():
    shown = heads(neighbours_chart(neighbours(*many(6), lines=references(18.0, 18.4))).wide)
    assert shown["England 18.0"].right < shown["East of England 18.4"].left
    assert shown["England 18.0"].top == shown["East of England 18.4"].top


@pytest.mark.parametrize(("england", "region"), [(0.0, 0.1), (32.9, 33.0)])
def test_at_the_edge_one_name_moves_up(england, region):
    shown = heads(neighbours_chart(neighbours(*many(6), lines=references(england, region))).narrow)
    assert len({box.top for box in shown.values()}) == 2


@pytest.mark.parametrize(("england", "region"), [(26.0, 22.0), (22.0, 26.0), (2.0, 6.0), (38.0, 39.0)])
def test_no_line_crosses_a_name(england, region):
    panels = tuple(Panel(many(9), references(england, region), heading) for heading in ("Persons", "Females", "Males"))
    spec = by_sex_chart(by_sex(panels=panels)).wide
    for layer in of_type(spec, "rule"):
        if not layer["mark"].get("strokeDash"):
            continue
        (first, *_), scale = rows_of(layer), layer["encoding"]["x"]["scale"]
        (low, high), (left, right) = scale["domain"], scale["range"]
        x = left + (first["value"] - low) / (high - low) * (right - left)
        crossed = [
            box for box in boxes(spec) if box.left < x < box.right and first["y"] < box.foot and box.top < first["y2"]
        ]
        assert not crossed


def test_a_line_begins_at_its_name_and_ends_below_the_rows():
    spec = neighbours_chart(neighbours(lines=references(18.0, 18.4))).wide
    shown = heads(spec)
    assert all(
        shown[name].top <= lines(spec)[value] <= shown[name].foot
        for name, value in (("England 18.0", 18.0), ("East of England 18.4", 18.4))
    )


def test_a_reference_without_a_figure_is_left_out():
    missing = Reference("England", Role.ENGLAND, point(None))
    assert not [
        shown for shown in words(neighbours_chart(neighbours(lines=(missing,))).wide) if shown.startswith("England")
    ]


def test_the_open_circle_is_explained_beside_the_earlier_period():
    spec = neighbours_chart(neighbours()).wide
    (circle,) = rows_of(of_type(spec, "point")[0])
    (period,) = [letter for letter in letters(spec) if letter["words"] == "2021/22"]
    assert circle["y"] == period["y"]
    assert circle["x"] < period["x"]


def test_a_percentage_names_no_unit_beside_the_period():
    assert "2022/23" in words(neighbours_chart(neighbours(unit="%")).wide)


def test_values_end_at_one_edge():
    spec = neighbours_chart(neighbours(*many(9))).wide
    numbers = [
        letter
        for letter in letters(spec)
        if letter["align"] == "right" and letter["words"].endswith(".0") and letter["y"] > 60
    ]
    assert len(numbers) == 9
    assert len({letter["x"] for letter in numbers}) == 1
