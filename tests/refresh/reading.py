"""Suppliers' files read for one measure, and the figures of the first report to hold them against."""

import csv
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from equitytown.collect.values import number_of
from equitytown.disclosure import rule_of
from equitytown.geography import area
from equitytown.geography.boundary_sets import boundary_set
from equitytown.geography.shapes import check_shapes
from equitytown.place.loader import read_place
from equitytown.terms.reply import Reply

TODAY = date(2026, 11, 26)
LUTON = Path(__file__).parents[2] / "places" / "luton"


def reply_of(body, address="saved.csv"):
    return Reply("supplier", address, body, TODAY)


@cache
def _indicators():
    return read_place(LUTON, area_of=area, rule_of=rule_of, set_of=boundary_set, check_shapes=check_shapes).indicators


def indicator_of(name, **source):
    """A measure of the first place, with another source."""
    found = _indicators()[name]
    return replace(found, source=replace(found.source, **source))


def published(name, title):
    """Values and limits of the first report's figures from one source, by area and period."""
    with (LUTON / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = [r for r in csv.DictReader(stream) if r["title"].startswith(title) and not r["category"]]
    assert rows, f"{name} has no figures titled {title}"
    return {
        (row["area_code"], row["period"]): tuple(number_of(row[column]) for column in ("value", "lower", "upper"))
        for row in rows
    }


def read(rows):
    """Values and limits of rows, by area and period."""
    return {
        (row.area_code, row.period): tuple(number_of(cell) for cell in (row.value, row.lower, row.upper))
        for row in rows
    }
