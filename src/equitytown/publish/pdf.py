"""The PDF: blocks as data into `report.typ`, which Typst sets as tagged PDF/UA-1."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from equitytown.errors import BuildError
from equitytown.present import theme
from equitytown.present.blocks import Block, Document, Figure, Heading, MapFigure, Records, Section, Table
from equitytown.publish.depicted import Picture, is_figure, picture_of, title_of
from equitytown.publish.drawings import Drawings
from equitytown.publish.leaves import ANCHOR, WHOLE_TABLE, anchor_of, leaves, printed_sections
from equitytown.publish.legend import legend
from equitytown.publish.widths import CROWDED, PDF, UNBROKEN, roomy, shares

TEMPLATE = "report.typ"
STANDARD: Literal["ua-1"] = "ua-1"  # PDF/UA-1; the compiler refuses a drawing without a description
# One file for each style: the package holds each twice, and which is found first differs by machine.
FACES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold")
PLAIN = frozenset((str, int, float, bool, type(None)))  # what JSON takes as it is
DEEPEST = 4  # level of the smallest heading


def write_pdf(document: Document, path: Path, *, drawings: Drawings) -> None:
    """
    Write an edition's report as a tagged PDF.

    Parameters
    ----------
    document : Document
        The edition; its sections are printed in order, then the tables behind its figures.
    path : Path
        The file to write. The same document and drawings give the same bytes.
    drawings : mapping of chart_id to Drawing
        Every chart of the sections, drawn.

    Raises
    ------
    BuildError
        If a chart has no drawing, if the `report` extra is not installed, or if the document
        cannot be set as PDF/UA-1.
    """
    try:
        import typst  # noqa: PLC0415 (comes with the extra `report`)
    except ImportError as error:
        raise BuildError('The PDF needs Typst. Install it with: pip install "equitytown[report]"') from error
    data = json.dumps(_edition(document, drawings), ensure_ascii=False, separators=(",", ":"))
    with _bench() as bench:
        try:
            made = typst.compile(
                bench / TEMPLATE, root=bench, font_paths=[bench], ignore_system_fonts=True, format="pdf",
                sys_inputs={"edition": data}, pdf_standards=[STANDARD], timestamp=0,
            )  # fmt: skip
        except typst.TypstError as error:
            raise BuildError(f"The PDF could not be set: {error}") from error
    path.write_bytes(made)


@contextmanager
def _bench() -> Iterator[Path]:
    """Lay out what Typst may read, alone in a folder: the template and the five faces that it uses."""
    import font_source_sans_pro  # type: ignore[import-untyped] # noqa: PLC0415 (untyped; comes with `report`)

    held = Path(font_source_sans_pro.__file__).parent / "files"
    with TemporaryDirectory(prefix="equitytown-pdf-") as name:
        bench = Path(name)
        (bench / TEMPLATE).write_bytes(files("equitytown.publish").joinpath(TEMPLATE).read_bytes())
        for face in FACES:
            shutil.copyfile(held / f"SourceSansPro-{face}.ttf", bench / f"{face}.ttf")
        yield bench


def _edition(document: Document, drawings: Drawings) -> dict[str, object]:
    """Give everything the template needs, as JSON can hold it."""
    sections = printed_sections(document)
    as_of = document.masthead.as_of_words
    return {
        "masthead": _data(document.masthead),
        "as-of": "" if as_of in document.masthead.edition_words else as_of[:1].upper() + as_of[1:],
        "family": theme.PRINT_FAMILY,
        "sizes": theme.PRINT_SIZES,
        "whole-table": WHOLE_TABLE,
        "crowded": CROWDED,
        "unbroken": UNBROKEN,
        "colours": dict(theme.COLOURS),
        "shapes": {
            rating.value: {"word": look.word, "ink": look.ink, "edge": look.edge, "svg": _shape(look)}
            for rating, look in theme.SHAPES.items()
        },
        "sections": [_section(section, drawings) for section in sections],
        "has-figures": any(is_figure(block) and bool(block.label) for section in sections for block in section.blocks),
    }


def _shape(look: theme.VerdictShape) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">'
        f'<path d="{look.path}" fill="{look.fill}" stroke="{look.edge}" stroke-width="{theme.EDGE_WIDTH}"/></svg>'
    )


def _section(section: Section, drawings: Drawings) -> dict[str, object]:
    """Give a section's runs of upright and sideways pages."""
    level = 1
    runs = []
    for leaf in leaves(section):
        blocks = []
        for block in leaf.blocks:
            level = block.level if isinstance(block, Heading) else level
            blocks.append(_block(block, level, drawings))
        runs.append({"sideways": leaf.sideways, "blocks": blocks})
    return {"title": section.title, "leaves": runs}


def _block(block: Block, level: int, drawings: Drawings) -> dict[str, object]:
    """Give one block, with what print needs beside its own fields."""
    if isinstance(block, Table):
        return _table(block)
    if is_figure(block):
        return _figure(block, drawings)
    data = _fields(block)
    if isinstance(block, Heading):
        data["listed"] = not block.anchor.startswith(ANCHOR)  # the annex's would fill the contents
    elif isinstance(block, Records):
        data["groups"] = [{"heading": name, "records": _data(records)} for name, records in block.groups]
        data["level"] = min(level + 1, DEEPEST)
    return data


def _table(table: Table) -> dict[str, object]:
    spans = [(name, len(list(run))) for name, run in groupby(table.columns, key=lambda column: column.group)]
    explained = replace(table, notes=(legend(table), *table.notes))
    return {**_fields(explained), "widths": shares(table, PDF), "roomy": roomy(table, PDF), "spans": spans}


def _figure(block: Figure | MapFigure, drawings: Drawings) -> dict[str, object]:
    """Give a figure of either kind as the template's one; its table stands in the annex."""
    picture = picture_of(block)
    said = {name: _data(getattr(block, name)) for name in ("label", "caption", "source", "notes", "awaiting")}
    drawn = _drawn(picture, drawings) if picture else None
    anchor = anchor_of(block) if block.table else ""
    return {"kind": "Figure", **said, "title": title_of(block), "chart": drawn, "anchor": anchor}


def _drawn(picture: Picture, drawings: Drawings) -> dict[str, str]:
    if picture.chart_id not in drawings:
        raise BuildError(f'The PDF could not be set: chart "{picture.chart_id}" was not drawn.')
    return {"svg": drawings[picture.chart_id].svg_wide, "description": picture.description}


def _fields(value: Any) -> dict[str, object]:  # any frozen dataclass of present.blocks
    """Give a block's fields under the name of its kind."""
    return {"kind": type(value).__name__, **{f.name: _data(getattr(value, f.name)) for f in fields(value)}}


def _data(value: Any) -> Any:  # JSON of any depth
    """Turn blocks and what they hold into JSON's own types."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {f.name: _data(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_data(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _data(item) for key, item in value.items()}
    return value
