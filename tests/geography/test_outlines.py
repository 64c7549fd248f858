"""Layers brought to the grid, mended, put side by side and made simple; what cannot be is refused in a sentence."""

import json
import shutil
import sys
import zipfile

import pytest
import shapely

from equitytown.errors import InputError
from equitytown.geography.boundary_sets import boundary_set
from equitytown.geography.outline_checks import check_codes_of, side_by_side, sound
from equitytown.geography.outline_files import layer_of_table, read_layer
from equitytown.geography.outlines import Findings, Layer, Outline
from equitytown.geography.projections import to_grid
from equitytown.geography.simplified import simplify
from tests.squares import corners

pyogrio = pytest.importorskip("pyogrio")
pyproj = pytest.importorskip("pyproj")

GRID, DEGREES, WEB = "EPSG:27700", "EPSG:4326", "EPSG:3857"
CODES = ("E01000001", "E01000002")


def layer(*shapes, projection=GRID, column="code"):
    codes = (f"E0100000{n}" for n in range(1, 1 + len(shapes)))
    outlines = (Outline(code, f"Area {code[-1]}", shape) for code, shape in zip(codes, shapes, strict=True))
    return Layer("towns.geojson", tuple(outlines), projection, column)


def squares(*places, **drawn):
    return [shapely.Polygon(corners(*place, **drawn)) for place in places]


def turned(shape, projection):
    change = pyproj.Transformer.from_crs(GRID, projection, always_xy=True)
    return shapely.transform(shape, change.transform, interleaved=False)


def brought(found, **options):
    findings = Findings()
    return to_grid(found, findings=findings, **options), findings


@pytest.mark.parametrize("projection", [GRID, DEGREES, WEB])
def test_a_layer_comes_to_the_grid_from_each_projection(projection):
    (area,) = squares((0, 0))
    found, findings = brought(layer(turned(area, projection), projection=projection))
    assert findings == Findings()
    assert shapely.hausdorff_distance(found.outlines[0].shape, area) < 0.01


@pytest.mark.parametrize(
    ("drawn", "says", "note"),
    [
        (GRID, DEGREES, "says degrees, but its corners are metres of the British National Grid: read as those."),
        (DEGREES, GRID, "but its corners are longitude and latitude in degrees: read as those."),
    ],
)
def test_degrees_and_metres_that_were_mistaken_are_mended_and_said(drawn, says, note):
    (area,) = squares((0, 0))
    found, findings = brought(layer(turned(area, drawn), projection=says))
    assert not findings.faults
    assert note in findings.notes[0]
    assert shapely.hausdorff_distance(found.outlines[0].shape, area) < 0.01


@pytest.mark.parametrize(
    ("drawn", "says", "sentence"),
    [
        (GRID, "", "does not tell its projection; its corners look like metres of the British National Grid."),
        (DEGREES, "", "its corners look like longitude and latitude in degrees."),
        (WEB, GRID, "looks like metres of Web Mercator, which web maps use."),
        (WEB, DEGREES, "looks like metres of Web Mercator, which web maps use."),
        ("swapped", DEGREES, "looks like latitude before longitude."),
        ("far", GRID, "looks like nothing that lies in Great Britain."),
    ],
)
def test_a_wrong_projection_is_refused_with_what_it_looks_like(drawn, says, sentence):
    (area,) = squares((0, 0), x=9_000_000) if drawn == "far" else squares((0, 0))
    shape = area if drawn == "far" else turned(area, DEGREES if drawn == "swapped" else drawn)
    if drawn == "swapped":
        shape = shapely.transform(shape, lambda points: points[:, ::-1])
    _, findings = brought(layer(shape, projection=says))
    ((told, mend),) = findings.faults
    assert sentence in told
    assert "--projection" in mend


def test_a_layer_that_tells_no_projection_is_told_the_one_it_looks_like():
    (area,) = squares((0, 0))
    for drawn in (GRID, DEGREES, WEB):
        _, findings = brought(layer(turned(area, drawn), projection=""))
        assert f"--projection {drawn}" in findings.faults[0][1]


def test_a_projection_that_is_said_stands_before_what_the_layer_tells():
    (area,) = squares((0, 0))
    _, findings = brought(layer(turned(area, WEB), projection=GRID), declared=WEB)
    assert findings == Findings()
    with pytest.raises(InputError, match=r'projection "the usual" is not known'):
        brought(layer(area), declared="the usual")


def test_a_small_crossing_is_mended_and_said():
    x, y = corners(0, 0)[0]
    crossing = shapely.Polygon([(x, y), (x + 1000, y), (x + 1000, y + 1000), (x + 2, y + 1000), (x - 1, y + 1002),
                                (x - 1, y + 999), (x + 2, y + 1001), (x, y + 990), (x, y)])  # fmt: skip
    assert not crossing.is_valid
    findings = Findings()
    found = sound(layer(crossing), findings=findings)
    assert not findings.faults
    assert "E01000001 (Area 1) crossed itself (Self-intersection" in findings.notes[0]
    assert found.outlines[0].shape.is_valid


@pytest.mark.parametrize(
    ("shape", "sentence"),
    [
        (shapely.Polygon([(0, 0), (9, 9), (9, 0), (0, 9)]), "crosses itself (Self-intersection"),
        (shapely.Point(505_000, 220_000), "has a Point and no area."),
        (shapely.Polygon(), "has no shape."),
    ],
)
def test_what_is_no_area_or_cannot_be_mended_is_refused(shape, sentence):
    findings = Findings()
    sound(layer(shape), findings=findings)
    assert sentence in findings.faults[0][0]


def joined(*shapes):
    findings = Findings()
    return side_by_side(layer(*shapes), findings=findings), findings


def test_neighbours_that_meet_are_left_alone():
    shapes = squares((0, 0), (1, 0))
    found, findings = joined(*shapes)
    assert findings == Findings()
    assert [outline.shape for outline in found.outlines] == shapes


@pytest.mark.parametrize(("start", "what"), [(0.9997, "overlap (E01000001 and E01000002 share"), (1.0003, "do not")])
def test_specks_of_overlap_and_gap_are_joined_and_said(start, what):
    found, findings = joined(*squares((0, 0), (start, 0)))
    assert not findings.faults
    assert what in findings.notes[0]
    assert shapely.coverage_is_valid([outline.shape for outline in found.outlines])


def test_a_real_overlap_is_refused_with_the_pair_and_its_size():
    _, findings = joined(*squares((0, 0), (0.5, 0)))
    assert "overlap (E01000001 and E01000002 share 500,000 square metres)" in findings.faults[0][0]


def checked(found, set_id="lsoa-2011", **told):
    findings = Findings()
    check_codes_of(found, boundary_set(set_id), findings=findings, **told)
    return findings


def test_codes_are_of_the_set_each_once_and_all_there():
    two = layer(*squares((0, 0), (1, 0)))
    assert checked(two, expected=CODES) == Findings()
    assert "not codes of Wards of 2023, which begin with E05." in checked(two, "ward-2023").faults[0][0]
    lacking = checked(two, expected=[*CODES, "E01000009"]).faults[0][0]
    assert lacking == "E01000009: should be there, and towns.geojson has no such area."
    twice = two.having((*two.outlines, two.outlines[0]))
    assert "E01000001: the area stands more than once in towns.geojson." in checked(twice).faults[0][0]


def test_codes_of_another_vintage_are_refused_and_of_wards_only_said():
    found = layer(*squares((0, 0)), column="LSOA21CD")
    assert "column LSOA21CD holds codes of LSOA 2021, not of LSOA 2011" in checked(found).faults[0][0]
    assert checked(found, "lsoa-2021") == Findings()
    wards = Layer("wards", (Outline("E05000001", "North", squares((0, 0))[0]),), GRID, "WD25CD")
    findings = checked(wards, "ward-2023")
    assert not findings.faults
    assert "column WD25CD holds codes of Wards of 2025, not of Wards of 2023" in findings.notes[0]


def test_codes_of_another_vintage_are_known_by_the_places_lookups_whatever_the_column_is_called():
    found = layer(*squares((0, 0), (1, 0)))
    known = {"lsoa-2011": {"E01000001"}, "lsoa-2021": {"E01000001", "E01000002"}}
    (fault,) = checked(found, known=known).faults
    assert fault[0] == "E01000002: not of LSOA 2011 by the place's look-ups. They are of LSOA 2021."
    assert checked(found, "lsoa-2021", known=known) == Findings()


def wavy(column):
    """A square whose sides have many corners, shared with its neighbours'."""
    (area,) = squares((column, 0))
    return shapely.transform(
        shapely.segmentize(area, 20), lambda p: p + [[3, 2]] * (p.sum(axis=1, keepdims=True) // 20 % 2)
    )


def test_outlines_are_made_as_fine_as_fits_and_the_error_is_measured():
    shapes = [wavy(0), wavy(1)]
    fine = simplify(shapes, fits=lambda _: True)
    coarse = simplify(shapes, fits=lambda texts: sum(map(len, texts)) < 1000)
    assert (fine.tolerance, fine.decimals) == (0, 0)
    assert fine.error < 1
    assert coarse.tolerance > 0
    drawn = shapely.from_wkt(coarse.shapes)
    assert shapely.coverage_is_valid(drawn)
    assert coarse.error == pytest.approx(
        max(
            shapely.hausdorff_distance(a.boundary, b.boundary, densify=0.25) for a, b in zip(shapes, drawn, strict=True)
        )
    )
    assert simplify(shapes, fits=lambda _: False) is None


def test_islands_are_kept_and_coordinates_are_finer_where_whole_metres_part_an_area():
    island = shapely.MultiPolygon([*squares((0, 0)), *squares((0, 0), x=507_000, side=5)])
    assert shapely.get_num_geometries(shapely.from_wkt(simplify([island], fits=lambda _: True).shapes[0])) == 2
    narrow = shapely.Polygon([(505_000.2, 220_000), (505_000.4, 220_000), (505_000.4, 220_900), (505_000.2, 220_900)])
    assert simplify([narrow], fits=lambda _: True).decimals == 1


@pytest.fixture
def files(tmp_path):
    """A layer of two squares as each kind of file."""
    geometry = shapely.to_wkb(squares((0, 0), (1, 0)))
    fields = [list(CODES), ["North", "South"], [1.0, 2.5]]
    import numpy as np  # noqa: PLC0415

    for name, driver in (("a.geojson", "GeoJSON"), ("a.gpkg", "GPKG"), ("a.shp", "ESRI Shapefile")):
        pyogrio.raw.write(
            tmp_path / name, np.array(geometry), [np.array(f, dtype=object if f[0] != 1 else float) for f in fields],
            ["LSOA11CD", "LSOA11NM", "size"], geometry_type="Polygon", crs=GRID, driver=driver,
        )  # fmt: skip
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as held:
        for path in tmp_path.glob("a.*"):
            if path.suffix in {".shp", ".shx", ".dbf", ".prj"}:
                held.write(path, path.name)
    return tmp_path


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.shp", "a.zip"])
def test_each_kind_of_file_is_read(files, name):
    found = read_layer(files / name, code="LSOA11CD", name="LSOA11NM")
    assert [(o.area_code, o.area_name, o.cells["size"]) for o in found.outlines] == [
        ("E01000001", "North", "1"), ("E01000002", "South", "2.5"),
    ]  # fmt: skip
    assert pyproj.CRS.from_user_input(found.projection) == pyproj.CRS.from_user_input(GRID)


@pytest.mark.parametrize(
    ("name", "spoil", "sentence"),
    [
        ("b.geojson", lambda _: None, "is not there"),
        ("a.csv", lambda p: p.write_text("x"), "is of no kind that is read here"),
        ("a.geojson", lambda p: p.write_text("<OGRVRTDataSource>"), "is no .geojson file, though its name says so"),
        ("a.geojson", lambda p: p.write_text('{"type": "Feat'), "cannot be read as a layer"),
        ("a.zip", lambda p: p.write_bytes(b"PK\x03\x04 cut"), "is a damaged zip"),
        ("a.shp", lambda p: p.with_suffix(".dbf").unlink(), "lacks a.dbf: a shapefile is several files."),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(files, name, spoil, sentence):
    spoil(files / name)
    with pytest.raises(InputError, match=sentence):
        read_layer(files / name, code="LSOA11CD")


def test_a_zip_holds_one_whole_shapefile(files):
    for names, sentence in (([], "holds 0 shapefiles, not one"), (["a.shp"], "lacks a.shx and a.dbf")):
        with zipfile.ZipFile(files / "b.zip", "w") as held:
            held.writestr("readme.txt", "")
            for name in names:
                held.write(files / name, name)
        with pytest.raises(InputError, match=sentence):
            read_layer(files / "b.zip", code="LSOA11CD")


def test_a_column_that_is_not_there_is_named(files):
    with pytest.raises(InputError, match=r'has no column "WD23CD". Its columns are: LSOA11CD, LSOA11NM, size'):
        read_layer(files / "a.geojson", code="WD23CD")


def test_a_shapefile_without_its_projection_tells_none(files):
    shutil.copytree(files, files / "b")
    (files / "b" / "a.prj").unlink()
    assert read_layer(files / "b" / "a.shp", code="LSOA11CD").projection == ""


def test_a_table_that_was_collected_is_a_layer_in_degrees():
    shape = json.dumps(shapely.geometry.mapping(turned(squares((0, 0))[0], DEGREES)))
    found = layer_of_table("lsoa-2011", ("code", "name", "geometry"), [("E01000001", "North", shape)])
    assert (found.projection, found.outlines[0].area_name) == (DEGREES, "North")
    with pytest.raises(InputError, match=r"is a look-up, not a layer: its columns are old, new."):
        layer_of_table("lookup", ("old", "new"), [])
    with pytest.raises(InputError, match=r"has no shape for E01000001."):
        layer_of_table("lsoa-2011", ("code", "name", "geometry"), [("E01000001", "North", "{}")])


@pytest.mark.parametrize("package", ["pyogrio", "pyproj"])
def test_a_package_that_is_not_installed_is_named(files, monkeypatch, package):
    found = layer(*squares((0, 0)))
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InputError, match=rf'needs the package "{package}". Install: pip install "equitytown.report."'):
        read_layer(files / "a.gpkg", code="LSOA11CD") if package == "pyogrio" else brought(found)
