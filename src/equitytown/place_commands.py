"""Commands on a place's evidence: collecting figures, and how old what is held is."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from equitytown.outcomes import AsJson, Exit, Quiet, day, sentences

PlaceFolder = Annotated[Path, typer.Argument(metavar="PLACE", help="The place's folder, such as places/luton.")]

AsOf = Annotated[
    date | None,
    typer.Option("--as-of", parser=day, metavar="DATE", help="Use only figures known on this day (default: today)."),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line, each with its example."""
    app.command(epilog="Example: equitytown collect places/luton --source fingertips --dry-run")(collect)
    app.command(epilog="Example: equitytown keep places/luton")(keep)
    app.command(epilog="Example: equitytown status places/luton")(status)


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
        typer.Option(
            "--accept",
            metavar="NAME",
            help="Take a change of scale or size in this measure or table, once you have looked at it.",
        ),
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
        is_whole = not (account.of(State.REFUSED) or account.of(State.UNREACHED))
        typer.echo(json.dumps({"ok": is_whole, **account.as_data()}, ensure_ascii=False))
    elif not quiet:
        typer.echo(account.as_text())
    if account.of(State.REFUSED):
        raise typer.Exit(Exit.FAULTS)
    if account.of(State.UNREACHED):
        raise typer.Exit(Exit.MACHINE)


def keep(place: PlaceFolder, *, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Write what was collected as rows of data/, for a place whose folder lives in version control."""
    from equitytown import evidence, reading  # noqa: PLC0415
    from equitytown.refresh.keep import keep as write  # noqa: PLC0415
    from equitytown.store.archive import STORE, Archive  # noqa: PLC0415

    with sentences(as_json=as_json):
        collected, _ = Archive(place / STORE).observations()
        found = reading.read(place)
        known = tuple(o for o in collected if o.indicator_id in found.indicators)
        written = write(evidence.with_areas(found, known), known, place)
    if as_json:
        files = [{"path": file.path, "added": file.added} for file in written]
        typer.echo(json.dumps({"ok": True, "files": files}))
    elif not quiet:
        typer.echo("\n".join(f"{file.path}: {file.added:,} rows added" for file in written) or "Nothing new to keep.")


def status(place: PlaceFolder, *, as_json: AsJson = False) -> None:
    """Say measure by measure what is held, how old it is, when more is due, and what it would replace."""
    from equitytown import evidence  # noqa: PLC0415
    from equitytown.refresh.status import as_data, standings  # noqa: PLC0415
    from equitytown.store.archive import STORE, Archive  # noqa: PLC0415

    today = date.today()  # noqa: DTZ011  the day where the command is run
    with sentences(as_json=as_json):
        found, holdings = evidence.known(place, on=today)
        told = standings(found, holdings, Archive(place / STORE))
    if as_json:
        typer.echo(json.dumps({"ok": True, "today": today.isoformat(), "measures": [as_data(s) for s in told]}))
    else:
        typer.echo("\n".join(line for standing in told for line in standing.lines(today)))
