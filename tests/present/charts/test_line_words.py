"""The words of a chart over time."""

from itertools import pairwise

import pytest

from equitytown.present.charts.data import Break, Role
from equitytown.present.charts.line import line_chart
from equitytown.present.charts.line_words import short_period, shown_periods
from tests.present.charts.samples import PERIODS, is_clear, letters, line, series, words

NOTE = "Open circles: as printed"


@pytest.mark.parametrize(
    ("period", "short"),
    [("2020 to 2022", "2020 to 22"), ("1999 to 2001", "1999 to 2001"), ("2022/23", "2022/23"), ("2022", "2022")],
)
def test_pooled_years_are_shortened(period, short):
    assert short_period(period) == short


@pytest.mark.parametrize("count", range(1, 31))
@pytest.mark.parametrize("width", [160, 220, 540])
def test_few_periods_are_shown_evenly_and_always_the_latest(count, width):
    shown = shown_periods(tuple(f"{2000 + i} to {2002 + i}" for i in range(count)), width)
    assert shown[-1] == count - 1
    assert len({b - a for a, b in pairwise(shown)}) <= 1
    assert len(shown) <= width // 70 + 1


def test_both_ends_are_shown_where_they_can_be():
    assert shown_periods(PERIODS, 540)[0] == 0


def test_the_unit_stands_above_the_axis_and_a_percentage_on_its_ticks():
    assert "years" in words(line_chart(line()).wide)
    shown = words(line_chart(line(unit="%")).wide)
    assert "%" not in shown
    assert "79%" in shown


def mixed(**changes):
    printed = series("England", Role.ENGLAND, [79.0] * 13, as_printed=True)
    return line(series=(line().series[0], printed), **changes)


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_open_circles_beside_filled_ones_are_explained(form):
    assert words(getattr(line_chart(mixed()), form)).count(NOTE) == 1


def test_circles_of_one_kind_need_no_note():
    assert NOTE not in words(line_chart(line()).wide)
    assert NOTE not in words(line_chart(line(series=mixed().series[1:])).wide)


def test_a_missing_figure_is_of_neither_kind():
    missing = series("Slough", Role.NEIGHBOUR, [None] * 13)
    assert NOTE not in words(line_chart(line(series=(*mixed().series[1:], missing))).wide)


@pytest.mark.parametrize("unit", ["years", "%", "", "per 100,000 people aged 10 to 24, standardised"])
def test_the_note_keeps_clear_of_unit_and_breaks(unit):
    chart = line_chart(mixed(unit=unit, breaks=(Break(PERIODS[-1], "New definition"), Break(PERIODS[1], "New"))))
    assert is_clear(chart.wide)
    assert is_clear(chart.narrow)


def test_a_line_that_ends_early_says_when():
    early = series("Slough", Role.NEIGHBOUR, [77.0] * 10)
    assert "(2019 to 21)" in words(line_chart(line(series=(*line().series[:2], early))).wide)


def test_an_area_without_a_figure_has_no_label():
    none = series("Slough", Role.NEIGHBOUR, [None] * 13)
    assert not any("Slough" in shown for shown in words(line_chart(line(series=(*line().series[:2], none))).wide))


def test_ticks_end_at_one_edge():
    ticks = [letter for letter in letters(line_chart(line()).wide) if letter["align"] == "right"]
    assert len({tick["x"] for tick in ticks}) == 1
