"""The model's figures as rows of the place's own file: the town, its small areas, and the wards that they make up."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from equitytown.derive.destitution.estimate import CONFIDENCE, Estimate, limits
from equitytown.derive.destitution.results import Result
from equitytown.derive.destitution.words import INDICATOR, MODEL, VERSION
from equitytown.place.figures import COLUMNS
from equitytown.terms.boundaries import Composition
from equitytown.terms.place import Place

AREAS_SET = "lsoa-2021"
DECIMALS = 4
LICENCE = "As its sources: Open Government Licence v3.0, and figures quoted from published pages"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every row says of the run: the modelled year, who ran it, and when what it rests on was last read."""

    year: int
    publisher: str
    address: str
    read: str


@dataclass(frozen=True, slots=True)
class Figure:
    """An area's share of households, from 0 to 1, with limits, out of so many."""

    code: str
    name: str
    share: float
    lower: float
    upper: float
    households: float


def figure_rows(result: Result, place: Place, stamp: Stamp, *, composition: Composition | None = None) -> str:
    """
    Write `data/destitution-modelled.csv`.

    Parameters
    ----------
    result : Result
        A run of the model.
    place : Place
        Names the town, the nation and the wards.
    stamp : Stamp
        What every row says.
    composition : Composition, optional
        How wards are made up of small areas; no rows of wards without it.

    Returns
    -------
    str
        CSV: the nation, which is not modelled, the town, each small area, and each ward.
    """
    found, names = result.estimate, result.margins.names
    town = Figure(place.area.area_code, place.area.area_name, *result.town, float(found.households.sum()))
    areas = [
        Figure(code, names[at], *found.of([at]), float(found.households[at])) for at, code in enumerate(found.codes)
    ]
    nation = _missing(place.nation.area_code, place.nation.area_name, stamp)
    wards = _ward_rows(result, place, composition, stamp) if composition is not None else ()
    return _csv([nation, *_rows([town, *areas], stamp, ""), *wards])


def _ward_rows(result: Result, place: Place, composition: Composition, stamp: Stamp) -> Iterator[dict[str, str]]:
    """Give the rows of wards, made up of small areas as the composition says."""
    names = {area.area_code: area.area_name for area in place.boundaries[composition.to_set].areas}
    figures = [
        Figure(code, names.get(code, code), *shares) for code, *shares in ward_figures(result.estimate, composition)
    ]
    return _rows(figures, stamp, f"; small areas put together by {composition.method}")


def ward_figures(found: Estimate, composition: Composition) -> Iterator[tuple[str, float, float, float, float]]:
    """
    Add small areas up to the areas that they make up.

    Parameters
    ----------
    found : Estimate
        Counts by small area and draw.
    composition : Composition
        The share of each small area that lies in each larger one.

    Yields
    ------
    tuple
        Code, share of households, lower, upper, households: the limits come from the same draws.
    """
    codes = sorted({code for parts in composition.shares.values() for code in parts})
    for code in codes:
        weight = np.array([composition.shares.get(area, {}).get(code, 0.0) for area in found.codes])
        total = float(weight @ found.households)
        if total:
            value = float(weight @ found.central) / total
            yield (code, *limits(value, weight @ found.drawn / total), total)


def _rows(figures: Sequence[Figure], stamp: Stamp, more: str) -> Iterator[dict[str, str]]:
    """Write figures as rows of the place's columns, in percent."""
    note = f"Modelled: a spatial microsimulation of households, not a count{more}"
    for figure in figures:
        yield _row(figure.code, figure.name, stamp) | {
            "value": _number(100 * figure.share),
            "lower": _number(100 * figure.lower),
            "upper": _number(100 * figure.upper),
            "confidence": str(CONFIDENCE),
            "denominator": f"{figure.households:.0f}",
            "status": "estimated",
            "note": note,
        }


def _missing(code: str, name: str, stamp: Stamp) -> dict[str, str]:
    note = "Modelled for the small areas of this place alone: no figure of the nation is made in the same way"
    return _row(code, name, stamp) | {"status": "missing", "note": note}


def _row(code: str, name: str, stamp: Stamp) -> dict[str, str]:
    return {
        "indicator_id": INDICATOR, "area_code": code, "area_name": name, "period": str(stamp.year),
        "period_start": f"{stamp.year}-01-01", "period_end": f"{stamp.year}-12-31", "sex": "Persons",
        "age": "All ages", "publisher": stamp.publisher, "title": f"{MODEL}, version {VERSION}: modelled here",
        "licence": LICENCE, "address": stamp.address, "retrieved": stamp.read, "known_from": stamp.read,
    }  # fmt: skip


def _number(value: float) -> str:
    return repr(round(value, DECIMALS)).removesuffix(".0")


def _csv(rows: Sequence[dict[str, str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
