"""What a record tells, as a page shows it."""

import pytest

from equitytown.terms.register import KINDS
from equitytown.web.register.packs.faces import Face
from equitytown.web.register.packs.words import figure_words
from equitytown.web.register.shown import written

VALUE = KINDS["progress"].by_name["value"]


@pytest.mark.parametrize(
    ("value", "words"), [("1250.50", "1,250.50"), ("-0.5", "-0.5"), ("-1200", "-1,200"), ("0", "0"), ("374", "374")]
)
def test_a_number_keeps_its_sign_and_its_decimals(value, words):
    assert written(VALUE, value) == words
    assert figure_words(Face("progress", "PRO-1", "x", {"metric": "change", "value": value})) == f"Change: {words}"
