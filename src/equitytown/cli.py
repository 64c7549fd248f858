"""The command line: arguments into pipeline calls, errors into sentences."""

import gc
import json
import sys
import traceback
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from equitytown import (
    __version__,
    assurance_commands,
    audit_commands,
    boundary_commands,
    edition_commands,
    equity_commands,
    file_commands,
    model_commands,
    place_commands,
    proof_commands,
    register_commands,
)
from equitytown.calculate.command import Methods, listed
from equitytown.outcomes import AsJson, Exit, Quiet, day, sentences

EXAMPLES = """
Examples:

  equitytown check places/luton                        every fault in the folder, with file and line

  equitytown build places/luton                        the edition, in editions/luton-2023

  equitytown build places/luton --as-of 2024-04-01     the edition as it would have stood on that day

  equitytown collect places/luton --dry-run            what suppliers would bring, without keeping it

  equitytown boundaries places/luton lsoa-2021         outlines of small areas, ready for maps

  equitytown compositions --help                       which small areas make up a ward, from a look-up

  equitytown proof places/luton                        match every number of the text to a finding

  equitytown explain places/luton smoking              walk one figure back to its supplier

  equitytown changes places/luton                      what changed since the last edition, and why

  equitytown correct --help                            a correction of an edition that was published

  equitytown sign places/luton --as "Ann Lee" --role assurer     answer for what the edition says

  equitytown assure places/luton                       which level of reproducible analysis is reached

  equitytown backtest places/luton --against old.csv   an older pipeline's figures beside ours

  equitytown serve places/luton                        read the microsite on this machine

  equitytown new sandwell --area E08000028             start a folder for another place

  equitytown calculate --list                          the statistics that any table can be put through

  equitytown protect deaths.csv --by ward,sex          a table of counts made safe to publish

  equitytown convert --help                            counts carried to other boundaries

  equitytown areas E06000028                           what a code stands for, and what became of it

  equitytown index homes.yaml --data areas.csv         a declared composite index, with ranks and deciles

  equitytown equity staff.csv --kind workforce         a partner's counts by protected group, made safe

  equitytown need allocations.csv                      what areas receive beside what they need

  equitytown register check                            whether the register's installation is in order

  equitytown inspect referrals.xlsx                    whether a partner's file is safe to take in

  equitytown audit annual-report.docx                  what cannot be right in a published table and its text

Exit codes: 0 done; 1 the place's folder has faults, nothing was written; 2 the command was not
understood; 3 the machine got in the way (disk, permissions, a missing package), or something went
wrong that should not; 130 stopped with Ctrl-C.
"""


class LastResort(TyperGroup):
    """The commands, with an answer for what nobody foresaw: one sentence, never a traceback unasked."""

    # What a command gives back is typer's own affair.
    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # typer keeps its parent's Context to itself
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort, TyperException, EOFError, BrokenPipeError):
            raise  # typer's own ways out
        except KeyboardInterrupt:
            typer.echo("Stopped; the old edition stands.", err=True)
            raise typer.Exit(Exit.STOPPED) from None
        except Exception as error:  # the last resort: whatever it is, it is said in a sentence
            if ctx.params.get("debug"):
                traceback.print_exc()
            typer.echo(_unforeseen(error), err=True)
            raise typer.Exit(Exit.MACHINE) from error


def _unforeseen(error: Exception) -> str:
    """Word an error that no part of the package expected."""
    told = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(":")
    return (
        f"Something went wrong that should not: {told.rstrip('.')}. "
        "Please report it with the command you ran; --debug shows where."
    )


app = typer.Typer(
    cls=LastResort,
    name="equitytown",
    help="Build, check and explain a health equity town's annual report.",
    epilog=EXAMPLES,
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

PlaceFolder = Annotated[Path, typer.Argument(metavar="PLACE", help="The place's folder, such as places/luton.")]
Out = Annotated[Path, typer.Option("--out", help="Folder that holds the editions.")]
Data = Annotated[Path, typer.Option("--data", help="Folder that holds the register's database and its secret key.")]
AsOf = Annotated[
    date | None,
    typer.Option("--as-of", parser=day, metavar="DATE", help="Use only figures known on this day (YYYY-MM-DD)."),
]


def _version(wanted: bool) -> None:  # noqa: FBT001  typer calls it with the flag
    if wanted:
        typer.echo(f"equitytown {__version__}")
        raise typer.Exit


@app.callback()
def main(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where an error came from that nobody foresaw (before the command).")
    ] = False,
) -> None:
    """Build, check and explain a health equity town's annual report."""
    del version, debug  # `LastResort` reads the second


@app.command(epilog="Example: equitytown build places/luton --out editions")
def build(
    place: PlaceFolder,
    *,
    out: Out = Path("editions"),
    as_of: AsOf = None,
    cache: Annotated[
        Path | None, typer.Option("--cache", help="Keep drawn charts here (default: the user's cache folder).")
    ] = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Build the place's edition: microsite, PDF, Word, workbook and data, in one atomic change."""
    gc.disable()  # one run makes millions of small values and few cycles: collecting costs a tenth of the time
    from equitytown import pipeline  # noqa: PLC0415  heavy imports wait until they are needed
    from equitytown.progress import reporting  # noqa: PLC0415

    with sentences(as_json=as_json), reporting(quiet=quiet or as_json) as report:
        built = pipeline.build(place, out=out, as_of=as_of, cache=cache, report=report)
    if as_json:
        typer.echo(json.dumps({"ok": True, **built.summary()}, ensure_ascii=False))
    elif not quiet:
        typer.echo(built.sentence())


@app.command(epilog="Example: equitytown check places/luton --json")
def check(place: PlaceFolder, *, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Read the whole folder and list every fault, with file, line and how to mend it."""
    from equitytown import evidence  # noqa: PLC0415

    with sentences(as_json=as_json):
        found = evidence.check(place)
    counts = {
        "place": found.place_id,
        "measures": len(found.indicators),
        "observations": len(found.observations),
        "files": len(found.files),
    }
    if as_json:
        typer.echo(json.dumps({"ok": True, **counts}))
    elif not quiet:
        typer.echo(
            f"{found.area.area_name}: no faults in {counts['files']} files "
            f"({counts['measures']} measures, {counts['observations']:,} observations)."
        )


@app.command(epilog="Example: equitytown new sandwell --area E08000028")
def new(
    name: Annotated[str, typer.Argument(help="Folder name: lower-case letters, digits, hyphens.")],
    *,
    area: Annotated[str, typer.Option("--area", help="Code of an English upper-tier authority (E06000032).")],
    into: Annotated[Path | None, typer.Option("--into", help="Folder in which to make it (default: places).")] = None,
    repository: Annotated[
        Path | None,
        typer.Option(
            "--repository", metavar="FOLDER", help="Make it in FOLDER/places, with what a repository needs around it."
        ),
    ] = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Start the folder of another place: every file it needs, ready to be filled and checked."""
    from equitytown import reading  # noqa: PLC0415

    with sentences(as_json=as_json):
        folder = reading.start(name, area_code=area, into=into or (repository or Path()) / "places")
        around = _around(repository, folder) if repository is not None else ()
    if as_json:
        told = {"repository": [str(file) for file in around]} if repository is not None else {}
        typer.echo(json.dumps({"ok": True, "place": name, "folder": str(folder), **told}))
    elif not quiet:
        beside = f" Beside it: {', '.join(str(file) for file in around)}." if around else ""
        typer.echo(f"Made {folder}.{beside} Next: equitytown check {folder}")


def _around(repository: Path, folder: Path) -> tuple[Path, ...]:
    """Write what a repository needs around a new place's folder."""
    from equitytown import reading  # noqa: PLC0415
    from equitytown.assure.repositories import new_repository  # noqa: PLC0415

    return new_repository(repository, place=folder, name=reading.read(folder).area.area_name)


@app.command(epilog="Example: equitytown explain places/luton smoking --period 2022")
def explain(
    place: PlaceFolder,
    indicator: Annotated[str, typer.Argument(help="The indicator's id, such as smoking.")],
    *,
    period: Annotated[str, typer.Option("--period", help="A period held (default: the newest).")] = "",
    sex: Annotated[str, typer.Option("--sex", help="Persons, Male or Female (default: the indicator's).")] = "",
    part: Annotated[str, typer.Option("--part", help="An area inside the place by its code, or a group.")] = "",
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Walk one figure back to its supplier, and show each method with its numbers."""
    from equitytown import pipeline  # noqa: PLC0415
    from equitytown.publish.explanation import explanation  # noqa: PLC0415
    from equitytown.store.archive import STORE, Archive  # noqa: PLC0415
    from equitytown.store.kept import user_cache  # noqa: PLC0415

    with sentences(as_json=as_json):
        edition = pipeline.compare_place(place, as_of=as_of, cache=user_cache())
        found = explanation(edition, indicator, period=period, sex=sex, part=part, kept=Archive(place / STORE).kept)
    if as_json:
        typer.echo(json.dumps(found.as_data(), ensure_ascii=False, default=str))
    else:
        typer.echo(found.as_text())


class _Methods(Methods):
    """The statistics, with our way of telling errors."""

    sentences = staticmethod(sentences)


calculations = typer.Typer(
    cls=_Methods,
    invoke_without_command=True,
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="Example: equitytown calculate crude-rate falls.csv --by ward --confidence 0.95 --out rates.csv",
)
app.add_typer(calculations, name="calculate")


@calculations.callback()
def calculate(
    *,
    every: Annotated[bool, typer.Option("--list", help="List the statistics with a line each.")] = False,
) -> None:
    """Put a table through a statistic: rates, life expectancy, inequality, comparisons, trends."""
    if every:
        with sentences():
            typer.echo(listed())
        raise typer.Exit


place_commands.add_to(app)
proof_commands.add_to(app)
edition_commands.add_to(app)
assurance_commands.add_to(app)
boundary_commands.add_to(app)
file_commands.add_to(app)
audit_commands.add_to(app)
equity_commands.add_to(app)
model_commands.add_to(app)
register_commands.add_to(app)


@app.command(epilog="Example: equitytown serve places/luton --port 8000")
def serve(
    place: PlaceFolder,
    *,
    out: Out = Path("editions"),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port on this machine; 0 for any.")] = 8000,
    register: Annotated[bool, typer.Option("--register", help="Serve the register too, with accounts.")] = False,
    data: Data = register_commands.DATA,
    quiet: Quiet = False,
) -> None:
    """Serve the edition's microsite on this machine only; build it first if it is not there."""
    from equitytown import pipeline, reading  # noqa: PLC0415
    from equitytown.progress import reporting  # noqa: PLC0415
    from equitytown.publish.server import serve as serve_folder  # noqa: PLC0415

    with sentences(), reporting(quiet=quiet) as report:
        folder = reading.edition_folder(place, out=out)
        if not (folder / "index.html").exists():
            folder = pipeline.build(place, out=out, as_of=None, cache=None, report=report).folder
    if register:
        with sentences():
            register_commands.serve(place, editions=out, data=data, port=port, quiet=quiet)
        return
    with sentences():
        serve_folder(folder, port=port, announce=lambda words: None if quiet else typer.echo(words))


def run() -> None:
    """Start the command line from `python -m equitytown`."""
    sys.exit(app())
