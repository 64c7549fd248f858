"""The command that brings the boundaries of a place's small areas in."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from equitytown.outcomes import AsJson, Quiet, sentences

PlaceFolder = Annotated[Path, typer.Argument(metavar="PLACE", help="The place's folder, such as places/luton.")]
EXAMPLES = """Example: equitytown boundaries places/luton lsoa-2021

  equitytown boundaries places/luton ward-2023 --from wards.geojson --code-column WD23CD --name-column WD23NM
  --retrieved 2026-11-22 --within lsoa21-to-ward.csv --within-column WD23CD

  equitytown boundaries places/luton msoa-2021 --from msoa.zip --code-column MSOA21CD --name-column MSOA21NM
  --retrieved 2026-11-22 --outline lsoa-2021
"""


def add_to(app: typer.Typer) -> None:
    """Add the command to the command line, with its examples."""
    app.command(epilog=EXAMPLES)(boundaries)


def boundaries(
    place: PlaceFolder,
    set_id: Annotated[str, typer.Argument(metavar="SET", help="The boundary set: lsoa-2021, msoa-2011, ward-2023.")],
    *,
    file: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="A layer saved by hand: .geojson, .gpkg, .shp or a zipped .shp."),
    ] = None,
    code_column: Annotated[str, typer.Option("--code-column", help="The layer's column of codes (LSOA21CD).")] = "",
    name_column: Annotated[str, typer.Option("--name-column", help="The layer's column of names (LSOA21NM).")] = "",
    projection: Annotated[
        str, typer.Option("--projection", help="Its projection, where the file tells none: EPSG:27700.")
    ] = "",
    publisher: Annotated[str, typer.Option("--publisher", help="Whose it is (default: the set's publisher).")] = "",
    title: Annotated[str, typer.Option("--title", help="What its publisher calls it (default: the set's title).")] = "",
    licence: Annotated[str, typer.Option("--licence", help="Its terms of use (default: the set's licence).")] = "",
    address: Annotated[str, typer.Option("--address", help="Where it is found.")] = "",
    retrieved: Annotated[
        datetime | None,
        typer.Option(
            "--retrieved", metavar="DATE", formats=["%Y-%m-%d"], help="The day on which it was read: 2026-11-22."
        ),
    ] = None,
    within: Annotated[
        Path | None,
        typer.Option("--within", metavar="TABLE", help="A .csv or .parquet table that lists the place's codes."),
    ] = None,
    within_column: Annotated[str, typer.Option("--within-column", help="The column of codes in that table.")] = "",
    outline: Annotated[
        str,
        typer.Option("--outline", metavar="SET|FILE", help="Keep areas inside this set, or this layer's outline."),
    ] = "",
    share: Annotated[
        float, typer.Option("--share", min=0, max=1, help="How much of an area must lie inside the outline.")
    ] = 0.5,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Make the boundaries of the place's small areas: simple, side by side, with their source on each row."""
    from equitytown.refresh.outlines import LayerFile, Within, make  # noqa: PLC0415  heavy imports wait

    if file is not None and (retrieved is None or not code_column):
        raise typer.BadParameter("--from needs --code-column and --retrieved: say which codes, and when it was read.")
    if (within is None) != (not within_column):
        raise typer.BadParameter("--within and --within-column go together.")
    layer = None
    if file is not None and retrieved is not None:
        layer = LayerFile(
            path=file, code_column=code_column, name_column=name_column, projection=projection, publisher=publisher,
            title=title, licence=licence, address=address, retrieved=retrieved.date(),
        )  # fmt: skip
    with sentences(as_json=as_json):
        wanted = Within(table=within, column=within_column, outline=outline, share=share)
        made = make(place, set_id, file=layer, within=wanted)
    if as_json:
        facts = {"path": made.path.as_posix(), "areas": made.areas, "left_out": made.left_out, "bytes": made.size}
        told = {"error_metres": made.error_metres, "tolerance": made.tolerance, "notes": list(made.notes)}
        typer.echo(json.dumps({"ok": True, **facts, **told}, ensure_ascii=False))
    elif not quiet:
        typer.echo(made.as_text())
