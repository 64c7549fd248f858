"""Numbers as files write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.place.numbers import NotANumber, read_number


@pytest.mark.parametrize(
    ("cell", "mend"),
    [
        ("*", 'set status to "suppressed"'),
        ("c", 'set status to "suppressed"'),
        ("[c]", 'set status to "suppressed"'),
        ("<5", "A bound is not a value."),
        (">= 10", "A bound is not a value."),
        ("N/a", 'set status to "missing"'),
        ("-", 'set status to "missing"'),
        ("7.70%", "Write 7.70: the unit stands in the indicator's file."),
        ("1,234", "Write 1234."),
        ("12,345,678.5", "Write 12345678.5."),
        ("7,7", "Write 7.7."),
        ("1-May", "A spreadsheet has turned it into a date"),
        ("01/05/2022", "A spreadsheet has turned it into a date"),
        ("about 20", "Write digits only"),
        ("1e5", "Write digits only"),
        ("inf", "Write digits only"),
        ("nan", 'set status to "missing"'),
        ("\N{ARABIC-INDIC DIGIT THREE}", "Write digits only"),
        ("9" * 400, "Write digits only"),
    ],
)
def test_what_is_not_a_number_says_how_to_mend_it(cell, mend):
    read = read_number(cell)
    assert isinstance(read, NotANumber)
    assert mend in read.mend


def test_an_empty_cell_is_missing_and_not_zero():
    assert read_number("") is None
    assert read_number("0") == 0.0


@given(st.integers(-(10**15), 10**15), st.integers(0, 6))
def test_plain_digits_are_read_as_they_stand(number, decimals):
    cell = f"{number}.{'5' * decimals}" if decimals else str(number)
    assert read_number(cell) == float(cell)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_a_sentence(cell):
    read = read_number(cell)
    assert read is None or isinstance(read, float) or (read.sentence and read.mend)
