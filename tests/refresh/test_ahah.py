"""Access to Healthy Assets and Hazards, from the publisher's file to a table that is held."""

import pytest

from equitytown.refresh.account import State
from tests.refresh.layouts import as_csv
from tests.refresh.reference import Reference

FILE = "SYNTHETIC_ahah.csv"
ASKED = {"version": "4", "columns": "ah4ahah, ah4ahah_pct", "file": "*ahah*"}


def index(count=10, code="LSOA21CD", number=4, **changes):
    rows = [
        {code: f"E010157{n:02}", f"ah{number}ahah": f"{n}.5", f"ah{number}ahah_pct": f"{n}", f"ah{number}h": "1"}
        for n in range(1, count + 1)
    ]
    rows[2] |= changes
    return rows


@pytest.fixture
def ahah(town):
    reference = Reference(town, "ahah", "healthy-assets", **ASKED)
    reference.hand(FILE, as_csv(index()))
    return reference


def test_the_named_columns_come_by_small_area(ahah):
    assert (ahah.outcome().state, ahah.outcome().state) == (State.CAME, State.UNCHANGED)
    assert ahah.columns() == ("lsoa21_code", "ah4ahah", "ah4ahah_pct")
    assert ahah.rows()[2] == ("E01015703", "3.5", "3")


@pytest.mark.parametrize(
    ("code", "column"), [("lsoa11", "lsoa11_code"), ("LSOA2011", "lsoa11_code"), ("lsoa", "lsoa_code")]
)
def test_the_code_column_says_whose_small_areas_they_are(ahah, code, column):
    ahah.hand(FILE, as_csv(index(code=code)))
    ahah.refresh()
    assert ahah.columns()[0] == column


def test_the_version_must_be_the_files_own(ahah):
    ahah.write(**ASKED | {"version": "3"})
    assert 'is of version 4, and sources.yaml says version: "3"' in ahah.outcome().sentence
    plain = [{k.replace("ah4", "r_"): v for k, v in row.items()} for row in index()]
    ahah.write(version="2", columns="r_ahah", file="*ahah*")
    ahah.hand(FILE, as_csv(plain))
    assert "neither the columns nor the name" in ahah.outcome().sentence
    ahah.hand("ahah_V2.csv", as_csv(plain))
    (ahah.town.folder / "incoming" / FILE).unlink()
    assert ahah.outcome().state is State.CAME


@pytest.mark.parametrize(("data", "told"), [
    (as_csv(index(LSOA21CD="Luton")), '"Luton" is no code of a small area'),
    (as_csv(index(LSOA21CD="E01015701")), "E01015701 stands 2 times"),
    (as_csv(index(ah4ahah="high")), 'line 4, ah4ahah: "high" is neither a number nor a mark'),
    (as_csv(index(number=5)), "has no table of code, ah4ahah"),
    (as_csv(index(code="area")), "has no table of code"),
    (as_csv(index())[:-6], "cut off"),
    (as_csv(index()).partition(b"\r\n")[0], "a heading and no row"),
    (b"<!doctype html><p>log in", "has no table of"),
    (as_csv([row | {"lsoa11": "x"} for row in index()]), "2 columns that could be code"),
])  # fmt: skip
def test_what_cannot_be_right_is_refused(ahah, data, told):
    ahah.hand(FILE, data)
    outcome = ahah.outcome()
    assert outcome.state is State.REFUSED
    assert told in outcome.sentence
    assert not ahah.is_held


def test_columns_may_move_and_the_mark_of_a_text_is_no_name(ahah):
    ahah.hand(FILE, b"\xef\xbb\xbf" + as_csv([dict(reversed(row.items())) for row in index()]))
    assert ahah.outcome().state is State.CAME


def test_the_wanted_columns_must_be_named(ahah):
    ahah.write(version="4", file="*ahah*")
    assert "say which columns are wanted" in ahah.outcome().sentence


def test_far_fewer_areas_are_refused(ahah):
    ahah.refresh()
    ahah.hand(FILE, as_csv(index(count=7)))
    assert "10 rows are held and only 7 of them came" in ahah.outcome().sentence
