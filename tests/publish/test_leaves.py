"""Sections fall onto upright and sideways pages; figures' tables come last."""

from equitytown.present.blocks import Document, Figure, Heading, Paragraph, Section, Table, text
from equitytown.publish.leaves import anchor_of, leaves, printed_sections
from tests.publish.sample_report import chart, document, neighbour_table

WIDE = Table("wide", "Caption", (), (), wide=True)
WORDS = Paragraph(text("Words."))


def turned(*blocks):
    return [(leaf.sideways, len(leaf.blocks)) for leaf in leaves(Section("s", "Title", blocks))]


def test_a_section_without_wide_tables_stands_upright():
    assert turned(WORDS, neighbour_table()) == [(False, 2)]


def test_words_before_a_wide_table_go_with_it():
    assert turned(Heading(2, "H"), WORDS, WIDE) == [(True, 3)]


def test_what_comes_after_a_wide_table_stands_upright_again():
    assert turned(WORDS, WIDE, WORDS) == [(True, 2), (False, 1)]


def test_a_figure_before_a_wide_table_stays_upright():
    figure = Figure("f", "", "T", (), chart("line", "d"), None, ())
    assert turned(figure, WORDS, WIDE) == [(False, 1), (True, 2)]


def test_wide_tables_in_a_row_share_one_run():
    assert turned(WIDE, WORDS, WIDE) == [(True, 3)]


def test_a_section_without_blocks_still_has_a_page():
    assert turned() == [(False, 0)]


def test_tables_behind_figures_come_last_under_the_figure_s_number():
    sections = printed_sections(document())
    assert [section.name for section in sections[:-1]] == [section.name for section in document().sections]
    headings = [block for block in sections[-1].blocks if isinstance(block, Heading)]
    assert [(block.words, block.anchor) for block in headings] == [
        ("Figure 1", "table-of-figure-1"),
        ("Figure 2", "table-of-figure-2"),
    ]
    assert sum(isinstance(block, Table) for block in sections[-1].blocks) == 2


def test_a_report_without_figures_has_no_annex():
    held = document()
    bare = Document(held.masthead, (Section("s", "T", (WORDS,)),), (), (), ())
    assert printed_sections(bare) == bare.sections


def test_the_anchor_names_the_figure():
    assert anchor_of(Figure("figure-9", "Figure 9", "T", (), None, None, ())) == "table-of-figure-9"
