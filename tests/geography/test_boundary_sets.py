"""Boundary sets: the areas of one kind as they stood on a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.geography.boundary_sets import (
    boundary_set,
    boundary_set_on,
    boundary_sets,
    name_of,
    set_of_column,
)


def test_small_areas_are_as_many_as_their_publisher_counts():
    counts = {set_id: boundary_set(set_id).areas for set_id in ("lsoa-2011", "lsoa-2021", "msoa-2011", "msoa-2021")}
    assert counts == {"lsoa-2011": 32844, "lsoa-2021": 33755, "msoa-2011": 6791, "msoa-2021": 6856}


def test_sets_of_a_kind_stand_in_the_order_of_their_days():
    kinds = {}
    for found in boundary_sets().values():
        kinds.setdefault(found.kind, []).append(found.valid_from)
    assert len(kinds) == 7
    assert all(days == sorted(set(days)) for days in kinds.values())


def test_every_set_says_where_it_is_known_from():
    for found in boundary_sets().values():
        assert found.publisher
        assert found.title
        assert found.licence.startswith("Open Government Licence")
        assert found.retrieved.year == 2026
        assert all(prefix[0] == "E" and len(prefix) == 3 for prefix in found.code_prefixes)


def test_the_name_of_a_set_has_its_year():
    for set_id, found in boundary_sets().items():
        assert set_id[-4:] in found.name
    assert name_of("lsoa-2011") == "LSOA 2011"
    assert name_of("our own wards") == "our own wards"


@pytest.mark.parametrize(
    ("kind", "day", "set_id"),
    [
        ("lsoa", date(2021, 3, 20), "lsoa-2011"),
        ("lsoa", date(2021, 3, 21), "lsoa-2021"),
        ("lower-tier", date(2024, 5, 1), "lower-tier-2023"),
        ("upper-tier", date(2026, 1, 1), "upper-tier-2025"),
        ("ward", date(2023, 5, 3), "ward-2022"),
        ("combined-authority", date(2025, 2, 5), "combined-authority-2025"),
    ],
)
def test_the_set_that_held_on_a_day_is_the_newest_that_had_begun(kind, day, set_id):
    assert boundary_set_on(kind, day).set_id == set_id


@given(st.sampled_from(sorted({found.kind for found in boundary_sets().values()})), st.dates(date(2023, 5, 4)))
def test_the_set_that_holds_had_begun_and_the_next_had_not(kind, day):
    found = boundary_set_on(kind, day)
    assert found.valid_from <= day
    later = [other for other in boundary_sets().values() if other.kind == kind and other.valid_from > found.valid_from]
    assert all(other.valid_from > day for other in later)


@pytest.mark.parametrize(
    ("column", "set_id"),
    [
        ("LSOA11CD", "lsoa-2011"),
        ("lsoa21_code", "lsoa-2021"),
        ("LSOA 2021 code", "lsoa-2021"),
        ("msoa_2011", "msoa-2011"),
        ("WD23CD", "ward-2023"),
        ("ward17_code", "ward17_code"),
        ("LAD24CD", "lower-tier-2023"),
        ("CTYUA23CD", "upper-tier-2023"),
        ("cauth23_code", "combined-authority-2023"),
        ("lsoa11_name", "lsoa11_name"),
        ("area_code", "area_code"),
    ],
)
def test_the_name_of_a_column_tells_the_set_where_it_has_a_year(column, set_id):
    assert set_of_column(column) == set_id


def test_what_is_no_set_is_refused_with_the_nearest():
    with pytest.raises(InputError, match=r'boundary set "lsoa-2012" is not known\. The nearest is lsoa-20[12]1\.'):
        boundary_set("lsoa-2012")
    with pytest.raises(InputError, match=r'"parishes" is not known\. Use one of: lsoa-2011, lsoa-2021, '):
        boundary_set("parishes")
    with pytest.raises(InputError, match=r'"parish" is no kind of boundary set\. Use one of: lsoa, msoa, ward, '):
        boundary_set_on("parish", date(2024, 1, 1))
    with pytest.raises(InputError, match=r"no ward set is as old as 2001-01-01\. The oldest is ward-2021\."):
        boundary_set_on("ward", date(2001, 1, 1))
