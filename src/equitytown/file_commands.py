"""Commands on single files, which need no place: small counts, boundaries, codes of areas, a partner's file."""

import json
from pathlib import Path
from typing import Annotated

import typer

from equitytown.outcomes import AsJson, Exit, Quiet, sentences


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line, each with its example."""
    app.command(
        epilog="Example: equitytown protect deaths.csv --count deaths --by ward,sex --within ward=authority "
        "--out safe.csv"
    )(protect)
    app.command(
        epilog="Example: equitytown convert deaths.csv --area lsoa11 --count deaths --lookup lsoa11-to-21.csv "
        "--old lsoa11 --new lsoa21 --people residents.csv --out deaths21.csv"
    )(convert)
    app.command(
        epilog="Example: equitytown areas E01015741 --lookup lsoa11-to-21.csv --old LSOA11CD --new LSOA21CD "
        "--change CHGIND"
    )(areas)
    app.command(epilog="Example: equitytown inspect ~/Downloads/referrals.xlsx")(inspect)
    app.command(
        epilog="Example: equitytown index cold-homes.yaml --data areas.csv --sensitivity drawn --out index.csv"
    )(index)


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


def areas(
    codes: Annotated[list[str], typer.Argument(metavar="CODE...", help="Codes of areas, such as E06000032.")],
    *,
    lookup: Annotated[
        Path | None, typer.Option("--lookup", help="A file with a row for each old and new code that meet.")
    ] = None,
    old: Annotated[
        str | None, typer.Option("--old", metavar="COLUMN", help="Column of old codes in the look-up.")
    ] = None,
    new: Annotated[
        str | None, typer.Option("--new", metavar="COLUMN", help="Column of new codes in the look-up.")
    ] = None,
    change: Annotated[
        str | None, typer.Option("--change", metavar="COLUMN", help="Column of the kind of change: U, S, M or X.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell what codes of areas stand for: name, days, region, boundary sets, and what became of them."""
    from equitytown.calculate.areas import tell_areas  # noqa: PLC0415  heavy imports wait

    with sentences(as_json=as_json):
        told = tell_areas(codes, lookup=lookup, old=old, new=new, change=change)
    in_use = all(one.in_use for one in told)
    if as_json:
        typer.echo(json.dumps({"ok": in_use, "areas": [one.as_data() for one in told]}, ensure_ascii=False))
    else:
        typer.echo("\n\n".join(one.as_text() for one in told))
    if not in_use:
        raise typer.Exit(Exit.FAULTS)


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


def index(
    file: Annotated[Path, typer.Argument(metavar="FILE.yaml", help="The file that declares the index.")],
    *,
    data: Annotated[Path, typer.Option("--data", help="A .csv, .xlsx, .ods or .parquet file, a row for each area.")],
    sheet: Annotated[str, typer.Option("--sheet", help="Sheet of a workbook (default: the first).")] = "",
    lookup: Annotated[
        Path | None, typer.Option("--lookup", help="A file of old and new codes, by which vintages are told apart.")
    ] = None,
    old: Annotated[str | None, typer.Option("--old", metavar="COLUMN", help="Its column of old codes.")] = None,
    new: Annotated[str | None, typer.Option("--new", metavar="COLUMN", help="Its column of new codes.")] = None,
    sensitivity: Annotated[
        str,
        typer.Option("--sensitivity", metavar="HOW", help="Vary the weights: drawn, or a share up and down (0.25)."),
    ] = "",
    draws: Annotated[int, typer.Option("--draws", help="How many sets of weights are drawn.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Starts the drawing of weights.")] = 1,
    concentration: Annotated[
        float, typer.Option("--concentration", help="How close drawn weights keep to those declared.")
    ] = 50,
    out: Annotated[Path | None, typer.Option("--out", help="Write the index here (.csv, .xlsx, .parquet).")] = None,
    quiet: Quiet = False,
) -> None:
    """Make a declared composite index: scores, ranks and deciles, by domain and in all, and how sure they are."""
    from equitytown.calculate.index import IndexAsked, Varied, make_index  # noqa: PLC0415  heavy imports wait

    with sentences():
        answer, sentence = make_index(
            IndexAsked(file, data, sheet, lookup, old, new),
            varied=Varied(sensitivity, draws, seed, concentration),
            out=out,
        )
    if out is None:
        typer.echo(answer.write_csv(), nl=False)
    if not quiet:
        typer.echo(sentence, err=True)
