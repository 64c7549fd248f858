"""The reference of the register's files."""

import re

from equitytown.place.register import file_of
from equitytown.place.register_reference import register_reference
from equitytown.terms.register import KINDS


def section(page, kind):
    return page.partition(f"### {file_of(kind)}\n")[2].partition("\n##")[0]


def test_every_file_and_every_column_is_there():
    page = register_reference()
    for kind in KINDS.values():
        part = section(page, kind)
        assert kind.about in part
        assert re.findall(r"^\| `(\w+)` ", part, flags=re.MULTILINE) == list(kind.columns)


def test_a_person_is_no_column():
    assert "`owner`" not in section(register_reference(), KINDS["actions"])


def test_closed_lists_links_and_statuses_are_written_out():
    page = register_reference()
    assert "one of: exact, more than, at least, about" in section(page, KINDS["funding"])
    assert "a reference in [programmes.csv](#registerprogrammescsv)" in section(page, KINDS["funding"])
    assert "an indicator of the place; several parted with `;`" in section(page, KINDS["programmes"])
    assert "Its status may go from open to done, carried to the next year" in section(page, KINDS["next-steps"])


def test_what_is_needed_to_publish_is_told_apart_from_what_is_always_needed():
    part = section(register_reference(), KINDS["funding"])
    assert "| `amount` | to publish | pounds; empty is not known |" in part
    assert "| `source` | yes |" in part


def test_what_the_public_does_not_see_says_so():
    assert "Not shown to the public." in section(register_reference(), KINDS["case-studies"])


def test_every_row_has_four_cells():
    rows = [line for line in register_reference().splitlines() if line.startswith("| `")]
    assert {row.count(" | ") for row in rows} == {3}
