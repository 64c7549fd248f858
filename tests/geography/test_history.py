"""What a code was, what it became, and what it is today."""

from collections import Counter
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.geography import areas
from equitytown.geography.boundary_sets import boundary_sets
from equitytown.geography.codes import CodeRecord, Comparable, Successor
from equitytown.geography.combined_authorities import combined_authorities
from equitytown.geography.history import became, later, record_of, shipped_history, today, together
from equitytown.geography.history_tables import history_of_list
from tests.geography import real

CODES = sorted(shipped_history())


def test_every_shipped_code_has_its_history():
    assert shipped_history().keys() == areas().keys() | combined_authorities().keys()


@pytest.mark.parametrize("set_id", [s for s, found in boundary_sets().items() if found.code_prefixes[0] >= "E06"])
def test_a_set_has_as_many_areas_as_it_says(set_id):
    assert len(real.of_set(shipped_history(), set_id)) == boundary_sets()[set_id].areas


def test_every_day_on_which_codes_of_authorities_changed_begins_a_set():
    for kind in ("upper-tier", "lower-tier"):
        sets = [found for found in boundary_sets().values() if found.kind == kind]
        of_kind = [r for r in areas().values() if r.area.area_code[:3] in sets[0].code_prefixes]
        began = {record.valid_from for record in of_kind if record.valid_from}
        assert began <= {found.valid_from for found in sets}


@pytest.mark.parametrize(
    ("code", "after", "in_use"),
    [
        ("E06000028", [("E06000058", "M")], ["E06000058"]),
        ("E07000191", [("E07000246", "M")], ["E06000066"]),
        ("E10000006", [("E06000063", ""), ("E06000064", "")], ["E06000063", "E06000064"]),
        ("E08000016", [("E08000038", "")], ["E08000038"]),
        ("E10000009", [("E06000059", "")], ["E06000059"]),
        ("E47000011", [("E47000014", "M")], ["E47000014"]),
        ("E06000032", [], ["E06000032"]),
    ],
)
def test_what_became_of_an_authority_is_known(code, after, in_use):
    assert [(s.area_code, s.change) for s in became(code, shipped_history())] == after
    assert list(today(code, shipped_history())) == in_use


def test_an_authority_knows_what_it_was_made_of():
    made = shipped_history()["E06000066"]
    assert made.valid_from == date(2023, 4, 1)
    assert {"E07000246", "E10000027"} <= set(made.predecessor_codes)
    assert made.boundary_sets == ("upper-tier-2023", "upper-tier-2025", "lower-tier-2023", "lower-tier-2025")


def test_only_unchanged_areas_can_be_compared_as_they_are():
    found = {change: Successor("E", change).comparable for change in ("U", "S", "M", "X", "")}
    assert found == {
        "U": Comparable.YES,
        "S": Comparable.COUNTS,
        "M": Comparable.COUNTS,
        "X": Comparable.NEVER,
        "": Comparable.UNTOLD,
    }


@given(st.sampled_from(CODES))
def test_a_code_leads_to_codes_that_are_in_use(code):
    found = today(code, shipped_history())
    assert found
    assert all(not shipped_history()[one].ended for one in found)
    assert code not in later(code, shipped_history())


@given(st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE")), max_size=12), st.sampled_from("ABCDE"))
def test_following_a_code_ends_whatever_circles_the_tables_make(pairs, start):
    history = {
        code: CodeRecord(code, "", "Ward", ended=True, successors=tuple(Successor(b) for a, b in pairs if a == code))
        for code in "ABCDE"
    }
    assert today(start, history) == ()
    assert start not in later(start, history)


def test_what_one_history_does_not_tell_another_may():
    rows = pl.DataFrame({"code": ["E05000001"], "name": ["Old Town"], "last": ["2023-05-03"]})
    named = history_of_list(rows, code="code", name="name", last="last", boundary_set="ward-2022")
    bare = {"E05000001": CodeRecord("E05000001", "", "Ward", successors=(Successor("E05000002"),))}
    for both in (together(named, bare), together(bare, named)):
        record = both["E05000001"]
        assert (record.label, record.ended, record.valid_to) == ("E05000001 (Old Town)", True, date(2023, 5, 3))
        assert record.successors == (Successor("E05000002"),)
        assert record.boundary_sets == ("ward-2022",)
        assert today("E05000001", both) == ("E05000002",)


def test_a_code_that_no_table_knows_is_refused():
    with pytest.raises(InputError, match=r'code "E01015741" is not known\. Check it for a slip, or give the look-up'):
        record_of("E01015741", shipped_history())
    with pytest.raises(InputError, match="is not known"):
        today("E99", shipped_history())


def test_lutons_lsoas_of_2011_became_those_of_2021(shared):
    history = real.lsoas(shared)
    rows = real.lsoa_rows(shared).filter(ltla22_code="E06000032")
    old, new = rows["lsoa11_code"].unique().to_list(), rows["lsoa21_code"].unique().to_list()
    assert (len(real.of_set(history, "lsoa-2011", old)), len(real.of_set(history, "lsoa-2021", new))) == (121, 125)
    assert len(set(old) & set(new)) == 118
    split = {code: [s.change for s in became(code, history)] for code in sorted(set(old) - set(new))}
    assert split == {"E01015741": ["S"] * 2, "E01015791": ["S"] * 2, "E01015794": ["S"] * 3}
    assert history["E01015741"].valid_to == date(2021, 3, 20)


def test_england_has_as_many_areas_and_changes_as_the_office_for_national_statistics_counts(shared):
    history = real.lsoas(shared)
    for set_id in ("lsoa-2011", "lsoa-2021"):
        assert len(real.of_set(history, set_id)) == boundary_sets()[set_id].areas
    rows = real.lsoa_rows(shared).filter(pl.col("ltla22_code").str.starts_with("E"))
    assert Counter(rows["change_code"]) == {"U": 31810, "S": 1842, "M": 194, "X": 9}
    never = [code for code, r in history.items() if any(s.comparable == Comparable.NEVER for s in r.successors)]
    assert sorted(code for code in never if code.startswith("E")) == [
        "E01008187",
        "E01023508",
        "E01023679",
        "E01023768",
        "E01023964",
        "E01027506",
    ]


def test_luton_018_was_replaced_by_022_and_023(shared):
    history = real.msoas(shared)
    assert {s.area_code for s in became("E02003275", history)} == {"E02006937", "E02006938"}
    assert history["E02006938"].predecessor_codes == ("E02003275",)
    assert len(real.of_set(history, "msoa-2011")) == boundary_sets()["msoa-2011"].areas
    assert len(real.of_set(history, "msoa-2021")) == boundary_sets()["msoa-2021"].areas
