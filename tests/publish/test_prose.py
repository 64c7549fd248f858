from equitytown.present.blocks import Bullets, Heading, Paragraph, plain
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
