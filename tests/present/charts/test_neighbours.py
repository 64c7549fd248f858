"""A place among its neighbours, as a whole."""

from dataclasses import replace

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.present.charts.neighbours import neighbours_chart
from equitytown.present.theme import NARROW, WIDE
from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Rating
from tests.present.charts.samples import (
    HOSTILE_NAMES,
    LONG_NAMES,
    area,
    by_sex,
    is_clear,
    letters,
    many,
    neighbours,
    references,
    size,
    words,
)

CASES = {
    "three": neighbours(),
    "one area": neighbours(area("Luton", 15.0), lines=()),
    "thirty with long names": neighbours(*many(30, names=LONG_NAMES)),
    "hostile names": neighbours(*many(5, names=HOSTILE_NAMES)),
    "two missing": neighbours(*many(6), area("Bolton", None, 14.0), area("Derby", None)),
    "all missing": neighbours(area("Luton", None), area("Derby", None), lines=()),
    "no limits": neighbours(*many(8, half=None)),
    "no verdict": neighbours(*many(8, rating=Rating.NOT_COMPARED)),
    "equal values": neighbours(*(area(name, 18.0, 18.0, half=None) for name in "ABC"), lines=references(18.0, 18.0)),
    "one period": neighbours(earlier_period=""),
    "outlier": neighbours(*many(6), area("Bolton", 90000.0, 20.0, rating=Rating.WORSE, half=4000.0)),
    "references at the left": neighbours(*many(6), lines=references(0.1, 0.2)),
    "references at the right": neighbours(*many(6), lines=references(80.0, 81.0)),
    "references close": neighbours(*many(6), lines=references(18.0, 18.4)),
    "percentages without judgement": neighbours(*many(6, rating=Rating.HIGHER), unit="%", polarity=Polarity.NONE),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("form", ["wide", "narrow"])
class TestEveryCase:
    def test_no_text_touches_another_or_leaves_the_drawing(self, case, form):
        assert is_clear(getattr(neighbours_chart(CASES[case]), form))

    def test_the_drawing_is_as_wide_as_the_page_or_the_phone(self, case, form):
        assert size(getattr(neighbours_chart(CASES[case]), form))[0] == {"wide": WIDE, "narrow": NARROW}[form]


@pytest.mark.parametrize("case", ["three", "no verdict", "two missing"])
@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_the_specification_fits_the_schema(case, form):
    alt.Chart.from_dict(getattr(neighbours_chart(CASES[case]), form), validate=True)


@given(
    england=st.floats(0, 100),
    region=st.floats(0, 100),
    values=st.lists(st.floats(0, 100), min_size=1, max_size=5),
    form=st.sampled_from(["wide", "narrow"]),
)
def test_texts_are_clear_wherever_the_figures_fall(england, region, values, form):
    rows = (area(f"Area {i}", value) for i, value in enumerate(values))
    assert is_clear(getattr(neighbours_chart(neighbours(*rows, lines=references(england, region))), form))


def test_every_area_has_its_row_with_value_and_verdict():
    shown = words(neighbours_chart(neighbours()).wide)
    assert {"Luton", "Slough", "Derby", "15.0", "22.0", "18.0", "Better", "Worse", "Similar"} <= set(shown)


def test_an_area_without_a_figure_keeps_its_row():
    shown = words(neighbours_chart(CASES["two missing"]).narrow)
    assert {"Bolton", "Derby"} <= set(shown)
    assert shown.count("no figure") == 2


def test_both_periods_are_named_with_the_unit():
    shown = words(neighbours_chart(neighbours()).wide)
    assert {"2021/22", "2022/23, per 100,000"} <= set(shown)
    assert "2021/22" not in words(neighbours_chart(CASES["one period"]).wide)


def test_text_is_the_same_size_on_a_phone():
    chart = neighbours_chart(neighbours())
    assert {x["size"] for x in letters(chart.wide)} == {x["size"] for x in letters(chart.narrow)}


def test_the_key_lists_the_verdicts_shown():
    assert neighbours_chart(neighbours()).ratings == (Rating.BETTER, Rating.SIMILAR, Rating.WORSE)


def test_several_panels_are_refused():
    with pytest.raises(InputError, match="one panel with at least one area"):
        neighbours_chart(by_sex())


def test_a_panel_without_areas_is_refused():
    empty = replace(neighbours(), panels=(replace(neighbours().panels[0], rows=()),))
    with pytest.raises(InputError, match="chart hospital"):
        neighbours_chart(empty)
