"""Widths, wrapping and keeping apart."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.present.charts.lettering import keep_apart, text_width, wrap
from tests.present.charts.samples import LONG_NAMES

# Widths at 14 pixels in Source Sans Pro Regular, measured with Pillow 13 from the font itself.
MEASURED = {"Bournemouth, Christchurch and Poole": 224.1, "England 78.9": 75.3}


class TestWidth:
    @pytest.mark.parametrize("words", MEASURED)
    def test_an_estimate_is_near_the_font_s_own_width(self, words):
        assert text_width(words) == pytest.approx(MEASURED[words], rel=0.02)

    def test_bold_runs_wider(self):
        assert text_width("Luton", bold=True) > text_width("Luton")

    def test_a_letter_outside_the_table_has_a_width(self):
        assert text_width("ŵ") > 0

    def test_a_letter_that_stands_in_a_square_is_as_wide_as_the_text_is_high(self):
        assert text_width("漢", size=20) == 20

    @given(st.text(max_size=30), st.text(max_size=30))
    def test_widths_add_up(self, one, other):
        assert text_width(one + other) == pytest.approx(text_width(one) + text_width(other))


class TestWrap:
    @pytest.mark.parametrize("words", [*LONG_NAMES, "Luton", "A b c d e f g h i j k l m n o p"])
    @pytest.mark.parametrize("width", [40, 98, 170, 400])
    def test_no_line_is_wider_than_asked(self, words, width):
        assert all(text_width(line) <= width for line in wrap(words, width=width))

    def test_words_stay_whole_where_they_fit(self):
        assert wrap("Blackburn with Darwen", width=100) == ("Blackburn with", "Darwen")

    def test_a_word_too_wide_is_cut_with_a_hyphen_and_loses_nothing(self):
        lines = wrap(LONG_NAMES[2], width=100)
        assert len(lines) > 1
        assert all(line.endswith("-") for line in lines[:-1])
        assert "".join(line.removesuffix("-") for line in lines) == LONG_NAMES[2]

    def test_a_word_that_just_fits_is_not_cut(self):
        assert wrap("Wolverhampton", width=text_width("Wolverhampton")) == ("Wolverhampton",)

    def test_nothing_wraps_to_nothing(self):
        assert wrap("", width=50) == ()

    @given(st.text(alphabet="abcdefgh ilmW", max_size=60), st.integers(20, 200))
    def test_no_letter_is_lost(self, words, width):
        joined = "".join(line.removesuffix("-") for line in wrap(words, width=width))
        assert joined.replace(" ", "") == words.replace(" ", "")


class TestKeepApart:
    def test_labels_that_do_not_touch_stay_where_they_are(self):
        assert keep_apart([10, 50, 90], sizes=[10, 10, 10], low=0, high=100) == (10, 50, 90)

    def test_order_given_is_order_kept(self):
        placed = keep_apart([50, 10, 50], sizes=[20, 20, 20], low=0, high=100)
        assert placed[1] == 10
        assert placed[0] < placed[2]

    def test_no_label_gives_no_place(self):
        assert keep_apart([], sizes=[], low=0, high=10) == ()

    @given(st.lists(st.tuples(st.floats(0, 300), st.floats(1, 40)), max_size=7))
    def test_labels_never_overlap_and_stay_within_where_there_is_room(self, labels):
        wanted, sizes = [at for at, _ in labels], [size for _, size in labels]
        placed = keep_apart(wanted, sizes=sizes, low=0, high=300)
        spans = sorted((at - size / 2, at + size / 2) for at, size in zip(placed, sizes, strict=True))
        assert all(one[1] <= other[0] + 1e-6 for one, other in pairwise(spans))
        assert all(start >= -1e-6 and end <= 300 + 1e-6 for start, end in spans)

    def test_without_room_labels_run_past_the_end_and_still_do_not_overlap(self):
        assert keep_apart([5, 5, 5], sizes=[10, 10, 10], low=0, high=20) == (5, 15, 25)
