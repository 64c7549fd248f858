"""Words for a projection: a range, past error and coverage, and no promise."""

import re
from dataclasses import replace

import pytest

from equitytown.present.blocks import plain
from equitytown.present.wording.projections import (
    method_words,
    no_projection,
    past_coverage,
    past_error,
    projected_range,
    projection_title,
    projection_words,
)
from equitytown.terms.indicator import Basis
from equitytown.terms.period import PeriodKind, parse_period
from equitytown.terms.projection import ProjectedPoint, Projection
from tests.factories import indicator

START, END = (parse_period(year, kind=PeriodKind.ACADEMIC) for year in ("2024/25", "2029/30"))
FOUND = Projection(
    "made-up-share", "E06000032", "Persons", 0.95,
    points=(ProjectedPoint(END, 61.27, 55.04, 67.16),),
    method="drift", past_error=2.34, coverage=0.873, series=16, tests=288, years=5, start=START, held=14, in_order=True,
    errors={"last value": 3.1, "drift": 2.34},
)  # fmt: skip
NONE = Projection("made-up-share", "E06000032", "Persons", 0.95, reason="no figure is held")


def words(found):
    return plain(projection_words(found, key="k", indicator=indicator(), place="Testford"))


def test_the_range_its_past_error_and_what_it_held_are_told():
    assert words(FOUND) == (
        "If it goes on as it has up to 2024/25, the made-up share of children in Testford would stand between 55.0% "
        "and 67.2% in 2029/30, its middle 61.3% (a range meant to hold 95 in 100 outcomes). Such projections were off "
        "by 2.3 percentage points on average over five years, on past figures of 16 areas. Of such ranges, made in "
        "past years with no more than was known then, 87 in 100 held what came, fewer than the 95 they are meant to "
        "hold (288 past projections). It carries past figures on, and knows nothing of what is planned or may happen."
    )
    assert projection_title(FOUND, indicator=indicator()) == (
        "If it goes on as it has: between 55.0% and 67.2% in 2029/30"
    )


@pytest.mark.parametrize("found", [FOUND, NONE, replace(FOUND, coverage=None, tests=0)])
def test_no_sentence_promises_or_says_why(found):
    said = f"{words(found)} {plain(method_words(found, key='k', indicator=indicator()))}"
    assert not re.search(r"\b(will|expect|predict|improv|because of|due to|significant|led to|impact)", said)


def test_every_number_of_the_projection_is_traced():
    spans = projection_words(FOUND, key="k", indicator=indicator(), place="Testford")
    fields = {span.trace.partition("#projection_")[2] for span in spans if span.trace}
    assert fields == {"lower", "value", "upper", "confidence", "past_error", "years", "series", "coverage", "tests"}


def test_without_a_projection_the_reason_stands_alone():
    assert words(NONE) == "No projection is given, because no figure is held."
    assert plain(method_words(NONE, key="k", indicator=indicator())) == ""
    assert projection_title(NONE, indicator=indicator()) == ""
    assert plain(past_error(NONE, key="k", indicator=indicator())) == ""
    assert plain(projected_range(NONE, key="k", indicator=indicator(), place="Testford")) == ""
    assert no_projection(FOUND) == ()


def test_a_very_wide_range_is_warned_of_first():
    wide = replace(FOUND, points=(ProjectedPoint(END, 60, 45, 75),))
    assert words(wide).startswith("The range is very wide: treat what follows with caution. If it goes on")


def test_a_range_that_prints_as_one_figure_is_told_as_one():
    one = replace(FOUND, points=(ProjectedPoint(END, 61.1, 61.1, 61.1),))
    assert "would stand at about 61.1% in 2029/30 (a range" in words(one)
    assert projection_title(one, indicator=indicator()).endswith("about 61.1% in 2029/30")


def test_almost_all_is_not_all_and_leaving_out_is_called_so():
    assert "97 in 100 held what came (36 past" in plain(
        past_coverage(replace(FOUND, coverage=35 / 36, tests=36), key="k")
    )
    assert "99 in 100" in plain(past_coverage(replace(FOUND, coverage=0.9965), key="k"))
    assert "made without the figure, its area and its year" in plain(
        past_coverage(replace(FOUND, in_order=False), key="k")
    )
    assert "too few past figures" in plain(past_coverage(replace(FOUND, coverage=None), key="k"))


def test_another_sex_than_the_measures_own_is_named():
    assert "children in Testford, males, would" in words(replace(FOUND, sex="Male"))


def test_survey_estimates_are_called_so():
    said = plain(projected_range(FOUND, key="k", indicator=indicator(collected_by=Basis.SURVEY), place="Testford"))
    assert said.startswith("If it goes on as its survey estimates have up to 2024/25, the made-up share")


def test_each_method_is_told_with_its_error():
    assert plain(method_words(FOUND, key="k", indicator=indicator())) == (
        "Carried on by drift, the simplest of those that came closest on past figures. Off on average at the last "
        "period: last value 3.1 percentage points and drift 2.3 percentage points."
    )
