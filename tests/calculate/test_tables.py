from datetime import date, datetime
from math import inf

import polars as pl
import pytest
import xlsxwriter

from equitytown.calculate import tables
from equitytown.calculate.tables import read_table, write_table
from equitytown.errors import InputError


@pytest.fixture
def csv(tmp_path):
    def write(text, *, name="figures.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def rows(path, **options):
    return read_table(path, **options).collect().to_dicts()


def test_numbers_are_numbers_and_codes_are_text(csv):
    found = rows(csv("area,code,count,rate\nA,007,12,1.5\nB,010,3,2\n"))
    assert found == [
        {"area": "A", "code": "007", "count": 12, "rate": 1.5},
        {"area": "B", "code": "010", "count": 3, "rate": 2.0},
    ]


def test_marks_for_a_missing_number_are_missing_and_never_zero(csv):
    found = rows(csv("area,count\nA,*\nB,[x]\nC,\nD,4\nE,NA\n"))
    assert [row["count"] for row in found] == [None, None, None, 4, None]
    assert rows(csv("count\nsuppressed\n4\n"), missing=["suppressed"]) == [{"count": None}, {"count": 4}]


def test_a_column_with_a_word_stays_text_and_keeps_it(csv):
    assert rows(csv("age\n0-4\n5-9\n-\n")) == [{"age": "0-4"}, {"age": "5-9"}, {"age": "-"}]
    assert rows(csv("x\n1_000\n")) == [{"x": "1_000"}]


@pytest.mark.parametrize(
    "text",
    ["1E5\n5E1", "1E5\n7", "inf\ninf", "Infinity\n3", "nan\nInfinity", "1_000", "1 2", "12 34", "0x10", "1e", "."],
)
def test_what_may_be_a_code_is_no_number(csv, text):
    assert read_table(csv(f"code\n{text}\n")).collect_schema()["code"] == pl.String


def test_numbers_may_be_written_in_many_ways(csv):
    text = "1.0E5\n2e+3\n4e-2\n+5\n\u22126\n.5\n7.\n1 000\n2\u00a0000.5\ninf\n\u2013\n"
    found = [row["n"] for row in rows(csv(f"n\n{text}"))]
    assert found == [100_000, 2000, 0.04, 5, -6, 0.5, 7, 1000, 2000.5, inf, None]


def test_a_comma_is_no_thousand_where_semicolons_set_columns_apart(csv):
    assert rows(csv("area;n\nA;1,234\n")) == [{"area": "A", "n": "1,234"}]
    continental = rows(csv("area;n;share\nA;1.234;1,5\nB;2.500;2,25\n"))
    assert continental[0] == {"area": "A", "n": "1.234", "share": "1,5"}
    assert rows(csv("n\tshare\n1,234\t2,5\n"))[0] == {"n": "1,234", "share": "2,5"}
    assert rows(csv("n\tshare\n1,234\t2.5\n"))[0] == {"n": 1234, "share": 2.5}


def test_columns_without_name_and_cells_are_left_out(csv, tmp_path):
    assert rows(csv("area,,n,,\nA,,1,,\nB, ,2\nC,,3,,,,\n")) == [
        {"area": "A", "n": 1},
        {"area": "B", "n": 2},
        {"area": "C", "n": 3},
    ]
    path = tmp_path / "low.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(3, 2, ["area", "n"])
        sheet.write_row(5, 2, ["A", 1])
    assert rows(path) == [{"area": "A", "n": 1}]


def test_a_heading_with_commas_in_quotes_is_one_name(csv):
    assert rows(csv('"Deaths, all ages, persons, x";n\n3;4\n')) == [{"Deaths, all ages, persons, x": 3, "n": 4}]


@pytest.mark.parametrize("text", ["sep=;\na;b\n1;2\n", "sep=,\na,b\n1,2\n", "sep=\t\na\tb\n1\t2\n"])
def test_a_line_that_tells_excel_the_separator_is_passed_over(csv, text):
    assert rows(csv(text)) == [{"a": 1, "b": 2}]


def test_figures_of_other_scripts_are_text(csv):
    assert rows(csv("n\n\uff15\n\u0661\n")) == [{"n": "\uff15"}, {"n": "\u0661"}]


def test_two_spellings_of_a_number_are_one_unless_they_tell_rows_apart(csv):
    path = csv("code,n\n2.1,2.1\n2.10,2.10\n")
    assert rows(path)[1] == {"code": 2.1, "n": 2.1}
    assert rows(path, keys=["code"])[1] == {"code": "2.10", "n": 2.1}


def test_weights_with_a_label_twice_are_refused(csv):
    with pytest.raises(InputError, match='has "0-4" in more than one row'):
        tables.read_mapping(csv("age,weight\n0-4,1\n0-4,7\n5+,2\n"))


def test_more_rows_than_a_worksheet_holds_and_folders_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "SHEET_ROWS", 2)
    with pytest.raises(InputError, match="2 rows are more than a worksheet holds"):
        write_table(pl.DataFrame({"a": [1, 2]}), tmp_path / "a.xlsx")
    with pytest.raises(InputError, match=r"is a folder\. Name a file in it"):
        write_table(pl.DataFrame({"a": [1, 2]}), tmp_path)


def test_a_long_file_is_read_in_pieces(csv, monkeypatch):
    monkeypatch.setattr(tables, "PIECE_OF_ROWS", 2)
    found = read_table(csv("area,n\n" + "".join(f"{i},{i * 2}\n" for i in range(7)))).collect()
    assert found["n"].to_list() == [0, 2, 4, 6, 8, 10, 12]
    with pytest.raises(
        InputError, match=r"3 of 8 rows have more cells or fewer: row 3 has 3, row 7 has 1, row 8 has 1\. Mend"
    ):
        read_table(csv("area,n\n1,2\n1,2,3\n1,2\n1,2\n1,2\n1\n1\n1,2\n"))


def test_commas_between_thousands_are_read(csv):
    assert rows(csv('count\n"1,234"\n"12,345,678"\n5\n')) == [{"count": 1234}, {"count": 12_345_678}, {"count": 5}]
    assert rows(csv('note\n"1,2"\n')) == [{"note": "1,2"}]


def test_what_excel_saves_is_read(csv):
    assert rows(csv("\ufeffarea,n\nÉtaples,1\n")) == [{"area": "Étaples", "n": 1}]
    assert rows(csv("area,n\nCafé,1\n", encoding="cp1252")) == [{"area": "Café", "n": 1}]
    assert rows(csv("area\tn\nA\t1\n", name="figures.tsv")) == [{"area": "A", "n": 1}]
    assert rows(csv("area|n\nA|1\n")) == [{"area": "A", "n": 1}]
    assert rows(csv("area\tn\nÉ\t1\n", name="figures.txt", encoding="utf-16")) == [{"area": "É", "n": 1}]
    assert rows(csv("area;n\nA;1\n")) == [{"area": "A", "n": 1}]
    assert rows(csv('area,n\n"two\nlines",1\n\n')) == [{"area": "two\nlines", "n": 1}]


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "figures.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        first, second = workbook.add_worksheet("2022"), workbook.add_worksheet("2023")
        for sheet, count in ((first, 12), (second, "*")):
            sheet.write_row(0, 0, ["area", "count", "rate"])
            sheet.write_row(1, 0, ["A", count, 1.25])
            sheet.write_row(2, 0, ["B", 7, 2])
            sheet.write_datetime(3, 3, date(2024, 1, 31))
        first.write_row(0, 3, ["read"])
        second.write_row(0, 3, ["read"])
    return path


def test_a_sheet_of_a_workbook_is_read(book):
    assert rows(book)[0] == {"area": "A", "count": 12, "rate": 1.25, "read": None}
    assert rows(book)[2]["read"] == "2024-01-31"
    assert rows(book, sheet="2023")[0]["count"] is None


def test_a_time_of_day_in_a_workbook_is_kept(tmp_path):
    path = tmp_path / "read.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm"}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["read", "late"])
        sheet.write_datetime(1, 0, datetime(2024, 1, 31, 9, 30))  # noqa: DTZ001  a workbook knows no zones
        sheet.write_boolean(1, 1, True)
    assert rows(path) == [{"read": "2024-01-31 09:30:00", "late": "True"}]


def test_a_sheet_that_is_not_there_is_refused(book):
    with pytest.raises(InputError, match=r'has no sheet "2024". Its sheets are: 2022, 2023'):
        read_table(book, sheet="2024")


def test_parquet_keeps_its_types(tmp_path):
    path = tmp_path / "figures.parquet"
    pl.DataFrame({"area": ["A"], "n": [1]}).write_parquet(path)
    assert rows(path) == [{"area": "A", "n": 1}]


def test_headings_alone_are_an_empty_table(csv):
    assert rows(csv("area,n\n")) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "is empty"),
        ("a,,c\n1,2,3\n", "row 1: column 2 has no name. Give each column one name"),
        ("\na,b,a\n1,2,3\n", 'row 2: the column "a" stands twice'),
        ("a,b\n\n1,2\n3\n\n4,5,6\n", "2 of 3 rows have more cells or fewer: row 4 has 1, row 6 has 3. Mend these rows"),
        ("Deaths\na,b\n1,2\n", "there are 1 columns, and 2 of 2 rows .* leave nothing above the names"),
        ('a,b\n1,2\n"3,4\n', "row 3: unexpected end of data. A quotation mark may be missing"),
    ],
)
def test_tables_that_are_none_are_refused(csv, text, fault):
    with pytest.raises(InputError, match=fault):
        read_table(csv(text))


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("figures.docx", "files ending in .docx are not known"),
        ("figures", "files ending in nothing are not known"),
        ("figures.parquet", "is no Parquet file"),
        ("figures.xlsx", "is no workbook that can be read"),
    ],
)
def test_files_that_are_not_what_they_say_are_refused(csv, name, fault):
    with pytest.raises(InputError, match=fault):
        read_table(csv("area,n\nA,1\n", name=name))


def test_a_workbook_that_is_damaged_or_unpacks_without_end_is_refused(book, monkeypatch):
    data = book.read_bytes()
    book.write_bytes(data.replace(b"PK\x01\x02", b"PK\x01\x09", 1))
    with pytest.raises(InputError, match="is no workbook that can be read"):
        read_table(book)
    book.write_bytes(data)
    monkeypatch.setattr(tables, "BOOK_BYTES", 100)
    with pytest.raises(InputError, match="bytes, which is no table"):
        read_table(book)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="there is no file"):
        read_table(tmp_path / "nowhere.csv")


@pytest.mark.parametrize("name", ["answer.csv", "answer.xlsx", "answer.parquet"])
def test_what_is_written_is_read_again(tmp_path, name):
    frame = pl.DataFrame({"area": ["=1+1", "http://a.b"], "value": [1.5, None], "upper": [inf, 2.0]})
    write_table(frame, tmp_path / name)
    assert rows(tmp_path / name) == frame.to_dicts()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_unknown_ending_is_refused_and_nothing_is_left(tmp_path):
    with pytest.raises(InputError, match=r"tables are written as .csv, .xlsx or .parquet"):
        write_table(pl.DataFrame({"a": [1]}), tmp_path / "answer.docx")
    assert list(tmp_path.iterdir()) == []
