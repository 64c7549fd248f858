"""The marks of a chart over time."""

import pytest

from equitytown.present.charts.data import Break, Role
from equitytown.present.charts.line import line_chart
from equitytown.present.theme import PAPER, TOWN, TOWN_BAND
from tests.present.charts.samples import PERIODS, layers, line, of_type, rows_of, series

GAPS = [77.0, None, 78.0, 78.1, None, 77.5]
SIX = PERIODS[:6]


def town(values, *, periods=SIX, half=None, **more):
    return line(periods=periods, series=(series("Luton", Role.TOWN, values, periods=periods, half=half, **more),))


def test_missing_periods_cut_the_line():
    (drawn,) = of_type(line_chart(town(GAPS)).wide, "line")
    assert [row["at"] for row in rows_of(drawn)] == [2, 3]
    assert drawn["encoding"]["detail"]["field"] == "run"


def test_missing_is_never_zero():
    spec = line_chart(town(GAPS)).wide
    assert all(row.get("value") != 0 for layer in layers(spec) for row in rows_of(layer))


def test_a_break_cuts_the_line_and_stands_between_its_periods():
    spec = line_chart(line(breaks=(Break(PERIODS[4], "New definition"),))).wide
    runs = [{row["run"] for row in rows_of(layer)} for layer in of_type(spec, "line")]
    assert all(len(found) == 2 for found in runs)
    assert {"at": 3.5} in [row for layer in of_type(spec, "rule") for row in rows_of(layer)]


def test_the_town_is_drawn_last_and_widest():
    drawn = of_type(line_chart(line()).wide, "line")
    assert drawn[-1]["mark"]["color"] == TOWN
    assert max(layer["mark"]["strokeWidth"] for layer in drawn) == drawn[-1]["mark"]["strokeWidth"]
    assert len({str(layer["mark"].get("strokeDash")) for layer in drawn[:-1]}) == 3


def test_limits_make_a_band_around_the_town_alone():
    (band,) = of_type(line_chart(line()).wide, "area")
    assert band["mark"]["color"] == TOWN_BAND
    assert all(row["lower"] < row["upper"] for row in rows_of(band))


def test_without_limits_there_is_no_band():
    assert of_type(line_chart(town([77.0] * 6)).wide, "area") == []


def test_limits_of_a_figure_that_stands_alone_are_a_whisker():
    spec = line_chart(town([77.0, None, 78.0, 78.1, 78.2, 78.3], half=0.5)).wide
    (whisker,) = [layer for layer in of_type(spec, "rule") if layer["mark"]["color"] == TOWN]
    assert [row["at"] for row in rows_of(whisker)] == [0]


@pytest.mark.parametrize(
    ("values", "marked"),
    [([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [5]), (GAPS, [0, 5]), ([1.0, 2.0, 3.0, None, None, None], [2])],
)
def test_ends_and_figures_that_stand_alone_are_marked(values, marked):
    (points,) = of_type(line_chart(town(values)).wide, "point")
    assert [row["at"] for row in rows_of(points)] == marked


def test_every_figure_is_marked_when_there_are_fewer_than_three_periods():
    (points,) = of_type(line_chart(town([5.7, 6.3], periods=PERIODS[:2])).wide, "point")
    assert len(rows_of(points)) == 2


def test_figures_from_a_printed_report_are_hollow():
    (points,) = of_type(line_chart(town([5.7, 6.3, 6.4, 6.5, 6.6, 6.7], as_printed=True)).wide, "point")
    assert {row["fill"] for row in rows_of(points)} == {PAPER}
    assert len(rows_of(points)) == 6


def test_labels_moved_from_their_line_are_joined_to_it():
    same = tuple(series(f"Area {i}", role, [77.0] * 13) for i, role in enumerate(Role))
    joined = [layer for layer in of_type(line_chart(line(series=same)).wide, "rule") if "x2" in layer["encoding"]]
    assert any(row.get("y2") for layer in joined for row in rows_of(layer))


def test_the_pointer_is_told_area_period_value_limits_and_verdict():
    (hover,) = [layer for layer in layers(line_chart(line()).wide) if layer.get("name", "").startswith("hover")]
    titles = [shown["title"] for shown in hover["encoding"]["tooltip"]]
    assert titles == ["Area", "Period", "Value", "95% limits", "Compared with England"]
    first = rows_of(hover)[-1]
    assert (first["area"], first["period"], first["words"]) == ("Luton", PERIODS[-1], "77.0")
