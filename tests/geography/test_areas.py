"""Areas of England and their history."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.geography import area, areas, region_of, upper_tier, upper_tier_area
from equitytown.terms.area import ENGLAND


def test_every_current_upper_tier_authority_has_a_region():
    assert len(upper_tier()) == 153
    regions = {region_of(found.area_code).area_code for found in upper_tier()}
    assert regions == {f"E1200000{n}" for n in range(1, 10)}


def test_luton_lies_in_the_east_of_england():
    assert area("E06000032").area_name == "Luton"
    assert region_of("E06000032").area_name == "East of England"
    assert region_of("E12000006").area_name == "East of England"
    assert area("E92000001") == ENGLAND


def test_every_area_that_ended_has_successors_that_began_the_next_day():
    for record in areas().values():
        assert (record.valid_to is None) == (record.successor_codes == ())
        for code in record.successor_codes:
            assert areas()[code].valid_from is not None
            assert areas()[code].valid_from > record.valid_to


def test_every_area_has_a_publisher_and_a_licence():
    assert all(record.publisher and record.licence for record in areas().values())


@pytest.mark.parametrize(
    ("code", "successors", "ended"),
    [
        ("E06000028", ["E06000058"], date(2019, 3, 31)),
        ("E10000002", ["E06000060"], date(2020, 3, 31)),
        ("E10000021", ["E06000061", "E06000062"], date(2021, 3, 31)),
        ("E10000006", ["E06000063", "E06000064"], date(2023, 3, 31)),
        ("E10000023", ["E06000065"], date(2023, 3, 31)),
        ("E10000027", ["E06000066"], date(2023, 3, 31)),
        ("E06000048", ["E06000057"], date(2013, 3, 31)),
        ("E08000020", ["E08000037"], date(2013, 3, 31)),
        ("E08000016", ["E08000038"], date(2025, 3, 31)),
        ("E10000001", ["E06000055", "E06000056"], date(2009, 3, 31)),
        ("E07000190", ["E07000246"], date(2019, 3, 31)),
    ],
)
def test_what_became_of_areas_that_ended_is_known(code, successors, ended):
    record = areas()[code]
    assert (list(record.successor_codes), record.valid_to) == (successors, ended)


def test_an_ended_area_names_its_successor_and_its_date():
    with pytest.raises(InputError, match=r"E06000028 \(Bournemouth\) ended on 31 March 2019\. Use E06000058 \("):
        area("E06000028")


def test_a_divided_area_names_all_that_came_after():
    with pytest.raises(InputError, match=r"It was divided: use E06000063 \(Cumberland\) and E06000064 \("):
        area("E10000006")


def test_successors_are_followed_to_those_in_use():
    with pytest.raises(InputError, match=r"E07000191 \(West Somerset\) ended on 31 March 2019\. Use E06000066"):
        area("E07000191")


def test_an_unknown_code_suggests_the_nearest():
    with pytest.raises(InputError, match=r'"E0600032" is not known\. The nearest is E06000032 \(Luton\): check it\.'):
        area("E0600032")


def test_a_name_in_place_of_a_code_gives_the_code():
    with pytest.raises(InputError, match=r'"luton" is a name\. Use its code, E06000032\.'):
        area("luton")


def test_a_code_like_no_other_says_what_codes_look_like():
    with pytest.raises(InputError, match=r"Use a nine-character code such as E06000032 \(Luton\)\."):
        area("821")


@pytest.mark.parametrize(
    ("code", "what"), [("E07000240", "a district"), ("E12000006", "a region"), ("E92000001", "a country")]
)
def test_only_upper_tier_authorities_are_places(code, what):
    with pytest.raises(InputError, match=f"{what}, which has no Director of Public Health"):
        upper_tier_area(code)


def test_england_lies_in_no_region():
    with pytest.raises(InputError, match="lies in no region"):
        region_of("E92000001")


def test_an_upper_tier_authority_says_so():
    assert areas()["E06000032"].is_upper_tier
    assert not areas()["E12000006"].is_upper_tier
    assert upper_tier_area("E10000012").area_name == "Essex"


@given(st.text(max_size=12))
def test_any_code_is_an_area_or_a_sentence(code):
    if code in areas() and areas()[code].valid_to is None:
        assert area(code).area_code == code
        return
    with pytest.raises(InputError, match=r"(?s)^area code .* (known|name|ended)"):
        area(code)
