"""The parts of a town in rows."""

from dataclasses import replace

import altair as alt
import pytest

from equitytown.errors import InputError
from equitytown.present.charts.data import AreaRow, PartsData, Point, Reference, Role
from equitytown.present.charts.parts import parts_chart
from equitytown.present.theme import NARROW, WIDE
from tests.present.charts.samples import HOSTILE_NAMES, LONG_NAMES, is_clear, point, size, words


def data(*rows, **changes):
    town = Reference("Testford as a whole", Role.ENGLAND, point(9.0))
    rows = rows or tuple(AreaRow(f"Ward {n}", point(12.0 - n, half=0.8), hollow=n == 3) for n in range(6))
    made = PartsData("parts", "Made-up share", "%", "2023", "wards", "worst-off first", rows, town, finding="A gap.")
    return replace(made, **changes)


CASES = {
    "six wards": data(),
    "long names": data(*(AreaRow(name, point(5.0 + n)) for n, name in enumerate(LONG_NAMES))),
    "hostile names": data(*(AreaRow(name, point(5.0 + n)) for n, name in enumerate(HOSTILE_NAMES))),
    "one withheld": data(AreaRow("Alder", point(5.0)), AreaRow("Elm", Point("2023", None, words="withheld"))),
    "a fitted line": data(unit="years", line=tuple(12.0 - n / 2 for n in range(11)), town=None),
    "a long period": data(period="2014 to 2016", unit="per 100,000", order="most deprived first"),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("form", "across"), [("wide", WIDE), ("narrow", NARROW)])
def test_no_text_touches_another_and_the_drawing_has_its_width(case, form, across):
    drawn = getattr(parts_chart(CASES[case]), form)
    assert is_clear(drawn)
    assert size(drawn)[0] == across


def test_the_specification_fits_the_schema():
    alt.Chart.from_dict(parts_chart(CASES["a fitted line"]).narrow, validate=True)


def test_an_uncertain_figure_is_a_ring_and_told_so():
    chart = parts_chart(data())
    marks = next(layer for layer in chart.wide["layer"] if "layer" in layer)["layer"]
    rings = [layer for layer in marks if layer["mark"].get("fill")]
    assert [row["area"] for row in rings[0]["data"]["values"]] == ["Ward 3"]
    assert "Ward 3 9.0 (uncertain)" in chart.description


def test_what_is_withheld_keeps_its_row_and_says_so():
    assert {"Elm", "withheld"} <= set(words(parts_chart(CASES["one withheld"]).narrow))


def test_a_chart_without_parts_is_refused():
    with pytest.raises(InputError, match="has no part to draw"):
        parts_chart(replace(data(), rows=()))
