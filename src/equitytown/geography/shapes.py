"""Outlines of areas: whether they can be drawn and measured, and which areas lie beside one another."""

from collections.abc import Sequence

from equitytown.terms.boundaries import AreaShape, Boundaries


def check_shapes(shapes: Sequence[AreaShape]) -> list[tuple[str, str, str]]:
    """Tell of outlines that will not do: code, what is wrong, how to mend it."""
    import shapely  # noqa: PLC0415  loads only where a place holds boundaries

    faults = []
    for found in shapes:
        try:
            shape = shapely.from_wkt(found.shape)
        except shapely.errors.GEOSException:
            faults.append((found.area.area_code, "shape is no well-known text of a polygon.", "Make the file anew."))
            continue
        if not shape.is_valid:
            reason = shapely.is_valid_reason(shape)
            faults.append((found.area.area_code, f"shape is not sound ({reason}).", "Make the file anew."))
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
