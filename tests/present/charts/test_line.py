"""A chart over time as a whole: what it refuses, says and holds."""

from dataclasses import replace

import altair as alt
import pytest

from equitytown.errors import InputError
from equitytown.present.charts.data import Break, Role
from equitytown.present.charts.line import line_chart
from equitytown.present.theme import NARROW, TOWN, WIDE
from tests.present.charts.samples import (
    HOSTILE_NAMES,
    LONG_NAMES,
    PERIODS,
    is_clear,
    letters,
    line,
    series,
    size,
    words,
)

GAPS = [77.0, None, 78.0, 78.1, None, None, 77.5, 77.6, 77.2, None, None, None, None]


def cases():
    return {
        "full": line(),
        "equal": line(series=tuple(replace(s, points=line().series[1].points) for s in line().series)),
        "gaps": line(series=(series("Luton", Role.TOWN, GAPS, half=0.4), series("England", Role.ENGLAND, [79.0] * 13))),
        "one period": line(periods=("2022",)),
        "two periods": line(periods=("2019 to 2021", "2020 to 2022")),
        "thirty periods": line(periods=tuple(f"{year}/{(year + 1) % 100:02}" for year in range(1995, 2025))),
        "breaks at both ends": line(breaks=(Break(PERIODS[1], "New definition"), Break(PERIODS[-1], "New source"))),
        "extreme": line(series=(*line().series[:1], series(LONG_NAMES[2], Role.NEIGHBOUR, [4000.0] * 13))),
        "percentage": line(unit="%"),
        "no unit": line(unit=""),
        "nothing held": line(series=(series("Luton", Role.TOWN, [None] * 13),)),
    }


@pytest.mark.parametrize("case", cases())
@pytest.mark.parametrize("form", ["wide", "narrow"])
class TestEveryCase:
    def test_no_text_touches_another_or_leaves_the_drawing(self, case, form):
        assert is_clear(getattr(line_chart(cases()[case]), form))

    def test_the_drawing_is_as_wide_as_the_page_or_the_phone(self, case, form):
        assert size(getattr(line_chart(cases()[case]), form))[0] == {"wide": WIDE, "narrow": NARROW}[form]


@pytest.mark.parametrize("case", ["full", "gaps", "breaks at both ends"])
@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_the_specification_fits_the_schema(case, form):
    alt.Chart.from_dict(getattr(line_chart(cases()[case]), form), validate=True)


class TestWords:
    def test_each_line_is_named_at_its_end_and_there_is_no_legend(self):
        chart = line_chart(line())
        assert {"Luton 77.0", "England 79.0", "East of England 79.2"} <= set(words(chart.wide))
        assert "legend" not in str(chart.wide)

    def test_the_town_s_name_is_bold_and_in_its_colour(self):
        (town,) = [letter for letter in letters(line_chart(line()).wide) if letter["words"] == "Luton 77.0"]
        assert (town["weight"], town["colour"]) == (700, TOWN)

    def test_text_is_the_same_size_on_a_phone(self):
        chart = line_chart(line())
        assert {letter["size"] for letter in letters(chart.wide)} == {
            letter["size"] for letter in letters(chart.narrow)
        }

    def test_hostile_names_stay_words(self):
        named = tuple(series(name, Role.NEIGHBOUR, [77.0] * 13) for name in HOSTILE_NAMES)
        shown = " ".join(words(line_chart(line(series=named)).wide))
        assert "<script>" in shown


class TestDescription:
    def test_it_gives_the_kind_the_finding_and_every_area_s_ends(self):
        said = line_chart(line()).description
        assert said.startswith("Line chart of Life expectancy at birth, males, years, ")
        assert "Luton stays below England." in said
        assert "Luton: 77.0 in 2010 to 2012, 77.0 in 2022 to 2024." in said
        assert "East of England: 79.2" in said
        assert LONG_NAMES[0] in said

    def test_it_says_a_single_figure_once_and_a_missing_one_as_such(self):
        said = line_chart(
            line(
                periods=("2022",),
                series=(
                    series("Luton", Role.TOWN, [5.0], periods=("2022",)),
                    series("Slough", Role.NEIGHBOUR, [None], periods=("2022",)),
                ),
            )
        ).description
        assert "Luton: 5.0 in 2022." in said
        assert "Slough: no figure." in said

    def test_it_names_breaks(self):
        said = line_chart(line(breaks=(Break(PERIODS[3], "New definition"),))).description
        assert f"New definition from {PERIODS[3]}" in said

    def test_both_forms_carry_it(self):
        chart = line_chart(line())
        assert chart.wide["description"] == chart.narrow["description"] == chart.description


class TestRefusals:
    def test_no_period_is_refused(self):
        with pytest.raises(InputError, match="has no period"):
            line_chart(line(periods=(), series=()))

    def test_a_figure_outside_the_axis_is_refused(self):
        with pytest.raises(InputError, match=r"13 periods that its axis lacks \(first: 2010 to 2012\)"):
            line_chart(replace(line(), periods=("2022",)))

    def test_a_break_outside_the_axis_is_refused(self):
        with pytest.raises(InputError, match="1 periods that its axis lacks"):
            line_chart(line(breaks=(Break("1999", "New definition"),)))
