import numpy as np
import pytest

from equitytown.disclosure import linked, table_of
from equitytown.errors import InputError

SEXES = {("A", "F"): 3, ("A", "M"): 12, ("B", "F"): 0, ("B", "M"): 7}


def held(table):
    return dict(zip(table.keys, table.counts.tolist(), strict=True))


def test_every_total_is_worked_out_and_every_sum_holds():
    table = table_of(SEXES, names=("ward", "sex"))
    assert held(table) == SEXES | {
        ("A", "All"): 15, ("B", "All"): 7, ("All", "F"): 3, ("All", "M"): 19, ("All", "All"): 22
    }  # fmt: skip
    assert not (table.sums @ table.counts).any()
    assert table.sums.shape[0] == 3 + 3  # over sexes of two wards and all, over wards of two sexes and both
    assert table.totals.tolist() == ["All" in key for key in table.keys]
    assert table.filled[table.place(("All", "All"))] == 3


def test_wards_lie_within_authorities():
    within = {"ward": {"A": "Luton", "B": "Luton", "C": "Bedford"}}
    table = table_of({("A",): 1, ("B",): 2, ("C",): 4}, names=("ward",), within=within)
    assert held(table) == {("A",): 1, ("B",): 2, ("C",): 4, ("Luton",): 3, ("Bedford",): 4, ("All",): 7}
    assert not (table.sums @ table.counts).any()


def test_tables_that_share_totals_are_one():
    ages = table_of({("A", "0-64"): 5, ("A", "65+"): 10, ("B", "0-64"): 1, ("B", "65+"): 6}, names=("ward", "age"))
    both = linked(table_of(SEXES, names=("ward", "sex")), ages)
    assert both.names == ("ward", "sex", "age")
    assert len(both.keys) == 9 + 9 - 3
    assert held(both)["A", "All", "All"] == 15
    assert held(both)["A", "All", "65+"] == 10
    assert not (both.sums @ both.counts).any()
    assert both.filled[both.place(("B", "All", "All"))] == 2


def test_tables_that_disagree_are_refused():
    other = table_of({("A",): 15, ("B",): 8}, names=("ward",))
    with pytest.raises(InputError, match=r"2 cells have different counts in two tables \(first: B, 7 and 8\)"):
        linked(table_of(SEXES, names=("ward", "sex")), other)


REFUSED = [
    ({}, {}, "there are no counts to protect"),
    ({("A", "F"): -1}, {}, r"no whole number from 0 upwards in 1 of 4 rows \(first: A, F, -1\)"),
    ({("A", "F"): 1.5}, {}, r"no whole number .* \(first: A, F, 1.5\)"),
    ({("All", "F"): 3}, {}, '"All" stands for totals, which are worked out, and 1 rows of ward, sex hold it'),
    ({("C", "F"): 3}, {}, r"1 combinations of ward, sex have no row \(first: C, M\). Add a row for each, with 0"),
    ({}, {"ward": {"A": "Luton"}}, r'1 of 2 labels of "ward" lie within nothing \(first: "B"\)'),
    ({}, {"ward": {"A": "A", "B": "A"}}, '"A" names both a "ward" and what it lies within'),
]


@pytest.mark.parametrize(("changes", "within", "message"), REFUSED)
def test_what_makes_no_table_is_refused(changes, within, message):
    rows = SEXES | changes if changes or within else {}
    with pytest.raises(InputError, match=message):
        table_of(rows, names=("ward", "sex"), within=within)


def test_a_cell_that_is_not_there_is_named():
    table = table_of(SEXES, names=("ward", "sex"))
    with pytest.raises(InputError, match=r"there is no cell C, F in the table\. The first is A, F"):
        table.place(("C", "F"))
    assert table.name(1) == "A, M"
    assert np.all(table.counts >= table.filled)
