"""Features of a map service into cells: attributes as text, and shapes that are where they should be."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from equitytown.collect.reading import json_of
from equitytown.errors import DriftError
from equitytown.terms.reply import Reply

CODE_COLUMN = re.compile(r"[A-Z]+\d\dCD", re.ASCII)  # LSOA21CD
NAME_COLUMN = re.compile(r"[A-Z]+\d\dNM", re.ASCII)
CODE = re.compile(r"[A-Z]\d{8}", re.ASCII)
SHAPES = frozenset({"Point", "Polygon", "MultiPolygon"})
WEST, EAST, SOUTH, NORTH = -9.0, 3.0, 49.0, 62.0  # degrees within which the United Kingdom lies

Feature = Mapping[str, Any]  # as the service writes it, and checked below


def object_of(reply: Reply) -> Feature:
    """
    Read an answer, which may be an error though its status is 200.

    Raises
    ------
    DriftError
        If it is no whole object, or tells of an error.
    """
    held = json_of(reply)
    if not isinstance(held, dict):
        raise DriftError(f"{reply.address} is no object, which the service always sends.")
    if error := held.get("error"):
        words = error.get("message", error) if isinstance(error, dict) else error
        raise DriftError(f"{reply.address} answered with an error: {words}")
    return held


def features_of(page: Feature, reply: Reply) -> list[Feature]:
    """
    Give the features of an answer.

    Raises
    ------
    DriftError
        If it has no list of them, or is drawn in other coordinates than longitude and latitude.
    """
    features = page.get("features")
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise DriftError(f"{reply.address} has no list of features. The service may have changed.")
    drawn = json.dumps(page.get("crs") or "")
    if drawn != '""' and "4326" not in drawn and "CRS84" not in drawn:
        raise DriftError(f"{reply.address} is not drawn in longitude and latitude ({drawn}).")
    return features


def is_cut(page: Feature) -> bool:
    """Say whether the service says that there is more."""
    extra = page.get("properties")
    return bool(page.get("exceededTransferLimit") or (isinstance(extra, dict) and extra.get("exceededTransferLimit")))


def attributes(feature: Feature, columns: Sequence[str], reply: Reply) -> tuple[str, ...]:
    """
    Give a feature's attributes as text; empty where the service gives none.

    Raises
    ------
    DriftError
        If a column is not there, or a column of codes holds something else.
    """
    held = feature.get("properties") or feature.get("attributes") or {}
    missing = [column for column in columns if column not in held]
    if missing:
        raise DriftError(f"{reply.address} has features without {', '.join(missing)}; they have {', '.join(held)}.")
    cells = tuple(_text(held[column]) for column in columns)
    for column, cell in zip(columns, cells, strict=True):
        if CODE_COLUMN.fullmatch(column) and not CODE.fullmatch(cell):
            raise DriftError(f'{reply.address}: "{cell}" under {column} is no code of an area.')
    return cells


def shape(feature: Feature, name: str, reply: Reply) -> str:
    """
    Give a feature's shape as GeoJSON text, in longitude and latitude.

    Raises
    ------
    DriftError
        If it has none, or one that is no area or point of the United Kingdom.
    """
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in SHAPES:
        raise DriftError(f"{reply.address}: {name} has no shape that is a point or an area.")
    for longitude, latitude in _positions(geometry.get("coordinates"), name, reply):
        if not (WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH):
            raise DriftError(
                f"{reply.address}: {name} has a corner at {longitude:g}, {latitude:g}, which is outside the United "
                "Kingdom. It may be drawn in metres of a grid."
            )
    return json.dumps({"type": geometry["type"], "coordinates": geometry["coordinates"]}, separators=(",", ":"))


def column_of(kind: re.Pattern[str], columns: Sequence[str], word: str) -> str:
    """
    Find the one column of a layer that holds its codes or names.

    Raises
    ------
    DriftError
        If there is none, or more than one.
    """
    found = [column for column in columns if kind.fullmatch(column)]
    if len(found) != 1:
        listed = ", ".join(found or columns)
        raise DriftError(f"{len(found)} columns could be the {word} of each area, of: {listed}. Say {word}: COLUMN.")
    return found[0]


def _positions(part: object, name: str, reply: Reply) -> Iterator[tuple[float, float]]:  # object: nested lists of JSON
    """Give every corner of a shape."""
    if not isinstance(part, list) or not part:
        raise DriftError(f"{reply.address}: {name} has a shape without corners.")
    if all(isinstance(number, int | float) for number in part):
        if len(part) < 2:  # noqa: PLR2004  a corner has a longitude and a latitude
            raise DriftError(f"{reply.address}: {name} has a corner of one number.")
        yield float(part[0]), float(part[1])
        return
    for inner in part:
        yield from _positions(inner, name, reply)


def _text(cell: object) -> str:  # object: a value of JSON
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
