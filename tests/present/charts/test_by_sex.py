"""Small multiples by sex."""

from dataclasses import replace
from itertools import pairwise

import altair as alt
import pytest

from equitytown.errors import InputError
from equitytown.present.charts.by_sex import by_sex_chart
from equitytown.present.charts.data import Panel
from equitytown.present.theme import NARROW, WIDE
from equitytown.terms.observation import Rating
from tests.present.charts.samples import (
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


def panels(*names, rating=Rating.WORSE, lines=None):
    drawn = lines if lines is not None else references()
    return tuple(
        Panel(many(len(names) + 3, names=names, rating=rating), drawn, heading)
        for heading in ("Persons", "Females", "Males")
    )


LACKING = (
    Panel((area("Luton", 230.0), area("Derby", 300.0), area("Slough", 340.0)), references(319.0, 281.0), "Persons"),
    Panel((area("Luton", 413.0),), references(530.0, 468.0), "Females"),
    Panel((area("Luton", 62.0),), (), "Males"),
)

CASES = {
    "six areas": by_sex(),
    "two panels": by_sex(panels=by_sex().panels[:2]),
    "long names": by_sex(panels=panels(*LONG_NAMES)),
    "no verdict": by_sex(panels=panels(rating=Rating.NOT_COMPARED)),
    "no reference": by_sex(panels=panels(lines=())),
    "references at the left": by_sex(panels=panels(lines=references(0.1, 0.1))),
    "areas lacking": by_sex(panels=LACKING),
    "percentages": by_sex(unit="%"),
    "sixteen areas": by_sex(panels=panels(*LONG_NAMES, *(f"Area {i}" for i in range(10)))),
    "sixteen areas without verdict": by_sex(panels=panels(*map(str, range(13)), rating=Rating.NOT_COMPARED)),
    "references at the right of many": by_sex(panels=panels(*map(str, range(9)), lines=references(33.0, 30.0))),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("form", ["wide", "narrow"])
class TestEveryCase:
    def test_no_text_touches_another_or_leaves_the_drawing(self, case, form):
        assert is_clear(getattr(by_sex_chart(CASES[case]), form))

    def test_the_drawing_is_as_wide_as_the_page_or_the_phone(self, case, form):
        assert size(getattr(by_sex_chart(CASES[case]), form))[0] == {"wide": WIDE, "narrow": NARROW}[form]


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_the_specification_fits_the_schema(form):
    alt.Chart.from_dict(getattr(by_sex_chart(by_sex()), form), validate=True)


def stretches(spec):
    """The domain and the reach of every scale across that holds values."""
    scales = [
        layer["encoding"]["x"]["scale"]
        for panel in spec["layer"]
        for layer in panel.get("layer", ())
        if layer["encoding"].get("x", {}).get("scale")
    ]
    return {tuple(scale["domain"]) for scale in scales}, {tuple(scale["range"]) for scale in scales}


def test_panels_of_many_areas_share_one_scale_and_stand_side_by_side():
    spec = by_sex_chart(by_sex(panels=panels(*LONG_NAMES, "Derby"))).wide
    domains, reaches = stretches(spec)
    assert len(domains) == 1
    ordered = sorted(reaches)
    assert len(ordered) == 3
    assert all(left[1] < right[0] for left, right in pairwise(ordered))
    assert len({round(right - left, 3) for left, right in ordered}) == 1
    assert spec["resolve"] == {"scale": {"x": "independent"}}


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_panels_of_few_areas_stand_one_under_the_other(form):
    spec = getattr(by_sex_chart(by_sex()), form)
    domains, reaches = stretches(spec)
    assert len(domains) == len(reaches) == 1
    headings = {x["words"]: x["y"] for x in letters(spec) if x["words"] in ("Persons", "Females", "Males")}
    assert headings["Persons"] < headings["Females"] < headings["Males"]


def test_the_marks_use_most_of_the_page():
    (reach,) = stretches(by_sex_chart(CASES["areas lacking"]).wide)[1]
    assert reach[1] - reach[0] > WIDE / 2
    for left, right in stretches(by_sex_chart(CASES["sixteen areas"]).wide)[1]:
        assert right - left > 140


@pytest.mark.parametrize("form", ["wide", "narrow"])
@pytest.mark.parametrize("case", ["areas lacking", "sixteen areas"])
def test_every_mark_and_reference_lies_between_two_ticks(case, form):
    ((low, high),) = stretches(getattr(by_sex_chart(CASES[case]), form))[0]
    shown = {letter for letter in words(getattr(by_sex_chart(CASES[case]), form)) if letter.isdigit()}
    assert {f"{low:.0f}", f"{high:.0f}"} <= shown


def test_sixteen_areas_fit_a_printed_page():
    width, height = size(by_sex_chart(CASES["sixteen areas"]).wide)
    assert height / width < 1.4


def test_names_stand_once_beside_many_areas_and_in_every_panel_of_few():
    chart = by_sex_chart(CASES["sixteen areas"])
    assert words(chart.wide).count("Luton") == 1
    assert words(chart.narrow).count("Luton") == 3
    assert words(by_sex_chart(by_sex()).wide).count("Luton") == 3


def test_an_area_that_a_panel_lacks_has_no_figure_there():
    chart = by_sex_chart(CASES["areas lacking"])
    assert words(chart.wide).count("no figure") == 4
    assert "Females: Luton 413.0, similar; Derby no figure; Slough no figure." in chart.description


def test_every_verdict_keeps_its_word_in_every_panel():
    assert words(by_sex_chart(by_sex()).wide).count("Worse") == 18


@pytest.mark.parametrize(
    "refused",
    [
        neighbours(),
        by_sex(panels=(by_sex().panels[0], by_sex().panels[0])),
        by_sex(panels=(by_sex().panels[0], replace(by_sex().panels[1], rows=()))),
    ],
)
def test_one_panel_a_repeated_heading_and_an_empty_panel_are_refused(refused):
    with pytest.raises(InputError, match="two panels or more, each with areas and a heading of its own"):
        by_sex_chart(refused)
