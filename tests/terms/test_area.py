"""Areas."""

from equitytown.terms.area import ENGLAND, Area


def test_areas_sort_by_code():
    assert min(ENGLAND, Area("E06000032", "Luton")).area_name == "Luton"
    assert Area("E06000032", "Luton").area_type == "Upper-tier authority"
