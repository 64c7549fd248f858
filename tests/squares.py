"""Small areas as squares of a kilometre, side by side, for tests of boundaries."""

import csv

from equitytown.place.boundaries import COMPOSITION_COLUMNS, SHAPE_COLUMNS

WEST, SOUTH, SIDE = 505_000, 220_000, 1_000
SOURCE = {
    "error_metres": "0.5", "publisher": "Made up", "title": "For tests", "licence": "None", "retrieved": "2026-11-22",
}  # fmt: skip


def corners(column, row, *, x=WEST, y=SOUTH, side=SIDE):
    left, low = x + column * side, y + row * side
    return [(left, low), (left + side, low), (left + side, low + side), (left, low + side), (left, low)]


def square(column, row=0, **place):
    """Well-known text of a square."""
    return f"POLYGON (({', '.join(f'{a} {b}' for a, b in corners(column, row, **place))}))"


def write_set(folder, set_id, shapes, **changes):
    """Write boundaries/<set>.csv: shapes by code, or names and shapes."""
    path = folder / "boundaries" / f"{set_id}.csv"
    path.parent.mkdir(exist_ok=True)
    rows = [
        SOURCE | {"area_code": code, "area_name": f"Area {code[-1]}", "shape": shape} | changes
        for code, shape in shapes.items()
    ]
    _write(path, SHAPE_COLUMNS, rows)


def write_compositions(folder, *rows):
    """Write boundaries/compositions.csv: from_set, from_code, to_set, to_code, share."""
    whole = {"method": "made up", "publisher": "Made up", "title": "For tests", "licence": "None",
             "retrieved": "2026-11-22"}  # fmt: skip
    named = [whole | dict(zip(COMPOSITION_COLUMNS, row, strict=False)) for row in rows]
    _write(folder / "boundaries" / "compositions.csv", COMPOSITION_COLUMNS, named)


def _write(path, columns, rows):
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)
