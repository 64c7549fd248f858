"""Drawings written straight: escaping, rounding, and names that can share a page."""

import pytest

from equitytown.present.charts.svg import clean, line, moves, path, rectangle, text, whole
from equitytown.present.theme import FAMILY
from tests.present.charts.drawn import is_accessible, is_safe, read, texts
from tests.present.charts.samples import HOSTILE_NAMES


def drawing(words="Words", **changes):
    given = {"size": (100, 50), "title": words, "description": words, "name": "one"} | changes
    return whole([text(words, 0, 10), rectangle(0, 0, 5, 5, fill="wash", stroke="rule")], **given)


@pytest.mark.parametrize("words", [*HOSTILE_NAMES, "a \x00\x1b b", "\ud800", "é ü ŵ 漢 \U0001f600"])
def test_hostile_words_stay_words(words):
    found = drawing(words)
    assert texts(found) == [clean(words) or None]
    assert is_safe(found)
    assert read(found)[0].text == (clean(words) or None)


def test_a_drawing_is_an_image_with_a_title_and_a_description():
    assert is_accessible(drawing())
    assert read(drawing()).get("font-family") == FAMILY


def test_a_name_becomes_an_identifier():
    root = read(drawing(name='a "b" <c>'))
    assert root.get("aria-labelledby") == "a--b---c--title a--b---c--desc"


def test_numbers_are_written_to_a_tenth_and_never_below_zero_by_a_hair():
    assert moves([(0.04, -0.04), (12.349, 2)]) == "M0 0L12.3 2"


def test_a_path_has_the_class_and_the_colour_of_each_of_its_paints():
    drawn = path("M0 0Z", fill="town", stroke="paper", kind="shift")
    assert 'class="shift fill-town stroke-paper"' in drawn
    assert 'fill="#12436d" stroke="#ffffff"' in drawn
    assert 'stroke-dasharray="5 4"' in line((0, 0, 1, 1), colour="ink", dashes="5 4")


def test_text_is_aligned_and_bold_where_asked():
    assert 'text-anchor="end" font-weight="700"' in text("a", 0, 0, anchor="end", bold=True)
