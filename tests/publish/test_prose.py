from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.present.blocks import Bullets, Heading, Paragraph, plain
from equitytown.publish.html import Links
from equitytown.publish.prose import blocks_of


def test_paragraphs_headings_and_lists_become_blocks():
    found = blocks_of("## Why\n\nA **bold** word.\n\n- one\n- two\n\n1. first\n")
    assert found[0] == Heading(2, "Why")
    assert isinstance(found[1], Paragraph)
    assert [span.bold for span in found[1].text] == [False, True, False]
    assert isinstance(found[2], Bullets)
    assert [plain(item) for item in found[2].items] == ["one", "two"]
    assert isinstance(found[3], Bullets)
    assert found[3].ordered


def test_a_quotation_is_a_note():
    (found,) = blocks_of("> Draft, to be replaced.")
    assert isinstance(found, Paragraph)
    assert found.style == "note"


def test_html_stays_words():
    (found,) = blocks_of("<script>alert(1)</script> and <b>more</b>")
    assert "<script>" in plain(found.text)


def test_only_safe_addresses_become_links():
    (found,) = blocks_of("[bad](javascript:alert) [good](https://example.org)")
    assert {span.href for span in found.text} == {"", "https://example.org"}


def test_a_first_level_heading_never_competes_with_the_page():
    assert blocks_of("# Big")[0] == Heading(2, "Big")


def test_broken_lines_are_joined_with_a_space():
    (found,) = blocks_of("one\ntwo")
    assert plain(found.text) == "one two"


def test_nothing_gives_nothing():
    assert blocks_of("") == ()


@pytest.mark.parametrize(
    "markdown",
    ["    two words", "```\ntwo\nwords\n```", "~~~python\ntwo words\n~~~", "*two* words", "_two words_", "`two` words"],
)
def test_the_words_of_code_and_italics_are_kept(markdown):
    (found,) = blocks_of(markdown)
    assert isinstance(found, Paragraph)
    assert plain(found.text) == "two words"


def test_code_in_a_list_is_an_item_and_code_in_a_quotation_a_note():
    (found,) = blocks_of("- one\n\n  ```\n  two\n  ```\n")
    assert [plain(item) for item in found.items] == ["one", "two"]
    (note,) = blocks_of("> ```\n> two\n> ```")
    assert (note.style, plain(note.text)) == ("note", "two")


def test_words_after_a_quotation_are_no_note():
    assert [block.style for block in blocks_of("> one\n\ntwo")] == ["note", "body"]


@pytest.mark.parametrize(
    ("markdown", "levels"),
    [
        ("# A\n## B\n### C\n#### D\n##### E\n###### F", [2, 2, 3, 4, 4, 4]),
        ("#### A\n#### B", [2, 3]),
        ("## A\n#### B\n## C\n### D", [2, 3, 2, 3]),
    ],
)
def test_headings_never_skip_a_level(markdown, levels):
    assert [block.level for block in blocks_of(markdown)] == levels


@given(st.lists(st.integers(1, 6)))
def test_headings_of_any_levels_lead_down_one_at_a_time(depths):
    levels = [1, *(block.level for block in blocks_of("\n".join(f"{'#' * depth} A" for depth in depths)))]
    assert len(levels) == len(depths) + 1
    assert all(2 <= after <= min(4, before + 1) for before, after in pairwise(levels))


@pytest.mark.parametrize("markdown", ["#", "##", "-", "```\n```", "***", "> "])
def test_what_holds_no_words_gives_nothing(markdown):
    assert blocks_of(markdown) == ()


@pytest.mark.parametrize("address", ["https:", "ftp://example.org", "//example.org", "page.html"])
def test_an_address_of_another_kind_is_no_link(address):
    (found,) = blocks_of(f"[words](<{address}>)")
    assert [(span.text, span.href) for span in found.text] == [("words", "")]


@given(st.sampled_from(["https://", "http://", "mailto:"]), st.text(st.characters(exclude_characters="<>\n\r\\")))
def test_every_link_of_a_text_can_stand_in_a_page(start, rest):
    for block in blocks_of(f"[words](<{start}{rest}>)"):
        for span in block.text:
            assert span.href == Links(frozenset()).href(span.href, slug="index")


def test_an_email_address_is_a_link():
    (found,) = blocks_of("[write](mailto:team@example.org)")
    assert found.text[0].href == "mailto:team@example.org"
