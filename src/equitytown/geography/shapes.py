"""Outlines of areas: whether they can be drawn and measured, and which areas lie beside one another."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from equitytown.terms.boundaries import AreaShape, Boundaries

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

BRITAIN = (0.0, 0.0, 700_000.0, 1_300_000.0)  # west, south, east, north of the British National Grid, in metres
POLYGONS = ("Polygon", "MultiPolygon")
ANEW = "Make the file anew with equitytown boundaries."


def check_shapes(shapes: Sequence[AreaShape]) -> list[tuple[str, str, str]]:
    """
    Tell of outlines that will not do.

    Parameters
    ----------
    shapes : sequence of AreaShape
        The areas of one boundary set.

    Returns
    -------
    list of (str, str, str)
        Code, what is wrong, how to mend it: text that is no polygon, outlines that cross themselves or lie outside
        Great Britain, and neighbours that overlap or do not meet corner for corner.
    """
    import shapely  # noqa: PLC0415  loads only where a place holds boundaries

    faults, drawn = [], []
    for found in shapes:
        try:
            shape = shapely.from_wkt(found.shape)
        except shapely.errors.GEOSException:
            faults.append((found.area.area_code, "shape is no well-known text of a polygon.", ANEW))
            continue
        if told := _told_of(shape):
            faults.append((found.area.area_code, *told))
        drawn.append(shape)
    return faults or _apart(shapes, drawn)


def _told_of(shape: "BaseGeometry") -> tuple[str, str] | None:
    """Say what is wrong with one outline, and how to mend it."""
    import shapely  # noqa: PLC0415

    if shape.geom_type not in POLYGONS or shape.is_empty:
        kind = "empty" if shape.is_empty else f"a {shape.geom_type}"
        return f"shape is {kind}, and no area.", "Write a POLYGON or MULTIPOLYGON."
    west, south, east, north = shape.bounds
    if west < BRITAIN[0] or south < BRITAIN[1] or east > BRITAIN[2] or north > BRITAIN[3]:
        where = f"it has a corner at {west:g}, {south:g}"
        mend = "Write metres of the British National Grid (EPSG:27700), or make the file with equitytown boundaries."
        return f"shape lies outside Great Britain: {where}.", mend
    if max(east, north) < 1_000:  # noqa: PLR2004  metres from the grid's origin, which lies in the sea
        return f"shape is drawn in degrees, it seems: it has a corner at {west:g}, {south:g}.", ANEW
    if not shape.is_valid:
        return f"shape is not sound ({shapely.is_valid_reason(shape)}).", ANEW
    return None


def _apart(shapes: Sequence[AreaShape], drawn: "Sequence[BaseGeometry]") -> list[tuple[str, str, str]]:
    """Tell of areas whose outlines overlap, or do not meet their neighbours' corner for corner."""
    import shapely  # noqa: PLC0415

    if len(drawn) < 2 or shapely.coverage_is_valid(drawn):  # noqa: PLR2004  a neighbour takes two
        return []
    bad = [place for place, edge in enumerate(shapely.coverage_invalid_edges(drawn)) if not edge.is_empty]
    faults = []
    for place in bad:
        beside = sorted(
            shapes[other].area.area_code for other in bad if other != place and drawn[place].intersects(drawn[other])
        )
        sentence = f"shape overlaps, or does not meet corner for corner, that of {', '.join(beside) or 'another area'}."
        faults.append((shapes[place].area.area_code, sentence, ANEW))
    return faults


def neighbours_of(boundaries: Boundaries) -> dict[str, tuple[str, ...]]:
    """
    Give for each area the areas that share a border with it, in the order of their codes.

    Parameters
    ----------
    boundaries : Boundaries
        Outlines that share their borders corner for corner.

    Returns
    -------
    dict of str to tuple of str
        Areas that meet in a point alone are no neighbours. An area may have none.
    """
    import shapely  # noqa: PLC0415  loads only where a place holds boundaries

    codes = [found.area.area_code for found in boundaries.shapes]
    shapes = shapely.from_wkt([found.shape for found in boundaries.shapes])
    tree = shapely.STRtree(shapes)
    left, right = tree.query(shapes, predicate="intersects")
    beside: dict[str, list[str]] = {code: [] for code in codes}
    for a, b in zip(left, right, strict=True):
        if a != b and shapely.length(shapely.intersection(shapes[a], shapes[b])) > 0:
            beside[codes[a]].append(codes[b])
    return {code: tuple(sorted(found)) for code, found in beside.items()}
