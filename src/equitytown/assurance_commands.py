"""Commands of assurance: signing an edition, what a place's work shows of itself, and an older pipeline's figures."""

import json
from pathlib import Path
from typing import Annotated

import typer

from equitytown.assure.criteria import Level
from equitytown.outcomes import AsJson, Exit, Quiet, sentences
from equitytown.terms.sign_off import SigningRole

PlaceFolder = Annotated[Path, typer.Argument(metavar="PLACE", help="The place's folder, such as places/luton.")]
Out = Annotated[Path, typer.Option("--out", help="Folder that holds the editions.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line, each with its example."""
    app.command(epilog='Example: equitytown sign places/luton --as "Ann Lee" --role assurer')(sign)
    app.command(epilog="Example: equitytown assure places/luton --level silver")(assure)
    app.command(epilog="Example: equitytown backtest places/luton --against back/2025.csv --tolerance 0.05")(backtest)


def sign(
    place: PlaceFolder,
    *,
    name: Annotated[str, typer.Option("--as", metavar="NAME", help="Who signs.")],
    role: Annotated[SigningRole, typer.Option("--role", help="As what: two people sign, one in each role.")],
    out: Out = Path("editions"),
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Sign the edition as it was built: it stays signed until one figure, verdict or sentence changes."""
    from equitytown.assure.signing import sign as add  # noqa: PLC0415  heavy imports wait until they are needed

    with sentences(as_json=as_json):
        held = add(place, name=name, role=role, out=out)
    awaited = [r.value for r in SigningRole if r not in {s.role for s in held.hold}]
    if as_json:
        signed = [{"name": s.name, "role": s.role.value, "signed": s.signed} for s in held.hold]
        told = {"content": held.content, "signed": held.is_signed, "signatures": signed, "awaited": awaited}
        typer.echo(json.dumps({"ok": True, **told}, ensure_ascii=False))
    elif not quiet:
        after = f"It awaits its {' and '.join(awaited)}." if awaited else "Build it again to publish it as signed."
        typer.echo(f"{name} has signed as {role.value} what has the hash {held.content}. {after}")


def assure(
    ctx: typer.Context,
    place: PlaceFolder,
    *,
    out: Out = Path("editions"),
    level: Annotated[Level, typer.Option("--level", help="The level that the exit code answers for.")] = Level.GOLD,
    as_json: AsJson = False,
) -> None:
    """Answer the 18 criteria of the levels of reproducible analysis with what is seen of a place's work."""
    from equitytown.assure.run import assess  # noqa: PLC0415

    known = getattr(ctx.parent.command, "commands", {}) if ctx.parent is not None else {}
    with sentences(as_json=as_json):
        found = assess(place, editions=out, commands=known)
    if as_json:
        reached = found.reached.value if found.reached is not None else None
        told = {"ok": found.reaches(level), "asked": level.value, "reached": reached}
        typer.echo(json.dumps({**told, "criteria": [a.as_data() for a in found.answers]}, ensure_ascii=False))
    else:
        typer.echo(found.as_text())
    if not found.reaches(level):
        raise typer.Exit(Exit.FAULTS)


def backtest(
    place: PlaceFolder,
    *,
    against: Annotated[Path, typer.Option("--against", metavar="FILE", help="The older pipeline's figures, as CSV.")],
    tolerance: Annotated[
        float, typer.Option("--tolerance", help="How far two figures may lie apart, in the measure's unit.")
    ] = 0.0,
    explained: Annotated[
        Path | None,
        typer.Option("--explained", metavar="FILE", help="Reasons for differences, as CSV: they count no longer."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Set an older pipeline's figures beside ours, cell by cell; fail while a difference is unexplained."""
    from equitytown.assure.backtest import back_test  # noqa: PLC0415

    with sentences(as_json=as_json):
        found = back_test(place, against=against, tolerance=tolerance, explained=explained)
    if as_json:
        typer.echo(json.dumps({"ok": not found.unexplained, **found.as_data()}, ensure_ascii=False))
    else:
        typer.echo(found.as_text())
    if found.unexplained:
        raise typer.Exit(Exit.FAULTS)
