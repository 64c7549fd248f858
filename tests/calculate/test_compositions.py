"""A look-up into rows of what makes up what: guessed columns, divided areas, and everything that is refused."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from equitytown import cli
from equitytown.calculate.compositions import Asked, Words, compose
from equitytown.errors import InputError, PlaceError
from equitytown.geography.boundary_sets import boundary_set
from equitytown.place.boundaries import read_inner
from equitytown.place.faults import Faults
from equitytown.place.files import Folder
from tests.squares import square, write_compositions, write_set

DAY = date(2026, 11, 20)
SMALL = ("E01000001", "E01000002", "E01000003")
WARDS = ("E05000001", "E05000002")
BEST = "LSOA21CD,LSOA21NM,WD23CD,LAD23CD\nE01000001,A,E05000001,x\nE01000002,B,E05000001,x\nE01000003,C,E05000002,x\n"


@pytest.fixture
def town(tmp_path):
    """A folder that holds two sets of small areas and one of wards."""
    folder = tmp_path / "testford"
    folder.mkdir()
    write_set(folder, "lsoa-2021", {code: square(place) for place, code in enumerate(SMALL)})
    write_set(folder, "lsoa-2011", {"E01000001": square(0), "E01000009": square(1)})
    write_set(folder, "ward-2023", {code: square(place) for place, code in enumerate(WARDS)})
    return folder


def composed(town, text, *, from_set="lsoa-2021", to_set="ward-2023", words=None, **asked):
    path = town.parent / "lookup.csv"
    path.write_text(text, encoding="utf-8")
    told = Asked(file=path, from_set=from_set, to_set=to_set, **asked)
    return compose(town, told, words=words or Words(retrieved=DAY))


def parts(town, from_set="lsoa-2021", to_set="ward-2023"):
    """Read what was written as a build reads it."""
    folder = Folder(town, Faults("testford"))
    inner = read_inner(folder, set_of=boundary_set, check_shapes=lambda _: ())
    folder.faults.raise_any()
    return next(c for c in inner.compositions if (c.from_set, c.to_set) == (from_set, to_set)).shares


def test_it_works(town):
    found = composed(town, BEST + "E01000099,D,E05000099,y\n")
    assert (found.rows, found.areas, found.into, found.divided, found.left_out) == (3, 3, 2, 0, 1)
    assert parts(town) == {"E01000001": {"E05000001": 1}, "E01000002": {"E05000001": 1}, "E01000003": {"E05000002": 1}}
    row = (town / "boundaries" / "compositions.csv").read_text(encoding="utf-8").splitlines()[1]
    assert row == (
        "lsoa-2021,E01000001,ward-2023,E05000001,1,best fit of whole areas by the publisher,"
        "Office for National Statistics,LSOA 2021 to Wards of 2023 look-up,Open Government Licence v3.0,2026-11-20"
    )


def test_rows_of_the_same_sets_are_replaced_and_others_kept(town):
    write_compositions(
        town, ("lsoa-2021", "E01000001", "ward-2023", "E05000002", 1), ("lsoa-2011", "E01000001", "ward-2023", "x", 1)
    )
    found = composed(town, BEST)
    assert (found.kept, found.replaced) == (1, 1)
    assert "lsoa-2011,E01000001,ward-2023,x,1,made up" in (town / "boundaries/compositions.csv").read_text("utf-8")


def test_areas_in_several_are_divided_by_shares_that_sum_to_one(town):
    text = "old,new,part\nE01000001,E05000001,0.3333\nE01000001,E05000002,0.6667\nE01000002,E05000001,1\n"
    composed(town, f"{text}E01000003,E05000002,1\n", old="old", new="new", share="part")
    assert parts(town)["E01000001"] == {"E05000001": 0.3333, "E05000002": 0.6667}
    with pytest.raises(PlaceError) as refused:
        composed(town, f"{text}E01000003,E05000002,0.5\n".replace("0.6667", "a lot"), old="old", new="new", share="p")
    assert 'has no column "p"' in str(refused.value)
    bad = text.replace("0.6667", "0.2") + "E01000003,E05000002,1.5\n"
    with pytest.raises(PlaceError, match=r"(?s)2 faults.*no number from 0 to 1.*do not sum to 1 \(E01000001, 0.5"):
        composed(town, bad, old="old", new="new", share="part")


@pytest.mark.parametrize(
    ("heading", "people"), [("LSOA21CD,people", "people.csv"), ("area_code,other,people", "people.csv/people")]
)
def test_areas_in_several_are_divided_by_people(town, heading, people):
    cells = [",7" * (heading.count(",") - 1) + f",{count}" for count in (5, 30, 10)]
    rows = "".join(f"{code}{rest}\n" for code, rest in zip(SMALL, cells, strict=True))
    (town.parent / "people.csv").write_text(f"{heading}\n{rows}", encoding="utf-8")
    text = "LSOA11CD,LSOA21CD\nE01000001,E01000001\nE01000009,E01000002\nE01000009,E01000003\n"
    found = composed(town, text, from_set="lsoa-2011", to_set="lsoa-2021", people=f"{town.parent}/{people}")
    assert found.divided == 1
    assert parts(town, "lsoa-2011", "lsoa-2021")["E01000009"] == {"E01000002": 0.75, "E01000003": 0.25}


def test_people_may_stand_in_the_look_up_itself(town):
    rows = BEST.replace("LAD23CD", "people").replace(",x", ",30") + "E01000001,A,E05000002,10\n"
    composed(town, rows, people="people")
    assert parts(town)["E01000001"] == {"E05000001": 0.75, "E05000002": 0.25}


def test_people_of_areas_that_cross_divide_nothing(town):
    (town.parent / "people.csv").write_text("WD23CD,people\nE05000001,5\nE05000002,6\n", encoding="utf-8")
    with pytest.raises(PlaceError, match="people of E05000001, E05000002 live in more than one piece"):
        composed(town, BEST + "E01000001,A,E05000002,x\n", people=f"{town.parent}/people.csv")


def test_every_fault_is_told_and_the_old_file_stands(town):
    composed(town, BEST)
    before = (town / "boundaries/compositions.csv").read_bytes()
    with pytest.raises(PlaceError) as refused:
        composed(town, BEST.replace("E01000002,B,E05000001,x\n", "E01000001,B,E05000009,x\nE01000003,B,,x\n"))
    told = str(refused.value)
    assert "1 of 3 areas of lsoa-2021 have no row (E01000002)" in told
    assert "1 piece in areas that ward-2023 has not here (E01000001 in E05000009)" in told
    assert "WD23CD is empty for 1 area (E01000003)" in told
    assert "2 areas of lsoa-2021 in more than one of ward-2023" in told
    assert "--people FILE" in told
    assert (town / "boundaries/compositions.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"to_set": "ward-2024"}, r'testford/boundaries/ward-2024.csv: boundary set "ward-2024" is not held'),
        ({"to_set": "wards"}, 'boundary set "wards" is not known'),
        ({"from_set": "lsoa-2011"}, "no column that is of lsoa-2011 by its name"),
        ({"from_set": "ward-2023"}, "--from and --to are both ward-2023"),
        ({"old": "LSOA21NM"}, "LSOA21NM holds none of the 3 areas of lsoa-2021 here"),
        ({"people": "nowhere.csv"}, "neither a file, a column of one, nor a column of the look-up"),
        ({"people": "WD23CD"}, "holds no numbers"),
        ({"words": Words(method="=1")}, "method"),
    ],
)
def test_what_cannot_be_is_refused(town, asked, told):
    with pytest.raises(PlaceError, match=told):
        composed(town, BEST, **asked)
    assert not (town / "boundaries" / "compositions.csv").exists()


@pytest.mark.parametrize(
    ("people", "named", "told"),
    [
        (
            "WD23CD,people\nE05000001,1\nE05000001,2\n",
            "",
            r"1 fault (?s:.)*people.csv has several rows of 1 code \(E05000001\)",
        ),
        ("WD23CD,people,men\nE05000001,2,1\n", "", "has no column of people that is the only one of numbers"),
        ("WD23CD,people\nE05000001,2\n", "/men", "has no column of numbers called men"),
        ("WD23CD,people\nE05000009,2\n", "", "--people has no count of 2 pieces"),
        ("LSOA21NM,people\nA,0\nB,1\nC,1\nD,0\n", "", r"nobody lives in 1 area that are divided \(E01000001\)"),
    ],
)
def test_people_that_divide_nothing_are_told(town, people, named, told):
    (town.parent / "people.csv").write_text(people, encoding="utf-8")
    with pytest.raises(PlaceError, match=told):
        composed(town, BEST + "E01000001,D,E05000002,x\n", people=f"{town.parent}/people.csv{named}")


def test_shares_that_are_words_or_stand_twice_are_told(town):
    rows = "LSOA21CD,WD23CD,part\n" + "".join(f"{code},E05000001,most\n" for code in (*SMALL, SMALL[0]))
    with pytest.raises(PlaceError, match=r"(?s)part is no number from 0 to 1 in 3 rows.*1 piece told more than once"):
        composed(town, rows, share="part")


def test_two_columns_of_a_set_are_told_apart_by_the_one_who_asks(town):
    text = BEST.replace("LAD23CD", "WARD23CODE")
    with pytest.raises(PlaceError, match="has several columns of ward-2023: WD23CD, WARD23CODE"):
        composed(town, text)
    found = composed(town, text.replace("E05000002", "E05000001"), new="WD23CD")
    assert found.notes == ("1 area of ward-2023 made up of none of lsoa-2021: E05000002.",)


def test_a_set_whose_file_holds_no_row_is_refused(town):
    path = town / "boundaries" / "ward-2023.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(PlaceError, match=r"ward-2023.csv: the file holds its heading and no row"):
        composed(town, BEST)


def test_the_command_says_what_it_did(town):
    path = town.parent / "lookup.csv"
    path.write_text(BEST.replace("WD23CD", "WD24CD"), encoding="utf-8")
    asked = ["compositions", str(town), str(path), "--from", "lsoa-2021", "--to", "ward-2023", "--new", "WD24CD"]
    said = CliRunner().invoke(cli.app, asked)
    assert "3 areas of lsoa-2021 in 2 of ward-2023, each whole in one (3 rows)." in said.output
    assert "WD24CD is of ward-2024 by its name" in said.output
    assert "Retrieved is the day on which lookup.csv was saved" in said.output
    assert json.loads(CliRunner().invoke(cli.app, [*asked, "--json"]).output)["replaced"] == 3
    both = CliRunner().invoke(cli.app, [*asked, "--share", "a", "--people", "b"])
    assert both.exit_code == 2
    late = CliRunner().invoke(cli.app, [*asked, "--retrieved", "20/11/2026"], env={"COLUMNS": "200"})
    assert "Write year, month and day: 2026-11-20" in late.output


def test_a_place_that_is_no_folder_is_refused(town):
    asked = Asked(file=town, from_set="lsoa-2021", to_set="ward-2023")
    with pytest.raises(InputError, match="is not a folder"):
        compose(town / "none", asked, words=Words())
