"""Indices of Deprivation, from the publisher's File 7 to a table that is held."""

import csv
import io

import pytest

from equitytown.refresh.account import State
from tests.collect.standin import Answer
from tests.refresh.layouts import as_csv
from tests.refresh.reference import Reference
from tests.refresh.workbooks import workbook

WHERE = "(where 1 is most deprived)"
TENTH = "(where 1 is most deprived 10% of LSOAs)"
IMD, INCOME = "Index of Multiple Deprivation (IMD)", "Income"
FILE = "File_7_-_All_IoD2019_Scores__Ranks__Deciles.csv"


def file_7(census="2011", count=20, **changes):
    """Rows in the publisher's layout, their names SYNTHETIC; `changes` sets cells of the third row."""
    rows = [
        {
            f"LSOA code ({census})": f"E010157{n:02}", f"LSOA name ({census})": f"SYNTHETIC {n}",
            f"{IMD} Score": f"{50 - n}.5", f"{IMD} Rank {WHERE}": f"{n}", f"{IMD} Decile {TENTH}": f"{(n + 1) // 2}",
            f"{INCOME} Score (rate)": f"0.{n:02}", f"{INCOME} Rank {WHERE}": f"{count + 1 - n}",
            f"{INCOME} Decile {TENTH}": f"{(count + 2 - n) // 2}", "IDACI Score (rate)": "0.1",
            "Total population: mid 2015 (excluding prisoners)": f"1,{n:03}",
        }
        for n in range(1, count + 1)
    ]  # fmt: skip
    rows[2] |= changes
    return rows


@pytest.fixture
def iod(town):
    reference = Reference(town, "iod", "deprivation-2019", edition="2019", file="File_7*")
    reference.hand(FILE, as_csv(file_7()))
    return reference


def test_scores_ranks_and_deciles_come_whole(iod):
    assert (iod.outcome().state, iod.outcome().state) == (State.CAME, State.UNCHANGED)
    assert iod.columns() == ("lsoa11_code", "imd_score", "imd_rank", "imd_decile")
    assert iod.rows()[2] == ("E01015703", "47.5", "3", "2")


def test_any_domain_and_the_population_can_be_named(iod):
    iod.write(edition="2019", file="File_7*", columns="income-score, income-rank, idaci-score, population")
    iod.refresh()
    assert iod.columns() == ("lsoa11_code", "income_score", "income_rank", "idaci_score", "population")
    assert iod.rows()[0] == ("E01015701", "0.01", "20", "0.1", "1001")


def test_the_publishers_address_is_asked_and_a_page_in_its_place_refused(iod):
    origin = "https://assets.publishing.service.gov.uk"
    iod.write(edition="2019", address=f"{origin}/media/x/File_7.csv", columns="imd-rank")
    instead = {origin: iod.town.standin.origin}
    iod.town.standin.put("/media/x/File_7.csv", Answer(b"<html>log in</html>", media="text/html"))
    assert "web page instead of data" in iod.outcome(instead=instead).sentence
    iod.town.standin.put("/media/x/File_7.csv", Answer(as_csv(file_7()), packed=True))
    assert iod.outcome(instead=instead).state is State.CAME


def test_the_edition_of_2025_is_a_table_of_its_own(iod):
    iod.hand(FILE, as_csv(file_7("2021")))
    outcome = iod.outcome()
    assert outcome.state is State.REFUSED
    assert "ranks the small areas of 2021, which is the edition of 2025; sources.yaml says 2019" in outcome.sentence
    iod.write(edition="2025", file="File_7*")
    assert iod.outcome().state is State.CAME
    assert iod.columns()[0] == "lsoa21_code"


@pytest.mark.parametrize(("asked", "told"), [
    ({}, 'edition: "2019"'),
    ({"edition": "2015"}, 'edition: "2019"'),
    ({"edition": "2019", "columns": "wealth-rank"}, '"wealth-rank" is no column of the indices'),
    ({"edition": "2019", "columns": "imd-place"}, '"imd-place" is no column of the indices'),
    ({"edition": "2019", "columns": "health-rank"}, "has no table of lsoa11_code, health-rank"),
])  # fmt: skip
def test_what_is_asked_must_be_there(iod, asked, told):
    iod.write(file="File_7*", **asked)
    outcome = iod.outcome()
    assert outcome.state is State.REFUSED
    assert told in outcome.sentence
    assert not iod.is_held


@pytest.mark.parametrize(("changes", "told"), [
    ({f"{IMD} Rank {WHERE}": "4"}, "line 4: imd-rank is 4, and 2 of 20 rank before it"),
    ({f"{IMD} Rank {WHERE}": "0"}, "imd-rank is 0"),
    ({f"{IMD} Rank {WHERE}": "2.5"}, "imd-rank is 2.5"),
    ({f"{IMD} Rank {WHERE}": "21"}, "imd-rank is 4, and 2 of 20 rank before it"),
    ({f"{IMD} Decile {TENTH}": "11"}, "line 4: imd-decile is 11, and deciles go from 1 to 10"),
    ({f"{IMD} Decile {TENTH}": "9"}, "line 4: imd-decile is 9 where rank 3 of 20 makes it 2"),
    ({f"{IMD} Score": "high"}, 'line 4: imd-score is "high", which is no number'),
    ({f"{IMD} Score": ""}, 'line 4: imd-score is "", which is no number'),
    ({f"{IMD} Rank {WHERE}": ""}, 'line 4: imd-rank is "", which is no number'),
    ({"LSOA code (2011)": "W01000003"}, 'line 4: "W01000003" is no code of a small area of England'),
    ({"LSOA code (2011)": "E01015701"}, "E01015701 stands 2 times"),
])  # fmt: skip
def test_what_cannot_be_right_is_refused_and_what_is_held_stands(iod, changes, told):
    iod.refresh()
    before = iod.rows()
    iod.hand(FILE, as_csv(file_7(**changes)))
    outcome = iod.outcome()
    assert outcome.state is State.REFUSED
    assert told in outcome.sentence
    assert iod.rows() == before


def test_areas_that_tie_share_a_rank(iod):
    iod.hand(FILE, as_csv(file_7(**{f"{IMD} Rank {WHERE}": "2", f"{IMD} Decile {TENTH}": "1"})))
    assert iod.outcome().state is State.CAME


def test_deciles_without_their_ranks_are_taken(iod):
    iod.write(edition="2019", file="File_7*", columns="imd-decile")
    assert iod.outcome().state is State.CAME


def test_columns_may_move_and_be_added_but_not_be_renamed(iod):
    rows = [{"New": "x"} | dict(reversed(row.items())) for row in file_7()]
    iod.hand(FILE, b"\xef\xbb\xbf" + as_csv(rows))
    assert iod.outcome().state is State.CAME
    iod.hand(FILE, as_csv([{k.replace("Rank", "Place"): v for k, v in row.items()} for row in file_7()]))
    assert "has no table of lsoa11_code, imd-score, imd-rank" in iod.outcome().sentence
    iod.hand(FILE, as_csv([row | {f"{IMD} Rank (new)": "1"} for row in file_7()]))
    assert "2 columns that could be imd-rank" in iod.outcome().sentence


@pytest.mark.parametrize(("data", "told"), [
    (as_csv(file_7()).partition(b"\r\n")[0], "a heading and no row"),
    (as_csv(file_7())[:-60], "cut off"),
    (as_csv(file_7(count=20)[:15]), "income-rank is"),
    (b"", "begins with nothing"),
    (b"<html><body>log in</body></html>", "has no table of"),
])  # fmt: skip
def test_a_file_that_is_cut_off_or_none_is_refused(iod, data, told):
    iod.write(edition="2019", file="File_7*", columns="imd-rank, income-rank")
    iod.hand(FILE, data)
    outcome = iod.outcome()
    assert outcome.state is State.REFUSED
    assert told in outcome.sentence


def test_a_workbook_is_read_wherever_its_table_stands(iod):
    rows = [list(file_7()[0]), *(list(row.values()) for row in file_7())]
    iod.hand(FILE.replace(".csv", ".xlsx"), workbook(Notes=[["SYNTHETIC"]], IoD2019=[["A title"], [], *rows]))
    assert iod.outcome().state is State.CAME
    iod.hand(FILE.replace(".csv", ".xlsx"), workbook(One=rows, Two=rows))
    assert "has the wanted table on 2 sheets (One, Two)" in iod.outcome().sentence


def test_the_real_ranks_and_deciles_of_2019_pass(iod, shared):
    polars = pytest.importorskip("polars")
    real = polars.read_parquet(shared / "data/deprivation/iod2019_lsoa11_england_combined.parquet")
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["LSOA code (2011)", f"{IMD} Rank {WHERE}", f"{IMD} Decile {TENTH}", f"{IMD} Score"])
    writer.writerows(real.select("lsoa11_code", "imd_rank", "imd_decile", "imd_score").rows())
    iod.hand(FILE, text.getvalue().encode())
    assert iod.outcome().new == 32_844
    luton = set(real.filter(polars.col("lad19_code") == "E06000032")["lsoa11_code"])
    most = [row for row in iod.rows() if row[0] in luton and row[3] == "1"]
    assert (len(luton), len(most)) == (121, 4)
