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
