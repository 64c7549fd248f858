"""Coordinates of a layer brought to metres of the British National Grid, and layers that say the wrong thing."""

from enum import StrEnum

from equitytown.errors import InputError
from equitytown.geography.outlines import Findings, Layer, Outline, needs

GRID = "EPSG:27700"  # British National Grid, in metres
DEGREES = "EPSG:4326"  # longitude and latitude

Bounds = tuple[float, float, float, float]


class Look(StrEnum):
    """What coordinates look like."""

    DEGREES = "longitude and latitude in degrees"
    SWAPPED = "latitude before longitude"
    GRID = "metres of the British National Grid"
    WEB = "metres of Web Mercator, which web maps use"
    NOTHING = "nothing that lies in Great Britain"


# West, south, east, north within which Great Britain lies, drawn in each way.
BRITAIN: dict[Look, Bounds] = {
    Look.DEGREES: (-9.0, 49.0, 3.0, 61.5),
    Look.SWAPPED: (49.0, -9.0, 61.5, 3.0),
    Look.GRID: (0.0, 0.0, 700_000.0, 1_300_000.0),
    Look.WEB: (-1_000_000.0, 6_270_000.0, 335_000.0, 8_800_000.0),
}
_CODES = {Look.DEGREES: DEGREES, Look.GRID: GRID, Look.WEB: "EPSG:3857"}  # what may be said of each look


def look_of(bounds: Bounds) -> Look:
    """
    Say what coordinates look like.

    Examples
    --------
    >>> look_of((-0.51, 51.85, -0.35, 51.93)).value
    'longitude and latitude in degrees'
    """
    west, south, east, north = bounds
    for look, (left, low, right, high) in BRITAIN.items():
        if left <= west and east <= right and low <= south and north <= high:
            return look
    return Look.NOTHING


def to_grid(layer: Layer, *, findings: Findings, declared: str = "") -> Layer:
    """
    Bring a layer to metres of the British National Grid.

    Parameters
    ----------
    layer : Layer
        As it was read.
    findings : Findings
        Where to note what is wrong, or was mended.
    declared : str, optional
        The projection as the user says it, which stands before what the layer tells.

    Returns
    -------
    Layer
        In metres; as it was where it has a fault.

    Notes
    -----
    A layer whose corners are metres of the grid though it says degrees, or degrees though it says the grid, is read as
    what its corners are: the two cannot be taken for one another. Degrees are those of WGS 84, turned into the grid by
    the most exact transformation that is installed: without the Ordnance Survey's own grid of shifts a layer lies up
    to 3 metres aside, all of it in one direction.
    """
    try:
        import pyproj  # noqa: PLC0415  loads only where a layer is read
    except ImportError as fault:
        raise needs("pyproj") from fault
    told = declared or layer.projection
    bounds = _bounds(layer)
    look = look_of(bounds)
    if not told:
        say = f"say it: --projection {_CODES[look]}" if look in _CODES else "fetch it in a projection that it tells"
        findings.add(
            f"{layer.name} does not tell its projection; its corners look like {look}.",
            f"Hand over its .prj file too, or {say}.",
        )
        return layer
    try:
        crs = pyproj.CRS.from_user_input(told)
    except pyproj.exceptions.CRSError:
        raise InputError(f'projection "{told}" is not known. Write such as {GRID} or {DEGREES}.') from None
    is_grid = crs.is_projected and "British National Grid" in crs.name
    if crs.is_geographic and look is Look.GRID:
        findings.notes.append(f"{layer.name} says degrees, but its corners are {look}: read as those.")
        return layer
    if is_grid and look is Look.DEGREES:
        findings.notes.append(f"{layer.name} says {crs.name}, but its corners are {look}: read as those.")
        crs, is_grid = pyproj.CRS.from_user_input(DEGREES), False
    if not is_grid and not (crs.is_geographic and look is Look.SWAPPED):
        change = pyproj.Transformer.from_crs(crs, GRID, always_xy=True)
        layer = layer.having(tuple(_moved(outline, change) for outline in layer.outlines))
    if look_of(_bounds(layer)) is not Look.GRID:
        west, south = bounds[0], bounds[1]
        findings.add(
            f"{layer.name} is not drawn where it says ({crs.name}): its first corner is at {west:g}, {south:g}, which "
            f"looks like {look}.",
            "Fetch it in another projection, or say which it has: --projection EPSG:3857 for Web Mercator.",
        )
    return layer


def _bounds(layer: Layer) -> Bounds:
    import shapely  # noqa: PLC0415

    west, south, east, north = shapely.total_bounds([outline.shape for outline in layer.outlines])
    return float(west), float(south), float(east), float(north)


def _moved(outline: Outline, change: "pyproj.Transformer") -> Outline:  # type: ignore[name-defined]  # noqa: F821
    import shapely  # noqa: PLC0415

    shape = shapely.transform(outline.shape, change.transform, interleaved=False)
    return Outline(outline.area_code, outline.area_name, shape, outline.cells)
