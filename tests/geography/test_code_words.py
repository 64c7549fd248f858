from datetime import date

from equitytown.geography.code_words import CHANGES, day_in_words, sets_in_words, successors_in_words
from equitytown.geography.codes import CodeRecord, Successor
from equitytown.geography.history import shipped_history
from equitytown.geography.lookups import CHANGES as KINDS


def test_every_kind_of_change_has_its_words():
    assert CHANGES.keys() == KINDS.keys()


def test_sets_are_told_by_kind_from_the_oldest_to_the_newest():
    told = sets_in_words(shipped_history()["E06000058"])
    assert told == "Upper-tier authorities of April 2019 to 2025 and Lower-tier authorities of April 2019 to 2025"
    assert sets_in_words(CodeRecord("E05000001", "", "Ward", boundary_sets=("our wards",))) == "our wards"
    assert sets_in_words(shipped_history()["E92000001"]) == "no boundary set that is known"


def test_the_last_day_is_told_as_it_is_said():
    assert day_in_words(CodeRecord("E", "", "Ward", valid_to=date(2023, 5, 3), ended=True)) == "3 May 2023"
    assert day_in_words(CodeRecord("E", "", "Ward", ended=True)) == ""


def test_what_came_after_is_told_with_the_change_and_what_can_be_compared():
    parts = (Successor("E06000063", "S"), Successor("E06000064", "S"))
    told = successors_in_words(parts, shipped_history())
    assert told == (
        "E06000063 (Cumberland) and E06000064 (Westmorland and Furness): split, comparable only from counts"
    )
    assert successors_in_words((Successor("E01035624", "X"),), {}) == "E01035624: changed irregularly, never comparable"
    assert successors_in_words((), {}) == "nothing that the tables tell"
