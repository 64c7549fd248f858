"""A small place to break: scaffolded, with a few made-up figures, and the sentences that reading it gives."""

import csv

from equitytown.disclosure import rule_of
from equitytown.errors import PlaceError
from equitytown.geography import area
from equitytown.geography.boundary_sets import boundary_set
from equitytown.geography.shapes import check_shapes
from equitytown.place.figures import COLUMNS
from equitytown.place.loader import read_place

ROW = {
    "indicator_id": "smoking",
    "area_code": "E06000032",
    "area_name": "Luton",
    "period": "2022",
    "period_start": "2022-01-01",
    "period_end": "2022-12-31",
    "sex": "Persons",
    "age": "18 and over",
    "value": "19.3",
    "status": "complete",
    "publisher": "Made up",
    "title": "For tests",
    "licence": "None",
    "retrieved": "2026-11-22",
    "known_from": "2024-04-01",
}
ENGLAND = {"area_code": "E92000001", "area_name": "England", "value": "12.4"}


def write_rows(path, rows, *, columns=COLUMNS):
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)


def figures(folder, *changes, england=ENGLAND):
    """Write data/smoking.csv: England on line 2, then a row for Luton with each set of changes."""
    first = [] if england is None else [ROW | england]
    write_rows(folder / "data" / "smoking.csv", [*first, *(ROW | change for change in changes)])


def edit(folder, path, old, new):
    """Change words of a file, which must be there."""
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def read(folder):
    return read_place(folder, area_of=area, rule_of=rule_of, set_of=boundary_set, check_shapes=check_shapes)


def faults(folder):
    """Give what is wrong with the folder; nothing where it is accepted."""
    try:
        read(folder)
    except PlaceError as error:
        return error.faults
    return ()


def told(folder):
    """Give the faults as sentences, with the path within the folder."""
    return [str(fault).replace(f"{folder.as_posix()}/", "") for fault in faults(folder)]


def only(folder):
    """Give the one fault of a folder as a sentence."""
    found = told(folder)
    assert len(found) == 1, found
    return found[0]


def children_only(folder):
    """Leave the neighbours for adults out, so that a fault in a set is one fault."""
    place = folder / "place.yaml"
    head, _, rest = place.read_text(encoding="utf-8").partition("  ons-overall:\n")
    place.write_text(head + rest[rest.index("  # A list of your own") :], encoding="utf-8")
    edit(folder, "report.yaml", "  adults: ons-overall\n", "")
    path = folder / "data" / "neighbour_sets.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("ons-")), encoding="utf-8")
