"""The PDF is tagged, named, numbered and the same each time."""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from equitytown import publish
from equitytown.errors import BuildError
from equitytown.present.blocks import Document, Figure, Paragraph, Section, Span, Table, text
from equitytown.publish.drawings import Drawing
from equitytown.publish.pdf import write_pdf
from tests.publish.pdf_words import words_of
from tests.publish.sample_report import chart, document, drawings

A4 = (595.276, 841.89)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    file = tmp_path_factory.mktemp("pdf") / "report.pdf"
    write_pdf(document(), file, drawings=drawings())
    return file


@pytest.fixture(scope="module")
def pdf(written):
    with pikepdf.open(written) as opened:
        yield opened


@pytest.fixture(scope="module")
def tags(pdf):
    return list(walk(pdf.Root.StructTreeRoot.K))


def walk(node):
    """Give every element of the structure tree, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from walk(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from walk(node.K)


def named(tags, name):
    return [tag for tag in tags if str(tag.S) == f"/{name}"]


def attributes(tag, key):
    held = tag.get("/A", pikepdf.Array())
    each = held if isinstance(held, pikepdf.Array) else [held]
    return [str(found[key]) for found in each if key in found]


def of(*blocks):
    held = document()
    return Document(held.masthead, (Section("s", "Title", blocks),), (), (), ())


def test_it_claims_pdf_ua_1(pdf):
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Luton, a health equity town, 2023 edition"


def test_it_is_marked_in_british_english_and_shows_its_title(pdf):
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_headings_are_real_and_skip_no_level(tags):
    levels = [int(str(tag.S)[2:]) for tag in tags if str(tag.S) in {"/H1", "/H2", "/H3", "/H4"}]
    assert Counter(levels)[1] == 8  # contents, six sections, the annex
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_figure_has_a_description(tags):
    figures = named(tags, "Figure")
    assert [str(figure.Alt)[:12] for figure in figures] == ["A line chart", "A dot chart ", "No measure h"]


def test_heading_cells_say_which_way_they_read(tags):
    cells = named(tags, "TH")
    assert len(cells) > 40
    assert all(attributes(cell, "/Scope") for cell in cells)


def test_every_table_has_its_caption_and_headings(tags):
    tables = named(tags, "Table")
    assert len(tables) == 4
    assert all({"/Caption", "/THead"} <= {str(child.S) for child in table.K} for table in tables)


def test_paragraphs_and_lists_are_marked(tags):
    counted = Counter(str(tag.S) for tag in tags)
    assert counted["/P"] > 40
    assert counted["/LI"] == 8


def test_it_has_bookmarks_and_page_labels(pdf):
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[:3] == ["Contents", "Foreword", "Where Luton stands"]
    assert "/PageLabels" in pdf.Root


def test_wide_tables_stand_sideways_on_a4(pdf):
    shapes = [tuple(float(side) for side in page.mediabox[2:]) for page in pdf.pages]
    assert all(sorted(shape) == pytest.approx(A4, abs=0.1) for shape in shapes)
    assert 2 <= sum(width > height for width, height in shapes) <= 4


def test_no_page_is_blank(pdf):
    assert min(len(words_of(page)) for page in pdf.pages) > 100


def test_pages_are_numbered_and_carry_the_section_s_title(pdf):
    for number, page in enumerate(pdf.pages, start=1):
        assert (f" {number}" in words_of(page)[-4:]) is (number > 1)
    assert "Foreword" in words_of(pdf.pages[2])


def test_outside_addresses_are_links_and_pages_of_the_site_are_words(pdf):
    addresses = {
        str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note and "/URI" in note.A
    }
    assert addresses == {"https://example.org/profiles"}


def test_fonts_are_embedded_and_ours(pdf):
    faces = {
        str(font.BaseFont).split("+")[-1] for page in pdf.pages for font in page.Resources.get("/Font", {}).values()
    }
    assert all(face.startswith("SourceSansPro") for face in faces)


def test_headings_of_a_long_table_stand_again_on_its_next_page(pdf):
    assert sum("Round 2021/22" in words_of(page) for page in pdf.pages) >= 2


def test_words_are_never_read_as_typst(tmp_path):
    hostile = '#panic("x") #import "a" $x$ *b* _c_ `d` \\ <e> @f #{1+1} = heading ] [ // /* "'
    file = tmp_path / "r.pdf"
    write_pdf(of(Paragraph((Span(hostile, bold=True),))), file, drawings={})
    with pikepdf.open(file) as made:
        assert hostile in words_of(made.pages[2])


def test_a_chart_without_a_drawing_is_refused(tmp_path):
    figure = Figure("f", "Figure 1", "Title", (), chart("lost", "Words"), None, ())
    with pytest.raises(BuildError, match='chart "lost" was not drawn'):
        write_pdf(of(figure), tmp_path / "r.pdf", drawings={})
    assert not (tmp_path / "r.pdf").exists()


def test_a_chart_without_a_description_is_refused(tmp_path):
    figure = Figure("f", "Figure 1", "Title", (), chart("line", ""), None, ())
    with pytest.raises(BuildError, match="could not be set"):
        write_pdf(of(figure), tmp_path / "r.pdf", drawings=drawings())


def test_a_drawing_taller_than_a_page_is_made_smaller(tmp_path):
    tall = '<svg xmlns="http://www.w3.org/2000/svg" width="720" height="3000"><rect width="720" height="3000"/></svg>'
    figure = Figure("f", "Figure 1", "Title", text("Words"), chart("tall", "Words"), None, text("Source"))
    write_pdf(of(figure), tmp_path / "r.pdf", drawings={"tall": Drawing(tall, tall)})
    with pikepdf.open(tmp_path / "r.pdf") as made:
        assert len(made.pages) == 3


def test_a_table_without_rows_or_notes_can_be_printed(tmp_path):
    bare = replace(document().tables[2], groups=(), notes=(), source=())
    write_pdf(of(bare, Table("e", "Empty", bare.columns[:1], ())), tmp_path / "r.pdf", drawings={})


def test_long_names_and_thirty_columns_can_be_printed(tmp_path):
    wide = document().tables[0]
    more = replace(
        wide,
        columns=wide.columns + wide.columns[2:12],
        groups=tuple(
            replace(g, rows=tuple(replace(r, cells=r.cells + r.cells[2:12]) for r in g.rows)) for g in wide.groups
        ),
    )
    write_pdf(of(more), tmp_path / "r.pdf", drawings={})


def test_without_the_extra_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(BuildError, match=r'pip install "equitytown\[report\]"'):
        write_pdf(document(), tmp_path / "r.pdf", drawings=drawings())


def test_two_processes_write_the_same_bytes(tmp_path, written, root, environment):
    script = (
        "import sys; from pathlib import Path; from equitytown.publish.pdf import write_pdf\n"
        "from tests.publish.sample_report import document, drawings\n"
        "write_pdf(document(), Path(sys.argv[1]), drawings=drawings())"
    )
    path = {**environment, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "b.pdf")], check=True, cwd=root, env=path)
    assert (tmp_path / "b.pdf").read_bytes() == written.read_bytes()


def test_the_template_is_part_of_the_package():
    assert (Path(publish.__file__).parent / "report.typ").is_file()
