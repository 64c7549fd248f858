"""Every table as CSV."""

import csv

import pytest

from equitytown.errors import InputError
from equitytown.present.blocks import Cell, Column, Row, RowGroup, Table, text
from equitytown.publish.tables import field, write_tables
from tests.publish.sample_report import document

PAYLOAD = '=HYPERLINK("https://example.org","Click")'


def table(table_id="t", words="a", number=None):
    columns = (Column("name", "Name"), Column("value", "Value", "number"))
    row = Row((Cell(text(words)), Cell(text("\u22120.5"), number=number)))
    return Table(table_id, "Caption", columns, (RowGroup("", (row,)),))


def rows(file):
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


def test_each_table_becomes_a_file_of_its_own(tmp_path):
    written = write_tables(document().tables, tmp_path / "data")
    assert [file.stem for file in written] == [table.table_id for table in document().tables]
    assert all(len({len(row) for row in rows(file)}) == 1 for file in written)


def test_lines_end_with_lf_alone_and_text_is_utf_8(tmp_path):
    (file,) = write_tables([table(words="Ynys M\u00f4n")], tmp_path)
    assert file.read_bytes() == "name,value\nYnys M\u00f4n,\u22120.5\n".encode()


def test_numbers_are_unrounded_and_negative_ones_stay_numbers(tmp_path):
    (file,) = write_tables([table(number=-0.4567)], tmp_path)
    assert rows(file)[1] == ["a", "-0.4567"]


def test_words_never_become_formulas(tmp_path):
    (file,) = write_tables([table(words=PAYLOAD)], tmp_path)
    assert rows(file)[1][0] == f"'{PAYLOAD}"


def test_no_cell_of_the_sample_is_empty(tmp_path):
    for file in write_tables(document().tables, tmp_path):
        assert all(cell for row in rows(file) for cell in row)


def test_a_row_of_a_group_names_it(tmp_path):
    *_, brief = write_tables(document().tables, tmp_path)
    assert rows(brief)[1][:2] == ["Overarching", "Life expectancy, male (years)"]


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".a", "a b", "\u00e9"])
def test_a_name_that_leaves_the_folder_is_refused(tmp_path, name):
    with pytest.raises(InputError, match="cannot name a file"):
        write_tables([table(name)], tmp_path)


def test_two_tables_of_one_name_are_refused(tmp_path):
    with pytest.raises(InputError, match='two tables are called "t"'):
        write_tables([table(), table()], tmp_path)


@pytest.mark.parametrize(
    ("value", "printed"),
    [(1, "1"), (0.1 + 0.2, "0.30000000000000004"), (1e-7, "1e-07"), (-0.0, "-0"), (None, ""), ("=1", "'=1")],
)
def test_numbers_take_the_shortest_form_that_reads_back(value, printed):
    assert field(value) == printed
