"""Starting the folder of a new place."""

from datetime import date

import pytest

from equitytown.errors import InputError
from equitytown.geography import area as find
from equitytown.geography import region_of, upper_tier, upper_tier_area
from equitytown.place import scaffold
from equitytown.place.scaffold import BEGINS_WITH, new_place
from tests.place.folders import read

DAY = date(2026, 11, 22)


def make(name, code, into):
    return new_place(name, area=upper_tier_area(code), region=region_of(code), into=into, find=find, today=DAY)


def test_every_english_upper_tier_authority_gets_a_folder_that_is_accepted(tmp_path):
    for area in upper_tier():
        place = read(make(area.area_code.lower(), area.area_code, tmp_path))
        assert place.area.area_code == area.area_code
        assert len(place.indicators) == 33
        assert place.observations == ()
        assert len(place.neighbour_sets["children-2025"].members) == 10
        assert place.report.neighbour_sets == {"children": "children-2025", "adults": "ons-overall"}


def test_the_folder_holds_every_file_that_it_needs(blank):
    assert sorted(p.name for p in blank.iterdir()) == [
        "README.md",
        "data",
        "decisions.yaml",
        "framework.yaml",
        "indicators",
        "place.yaml",
        "register",
        "report.yaml",
        "sources.yaml",
        "targets.yaml",
        "text",
    ]
    assert len(list((blank / "register").iterdir())) == len(BEGINS_WITH)
    assert {"changes", "assurance"} <= set(read(blank).report.sections)
    assert read(blank).decisions == ()


def test_no_placeholder_is_left_but_those_of_titles(blank):
    for file in blank.rglob("*"):
        if file.is_file():
            text = file.read_text(encoding="utf-8").replace("((place))", "").replace("((gap))", "")
            assert "((" not in text.replace("Luton ((", ""), file


def test_the_readme_says_what_to_do_next(blank):
    text = (blank / "README.md").read_text(encoding="utf-8")
    assert "equitytown check testford" in text
    assert "indicator_id,area_code,area_name,period," in text


def test_words_that_yaml_would_read_otherwise_are_quoted(tmp_path):
    area = upper_tier_area("E06000032")
    odd = type(area)(area.area_code, 'Saint: "Odd" #1', area.area_type)
    folder = new_place("odd", area=odd, region=region_of("E06000032"), into=tmp_path, find=find, today=DAY)
    assert read(folder).area.area_name == 'Saint: "Odd" #1'


def test_london_is_not_called_a_region_region(tmp_path):
    text = (make("camden", "E09000007", tmp_path) / "text" / "foreword.md").read_text(encoding="utf-8")
    assert "England, London and areas like ours" in text


def test_the_edition_starts_from_today_unless_told(tmp_path):
    folder = new_place(
        "luton", area=upper_tier_area("E06000032"), region=region_of("E06000032"), into=tmp_path, find=find
    )
    assert read(folder).report.as_of >= DAY


@pytest.mark.parametrize("name", ["Luton", "../luton", "a b", "", "x" * 65, "luton\n", "a--b", "a-", "con", "lpt1"])
def test_a_name_that_cannot_name_a_folder_is_refused(tmp_path, name):
    with pytest.raises(InputError, match="cannot name a folder"):
        make(name, "E06000032", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["x" * 64, "x" * 41 + "-y"])
def test_a_long_name_has_an_edition_that_is_accepted(tmp_path, name):
    assert read(make(name, "E06000032", tmp_path)).report.edition == f"{(name[:42]).rstrip('-')}-{DAY.year}"


def test_an_existing_folder_is_left_alone(tmp_path):
    (tmp_path / "luton").mkdir()
    with pytest.raises(InputError, match="is there already"):
        make("luton", "E06000032", tmp_path)
    assert list((tmp_path / "luton").iterdir()) == []


def test_a_dangling_link_is_left_alone(tmp_path):
    (tmp_path / "luton").symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError, match="is there already"):
        make("luton", "E06000032", tmp_path)


@pytest.mark.parametrize("code", ["E06000999", "E10000006", "E07000240", "E12000006", "E92000001"])
def test_a_code_that_is_no_council_in_use_is_refused_and_nothing_written(tmp_path, code):
    with pytest.raises(InputError, match="area code"):
        make("somewhere", code, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_half_written(tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(scaffold, "_write_tables", fail)
    with pytest.raises(OSError, match="No space left"):
        make("luton", "E06000032", tmp_path)
    assert list(tmp_path.iterdir()) == []
