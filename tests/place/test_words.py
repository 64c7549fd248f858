"""What a name and a text may not hold."""

import pytest

from equitytown.place.words import shown, unsafe_name, unsafe_text


@pytest.mark.parametrize("name", ["Luton", "Bristol, City of", "King's Lynn", "18 and over", "A = B", "Caf\u00e9"])
def test_a_plain_name_is_safe(name):
    assert unsafe_name(name) == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_formula_is_not_a_name(start):
    assert "which a spreadsheet reads as a formula" in unsafe_name(f"{start}1+1")


@pytest.mark.parametrize("name", ["<b>", "a > b", "</script>"])
def test_markup_is_not_a_name(name):
    assert "which a web page reads as markup" in unsafe_name(name)


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\n", "\u200b", "\u202e", "\ufeff"])
def test_what_nobody_can_see_is_not_in_a_name(hidden):
    assert unsafe_name(f"Lu{hidden}ton") == "holds a control character."


def test_a_text_may_have_lines_and_signs_but_nothing_hidden():
    assert unsafe_text("One < two\n\tthree") == ""
    assert unsafe_text("One\u202etwo") == "holds a control character."


def test_a_fault_quotes_nothing_hidden_and_nothing_long():
    assert shown("a\x07b") == "a\N{REPLACEMENT CHARACTER}b"
    assert shown("x" * 61) == "x" * 60 + "..."
