"""A partner's file at the door: rows of persons refused, every fault with its line, people nobody put into a group."""

import pytest

from equitytown.derive.equity.checks import above_residents, accounted
from equitytown.derive.equity.declared import read_declared
from equitytown.derive.equity.entries import Declared
from equitytown.derive.equity.reading import read_handed
from equitytown.derive.equity.residents import read_residents
from equitytown.derive.equity.words import NOT_ACCOUNTED, NOT_RECORDED, Kind
from equitytown.errors import InputError, PlaceError

HEAD = "service,characteristic,group,users\n"


@pytest.fixture
def read(tmp_path):
    def reading(text, kind=Kind.SERVICE, **options):
        path = tmp_path / "handed.csv"
        path.write_text(text, encoding="utf-8")
        return accounted(read_handed(path, kind, **options), path=path.name)

    return reading


def test_it_works_with_guessed_columns_and_states_put_together(read):
    found = read(HEAD + 'A,Ethnicity,White,"1,200"\nA,Race,Unknown,7\nA,ethnic group,Not asked,3\n')
    assert [(e.characteristic, e.group, e.count) for e in found.entries] == [
        ("Ethnic group", "White", 1200), ("Ethnic group", NOT_RECORDED, 10)]  # fmt: skip


def test_those_whom_a_total_counts_and_no_group_does_are_put_into_none(read):
    found = read("service,ethnic group,users\nA,White,50\nA,Asian,20\nA,Total,80\n")
    assert found.entries[-1].group == NOT_ACCOUNTED
    assert [e.count for e in found.entries] == [50, 20, 10]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Staff number,Sex,Grade\n1,Male,5\n", 'column "Staff number" tells persons apart'),
        ("group,sex,characteristic,count\n" + "\n".join(f"g{i},m,Sex,1" for i in range(12)), "every count in it is 1"),
        ("characteristic,group,users,e-mail\nSex,Male,12,ann@example.org\n", "hand over counts, not people"),
        ("Ethnic group,Sex,age\nWhite,Male,50\n", "Rows of persons are never taken in"),
        (HEAD.replace("users", "users,period") + "A,Sex,Male,9,2024\nA,Sex,Male,9,2025\n", "Choose one with --period"),
    ],
)
def test_rows_of_persons_and_mixed_periods_are_refused(read, text, told):
    with pytest.raises(InputError, match=told):
        read(text)


def test_every_fault_of_a_row_is_told_with_its_line(read):
    rows = [
        "A,Shoe size,9,12",
        "A,Sex,Male,-3",
        "A,Sex,Female,<5",
        "A,Sex,Men,12.5",
        "A,Sex,,4",
        "A,Sex,X,9",
        "A,Sex,x,9",
    ]
    with pytest.raises(PlaceError) as caught:
        read(HEAD + "\n".join(rows))
    assert [fault.line for fault in caught.value.faults] == [2, 3, 4, 5, 6, 8]
    assert "is no characteristic" in str(caught.value)
    assert "below 0" in str(caught.value)
    assert "a share or a rate" in str(caught.value)
    assert "stands in line 7 already" in str(caught.value)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("A,Sex,Male,60\nA,Sex,Female,50\nA,Sex,All,100", "add up to 110, and their total is 100"),
        ("A,Sex,Male,60\nA,Sex,Female,50\nA,Age,Old,100", "110 people by Sex and 100 by Age"),
        ("A,Sex,Male,60\nA,Sex,Female,40\nA,Age,Old,100", "percentages and no counts"),
        ("A,Sex,Male,60\nB,Sex,Male,40\nTotal,Sex,Male,100", "stands among its parts"),
    ],
)
def test_rows_that_do_not_agree_are_refused(read, rows, told):
    with pytest.raises(PlaceError, match=told):
        read(HEAD + rows)


def test_more_people_than_live_here_are_refused(read):
    with pytest.raises(PlaceError, match="counts 60 people by Sex, and 50 live here"):
        above_residents(read(HEAD + "A,Sex,Male,60\n"), {"Sex": {"Male": 20, "Female": 30}}, path="x.csv")


def test_residents_of_small_areas_are_added_up_and_one_area_twice_is_told(tmp_path):
    path = tmp_path / "residents.csv"
    path.write_text("lsoa21_code,ethnic_group,n\nE1,White,5\nE2,White,6\nE1,Asian,7\n", encoding="utf-8")
    assert read_residents(path, groups={"Ethnic group": {"asian": "Asian British"}}) == {
        "Ethnic group": {"White": 11, "Asian British": 7}}  # fmt: skip
    path.write_text("lsoa21_code,ethnic_group,n\nE1,White,5\nE1,White,6\n", encoding="utf-8")
    with pytest.raises(PlaceError, match=r"line 3: .*stands in line 2 already"):
        read_residents(path)


def test_what_is_declared_is_read_and_what_is_unknown_refused(tmp_path):
    path = tmp_path / "mapping.yaml"
    path.write_text(
        "columns:\n  headcount: WTE\ngroups:\n  Race:\n    Indian: Asian\nsenior_grades:\n  - 9\n", encoding="utf-8"
    )
    found = read_declared(path)
    assert (found.columns, found.senior) == ({"headcount": "WTE"}, ("9",))
    assert found.groups == {"Ethnic group": {"Indian": "Asian"}}
    path.write_text("colums:\n  a: b\n", encoding="utf-8")
    with pytest.raises(InputError, match='"colums" is not known'):
        read_declared(path)


STAFF = "organisation,grade,characteristic,group,headcount\n"
PAY = "organisation,characteristic,group,headcount,mean\n"


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        (STAFF + "C,5,Sex,Male,12\nC,,Sex,Male,9\n", Kind.WORKFORCE, "there is no grade"),
        (STAFF + "C,All grades,Sex,Male,12\n", Kind.WORKFORCE, "stands among the grades"),
        (STAFF + "C,5,Sex,Known groups,12\n", Kind.WORKFORCE, "the name of a sum that is made here"),
        (STAFF + "C,5,Sex,Male,\n", Kind.WORKFORCE, "Missing is not zero"),
        (STAFF + "C,5,Sex,Male,many\n", Kind.WORKFORCE, "holds words"),
        (STAFF, Kind.WORKFORCE, "no row below"),
        (PAY.replace(",mean", "") + "C,Sex,Male,120\n", Kind.PAY, "neither mean nor median"),
        (PAY + 'C,Sex,Male,120,"31,500"\n', Kind.PAY, "Divide pay for a year"),
        (PAY + "C,Sex,Male,120,none\n", Kind.PAY, "Give pounds above 0"),
        (PAY + "C,Sex,Male,90,15\nC,Sex,All,90,15\nC,Age,Old,90,9\nC,Age,All,90,16\n", Kind.PAY, "that of line 3"),
        (PAY + "C,Race,Unknown,90,15\nC,Race,Not asked,90,15\n", Kind.PAY, "is made of several labels"),
    ],
)
def test_what_a_grade_or_pay_cannot_be_is_refused(read, text, kind, told):
    with pytest.raises(InputError, match=told):
        read(text, kind)


def test_labels_and_columns_are_read_as_declared(read):
    declared = Declared({"count": "Staff in post"}, {"Ethnic group": {"Indian": "Asian", "Pakistani": "asian"}})
    text = "organisation,ethnicity,Staff in post\nC,Indian,30\nC,Pakistani,12\n"
    (found,) = read(text, Kind.WORKFORCE, declared=declared, spelt={"Ethnic group": ("Asian",)}).entries
    assert (found.group, found.count) == ("Asian", 42)
    with pytest.raises(InputError, match='"heads" is none of our columns'):
        read(text, Kind.WORKFORCE, declared=Declared({"heads": "x"}))
    periods = HEAD.replace("users", "users,period") + "A,Sex,Male,9,2024\nA,Sex,Male,8,2025\n"
    assert [entry.count for entry in read(periods, period="2025").entries] == [8]
    with pytest.raises(InputError, match='no row of "2020"; it has 2024, 2025'):
        read(periods, period="2020")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("senior_grades: 9\n", "must be a list"),
        ("groups: 9\n", "must name a characteristic"),
        ("groups:\n  Shoes:\n    a: b\n", '"Shoes" is no characteristic'),
        ("columns: 9\n", "must hold pairs"),
        ("columns: [\n", "YAML"),
        (None, "there is no file"),
    ],
)
def test_a_declaration_that_cannot_be_right_is_refused(tmp_path, said, told):
    path = tmp_path / "mapping.yaml"
    if said is not None:
        path.write_text(said, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        read_declared(path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ethnic_group,percent\nWhite,9\n", "no column of residents"),
        ("group,residents\nWhite,9\n", "Add a column characteristic"),
        ("characteristic,group,residents\nShoes,9,9\n", '"Shoes" is no characteristic'),
        ("ethnic_group,residents\n=1+1,9\n", "begin like a formula"),
        ("ethnic_group,residents\nWhite,x\n", "line 2"),
    ],
)
def test_residents_that_cannot_be_read_are_refused(tmp_path, text, told):
    path = tmp_path / "residents.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        read_residents(path)
