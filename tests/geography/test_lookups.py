import polars as pl
import pytest

from equitytown.errors import InputError
from equitytown.geography.lookups import lookup_of, with_population

# A stays, B and C merge into M, S splits into S1 and S2, X changes irregularly.
ROWS = pl.DataFrame({
    "old": ["A", "B", "C", "S", "S", "X", "X"],
    "new": ["A", "M", "M", "S1", "S2", "X1", "A2"],
    "share": [None, None, None, 0.75, 0.25, 0.5, 0.5],
    "change": ["U", "M", "M", "S", "S", "X", "X"],
})  # fmt: skip


def test_a_whole_area_has_the_share_of_one():
    lookup = lookup_of(ROWS, old="old", new="new", share="share", change="change")
    assert lookup.parts["whole"].to_list() == [True, True, True, False, False, False, False]
    assert lookup.parts["share"].to_list() == [1, 1, 1, 0.75, 0.25, 0.5, 0.5]
    assert (lookup.old_set, lookup.new_set) == ("old", "new")


def test_shares_that_are_rounded_add_up_to_one():
    rounded = ROWS.with_columns(share=pl.when(pl.col("new") == "S1").then(0.745).otherwise("share"))
    lookup = lookup_of(rounded, old="old", new="new", share="share")
    assert lookup.parts.filter(old="S")["share"].sum() == 1


def test_people_of_the_new_areas_share_a_split_area_out():
    lookup = lookup_of(ROWS, old="old", new="new", change="change")
    shared = with_population(lookup, {"S1": 300, "S2": 100, "X1": 10}).parts
    assert shared.filter(old="S")["share"].to_list() == [0.75, 0.25]
    assert shared.filter(old="X")["share"].to_list() == [None, None]  # of one piece the people are not known
    crossing = pl.DataFrame({"old": ["P", "P", "Q"], "new": ["N", "O", "O"]})
    kept = with_population(lookup_of(crossing, old="old", new="new"), {"N": 10, "O": 90}).parts
    assert kept.filter(old="P")["share"].to_list() == [None, None]  # O is of Q's people too
    told = with_population(lookup_of(ROWS, old="old", new="new", share="share"), {"S1": 1, "S2": 1}).parts
    assert told.filter(old="S")["share"].to_list() == [0.75, 0.25]


REFUSED = [
    ({}, {"share": "part"}, 'the look-up has no column "part". Its columns are: old, new, share, change'),
    ({"new": ["A", "M", None, "S1", "S2", "X1", "A2"]}, {}, "a code is empty in 1 of 7 rows"),
    ({"new": ["A", "M", "", "S1", "S2", "X1", "A2"]}, {}, "a code is empty in 1 of 7 rows"),
    ({"new": ["A", "M", "M", "S1", "S1", "X1", "A2"]}, {}, "S to S1 stands more than once in the look-up"),
    ({"change": ["U", "M", "M", "Z", "S", "X", "X"]}, {}, 'the change "Z" is not known. Kinds of change are U, S, M'),
    ({"share": [None, None, None, 1.5, 0.25, 0.5, 0.5]}, {}, "the share of S in S1 is 1.5. Shares lie between 0 and 1"),
    ({"share": [None, None, None, 0.5, 0.25, 0.5, 0.5]}, {}, r"1 old areas do not add up to 1 \(first: S, 0.75\)"),
]


@pytest.mark.parametrize(("changes", "options", "message"), REFUSED)
def test_what_makes_no_lookup_is_refused(changes, options, message):
    rows = ROWS.with_columns(**{name: pl.Series(column) for name, column in changes.items()})
    with pytest.raises(InputError, match=message):
        lookup_of(rows, **({"old": "old", "new": "new", "share": "share", "change": "change"} | options))


def test_populations_below_nought_are_refused():
    with pytest.raises(InputError, match=r"1 populations are negative \(first: S1\)"):
        with_population(lookup_of(ROWS, old="old", new="new"), {"S1": -1})


def test_codes_of_another_set_are_refused_with_the_names_of_both():
    lookup = lookup_of(ROWS, old="old", new="new", share="share", old_set="LSOA 2011", new_set="LSOA 2021")
    lookup.refuse_strangers(["A", "B"])
    with pytest.raises(InputError, match=r"2 of 3 codes are not of LSOA 2011 \(first: M\). 1 of them are of LSOA 2021"):
        lookup.refuse_strangers(["A", "M", "Z"])
    with pytest.raises(InputError, match=r"1 of 1 codes are not of LSOA 2011 \(first: Z\). This look-up leads from"):
        lookup.refuse_strangers(["Z"])
