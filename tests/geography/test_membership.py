"""Which boundary sets codes are of, and mixing refused with the names of both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.geography.history import shipped_history, together
from equitytown.geography.membership import common_sets, sets_of
from tests.geography import real
from tests.geography.test_history_tables import looked_up

SHIPPED = shipped_history()


def test_codes_of_one_table_tell_their_sets():
    assert common_sets(["E06000032", "E06000058"], SHIPPED) == (
        "lower-tier-2019",
        "lower-tier-2020",
        "lower-tier-2021",
        "lower-tier-2023",
        "lower-tier-2025",
        "upper-tier-2019",
        "upper-tier-2020",
        "upper-tier-2021",
        "upper-tier-2023",
        "upper-tier-2025",
    )
    assert common_sets(["E10000003", "E06000063"], SHIPPED) == ("upper-tier-2023", "upper-tier-2025")
    assert common_sets(["E12000006"], SHIPPED) == ("region-2009",)


def test_the_look_of_a_code_does_not_tell_its_year():
    assert sets_of(["E01000001"], SHIPPED) == {"lsoa-2011": 1, "lsoa-2021": 1}
    assert common_sets(["E05014735"], SHIPPED)[0] == "ward-2021"


def test_a_look_up_tells_what_the_look_does_not():
    history = together(SHIPPED, looked_up())
    assert common_sets(["E01000001", "E01000002"], history) == ("lsoa-2011",)
    assert common_sets(["E01000001", "E01000013"], history) == ("lsoa-2021",)
    assert common_sets(["E01000001"], history) == ("lsoa-2011", "lsoa-2021")


@given(st.sets(st.sampled_from(sorted(SHIPPED)), min_size=1))
def test_codes_pass_exactly_where_a_set_holds_them_all(codes):
    shared = set.intersection(*(set(SHIPPED[code].boundary_sets) for code in codes))
    if shared:
        assert set(common_sets(codes, SHIPPED)) == shared
        return
    with pytest.raises(InputError, match=r"two boundary sets are mixed|of no boundary set that is known"):
        common_sets(codes, SHIPPED)


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        (
            ["E01000001", "E01000002", "E01000003", "E01000011"],
            (
                "1 of 4 codes are not of LSOA 2011 but of LSOA 2021 (first: E01000011): two boundary sets are mixed. "
                "Take figures of one set, or carry counts of LSOA 2011 over with `equitytown convert` and a look-up "
                "from LSOA 2011 to LSOA 2021."
            ),
        ),
        (
            ["E01000002", "E01000011", "E01000012"],
            (
                "1 of 3 codes are not of LSOA 2021 but of LSOA 2011 (first: E01000002): two boundary sets are mixed. "
                "Take figures of one set, or carry counts of LSOA 2011 over with `equitytown convert` and a look-up "
                "from LSOA 2011 to LSOA 2021."
            ),
        ),
        (
            ["E06000032", "E10000003", "E07000008"],
            (
                "1 of 3 codes are not of Lower-tier authorities of April 2009 but of Upper-tier authorities of April "
                "2009 (first: E10000003): two boundary sets are mixed. Take areas of one kind."
            ),
        ),
        (
            ["E01000001", "E01000099", "Luton"],
            (
                "2 of 3 codes are of no boundary set that is known (first: E01000099). Check them for slips, or give "
                "the look-up or list that they are in."
            ),
        ),
        ([], "there are no codes, so no boundary set can be told."),
    ],
)
def test_mixing_is_refused_with_the_names_of_both_and_the_look_up(codes, message):
    with pytest.raises(InputError) as refused:
        common_sets(codes, together(SHIPPED, looked_up()))
    assert str(refused.value) == message


def test_two_sets_of_a_kind_are_named_before_one_of_another_kind():
    with pytest.raises(InputError, match=r"not of Upper-tier authorities of April 2009 but of Upper-tier .* 2019"):
        common_sets(["E06000028", "E06000058", "E10000003"], SHIPPED)


def test_sets_that_a_user_named_are_told_by_his_names():
    history = looked_up(old_set="old wards", new_set="new wards")
    with pytest.raises(InputError, match=r"not of new wards but of old wards .* look-up from old wards to new wards"):
        common_sets(["E01000002", "E01000011", "E01000012"], history)
    with pytest.raises(InputError, match=r"not of old wards but of new wards .* look-up from old wards to new wards"):
        common_sets(["E01000002", "E01000003", "E01000011"], history)


def test_half_a_table_of_2011_and_half_of_2021_is_refused(shared):
    history = real.lsoas(shared)
    rows = real.lsoa_rows(shared).filter(ltla22_code="E06000032")
    old, new = rows["lsoa11_code"].unique().to_list(), rows["lsoa21_code"].unique().to_list()
    assert common_sets(old, history) == ("lsoa-2011",)
    assert common_sets(new, history) == ("lsoa-2021",)
    with pytest.raises(InputError, match=r"3 of 128 codes are not of LSOA 2021 but of LSOA 2011 \(first: E01015741\)"):
        common_sets([*old, *new], history)


def test_old_and_new_wards_are_told_apart(shared):
    old, new = real.wards(shared)
    both = together(old, new)
    assert sorted(old) == [f"E0500{n}" for n in range(2193, 2212)]
    assert sorted(new) == [f"E050{n}" for n in range(14735, 14755)]
    with pytest.raises(InputError, match=r"19 of 39 codes are not of Wards of 2023 but of Wards of 2022"):
        common_sets([*old, *new], both)
