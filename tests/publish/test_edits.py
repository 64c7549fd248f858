"""Officers' edits over drafted sentences: they stand, are carried over, or are out of date."""

from datetime import date

import pytest

from equitytown.present.blocks import Span, plain
from equitytown.publish.edits import EditState, carry, nearest_id, settle, with_traces
from equitytown.terms.edit import Edit

DRAFT = (Span("The share in Testford was "), Span("61.1%", trace="own", bold=True),
         Span(" in 2022/23, lower than England ("), Span("67.2%", trace="england"), Span(")."))  # fmt: skip
EDITED = "In 2022/23 the share in Testford was 61.1%, lower than England (67.2%)."


def edit(drafted, edited=EDITED, reason=""):
    return Edit(
        "share|2022/23|Persons#level", drafted, edited, "Director", date(2026, 11, 26), reason, "text/edits.yaml", 3
    )


def test_without_an_edit_the_draft_stands():
    assert settle("a", DRAFT, None).text == DRAFT


def test_an_edit_of_todays_draft_stands_with_its_traces():
    found = settle("a", DRAFT, edit(plain(DRAFT)))
    assert found.state is EditState.STANDS
    assert plain(found.text) == EDITED
    assert [(s.text, s.trace, s.bold) for s in found.text if s.trace] == [
        ("61.1%", "own", True),
        ("67.2%", "england", False),
    ]


@pytest.mark.parametrize("before", ["60.9%", "significantly lower than England"])
def test_an_edit_is_stale_when_a_figure_or_a_verdict_under_it_changed(before):
    was = plain(DRAFT).replace("61.1%" if "%" in before else "lower than England", before)
    found = settle("a", DRAFT, edit(was))
    assert found.state is EditState.STALE
    assert not found.is_edited
    assert found.text == DRAFT


def test_an_edit_is_carried_over_to_other_words_of_the_same_finding():
    was = plain(DRAFT).replace("The share in Testford was", "In Testford the share was")
    found = settle("a", DRAFT, edit(was, was.replace("in 2022/23,", "in the school year 2022/23,")))
    assert found.state is EditState.CARRIED
    assert plain(found.text) == plain(DRAFT).replace("in 2022/23,", "in the school year 2022/23,")


def test_an_edit_whose_words_are_gone_is_lost_and_the_draft_stands():
    was = plain(DRAFT).replace("The share in Testford was", "It stood at")
    found = settle("a", DRAFT, edit(was, was.replace("stood at", "came to")))
    assert found.state is EditState.LOST
    assert found.text == DRAFT


def test_words_are_carried_to_the_start_the_middle_and_the_end():
    assert carry("It was 12%.", "Then it was 12%.", "It was 12%.") == "Then it was 12%."
    assert carry("a b c", "a b c d", "x a b c") == "x a b c d"
    assert carry("a b c", "a c", "a b c e") == "a c e"
    assert carry("a b c", "a d b c", "a x b c") is None


def test_a_number_that_an_edit_took_out_has_no_trace_and_part_of_one_takes_none():
    found = with_traces("It was 161.1% and 61.10, not 61.1% of all.", DRAFT)
    assert [s.text for s in found if s.trace] == ["61.1%"]
    assert plain(found) == "It was 161.1% and 61.10, not 61.1% of all."


def test_the_nearest_name_is_asked_for():
    assert nearest_id("smoking|2024|Persons#levl", ["smoking|2024|Persons#level"]) == (
        'Did you mean "smoking|2024|Persons#level"?'
    )
    assert "--sentences" in nearest_id("x", ["smoking|2024|Persons#level"])
