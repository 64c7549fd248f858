"""The workbook follows the Analysis Function's rules, and no words in it are ever run."""

import os
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from equitytown.present.blocks import Cell, Column, Document, Row, RowGroup, Table, text
from equitytown.publish.workbook import write_workbook
from tests.publish.sample_report import document
from tests.publish.test_guard import HOSTILE


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    file = tmp_path_factory.mktemp("workbook") / "tables.xlsx"
    write_workbook(document(), file)
    return file


@pytest.fixture(scope="module")
def book(written):
    return openpyxl.load_workbook(written)


def of(*tables):
    held = document()
    return Document(held.masthead, (), (), tables, ())


def table(table_id="t", words="a", label="Name", caption="Caption"):
    return Table(table_id, caption, (Column("a", label),), (RowGroup("", (Row((Cell(text(words)),)),)),))


def cells(sheet):
    return [cell for row in sheet.iter_rows() for cell in row]


def test_cover_contents_and_notes_come_first_then_a_sheet_a_table(book):
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    assert len(book.sheetnames) == 3 + len(document().tables)


def test_each_table_sheet_holds_one_named_table_under_its_title(book):
    names = set()
    for held, name in zip(document().tables, book.sheetnames[3:], strict=True):
        sheet = book[name]
        assert sheet["A1"].value == held.caption
        (made,) = sheet.tables.values()
        names.add(made.name)
        assert made.ref.startswith("A")
        assert made.autoFilter is None
    assert len(names) == len(document().tables)


def test_a_table_s_headings_are_one_row_of_different_labels(book):
    for name in book.sheetnames[1:]:
        sheet = book[name]
        for made in sheet.tables.values():
            labels = [cell.value for cell in sheet[made.ref][0]]
            assert labels == [column.name for column in made.tableColumns]
            assert len({label.lower() for label in labels}) == len(labels)


def test_nothing_is_merged_frozen_hidden_or_empty(book):
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes is None
        assert sheet.sheet_state == "visible"
        assert not any(part.hidden for part in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()))
        for made in sheet.tables.values():
            assert all(cell.value not in (None, "") for row in sheet[made.ref] for cell in row)


def test_numbers_are_numbers_shown_with_the_report_s_decimals(book):
    sheet = book["Every measure"]
    found = next(cell for cell in cells(sheet) if cell.value == 85.4)
    assert found.data_type == "n"
    assert found.number_format == '#,##0.0"%"'


def test_every_mark_that_is_used_is_explained_on_its_sheet_and_in_the_notes(book):
    assert "[x]" in {cell.value for cell in cells(book["Notes"])}
    sheet = book["Every measure"]
    assert any("[x] Not available" in str(cell.value) for cell in cells(sheet))


def test_title_author_and_language_are_set(book, written):
    assert book.properties.title == "Luton, a health equity town: tables"
    assert book.properties.creator == "Director of Public Health"
    with zipfile.ZipFile(written) as parts:
        assert b"en-GB" in parts.read("docProps/core.xml")


def test_contents_lead_to_every_sheet(book):
    links = {cell.hyperlink.location for cell in cells(book["Contents"]) if cell.hyperlink}
    assert links == {f"'{name}'!A1" for name in book.sheetnames[3:]}


@pytest.mark.parametrize("payload", [words for words in HOSTILE if words.isprintable()])
def test_words_never_become_formulas_or_links(tmp_path, payload):
    file = tmp_path / "t.xlsx"
    write_workbook(of(table(words=payload, label=payload, caption=payload)), file)
    sheet = openpyxl.load_workbook(file).worksheets[3]
    assert {cell.value.strip() for cell in cells(sheet) if cell.value} == {payload.strip()}
    assert {cell.data_type for cell in cells(sheet) if cell.value} == {"s"}
    with zipfile.ZipFile(file) as parts:
        held = b"".join(parts.read(name) for name in parts.namelist() if "sheet4.xml" in name and "rels" not in name)
    assert b"<f" not in held
    assert b"<hyperlink" not in held


def test_addresses_do_not_become_links(tmp_path):
    file = tmp_path / "t.xlsx"
    write_workbook(of(table(words="https://example.org/a")), file)
    sheet = openpyxl.load_workbook(file).worksheets[3]
    assert all(cell.hyperlink is None for cell in cells(sheet))


@pytest.mark.parametrize("name", ["history", "fig1", "a" * 60, "a/b:c*d", "'", "R1C1", "1"])
def test_awkward_identifiers_make_names_that_excel_accepts(tmp_path, name):
    file = tmp_path / "t.xlsx"
    write_workbook(of(table(name)), file)
    sheet = openpyxl.load_workbook(file).worksheets[3]
    assert len(sheet.title) <= 31
    assert sheet.title.lower() != "history"
    assert next(iter(sheet.tables)).startswith("table_")


def test_identifiers_that_are_cut_to_the_same_words_get_sheets_of_their_own(tmp_path):
    file = tmp_path / "t.xlsx"
    write_workbook(of(table("a" * 40 + "b"), table("a" * 40 + "c")), file)
    assert openpyxl.load_workbook(file).sheetnames[3:] == ["A" + "a" * 30, "A" + "a" * 28 + " 2"]


def test_a_table_without_rows_says_so(tmp_path):
    file = tmp_path / "t.xlsx"
    write_workbook(of(Table("t", "Caption", (Column("a", "A"),), ())), file)
    sheet = openpyxl.load_workbook(file).worksheets[3]
    assert [cell.value for cell in cells(sheet)][-1] == "[z]"


def test_two_processes_write_the_same_bytes(tmp_path, written, root, environment):
    script = (
        "import sys; from pathlib import Path; from equitytown.publish.workbook import write_workbook\n"
        "from tests.publish.sample_report import document; write_workbook(document(), Path(sys.argv[1]))"
    )
    path = {**environment, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "b.xlsx")], check=True, cwd=root, env=path)
    assert (tmp_path / "b.xlsx").read_bytes() == written.read_bytes()
