"""The command that brings boundaries in: from a file, from a table that was collected, and what it refuses."""

import json
from datetime import date

import pytest
import shapely
from typer.testing import CliRunner

from equitytown import cli
from equitytown.errors import InputError, PlaceError
from equitytown.refresh.outlines import LayerFile, Within, make
from equitytown.store.archive import STORE, Archive
from equitytown.store.tables import Reference
from tests.squares import corners, write_compositions, write_set

pytest.importorskip("pyogrio")
pyproj = pytest.importorskip("pyproj")

CODES = ("E01000001", "E01000002", "E01000003")
RETRIEVED = date(2026, 11, 22)


@pytest.fixture
def town(tmp_path):
    """A folder that says who the place is, and nothing else yet."""
    folder = tmp_path / "testford"
    folder.mkdir()
    words = "name: Testford\narea_code: E06000032\nregion_code: E12000006\nneighbour_sets: {}\n"
    (folder / "place.yaml").write_text(words, encoding="utf-8")
    return folder


def feature(code, column, **cells):
    shape = {"type": "Polygon", "coordinates": [[list(point) for point in corners(column, 0)]]}
    return {"type": "Feature", "properties": {"code": code, "name": f"Area {code[-1]}", **cells}, "geometry": shape}


@pytest.fixture
def saved(tmp_path):
    """A layer of three squares in the grid's metres, saved as a file."""
    path = tmp_path / "areas.geojson"
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    features = [feature(code, place) for place, code in enumerate(CODES)]
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}), encoding="utf-8")
    return path


def layer_file(path, **changes):
    return LayerFile(**{"path": path, "code_column": "code", "name_column": "name", "retrieved": RETRIEVED} | changes)


def _codes(town):
    """A table of codes that no layer here has."""
    path = town / "codes.csv"
    path.write_text("lsoa\nE01000009\n", encoding="utf-8")
    return path


def made(town, saved, set_id="lsoa-2011", **within):
    return make(town, set_id, file=layer_file(saved), within=Within(**within))


def rows(town, set_id="lsoa-2011"):
    lines = (town / "boundaries" / f"{set_id}.csv").read_text(encoding="utf-8").splitlines()
    return [line.split(",")[0] for line in lines[1:]]


def test_it_works(town, saved):
    found = made(town, saved)
    assert (found.areas, found.left_out, found.error_metres, found.notes) == (3, 0, 0, ())
    first = (town / "boundaries" / "lsoa-2011.csv").read_text(encoding="utf-8").splitlines()[1]
    assert first == (
        'E01000001,Area 1,"POLYGON ((506000 220000, 506000 221000, 505000 221000, 505000 220000, 506000 220000))",0,'
        "Office for National Statistics,Lower Layer Super Output Areas (December 2011),Open Government Licence v3.0,,"
        "2026-11-22"
    )


def test_a_table_says_which_areas_are_the_places(town, saved, tmp_path):
    table = tmp_path / "codes.csv"
    table.write_text("lsoa,council\nE01000001,E06000032\nE01000002,E06000032\nE01000003,E06000001\n", encoding="utf-8")
    assert made(town, saved, table=table, column="lsoa").left_out == 1
    assert rows(town) == ["E01000001", "E01000002"]
    table.write_text("lsoa\nE01000003\nE01000009\n", encoding="utf-8")
    with pytest.raises(PlaceError, match=r"E01000009: should be there, and areas.geojson has no such area."):
        made(town, saved, table=table, column="lsoa")
    assert rows(town) == ["E01000001", "E01000002"]  # the old file stands
    with pytest.raises(InputError, match=r'has no column "code". Its columns are: lsoa.'):
        made(town, saved, table=table, column="code")
    with pytest.raises(InputError, match=r"none.csv is not there"):
        made(town, saved, table=tmp_path / "none.csv", column="code")


def test_an_outline_says_it_too_by_land(town, saved, tmp_path):
    x, y = corners(0, 0)[0]
    write_set(town, "ward-2023", {"E05000001": shapely.box(x, y, x + 1600, y + 1000).wkt})
    assert made(town, saved, outline="ward-2023").areas == 2
    assert made(town, saved, outline="ward-2023", share=0.7).areas == 1
    outline = tmp_path / "council.geojson"
    held = json.loads(saved.read_text(encoding="utf-8"))
    held["features"] = [feature("E06000032", 2), feature("E06000001", 0)]
    outline.write_text(json.dumps(held), encoding="utf-8")
    made(town, saved, outline=str(outline))
    assert rows(town) == ["E01000003"]
    with pytest.raises(InputError, match=r'"council" is neither a set of boundaries/ nor a file.'):
        made(town, saved, outline="council")


def test_a_table_that_was_collected_is_used_without_a_file(town):
    sources = (
        "suppliers:\n  open-geography:\n    name: Open Geography\n    publisher: Office for National Statistics\n"
        "    licence: OGL\n    tables:\n      lsoa-2011:\n        layer: LSOA\n        title: Small areas\n"
    )
    with pytest.raises(InputError, match=r"no table lsoa-2011 stands in sources.yaml"):
        make(town, "lsoa-2011", file=None, within=Within())
    (town / "sources.yaml").write_text(sources, encoding="utf-8")
    with pytest.raises(InputError, match=r"no table lsoa-2011 is held. Collect it first"):
        make(town, "lsoa-2011", file=None, within=Within())
    change = pyproj.Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    shape = shapely.transform(shapely.Polygon(corners(0, 0)), change.transform, interleaved=False)
    cells = (("E01000001", "North", shapely.to_geojson(shape)),)
    table = Reference("lsoa-2011", ("code", "name", "geometry"), cells, date(2026, 11, 20))
    archive = Archive(town / STORE)
    with archive.writing():
        archive.keep([], supplier_id="open-geography", table=table)
    assert make(town, "lsoa-2011", file=None, within=Within()).areas == 1
    text = (town / "boundaries" / "lsoa-2011.csv").read_text(encoding="utf-8")
    assert "Office for National Statistics,Small areas,OGL,,2026-11-20" in text


def test_the_places_lookups_tell_codes_of_another_vintage(town, saved):
    made(town, saved)
    pairs = [("lsoa-2011", code, "lsoa-2021", code, "1") for code in CODES[:2]]
    write_compositions(town, *pairs, ("lsoa-2011", "E01000004", "lsoa-2021", "E01000003", "1"))
    with pytest.raises(PlaceError, match=r"E01000003: not of LSOA 2011 by the place's look-ups. They are of LSOA 2021"):
        made(town, saved)
    assert made(town, saved, "lsoa-2021").areas == 3
    (town / "boundaries" / "compositions.csv").write_text("from_set\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"has no column from_code, to_code, to_set. Run equitytown check."):
        made(town, saved)


def test_an_area_that_the_lookups_tell_of_and_a_set_on_other_ground_are_refused(town, saved):
    made(town, saved)
    write_compositions(town, *(("lsoa-2011", code, "lsoa-2021", code, "1") for code in CODES))
    held = json.loads(saved.read_text(encoding="utf-8"))
    held["features"].pop()
    saved.write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(PlaceError, match=r"E01000003: in LSOA 2011 by the place's look-ups, and areas.geojson has no"):
        made(town, saved)
    held["features"] = [feature(code, place + 2) for place, code in enumerate(CODES)]
    saved.write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(PlaceError, match=r"covers other ground than LSOA 2011: what only one .* is 133% of it"):
        made(town, saved, "lsoa-2021")


def test_every_fault_is_listed_and_nothing_is_written(town, saved):
    with pytest.raises(PlaceError) as refused:
        made(town, saved, "ward-2023")
    (fault,) = refused.value.faults
    assert "not codes of Wards of 2023, which begin with E05." in fault.message
    assert not (town / "boundaries").exists()
    with pytest.raises(PlaceError, match=r"3 areas cannot be drawn in 0 kB and keep their shape."):
        make(town, "lsoa-2011", file=layer_file(saved), within=Within(), most=400)
    with pytest.raises(InputError, match=r'boundary set "lsoa-2012" is not known'):
        made(town, saved, "lsoa-2012")
    with pytest.raises(InputError, match=r"areas.geojson holds none of the place's areas"):
        make(town, "lsoa-2011", file=layer_file(saved), within=Within(table=_codes(town), column="lsoa"))
    with pytest.raises(InputError, match=r"is not a folder"):
        made(town / "nowhere", saved)


def test_a_name_that_is_no_name_is_refused(town, tmp_path):
    path = tmp_path / "names.geojson"
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    features = [feature(CODES[0], 0, name="<script>alert(1)</script>"), feature(CODES[1], 1)]
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}), encoding="utf-8")
    with pytest.raises(PlaceError, match=f"the name of {CODES[0]}"):
        make(town, "lsoa-2021", file=layer_file(path), within=Within())
    assert not (town / "boundaries").exists()


def test_the_command_says_what_it_did(town, saved):
    run = CliRunner()
    words = ["boundaries", town, "lsoa-2011", "--from", saved, "--code-column", "code", "--retrieved", "2026-11-22"]
    done = run.invoke(cli.app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    assert "lsoa-2011.csv: 3 areas.\n1 kB; no border moved by more than 0 metres" in done.stdout
    told = json.loads(run.invoke(cli.app, [str(word) for word in [*words, "--json"]]).stdout)
    assert (told["ok"], told["areas"], told["error_metres"]) == (True, 3, 0)
    assert run.invoke(cli.app, [str(word) for word in [*words, "--quiet"]]).stdout == ""


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--from", "a.geojson"], "--from needs --code-column and --retrieved"),
        (["--within", "codes.csv"], "--within and --within-column go together"),
    ],
)
def test_options_that_go_together_are_asked_for(town, options, sentence):
    done = CliRunner().invoke(cli.app, ["boundaries", str(town), "lsoa-2011", *options])
    assert done.exit_code == cli.Exit.USAGE
    assert sentence in " ".join(done.stderr.split())
