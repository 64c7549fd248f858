"""What all specifications share."""

import json

import pytest

from equitytown.present.charts.line import line_chart
from equitytown.present.charts.neighbours import neighbours_chart
from equitytown.present.charts.spine import spine_chart
from equitytown.present.theme import FAMILY
from tests.present.charts.samples import layers, line, neighbours, size, spine

CHARTS = {"line": line_chart(line()), "neighbours": neighbours_chart(neighbours()), "spine": spine_chart(spine())}


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("form", ["wide", "narrow"])
class TestEverySpecification:
    def test_it_is_json_and_the_same_every_time(self, chart, form):
        again = {"line": lambda: line_chart(line()), "neighbours": lambda: neighbours_chart(neighbours())}.get(
            chart, lambda: spine_chart(spine())
        )()
        written = json.dumps(getattr(CHARTS[chart], form), allow_nan=False)
        assert written == json.dumps(getattr(again, form), allow_nan=False)

    def test_its_size_does_not_depend_on_what_is_in_it(self, chart, form):
        spec = getattr(CHARTS[chart], form)
        assert spec["autosize"] == "none"
        assert size(spec)[0] in (720, 360)

    def test_it_carries_schema_description_and_font(self, chart, form):
        spec = getattr(CHARTS[chart], form)
        assert spec["$schema"].endswith("/vega-lite/v6.json")
        assert spec["description"] == CHARTS[chart].description
        assert spec["config"]["font"] == FAMILY

    def test_names_of_layers_are_not_used_twice(self, chart, form):
        names = [layer["name"] for layer in layers(getattr(CHARTS[chart], form)) if "name" in layer]
        assert len(names) == len(set(names))

    def test_the_pointer_is_answered_by_layers_that_cannot_be_seen(self, chart, form):
        hover = [x for x in layers(getattr(CHARTS[chart], form)) if x.get("name", "").startswith("hover")]
        assert hover
        assert all(layer["mark"]["opacity"] == 0 for layer in hover)
        titles = [shown["title"] for layer in hover for shown in layer["encoding"]["tooltip"]]
        assert {"Area", "Period", "Value", "95% limits", "Compared with England"} <= set(titles)
