"""Commands on equity: a partner's counts by protected group, and what areas receive beside what they need."""

import json
from pathlib import Path
from typing import Annotated

import typer

from equitytown.derive.equity.words import ENOUGH_KNOWN, FEWEST_PAID, Kind
from equitytown.errors import InputError
from equitytown.outcomes import AsJson, Quiet, sentences


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line, each with its example."""
    app.command(
        epilog="Example: equitytown equity staff.csv --kind workforce --population working-age.csv "
        '--senior "Band 8a,Band 9" --out equity; equitytown equity users.xlsx --kind service '
        "--population residents.csv --mapping groups.yaml --out equity; equitytown equity pay.csv --kind pay --out pay"
    )(equity)
    app.command(
        epilog="Example: equitytown need allocations.csv --weights weights.yaml --out against-need.csv",
    )(need)


def equity(
    file: Annotated[Path, typer.Argument(help="A partner's .csv, .xlsx or .ods file of counts by protected group.")],
    *,
    kind: Annotated[Kind, typer.Option("--kind", help="What it tells of: staff, users of services, or pay.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FOLDER", help="Write the tables here.")] = None,
    population: Annotated[
        Path | None, typer.Option("--population", help="Residents by group, of working age for staff.")
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", help="YAML: columns, groups of labels, senior grades, reference groups."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="OURS=HEADING", help="A column by its heading: headcount=Posts filled."),
    ] = None,
    senior: Annotated[
        list[str] | None, typer.Option("--senior", metavar="GRADES", help="Grades that are called senior.")
    ] = None,
    rule: Annotated[
        str, typer.Option("--rule", help="lt5 (1 to 4 withheld), hes or opensafely, or such as 9 or 7/5.")
    ] = "lt5",
    period: Annotated[str, typer.Option("--period", help="The one period to take, of several.")] = "",
    least_known: Annotated[
        float, typer.Option("--least-known", min=0, max=1, help="Share whose group must be known for rates.")
    ] = ENOUGH_KNOWN,
    fewest_paid: Annotated[
        int, typer.Option("--fewest-paid", min=5, help="People in a group before its pay is shown.")
    ] = FEWEST_PAID,
    absent_is_zero: Annotated[
        bool, typer.Option("--absent-is-zero", help="Count 0 for a grade and group without a row.")
    ] = False,
    counts: Annotated[
        bool, typer.Option("--counts", help="They are counts, though every characteristic adds up to 100.")
    ] = False,
    protect_unknown: Annotated[
        bool, typer.Option("--protect-unknown", help="Withhold small counts of people whose group is not known too.")
    ] = False,
    sheet: Annotated[str, typer.Option("--sheet", help="Sheet of a workbook (default: the first).")] = "",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Make tables that may be published of staff, pay or users of services by protected group."""
    from equitytown.calculate.equity import Asked, equity_tables  # noqa: PLC0415  heavy imports wait
    from equitytown.calculate.equity_files import as_data, show_equity, write_equity  # noqa: PLC0415
    from equitytown.progress import reporting  # noqa: PLC0415

    with sentences(as_json=as_json), reporting(quiet=quiet or as_json) as report:
        asked = Asked(
            file, kind, population, mapping, _pairs(column or []), _names(senior or []), rule, period, sheet,
            least_known, fewest_paid, absent_is_zero, counts, protect_unknown,
        )  # fmt: skip
        made = equity_tables(asked, report=report)
        read = tuple(path for path in (file, population, mapping) if path is not None)
        written = write_equity(made, out, read=read) if out is not None else []
    if as_json:
        typer.echo(json.dumps({**as_data(made), "files": [str(path) for path in written]}, ensure_ascii=False))
    elif not quiet:
        show_equity(made)
        typer.echo(f"\n{made.sentence()}" + (f" {len(written)} files in {out}." if written else ""), err=True)


def need(
    file: Annotated[Path, typer.Argument(help="A table: area or group, people, allocation, and what need is by.")],
    *,
    weights: Annotated[
        Path | None,
        typer.Option("--weights", help="YAML: how need is weighed, and who agreed it (default: people alone)."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="OURS=HEADING", help="A column by its heading: people=Residents."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the table here (.csv, .xlsx, .parquet).")] = None,
    sheet: Annotated[str, typer.Option("--sheet", help="Sheet of a workbook (default: the first).")] = "",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Set what areas or groups receive beside their share of need: who falls short, in pounds and in people."""
    from equitytown.calculate.need import need_table  # noqa: PLC0415  heavy imports wait
    from equitytown.calculate.run import refuse_own_file  # noqa: PLC0415
    from equitytown.calculate.tables import write_table  # noqa: PLC0415

    with sentences(as_json=as_json):
        refuse_own_file(out, [file, *([weights] if weights else [])])
        made = need_table(file, weights=weights, columns=_pairs(column or []), sheet=sheet)
        if out is not None:
            write_table(made.frame, out)
    if as_json:
        rows = made.frame.to_dicts()
        typer.echo(json.dumps({"ok": True, "weighed": made.weighed, "rows": rows}, ensure_ascii=False))
    elif not quiet:
        made.show()
        typer.echo(made.sentence(), err=True)


def _pairs(given: list[str]) -> dict[str, str]:
    found = {}
    for item in given:
        ours, equals, theirs = item.partition("=")
        if not equals or not ours.strip() or not theirs.strip():
            raise InputError(f'--column takes OURS=HEADING, such as people=Residents, and is "{item}".')
        found[ours.strip()] = theirs.strip()
    return found


def _names(given: list[str]) -> list[str]:
    """Split names that are set apart by commas."""
    return [name.strip() for item in given for name in item.split(",") if name.strip()]
