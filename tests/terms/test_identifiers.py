"""One rule for the names of places, indicators, editions and texts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.terms.identifiers import IDENTIFIER, is_identifier


@pytest.mark.parametrize("name", ["luton", "a", "8", "infant-mortality", "luton-2023", "x" * 64])
def test_letters_digits_and_single_hyphens_are_an_identifier(name):
    assert is_identifier(name)


@pytest.mark.parametrize("name", ["", "-", "x-", "-x", "a--b", "A", "a b", "a_b", "luton\n", "\u0663", "é", "x" * 65])
def test_anything_else_is_not(name):
    assert not is_identifier(name)


@given(st.from_regex(re.compile(IDENTIFIER), fullmatch=True))
def test_an_identifier_can_name_a_file_everywhere(name):
    assert is_identifier(name) is (len(name) <= 64)
    assert name == name.strip("-. ")
    assert name.isascii()
