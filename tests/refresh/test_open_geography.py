"""Boundaries and look-ups from Open Geography, over real HTTP from a stand-in to tables that are held."""

import json
from datetime import date

import pytest

from equitytown.refresh.account import State
from tests.collect.standin import Answer
from tests.refresh.arcgis import BASE, LAYER, LOOK_UP, ArcGIS, area, square
from tests.refresh.layouts import as_csv
from tests.refresh.reference import Reference

ASKED = {"layer": "LSOA_*2021*_EW_BSC_V*", "where": "LSOA21NM LIKE 'SYNTHETIC%'"}
LOOKED_UP = {"layer": "LSOA21_WD*_LAD*_EW_LU", "columns": "LSOA21CD, WD24CD"}


@pytest.fixture
def service(town):
    found = ArcGIS()
    town.standin.answer = found.answer
    return found


@pytest.fixture
def lsoa(town, service):
    assert service.names
    return Portal(town, "open-geography", "lsoa-2021", **ASKED)


class Portal(Reference):
    def refresh(self, **changes):
        instead = {"https://services1.arcgis.com": self.town.standin.origin}
        return super().refresh(**{"instead": instead} | changes)

    def refusal(self):
        found = self.outcome()
        assert found.state is State.REFUSED
        return found.sentence


def test_boundaries_come_whole_page_by_page_from_the_newest_layer(lsoa):
    assert (lsoa.outcome().new, lsoa.outcome().state) == (7, State.UNCHANGED)
    assert lsoa.columns() == ("code", "name", "geometry")
    code, name, geometry = lsoa.rows()[0]
    assert (code, name, json.loads(geometry)) == ("E01015701", "SYNTHETIC 001A", square(1))
    pages = [path for path in lsoa.town.standin.asked if "resultOffset" in path]
    assert len(pages) == 6
    assert all(f"/{LAYER}/FeatureServer/0/query?" in path for path in pages)
    assert len(lsoa.archive.manifest.tables[0].snapshots) == 6


def test_a_prefix_of_the_name_or_codes_choose_areas(lsoa):
    lsoa.write(**ASKED | {"where": "LSOA21NM LIKE 'SYNTHETIC 002%'"})
    assert lsoa.outcome().new == 1
    lsoa.write(layer=ASKED["layer"], codes="E01015702, E01015705,E01015702")
    assert lsoa.outcome().new == 1
    assert [row[0] for row in lsoa.rows()] == ["E01015702", "E01015705"]
    lsoa.write(layer=ASKED["layer"], codes="E01015702, E01099999")
    assert "has no area E01099999 (1 of the codes asked for)" in lsoa.refusal()
    lsoa.write(layer=ASKED["layer"], codes="Luton")
    assert '"Luton" among codes is no code of an area' in lsoa.refusal()


def test_many_codes_are_asked_for_in_parts(lsoa, service):
    service.areas = [area(n) | {"attributes": area(n)["attributes"] | {"LSOA21CD": f"E01{n:06}"}} for n in range(130)]
    service.areas = [a | {"geometry": square(1)} for a in service.areas]
    service.most = 2000
    lsoa.write(layer=ASKED["layer"], codes=",".join(f"E01{n:06}" for n in range(130)))
    assert lsoa.outcome().new == 130
    assert len([path for path in lsoa.town.standin.asked if "resultOffset" in path]) == 2


@pytest.mark.usefixtures("service")
def test_a_look_up_comes_by_the_layers_own_columns(town):
    look_up = Portal(town, "open-geography", "lsoa-to-ward", **LOOKED_UP)
    look_up.write(**LOOKED_UP | {"columns": "LSOA21CD, WD24CD, FID"})
    assert look_up.outcome().new == 7
    assert look_up.columns() == ("LSOA21CD", "WD24CD", "FID")
    assert look_up.rows()[0] == ("E01015701", "E05014735", "1")
    assert f"/{LOOK_UP}/" in town.standin.asked[-1]


@pytest.mark.parametrize(("layer", "told"), [
    ("", "say which layer is meant"),
    ("LSOA_*2031*_EW_BSC_V*", 'no layer fits "LSOA_*2031*_EW_BSC_V*". The nearest are: LSOA_2021_EW_BSC_V4'),
    ("zzz", "The nearest are: none of 9"),
    ("*SOA_2021_EW_BSC_V*", '"*SOA_2021_EW_BSC_V*" fits 3 layers that differ in more than their date'),
])  # fmt: skip
def test_one_layer_must_be_meant(lsoa, layer, told):
    lsoa.write(layer=layer)
    assert told in lsoa.refusal()


def test_a_month_makes_a_layer_newer_and_a_name_that_stands_twice_is_not_guessed_at(lsoa, service):
    lsoa.write(layer="Wards_*_Boundaries_UK_BSC")
    lsoa.refresh()
    assert "/Wards_May_2024_Boundaries_UK_BSC/" in lsoa.town.standin.asked[-1]
    service.names = ("Wards_2024_UK_BSC", "Wards_UK_2024_BSC", "wards_2024_UK_BSC")
    lsoa.write(layer="Wards_2024*")
    assert "fits 2 layers" in lsoa.refusal()


def test_a_new_version_of_the_layer_is_found_and_kept_beside_the_old(lsoa, service):
    lsoa.refresh()
    service.names = (*service.names, "LSOA_2021_EW_BSC_V10")
    service.areas[0]["geometry"] = square(2)
    outcome = lsoa.outcome(today=date(2027, 1, 1))
    assert (outcome.new, outcome.revised) == (0, 1)
    assert "/LSOA_2021_EW_BSC_V10/" in lsoa.town.standin.asked[-1]
    assert json.loads(lsoa.rows(on=date(2026, 12, 31))[0][2]) == square(1)


@pytest.mark.parametrize(("change", "told"), [
    ({"counted": 9}, "counts 9 features where LSOA21NM LIKE 'SYNTHETIC%', and 7 came"),
    ({"counted": 6}, "counts 6 features"),
    ({"counted": 2}, "counts 2 features"),
    ({"counted": 0}, "has no feature where"),
    ({"counted": "many"}, "gives no count"),
    ({"fields": ("FID", "LSOA21NM")}, "0 columns could be the code of each area, of: FID, LSOA21NM"),
    ({"fields": ("LSOA21CD", "FID")}, "Say name: COLUMN"),
    ({"fields": ("LSOA21CD", "LAD24CD", "LSOA21NM")}, "2 columns could be the code of each area"),
    ({"names": ()}, "The nearest are: none of 0"),
    ({"instead": {f"{BASE}?": {"folders": []}}}, "lists its layers in another way"),
    ({"instead": {"FeatureServer/0?f": {"fields": []}}}, "describes itself in another way"),
    ({"instead": {"resultOffset=3": {"error": {"code": 400, "message": "Invalid URL"}}}},
     "answered with an error: Invalid URL"),
    ({"instead": {"returnCountOnly": {"error": "busy"}}}, "answered with an error: busy"),
    ({"instead": {"resultOffset=3": {"features": []}}}, "and 3 came"),
    ({"instead": {"resultOffset=3": {"type": "FeatureCollection"}}}, "has no list of features"),
    ({"instead": {"resultOffset=3": [1]}}, "is no object"),
    ({"instead": {"resultOffset=3": b'{"features": [{"geometry": NaN}]}'}}, "NaN stands for a number"),
    ({"instead": {"resultOffset=3": b'{"features": [{"geom'}}, "is not whole JSON"),
    ({"instead": {"resultOffset=0": {"features": [{"properties": {"LSOA21CD": "E01015701"}}]}}},
     "features without LSOA21NM"),
    ({"instead": {"resultOffset=0": {"features": [], "crs": {"properties": {"name": "EPSG:27700"}}}}},
     "not drawn in longitude and latitude"),
])  # fmt: skip
def test_what_comes_damaged_changed_or_short_is_refused_and_what_is_held_stands(lsoa, service, change, told):
    lsoa.refresh()
    before = lsoa.rows()
    for name, value in change.items():
        setattr(service, name, value)
    assert told in lsoa.refusal()
    assert lsoa.rows() == before


@pytest.mark.parametrize(("cells", "told"), [
    ({"LSOA21CD": "Luton 001A"}, '"Luton 001A" under LSOA21CD is no code of an area'),
    ({"LSOA21CD": None}, '"" under LSOA21CD'),
    ({"LSOA21CD": "E01015702"}, "code should tell its rows apart"),
])  # fmt: skip
def test_codes_must_be_codes_and_stand_once(lsoa, service, cells, told):
    service.areas[0]["attributes"] |= cells
    assert told in lsoa.refusal()
    assert not lsoa.is_held


@pytest.mark.parametrize(("geometry", "told"), [
    (None, "SYNTHETIC 001A has no shape"),
    ({"type": "LineString", "coordinates": [[0, 52]]}, "has no shape that is a point or an area"),
    ({"type": "Polygon", "coordinates": []}, "a shape without corners"),
    ({"type": "Polygon", "coordinates": [["x"]]}, "a shape without corners"),
    ({"type": "Polygon", "coordinates": [[[0.1]]]}, "a corner of one number"),
    ({"type": "Polygon", "coordinates": [[[508000, 221000]]]}, "drawn in metres of a grid"),
    ({"type": "Point", "coordinates": [51.9, -0.4]}, "outside the United Kingdom"),
])  # fmt: skip
def test_shapes_must_be_where_they_should_be(lsoa, service, geometry, told):
    service.areas[0]["geometry"] = geometry
    assert told in lsoa.refusal()
    assert not lsoa.is_held


def test_columns_of_a_look_up_may_move_but_not_go(town, service):
    look_up = Portal(town, "open-geography", "lsoa-to-ward", **LOOKED_UP)
    service.fields = ("NEW25CD", "WD24CD", "LSOA21NM", "LSOA21CD")
    assert look_up.outcome().state is State.CAME
    service.fields = ("LSOA21CD", "WD25CD")
    assert "has no column WD24CD; it has LSOA21CD, WD25CD" in look_up.refusal()


def test_far_fewer_areas_than_before_are_refused(lsoa, service):
    lsoa.refresh()
    service.areas = service.areas[:4]
    assert "7 rows are held and only 4 of them came" in lsoa.refusal()


@pytest.mark.parametrize("answer", [
    Answer(b"<html>log in</html>", media="text/html"), Answer(b"", 503), Answer(b'{"features": []}', cut_to=4),
])  # fmt: skip
def test_a_page_or_a_storm_in_its_place_leaves_what_is_held(lsoa, service, answer):
    lsoa.refresh()
    before = lsoa.files()
    service.instead = {"resultOffset=3": answer}
    assert lsoa.outcome().state is State.UNREACHED
    assert lsoa.files() == before


def test_offline_reads_what_was_answered_before(lsoa):
    assert lsoa.outcome(is_offline=True).state is State.UNREACHED
    lsoa.refresh()
    asked = len(lsoa.town.standin.asked)
    assert lsoa.outcome(is_offline=True).state is State.UNCHANGED
    assert len(lsoa.town.standin.asked) == asked


@pytest.fixture
def handed(town):
    return Portal(town, "open-geography", "lsoa-2021", file="lsoa*")


def collection(*areas):
    features = [{"type": "Feature", "geometry": a["geometry"], "properties": a["attributes"]} for a in areas]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}).encode()


def test_boundaries_that_were_saved_by_hand_are_read_before_anybody_is_asked(handed):
    one = area(1)
    del one["attributes"]["WD24CD"]
    handed.hand("lsoa.geojson", b"\xef\xbb\xbf" + collection(one))
    handed.refresh()
    assert handed.rows() == (("E01015701", "SYNTHETIC 001A", json.dumps(square(1), separators=(",", ":"))),)
    assert handed.town.standin.asked == []
    handed.hand("lsoa.geojson", collection(area(1)))
    handed.write(file="lsoa*", code="LSOA21CD")
    assert handed.outcome().state is State.UNCHANGED


def test_a_look_up_that_was_saved_by_hand_needs_its_columns(handed):
    handed.hand("lsoa.csv", as_csv([{"WD24CD": "E05014735", "LSOA21CD": "E01015701", "x": "SYNTHETIC"}]))
    assert "is no GeoJSON. Say which columns of it are wanted" in handed.refusal()
    handed.write(file="lsoa*", columns="LSOA21CD, WD24CD")
    handed.refresh()
    assert handed.rows() == (("E01015701", "E05014735"),)


def test_a_table_that_names_a_file_alone_awaits_it(handed):
    outcome = handed.outcome()
    assert outcome.state is State.NO_WAY
    assert "put lsoa* into" in outcome.sentence


@pytest.mark.parametrize(("data", "told"), [
    (collection(), "holds no feature"), (collection(area(1))[:-9], "is not whole JSON"),
])  # fmt: skip
def test_a_damaged_file_is_refused(handed, data, told):
    handed.hand("lsoa.geojson", data)
    assert told in handed.refusal()


def test_the_real_boundaries_of_luton_are_read(handed, shared):
    handed.write(file="luton*")
    handed.hand("luton.geojson", (shared / "data/boundaries/luton_lsoa21_bgc.geojson").read_bytes())
    outcome = handed.outcome()
    assert (outcome.state, outcome.new) == (State.CAME, 125), outcome.sentence
