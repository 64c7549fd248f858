"""A place's folder, read whole."""

from pathlib import Path

import pytest

from equitytown.disclosure import rule_of
from equitytown.errors import InputError, PlaceError
from equitytown.geography import area
from equitytown.geography.boundary_sets import boundary_set
from equitytown.geography.shapes import check_shapes
from equitytown.place.loader import read_place
from tests.place.folders import edit, figures, only, read, told


def test_a_place_is_read_whole(testford):
    place = read(testford)
    assert place.place_id == "testford"
    assert (place.area.area_name, place.region.area_name, place.nation.area_name) == (
        "Luton",
        "East of England",
        "England",
    )
    assert [p.number for p in place.framework.principles] == list(range(9))
    assert place.report.neighbour_sets == {"children": "children-2025"}
    assert {type(population) for population in place.report.neighbour_sets} == {str}
    assert place.areas["E06000039"].area_name == "Slough"
    assert place.printed == ()


def test_the_faults_of_all_files_are_told_together(testford):
    edit(testford, "place.yaml", "region_code: E12000006", "region_code: E12000099")
    edit(testford, "indicators/smoking.yaml", "polarity: low is good", "polarity: lower")
    edit(testford, "report.yaml", "as_of: 2026-11-22", "as_of: today")
    figures(testford, {"value": "*"})
    (testford / "data" / "fuel-poverty.csv").write_text("", encoding="utf-8")
    (testford / "text" / "foreword.md").write_bytes(b"\xff\xfe")
    named = {fault.split(",")[0].split(":")[0] for fault in told(testford)}
    assert named == {
        "place.yaml",
        "indicators/smoking.yaml",
        "report.yaml",
        "data/fuel-poverty.csv",
        "text/foreword.md",
    }


def test_paths_in_faults_are_those_that_the_user_can_open(testford, monkeypatch):
    monkeypatch.chdir(testford.parent)
    edit(testford, "report.yaml", "as_of: 2026-11-22", "as_of: today")
    with pytest.raises(PlaceError, match=r"testford/report\.yaml, line 7: as_of"):
        read_place(Path("testford"), area_of=area, rule_of=rule_of, set_of=boundary_set, check_shapes=check_shapes)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"is not a folder\. Name a place's folder, such as places/luton\."):
        read_place(tmp_path / "nowhere", area_of=area, rule_of=rule_of, set_of=boundary_set, check_shapes=check_shapes)


@pytest.mark.parametrize("name", ["Test Ford", "test_ford", "t" * 65, "testford\n", "test--ford", "testford-"])
def test_a_folder_whose_name_is_no_identifier_is_refused(testford, name):
    with pytest.raises(InputError, match="is not an identifier"):
        read(testford.rename(testford.parent / name))


def test_a_file_of_figures_named_after_nothing_suggests_the_nearest(testford):
    (testford / "data" / "smoking.csv").rename(testford / "data" / "smokin.csv")
    assert only(testford) == ('data/smokin.csv: the file is not named after an indicator.\n    Did you mean "smoking"?')


def test_a_file_of_figures_like_no_indicator_is_to_be_described_or_taken_out(testford):
    (testford / "data" / "smoking.csv").rename(testford / "data" / "zzz.csv")
    assert "Add indicators/zzz.yaml, or take the file out." in only(testford)


def test_figures_wait_until_their_indicator_is_mended(testford):
    edit(testford, "indicators/smoking.yaml", "polarity: low is good", "polarity: lower")
    figures(testford, {"value": "*"})
    assert "polarity" in only(testford)


def test_an_ended_place_is_told(testford):
    edit(testford, "place.yaml", "area_code: E06000032", "area_code: E06000028")
    found = told(testford)
    assert found[0].startswith("place.yaml, line 3: area code E06000028 (Bournemouth) ended on 31 March 2019.")


def test_a_place_without_place_yaml_is_told_once(testford):
    (testford / "place.yaml").unlink()
    found = told(testford)
    assert found[0].startswith("place.yaml: the file is not there.")


def test_an_indicator_without_figures_awaits_them(testford):
    (testford / "data" / "smoking.csv").unlink()
    assert read(testford).observations == ()


def test_printed_rounds_with_a_broken_file_are_told(testford):
    (testford / "data" / "rounds.csv").write_bytes(b"\xff\xfe")
    assert only(testford).startswith("data/rounds.csv: the file is UTF-16")
