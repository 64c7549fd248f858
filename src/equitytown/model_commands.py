"""Commands that run a place's models: slow, seldom, and never part of a build."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from equitytown.errors import InputError
from equitytown.outcomes import AsJson, Exit, Quiet, sentences

PlaceFolder = Annotated[Path, typer.Argument(metavar="PLACE", help="The place's folder, such as places/luton.")]

DESTITUTION_EXAMPLES = """Example: equitytown model destitution places/luton --check

  equitytown model destitution places/slough --start
"""

models = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Run a model of the place and keep its figures as rows, marked modelled.",
    epilog="Example: equitytown model destitution places/luton",
)


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(models, name="model")


@models.callback()
def model() -> None:
    """Run a model of the place and keep its figures as rows, marked modelled."""


@models.command(epilog=DESTITUTION_EXAMPLES)
def destitution(
    place: PlaceFolder,
    *,
    draws: Annotated[int, typer.Option("--draws", min=20, max=5_000, help="Draws of the parameters.")] = 200,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Where chance starts: the same gives the same.")] = 2023,
    check: Annotated[
        bool, typer.Option("--check", help="Only say whether the figures that stand are stale; write nothing.")
    ] = False,
    start: Annotated[
        bool, typer.Option("--start", help="Write what a new town begins with into PLACE/destitution; run nothing.")
    ] = False,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Model the share of households below the destitution threshold by small area and ward."""
    if start:
        _begin(place, as_json=as_json, quiet=quiet)
        return
    from equitytown import reading  # noqa: PLC0415  heavy imports wait until they are needed
    from equitytown.derive.destitution.results import checks  # noqa: PLC0415
    from equitytown.derive.destitution.run import check_areas, read_inputs, run, stale, write  # noqa: PLC0415
    from equitytown.derive.destitution.words import INDICATOR  # noqa: PLC0415

    with sentences(as_json=as_json):
        inputs = read_inputs(place)
    if check:
        _tell_stale(stale(inputs, place), as_json=as_json, quiet=quiet)
        return
    with sentences(as_json=as_json):
        found = reading.read_to_model(place)
        if INDICATOR not in found.indicators:
            raise InputError(
                f"indicators/{INDICATOR}.yaml is not there. Copy it from places/luton of the repository, and "
                "say whose it is."
            )
        check_areas(inputs, found)
        result = run(inputs, draws=draws, seed=seed)
        written = write(result, found, place)
    share, lower, upper = result.town
    if as_json:
        town = {"share": share, "lower": lower, "upper": upper}
        typer.echo(
            json.dumps({"ok": True, "files": written, "town": town, "checks": [asdict(one) for one in checks(result)]})
        )
    elif not quiet:
        typer.echo(
            f"{found.area.area_name}: {share:.1%} of households are modelled as below the destitution threshold "
            f"({lower:.1%} to {upper:.1%})."
        )
        for one in checks(result):
            typer.echo(one.sentence())
        typer.echo(f"Wrote {', '.join(written)}.")


def _begin(place: Path, *, as_json: bool, quiet: bool) -> None:
    """Write the files that a model of another town begins with."""
    from equitytown.derive.destitution.start import start  # noqa: PLC0415  heavy imports wait

    with sentences(as_json=as_json):
        started = start(place)
    if as_json:
        typer.echo(json.dumps({"ok": True, "files": started.written, "kept": started.kept}))
    elif not quiet:
        typer.echo(started.as_text())


def _tell_stale(why: str, *, as_json: bool, quiet: bool) -> None:
    """Say whether the figures are stale, and end with a code that a script can read."""
    if as_json:
        typer.echo(json.dumps({"ok": not why, "stale": why}))
    elif why:
        typer.echo(why, err=True)
    elif not quiet:
        typer.echo("The modelled figures stand on what is held.")
    if why:
        raise typer.Exit(Exit.FAULTS)
