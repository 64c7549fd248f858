"""The outlines of Luton's small areas that ship: whole, side by side, of the town's size, and small."""

import pytest
import shapely

from equitytown import reading
from equitytown.geography.shapes import neighbours_of
from equitytown.refresh.run import scope_of

AREAS = {"lsoa-2011": 121, "lsoa-2021": 125, "msoa-2011": 21, "ward-2022": 19, "ward-2023": 20}
SQUARE_KILOMETRES = 43.36
MOST_BYTES = 150_000
EXACT = {"lsoa-2011", "lsoa-2021", "msoa-2011", "ward-2023"}  # old wards are held as a coarse copy alone


@pytest.fixture(scope="module")
def place(luton):
    return reading.read(luton)


@pytest.fixture(params=AREAS)
def boundaries(request, place):
    return place.boundaries[request.param]


def test_every_area_is_there_once(boundaries):
    assert len(boundaries.codes) == len(boundaries.shapes) == AREAS[boundaries.set_id]


def test_areas_cover_the_town_without_overlap(boundaries):
    shapes = shapely.from_wkt([found.shape for found in boundaries.shapes])
    assert shapely.coverage_is_valid(shapes, gap_width=5)
    total = shapely.area(shapes).sum() / 1e6
    assert total == pytest.approx(shapely.area(shapely.union_all(shapes)) / 1e6)
    assert total == pytest.approx(SQUARE_KILOMETRES, abs=0.01 if boundaries.set_id in EXACT else 0.02)
    assert boundaries.error_metres <= 1


def test_neighbours_are_neighbours_both_ways_and_every_area_has_one(boundaries):
    beside = neighbours_of(boundaries)
    assert all(code in beside[other] for code, others in beside.items() for other in others)
    assert all(beside.values())


def test_a_shared_border_is_the_same_in_both(boundaries):
    shapes = dict(zip(sorted(boundaries.codes), shapely.from_wkt([s.shape for s in boundaries.shapes]), strict=True))
    for code, others in neighbours_of(boundaries).items():
        corners = {other: set(map(tuple, shapely.get_coordinates(shapes[other]))) for other in others}
        shared = [shapely.intersection(shapes[code].boundary, shapes[other].boundary) for other in others]
        for other, border in zip(others, shared, strict=True):
            assert set(map(tuple, shapely.get_coordinates(border))) <= corners[other]


def test_files_are_small_and_say_whose_they_are(luton, boundaries):
    assert (luton / "boundaries" / f"{boundaries.set_id}.csv").stat().st_size < MOST_BYTES
    assert boundaries.publisher == "Office for National Statistics"
    assert boundaries.licence.startswith("Open Government Licence")


def test_old_and_new_wards_share_names_and_no_code(place):
    old, new = place.boundaries["ward-2022"], place.boundaries["ward-2023"]
    assert not old.codes & new.codes
    assert len({a.area_name for a in old.areas} & {a.area_name for a in new.areas}) == 16


def test_split_areas_are_shared_out_and_the_rest_are_whole(place):
    pieces = place.composition("lsoa-2011", "lsoa-2021").shares
    split = {code: len(parts) for code, parts in pieces.items() if len(parts) > 1}
    assert split == {"E01015741": 2, "E01015791": 2, "E01015794": 3}
    assert set(place.composition("lsoa-2021", "ward-2023").whole().values()) == place.boundaries["ward-2023"].codes
    assert set(place.composition("lsoa-2011", "ward-2022").whole().values()) == place.boundaries["ward-2022"].codes


def test_no_supplier_is_asked_for_small_areas(place):
    asked = scope_of(place).areas
    assert place.area.area_code in asked
    assert not any(found.codes & asked.keys() for found in place.boundaries.values())


def test_parts_of_the_town_hold_every_ward_once(place):
    wards = [code for members in place.parts.values() for code in members]
    assert sorted(wards) == sorted(place.boundaries[place.wards].codes)
    assert list(place.parts) == ["Centre", "North", "East", "South", "West"]


def test_national_tenths_are_those_that_the_publisher_counts(place):
    for indicator_id, expected in (
        ("imd-2019-decile", [4, 29, 18, 18, 21, 7, 9, 10, 5, 0]),
        ("imd-2025-decile", [17, 27, 20, 18, 12, 7, 6, 14, 4, 0]),
    ):
        values = [o.value for o in place.observations if o.indicator_id == indicator_id]
        assert [values.count(tenth) for tenth in range(1, 11)] == expected


def test_fuel_poverty_of_small_areas_adds_up_to_the_towns(place):
    found = [o for o in place.observations if o.indicator_id == "fuel-poverty"]
    small = [o for o in found if o.area_code in place.boundaries["lsoa-2011"].codes]
    town = next(o for o in found if o.area_code == place.area.area_code and o.numerator)
    assert (len(small), sum(o.numerator for o in small)) == (121, town.numerator)
    assert sum(o.denominator for o in small) == town.denominator
