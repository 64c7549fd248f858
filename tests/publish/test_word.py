"""The Word document has real headings, captions, descriptions and header rows, in styles of our own names."""

import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import docx
import pytest
import vl_convert
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn

from equitytown.errors import BuildError
from equitytown.present.blocks import (
    Bullets,
    Document,
    Fact,
    Facts,
    Figure,
    KeyFigure,
    Paragraph,
    RankStrip,
    Record,
    Records,
    Section,
    Span,
    Verdict,
    text,
)
from equitytown.publish.drawings import Drawing
from equitytown.publish.leaves import printed_sections
from equitytown.publish.word import write_word
from equitytown.publish.word_blocks import TALLEST
from equitytown.publish.word_runs import SIGNS, write_verdict
from equitytown.terms.observation import Rating
from tests.publish.sample_report import chart, document, drawings, outcome_table


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    file = tmp_path_factory.mktemp("word") / "report.docx"
    write_word(document(), file, drawings=drawings())
    return file


@pytest.fixture(scope="module")
def word(written):
    return docx.Document(str(written))


def of(*blocks):
    held = document()
    return Document(held.masthead, (Section("s", "Title", blocks),), (), (), ())


def made_of(tmp_path, *blocks):
    write_word(of(*blocks), tmp_path / "r.docx", drawings=drawings())
    return docx.Document(str(tmp_path / "r.docx"))


def styled(word, name):
    return [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == name]


def test_sections_are_headings_of_the_first_level(word):
    assert styled(word, "Heading 1") == [section.title for section in printed_sections(document())]


def test_headings_skip_no_level(word):
    levels = [int(p.style.name[-1]) for p in word.paragraphs if p.style.name.startswith("Heading ")]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_cover_has_a_title(word):
    assert styled(word, "Title") == ["Luton, a health equity town"]


def test_captions_number_the_figures(word):
    figures = [caption for caption in styled(word, "Caption") if caption.startswith("Figure")]
    assert [caption.split(".")[0] for caption in figures] == ["Figure 1", "Figure 2", "Figure 3"]
    fields = "".join(node.text or "" for node in word.element.body.iter(qn("w:instrText")))
    assert fields.count("SEQ Figure") == 3


def test_every_drawing_has_a_description(word):
    described = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert [words[:12] for words in described] == ["A line chart", "A dot chart "]


def test_every_table_has_a_repeated_heading_row_a_title_and_a_description(word):
    assert len(word.tables) == 5
    for table in word.tables:
        first = table._tbl.tr_lst[0]
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in table._tbl.tr_lst)


def test_two_rows_of_headings_are_both_marked(word):
    rows = next(t for t in word.tables if len(t.columns) == 20)._tbl.tr_lst
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows[:3]] == [True, True, False]


def test_the_document_is_in_british_english(word, written):
    assert word.core_properties.language == "en-GB"
    with zipfile.ZipFile(written) as parts:
        assert b'w:lang w:val="en-GB"' in parts.read("word/styles.xml")


def test_its_properties_name_it_and_hold_fixed_dates(word):
    held = word.core_properties
    assert (held.title, held.author) == ("Luton, a health equity town", "Director of Public Health")
    assert held.created == held.modified
    assert held.created.year == 2000


@pytest.mark.parametrize("name", ["Body", "Lede", "Note", "Source", "Finding title", "Caption", "Record"])
def test_an_officer_finds_our_styles_by_name(word, name):
    style = word.styles[name]
    assert style.font.name == "Arial"
    assert style.quick_style


def test_the_contents_are_a_field_already_filled_with_links(word):
    fields = "".join(node.text or "" for node in word.element.body.iter(qn("w:instrText")))
    assert r'TOC \o "1-2"' in fields
    anchors = {link.get(qn("w:anchor")) for link in word.element.body.iter(qn("w:hyperlink"))} - {None}
    marks = {mark.get(qn("w:name")) for mark in word.element.body.iter(qn("w:bookmarkStart"))}
    assert anchors
    assert anchors <= marks
    kinds = [node.get(qn("w:fldCharType")) for node in word.element.body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_bookmarks_have_names_and_numbers_of_their_own(word):
    marks = list(word.element.body.iter(qn("w:bookmarkStart")))
    assert len({mark.get(qn("w:name")) for mark in marks}) == len(marks)
    assert len({mark.get(qn("w:id")) for mark in marks}) == len(marks)
    assert all(len(mark.get(qn("w:name"))) <= 40 for mark in marks)


def test_wide_tables_stand_in_a_section_turned_sideways(word):
    turned = [section.orientation for section in word.sections]
    assert turned == [WD_ORIENTATION.PORTRAIT, WD_ORIENTATION.LANDSCAPE, WD_ORIENTATION.PORTRAIT]
    assert [section.different_first_page_header_footer for section in word.sections] == [True, False, False]


def test_a_section_that_turns_has_one_heading(tmp_path):
    figure = Figure("f", "", "Title", (), chart("line", "d"), None, ())
    word = made_of(tmp_path, figure, outcome_table())
    assert styled(word, "Heading 1") == ["Title"]
    assert [section.orientation for section in word.sections][-1] == WD_ORIENTATION.LANDSCAPE


def test_the_footer_holds_the_page_number(word):
    footer = word.sections[0].footer._element
    assert any((node.text or "").strip() == "PAGE" for node in footer.iter(qn("w:instrText")))


def test_outside_addresses_are_links_and_pages_of_the_site_are_words(word):
    outside = {part.target_ref for part in word.part.rels.values() if part.is_external}
    assert outside == {"https://example.org/profiles"}


def test_a_verdict_is_a_sign_and_a_word_in_its_colour():
    word = docx.Document()
    for rating in Rating:
        paragraph = word.add_paragraph()
        write_verdict(paragraph, Verdict(rating))
        sign, _, said = paragraph.text.partition("\u00a0")
        assert sign == SIGNS[rating]
        assert said.lower() == rating.value
        assert paragraph.runs[0].font.color.rgb is not None


def test_a_figure_out_of_order_keeps_its_printed_number(tmp_path):
    figures = (Figure("f", label, "Title", text("Words"), chart("line", "d"), None, ()) for label in ("Figure 9", ""))
    word = made_of(tmp_path, *figures)
    assert styled(word, "Caption") == ["Figure 9. Title"]
    assert styled(word, "Finding title") == ["Title"]


def test_a_drawing_taller_than_a_page_is_made_smaller(tmp_path):
    picture = vl_convert.svg_to_png('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="400"/>')
    figure = Figure("f", "", "Title", (), chart("tall", "d"), None, ())
    write_word(of(figure), tmp_path / "r.docx", drawings={"tall": Drawing("", "", picture)})
    (shape,) = docx.Document(str(tmp_path / "r.docx")).inline_shapes
    assert shape.height == TALLEST
    assert shape.width / shape.height == pytest.approx(90 / 400, rel=0.01)


def test_records_and_facts_of_every_make_can_be_written(tmp_path):
    records = (
        Record("a", "1", "Its title", text("Its words.")),
        Record("b", "2", "", text("Words alone."), details=(Fact("Rank", rank=RankStrip(1, 6, None, None, "1 of 6")),)),
        Record("c", "3", "A title alone", ()),
    )
    held = Records((("", records),), {}, "action"), Facts("", (Fact("Rating", verdict=Verdict(Rating.HIGHER)),))
    word = made_of(tmp_path, *held, KeyFigure(text("7"), "years", (), ()))
    assert styled(word, "Record") == ["1\tIts title Its words.", "2\tWords alone.", "3\tA title alone"]
    assert styled(word, "Record detail") == ["Rank: 1 of 6"]
    assert styled(word, "Fact") == ["Rating\t\u25b2\u00a0Higher"]
    assert styled(word, "Key figure") == ["7 years"]


def test_lists_of_records_side_by_side_have_headings_of_one_level(tmp_path):
    one = Records((("Group", (Record("a", "1", "Title", ()),)),), {}, "action")
    assert len(styled(made_of(tmp_path, one, one), "Heading 2")) == 2


def test_each_numbered_list_starts_at_one(tmp_path):
    lists = [Bullets((text("one"), text("two")), ordered=True), Bullets((text("one"),), ordered=True)]
    word = made_of(tmp_path, *lists)
    numbers = [p._p.pPr.numPr.numId.val for p in word.paragraphs if p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]


def test_characters_that_word_cannot_hold_are_left_out(tmp_path):
    word = made_of(tmp_path, Paragraph((Span("a\x00b\x0bc\u00add & <e>"),)))
    assert styled(word, "Body")[-1] == "abcd & <e>"


def test_a_chart_without_a_picture_is_refused(tmp_path):
    figure = Figure("f", "Figure 1", "Title", (), chart("line", "d"), None, ())
    for held in ({}, {"line": Drawing("<svg/>", "<svg/>", None)}):
        with pytest.raises(BuildError, match='chart "line" has no picture'):
            write_word(of(figure), tmp_path / "r.docx", drawings=held)
    assert not (tmp_path / "r.docx").exists()


def test_without_the_extra_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.delitem(sys.modules, "equitytown.publish.word_report", raising=False)
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(BuildError, match=r'pip install "equitytown\[report\]"'):
        write_word(document(), tmp_path / "r.docx", drawings=drawings())


def test_a_report_that_is_not_a_draft_does_not_say_so(tmp_path):
    held = of(Paragraph(text("Words.")))
    write_word(replace(held, masthead=replace(held.masthead, draft=False)), tmp_path / "r.docx", drawings={})
    word = docx.Document(str(tmp_path / "r.docx"))
    assert not any("Draft" in paragraph.text for paragraph in word.paragraphs)
    assert word.sections[0].header.paragraphs[0].text == "Luton, a health equity town"


def test_a_report_without_sections_can_be_written(tmp_path):
    held = document()
    head = replace(held.masthead, edition_words="Figures as known on 1 April 2024", as_of_words="1 April 2024")
    write_word(Document(head, (), (), (), ()), tmp_path / "r.docx", drawings={})
    assert styled(docx.Document(str(tmp_path / "r.docx")), "Lede") == ["Figures as known on 1 April 2024"]


def test_every_part_is_well_formed(written):
    with zipfile.ZipFile(written) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(parts.read(name))  # noqa: S314 (our own file)


def test_two_processes_write_the_same_bytes(tmp_path, written, root, environment):
    script = (
        "import sys; from pathlib import Path; from equitytown.publish.word import write_word\n"
        "from tests.publish.sample_report import document, drawings\n"
        "write_word(document(), Path(sys.argv[1]), drawings=drawings())"
    )
    path = {**environment, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "b.docx")], check=True, cwd=root, env=path)
    assert (tmp_path / "b.docx").read_bytes() == written.read_bytes()


def test_a_figure_that_awaits_data_keeps_its_source_and_notes(tmp_path):
    figure = Figure(
        "f",
        "Figure 1",
        "Title",
        (),
        None,
        None,
        text("Source: a supplier."),
        (text("A note."),),
        awaiting="Not held yet.",
    )
    word = made_of(tmp_path, figure)
    assert styled(word, "Note")[-1:] == ["Not held yet."]
    assert styled(word, "Source")[-2:] == ["Source: a supplier.", "A note."]


def test_a_block_of_no_known_kind_is_not_passed_over(tmp_path):
    with pytest.raises(AssertionError, match="Expected code to be unreachable"):
        made_of(tmp_path, "a block of no kind")
