"""The command line: arguments into pipeline calls, errors into sentences."""

import gc
import json
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from equitytown import __version__
from equitytown.calculate.command import Methods, listed
from equitytown.errors import EquityTownError, InputError, PlaceError

EXAMPLES = """
Examples:

  equitytown check places/luton                        every fault in the folder, with file and line

  equitytown build places/luton                        the edition, in editions/luton-2023

  equitytown build places/luton --as-of 2024-04-01     the edition as it would have stood on that day

  equitytown explain places/luton smoking              walk one figure back to its supplier

  equitytown serve places/luton                        read the microsite on this machine

  equitytown new sandwell --area E08000028             start a folder for another place

  equitytown calculate --list                          the statistics that any table can be put through

  equitytown protect deaths.csv --by ward,sex          a table of counts made safe to publish

  equitytown convert --help                            counts carried to other boundaries

  equitytown inspect referrals.xlsx                    whether a partner's file is safe to take in

Exit codes: 0 done; 1 the place's folder has faults, nothing was written; 2 the command was not
understood; 3 the machine got in the way (disk, permissions, a missing package), or something went
wrong that should not; 130 stopped with Ctrl-C.
"""


class Exit(IntEnum):
    """What the shell is told."""

    DONE = 0
    FAULTS = 1
    USAGE = 2
    MACHINE = 3
    STOPPED = 130  # what a shell expects of a command that was interrupted


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
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing unless something is wrong.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for a script.")]
Out = Annotated[Path, typer.Option("--out", help="Folder that holds the editions.")]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Use only figures known on this day (YYYY-MM-DD)."),
]


@contextmanager
def sentences(*, as_json: bool = False) -> Iterator[None]:
    """Turn an expected error into its sentence and exit code; never a traceback."""
    try:
        yield
    except InputError as error:
        _refuse(error, Exit.FAULTS, as_json=as_json)
    except EquityTownError as error:
        _refuse(error, Exit.MACHINE, as_json=as_json)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _refuse(InputError(f"{where}{error.strerror or error}."), Exit.MACHINE, as_json=as_json)


def _refuse(error: EquityTownError, code: Exit, *, as_json: bool) -> None:
    if as_json:
        faults = [vars_of(fault) for fault in error.faults] if isinstance(error, PlaceError) else []
        typer.echo(json.dumps({"ok": False, "error": str(error), "faults": faults}, ensure_ascii=False))
    else:
        typer.echo(str(error), err=True)
    raise typer.Exit(code)


def vars_of(fault: object) -> dict[str, object]:
    """Give a fault's fields by name."""
    return {name: getattr(fault, name) for name in ("path", "line", "message", "mend")}


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
        built = pipeline.build(place, out=out, as_of=_day(as_of), cache=cache, report=report)
    if as_json:
        typer.echo(json.dumps({"ok": True, **built.summary()}, ensure_ascii=False))
    elif not quiet:
        typer.echo(built.sentence())


@app.command(epilog="Example: equitytown check places/luton --json")
def check(place: PlaceFolder, *, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Read the whole folder and list every fault, with file, line and how to mend it."""
    from equitytown import pipeline  # noqa: PLC0415

    with sentences(as_json=as_json):
        found = pipeline.read(place)
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
    into: Annotated[Path, typer.Option("--into", help="Folder in which to make it.")] = Path("places"),
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Start the folder of another place: every file it needs, ready to be filled and checked."""
    from equitytown import pipeline  # noqa: PLC0415

    with sentences(as_json=as_json):
        folder = pipeline.start(name, area_code=area, into=into)
    if as_json:
        typer.echo(json.dumps({"ok": True, "place": name, "folder": str(folder)}))
    elif not quiet:
        typer.echo(f"Made {folder}. Next: equitytown check {folder}")


@app.command(epilog="Example: equitytown explain places/luton smoking --period 2022")
def explain(
    place: PlaceFolder,
    indicator: Annotated[str, typer.Argument(help="The indicator's id, such as smoking.")],
    *,
    period: Annotated[str, typer.Option("--period", help="A period held (default: the newest).")] = "",
    sex: Annotated[str, typer.Option("--sex", help="Persons, Male or Female (default: the indicator's).")] = "",
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Walk one figure back to its supplier, and show each method with its numbers."""
    from equitytown import pipeline  # noqa: PLC0415
    from equitytown.publish.explanation import explanation  # noqa: PLC0415

    with sentences(as_json=as_json):
        edition = pipeline.compare_place(place, as_of=_day(as_of))
        found = explanation(edition, indicator, period=period, sex=sex)
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


@app.command(
    epilog="Example: equitytown protect deaths.csv --count deaths --by ward,sex --within ward=authority --out safe.csv"
)
def protect(
    file: Annotated[Path, typer.Argument(help="A .csv, .xlsx, .ods or .parquet file of counts, without totals.")],
    *,
    count: Annotated[str, typer.Option("--count", metavar="COLUMN", help="Column of counts.")] = "count",
    by: Annotated[list[str], typer.Option("--by", metavar="COLUMNS", help="Columns that tell the counts apart.")],
    within: Annotated[
        list[str] | None,
        typer.Option("--within", metavar="COLUMN=LARGER", help="A column whose labels lie within those of another."),
    ] = None,
    rule: Annotated[
        str,
        typer.Option(
            "--rule",
            help="lt5 (1 to 4 withheld), hes or opensafely (1 to 7, others rounded to 5), or such as 9 or 7/5.",
        ),
    ] = "lt5",
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", metavar="LABELS", help='A count that is published elsewhere, such as "All,Female".'),
    ] = None,
    published: Annotated[
        Path | None,
        typer.Option("--published", help="A table that is out already: what it shows and still stands stays shown."),
    ] = None,
    absent_is_zero: Annotated[
        bool, typer.Option("--absent-is-zero", help="Count 0 for combinations that have no row.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write the table to be published here.")] = None,
    account: Annotated[
        Path | None,
        typer.Option("--account", help="Write why each count is withheld here. Not to be published."),
    ] = None,
    sheet: Annotated[str, typer.Option("--sheet", help="Sheet of a workbook (default: the first).")] = "",
    quiet: Quiet = False,
) -> None:
    """Withhold small counts, and those that would give them away, from a table with its totals."""
    from equitytown.calculate.protection import Asked, protect_file  # noqa: PLC0415  heavy imports wait
    from equitytown.progress import reporting  # noqa: PLC0415

    asked = Asked(file, count, _names(by), within or (), keep or (), rule, sheet, absent_is_zero, published)
    with sentences(), reporting(quiet=quiet) as report:
        safe, sentence = protect_file(asked, out=out, account=account, report=report)
    if out is None:
        typer.echo(safe.write_csv(), nl=False)
    if not quiet:
        typer.echo(sentence, err=True)


@app.command(
    epilog="Example: equitytown convert deaths.csv --area lsoa11 --count deaths --lookup lsoa11-to-21.csv --old lsoa11 "
    "--new lsoa21 --people residents.csv --out deaths21.csv"
)
def convert(
    file: Annotated[Path, typer.Argument(help="A .csv, .xlsx, .ods or .parquet file of counts by area.")],
    *,
    area: Annotated[str, typer.Option("--area", metavar="COLUMN", help="Column of area codes.")] = "area_code",
    count: Annotated[list[str], typer.Option("--count", metavar="COLUMNS", help="Columns of counts; never of rates.")],
    lookup: Annotated[Path, typer.Option("--lookup", help="A file with a row for each old and new code that meet.")],
    old: Annotated[str, typer.Option("--old", metavar="COLUMN", help="Column of old codes in the look-up.")],
    new: Annotated[str, typer.Option("--new", metavar="COLUMN", help="Column of new codes in the look-up.")],
    by: Annotated[
        list[str] | None, typer.Option("--by", metavar="COLUMNS", help="Columns that tell rows of one area apart.")
    ] = None,
    share: Annotated[
        str | None,
        typer.Option("--share", metavar="COLUMN", help="Column of the share of the old area that lies in the new one."),
    ] = None,
    change: Annotated[
        str | None, typer.Option("--change", metavar="COLUMN", help="Column of the kind of change: U, S, M or X.")
    ] = None,
    people: Annotated[
        Path | None,
        typer.Option("--people", help="A file of new codes and their residents, by which split areas are shared out."),
    ] = None,
    best_fit: Annotated[
        bool, typer.Option("--best-fit", help="The look-up assigns areas whole to the one that holds most of them.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write the answer here (.csv, .xlsx, .parquet).")] = None,
) -> None:
    """Carry counts from one boundary set to another, and say how each was made."""
    from equitytown.calculate.boundaries import Carried, convert_file  # noqa: PLC0415  heavy imports wait

    asked = Carried(
        file, area, _names(count), lookup, old, new, _names(by or []), share, change, people, best_fit=best_fit
    )
    with sentences():
        answer, sentence = convert_file(asked, out=out)
    if out is None:
        typer.echo(answer.write_csv(), nl=False)
    typer.echo(sentence, err=True)


def _names(given: list[str]) -> list[str]:
    """Split names that are set apart by commas."""
    return [name.strip() for item in given for name in item.split(",") if name.strip()]


@app.command(epilog="Example: equitytown inspect ~/Downloads/referrals.xlsx")
def inspect(
    file: Annotated[Path, typer.Argument(help="A .csv, .tsv, .txt, .xlsx or .ods file that somebody handed over.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Say whether a file from a partner is safe to take in: no bombs, macros, formulas or personal data."""
    from equitytown.collect.inspection import faults_of  # noqa: PLC0415

    with sentences(as_json=as_json):
        faults = faults_of(file)
    if as_json:
        typer.echo(json.dumps({"ok": not faults, "faults": faults}, ensure_ascii=False))
    else:
        typer.echo("\n".join(faults) if faults else f"{file.name} can be taken in.", err=bool(faults))
    if faults:
        raise typer.Exit(Exit.FAULTS)


@app.command(epilog="Example: equitytown serve places/luton --port 8000")
def serve(
    place: PlaceFolder,
    *,
    out: Out = Path("editions"),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port on this machine; 0 for any.")] = 8000,
    quiet: Quiet = False,
) -> None:
    """Serve the edition's microsite on this machine only; build it first if it is not there."""
    from equitytown import pipeline  # noqa: PLC0415
    from equitytown.progress import reporting  # noqa: PLC0415
    from equitytown.publish.server import serve as serve_folder  # noqa: PLC0415

    with sentences(), reporting(quiet=quiet) as report:
        folder = pipeline.edition_folder(place, out=out)
        if not (folder / "index.html").exists():
            folder = pipeline.build(place, out=out, as_of=None, cache=None, report=report).folder
    with sentences():
        serve_folder(folder, port=port, announce=lambda words: None if quiet else typer.echo(words))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment is not None else None


def run() -> None:
    """Start the command line from `python -m equitytown`."""
    sys.exit(app())
