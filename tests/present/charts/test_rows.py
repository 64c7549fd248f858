"""Rows of areas and their marks."""

import pytest

from equitytown.present.charts.data import Reference, Role
from equitytown.present.charts.neighbours import neighbours_chart
from equitytown.present.theme import INK_3, SHAPES, TOWN, TOWN_WASH, vega_path
from equitytown.terms.observation import Rating
from tests.present.charts.samples import LONG_NAMES, area, layers, letters, many, neighbours, of_type, point, rows_of


def verdicts(spec):
    (layer,) = [layer for layer in of_type(spec, "point") if "shape" in layer["encoding"]]
    return layer


@pytest.mark.parametrize("rating", [rating for rating in Rating if rating is not Rating.NOT_COMPARED])
def test_a_verdict_is_drawn_with_its_own_shape_and_colours(rating):
    layer = verdicts(neighbours_chart(neighbours(area("Luton", 15.0, rating=rating))).wide)
    word = SHAPES[rating].word
    scale = layer["encoding"]["shape"]["scale"]
    assert dict(zip(scale["domain"], scale["range"], strict=True))[word] == vega_path(rating)
    (row,) = rows_of(layer)
    assert (row["rating"], row["fill"], row["edge"]) == (word, SHAPES[rating].fill, SHAPES[rating].edge)


def test_beside_a_verdict_a_figure_not_compared_is_a_dash_that_can_be_seen():
    rows = (area("Luton", 15.0, rating=Rating.NOT_COMPARED), area("Derby", 18.0, rating=Rating.NOT_COMPARED))
    layer = verdicts(neighbours_chart(neighbours(*rows, area("Slough", 20.0))).wide)
    drawn = {row["area"]: row["fill"] for row in rows_of(layer)}
    assert drawn == {"Luton": TOWN, "Derby": INK_3, "Slough": SHAPES[Rating.SIMILAR].fill}


def test_without_any_verdict_figures_are_plain_dots_and_no_word_is_said():
    chart = neighbours_chart(neighbours(*many(4, rating=Rating.NOT_COMPARED)))
    assert not any("shape" in layer["encoding"] for layer in of_type(chart.wide, "point"))
    assert "Not compared" not in {letter["words"] for letter in letters(chart.wide)}
    assert chart.ratings == ()


def test_whiskers_are_drawn_only_where_both_limits_are_held():
    rows = (area("Luton", 15.0), area("Derby", 18.0, half=None))
    spec = neighbours_chart(neighbours(*rows)).wide
    (whiskers,) = [layer for layer in of_type(spec, "rule") if layer["encoding"]["x"].get("field") == "lower"]
    assert [row["area"] for row in rows_of(whiskers)] == ["Luton"]


def test_without_limits_there_is_no_whisker():
    spec = neighbours_chart(neighbours(*many(3, half=None))).wide
    assert not [layer for layer in of_type(spec, "rule") if layer["encoding"]["x"].get("field") == "lower"]


def test_the_earlier_figure_is_an_open_circle_under_the_latest():
    drawn = of_type(neighbours_chart(neighbours()).wide, "point")
    kinds = ["verdict" if "shape" in layer["encoding"] else "earlier" for layer in drawn]
    assert kinds == ["earlier", "earlier", "verdict"]  # the first explains the circle at the top
    assert [row["value"] for row in rows_of(drawn[1])] == [17.0, 18.5, 21.0]


def test_the_town_s_row_is_washed_across_and_its_words_are_bold():
    spec = neighbours_chart(neighbours()).wide
    (wash,) = of_type(spec, "rect")
    assert wash["mark"]["color"] == TOWN_WASH
    assert (wash["encoding"]["x"]["value"], wash["encoding"]["x2"]["value"]) == (0, 720)
    bold = {letter["words"] for letter in letters(spec) if letter["weight"] == 700}
    assert bold == {"Luton", "15.0"}


def test_without_the_town_nothing_is_washed():
    assert of_type(neighbours_chart(neighbours(area("Derby", 18.0))).wide, "rect") == []


def test_a_name_of_two_lines_makes_a_taller_row():
    tops = {}
    for name in ("Derby", LONG_NAMES[2]):
        (hover,) = [
            x for x in layers(neighbours_chart(neighbours(area(name, 18.0))).wide) if x.get("name") == "hover-rows"
        ]
        (row,) = rows_of(hover)
        tops[name] = row["y2"] - row["y"]
    assert tops[LONG_NAMES[2]] > tops["Derby"]


def test_on_a_phone_reference_lines_keep_clear_of_names():
    spec = neighbours_chart(neighbours(*many(5))).narrow
    names = [letter["y"] for letter in letters(spec) if letter["words"].startswith(("Luton", "Neighbour"))]
    (dashes, _) = [layer for layer in of_type(spec, "rule") if layer["mark"].get("strokeDash")]
    assert not any(row["y"] < y < row["y2"] for row in rows_of(dashes) for y in names)


def test_an_average_of_neighbours_can_be_a_reference():
    average = Reference("Neighbours", Role.NEIGHBOUR, point(17.0))
    spec = neighbours_chart(neighbours(lines=(average,))).wide
    assert "Neighbours 17.0" in {letter["words"] for letter in letters(spec)}


def test_the_pointer_is_told_the_earlier_figure_too():
    (hover,) = [x for x in layers(neighbours_chart(neighbours()).wide) if x.get("name") == "hover-rows"]
    assert [shown["title"] for shown in hover["encoding"]["tooltip"]][-1] == "Before"
    luton = rows_of(hover)[0]
    assert (luton["area"], luton["limits"], luton["rating"], luton["before"]) == (
        "Luton",
        "from to",
        "Better",
        "17.0 in 2021/22",
    )


def test_limits_that_are_not_held_are_said_to_be_so():
    (hover,) = [
        x
        for x in layers(neighbours_chart(neighbours(area("Derby", 18.0, half=None))).wide)
        if x.get("name") == "hover-rows"
    ]
    assert (rows_of(hover)[0]["limits"], rows_of(hover)[0]["before"]) == ("not held", "not shown")
