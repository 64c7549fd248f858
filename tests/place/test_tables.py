"""CSV files: the header, the rows, and files that were cut off."""

from tests.place.folders import only, read, told

SMOKING = "data/smoking.csv"


def change(folder, edit):
    file = folder / SMOKING
    file.write_text(edit(file.read_text(encoding="utf-8")), encoding="utf-8", newline="")


def test_mixed_line_ends_are_read(testford):
    change(testford, lambda text: text.replace("\n", "\r\n", 1))
    assert len(read(testford).observations) == 2


def test_columns_may_stand_in_any_order_and_optional_ones_be_absent(testford):
    header = "known_from,retrieved,licence,title,publisher,status,value,age,sex,period_end,period_start,period"
    row = "2024-04-01,2026-11-22,None,For tests,Made up,complete,12.4,18 and over,Persons,2022-12-31,2022-01-01,2022"
    change(
        testford,
        lambda _: f"{header},area_name,area_code,indicator_id\n{row},England,E92000001,smoking\n",
    )
    assert read(testford).observations[0].value == 12.4


def test_an_empty_file_is_told(testford):
    change(testford, lambda _: "")
    assert f"{SMOKING}, line 1: the file is empty." in only(testford)


def test_a_file_cut_off_after_its_header_is_told(testford):
    change(testford, lambda text: text.splitlines()[0] + "\n")
    assert "the file holds its heading and no row." in only(testford)


def test_a_row_cut_off_at_the_end_is_told(testford):
    change(testford, lambda text: text[: text.rindex("Persons") + 3])
    assert f"{SMOKING}, line 3: the last row ends after 7 of 25 cells." in only(testford)
    assert "copy it again" in only(testford)


def test_a_quote_cut_off_at_the_end_is_told(testford):
    change(testford, lambda text: text + 'smoking,"E060')
    assert f"{SMOKING}, line 4: this row cannot be read as CSV (unexpected end of data)." in only(testford)
    assert "copy it again" in only(testford)


def test_a_stray_quote_is_told(testford):
    change(testford, lambda text: text.replace("Made up", '"Made" up', 1))
    assert f"{SMOKING}, line 2: this row cannot be read as CSV" in only(testford)
    assert "Write quotes inside a quoted cell twice." in only(testford)


def test_a_row_that_is_too_short_or_too_long_is_told(testford):
    change(testford, lambda text: text.replace("Luton,", "", 1) + text.splitlines()[2] + ",more\n")
    found = told(testford)
    assert "the row has 24 cells where the header has 25." in found[0]
    assert "the row has 26 cells where the header has 25." in found[1]
    assert "Put cells that hold a comma in quotes." in found[1]


def test_an_unknown_column_suggests_the_nearest(testford):
    change(testford, lambda text: text.replace("area_code", "areacode", 1))
    found = told(testford)
    assert f'{SMOKING}, line 1: column "areacode" is not known.\n    Did you mean "area_code"?' in found
    assert any("the header lacks: area_code." in sentence for sentence in found)


def test_notes_above_the_header_are_told_once(testford):
    change(testford, lambda text: "Table 1,,\n,,\n" + text)
    (found,) = told(testford)
    assert f'{SMOKING}, line 1: none of the cells in the first line is a column (first: "Table 1").' in found
    assert "Take out what stands above the header: indicator_id, area_code" in found


def test_a_column_that_stands_twice_is_told(testford):
    change(testford, lambda text: text.replace("area_name", "area_code", 1))
    assert f'{SMOKING}, line 1: column "area_code" stands twice.' in told(testford)[0]


def test_a_column_like_no_other_lists_those_that_there_are(testford):
    change(testford, lambda text: text.replace("numerator", "zzz", 1))
    assert 'column "zzz" is not known.\n    Columns are: indicator_id, area_code' in only(testford)


def test_empty_lines_are_passed_over(testford):
    change(testford, lambda text: text.replace("\n", "\n\n", 2))
    assert [o.provenance.row for o in read(testford).observations] == [3, 5]


def test_a_cell_over_several_lines_keeps_the_line_of_its_row(testford):
    change(testford, lambda text: text.replace(",complete,,", ',complete,"one\ntwo",', 1))
    assert [o.provenance.row for o in read(testford).observations] == [2, 4]
