"""Neighbour sets that ship: open, dated, in order, and a start for every council."""

from importlib.resources import files

import pytest

from equitytown.geography import area, upper_tier
from equitytown.place.open_sets import members_of, open_sets, settings_of

LUTON = "E06000032"


def names(members, set_id):
    return [row["area_name"] for row in members if row["set_id"] == set_id]


def test_every_set_is_open_and_has_a_source_and_the_day_of_its_list_or_copy():
    for row in open_sets():
        assert row["licence"] == "Open Government Licence v3.0"
        assert row["publisher"]
        assert row["title"]
        assert len(row["dated"] or row["retrieved"]) >= len("2025-05")
        assert row["ordered"] == "yes"


def test_the_tables_are_small():
    folder = files("equitytown.place") / "neighbour_lists"
    assert sum(len(file.read_bytes()) for file in folder.iterdir()) < 210_000


def test_lutons_nearest_are_those_of_the_publishers():
    members = members_of(LUTON, find=area)
    assert names(members, "children-2025")[:3] == ["Slough", "Peterborough", "Coventry"]
    assert names(members, "ons-overall")[:3] == ["Leicester", "Wolverhampton", "Blackburn with Darwen"]
    assert names(members, "ons-economic")[:3] == ["Birmingham", "Leicester", "Blackpool"]
    assert names(members, "ons-demographic")[:3] == ["Barking and Dagenham", "Hillingdon", "Slough"]


@pytest.mark.parametrize("set_id", [row["set_id"] for row in open_sets()])
def test_members_are_councils_in_use_and_numbered_from_one(set_id):
    in_use = {council.area_code for council in upper_tier()}
    for code in in_use:
        rows = [row for row in members_of(code, find=area) if row["set_id"] == set_id]
        assert [row["position"] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
        found = {row["area_code"] for row in rows}
        assert found <= in_use - {code}
        assert len(found) == len(rows)
        assert rows or (set_id, code) == ("ons-demographic", "E06000017")


def test_a_council_without_neighbours_of_its_kind_has_no_such_set():
    told = settings_of(members_of("E06000017", find=area))
    assert "ons-economic:" in told
    assert "ons-demographic:" not in told


def test_the_settings_name_the_closest_and_how_many_are_ranked():
    assert settings_of(members_of(LUTON, find=area)).splitlines()[:9] == [
        "  children-2025:",
        "    population: children",
        "    closest: E06000039 # Slough",
        "    ranked: 5",
        "    members: data/neighbour_sets.csv",
        "  ons-overall:",
        "    population: adults",
        "    closest: E06000016 # Leicester",
        "    members: data/neighbour_sets.csv",
    ]
