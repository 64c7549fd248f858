"""Shapes that tables are kept in, and what is mended in reading them."""

from pathlib import Path

import openpyxl
import pytest

from equitytown.audit.published import Missing, PassageKind, PublishedTable, Role
from equitytown.audit.reading import read_published, read_text
from equitytown.audit.reading.cells import Column, read_cell
from equitytown.audit.reading.grids import SlipKind
from equitytown.errors import InputError
from tests.audit.reading import files


def tabbed(*rows: str) -> str:
    """Rows whose cells are set apart by a bar, as tabs."""
    return "\n".join("\t".join(cell.strip() for cell in row.split("|")) for row in rows)


def table(*rows: str) -> PublishedTable:
    (found,) = read_text(tabbed(*rows)).tables
    return found


def roles(found: PublishedTable) -> list[Role]:
    return [column.role for column in found.columns]


def test_rounds_beside_each_other_share_measure_and_period() -> None:
    found = table(
        "Theme|Indicator|Period|Luton 2021|England 2021|Luton 2022|England 2022|RAG|Trend", "A|Smoking|x|1|2|3|4|R|up"
    )
    assert (found.rounds, found.place_name) == (("2021", "2022"), "Luton")
    first, second = found.lines
    assert (first.number(Role.PLACE), second.number(Role.NATIONAL)) == (1, 4)
    assert (first.words(Role.TREND), second.words(Role.TREND)) == ("", "up")
    assert first.words(Role.PERIOD) == second.words(Role.PERIOD) == "x"


def test_a_column_of_ranks_is_told_from_the_neighbours_figure() -> None:
    found = table(
        "Measure|Stat neighbours|England|Luton|Rank (of 15)|Rank in England|RAG", "Smoking|12.1|11.6|14.2|9|98/152|R"
    )
    assert roles(found)[1:5] == [Role.NEIGHBOURS, Role.NATIONAL, Role.PLACE, Role.RANK]
    (line,) = found.lines
    assert line.number(Role.NEIGHBOURS) == 12.1
    assert line.ranked is line.at(Role.RANK)
    assert (line.ranked.rank, line.ranked.of, line.ranked.number) == (9, 15, None)
    named = table("Measure|CIPFA average|CIPFA rank|Luton|England", "Smoking|12.1|3rd of 16|14.2|11.6").lines[0]
    assert (named.number(Role.NEIGHBOURS), named.ranked.rank, named.ranked.of) == (12.1, 3, 16)
    alone = table("Measure|CIPFA rank|Luton|England", "Smoking|3rd of 16|14.2|11.6").lines[0]
    assert alone.ranked is alone.at(Role.NEIGHBOURS)


def test_rounds_that_no_heading_names_are_told_apart_by_repetition() -> None:
    found = table("Measure|Luton|England|RAG|Luton|England|RAG", "Smoking|1|2|R|3|4|G")
    assert found.rounds == ("round 1", "round 2")
    assert [line.number(Role.PLACE) for line in found.lines] == [1, 3]


def test_groups_of_headings_are_joined_and_limits_of_comparators_left_out() -> None:
    found = table(
        "|Luton|||England||RAG||",
        "Indicator|Value|Lower CI|Upper CI|Value|Lower CI|England|Region|NN",
        "Smoking|14.1|12|15|13|12.9|R|G|A",
    )
    assert roles(found) == [
        Role.MEASURE, Role.PLACE, Role.LOWER, Role.UPPER, Role.NATIONAL, Role.OTHER,
        Role.RATING_NATIONAL, Role.RATING_REGIONAL, Role.RATING_NEIGHBOURS,
    ]  # fmt: skip
    assert found.columns[6].heading == "RAG: England"


def test_a_bare_verdict_belongs_to_the_figure_on_its_left() -> None:
    found = table("Measure|Luton|England|RAG|East|RAG|Statistical neighbours|vs neighbours", "Smoking|1|2|R|3|G|4|A")
    assert roles(found)[3::2] == [Role.RATING_NATIONAL, Role.RATING_REGIONAL, Role.RATING_NEIGHBOURS]


def test_two_columns_of_one_part_are_told() -> None:
    found = table("Measure|Luton|England|National average", "Smoking|1|2|3")
    assert roles(found)[3] is Role.OTHER
    assert [slip.kind for slip in found.slips] == [SlipKind.COLUMN_TWICE]


def test_groups_in_rows_of_their_own_are_carried_down() -> None:
    found = table("Measure|Luton|England", "Children||", "Obesity|1|2", "GLD|3|4", "", "Adults||", "Smoking|5|6")
    assert [(line.group, line.row) for line in found.lines] == [("Children", 3), ("Children", 4), ("Adults", 7)]
    assert [slip.kind for slip in found.slips] == [SlipKind.GROUP_ONCE, SlipKind.BLANK_ROW]


def test_headings_repeated_on_a_new_page_are_left_out_and_told() -> None:
    found = table("Measure|Luton|England", "Obesity|1|2", "Measure|Luton|England", "Smoking|5|6")
    assert [line.measure for line in found.lines] == ["Obesity", "Smoking"]
    assert [slip.kind for slip in found.slips] == [SlipKind.HEADINGS_REPEATED]


def test_a_key_below_the_table_says_what_its_letters_mean() -> None:
    text = tabbed("Measure|Luton|England|RAG", "Smoking|1|2|B", "Obesity|1|2|-") + "\n\nKey: B = worse; L = similar\n"
    found = read_text(text).tables[0]
    assert found.key == {"B": "worse", "L": "similar"}
    assert found.lines[0].rating(Role.RATING_NATIONAL) == "worse"


def test_a_column_without_a_heading_is_told() -> None:
    found = table("Measure|Luton||England", "Smoking|1|what|2")
    assert [slip.kind for slip in found.slips] == [SlipKind.NO_HEADING]


def test_rows_that_go_on_beyond_the_headings_are_refused() -> None:
    with pytest.raises(InputError, match="its headings name 3 columns, and row 2 has 4, so that"):
        read_text(tabbed("Measure|Luton|England", "Smoking|Round 1|1|2"))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("85.40%", {"number": 85.4, "decimals": 2, "suffix": "%"}),
        ("10.5% households", {"number": 10.5, "suffix": "% households"}),
        ("1,234,567", {"number": 1_234_567}),
        ("\u22120.01", {"number": -0.01, "decimals": 2}),
        ("\u00a31,200", {"number": 1200, "suffix": "\u00a3"}),
        ("78.1 (77.6 to 78.6)", {"number": 78.1, "low": 77.6, "high": 78.6}),
        ("5-7", {"number": None, "low": 5, "high": 7}),
        ("<5", {"number": None, "high": 5}),
        ("38% (Leicester)", {"number": 38, "area": "Leicester"}),
        ("213.1\u00b2", {"number": 213.1, "marks": ("\u00b2",)}),
        ("5.2 [p]", {"number": 5.2, "marks": ("[p]",)}),
        ("Rank 3rd of 16", {"rank": 3, "of": 16, "number": None}),
        ("8 out the 16", {"rank": 8, "of": 16}),
        ("4/16", {"rank": 4, "of": 16}),
        ("joint third of sixteen", {"rank": 3, "of": 16}),
        ("Ranked 4", {"rank": 4, "of": None}),
        ("2021/22", {"number": None, "rank": None}),
        ("[x]", {"missing": Missing.NOT_AVAILABLE}),
        ("[z]", {"missing": Missing.NOT_APPLICABLE}),
        ("*", {"missing": Missing.SUPPRESSED}),
        ("", {"missing": Missing.EMPTY}),
        ("see note", {"number": None, "missing": None}),
    ],
)
def test_a_cell_is_read_as_printed(text: str, read: dict[str, object]) -> None:
    entry = read_cell(text, row=1, column=Column("A", "", Role.NEIGHBOURS))
    assert {name: getattr(entry, name) for name in read} == read


def test_a_period_is_no_range_and_a_verdict_no_figure() -> None:
    period = read_cell("2018-20", row=1, column=Column("A", "", Role.PERIOD))
    verdict = read_cell("Sig. worse", row=1, column=Column("A", "", Role.RATING_NATIONAL))
    assert (period.number, period.low, verdict.rating) == (None, None, "worse")


def test_merged_cells_of_a_workbook_are_read_for_each_and_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ("Our measures",),
        (None, None, "2021/22", None, "2022/23", None),
        ("Theme", "Measure", "Luton", "England", "Luton", "England"),
        ("Start well", "Obesity", 1, 2, 3, 4),
        (None, "GLD", "N/a", None, 3, 4),
        ("Source: ONS",),
    ):
        book.active.append(row)
    for area in ("A1:F1", "C2:D2", "E2:F2", "A4:A5", "C5:D5"):
        book.active.merge_cells(area)
    book.save(tmp_path / "merged.xlsx")
    read = read_published(tmp_path / "merged.xlsx")
    (found,) = read.tables
    assert (found.name, found.rounds) == ("Our measures", ("2021/22", "2022/23"))
    assert [line.words(Role.NATIONAL) for line in found.lines if line.row == 5] == ["N/a", "4"]
    assert {line.group for line in found.lines} == {"Start well"}
    assert [slip.kind for slip in found.slips] == [SlipKind.TWO_HEADER_ROWS, SlipKind.MERGED, SlipKind.MERGED]
    assert [passage.kind for passage in read.passages] == [PassageKind.HEADING, PassageKind.SOURCE]


def test_a_verdict_told_by_colour_alone_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("Measure", "Luton", "England", "RAG"), ("Smoking", 14.1, 13, None)):
        book.active.append(row)
    book.active["D2"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF0000")
    book.save(tmp_path / "coloured.xlsx")
    (line,) = read_published(tmp_path / "coloured.xlsx").tables[0].lines
    assert line.rating(Role.RATING_NATIONAL) == "worse"


def test_spans_raised_marks_and_captions_of_a_web_page_are_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<html><body><h2>Outcomes</h2><table><caption>Table 1: Outcomes</caption>"
        "<tr><th rowspan=2>Measure</th><th colspan=2>2021</th><th colspan=2>2022</th></tr>"
        "<tr><th>Luton</th><th>England</th><th>Luton</th><th>England</th></tr>"
        "<tr><td>Smoking<sup>1</sup></td><td>1</td><td>2</td><td>3<sup>rd</sup> of 16</td><td>4</td></tr></table>"
        "<ul><li>First</li></ul><p>[1] Adults</p><img src='http://example.invalid/x.png'></body></html>",
        encoding="utf-8",
    )
    read = read_published(path)
    (found,) = read.tables
    assert (found.name, found.rounds, found.notes) == ("Table 1: Outcomes", ("2021", "2022"), {"[1]": "Adults"})
    assert found.lines[1].entries[Role.PLACE].rank == 3
    assert [p.kind for p in read.passages] == [
        PassageKind.HEADING, PassageKind.CAPTION, PassageKind.ITEM, PassageKind.NOTE,
    ]  # fmt: skip


def test_pasted_text_may_be_comma_separated() -> None:
    text = "Some text.\n\n" + "\n".join(",".join(f'"{cell}"' for cell in row) for row in files.ROWS)
    assert [line.measure for line in read_text(text).tables[0].lines] == [row[1] for row in files.BODY]


@pytest.mark.parametrize("between", ["", "\n"])
def test_a_key_in_two_cells_above_the_table_is_read(between: str) -> None:
    key = "R = worse than England\tG = better than England\n"
    table = "Measure\tLuton\tEngland\tComparison to England\nSmoking (%)\t14.1%\t13.0%\tR\n"
    assert read_text(f"{key}{between}{table}").tables[0].key == {"R": "worse than England", "G": "better than England"}


def test_a_sentence_with_commas_is_no_table() -> None:
    text = (
        "The rate of admissions in Luton is 230.0 per 100,000. This is significantly higher than the national and "
        "regional rates of 319.0 and 281.4 respectively, and has reduced since the previous period."
    )
    read = read_text(
        f"{text}\n\nFor women, this is lower than the national rate of 5, and like the regional rate of 4."
    )
    assert read.passages[0].text == text


def test_quartiles_are_no_limits_and_a_rank_may_have_some() -> None:
    head = "Measure\tLuton\tEngland\tLower quartile\tUpper quartile\tRank among neighbours"
    (line,) = read_text(f"{head}\nA (%)\t1\t2\t3\t4\t1 of 16 (1 to 7)").tables[0].lines
    assert line.at(Role.LOWER) is None
    entry = line.entries[Role.NEIGHBOURS]
    assert (entry.rank, entry.of, entry.number) == (1, 16, None)
