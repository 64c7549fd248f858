"""Documents with text and tables in them: Word, PDF and web pages."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest
import typst
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

from equitytown.audit.published import PassageKind, Published, Role
from equitytown.audit.reading import pdf_pages, read_published, read_text
from equitytown.audit.reading.grids import Grid, Paragraph, SlipKind, Unread
from equitytown.audit.reading.pdf import parts_of_pdf
from equitytown.audit.reading.placing import Placed, grid_of
from equitytown.errors import InputError

ROWS = [("Measure", "Luton", "England"), *((f"Measure {at}", f"{at}.5", f"{at}.7") for at in range(1, 13))]


def kinds(read: Published) -> list[tuple[str, PassageKind]]:
    return [(passage.text, passage.kind) for passage in read.passages]


def test_a_word_document_keeps_its_headings_items_footnotes_and_merged_cells(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Outcomes", level=1)
    document.add_paragraph("What we saw").add_run("1").font.superscript = True
    document.add_paragraph("First", style="List Bullet")
    control, inner = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    inner.append(document.add_paragraph("In a box")._p)
    control.append(inner)
    document.element.body.insert(3, control)
    table = document.add_table(rows=4, cols=5)
    for at, row in enumerate(
        (
            ("Theme", "Measure", "2021", "", "England 2021"),
            ("", "", "Luton", "Rank", ""),
            ("Health", "Smoking", "14", "", "13"),
            ("", "Obesity", "15", "", "14"),
        )
    ):
        for cell, text in zip(table.rows[at].cells, row, strict=True):
            cell.text = text
    for start, end in (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((2, 0), (3, 0)), ((2, 2), (2, 3))):
        table.cell(*start).merge(table.cell(*end))
    table.cell(3, 4).add_table(1, 1).cell(0, 0).text = "within"
    document.save(str(tmp_path / "report.docx"))
    read = read_published(tmp_path / "report.docx")
    assert kinds(read) == [
        ("Outcomes", PassageKind.HEADING),
        ("What we saw[1]", PassageKind.HEADING),
        ("First", PassageKind.ITEM),
        ("In a box", PassageKind.HEADING),
    ]
    (found,) = read.tables
    assert [(line.group, line.measure, line.number(Role.PLACE)) for line in found.lines] == [
        ("Health", "Smoking", 14),
        ("Health", "Obesity", 15),
    ]
    assert [slip.kind for slip in found.slips][1:3] == [SlipKind.MERGED, SlipKind.MERGED]


def test_footnotes_and_numbered_paragraphs_of_word_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("A sentence with a note")
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), "2")
    paragraph.add_run()._r.append(mark)
    document.add_paragraph("Numbered")._p.get_or_add_pPr().append(OxmlElement("w:numPr"))
    document.save(str(tmp_path / "plain.docx"))
    notes = (
        f'<w:footnotes xmlns:w="{qn("w:p")[1:].partition("}")[0]}"><w:footnote w:type="separator"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Of adults</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    with ZipFile(tmp_path / "plain.docx", "a") as archive:
        archive.writestr("word/footnotes.xml", notes)
    assert kinds(read_published(tmp_path / "plain.docx")) == [
        ("A sentence with a note[2]", PassageKind.HEADING),
        ("Numbered", PassageKind.ITEM),
        ("[2] Of adults", PassageKind.NOTE),
    ]


def pdf(folder: Path, source: str) -> Path:
    (folder / "report.pdf").write_bytes(typst.compile(source.encode()))
    return folder / "report.pdf"


def cells() -> str:
    return ", ".join(f'"{cell}"' for row in ROWS for cell in row)


def test_a_table_that_pages_break_is_one_and_text_stands_by_its_page(tmp_path: Path) -> None:
    path = pdf(
        tmp_path,
        '#set page(width: 20cm, height: 8cm, numbering: "1")\n= Outcomes\n\nThese words stand above the table, on the '
        "first page, and are wrapped over two lines.\n- An item\n- Another\n"
        f"#table(columns: 3, {cells()})\nBelow.",
    )
    read = read_published(path)
    (found,) = read.tables
    assert [line.measure for line in found.lines] == [row[0] for row in ROWS[1:]]
    assert [line.row for line in found.lines] == list(range(2, 14))
    assert SlipKind.HEADINGS_REPEATED in {slip.kind for slip in found.slips}
    first = [passage for passage in read.passages if passage.line == 1]
    assert [(p.text.split()[0], p.unit) for p in first][:3] == [("Outcomes", "page"), ("These", "page"), ("•", "page")]
    assert [type(part) for part in pdf_pages.read(path)].count(Grid) > 1


def test_lines_wrapped_in_a_table_without_rules_are_put_together(tmp_path: Path) -> None:
    wrapped = cells().replace('"Measure 3"', '"Measure 3, which is wrapped over two lines"')
    path = pdf(
        tmp_path,
        "#set page(width: 20cm, height: 20cm)\n#set text(size: 9pt)\nSome words.\n"
        f"#table(columns: (4cm, 3cm, 3cm), stroke: none, inset: 8pt, {wrapped})\nBelow.",
    )
    parts = pdf_pages.read(path)
    (grid,) = [part for part in parts if isinstance(part, Grid)]
    assert grid.rows[3].cells == ("Measure 3, which is wrapped over two lines", "3.5", "3.7")
    assert len(grid.rows) == len(ROWS)
    assert [part.text for part in parts if isinstance(part, Paragraph)] == ["Some words.", "Below."]


def test_pages_that_are_pictures_are_told(tmp_path: Path) -> None:
    Image.new("L", (9, 9)).save(tmp_path / "scan.png")
    (tmp_path / "report.typ").write_text(f'{"Words. " * 40}\n#pagebreak()\n#image("scan.png")', encoding="utf-8")
    (tmp_path / "report.pdf").write_bytes(typst.compile(tmp_path / "report.typ"))
    told = "Pages that are pictures, with no text: 2."
    assert pdf_pages.read(tmp_path / "report.pdf")[-1] == Unread(told)
    assert read_published(tmp_path / "report.pdf").unread == (told,)


def test_a_reader_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pdf(tmp_path, "Some words")
    monkeypatch.setattr("equitytown.audit.reading.pdf.sys.executable", "/bin/false")
    with pytest.raises(InputError, match="its reader ran out of memory or failed"):
        parts_of_pdf(path)


def test_blocks_within_blocks_of_a_page_are_read_once(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<html><body><div>Outer<p>Inner<br>text</p></div><table><tr><td>A<table><tr><td>b</td></tr></table></td>"
        "<td rowspan='x'>c</td></tr></table><p hidden>gone</p></body></html>",
        encoding="utf-8",
    )
    assert [text for text, _ in kinds(read_published(path))] == ["Outer", "Inner text", "A b", "c"]


def test_cells_that_span_more_than_a_table_can_have_are_refused() -> None:
    with pytest.raises(InputError, match="spans more than 200,000 cells"):
        grid_of([[Placed("a", columns=200)] * 2 for _ in range(1001)], name="t")


def test_a_workbooks_days_and_a_hint_of_separator_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("Measure", "Period", "Luton", "England"), ("Smoking", date(2021, 3, 1), 1, 2.0), (None, None)):
        book.active.append(row)
    book.save(tmp_path / "days.xlsx")
    (line,) = read_published(tmp_path / "days.xlsx").tables[0].lines
    assert (line.words(Role.PERIOD), line.words(Role.NATIONAL)) == ("2021-03-01", "2")
    (tmp_path / "hint.csv").write_text("sep=;\nMeasure;Luton;England\nSmoking;1;2\n", encoding="utf-8")
    assert len(read_published(tmp_path / "hint.csv").tables[0].lines) == 1


def test_cells_set_apart_by_uneven_spaces_and_wrapped_paragraphs_are_read() -> None:
    text = "A sentence that goes on\nin the next line.\n\nMeasure  Luton  England\nSmoking   in adults\nX  1  2\n"
    assert next(passage.text for passage in read_text(text).passages) == "A sentence that goes on in the next line."
    even = "Measure  Luton  England\nSmoking prevalence  14  13\nX  1  2\n"
    assert [line.number(Role.PLACE) for line in read_text(even).tables[0].lines] == [14, 1]
    with pytest.raises(InputError, match="no row with a measure below them"):
        read_text("Measure\tLuton\tEngland\n\t1\t2\n")
