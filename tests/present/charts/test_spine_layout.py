"""The words of the spine."""

from dataclasses import replace

import pytest

from equitytown.present.charts.spine import spine_chart
from equitytown.present.theme import INK_3, TOWN
from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Rating
from tests.present.charts.samples import letters, measure, spine, words


def letter(spec, shown):
    return next(found for found in letters(spec) if found["words"] == shown)


def test_the_columns_are_headed_with_place_ends_and_england():
    assert words(spine_chart(spine()).wide)[:5] == ["Luton", "Worse", "England", "Better", "England"]


def test_the_town_s_figures_end_at_one_edge_in_its_colour():
    spec = spine_chart(spine()).wide
    shown = [letter(spec, words) for words in ("Luton", "6.3", "36.8")]
    assert len({found["x"] for found in shown}) == 1
    assert {found["colour"] for found in shown} == {TOWN}


def test_a_missing_figure_is_quiet():
    assert letter(spine_chart(spine(measure(town=None))).wide, "no figure")["colour"] == INK_3


@pytest.mark.parametrize(
    ("rating", "align"), [(Rating.WORSE, "left"), (Rating.SIMILAR, "center"), (Rating.BETTER, "right")]
)
def test_a_verdict_without_a_bar_stands_in_words_on_its_own_side(rating, align):
    spec = spine_chart(spine(measure(rating=rating, spread=False))).wide
    shown = [found for found in letters(spec) if found["words"] == rating.value.capitalize()][-1]
    assert shown["align"] == align


def test_a_measure_with_a_bar_has_no_verdict_word_over_it():
    assert words(spine_chart(spine(measure())).wide).count("Worse") == 1  # the end's name


def test_a_bar_without_judgement_says_where_higher_is():
    assert "higher \N{RIGHTWARDS ARROW}" in words(spine_chart(spine(measure(polarity=Polarity.NONE))).wide)


def test_a_detail_follows_a_short_name_and_goes_under_a_long_one():
    after = letter(spine_chart(spine(measure("Smoking"))).wide, "per 1,000, 2020 to 2022")
    under = letter(spine_chart(spine(measure("Adults who have smoked in the past"))).wide, "per 1,000, 2020 to 2022")
    assert after["x"] > 0
    assert under["x"] == 0


def test_a_measure_without_detail_writes_none():
    assert "" not in words(spine_chart(spine(replace(measure(), detail=""))).wide)


def test_on_a_phone_the_figures_stand_under_the_name():
    spec = spine_chart(spine()).narrow
    assert letter(spec, "6.3")["y"] > letter(spec, "Infant mortality")["y"]
    wide = spine_chart(spine()).wide
    assert letter(wide, "6.3")["y"] == letter(wide, "Infant mortality")["y"]
