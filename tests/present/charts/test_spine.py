"""The spine as a whole."""

from dataclasses import replace

import altair as alt
import pytest

from equitytown.errors import InputError
from equitytown.present.charts.data import SpineData, SpineGroup, Spread
from equitytown.present.charts.spine import spine_chart
from equitytown.present.theme import NARROW, VERDICT_WORDS, WIDE
from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Rating
from tests.present.charts.samples import (
    HOSTILE_NAMES,
    LONG_NAMES,
    is_clear,
    layers,
    measure,
    of_type,
    point,
    rows_of,
    size,
    spine,
)

LONG_MEASURE = "Percentage of children achieving a good level of development at the end of the Reception year"
WORDY = replace(measure(), town=replace(point(10.5), words="10.5% of all households"), england=point(None))

CASES = {
    "two": spine(),
    "no spread at all": spine(measure(spread=False)),
    "long names": spine(measure(LONG_MEASURE), *(measure(name) for name in LONG_NAMES), heading=LONG_MEASURE),
    "long place": spine(place_name=LONG_NAMES[0]),
    "hostile names": spine(*(measure(name) for name in HOSTILE_NAMES)),
    "wordy figures": spine(WORDY, measure()),
    "no heading": spine(heading=""),
    "every rating": spine(*(measure(rating=rating, spread=spread) for rating in Rating for spread in (True, False))),
    "no judgement": spine(measure(polarity=Polarity.NONE)),
    "missing": spine(measure(town=None), measure(england=None), measure(town=None, england=None, spread=False)),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("form", ["wide", "narrow"])
class TestEveryCase:
    def test_no_text_touches_another_or_leaves_the_drawing(self, case, form):
        assert is_clear(getattr(spine_chart(CASES[case]), form))

    def test_the_drawing_is_as_wide_as_the_page_or_the_phone(self, case, form):
        assert size(getattr(spine_chart(CASES[case]), form))[0] == {"wide": WIDE, "narrow": NARROW}[form]


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_the_specification_fits_the_schema(form):
    alt.Chart.from_dict(getattr(spine_chart(spine()), form), validate=True)


def bar(row):
    """Where a measure's marks stand on its bar."""
    (first, *_) = of_type(spine_chart(spine(row)).wide, "bar")
    (drawn,) = rows_of(first)
    return drawn


class TestBars:
    def test_better_is_to_the_right_when_low_is_good(self):
        drawn = bar(measure(town=6.3, england=4.0, polarity=Polarity.LOW))
        assert drawn["town"] < 0
        assert drawn["low"] > drawn["lower_quartile"] > drawn["upper_quartile"] > drawn["high"]

    @pytest.mark.parametrize("polarity", [Polarity.HIGH, Polarity.NONE])
    def test_higher_is_to_the_right_otherwise(self, polarity):
        drawn = bar(measure(town=6.3, england=4.0, polarity=polarity))
        assert drawn["town"] > 0
        assert drawn["low"] < drawn["high"]

    def test_the_furthest_mark_reaches_an_end_and_england_is_the_middle(self):
        drawn = bar(measure(town=6.3, england=4.0))
        assert max(abs(drawn[end]) for end in ("low", "high", "town")) == 1
        assert bar(measure(town=4.0, england=4.0))["town"] == 0

    def test_a_town_beyond_the_spread_stays_on_its_bar(self):
        drawn = bar(measure(town=12.0, england=4.0))
        assert drawn["town"] == -1
        assert -1 < drawn["high"] < 0

    def test_a_spread_of_one_value_is_drawn(self):
        flat = replace(measure(town=4.0, england=4.0), spread=Spread(4.0, 4.0, 4.0, 4.0))
        assert {bar(flat)[mark] for mark in ("low", "high", "town")} == {0}

    def test_without_the_town_s_figure_the_spread_still_shows(self):
        assert bar(measure(town=None))["town"] is None

    def test_a_measure_without_a_spread_has_no_bar(self):
        drawn = of_type(spine_chart(spine()).wide, "bar")
        assert [row["measure"] for row in rows_of(drawn[0])] == ["Infant mortality"]

    def test_without_england_the_spread_and_the_town_fill_the_bar_and_no_line_stands_in_it(self):
        row = measure(town=6.3, england=None)
        drawn = bar(row)
        assert (drawn["low"], drawn["high"]) == (1, -1)
        assert -1 < drawn["town"] < drawn["upper_quartile"]
        assert of_type(spine_chart(spine(row)).wide, "tick") == []

    def test_without_england_a_town_beyond_the_spread_is_an_end(self):
        drawn = bar(measure(town=12.0, england=None, polarity=Polarity.HIGH))
        assert (drawn["low"], drawn["town"]) == (-1, 1)

    def test_england_s_line_stands_only_where_its_figure_is_held(self):
        (centre,) = of_type(spine_chart(spine(measure("One"), measure("Two", england=None))).wide, "tick")
        assert [row["measure"] for row in rows_of(centre)] == ["One"]


def test_a_chart_without_any_spread_has_no_marks_but_rules_and_verdicts():
    spec = spine_chart(CASES["no spread at all"]).wide
    assert {layer["mark"]["type"] for layer in layers(spec)} == {"rule", "text", "rect", "point"}


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_every_figure_has_its_verdict_s_shape_in_one_column_with_a_bar_or_without(form):
    column = of_type(getattr(spine_chart(CASES["every rating"]), form), "point")[-1]
    shown = [row["rating"] for row in rows_of(column)]
    assert shown == [VERDICT_WORDS[rating] for rating in Rating for _ in range(2)]
    assert len({row["x"] for row in rows_of(column)}) == 1


def test_without_the_town_s_figure_there_is_no_verdict():
    spec = spine_chart(spine(measure(town=None))).wide
    assert of_type(spec, "point") == []


def test_thirty_measures_fit_a_printed_page():
    groups = tuple(SpineGroup(f"Principle {i}", tuple(measure("Smoking") for _ in range(10))) for i in range(3))
    assert size(spine_chart(SpineData("spine", "Luton", groups, "")).wide)[1] < 1000


def test_the_description_gives_every_measure_with_both_figures_and_its_verdict():
    said = spine_chart(spine()).description
    assert said.startswith("Spine chart of Luton against England and the lowest and highest council")
    assert "Worse on 2." in said
    assert "1 Best start in life: Infant mortality 6.3, England 4.0, worse; Tooth decay at age 5 36.8" in said


def test_a_figure_not_compared_has_no_verdict_in_words():
    said = spine_chart(spine(measure(rating=Rating.NOT_COMPARED))).description
    assert said.endswith("Infant mortality 6.3, England 4.0.")


def test_the_key_lists_the_verdicts_shown():
    assert spine_chart(CASES["every rating"]).ratings == tuple(Rating)
    assert spine_chart(CASES["missing"]).ratings == (Rating.WORSE,)


def test_no_measure_is_refused():
    with pytest.raises(InputError, match="has no measure"):
        spine_chart(SpineData("spine", "Luton", (), ""))
