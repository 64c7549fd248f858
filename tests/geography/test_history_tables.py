"""Code history made from look-ups and lists that a user has."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.geography.codes import Successor
from equitytown.geography.history import became, today
from equitytown.geography.history_tables import history_of_list, history_of_lookup
from equitytown.geography.lookups import lookup_of
from tests.geography import real

# One unchanged, one split in two, two merged, one changed irregularly.
PIECES = pl.DataFrame({
    "old": ["E01000001", "E01000002", "E01000002", "E01000003", "E01000004", "E01000005", "E01000005"],
    "new": ["E01000001", "E01000011", "E01000012", "E01000013", "E01000013", "E01000014", "E01000015"],
    "change": ["U", "S", "S", "M", "M", "X", "X"],
})  # fmt: skip


def looked_up(rows=PIECES, *, change="change", old_set="lsoa-2011", new_set="lsoa-2021"):
    return history_of_lookup(lookup_of(rows, old="old", new="new", change=change, old_set=old_set, new_set=new_set))


def test_an_area_that_did_not_change_is_of_both_sets_and_in_use():
    record = looked_up()["E01000001"]
    assert (record.boundary_sets, record.ended, record.successors) == (("lsoa-2011", "lsoa-2021"), False, ())
    assert (record.valid_from, record.valid_to, record.area_type) == (date(2011, 3, 27), None, "LSOA")


def test_an_area_that_changed_ended_the_day_before_the_new_set_began():
    record = looked_up()["E01000002"]
    assert (record.boundary_sets, record.ended, record.valid_to) == (("lsoa-2011",), True, date(2021, 3, 20))
    assert record.successors == (Successor("E01000011", "S"), Successor("E01000012", "S"))


def test_a_new_area_knows_what_it_was_made_of():
    record = looked_up()["E01000013"]
    assert (record.boundary_sets, record.ended, record.valid_from) == (("lsoa-2021",), False, date(2021, 3, 21))
    assert record.predecessor_codes == ("E01000003", "E01000004")


def test_sets_that_a_user_named_himself_have_no_days():
    record = looked_up(old_set="old wards", new_set="new wards")["E01000002"]
    assert (record.ended, record.valid_from, record.valid_to) == (True, None, None)
    assert record.boundary_sets == ("old wards",)


def test_a_look_up_without_kinds_of_change_tells_none():
    assert {s.change for s in became("E01000005", looked_up(change=None))} == {""}


@given(st.sets(st.tuples(st.integers(0, 9), st.integers(5, 14)), min_size=1))
def test_before_and_after_are_one_relation_read_from_both_ends(pairs):
    rows = pl.DataFrame({"old": [f"E0100000{a}" for a, _ in pairs], "new": [f"E010000{b:02d}" for _, b in pairs]})
    history = looked_up(rows, change=None)
    after = {(code, s.area_code) for code, record in history.items() for s in record.successors}
    before = {(old, code) for code, record in history.items() for old in record.predecessor_codes}
    assert after == before
    assert all(not history[one].ended for code in history for one in today(code, history))


def test_a_list_gives_names_and_days():
    rows = pl.DataFrame({"WDCD": ["E05000001", "W05000002"], "WDNM": ["Old Town", None], "to": ["2023-05-03", ""]})
    history = history_of_list(rows, code="WDCD", name="WDNM", last="to", boundary_set="ward-2022")
    assert history["E05000001"].valid_from == date(2022, 5, 5)
    assert (history["E05000001"].valid_to, history["E05000001"].ended) == (date(2023, 5, 3), True)
    assert (history["W05000002"].label, history["W05000002"].ended) == ("W05000002", False)
    days = rows.with_columns(first=pl.lit(date(2010, 5, 6)))
    begun = history_of_list(days, code="WDCD", name="WDNM", first="first", boundary_set="ours")
    assert begun["E05000001"].valid_from == date(2010, 5, 6)


@pytest.mark.parametrize(
    ("cells", "options", "message"),
    [
        ({}, {"name": "title"}, 'the list has no column "title". Its columns are: WDCD, WDNM, to.'),
        ({"WDCD": ["E05000001", None]}, {}, "a code is empty in 1 of 2 rows of the list"),
        ({"WDCD": ["E05000001"] * 2}, {}, "E05000001 stands more than once in the list"),
        ({"to": ["3 May 2023", ""]}, {"last": "to"}, 'to "3 May 2023" is not a day in 1 of 2 rows. Write it as 2023-'),
    ],
)
def test_what_makes_no_list_is_refused(cells, options, message):
    rows = pl.DataFrame({"WDCD": ["E05000001", "E05000002"], "WDNM": ["A", "B"], "to": ["", ""]} | cells)
    with pytest.raises(InputError, match=message):
        history_of_list(rows, **({"code": "WDCD", "name": "WDNM", "boundary_set": "ward-2022"} | options))


def test_lutons_old_wards_lead_to_new_ones_by_a_look_up_with_shares(shared):
    rows = pl.read_csv(shared / "data" / "lookups" / "derived_luton_oldward22_to_ward25_area_shares.csv")
    lookup = lookup_of(rows, old="ward22_code", new="WD25CD", old_set="ward-2022", new_set="ward-2025")
    history = history_of_lookup(lookup)
    assert len(real.of_set(history, "ward-2022")) == 19
    assert len(real.of_set(history, "ward-2025")) == 20
    assert all(history[code].ended for code in real.of_set(history, "ward-2022"))
    assert "E05014735" in today("E05002193", history)
