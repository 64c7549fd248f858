"""The words of the spine."""

from dataclasses import replace

import pytest

from equitytown.present.charts.spine import spine_chart
from equitytown.present.theme import INK_3, SHAPES, TOWN
from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Rating
from tests.present.charts.samples import letters, measure, spine, words

ENDS = ("Worse", "England", "Better")


def letter(spec, shown):
    return next(found for found in letters(spec) if found["words"] == shown)


def test_the_columns_are_headed_with_place_verdict_ends_and_england():
    assert words(spine_chart(spine()).wide)[:6] == ["Luton", "Against England", *ENDS, "England"]
    assert words(spine_chart(spine()).narrow)[:5] == ["Luton", *ENDS, "England"]


def test_the_town_s_figures_end_at_one_edge_in_its_colour():
    spec = spine_chart(spine()).wide
    shown = [letter(spec, words) for words in ("Luton", "6.3", "36.8")]
    assert len({found["x"] for found in shown}) == 1
    assert {found["colour"] for found in shown} == {TOWN}


def test_a_missing_figure_is_quiet():
    assert letter(spine_chart(spine(measure(town=None))).wide, "no figure")["colour"] == INK_3


@pytest.mark.parametrize("rating", Rating)
@pytest.mark.parametrize("spread", [True, False])
def test_on_a_page_every_verdict_has_its_word_in_one_column_in_its_colour(rating, spread):
    rows = (measure(rating=Rating.SIMILAR), measure(rating=rating, spread=spread))
    spec = spine_chart(spine(*rows, heading="")).wide
    (first, *_, last) = [x for x in letters(spec) if x["colour"] in (SHAPES[Rating.SIMILAR].ink, SHAPES[rating].ink)
                         and x["words"] in (SHAPES[Rating.SIMILAR].word, SHAPES[rating].word)]  # fmt: skip
    assert (last["words"], last["colour"], last["x"]) == (SHAPES[rating].word, SHAPES[rating].ink, first["x"])


def test_on_a_phone_a_verdict_s_word_stands_only_where_there_is_no_bar():
    assert words(spine_chart(spine(measure())).narrow).count("Worse") == 1  # the end's name
    assert words(spine_chart(spine(measure(spread=False))).narrow).count("Worse") == 2


def test_a_missing_figure_of_england_s_says_so_quietly():
    shown = letter(spine_chart(spine(measure(england=None))).wide, "no figure")
    assert (shown["align"], shown["colour"]) == ("right", INK_3)


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
