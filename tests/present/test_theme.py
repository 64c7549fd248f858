"""The look: every colour can be seen, every verdict has a shape and a word of its own."""

import re

import pytest

from equitytown.present import theme
from equitytown.terms.observation import Rating

READABLE = 4.5  # WCAG 2.2, 1.4.3: contrast of text
VISIBLE = 3.0  # WCAG 2.2, 1.4.11: contrast of graphics


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_rating_has_a_shape_and_a_word_of_its_own():
    assert set(theme.SHAPES) == set(Rating)
    assert len({shape.path for shape in theme.SHAPES.values()}) == len(Rating)
    assert len({shape.word for shape in theme.SHAPES.values()}) == len(Rating)


def test_the_words_and_letters_are_those_of_the_report():
    assert theme.VERDICT_WORDS[Rating.NOT_COMPARED] == "Not compared"
    assert theme.VERDICT_WORDS[Rating.HIGHER] == "Higher"
    letters = [theme.VERDICT_LETTERS[rating] for rating in (Rating.BETTER, Rating.SIMILAR, Rating.WORSE)]
    assert letters == ["G", "A", "R"]


@pytest.mark.parametrize("rating", Rating)
def test_a_shape_can_be_seen_on_white_by_its_fill_or_its_edge(rating):
    shape = theme.SHAPES[rating]
    assert max(contrast(shape.fill, theme.PAPER), contrast(shape.edge, theme.PAPER)) >= VISIBLE


@pytest.mark.parametrize("rating", Rating)
def test_a_verdict_s_words_read_on_white(rating):
    assert contrast(theme.SHAPES[rating].ink, theme.PAPER) >= READABLE


@pytest.mark.parametrize("colour", [theme.INK, theme.INK_2, theme.TOWN])
def test_inks_read_on_white_and_on_the_town_s_wash(colour):
    assert contrast(colour, theme.PAPER) >= READABLE
    assert contrast(colour, theme.TOWN_WASH) >= READABLE


@pytest.mark.parametrize("colour", [theme.INK_3, theme.NEIGHBOUR])
def test_quieter_inks_read_on_white(colour):
    assert contrast(colour, theme.PAPER) >= READABLE


def test_colours_are_written_in_full():
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in theme.COLOURS.values())


@pytest.mark.parametrize("rating", Rating)
def test_vega_draws_the_same_shape_around_the_middle(rating):
    drawn = [float(n) for n in re.findall(r"-?\d*\.?\d+", theme.vega_path(rating))]
    given = [float(n) for n in re.findall(r"-?\d*\.?\d+", theme.SHAPES[rating].path)]
    assert drawn[:2] == pytest.approx([(n - 8) / 8 for n in given[:2]], abs=1e-5)
    assert drawn[2:] == pytest.approx([n / 8 for n in given[2:]], abs=1e-5)


def test_a_family_with_a_digit_is_quoted_and_there_is_always_another():
    families = [family.strip() for family in theme.FAMILY.split(",")]
    assert all(family.startswith("'") for family in families if re.search(r"\d", family))
    assert families[-1] == "sans-serif"


def test_charts_carry_the_family_and_the_paper():
    config = theme.vega_config()
    assert config["font"] == theme.FAMILY
    assert config["background"] == theme.PAPER
