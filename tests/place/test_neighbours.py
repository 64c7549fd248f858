"""Neighbour sets: dated, in order, and never with the place among them."""

import csv
from datetime import date

import pytest

from tests.place.folders import edit, figures, only, read, told, write_rows

PATH = "data/neighbour_sets.csv"


def rows(folder):
    with (folder / PATH).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def change(folder, line, **cells):
    """Change cells of the row on a line of the file."""
    found = rows(folder)
    found[line - 2] |= cells
    write_rows(folder / PATH, found, columns=tuple(found[0]))


def test_a_set_is_read_in_order_with_its_date_and_source(testford):
    found = read(testford).neighbour_sets["children-2025"]
    assert [area.area_name for area in found.ranking_members] == [
        "Slough",
        "Peterborough",
        "Coventry",
        "Hounslow",
        "Hillingdon",
    ]
    assert (found.dated, found.ordered, found.closest.area_name) == (date(2025, 5, 1), True, "Slough")
    assert found.source == "Department for Education, Children's Services Statistical Neighbours, May 2025"


def test_a_list_that_its_publisher_does_not_date_has_the_day_of_its_copy(testford):
    found = [row | {"dated": ""} for row in rows(testford)]
    write_rows(testford / PATH, found, columns=tuple(found[0]))
    assert read(testford).neighbour_sets["children-2025"].dated == date(2026, 11, 22)


def test_the_place_itself_is_refused(testford):
    change(testford, 4, area_code="E06000032", area_name="Luton")
    assert only(testford) == (
        f"{PATH}, line 4: children-2025: Luton is a member of its own neighbour set.\n"
        "    Take the row out: a place is not its own neighbour."
    )


@pytest.mark.parametrize(
    ("line", "cells", "sentence"),
    [
        (3, {"area_code": "E06000999"}, 'line 3: children-2025: area code "E06000999" is not known.'),
        (3, {"area_code": "E07000026"}, "area code E07000026 (Allerdale) ended on 31 March 2023."),
        (3, {"area_name": "Slough"}, 'area_name "Slough" does not go with E06000031.'),
        (3, {"position": "3"}, 'line 3: children-2025: position "3" should be 2.'),
        (3, {"dated": "2024-05"}, 'line 3: children-2025: dated "2024-05" differs from line 2, "2025-05".'),
        (2, {"set_id": "adults-2025"}, 'line 2: set_id "adults-2025" is not named in place.yaml.'),
    ],
)
def test_a_member_that_cannot_be_right_is_told(testford, line, cells, sentence):
    change(testford, line, **cells)
    found = told(testford)
    assert any(sentence in fault for fault in found), found


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"dated": "May 2025"}, 'dated "May 2025" is not a date.'),
        ({"ordered": "maybe"}, 'ordered "maybe" is not known.\n    Use one of: yes, no.'),
        ({"licence": ""}, "licence is empty."),
        ({"publisher": "=1+1"}, 'publisher "=1+1" begins with "="'),
    ],
)
def test_what_is_said_of_the_whole_set_is_checked(testford, cells, sentence):
    found = [row | cells for row in rows(testford)]
    write_rows(testford / PATH, found, columns=tuple(found[0]))
    assert sentence in only(testford)


def test_a_member_that_stands_twice_is_told(testford):
    change(testford, 3, area_code="E06000039", area_name="Slough")
    assert "line 3: children-2025: Slough stands twice." in only(testford)


def test_a_closest_neighbour_that_is_no_member_is_told(testford):
    edit(testford, "place.yaml", "closest: E06000039", "closest: E08000025")
    assert "children-2025: the closest neighbour E08000025 is not a member." in only(testford)


def test_a_set_without_rows_is_told(testford):
    write_rows(testford / PATH, [], columns=tuple(rows(testford)[0]))
    assert "children-2025: the set has no rows." in only(testford)


def test_a_file_of_members_that_is_missing_is_told(testford):
    (testford / PATH).unlink()
    assert only(testford).startswith(f"{PATH}: the file is not there.")


def test_a_place_may_have_no_neighbours_yet(testford):
    text = (testford / "place.yaml").read_text(encoding="utf-8")
    (testford / "place.yaml").write_text(text[: text.index("neighbour_sets:")] + "neighbour_sets: {}\n")
    edit(testford, "report.yaml", "  children: children-2025\n", "  # none yet\n")
    edit(testford, "report.yaml", "neighbour_sets:\n", "neighbour_sets: {}\n")
    (testford / PATH).unlink()
    figures(testford, {})
    place = read(testford)
    assert place.neighbours_of(place.indicators["smoking"]) is None


def distances(folder, cells, *, ordered="yes"):
    """Write distances for the ten members, and whether the list is ordered."""
    found = [row | {"distance": cell, "ordered": ordered} for row, cell in zip(rows(folder), cells, strict=True)]
    write_rows(folder / PATH, found, columns=tuple(found[0]))


def test_distances_are_read_member_by_member_and_may_be_missing(testford):
    distances(testford, ["0", "0.5", "0.5", "", "1.25", *[""] * 5])
    found = read(testford).neighbour_sets["children-2025"]
    assert found.distances == (0, 0.5, 0.5, None, 1.25, *[None] * 5)
    assert found.distance_of(found.members[4]) == 1.25
    assert found.distance_of(found.members[3]) is None


def test_a_list_without_distances_is_as_good(testford):
    found = [{name: cell for name, cell in row.items() if name != "distance"} for row in rows(testford)]
    write_rows(testford / PATH, found, columns=tuple(found[0]))
    assert read(testford).neighbour_sets["children-2025"].distances == (None,) * 10


def test_distances_of_a_list_without_order_may_fall(testford):
    distances(testford, [str(10 - n) for n in range(10)], ordered="no")
    assert read(testford).neighbour_sets["children-2025"].distances[0] == 10


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (
            ["1", "", "0.5", "2", *[""] * 6],
            (
                "line 4: children-2025: distance 0.5 is smaller than on line 2, 1.\n"
                "    Put the rows in order, nearest first, or write ordered as no."
            ),
        ),
        (
            ["-1", *[""] * 9],
            "line 2: children-2025: distance -1 is below 0.\n    Distances are 0 or more: smaller is nearer.",
        ),
        (
            ["near", *[""] * 9],
            (
                'line 2: children-2025: distance "near" is not a number.\n'
                "    Write a number, or leave it empty if it is not known."
            ),
        ),
    ],
)
def test_a_distance_that_cannot_be_right_is_told(testford, cells, fault):
    distances(testford, cells)
    assert only(testford) == f"{PATH}, {fault}"
