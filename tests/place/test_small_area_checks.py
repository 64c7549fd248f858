"""Figures of small areas: one set a period, every area once, and codes that are joined by code."""

import pytest

from tests.place.folders import ENGLAND, edit, figures, only, read, told
from tests.squares import square, write_compositions, write_set

OLD = {"E01000001": square(0), "E01000002": square(1)}
NEW = {"E01000001": square(0), "E01000003": square(1)}
LUTON = {}


def small(code, **changes):
    return {"area_code": code, "area_name": f"Area {code[-1]}"} | changes


@pytest.fixture
def town(testford):
    write_set(testford, "lsoa-2011", OLD)
    write_set(testford, "lsoa-2021", NEW)
    edit(testford, "indicators/smoking.yaml", "name:", "boundary_sets: [lsoa-2011]\nname:")
    return testford


def test_small_areas_need_no_row_for_england(town):
    figures(town, small("E01000001"), small("E01000002"), england=None)
    assert len(read(town).observations) == 2


def test_another_council_still_needs_england(town):
    figures(town, LUTON, small("E01000001"), small("E01000002"), england=None)
    assert "England is missing for 2022 (Persons)" in only(town)


def test_codes_of_another_vintage_are_refused_with_the_lookup_that_carries_them(town):
    write_compositions(
        town, ("lsoa-2011", "E01000001", "lsoa-2021", "E01000001", "1"),
        ("lsoa-2011", "E01000002", "lsoa-2021", "E01000003", "1"),
    )  # fmt: skip
    figures(town, LUTON, small("E01000001"), small("E01000002"), small("E01000003"))
    assert only(town) == (
        "data/smoking.csv, line 6: 2022, Persons: 1 area is not of LSOA 2011 (E01000003). It is of LSOA 2021.\n"
        "    Give figures of one set; boundaries/compositions.csv carries counts from lsoa-2011 to lsoa-2021."
    )


def test_without_a_lookup_its_ends_are_named(town):
    figures(town, LUTON, small("E01000001"), small("E01000002"), small("E01000003"))
    assert "carry counts with equitytown convert and a look-up from lsoa-2021 to lsoa-2011." in only(town)


def test_wards_may_stand_beside_the_smaller_areas_in_them_where_both_sets_are_named(town):
    wards = {"E05000001": square(0), "E05000002": square(1)}
    write_set(town, "ward-2023", wards)
    both = [LUTON, small("E01000001"), small("E01000002"), small("E05000001"), small("E05000002")]
    figures(town, *both)
    assert "2 areas are not of LSOA 2011 (E05000001, E05000002). They are of Wards of 2023." in only(town)
    edit(town, "indicators/smoking.yaml", "[lsoa-2011]", "[lsoa-2011, ward-2023]")
    assert not told(town)
    figures(town, *both[:-1])
    assert "1 area of Wards of 2023 has no row (E05000002)" in only(town)
    figures(town, *both, small("E01000003"))
    assert "1 area is not of LSOA 2011 (E01000003)" in only(town)


def test_an_area_without_a_row_is_named(town):
    figures(town, LUTON, small("E01000001"))
    assert "line 4: 2022, Persons: 1 area of LSOA 2011 has no row (E01000002)." in only(town)
    figures(town, LUTON, small("E01000001"), small("E01000002", value="", status="missing", note="Not asked"))
    assert not told(town)


def test_each_group_is_checked_by_itself(town):
    group = {"category_type": "Kind", "category": "A"}
    both = [small("E01000001"), small("E01000002")]
    figures(town, *both, small("E01000001", **group))
    assert "2022, Persons, Kind, A: 1 area of LSOA 2011 has no row" in only(town)


def test_an_area_twice_is_told(town):
    figures(town, LUTON, small("E01000001"), small("E01000002"), small("E01000002"))
    assert "Area 2, 2022, Persons, stands twice in one vintage: first on line 5" in only(town)


def test_counts_above_the_population_are_refused(town):
    figures(town, LUTON, small("E01000001", value="", numerator="12", denominator="10"), small("E01000002"))
    assert any("numerator 12 is above denominator 10 in a proportion." in fault for fault in told(town))


def test_a_measure_that_names_no_set_has_no_small_areas(town):
    edit(town, "indicators/smoking.yaml", "boundary_sets: [lsoa-2011]\n", "")
    figures(town, LUTON, small("E01000001"), small("E01000002"))
    found = only(town)
    assert "line 4: 2 rows are of small areas (first: E01000001), and the measure names no set." in found
    assert "Write boundary_sets with lsoa-2011 or lsoa-2021 in indicators/smoking.yaml." in found


def test_a_set_that_is_not_held_is_told(town):
    edit(town, "indicators/smoking.yaml", "[lsoa-2011]", "[ward-2023]")
    figures(town, LUTON)
    assert only(town).startswith('indicators/smoking.yaml: boundary set "ward-2023" of smoking is not held.')


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"area_code": "Area 2", "area_name": "Area 2"}, '"Area 2" is a name, that of E01000002. Join by code'),
        ({"area_code": "E05014735", "area_name": "Barnfield"}, "is that of a ward in no boundary set that is held"),
        ({"area_code": "E01000001", "area_name": "Area 2"}, 'area_name "Area 2" does not go with E01000001.'),
    ],
)
def test_small_areas_are_joined_by_code(town, row, sentence):
    figures(town, row)
    assert any(sentence in fault.replace("\n    ", " ") for fault in told(town)), told(town)


def test_an_area_that_kept_its_code_goes_by_either_name(town):
    write_set(town, "lsoa-2011", OLD, area_name="As it was")
    figures(town, small("E01000001"), small("E01000002", area_name="As it was"))
    assert not told(town)
    figures(town, small("E01000001", area_name="As it was"), small("E01000002", area_name="As it was"))
    assert not told(town)


def test_england_stands_where_it_stood(town):
    figures(town, small("E01000001"), small("E01000002"))
    assert read(town).observations[0].area_code == ENGLAND["area_code"]


def test_figures_that_a_map_takes_for_tenths_of_england_must_be_tenths(town):
    plan = "\nfigures:\n  - {number: 99, indicator: smoking, heading: Smoking, kind: map, "
    plan += "map: {areas: lsoa-2011, classes: national deciles}}\n"
    edit(town, "report.yaml", "\nfigures:\n", plan)
    row = {"numerator": "", "denominator": "", "lower": "", "upper": "", "confidence": ""}
    figures(town, LUTON, small("E01000001", value="3", **row), small("E01000002", value="14", **row))
    assert only(town).startswith(
        "data/smoking.csv, line 5: 1 figure is no tenth of England, by which figure 99 draws its map (first: 14)."
    )
    figures(town, LUTON, small("E01000001", value="3", **row), small("E01000002", value="10", **row))
    assert not told(town)


def test_areas_that_count_far_more_or_fewer_than_the_place_are_told(town):
    def counts(of_town, *of_areas):
        places = (LUTON, small("E01000001"), small("E01000002"))
        figures(town, *(place | {"value": f"{100 * x / n:.4f}", "numerator": str(x), "denominator": str(n)}
                        for place, (x, n) in zip(places, (of_town, *of_areas), strict=True)))  # fmt: skip

    counts((100, 1000), (48, 500), (50, 505))
    assert not any("together" in fault for fault in told(town))
    counts((100, 1000), (150, 500), (150, 500))
    assert any(
        "2022, Persons: the areas of LSOA 2011 have a numerator of 300 together, and the place one of 100." in fault
        for fault in told(town)
    )
    counts((100, 1000), (50, 200), (50, 200))
    assert any("a denominator of 400 together, and the place one of 1,000." in fault for fault in told(town))
    counts((4, 1000), (2, 500), (5, 500))  # so few that rounding makes as much of them
    assert not any("together" in fault for fault in told(town))
