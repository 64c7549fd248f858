"""The command that audits a published table and its text: what cannot be right, with the rule and how to mend it."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from equitytown.errors import InputError
from equitytown.outcomes import AsJson, Exit, day, sentences

if TYPE_CHECKING:  # what an audit needs is loaded when there is one
    from equitytown.audit.published import Published
    from equitytown.audit.remarks import Remark, Sureness
    from equitytown.audit.telling import Account

GRADES = {"certain": "certain", "likely": "likely", "to-check": "to check"}
MARKED = (".html", ".xlsx")
AsOf = Annotated[
    date | None,
    typer.Option("--as-of", parser=day, metavar="DATE", help="With --place: as known on this day (default: today)."),
]

EXAMPLES = """Example: equitytown audit annual-report.docx --marked marked.html

  equitytown audit table.xlsx --sheet Outcomes --place-name "Our town"

  equitytown audit table.xlsx --place places/luton

  equitytown audit table.txt --rule R02 --rule R06 --fail-on likely

  equitytown audit --rules
"""


def add_to(app: typer.Typer) -> None:
    """Add the command to the command line, with its examples."""
    app.command(epilog=EXAMPLES)(audit)


def audit(
    file: Annotated[
        Path | None,
        typer.Argument(help="A .txt, .csv, .tsv, .xlsx, .docx, .pdf or .html file; - reads pasted text."),
    ] = None,
    *,
    marked: Annotated[
        Path | None, typer.Option("--marked", metavar="OUT", help="Write a marked copy here (.html or .xlsx).")
    ] = None,
    place_name: Annotated[
        str, typer.Option("--place-name", metavar="NAME", help="What the place's own column is called.")
    ] = "",
    place: Annotated[
        Path | None, typer.Option("--place", metavar="FOLDER", help="Check it against what this place holds too.")
    ] = None,
    as_of: AsOf = None,
    sheet: Annotated[str, typer.Option("--sheet", help="Sheet of a workbook (default: every sheet).")] = "",
    rule: Annotated[
        list[str] | None, typer.Option("--rule", metavar="RULE", help="Put it to this rule only; may be given again.")
    ] = None,
    rules: Annotated[bool, typer.Option("--rules", help="List the rules and stop.")] = False,
    fail_on: Annotated[
        str,
        typer.Option("--fail-on", metavar="GRADE", help="Exit with 1 from this grade on: certain, likely, to-check."),
    ] = "certain",
    full: Annotated[bool, typer.Option("--full", help="Quote every cell of what is to check, with its mend.")] = False,
    as_json: AsJson = False,
) -> None:
    """Find what cannot be right in a published indicator table and its text, each with its rule and how to mend it."""
    with sentences(as_json=as_json):
        if rules:
            typer.echo(_rules(as_json=as_json))
            return
        grade = _grade(fail_on)
        asked = Wanted(place_name, sheet, tuple(rule or ()), place, as_of)
        account = _account(_given(file, marked), asked)
        if marked is not None:
            _write(account, marked)
        typer.echo(_told(account, grade, full=full, as_json=as_json))
    if account.fails(grade):
        raise typer.Exit(Exit.FAULTS)


def _grade(asked: str) -> "Sureness":
    from equitytown.audit.remarks import Sureness  # noqa: PLC0415  heavy imports wait

    if asked not in GRADES:
        raise InputError(f'--fail-on "{asked}" is no grade. Use one of: {", ".join(GRADES)}.')
    return Sureness(GRADES[asked])


def _given(file: Path | None, marked: Path | None) -> Path:
    """Insist on a file, and on a marked copy that is another."""
    if file is None:
        raise InputError("No file is given. Name one, or - to read pasted text, or --rules to list the rules.")
    if marked is not None and marked.suffix.lower() not in MARKED:
        raise InputError(f"{marked.name}: a marked copy is written as .html or .xlsx. Give it one of these endings.")
    if marked is not None and marked.resolve() == file.resolve():
        raise InputError(f"{marked.name} is the file that is audited. Give the marked copy another name.")
    return file


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: how the file is read, by which rules, and against which place as known on which day."""

    place_name: str
    sheet: str
    rules: tuple[str, ...]
    place: Path | None
    as_of: date | None


def _account(file: Path, wanted: Wanted) -> "Account":
    """Read the file and put it to the rules."""
    from equitytown.audit.held import HELD  # noqa: PLC0415
    from equitytown.audit.reading import Asked, read_published  # noqa: PLC0415
    from equitytown.audit.rulebook import rule as rule_of  # noqa: PLC0415
    from equitytown.audit.run import audit as run  # noqa: PLC0415
    from equitytown.audit.telling import Account  # noqa: PLC0415

    chosen = [rule_of(name.upper()).rule_id for name in wanted.rules]
    alone = [rule_id for rule_id in chosen if rule_id not in HELD]
    beside = [rule_id for rule_id in chosen if rule_id in HELD]
    if beside and wanted.place is None:
        raise InputError(f"Rule {beside[0]} sets a table against what a place holds. Name its folder with --place.")
    if wanted.as_of is not None and wanted.place is None:
        raise InputError("--as-of chooses among what a place holds. Name its folder with --place.")
    published = read_published(file, asked=Asked(wanted.place_name, wanted.sheet))
    found = run(published, rules=alone) if alone or not chosen else ()
    if wanted.place is not None and (beside or not chosen):
        found = (*found, *_against(published, wanted.place, wanted.as_of, beside))
    return Account(published, tuple(sorted(found, key=lambda remark: remark.order)))


def _against(published: "Published", folder: Path, as_of: date | None, rules: list[str]) -> "tuple[Remark, ...]":
    """Set what was read against what a place holds, as known on a day."""
    from equitytown import evidence  # noqa: PLC0415
    from equitytown.audit.held import against  # noqa: PLC0415

    place, holdings = evidence.publishable(folder, on=as_of or date.today())  # noqa: DTZ011  the day where it is run
    return against(published, place, holdings, rules=rules)


def _write(account: "Account", path: Path) -> None:
    if path.suffix.lower() == ".xlsx":
        from equitytown.audit.telling.book import write_book  # noqa: PLC0415

        write_book(account, path)
        return
    from equitytown.audit.telling.page import write_page  # noqa: PLC0415

    write_page(account, path)


def _told(account: "Account", grade: "Sureness", *, full: bool, as_json: bool) -> str:
    if as_json:
        from equitytown.audit.telling.data import as_data  # noqa: PLC0415

        return json.dumps(as_data(account, fail_on=grade), ensure_ascii=False)
    from equitytown.audit.telling.text import as_text  # noqa: PLC0415

    return as_text(account, full=full)


def _rules(*, as_json: bool) -> str:
    """List the rules."""
    from equitytown.audit.rulebook import rulebook  # noqa: PLC0415
    from equitytown.audit.telling.data import rules_as_data  # noqa: PLC0415
    from equitytown.audit.telling.text import rules_as_text  # noqa: PLC0415

    return (
        json.dumps({"rules": rules_as_data(rulebook())}, ensure_ascii=False) if as_json else rules_as_text(rulebook())
    )
