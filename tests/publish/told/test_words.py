"""Words that several parts share."""

from datetime import date

import pytest

from equitytown.present.blocks import plain, text
from equitytown.publish.told.words import MOST_LISTED, between, ended, joined, short_list


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((date(2025, 1, 1), date(2025, 2, 1)), "1 January 2025 to 1 February 2025"),
        ((date(2025, 1, 1), None), "from 1 January 2025"),
        ((None, date(2025, 2, 1)), "until 1 February 2025"),
        ((None, None), ""),
    ],
)
def test_a_period_says_what_is_known_of_it(days, words):
    assert between(*days) == words


def test_a_sentence_ends_once():
    assert [ended("Done"), ended("Done."), ended("Done?")] == ["Done.", "Done.", "Done?"]


def test_a_name_that_is_not_held_is_its_reference():
    assert joined(("a", "b"), {"a": "The council"}) == "The council and b"


def test_a_long_list_is_cut_and_the_rest_counted():
    items = [text(str(n)) for n in range(MOST_LISTED + 2)]
    (found,) = short_list(items, more="actions")
    assert len(found.items) == MOST_LISTED + 1
    assert plain(found.items[-1]) == "and 2 more actions."
    assert short_list([], more="actions") == ()
