"""The list of faults."""

import pytest

from equitytown.errors import PlaceError
from equitytown.place.faults import Faults, nearest, one_of


def test_paths_begin_with_the_folder_as_the_user_named_it():
    faults = Faults("places/testford")
    faults.add("place.yaml", 3, "a is wrong.", "Write b.")
    faults.add("", None, "c is wrong.", "Write d.")
    assert [str(fault) for fault in faults.found] == [
        "places/testford/place.yaml, line 3: a is wrong.\n    Write b.",
        "places/testford: c is wrong.\n    Write d.",
    ]


def test_the_reading_ends_with_every_fault():
    faults = Faults("places/testford")
    faults.raise_any()
    faults.add("a.csv", 1, "x", "y")
    faults.add("b.csv", 2, "x", "y")
    with pytest.raises(PlaceError, match=r"2 faults found; nothing was written\."):
        faults.raise_any()


def test_a_value_that_was_not_read_ends_the_reading():
    faults = Faults("places/testford")
    assert faults.sure("read") == "read"
    with pytest.raises(PlaceError):
        faults.sure(None)


def test_closed_lists_and_near_words_are_named():
    assert one_of(["a", "b"]) == "Use one of: a, b."
    assert nearest("polarty", ["polarity", "unit"]) == 'Did you mean "polarity"?'
    assert nearest("zzz", ["polarity", "unit"]) == ""
