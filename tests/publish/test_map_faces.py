"""A map stands in every face: page, PDF, Word, workbook, and as files of its own."""

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from lxml import html
from openpyxl import load_workbook

from equitytown.errors import InputError
from equitytown.publish.bundle import draw
from equitytown.publish.html import Renderer
from equitytown.publish.leaves import printed_sections
from equitytown.publish.pdf import write_pdf
from equitytown.publish.tables import write_tables
from equitytown.publish.word import write_word
from equitytown.publish.workbook import write_workbook
from tests.publish import mapped


@pytest.fixture(scope="module")
def document():
    return mapped.document()


@pytest.fixture(scope="module")
def drawings(document):
    return draw(document)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("maps")
    mapped.write_map_site(made)
    return made


def test_the_page_holds_the_map_twice_with_words_table_and_files(folder):
    tree = html.fromstring((folder / "index.html").read_bytes())
    figure = tree.get_element_by_id("figure-11")
    assert [len(figure.xpath(f".//div[@class='{form}']//path[@class='area']")) for form in ("wide", "narrow")] == [
        25,
        25,
    ]
    assert len(figure.xpath(".//path[@class='area']/title")) == 50
    assert len(figure.xpath(".//tbody/tr")) == 25
    assert figure.xpath(".//ul[@class='files']//a/@href") == [
        "figures/figure-11.svg", "figures/figure-11.png", "data/tables/figure-11.csv",
    ]  # fmt: skip
    assert figure.xpath(".//tbody//a/@href")[0] == "wards/synthetic-west.html"
    assert not tree.xpath("//*[@style] | //svg//script | //svg//style")
    assert tree.xpath("//script/@src") == ["assets/maps.js"]


def test_a_map_without_figures_says_what_it_awaits(folder):
    figure = html.fromstring((folder / "index.html").read_bytes()).get_element_by_id("figure-12")
    assert not figure.xpath(".//svg")
    assert "awaits data" in figure.text_content()


def test_the_picture_is_a_file_that_explains_itself(folder):
    svg = (folder / "figures" / "figure-11.svg").read_text(encoding="utf-8")
    assert "Made-up share" in svg.partition("</title>")[0]
    assert "Borders: Maker" in svg
    assert (folder / "figures" / "figure-11.png").read_bytes().startswith(b"\x89PNG")
    assert not (folder / "figures" / "figure-11.js").exists()
    assert not (folder / "assets" / "vega.js").exists()


def test_a_map_that_leads_nowhere_is_refused(document, drawings):
    lost = Renderer(document, drawings)
    object.__setattr__(lost, "document", type(document)(**{**{f: getattr(document, f) for f in document.__slots__},
                                                           "pages": document.pages[:1]}))  # fmt: skip
    with pytest.raises(InputError, match="no such page"):
        lost.page(document.pages[0])


def test_print_has_the_map_with_its_description_and_the_table_behind_it(document, drawings, tmp_path):
    write_pdf(document, tmp_path / "report.pdf", drawings=drawings)
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        described = [str(node.Alt) for node in walk(pdf.Root.StructTreeRoot.K) if "/Alt" in node]
    assert any(words.startswith("A map of 25 neighbourhoods in Testford") for words in described)
    assert any("awaits data" in words for words in described)
    behind = printed_sections(document)[-1]
    assert [block.words for block in behind.blocks if hasattr(block, "words")] == ["Figure 11", "Figures 13 and 14"]


def walk(node):
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from walk(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from walk(node.get("/K", pikepdf.Array()))


def test_word_has_the_picture_with_its_description(document, drawings, tmp_path):
    write_word(document, tmp_path / "report.docx", drawings=drawings)
    made = docx.Document(str(tmp_path / "report.docx"))
    described = [picture.get("descr") for picture in made.element.body.iter(qn("wp:docPr"))]
    assert [words.partition(" of ")[0] for words in described] == ["A map", "Maps"]
    captions = [p.text for p in made.paragraphs if p.text.startswith("Figure")]
    assert any(words.startswith("Figures 13 and 14. Made-up share") for words in captions)


def test_the_workbook_and_the_csv_hold_every_area(document, tmp_path):
    write_workbook(document, tmp_path / "tables.xlsx")
    sheets = load_workbook(tmp_path / "tables.xlsx").worksheets
    rows = [[cell.value for cell in row] for sheet in sheets for row in sheet.iter_rows()]
    assert sum(row[0] == "Testford 000" for row in rows if row) == 2
    write_tables(document.tables, tmp_path / "csv")
    lines = (tmp_path / "csv" / "figure-13.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "area,ward,value 2022,value 2023,change,class"
    assert len(lines) == 26
