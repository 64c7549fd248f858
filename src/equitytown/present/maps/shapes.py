"""Outlines of areas as the paths of a drawing: one frame for all, so that shared borders stay shared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

FINENESS = 2  # parts of a pixel that corners are set on: neighbours' shared corners fall together
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a map stands in a drawing: its western and northern edge in metres, its place, and metres in a pixel."""

    west: float
    north: float
    metres: float
    left: float
    top: float
    width: float
    height: float

    def at(self, point: Point) -> Point:
        """Give a point's place in pixels."""
        return self.left + (point[0] - self.west) / self.metres, self.top + (self.north - point[1]) / self.metres


def frame_of(shapes: Iterable[str], *, left: float, top: float, width: float, tallest: float) -> Frame:
    """
    Fit shapes into a box.

    Parameters
    ----------
    shapes : iterable of str
        Well-known text in metres.
    left, top : float
        The box's corner in pixels.
    width, tallest : float
        Its width, and the most that it may be high.

    Returns
    -------
    Frame
        Its height is what the shapes take.
    """
    points = [point for shape in shapes for ring in rings_of(shape) for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    edge = 1  # pixel on each side, for the lines
    metres = max((east - west) / (width - 2 * edge), (north - south) / (tallest - 2 * edge), 1e-6)
    across = (east - west) / metres
    height = (north - south) / metres + 2 * edge
    middle = left + (width - across) / 2
    return Frame(west, north, metres, middle, top + edge, width, height)


@lru_cache(maxsize=4096)
def rings_of(shape: str) -> tuple[tuple[Point, ...], ...]:
    """Give the closed rings of a polygon or several, outer and inner alike."""
    import shapely  # noqa: PLC0415  loads only where a place holds maps

    found = shapely.from_wkt(shape)
    parts = getattr(found, "geoms", [found])
    return tuple(tuple(ring.coords) for part in parts for ring in (part.exterior, *part.interiors))


@lru_cache(maxsize=4096)
def middle_of(shape: str) -> tuple[Point, float]:
    """Give the point of a shape that is farthest from its border, and how far that is, in metres."""
    import shapely  # noqa: PLC0415  loads only where a place holds maps

    found = shapely.from_wkt(shape)
    parts = sorted(getattr(found, "geoms", [found]), key=lambda part: part.area)
    line = shapely.maximum_inscribed_circle(parts[-1], tolerance=max(1.0, parts[-1].length / 500))
    x, y = line.coords[0]
    return (x, y), line.length


def path_of(shape: str, frame: Frame) -> str:
    """
    Write a shape as a path in steps of half a pixel.

    Examples
    --------
    >>> path_of("POLYGON((0 0,10 0,10 10,0 0))", Frame(0, 10, 1, 0, 0, 10, 10))
    'M0 10l10 0 0-10z'
    """
    return "".join(filter(None, (_ring(ring, frame) for ring in rings_of(shape))))


def _ring(ring: Sequence[Point], frame: Frame) -> str:
    """Write one ring, without corners that fall on the one before; nothing for one that falls together."""
    corners: list[tuple[int, int]] = []
    for point in ring[:-1]:
        x, y = frame.at(point)
        corner = round(x * FINENESS), round(y * FINENESS)
        if not corners or corner != corners[-1]:
            corners.append(corner)
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    if len(corners) < 3:  # noqa: PLR2004  a ring has three corners
        return ""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(corners)]
    moves = "".join(f"{_half(x, first=at == 0)}{_half(y)}" for at, (x, y) in enumerate(steps))
    return f"M{_half(corners[0][0], first=True)}{_half(corners[0][1])}l{moves}z"


def _half(steps: int, *, first: bool = False) -> str:
    """Write half pixels as short as can be, set off from the number before."""
    words = f"{steps / FINENESS:g}".replace("0.", ".", 1) if abs(steps) < FINENESS else f"{steps / FINENESS:g}"
    return words if first or words.startswith("-") else f" {words}"


def scale_bar(frame: Frame, *, most: float) -> tuple[float, str]:
    """
    Choose the length of a scale bar: pixels, and its words.

    Examples
    --------
    >>> scale_bar(Frame(0, 0, 20, 0, 0, 500, 400), most=150)
    (100.0, '2 km')
    """
    lengths = [part * 10**power for power in range(1, 6) for part in (1, 2, 5)]
    metres = max((length for length in lengths if length / frame.metres <= most), default=lengths[0])
    thousand = 1_000
    words = f"{metres // thousand} km" if metres >= thousand else f"{metres} metres"
    return metres / frame.metres, words
