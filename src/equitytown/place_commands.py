"""Commands on a place's evidence: collecting figures, and how old what is held is."""

import json
from pathlib import Path
from typing import Annotated

import typer

from equitytown.outcomes import AsJson, Exit, Quiet, sentences

PlaceFolder = Annotated[Path, typer.Argument(metavar="PLACE", help="The place's folder, such as places/luton.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line, each with its example."""
    app.command(epilog="Example: equitytown collect places/luton --source fingertips --dry-run")(collect)


def collect(
    place: PlaceFolder,
    *,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="NAME", help="Only this supplier of sources.yaml; may be given again."),
    ] = None,
    handed: Annotated[
        Path | None,
        typer.Option("--from", metavar="FOLDER", help="Folder of files saved by hand (default: PLACE/incoming)."),
    ] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Ask nobody: read files, and replies that are held.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and keep nothing.")] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="INDICATOR", help="Take a change of scale or size that you have looked at."),
    ] = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Bring figures up to date from suppliers and files, and say what came, what did not and why."""
    from equitytown.progress import reporting  # noqa: PLC0415  heavy imports wait until they are needed
    from equitytown.refresh.account import State  # noqa: PLC0415
    from equitytown.refresh.run import Wish, refresh  # noqa: PLC0415

    wish = Wish(source or (), handed, offline, dry_run, accept or ())
    with sentences(as_json=as_json), reporting(quiet=quiet or as_json) as report:
        account = refresh(place, wish, report=report)
    if as_json:
        typer.echo(json.dumps({"ok": not account.of(State.REFUSED), **account.as_data()}, ensure_ascii=False))
    elif not quiet:
        typer.echo(account.as_text())
    if account.of(State.REFUSED):
        raise typer.Exit(Exit.FAULTS)
    if account.of(State.UNREACHED):
        raise typer.Exit(Exit.MACHINE)
