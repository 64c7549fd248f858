"""The legend lists the symbols that a table uses, in HTML, PDF, Word and workbook."""

import docx
import openpyxl
import pikepdf
import pytest

from equitytown.present.blocks import Cell, Column, Document, Row, RowGroup, Section, Span, Table, plain, text
from equitytown.publish.legend import legend
from equitytown.publish.pdf import write_pdf
from equitytown.publish.word import write_word
from equitytown.publish.workbook import write_workbook
from tests.publish.pdf_words import words_of
from tests.publish.sample_report import document

MARKED = Cell((Span("21.1"), Span(" [p]"), Span(" [u]")), number=21.1, symbols=("[p]", "[u]"))
MISSING = Cell(text("[c]"), symbols=("[c]",))
SAID = "[c] confidential; [p] provisional; [u] low reliability."


def table(*notes):
    columns = (Column("area", "Area"), Column("value", "Luton", "number"), Column("other", "England", "number"))
    rows = [
        Row((Cell(text(name)), value, Cell(text("5"), number=5.0)))
        for name, value in (("A", MARKED), ("B", MISSING), ("C", Cell(text("7"), number=7.0)))
    ]
    return Table("t", "Caption", columns, (RowGroup("", tuple(rows)),), notes=tuple(map(text, notes)))


@pytest.fixture
def report():
    return Document(document().masthead, (Section("s", "Section", (table(),)),), (), (table(),), ())


def test_only_what_is_used_and_not_told_already_is_listed():
    assert plain(legend(table())) == SAID
    assert plain(legend(table("[c] withheld by us.", "[p] may change."))) == "[u] low reliability."
    assert legend(Table("t", "Caption", (), ())) == ()


def test_the_pdf_has_it_under_the_table(report, tmp_path):
    write_pdf(report, tmp_path / "report.pdf", drawings={})
    with pikepdf.open(tmp_path / "report.pdf") as opened:
        assert any(SAID.replace(" ", "") in "".join(words_of(page)).replace(" ", "") for page in opened.pages)


def test_word_has_it_under_the_table(report, tmp_path):
    write_word(report, tmp_path / "report.docx", drawings={})
    assert SAID in [paragraph.text for paragraph in docx.Document(str(tmp_path / "report.docx")).paragraphs]


def test_the_workbook_has_symbols_in_a_column_of_their_own_and_lists_those_used(report, tmp_path):
    write_workbook(report, tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    rows = [[cell.value for cell in row] for row in book.worksheets[3].iter_rows()]
    assert rows[-4:] == [
        ["Area", "Luton", "Luton: symbol", "England"],
        ["A", 21.1, "[p] [u]", 5],
        ["B", "[c]", "[c]", 5],
        ["C", 7, "none", 5],
    ]
    notes = [row[0].value for row in book["Notes"].iter_rows()]
    assert [name for name in notes if name.startswith("[")] == ["[c]", "[p]", "[u]"]
