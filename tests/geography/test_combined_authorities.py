"""Combined authorities and the councils in them."""

from collections import Counter
from datetime import date

import pytest

from equitytown.errors import InputError
from equitytown.geography import areas, combined_authority_of, upper_tier
from equitytown.geography.combined_authorities import combined_authorities, combined_on, memberships


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("E08000003", None, "Greater Manchester"),
        ("E06000047", None, "North East"),
        ("E06000057", date(2024, 5, 6), "North of Tyne"),
        ("E06000057", date(2024, 5, 7), "North East"),
        ("E06000065", date(2024, 1, 31), None),
        ("E06000065", date(2024, 2, 1), "York and North Yorkshire"),
        ("E10000003", None, "Cambridgeshire and Peterborough"),
        ("E07000008", None, "Cambridgeshire and Peterborough"),
        ("E07000040", None, "Devon and Torbay"),
        ("E08000039", None, "South Yorkshire"),
        ("E06000032", None, None),
        ("E09000007", None, None),
        ("E12000001", None, None),
    ],
)
def test_a_council_is_in_a_combined_authority_or_in_none(code, day, name):
    found = combined_authority_of(code, on=day)
    assert (found and found.area_name) == name
    assert found is None or found.area_type == "Combined authority"


def test_those_that_ended_name_what_came_after():
    ended = {code: found for code, found in combined_authorities().items() if found.valid_to}
    assert sorted(ended) == ["E47000010", "E47000011"]
    for found in ended.values():
        (after,) = found.successor_codes
        assert combined_authorities()[after].valid_from == date(2024, 5, 7)
        assert found.valid_to == date(2024, 5, 6)


def test_a_council_is_in_one_combined_authority_at_a_time():
    starts = {m.valid_from for m in memberships() if m.valid_from}
    for day in (date(2023, 12, 31), *starts, date.max):
        held = [m.area_code for m in memberships() if m.holds_on(day)]
        assert len(held) == len(set(held))


def test_no_membership_outlives_its_council_or_its_authority():
    for m in memberships():
        assert m.combined_code in combined_authorities()
        for end in (areas()[m.area_code].valid_to, combined_authorities()[m.combined_code].valid_to):
            assert end is None or (m.valid_to is not None and m.valid_to <= end)


def test_each_in_being_holds_as_many_upper_tier_councils_as_its_order_names():
    counts = Counter(found.area_name for c in upper_tier() if (found := combined_authority_of(c.area_code)))
    assert counts == {
        "Cambridgeshire and Peterborough": 2,
        "Devon and Torbay": 2,
        "East Midlands": 4,
        "Greater Lincolnshire": 3,
        "Greater Manchester": 10,
        "Hull and East Yorkshire": 2,
        "Lancashire": 3,
        "Liverpool City Region": 6,
        "North East": 7,
        "South Yorkshire": 4,
        "Tees Valley": 5,
        "West Midlands": 7,
        "West Yorkshire": 5,
        "West of England": 3,
        "York and North Yorkshire": 2,
    }


def test_a_code_that_ended_is_refused_and_its_past_is_still_known():
    with pytest.raises(InputError, match=r"E08000016 \(Barnsley\) ended on 31 March 2025"):
        combined_authority_of("E08000016")
    assert combined_on("E08000016", date(2024, 1, 1)).area_name == "South Yorkshire"
    assert combined_on("E08000016", date(2025, 4, 1)) is None


def test_every_combined_authority_says_where_it_is_known_from():
    for found in combined_authorities().values():
        assert found.publisher
        assert found.title
        assert found.licence.startswith("Open Government Licence")
        assert found.retrieved.year == 2026
