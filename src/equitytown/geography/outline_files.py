"""
Layers of outlines from files and tables.

A file is read by its own driver and no other: some of GDAL's formats lead to other files or to the network, so what
a file is must show in its first bytes.
"""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from equitytown.errors import InputError
from equitytown.geography.outlines import Layer, Outline, needs

STARTS = {
    ".geojson": b"{",
    ".json": b"{",
    ".gpkg": b"SQLite format 3\0",
    ".shp": b"\0\0\x27\x0a",
    ".zip": b"PK\x03\x04",
}
DRIVERS = {"GeoJSON", "GPKG", "ESRI Shapefile", "TopoJSON"}
PARTS = (".shx", ".dbf")  # a shapefile is several files; without these it has no shapes or no codes
MARK = b"\xef\xbb\xbf"
LARGEST = 2_000_000_000  # bytes that a zip may unpack to
DEGREES = "EPSG:4326"


def read_layer(path: Path, *, code: str, name: str = "") -> Layer:
    """
    Read a layer from a file.

    Parameters
    ----------
    path : Path
        GeoJSON, GeoPackage, or a shapefile, zipped or with its other files beside it.
    code, name : str
        Columns of codes and names; codes stand for names where no column of them is named. Without either the
        outlines have their cells alone.

    Returns
    -------
    Layer
        Every feature, in the file's order, drawn as the file draws it.

    Raises
    ------
    InputError
        If the file is not there, not of these kinds, damaged, or lacks a column; or if it lacks a part of a shapefile.
    """
    try:
        import pyogrio  # noqa: PLC0415  loads only where a layer is read
        import shapely  # noqa: PLC0415
    except ImportError as fault:
        raise needs(fault.name or "pyogrio") from fault
    address = _address(path)
    try:
        meta, _, shapes, columns = pyogrio.raw.read(address)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as fault:
        told = str(fault).split("; It might help")[0].rstrip(".")
        raise InputError(f"{path.name} cannot be read as a layer: {told}. Fetch it again.") from fault
    fields = [str(field) for field in meta["fields"]]
    for column in filter(None, (code, name)):
        if column not in fields:
            raise InputError(f'{path.name} has no column "{column}". Its columns are: {", ".join(fields)}.')
    cells = {field: [_text(cell) for cell in held] for field, held in zip(fields, columns, strict=True)}
    drawn = [shapely.from_wkb(shape) if shape is not None else shapely.Polygon() for shape in shapes]
    rows = [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
    outlines = tuple(
        Outline(row.get(code, ""), row.get(name or code, ""), shape, row)
        for row, shape in zip(rows, drawn, strict=True)
    )
    return Layer(path.name, outlines, str(meta["crs"] or ""), code)


def layer_of_table(name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], *, title: str = "") -> Layer:
    """
    Make a layer of a table that `collect` keeps: code, name and GeoJSON text in longitude and latitude.

    Raises
    ------
    InputError
        If it has other columns, or text that is no shape.
    """
    import shapely  # noqa: PLC0415  loads only where a layer is read

    if not {"code", "name", "geometry"} <= set(columns):
        raise InputError(f"table {name} is a look-up, not a layer: its columns are {', '.join(columns)}.")
    at = {column: list(columns).index(column) for column in ("code", "name", "geometry")}
    outlines = []
    for row in rows:
        try:
            shape = shapely.from_geojson(row[at["geometry"]])
        except shapely.errors.GEOSException as fault:
            raise InputError(f"table {name} has no shape for {row[at['code']]}. Collect it again.") from fault
        outlines.append(Outline(str(row[at["code"]]), str(row[at["name"]]), shape))
    return Layer(title or name, tuple(outlines), DEGREES)


def _address(path: Path) -> str:
    """Check that a file is what its name says, and give the address to read it by."""
    if not path.is_file():
        raise InputError(f"{path} is not there. Name a file such as wards.geojson.")
    suffix = path.suffix.lower()
    if suffix not in STARTS:
        raise InputError(f"{path.name} is of no kind that is read here. Use one of: {', '.join(STARTS)}.")
    with path.open("rb") as file:
        start = file.read(64).removeprefix(MARK).lstrip(b" \r\n\t" if STARTS[suffix] == b"{" else b"")
    if not start.startswith(STARTS[suffix]):
        raise InputError(f"{path.name} is no {suffix} file, though its name says so. Fetch it again.")
    if suffix == ".shp":
        lacking = [part for part in PARTS if not _beside(path, part)]
        if lacking:
            raise InputError(
                f"{path.name} lacks {' and '.join(path.stem + part for part in lacking)}: a shapefile is several "
                "files. Put them beside it."
            )
    return f"/vsizip/{path}/{_in_zip(path)}" if suffix == ".zip" else str(path)


def _beside(path: Path, part: str) -> bool:
    return any(path.with_suffix(kind).exists() for kind in (part, part.upper()))


def _in_zip(path: Path) -> str:
    """Give the name of the one shapefile in a zip."""
    try:
        with zipfile.ZipFile(path) as held:
            infos = held.infolist()
    except zipfile.BadZipFile as fault:
        raise InputError(f"{path.name} is a damaged zip. Fetch it again.") from fault
    if sum(info.file_size for info in infos) > LARGEST:
        raise InputError(f"{path.name} unpacks to more than {LARGEST:,} bytes. Hand over the layer alone.")
    names = [info.filename for info in infos]
    shapes = [name for name in names if name.lower().endswith(".shp")]
    if len(shapes) != 1:
        raise InputError(f"{path.name} holds {len(shapes)} shapefiles, not one. Zip the one that is meant.")
    stem = shapes[0][: -len(".shp")]
    lacking = [stem + part for part in PARTS if (stem + part).lower() not in {name.lower() for name in names}]
    if lacking:
        raise InputError(f"{path.name} lacks {' and '.join(lacking)}: a shapefile is several files. Zip all of them.")
    return shapes[0]


def _text(cell: object) -> str:  # object: a value of any type that a layer's column has
    """Write a cell as text; nothing for none, and whole numbers without decimals."""
    if cell is None or cell != cell:  # noqa: PLR0124  not a number
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
