"""Neighbour sets: how many of the nearest a rank counts."""

from datetime import date

import pytest

from equitytown.terms.area import Area
from equitytown.terms.comparator import NeighbourSet

MEMBERS = tuple(Area(f"E0600000{n}", f"Place {n}") for n in range(1, 6))


@pytest.mark.parametrize(("ranked", "count"), [(None, 5), (3, 3), (9, 5)])
def test_a_rank_counts_the_nearest(ranked, count):
    found = NeighbourSet("s", "Set", "adults", date(2026, 1, 1), "Maker", "None", True, MEMBERS, MEMBERS[0], ranked)
    assert found.ranking_members == MEMBERS[:count]


def test_a_distance_belongs_to_its_member_and_may_be_missing():
    found = NeighbourSet(
        *("s", "Set", "adults", date(2026, 1, 1), "Maker", "None", True, MEMBERS, MEMBERS[0]),
        distances=(0.1, None, 0.3, 0.4, 0.5),
    )
    assert [found.distance_of(member) for member in MEMBERS] == [0.1, None, 0.3, 0.4, 0.5]
    assert found.distance_of(Area("E06000099", "Elsewhere")) is None


def test_a_set_without_distances_knows_none():
    found = NeighbourSet("s", "Set", "adults", date(2026, 1, 1), "Maker", "None", True, MEMBERS, MEMBERS[0])
    assert {found.distance_of(member) for member in MEMBERS} == {None}
