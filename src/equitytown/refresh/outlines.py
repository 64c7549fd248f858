"""Boundaries of a place's small areas, made from a collected table or a file: rows of `boundaries/<set>.csv`."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from equitytown.errors import Fault, InputError, PlaceError
from equitytown.geography.boundary_sets import BoundarySet, boundary_set
from equitytown.geography.outline_checks import check_codes_of, check_ground, side_by_side, sound
from equitytown.geography.outline_files import layer_of_table, read_layer
from equitytown.geography.outlines import Findings, Layer, Outline
from equitytown.geography.projections import to_grid
from equitytown.geography.simplified import Simplified, simplify
from equitytown.place.boundaries import COMPOSITIONS, FOLDER, SHAPE_COLUMNS, ShapeRow
from equitytown.place.faults import Faults
from equitytown.place.files import Folder
from equitytown.place.schema import PlaceModel
from equitytown.place.schema_sources import SourcesModel, SupplierModel
from equitytown.place.settings import read_model
from equitytown.place.words import shown, unsafe_name
from equitytown.store.archive import STORE, Archive
from equitytown.store.disk import write_whole

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

MOST_BYTES = 150_000
ENDS = ("from", "to")  # of a piece
HALF = 0.5  # of an area's land that lies inside the place


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerFile:
    """A layer that somebody saved: where, which columns hold codes and names, and where it comes from."""

    path: Path
    code_column: str
    name_column: str = ""
    projection: str = ""
    publisher: str = ""
    title: str = ""
    licence: str = ""
    address: str = ""
    retrieved: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """
    Which areas are the place's: those listed in a table, or those that lie in its outline by a share of their land.

    Of a table in which the place's own code stands, only rows with it count. An outline is a layer's file or the
    identifier of a set that is held.
    """

    table: Path | None = None
    column: str = ""
    outline: str = ""
    share: float = HALF


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the file, its areas, those left out, its bytes, how far a border moved, and what was mended."""

    path: Path
    areas: int
    left_out: int
    size: int
    error_metres: float
    tolerance: float
    notes: tuple[str, ...] = ()

    def as_text(self) -> str:
        """Say it in lines."""
        left = f", {self.left_out:,} outside the place left out" if self.left_out else ""
        how = f"made simple by {self.tolerance:g} metres" if self.tolerance else "no corner dropped but those in line"
        told = [
            f"{self.path}: {self.areas:,} areas{left}.",
            f"{self.size / 1000:,.0f} kB; no border moved by more than {self.error_metres:g} metres ({how}).",
        ]
        return "\n".join([*told, *self.notes])


@dataclass(frozen=True, slots=True)
class _Origin:
    """Whose the outlines are, as every row says."""

    publisher: str
    title: str
    licence: str
    address: str
    retrieved: date


@dataclass(slots=True)
class _Place:
    """What is needed of a place's folder, which may still lack what is being made."""

    folder: Path
    area_code: str
    suppliers: dict[str, SupplierModel] = field(default_factory=dict)


def make(folder: Path, set_id: str, *, file: LayerFile | None, within: Within, most: int = MOST_BYTES) -> Made:
    """
    Make `boundaries/<set>.csv` of a place.

    Parameters
    ----------
    folder : Path
        The place's folder.
    set_id : str
        The boundary set.
    file : LayerFile or None
        A layer that somebody saved; None takes the table that `collect` keeps under the set's identifier.
    within : Within
        Which areas are the place's; all of the layer where it tells nothing.
    most : int
        Bytes that the file may have.

    Returns
    -------
    Made
        What was made.

    Raises
    ------
    PlaceError
        If the layer cannot be taken: every fault, and nothing is written.
    InputError
        If the set, the file, the table or a column is not there.
    """
    facts, place = boundary_set(set_id), _read_place(folder)
    layer, origin = _of_file(file, facts) if file else _of_store(place, facts)
    findings = Findings()
    expected = _listed(within, place.area_code) if within.table else frozenset()
    whole = len(layer.outlines)
    if expected:
        layer = layer.having(tuple(o for o in layer.outlines if o.area_code in expected))
    if not layer.outlines:
        raise InputError(f"{layer.name} holds none of the place's areas. Check the column of codes, and --within.")
    _check_names(layer, findings)
    layer = to_grid(layer, findings=findings, declared=file.projection if file else "")
    _stop(folder, set_id, findings)
    layer = sound(layer, findings=findings)
    _stop(folder, set_id, findings)
    if within.outline:
        layer = _inside(layer, _outline(place, within.outline, findings), within.share)
    check_codes_of(layer, facts, findings=findings, expected=expected, known=_known(folder))
    layer = layer.having(tuple(sorted(layer.outlines, key=lambda outline: outline.area_code)))
    if not findings.faults and not within.outline:  # an outline chooses by its own share of land
        check_ground(layer, _grounds(folder, but=set_id), findings=findings)
    if not findings.faults:
        layer = side_by_side(layer, findings=findings)
    _stop(folder, set_id, findings)
    return _write(folder, set_id, layer, origin, findings, left_out=whole - len(layer.outlines), most=most)


def _check_names(layer: Layer, findings: Findings) -> None:
    """Note names that no file of a place may hold."""
    for outline in layer.outlines:
        if reason := unsafe_name(outline.area_name):
            findings.add(f'the name of {outline.area_code}, "{shown(outline.area_name)}", {reason}', "Mend the layer.")


def _read_place(folder: Path) -> _Place:
    """Read who the place is and who hands tables over to it."""
    reading = Folder(folder.resolve(), Faults(folder.as_posix()))
    if not reading.root.is_dir():
        raise InputError(f"{folder} is not a folder. Name a place's folder, such as places/luton.")
    place = read_model(reading, "place.yaml", PlaceModel)
    sources = read_model(reading, "sources.yaml", SourcesModel) if reading.has("sources.yaml") else None
    reading.faults.raise_any()
    return _Place(folder, reading.faults.sure(place)[1].area_code, dict(sources[1].suppliers) if sources else {})


def _of_file(file: LayerFile, facts: BoundarySet) -> tuple[Layer, _Origin]:
    layer = read_layer(file.path, code=file.code_column, name=file.name_column)
    origin = _Origin(
        file.publisher or facts.publisher, file.title or facts.title, file.licence or facts.licence, file.address,
        file.retrieved,
    )  # fmt: skip
    return layer, origin


def _of_store(place: _Place, facts: BoundarySet) -> tuple[Layer, _Origin]:
    """Take the table that was collected under the set's identifier."""
    found = [s for s in place.suppliers.values() if facts.set_id in s.tables]
    if not found:
        raise InputError(
            f"no table {facts.set_id} stands in sources.yaml of {place.folder}. Add it under tables of open-geography "
            "and run equitytown collect, or name a file with --from."
        )
    asked, archive = found[0].tables[facts.set_id], Archive(place.folder / STORE)
    columns, rows = archive.table(facts.set_id)
    title = asked.get("title") or facts.title
    layer = layer_of_table(facts.set_id, columns, rows)
    known = date.fromisoformat(archive.table_vintages(facts.set_id)[-1].known_from)
    return layer, _Origin(found[0].publisher, title, found[0].licence, found[0].address, known)


def _listed(within: Within, own: str) -> frozenset[str]:
    """Read which codes are the place's."""
    path = within.table
    if path is None or not path.is_file():
        raise InputError(f"{path} is not there. Name a table of codes, such as lsoa21-to-ward.csv.")
    table = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path, infer_schema=False)
    if within.column not in table.columns:
        raise InputError(f'{path.name} has no column "{within.column}". Its columns are: {", ".join(table.columns)}.')
    texts = table.select(pl.all().cast(pl.String))
    mine = texts.filter(pl.any_horizontal(pl.all() == own))
    codes = frozenset(code for code in (mine if len(mine) else texts)[within.column] if code)
    if not codes:
        raise InputError(f"{path.name} lists no codes under {within.column}.")
    return codes


def _known(folder: Path) -> dict[str, frozenset[str]]:
    """Give the areas of each set as `compositions.csv` tells them; none where there is no such file."""
    path = folder / COMPOSITIONS
    if not path.is_file():
        return {}
    table = pl.read_csv(path, infer_schema=False)
    if missing := {"from_set", "from_code", "to_set", "to_code"} - set(table.columns):
        raise InputError(f"{path} has no column {', '.join(sorted(missing))}. Run equitytown check.")
    ends = [table.select(pl.col(f"{end}_set").alias("set"), pl.col(f"{end}_code").alias("code")) for end in ENDS]
    grouped = pl.concat(ends).unique().group_by("set").agg("code")
    return {set_id: frozenset(codes) for set_id, codes in sorted(grouped.rows())}


def _grounds(folder: Path, *, but: str) -> "dict[str, BaseGeometry]":
    """Give for every other set that is held the ground that its areas cover together."""
    import shapely  # noqa: PLC0415  loads only where outlines are made

    files = {
        path.stem: path for path in sorted((folder / FOLDER).glob("*.csv")) if path.name != Path(COMPOSITIONS).name
    }
    return {
        set_id: shapely.union_all(shapely.from_wkt(pl.read_csv(path, infer_schema=False)["shape"].to_list()))
        for set_id, path in files.items()
        if set_id != but
    }


def _outline(place: _Place, named: str, findings: Findings) -> Layer:
    """Give the outlines that make up the place: of a set that is held, or of a layer's file."""
    import shapely  # noqa: PLC0415  loads only where outlines are made

    held = place.folder / FOLDER / f"{named}.csv"
    if held.is_file():
        rows = pl.read_csv(held, infer_schema=False)
        shapes = zip(rows["area_code"], rows["area_name"], shapely.from_wkt(rows["shape"].to_list()), strict=True)
        return Layer(named, tuple(Outline(*row) for row in shapes), "")
    path = Path(named)
    if not path.is_file():
        raise InputError(f'"{named}" is neither a set of {FOLDER}/ nor a file. Name what holds the place\'s outline.')
    layer = to_grid(_layer_with(path, place.area_code), findings=findings)
    _stop(place.folder, path.name, findings)
    return sound(layer, findings=findings)


def _layer_with(path: Path, code: str) -> Layer:
    """Read a layer's file, and keep the place's own outline where one of its columns holds the place's code."""
    layer = read_layer(path, code="", name="")
    mine = tuple(o for o in layer.outlines if code in o.cells.values())
    return layer.having(mine) if mine else layer


def _inside(layer: Layer, outline: Layer, share: float) -> Layer:
    """Keep areas of which more than a share lies in the outline."""
    import shapely  # noqa: PLC0415

    whole = shapely.union_all([o.shape for o in outline.outlines])
    shapely.prepare(whole)
    kept = (
        o
        for o in layer.outlines
        if whole.intersects(o.shape) and o.shape.area and whole.intersection(o.shape).area / o.shape.area > share
    )
    return layer.having(tuple(kept))


def _stop(folder: Path, set_id: str, findings: Findings) -> None:
    """End with every fault found so far."""
    if findings.faults:
        raise _refused(folder, set_id, findings)


def _refused(folder: Path, set_id: str, findings: Findings) -> PlaceError:
    where = (folder / FOLDER / f"{set_id}.csv").as_posix()
    return PlaceError([Fault(where, None, sentence, mend) for sentence, mend in findings.faults])


def _write(
    folder: Path, set_id: str, layer: Layer, origin: _Origin, findings: Findings, *, left_out: int, most: int
) -> Made:
    """Make the outlines simple, and write the file whole or not at all."""

    def fits(shapes: Sequence[str]) -> bool:
        return len(_as_csv(layer, shapes, origin, 0.0)) < most

    simple = simplify([outline.shape for outline in layer.outlines], fits=fits) if layer.outlines else None
    if simple is None:
        sentence = f"{len(layer.outlines):,} areas cannot be drawn in {most / 1000:,.0f} kB and keep their shape."
        findings.add(sentence, "Keep only areas inside the place, with --within or --outline.")
        raise _refused(folder, set_id, findings)
    data = _as_csv(layer, simple.shapes, origin, error := _up(simple))
    path = folder / FOLDER / f"{set_id}.csv"
    write_whole(path, data)
    return Made(path, len(layer.outlines), left_out, len(data), error, simple.tolerance, tuple(findings.notes))


def _up(simple: Simplified) -> float:
    """Round an error up to a tenth of a metre, so that none is larger."""
    return math.ceil(simple.error * 10) / 10


def _as_csv(layer: Layer, shapes: Sequence[str], origin: _Origin, error: float) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(SHAPE_COLUMNS)
    for outline, shape in zip(layer.outlines, shapes, strict=True):
        writer.writerow(
            ShapeRow(
                outline.area_code, outline.area_name, shape, f"{error:g}", origin.publisher, origin.title,
                origin.licence, origin.address, origin.retrieved.isoformat(),
            )
        )  # fmt: skip
    return text.getvalue().encode()
