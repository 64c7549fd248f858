"""Outlines made simple without parting neighbours: as fine as a size allows, and how far a border moved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# Metres, from the finest: 0 drops only corners that lie on a straight line.
TOLERANCES = (0.0, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 18.0, 25.0, 40.0, 60.0, 100.0)
DECIMALS = (0, 1, 2)  # of a coordinate in metres: whole ones where the outlines bear it
DENSITY = 0.25  # a border is measured at its corners and at three points between any two


@dataclass(frozen=True, slots=True)
class Simplified:
    """
    Outlines as well-known text, the tolerance that made them, and how far a border moved at most, in metres.

    `error` is measured between the borders before and after: it is no setting.
    """

    shapes: tuple[str, ...]
    tolerance: float
    decimals: int
    error: float


def simplify(
    shapes: "Sequence[BaseGeometry]", *, fits: Callable[[Sequence[str]], bool], tolerances: Sequence[float] = TOLERANCES
) -> Simplified | None:
    """
    Make outlines simple: as fine as fits, neighbours still sharing their borders corner for corner.

    Parameters
    ----------
    shapes : sequence of polygons
        In metres; neighbours share their borders.
    fits : callable
        Says whether the outlines as text are small enough.
    tolerances : sequence of float
        In metres, from the finest.

    Returns
    -------
    Simplified or None
        The finest that fits, in whole metres where the outlines stay sound so; every area keeps each of its parts.
        None where none fits.

    Notes
    -----
    Borders are made simple as borders, once for both neighbours (Visvalingam and Whyatt), so that no gap or overlap
    comes between them.

    References
    ----------
    Visvalingam and Whyatt (1993), Line generalisation by repeated elimination of points, The Cartographic Journal 30.
    """
    import shapely  # noqa: PLC0415  loads only where outlines are made

    for tolerance in tolerances:
        simple = shapely.coverage_simplify(shapes, tolerance)
        for decimals in DECIMALS:
            texts = [shapely.to_wkt(shape, rounding_precision=decimals, trim=True) for shape in simple]
            if not fits(texts):
                break
            if _is_sound(shapes, drawn := list(shapely.from_wkt(texts))):
                return Simplified(tuple(texts), tolerance, decimals, _moved(shapes, drawn))
    return None


def _is_sound(before: "Sequence[BaseGeometry]", after: "Sequence[BaseGeometry]") -> bool:
    """Say whether every area is still there, with all its parts, beside its neighbours."""
    import shapely  # noqa: PLC0415

    if not shapely.is_valid(after).all() or shapely.is_empty(after).any():
        return False
    parts = [shapely.get_num_geometries(shape) for shape in before] == [
        shapely.get_num_geometries(shape) for shape in after
    ]
    return parts and bool(shapely.coverage_is_valid(after))


def _moved(before: "Sequence[BaseGeometry]", after: "Sequence[BaseGeometry]") -> float:
    """Give the largest distance between a border before and after, whichever it is measured from."""
    import shapely  # noqa: PLC0415

    return float(
        max(
            shapely.hausdorff_distance(shapely.boundary(a), shapely.boundary(b), densify=DENSITY)
            for a, b in zip(before, after, strict=True)
        )
    )
