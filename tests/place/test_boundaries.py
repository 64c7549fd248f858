"""Outlines of small areas and what makes up what, read from a place's folder: what is refused, and how it is told."""

import pytest

from tests.place.folders import edit, only, read, told
from tests.squares import square, write_compositions, write_set

OLD = {"E01000001": square(0), "E01000002": square(1)}
NEW = {"E01000001": square(0), "E01000003": square(1)}
WHOLE = ("lsoa-2011", "E01000001", "lsoa-2021", "E01000001", "1")


@pytest.fixture
def town(testford):
    write_set(testford, "lsoa-2011", OLD)
    write_set(testford, "lsoa-2021", NEW)
    return testford


def test_sets_and_what_makes_up_what_are_read(town):
    write_compositions(town, WHOLE, ("lsoa-2011", "E01000002", "lsoa-2021", "E01000003", "1"))
    place = read(town)
    assert [found.name for found in place.boundaries.values()] == ["LSOA 2011", "LSOA 2021"]
    assert place.boundaries["lsoa-2011"].error_metres == 0.5
    assert place.composition("lsoa-2011", "lsoa-2021").whole() == {"E01000001": "E01000001", "E01000002": "E01000003"}
    assert place.composition("lsoa-2021", "lsoa-2011") is None
    assert place.areas["E01000003"].area_type == "LSOA"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"area_code": "E05000001"}, "is none of LSOA 2011, whose codes begin with E01."),
        ({"publisher": ""}, "publisher is empty."),
        ({"area_name": "=1+1"}, 'begins with "=", which a spreadsheet reads as a formula.'),
        ({"address": "javascript:alert(1)"}, 'address "javascript:alert(1)"'),
        ({"retrieved": "22.11.2026"}, 'retrieved "22.11.2026" is not a date.'),
        ({"error_metres": "-1"}, 'error_metres "-1" is no distance.'),
        ({"error_metres": "few"}, 'error_metres "few" is no distance.'),
        ({"shape": "a square"}, "shape is no well-known text of a polygon."),
        ({"shape": "POINT (505000 220000)"}, "shape is a Point, and no area."),
        ({"shape": "POLYGON EMPTY"}, "shape is empty, and no area."),
        ({"shape": "POLYGON ((0 0, 9 9, 9 0, 0 9, 0 0))"}, "shape is drawn in degrees, it seems"),
        ({"shape": square(0, x=900_000)}, "shape lies outside Great Britain: it has a corner at 900000, 220000."),
        (
            {"shape": "POLYGON ((505000 220000, 506000 221000, 506000 220000, 505000 221000, 505000 220000))"},
            "shape is not sound (Self-intersection",
        ),
    ],
)
def test_a_row_that_will_not_do_is_told(testford, changes, sentence):
    write_set(testford, "lsoa-2011", {"E01000001": square(0)}, **changes)
    found = only(testford)
    assert found.startswith("boundaries/lsoa-2011.csv, line 2: ")
    assert sentence in found


def test_an_area_that_stands_twice_is_told(testford):
    write_set(testford, "lsoa-2011", OLD, area_code="E01000001")
    assert "line 3: E01000001 stands twice: first on line 2." in only(testford)


def test_areas_that_overlap_are_named(testford):
    write_set(testford, "lsoa-2011", OLD | {"E01000002": square(0.5)})
    first, second = told(testford)
    assert "line 2: shape overlaps, or does not meet corner for corner, that of E01000002." in first
    assert "line 3: shape overlaps, or does not meet corner for corner, that of E01000001." in second


def test_a_set_that_is_not_known_and_a_file_without_rows_are_told(testford):
    write_set(testford, "lsoa-2012", OLD)
    write_set(testford, "lsoa-2011", {})
    assert [fault.partition("\n")[0] for fault in told(testford)] == [
        "boundaries/lsoa-2011.csv: the file holds its heading and no row.",
        'boundaries/lsoa-2012.csv: boundary set "lsoa-2012" is not known.',
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("lsoa-2011", "E01000002", "lsoa-2021", "E01000003", "0"), 'share "0" is none.'),
        (("lsoa-2011", "E01000002", "lsoa-2021", "E01000003", "half"), 'share "half" is none.'),
        (("lsoa-2011", "E01000002", "lsoa-2021", "E01000003", "0.5"), "the shares of E01000002 in lsoa-2021 sum to 0."),
        (("lsoa-2011", "E01000009", "lsoa-2021", "E01000003", "1"), '"E01000009" is no area of lsoa-2011 here.'),
        (("lsoa-2011", "E01000002", "ward-2023", "E05000003", "1"), 'boundary set "ward-2023" is not held.'),
        (WHOLE, "E01000001 in E01000001 stands twice."),
    ],
)
def test_a_piece_that_will_not_do_is_told(town, row, sentence):
    write_compositions(town, WHOLE, row)
    assert any(sentence in fault for fault in told(town)), told(town)


def test_an_area_that_lies_in_none_is_named(town):
    write_compositions(town, WHOLE)
    assert "1 area of lsoa-2011 lies in no area of lsoa-2021 (first: E01000002)." in only(town)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("wards: lsoa-2021\nparts:\n  North: [E01000001]\n  South: [E01000003]\n", ""),
        ("parts:\n  North: [E01000001]\n", "parts are named, but wards does not say of which boundary set."),
        ("wards: lsoa-2001\n", 'boundary set "lsoa-2001" is not held.\n    Did you mean "lsoa-20'),
        (
            "wards: lsoa-2021\nparts:\n  North: [E01000002]\n",
            '"E01000002" is no area of lsoa-2021 here.\n    Use codes of',
        ),
        ("wards: lsoa-2021\nparts:\n  A: [E01000001]\n  B: [E01000001]\n", "E01000001 is in A already."),
    ],
)
def test_wards_and_parts_are_of_a_set_that_is_held(town, words, sentence):
    with (town / "place.yaml").open("a", encoding="utf-8") as file:
        file.write(words)
    assert sentence in only(town) if sentence else not told(town)


FIGURE = "\nfigures:\n  - number: 99\n    indicator: smoking\n    heading: Smoking\n    kind: "


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("map\n    map: {areas: lsoa-2011, outlines: lsoa-2021}\n", ""),
        ("map\n", "figure 99 is a map, and map does not say of which areas."),
        ("line over time\n    map: {areas: lsoa-2011}\n", "figure 99 has a map, and its kind is line over time."),
        ("map\n    map: {areas: ward-2023}\n", 'boundary set "ward-2023" is not held.'),
        ("map\n    map: {areas: lsoa-2011, outlines: ward-2023}\n", 'boundary set "ward-2023" is not held.'),
        ("map\n    map: {areas: lsoa-2011, national: deciles}\n", '"deciles" has no file in indicators/.'),
        ("map\n    map: {areas: lsoa-2011, classes: given breaks}\n", "breaks and classes do not go together"),
        ("map\n    map: {areas: lsoa-2011, classes: given breaks, breaks: [2, 1]}\n", "or breaks do not rise."),
        ("map\n    map: {areas: lsoa-2011, classes: given breaks, breaks: [1, 2]}\n", ""),
    ],
)
def test_a_map_names_sets_measures_and_classes_that_are_there(town, words, sentence):
    edit(town, "report.yaml", "\nfigures:\n", FIGURE + words)
    assert sentence in only(town) if sentence else not told(town), told(town)
