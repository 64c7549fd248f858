"""The line on chance that every report tells."""

from equitytown.audit.contract import counts_told
from equitytown.present.blocks import plain
from equitytown.present.wording.chance import line
from equitytown.terms.chance import Chance


def said(*counts):
    return plain(line(Chance(*counts, 0.05), against="with England", key="comparisons"))


def test_the_line_tells_comparisons_flags_chance_and_those_that_remain():
    words = said(42, 30, 2.1, 28, 27)
    assert words == (
        "42 comparisons with England have a test or a published verdict: 30 came out as different, and about 2.1 would "
        "by chance alone if nothing differed. 28 of those that differ were worked out here from limits, and 27 of "
        "these still do once their number is allowed for (a false discovery rate of 5%)."
    )
    assert counts_told({"report": [words]}, tested=42) == ()


def test_one_comparison_and_published_verdicts_alone_are_told_as_such():
    words = said(1, 1, 0.05, 0, 0)
    assert words.startswith("1 comparison with England has a test")
    assert "None of them was worked out from limits held here" in words
    assert counts_told({"report": [words]}, tested=1) == ()


def test_without_a_comparison_nothing_is_told():
    assert said(0, 0, 0.0, 0, 0) == ""
